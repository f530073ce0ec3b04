"""JSON Feed 1.0 and 1.1."""

import json
from html import escape
from typing import Any

from domain.watch.entry import NotAFeed
from feeds.raw import MOST_READ, RawEntry, RawFeed

_HEAD = frozenset(("feed_url", "home_page_url", "title"))
"""What a feed says of itself, when it forgets its version."""


def read_json(text: str) -> RawFeed:
    """The JSON Feed that ``text`` holds; of one that was cut short, what came before the cut.

    Raises NotAFeed("not-a-feed") for any other JSON, and for what is none.
    """
    whole = True
    try:
        found = json.loads(text, parse_constant=str, parse_int=str)
    except (ValueError, RecursionError):
        found, whole = _recovered(text), False
    if not isinstance(found, dict) or not _is_feed(found):
        raise NotAFeed("not-a-feed")
    raw = RawFeed("json", whole=whole)
    raw.head.put("title", escape(_text(found.get("title"))))
    raw.head.put("link", _text(found.get("home_page_url")))
    items = _dicts(found["items"])
    raw.entries = [_item(item) for item in items[:MOST_READ]]
    raw.unread = len(items) - len(raw.entries)
    return raw


def _is_feed(found: dict[str, Any]) -> bool:
    if not isinstance(found.get("items"), list):
        return False
    version = _text(found.get("version"))
    return "jsonfeed" in version.lower() or not _HEAD.isdisjoint(found)


def _recovered(text: str) -> dict[str, Any] | None:
    """The head of a feed whose end is missing, and its whole items."""
    start = text.find('"items"')
    opening = text.find("[", start)
    if start < 0 or opening < 0:
        return None
    decoder = json.JSONDecoder(parse_constant=str, parse_int=str)
    try:
        head = json.loads(text[:start].rstrip().removesuffix(",") + "}", parse_int=str)
    except (ValueError, RecursionError):
        return None
    items: list[Any] = []
    place = opening + 1
    while len(items) < MOST_READ:
        while text[place : place + 1] in (" ", "\t", "\r", "\n", ","):
            place += 1
        try:
            item, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            break
        items.append(item)
    return head | {"items": items} if isinstance(head, dict) else None


def _item(item: dict[str, Any]) -> RawEntry:
    raw = RawEntry()
    raw.put("guid", _text(item.get("id")))
    raw.put("link", _text(item.get("url")))
    if other := _text(item.get("external_url")):
        raw.links.append(("related", "", other))
    raw.put("title", escape(_text(item.get("title"))))
    raw.put("summary", escape(_text(item.get("summary"))), 0)
    raw.put("summary", escape(_text(item.get("content_text"))), 1)
    raw.put("content", _text(item.get("content_html")))
    raw.put("published", _text(item.get("date_published")))
    raw.put("updated", _text(item.get("date_modified")))
    for author in [*_dicts(item.get("authors")), *_dicts([item.get("author")])]:
        raw.put("author", escape(_text(author.get("name"))))
    for attached in _dicts(item.get("attachments")):
        raw.links.append(("enclosure", "", _text(attached.get("url"))))
    return raw


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    """``value`` when it is text or a number; identifiers are sometimes numbers."""
    if isinstance(value, bool) or not isinstance(value, str | float):
        return ""
    return value if isinstance(value, str) else repr(value)
