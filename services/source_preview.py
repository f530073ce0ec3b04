"""A source is looked at before it is followed: its feed found, its newest articles shown.

What was read is kept with the preview, so that «Suivre» has nothing to read again: all that it
held is known from then on, and only what comes later is news. Of a feed too large to be kept, the
newest articles are: its first visit then learns the others.
"""

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from domain.errors import Refused
from domain.people import Caller
from domain.text import clean
from domain.watch.entry import Entry, FoundFeed, NotAFeed, ParsedFeed, Selectors
from domain.watch.stories import SOURCE_NAME_LIMIT, Source, SourceState
from feeds import messages
from feeds.fetch import Answer
from services.source_reader import BLOCKS, Guess, Read, SourceReader, unreadable
from services.sources import feed_key
from services.watch_desk import WatchDesk
from services.watch_drafts import WatchDrafts, refuse_unless_moderator
from storage import feeds
from storage import sources as rows

NEWEST = 3
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
KEPT = 150_000
"""Characters of articles that a preview keeps; hundreds of ordinary articles have fewer."""


@dataclass(frozen=True)
class Preview:
    """A source that can be followed. ``draft``: what its buttons carry.

    ``newest``: its three newest articles of ``total``; ``every``: how far apart its articles
    usually are, None when it doesn't say; ``followed``: the source by which the guild has it.
    """

    draft: int
    address: str
    site: str
    title: str
    kind: str
    newest: tuple[Entry, ...]
    total: int
    every: timedelta | None
    followed: Source | None = None


@dataclass(frozen=True)
class Choice:
    """A page that offers several feeds."""

    draft: int
    address: str
    found: tuple[FoundFeed, ...]


@dataclass(frozen=True)
class Bare:
    """A page without a feed, and what could be read in it."""

    draft: int
    address: str
    guesses: tuple[Guess, ...]


Look = Preview | Choice | Bare


class SourcePreviews:
    """Each method raises Refused, and then wrote nothing. ``look`` and what follows it may take
    a minute: a site answers when it wants.
    """

    def __init__(self, desk: WatchDesk, drafts: WatchDrafts, reader: SourceReader) -> None:
        self._desk = desk
        self._drafts = drafts
        self._reader = reader

    # -- looked at

    async def look(self, caller: Caller, typed: str) -> Look:
        """What is at an address: a feed, a page with feeds, or a page without any.

        Raises Refused: "moderators-only", what ``typed_address`` says, "source-error" (error,
        host, status) when it can't be read.
        """
        refuse_unless_moderator(caller)
        address, answer = await self._reader.typed(typed)
        try:
            return await self._preview(caller, await self._reader.read(answer), address)
        except NotAFeed as problem:
            if problem.reason not in ("not-a-feed", "empty"):
                raise unreadable(problem, address) from None
        return await self._look_in_page(caller, answer, address)

    async def choose(self, caller: Caller, draft: int, index: int) -> Preview:
        """One of the feeds that a page offers. Raises Refused: as ``look``, "watch-draft-gone"."""
        facts = await self._drafts.of(caller, draft, "found")
        if not 0 <= index < len(facts["found"]):
            raise Refused("bad-option")
        address, _, kind = facts["found"][index]
        kind = "wordpress" if kind == "wordpress" else "feed"
        return await self._at(caller, address, kind, page=facts["page"])

    async def page(self, caller: Caller, draft: int) -> Bare:
        """A page that offers feeds, to be read as a page instead. Raises Refused: as ``choose``."""
        facts = await self._drafts.of(caller, draft, "found", "page", "preview")
        answer = await self._reader.visit(facts["page"])
        return await self._bare(caller, answer, facts["page"])

    async def select(self, caller: Caller, draft: int, selectors: Selectors) -> Preview:
        """A page read by selectors. Raises Refused: as ``choose``, "source-selector" (selector),
        "source-selector-nothing" when they find no article.
        """
        facts = await self._drafts.of(caller, draft, "page", "preview")
        return await self._at(caller, facts["page"], "page", selectors)

    async def guess(self, caller: Caller, draft: int, index: int) -> Preview:
        """A page read by what was guessed. Raises Refused: as ``select``."""
        if not 0 <= index < len(BLOCKS):
            raise Refused("bad-option")
        return await self.select(caller, draft, Selectors(BLOCKS[index]))

    async def again(self, caller: Caller, draft: int) -> Preview:
        """A preview as it was shown. Raises Refused: "moderators-only", "watch-draft-gone"."""
        refuse_unless_moderator(caller)
        facts = await self._drafts.of(caller, draft, "preview")
        async with self._desk.db.reading() as conn:
            feed = await feeds.find(
                conn, feed_key(facts["address"], facts["kind"], selectors_in(facts))
            )
            it = await rows.of_feed(conn, caller.guild_id, feed.id) if feed else None
        return _shown(draft, facts, it if it and it.state is not SourceState.REMOVED else None)

    # -- inside

    async def _look_in_page(self, caller: Caller, answer: Answer, address: str) -> Look:
        found = await self._reader.discovered(answer)
        if not found:
            usual = await self._reader.usual(answer.address)
            if usual is not None:
                return await self._preview(caller, usual, usual.answer.address, page=address)
            return await self._bare(caller, answer, address)
        if len(found) == 1:
            kind = "wordpress" if found[0].kind == "wordpress" else "feed"
            try:
                return await self._at(caller, found[0].address, kind, page=address)
            except Refused:
                return await self._bare(caller, answer, address)
        facts = {
            "page": address,
            "found": [[each.address, each.title, each.kind] for each in found],
        }
        return Choice(await self._drafts.keep(caller, "found", facts), address, tuple(found))

    async def _bare(self, caller: Caller, answer: Answer, address: str) -> Bare:
        guesses = await self._reader.guesses(answer)
        draft = await self._drafts.keep(caller, "page", {"page": address, "selectors": None})
        return Bare(draft, address, guesses)

    async def _at(
        self,
        caller: Caller,
        address: str,
        kind: str,
        selectors: Selectors | None = None,
        *,
        page: str = "",
    ) -> Preview:
        answer = await self._reader.visit(address)
        try:
            parsed = await self._reader.parse(answer, kind, selectors)
        except NotAFeed as problem:
            raise unreadable(problem, address) from None
        if kind == "page" and not parsed.entries:
            raise Refused("source-selector-nothing")
        found = Read(answer, parsed, kind, selectors)
        return await self._preview(caller, found, address, page=page or address)

    async def _preview(
        self, caller: Caller, found: Read, address: str, *, page: str = ""
    ) -> Preview:
        answer, parsed = found.answer, found.parsed
        at = answer.moved_to or address
        kept = kept_of(parsed.entries)
        facts: dict[str, Any] = {
            "address": at,
            "page": page or at,
            "kind": found.kind,
            "selectors": found.selectors and asdict(found.selectors),
            "name": named(parsed, at),
            "total": len(parsed.entries),
            "whole": not answer.truncated and len(kept) == len(parsed.entries),
            "validators": {
                "etag": answer.etag,
                "last_modified": answer.last_modified,
                "body_hash": answer.body_hash,
            },
            "feed": packed(replace(parsed, entries=kept)),
        }
        draft = await self._drafts.keep(caller, "preview", facts)
        return await self.again(caller, draft)


