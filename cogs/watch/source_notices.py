"""What moderators read when a source fails, comes back, moves, empties; and what they may do."""

from typing import Any
from zoneinfo import ZoneInfo

import discord

from cogs._shared.buttons import CardId, button
from cogs._shared.drawing import Drawer, Drawing
from cogs._shared.plain import plain
from cogs._shared.views import card
from cogs.watch.sources_words import name_of, shown_address, since, why
from domain.text import shorten
from domain.watch.rules import Rule
from locales import Words
from services.feed_news import SourceNews

Buttons = list[discord.ui.Button[Any]]
NOTICE = "n"
"""Of a button on a notice, which stays as it is: what comes of it is a new answer."""


def _card(words: Words, facts: dict[str, Any], key: str, accent: str, *acts: str) -> Drawing:
    """A title, what is known, what may be done."""
    view: SourceNews = facts["view"]
    said = {
        "name": name_of(view.source),
        "why": why(words, view.error),
        "since": since(words, view.since),
        "address": shown_address(view.moved_to or view.address),
    }
    title = words("sources-notice-title", kind=key, name=said["name"])
    text = words(f"sources-notice-{key}", **said, **_more(facts))
    here = CardId("source", view.source.guild_id, view.source.number, "open")
    return Drawing(card(accent, title, text, [_button(words, here, each) for each in acts]))


def _more(facts: dict[str, Any]) -> dict[str, Any]:
    """The counts and the hosts of a notice."""
    said: dict[str, Any] = {}
    for name in facts.keys() & {"left_out", "before", "held"}:
        said[name] = int(facts[name])
    for name in facts.keys() & {"old", "new"}:
        said[name] = plain(shorten(str(facts[name]), 100))
    return said


STYLES = {"move": "primary", "retry": "primary", "held": "primary"}
EMOJI = {"open": "🔎", "move": "📦", "retry": "🔄", "held": "📰", "anew": "🧹", "remove-ask": "🗑️"}


def _button(words: Words, here: CardId, act: str) -> discord.ui.Button[Any]:
    label = words(f"sources-act-{act}")
    return button(here.to(act, NOTICE), label, style=STYLES.get(act, "plain"), emoji=EMOJI[act])


def failing(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    return _card(words, facts, "failing", "late", "retry", "open")


def untrusted(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    return _card(words, facts, "untrusted", "late", "retry", "open")


def recovered(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    return _card(words, facts, "recovered", "done", "open")


def gone(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    return _card(words, facts, "gone", "late", "retry", "remove-ask", "open")


def moved(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    return _card(words, facts, "moved", "waiting", "move", "open")


def changed_site(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    return _card(words, facts, "changed-site", "info", "open")


def held(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    return _card(words, facts, "held", "waiting", "held", "anew", "open")


def cut(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    return _card(words, facts, "cut", "info", "open")


def empty(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    return _card(words, facts, "empty", "late", "open")


def rule_failed(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """An expression that takes too long, or is none, rests, and is tried now and then."""
    rule: Rule = facts["found"]
    text = words("sources-notice-rule-failed", rule=plain(shorten(rule.words, 200)))
    return Drawing(card("late", words("sources-notice-rule-failed-title"), text))


DRAWERS: dict[str, Drawer] = {
    "source_failing": failing,
    "source_untrusted": untrusted,
    "source_recovered": recovered,
    "source_gone": gone,
    "source_moved": moved,
    "source_changed_site": changed_site,
    "source_held": held,
    "source_cut": cut,
    "source_empty": empty,
    "watch_rule_failed": rule_failed,
}
