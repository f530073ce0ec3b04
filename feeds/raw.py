"""A feed as its reader found it, before any rule: pieces of markup, and where they stood."""

from dataclasses import dataclass, field

MOST_READ = 120_000
"""Entries of which anything is kept while a feed is read; those beyond are only counted."""


class RawEntry:
    """What one entry holds, as written. ``base`` is its own xml:base, "" when it has none."""

    __slots__ = ("base", "fields", "links", "permalink", "ranks")

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.ranks: dict[str, int] = {}
        self.links: list[tuple[str, str, str]] = []
        """What ``<link>`` and ``<enclosure>`` point to: (rel, media type, address)."""
        self.permalink = True
        self.base = ""

    def put(self, name: str, value: str, rank: int = 0) -> None:
        """Fill a field, unless something at least as good fills it already."""
        if rank < self.ranks.get(name, 99) and not value.isspace() and value:
            self.fields[name] = value
            self.ranks[name] = rank

    def get(self, name: str) -> str:
        return self.fields.get(name, "")


@dataclass
class RawFeed:
    """A whole reading. ``kind`` is "" when nothing in it says that it is a feed; ``whole`` is
    False when the reader stopped before the end, ``cut`` tells that the text itself ended there.
    ``unread``: entries that it was not asked to read, there being too many.
    """

    kind: str = ""
    head: RawEntry = field(default_factory=RawEntry)
    entries: list[RawEntry] = field(default_factory=list)
    whole: bool = False
    cut: bool = False
    unread: int = 0

    @property
    def found(self) -> int:
        """How many entries there are, read or not."""
        return len(self.entries) + self.unread
