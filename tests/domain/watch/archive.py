"""A feed's past as storage keeps it, in memory, and articles to fill it."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from domain.watch.entry import Entry
from domain.watch.identity import KnownItem, Recognition, read_poll, recognise

START = datetime(2026, 6, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
WORDS = (
    "radio", "festival", "coopérative", "médiathèque", "logiciel", "vélo", "forêt", "théâtre",
    "école", "marché", "jardin", "atelier",
)  # fmt: skip

ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass
class Archive:
    """One feed: ``visit`` does what a round does, and answers the titles that were announced."""

    items: dict[int, KnownItem] = field(default_factory=dict)
    memory: dict[str, object] = field(default_factory=dict)
    visited: bool = False
    last: Recognition | None = None
    asked: int = 0

    def visit(self, entries: Sequence[Entry], *, first: bool | None = None) -> list[str]:
        poll = read_poll(entries)
        wanted = frozenset(poll.keys)
        known = [item for item in self.items.values() if item.keys & wanted]
        self.asked = len(known)
        learning = (not self.visited) if first is None else first
        found = recognise(poll, known, self.memory, first=learning)
        for touched in found.touched:
            old = self.items[touched.item_id]
            entry = touched.entry
            self.items[old.id] = KnownItem(
                old.id,
                entry.title if touched.changed else old.title,
                entry.link if touched.changed else old.link,
                (entry.published or entry.updated or old.published)
                if touched.changed
                else old.published,
                (old.keys - set(touched.drop)) | set(touched.add),
            )
        for new in found.new:
            number = len(self.items) + 1
            entry = new.entry
            self.items[number] = KnownItem(
                number, entry.title, entry.link, entry.published or entry.updated,
                frozenset(new.keys),
            )  # fmt: skip
        self.memory, self.visited, self.last = found.memory, True, found
        return [new.entry.title for new in found.new]


def entries_of(path: Path) -> list[Entry]:
    """The entries of a shared RSS or Atom case, read as plainly as can be."""
    root = ET.fromstring(path.read_bytes())
    return [_rss(item) for item in root.iter("item")] + [
        _atom(entry) for entry in root.iter(ATOM + "entry")
    ]


def _text(node: ET.Element, name: str) -> str:
    return (node.findtext(name) or "").strip()


def _rss(item: ET.Element) -> Entry:
    date = _text(item, "pubDate")
    return Entry(
        guid=_text(item, "guid"),
        link=_text(item, "link"),
        title=_text(item, "title"),
        summary=_text(item, "description"),
        published=parsedate_to_datetime(date).astimezone(UTC) if date else None,
    )


def _atom(entry: ET.Element) -> Entry:
    link = entry.find(ATOM + "link")
    date = _text(entry, ATOM + "updated")
    return Entry(
        guid=_text(entry, ATOM + "id"),
        link=link.get("href", "") if link is not None else "",
        title=_text(entry, ATOM + "title"),
        summary=_text(entry, ATOM + "summary"),
        updated=datetime.fromisoformat(date) if date else None,
    )


def article(number: int, **changes: object) -> Entry:
    """A well-behaved article: everything is there, and its own."""
    entry = Entry(
        guid=f"id-{number}",
        link=f"https://site.example/2026/{WORDS[number % 12]}-{number}",
        title=f"Une {WORDS[number % 12]} ouvre, numéro {number}",
        summary=f"Le texte de l’article {number}, qui parle de {WORDS[number % 12]}.",
        published=START + number * DAY,
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def page(*numbers: int, each: Callable[[int], Entry] = article) -> list[Entry]:
    """A feed as it is most often: the newest first."""
    return [each(number) for number in sorted(numbers, reverse=True)]


def announced(*polls: list[Entry]) -> list[list[str]]:
    """What each visit after the first announces."""
    archive = Archive()
    return [archive.visit(poll) for poll in polls][1:]


def titles(*numbers: int) -> list[str]:
    return [article(number).title for number in numbers]
