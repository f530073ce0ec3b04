"""Items as rows: read, searched, locked, written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row, bindparam, case, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.items import Approval, Askers, Category, Item, ItemState, Rules
from domain.people import Party
from domain.text import fold
from storage.counters import next_number, next_numbers
from storage.tables import item, loan, photo

OFFERED = (ItemState.OFFERED.value, ItemState.SUSPENDED.value)


def rules_to_json(rules: Rules) -> dict[str, Any]:
    """Only what differs from the defaults, so that a default may change later."""
    default = asdict(Rules())
    said = {key: value for key, value in asdict(rules).items() if value != default[key]}
    if "closed_on" in said:
        said["closed_on"] = sorted(day.isoformat() for day in rules.closed_on)
    return said


def rules_from_json(said: dict[str, Any]) -> Rules:
    if not said:
        return Rules()
    values = dict(said)
    if "askers" in values:
        values["askers"] = Askers(values["askers"])
    if "approval" in values:
        values["approval"] = Approval(values["approval"])
    values["closed_on"] = frozenset(map(date.fromisoformat, values.get("closed_on", ())))
    return Rules(**values)


def to_item(row: Row[Any] | SimpleNamespace) -> Item:
    return Item(
        guild_id=row.guild_id,
        number=row.number,
        name=row.name,
        owner=Party(row.owner_member, row.owner_organisation),
        category=Category(row.category),
        description=row.description,
        units=row.units,
        out_of_order=row.out_of_order,
        value_cents=row.value_cents,
        rate_cents=row.rate_cents,
        rate_source=row.rate_source,
        place=row.place,
        conditions=row.conditions,
        photo=row.photo,
        rules=rules_from_json(row.rules),
        state=ItemState(row.state),
        revision=row.revision,
    )


def to_values(it: Item, folded: str) -> dict[str, Any]:
    return {
        "name": it.name,
        "folded": folded,
        "category": it.category.value,
        "description": it.description,
        "owner_organisation": it.owner.organisation,
        "owner_member": it.owner.member,
        "units": it.units,
        "out_of_order": it.out_of_order,
        "value_cents": it.value_cents,
        "rate_cents": it.rate_cents,
        "rate_source": it.rate_source,
        "place": it.place,
        "conditions": it.conditions,
        "photo": it.photo,
        "rules": rules_to_json(it.rules),
        "state": it.state.value,
    }


def from_values(guild_id: int, number: int, values: Mapping[str, Any]) -> Item:
    """The item that ``to_values`` took apart."""
    return to_item(SimpleNamespace(guild_id=guild_id, number=number, revision=0, **values))


_ONE = select(item).where(item.c.guild_id == bindparam("guild"), item.c.number == bindparam("num"))
_TOUCH = (
    update(item)
    .where(item.c.guild_id == bindparam("guild"), item.c.number == bindparam("num"))
    .values(revision=item.c.revision + 1)
    .returning(item)
)
_TOUCH_OF_LOAN = (
    update(item)
    .where(
        item.c.guild_id == bindparam("guild"),
        item.c.number
        == select(loan.c.item)
        .where(loan.c.guild_id == bindparam("guild"), loan.c.number == bindparam("num"))
        .scalar_subquery(),
    )
    .values(revision=item.c.revision + 1)
    .returning(item)
)


async def one(conn: AsyncConnection, guild_id: int, number: int) -> Item | None:
    row = (await conn.execute(_ONE, {"guild": guild_id, "num": number})).first()
    return to_item(row) if row else None


async def many(conn: AsyncConnection, guild_id: int, numbers: Collection[int]) -> dict[int, Item]:
    rows = await conn.execute(
        select(item).where(item.c.guild_id == guild_id, item.c.number.in_(sorted(numbers)))
    )
    return {row.number: to_item(row) for row in rows}


async def lock(conn: AsyncConnection, guild_id: int, number: int) -> Item | None:
    """The item, its row locked until the transaction ends: promises on it come one by one."""
    row = (await conn.execute(_TOUCH, {"guild": guild_id, "num": number})).first()
    return to_item(row) if row else None


async def lock_of_loan(conn: AsyncConnection, guild_id: int, loan_number: int) -> Item | None:
    """As ``lock``, for the item that this loan is about."""
    row = (await conn.execute(_TOUCH_OF_LOAN, {"guild": guild_id, "num": loan_number})).first()
    return to_item(row) if row else None


async def create(conn: AsyncConnection, it: Item, folded: str, basin: str, at: datetime) -> int:
    """Write a new item and give back its number."""
    number = await next_number(conn, it.guild_id, "item")
    values = to_values(it, folded) | {"basin": basin, "created_at": at}
    await conn.execute(
        insert(item), {"guild_id": it.guild_id, "number": number, "revision": 0} | values
    )
    return number


async def lock_all(conn: AsyncConnection, guild_id: int) -> list[Item]:
    """Every item of a guild, as ``lock`` gives one: nothing is promised meanwhile."""
    raised = update(item).where(item.c.guild_id == guild_id).values(revision=item.c.revision + 1)
    rows = (await conn.execute(raised.returning(item))).all()
    return sorted((to_item(row) for row in rows), key=lambda it: it.number)


async def create_many(
    conn: AsyncConnection, new: Sequence[Item], basins: Mapping[int | None, str], at: datetime
) -> list[int]:
    """Write new items of one guild and give back their numbers; basins by organisation."""
    if not new:
        return []
    numbers = await next_numbers(conn, new[0].guild_id, "item", len(new))
    rows = [
        {"guild_id": it.guild_id, "number": number, "revision": 0, "created_at": at}
        | to_values(it, fold(it.name))
        | {"basin": basins.get(it.owner.organisation, "")}
        for it, number in zip(new, numbers, strict=True)
    ]
    await conn.execute(insert(item), rows)
    return list(numbers)


async def save_many(
    conn: AsyncConnection, changed: Sequence[Item], basins: Mapping[int | None, str]
) -> None:
    """As ``save``, for items of one guild that ``lock_all`` gave."""
    if not changed:
        return
    rows = [
        {f"new_{key}": value for key, value in to_values(it, fold(it.name)).items()}
        | {"new_basin": basins.get(it.owner.organisation, "")}
        | {"guild": it.guild_id, "num": it.number}
        for it in changed
    ]
    names = [key.removeprefix("new_") for key in rows[0] if key.startswith("new_")]
    values = {name: bindparam(f"new_{name}", type_=item.c[name].type) for name in names}
    which = (item.c.guild_id == bindparam("guild"), item.c.number == bindparam("num"))
    await conn.execute(update(item).where(*which).values(values), rows)


async def delete_many(conn: AsyncConnection, guild_id: int, numbers: Sequence[int]) -> None:
    """Remove items that were never lent (an undone import)."""
    await conn.execute(item.delete().where(item.c.guild_id == guild_id, item.c.number.in_(numbers)))


async def ever_lent(conn: AsyncConnection, guild_id: int, numbers: Sequence[int]) -> set[int]:
    """Those of these items about which there is, or was, any request or loan."""
    asked = select(loan.c.item).where(loan.c.guild_id == guild_id, loan.c.item.in_(numbers))
    return {row.item for row in await conn.execute(asked.distinct())}


async def save(conn: AsyncConnection, it: Item, folded: str, basin: str | None = None) -> None:
    """Write what can be edited; the revision was raised by ``lock``. ``basin`` None stays."""
    moved = {} if basin is None else {"basin": basin}
    await conn.execute(
        update(item)
        .where(item.c.guild_id == it.guild_id, item.c.number == it.number)
        .values(**to_values(it, folded), **moved)
    )


async def add_out_of_order(conn: AsyncConnection, guild_id: int, number: int, units: int) -> int:
    """More (or, below zero, fewer) units broken or lost: how many that makes.

    Never below none, nor above all of them: its owner may have counted by hand meanwhile.
    """
    sum_ = item.c.out_of_order + units
    kept = case((sum_ < 0, 0), (sum_ > item.c.units, item.c.units), else_=sum_)
    found = await conn.execute(
        update(item)
        .where(item.c.guild_id == guild_id, item.c.number == number)
        .values(out_of_order=kept)
        .returning(item.c.out_of_order)
    )
    return int(found.scalar_one())


async def named(conn: AsyncConnection, guild_id: int, folded: str) -> list[Item]:
    """Items whose folded name is, else begins with, else holds this text; withdrawn ones aside."""
    for pattern in (
        item.c.folded == folded,
        item.c.folded.startswith(folded, autoescape=True),
        item.c.folded.contains(folded, autoescape=True),
    ):
        rows = await conn.execute(
            select(item)
            .where(item.c.guild_id == guild_id, item.c.state.in_(OFFERED), pattern)
            .order_by(item.c.folded)
            .limit(25)
        )
        if found := [to_item(row) for row in rows]:
            return found
    return []


async def search(
    conn: AsyncConnection,
    guild_id: int,
    words: Sequence[str] = (),
    category: str | None = None,
    basin: str | None = None,
    limit: int = 500,
) -> list[Item]:
    """Offered and suspended items that hold every folded word in name or category, by name."""
    query = select(item).where(item.c.guild_id == guild_id, item.c.state.in_(OFFERED))
    for word in words:
        query = query.where(
            or_(
                item.c.folded.contains(word, autoescape=True),
                func.lower(item.c.description).contains(word, autoescape=True),
            )
        )
    if category:
        query = query.where(item.c.category == category)
    if basin:
        query = query.where(item.c.basin == basin)
    rows = await conn.execute(query.order_by(item.c.folded, item.c.number).limit(limit))
    return [to_item(row) for row in rows]


async def owned_by(
    conn: AsyncConnection, guild_id: int, member: int, organisations: Sequence[int]
) -> list[Item]:
    """Items of a member or of these organisations, withdrawn ones aside."""
    rows = await conn.execute(
        select(item)
        .where(
            item.c.guild_id == guild_id,
            item.c.state.in_(OFFERED),
            or_(
                item.c.owner_organisation.in_(organisations),
                item.c.owner_organisation.is_(None) & (item.c.owner_member == member),
            ),
        )
        .order_by(item.c.folded)
    )
    return [to_item(row) for row in rows]


async def everything(conn: AsyncConnection, guild_id: int) -> list[Item]:
    rows = await conn.execute(
        select(item).where(item.c.guild_id == guild_id).order_by(item.c.number)
    )
    return [to_item(row) for row in rows]


async def basins(conn: AsyncConnection, guild_id: int) -> list[str]:
    rows = await conn.execute(
        select(item.c.basin)
        .where(item.c.guild_id == guild_id, item.c.basin != "", item.c.state.in_(OFFERED))
        .distinct()
        .order_by(item.c.basin)
    )
    return [row.basin for row in rows]


async def add_photo(
    conn: AsyncConnection, guild_id: int, content_type: str, data: bytes, width: int, height: int
) -> int:
    number = await next_number(conn, guild_id, "photo")
    await conn.execute(
        insert(photo),
        {
            "guild_id": guild_id,
            "number": number,
            "content_type": content_type,
            "bytes": data,
            "width": width,
            "height": height,
        },
    )
    return number


async def photo_bytes(conn: AsyncConnection, guild_id: int, number: int) -> bytes | None:
    row = (
        await conn.execute(
            select(photo.c.bytes).where(photo.c.guild_id == guild_id, photo.c.number == number)
        )
    ).first()
    return bytes(row.bytes) if row else None


async def delete_photo(conn: AsyncConnection, guild_id: int, number: int) -> None:
    await conn.execute(photo.delete().where(photo.c.guild_id == guild_id, photo.c.number == number))
