"""Which rights the bot needs where it writes, and which of them it lacks."""

from collections.abc import Iterable

import discord

from cogs._shared.plain import plain
from locales import Words

NEEDED = (
    "view_channel",
    "send_messages",
    "embed_links",
    "attach_files",
    "read_message_history",
)
"""In every channel that a guild has set. Without the history, Discord answers an empty list to a
search for a message that is there, and an answer that was lost could not be told from none."""


THREADS = ("create_public_threads", "send_messages_in_threads")
"""Besides, where an alert opens a thread, or is a post of a forum."""

OPTIONAL = (*THREADS, "create_events")
"""Asked for at the invitation; without them the bot says so where one would be needed."""


def missing_in(
    channel: discord.abc.GuildChannel, me: discord.Member, besides: Iterable[str] = ()
) -> list[str]:
    """The needed rights that the bot lacks in a channel."""
    granted = channel.permissions_for(me)
    return [right for right in (*NEEDED, *besides) if not getattr(granted, right)]


def state_line(
    words: Words,
    channel: discord.abc.GuildChannel,
    me: discord.Member,
    besides: Iterable[str] = (),
) -> str:
    """« ✅ … » or « ⚠️ … » and one click path for each right that is missing."""
    missing = missing_in(channel, me, besides)
    if not missing:
        return words("settings-rights-fine")
    facts = {"channel": channel.mention, "role": plain(own_role(channel.guild, me))}
    lines = [words("settings-rights-missing", count=len(missing), channel=channel.mention)]
    lines += [
        words("settings-rights-path", right=right_name(words, each), **facts) for each in missing
    ]
    return "\n".join(lines)


def own_role(guild: discord.Guild, me: discord.Member) -> str:
    """The role that Discord made for the bot, where its rights are best given."""
    for role in guild.roles:
        if role.tags is not None and role.tags.bot_id == me.id:
            return role.name
    return me.top_role.name


def right_name(words: Words, right: str) -> str:
    """A right as Discord's settings call it."""
    return words(f"common-right-{right.replace('_', '-')}")


def right_names(words: Words, rights: Iterable[str]) -> str:
    """« Voir le salon », « Joindre des fichiers »"""
    return ", ".join(words("common-quoted", text=right_name(words, each)) for each in rights)
