"""A round of a thousand sources, of which fifty have changed, against bare requests for the same.

The server is another process. Both sides ask the same thousand addresses, each a host of its own,
with the same validators and as many at once; the round besides judges addresses, waits for its turn
on each host, reads what changed in its own process, learns it, and notes every visit in SQLite.
"""

import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import func, select

from benchmarks.watch_web import ARTICLES, DELAY, FEEDS
from domain.watch.stories import Mode, Source, SourceState
from feeds.fetch import Fetcher
from feeds.workshop import Workshop
from services.alerts import Alerts
from services.directory import Directory
from services.feed_news import FeedNews
from services.learning import Learning
from services.outbox import Outbox
from services.settings import Settings
from services.sifting import Sifting
from services.visits import Visits
from services.watch_desk import WatchDesk
from storage import feeds, sources
from storage.engine import Database, open_database
from storage.tables import feed, feed_item, metadata

CHANGED, AT_ONCE, ROUNDS = 50, 32, 9
GUILD = 1000


@dataclass
class Clock:
    """Stands still during a round, so that each begins with all that is due."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 2, 9, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, and of the processor for this process."""

    wall: float
    cpu: float

    @classmethod
    def now(cls) -> "Cost":
        return cls(time.perf_counter(), time.process_time())

    def __sub__(self, began: "Cost") -> "Cost":
        return Cost(self.wall - began.wall, self.cpu - began.cpu)


@dataclass
class World:
    """The round on one side, the bare requests on the other, of the same server."""

    db: Database
    clock: Clock
    visits: Visits
    sifting: Sifting
    workshop: Workshop
    session: aiohttp.ClientSession
    addresses: list[str]
    tags: list[str]
    port: int

    async def turn(self, changed: int) -> None:
        async with self.session.get(f"http://127.0.0.1:{self.port}/turn/{changed}"):
            pass
        self.clock.now += timedelta(hours=25)

    async def bare(self) -> Cost:
        """The requests alone; what changed is received."""
        slots = asyncio.Semaphore(AT_ONCE)

        async def ask(number: int) -> None:
            async with (
                slots,
                self.session.get(
                    self.addresses[number], headers={"If-None-Match": self.tags[number]}
                ) as answer,
            ):
                if answer.status == 200:
                    await answer.read()
                    self.tags[number] = answer.headers["ETag"]

        began = Cost.now()
        await asyncio.gather(*(ask(number) for number in range(FEEDS)))
        return Cost.now() - began

    async def ours(self) -> Cost:
        """A round of visits."""
        began = Cost.now()
        await self.visits.tick()
        return Cost.now() - began

    async def counted(self) -> tuple[int, int, int]:
        """Visits so far, those that found nothing new, articles."""
        async with self.db.reading() as conn:
            row = (
                await conn.execute(
                    select(
                        func.sum(feed.c.visits),
                        func.sum(feed.c.unchanged),
                        select(func.count()).select_from(feed_item).scalar_subquery(),
                    )
                )
            ).one()
            return row[0], row[1], row[2]


@asynccontextmanager
async def world() -> AsyncIterator[World]:
    """All feeds followed, and visited a first time by both sides."""
    pipe = asyncio.subprocess.PIPE
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.watch_web", stdin=pipe, stdout=pipe
    )
    port = int(await server.stdout.readline())
    hosts = [f"127.0.{n // 250 + 1}.{n % 250 + 1}" for n in range(FEEDS)]
    addresses = [f"http://{host}:{port}/{n}" for n, host in enumerate(hosts)]
    folder = Path(tempfile.mkdtemp(prefix="entremise-bench-"))
    clock = Clock()
    db = await open_database(f"sqlite:///{folder / 'watch.db'}")
    try:
        async with (
            Fetcher(
                clock=clock,
                user_agent="bench",
                private_hosts=frozenset((host, port) for host in hosts),
                concurrency=AT_ONCE,
            ) as fetcher,
            Workshop() as workshop,
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
        ):
            await follow(db, clock, addresses)
            visits, sifting = services(db, clock, fetcher, workshop)
            made = World(
                db, clock, visits, sifting, workshop, session, addresses, [""] * FEEDS, port
            )
            await made.ours()
            await made.bare()
            yield made
    finally:
        await db.close()
        shutil.rmtree(folder, ignore_errors=True)
        server.stdin.close()
        await server.wait()


async def follow(db: Database, clock: Clock, addresses: list[str]) -> None:
    async with db.writing() as conn:
        await conn.run_sync(metadata.create_all)
        for number, address in enumerate(addresses, start=1):
            found = await feeds.add(conn, f"feed:{address}", address, "feed", clock())
            name = f"Source {number}"
            new = Source(GUILD, 0, found, name, Mode.DIGEST, None, SourceState.LIVE, None, clock())
            await sources.create(conn, new)


def services(
    db: Database, clock: Clock, fetcher: Fetcher, workshop: Workshop
) -> tuple[Visits, Sifting]:
    settings = Settings(db, clock)
    directory = Directory(db, clock)
    outbox = Outbox(db, clock, settings)
    desk = WatchDesk(db, clock, settings, directory, outbox)
    sifting = Sifting(desk, Alerts(desk), workshop)
    news = FeedNews(desk)
    return Visits(desk, fetcher, workshop, news, Learning(news, sifting)), sifting


async def compared(rounds: int) -> tuple[list[Cost], list[Cost], list[Cost]]:
    """What each round costs: ours, the bare requests, and making stories of what came."""
    ours: list[Cost] = []
    bare: list[Cost] = []
    sifted: list[Cost] = []
    async with world() as here:
        for number in range(rounds):
            await here.turn(CHANGED)
            before = await here.counted()
            sides = [(here.ours, ours), (here.bare, bare)]
            for side, found in sides if number % 2 else sides[::-1]:
                found.append(await side())
            after = await here.counted()
            seen = tuple(now - then for now, then in zip(after, before, strict=True))
            if seen != (FEEDS, FEEDS - CHANGED, CHANGED):
                raise RuntimeError(f"visits, unchanged, new articles: {seen}")
            began = Cost.now()
            await here.sifting.tick()
            sifted.append(Cost.now() - began)
    return ours, bare, sifted


def rows(rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """What ``make bench`` prints of this file."""
    ours, bare, sifted = asyncio.run(compared(rounds))
    pairs = list(zip(ours, bare, strict=True))
    mine, other, after = (median(costs) for costs in (ours, bare, sifted))
    return [
        {
            "name": f"a round of {FEEDS:,} sources",
            "ratio": round(statistics.median(one.wall / two.wall for one, two in pairs), 3),
            "limit": 1.5,
            "baseline": f"bare aiohttp GETs with the same validators, {AT_ONCE} at once, of a "
            f"server that answers after {DELAY * 1000:.0f} ms",
            "detail": f"{FEEDS - CHANGED} of {FEEDS} answer 304, the others 30 kB with 1 new "
            f"article of {ARTICLES}: {mine.wall:.2f} s against {other.wall:.2f} s, of the "
            f"processor {mine.cpu:.2f} s against {other.cpu:.2f} s; stories of what is new "
            f"{after.wall:.2f} s more; median of {rounds} by turns",
        }
    ]


def median(costs: list[Cost]) -> Cost:
    wall = statistics.median(cost.wall for cost in costs)
    return Cost(wall, statistics.median(cost.cpu for cost in costs))


if __name__ == "__main__":
    for row in rows():
        print(row)
