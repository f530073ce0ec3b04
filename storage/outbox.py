"""The messages that the bot owes: the line they stand in, and what became of each."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Integer,
    Select,
    Update,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import dialects
from storage.columns import EPOCH, MILLISECOND, Instant
from storage.tables import draft, member, owed, parked, photo, seen

LIVE = ("owed", "claimed")
OVER = ("sent", "dropped", "expired", "dead")
LONGEST_LEASE = timedelta(minutes=10)
"""A lease further away than this was taken by a clock that has since been set back."""


@dataclass(frozen=True)
class Claimed:
    """A message that this worker has for now. ``started_at``: its first request, if any."""

    id: int
    guild_id: int
    key: str
    kind: str
    channel_id: int | None
    person: int | None
    facts: dict[str, Any]
    card: str | None
    body: dict[str, Any] | None
    nonce: str
    mark: int
    not_before: datetime
    expires_at: datetime | None
    tries: int
    started_at: datetime | None
    fence: int


def millis(at: datetime) -> int:
    return (at - EPOCH) // MILLISECOND


async def insert(conn: AsyncConnection, values: dict[str, Any]) -> int | None:
    """A new row's id; None when its key, nonce or mark is there already."""
    row_id: int | None = (await conn.execute(_insert(conn.dialect.name), values)).scalar()
    return row_id


@cache
def _insert(dialect: str) -> Any:
    kind = sqlite.insert(owed) if dialect == "sqlite" else postgresql.insert(owed)
    return kind.on_conflict_do_nothing().returning(owed.c.id)


async def has_key(conn: AsyncConnection, guild_id: int, key: str) -> bool:
    found = select(owed.c.id).where(owed.c.guild_id == guild_id, owed.c.key == key)
    return (await conn.execute(found)).first() is not None


# Statements that a busy poster runs for every message are built once, with these in their place.
NOW, NOW_MS = bindparam("now", type_=Instant), bindparam("now_ms", type_=BigInteger)
FAR_MS, LIMIT = bindparam("far_ms", type_=BigInteger), bindparam("most", type_=Integer)

LEASED = and_(owed.c.lease_until > NOW_MS, owed.c.lease_until <= FAR_MS)
DUE = and_(owed.c.state.in_(LIVE), owed.c.not_before <= NOW)
IN_PARKED_CHANNEL = exists().where(
    parked.c.guild_id == owed.c.guild_id, parked.c.channel_id == owed.c.channel_id
)


def moment(now: datetime, **more: Any) -> dict[str, Any]:
    """The parameters of NOW, NOW_MS and FAR_MS."""
    far = millis(now + LONGEST_LEASE)
    return {"now": now, "now_ms": millis(now), "far_ms": far, **more}


async def any_due(conn: AsyncConnection, now: datetime) -> bool:
    """Whether something may be there to claim; a look that takes no turn to write."""
    return (await conn.execute(ANY_DUE, moment(now))).first() is not None


ANY_DUE = select(owed.c.id).where(DUE, not_(LEASED), not_(IN_PARKED_CHANNEL)).limit(1)


def next_in_line() -> Select[Any]:
    """The first message of each target, in the order in which they were owed.

    One that is under way, or whose first request left already, keeps its place at the front:
    what comes after it in the same channel waits. One that could not be drawn lets others pass.
    """
    front = or_(owed.c.first_try_at.is_not(None), and_(owed.c.state == "claimed", LEASED))
    resting = and_(owed.c.state == "owed", owed.c.first_try_at.is_(None), LEASED)
    place = func.row_number().over(
        partition_by=[owed.c.channel_id, owed.c.person],
        order_by=[case((front, 0), else_=1), owed.c.id],
    )
    line = select(owed.c.id, place.label("place")).where(DUE, not_(resting)).subquery()
    first = select(line.c.id).where(line.c.place == 1)
    return (
        select(owed)
        .where(owed.c.id.in_(first), DUE, not_(LEASED), not_(IN_PARKED_CHANNEL))
        .order_by(owed.c.id)
        .limit(LIMIT)
    )


NEXT = dialects.skip_locked(next_in_line())


async def first_in_line(conn: AsyncConnection, now: datetime, limit: int) -> list[Claimed]:
    """Up to ``limit`` messages to claim, one a target, locked against other workers.

    They are as they will be once ``claiming`` is written on them, in this transaction.
    """
    found = (await conn.execute(NEXT, moment(now, most=limit))).all()
    return [_claimed(row) for row in found]


