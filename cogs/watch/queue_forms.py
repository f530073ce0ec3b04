"""The forms of moderators: when, why not, what it says, until when; and what was typed kept.

A form that is refused gives back what was typed: the answer shows it, and «Réessayer» reads it
from there, so that it survives a restart.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord

from cogs._shared.buttons import Handler, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for, refusal_sentence
from cogs._shared.fields import Form, choice_field, form, text_field
from cogs._shared.plain import plain
from cogs._shared.replies import open_form, reply, update
from cogs._shared.views import Card, Part, card
from cogs._shared.wiring import Wiring
from cogs.watch.queue_acts import (
    answer_refused,
    call_until,
    deadline_token,
    plan_at,
    show_done,
    token_of,
)
from cogs.watch.queue_card import ASIDE, FILE, here, mode_of, more_of
from cogs.watch.story_lines import day_of
from domain.errors import Refused
from domain.text import shorten
from domain.watch.stories import COMMENT_LIMIT, Curation, Deadline, Story
from domain.when import LONGEST_TEXT
from locales import Words
from services.call_curation import deadlines
from services.curation import EDITED_SUMMARY, EDITED_TITLE, Edited, cut, moments
from services.story_views import StoryView

KEPT = 300
"""Component ids from here on hold what was typed, in the order of the form's fields."""
OFFERED = 4
WHY_LIMIT = 140
REASONS = ("off-topic", "known", "old", "far", "advert", "other")
OTHER = "other"
_QUOTE = "\n>>> "
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """One form: the act it leads to, its text fields with how many characters each keeps."""

    name: str
    act: Curation
    fields: Mapping[str, int]


FORMS = {
    each.name: each
    for each in (
        Asked("plan", Curation.SCHEDULE, {"when": LONGEST_TEXT}),
        Asked("reject", Curation.REJECT, {"why": WHY_LIMIT}),
        Asked("call", Curation.CALL, {"until": LONGEST_TEXT}),
        Asked(
            "edit",
            Curation.EDIT,
            {"title": EDITED_TITLE, "summary": EDITED_SUMMARY, "comment": COMMENT_LIMIT},
        ),
    )
}


# -- what a form asks


def story_form(
    words: Words, asked: Asked, view: StoryView, extra: str, typed: Mapping[str, str]
) -> Form:
    """The form of this name; ``typed``: what was typed before, if anything."""
    story = view.story
    at = here(story, f"{asked.name}-typed", mode_of(extra))
    title = words(f"curation-form-{asked.name}")
    match asked.name:
        case "edit":
            fields = _edit_fields(words, view, typed, more_of(extra))
        case "reject":
            reasons = {each: words(f"curation-reason-{each}") for each in REASONS}
            chosen = more_of(extra) or REASONS[0]
            fields = [
                choice_field("reason", words("curation-field-reason"), reasons, chosen=chosen)
            ]
            fields.append(_line(words, "why", typed.get("why", ""), WHY_LIMIT, long=True))
        case "call":
            known = story.deadline
            value = typed.get("until", _typed(words, known) if known is not None else "")
            fields = [_line(words, "until", value, LONGEST_TEXT)]
        case _:
            fields = [_line(words, "when", typed.get("when", ""), LONGEST_TEXT, required=True)]
    return form(at, title, *fields)


def _line(
    words: Words, name: str, value: str, most: int, *, required: bool = False, long: bool = False
) -> discord.ui.Item[Any]:
    hint = words(f"curation-field-{name}-hint")
    return text_field(
        name,
        words(f"curation-field-{name}"),
        value=value,
        hint=hint,
        required=required,
        long=long,
        most=most,
    )


