"""What is told of sources: their articles, and how many of these were approved."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.watch.stories import APPROVED, SourceState, StoryState
from storage.feed_items import FeedItem, to_item
from storage.tables import feed, feed_item, source, story, story_source

DECIDED = [each.value for each in (*sorted(APPROVED), StoryState.REJECTED)]
APPROVED_VALUES = [each.value for each in sorted(APPROVED)]


async def articles(
    conn: AsyncConnection, feed_ids: Collection[int], since: datetime | None, limit: int
) -> list[FeedItem]:
    """The articles of these feeds seen since a moment, the newest first."""
    query = select(feed_item).where(feed_item.c.feed_id.in_(list(feed_ids)))
    if since is not None:
        query = query.where(feed_item.c.seen_at >= since)
    newest = func.coalesce(feed_item.c.published, feed_item.c.seen_at)
    rows = await conn.execute(query.order_by(newest.desc(), feed_item.c.id.desc()).limit(limit))
    return [to_item(row) for row in rows]


async def last_articles(
    conn: AsyncConnection, feed_ids: Collection[int], now: datetime
) -> dict[int, datetime]:
    """When each feed last published; articles dated in the future don't count."""
    at = func.coalesce(feed_item.c.published, feed_item.c.seen_at)
    rows = await conn.execute(
        select(feed_item.c.feed_id, func.max(at))
        .where(feed_item.c.feed_id.in_(list(feed_ids)), at <= now)
        .group_by(feed_item.c.feed_id)
    )
    return {row[0]: row[1] for row in rows}


async def verdicts(conn: AsyncConnection, guild_id: int) -> dict[int, tuple[int, int]]:
    """For each source: how many of its stories were approved, of how many that were decided."""
    carried = (
        select(story_source.c.source, story_source.c.story)
        .where(story_source.c.guild_id == guild_id)
        .distinct()
        .subquery()
    )
    kept = func.sum(case((story.c.state.in_(APPROVED_VALUES), 1), else_=0))
    rows = await conn.execute(
        select(carried.c.source, kept, func.count())
        .join(story, story.c.number == carried.c.story)
        .where(story.c.guild_id == guild_id, story.c.state.in_(DECIDED))
        .group_by(carried.c.source)
    )
    return {number: (int(good), int(every)) for number, good, every in rows}


# -- feeds that change -----------------------------------------------------------------------------


async def note_followers(conn: AsyncConnection, feed_id: int) -> None:
    """A feed is visited as long as a live source follows it."""
    live = exists().where(source.c.feed_id == feed.c.id, source.c.state == SourceState.LIVE.value)
    await conn.execute(update(feed).where(feed.c.id == feed_id).values(followed=live))


async def begin_again(conn: AsyncConnection, feed_id: int, now: datetime) -> None:
    """A feed that nobody followed for a while is followed again: what it holds is learned first.

    A worker that still has it writes nothing.
    """
    await conn.execute(
        update(feed)
        .where(feed.c.id == feed_id)
        .values(
            learned=False,
            gone=False,
            etag="",
            last_modified="",
            body_hash="",
            next_at=now,
            fence=feed.c.fence + 1,
            lease_until=0,
        )
    )