def claiming(row: Claimed, until: datetime) -> dict[str, Any]:
    """What makes a message this worker's until then."""
    return {
        "state": "claimed",
        "tries": row.tries,
        "fence": row.fence,
        "lease_until": millis(until),
    }


async def write_all(conn: AsyncConnection, changes: Sequence["Change"]) -> None:
    """Write on messages that this transaction has locked."""
    for columns, parameters in alike(changes).items():
        await conn.execute(_change(columns, locked=True), parameters)


def _claimed(row: Any) -> Claimed:
    return Claimed(
        id=row.id,
        guild_id=row.guild_id,
        key=row.key,
        kind=row.kind,
        channel_id=row.channel_id,
        person=row.person,
        facts=row.facts,
        card=row.card,
        body=row.body,
        nonce=row.nonce,
        mark=row.mark,
        not_before=row.not_before,
        expires_at=row.expires_at,
        tries=row.tries + 1,
        started_at=row.first_try_at,
        fence=row.fence + 1,
    )


Change = tuple[Claimed, dict[str, Any]]


async def change(conn: AsyncConnection, row: Claimed, **values: Any) -> bool:
    """Write on a claimed message. False: it is another worker's by now, nothing was written."""
    return row.id in await change_all(conn, [(row, values)])


async def change_all(conn: AsyncConnection, changes: Sequence[Change]) -> set[int]:
    """Write on claimed messages; the ids of those that are still this worker's, and written on."""
    if len(changes) == 1:
        (columns, (values,)), *_ = alike(changes).items()
        found = await conn.execute(_change(columns, locked=False), values)
        return set(found.scalars())
    fences = {row.id: row.fence for row, _ in changes}
    locked = (await conn.execute(MINE, {"ids": list(fences)})).all()
    mine = {id_ for id_, fence in locked if fences[id_] == fence}
    await write_all(conn, [(row, values) for row, values in changes if row.id in mine])
    return mine


def alike(changes: Sequence[Change]) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """Parameters of changes to the same columns, together."""
    found: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row, values in changes:
        key = {"of": row.id, "fenced": row.fence}
        found[tuple(values)].append(key | {f"new_{name}": to for name, to in values.items()})
    return found


MINE = dialects.for_update(
    select(owed.c.id, owed.c.fence).where(
        owed.c.id.in_(bindparam("ids", expanding=True)), owed.c.state == "claimed"
    )
)


@cache
def _change(columns: tuple[str, ...], locked: bool) -> Update:
    """An UPDATE of these columns; not ``locked``: only of what nobody claimed since."""
    new = {name: bindparam(f"new_{name}", type_=owed.c[name].type) for name in columns}
    statement = update(owed).where(owed.c.id == bindparam("of")).values(new)
    if locked:
        return statement
    mine = and_(owed.c.fence == bindparam("fenced"), owed.c.state == "claimed")
    return statement.where(mine).returning(owed.c.id)


async def late_like(conn: AsyncConnection, row: Claimed, before: datetime) -> list[Any]:
    """Other late messages of the same kind for the same target that no request left for."""
    query = (
        select(owed.c.id, owed.c.facts)
        .where(
            owed.c.guild_id == row.guild_id,
            owed.c.kind == row.kind,
            owed.c.id != row.id,
            owed.c.state == "owed",
            owed.c.first_try_at.is_(None),
            owed.c.card.is_(None),
            owed.c.not_before <= before,
            owed.c.channel_id.is_not_distinct_from(row.channel_id),
            owed.c.person.is_not_distinct_from(row.person),
        )
        .order_by(owed.c.id)
    )
    return list((await conn.execute(query)).all())


async def fold_into(conn: AsyncConnection, row: Claimed, ids: Sequence[int]) -> list[int]:
    """Drop messages that ``row`` says as well; the ids of those that were still waiting."""
    statement = (
        update(owed)
        .where(owed.c.id.in_(ids), owed.c.state == "owed", owed.c.first_try_at.is_(None))
        .values(state="dropped", last_error=f"folded into {row.key}")
        .returning(owed.c.id)
    )
    return list((await conn.execute(statement)).scalars())


async def waits_for(conn: AsyncConnection, guild_id: int, person: int, since: datetime) -> bool:
    """Whether this person was told, or will be, that something waits for them."""
    found = select(owed.c.facts).where(
        owed.c.guild_id == guild_id,
        owed.c.kind == "message_waiting",
        owed.c.not_before > since,
        owed.c.state.in_((*LIVE, "sent")),
    )
    return any(facts.get("person") == person for facts in (await conn.execute(found)).scalars())


