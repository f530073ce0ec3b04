"""A network whose moderators have already chosen: for tests of what comes after."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.people import Caller
from domain.watch.stories import Deadline, Story, StoryState, Topic
from services.call_clock import CallClock
from services.calls import Calls
from services.digests import Digests
from services.directory import Directory
from services.follows import Follows
from services.outbox import Outbox
from services.settings import Settings
from services.watch_desk import WatchDesk
from storage import stories, topics
from storage.engine import Database
from tests.conftest import FakeClock

PARIS = ZoneInfo("Europe/Paris")
GUILD, VEILLE, APPELS = 1000, 2000, 2001
LEA, MAUD = 51, 52


@dataclass
class Shelf:
    """The services that live on approved stories, with the clock they share."""

    db: Database
    clock: FakeClock
    settings: Settings
    outbox: Outbox
    digests: Digests
    follows: Follows
    calls: Calls
    call_clock: CallClock
    music: Topic
    grants: Topic

    @classmethod
    async def on(cls, db: Database, clock: FakeClock) -> "Shelf":
        settings = Settings(db, clock, "fr", "Europe/Paris")
        directory = Directory(db, clock)
        outbox = Outbox(db, clock, settings)
        desk = WatchDesk(db, clock, settings, directory, outbox)
        async with db.writing() as conn:
            music = await topics.create(conn, Topic(GUILD, 0, "Musiques"))
            grants = await topics.create(conn, Topic(GUILD, 0, "Appels", channel_id=APPELS))
        made = cls(
            db,
            clock,
            settings,
            outbox,
            Digests(desk),
            Follows(desk),
            Calls(desk),
            CallClock(desk),
            music,
            grants,
        )
        await made.set("watch.channel", VEILLE)
        return made

    async def set(self, key: str, value: Any) -> None:
        manager = Caller(GUILD, MAUD, "Maud", moderator=True, manager=True)
        await self.settings.change(manager, key, value)

    async def story(
        self, title: str, state: StoryState = StoryState.PUBLISHED, **what: Any
    ) -> Story:
        """A story decided now."""
        now = self.clock()
        new = Story(GUILD, 0, state, title, now, **{"decided_at": now, **what})
        async with self.db.writing() as conn:
            number = await stories.create(conn, new)
        return replace(new, number=number)

    async def call(self, title: str, deadline: Deadline, **what: Any) -> Story:
        return await self.story(
            title, is_call=True, deadline=deadline, confirmed=True, topic=self.grants.number, **what
        )

    async def change(self, before: Story, **what: Any) -> Story:
        async with self.db.writing() as conn:
            now = await stories.one(conn, GUILD, before.number)
            assert now is not None
            return await stories.save(conn, now, replace(now, **what))

    async def state(self, story: Story) -> StoryState:
        async with self.db.reading() as conn:
            found = await stories.one(conn, GUILD, story.number)
        assert found is not None
        return found.state

    async def owed(self, *kinds: str) -> list[dict[str, Any]]:
        """What is owed of these kinds, in order: kind, where, facts, from when."""
        async with self.db.reading() as conn:
            rows = await conn.exec_driver_sql(
                "SELECT kind, channel_id, person, facts, not_before FROM owed ORDER BY id"
            )
            return [dict(row) for row in rows.mappings() if not kinds or row["kind"] in kinds]


def caller(user_id: int = LEA, **what: Any) -> Caller:
    return Caller(GUILD, user_id, f"member {user_id}", **what)


def paris(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of November 2026 in Paris."""
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)
