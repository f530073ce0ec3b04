"""The settings of each guild, one row a key."""

from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert_once, upsert
from storage.tables import setting

KEY = ["guild_id", "key"]

_STORED = select(setting.c.key, setting.c.value).where(setting.c.guild_id == bindparam("guild"))


async def stored(conn: AsyncConnection, guild_id: int) -> dict[str, Any]:
    """What a guild has set, by key."""
    rows = await conn.execute(_STORED, {"guild": guild_id})
    return {row.key: row.value for row in rows}


async def put(conn: AsyncConnection, guild_id: int, key: str, value: Any) -> None:
    await upsert(conn, setting, {"guild_id": guild_id, "key": key, "value": value}, KEY)


async def put_once(conn: AsyncConnection, guild_id: int, key: str, value: Any) -> bool:
    """Set a key that nobody has set yet. False: it was set already, and is left as it is."""
    return await insert_once(conn, setting, {"guild_id": guild_id, "key": key, "value": value}, KEY)


async def unset(conn: AsyncConnection, guild_id: int, key: str) -> None:
    await conn.execute(delete(setting).where(setting.c.guild_id == guild_id, setting.c.key == key))
