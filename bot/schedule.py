"""The timetable. It only rings: what is due is always read from the tables by whoever is rung.

No date of a person ever goes in here; a bell that was missed is simply rung at the next turn.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from cogs._shared.wiring import Job

log = logging.getLogger(__name__)


class Schedule:
    """Rings each job every so many seconds, first at the start, never twice at once."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._under_way: set[asyncio.Task[object]] = set()
        for job in jobs:
            self._scheduler.add_job(
                self._watched(job),
                IntervalTrigger(seconds=job.every_seconds, timezone=UTC),
                id=job.name,
                next_run_time=datetime.now(UTC),
            )

    def start(self) -> None:
        """Begin to ring; needs a running loop."""
        self._scheduler.start()

    async def stop(self, within_seconds: float) -> None:
        """Ring no more, and give the jobs under way so long to end before they are cancelled."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=within_seconds)
        self._scheduler.shutdown(wait=False)
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=1)

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
