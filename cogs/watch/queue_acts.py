"""What the buttons on a story do for moderators, on whatever message they are pressed."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from cogs._shared.buttons import Handler, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for, refusal_sentence
from cogs._shared.plain import plain
from cogs._shared.replies import reply, update
from cogs._shared.views import Card, card
from cogs._shared.wiring import Job, Wiring
from cogs.watch.moderation_queue import show_next, show_one
from cogs.watch.queue_card import (
    ASIDE,
    FILE,
    mode_of,
    more_of,
    offered_card,
    queue_card,
)
from cogs.watch.story_lines import planned, state_line
from domain.errors import Refused
from domain.text import shorten
from domain.watch.stories import Deadline, Story, StoryState
from locales import Words
from services.curation import Edited
from services.story_views import StoryView

log = logging.getLogger(__name__)

PLANNED_EVERY = 10.0
MOVED_ON = ("card-changed", "story-state")
DECIDES = {"publish", "plan", "digest", "reject", "same"}
"""Acts after which the next story comes; after the others there is more to do with this one."""
SAME_AS = {"publish-anyway": "publish", "plan-at": "plan", "call-at": "call"}
EPOCH, MINUTE = datetime(1970, 1, 1, tzinfo=UTC), timedelta(minutes=1)

Do = Callable[[Interaction, Press], Awaitable[Story]]


def _plainly(service: str, act: str, **options: Any) -> Do:
    """An act that takes nothing but the story: ``services.<service>.<act>``."""

    async def do(interaction: Interaction, press: Press) -> Story:
        doing = getattr(getattr(interaction.client.services, service), act)
        story: Story = await doing(
            press.caller,
            press.card.number,
            revision=press.card.revision,
            interaction_id=interaction.id,
            **options,
        )
        return story

    return do


async def plan_at(interaction: Interaction, press: Press, at: datetime) -> Story:
    return await interaction.client.services.curation.schedule(
        press.caller,
        press.card.number,
        at,
        revision=press.card.revision,
        interaction_id=interaction.id,
    )


async def call_until(interaction: Interaction, press: Press, deadline: Deadline | None) -> Story:
    return await interaction.client.services.call_curation.mark(
        press.caller,
        press.card.number,
        deadline,
        revision=press.card.revision,
        interaction_id=interaction.id,
    )


async def _plan_at(interaction: Interaction, press: Press) -> Story:
    return await plan_at(interaction, press, moment_from(more_of(press.card.extra)))


async def _call_at(interaction: Interaction, press: Press) -> Story:
    return await call_until(interaction, press, deadline_from(more_of(press.card.extra)))


async def _topic(interaction: Interaction, press: Press) -> Story:
    chosen = press.values[0] if press.values else ""
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 10):
        raise Refused("bad-option")
    return await interaction.client.services.curation.edit(
        press.caller,
        press.card.number,
        Edited(topic=int(chosen)),
        revision=press.card.revision,
        interaction_id=interaction.id,
    )


ACTS: dict[str, Do] = {
    "publish": _plainly("curation", "publish"),
    "publish-anyway": _plainly("curation", "publish", forced=True),
    "plan-at": _plan_at,
    "digest": _plainly("curation", "to_digest"),
    "reopen": _plainly("curation", "reopen"),
    "confirm": _plainly("call_curation", "confirm"),
    "no-call": _plainly("call_curation", "unmark"),
    "call-at": _call_at,
    "same": _plainly("likeness", "same"),
    "other": _plainly("likeness", "different"),
    "topic": _topic,
}


def token_of(at: datetime) -> str:
    """A moment as part of a button's id, exact to the minute."""
    return f"{(at - EPOCH) // MINUTE:x}"


def moment_from(token: str) -> datetime:
    """The moment of a token. Raises Refused("bad-option") for anything else."""
    try:
        if not 0 < len(token) <= 8:
            raise ValueError
        return EPOCH + int(token, 16) * MINUTE
    except (ValueError, OverflowError):
        raise Refused("bad-option") from None


def deadline_token(deadline: Deadline) -> str:
    minute = "" if deadline.minute is None else f"T{deadline.minute}"
    return f"{deadline.day.isoformat()}{minute}"


def deadline_from(token: str) -> Deadline:
    """The deadline of a token. Raises Refused("bad-option") for anything else."""
    day, has_hour, minute = token.partition("T")
    try:
        said = datetime.strptime(day, "%Y-%m-%d")  # noqa: DTZ007 - a day has no zone
        at = said + int(minute) * MINUTE if has_hour else said
        if at.date() != said.date():
            raise ValueError
    except (ValueError, OverflowError):
        raise Refused("bad-option") from None
    return Deadline(said.date(), at.time() if has_hour else None)


# -- what comes of a press


def pressed(act: str, do: Do) -> Handler:
    """The handler of a button: do it, then show what came of it."""

    async def handler(interaction: Interaction, press: Press) -> None:
        try:
            story = await do(interaction, press)
        except Refused as refused:
            await answer_refused(interaction, press, refused)
            return
        await show_done(interaction, press, SAME_AS.get(act, act), story)

    return handler


async def show_done(interaction: Interaction, press: Press, act: str, story: Story) -> None:
    """What was done, where it was pressed; in the file, the next story beside it."""
    words, mode = words_for(interaction), mode_of(press.card.extra)
    said = await _said(interaction, words, act, story)
    if mode == FILE:
        if act in DECIDES:
            await show_next(interaction, press.caller, press.card.number, said)
        else:
            await show_one(interaction, press.caller, press.card.number, said)
        return
    if mode == ASIDE:
        await update(interaction, card("done", said))
        return
    await redraw(interaction, press)
    if act != "topic":  # the card says it all
        await reply(interaction, said)


