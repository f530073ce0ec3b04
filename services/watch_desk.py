"""What every act of the watch begins with: one effect an interaction, the right, the story held."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.people import Act, Actor, Caller, may
from domain.settings import GuildSettings
from domain.watch.stories import Story
from services.directory import Directory
from services.loan_desk import Clock
from services.outbox import Outbox
from services.settings import Settings
from storage import journal, stories
from storage.engine import Database


@dataclass
class WatchWork:
    """One transaction of one person, in their guild."""

    conn: AsyncConnection
    now: datetime
    settings: GuildSettings
    actor: Actor

    @property
    def guild_id(self) -> int:
        return self.actor.caller.guild_id

    @property
    def zone(self) -> ZoneInfo:
        return self.settings.zone


@dataclass
class StoryWork(WatchWork):
    """The same, with a story that no other act changes meanwhile."""

    story: Story


class WatchDesk:
    """The shared beginning and end of the acts of the watch."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        settings: Settings,
        directory: Directory,
        outbox: Outbox,
    ) -> None:
        self.db = db
        self.clock = clock
        self.settings = settings
        self.directory = directory
        self.outbox = outbox

    @asynccontextmanager
    async def acting(
        self, caller: Caller, interaction_id: int | None = None, *, act: Act | None = None
    ) -> AsyncIterator[WatchWork]:
        """A transaction of this person; ``act`` MODERATE asks for a moderator.

        Raises Refused: "moderators-only", "already-done".
        """
        if act is not None and not may(Actor(caller), act):
            raise Refused("moderators-only")
        async with self.db.writing() as conn:
            now = self.clock()
            if not await journal.first_time(conn, interaction_id, now):
                raise Refused("already-done")
            actor = await self.directory.remember(conn, caller)
            settings = await self.settings.of(conn, caller.guild_id)
            yield WatchWork(conn, now, settings, actor)
        self.outbox.wake()

    @asynccontextmanager
    async def on_story(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
        act: Act | None = Act.MODERATE,
    ) -> AsyncIterator[StoryWork]:
        """A transaction on a story of the caller's guild.

        Raises Refused: as ``acting``, "story-unknown", "card-changed" when the card pressed showed
        another revision.
        """
        async with self.acting(caller, interaction_id, act=act) as work:
            found = await stories.lock(work.conn, caller.guild_id, number)
            if found is None:
                raise Refused("story-unknown", number=number)
            if revision is not None and revision != found.revision:
                raise Refused("card-changed", number=number)
            yield StoryWork(work.conn, work.now, work.settings, work.actor, found)

    async def note(self, work: WatchWork, act: str, thing: str, number: int, **facts: Any) -> None:
        """A line of the journal, by who acts."""
        caller = work.actor.caller
        await journal.record(
            work.conn, caller.guild_id, work.now, caller.user_id, act, thing, number, **facts
        )

    async def redraw(self, conn: AsyncConnection, story: Story) -> None:
        """Every card that shows a story is to show it as it now is."""
        for thing in ("queue", "story"):
            await self.outbox.card_changed(
                conn, story.guild_id, thing, story.number, story.revision
            )
        if story.like is not None:  # that one's card may show this one
            await self.outbox.card_changed(conn, story.guild_id, "queue", story.like)
