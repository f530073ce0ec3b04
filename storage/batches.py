"""What one spreadsheet wrote, so that its import can be undone as a whole."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.counters import next_number
from storage.tables import import_batch


async def keep_batch(
    conn: AsyncConnection, guild_id: int, thing: str, at: datetime, by: int, undo: Any
) -> int:
    """Remember what one spreadsheet wrote, so that it can be undone."""
    number = await next_number(conn, guild_id, "import")
    await conn.execute(
        insert(import_batch),
        {
            "guild_id": guild_id,
            "number": number,
            "thing": thing,
            "at": at,
            "by": by,
            "undo": undo,
        },
    )
    return number


async def take_back_batch(
    conn: AsyncConnection, guild_id: int, number: int, thing: str, at: datetime
) -> Any:
    """Mark an import undone and answer what it wrote; None when there is none to undo."""
    found = await conn.execute(
        update(import_batch)
        .where(
            import_batch.c.guild_id == guild_id,
            import_batch.c.number == number,
            import_batch.c.thing == thing,
            import_batch.c.undone_at.is_(None),
        )
        .values(undone_at=at)
        .returning(import_batch.c.undo)
    )
    return found.scalar_one_or_none()


async def last_batch(conn: AsyncConnection, guild_id: int, thing: str) -> Row[Any] | None:
    """The newest import of a thing that can still be undone (number, at, by, undo)."""
    wanted = select(import_batch).where(
        import_batch.c.guild_id == guild_id,
        import_batch.c.thing == thing,
        import_batch.c.undone_at.is_(None),
    )
    return (await conn.execute(wanted.order_by(import_batch.c.number.desc()).limit(1))).first()
