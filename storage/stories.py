"""Stories as rows: made, found again, written; which sources carry them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, and_, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.watch.stories import Carried, Deadline, Story, StoryState
from storage.counters import next_number, next_numbers
from storage.dialects import insert_if_absent, insert_once
from storage.tables import source, story, story_key, story_source


def _deadline(said: dict[str, Any] | None) -> Deadline | None:
    if not said:
        return None
    minute = said.get("minute")
    at = None if minute is None else time(minute // 60, minute % 60)
    return Deadline(date.fromisoformat(said["day"]), at, said.get("quote", ""))


def deadline_to_json(deadline: Deadline | None) -> dict[str, Any] | None:
    if deadline is None:
        return None
    return {
        "day": deadline.day.isoformat(),
        "minute": deadline.minute,
        "quote": deadline.quote,
    }


def to_story(row: Row[Any]) -> Story:
    known = None
    if row.deadline:
        known = {
            "day": row.deadline,
            "minute": row.deadline_minute,
            "quote": row.deadline_quote,
        }
    return Story(
        guild_id=row.guild_id,
        number=row.number,
        state=StoryState(row.state),
        title=row.title,
        found_at=row.found_at,
        link=row.link,
        summary=row.summary,
        author=row.author,
        topic=row.topic,
        published=row.published,
        suggested_by=row.suggested_by,
        comment=row.comment,
        edited=row.edited,
        first_yes=row.first_yes,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
        publish_at=row.publish_at,
        rule=row.rule,
        like=row.like,
        is_call=row.is_call,
        deadline=_deadline(known),
        confirmed=row.deadline_confirmed,
        offered=_deadline(row.deadline_offered),
        channel_id=row.channel_id,
        thread_id=row.thread_id,
        revision=row.revision,
    )


def to_values(it: Story) -> dict[str, Any]:
    """Every column but the key and the revision."""
    return {
        "state": it.state.value,
        "title": it.title,
        "link": it.link,
        "summary": it.summary,
        "author": it.author,
        "topic": it.topic,
        "published": it.published,
        "found_at": it.found_at,
        "suggested_by": it.suggested_by,
        "comment": it.comment,
        "edited": it.edited,
        "first_yes": it.first_yes,
        "decided_by": it.decided_by,
        "decided_at": it.decided_at,
        "reason": it.reason,
        "publish_at": it.publish_at,
        "rule": it.rule,
        "like": it.like,
        "is_call": it.is_call,
        "deadline": it.deadline and it.deadline.day.isoformat(),
        "deadline_minute": it.deadline and it.deadline.minute,
        "deadline_quote": it.deadline.quote if it.deadline else "",
        "deadline_confirmed": it.confirmed,
        "deadline_offered": deadline_to_json(it.offered),
        "channel_id": it.channel_id,
        "thread_id": it.thread_id,
    }


async def hold_others(conn: AsyncConnection, guild_id: int) -> None:
    """Make whoever else makes or merges stories of this guild wait until this transaction ends."""
    await next_numbers(conn, guild_id, "story", 0)


async def create(conn: AsyncConnection, new: Story) -> int:
    """Write a new story; answers its number."""
    number = await next_number(conn, new.guild_id, "story")
    await conn.execute(insert(story).values(guild_id=new.guild_id, number=number, **to_values(new)))
    return number


async def one(conn: AsyncConnection, guild_id: int, number: int) -> Story | None:
    row = await conn.execute(
        select(story).where(story.c.guild_id == guild_id, story.c.number == number)
    )
    found = row.one_or_none()
    return None if found is None else to_story(found)


async def lock(conn: AsyncConnection, guild_id: int, number: int) -> Story | None:
    """As ``one``; another act on this story waits until this transaction ends."""
    row = await conn.execute(
        update(story)
        .where(story.c.guild_id == guild_id, story.c.number == number)
        .values(revision=story.c.revision)
        .returning(story)
    )
    found = row.one_or_none()
    return None if found is None else to_story(found)


async def many(conn: AsyncConnection, guild_id: int, numbers: Collection[int]) -> list[Story]:
    """These stories, in the order of their numbers."""
    rows = await conn.execute(
        select(story)
        .where(story.c.guild_id == guild_id, story.c.number.in_(numbers))
        .order_by(story.c.number)
    )
    return [to_story(row) for row in rows]


async def in_state(
    conn: AsyncConnection, guild_id: int, *states: StoryState, limit: int = 1000
) -> list[Story]:
    """Stories in these states, the oldest first."""
    rows = await conn.execute(
        select(story)
        .where(story.c.guild_id == guild_id, story.c.state.in_([each.value for each in states]))
        .order_by(story.c.number)
        .limit(limit)
    )
    return [to_story(row) for row in rows]


async def save(conn: AsyncConnection, before: Story, after: Story) -> Story:
    """Write a story that was read in this transaction; its revision goes up by one.

    Raises Refused("card-changed") when somebody else wrote it meanwhile.
    """
    written = await conn.execute(
        update(story)
        .where(
            story.c.guild_id == before.guild_id,
            story.c.number == before.number,
            story.c.revision == before.revision,
        )
        .values(**to_values(after), revision=before.revision + 1)
        .returning(story)
    )
    row = written.one_or_none()
    if row is None:
        raise Refused("card-changed", number=before.number)
    return to_story(row)


# -- known again -----------------------------------------------------------------------------------


async def add_keys(
    conn: AsyncConnection, guild_id: int, number: int, keys: Iterable[str], at: datetime
) -> None:
    """A story is known by these keys too (``l:`` links, ``t:`` what a title is likened by)."""
    values = [
        {"guild_id": guild_id, "key": key, "story": number, "at": at} for key in dict.fromkeys(keys)
    ]
    if values:
        await conn.execute(insert_if_absent(conn, story_key), values)


async def by_keys(
    conn: AsyncConnection,
    guild_id: int,
    keys: Collection[str],
    since: datetime | None = None,
    *,
    most: int = 1000,
) -> dict[str, list[int]]:
    """For each key, the stories that bear it, the oldest first; ``since`` leaves out older keys.

    The ``most`` newest: a feed may give all its articles one link.
    """
    found: dict[str, list[int]] = {}
    query = select(story_key.c.key, story_key.c.story).where(
        story_key.c.guild_id == guild_id, story_key.c.key.in_(list(keys))
    )
    if since is not None:
        query = query.where(story_key.c.at >= since)
    newest = await conn.execute(query.order_by(story_key.c.story.desc()).limit(most))
    for key, number in reversed(newest.all()):
        found.setdefault(key, []).append(number)
    return found


async def carry(
    conn: AsyncConnection,
    guild_id: int,
    number: int,
    source_number: int,
    item_id: int,
    link: str,
    at: datetime,
) -> bool:
    """Note that a source carries a story by this article; False: it was noted before."""
    values = {
        "guild_id": guild_id,
        "story": number,
        "source": source_number,
        "item_id": item_id,
        "link": link,
        "at": at,
    }
    return await insert_once(conn, story_source, values, ["guild_id", "story", "source", "item_id"])


async def carried_by(
    conn: AsyncConnection, guild_id: int, source_number: int, numbers: Collection[int]
) -> set[int]:
    """Those of these stories that a source carries already."""
    found = await conn.execute(
        select(story_source.c.story).where(
            story_source.c.guild_id == guild_id,
            story_source.c.source == source_number,
            story_source.c.story.in_(numbers),
        )
    )
    return set(found.scalars())


async def sharing_keys(
    conn: AsyncConnection,
    guild_id: int,
    keys: Collection[str],
    since: datetime,
    not_of: int,
    limit: int,
) -> list[Story]:
    """Stories that bear one of these keys since then and that the source ``not_of`` doesn't carry,
    the newest first.
    """
    mine = exists().where(
        story_source.c.guild_id == guild_id,
        story_source.c.source == not_of,
        story_source.c.story == story.c.number,
    )
    bearing = select(story_key.c.story).where(
        story_key.c.guild_id == guild_id, story_key.c.key.in_(keys), story_key.c.at >= since
    )
    rows = await conn.execute(
        select(story)
        .where(story.c.guild_id == guild_id, story.c.number.in_(bearing), ~mine)
        .order_by(story.c.number.desc())
        .limit(limit)
    )
    return [to_story(row) for row in rows]


async def repeating(
    conn: AsyncConnection, guild_id: int, number: int, limit: int = 3
) -> list[Story]:
    """Queued stories that may repeat this one, the oldest first."""
    rows = await conn.execute(
        select(story)
        .where(
            story.c.guild_id == guild_id,
            story.c.state == StoryState.QUEUED.value,
            story.c.like == number,
        )
        .order_by(story.c.number)
        .limit(limit)
    )
    return [to_story(row) for row in rows]


async def carrying(conn: AsyncConnection, item_id: int) -> list[tuple[int, int]]:
    """(guild, number) of the stories that this article of a feed has made or joined."""
    found = await conn.execute(
        select(story_source.c.guild_id, story_source.c.story)
        .where(story_source.c.item_id == item_id)
        .distinct()
        .order_by(story_source.c.guild_id, story_source.c.story)
    )
    return [(row.guild_id, row.story) for row in found]


async def carried(conn: AsyncConnection, guild_id: int, number: int) -> list[Carried]:
    """The sources that carry a story, in the order in which they brought it."""
    rows = await conn.execute(
        select(story_source.c.source, source.c.name, story_source.c.link, story_source.c.at)
        .join(
            source,
            and_(
                source.c.guild_id == story_source.c.guild_id,
                source.c.number == story_source.c.source,
            ),
        )
        .where(story_source.c.guild_id == guild_id, story_source.c.story == number)
        .order_by(story_source.c.at, story_source.c.source)
    )
    first: dict[int, Carried] = {}
    for row in rows:
        first.setdefault(row.source, Carried(row.source, row.name, row.link, row.at))
    return list(first.values())


async def move_keys(conn: AsyncConnection, guild_id: int, old: int, new: int) -> None:
    """What one story was known and carried by belongs to another from now on."""
    keys = await conn.execute(
        select(story_key.c.key, story_key.c.at).where(
            story_key.c.guild_id == guild_id, story_key.c.story == old
        )
    )
    for key, at in keys.all():
        await add_keys(conn, guild_id, new, [key], at)
    await conn.execute(
        delete(story_key).where(story_key.c.guild_id == guild_id, story_key.c.story == old)
    )
    brought = await conn.execute(
        select(story_source).where(story_source.c.guild_id == guild_id, story_source.c.story == old)
    )
    for row in brought.all():
        await carry(conn, guild_id, new, row.source, row.item_id, row.link, row.at)
    await conn.execute(
        delete(story_source).where(story_source.c.guild_id == guild_id, story_source.c.story == old)
    )


async def published_since(
    conn: AsyncConnection, guild_id: int, channel_id: int, since: datetime
) -> int:
    """How many alerts were published in a channel since a moment."""
    found = await conn.execute(
        select(func.count())
        .select_from(story)
        .where(
            story.c.guild_id == guild_id,
            story.c.state == StoryState.PUBLISHED.value,
            story.c.channel_id == channel_id,
            story.c.decided_at >= since,
        )
    )
    return found.scalar_one()


async def forget_channel(conn: AsyncConnection, guild_id: int, channel_id: int) -> None:
    """A channel was deleted: what comes of its stories goes where their topic is by now."""
    await conn.execute(
        update(story)
        .where(story.c.guild_id == guild_id, story.c.channel_id == channel_id)
        .values(channel_id=None)
    )


async def suggestions_waiting(conn: AsyncConnection, guild_id: int, user_id: int) -> int:
    """How many pages that a member suggested are still in the queue."""
    found = await conn.execute(
        select(func.count())
        .select_from(story)
        .where(
            story.c.guild_id == guild_id,
            story.c.state == StoryState.QUEUED.value,
            story.c.suggested_by == user_id,
        )
    )
    return found.scalar_one()


async def guilds_with(conn: AsyncConnection, *states: StoryState) -> Sequence[int]:
    """Guilds that have a story in one of these states."""
    found = await conn.execute(
        select(story.c.guild_id)
        .where(story.c.state.in_([each.value for each in states]))
        .distinct()
    )
    return found.scalars().all()
