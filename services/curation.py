"""What moderators do with the news: publish, plan, put in the digest, edit, reject."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.people import Act, Actor, Caller, may
from domain.quiet import Quiet
from domain.text import clean
from domain.watch.stories import (
    COMMENT_LIMIT,
    REASON_LIMIT,
    Story,
    StoryState,
    refuse_unless_leads,
)
from domain.watch.stories import (
    Curation as Does,
)
from domain.when import Reading, read
from services.alerts import Alerts
from services.curation_desk import CurationDesk
from services.story_views import StoryView, view_of
from services.watch_desk import StoryWork, WatchDesk
from storage import stories, story_queue, topics

log = logging.getLogger(__name__)

EDITED_TITLE, EDITED_SUMMARY = 256, 800
"""Characters that a moderator may type; what came longer from its source stays until changed."""
FURTHEST = timedelta(days=366)
A_ROUND = 50


@dataclass(frozen=True)
class Place:
    """Where a story stands in the queue, from 1. ``position`` 0: it is not in it."""

    position: int
    total: int


@dataclass(frozen=True)
class Queued:
    """A story of the queue; ``view`` None: the queue is empty."""

    view: StoryView | None
    place: Place


@dataclass(frozen=True)
class Edited:
    """What a moderator typed; None leaves a field as it is. ``topic`` 0: none."""

    title: str | None = None
    summary: str | None = None
    comment: str | None = None
    topic: int | None = None


class Curation:
    """Each method raises Refused, and then wrote nothing.

    All acts raise "moderators-only", "already-done", "story-unknown", "card-changed" and
    "story-state"; and all but the reading ones are journalled.
    """

    def __init__(self, desk: WatchDesk, alerts: Alerts) -> None:
        self._watch = desk
        self._alerts = alerts
        self._desk = CurationDesk(desk, alerts)

    # -- reading

    async def view(self, caller: Caller, number: int) -> StoryView:
        """A story as it stands. Raises Refused: "moderators-only", "story-unknown"."""
        async with self._watch.db.reading() as conn:
            return await self._view(conn, caller, number)

    async def check(
        self, caller: Caller, number: int, act: Does, revision: int | None = None
    ) -> StoryView:
        """The story, if this act would do something now: before a form is opened."""
        view = await self.view(caller, number)
        if revision is not None and revision != view.story.revision:
            raise Refused("card-changed", number=number)
        refuse_unless_leads(view.story.state, act)
        return view

    async def next_after(self, caller: Caller, number: int = 0) -> Queued:
        """The next story of the queue after this one, the first after the last."""
        async with self._watch.db.reading() as conn:
            _refuse_others(caller)
            found = await story_queue.next_after(conn, caller.guild_id, number)
            if found is None:
                place = Place(*await story_queue.place(conn, caller.guild_id, number))
                if not place.position:
                    return Queued(None, place)
                found = number
            place = Place(*await story_queue.place(conn, caller.guild_id, found))
            return Queued(await self._view(conn, caller, found), place)

    async def place(self, caller: Caller, number: int) -> Place:
        """Where a story stands in the queue."""
        async with self._watch.db.reading() as conn:
            return Place(*await story_queue.place(conn, caller.guild_id, number))

    async def _view(self, conn: AsyncConnection, caller: Caller, number: int) -> StoryView:
        _refuse_others(caller)
        story = await stories.one(conn, caller.guild_id, number)
        if story is None:
            raise Refused("story-unknown", number=number)
        settings = await self._watch.settings.of(conn, caller.guild_id)
        return await view_of(conn, self._watch.directory, story, settings, self._watch.clock())

    # -- approving

    async def publish(
        self,
        caller: Caller,
        number: int,
        *,
        forced: bool = False,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Story:
        """Publish now, or give the first of two yeses (then the story is still queued).

        Raises Refused besides: "watch-no-channel"; "watch-limit" (``limit``) when the
        channel has had its alerts of the day, unless ``forced``; "yes-said".
        """
        async with self._desk.on(
            caller, number, Does.PUBLISH, revision=revision, interaction_id=interaction_id
        ) as work:
            channel = await self._alerts.channel_of(work.conn, work.settings, work.story)
            if channel is None:
                raise Refused("watch-no-channel")
            if await self._first_of_two(work):
                return work.story
            left = await self._alerts.left(
                work.conn, work.settings, work.guild_id, channel, work.now
            )
            if not left and not forced:
                limit = work.settings.daily_limit
                raise Refused("watch-limit", limit=limit)
            await self._desk.note(work, "publish", forced=forced and not left)
            return await self._alerts.publish(
                work.conn, work.settings, work.story, work.now, by=caller.user_id, forced=True
            )

    async def to_digest(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Story:
        """Put it in the next digest, or give the first of two yeses. Raises Refused: "yes-said"."""
        async with self._desk.on(
            caller, number, Does.TO_DIGEST, revision=revision, interaction_id=interaction_id
        ) as work:
            if await self._first_of_two(work):
                return work.story
            await self._desk.note(work, "to-digest")
            return await self._alerts.wait(
                work.conn, work.settings, work.story, work.now, by=caller.user_id
            )

    async def schedule(
        self,
        caller: Caller,
        number: int,
        at: datetime,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Story:
        """Publish at a moment to come, or give the first of two yeses.

        Raises Refused besides: "schedule-past", "schedule-far", "watch-no-channel", "yes-said".
        """
        async with self._desk.on(
            caller, number, Does.SCHEDULE, revision=revision, interaction_id=interaction_id
        ) as work:
            if at <= work.now:
                raise Refused("schedule-past", at=at)
            if at > work.now + FURTHEST:
                raise Refused("schedule-far", at=at)
            if await self._alerts.channel_of(work.conn, work.settings, work.story) is None:
                raise Refused("watch-no-channel")
            if await self._first_of_two(work):
                return work.story
            planned = replace(
                work.story,
                state=StoryState.SCHEDULED,
                publish_at=at,
                decided_by=caller.user_id,
                decided_at=work.now,
            )
            return await self._desk.save(work, planned, "schedule", moment=at.isoformat())

    async def _first_of_two(self, work: StoryWork) -> bool:
        """Whether this yes is the first of two, which is kept and shown; else it decides."""
        story, me = work.story, work.actor.caller.user_id
        if not work.settings.two_moderators or story.state is not StoryState.QUEUED:
            return False
        if story.first_yes == me:
            raise Refused("yes-said")
        if story.first_yes is not None:
            return False
        await self._desk.save(work, replace(story, first_yes=me), "yes")
        return True

    # -- not approving

    async def reject(
        self,
        caller: Caller,
        number: int,
        reason: str,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Story:
        """Set it aside for good, whoever brings it back. Raises Refused("reject-reason")."""
        why = clean(reason, REASON_LIMIT)
        if not why:
            raise Refused("reject-reason")
        async with self._desk.on(
            caller, number, Does.REJECT, revision=revision, interaction_id=interaction_id
        ) as work:
            before = work.story
            rejected = replace(
                before,
                state=StoryState.REJECTED,
                reason=why,
                decided_by=caller.user_id,
                decided_at=work.now,
                publish_at=None,
            )
            saved = await self._desk.save(work, rejected, "reject", reason=why)
            for tell in self._alerts.rejected:
                await tell(work.conn, work.settings, saved, work.now)
            return saved

    async def reopen(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Story:
        """Back to the queue: it was rejected, dropped or planned by mistake.

        Raises Refused("story-joined") for one that was found to be the same as another.
        """
        async with self._desk.on(
            caller, number, Does.REOPEN, revision=revision, interaction_id=interaction_id
        ) as work:
            if work.story.state is StoryState.DROPPED and work.story.like is not None:
                raise Refused("story-joined", number=work.story.like)
            queued = replace(
                work.story,
                state=StoryState.QUEUED,
                reason="",
                first_yes=None,
                decided_by=None,
                decided_at=None,
                publish_at=None,
            )
            saved = await self._desk.save(work, queued, "reopen")
            await self._alerts.queue(work.conn, work.settings, saved)
            return saved

    # -- changing

    async def edit(
        self,
        caller: Caller,
        number: int,
        edited: Edited,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Story:
        """Change what it says, or its topic; what was published is redrawn.

        Another moderator's first yes was to other words: it is asked for again. Raises Refused
        besides: "story-title", "topic-unknown".
        """
        async with self._desk.on(
            caller, number, Does.EDIT, revision=revision, interaction_id=interaction_id
        ) as work:
            after = await self._edited(work, edited)
            if after == work.story:
                return work.story
            changed = [
                name
                for name in ("title", "summary", "comment", "topic")
                if getattr(after, name) != getattr(work.story, name)
            ]
            return await self._desk.save(work, after, "edit", changed=changed)

    async def _edited(self, work: StoryWork, edited: Edited) -> Story:
        story = work.story
        title, summary = story.title, story.summary
        if edited.title is not None and edited.title != cut(title, EDITED_TITLE):
            title = clean(edited.title, EDITED_TITLE)
        if edited.summary is not None and edited.summary != cut(summary, EDITED_SUMMARY):
            summary = clean(edited.summary, EDITED_SUMMARY, lines=True)
        if not title:
            raise Refused("story-title")
        comment = story.comment
        if edited.comment is not None:
            comment = clean(edited.comment, COMMENT_LIMIT, lines=True)
        words = (title, summary, comment) != (story.title, story.summary, story.comment)
        keeps = not words or story.first_yes == work.actor.caller.user_id
        return replace(
            story,
            title=title,
            summary=summary,
            comment=comment,
            topic=await self._topic(work, edited.topic),
            edited=story.edited or (title, summary) != (story.title, story.summary),
            first_yes=story.first_yes if keeps or story.approved else None,
        )

    async def _topic(self, work: StoryWork, wanted: int | None) -> int | None:
        if wanted is None:
            return work.story.topic
        if wanted and await topics.one(work.conn, work.guild_id, wanted) is None:
            raise Refused("topic-unknown")
        return wanted or None

    # -- the clock

    async def publish_due(self, now: datetime) -> int:
        """Publish what was planned for by now; how many that were. One transaction each.

        A round that is repeated, or run twice at once, publishes nothing twice.
        """
        async with self._watch.db.reading() as conn:
            due = await story_queue.planned(conn, now, A_ROUND)
        done = 0
        for guild_id, number in due:
            try:
                done += await self._publish_planned(guild_id, number, now)
            except Exception:  # the next round tries again; the others are not to wait for it
                log.exception("planned story %s of guild %s", number, guild_id)
        if done:
            self._watch.outbox.wake()
        return done

    async def _publish_planned(self, guild_id: int, number: int, now: datetime) -> bool:
        async with self._watch.db.writing() as conn:
            await stories.hold_others(conn, guild_id)
            story = await stories.lock(conn, guild_id, number)
            if story is None or story.state is not StoryState.SCHEDULED:
                return False
            if story.publish_at is None or story.publish_at > now:
                return False
            settings = await self._watch.settings.of(conn, guild_id)
            await self._alerts.publish(conn, settings, story, now)
        return True


def cut(text: str, most: int) -> str:
    """A text as a form shows it, so that one left alone is known again."""
    return clean(text, most, lines=True)


def moments(
    text: str, now: datetime, zone: ZoneInfo, quiet: Quiet, language: str
) -> Sequence[datetime]:
    """What a typed moment may mean, soonest first; those that are past are left out, unless all
    are. A day without an hour is its morning: the end of its quiet hours.

    Raises Refused as ``domain.when.read``.
    """
    found = sorted({_moment(each, zone, quiet) for each in read(text, now, zone, language)})
    return [each for each in found if each > now] or found


def _moment(reading: Reading, zone: ZoneInfo, quiet: Quiet) -> datetime:
    start = reading.period.start
    if not reading.whole_days:
        return start
    morning = quiet.after(start, zone)
    return morning if morning > start else start.astimezone(zone).replace(hour=9)


def _refuse_others(caller: Caller) -> None:
    if not may(Actor(caller), Act.MODERATE):
        raise Refused("moderators-only")
