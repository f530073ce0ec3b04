"""Menus of channels: what can be chosen, and what was."""

from collections.abc import Sequence
from typing import Any

import discord

from cogs._shared import fields
from cogs._shared.buttons import CardId, Press
from cogs._shared.context import Interaction
from domain.errors import Refused
from locales import Words

Types = Sequence[discord.ChannelType]


def channel_menu(
    words: Words, guild: discord.Guild, act: CardId, channel_id: int | None, types: Types
) -> discord.ui.Item[Any]:
    """A menu of the guild's channels of these kinds; the one chosen may be taken back."""
    known = channel_id is not None and guild.get_channel(channel_id) is not None
    chooser: discord.ui.ChannelSelect[Any] = discord.ui.ChannelSelect(
        custom_id=str(act),
        placeholder=words("settings-channels-choose"),
        channel_types=list(types),
        min_values=0,
        default_values=[fields.chosen_channel(channel_id)] if known and channel_id else [],
    )
    return discord.ui.ActionRow(chooser)


def picked_channel(
    interaction: Interaction, press: Press, types: Types
) -> discord.abc.GuildChannel | None:
    """The channel of this guild that was chosen, None for none. Raises Refused("setting-channel")
    for one of another kind, or of another guild.
    """
    if not press.values:
        return None
    channels = interaction.guild.channels if interaction.guild else ()
    for channel in channels:
        if str(channel.id) == press.values[0] and channel.type in types:
            return channel
    raise Refused("setting-channel")
