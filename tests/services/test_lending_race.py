"""Thousands of requests and approvals at once: nothing is promised twice, nobody sees an error."""

import asyncio
import json
import random
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.errors import Refused
from domain.people import Caller
from domain.periods import Period
from services.items import ItemChange
from services.lending import Wish
from storage.engine import Database, open_database
from tests.conftest import FakeClock
from tests.services.lending_stage import Stage

PARIS = ZoneInfo("Europe/Paris")
OWNER = Caller(1, 1, "la propriétaire")
ITEMS = 20
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
EXPECTED = {"not-free", "wrong-state", "card-changed", "already-done"}


async def share_items(stage: Stage) -> None:
    for number in range(ITEMS):
        await stage.items.share(OWNER, ItemChange(name=f"Console {number}", units=2))


async def ask_and_approve(stage: Stage, worker: int, rounds: int) -> Counter[str]:
    """One member asks for random days of random items, and the owner says yes at once, twice."""
    dice = random.Random(worker)
    asker = Caller(1, 100 + worker, f"membre {worker}")
    outcomes: Counter[str] = Counter()
    for _ in range(rounds):
        start = date(2026, 12, 1) + timedelta(days=dice.randrange(60))
        period = Period.of_days(start, start + timedelta(days=dice.randrange(3)), PARIS)
        wish = Wish(1 + dice.randrange(ITEMS), period, 1 + dice.randrange(2))
        outcomes[await outcome(stage.lending.request(asker, wish))] += 1
        outcomes[await outcome(stage.lending.approve(OWNER, 1 + dice.randrange(400)))] += 1
    return outcomes


async def outcome(act: object) -> str:
    try:
        await act  # type: ignore[misc]
    except Refused as refused:
        return refused.key
    return "done"


async def double_promises(db: Database) -> int:
    """By brute force over days: how many item-days are promised beyond the two units."""
    async with db.reading() as conn:
        rows = (
            await conn.exec_driver_sql(
                'SELECT item, "start" AS first, "end" AS last, quantity FROM loan '
                "WHERE state = 'approved'"
            )
        ).all()
    taken: Counter[tuple[int, int]] = Counter()
    for row in rows:
        for day in range(row.first // 86_400_000, row.last // 86_400_000):
            taken[row.item, day] += row.quantity
    assert rows
    return sum(units > 2 for units in taken.values())


async def test_ten_thousand_requests_and_approvals_from_sixteen_tasks(
    db: Database, clock: FakeClock
) -> None:
    clock.set(NOW)
    stage = Stage.on(db, clock)
    await share_items(stage)
    counted = await asyncio.gather(*(ask_and_approve(stage, n, 313) for n in range(16)))
    outcomes = sum(counted, Counter())
    assert outcomes.total() >= 10_000
    assert set(outcomes) - {"done"} <= EXPECTED | {"loan-unknown", "storage-busy"}, outcomes
    assert outcomes["storage-busy"] < 300  # on a machine that has other things to do
    assert await double_promises(db) == 0
    assert outcomes["not-free"] > 500


async def worker(url: str, number: int) -> None:
    db = await open_database(url)
    stage = Stage.on(db, lambda: NOW)
    counted = await asyncio.gather(
        *(ask_and_approve(stage, 10 * number + n, 313) for n in range(4))
    )
    print(json.dumps(sum(counted, Counter())))
    await db.close()


async def test_the_same_from_four_processes_on_postgresql(pg_tables: str, clock: FakeClock) -> None:
    db = await open_database(pg_tables)
    async with db.writing() as conn:
        for table in ("owed", "card", "loan", "item", "counter", "journal", "seen", "member"):
            await conn.exec_driver_sql(f"DELETE FROM {table}")
    clock.set(NOW)
    await share_items(Stage.on(db, clock))
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.services.test_lending_race",
            pg_tables,
            str(number),
            stdout=asyncio.subprocess.PIPE,
        )
        for number in range(4)
    ]
    printed = await asyncio.gather(*(process.communicate() for process in processes))
    assert [process.returncode for process in processes] == [0, 0, 0, 0]
    outcomes = sum((Counter(json.loads(out)) for out, _ in printed), Counter())
    assert outcomes.total() >= 10_000
    assert set(outcomes) - {"done"} <= EXPECTED | {"loan-unknown"}, outcomes
    assert await double_promises(db) == 0
    await db.close()


if __name__ == "__main__":
    asyncio.run(worker(sys.argv[1], int(sys.argv[2])))
