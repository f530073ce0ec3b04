"""The numbers that people see (#12): per guild, per kind, without gaps made by other guilds."""

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import upsert
from storage.tables import counter


async def next_number(conn: AsyncConnection, guild_id: int, kind: str) -> int:
    """The next number of a kind in a guild, from 1; given back if the transaction is undone."""
    row = await upsert(
        conn,
        counter,
        {"guild_id": guild_id, "kind": kind, "last": 1},
        ["guild_id", "kind"],
        changes={"last": counter.c.last + 1},
        returning=[counter.c.last],
    )
    assert row is not None
    return int(row.last)
