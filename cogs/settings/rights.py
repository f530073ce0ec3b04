"""What the bot can do in a channel, said in a line, with where to click for what it lacks."""

import discord

from cogs._shared.plain import plain
from cogs._shared.rights import missing_in, own_role, right_name
from locales import Words


def state_line(words: Words, channel: discord.abc.GuildChannel, me: discord.Member) -> str:
    """« ✅ … » or « ⚠️ … » and one click path for each right that is missing."""
    missing = missing_in(channel, me)
    if not missing:
        return words("settings-rights-fine")
    facts = {"channel": channel.mention, "role": plain(own_role(channel.guild, me))}
    lines = [words("settings-rights-missing", count=len(missing), channel=channel.mention)]
    lines += [
        words("settings-rights-path", right=right_name(words, each), **facts) for each in missing
    ]
    return "\n".join(lines)
