"""Forms that give back what was typed into them when it can't be taken."""

from collections.abc import Awaitable, Callable, Mapping

import discord

from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import refusal_sentence
from cogs._shared.fields import form, text_field
from cogs._shared.replies import open_form, update
from cogs._shared.views import card
from domain.errors import Refused
from domain.watch.stories import SOURCE_NAME_LIMIT, TOPIC_NAME_LIMIT
from locales import Words
from services.topics import EMOJI_LIMIT

Texts = Mapping[str, str]
FIELDS = {"hours": ("hour", "limit"), "topic": ("name", "emoji"), "name": ("name",)}
OURS = ("setting-", "bad-hour", "topic-no", "topic-emoji", "topic-exists", "source-no-name")
"""Refusals (as they begin) of what was typed, not of who typed it."""


def hours_form(words: Words, sent: CardId, texts: Texts) -> discord.ui.Modal:
    hour, limit = texts.get("hour", ""), texts.get("limit", "")
    return form(
        sent,
        words("sources-button-hours"),
        text_field("hour", words("sources-field-hour"), value=hour, hint="09:00", most=10),
        text_field("limit", words("sources-field-limit"), value=limit, hint="5", most=4),
    )


def topic_form(words: Words, sent: CardId, texts: Texts) -> discord.ui.Modal:
    name, emoji = texts.get("name", ""), texts.get("emoji", "")
    return form(
        sent,
        words("sources-form-topic"),
        text_field("name", words("sources-field-topic"), value=name, most=TOPIC_NAME_LIMIT),
        text_field(
            "emoji",
            words("sources-field-emoji"),
            value=emoji,
            hint="🎵",
            required=False,
            most=EMOJI_LIMIT,
        ),
    )


def name_form(words: Words, sent: CardId, texts: Texts) -> discord.ui.Modal:
    label, name = words("sources-field-name"), texts.get("name", "")
    field = text_field("name", label, value=name, most=SOURCE_NAME_LIMIT)
    return form(sent, words("sources-act-rename"), field)


FORMS: Mapping[str, Callable[[Words, CardId, Texts], discord.ui.Modal]] = {
    "hours": hours_form,
    "topic": topic_form,
    "name": name_form,
}


async def open_named(interaction: Interaction, name: str, sent: CardId, texts: Texts) -> None:
    await open_form(interaction, FORMS[name](words_for(interaction), sent, texts))


async def taking(
    interaction: Interaction, press: Press, name: str, act: Callable[[], Awaitable[None]]
) -> None:
    """Do what a form asks for; when it can't be done as typed, say why and keep what was typed."""
    try:
        await act()
    except Refused as refused:
        if not refused.key.startswith(OURS):
            raise
        kept = {
            "form": name,
            "thing": press.card.thing,
            "number": press.card.number,
            "act": press.card.act,
            "texts": {each: press.text(each) for each in FIELDS[name]},
        }
        draft = await interaction.client.services.watch_drafts.keep(press.caller, "form", kept)
        here = CardId("retyped", press.caller.guild_id, draft, "open")
        label = words_for(interaction)("sources-button-again")
        sentence = await refusal_sentence(interaction, refused)
        again = button(here, label, style="primary", emoji="✏️")
        await update(interaction, card("late", sentence, [again]))


async def reopen(interaction: Interaction, press: Press) -> None:
    """«Réessayer»"""
    drafts = interaction.client.services.watch_drafts
    kept = await drafts.of(press.caller, press.card.number, "form")
    sent = CardId(kept["thing"], press.caller.guild_id, kept["number"], kept["act"])
    await open_named(interaction, kept["form"], sent, kept["texts"])
