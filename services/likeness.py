"""Two stories that look alike: moderators say whether they are one."""

from dataclasses import replace

from domain.errors import Refused
from domain.people import Caller
from domain.watch.stories import Curation as Does
from domain.watch.stories import Story, StoryState
from services.alerts import Alerts
from services.curation_desk import CurationDesk
from services.sifting import ALIKE_FOR
from services.watch_desk import StoryWork, WatchDesk
from storage import likeness as rows
from storage import stories


class Likeness:
    """Each method raises Refused as those of Curation, and then wrote nothing."""

    def __init__(self, desk: WatchDesk, alerts: Alerts) -> None:
        self._desk = CurationDesk(desk, alerts)

    async def same(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Story:
        """It is the story that it looks like: its sources are that one's now; answers that one.

        Whatever brings it back later is that story too, rejected if that one was. Raises Refused
        besides: "nothing-alike".
        """
        async with self._desk.on(
            caller, number, Does.TO_DIGEST, revision=revision, interaction_id=interaction_id
        ) as work:
            older = await self._older(work)
            await stories.move_keys(work.conn, work.guild_id, number, older.number)
            joined = replace(
                work.story,
                state=StoryState.DROPPED,
                like=older.number,
                decided_by=caller.user_id,
                decided_at=work.now,
                publish_at=None,
            )
            newer = await self._desk.save(work, joined, "same", other=older.number)
            work.story = older
            richer = _richer(older, newer)
            saved = await self._desk.save(work, richer, "joined", other=number)
            if saved.offered != older.offered:
                await self._desk.alerts.offer(work.conn, work.settings, saved)
            return saved

    async def different(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Story:
        """They are two. Raises Refused besides: "nothing-alike"."""
        async with self._desk.on(
            caller, number, Does.TO_DIGEST, revision=revision, interaction_id=interaction_id
        ) as work:
            if work.story.like is None:
                raise Refused("nothing-alike", number=number)
            other = work.story.like
            await self._desk.watch.outbox.card_changed(work.conn, work.guild_id, "queue", other)
            return await self._desk.save(
                work, replace(work.story, like=None), "different", other=other
            )

    async def forget_old(self) -> int:
        """Forget what the titles of old stories were likened by, a guild at a time: nothing is
        likened to them any more. Links are known for good. Answers how many keys that were.
        """
        desk, total = self._desk.watch, 0
        before = desk.clock() - ALIKE_FOR
        async with desk.db.reading() as conn:
            guilds = await rows.guilds_with_any(conn)
        for guild_id in guilds:
            async with desk.db.writing() as conn:
                total += await rows.forget_likeness(conn, guild_id, before)
        return total

    async def _older(self, work: StoryWork) -> Story:
        """The story that this one looks like; where that was joined to another, the other."""
        number, seen = work.story.like, {work.story.number}
        while number is not None and number not in seen:
            seen.add(number)
            found = await stories.lock(work.conn, work.guild_id, number)
            if found is None:
                break
            if found.state is not StoryState.DROPPED or found.like is None:
                return found
            number = found.like
        raise Refused("nothing-alike", number=work.story.number)


def _richer(older: Story, newer: Story) -> Story:
    """A deadline that only the newer one knew is offered for the older one."""
    known = older.deadline or older.offered
    if newer.deadline is None or (known is not None and known.day == newer.deadline.day):
        return older
    if not older.is_call and not newer.is_call:
        return older
    return replace(older, offered=newer.deadline)
