"""Topics as rows; a guild that has made none gets the first five when it needs them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.text import fold
from domain.watch.stories import FIRST_TOPICS, Topic
from storage.counters import next_number, next_numbers
from storage.tables import topic


def to_topic(row: Row[Any]) -> Topic:
    return Topic(
        guild_id=row.guild_id,
        number=row.number,
        name=row.name,
        emoji=row.emoji,
        accent=row.accent,
        channel_id=row.channel_id,
        role_id=row.role_id,
        place=row.place,
        revision=row.revision,
    )


def to_values(it: Topic) -> dict[str, Any]:
    """Every column but the key and the revision."""
    return {
        "name": it.name,
        "folded": fold(it.name),
        "emoji": it.emoji,
        "accent": it.accent,
        "channel_id": it.channel_id,
        "role_id": it.role_id,
        "place": it.place,
    }


async def topics(conn: AsyncConnection, guild_id: int) -> list[Topic]:
    """The topics of a guild in the order in which they were made, without those removed."""
    rows = await conn.execute(
        select(topic).where(topic.c.guild_id == guild_id, ~topic.c.removed).order_by(topic.c.number)
    )
    return [to_topic(row) for row in rows]


async def pointing(conn: AsyncConnection) -> list[Topic]:
    """The topics of all guilds that have a channel or a role of their own."""
    rows = await conn.execute(
        select(topic)
        .where(or_(topic.c.channel_id.is_not(None), topic.c.role_id.is_not(None)), ~topic.c.removed)
        .order_by(topic.c.guild_id, topic.c.number)
    )
    return [to_topic(row) for row in rows]


async def one(conn: AsyncConnection, guild_id: int, number: int) -> Topic | None:
    """A topic that is there; None when it was removed."""
    row = await conn.execute(
        select(topic).where(
            topic.c.guild_id == guild_id, topic.c.number == number, ~topic.c.removed
        )
    )
    found = row.one_or_none()
    return None if found is None else to_topic(found)


async def lock(conn: AsyncConnection, guild_id: int, number: int) -> Topic | None:
    """As ``one``; whoever else changes this topic waits until this transaction ends."""
    row = await conn.execute(
        update(topic)
        .where(topic.c.guild_id == guild_id, topic.c.number == number, ~topic.c.removed)
        .values(revision=topic.c.revision)
        .returning(topic)
    )
    found = row.one_or_none()
    return None if found is None else to_topic(found)


async def hold_others(conn: AsyncConnection, guild_id: int) -> None:
    """Make whoever else makes or renames topics of this guild wait until this transaction ends."""
    await next_numbers(conn, guild_id, "topic", 0)


async def ensure_topics(
    conn: AsyncConnection, guild_id: int, names: Mapping[str, str]
) -> list[Topic]:
    """The topics of a guild; the first five are written for one that has never had any.

    ``names``: what each key of FIRST_TOPICS is called in the guild's language.
    """
    if not await _has_had_any(conn, guild_id):
        await hold_others(conn, guild_id)
        if not await _has_had_any(conn, guild_id):
            for key, emoji, accent in FIRST_TOPICS:
                await create(conn, Topic(guild_id, 0, names[key], emoji, accent))
    return await topics(conn, guild_id)


async def _has_had_any(conn: AsyncConnection, guild_id: int) -> bool:
    found = await conn.execute(select(topic.c.number).where(topic.c.guild_id == guild_id).limit(1))
    return found.first() is not None


async def create(conn: AsyncConnection, new: Topic) -> Topic:
    """Write a new topic, or bring back a removed one of the same name; answers it.

    Raises Refused("topic-exists") when a topic is called so; ``hold_others`` comes first.
    """
    there = await _called(conn, new.guild_id, new.name)
    if there is not None:
        if not there.removed:
            raise Refused("topic-exists", name=there.name)
        return await _write(conn, to_topic(there), new)
    number = await next_number(conn, new.guild_id, "topic")
    row = await conn.execute(
        insert(topic)
        .values(guild_id=new.guild_id, number=number, **to_values(new))
        .returning(topic)
    )
    return to_topic(row.one())


async def save(conn: AsyncConnection, before: Topic, after: Topic) -> Topic:
    """Write a topic that was read in this transaction; its revision goes up by one.

    Raises Refused("topic-exists") when another is called so, and ("card-changed") when somebody
    else wrote it meanwhile; ``hold_others`` comes first where the name changes.
    """
    there = await _called(conn, before.guild_id, after.name)
    if there is not None and there.number != before.number:
        if not there.removed:
            raise Refused("topic-exists", name=there.name)
        await _give_up_name(conn, there)
    return await _write(conn, before, after)


async def remove(conn: AsyncConnection, it: Topic) -> None:
    """A topic is no longer offered; what was published under it keeps it."""
    await conn.execute(
        update(topic)
        .where(topic.c.guild_id == it.guild_id, topic.c.number == it.number)
        .values(removed=True, revision=topic.c.revision + 1)
    )


async def forget_channel(conn: AsyncConnection, guild_id: int, channel_id: int) -> int:
    """A channel was deleted: topics that pointed to it have none; answers how many."""
    written = await conn.execute(
        update(topic)
        .where(topic.c.guild_id == guild_id, topic.c.channel_id == channel_id)
        .values(channel_id=None, place="message", revision=topic.c.revision + 1)
    )
    return written.rowcount


async def forget_role(conn: AsyncConnection, guild_id: int, role_id: int) -> int:
    """A role was deleted: no topic mentions it any more; answers how many did."""
    written = await conn.execute(
        update(topic)
        .where(topic.c.guild_id == guild_id, topic.c.role_id == role_id)
        .values(role_id=None, revision=topic.c.revision + 1)
    )
    return written.rowcount


async def _called(conn: AsyncConnection, guild_id: int, name: str) -> Row[Any] | None:
    row = await conn.execute(
        select(topic).where(topic.c.guild_id == guild_id, topic.c.folded == fold(name))
    )
    return row.one_or_none()


async def _give_up_name(conn: AsyncConnection, row: Row[Any]) -> None:
    """What nobody is offered any more keeps no name from another."""
    await conn.execute(
        update(topic)
        .where(topic.c.guild_id == row.guild_id, topic.c.number == row.number)
        .values(folded=f"{row.folded} #{row.number}")
    )


async def _write(conn: AsyncConnection, before: Topic, after: Topic) -> Topic:
    written = await conn.execute(
        update(topic)
        .where(
            topic.c.guild_id == before.guild_id,
            topic.c.number == before.number,
            topic.c.revision == before.revision,
        )
        .values(**to_values(after), removed=False, revision=before.revision + 1)
        .returning(topic)
    )
    row = written.one_or_none()
    if row is None:
        raise Refused("card-changed", number=before.number)
    return to_topic(row)
