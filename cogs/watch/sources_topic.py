"""One topic: its name, its colours, where its news go, whom they call."""

from typing import Any

import discord

from cogs._shared import fields
from cogs._shared.buttons import CardId, Press, button, menu
from cogs._shared.context import Interaction, words_for
from cogs._shared.replies import update
from cogs._shared.rights import THREADS, state_line
from cogs._shared.views import Card, Part, card, line, menu_row
from cogs.watch.sources_channels import channel_menu, picked_channel
from cogs.watch.sources_forms import open_named, taking
from cogs.watch.sources_look import Show
from cogs.watch.sources_words import topic_text
from domain.errors import Refused
from domain.people import Caller
from domain.watch.stories import Topic
from locales import Words
from services.topics import ACCENTS, FORUM, MESSAGE, THREAD

TYPES = (discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum)


async def show_topic(
    interaction: Interaction, caller: Caller, number: int, show: Show, said: str = ""
) -> None:
    services = interaction.client.services
    topic = await services.topics.one(caller, number)
    settings = await services.settings.read(caller.guild_id)
    await show(interaction, topic_card(interaction, topic, caller, settings.watch_channel, said))


def topic_card(
    interaction: Interaction, topic: Topic, caller: Caller, usual: int | None, said: str = ""
) -> Card:
    guild = interaction.guild
    if guild is None:
        raise Refused("guild-only")
    words = words_for(interaction)
    here = CardId("topic", guild.id, topic.number, "show")
    parts: list[Part] = [
        said,
        words("sources-topic-title", topic=topic_text(words, topic)),
        _where(words, guild, topic, usual),
    ]
    if caller.manager:
        parts.append(channel_menu(words, guild, here.to("channel"), topic.channel_id, TYPES))
    if topic.place != FORUM:
        places = {each: words("sources-place", place=each) for each in (MESSAGE, THREAD)}
        label = words("sources-choose-place")
        parts.append(menu_row(menu(here.to("place"), label, places, chosen=topic.place)))
    parts += [line(), _role(words, guild, topic)]
    if caller.manager:
        parts.append(_roles(words, guild, here.to("role"), topic.role_id))
    else:
        parts.append(words("sources-topic-managers"))
    accents = {each: words("sources-accent", accent=each) for each in ACCENTS}
    parts += [
        line(),
        menu_row(
            menu(here.to("accent"), words("sources-choose-accent"), accents, chosen=topic.accent)
        ),
    ]
    buttons = [
        button(here.to("rename"), words("sources-act-rename"), emoji="✏️"),
        button(CardId("schedule", guild.id, 0, "show"), words("sources-button-back"), emoji="↩️"),
        button(here.to("remove-ask"), words("sources-topic-remove"), emoji="🗑️"),
    ]
    return card(topic.accent, *parts, buttons)


def _where(words: Words, guild: discord.Guild, topic: Topic, usual: int | None) -> str:
    """Where its news go, and whether the bot can do its work there."""
    channel_id = topic.channel_id or usual
    if channel_id is None:
        return words("sources-topic-nowhere")
    channel = guild.get_channel(channel_id)
    if channel is None:
        return words("settings-channels-gone")
    key = "sources-topic-own" if topic.channel_id else "sources-topic-usual"
    besides = THREADS if topic.place != MESSAGE else ()
    said = words(key, channel=channel.mention, place=topic.place)
    return f"{said}\n{state_line(words, channel, guild.me, besides)}"


def _role(words: Words, guild: discord.Guild, topic: Topic) -> str:
    role = guild.get_role(topic.role_id) if topic.role_id else None
    if role is None:
        return words("sources-topic-no-role")
    said = words("sources-topic-role", role=role.mention)
    may = role.mentionable or guild.me.guild_permissions.mention_everyone
    return said if may else f"{said}\n{words('sources-topic-role-mute', role=role.mention)}"


def _roles(
    words: Words, guild: discord.Guild, act: CardId, role_id: int | None
) -> discord.ui.Item[Any]:
    known = role_id is not None and guild.get_role(role_id) is not None
    chooser: discord.ui.RoleSelect[Any] = discord.ui.RoleSelect(
        custom_id=str(act),
        placeholder=words("sources-choose-role"),
        min_values=0,
        default_values=[fields.chosen_role(role_id)] if known and role_id else [],
    )
    return discord.ui.ActionRow(chooser)


