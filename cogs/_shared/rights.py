"""Which rights the bot needs where it writes, and which of them it lacks."""

from collections.abc import Iterable

import discord

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


def missing_in(channel: discord.abc.GuildChannel, me: discord.Member) -> list[str]:
    """The needed rights that the bot lacks in a channel."""
    granted = channel.permissions_for(me)
    return [right for right in NEEDED if not getattr(granted, right)]


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
