"""The configured channels of a guild as the bot finds them; from REST alone, no gateway."""

from collections.abc import Iterable
from dataclasses import dataclass

import discord

from cogs._shared.rights import missing_in


@dataclass(frozen=True)
class Place:
    """A configured channel as the bot finds it. ``channel`` None: it is no longer there."""

    setting: str
    channel_id: int
    channel: discord.abc.GuildChannel | None
    missing: tuple[str, ...] = ()


async def places(
    guild: discord.Guild, me: discord.Member, configured: Iterable[tuple[str, int]]
) -> list[Place]:
    """What each configured channel (setting, id) of a fetched guild allows the bot."""
    there = {channel.id: channel for channel in await guild.fetch_channels()}
    found = []
    for setting, each in configured:
        channel = there.get(each)
        missing = missing_in(channel, me) if channel is not None else ()
        found.append(Place(setting, each, channel, tuple(missing)))
    return found
