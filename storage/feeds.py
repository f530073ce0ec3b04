"""Feeds as the whole process visits them: whose turn it is, and what became of each visit.

A worker that claims a feed has it until its lease ends; the fence that it was given then tells
whether somebody else has claimed it since: a late worker writes nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Integer,
    Update,
    and_,
    bindparam,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.watch.entry import Selectors
from storage import dialects
from storage.columns import Instant
from storage.outbox import millis
from storage.tables import feed

LONGEST_LEASE = timedelta(minutes=10)
"""A lease further away than this was taken by a clock that has since been set back."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read. ``fence`` is that of the claim, when it was claimed."""

    id: int
    key: str
    address: str
    kind: str
    selectors: Selectors | None
    title: str
    site: str
    followed: bool
    gone: bool
    moved_to: str
    etag: str
    last_modified: str
    body_hash: str
    memory: Mapping[str, Any]
    learned: bool
    next_at: datetime
    fence: int
    checked_at: datetime | None
    ok_at: datetime | None
    newest_at: datetime | None
    interval_minutes: int
    failures: int
    failing_since: datetime | None
    error: str
    told_failing: bool
    visits: int
    unchanged: int
    bytes_read: int


READ = [feed.c[each.name] for each in fields(Feed)]
SELECTORS, MEMORY = (READ.index(column) for column in (feed.c.selectors, feed.c.memory))


def to_feed(row: Sequence[Any]) -> Feed:
    values = list(row)
    if values[SELECTORS]:
        values[SELECTORS] = Selectors(**values[SELECTORS])
    values[MEMORY] = values[MEMORY] or {}
    return Feed(*values)


# -- which there are -------------------------------------------------------------------------------


async def add(
    conn: AsyncConnection,
    key: str,
    address: str,
    kind: str,
    now: datetime,
    *,
    selectors: Selectors | None = None,
    title: str = "",
    site: str = "",
    tried: bool = True,
) -> int:
    """The feed of this key, made when nobody follows it yet; it is due now then. Answers its id.

    Whoever asks for https gets it, and so do those who came before by http; unless nobody has
    ``tried`` that address: it may not answer.
    """
    values = {
        "key": key,
        "address": address,
        "kind": kind,
        "selectors": selectors and asdict(selectors),
        "title": title,
        "site": site,
        "followed": True,
        "next_at": now,
    }
    await dialects.insert_once(conn, feed, values, ["key"])
    found = await conn.execute(
        update(feed).where(feed.c.key == key).values(followed=True).returning(feed.c.id)
    )
    feed_id = int(found.scalar_one())
    if tried and address.startswith("https:"):
        await conn.execute(
            update(feed)
            .where(feed.c.id == feed_id, feed.c.address.startswith("http:"))
            .values(address=address)
        )
    return feed_id


async def find(conn: AsyncConnection, key: str) -> Feed | None:
    """The feed of this key, whoever follows it."""
    row = (await conn.execute(select(*READ).where(feed.c.key == key))).one_or_none()
    return None if row is None else to_feed(row)


async def one(conn: AsyncConnection, feed_id: int) -> Feed | None:
    row = (await conn.execute(select(*READ).where(feed.c.id == feed_id))).one_or_none()
    return None if row is None else to_feed(row)


async def many(conn: AsyncConnection, ids: Collection[int]) -> dict[int, Feed]:
    """These feeds, by id."""
    rows = await conn.execute(select(*READ).where(feed.c.id.in_(ids)))
    return {row.id: to_feed(row) for row in rows}


# -- whose turn it is ------------------------------------------------------------------------------

NOW, NOW_MS = bindparam("now", type_=Instant), bindparam("now_ms", type_=BigInteger)
FAR_MS, LIMIT = bindparam("far_ms", type_=BigInteger), bindparam("most", type_=Integer)
UNTIL_MS, ID = bindparam("until_ms", type_=BigInteger), bindparam("of", type_=BigInteger)

FREE = or_(feed.c.lease_until <= NOW_MS, feed.c.lease_until > FAR_MS)
DUE = and_(feed.c.followed, ~feed.c.gone, feed.c.next_at <= NOW, FREE)
CLAIM = {"fence": feed.c.fence + 1, "lease_until": UNTIL_MS}

ANY_DUE = select(feed.c.id).where(DUE).limit(1)
# A CTE: PostgreSQL may run a plain subquery again for each row, and then passes its limit.
TURN = dialects.skip_locked(select(feed.c.id).where(DUE).order_by(feed.c.next_at).limit(LIMIT)).cte(
    "turn"
)
CLAIM_DUE = update(feed).where(feed.c.id.in_(select(TURN.c.id))).values(CLAIM).returning(*READ)
CLAIM_ONE = update(feed).where(feed.c.id == ID).values(CLAIM).returning(*READ)


