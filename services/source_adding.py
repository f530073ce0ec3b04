"""A source that was looked at is followed: what it held is known, only the rest will be news."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Act, Caller
from domain.watch.stories import Mode, Source
from feeds.workshop import Workshop
from services.appraising import appraise
from services.learning import Learning, read
from services.sifting import Sifting
from services.source_preview import selectors_in, unpacked
from services.sources import Sources, Wanted
from services.watch_desk import WatchDesk, WatchWork
from services.watch_drafts import WatchDrafts
from storage import feed_items, feeds, stories
from storage import sources as rows
from storage.feed_items import FeedItem

NEWEST = 3
NEXT_VISIT = timedelta(minutes=30)


@dataclass(frozen=True)
class Added:
    """A source that is followed from now on, and its newest articles, which are not announced."""

    source: Source
    newest: tuple[FeedItem, ...]


class SourceAdding:
    """Each method raises Refused, and then wrote nothing."""

    def __init__(
        self,
        desk: WatchDesk,
        sources: Sources,
        drafts: WatchDrafts,
        learning: Learning,
        sifting: Sifting,
        workshop: Workshop,
    ) -> None:
        self._desk = desk
        self._sources = sources
        self._drafts = drafts
        self._learning = learning
        self._sifting = sifting
        self._workshop = workshop

    async def follow(
        self,
        caller: Caller,
        draft: int,
        mode: Mode,
        topic: int | None,
        *,
        interaction_id: int | None = None,
    ) -> Added:
        """Follow what a preview showed; what it held is known, and not announced.

        Raises Refused: "moderators-only", "already-done", "watch-draft-gone", "topic-unknown",
        "source-followed", "source-too-many".
        """
        facts = await self._drafts.of(caller, draft, "preview")
        reading = await read(unpacked(facts["feed"]), whole=facts["whole"])
        async with self._desk.acting(caller, interaction_id, act=Act.MODERATE) as work:
            wanted = Wanted(
                facts["address"],
                facts["kind"],
                facts["name"],
                mode,
                topic,
                selectors_in(facts),
                reading.parsed.title,
                reading.parsed.site,
            )
            it = await self._sources.add(work, wanted)
            feed = await feeds.one(work.conn, it.feed_id)
            if feed is not None and not feed.learned:
                columns = await self._learning.learn(work.conn, feed, reading, work.now)
                columns |= _visited(work, facts)
                await feeds.write_all(work.conn, [(feed, columns)])
            newest = await feed_items.newest(work.conn, it.feed_id, NEWEST)
            after = await rows.one(work.conn, caller.guild_id, it.number)
        return Added(after or it, tuple(newest))

    async def queue(
        self,
        caller: Caller,
        number: int,
        items: Sequence[int],
        *,
        interaction_id: int | None = None,
    ) -> int:
        """Put articles of a source, which were known when it was followed, in front of moderators;
        answers how many were not there already.

        Raises Refused: "moderators-only", "already-done", "source-unknown".
        """
        view = await self._sources.view(caller, number)
        async with self._desk.db.reading() as conn:
            settings = await self._desk.settings.of(conn, caller.guild_id)
            found = (await feed_items.these(conn, items)).values()
        mine = [each for each in found if each.feed_id == view.source.feed_id]
        seen = await appraise(self._workshop, view.source, mine, [], settings.zone)
        async with self._desk.acting(caller, interaction_id, act=Act.MODERATE) as work:
            await stories.hold_others(work.conn, caller.guild_id)
            fresh = [
                each
                for each in seen.articles
                if not await self._carried(work.conn, caller.guild_id, each.item.id)
            ]
            seen = replace(seen, articles=tuple(fresh))
            return await self._sifting.queue_known(
                work.conn, work.settings, view.source, seen, work.now
            )

    async def _carried(self, conn: AsyncConnection, guild_id: int, item: int) -> bool:
        return any(guild == guild_id for guild, _ in await stories.carrying(conn, item))


def _visited(work: WatchWork, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The looked-at feed counts as visited; one that was not kept whole is read again at once."""
    visited = {"checked_at": work.now, "ok_at": work.now, "visits": 1, "next_at": work.now}
    if facts["whole"]:
        visited |= {**facts["validators"], "next_at": work.now + NEXT_VISIT}
    return visited