def _edit_fields(
    words: Words, view: StoryView, typed: Mapping[str, str], chosen: str
) -> list[discord.ui.Item[Any]]:
    story = view.story
    now = {
        "title": cut(story.title, EDITED_TITLE),
        "summary": cut(story.summary, EDITED_SUMMARY),
        "comment": story.comment,
    }
    now |= typed
    topics = {str(each.number): f"{each.emoji} {each.name}".strip() for each in view.topics[:24]}
    topics["0"] = words("curation-no-topic")
    picked = chosen or str(view.topic.number if view.topic is not None else 0)
    return [
        _line(words, "title", now["title"], EDITED_TITLE, required=True),
        _line(words, "summary", now["summary"], EDITED_SUMMARY, long=True),
        _line(words, "comment", now["comment"], COMMENT_LIMIT, long=True),
        choice_field(
            "topic",
            words("curation-field-topic"),
            topics,
            chosen=picked if picked in topics else "0",
        ),
    ]


def _typed(words: Words, deadline: Deadline) -> str:
    """A deadline as somebody could type it, so that reading it gives it back."""
    day = f"{deadline.day:%d/%m/%Y}"
    if deadline.at is None:
        return day
    return words("curation-typed-hour", day=day, hour=f"{deadline.at:%H:%M}")


# -- opening one


def asking(asked: Asked) -> Handler:
    """The handler that opens a form, once it is sure that its act would do something."""

    async def handler(interaction: Interaction, press: Press) -> None:
        await _open(interaction, press, asked, {}, press.card.revision)

    return handler


def asking_again(asked: Asked) -> Handler:
    """«Réessayer»: the form with what was typed; the story may have changed meanwhile."""

    async def handler(interaction: Interaction, press: Press) -> None:
        typed = kept_in(interaction.message, asked)
        await _open(interaction, press, asked, typed, None)

    return handler


async def _open(
    interaction: Interaction,
    press: Press,
    asked: Asked,
    typed: Mapping[str, str],
    revision: int | None,
) -> None:
    curation = interaction.client.services.curation
    try:
        view = await curation.check(press.caller, press.card.number, asked.act, revision)
    except Refused as refused:
        await answer_refused(interaction, press, refused)
        return
    made = story_form(words_for(interaction), asked, view, press.card.extra, typed)
    await open_form(interaction, made)


# -- taking one

Take = Callable[[Interaction, Press], Awaitable[Story | None]]


def typed(asked: Asked, take: Take) -> Handler:
    """The handler of a form that was sent: whatever is refused, nothing typed is lost."""

    async def handler(interaction: Interaction, press: Press) -> None:
        try:
            story = await take(interaction, press)
        except Refused as refused:
            if refused.key in ("moderators-only", "story-unknown", "already-done"):
                raise
            await give_back(interaction, press, asked, await refusal_sentence(interaction, refused))
            return
        if story is not None:
            await show_done(interaction, press, asked.name, story)

    return handler


async def give_back(
    interaction: Interaction,
    press: Press,
    asked: Asked,
    sentence: str,
    ways: Sequence[discord.ui.Button[Any]] = (),
) -> None:
    """Why a form was not taken, what it held, and the ways on."""
    words = words_for(interaction)
    mode = mode_of(press.card.extra) or ASIDE
    more = choice_in(press)
    retry = replace(press.card, act=f"{asked.name}-again", extra=f"{mode}.{more}" if more else mode)
    buttons = [*ways, button(retry, words("curation-button-again"), emoji="✏️")]
    if mode == FILE:
        buttons.append(button(press.card.to("show", FILE), words("curation-button-back")))
    kept = kept_parts(words, press, asked)
    shown: Card = card("waiting", sentence, *kept, buttons)
    await (update if mode_of(press.card.extra) else reply)(interaction, shown)


def choice_in(press: Press) -> str:
    """What was chosen in a form: the number of a topic, a reason; "" for anything else."""
    for name in ("topic", "reason"):
        value = press.fields.get(name)
        if isinstance(value, list) and value and re.fullmatch(r"[a-z0-9-]{1,16}", str(value[0])):
            return str(value[0])
    return ""


def kept_parts(words: Words, press: Press, asked: Asked) -> list[Part]:
    return [
        discord.ui.TextDisplay(
            f"-# {words(f'curation-field-{name}')}{_QUOTE}{plain(text)}", id=KEPT + place
        )
        for place, (name, most) in enumerate(asked.fields.items())
        if (text := shorten(press.text(name), most))
    ]


