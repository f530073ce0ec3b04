"""What was approved, given back: an Atom file for web sites, a table for the university."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from domain import csvtable
from domain.watch.stories import APPROVED, Carried, Story, Topic
from storage import archive, stories, topics
from storage.engine import Database

ATOM = "http://www.w3.org/2005/Atom"
MOST = 200
"""Entries of the Atom file, the newest."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, however it is written."""
STATES = [state.value for state in APPROVED]
COLUMNS = (
    "number",
    "title",
    "link",
    "topic",
    "sources",
    "state",
    "published_by_source",
    "decided",
    "call",
    "deadline",
    "comment",
)


@dataclass(frozen=True)
class Exported:
    story: Story
    topic: Topic | None
    carried: tuple[Carried, ...]


class WatchExport:
    """Reads one guild; people are never part of it."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def guilds(self) -> list[int]:
        """Guilds whose watch has approved something."""
        async with self._db.reading() as conn:
            return sorted(await stories.guilds_with(conn, *APPROVED))

    async def approved(self, guild_id: int, most: int = MOST) -> list[Exported]:
        """What was approved, the newest decision first."""
        async with self._db.reading() as conn:
            numbers = await archive.latest(conn, guild_id, STATES, limit=most)
            known = {each.number: each for each in await topics.topics(conn, guild_id)}
            found = {each.number: each for each in await stories.many(conn, guild_id, numbers)}
            carried = await archive.carriers(conn, guild_id, numbers)
        return [
            Exported(found[n], known.get(found[n].topic or 0), tuple(carried[n])) for n in numbers
        ]


def atom(entries: Sequence[Exported], *, feed_id: str, title: str, now: datetime) -> bytes:
    """An Atom feed (RFC 4287) of these stories; text only, nothing of any person.

    ``feed_id``: a URI that names this feed for ever.
    """
    root = Element("feed", xmlns=ATOM)
    SubElement(root, "id").text = feed_id
    SubElement(root, "title").text = _legal(title)
    updated = max((each.story.decided_at or now for each in entries), default=now)
    SubElement(root, "updated").text = _moment(updated)
    author = SubElement(root, "author")
    SubElement(author, "name").text = _legal(title)
    for each in entries:
        _entry(root, each, feed_id, now)
    indent(root)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _entry(root: Element, each: Exported, feed_id: str, now: datetime) -> None:
    story = each.story
    entry = SubElement(root, "entry")
    SubElement(entry, "id").text = f"{feed_id}:{story.number}"
    SubElement(entry, "title").text = _legal(story.title)
    if story.link:
        SubElement(entry, "link", rel="alternate", href=_legal(story.link))
    SubElement(entry, "updated").text = _moment(story.decided_at or now)
    if story.published is not None:
        SubElement(entry, "published").text = _moment(story.published)
    if each.topic is not None:
        SubElement(entry, "category", term=_legal(each.topic.name))
    for source in each.carried:
        via = SubElement(entry, "source")
        SubElement(via, "title").text = _legal(source.name)
        break  # RFC 4287 takes one source an entry; the others are in the table
    text = "\n\n".join(part for part in (story.comment, story.summary) if part)
    if text:
        SubElement(entry, "summary").text = _legal(text)


def _legal(text: str) -> str:
    return _NOT_XML.sub("", text)


def table(entries: Sequence[Exported]) -> bytes:
    """The same as CSV, for a spreadsheet."""
    return csvtable.write(COLUMNS, [_cells(each) for each in entries])


def _cells(each: Exported) -> list[str]:
    story = each.story
    deadline = story.deadline if story.confirmed else None
    return [
        str(story.number),
        story.title,
        story.link,
        each.topic.name if each.topic else "",
        ", ".join(source.name for source in each.carried),
        story.state.value,
        _moment(story.published) if story.published else "",
        _moment(story.decided_at) if story.decided_at else "",
        "yes" if story.is_call else "",
        deadline.day.isoformat() if deadline else "",
        story.comment,
    ]


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
