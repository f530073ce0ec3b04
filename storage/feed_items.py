"""The articles of each feed, and the keys by which they are known again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.watch.entry import Entry
from storage import dialects
from storage.tables import feed_item, feed_item_key, story_source


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article as it was read; ``seen_at``: for the first time. Texts as in Entry."""

    id: int
    feed_id: int
    title: str
    link: str
    summary: str
    author: str
    published: datetime | None
    updated: datetime | None
    seen_at: datetime


def to_item(row: Sequence[Any]) -> FeedItem:
    return FeedItem(*row)


FEED = bindparam("feed", type_=BigInteger)

IDS: BindParameter[Any] = bindparam("ids", expanding=True)

THESE = select(feed_item).where(feed_item.c.id.in_(IDS))
ADD = insert(feed_item).returning(feed_item.c.id, sort_by_parameter_order=True)
CORRECT = (
    update(feed_item)
    .where(feed_item.c.id == bindparam("of"))
    .values(
        {
            name: bindparam(f"new_{name}", type_=feed_item.c[name].type)
            for name in ("title", "link", "summary", "author", "published", "updated")
        }
    )
)
DROP = delete(feed_item_key).where(
    feed_item_key.c.feed_id == FEED,
    feed_item_key.c.key == bindparam("named"),
    feed_item_key.c.item_id == bindparam("of"),
)
AFTER = (
    select(feed_item)
    .where(feed_item.c.feed_id == FEED, feed_item.c.id > bindparam("read_to", type_=BigInteger))
    .order_by(feed_item.c.id)
    .limit(bindparam("most"))
)


# -- known again: by key only, which takes as long among a hundred thousand as among ten -----------


async def bearing(
    conn: AsyncConnection, feed_id: int, keys: Sequence[str]
) -> dict[int, tuple[FeedItem, frozenset[str]]]:
    """The articles of a feed that bear one of these keys, each with all of its keys, by id."""
    dialect = conn.dialect.name
    rows = await conn.execute(
        _bearing(dialect), {"feed": feed_id, "keys": dialects.listed(dialect, keys)}
    )
    return {row.id: (to_item(row[:-1]), frozenset(row.all_keys.split(" "))) for row in rows}


@cache
def _bearing(dialect: str) -> Select[Any]:
    """No key holds a space."""
    bearers = select(feed_item_key.c.item_id).where(
        feed_item_key.c.feed_id == FEED, dialects.among(dialect, feed_item_key.c.key, "keys")
    )
    keys = func.aggregate_strings(feed_item_key.c.key, " ").label("all_keys")
    return (
        select(feed_item, keys)
        .join(feed_item_key, feed_item_key.c.item_id == feed_item.c.id)
        .where(feed_item.c.id.in_(bearers))
        .group_by(feed_item.c.id)
    )


async def these(conn: AsyncConnection, ids: Collection[int]) -> dict[int, FeedItem]:
    """These articles, by id."""
    if not ids:
        return {}
    rows = await conn.execute(THESE, {"ids": list(ids)})
    return {row.id: to_item(row) for row in rows}


async def add(
    conn: AsyncConnection, feed_id: int, entries: Sequence[Entry], seen_at: datetime
) -> list[int]:
    """Write new articles in this order; answers their ids, which grow."""
    if not entries:
        return []
    values = [
        {
            "feed_id": feed_id,
            "title": entry.title,
            "link": entry.link,
            "summary": entry.summary,
            "author": entry.author,
            "published": entry.published,
            "updated": entry.updated,
            "seen_at": seen_at,
        }
        for entry in entries
    ]
    return list((await conn.execute(ADD, values)).scalars())


async def add_keys(conn: AsyncConnection, feed_id: int, keys: Collection[tuple[str, int]]) -> None:
    """Articles are known by these keys too: (key, article)."""
    if keys:
        values = [{"feed_id": feed_id, "key": key, "item_id": item} for key, item in keys]
        await conn.execute(dialects.insert_if_absent(conn, feed_item_key), values)


