"""Calls for projects: those still open, who is interested in them, who answers together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.people import Caller
from domain.settings import GuildSettings
from domain.watch.calendar_file import CalendarEvent, ics
from domain.watch.reminders import closes_at, reminders_to_come
from domain.watch.stories import Story
from services.call_views import CallView, Interested, deadline_of, view_of, views_of
from services.owed import Facts, Kind, Lateness, OwedMessage
from services.watch_desk import StoryWork, WatchDesk
from storage import calls as rows
from storage import stories, topics
from storage.calls import Interest

__all__ = ["CallPage", "CallView", "Calls", "Interested", "Place"]


@dataclass(frozen=True)
class CallPage:
    """A page of open calls, those that close first before the others. ``page`` from 1."""

    views: tuple[CallView, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Place:
    """A channel, and the message in it that shows the call (None: it was in a digest)."""

    channel_id: int | None
    message_id: int | None


class Calls:
    """Each method raises Refused, and then wrote nothing."""

    def __init__(self, desk: WatchDesk) -> None:
        self._desk = desk
        desk.outbox.declare(Kind("call_together", Lateness.SEND, revalidate=self._still_open))

    # -- reading ---------------------------------------------------------------------------------

    async def open(
        self, caller: Caller, *, topic: int | None = None, page: int = 1, size: int = 5
    ) -> CallPage:
        """Open calls by deadline: the page of that number, or the nearest one there is."""
        async with self._desk.db.reading() as conn:
            now = self._desk.clock()
            settings = await self._desk.settings.of(conn, caller.guild_id)
            today = now.astimezone(settings.zone).date()
            found = [
                each
                for each in await rows.open_calls(conn, caller.guild_id, today, topic=topic)
                if each.deadline is not None and closes_at(each.deadline, settings.zone) > now
            ]
            pages = max(1, -(-len(found) // size))
            page = min(max(1, page), pages)
            shown = found[(page - 1) * size : page * size]
            views = await views_of(conn, self._desk.directory, shown, settings, now)
        return CallPage(tuple(views), len(found), page, pages)

    async def one(self, caller: Caller, number: int) -> CallView:
        """A call as it is now. Raises Refused("story-unknown"), also for what isn't approved."""
        async with self._desk.db.reading() as conn:
            story = await stories.one(conn, caller.guild_id, number)
            if story is None or not story.approved:
                raise Refused("story-unknown", number=number)
            settings = await self._desk.settings.of(conn, caller.guild_id)
            return await self._view(conn, story, settings)

    async def joinable(self, caller: Caller, number: int) -> CallView:
        """As ``one``, for who is about to do something with it.

        Raises Refused besides: "call-not-one", "call-closed".
        """
        view = await self.one(caller, number)
        _refuse_unless_open(view.story, view)
        return view

    async def _view(self, conn: AsyncConnection, story: Story, settings: GuildSettings) -> CallView:
        return await view_of(conn, self._desk.directory, story, settings, self._desk.clock())

    async def alert_of(self, caller: Caller, number: int) -> Place:
        """Where a call was published. Raises Refused("story-unknown")."""
        view = await self.one(caller, number)
        async with self._desk.db.reading() as conn:
            found = await rows.alert_message(conn, caller.guild_id, number)
            if found is not None:
                return Place(*found)
            settings = await self._desk.settings.of(conn, caller.guild_id)
            return Place(await channel_of(conn, settings, view.story), None)

    async def calendar(self, caller: Caller, number: int) -> bytes:
        """The deadline as a calendar file.

        Raises Refused: "story-unknown", "call-not-one", "call-undated".
        """
        view = await self.one(caller, number)
        if not view.story.is_call:
            raise Refused("call-not-one", title=view.story.title)
        return ics([event_of(view)], view.now)

    # -- what members say

    async def interested(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> tuple[CallView, bool]:
        """Say that one's organisation is interested, or no longer; answers the call, and which.

        Raises Refused: "story-unknown", "call-not-one", "call-closed", "already-done".
        """
        async with self._on_call(caller, number, interaction_id) as work:
            mine = await self._mine(work)
            now_interested = not (mine and mine.interested)
            await self._say_interested(work, now_interested)
            view = await self._changed(work, "interested" if now_interested else "uninterested")
        return view, now_interested

    async def remind(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> tuple[CallView, tuple[int, ...] | None]:
        """Ask to be reminded privately: answers how many days before, none while no deadline is
        known; or no longer, and then answers None.

        Raises Refused besides: "remind-too-late" when no reminder is left to come.
        """
        async with self._on_call(caller, number, interaction_id) as work:
            mine = await self._mine(work)
            wanted = not (mine and mine.remind)
            deadline = deadline_of(work.story)
            days: tuple[int, ...] = ()
            if wanted and deadline is not None:
                days = reminders_to_come(deadline, work.zone, work.now)
                if not days:
                    raise Refused("remind-too-late", title=work.story.title)
            await rows.set_interest(
                work.conn, caller.guild_id, number, caller.user_id, work.now, remind=wanted
            )
            view = await self._view(work.conn, work.story, work.settings)
        return view, days if wanted else None

    async def together(
        self, caller: Caller, number: int, thread_id: int, *, interaction_id: int | None = None
    ) -> CallView:
        """A thread was opened for those who answer together: it is noted and introduced, once.

        Whoever opens it is interested too. Raises Refused as ``interested``.
        """
        async with self._on_call(caller, number, interaction_id) as work:
            mine = await self._mine(work)
            if not (mine and mine.interested):
                await self._say_interested(work, True)
            before = work.story
            if before.thread_id != thread_id:
                work.story = await stories.save(
                    work.conn, before, replace(before, thread_id=thread_id)
                )
                await self._introduce(work, thread_id)
            return await self._changed(work, "together")

    async def _introduce(self, work: StoryWork, thread_id: int) -> None:
        """The first message of the thread says what it is for."""
        number = work.story.number
        facts: Facts = {"story": number, "by": work.actor.caller.user_id}
        key = f"call-together:{number}:{thread_id}"
        owed = OwedMessage(key, "call_together", facts, channel_id=thread_id)
        await self._desk.outbox.owe(work.conn, work.guild_id, owed)

    async def _say_interested(self, work: StoryWork, interested: bool) -> None:
        caller = work.actor.caller
        party = await self._desk.directory.party(work.conn, caller, actor=work.actor)
        await rows.set_interest(
            work.conn,
            caller.guild_id,
            work.story.number,
            caller.user_id,
            work.now,
            interested=interested,
            organisation=party.organisation,
        )

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
            _refuse_unless_open(work.story, work)
            yield work

    async def _mine(self, work: StoryWork) -> Interest | None:
        people = await rows.interests(work.conn, work.guild_id, work.story.number)
        me = work.actor.caller.user_id
        return next((each for each in people if each.user_id == me), None)

    async def _changed(self, work: StoryWork, act: str) -> CallView:
        await self._desk.note(work, act, "story", work.story.number)
        await self._desk.outbox.card_changed(work.conn, work.guild_id, "story", work.story.number)
        return await self._view(work.conn, work.story, work.settings)

    async def _still_open(self, conn: AsyncConnection, guild_id: int, facts: Facts) -> Facts | None:
        story = await stories.one(conn, guild_id, facts["story"])
        if story is None or not story.approved:
            return None
        settings = await self._desk.settings.of(conn, guild_id)
        view = await self._view(conn, story, settings)
        if view.closes_at is not None and view.closes_at <= view.now:
            return None
        return {**facts, "view": view}


async def channel_of(conn: AsyncConnection, settings: GuildSettings, story: Story) -> int | None:
    """Where a call was published, else where its topic is."""
    if story.channel_id is not None:
        return story.channel_id
    topic = None
    if story.topic is not None:
        topic = await topics.one(conn, story.guild_id, story.topic)
    return (topic and topic.channel_id) or settings.watch_channel


def event_of(view: CallView) -> CalendarEvent:
    """A call's deadline as a calendar event. Raises Refused("call-undated")."""
    story, deadline = view.story, view.deadline
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


def _refuse_unless_open(story: Story, at: CallView | StoryWork) -> None:
    if not story.is_call:
        raise Refused("call-not-one", title=story.title)
    deadline = deadline_of(story)
    if deadline is not None and closes_at(deadline, at.zone) <= at.now:
        raise Refused("call-closed", title=story.title)
