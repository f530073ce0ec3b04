"""A source follows its feed to another address, with what is known of its articles."""

from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.watch.stories import Source
from storage import feeds, source_facts, sources
from storage.feeds import Feed
from storage.tables import feed, feed_item, feed_item_key, source


async def move(conn: AsyncConnection, it: Source, old: Feed, key: str, now: datetime) -> Source:
    """Let a source follow ``old.moved_to``, whose key is ``key``; answers the source.

    Other guilds that follow the old address keep it: nobody answered for them. What was read
    there is known at the new address, so that nothing is announced again.
    """
    there = await feeds.find(conn, key)
    if there is not None and there.id != old.id:
        read_to = await _read_by(conn, there.id, old.ok_at or now)
        await _follow(conn, there.id)
        return await _point(conn, it, there.id, read_to)
    if there is not None or not await _others_follow(conn, it):
        await conn.execute(
            update(feed)
            .where(feed.c.id == old.id)
            .values(
                key=key,
                address=old.moved_to,
                moved_to="",
                gone=False,
                next_at=now,
                fence=feed.c.fence + 1,
                lease_until=0,
            )
        )
        return it
    new = await _copy(conn, old, key, now)
    last = await conn.execute(select(func.max(feed_item.c.id)).where(feed_item.c.feed_id == new))
    return await _point(conn, it, new, last.scalar_one() or 0)


async def _others_follow(conn: AsyncConnection, it: Source) -> bool:
    found = await conn.execute(
        select(
            exists().where(
                source.c.feed_id == it.feed_id,
                source.c.guild_id != it.guild_id,
                source.c.state != sources.REMOVED,
            )
        )
    )
    return bool(found.scalar_one())


async def _point(conn: AsyncConnection, it: Source, feed_id: int, read_to: int) -> Source:
    after = await sources.save(conn, it, replace(it, feed_id=feed_id, read_to=read_to))
    await source_facts.note_followers(conn, it.feed_id)
    return after


async def _follow(conn: AsyncConnection, feed_id: int) -> None:
    await conn.execute(update(feed).where(feed.c.id == feed_id).values(followed=True))


async def _read_by(conn: AsyncConnection, feed_id: int, moment: datetime) -> int:
    """The last article that had come by then."""
    found = await conn.execute(
        select(func.max(feed_item.c.id)).where(
            feed_item.c.feed_id == feed_id, feed_item.c.seen_at <= moment
        )
    )
    return found.scalar_one() or 0


async def _copy(conn: AsyncConnection, old: Feed, key: str, now: datetime) -> int:
    """The same feed at its new address, with its articles and their keys; answers its id."""
    made = await conn.execute(
        insert(feed)
        .values(
            key=key,
            address=old.moved_to,
            kind=old.kind,
            selectors=old.selectors and asdict(old.selectors),
            title=old.title,
            site=old.site,
            followed=True,
            memory=dict(old.memory),
            learned=old.learned,
            next_at=now,
            ok_at=old.ok_at,
            newest_at=old.newest_at,
        )
        .returning(feed.c.id)
    )
    feed_id: int = made.scalar_one()
    columns = [each for each in feed_item.c if each.name not in ("id", "feed_id")]
    rows = await conn.execute(
        select(feed_item.c.id, *columns)
        .where(feed_item.c.feed_id == old.id)
        .order_by(feed_item.c.id)
    )
    values = [dict(row._mapping) for row in rows]
    if not values:
        return feed_id
    before = [each.pop("id") for each in values]
    added = await conn.execute(
        insert(feed_item).returning(feed_item.c.id, sort_by_parameter_order=True),
        [{**each, "feed_id": feed_id} for each in values],
    )
    became = dict(zip(before, added.scalars(), strict=True))
    keys = await conn.execute(
        select(feed_item_key.c.key, feed_item_key.c.item_id).where(
            feed_item_key.c.feed_id == old.id
        )
    )
    borne = [
        {"feed_id": feed_id, "key": row.key, "item_id": became[row.item_id]}
        for row in keys
        if row.item_id in became
    ]
    if borne:
        await conn.execute(insert(feed_item_key), borne)
    return feed_id
