"""The round of the watch: whatever is due is visited, once for all guilds that follow it.

Rung every few seconds. Feeds are claimed under a lease, fetched side by side, read in the workshop;
what did not change is noted for many feeds at once, what did is learned feed by feed. A round that
dies anywhere is made again by the next one: nothing counts before it is committed.
"""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.watch.entry import NotAFeed
from domain.watch.visits import FAILING_AFTER, LEAST_FAILURES, Notice
from feeds.fetch import Fetcher, Visit
from feeds.workshop import Workshop
from services import learning
from services.after_visit import Visited, columns_after
from services.feed_news import FeedNews
from services.learning import KEPT, Learning
from services.watch_desk import WatchDesk
from storage import feed_items, feeds
from storage.feeds import Feed

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
UNDER_WAY = 256
"""Feeds that a process has claimed at once; the fetcher says how many it asks at once."""
OF_ONE_HOST = 8
REST = timedelta(minutes=1)
"""How long feeds wait whose host has enough to answer already."""
LOOK_AGAIN = 5.0
"""Seconds after which what became due meanwhile is claimed, however slow the others are."""
ENOUGH = 64
LEAST_CLAIMED = 16
GATHERED_FOR = 0.05
"""Answers are noted together when so many are there, or after so many seconds."""
TRIES = 3
LEARNED_TOGETHER = 200
"""Entries of the feeds that are learned in one transaction."""
FORGOTTEN_AT_ONCE = 200

NOTICES = {
    Notice.FAILING: "source_failing",
    Notice.RECOVERED: "source_recovered",
    Notice.UNTRUSTED: "source_untrusted",
    Notice.GONE: "source_gone",
    Notice.MOVED: "source_moved",
}


Note = Callable[[Sequence[Visited]], Awaitable[None]]


class Visits:
    """Each method is safe to repeat, and to run in several processes at once."""

    def __init__(
        self,
        desk: WatchDesk,
        fetcher: Fetcher,
        workshop: Workshop,
        news: FeedNews,
        learning: Learning,
        *,
        dice: Callable[[], float] = random.random,
        of_one_host: int = OF_ONE_HOST,
    ) -> None:
        self._desk = desk
        self._fetcher = fetcher
        self._workshop = workshop
        self._news = news
        self._learning = learning
        self._dice = dice
        self._of_one_host = of_one_host

    async def tick(self) -> None:
        """Visit what is due, until nothing is. Raises nothing: what failed is due again later."""
        try:
            now = self._desk.clock()
            async with self._desk.db.reading() as conn:
                failing = await feeds.untold(conn, now - FAILING_AFTER, LEAST_FAILURES)
                due = await feeds.any_due(conn, now)
            for feed in failing:
                await self._tell_failing(feed)
            if due:
                await _Round(self).run()
        except Exception:
            log.exception("a round of visits ended early; what is left of it is due again")

    async def visit_now(self, feed_id: int) -> str:
        """Visit a feed at once, for somebody who waits. Answers its error, "" when all is well."""
        now = self._desk.clock()
        async with self._desk.db.writing() as conn:
            feed = await feeds.claim_one(conn, feed_id, now + LEASE)
        if feed is None:
            return ""
        visited = await self.visit(feed)
        await self.settle([visited])
        return visited.error

    async def forget_old(self) -> int:
        """Forget the texts of old articles that no story carries; answers how many they were."""
        before, total, last = self._desk.clock() - KEPT, 0, 0
        while True:
            async with self._desk.db.reading() as conn:
                old = await feed_items.old_texts(conn, before, last, FORGOTTEN_AT_ONCE)
            if not old:
                return total
            async with self._desk.db.writing() as conn:
                await feed_items.forget_texts(conn, old)
            total, last = total + len(old), old[-1]

    # -- outside of any transaction ----------------------------------------------------------------

    async def claim(self, room: int, busy: Counter[str]) -> tuple[list[Feed], bool]:
        """Feeds to visit now, and whether there may be more; ``busy``: hosts already visited."""
        now = self._desk.clock()
        async with self._desk.db.writing() as conn:
            claimed = await feeds.claim(conn, now, now + LEASE, room)
            mine, others = self._by_host(claimed, busy)
            await feeds.put_back(conn, others, now + REST)
        return mine, len(claimed) == room

    def _by_host(
        self, claimed: Sequence[Feed], busy: Counter[str]
    ) -> tuple[list[Feed], list[Feed]]:
        """A host that is slow or dead must not take every place."""
        mine: list[Feed] = []
        others: list[Feed] = []
        taken = Counter(busy)
        for feed in claimed:
            host = host_of(feed)
            (mine if taken[host] < self._of_one_host else others).append(feed)
            taken[host] += 1
        return mine, others

    async def visit(self, feed: Feed) -> Visited:
        """Fetch a feed, and read it when it has changed."""
        visit = Visit(feed.address, feed.etag, feed.last_modified, feed.body_hash)
        answer = await self._fetcher.fetch(visit)
        if not answer.body:
            return Visited(feed, answer, answer.error)
        error = answer.error or ("truncated" if answer.truncated else "")
        try:
            parsed = await self._workshop.parse(
                answer.body,
                content_type=answer.content_type,
                charset=answer.charset or None,
                address=answer.address,
                kind=feed.kind,
                selectors=feed.selectors,
            )
        except NotAFeed as refusal:
            return Visited(feed, replace(answer, body=b""), error or refusal.reason)
        reading = await learning.read(parsed, whole=not error)
        return Visited(feed, replace(answer, body=b""), error, reading)

    # -- what becomes of it ------------------------------------------------------------------------

    async def settle(self, visited: Sequence[Visited]) -> None:
        """Note what visits brought. What cannot be noted is visited again when its lease ends."""
        if not visited:
            return
        await self._tried(self._note, [each for each in visited if each.reading is None])
        for some in _together([each for each in visited if each.reading is not None]):
            await self._tried(self._learn, some)
        self._desk.outbox.wake()

    async def _tried(self, act: Note, visited: Sequence[Visited]) -> None:
        """Note them together, or each on its own when one of them cannot be noted."""
        for left in reversed(range(TRIES)):
            try:
                return await act(visited)
            except Refused as refused:  # busy or full: it waited its time already
                if not left:
                    log.warning("what visits brought was not noted: %s", refused.key)
            except Exception:
                if len(visited) < 2:
                    log.exception("what a visit brought could not be noted")
                    return None
                break
        else:
            return None
        for each in visited:
            await self._tried(act, [each])
        return None

    async def _note(self, visited: Sequence[Visited]) -> None:
        """Visits that brought no article, in one transaction."""
        if not visited:
            return
        now = self._desk.clock()
        after = [(each, columns_after(each, now, self._dice)) for each in visited]
        async with self._desk.db.writing() as conn:
            written = [(each.feed, values) for each, (values, _) in after]
            mine = await feeds.write_all(conn, written)
            for each, (values, notice) in after:
                if each.feed.id in mine:
                    await self._tell(conn, each.feed, values, notice, now)

    async def _learn(self, visited: Sequence[Visited]) -> None:
        """Visits that brought articles, in one transaction."""
        now = self._desk.clock()
        async with self._desk.db.writing() as conn:
            for each in visited:
                feed = await feeds.lock(conn, each.feed)
                if feed is None or each.reading is None:
                    continue  # somebody else has claimed it since: theirs counts
                learned = await self._learning.learn(conn, feed, each.reading, now)
                known = replace(each, feed=replace(feed, memory=learned["memory"]))
                values, notice = columns_after(known, now, self._dice)
                written = learned | values
                await feeds.write(conn, feed, written)
                await self._tell(conn, feed, written, notice, now)

    async def _tell(
        self,
        conn: AsyncConnection,
        feed: Feed,
        values: dict[str, Any],
        notice: Notice,
        now: datetime,
    ) -> None:
        if notice is Notice.NONE:
            return
        bout: str | datetime = feed.failing_since or values.get("failing_since") or now
        if notice is Notice.MOVED:
            bout = values.get("moved_to", feed.moved_to)
        elif notice is Notice.GONE:
            bout = now
        await self._news.tell(conn, feed, NOTICES[notice], bout)

    async def _tell_failing(self, feed: Feed) -> None:
        """Tell of a feed that has failed for a day; its next visit may be far away."""
        async with self._desk.db.writing() as conn:
            if await feeds.note_told(conn, feed.id):
                assert feed.failing_since is not None
                await self._news.tell(conn, feed, "source_failing", feed.failing_since)
        self._desk.outbox.wake()


