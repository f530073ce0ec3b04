"""The numbers that people see (#12): per guild, per kind, without gaps made by other guilds."""

from functools import cache
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert_into
from storage.tables import counter


async def next_number(conn: AsyncConnection, guild_id: int, kind: str) -> int:
    """The next number of a kind in a guild, from 1; given back if the transaction is undone."""
    return (await next_numbers(conn, guild_id, kind, 1)).stop - 1


async def next_numbers(conn: AsyncConnection, guild_id: int, kind: str, count: int) -> range:
    """As next_number, ``count`` at once. With 0 it only makes others who number wait for us."""
    values = {"guild_id": guild_id, "kind": kind, "last": count}
    last = (await conn.execute(_raise(conn.dialect.name), values)).scalar_one()
    return range(last - count + 1, last + 1)


@cache
def _raise(dialect: str) -> Any:
    new = insert_into(dialect, counter)
    return new.on_conflict_do_update(
        index_elements=["guild_id", "kind"], set_={"last": counter.c.last + new.excluded.last}
    ).returning(counter.c.last)
