"""What the bot can do in a channel, said in a line, with where to click for what it lacks."""

import discord

from locales import Words

NEEDED = (
    "view_channel",
    "send_messages",
    "embed_links",
    "attach_files",
    "read_message_history",
)
"""Without the history, an answer that was lost could not be looked for, and would come twice."""


def missing_in(channel: discord.abc.GuildChannel, me: discord.Member) -> list[str]:
    """The needed rights that the bot lacks here."""
    granted = channel.permissions_for(me)
    return [right for right in NEEDED if not getattr(granted, right)]


def own_role(guild: discord.Guild, me: discord.Member) -> str:
    """The role that Discord made for the bot, where its rights are best given."""
    role = guild.self_role
    return role.name if role is not None else me.display_name


def state_line(words: Words, channel: discord.abc.GuildChannel, me: discord.Member) -> str:
    """« ✅ … » or « ⚠️ … » and one click path for each right that is missing."""
    missing = missing_in(channel, me)
    if not missing:
        return words("settings-rights-fine")
    facts = {"channel": channel.mention, "role": own_role(channel.guild, me)}
    lines = [words("settings-rights-missing", count=len(missing), channel=channel.mention)]
    lines += [
        words(
            "settings-rights-path", right=words(f"settings-right-{each.replace('_', '-')}"), **facts
        )
        for each in missing
    ]
    return "\n".join(lines)
