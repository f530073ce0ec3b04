"""``/config``: channels, moderators' roles, language; changed by those who manage the server."""

import logging
from collections.abc import Sequence

import discord

from cogs._shared.config_group import config_group
from cogs._shared.context import Interaction
from cogs._shared.translator import command
from cogs._shared.wiring import Wiring
from cogs.settings import channels_card, language_card, roles_card
from domain.watch.stories import Topic

log = logging.getLogger(__name__)


async def channels(interaction: Interaction) -> None:
    await channels_card.show_channels(interaction)


async def roles(interaction: Interaction) -> None:
    await roles_card.show_roles(interaction)


async def language(interaction: Interaction) -> None:
    await language_card.show_language(interaction)


def setup(app: Wiring) -> None:
    group = config_group(app.tree)
    group.add_command(command("channels", parent="config")(channels))
    group.add_command(command("roles", parent="config")(roles))
    group.add_command(command("language", parent="config")(language))
    buttons, forms = app.client.buttons, app.client.forms
    for act in channels_card.CHOICES:
        buttons.on("channels", act, channels_card.choose_channel)
    buttons.on("channels", "check", channels_card.check_again)
    buttons.on("roles", "choose", roles_card.choose_roles)
    buttons.on("language", "choose", language_card.choose_language)
    buttons.on("language", "zone", language_card.choose_zone)
    buttons.on("language", "zone-ask", language_card.ask_zone)
    buttons.on("language", "quiet-ask", language_card.ask_quiet)
    forms.on("language", "zone-typed", language_card.type_zone)
    forms.on("language", "quiet-typed", language_card.type_quiet)
    notice_what_is_deleted(app)


def notice_what_is_deleted(app: Wiring) -> None:
    """A setting must not point to a channel or a role that is no longer there."""

    @app.client.event
    async def on_guild_channel_delete(channel: discord.abc.GuildChannel) -> None:
        await app.services.settings.channel_gone(channel.guild.id, channel.id)
        await app.services.topics.channel_gone(channel.guild.id, channel.id)

    @app.client.event
    async def on_guild_role_delete(role: discord.Role) -> None:
        await app.services.settings.role_gone(role.guild.id, role.id)
        await app.services.topics.role_gone(role.guild.id, role.id)

    @app.client.event
    async def on_ready() -> None:
        topics = await app.services.topics.pointing()
        for guild in app.client.guilds:
            if not guild.unavailable:
                await forget_what_is_gone(app, guild, topics.get(guild.id, ()))


async def forget_what_is_gone(
    app: Wiring, guild: discord.Guild, topics: Sequence[Topic] = ()
) -> None:
    """What was deleted while nobody listened. A channel counts as gone only if Discord says so."""
    services = app.services
    settings = await services.settings.read(guild.id)
    channels = {settings.lending_channel, settings.moderation_channel, settings.watch_channel}
    channels |= {topic.channel_id for topic in topics}
    for channel in channels - {None}:
        assert channel is not None
        if guild.get_channel(channel) is None and await _is_deleted(app, guild, channel):
            await services.settings.channel_gone(guild.id, channel)
            await services.topics.channel_gone(guild.id, channel)
    for role in settings.moderator_roles:
        if guild.get_role(role) is None:
            await services.settings.role_gone(guild.id, role)
    for called in {topic.role_id for topic in topics} - {None}:
        assert called is not None
        if guild.get_role(called) is None:
            await services.topics.role_gone(guild.id, called)


async def _is_deleted(app: Wiring, guild: discord.Guild, channel: int) -> bool:
    try:
        await app.client.fetch_channel(channel)
    except discord.NotFound:
        return True
    except discord.HTTPException as error:
        log.info("channel %s of guild %s: %s", channel, guild.id, error)
    return False
