"""What comes out of a feed, whatever it was written in: plain text, absolute links, instants."""

from dataclasses import dataclass
from datetime import datetime

TITLE_LIMIT = 512
SUMMARY_LIMIT = 4000
"""Characters kept of an entry's text; at four bytes each it stays under 20,000 bytes."""
GUID_LIMIT = 1024
LINK_LIMIT = 2048
MOST_ENTRIES = 500
"""Entries taken from one reading of a feed, the newest; what is beyond is counted, and said."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as its source published it.

    ``guid`` as written, trimmed ("" when there is none). ``link`` is an absolute http(s) address,
    "" when there is none. ``title`` and ``summary`` are text, without any markup. ``published``
    and ``updated`` are aware, in UTC; None when absent or unreadable.
    """

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """One reading of a source.

    ``kind``: "rss", "rdf", "atom", "json", "wordpress" or "page". ``ttl``: minutes that the feed
    asks to be left alone, None when it asks nothing. ``counted``: entries that the text seems to
    hold, by a count that parses nothing; ``left_out``: entries beyond MOST_ENTRIES. ``complete``
    is False when fewer entries came out than were counted, or the text was cut short.
    """

    kind: str
    title: str
    site: str
    entries: tuple[Entry, ...]
    ttl: int | None = None
    counted: int = 0
    left_out: int = 0
    complete: bool = True


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page declares: its absolute address, its title ("" when none), its kind."""

    address: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself, for somebody who suggests it: all text, "" when unknown."""

    title: str = ""
    summary: str = ""
    site: str = ""
    canonical: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors for a page without a feed: one block an entry, and what to read in it.

    ``title``, ``link``, ``summary`` and ``date`` are looked for inside ``block``; "" means the
    first link's text, the first link, the rest of the text, and the first date found.
    """

    block: str
    title: str = ""
    link: str = ""
    summary: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class OpmlLine:
    """A source in a list of sources: its name and address as written, its site, its first category
    ("" when there is none).
    """

    title: str
    address: str
    site: str = ""
    topic: str = ""


class NotAFeed(Exception):
    """A body that is no feed. ``reason``: "empty", "not-a-feed", "too-slow", "too-heavy",
    "bad-selector" (``facts["selector"]``), or "broken" when its reader died on it.
    """

    def __init__(self, reason: str, **facts: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