async def drop_keys(conn: AsyncConnection, feed_id: int, keys: Collection[tuple[str, int]]) -> None:
    """Articles are no longer known by these keys: (key, article)."""
    if keys:
        await conn.execute(
            DROP, [{"feed": feed_id, "of": item, "named": key} for key, item in keys]
        )


async def unlearn(conn: AsyncConnection, feed_id: int, after: int) -> None:
    """Articles that came after this one are not known again when they come back."""
    await conn.execute(
        delete(feed_item_key).where(
            feed_item_key.c.feed_id == feed_id, feed_item_key.c.item_id > after
        )
    )


async def correct(conn: AsyncConnection, corrected: Sequence[tuple[int, Entry]]) -> None:
    """Articles are from now on as their source has corrected them."""
    values = [
        {
            "of": item,
            "new_title": entry.title,
            "new_link": entry.link,
            "new_summary": entry.summary,
            "new_author": entry.author,
            "new_published": entry.published,
            "new_updated": entry.updated,
        }
        for item, entry in corrected
    ]
    if values:
        await conn.execute(CORRECT, values)


# -- read by those who follow ----------------------------------------------------------------------


async def items_after(
    conn: AsyncConnection, feed_id: int, read_to: int, limit: int
) -> list[FeedItem]:
    """The next articles of a feed, in the order in which they came."""
    values = {"feed": feed_id, "read_to": read_to, "most": limit}
    return [to_item(row) for row in await conn.execute(AFTER, values)]


async def newest(conn: AsyncConnection, feed_id: int, many: int) -> list[FeedItem]:
    """The articles that came last, the last first."""
    rows = await conn.execute(
        select(feed_item)
        .where(feed_item.c.feed_id == feed_id, or_(feed_item.c.title != "", feed_item.c.link != ""))
        .order_by(feed_item.c.id.desc())
        .limit(many)
    )
    return [to_item(row) for row in rows]


async def last_item(conn: AsyncConnection, feed_id: int) -> int:
    """The id of the last article of a feed, 0 when it has none: where a new follower begins."""
    found = select(func.max(feed_item.c.id)).where(feed_item.c.feed_id == feed_id)
    return (await conn.execute(found)).scalar() or 0


# -- what is forgotten -----------------------------------------------------------------------------

LASTING = ("g:%", "l:%", "f:%")
"""Keys of guids and links: by these an old article that comes back is known again for good."""


async def old_texts(
    conn: AsyncConnection, before: datetime, after: int, limit: int
) -> Sequence[int]:
    """The next articles past ``after``, first seen before then, that no story carries and that
    still have a text. One look at each, however many there are.
    """
    carried = exists().where(story_source.c.item_id == feed_item.c.id)
    texts = or_(feed_item.c.title != "", feed_item.c.summary != "", feed_item.c.author != "")
    found = await conn.execute(
        select(feed_item.c.id)
        .where(feed_item.c.id > after, feed_item.c.seen_at < before, texts, ~carried)
        .order_by(feed_item.c.id)
        .limit(limit)
    )
    return found.scalars().all()


async def forget_texts(conn: AsyncConnection, ids: Sequence[int]) -> None:
    """Forget the texts of these articles.

    What makes them known again stays, so that an article that comes back is never news.
    """
    await conn.execute(
        update(feed_item).where(feed_item.c.id.in_(ids)).values(title="", summary="", author="")
    )
    lasting = or_(*(feed_item_key.c.key.like(kind) for kind in LASTING))
    other = feed_item_key.alias()
    has_lasting = exists().where(
        other.c.item_id == feed_item_key.c.item_id,
        or_(*(other.c.key.like(kind) for kind in LASTING)),
    )
    await conn.execute(
        delete(feed_item_key).where(feed_item_key.c.item_id.in_(ids), ~lasting, has_lasting)
    )
