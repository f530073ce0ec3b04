"""Reminders of calls for projects, and deadlines that moved: who is told, and when."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.quiet import Quiet
from domain.settings import GuildSettings
from domain.watch.reminders import DAYS_BEFORE, closes_at, reminder_at, reminder_due
from domain.watch.stories import Story
from services.call_views import deadline_of, view_of
from services.calls import channel_of
from services.owed import Facts, Kind, Lateness, OwedMessage
from services.watch_desk import WatchDesk
from storage import calls as rows
from storage import stories

log = logging.getLogger(__name__)

AHEAD = timedelta(days=max(DAYS_BEFORE))
A_ZONE = timedelta(days=1)
"""More than lies between a day anywhere and the same day in UTC."""


@dataclass(frozen=True)
class Due:
    """A reminder of a call that is due, and who is to get it besides the channel, with the hours
    in which they want none.
    """

    story: Story
    days: int
    channel: int | None
    people: dict[int, Quiet]

    @property
    def key(self) -> str:
        assert self.story.deadline is not None
        return f"call-due:{self.story.number}:{self.story.deadline.day.isoformat()}:{self.days}"

    def key_of(self, person: int) -> str:
        return f"{self.key}:{person}"

    @property
    def keys(self) -> set[str]:
        """Of every message that this makes."""
        channels = {self.key} if self.channel is not None else set()
        return channels | {self.key_of(each) for each in self.people}


class CallClock:
    """Rung by the clock; a round that is repeated, or run twice at once, owes nothing twice."""

    def __init__(self, desk: WatchDesk) -> None:
        self._desk = desk
        outbox = desk.outbox
        outbox.declare(Kind("call_due", Lateness.IF_TRUE, revalidate=self._still_open))
        outbox.declare(Kind("call_due_personal", Lateness.IF_TRUE, revalidate=self._still_wanted))
        outbox.declare(Kind("call_extended", Lateness.IF_TRUE, revalidate=self._still_open))

    async def tick(self) -> None:
        """Owe the reminders that are due."""
        now = self._desk.clock()
        first, last = (now - A_ZONE).date(), (now + AHEAD + A_ZONE).date()
        async with self._desk.db.reading() as conn:
            guilds = await rows.guilds_with_calls(conn, first, last)
        for guild_id in guilds:
            try:
                await self._remind(guild_id, now)
            except Exception:  # the next round tries again; the others are not to wait for it
                log.exception("calls of guild %s", guild_id)

    async def _remind(self, guild_id: int, now: datetime) -> None:
        async with self._desk.db.reading() as conn:
            settings = await self._desk.settings.of(conn, guild_id)
            due = await self._due(conn, guild_id, settings, now)
            keys = {key for each in due for key in each.keys}
            new = keys - await rows.told(conn, guild_id, keys) if keys else set()
        if not new:
            return
        async with self._desk.db.writing() as conn:
            for each in due:
                if each.keys & new:
                    await self._owe(conn, settings, each, now)
        self._desk.outbox.wake()

    async def _due(
        self, conn: AsyncConnection, guild_id: int, settings: GuildSettings, now: datetime
    ) -> list[Due]:
        today = now.astimezone(settings.zone).date()
        found = []
        for story in await rows.open_calls(conn, guild_id, today, until=today + AHEAD):
            assert story.deadline is not None
            known = story.decided_at or story.found_at
            days = reminder_due(story.deadline, known, settings.zone, now)
            if days is None:
                continue
            morning = reminder_at(story.deadline, days, settings.zone)
            people = await rows.interests(conn, guild_id, story.number)
            # Who said so after the hour of a reminder has just read what it would say.
            wanted = [e.user_id for e in people if (e.remind or e.interested) and e.at <= morning]
            channel = await channel_of(conn, settings, story)
            quiet = await self._quiet_of(conn, guild_id, wanted, settings)
            found.append(Due(story, days, channel, quiet))
        return found

    async def _quiet_of(
        self, conn: AsyncConnection, guild_id: int, people: list[int], settings: GuildSettings
    ) -> dict[int, Quiet]:
        """Those of these people who are still there, with their quiet hours."""
        found = {}
        for person in people:
            quiet = await self._desk.directory.quiet_of(conn, guild_id, person, settings)
            if quiet is not None:
                found[person] = quiet
        return found

    async def _owe(
        self, conn: AsyncConnection, settings: GuildSettings, due: Due, now: datetime
    ) -> None:
        story, zone = due.story, settings.zone
        assert story.deadline is not None
        day = story.deadline.day.isoformat()
        facts: Facts = {"story": story.number, "day": day, "days": due.days}
        closes = closes_at(story.deadline, zone)
        if due.channel is not None:
            owed = OwedMessage(
                due.key,
                "call_due",
                facts,
                channel_id=due.channel,
                not_before=settings.quiet.after(now, zone),
                expires_at=closes,
            )
            await self._desk.outbox.owe(conn, story.guild_id, owed)
        for person, quiet in due.people.items():
            owed = OwedMessage(
                due.key_of(person),
                "call_due_personal",
                {**facts, "person": person},
                person=person,
                not_before=quiet.after(now, zone),
                expires_at=closes,
            )
            await self._desk.outbox.owe(conn, story.guild_id, owed)

    async def extended(
        self, conn: AsyncConnection, settings: GuildSettings, story: Story, now: datetime
    ) -> None:
        """The deadline of a published call was moved: say so where the call was published."""
        channel = await channel_of(conn, settings, story)
        deadline = deadline_of(story)
        if channel is None or deadline is None:
            return
        day = deadline.day.isoformat()
        owed = OwedMessage(
            f"call-extended:{story.number}:{day}",
            "call_extended",
            {"story": story.number, "day": day},
            channel_id=channel,
            not_before=settings.quiet.after(now, settings.zone),
        )
        await self._desk.outbox.owe(conn, story.guild_id, owed)

    # -- is it still true

    async def _still_open(self, conn: AsyncConnection, guild_id: int, facts: Facts) -> Facts | None:
        """The call, while it is open until the day that was said."""
        story = await stories.one(conn, guild_id, facts["story"])
        if story is None or not (story.approved and story.is_call):
            return None
        deadline = deadline_of(story)
        if deadline is None or deadline.day.isoformat() != facts["day"]:
            return None
        settings, now = await self._desk.settings.of(conn, guild_id), self._desk.clock()
        if closes_at(deadline, settings.zone) <= now:
            return None
        view = await view_of(conn, self._desk.directory, story, settings, now)
        return {**facts, "view": view}

    async def _still_wanted(
        self, conn: AsyncConnection, guild_id: int, facts: Facts
    ) -> Facts | None:
        shown = await self._still_open(conn, guild_id, facts)
        if shown is None:
            return None
        people = await rows.interests(conn, guild_id, facts["story"])
        wanted = {each.user_id for each in people if each.remind or each.interested}
        return shown if facts["person"] in wanted else None
