"""What moderators say of calls for projects: that a story is one, and until when it is open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.errors import Refused
from domain.people import Caller
from domain.watch.reminders import closes_at
from domain.watch.stories import Curation as Does
from domain.watch.stories import Deadline, Story
from domain.when import Reading, read
from services.alerts import Alerts
from services.curation_desk import CurationDesk
from services.watch_desk import StoryWork, WatchDesk


class CallCuration:
    """Each method raises Refused as those of Curation, and then wrote nothing."""

    def __init__(self, desk: WatchDesk, alerts: Alerts) -> None:
        self._desk = CurationDesk(desk, alerts)

    async def mark(
        self,
        caller: Caller,
        number: int,
        deadline: Deadline | None,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Story:
        """It is a call; ``deadline`` None: without a known end.

        Raises Refused besides: "deadline-past" (``day``).
        """
        async with self._desk.on(
            caller, number, Does.CALL, revision=revision, interaction_id=interaction_id
        ) as work:
            found = work.story.deadline
            if deadline is not None and found is not None and _same_end(deadline, found):
                deadline = found  # with the sentence that says so
            return await self._settle(work, deadline)

    async def confirm(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Story:
        """The deadline that was found is right. Raises Refused besides: "deadline-none"."""
        async with self._desk.on(
            caller, number, Does.CALL, revision=revision, interaction_id=interaction_id
        ) as work:
            if work.story.deadline is None:
                raise Refused("deadline-none")
            return await self._settle(work, work.story.deadline)

    async def unmark(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Story:
        """It is no call after all."""
        async with self._desk.on(
            caller, number, Does.CALL, revision=revision, interaction_id=interaction_id
        ) as work:
            after = replace(work.story, is_call=False, deadline=None, confirmed=False, offered=None)
            return await self._desk.save(work, after, "no-call")

    async def answer_offer(
        self,
        caller: Caller,
        number: int,
        taken: bool,
        *,
        day: str,
        interaction_id: int | None = None,
    ) -> Story:
        """A source now says another deadline, ``day``: take it, or leave the one that is known.

        Raises Refused besides: "deadline-answered" when that one is not offered (any more).
        """
        async with self._desk.on(caller, number, Does.CALL, interaction_id=interaction_id) as work:
            offered = work.story.offered
            if offered is None or offered.day.isoformat() != day:
                raise Refused("deadline-answered", number=number)
            if taken:
                return await self._settle(work, offered)
            after = replace(work.story, offered=None)
            saved = await self._desk.save(work, after, "deadline-left", day=offered.day.isoformat())
            await self._redraw_offer(work)
            return saved

    async def _settle(self, work: StoryWork, deadline: Deadline | None) -> Story:
        """A call until then, as a moderator says; what was published says so where it is moved."""
        before = work.story
        if deadline is not None and closes_at(deadline, work.zone) <= work.now:
            raise Refused("deadline-past", day=deadline.day)
        after = replace(
            before,
            is_call=True,
            deadline=deadline,
            confirmed=deadline is not None,
            offered=None,
        )
        day = deadline.day.isoformat() if deadline else None
        saved = await self._desk.save(work, after, "call", day=day)
        if before.offered is not None:
            await self._redraw_offer(work)
        if before.approved and before.confirmed and _is_later(deadline, before.deadline):
            for tell in self._desk.alerts.extended:
                await tell(work.conn, work.settings, saved, work.now)
        return saved

    async def _redraw_offer(self, work: StoryWork) -> None:
        await self._desk.watch.outbox.card_changed(
            work.conn, work.guild_id, "offered", work.story.number, work.story.revision
        )


def deadlines(text: str, now: datetime, zone: ZoneInfo, language: str) -> Sequence[Deadline]:
    """What a typed deadline may mean, soonest first. Raises Refused as ``domain.when.read``."""
    found = {_deadline(each, zone) for each in read(text, now, zone, language)}
    ordered = sorted(found, key=lambda each: closes_at(each, zone))
    return [each for each in ordered if closes_at(each, zone) > now] or ordered


def _deadline(reading: Reading, zone: ZoneInfo) -> Deadline:
    if reading.whole_days:
        return Deadline(reading.period.last_day(zone))
    end = reading.period.end if reading.has_end else reading.period.start
    local = end.astimezone(zone)
    if (local.hour, local.minute) == (0, 0):  # midnight ends the day before
        return Deadline(local.date() - timedelta(days=1))
    return Deadline(local.date(), local.time().replace(second=0, microsecond=0, tzinfo=None))


def _same_end(one: Deadline, other: Deadline) -> bool:
    return (one.day, one.at) == (other.day, other.at)


def _is_later(new: Deadline | None, old: Deadline | None) -> bool:
    return new is not None and old is not None and _rank(new) > _rank(old)


def _rank(deadline: Deadline) -> tuple[date, int]:
    return deadline.day, 24 * 60 if deadline.minute is None else deadline.minute
