"""The moderators' queue: its order, and one's place in it."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.watch.stories import StoryState
from storage.tables import story, story_source

QUEUED = StoryState.QUEUED.value


async def place(conn: AsyncConnection, guild_id: int, number: int) -> tuple[int, int]:
    """Where a story stands in the queue, from 1 (the oldest), and how many there are.

    0: it is not in it.
    """
    queued = (story.c.guild_id == guild_id, story.c.state == QUEUED)
    total = select(func.count()).select_from(story).where(*queued)
    before = total.where(story.c.number < number)
    there = total.where(story.c.number == number)
    found = await conn.execute(
        select(total.scalar_subquery(), before.scalar_subquery(), there.scalar_subquery())
    )
    every, earlier, here = found.one()
    return (earlier + 1 if here else 0), every


async def next_after(conn: AsyncConnection, guild_id: int, number: int) -> int | None:
    """The next story of the queue; after the last comes the first. None: the queue is empty, or
    holds nothing but this one.
    """
    queued = select(func.min(story.c.number)).where(
        story.c.guild_id == guild_id, story.c.state == QUEUED, story.c.number != number
    )
    later = await conn.execute(queued.where(story.c.number > number))
    found: int | None = later.scalar_one()
    if found is None:
        found = (await conn.execute(queued)).scalar_one()
    return found


async def queued_of_source(conn: AsyncConnection, guild_id: int, source: int) -> int:
    """How many queued stories a source carries."""
    found = await conn.execute(
        select(func.count(story.c.number.distinct()))
        .select_from(story)
        .join(
            story_source,
            (story_source.c.guild_id == story.c.guild_id)
            & (story_source.c.story == story.c.number),
        )
        .where(
            story.c.guild_id == guild_id,
            story.c.state == QUEUED,
            story_source.c.source == source,
        )
    )
    return found.scalar_one()


async def planned(conn: AsyncConnection, now: datetime, limit: int) -> list[tuple[int, int]]:
    """(guild, number) of the stories of all guilds whose moment has come, the earliest first."""
    found = await conn.execute(
        select(story.c.guild_id, story.c.number)
        .where(story.c.state == StoryState.SCHEDULED.value, story.c.publish_at <= now)
        .order_by(story.c.publish_at, story.c.number)
        .limit(limit)
    )
    return [(row.guild_id, row.number) for row in found]
