"""The timetable. It only rings: what is due is always read from the tables by whoever is rung.

No date of a person ever goes in here; a bell that was missed is simply rung at the next turn.
APScheduler reads the wall clock: when that is set back by an hour its bells are silent for an hour,
unless somebody who counts seconds otherwise tells it (``_heed_the_clock``).
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from cogs._shared.wiring import Job

log = logging.getLogger(__name__)

LOOK_AT_CLOCK_EVERY = 5.0
SET_BACK_BY = 1.0
"""Seconds; less is the drift that time servers correct all the time."""


class Schedule:
    """Rings each job every so many seconds, never twice at once."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._under_way: set[asyncio.Task[object]] = set()
        self._clock_watch: asyncio.Task[None] | None = None
        for job in jobs:
            wait = 0.0 if job.at_start else job.every_seconds
            self._scheduler.add_job(
                self._watched(job),
                IntervalTrigger(seconds=job.every_seconds, timezone=UTC),
                id=job.name,
                next_run_time=datetime.now(UTC) + timedelta(seconds=wait),
            )

    def start(self) -> None:
        """Begin to ring; needs a running loop."""
        self._scheduler.start()
        self._clock_watch = asyncio.create_task(self._heed_the_clock(), name="clock watch")

    async def stop(self, within_seconds: float) -> None:
        """Ring no more, and give the jobs under way so long to end before they are cancelled."""
        if not self._scheduler.running:
            return
        if self._clock_watch is not None:
            self._clock_watch.cancel()
        self._scheduler.pause()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within_seconds)
        self._scheduler.shutdown(wait=False)
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=1)

    async def _heed_the_clock(self) -> None:
        """Ring every job when the clock was set back: its next turn is far away by then."""
        before = wall_and_steady()
        while True:
            await asyncio.sleep(LOOK_AT_CLOCK_EVERY)
            now = wall_and_steady()
            if (now[0] - before[0]) - (now[1] - before[1]) < -SET_BACK_BY:
                log.warning("the clock was set back: every job is rung")
                for job in self._scheduler.get_jobs():
                    job.modify(next_run_time=datetime.now(UTC))
            before = now

    def _watched(self, job: Job) -> Callable[[], Awaitable[None]]:
        async def ring() -> None:
            task = asyncio.current_task()
            assert task is not None
            self._under_way.add(task)
            try:
                await job.run()
            except asyncio.CancelledError:
                log.warning("job %s was cut short by the stop", job.name)
            except Exception:
                log.exception("job %s failed; it is tried again at its next turn", job.name)
            finally:
                self._under_way.discard(task)

        return ring


def wall_and_steady() -> tuple[float, float]:
    """Seconds on the clock that people set, and on the one that only goes forward."""
    return time.time(), time.monotonic()