class _Round:
    """Visits side by side; places that are free are given to what is due."""

    def __init__(self, visits: Visits) -> None:
        self._visits = visits
        self._under_way: dict[asyncio.Task[None], str] = {}
        self._done: list[Visited] = []
        self._any = asyncio.Event()
        self._enough = asyncio.Event()

    async def run(self) -> None:
        clock = asyncio.get_running_loop().time
        async with self._cancelled_at_end():
            more, looked_at = True, 0.0
            while True:
                more = more or clock() - looked_at > LOOK_AGAIN
                room = UNDER_WAY - len(self._under_way)
                if more and room >= LEAST_CLAIMED:
                    more, looked_at = await self._start(room), clock()
                elif not self._under_way and not self._done:
                    return
                await self._answers()
                done, self._done = self._done, []
                await self._visits.settle(done)

    async def _start(self, room: int) -> bool:
        busy = Counter(self._under_way.values())
        claimed, more = await self._visits.claim(room, busy)
        for feed in claimed:
            task = asyncio.create_task(self._visit(feed))
            self._under_way[task] = host_of(feed)
            task.add_done_callback(self._over)
        return more

    async def _visit(self, feed: Feed) -> None:
        try:
            visited = await self._visits.visit(feed)
        except Exception:
            log.exception("the visit of feed %s came to nothing", feed.id)
        else:
            self._done.append(visited)

    def _over(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        self._any.set()
        if len(self._done) >= ENOUGH or not self._under_way:
            self._enough.set()

    async def _answers(self) -> None:
        """Wait for an answer, then a little for others, so that they are noted together."""
        self._any.clear()
        self._enough.clear()
        if self._under_way and not self._done:
            await _within(LOOK_AGAIN, self._any)
        if self._under_way and self._done and len(self._done) < ENOUGH:
            await _within(GATHERED_FOR, self._enough)

    @asynccontextmanager
    async def _cancelled_at_end(self) -> AsyncIterator[None]:
        try:
            yield
        finally:
            left = list(self._under_way)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)


async def _within(seconds: float, event: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


def _together(visited: Sequence[Visited]) -> Iterator[list[Visited]]:
    """Readings to learn in one transaction: few enough for others who write not to wait long.

    In the order of the feeds, so that two processes never wait for each other.
    """
    group: list[Visited] = []
    entries = 0
    for each in sorted(visited, key=lambda each: each.feed.id):
        size = len(each.reading.parsed.entries) if each.reading else 0
        if group and entries + size > LEARNED_TOGETHER:
            yield group
            group, entries = [], 0
        group.append(each)
        entries += size
    if group:
        yield group


def host_of(feed: Feed) -> str:
    return _host(feed.address)


@lru_cache(maxsize=4096)
def _host(address: str) -> str:
    return urlsplit(address).hostname or ""
