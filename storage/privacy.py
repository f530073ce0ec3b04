"""A person's traces, found from the tables themselves: every column made by ``member_id``."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    Table,
    Text,
    delete,
    func,
    or_,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import Json
from storage.tables import LIVE_STATES, item, loan, metadata, owed

FORGOTTEN = 0
"""The id of whoever was forgotten: NULL would say that it was the bot, or nobody."""

DELETE, NULL, ANONYMISE, KEEP = "delete-row", "null", "anonymise", "keep"


def person_columns() -> Iterator[tuple[Table, Column[Any], str]]:
    """Every column that names a person, with what forgetting does to it."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if "person" in column.info:
                yield table, column, str(column.info["person"]).partition(":")[0]


async def rows_about(
    conn: AsyncConnection, guild_id: int, user_id: int
) -> dict[str, list[dict[str, Any]]]:
    """Every row of a guild that names a person, by table; bytes are left out."""
    columns: dict[Table, list[Column[Any]]] = {}
    for table, column, _ in person_columns():
        columns.setdefault(table, []).append(column)
    found: dict[str, list[dict[str, Any]]] = {}
    for table, named in columns.items():
        shown = [each for each in table.columns if each.name != "bytes"]
        rows = await conn.execute(
            select(*shown).where(
                table.c.guild_id == guild_id, or_(*(each == user_id for each in named))
            )
        )
        found[table.name] = [dict(row) for row in rows.mappings()]
    return found


async def live_loans(conn: AsyncConnection, guild_id: int, user_id: int) -> int:
    """How many loans in their own name are still under way, as borrower."""
    found = await conn.execute(
        select(func.count())
        .select_from(loan)
        .where(loan.c.guild_id == guild_id, loan.c.borrower == user_id, text(LIVE_STATES))
    )
    return found.scalar_one()


async def forget(conn: AsyncConnection, guild_id: int, user_id: int) -> dict[str, int]:
    """Do to each column what it says; answers rows touched by ``table.column``."""
    touched: dict[str, int] = {}
    for table, column, rule in person_columns():
        mine = (table.c.guild_id == guild_id) & (column == user_id)
        if rule == DELETE:
            done = await conn.execute(delete(table).where(mine))
        elif rule in (NULL, ANONYMISE):
            stands_for = FORGOTTEN if rule == ANONYMISE else None
            done = await conn.execute(update(table).where(mine).values({column.name: stands_for}))
        else:
            continue
        touched[f"{table.name}.{column.name}"] = done.rowcount
    touched["owed.key"] = await _drop_keyed(conn, guild_id, user_id)
    touched["item.owner_member"] = await _let_go_of_withdrawn(conn, guild_id, user_id)
    touched |= await _scrub_facts(conn, guild_id, user_id)
    return touched


async def _drop_keyed(conn: AsyncConnection, guild_id: int, user_id: int) -> int:
    """What was said of them in a channel has their number in its key."""
    mine = (owed.c.guild_id == guild_id) & owed.c.key.contains(f":{user_id}")
    return (await conn.execute(delete(owed).where(mine))).rowcount


async def _let_go_of_withdrawn(conn: AsyncConnection, guild_id: int, user_id: int) -> int:
    """What they own stays theirs until it is withdrawn; then it is nobody's any more."""
    done = await conn.execute(
        update(item)
        .where(
            item.c.guild_id == guild_id,
            item.c.owner_member == user_id,
            item.c.state == "withdrawn",
        )
        .values(owner_member=FORGOTTEN)
    )
    return done.rowcount


async def _scrub_facts(conn: AsyncConnection, guild_id: int, user_id: int) -> dict[str, int]:
    """Ids inside JSON (the journal says who was attached, a message whom it mentions)."""
    touched: dict[str, int] = {}
    for table in metadata.sorted_tables:
        if "guild_id" not in table.c:
            continue
        for column in table.columns:
            if not isinstance(column.type, Json):
                continue
            raw = func.replace(
                type_coerce(column, Text), str(user_id), str(FORGOTTEN), type_=column.type
            )
            done = await conn.execute(
                update(table)
                .where(
                    table.c.guild_id == guild_id, type_coerce(column, Text).contains(str(user_id))
                )
                .values({column.name: raw})
            )
            touched[f"{table.name}.{column.name}"] = done.rowcount
    return touched
