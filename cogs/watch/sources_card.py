"""One source: how it is, what becomes of its articles, and what moderators may do with it."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from cogs._shared.buttons import CardId, Press, button, menu
from cogs._shared.context import Interaction, words_for
from cogs._shared.replies import defer, reply, update
from cogs._shared.views import Card, Part, card, line, menu_row
from cogs.watch.source_notices import NOTICE
from cogs.watch.sources_forms import open_named, taking
from cogs.watch.sources_list import page_id
from cogs.watch.sources_look import Show
from cogs.watch.sources_words import (
    NO_TOPIC,
    health_line,
    mode_choices,
    name_of,
    shown_address,
    spared_line,
    topic_choices,
    why,
    worth_line,
)
from domain.errors import Refused
from domain.people import Caller
from domain.watch.stories import SourceState, Topic
from locales import Words
from services.source_views import Health, SourceView

Act = Callable[..., Awaitable[SourceView]]


async def show_source(
    interaction: Interaction, caller: Caller, number: int, show: Show, said: str = ""
) -> None:
    services = interaction.client.services
    view = await services.sources.view(caller, number)
    topics = await services.topics.of(caller.guild_id)
    await show(interaction, source_card(words_for(interaction), view, topics, said))


def source_card(words: Words, view: SourceView, topics: list[Topic], said: str = "") -> Card:
    it = view.source
    here = CardId("source", it.guild_id, it.number, "show")
    checked = view.checked_at
    lines = [
        shown_address(view.address),
        health_line(words, view),
        worth_line(words, view),
        words("sources-checked", when=words.discord_time(checked, "R")) if checked else "",
        spared_line(words, view),
        words("sources-rules-count", count=view.rules) if view.rules else "",
        words("sources-waits") if it.waits else "",
    ]
    parts: list[Part] = [
        said,
        words("sources-card-title", name=name_of(it), number=str(it.number)),
        "\n".join(each for each in lines if each),
        line(),
        menu_row(
            menu(
                here.to("mode"),
                words("sources-choose-mode"),
                mode_choices(words),
                chosen=it.mode.value,
            )
        ),
        menu_row(
            menu(
                here.to("topic"),
                words("sources-choose-topic"),
                topic_choices(words, topics),
                chosen=str(view.topic.number if view.topic else NO_TOPIC),
            )
        ),
    ]
    return card(_accent(view), *parts, _urgent(words, view, here), _usual(words, view, here))


def _accent(view: SourceView) -> str:
    if view.health in (Health.GONE, Health.FAILING):
        return "late"
    return "waiting" if view.health is Health.MOVED else "info"


def _urgent(words: Words, view: SourceView, here: CardId) -> list[discord.ui.Button[Any]]:
    """What its health asks for."""
    if view.health is Health.GONE:
        return [button(here.to("retry"), words("sources-act-retry"), style="primary", emoji="🔄")]
    if view.source.waits and view.health is not Health.PAUSED:
        return [
            button(here.to("held"), words("sources-act-held"), style="primary", emoji="📰"),
            button(here.to("anew"), words("sources-act-anew"), emoji="🧹"),
        ]
    if view.moved_to and view.health is not Health.PAUSED:
        return [button(here.to("move"), words("sources-act-move"), style="primary", emoji="📦")]
    return []


def _usual(words: Words, view: SourceView, here: CardId) -> list[discord.ui.Button[Any]]:
    paused = view.source.state is SourceState.PAUSED
    rules = CardId("rules", here.guild_id, here.number, "list")
    buttons = [
        button(here.to("resume"), words("sources-act-resume"), style="primary", emoji="▶️")
        if paused
        else button(here.to("pause"), words("sources-act-pause"), emoji="⏸️"),
        button(rules, words("sources-act-rules"), emoji="🧹"),
        button(here.to("rename"), words("sources-act-rename"), emoji="✏️"),
        button(page_id(here.guild_id, 1), words("sources-button-list"), emoji="📋"),
        button(here.to("remove-ask"), words("sources-act-remove-ask"), emoji="🗑️"),
    ]
    if not paused and view.health is not Health.GONE:
        buttons.insert(0, button(here.to("read"), words("sources-act-read"), emoji="🔄"))
    return buttons


# -- pressed ---------------------------------------------------------------------------------------


def shown_by(press: Press) -> Show:
    """What comes of a button on a notice is a new answer; the notice stays."""
    return reply if press.card.extra == NOTICE else update


async def show_it(interaction: Interaction, press: Press) -> None:
    await show_source(interaction, press.caller, press.card.number, update)


async def open_it(interaction: Interaction, press: Press) -> None:
    await show_source(interaction, press.caller, press.card.number, reply)


async def set_mode(interaction: Interaction, press: Press) -> None:
    mode = press.values[0] if press.values else ""
    await interaction.client.services.sources.set_mode(
        press.caller, press.card.number, mode, interaction_id=interaction.id
    )
    await show_it(interaction, press)


async def set_topic(interaction: Interaction, press: Press) -> None:
    picked = press.values[0] if press.values else ""
    if not picked.isdecimal() or len(picked) > 9:
        raise Refused("bad-option")
    await interaction.client.services.sources.set_topic(
        press.caller, press.card.number, int(picked) or None, interaction_id=interaction.id
    )
    await show_it(interaction, press)


async def pause(interaction: Interaction, press: Press) -> None:
    await interaction.client.services.sources.pause(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    await show_it(interaction, press)


async def resume(interaction: Interaction, press: Press) -> None:
    await interaction.client.services.sources.resume(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    await show_it(interaction, press)


async def ask_name(interaction: Interaction, press: Press) -> None:
    view = await interaction.client.services.sources.view(press.caller, press.card.number)
    texts = {"name": view.source.name}
    await open_named(interaction, "name", press.card.to("rename-typed"), texts)


async def take_name(interaction: Interaction, press: Press) -> None:
    async def act() -> None:
        await interaction.client.services.sources.rename(
            press.caller, press.card.number, press.text("name"), interaction_id=interaction.id
        )
        await show_it(interaction, press)

    await taking(interaction, press, "name", act)


async def read_now(interaction: Interaction, press: Press) -> None:
    """«Lire maintenant»: somebody waits for what the site says."""
    services = interaction.client.services
    await defer(interaction)
    error = await services.sources.read_now(press.caller, press.card.number)
    words = words_for(interaction)
    said = words("sources-read-failed", why=why(words, error)) if error else ""
    await show_source(
        interaction,
        press.caller,
        press.card.number,
        shown_by(press),
        said or words("sources-read-done"),
    )


async def move(interaction: Interaction, press: Press) -> None:
    """«Suivre la nouvelle adresse»"""
    await interaction.client.services.sources.accept_move(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    said = words_for(interaction)("sources-moved")
    await show_source(interaction, press.caller, press.card.number, shown_by(press), said)


async def take_held(interaction: Interaction, press: Press) -> None:
    """«Les prendre comme nouvelles»: articles that waited for a word."""
    await _settle_held(interaction, press, announce=True)


async def learn_held(interaction: Interaction, press: Press) -> None:
    """«Repartir de là»: what waits is known, and not announced."""
    await _settle_held(interaction, press, announce=False)


async def _settle_held(interaction: Interaction, press: Press, *, announce: bool) -> None:
    await interaction.client.services.sources.settle_held(
        press.caller, press.card.number, announce=announce, interaction_id=interaction.id
    )
    said = words_for(interaction)("sources-held-taken" if announce else "sources-held-learned")
    await show_source(interaction, press.caller, press.card.number, shown_by(press), said)


async def show_remove(interaction: Interaction, caller: Caller, number: int) -> None:
    """``/sources retirer``: it is asked first."""
    view = await interaction.client.services.sources.view(caller, number)
    await reply(interaction, remove_card(words_for(interaction), view))


async def ask_remove(interaction: Interaction, press: Press) -> None:
    view = await interaction.client.services.sources.view(press.caller, press.card.number)
    await shown_by(press)(interaction, remove_card(words_for(interaction), view))


def remove_card(words: Words, view: SourceView) -> Card:
    """Sure? It is said what stays."""
    here = CardId("source", view.source.guild_id, view.source.number, "remove")
    buttons = [
        button(here, words("sources-act-remove"), style="danger", emoji="🗑️"),
        button(here.to("show"), words("sources-act-keep")),
    ]
    if view.source.state is not SourceState.PAUSED:
        buttons.insert(1, button(here.to("pause"), words("sources-act-pause"), emoji="⏸️"))
    return card("late", words("sources-remove-sure", name=name_of(view.source)), buttons)


async def remove(interaction: Interaction, press: Press) -> None:
    it = await interaction.client.services.sources.remove(
        press.caller, press.card.number, interaction_id=interaction.id
    )
    words, guild_id = words_for(interaction), press.caller.guild_id
    listed = button(page_id(guild_id, 1), words("sources-button-list"), emoji="📋")
    await update(interaction, card("done", words("sources-removed", name=name_of(it)), [listed]))


async def queue(interaction: Interaction, press: Press) -> None:
    """«Mettre en file»: articles that were known when the source was followed."""
    ids = press.card.extra.split(".")
    if not all(each.isdecimal() and len(each) < 19 for each in ids):
        raise Refused("bad-option")
    await defer(interaction)
    made = await interaction.client.services.source_adding.queue(
        press.caller,
        press.card.number,
        [int(each) for each in ids],
        interaction_id=interaction.id,
    )
    await reply(interaction, words_for(interaction)("sources-queued", count=made))