def named(parsed: ParsedFeed, address: str) -> str:
    """What to call a source: its title, else its host."""
    title = clean(parsed.title, SOURCE_NAME_LIMIT)
    if any(char.isalnum() for char in title):
        return title
    return clean((urlsplit(address).hostname or address).removeprefix("www."), SOURCE_NAME_LIMIT)


def usual_gap(entries: Sequence[Entry]) -> timedelta | None:
    """How far apart the latest articles are, usually; None when too few have a date."""
    dates = sorted((each.published for each in entries if each.published), reverse=True)[:12]
    gaps = sorted(one - other for one, other in pairwise(dates))
    return gaps[len(gaps) // 2] if len(gaps) >= 2 else None


def newest_of(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The three newest, by date where they have one, else as their source lists them."""
    listed = [each for each in entries if each.title or each.link]
    return tuple(sorted(listed, key=_when, reverse=True)[:NEWEST])


def kept_of(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The newest articles that have room in a preview, as their source lists them."""
    room = KEPT
    places = []
    order = sorted(range(len(entries)), key=lambda place: _when(entries[place]), reverse=True)
    for place in order:
        each = entries[place]
        texts = (each.guid, each.link, each.title, each.summary, each.author)
        room -= sum(map(len, texts))
        if room < 0:
            break
        places.append(place)
    return tuple(entries[place] for place in sorted(places))


def _when(entry: Entry) -> datetime:
    return entry.published or LONG_AGO


def _shown(draft: int, facts: dict[str, Any], followed: Source | None) -> Preview:
    parsed = unpacked(facts["feed"])
    return Preview(
        draft=draft,
        address=facts["address"],
        site=parsed.site,
        title=facts["name"],
        kind=facts["kind"] if facts["kind"] != "feed" else parsed.kind,
        newest=newest_of(parsed.entries),
        total=facts["total"],
        every=usual_gap(parsed.entries),
        followed=followed,
    )


def selectors_in(facts: dict[str, Any]) -> Selectors | None:
    return Selectors(**facts["selectors"]) if facts["selectors"] else None


def packed(parsed: ParsedFeed) -> str:
    """A reading as a draft keeps it; on the loop, so never more of it than ``kept_of``."""
    text = json.dumps(list(messages.feed_messages(parsed)), ensure_ascii=False)
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 6)).decode()


def unpacked(packed: str) -> ParsedFeed:
    read = json.loads(zlib.decompress(base64.b64decode(packed)))
    entries = [entry for message in read for entry in messages.entries_in(message)]
    return messages.feed_in(read[-1], entries)
