import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiosqlite
import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from domain.errors import Refused
from storage import engine
from storage.counters import next_number
from storage.dialects import insert_once, upsert
from storage.engine import AlreadyRunning, DamagedDatabase, Database, normal_url, open_database
from storage.tables import counter, seen

NOON = datetime(2026, 11, 2, 11, tzinfo=UTC)


async def count(db: Database) -> int:
    async with db.reading() as conn:
        return (await conn.execute(select(func.count()).select_from(seen))).scalar_one()


async def test_what_was_written_is_there_for_the_next_reader(db: Database):
    async with db.writing() as conn:
        await conn.execute(insert(seen).values(interaction_id=1, at=NOON))
    async with db.reading() as conn:
        assert (await conn.execute(select(seen.c.at))).scalar_one() == NOON


async def test_an_act_that_fails_leaves_nothing(db: Database):
    with pytest.raises(ZeroDivisionError):
        async with db.writing() as conn:
            await conn.execute(insert(seen).values(interaction_id=1, at=NOON))
            _ = 1 / 0
    assert await count(db) == 0


async def test_an_act_cancelled_half_way_leaves_nothing_and_the_next_one_works(db: Database):
    begun = asyncio.Event()

    async def act() -> None:
        async with db.writing() as conn:
            await conn.execute(insert(seen).values(interaction_id=1, at=NOON))
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(act())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with db.writing() as conn:
        await conn.execute(insert(seen).values(interaction_id=2, at=NOON))
    assert await count(db) == 1


async def test_acts_cancelled_at_any_moment_leave_the_database_in_order(db: Database):
    async def act(number: int) -> None:
        async with db.writing() as conn:
            await conn.execute(insert(seen).values(interaction_id=number, at=NOON))
            await conn.execute(insert(seen).values(interaction_id=-number, at=NOON))

    for number in range(1, 61):
        task = asyncio.create_task(act(number))
        await asyncio.sleep(number / 20_000)
        task.cancel()
        await asyncio.wait([task])
    await act(1000)
    async with db.reading() as conn:
        rows = set((await conn.execute(select(seen.c.interaction_id))).scalars())
    assert rows == {-row for row in rows}  # both halves or none
    assert 1000 in rows


async def test_a_reader_sees_one_moment_while_others_write(db: Database):
    async with db.reading() as conn:
        await conn.execute(select(seen.c.at))
        async with db.writing() as writer:
            await writer.execute(insert(seen).values(interaction_id=1, at=NOON))
        assert (await conn.execute(select(func.count()).select_from(seen))).scalar_one() == 0
    assert await count(db) == 1


async def test_nobody_writes_through_the_readers_door(db: Database):
    with pytest.raises(DBAPIError):
        async with db.reading() as conn:
            await conn.execute(insert(seen).values(interaction_id=1, at=NOON))
    assert await count(db) == 0


async def test_fifty_acts_at_once_count_to_fifty(db: Database):
    async with db.writing() as conn:
        await conn.execute(insert(counter).values(guild_id=1, kind="loan", last=0))

    async def act() -> None:
        async with db.writing() as conn:
            await conn.execute(update(counter).values(last=counter.c.last + 1))

    await asyncio.gather(*(act() for _ in range(50)))
    async with db.reading() as conn:
        assert (await conn.execute(select(counter.c.last))).scalar_one() == 50


async def test_numbers_are_per_guild_and_kind_and_never_twice_the_same(db: Database):
    async def draw(guild: int, kind: str) -> int:
        async with db.writing() as conn:
            return await next_number(conn, guild, kind)

    drawn = await asyncio.gather(*(draw(1, "loan") for _ in range(20)))
    assert sorted(drawn) == list(range(1, 21))
    assert [await draw(2, "loan"), await draw(1, "item")] == [1, 1]