def moment(now: datetime, **more: Any) -> dict[str, Any]:
    return {"now": now, "now_ms": millis(now), "far_ms": millis(now + LONGEST_LEASE), **more}


async def any_due(conn: AsyncConnection, now: datetime) -> bool:
    """Whether there may be a feed to claim; a look that takes no turn to write."""
    return (await conn.execute(ANY_DUE, moment(now))).first() is not None


async def claim(conn: AsyncConnection, now: datetime, until: datetime, limit: int) -> list[Feed]:
    """Up to ``limit`` feeds to visit now, those that have waited longest, ours until then."""
    found = await conn.execute(CLAIM_DUE, moment(now, most=limit, until_ms=millis(until)))
    return sorted((to_feed(row) for row in found), key=lambda each: each.next_at)


async def claim_one(conn: AsyncConnection, feed_id: int, until: datetime) -> Feed | None:
    """This feed, whether it is due or not, and whoever has it; None when there is none."""
    found = await conn.execute(CLAIM_ONE, {"of": feed_id, "until_ms": millis(until)})
    row = found.one_or_none()
    return None if row is None else to_feed(row)


async def put_back(conn: AsyncConnection, claimed: Sequence[Feed], until: datetime) -> None:
    """Give up feeds that were claimed; nobody claims them before then."""
    await write_all(conn, [(each, {}) for each in claimed], lease_until=millis(until))


# -- what became of a visit ------------------------------------------------------------------------

Change = tuple[Feed, dict[str, Any]]

MINE = dialects.for_update(
    select(feed.c.id, feed.c.fence)
    .where(feed.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(feed.c.id)
)
# Written without a change, so that another act on it waits until this transaction ends.
LOCK = (
    update(feed)
    .where(feed.c.id == ID, feed.c.fence == bindparam("fenced", type_=Integer))
    .values(fence=feed.c.fence)
    .returning(*READ)
)


async def lock(conn: AsyncConnection, claimed: Feed) -> Feed | None:
    """A claimed feed as it is now, held until this transaction ends; None: it isn't ours any more.

    Its fence is that of the claim.
    """
    row = (await conn.execute(LOCK, {"of": claimed.id, "fenced": claimed.fence})).one_or_none()
    return None if row is None else to_feed(row)


async def write(conn: AsyncConnection, held: Feed, values: Mapping[str, Any]) -> None:
    """Write on a feed that this transaction holds, and give it up."""
    await _write(conn, [(held, dict(values))], 0)


async def write_all(
    conn: AsyncConnection, changes: Sequence[Change], *, lease_until: int = 0
) -> set[int]:
    """Write on claimed feeds and give them up; the ids of those that were still ours."""
    if not changes:
        return set()
    fences = {each.id: each.fence for each, _ in changes}
    rows = (await conn.execute(MINE, {"ids": sorted(fences)})).all()
    mine = {row.id for row in rows if fences[row.id] == row.fence}
    await _write(conn, [change for change in changes if change[0].id in mine], lease_until)
    return mine


async def _write(conn: AsyncConnection, changes: Sequence[Change], lease_until: int) -> None:
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for each, values in changes:
        new = {f"new_{name}": to for name, to in values.items()}
        alike[tuple(values)].append(
            {"of": each.id, "fenced": each.fence, "new_lease_until": lease_until, **new}
        )
    for names, parameters in alike.items():
        await conn.execute(_change(names), parameters)


@cache
def _change(names: tuple[str, ...]) -> Update:
    new = {
        name: bindparam(f"new_{name}", type_=feed.c[name].type) for name in (*names, "lease_until")
    }
    fenced = bindparam("fenced", type_=Integer)
    return update(feed).where(feed.c.id == ID, feed.c.fence == fenced).values(new)


async def untold(conn: AsyncConnection, before: datetime, failures: int) -> list[Feed]:
    """Feeds in failure since ``before`` or earlier, that often, of which nobody was told."""
    rows = await conn.execute(
        select(*READ).where(
            feed.c.followed,
            ~feed.c.gone,
            ~feed.c.told_failing,
            feed.c.failing_since <= before,
            feed.c.failures >= failures,
        )
    )
    return [to_feed(row) for row in rows]


async def note_told(conn: AsyncConnection, feed_id: int) -> bool:
    """Note that the failure of a feed is told. False: somebody told it before, or it is over."""
    found = await conn.execute(
        update(feed)
        .where(feed.c.id == feed_id, ~feed.c.told_failing, feed.c.failing_since.is_not(None))
        .values(told_failing=True)
        .returning(feed.c.id)
    )
    return found.first() is not None
