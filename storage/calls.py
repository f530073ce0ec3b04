"""Calls for projects: those still open, and who is interested in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.watch.stories import APPROVED, Story
from storage.dialects import upsert
from storage.stories import to_story
from storage.tables import card, owed, story, story_person


@dataclass(frozen=True)
class Interest:
    """What somebody wants of a call; ``organisation``: for whom, None in their own name.

    ``at``: when they last said so.
    """

    user_id: int
    organisation: int | None
    interested: bool
    remind: bool
    at: datetime


async def open_calls(
    conn: AsyncConnection,
    guild_id: int,
    today: date,
    *,
    topic: int | None = None,
    until: date | None = None,
) -> list[Story]:
    """Approved calls whose deadline is confirmed and not past, the nearest first."""
    query = select(story).where(
        story.c.guild_id == guild_id,
        story.c.is_call,
        story.c.deadline_confirmed,
        story.c.state.in_([each.value for each in APPROVED]),
        story.c.deadline >= today.isoformat(),
    )
    if topic is not None:
        query = query.where(story.c.topic == topic)
    if until is not None:
        query = query.where(story.c.deadline <= until.isoformat())
    rows = await conn.execute(query.order_by(story.c.deadline, story.c.number))
    return [to_story(row) for row in rows]


async def guilds_with_calls(conn: AsyncConnection, since: date, until: date) -> list[int]:
    """Guilds that have a confirmed deadline on these days."""
    found = await conn.execute(
        select(story.c.guild_id)
        .where(
            story.c.is_call,
            story.c.deadline_confirmed,
            story.c.deadline.between(since.isoformat(), until.isoformat()),
        )
        .distinct()
    )
    return list(found.scalars())


async def interests(conn: AsyncConnection, guild_id: int, number: int) -> list[Interest]:
    """Who wants something of a call, in the order in which they said so."""
    rows = await conn.execute(
        select(story_person)
        .where(story_person.c.guild_id == guild_id, story_person.c.story == number)
        .order_by(story_person.c.at, story_person.c.user_id)
    )
    return [
        Interest(row.user_id, row.organisation, row.interested, row.remind, row.at) for row in rows
    ]


async def set_interest(
    conn: AsyncConnection, guild_id: int, number: int, user_id: int, at: datetime, **what: Any
) -> None:
    """Note what somebody wants of a call: ``interested``, ``remind``, ``organisation``."""
    said = {"at": at, **what}
    values = {"guild_id": guild_id, "story": number, "user_id": user_id, **said}
    await upsert(conn, story_person, values, ["guild_id", "story", "user_id"], changes=said)


async def alert_message(
    conn: AsyncConnection, guild_id: int, number: int
) -> tuple[int, int] | None:
    """The channel and message in which a story was published, once it was."""
    row = (
        await conn.execute(
            select(card.c.channel_id, card.c.message_id).where(
                card.c.guild_id == guild_id,
                card.c.thing == "story",
                card.c.number == number,
                card.c.audience == "channel",
                card.c.message_id.is_not(None),
            )
        )
    ).one_or_none()
    return None if row is None else (row.channel_id, row.message_id)


async def told(conn: AsyncConnection, guild_id: int, keys: Collection[str]) -> set[str]:
    """Those of these messages that were owed already."""
    found = await conn.execute(
        select(owed.c.key).where(owed.c.guild_id == guild_id, owed.c.key.in_(list(keys)))
    )
    return set(found.scalars())