async def locale_of(conn: AsyncConnection, guild_id: int, person: int) -> str | None:
    """The language that a person chose, else the one they were last seen with."""
    found = select(func.coalesce(member.c.locale, member.c.seen_locale)).where(
        member.c.guild_id == guild_id, member.c.user_id == person
    )
    locale: str | None = (await conn.execute(found)).scalar()
    return locale


async def photos(conn: AsyncConnection, guild_id: int, numbers: Sequence[int]) -> dict[int, bytes]:
    """The bytes of a guild's photos, by number."""
    found = select(photo.c.number, photo.c.bytes).where(
        photo.c.guild_id == guild_id, photo.c.number.in_(numbers)
    )
    return {row.number: row.bytes for row in await conn.execute(found)}


# -- channels in which nothing can be said ----------------------------------------------------


async def park(
    conn: AsyncConnection, guild_id: int, channel_id: int, reason: str, now: datetime
) -> bool:
    """Set a channel aside. False: it was already."""
    values = {"guild_id": guild_id, "channel_id": channel_id, "reason": reason, "since": now}
    return await dialects.insert_once(conn, parked, values, ["guild_id", "channel_id"])


async def unpark(conn: AsyncConnection, guild_id: int, channel_id: int) -> None:
    await conn.execute(
        delete(parked).where(parked.c.guild_id == guild_id, parked.c.channel_id == channel_id)
    )


async def all_parked(conn: AsyncConnection) -> list[Any]:
    """Every parked channel: guild_id, channel_id, reason, since."""
    return list((await conn.execute(select(parked))).all())


async def redirect(
    conn: AsyncConnection, guild_id: int, old: int, new: int, kinds: Collection[str] = ()
) -> int:
    """Send to another channel what no request left for; how many messages that is.

    ``kinds``: only messages of these.
    """
    moved = update(owed).where(
        owed.c.guild_id == guild_id,
        owed.c.channel_id == old,
        owed.c.state == "owed",
        owed.c.first_try_at.is_(None),
    )
    if kinds:
        moved = moved.where(owed.c.kind.in_(list(kinds)))
    return (await conn.execute(moved.values(channel_id=new))).rowcount


# -- by hand, and by the calendar ---------------------------------------------------------------


async def release(conn: AsyncConnection, state: str, guild_id: int | None) -> int:
    """Put back in line what was set aside as ``state``; how many messages that is."""
    statement = update(owed).where(owed.c.state == state).values(state="owed", lease_until=0)
    if guild_id is not None:
        statement = statement.where(owed.c.guild_id == guild_id)
    return (await conn.execute(statement)).rowcount


async def hold(conn: AsyncConnection) -> int:
    """Set aside everything that is still owed; how many messages that is. As in storage/backup."""
    statement = (
        update(owed)
        .where(owed.c.state.in_((*LIVE, "unsure")))
        .values(state="held", lease_until=0, fence=owed.c.fence + 1)
    )
    return (await conn.execute(statement)).rowcount


async def resolve(conn: AsyncConnection, guild_id: int, row_id: int, values: dict[str, Any]) -> Any:
    """Settle a message nobody could tell the fate of. None: it is not (or no longer) unsure."""
    statement = (
        update(owed)
        .where(owed.c.id == row_id, owed.c.guild_id == guild_id, owed.c.state == "unsure")
        .values(lease_until=0, **values)
        .returning(owed)
    )
    return (await conn.execute(statement)).first()


async def count(conn: AsyncConnection) -> dict[str, int]:
    """How many messages there are in each state."""
    found = select(owed.c.state, func.count().label("many")).group_by(owed.c.state)
    return {row.state: row.many for row in await conn.execute(found)}


async def purge(conn: AsyncConnection, now: datetime) -> int:
    """Forget what is over since a month, and interactions and drafts since a day."""
    old = now - timedelta(days=30)
    gone = delete(owed).where(
        owed.c.state.in_(OVER), func.coalesce(owed.c.sent_at, owed.c.not_before) < old
    )
    # What waits for a channel that is gone is never claimed, so nobody else ends it.
    ended = update(owed).where(owed.c.state.in_(LIVE), owed.c.first_try_at.is_(None))
    await conn.execute(ended.where(owed.c.expires_at < now).values(state="expired", lease_until=0))
    stuck = and_(IN_PARKED_CHANNEL, owed.c.not_before < old)
    await conn.execute(ended.where(stuck).values(state="dropped", lease_until=0))
    rows = (await conn.execute(gone)).rowcount
    for table in (seen, draft):
        rows += (
            await conn.execute(delete(table).where(table.c.at < now - timedelta(days=1)))
        ).rowcount
    return rows
