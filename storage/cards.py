"""Messages that show a thing: what each shows, what it ought to show, who redraws it now.

``wanted`` only grows. ``drawn`` is what the message shows; it turns negative when two edits may
have crossed and nobody knows which came last: the message is then drawn again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    bindparam,
    case,
    exists,
    literal,
    not_,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import dialects
from storage.columns import Instant
from storage.outbox import LONGEST_LEASE, Claimed, millis
from storage.tables import card, parked

KEY = ("guild_id", "thing", "number", "audience")


@dataclass(frozen=True)
class Stale:
    """A card that this worker has for now."""

    guild_id: int
    thing: str
    number: int
    audience: str
    person: int | None
    kind: str
    facts: dict[str, Any]
    channel_id: int
    message_id: int
    drawn: int
    tries: int
    lease: int


def split(name: str) -> tuple[str, int]:
    """ "loan:12" → ("loan", 12). Raises ValueError."""
    thing, _, number = name.partition(":")
    return thing, int(number)


def audience_of(person: int | None) -> str:
    return "channel" if person is None else f"person:{person}"


def _at(guild_id: int, thing: str, number: int) -> ColumnElement[bool]:
    return and_(card.c.guild_id == guild_id, card.c.thing == thing, card.c.number == number)


def _leased(now: datetime) -> ColumnElement[bool]:
    return and_(card.c.lease_until > millis(now), card.c.lease_until <= millis(now + LONGEST_LEASE))


def _instant(at: datetime) -> ColumnElement[datetime]:
    """A moment inside a CASE, where SQLAlchemy can't tell which column it is for."""
    return literal(at, Instant)


def _unsure() -> ColumnElement[int]:
    return case((card.c.drawn < 0, card.c.drawn - 1), else_=-1)


async def announce(
    conn: AsyncConnection, guild_id: int, name: str, person: int | None, now: datetime
) -> None:
    """Make a place for a card before its message is sent, so that no change is missed."""
    thing, number = split(name)
    values = {
        "guild_id": guild_id,
        "thing": thing,
        "number": number,
        "audience": audience_of(person),
        "person": person,
        "not_before": now,
    }
    await dialects.insert_once(conn, card, values, KEY)


async def versions(
    conn: AsyncConnection, guild_id: int, name: str, person: int | None
) -> tuple[int, int]:
    """(wanted, drawn) of a card."""
    thing, number = split(name)
    found = select(card.c.wanted, card.c.drawn).where(
        _at(guild_id, thing, number), card.c.audience == audience_of(person)
    )
    row = (await conn.execute(found)).first()
    return (row.wanted, row.drawn) if row else (0, 0)


async def place(
    conn: AsyncConnection,
    row: Claimed,
    channel_id: int,
    message_id: int,
    versions: tuple[int, int],
    not_before: datetime,
) -> None:
    """From now on this message is the card of its thing for its audience.

    ``versions`` were the card's when the message was drawn.
    """
    assert row.card is not None
    thing, number = split(row.card)
    shown = {
        "person": row.person,
        "kind": row.kind,
        "facts": row.facts,
        "channel_id": channel_id,
        "message_id": message_id,
        "drawn": versions[0],
        "not_before": not_before,
        "lease_until": 0,
        "tries": 0,
    }
    key = {
        "guild_id": row.guild_id,
        "thing": thing,
        "number": number,
        "audience": audience_of(row.person),
    }
    alone = card.c.drawn == versions[1]
    changes = shown | {"drawn": case((alone, versions[0]), else_=_unsure())}
    await dialects.upsert(conn, card, key | shown, KEY, changes=changes)


async def changed(
    conn: AsyncConnection,
    guild_id: int,
    thing: str,
    number: int,
    revision: int | None,
    patience_until: datetime,
) -> None:
    """Ask for every card of a thing to show ``revision``, or just to be drawn again (None).

    A card that was up to date waits a moment: the interaction that changed its thing is about
    to redraw it by itself.
    """
    values = {"guild": guild_id, "what": thing, "num": number, "until": patience_until}
    if revision is None:
        await conn.execute(_UNSURE, values)
    else:
        await conn.execute(_CHANGED, values | {"shows": revision})


_UNTIL = bindparam("until", type_=Instant)
_SHOWS = bindparam("shows", type_=Integer)
_CHANGING = (
    update(card)
    .where(
        card.c.guild_id == bindparam("guild"),
        card.c.thing == bindparam("what"),
        card.c.number == bindparam("num"),
    )
    .values(
        not_before=case(
            (and_(card.c.wanted <= card.c.drawn, card.c.not_before < _UNTIL), _UNTIL),
            else_=card.c.not_before,
        )
    )
)
_CHANGED = _CHANGING.values(wanted=case((card.c.wanted < _SHOWS, _SHOWS), else_=card.c.wanted))
_UNSURE = _CHANGING.values(drawn=_unsure())


