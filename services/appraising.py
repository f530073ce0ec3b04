"""What can be said of new articles before any transaction: rules, calls, likeness of titles.

All of it takes time, some of it as much as a stranger's expression wants: it is done in a thread,
expressions in the workshop, which stops them.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from domain.watch.deadlines import find_deadline, looks_like_call
from domain.watch.links import anchor_of, is_home, link_key
from domain.watch.rules import (
    Rule,
    RuleAction,
    Verdict,
    decide,
    looked_at,
    matches,
    needs_worker,
    of_source,
)
from domain.watch.stories import Deadline, Source
from domain.watch.titles import likeness_keys
from feeds.patterns import BadPattern, TooSlow
from feeds.workshop import Workshop
from storage.feed_items import FeedItem

FILTERS = frozenset({RuleAction.DROP, RuleAction.KEEP})


@dataclass(frozen=True)
class Found:
    """A deadline that an article sets; ``extended``: it says that it was put off."""

    deadline: Deadline
    extended: bool


@dataclass(frozen=True)
class Appraised:
    """An article with what is known of it; ``link_keys`` are those by which a story is known."""

    item: FeedItem
    verdict: Verdict
    link_keys: tuple[str, ...]
    title_keys: tuple[str, ...]
    is_call: bool
    found: Found | None
    # A filter of its source could not be tried on it.
    unsure: bool = False

    @property
    def dropped(self) -> bool:
        return self.verdict.action is RuleAction.DROP


@dataclass(frozen=True)
class Appraisal:
    """Articles in their order. ``failed``: expressions that were too slow or are broken, by their
    rule's number; these rules counted as not there.
    """

    articles: tuple[Appraised, ...]
    failed: frozenset[int]


async def appraise(
    workshop: Workshop,
    source: Source,
    items: Sequence[FeedItem],
    rules: Sequence[Rule],
    zone: ZoneInfo,
) -> Appraisal:
    """Look at the next articles of a source, with the rules of its guild."""
    mine = of_source(rules, source.number)
    by_worker: dict[int, list[bool]] = {}
    failed = set()
    for rule in filter(needs_worker, mine):
        try:
            by_worker[rule.number] = await _search(workshop, rule, source, items)
        except (BadPattern, TooSlow):
            failed.add(rule.number)
    tried = [rule for rule in mine if rule.number not in failed]
    articles = await asyncio.to_thread(_all, source, items, tried, by_worker, zone)
    if any(rule.number in failed and rule.action in FILTERS for rule in mine):
        articles = [replace(each, unsure=True) for each in articles]
    return Appraisal(tuple(articles), frozenset(failed))


async def _search(
    workshop: Workshop, rule: Rule, source: Source, items: Sequence[FeedItem]
) -> list[bool]:
    """For each article, whether an expression is found in it."""
    fields = [looked_at(rule, each.title, each.summary, source.name) for each in items]
    flat = [text for texts in fields for text in texts]
    found = iter(await workshop.matches(rule.words, flat))
    return [any(list(islice(found, len(texts)))) for texts in fields]


def _all(
    source: Source,
    items: Sequence[FeedItem],
    rules: Sequence[Rule],
    by_worker: Mapping[int, Sequence[bool]],
    zone: ZoneInfo,
) -> list[Appraised]:
    return [
        _one(
            source,
            item,
            rules,
            {number for number, holds in by_worker.items() if holds[place]},
            zone,
        )
        for place, item in enumerate(items)
    ]


def _one(
    source: Source, item: FeedItem, rules: Sequence[Rule], found: set[int], zone: ZoneInfo
) -> Appraised:
    def matched(rule: Rule) -> bool:
        if needs_worker(rule):
            return rule.number in found
        return matches(rule, item.title, item.summary, source.name)

    return Appraised(
        item=item,
        verdict=decide(rules, matched),
        link_keys=link_keys(item.link),
        title_keys=tuple(f"t:{key}" for key in likeness_keys(item.title)),
        is_call=looks_like_call(item.title, item.summary),
        found=deadline_in(item.title, item.summary, item.published or item.seen_at, zone),
    )


def link_keys(link: str) -> tuple[str, ...]:
    """The keys by which whoever brings this link brings the same story; none for a first page,
    and one of its own for a part of a page.
    """
    key = link_key(link) if link else ""
    if not key or is_home(key):
        return ()
    anchor = anchor_of(link)
    return (f"l:{key}#{anchor}" if anchor else f"l:{key}",)


def deadline_in(title: str, summary: str, at: datetime, zone: ZoneInfo) -> Found | None:
    """The deadline that an article of this moment sets, in the guild's zone."""
    found = find_deadline(f"{title}\n{summary}", at.astimezone(zone).date(), zone)
    if found is None:
        return None
    return Found(Deadline(found.day, found.at, found.quote), found.extended)
