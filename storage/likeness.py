"""What titles of stories are likened by (keys "t:…"), which is of use for some days only."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import counter, story_key


async def forget_likeness(conn: AsyncConnection, guild_id: int, before: datetime) -> int:
    """Forget what titles were likened by until then; answers how many keys that were."""
    gone = await conn.execute(
        delete(story_key).where(
            story_key.c.guild_id == guild_id,
            story_key.c.key.like("t:%"),
            story_key.c.at < before,
        )
    )
    return gone.rowcount


async def guilds_with_any(conn: AsyncConnection) -> Sequence[int]:
    """Guilds that have ever had a story."""
    found = await conn.execute(select(counter.c.guild_id).where(counter.c.kind == "story"))
    return found.scalars().all()
