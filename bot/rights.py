"""Which rights the bot needs where, and which of them it lacks; from REST alone, no gateway."""

from collections.abc import Iterable
from dataclasses import dataclass

import discord

NEEDED = (
    "view_channel",
    "send_messages",
    "embed_links",
    "attach_files",
    "read_message_history",
)
"""In every channel that a guild has set. Without the history, Discord answers an empty list to a
search for a message that is there, and an answer that was lost could not be told from none."""


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
    return [
        Place(setting, each, there.get(each), missing_in(there.get(each), me))
        for setting, each in configured
    ]


def missing_in(channel: discord.abc.GuildChannel | None, me: discord.Member) -> tuple[str, ...]:
    """The needed rights that the bot lacks in a channel."""
    if channel is None:
        return ()
    granted = channel.permissions_for(me)
    return tuple(right for right in NEEDED if not getattr(granted, right))


def own_role(guild: discord.Guild, me: discord.Member) -> str:
    """The role that Discord made for the bot, where its rights are best given."""
    for role in guild.roles:
        if role.tags is not None and role.tags.bot_id == me.id:
            return role.name
    return me.top_role.name
