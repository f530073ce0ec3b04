"""What the watch says in channels: the card of the moderators' queue, and the alert.

Every story that is approved passes here, so that the archive knows it and those who follow it are
told. Callers hold the stories of the guild (``stories.hold_others``): the alerts of a day are
counted.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.settings import GuildSettings
from domain.watch.digest import alerts_left
from domain.watch.stories import Carried, Source, Story, StoryState, Topic
from domain.watch.words import index_words
from services.owed import Facts, Kind, Lateness, OwedMessage
from services.story_views import StoryView, view_of
from services.watch_desk import WatchDesk
from storage import archive, stories, story_queue, topics

Heard = Callable[[AsyncConnection, GuildSettings, Story, datetime], Awaitable[None]]
"""``(conn, settings, story, now)``: who wants to know, in the transaction of the approval."""

QUARTER = timedelta(minutes=15)


class Alerts:
    """Inside the transactions of others.

    ``heard`` is called for each story that is approved, ``rejected`` for each that moderators
    reject, ``extended`` for a published call whose deadline is moved to a later day.
    """

    def __init__(self, desk: WatchDesk) -> None:
        self._desk = desk
        self.heard: list[Heard] = []
        self.rejected: list[Heard] = []
        self.extended: list[Heard] = []
        outbox = desk.outbox
        outbox.declare(
            Kind(
                "watch_queued",
                Lateness.IF_TRUE,
                revalidate=self._still_queued,
                redraw=self._view,
                recreate=False,
            )
        )
        outbox.declare(Kind("watch_queue_many", Lateness.IF_TRUE, revalidate=self._many_queued))
        outbox.declare(
            Kind(
                "watch_alert",
                Lateness.IF_TRUE,
                revalidate=self._still_published,
                redraw=self._still_published,
                recreate=False,
            )
        )
        outbox.declare(
            Kind(
                "watch_offered",
                Lateness.IF_TRUE,
                revalidate=self._still_offered,
                redraw=self._view,
                recreate=False,
            )
        )
        outbox.declare(Kind("watch_no_channel"))

    # -- owing

    async def queue(self, conn: AsyncConnection, settings: GuildSettings, story: Story) -> None:
        """Owe the card by which moderators decide; without a channel of theirs, nothing is owed."""
        if settings.moderation_channel is None:
            return
        owed = OwedMessage(
            f"watch-queue:{story.number}",
            "watch_queued",
            {"story": story.number},
            channel_id=settings.moderation_channel,
            card=f"queue:{story.number}",
        )
        await self._desk.outbox.owe(conn, story.guild_id, owed)

    async def queue_many(
        self, conn: AsyncConnection, settings: GuildSettings, source: Source, key: str
    ) -> None:
        """Owe one message in place of many cards; ``key``: what makes it this one (the round)."""
        if settings.moderation_channel is None:
            return
        owed = OwedMessage(
            f"watch-queue-many:{source.number}:{key}",
            "watch_queue_many",
            {"source": source.number, "name": source.name},
            channel_id=settings.moderation_channel,
        )
        await self._desk.outbox.owe(conn, source.guild_id, owed)

    async def publish(
        self,
        conn: AsyncConnection,
        settings: GuildSettings,
        story: Story,
        now: datetime,
        *,
        by: int | None = None,
        forced: bool = False,
    ) -> Story:
        """Approve a story and owe its alert; it waits for the digest instead when its channel has
        had its alerts of the day, unless ``forced``.

        Raises Refused("watch-no-channel") when a person (``by``) publishes where no channel is
        set; what nobody pressed waits, and moderators are told once.
        """
        channel = await self.channel_of(conn, settings, story)
        if channel is None:
            if by is not None:
                raise Refused("watch-no-channel")
            await self._tell_no_channel(conn, settings, story)
            return await self.wait(conn, settings, story, now)
        if not forced and not await self.left(conn, settings, story.guild_id, channel, now):
            return await self.wait(conn, settings, story, now, by=by)
        approved = replace(
            story,
            state=StoryState.PUBLISHED,
            channel_id=channel,
            decided_by=by if by is not None else story.decided_by,
            decided_at=now,
            publish_at=None,
        )
        saved = await self._approve(conn, settings, story, approved, now)
        owed = OwedMessage(
            f"alert:{saved.number}",
            "watch_alert",
            {"story": saved.number},
            channel_id=channel,
            not_before=settings.quiet.after(now, settings.zone),
            card=f"story:{saved.number}",
        )
        await self._desk.outbox.owe(conn, saved.guild_id, owed)
        return saved

    async def wait(
        self,
        conn: AsyncConnection,
        settings: GuildSettings,
        story: Story,
        now: datetime,
        *,
        by: int | None = None,
    ) -> Story:
        """Approve a story for the next digest."""
        waiting = replace(
            story,
            state=StoryState.WAITING,
            decided_by=by if by is not None else story.decided_by,
            decided_at=now,
            publish_at=None,
        )
        return await self._approve(conn, settings, story, waiting, now)

    async def _approve(
        self,
        conn: AsyncConnection,
        settings: GuildSettings,
        before: Story,
        after: Story,
        now: datetime,
    ) -> Story:
        saved = await stories.save(conn, before, after)
        await self.keep_words(conn, saved)
        await self._desk.redraw(conn, saved)
        if not before.approved:
            for tell in self.heard:
                await tell(conn, settings, saved, now)
        return saved

    async def keep_words(self, conn: AsyncConnection, story: Story) -> None:
        """The archive finds an approved story by what it says by now."""
        carried = await stories.carried(conn, story.guild_id, story.number)
        await archive.put(conn, story.guild_id, story.number, index_words(_text(story, carried)))

    async def forget_words(self, conn: AsyncConnection, story: Story) -> None:
        """The archive no longer finds what is no longer approved."""
        await archive.remove(conn, story.guild_id, story.number)

    async def offer(self, conn: AsyncConnection, settings: GuildSettings, story: Story) -> None:
        """Ask moderators about the deadline that a source says since (``story.offered``), once."""
        if settings.moderation_channel is None or story.offered is None:
            return
        day, minute = story.offered.day.isoformat(), story.offered.minute
        owed = OwedMessage(
            f"deadline-offered:{story.number}:{day}:{minute}",
            "watch_offered",
            {"story": story.number},
            channel_id=settings.moderation_channel,
            card=f"offered:{story.number}",
        )
        await self._desk.outbox.owe(conn, story.guild_id, owed)

    async def _tell_no_channel(
        self, conn: AsyncConnection, settings: GuildSettings, story: Story
    ) -> None:
        if settings.moderation_channel is not None:
            owed = OwedMessage(
                "watch-no-channel", "watch_no_channel", channel_id=settings.moderation_channel
            )
            await self._desk.outbox.owe(conn, story.guild_id, owed)

    # -- where and how many

    async def channel_of(
        self, conn: AsyncConnection, settings: GuildSettings, story: Story
    ) -> int | None:
        """Where the alert of this story goes: its topic's channel, else the watch's."""
        topic = await self._topic(conn, story)
        return (topic and topic.channel_id) or settings.watch_channel

    async def left(
        self,
        conn: AsyncConnection,
        settings: GuildSettings,
        guild_id: int,
        channel_id: int,
        now: datetime,
    ) -> int:
        """How many more alerts a channel may get on the day on which one of now is posted."""
        since = first_moment(settings, now)
        had = await stories.published_since(conn, guild_id, channel_id, since)
        return alerts_left(had, settings.daily_limit)

    async def _topic(self, conn: AsyncConnection, story: Story) -> Topic | None:
        if story.topic is None:
            return None
        return await topics.one(conn, story.guild_id, story.topic)

    # -- is it still true

    async def _view(self, conn: AsyncConnection, guild_id: int, facts: Facts) -> Facts | None:
        view = await self.view(conn, guild_id, facts["story"])
        return None if view is None else {**facts, "view": view}

    async def _still_queued(
        self, conn: AsyncConnection, guild_id: int, facts: Facts
    ) -> Facts | None:
        shown = await self._view(conn, guild_id, facts)
        if shown is None or shown["view"].story.state is not StoryState.QUEUED:
            return None
        return shown

    async def _still_published(
        self, conn: AsyncConnection, guild_id: int, facts: Facts
    ) -> Facts | None:
        shown = await self._view(conn, guild_id, facts)
        return shown if shown is not None and shown["view"].story.approved else None

    async def _still_offered(
        self, conn: AsyncConnection, guild_id: int, facts: Facts
    ) -> Facts | None:
        shown = await self._view(conn, guild_id, facts)
        return shown if shown is not None and shown["view"].story.offered else None

    async def _many_queued(
        self, conn: AsyncConnection, guild_id: int, facts: Facts
    ) -> Facts | None:
        many = await story_queue.queued_of_source(conn, guild_id, facts["source"])
        return {**facts, "many": many} if many else None

    async def view(self, conn: AsyncConnection, guild_id: int, number: int) -> StoryView | None:
        """The story as it stands now."""
        story = await stories.one(conn, guild_id, number)
        if story is None:
            return None
        settings = await self._desk.settings.of(conn, guild_id)
        return await view_of(conn, self._desk.directory, story, settings, self._desk.clock())


def first_moment(settings: GuildSettings, now: datetime) -> datetime:
    """From when on alerts are posted on the same local day as one published now.

    Quiet hours move those of the evening to the next morning, where they count.
    """
    zone = settings.zone
    posted = settings.quiet.after(now, zone).astimezone(zone).date()
    midnight = datetime.combine(posted, time(), zone)
    eve = midnight - timedelta(minutes=1)
    if not settings.quiet.holds(eve, zone):
        return midnight
    return settings.quiet.before(eve, zone) + QUARTER


def _text(story: Story, carried: list[Carried]) -> str:
    names = " ".join(each.name for each in carried)
    return f"{story.title}\n{story.summary}\n{story.comment}\n{story.author}\n{names}"
