"""What no strict reader accepts, read by feedparser: only in a process that may be killed.

Its sanitiser and its resolving of addresses are never used, both being slow enough to be attacked;
and it is only ever given a stream, since it opens what looks like the name of a file.
"""

import io
import re
from typing import Any

import feedparser

from feeds.raw import RawEntry, RawFeed

_KINDS = (("rss", "rss"), ("atom", "atom"), ("cdf", "rss"))
# It looks for addresses in people's names with a pattern that takes the square of their length.
_PEOPLE = re.compile(
    r"(<(?:[\w.-]{1,40}:)?(?:author|creator|name|email|publisher|contributor|owner|webmaster"
    r"|managingeditor)(?=[\s>])[^<>]*>(?:\s*<!\[CDATA\[)?)([^<]{300})[^<]*",
    re.IGNORECASE,
)
_RDF = frozenset(("rss090", "rss10"))


def read_leniently(text: str) -> RawFeed:
    """As much of a feed as feedparser makes out of ``text``; its ``whole`` is always False."""
    text = _PEOPLE.sub(r"\1\2", text)
    stream = io.BytesIO(text.encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        found = feedparser.parse(
            stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception:  # it promises none, and raises several
        return RawFeed()
    raw = RawFeed(_kind(found.get("version") or ""))
    head = found.get("feed") or {}
    raw.head.put("title", _text(head, "title"))
    raw.head.put("ttl", _text(head, "ttl"))
    _put_links(raw.head, head)
    raw.entries = [_entry(entry) for entry in found.entries]
    return raw


def _kind(version: str) -> str:
    if version in _RDF:
        return "rdf"
    return next((kind for start, kind in _KINDS if version.startswith(start)), "")


def _entry(found: Any) -> RawEntry:
    raw = RawEntry()
    raw.permalink = bool(found.get("guidislink", True))
    for name, key in (
        ("title", "title"),
        ("title", "media_title"),
        ("summary", "summary"),
        ("guid", "id"),
        ("original", "feedburner_origlink"),
        ("published", "published"),
        ("published", "created"),
        ("updated", "updated"),
        ("author", "author"),
    ):
        raw.put(name, _text(found, key))
    for content in found.get("content") or ():
        raw.put("content", _text(content, "value"))
    _put_links(raw, found)
    return raw


def _put_links(raw: RawEntry, found: Any) -> None:
    link = _text(found, "link")
    if link and link != raw.get("guid"):
        raw.put("link", link)
    for one in found.get("links") or ():
        raw.links.append((_text(one, "rel"), _text(one, "type"), _text(one, "href")))


def _text(found: Any, key: str) -> str:
    # its own get() answers some keys with others' values, and warns of it
    value = dict.get(found, key, "")
    return value if isinstance(value, str) else ""
