"""The card by which moderators decide on a story: in their channel, or one after the other."""

from typing import Any

import discord

from cogs._shared.buttons import CardId, button, menu
from cogs._shared.plain import plain
from cogs._shared.views import Card, Part, card, line, menu_row
from cogs.watch.story_lines import (
    COMMENT,
    TEXT_LIMIT,
    day_of,
    found_line,
    headline,
    like_line,
    quoted,
    repeats_line,
    source_line,
    state_line,
    summary_within,
    topic_name,
    why_line,
)
from domain.text import shorten
from domain.watch.reminders import closes_at
from domain.watch.stories import Curation, Story, StoryState, acts_from
from locales import Words
from services.curation import Place
from services.story_views import StoryView

FILE, ASIDE = "file", "aside"
"""Where a button is: on a card of ``/moderation file``, beside the card of the channel."""
MARGIN = 40
MAIN = {  # act: what it does, style, emoji
    "publish": (Curation.PUBLISH, "good", "✅"),
    "plan": (Curation.SCHEDULE, "plain", "⏰"),
    "digest": (Curation.TO_DIGEST, "plain", "🗞️"),
    "edit": (Curation.EDIT, "plain", "✏️"),
    "reject": (Curation.REJECT, "danger", "✖️"),
}
ACCENT = {
    StoryState.QUEUED: "info",
    StoryState.SCHEDULED: "waiting",
    StoryState.PUBLISHED: "done",
    StoryState.WAITING: "done",
    StoryState.DIGESTED: "done",
}
SHORT = 150


def here(story: Story, act: str, mode: str = "", more: str = "") -> CardId:
    """The id of a button about this story as it stands now; ``more``: what it says besides."""
    extra = f"{mode}.{more}" if more else mode
    return CardId("queue", story.guild_id, story.number, act, story.revision, extra)


def mode_of(extra: str) -> str:
    return extra.partition(".")[0]


def more_of(extra: str) -> str:
    return extra.partition(".")[2]


def queue_card(
    words: Words, view: StoryView, *, mode: str = "", lead: str = "", place: Place | None = None
) -> Card:
    """A story as it stands. ``place``: in the queue; ``lead``: what has just been done."""
    story = view.story
    comment = ""
    if story.comment:
        comment = "💬 " + plain(shorten(" ".join(story.comment.split()), min(SHORT, COMMENT)))
    top = f"{_place(words, place)}{headline(story)}\n"
    texts = [
        lead,
        f"{top}-# {source_line(words, story, view.carried)}\n{_meta(words, view)}",
        comment,
        like_line(words, view) or repeats_line(words, view),
        found_line(words, view),
        state_line(words, view),
        "-# " + words("curation-number", number=str(story.number)),
    ]
    room = TEXT_LIMIT - MARGIN - sum(len(text) for text in texts)
    parts: list[Part] = [lead, line()] if lead else []
    parts += [*texts[1:3], summary_within(story.summary, room), *texts[3:6]]
    acts = [_main(words, view, mode), _second(words, view, mode)]
    if _asks_for_date(story):
        acts.reverse()
    if mode == FILE:
        skip = button(here(story, "skip", FILE), words("curation-button-skip"), emoji="⏭️")
        acts[-1].append(skip)
    parts += acts
    if story.state is StoryState.QUEUED and view.topics:
        parts.append(_topics(words, view, mode))
    parts.append(texts[6])
    return card(ACCENT.get(story.state, "neutral"), *parts)


def _place(words: Words, place: Place | None) -> str:
    if place is None or not place.position:
        return ""
    return "-# " + words("curation-place", position=place.position, total=place.total) + "\n"


def _meta(words: Words, view: StoryView) -> str:
    """Its topic, its date, and why it is here."""
    story = view.story
    said = [topic_name(words, view.topic)]
    if story.published is not None:
        said.append(words.discord_time(story.published, "d"))
    if story.edited:
        said.append(words("curation-edited"))
    why = why_line(words, view)
    return " · ".join(said) + (f"\n{why}" if why else "")


def _main(words: Words, view: StoryView, mode: str) -> list[discord.ui.Button[Any]]:
    """The five acts; those that lead nowhere any more are left out: a phone shows two a row."""
    story = view.story
    possible = acts_from(story.state)
    found = []
    for act, (does, style, emoji) in MAIN.items():
        if does not in possible:
            continue
        label = words(f"curation-button-{act}")
        if act == "publish" and view.settings.two_moderators and story.first_yes is not None:
            label = words("curation-button-second-yes")
        found.append(button(here(story, act, mode), label, style=style, emoji=emoji))
    return found


def _asks_for_date(story: Story) -> bool:
    """Whether a deadline was found that nobody has confirmed yet: what is settled first."""
    found = story.deadline is not None and not story.confirmed
    return found and Curation.CALL in acts_from(story.state)


def _second(words: Words, view: StoryView, mode: str) -> list[discord.ui.Button[Any]]:
    """What a call is asked, whether it is the same as another, and the way back."""
    story = view.story
    acts: list[tuple[str, str, str]] = []
    if Curation.CALL in acts_from(story.state):
        if _asks_for_date(story):
            acts.append(("confirm", "good", "📅"))
        acts.append(("call", "plain", "📣"))
        if story.is_call:
            acts.append(("no-call", "plain", "🚫"))
    if like_line(words, view):
        acts += [("same", "plain", "🔗"), ("other", "plain", "↔️")]
    joined = story.state is StoryState.DROPPED and story.like is not None
    if Curation.REOPEN in acts_from(story.state) and not joined:
        acts.append(("reopen", "plain", "↩️"))
    return [
        button(here(story, act, mode), _label(words, story, act), style=style, emoji=emoji)
        for act, style, emoji in acts
    ]


def _label(words: Words, story: Story, act: str) -> str:
    if act == "call" and story.is_call:
        return words("curation-button-date", known="yes" if story.deadline else "no")
    return words(f"curation-button-{act}")


def _topics(words: Words, view: StoryView, mode: str) -> Part:
    """A menu of the topics, and none."""
    choices = {str(each.number): f"{each.emoji} {each.name}".strip() for each in view.topics[:24]}
    choices["0"] = words("curation-no-topic")
    chosen = str(view.topic.number) if view.topic is not None else "0"
    label = words("curation-topic-menu")
    return menu_row(menu(here(view.story, "topic", mode), label, choices, chosen=chosen))


def empty_card(words: Words, *, lead: str = "") -> Card:
    """Nothing is left to sort, and what to do next."""
    return card("done", lead, words("curation-empty"))


# -- a deadline that a source says since -----------------------------------------------------------


def offered_card(words: Words, view: StoryView) -> Card:
    """Two deadlines with the sentence of the new one, to choose from; or what was chosen."""
    story = view.story
    top = f"{headline(story)}\n-# {source_line(words, story, view.carried)}"
    if story.offered is None:
        return card("done", top, found_line(words, view) or words("curation-offer-over"))
    known = words("curation-offer-unknown")
    if story.deadline is not None:
        known = day_of(words, story.deadline)
    said = words(
        "curation-offer",
        day=day_of(words, story.offered),
        left=words.discord_time(closes_at(story.offered, view.zone), "R"),
        known=known,
    )
    at = CardId("offered", story.guild_id, story.number, "take", 0, story.offered.day.isoformat())
    buttons = [
        button(at, words("curation-button-take"), style="good", emoji="📅"),
        button(at.to("leave", at.extra), words("curation-button-leave")),
    ]
    return card("waiting", top, said + quoted(story.offered), buttons)
