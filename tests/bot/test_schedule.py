"""The bells: rung at once, again, never two at a time, whatever the job does."""

import asyncio
import logging
import sqlite3
from datetime import datetime, timedelta

from apscheduler.schedulers import base
from apscheduler.triggers import interval

from bot import schedule as schedule_module
from bot.disk import DiskWatch, look_for_damage
from bot.schedule import Schedule
from cogs._shared.wiring import Job
from locales import shipped


class Bell:
    """Counts its rings; each lasts ``seconds`` and may end in an error."""

    def __init__(self, seconds: float = 0.0, breaks: bool = False) -> None:
        self.seconds, self.breaks = seconds, breaks
        self.begun = self.ended = self.at_once = self.most_at_once = 0

    async def ring(self) -> None:
        self.begun += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.seconds)
            if self.breaks:
                raise ZeroDivisionError("a bug")
            self.ended += 1
        finally:
            self.at_once -= 1


async def rung(*bells: Bell, every: float, lasting: float, grace: float = 1.0) -> None:
    schedule = Schedule(Job(f"bell {n}", every, bell.ring) for n, bell in enumerate(bells))
    schedule.start()
    await asyncio.sleep(lasting)
    await schedule.stop(grace)


async def test_a_bell_rings_at_the_start_and_not_only_after_its_first_interval():
    bell = Bell()
    await rung(bell, every=3600, lasting=0.1)
    assert bell.ended == 1


async def test_what_was_just_done_at_the_start_waits_for_its_first_turn():
    bell = Bell()
    schedule = Schedule([Job("bell", 0.3, bell.ring, at_start=False)])
    schedule.start()
    await asyncio.sleep(0.15)
    assert bell.begun == 0
    await asyncio.sleep(0.3)
    await schedule.stop(1.0)
    assert bell.ended == 1


async def test_a_file_damaged_under_a_running_bot_is_said(sqlite_db, tmp_path, caplog):
    words = shipped().words("fr")
    await look_for_damage(sqlite_db, words)
    assert caplog.text == ""
    with sqlite3.connect(tmp_path / "entremise.db") as raw:
        rows = [(number, 0) for number in range(3000)]
        raw.executemany("INSERT INTO seen (interaction_id, at) VALUES (?, ?)", rows)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    with (tmp_path / "entremise.db").open("r+b") as file:
        file.seek(-40_000, 2)
        file.write(b"\xa5" * 20_000)
    await look_for_damage(sqlite_db, words)
    assert "La base de données est abîmée" in caplog.text


async def test_a_job_that_breaks_is_said_and_tried_again_and_the_others_go_on(caplog):
    broken, sound = Bell(breaks=True), Bell()
    with caplog.at_level(logging.ERROR, "bot.schedule"):
        await rung(broken, sound, every=0.1, lasting=0.55)
    assert broken.begun >= 3
    assert sound.ended >= 3
    assert "job bell 0 failed" in caplog.text


async def test_a_slow_job_is_never_rung_twice_at_once():
    slow = Bell(seconds=0.35)
    await rung(slow, every=0.1, lasting=0.8)
    assert slow.begun >= 2
    assert slow.most_at_once == 1


async def test_a_stop_lets_the_job_under_way_end_but_not_for_ever():
    patient, endless = Bell(seconds=0.3), Bell(seconds=60)
    await rung(patient, endless, every=3600, lasting=0.05, grace=0.6)
    assert (patient.ended, endless.ended) == (1, 0)
    await asyncio.sleep(0)
    assert endless.at_once == 0


async def test_a_clock_set_back_by_an_hour_silences_no_bell(monkeypatch, caplog):
    back = timedelta(0)

    class Wall(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + back

    for module in (base, interval, schedule_module):
        monkeypatch.setattr(module, "datetime", Wall)
    monkeypatch.setattr(schedule_module, "LOOK_AT_CLOCK_EVERY", 0.05)
    steady = schedule_module.wall_and_steady
    monkeypatch.setattr(
        schedule_module,
        "wall_and_steady",
        lambda: (steady()[0] + back.total_seconds(), steady()[1]),
    )
    bell = Bell()
    schedule = Schedule([Job("bell", 0.1, bell.ring)])
    schedule.start()
    await asyncio.sleep(0.25)
    back = -timedelta(hours=1)
    before = bell.begun
    await asyncio.sleep(0.5)
    await schedule.stop(1.0)
    assert before >= 2
    assert bell.begun - before >= 3
    assert caplog.text.count("the clock was set back") == 1


async def test_a_disk_that_fills_is_said_once_and_once_when_there_is_room_again(tmp_path, caplog):
    caplog.set_level(logging.INFO, "bot.disk")
    watch = DiskWatch(tmp_path / "not" / "there" / "yet", needed=2**62)
    await watch.look()
    await watch.look()
    assert caplog.text.count("are free for") == 1
    watch._needed = 0
    await watch.look()
    assert "are free again" in caplog.text
