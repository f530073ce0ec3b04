"""Calls for projects: those still open, who is interested, who answers together, reminders."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.people import Caller
from domain.settings import GuildSettings
from domain.watch.calendar_file import CalendarEvent, ics
from domain.watch.reminders import closes_at, reminder_due
from domain.watch.stories import Carried, Story, Topic
from services.owed import Facts, Kind, Lateness, OwedMessage
from services.watch_desk import StoryWork, WatchDesk
from storage import calls as rows
from storage import stories, topics
from storage.calls import Interest


@dataclass(frozen=True)
class Interested:
    """Somebody interested in a call; ``organisation`` None: in their own name."""

    user_id: int
    organisation: str | None


@dataclass(frozen=True)
class CallView:
    """A call with everything that a card or a reminder shows of it, as it stood at ``now``."""

    story: Story
    topic: Topic | None
    carried: tuple[Carried, ...]
    interested: tuple[Interested, ...]
    reminded: frozenset[int]
    now: datetime
    zone: ZoneInfo

    @property
    def closes_at(self) -> datetime | None:
        deadline = self.story.deadline
        return None if deadline is None else closes_at(deadline, self.zone)

    @property
    def organisations(self) -> tuple[str, ...]:
        """Names of the organisations that said they were interested, once each."""
        named = [each.organisation for each in self.interested if each.organisation]
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True)
class Place:
    """A channel, and the message in it that shows the call (None: it was in a digest)."""

    channel_id: int | None
    message_id: int | None


class Calls:
    """Each method raises Refused, and then wrote nothing."""

    def __init__(self, desk: WatchDesk) -> None:
        self._desk = desk
        outbox = desk.outbox
        outbox.declare(Kind("call_due", Lateness.IF_TRUE, revalidate=self._still_open))
        outbox.declare(Kind("call_due_personal", Lateness.IF_TRUE, revalidate=self._still_wanted))
        outbox.declare(Kind("call_extended", Lateness.IF_TRUE, revalidate=self._still_open))
        outbox.declare(Kind("call_together", Lateness.SEND, revalidate=self._still_open))

    # -- reading ---------------------------------------------------------------------------------

    async def open(self, caller: Caller, *, topic: int | None = None) -> list[CallView]:
        """Open calls by deadline."""
        async with self._desk.db.reading() as conn:
            now = self._desk.clock()
            settings = await self._desk.settings.of(conn, caller.guild_id)
            today = now.astimezone(settings.zone).date()
            found = await rows.open_calls(conn, caller.guild_id, today, topic=topic)
            views = [await self.view_of(conn, story, settings, now) for story in found]
        return [view for view in views if view.closes_at is not None and view.closes_at > now]

    async def one(self, caller: Caller, number: int) -> CallView:
        """A call as it is now. Raises Refused("story-unknown"), also for what isn't approved."""
        async with self._desk.db.reading() as conn:
            story = await stories.one(conn, caller.guild_id, number)
            if story is None or not story.approved:
                raise Refused("story-unknown", number=number)
            settings = await self._desk.settings.of(conn, caller.guild_id)
            return await self.view_of(conn, story, settings, self._desk.clock())

    async def view_of(
        self, conn: AsyncConnection, story: Story, settings: GuildSettings, now: datetime
    ) -> CallView:
        """From inside any transaction."""
        guild_id = story.guild_id
        known = {each.number: each for each in await topics.topics(conn, guild_id)}
        people = await rows.interests(conn, guild_id, story.number)
        names = await self._desk.directory.organisations(conn, guild_id)
        return CallView(
            story,
            known.get(story.topic or 0),
            tuple(await stories.carried(conn, guild_id, story.number)),
            tuple(
                Interested(
                    each.user_id,
                    names[each.organisation].name if each.organisation in names else None,
                )
                for each in people
                if each.interested
            ),
            frozenset(each.user_id for each in people if each.remind),
            now,
            settings.zone,
        )

    # -- what members say

    async def interested(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> tuple[CallView, bool]:
        """Say that one's organisation is interested, or no longer; answers the call, and which.

        Raises Refused: "story-unknown", "call-closed", "already-done".
        """
        async with self._on_call(caller, number, interaction_id) as work:
            mine = await self._mine(work)
            party = await self._desk.directory.party(work.conn, caller, actor=work.actor)
            now_interested = not (mine and mine.interested)
            await rows.set_interest(
                work.conn,
                caller.guild_id,
                number,
                caller.user_id,
                work.now,
                interested=now_interested,
                organisation=party.organisation,
            )
            view = await self._changed(work, "interested" if now_interested else "uninterested")
        return view, now_interested

    async def remind(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> tuple[CallView, bool]:
        """Ask to be reminded privately, or no longer; as ``interested``."""
        async with self._on_call(caller, number, interaction_id) as work:
            mine = await self._mine(work)
            wanted = not (mine and mine.remind)
            await rows.set_interest(
                work.conn, caller.guild_id, number, caller.user_id, work.now, remind=wanted
            )
            view = await self.view_of(work.conn, work.story, work.settings, work.now)
        return view, wanted

    async def together(
        self, caller: Caller, number: int, thread_id: int, *, interaction_id: int | None = None
    ) -> CallView:
        """A thread was opened for those who answer together: they are named in it, once.

        Whoever opens it is interested too. Raises Refused as ``interested``.
        """
        async with self._on_call(caller, number, interaction_id) as work:
            mine = await self._mine(work)
            if not (mine and mine.interested):
                party = await self._desk.directory.party(work.conn, caller, actor=work.actor)
                await rows.set_interest(
                    work.conn,
                    caller.guild_id,
                    number,
                    caller.user_id,
                    work.now,
                    interested=True,
                    organisation=party.organisation,
                )
            before = work.story
            work.story = await stories.save(work.conn, before, replace(before, thread_id=thread_id))
            facts: Facts = {"story": number, "by": caller.user_id}
            owed = OwedMessage(
                f"call-together:{number}", "call_together", facts, channel_id=thread_id
            )
            await self._desk.outbox.owe(work.conn, caller.guild_id, owed)
            return await self._changed(work, "together")

    @asynccontextmanager
    async def _on_call(
        self, caller: Caller, number: int, interaction_id: int | None
    ) -> AsyncIterator[StoryWork]:
        """A transaction on an approved call that is still open."""
        async with self._desk.on_story(
            caller, number, interaction_id=interaction_id, act=None
        ) as work:
            if not work.story.approved:
                raise Refused("story-unknown", number=number)
            deadline = work.story.deadline
            if deadline is not None and closes_at(deadline, work.zone) <= work.now:
                raise Refused("call-closed", title=work.story.title)
            yield work

    async def _mine(self, work: StoryWork) -> Interest | None:
        people = await rows.interests(work.conn, work.guild_id, work.story.number)
        me = work.actor.caller.user_id
        return next((each for each in people if each.user_id == me), None)

    async def _changed(self, work: StoryWork, act: str) -> CallView:
        await self._desk.note(work, act, "story", work.story.number)
        await self._desk.outbox.card_changed(work.conn, work.guild_id, "story", work.story.number)
        return await self.view_of(work.conn, work.story, work.settings, work.now)

    async def alert_of(self, caller: Caller, number: int) -> Place:
        """Where a call was published. Raises Refused("story-unknown")."""
        view = await self.one(caller, number)
        async with self._desk.db.reading() as conn:
            found = await rows.alert_message(conn, caller.guild_id, number)
            if found is not None:
                return Place(*found)
            settings = await self._desk.settings.of(conn, caller.guild_id)
            return Place(await self.channel_of(conn, settings, view.story), None)

    async def calendar(self, caller: Caller, number: int) -> bytes:
        """The deadline as a calendar file. Raises Refused("story-unknown"), ("call-undated")."""
        view = await self.one(caller, number)
        return ics([event_of(view)], view.now)

    # -- the clock --------------------------------------------------------------------------------

    async def tick(self) -> None:
        """Owe the reminders that are due; a round that is repeated owes none twice."""
        now = self._desk.clock()
        async with self._desk.db.reading() as conn:
            guilds = await rows.guilds_with_calls(conn, (now - timedelta(days=1)).date())
        for guild_id in guilds:
            await self._remind(guild_id, now)

    async def _remind(self, guild_id: int, now: datetime) -> None:
        async with self._desk.db.reading() as conn:
            settings = await self._desk.settings.of(conn, guild_id)
            today = now.astimezone(settings.zone).date()
            found = await rows.open_calls(conn, guild_id, today)
        due = [
            (story, days)
            for story in found
            if story.deadline is not None
            and (
                days := reminder_due(
                    story.deadline, story.decided_at or story.found_at, settings.zone, now
                )
            )
        ]
        if not due:
            return
        async with self._desk.db.writing() as conn:
            for story, days in due:
                await self._owe(conn, settings, story, days, now)
        self._desk.outbox.wake()

    async def _owe(
        self,
        conn: AsyncConnection,
        settings: GuildSettings,
        story: Story,
        days: int,
        now: datetime,
    ) -> None:
        assert story.deadline is not None
        day = story.deadline.day.isoformat()
        facts: Facts = {"story": story.number, "day": day, "days": days}
        closes = closes_at(story.deadline, settings.zone)
        channel = await self.channel_of(conn, settings, story)
        if channel is not None:
            owed = OwedMessage(
                f"call-due:{story.number}:{day}:{days}",
                "call_due",
                facts,
                channel_id=channel,
                not_before=settings.quiet.after(now, settings.zone),
                expires_at=closes,
            )
            await self._desk.outbox.owe(conn, story.guild_id, owed)
        for person in await rows.interests(conn, story.guild_id, story.number):
            quiet = await self._desk.directory.quiet_of(
                conn, story.guild_id, person.user_id, settings
            )
            if quiet is None or not (person.remind or person.interested):
                continue
            owed = OwedMessage(
                f"call-due:{story.number}:{day}:{days}:{person.user_id}",
                "call_due_personal",
                {**facts, "person": person.user_id},
                person=person.user_id,
                not_before=quiet.after(now, settings.zone),
                expires_at=closes,
            )
            await self._desk.outbox.owe(conn, story.guild_id, owed)

    async def extended(
        self, conn: AsyncConnection, settings: GuildSettings, story: Story, now: datetime
    ) -> None:
        """The deadline of a published call was moved: say so where the call was published."""
        channel = await self.channel_of(conn, settings, story)
        if channel is None or story.deadline is None:
            return
        day = story.deadline.day.isoformat()
        owed = OwedMessage(
            f"call-extended:{story.number}:{day}",
            "call_extended",
            {"story": story.number, "day": day},
            channel_id=channel,
            not_before=settings.quiet.after(now, settings.zone),
        )
        await self._desk.outbox.owe(conn, story.guild_id, owed)

    async def channel_of(
        self, conn: AsyncConnection, settings: GuildSettings, story: Story
    ) -> int | None:
        """Where a call was published, else where its topic is."""
        if story.channel_id is not None:
            return story.channel_id
        known = {each.number: each for each in await topics.topics(conn, story.guild_id)}
        topic = known.get(story.topic or 0)
        return (topic and topic.channel_id) or settings.watch_channel

    async def _still_open(self, conn: AsyncConnection, guild_id: int, facts: Facts) -> Facts | None:
        now = self._desk.clock()
        story = await stories.one(conn, guild_id, facts["story"])
        if story is None or not story.approved or story.deadline is None:
            return None
        if facts.get("day", story.deadline.day.isoformat()) != story.deadline.day.isoformat():
            return None
        settings = await self._desk.settings.of(conn, guild_id)
        view = await self.view_of(conn, story, settings, now)
        if view.closes_at is None or view.closes_at <= now:
            return None
        return {**facts, "view": view}

    async def _still_wanted(
        self, conn: AsyncConnection, guild_id: int, facts: Facts
    ) -> Facts | None:
        shown = await self._still_open(conn, guild_id, facts)
        if shown is None:
            return None
        wanted = {
            each.user_id
            for each in await rows.interests(conn, guild_id, facts["story"])
            if each.remind or each.interested
        }
        return shown if facts["person"] in wanted else None


def event_of(view: CallView) -> CalendarEvent:
    """A call's deadline as a calendar event. Raises Refused("call-undated")."""
    story, deadline = view.story, view.story.deadline
    if deadline is None:
        raise Refused("call-undated")
    at = view.closes_at if deadline.at is not None else None
    return CalendarEvent(
        uid=f"call-{story.guild_id}-{story.number}@entremise",
        title=story.title,
        start=at or deadline.day,
        sequence=story.revision,
        details="\n".join(part for part in (story.summary, story.link) if part),
        address=story.link,
    )
