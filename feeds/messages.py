"""What the bot and its worker say to each other: lengths, JSON and bytes, nothing that can run."""

import json
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.watch.entry import Entry, FoundFeed, OpmlLine, PageFacts, ParsedFeed

LENGTH = struct.Struct(">I")
HELLO = b"ready"
AT_ONCE = 25
"""Entries in one message: few enough for the bot to read one without making anybody wait."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Message = dict[str, Any]


def packed(message: Message) -> bytes:
    """A message as it goes through the pipe, its length before it."""
    data = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return LENGTH.pack(len(data)) + data


def unpacked(data: bytes) -> Message:
    message: Message = json.loads(data)
    return message


def feed_messages(feed: ParsedFeed) -> Iterator[Message]:
    """``feed`` in messages, the last of which says that it is."""
    for start in range(0, len(feed.entries), AT_ONCE):
        yield {"entries": [_row(entry) for entry in feed.entries[start : start + AT_ONCE]]}
    yield {
        "kind": feed.kind,
        "title": feed.title,
        "site": feed.site,
        "ttl": feed.ttl,
        "counted": feed.counted,
        "left_out": feed.left_out,
        "complete": feed.complete,
        "last": True,
    }


def entries_in(message: Message) -> list[Entry]:
    return [
        Entry(guid, link, title, summary, _instant(published), _instant(updated), author)
        for guid, link, title, summary, published, updated, author in message.get("entries", ())
    ]


def feed_in(message: Message, entries: list[Entry]) -> ParsedFeed:
    """The feed that a last message describes."""
    return ParsedFeed(
        kind=message["kind"],
        title=message["title"],
        site=message["site"],
        entries=tuple(entries),
        ttl=message["ttl"],
        counted=message["counted"],
        left_out=message["left_out"],
        complete=message["complete"],
    )


def found_message(found: list[FoundFeed]) -> Message:
    return {"found": [[feed.address, feed.title, feed.kind] for feed in found], "last": True}


def found_in(message: Message) -> list[FoundFeed]:
    return [FoundFeed(*row) for row in message["found"]]


def lines_message(lines: list[OpmlLine]) -> Message:
    rows = [[line.title, line.address, line.site, line.topic] for line in lines]
    return {"lines": rows, "last": True}


def lines_in(message: Message) -> list[OpmlLine]:
    return [OpmlLine(*row) for row in message["lines"]]


def facts_message(facts: PageFacts) -> Message:
    row = [facts.title, facts.summary, facts.site, facts.canonical, _seconds(facts.published)]
    return {"facts": row, "last": True}


def facts_in(message: Message) -> PageFacts:
    title, summary, site, canonical, published = message["facts"]
    return PageFacts(title, summary, site, canonical, _instant(published))


def _row(entry: Entry) -> list[str | float | None]:
    return [
        entry.guid,
        entry.link,
        entry.title,
        entry.summary,
        _seconds(entry.published),
        _seconds(entry.updated),
        entry.author,
    ]


def _seconds(instant: datetime | None) -> float | None:
    return None if instant is None else (instant - _EPOCH).total_seconds()


def _instant(seconds: float | None) -> datetime | None:
    return None if seconds is None else _EPOCH + timedelta(seconds=seconds)
