"""``/config salons``: where loans, news and what moderators read go; and can the bot work there."""

import discord

from cogs._shared import fields
from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.replies import reply, update
from cogs._shared.rights import state_line
from cogs._shared.views import Card, Part, card, line
from domain.errors import Refused
from domain.settings import GuildSettings
from locales import Words
from services.settings import refuse_unless_manager

CHOICES = {
    "lending": "lending.channel",
    "watch": "watch.channel",
    "moderation": "moderation.channel",
}
"""The act of each menu, and the setting that it changes."""

TYPES = [discord.ChannelType.text, discord.ChannelType.news]


async def show_channels(interaction: Interaction) -> None:
    """The command itself."""
    caller = await caller_from(interaction)
    refuse_unless_manager(caller)
    settings = await interaction.client.services.settings.read(caller.guild_id)
    await reply(interaction, channels_card(interaction, settings))


async def choose_channel(interaction: Interaction, press: Press) -> None:
    """A menu: the channel chosen, or none."""
    chosen = chosen_channel(interaction, press)
    settings = await interaction.client.services.settings.change(
        press.caller,
        CHOICES[press.card.act],
        chosen,
        interaction_id=interaction.id,
    )
    await update(interaction, channels_card(interaction, settings))


def chosen_channel(interaction: Interaction, press: Press) -> int | None:
    """The channel of this guild that was chosen. Raises Refused("setting-channel") otherwise."""
    if not press.values:
        return None
    said = press.values[0]
    known = (
        {str(each.id): each.id for each in interaction.guild.channels if each.type in TYPES}
        if interaction.guild
        else {}
    )
    if said not in known:
        raise Refused("setting-channel")
    return known[said]


async def check_again(interaction: Interaction, press: Press) -> None:
    refuse_unless_manager(press.caller)
    settings = await interaction.client.services.settings.read(press.caller.guild_id)
    await update(interaction, channels_card(interaction, settings))


def channels_card(interaction: Interaction, settings: GuildSettings) -> Card:
    guild = interaction.guild
    if guild is None:
        raise Refused("guild-only")
    words = words_for(interaction)
    me = guild.me
    here = CardId("channels", guild.id, 0, "check")
    chosen = {
        "lending": settings.lending_channel,
        "watch": settings.watch_channel,
        "moderation": settings.moderation_channel,
    }
    parts: list[Part] = [words("settings-channels-title")]
    for name, channel in chosen.items():
        parts += [
            _lines(words, guild, me, name, channel),
            _menu(words, guild, here.to(name), channel),
            line(),
        ]
    check = button(here, words("settings-channels-check"), emoji="🔄")
    return card("info", *parts[:-1], [check])


def _lines(
    words: Words, guild: discord.Guild, me: discord.Member, name: str, channel_id: int | None
) -> str:
    title = words(f"settings-channels-{name}")
    if channel_id is None:
        return f"{title}\n{words(f'settings-channels-{name}-none')}"
    channel = guild.get_channel(channel_id)
    if channel is None:
        return f"{title}\n{words('settings-channels-gone')}"
    return f"{title} · {channel.mention}\n{state_line(words, channel, me)}"


def _menu(
    words: Words, guild: discord.Guild, act: CardId, channel_id: int | None
) -> discord.ui.Item[discord.ui.LayoutView]:
    known = channel_id is not None and guild.get_channel(channel_id) is not None
    menu: discord.ui.ChannelSelect[discord.ui.LayoutView] = discord.ui.ChannelSelect(
        custom_id=str(act),
        placeholder=words("settings-channels-choose"),
        channel_types=TYPES,
        min_values=0,
        default_values=[fields.chosen_channel(channel_id)] if known and channel_id else [],
    )
    return discord.ui.ActionRow(menu)