def kept_in(message: discord.Message | None, asked: Asked) -> dict[str, str]:
    """What ``kept_parts`` shows, as it was typed."""
    found: dict[str, str] = {}
    names = list(asked.fields)
    waiting: list[Any] = list(message.components) if message else []
    while waiting:
        part = waiting.pop()
        waiting += getattr(part, "children", [])
        if not isinstance(part, discord.TextDisplay):
            continue
        place = (part.id or 0) - KEPT
        if 0 <= place < len(names):
            said = part.content.partition(_QUOTE)[2]
            found[names[place]] = _ESCAPED.sub(r"\1", said)
    return found


# -- what each does


async def take_plan(interaction: Interaction, press: Press) -> Story | None:
    words, settings = words_for(interaction), await _settings(interaction, press)
    now, text = interaction.client.clock(), press.text("when")[:LONGEST_TEXT]
    found = moments(text, now, settings.zone, settings.quiet, words.language)
    if len(found) == 1:
        return await plan_at(interaction, press, found[0])
    mode = mode_of(press.card.extra) or ASIDE
    ways = [
        button(
            press.card.to("plan-at", f"{mode}.{token_of(each)}"),
            words.moment(each, settings.zone),
            style="primary",
        )
        for each in found[:OFFERED]
    ]
    said = words("curation-which", text=plain(text))
    await give_back(interaction, press, FORMS["plan"], said, ways)
    return None


async def take_call(interaction: Interaction, press: Press) -> Story | None:
    words, settings = words_for(interaction), await _settings(interaction, press)
    now, text = interaction.client.clock(), press.text("until")[:LONGEST_TEXT]
    if not text:
        return await call_until(interaction, press, None)
    found = deadlines(text, now, settings.zone, words.language)
    if len(found) == 1:
        return await call_until(interaction, press, found[0])
    mode = mode_of(press.card.extra) or ASIDE
    ways = [
        button(
            press.card.to("call-at", f"{mode}.{deadline_token(each)}"),
            day_of(words, each),
            style="primary",
        )
        for each in found[:OFFERED]
    ]
    said = words("curation-which", text=plain(text))
    await give_back(interaction, press, FORMS["call"], said, ways)
    return None


async def take_rejection(interaction: Interaction, press: Press) -> Story:
    """The reason is kept in the guild's language: other moderators and members read it."""
    words = interaction.client.catalogue.words((await facts_for(interaction)).language)
    reason, why = choice_in(press), press.text("why")[:WHY_LIMIT]
    if reason not in REASONS or (reason == OTHER and not why):
        raise Refused("reject-reason")
    label = words(f"curation-reason-{reason}")
    said = why if reason == OTHER else words("curation-reason-said", reason=label, why=why)
    return await interaction.client.services.curation.reject(
        press.caller,
        press.card.number,
        said if why else label,
        revision=press.card.revision,
        interaction_id=interaction.id,
    )


async def take_edit(interaction: Interaction, press: Press) -> Story:
    topic = choice_in(press)
    if not topic.isdigit():
        raise Refused("bad-option")
    edited = Edited(press.text("title"), press.text("summary"), press.text("comment"), int(topic))
    return await interaction.client.services.curation.edit(
        press.caller,
        press.card.number,
        edited,
        revision=press.card.revision,
        interaction_id=interaction.id,
    )


async def _settings(interaction: Interaction, press: Press) -> Any:
    return await interaction.client.services.settings.read(press.caller.guild_id)


TAKES: dict[str, Take] = {
    "plan": take_plan,
    "reject": take_rejection,
    "call": take_call,
    "edit": take_edit,
}


def register_queue_forms(app: Wiring) -> None:
    for name, asked in FORMS.items():
        app.client.buttons.on("queue", name, asking(asked))
        app.client.buttons.on("queue", f"{name}-again", asking_again(asked))
        app.client.forms.on("queue", f"{name}-typed", typed(asked, TAKES[name]))