async def test_a_row_is_inserted_once_and_the_second_time_says_so(db: Database):
    async with db.writing() as conn:
        row = {"interaction_id": 7, "at": NOON}
        answers = [await insert_once(conn, seen, row, ["interaction_id"]) for _ in range(3)]
    assert answers == [True, False, False]


async def test_a_number_drawn_by_an_act_that_fails_is_drawn_again(db: Database):
    with pytest.raises(IntegrityError):
        async with db.writing() as conn:
            assert await next_number(conn, 1, "loan") == 1
            await conn.execute(insert(seen).values(interaction_id=1, at=NOON))
            await conn.execute(insert(seen).values(interaction_id=1, at=NOON))
    async with db.writing() as conn:
        assert await next_number(conn, 1, "loan") == 1


async def test_upsert_changes_the_row_that_has_the_key(db: Database):
    async with db.writing() as conn:
        for at in (NOON, NOON.replace(hour=15)):
            await upsert(conn, seen, {"interaction_id": 1, "at": at}, ["interaction_id"])
    async with db.reading() as conn:
        assert (await conn.execute(select(seen.c.at))).scalars().all() == [NOON.replace(hour=15)]


async def test_two_statements_and_their_commit_are_three_trips_to_the_drivers_thread(
    sqlite_db: Database,
):
    async with sqlite_db.writing() as conn:
        driver: Any = (await conn.get_raw_connection()).driver_connection
        calls: list[object] = []
        queue = driver._tx

        def send(job: object) -> None:
            calls.append(job)
            queue.put_nowait(job)

        driver._tx = SimpleNamespace(put_nowait=send)
        await conn.execute(insert(seen).values(interaction_id=1, at=NOON))
        assert (await conn.execute(select(seen.c.at))).scalars().all() == [NOON]
    driver._tx = queue
    assert len(calls) == 3