async def edited(
    conn: AsyncConnection,
    guild_id: int,
    thing: str,
    number: int,
    audience: str,
    revision: int,
    now: datetime,
    not_before: datetime,
    message_id: int | None = None,
) -> None:
    """An interaction has redrawn a card by itself, as of ``revision``; ``message_id``: if the
    card is that message.

    If that was old already, or while a worker was redrawing it too, nobody knows which edit came
    last, and it is drawn again.
    """
    last = and_(card.c.wanted <= revision, card.c.drawn <= revision, not_(_leased(now)))
    statement = (
        update(card)
        .where(
            _at(guild_id, thing, number),
            card.c.audience == audience,
            true() if message_id is None else card.c.message_id == message_id,
        )
        .values(
            wanted=case((card.c.wanted < revision, revision), else_=card.c.wanted),
            drawn=case((last, revision), else_=_unsure()),
            not_before=case(
                (card.c.not_before < not_before, _instant(not_before)), else_=card.c.not_before
            ),
        )
    )
    await conn.execute(statement)


def _due(now: datetime) -> ColumnElement[bool]:
    aside = exists().where(
        parked.c.guild_id == card.c.guild_id, parked.c.channel_id == card.c.channel_id
    )
    return and_(
        card.c.wanted > card.c.drawn,
        card.c.message_id.is_not(None),
        or_(card.c.not_before <= now, card.c.not_before > now + timedelta(hours=1)),
        not_(_leased(now)),
        not_(aside),
    )


async def any_stale(conn: AsyncConnection, now: datetime) -> bool:
    return (await conn.execute(select(card.c.number).where(_due(now)).limit(1))).first() is not None


async def claim(conn: AsyncConnection, now: datetime, limit: int, lease: timedelta) -> list[Stale]:
    """Take up to ``limit`` cards that show something old, until the lease ends."""
    query = select(card).where(_due(now)).order_by(card.c.not_before).limit(limit)
    rows = (await conn.execute(dialects.skip_locked(query))).all()
    until = millis(now + lease)
    for row in rows:
        mine = and_(_at(row.guild_id, row.thing, row.number), card.c.audience == row.audience)
        await conn.execute(
            update(card).where(mine).values(lease_until=until, tries=card.c.tries + 1)
        )
    return [
        Stale(
            **{name: row._mapping[name] for name in (*KEY, "person", "kind", "channel_id")},
            facts=row.facts or {},
            message_id=row.message_id,
            drawn=row.drawn,
            tries=row.tries + 1,
            lease=until,
        )
        for row in rows
    ]


def _mine(stale: Stale) -> ColumnElement[bool]:
    return and_(
        _at(stale.guild_id, stale.thing, stale.number),
        card.c.audience == stale.audience,
        card.c.message_id == stale.message_id,
        card.c.lease_until == stale.lease,
    )


async def redrawn(conn: AsyncConnection, stale: Stale, shows: int, not_before: datetime) -> None:
    """A worker has redrawn its card; it counts unless somebody else edited it meanwhile."""
    alone = card.c.drawn == stale.drawn
    await conn.execute(
        update(card)
        .where(_mine(stale))
        .values(
            drawn=case((alone, shows), else_=card.c.drawn),
            lease_until=0,
            tries=0,
            not_before=not_before,
        )
    )


async def change(conn: AsyncConnection, stale: Stale, **values: Any) -> bool:
    """Write on a claimed card. False: it is another worker's, or another message, by now."""
    statement = (
        update(card).where(_mine(stale)).values(lease_until=0, **values).returning(card.c.number)
    )
    return (await conn.execute(statement)).first() is not None


async def give_up(conn: AsyncConnection, stale: Stale) -> None:
    """Leave a card as it is until its thing changes again."""
    await change(conn, stale, drawn=card.c.wanted, tries=0)


async def where_shown(
    conn: AsyncConnection, guild_id: int, thing: str, number: int
) -> Sequence[tuple[str, int, int]]:
    """(audience, channel, message) of every card of a thing that was posted."""
    found = select(card.c.audience, card.c.channel_id, card.c.message_id).where(
        _at(guild_id, thing, number), card.c.message_id.is_not(None)
    )
    return [tuple(row) for row in await conn.execute(found)]
