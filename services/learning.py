"""What a reading of a feed teaches: its new articles, written once, however often it is read."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.watch.entry import Entry, ParsedFeed
from domain.watch.identity import (
    KnownItem,
    Memory,
    Poll,
    Recognition,
    Touched,
    accept_move,
    forget_host,
    read_poll,
    recognise,
)
from domain.watch.stories import Source, held_at
from domain.watch.visits import ARRIVALS_LOOKED_AT
from services.feed_news import FeedNews
from storage import feed_items, sources
from storage.feed_items import FeedItem
from storage.feeds import Feed
from storage.outbox import millis

KEPT = timedelta(days=400)
"""How long an article that no story carries keeps its text."""
INLINE = 40
"""Entries compared on the loop; more are compared in a thread, so that nobody waits."""
A_DAY = 1000
"""New articles taken from a feed in a day (UTC), the newest; others stay unknown."""
WAS_FULL = 5
"""A feed that held as many articles and now holds none is told to moderators."""


Known = Mapping[int, tuple[FeedItem, frozenset[str]]]
"""Articles by id, each with the keys by which it is known again."""


@dataclass(frozen=True)
class Reading:
    """One reading of a feed, compared with nothing yet. ``whole``: the body came to its end."""

    parsed: ParsedFeed
    poll: Poll
    whole: bool = True

    @property
    def sure(self) -> bool:
        """Whether what is absent from it is really absent."""
        return self.whole and self.parsed.complete


class Corrections(Protocol):
    """Who wants to know that the source of an article has corrected it, in the transaction."""

    async def corrected(
        self, conn: AsyncConnection, before: FeedItem, after: Entry, now: datetime
    ) -> None: ...


async def read(parsed: ParsedFeed, *, whole: bool = True) -> Reading:
    """Prepare a reading outside of any transaction."""
    if len(parsed.entries) <= INLINE:
        return Reading(parsed, read_poll(parsed.entries), whole)
    return Reading(parsed, await asyncio.to_thread(read_poll, parsed.entries), whole)


class Learning:
    """Inside the transaction of a visit, whose feed is locked."""

    def __init__(self, news: FeedNews, corrections: Corrections | None = None) -> None:
        self._news = news
        self._corrections = corrections

    async def learn(
        self, conn: AsyncConnection, feed: Feed, reading: Reading, now: datetime
    ) -> dict[str, Any]:
        """Write what a reading holds; answers the columns to write on its feed.

        The first whole reading is learned: whoever follows the feed begins after it.
        """
        poll = reading.poll
        known = await feed_items.bearing(conn, feed.id, poll.keys)
        found = await _recognised(poll, known, feed.memory.get("known"), first=not feed.learned)
        found, strangers = await _strangers(conn, feed, poll, known, found)
        found, today, beyond = _within_day(feed, found, now)
        new = await feed_items.add(conn, feed.id, [each.entry for each in found.new], now)
        await self._keep_keys(conn, feed, found, new)
        await self._correct(conn, found.touched, known, now)
        if not feed.learned:
            await sources.begin_after(conn, feed.id, new)
        memory = {**feed.memory, "known": found.memory, "strangers": strangers, "today": today}
        memory["arrivals"] = _arrivals(feed, found, now)
        memory |= await self._tell(conn, feed, reading, found, beyond, now)
        return self._columns(feed, reading, found, memory, now)

    async def _keep_keys(
        self, conn: AsyncConnection, feed: Feed, found: Recognition, new: Sequence[int]
    ) -> None:
        add = [(key, item) for item, each in zip(new, found.new, strict=True) for key in each.keys]
        add += [(key, each.item_id) for each in found.touched for key in each.add]
        drop = [(key, each.item_id) for each in found.touched for key in each.drop]
        await feed_items.drop_keys(conn, feed.id, drop)
        await feed_items.add_keys(conn, feed.id, add)

    async def _correct(
        self,
        conn: AsyncConnection,
        touched: Sequence[Touched],
        known: Known,
        now: datetime,
    ) -> None:
        """Keep articles as their source has corrected them, but for those whose text is gone."""
        corrected = []
        for each in touched:
            item = known[each.item_id][0]
            says_else = each.changed or item.summary != each.entry.summary
            if says_else and item.seen_at > now - KEPT:
                corrected.append((item, each.entry))
        await feed_items.correct(conn, [(item.id, entry) for item, entry in corrected])
        if self._corrections is not None:
            for item, entry in corrected:
                if (item.title, item.summary) != (entry.title, entry.summary):
                    await self._corrections.corrected(conn, item, entry, now)

    async def _tell(
        self,
        conn: AsyncConnection,
        feed: Feed,
        reading: Reading,
        found: Recognition,
        beyond: int,
        now: datetime,
    ) -> dict[str, Any]:
        """Tell moderators what only they can judge; answers what to remember of that."""
        parsed, memory = reading.parsed, feed.memory
        if found.moved is not None:
            facts = {"old": found.moved.old, "new": found.moved.new, "held": len(found.held)}
            kind = "source_changed_site" if found.moved.certain else "source_held"
            await self._news.tell(conn, feed, kind, now, **facts)
        left_out = parsed.left_out + beyond
        cut = bool(left_out)
        if cut and not memory.get("cut"):
            await self._news.tell(conn, feed, "source_cut", now, left_out=left_out)
        held, before = len(parsed.entries), int(memory.get("held", 0))
        if not reading.sure:
            return {"cut": cut}
        if not held and before >= WAS_FULL:
            await self._news.tell(conn, feed, "source_empty", now, before=before)
        return {"cut": cut, "held": held}

    def _columns(
        self,
        feed: Feed,
        reading: Reading,
        found: Recognition,
        memory: Mapping[str, Any],
        now: datetime,
    ) -> dict[str, Any]:
        parsed = reading.parsed
        return {
            "memory": memory,
            # A text cut short says nothing of what was there before: it is no first reading.
            "learned": feed.learned or reading.whole,
            "title": parsed.title or feed.title,
            "site": parsed.site or feed.site,
            "newest_at": now if found.new else feed.newest_at,
        }


async def settle(conn: AsyncConnection, it: Source, *, announce: bool) -> Source:
    """A guild says what its source waits with: news, or what is known. Answers the source."""
    read_to = held_at(it.read_to) if announce else await feed_items.last_item(conn, it.feed_id)
    return await sources.save(conn, it, replace(it, read_to=read_to))


async def _strangers(
    conn: AsyncConnection, feed: Feed, poll: Poll, known: Known, found: Recognition
) -> tuple[Recognition, list[Any] | None]:
    """Articles that nothing tells to be of the same site are learned, once for all guilds; the
    source of each guild waits before them until its own moderators answer (``settle``).

    Answers what to learn, and what to remember: the old site, and the last article that was its.
    When that site is back first, nobody has to answer any more: what came in between is passed
    over, and held again should it come back.
    """
    before: list[Any] | None = feed.memory.get("strangers")
    if not found.held and (before is None or found.memory["host"] != before[0]):
        return found, before
    last = await feed_items.last_item(conn, feed.id)
    if found.held:
        await sources.hold(conn, feed.id)
        again = await _recognised(poll, known, accept_move(found.memory))
        return replace(again, moved=found.moved, held=found.held), [found.memory["host"], last]
    assert before is not None
    after = before[1]
    if await sources.release(conn, feed.id, after, last):
        await feed_items.unlearn(conn, feed.id, after)
        back = forget_host(found.memory, feed.memory["known"]["host"])
        found = replace(found, memory=back)
    return found, None


def _within_day(
    feed: Feed, found: Recognition, now: datetime
) -> tuple[Recognition, list[Any], int]:
    """What a feed may still bring today, how much that makes, and how much has no room:
    a feed that is all new at every visit fills neither the tables nor the queues.
    """
    day, taken = feed.memory.get("today") or ("", 0)
    today = now.date().isoformat()
    room = A_DAY - (taken if day == today else 0)
    beyond = max(0, len(found.new) - room)
    kept = found.new[beyond:]
    return replace(found, new=kept), [today, A_DAY - room + len(kept)], beyond


async def _recognised(
    poll: Poll, known: Known, memory: Memory | None, *, first: bool = False
) -> Recognition:
    items = [
        KnownItem(item.id, item.title, item.link, item.published, keys)
        for item, keys in known.values()
    ]
    if len(poll.readings) <= INLINE:
        return recognise(poll, items, memory, first=first)
    return await asyncio.to_thread(recognise, poll, items, memory, first=first)


def _arrivals(feed: Feed, found: Recognition, now: datetime) -> list[int]:
    """When the latest articles came, in milliseconds: by their dates in a first reading."""
    before = [int(each) for each in feed.memory.get("arrivals", ())]
    if feed.learned:
        came = [now] if found.new else []
    else:
        came = [each.entry.published for each in found.new if each.entry.published]
    return sorted({*before, *(millis(each) for each in came)})[-ARRIVALS_LOOKED_AT:]