async def test_a_database_locked_by_another_program_is_a_refusal_within_two_seconds(
    sqlite_db: Database, tmp_path: Path
):
    other = sqlite3.connect(tmp_path / "entremise.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    start = asyncio.get_running_loop().time()

    async def act() -> None:
        async with sqlite_db.writing() as conn:
            await conn.execute(insert(seen).values(interaction_id=1, at=NOON))

    answers = await asyncio.gather(*(act() for _ in range(5)), return_exceptions=True)
    assert {getattr(answer, "key", answer) for answer in answers} == {"storage-busy"}
    assert asyncio.get_running_loop().time() - start < 2.8  # all five, not one after the other
    assert await count(sqlite_db) == 0  # reading goes on
    other.execute("ROLLBACK")
    other.close()
    await act()
    assert await count(sqlite_db) == 1


async def test_a_full_disk_is_a_refusal_and_it_heals_by_itself(sqlite_db: Database):
    async def act(number: int) -> None:
        async with sqlite_db.writing() as conn:
            await conn.execute(insert(seen).values(interaction_id=number, at=NOON))
            rows = [{"guild_id": number, "kind": "x" * 900 + str(n), "last": 1} for n in range(99)]
            await conn.execute(insert(counter), rows)

    await act(1)
    async with sqlite_db.writing() as conn:  # as if the disk ended here
        pages = (await conn.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await conn.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(Refused, match="storage-full"):
        await act(2)
    assert await count(sqlite_db) == 1
    async with sqlite_db.writing() as conn:
        await conn.exec_driver_sql("PRAGMA max_page_count=1000000")
    await act(2)
    assert await count(sqlite_db) == 2


async def test_two_transactions_that_block_each_other_on_postgresql_end_in_a_refusal(pg_url: str):
    db = await open_database(pg_url)
    async with db.writing() as conn:
        await conn.run_sync(lambda sync: counter.create(sync))
        await conn.execute(insert(counter).values(guild_id=1, kind="a", last=0))
        await conn.execute(insert(counter).values(guild_id=2, kind="a", last=0))

    async def act(first: int, second: int) -> None:
        async with db.writing() as conn:
            await conn.execute(update(counter).where(counter.c.guild_id == first).values(last=1))
            await asyncio.sleep(0.1)
            await conn.execute(update(counter).where(counter.c.guild_id == second).values(last=1))

    answers = await asyncio.gather(act(1, 2), act(2, 1), return_exceptions=True)
    await db.close()
    assert sorted(str(answer) for answer in answers) == ["None", "storage-busy"]


async def test_a_second_bot_on_the_same_file_is_refused_and_told_why(
    sqlite_db: Database, tmp_path: Path
):
    url = f"sqlite:///{tmp_path / 'entremise.db'}"
    with pytest.raises(AlreadyRunning, match=f"process {os.getpid()}"):
        await open_database(url)
    beside = await open_database(url, alone=False)
    await beside.close()
    await sqlite_db.close()
    again = await open_database(url)
    await again.close()


def test_the_lock_of_a_killed_bot_is_free_at_once(tmp_path: Path):
    path = tmp_path / "a.db"
    code = (
        "import time, sys; from pathlib import Path; from storage.engine import FileLock\n"
        f"lock = FileLock(Path({str(path)!r})); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as bot:
        assert bot.stdout is not None
        assert bot.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning, match=str(bot.pid)):
            engine.FileLock(path)
        bot.kill()
        bot.wait()
    engine.FileLock(path).release()


async def test_a_file_without_its_first_page_is_refused_at_start(tmp_path: Path):
    (tmp_path / "entremise.db").write_bytes(b"\xa5" * 8192)
    with pytest.raises(DamagedDatabase):
        await open_database(f"sqlite:///{tmp_path / 'entremise.db'}")


async def test_a_refused_file_leaves_no_thread_that_answers_to_an_ended_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "entremise.db").write_bytes(b"\xa5" * 8192)
    stopped = []
    stop = aiosqlite.Connection.stop

    def slow_stop(driver: aiosqlite.Connection) -> Any:
        driver._tx.put_nowait((None, lambda: time.sleep(0.1)))
        stopped.append(stop(driver))
        return stopped[-1]

    monkeypatch.setattr(aiosqlite.Connection, "stop", slow_stop)
    with pytest.raises(DamagedDatabase):
        await open_database(f"sqlite:///{tmp_path / 'entremise.db'}")
    assert stopped
    assert all(future.done() for future in stopped)


async def test_a_damaged_file_is_refused_at_start(sqlite_db: Database, tmp_path: Path):
    async with sqlite_db.writing() as conn:
        rows = [{"interaction_id": n, "at": NOON} for n in range(2000)]
        await conn.execute(insert(seen), rows)
    await sqlite_db.close()
    path = tmp_path / "entremise.db"
    content = bytearray(path.read_bytes())
    content[-40_000:-20_000] = os.urandom(20_000)
    path.write_bytes(content)
    with pytest.raises(DamagedDatabase):
        await open_database(f"sqlite:///{path}")


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:///data/a.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:////srv/a.db", "sqlite+aiosqlite"),
        ("postgresql://u:p@db/entremise", "postgresql+asyncpg"),
        ("postgres://u:p@db/entremise", "postgresql+asyncpg"),
    ],
)
def test_the_usual_ways_to_write_an_address_are_understood(given: str, driver: str):
    assert normal_url(given).drivername == driver


@pytest.mark.parametrize("given", ["mysql://u:secret@db/x", "sqlite://", "sqlite:///:memory:"])
def test_an_address_of_another_kind_is_refused_without_its_password(given: str):
    with pytest.raises(ValueError, match=r"(?i)sqlite") as error:
        normal_url(given)
    assert "secret" not in str(error.value)


async def test_commits_are_made_to_survive_a_power_cut(sqlite_db: Database):
    async with sqlite_db.writing() as conn:
        names = ("synchronous", "journal_mode", "foreign_keys", "busy_timeout")
        kept = [(await conn.exec_driver_sql(f"PRAGMA {name}")).scalar_one() for name in names]
    assert kept == [2, "wal", 1, 2000]
