"""Sources as rows: what a guild follows, and its rules."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.text import fold
from domain.watch.rules import Rule, RuleAction, Where
from domain.watch.stories import Mode, Source, SourceState
from storage.counters import next_number, next_numbers
from storage.tables import feed_item, source, watch_rule

LIVE = SourceState.LIVE.value
REMOVED = SourceState.REMOVED.value
HELD_AT = -1 - source.c.read_to
"""As ``held_at`` says it."""


def to_source(row: Row[Any]) -> Source:
    return Source(
        guild_id=row.guild_id,
        number=row.number,
        feed_id=row.feed_id,
        name=row.name,
        mode=Mode(row.mode),
        topic=row.topic,
        state=SourceState(row.state),
        added_by=row.added_by,
        added_at=row.added_at,
        read_to=row.read_to,
        revision=row.revision,
    )


def to_values(it: Source) -> dict[str, Any]:
    """Every column but the key and the revision."""
    return {
        "feed_id": it.feed_id,
        "name": it.name,
        "folded": fold(it.name),
        "mode": it.mode.value,
        "topic": it.topic,
        "state": it.state.value,
        "added_by": it.added_by,
        "added_at": it.added_at,
        "read_to": it.read_to,
    }


async def following(conn: AsyncConnection, feed_id: int) -> list[Source]:
    """The live sources of every guild that follow a feed."""
    rows = await conn.execute(
        select(source)
        .where(source.c.feed_id == feed_id, source.c.state == LIVE)
        .order_by(source.c.guild_id, source.c.number)
    )
    return [to_source(row) for row in rows]


async def behind(conn: AsyncConnection, limit: int = 100) -> list[Source]:
    """Live sources whose feed has articles past what their guild has dealt with; not those that
    wait for a moderator.
    """
    newer = exists().where(
        feed_item.c.feed_id == source.c.feed_id, feed_item.c.id > source.c.read_to
    )
    rows = await conn.execute(
        select(source)
        .where(source.c.state == LIVE, source.c.read_to >= 0, newer)
        .order_by(source.c.guild_id, source.c.number)
        .limit(limit)
    )
    return [to_source(row) for row in rows]


async def one(conn: AsyncConnection, guild_id: int, number: int) -> Source | None:
    """A source of a guild, removed ones too."""
    row = await conn.execute(
        select(source).where(source.c.guild_id == guild_id, source.c.number == number)
    )
    found = row.one_or_none()
    return None if found is None else to_source(found)


async def lock(conn: AsyncConnection, guild_id: int, number: int) -> Source | None:
    """As ``one``; whoever else acts on this source waits until this transaction ends."""
    row = await conn.execute(
        update(source)
        .where(source.c.guild_id == guild_id, source.c.number == number)
        .values(revision=source.c.revision)
        .returning(source)
    )
    found = row.one_or_none()
    return None if found is None else to_source(found)


async def many(
    conn: AsyncConnection, guild_id: int, numbers: Collection[int] | None = None
) -> list[Source]:
    """The sources of a guild by number, without those that were removed; ``numbers``: of these."""
    query = select(source).where(source.c.guild_id == guild_id, source.c.state != REMOVED)
    if numbers is not None:
        query = query.where(source.c.number.in_(list(numbers)))
    rows = await conn.execute(query.order_by(source.c.number))
    return [to_source(row) for row in rows]


async def count(conn: AsyncConnection, guild_id: int) -> int:
    """How many sources a guild follows, paused ones too."""
    found = await conn.execute(
        select(func.count())
        .select_from(source)
        .where(source.c.guild_id == guild_id, source.c.state != REMOVED)
    )
    return found.scalar_one()


async def of_feed(conn: AsyncConnection, guild_id: int, feed_id: int) -> Source | None:
    """The source by which a guild follows a feed, or once did."""
    row = await conn.execute(
        select(source).where(source.c.guild_id == guild_id, source.c.feed_id == feed_id)
    )
    found = row.one_or_none()
    return None if found is None else to_source(found)


async def hold_others(conn: AsyncConnection, guild_id: int) -> None:
    """Make whoever else adds sources to this guild wait until this transaction ends."""
    await next_numbers(conn, guild_id, "source", 0)


async def create(conn: AsyncConnection, new: Source) -> Source:
    """Write a new source; answers it with its number."""
    number = await next_number(conn, new.guild_id, "source")
    row = await conn.execute(
        insert(source)
        .values(guild_id=new.guild_id, number=number, **to_values(new))
        .returning(source)
    )
    return to_source(row.one())


async def save(conn: AsyncConnection, before: Source, after: Source) -> Source:
    """Write a source that was read in this transaction; its revision goes up by one.

    Raises Refused("card-changed") when somebody else wrote it meanwhile.
    """
    written = await conn.execute(
        update(source)
        .where(
            source.c.guild_id == before.guild_id,
            source.c.number == before.number,
            source.c.revision == before.revision,
        )
        .values(**to_values(after), revision=before.revision + 1)
        .returning(source)
    )
    row = written.one_or_none()
    if row is None:
        raise Refused("card-changed", number=before.number)
    return to_source(row)


async def move_cursor(conn: AsyncConnection, it: Source, read_to: int) -> bool:
    """A source has dealt with its feed up to this article; False: another had moved it meanwhile.

    What people see of the source has not changed: its revision stays.
    """
    moved = await conn.execute(
        update(source)
        .where(
            source.c.guild_id == it.guild_id,
            source.c.number == it.number,
            source.c.read_to == it.read_to,
        )
        .values(read_to=read_to)
    )
    return moved.rowcount == 1


async def begin_after(conn: AsyncConnection, feed_id: int, learned: Sequence[int]) -> None:
    """Who follows a feed has nothing to do with the articles just learned, which are its last.

    Not so a source that has yet to look at older ones: in doubt these are announced, not lost.
    """
    if not learned:
        return
    before = select(func.coalesce(func.max(feed_item.c.id), 0)).where(
        feed_item.c.feed_id == feed_id, feed_item.c.id < learned[0]
    )
    up_to_date = or_(source.c.read_to == 0, source.c.read_to >= before.scalar_subquery())
    await conn.execute(
        update(source)
        .where(source.c.feed_id == feed_id, source.c.read_to < learned[-1], up_to_date)
        .values(read_to=learned[-1])
    )


async def hold(conn: AsyncConnection, feed_id: int) -> None:
    """Every live source of a feed waits for its own moderators from now on."""
    await conn.execute(
        update(source)
        .where(source.c.feed_id == feed_id, source.c.state == LIVE, source.c.read_to >= 0)
        .values(read_to=HELD_AT)
    )


async def release(conn: AsyncConnection, feed_id: int, after: int, last: int) -> bool:
    """Sources that still wait go on by themselves; False: none did.

    Those that had dealt with all up to ``after`` have nothing to do with what came since, up to
    ``last``; the others begin where they were.
    """
    went_on = await conn.execute(
        update(source)
        .where(source.c.feed_id == feed_id, source.c.read_to < 0)
        .values(read_to=case((after <= HELD_AT, last), else_=HELD_AT))
    )
    return went_on.rowcount > 0


async def drop_topic(conn: AsyncConnection, guild_id: int, topic: int) -> int:
    """The sources of a topic are of none from now on; answers how many."""
    written = await conn.execute(
        update(source)
        .where(source.c.guild_id == guild_id, source.c.topic == topic)
        .values(topic=None, revision=source.c.revision + 1)
    )
    return written.rowcount


# -- rules -----------------------------------------------------------------------------------------


def to_rule(row: Row[Any]) -> Rule:
    return Rule(
        number=row.number,
        source=row.source,
        where=Where(row.place),
        words=row.words,
        expression=row.expression,
        action=RuleAction(row.action),
        topic=row.topic,
    )


async def rules(conn: AsyncConnection, guild_id: int) -> list[Rule]:
    """The rules of a guild, the oldest first; ``of_source`` tells which concern a source."""
    rows = await conn.execute(
        select(watch_rule)
        .where(watch_rule.c.guild_id == guild_id, ~watch_rule.c.removed)
        .order_by(watch_rule.c.number)
    )
    return [to_rule(row) for row in rows]


async def rule(conn: AsyncConnection, guild_id: int, number: int) -> Rule | None:
    """A rule by its number, removed ones too: stories remember which rule decided."""
    row = await conn.execute(
        select(watch_rule).where(watch_rule.c.guild_id == guild_id, watch_rule.c.number == number)
    )
    found = row.one_or_none()
    return None if found is None else to_rule(found)


async def add_rule(
    conn: AsyncConnection, guild_id: int, new: Rule, made_by: int, made_at: datetime
) -> Rule:
    """Write a new rule; answers it with its number."""
    number = await next_number(conn, guild_id, "watch-rule")
    row = await conn.execute(
        insert(watch_rule)
        .values(
            guild_id=guild_id,
            number=number,
            source=new.source,
            place=new.where.value,
            words=new.words,
            expression=new.expression,
            action=new.action.value,
            topic=new.topic,
            made_by=made_by,
            made_at=made_at,
        )
        .returning(watch_rule)
    )
    return to_rule(row.one())


async def remove_rule(conn: AsyncConnection, guild_id: int, number: int) -> bool:
    """A rule decides nothing any more; False: there was none."""
    return await _remove_rules(conn, guild_id, watch_rule.c.number == number) == 1


async def remove_rules_of_topic(conn: AsyncConnection, guild_id: int, topic: int) -> int:
    """Rules that give a topic decide nothing any more; answers how many they were."""
    return await _remove_rules(conn, guild_id, watch_rule.c.topic == topic)


async def _remove_rules(conn: AsyncConnection, guild_id: int, which: Any) -> int:
    written = await conn.execute(
        update(watch_rule)
        .where(watch_rule.c.guild_id == guild_id, ~watch_rule.c.removed, which)
        .values(removed=True)
    )
    return written.rowcount
