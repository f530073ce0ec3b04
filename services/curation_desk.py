"""What every act of moderators on a story begins and ends with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from domain.errors import Refused
from domain.people import Act, Caller
from domain.watch.stories import Curation, Story, refuse_unless_leads
from services.alerts import Alerts
from services.watch_desk import StoryWork, WatchDesk
from storage import stories


class CurationDesk:
    """One transaction an act: the guild's stories are held, then the one that it is about."""

    def __init__(self, desk: WatchDesk, alerts: Alerts) -> None:
        self.watch = desk
        self.alerts = alerts

    @asynccontextmanager
    async def on(
        self,
        caller: Caller,
        number: int,
        act: Curation | None = None,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> AsyncIterator[StoryWork]:
        """A moderator's transaction on a story; ``act``: it has to lead somewhere from its state.

        Raises Refused: "moderators-only", "already-done", "story-unknown", "card-changed" when
        the card pressed showed another revision, "story-state".
        """
        async with self.watch.acting(caller, interaction_id, act=Act.MODERATE) as work:
            # Always before a story: whoever makes or merges stories takes them in this order.
            await stories.hold_others(work.conn, caller.guild_id)
            found = await stories.lock(work.conn, caller.guild_id, number)
            if found is None:
                raise Refused("story-unknown", number=number)
            if revision is not None and revision != found.revision:
                raise Refused("card-changed", number=number)
            if act is not None:
                refuse_unless_leads(found.state, act)
            yield StoryWork(work.conn, work.now, work.settings, work.actor, found)

    async def save(self, work: StoryWork, after: Story, act: str, **facts: Any) -> Story:
        """Write what became of the story, its journal, and ask for its cards to follow."""
        saved = await stories.save(work.conn, work.story, after)
        await self.note(work, act, **facts)
        if saved.approved:
            await self.alerts.keep_words(work.conn, saved)
        elif work.story.approved:
            await self.alerts.forget_words(work.conn, saved)
        await self.watch.redraw(work.conn, saved)
        work.story = saved
        return saved

    async def note(self, work: StoryWork, act: str, **facts: Any) -> None:
        await self.watch.note(work, act, "story", work.story.number, **facts)
