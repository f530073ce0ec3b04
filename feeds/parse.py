"""Bytes in, entries out. Runs in the workshop's child: a body may be made to kill its reader."""

from codecs import BOM_UTF8

from domain.watch.entry import MOST_ENTRIES, NotAFeed, ParsedFeed, Selectors
from feeds.charset import declared_in, decoded, unpacked
from feeds.entries import finished
from feeds.raw import RawFeed
from feeds.repair import closes, feed_start, first_element, mended, prolog_end
from feeds.strict import read_strictly
from feeds.structural import at_most, beginnings

_HEAD = 4096
MOST_LENIENT = 1_500_000
"""Characters given to the lenient reader, cut where an entry begins: beyond, it takes too long."""


def parse(
    body: bytes,
    *,
    content_type: str = "",
    charset: str | None = None,
    address: str = "",
    kind: str = "feed",
    selectors: Selectors | None = None,
    limit: int = MOST_ENTRIES,
) -> ParsedFeed:
    """The entries of ``body``, which was read at ``address``.

    ``kind`` is "feed", "wordpress" or "page" (which takes ``selectors``). What the answer's headers
    declare, ``content_type`` and ``charset``, is advice: only the body decides. The newest
    ``limit`` entries are kept. Raises NotAFeed, and nothing else.
    """
    if not body.strip(b" \t\r\n\0"):
        raise NotAFeed("empty")
    try:
        if kind == "wordpress":
            from feeds import wordpress

            return wordpress.parse(body, address)
        if kind == "page":
            from feeds import page

            return page.parse(body, address, selectors or Selectors(""))
        return _feed(body, charset or _charset(content_type), address, limit)
    except MemoryError:
        raise NotAFeed("too-heavy") from None


def _charset(content_type: str) -> str | None:
    _, found, name = content_type.lower().partition("charset=")
    return name.split(";")[0].strip() if found else None


def _feed(body: bytes, charset: str | None, address: str, limit: int) -> ParsedFeed:
    if raw := _well_made(body):
        return finished(raw, address=address, limit=limit)
    text = decoded(unpacked(body), charset).lstrip("\ufeff \t\r\n\0")
    if not text:
        raise NotAFeed("empty")
    if text[0] in "{[":
        from feeds.json_feed import read_json

        return finished(read_json(text), address=address, limit=limit)
    start = prolog_end(text)
    raw = read_strictly(text[start:])
    counted = raw.found
    if not (raw.whole and raw.kind) or at_most(text) > counted:
        raw, counted = _second_look(text, start, raw, limit)
    if not raw.kind and not raw.entries:
        raise NotAFeed("not-a-feed")
    return finished(raw, address=address, counted=counted, limit=limit)


def _well_made(body: bytes) -> RawFeed | None:
    """The feed that ``body`` is, when it is UTF-8 without a fault or a DOCTYPE, as most are."""
    if declared_in(body) not in ("", "utf-8"):
        return None
    head = body[:_HEAD].removeprefix(BOM_UTF8)
    start = prolog_end(head.decode("latin-1")) + (3 if body.startswith(BOM_UTF8) else 0)
    if body[start : start + 1] != b"<" or start >= _HEAD - 3:
        return None
    raw = read_strictly(body[start:])
    return raw if raw.whole and raw.kind and at_most(body) <= raw.found else None


def _second_look(text: str, start: int, first: RawFeed, limit: int) -> tuple[RawFeed, int]:
    """The fullest reading of a feed that the strict reader did not read to its end, or of which it
    found less than the text seems to hold; and how much that is.
    """
    at = feed_start(text)
    if at < 0 or first_element(text, start) == "html":
        raise NotAFeed("not-a-feed")
    text = mended(text, at)
    places = beginnings(text)
    best = first
    if not best.whole or best.found < len(places):
        best = _fuller(best, read_strictly(text))
    if places and (best.found < len(places) or not (best.whole or best.cut)):
        best = _fuller(best, _read_patiently(text, places, limit))
    return best, len(places)


def _read_patiently(text: str, places: list[int], limit: int) -> RawFeed:
    """The lenient reading of ``text``, of which far more entries than are kept are left unread."""
    from feeds.lenient import read_leniently

    end = _end(text, places, limit)
    raw = read_leniently(text[:end])
    raw.unread = sum(place >= end for place in places)
    raw.whole = closes(text)
    return raw


def _fuller(earlier: RawFeed, later: RawFeed) -> RawFeed:
    """The reading with more entries; at equality one that came to its end, then the later, whose
    reader is more patient.
    """
    one, other = (len(feed.entries) + feed.unread + bool(feed.kind) for feed in (earlier, later))
    return earlier if one > other or (one == other and earlier.whole) else later


def _end(text: str, places: list[int], limit: int) -> int:
    """Where to cut ``text``: before an entry, when there are far more than are kept or it is very
    long.
    """
    end = len(text)
    if len(places) > 2 * limit:
        end = places[2 * limit]
    if end > MOST_LENIENT:
        end = max((place for place in places if place <= MOST_LENIENT), default=MOST_LENIENT)
        end = end if end > MOST_LENIENT // 2 else MOST_LENIENT
    return end
