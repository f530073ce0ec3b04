"""The services of the watch on one database, with a network that follows two sources."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Caller
from domain.settings import GuildSettings
from domain.watch.links import link_key
from domain.watch.stories import Mode, Source, SourceState, Story, StoryState, Topic
from services.alerts import Alerts
from services.call_curation import CallCuration
from services.curation import Curation
from services.directory import Directory
from services.likeness import Likeness
from services.loan_desk import Clock
from services.outbox import Outbox
from services.owed import Revalidate
from services.settings import Settings
from services.watch_desk import WatchDesk
from storage import feeds, sources, stories, topics
from storage.engine import Database
from storage.tables import journal, owed

GUILD, ELSEWHERE = 100, 900
MODERATORS, NEWS, CALLS = 501, 502, 503


def person(user_id: int, name: str, guild_id: int = GUILD, *, moderator: bool = False) -> Caller:
    return Caller(guild_id, user_id, name, "fr", moderator=moderator, manager=False)


NADIA = person(11, "Nadia", moderator=True)
BRUNO = person(12, "Bruno", moderator=True)
MANON = person(13, "Manon")
CHIEF = Caller(GUILD, 10, "Sasha", "fr", moderator=True, manager=True)
STRANGER = person(14, "Autre", ELSEWHERE, moderator=True)


def still(asks: Revalidate | None) -> Callable[..., Awaitable[Any]]:
    """What a kind of message asks before it leaves, or when it is drawn again."""
    assert asks is not None
    return asks


@dataclass
class Watch:
    """The services, and what the tests put in their tables."""

    db: Database
    clock: Clock
    settings: Settings
    directory: Directory
    outbox: Outbox
    desk: WatchDesk
    alerts: Alerts
    curation: Curation
    calls: CallCuration
    likeness: Likeness
    extended: list[tuple[int, str]] = field(default_factory=list)

    @classmethod
    async def on(cls, db: Database, clock: Clock) -> "Watch":
        """A network with a channel for moderators, one for news, and one for the topic "calls"."""
        settings = Settings(db, clock, "fr", "Europe/Paris")
        directory = Directory(db, clock)
        outbox = Outbox(db, clock, settings)
        desk = WatchDesk(db, clock, settings, directory, outbox)
        alerts = Alerts(desk)
        made = cls(
            db,
            clock,
            settings,
            directory,
            outbox,
            desk,
            alerts,
            Curation(desk, alerts),
            CallCuration(desk, alerts),
            Likeness(desk, alerts),
        )
        alerts.extended.append(made.note_extended)
        await made.change("moderation.channel", MODERATORS)
        await made.change("watch.channel", NEWS)
        async with db.writing() as conn:
            await topics.create(conn, Topic(GUILD, 0, "Numérique", "💻"))
            await topics.create(conn, Topic(GUILD, 0, "Appels", "📣", "late", CALLS, 77))
            for name in ("Radio Larzac", "Le Mouvement"):
                address = f"https://{name[:2].lower()}.example/feed"
                feed = await feeds.add(conn, f"feed:{address}", address, "feed", clock())
                source = Source(GUILD, 0, feed, name, Mode.HAND, 1, SourceState.LIVE, 10, clock())
                await sources.create(conn, source)
        return made

    async def note_extended(
        self, conn: AsyncConnection, settings: GuildSettings, story: Story, now: datetime
    ) -> None:
        assert story.deadline is not None
        self.extended.append((story.number, story.deadline.day.isoformat()))

    async def change(self, key: str, value: Any) -> None:
        await self.settings.change(CHIEF, key, value)

    async def story(self, title: str = "Un article", **values: Any) -> Story:
        """A queued story that the first source carries, or as ``values`` say."""
        link = values.pop("link", f"https://ra.example/{title.replace(' ', '-')}")
        source = values.pop("source", 1)
        told = values.pop("told", False)
        made = Story(GUILD, 0, StoryState.QUEUED, title, self.clock(), link=link, topic=1)
        made = replace(made, **values)
        async with self.db.writing() as conn:
            number = await stories.create(conn, made)
            keys = [f"l:{link_key(link)}"] if link else []
            await stories.add_keys(conn, made.guild_id, number, keys, self.clock())
            if source:
                await stories.carry(conn, made.guild_id, number, source, number, link, self.clock())
            found = await stories.one(conn, made.guild_id, number)
            assert found is not None
            if told:
                settings = await self.settings.of(conn, made.guild_id)
                await self.alerts.queue(conn, settings, found)
        return found

    async def now(self, number: int, guild_id: int = GUILD) -> Story:
        async with self.db.reading() as conn:
            found = await stories.one(conn, guild_id, number)
        assert found is not None
        return found

    async def publish(self, story: Story, **options: Any) -> Story:
        """As the services do in their transactions."""
        async with self.db.writing() as conn:
            await stories.hold_others(conn, story.guild_id)
            settings = await self.settings.of(conn, story.guild_id)
            return await self.alerts.publish(conn, settings, story, self.clock(), **options)

    async def owed(self) -> list[tuple[str, int | None, datetime]]:
        """What is owed: (key, channel, not before), in order."""
        async with self.db.reading() as conn:
            found = await conn.execute(owed.select().order_by(owed.c.id))
            return [(row.key, row.channel_id, row.not_before) for row in found]

    async def journal(self) -> list[tuple[str, int | None, int]]:
        """(act, who, number) of every line about a story, in order."""
        async with self.db.reading() as conn:
            found = await conn.execute(
                journal.select().where(journal.c.thing == "story").order_by(journal.c.id)
            )
            return [(row.act, row.actor, row.number) for row in found]
