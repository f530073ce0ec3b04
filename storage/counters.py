"""The numbers that people see (#12): per guild, per kind, without gaps made by other guilds."""

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import upsert
from storage.tables import counter


async def next_number(conn: AsyncConnection, guild_id: int, kind: str) -> int:
    """The next number of a kind in a guild, from 1; given back if the transaction is undone."""
    return (await next_numbers(conn, guild_id, kind, 1)).stop - 1


async def next_numbers(conn: AsyncConnection, guild_id: int, kind: str, count: int) -> range:
    """As next_number, ``count`` at once. With 0 it only makes others who number wait for us."""
    row = await upsert(
        conn,
        counter,
        {"guild_id": guild_id, "kind": kind, "last": count},
        ["guild_id", "kind"],
        changes={"last": counter.c.last + count},
        returning=[counter.c.last],
    )
    assert row is not None
    return range(int(row.last) - count + 1, int(row.last) + 1)
