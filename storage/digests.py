"""Digests that were owed, and what people follow."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.counters import next_number
from storage.dialects import insert_once
from storage.tables import digest, follow, story

NETWORK = 0
"""Stands for the person of a digest that is the network's own."""


@dataclass(frozen=True)
class Follow:
    """What a member wants to be told of: a topic, words, or both. ``channel_id`` None: privately.

    ``rhythm``: "now" or "digest".
    """

    guild_id: int
    number: int
    user_id: int
    topic: int | None
    words: str
    channel_id: int | None
    rhythm: str
    made_at: datetime


def _follow(row: Row[Any]) -> Follow:
    return Follow(
        row.guild_id,
        row.number,
        row.user_id,
        row.topic,
        row.words,
        row.channel_id,
        row.rhythm,
        row.made_at,
    )


async def last_digest(
    conn: AsyncConnection, guild_id: int, person: int = NETWORK
) -> tuple[date, datetime] | None:
    """The day of the last digest of the network or of a person, and when it was owed."""
    row = (
        await conn.execute(
            select(digest.c.day, digest.c.at)
            .where(digest.c.guild_id == guild_id, digest.c.person == person)
            .order_by(digest.c.day.desc())
            .limit(1)
        )
    ).one_or_none()
    return None if row is None else (date.fromisoformat(row.day), row.at)


async def keep_digest(
    conn: AsyncConnection, guild_id: int, day: date, person: int, at: datetime, stories: int
) -> bool:
    """Note a digest; False: it was noted before, and is not to be owed again."""
    values = {
        "guild_id": guild_id,
        "day": day.isoformat(),
        "person": person,
        "at": at,
        "stories": stories,
    }
    return await insert_once(conn, digest, values, ["guild_id", "day", "person"])


async def add_follow(conn: AsyncConnection, new: Follow) -> Follow:
    number = await next_number(conn, new.guild_id, "follow")
    made = Follow(
        new.guild_id,
        number,
        new.user_id,
        new.topic,
        new.words,
        new.channel_id,
        new.rhythm,
        new.made_at,
    )
    await conn.execute(insert(follow).values(**made.__dict__))
    return made


async def drop_follow(conn: AsyncConnection, guild_id: int, number: int, user_id: int) -> bool:
    """Stop following; False when it is not there, or another person's."""
    gone = await conn.execute(
        delete(follow).where(
            follow.c.guild_id == guild_id,
            follow.c.number == number,
            follow.c.user_id == user_id,
        )
    )
    return gone.rowcount > 0


async def follows(
    conn: AsyncConnection, guild_id: int, *, user_id: int | None = None, rhythm: str | None = None
) -> list[Follow]:
    """What is followed in a guild, by one person or by all, the oldest first."""
    query = select(follow).where(follow.c.guild_id == guild_id)
    if user_id is not None:
        query = query.where(follow.c.user_id == user_id)
    if rhythm is not None:
        query = query.where(follow.c.rhythm == rhythm)
    return [_follow(row) for row in await conn.execute(query.order_by(follow.c.number))]


async def followers(
    conn: AsyncConnection, rhythm: str
) -> dict[int, dict[int, tuple[datetime, date | None]]]:
    """In each guild, who follows something: since when, and the day of their last digest.

    One question for all guilds: it is asked every few seconds.
    """
    last = (
        select(func.max(digest.c.day))
        .where(digest.c.guild_id == follow.c.guild_id, digest.c.person == follow.c.user_id)
        .scalar_subquery()
    )
    found = await conn.execute(
        select(follow.c.guild_id, follow.c.user_id, func.min(follow.c.made_at), last)
        .where(follow.c.rhythm == rhythm)
        .group_by(follow.c.guild_id, follow.c.user_id)
        .order_by(follow.c.guild_id, follow.c.user_id)
    )
    guilds: dict[int, dict[int, tuple[datetime, date | None]]] = defaultdict(dict)
    for guild_id, person, since, day in found:
        guilds[guild_id][person] = (since, date.fromisoformat(day) if day else None)
    return guilds


async def approved_between(
    conn: AsyncConnection, guild_id: int, states: Sequence[str], since: datetime, until: datetime
) -> list[int]:
    """Numbers of the stories in these states that were decided in [since, until)."""
    found = await conn.execute(
        select(story.c.number)
        .where(
            story.c.guild_id == guild_id,
            story.c.state.in_(states),
            story.c.decided_at >= since,
            story.c.decided_at < until,
        )
        .order_by(story.c.decided_at, story.c.number)
    )
    return list(found.scalars())
