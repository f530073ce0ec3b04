"""What an entry and a known article say of each other, and how sure it is that they are one.

Each rule names the feed that asked for it: D.. are the shared sequences, others are complaints
listed in watch.md §2.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final, NamedTuple

from domain.watch.links import is_home, link_key
from domain.watch.traces import Reading, alike, folded_title, host_of

NEAR: Final = timedelta(hours=20)
"""A date that moved by less may be refreshed at each visit; weekly pages move by more."""


@dataclass(frozen=True)
class KnownItem:
    """An article that bears at least one of the keys asked for, with *all* of its own keys.

    ``title``, ``link`` and ``published`` as they were last read.
    """

    id: int
    title: str
    link: str
    published: datetime | None
    keys: frozenset[str]

    @cached_property
    def link_key(self) -> str:
        return link_key(self.link)

    @cached_property
    def folded(self) -> str:
        return folded_title(self.title)

    def has(self, kind: str) -> bool:
        """Whether it bears a key of this kind (a letter, or another key of that kind)."""
        return any(key[0] == kind[0] for key in self.keys)


class Likeness(NamedTuple):
    """1 for, -1 against, 0 nothing: a trait that one of them lacks, or that several articles share.

    ``date``: 1 the same instant, 0 unknown, -1 less than ``NEAR`` apart, -2 more.
    ``alike``: one title may be the other, corrected. ``whole``: every trait is the same.
    """

    guid: int
    link: int
    title: bool
    date: int
    text: int
    alike: bool
    whole: bool

    @property
    def weight(self) -> int:
        return 3 * self.link + 3 * self.guid + 2 * self.text + self.date + self.title


def compare(one: Reading, item: KnownItem, vague: AbstractSet[str], *, churning: bool) -> Likeness:
    """``vague``: keys that several articles share; ``churning``: the feed's guids never last."""
    keys, theirs = one.keys, item.keys
    same_title = (
        keys.title in theirs
        or keys.moment in theirs
        or keys.text in theirs
        or (one.title != "" and one.title == item.folded)
    )
    text = 0
    if same_title and keys.text:
        text = 1 if keys.text in theirs else -1 if item.has("x") else 0
    return Likeness(
        guid=_guid(one, item, vague, churning),
        link=_link(one, item, vague),
        title=same_title,
        date=_date(one.at, item.published),
        text=text,
        alike=same_title or alike(one.title, item.folded),
        whole=keys.whole in theirs,
    )


def rank(seen: Likeness, *, links_tell: bool) -> int:
    """How sure it is that an entry is an article, from what the two share alone; 0 when not.

    ``links_tell``: in this feed each article has its own link.
    """
    if seen.whole:
        return 100
    if seen.guid > 0:
        # Edits under a stable id (D04, D17). But a guid may be given to something else, when
        # numbers begin anew or one guid is all that a feed has: then nothing else is the same.
        other = seen.link <= 0 and not seen.alike and seen.date == -2
        return 0 if other else 90
    if seen.link > 0:
        return _rank_by_titled_link(seen) if seen.title else _rank_by_link(seen, links_tell)
    return _rank_by_title(seen) if seen.title else 0


def backed(seen: Likeness, *, away: bool) -> bool:
    """Whether date or text confirm a title met again; ``away``: on another site (D13)."""
    return seen.date > 0 or (seen.text > 0 and (away or seen.date == 0))


def changed_host(one: Reading, item: KnownItem) -> bool:
    old, new = host_of(item.link_key), one.host
    return bool(old and new) and old != new


def _rank_by_titled_link(seen: Likeness) -> int:
    """The same link and title. Another guid, or another date and text, may mean a page that holds
    a new article each week (an agenda), or guids made anew (newrelic/docs-website#1271)."""
    if seen.guid == 0:
        return 0 if seen.date == -2 and seen.text < 0 else 80
    steady = seen.date > 0 or (seen.date > -2 and seen.text >= 0)
    return 75 if steady else 0


def _rank_by_link(seen: Likeness, links_tell: bool) -> int:
    """The same link under another title: corrected, or one page for all (podcasts, agendas)."""
    if seen.date > 0 and (seen.alike or links_tell or seen.guid == 0):
        return 70
    if seen.guid == 0:
        return 65 if seen.date > -2 and (seen.alike or links_tell) else 0
    return 55 if seen.alike and seen.date == 0 else 0


def _rank_by_title(seen: Likeness) -> int:
    """The same title without a guid or a link that tells (D16); what else must be the same."""
    if seen.link < 0:
        # Two calls of one title and day have two links (D20); with one text they are one.
        return 30 if seen.date > 0 and seen.text > 0 else 0
    if seen.guid == 0:
        if seen.date > 0 or seen.text > 0:
            return 45
        return 40 if seen.text == 0 and seen.date >= -1 else 0
    if seen.date > 0:
        return 40 if seen.text >= 0 else 0
    return 35 if seen.date == 0 and seen.text > 0 else 0


def _guid(one: Reading, item: KnownItem, vague: AbstractSet[str], churning: bool) -> int:
    guids = {one.keys.guid, *(twin.guid for twin in one.twins)} - {""}
    if guids & item.keys:
        return 0 if guids & item.keys <= vague else 1
    if not guids or guids <= vague or not item.has("g"):
        return 0
    return 0 if churning else -1


def _link(one: Reading, item: KnownItem, vague: AbstractSet[str]) -> int:
    keys = one.keys
    if keys.anchor and item.has("f"):
        # Articles that are parts of one page.
        return 1 if keys.anchor in item.keys else -1
    links = {keys.link, *(twin.link for twin in one.twins)} - {""}
    if not links or one.home or not item.link or is_home(item.link_key):
        return 0
    if links & item.keys:
        return 0 if links & item.keys <= vague else 1
    if links <= vague or one.link == item.link_key:
        return 0
    return -1


def _date(one: datetime | None, other: datetime | None) -> int:
    if one is None or other is None:
        return 0
    apart = abs(one - other)
    if apart < timedelta(seconds=1):
        return 1
    return -1 if apart < NEAR else -2
