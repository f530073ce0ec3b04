"""Is it free? One item with 50 live loans: alone, with its own long past, among a million others.

SQLite. The past is spread evenly over ten years, as an item that is lent every day has it, and the
item keeps a gap of a day, so that its last returns still matter. The four are asked by turns.
"""

import asyncio
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import create_engine

from domain.availability import room_for
from domain.periods import Period
from services.loan_desk import what_takes
from storage import items
from storage.engine import Database, open_database
from storage.tables import metadata

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
ASKED = Period(NOW + timedelta(days=20), NOW + timedelta(days=22))
LIVE, PAST, OTHERS = 50, 100_000, 1_000_000
DAY, TEN_YEARS = 86_400_000, 10 * 365 * 86_400_000
MILLIS = int(NOW.timestamp() * 1000)
ROUNDS = 400

COLUMNS = (
    'guild_id, number, item, borrower, quantity, "start", "end", first_due, state, own, project, '
    "requested_at, reason, returned_at, back, broken, lost, reporter_owns, revision"
)
# n counts the rows, from 0: live loans lie ahead, two a day; the past is spread behind.
AHEAD = "{now} + n * {day} / 2"
BEHIND = "{now} - {day} - n * ({years} / {count})"
ADD = """
WITH RECURSIVE rows (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM rows WHERE n + 1 < {count})
INSERT INTO loan ({columns})
SELECT {guild}, {first} + n, {item}, 100 + n % 50, 1, {start}, {start} + {day}, {start} + {day},
       '{state}', 0, '', {start} - {day}, '', {back}, 1, 0, 0, 0, 3
FROM rows
"""


def add(raw: sqlite3.Connection, count: int, first: int, item: str, state: str) -> None:
    """``count`` loans; ``item`` may be an expression over n."""
    live = state == "approved"
    start = (AHEAD if live else BEHIND).format(now=MILLIS, day=DAY, years=TEN_YEARS, count=count)
    raw.execute(
        ADD.format(
            columns=COLUMNS,
            count=count,
            guild=1,
            first=first,
            item=item,
            start=start,
            day=DAY,
            state=state,
            back="NULL" if live else f"{start} + {DAY}",
        )
    )


def build(path: Path, *, past: int = 0, others: int = 0) -> None:
    """A database in which item 1 has its live loans, and so many more rows lie around them."""
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=OFF")
    raw.executemany(
        "INSERT INTO item (guild_id, number, name, folded, category, owner_member, units, rules, "
        "state, created_at) VALUES (1, ?, 'x', 'x', 'other', 1, 60, ?, 'offered', 0)",
        [(number, '{"buffer":1440}') for number in range(1, 2002)],
    )
    add(raw, LIVE, 1, "1", "approved")
    if past:
        add(raw, past, 1_000, "1", "returned")
    if others:
        add(raw, others // 20, 1_000_000, "2 + n % 2000", "approved")
        add(raw, others - others // 20, 2_000_000, "2 + n % 2000", "returned")
    raw.commit()
    raw.close()


async def free(database: Database) -> int:
    """What the picker counts for one period: read the item and what takes it, then the peak."""
    async with database.reading() as conn:
        item = await items.one(conn, 1, 1)
        assert item is not None
        taking = await what_takes(conn, item, NOW)
    return room_for(item, taking, ASKED, NOW, PARIS)


async def timed(database: Database) -> float:
    began = time.perf_counter()
    await free(database)
    return time.perf_counter() - began


async def measure(folder: Path, rounds: int) -> dict[str, float]:
    """The median seconds of each, asked by turns."""
    names = ("alone", "past", "others")
    opened = {name: await open_database(f"sqlite:///{folder / name}.db") for name in names}
    counted = {name: await free(database) for name, database in opened.items()}
    if len(set(counted.values())) != 1 or not 0 < counted["alone"] < 60:
        raise RuntimeError(f"they do not agree: {counted}")
    took: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        for name, database in opened.items():
            took[name].append(await timed(database))
    for database in opened.values():
        await database.close()
    return {name: statistics.median(times) for name, times in took.items()}


def found(rounds: int = ROUNDS) -> Iterator[dict[str, Any]]:
    folder = Path(tempfile.mkdtemp(prefix="entremise-availability-"))
    try:
        build(folder / "alone.db")
        build(folder / "past.db", past=PAST)
        build(folder / "others.db", others=OTHERS)
        median = asyncio.run(measure(folder, rounds))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for name, what in (
        ("past", f"and {PAST:,} returned loans of the same item"),
        ("others", f"and {OTHERS:,} loans of other items"),
    ):
        yield {
            "name": f"availability with {LIVE} live loans {what}",
            "ratio": round(median[name] / median["alone"], 3),
            "limit": 2.0,
            "baseline": f"the same item with {LIVE} live loans alone in the table",
            "detail": f"{median[name] * 1000:.2f} ms against {median['alone'] * 1000:.2f} ms; "
            f"median of {rounds}, by turns",
        }


def rows(rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """What ``make bench`` prints of this file."""
    return list(found(rounds))


if __name__ == "__main__":
    for row in rows():
        print(row)
