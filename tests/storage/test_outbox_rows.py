"""The line in which messages stand, and the two engines' ways to share it."""

import asyncio
from datetime import timedelta

import pytest

from storage import outbox as rows
from storage.engine import Database
from tests.conftest import FakeClock

LEASE = timedelta(seconds=90)


async def owe(
    db: Database, clock: FakeClock, key: str, channel: int | None = 1, **more: object
) -> int:
    values = {
        "guild_id": 1,
        "key": key,
        "kind": "hello",
        "facts": {},
        "nonce": key,
        "mark": abs(hash(key)) % 2**31,
        "state": "owed",
        "not_before": clock(),
        "channel_id": channel,
    }
    async with db.writing() as conn:
        row_id = await rows.insert(conn, values | more)
    assert row_id is not None
    return row_id


async def claim(db: Database, clock: FakeClock, limit: int = 8) -> list[rows.Claimed]:
    async with db.writing() as conn:
        found = await rows.first_in_line(conn, clock(), limit)
        taken = [(row, rows.claiming(row, clock() + LEASE)) for row in found]
        await rows.write_all(conn, taken)
    return found


def keys(found: list[rows.Claimed]) -> list[str]:
    return [row.key for row in found]


async def test_one_message_a_channel_is_claimed_at_a_time(db, clock):
    for key, channel in (("a1", 1), ("a2", 1), ("b1", 2), ("b2", 2)):
        await owe(db, clock, key, channel)
    assert keys(await claim(db, clock)) == ["a1", "b1"]
    assert await claim(db, clock) == []
    clock.advance(seconds=91)
    assert keys(await claim(db, clock)) == ["a1", "b1"]


async def test_a_person_is_one_line_whatever_the_guild(db, clock):
    await owe(db, clock, "one", None, person=7)
    await owe(db, clock, "two", None, person=7, guild_id=2)
    await owe(db, clock, "three", None, person=8)
    assert keys(await claim(db, clock)) == ["one", "three"]


async def test_a_parked_channel_is_passed_over(db, clock):
    await owe(db, clock, "a", 1)
    await owe(db, clock, "b", 2)
    async with db.writing() as conn:
        assert await rows.park(conn, 1, 1, "50013", clock())
        assert not await rows.park(conn, 1, 1, "50013", clock())
    assert keys(await claim(db, clock)) == ["b"]


async def test_a_message_that_waits_its_turn_again_holds_its_channel_only_once_it_left(db, clock):
    await owe(db, clock, "undrawn", 1, lease_until=rows.millis(clock() + LEASE))
    left = clock() - timedelta(seconds=1)
    await owe(db, clock, "left", 2, lease_until=rows.millis(clock() + LEASE), first_try_at=left)
    await owe(db, clock, "after-undrawn", 1)
    await owe(db, clock, "after-left", 2)
    assert keys(await claim(db, clock)) == ["after-undrawn"]


async def test_what_left_already_comes_before_what_was_owed_earlier(db, clock):
    await owe(db, clock, "undrawn-until-now", 1)
    left = clock() - timedelta(seconds=1)
    await owe(db, clock, "left", 1, lease_until=rows.millis(clock() + LEASE), first_try_at=left)
    assert await claim(db, clock) == []
    clock.advance(seconds=91)
    assert keys(await claim(db, clock)) == ["left"]


async def test_a_fence_keeps_a_late_worker_from_writing(db, clock):
    await owe(db, clock, "a", 1)
    await owe(db, clock, "b", 2)
    late = await claim(db, clock)
    clock.advance(seconds=91)
    (first, second) = await claim(db, clock)
    async with db.writing() as conn:
        assert not await rows.change(conn, late[0], state="sent")
        both = [(row, {"state": "sent"}) for row in (late[0], second)]
        assert await rows.change_all(conn, both) == {second.id}
        assert await rows.change(conn, first, state="sent")


async def test_on_postgresql_a_row_that_another_worker_holds_is_passed_over(db, clock):
    if db.dialect == "sqlite":
        pytest.skip("SQLite has one writer at a time: nobody holds a row meanwhile")
    for channel in range(1, 5):
        await owe(db, clock, f"m{channel}", channel)
    async with db.writing() as one, db.writing() as other:
        first = await rows.first_in_line(one, clock(), 2)
        second = await asyncio.wait_for(rows.first_in_line(other, clock(), 8), 1)
    assert keys(first) == ["m1", "m2"]
    assert keys(second) == ["m3", "m4"]


async def test_the_same_key_in_two_guilds_is_two_messages(db, clock):
    await owe(db, clock, "a", 1)
    await owe(db, clock, "a", 1, guild_id=2, nonce="other", mark=5)
    async with db.reading() as conn:
        assert await rows.count(conn) == {"owed": 2}
