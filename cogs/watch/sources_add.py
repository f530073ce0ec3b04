"""``/sources ajouter``: what is pressed between a look at an address and «Suivre cette source»."""

import discord

from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for
from cogs._shared.fields import form, text_field
from cogs._shared.plain import plain
from cogs._shared.replies import open_form, update
from cogs._shared.views import Card, Part, card
from cogs.watch.sources_look import (
    ADDRESS,
    TITLE,
    chosen,
    look,
    looking,
    preview_card,
)
from cogs.watch.sources_words import (
    mode_name,
    name_of,
    topic_text,
)
from domain.errors import Refused
from domain.text import shorten
from domain.watch.stories import Mode, Topic
from locales import Words
from services.source_adding import Added


async def ask_again(interaction: Interaction, press: Press) -> None:
    """«Corriger l’adresse»: the form holds what was typed."""
    typed = await interaction.client.services.watch_drafts.of(
        press.caller, press.card.number, "typed"
    )
    await open_form(
        interaction, address_form(words_for(interaction), press.card.to("typed"), typed["address"])
    )


async def ask_address(interaction: Interaction, press: Press) -> None:
    """«Une autre adresse…» under the offered sources."""
    await interaction.client.services.sources.all(press.caller)
    await open_form(interaction, address_form(words_for(interaction), press.card.to("typed"), ""))


def address_form(words: Words, sent: CardId, value: str) -> discord.ui.Modal:
    field = text_field(
        "address",
        words("sources-field-address"),
        value=value,
        hint="https://exemple.fr",
        description=words("sources-field-address-why"),
        most=ADDRESS,
    )
    return form(sent, words("sources-form-address"), field)


async def take_address(interaction: Interaction, press: Press) -> None:
    """The form of an address that was corrected."""
    kept = await interaction.client.services.watch_drafts.of(
        press.caller, press.card.number, "typed"
    )
    await look(interaction, press.caller, press.text("address"), kept.get("topic"), update)


async def take_new_address(interaction: Interaction, press: Press) -> None:
    """The form of an address under the offered sources."""
    await look(interaction, press.caller, press.text("address"), press.card.number, update)


async def choose_feed(interaction: Interaction, press: Press) -> None:
    """One of the feeds of a page."""
    picked = press.values[0] if press.values else ""
    if not picked.isdecimal() or len(picked) > 3:
        raise Refused("bad-option")
    await looking(
        interaction, press, lambda it: it.choose(press.caller, press.card.number, int(picked))
    )


async def set_mode(interaction: Interaction, press: Press) -> None:
    _, topic = chosen(press.card.extra)
    mode = press.values[0] if press.values else ""
    if mode not in set(Mode):
        raise Refused("bad-option")
    await _again(interaction, press, Mode(mode), topic)


async def set_topic(interaction: Interaction, press: Press) -> None:
    mode, _ = chosen(press.card.extra)
    picked = press.values[0] if press.values else ""
    if not picked.isdecimal() or len(picked) > 9:
        raise Refused("bad-option")
    await _again(interaction, press, mode, int(picked) or None)


async def _again(interaction: Interaction, press: Press, mode: Mode, topic: int | None) -> None:
    services = interaction.client.services
    found = await services.source_previews.again(press.caller, press.card.number)
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    topics = await services.topics.of(press.caller.guild_id)
    made = preview_card(words, zone, press.caller.guild_id, found, topics, mode, topic)
    await update(interaction, made)


async def follow(interaction: Interaction, press: Press) -> None:
    """«Suivre cette source»"""
    mode, topic = chosen(press.card.extra)
    services = interaction.client.services
    added = await services.source_adding.follow(
        press.caller, press.card.number, mode, topic, interaction_id=interaction.id
    )
    topics = await services.topics.of(press.caller.guild_id)
    found = next((each for each in topics if each.number == topic), None)
    await update(interaction, followed_card(words_for(interaction), added, found))


def followed_card(words: Words, added: Added, topic: Topic | None) -> Card:
    """It is followed; what it held is not announced, but may be put in the queue."""
    it = added.source
    here = CardId("source", it.guild_id, it.number, "show")
    parts: list[Part] = [
        words("sources-followed-title", name=name_of(it)),
        words(
            "sources-followed-next",
            mode=mode_name(words, it.mode),
            topic=topic_text(words, topic),
        ),
    ]
    buttons = []
    if added.newest:
        parts.append(words("sources-followed-newest"))
        for place, each in enumerate(added.newest, 1):
            title = plain(shorten(" ".join(each.title.split()) or each.link, TITLE))
            parts.append(f"{place}. **{title}**")
            label = words("sources-button-queue", place=place)
            buttons.append(button(here.to("queue", str(each.id)), label, emoji="📥"))
        everything = ".".join(str(each.id) for each in added.newest)
        if len(buttons) > 1 and len(everything) <= 60:
            label = words("sources-button-queue-all")
            buttons.append(button(here.to("queue", everything), label, emoji="📥"))
    ways = [
        button(here, words("sources-act-open"), emoji="🔎"),
        button(CardId("offer", it.guild_id, 0, "ask"), words("sources-button-other"), emoji="➕"),
    ]
    return card("done", *parts, buttons, ways)


async def cancel(interaction: Interaction, press: Press) -> None:
    """«Annuler»: nothing was written."""
    await interaction.client.services.source_previews.again(press.caller, press.card.number)
    await update(interaction, card("neutral", words_for(interaction)("sources-cancelled")))