# -- pressed ---------------------------------------------------------------------------------------


async def show_it(interaction: Interaction, press: Press) -> None:
    await show_topic(interaction, press.caller, press.card.number, update)


async def open_it(interaction: Interaction, press: Press) -> None:
    """The menu of topics under the schedule."""
    picked = press.values[0] if press.values else ""
    if not picked.isdecimal() or len(picked) > 9:
        raise Refused("bad-option")
    await show_topic(interaction, press.caller, int(picked), update)


async def set_channel(interaction: Interaction, press: Press) -> None:
    """The channel chosen, or none; one of another kind, or of another guild, is refused."""
    chosen = picked_channel(interaction, press, TYPES)
    await interaction.client.services.topics.send_to(
        press.caller,
        press.card.number,
        chosen.id if chosen else None,
        forum=chosen is not None and chosen.type is discord.ChannelType.forum,
        interaction_id=interaction.id,
    )
    await show_it(interaction, press)


async def set_role(interaction: Interaction, press: Press) -> None:
    roles = interaction.guild.roles if interaction.guild else ()
    chosen = None
    if press.values:
        chosen = next((role.id for role in roles if str(role.id) == press.values[0]), None)
        if chosen is None:
            raise Refused("topic-role")
    await interaction.client.services.topics.call(
        press.caller, press.card.number, chosen, interaction_id=interaction.id
    )
    await show_it(interaction, press)


async def set_place(interaction: Interaction, press: Press) -> None:
    await interaction.client.services.topics.place(
        press.caller,
        press.card.number,
        press.values[0] if press.values else "",
        interaction_id=interaction.id,
    )
    await show_it(interaction, press)


async def set_accent(interaction: Interaction, press: Press) -> None:
    await interaction.client.services.topics.paint(
        press.caller,
        press.card.number,
        press.values[0] if press.values else "",
        interaction_id=interaction.id,
    )
    await show_it(interaction, press)


async def ask_name(interaction: Interaction, press: Press) -> None:
    topic = await interaction.client.services.topics.one(press.caller, press.card.number)
    texts = {"name": topic.name, "emoji": topic.emoji}
    await open_named(interaction, "topic", press.card.to("rename-typed"), texts)


async def take_name(interaction: Interaction, press: Press) -> None:
    async def act() -> None:
        await interaction.client.services.topics.rename(
            press.caller,
            press.card.number,
            press.text("name"),
            press.text("emoji"),
            interaction_id=interaction.id,
        )
        await show_it(interaction, press)

    await taking(interaction, press, "topic", act)


async def ask_new(interaction: Interaction, press: Press) -> None:
    await interaction.client.services.sources.all(press.caller)
    await open_named(interaction, "topic", press.card.to("new-typed"), {})


async def take_new(interaction: Interaction, press: Press) -> None:
    async def act() -> None:
        made = await interaction.client.services.topics.add(
            press.caller, press.text("name"), press.text("emoji"), interaction_id=interaction.id
        )
        await show_topic(interaction, press.caller, made.number, update)

    await taking(interaction, press, "topic", act)


async def ask_remove(interaction: Interaction, press: Press) -> None:
    topic = await interaction.client.services.topics.one(press.caller, press.card.number)
    words = words_for(interaction)
    here = press.card.to("remove")
    await update(
        interaction,
        card(
            "late",
            words("sources-topic-remove-sure", topic=topic_text(words, topic)),
            [
                button(here, words("sources-topic-remove"), style="danger", emoji="🗑️"),
                button(here.to("show"), words("sources-act-keep")),
            ],
        ),
    )


async def remove(interaction: Interaction, press: Press) -> None:
    done = await interaction.client.services.topics.remove(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    words = words_for(interaction)
    back = CardId("schedule", press.caller.guild_id, 0, "show")
    said = words(
        "sources-topic-removed",
        topic=topic_text(words, done.topic),
        sources=done.sources,
        rules=done.rules,
    )
    label = words("sources-button-back")
    await update(interaction, card("done", said, [button(back, label, emoji="↩️")]))
