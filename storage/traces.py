"""What a guild can be told of an article: who brought it, and how the sources of its site are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.watch.stories import held_at
from storage.tables import feed, feed_item, feed_item_key, source, story_source


@dataclass(frozen=True)
class Brought:
    """An article that a source of the guild brought; ``story``: what it became, if anything;
    ``sorted``: whether the guild has looked at it.
    """

    source: str
    seen_at: datetime
    story: int | None
    sorted: bool


@dataclass(frozen=True)
class Followed:
    """A source of the guild, as its last visits left it."""

    number: int
    name: str
    state: str
    ok_at: datetime | None
    failing_since: datetime | None


async def brought(conn: AsyncConnection, guild_id: int, key: str) -> list[Brought]:
    """The articles that bear this identity key, in the feeds that the guild follows."""
    rows = await conn.execute(
        select(
            source.c.name,
            feed_item.c.id,
            feed_item.c.seen_at,
            source.c.read_to,
            story_source.c.story,
        )
        .select_from(source)
        .join(
            feed_item_key,
            and_(feed_item_key.c.feed_id == source.c.feed_id, feed_item_key.c.key == key),
        )
        .join(feed_item, feed_item.c.id == feed_item_key.c.item_id)
        .outerjoin(
            story_source,
            and_(
                story_source.c.guild_id == source.c.guild_id,
                story_source.c.source == source.c.number,
                story_source.c.item_id == feed_item.c.id,
            ),
        )
        .where(source.c.guild_id == guild_id)
        .order_by(feed_item.c.seen_at, source.c.number)
    )
    return [
        Brought(row.name, row.seen_at, row.story, row.id <= max(row.read_to, held_at(row.read_to)))
        for row in rows
    ]


async def followed(conn: AsyncConnection, guild_id: int) -> list[tuple[str, Followed]]:
    """Each source that the guild follows, with the address by which its site is known."""
    rows = await conn.execute(
        select(
            source.c.number,
            source.c.name,
            source.c.state,
            feed.c.ok_at,
            feed.c.failing_since,
            feed.c.site,
            feed.c.address,
        )
        .join(feed, feed.c.id == source.c.feed_id)
        .where(source.c.guild_id == guild_id, source.c.state != "removed")
        .order_by(source.c.number)
    )
    return [
        (
            row.site or row.address,
            Followed(row.number, row.name, row.state, row.ok_at, row.failing_since),
        )
        for row in rows
    ]