async def _said(interaction: Interaction, words: Words, act: str, story: Story) -> str:
    """One sentence about what was done, and what comes next."""
    title = plain(shorten(" ".join(story.title.split()), 100))
    facts = await interaction.client.services.settings.read(story.guild_id)
    now = interaction.client.clock()
    if act in ("publish", "plan", "digest") and story.state is StoryState.QUEUED:
        return words("curation-done-first-yes", title=title)
    if act == "publish":
        undated = ""
        if story.is_call and not story.confirmed:
            undated = "\n" + words("curation-done-undated")
        posted = facts.quiet.after(now, facts.zone)
        later = "later" if posted > now else "now"
        channel = f"<#{story.channel_id}>"
        when = words.discord_time(posted, "t")
        told = {"title": title, "when": when, "later": later, "channel": channel}
        return words("curation-done-publish", **told) + undated
    if act == "plan" and story.publish_at is not None:
        posted = facts.quiet.after(story.publish_at, facts.zone)
        later = "later" if posted > story.publish_at else "now"
        return words("curation-done-plan", title=title, when=planned(words, posted), later=later)
    return words(f"curation-done-{act}", title=title, number=str(story.number))


async def answer_refused(interaction: Interaction, press: Press, refused: Refused) -> None:
    """A refusal with what can be done about it. Raises those that have a sentence only."""
    if refused.key in MOVED_ON:
        await _show_moved_on(interaction, press)
    elif refused.key == "watch-limit":
        await _show_choice(interaction, press, await limit_card(interaction, press, refused))
    else:
        raise refused


async def _show_moved_on(interaction: Interaction, press: Press) -> None:
    """Somebody else was faster: what became of the story, and the card as it now stands."""
    view = await interaction.client.services.curation.view(press.caller, press.card.number)
    words = words_for(interaction)
    said = "\n".join(part for part in (words("curation-moved-on"), state_line(words, view)) if part)
    mode = mode_of(press.card.extra)
    if mode == FILE:
        still = view.story.state is StoryState.QUEUED
        await (show_one if still else show_next)(interaction, press.caller, press.card.number, said)
    elif mode == ASIDE:
        await update(interaction, card("neutral", said))
    else:
        await redraw(interaction, press, view)
        await reply(interaction, said)


async def limit_card(interaction: Interaction, press: Press, refused: Refused) -> Card:
    """The channel has had its alerts of the day: the digest, or all the same."""
    words = words_for(interaction)
    mode = FILE if mode_of(press.card.extra) == FILE else ASIDE
    anyway = press.card.to("publish-anyway", mode)
    buttons = [
        button(press.card.to("digest", mode), words("curation-button-digest"), emoji="🗞️"),
        button(anyway, words("curation-button-publish-anyway")),
    ]
    if mode == FILE:
        buttons.append(button(press.card.to("show", FILE), words("curation-button-back")))
    return card("waiting", await refusal_sentence(interaction, refused), buttons)


async def _show_choice(interaction: Interaction, press: Press, shown: Card) -> None:
    """In the place of a private card; beside one that others see."""
    await (update if mode_of(press.card.extra) else reply)(interaction, shown)


async def show(interaction: Interaction, press: Press) -> None:
    """«Retour»: the story again."""
    await show_one(interaction, press.caller, press.card.number)


async def redraw(interaction: Interaction, press: Press, view: StoryView | None = None) -> None:
    """The card in the moderators' channel, in the guild's language whoever presses."""
    if view is None:
        view = await interaction.client.services.curation.view(press.caller, press.card.number)
    words = interaction.client.catalogue.words((await facts_for(interaction)).language)
    await update(interaction, queue_card(words, view))
    await _note_drawn(interaction, "queue", view.story)


async def _note_drawn(interaction: Interaction, thing: str, story: Story) -> None:
    """Spare the poster an edit; without it the card is only drawn once more."""
    if interaction.message is None:
        return
    try:
        await interaction.client.services.outbox.card_drawn(
            story.guild_id, thing, story.number, "channel", story.revision, interaction.message.id
        )
    except Refused:
        log.info("card of story %s will be drawn again", story.number)


# -- a deadline that a source says since


def offered(taken: bool) -> Handler:
    """«Prendre cette date», «Garder l’ancienne»."""

    async def handler(interaction: Interaction, press: Press) -> None:
        services = interaction.client.services
        try:
            await services.call_curation.answer_offer(
                press.caller,
                press.card.number,
                taken,
                day=press.card.extra,
                interaction_id=interaction.id,
            )
        except Refused as refused:
            if refused.key != "deadline-answered":
                raise
            await _draw_offer(interaction, press)
            await reply(interaction, await refusal_sentence(interaction, refused))
            return
        await _draw_offer(interaction, press)

    return handler


async def _draw_offer(interaction: Interaction, press: Press) -> None:
    view = await interaction.client.services.curation.view(press.caller, press.card.number)
    words = interaction.client.catalogue.words((await facts_for(interaction)).language)
    await update(interaction, offered_card(words, view))
    await _note_drawn(interaction, "offered", view.story)


async def _publish_due(app: Wiring) -> None:
    await app.services.curation.publish_due(app.clock())


def register_queue(app: Wiring) -> None:
    for registry in (app.client.buttons, app.client.forms):
        registry.thing("queue", missing="story-unknown")
        registry.thing("offered", missing="story-unknown")
    for act, do in ACTS.items():
        app.client.buttons.on("queue", act, pressed(act, do))
    app.client.buttons.on("queue", "show", show)
    app.jobs.append(Job("planned news", PLANNED_EVERY, partial(_publish_due, app)))
    app.client.buttons.on("offered", "take", offered(True))
    app.client.buttons.on("offered", "leave", offered(False))
