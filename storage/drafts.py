"""What a preview showed, kept until its button is pressed: a button carries only a number."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.counters import next_number
from storage.tables import draft

DONE = "loan"
"""The fact of a draft that says which loan it has become."""


# Statements that every request runs are built once: building one takes longer than running it.
_KEEP = insert(draft)
_OF = select(draft.c.facts).where(
    draft.c.guild_id == bindparam("guild"),
    draft.c.number == bindparam("num"),
    draft.c.user_id == bindparam("user"),
)


async def keep_draft(
    conn: AsyncConnection, guild_id: int, user_id: int, at: datetime, facts: dict[str, Any]
) -> int:
    """Keep what was shown to a person; answers its number."""
    number = await next_number(conn, guild_id, "draft")
    await conn.execute(
        _KEEP,
        {"guild_id": guild_id, "number": number, "user_id": user_id, "facts": facts, "at": at},
    )
    return number


async def draft_of(
    conn: AsyncConnection, guild_id: int, number: int, user_id: int
) -> dict[str, Any] | None:
    """The draft as kept; None when there is none, or it is another person's."""
    found = await conn.execute(_OF, {"guild": guild_id, "num": number, "user": user_id})
    facts: dict[str, Any] | None = found.scalar_one_or_none()
    return facts


async def settle_draft(
    conn: AsyncConnection, guild_id: int, number: int, facts: dict[str, Any], loan: int
) -> None:
    """Note that a draft has become a loan."""
    await conn.execute(
        update(draft)
        .where(draft.c.guild_id == guild_id, draft.c.number == number)
        .values(facts=facts | {DONE: loan})
    )


async def drop_draft(conn: AsyncConnection, guild_id: int, number: int) -> None:
    await conn.execute(delete(draft).where(draft.c.guild_id == guild_id, draft.c.number == number))


async def drop_old_drafts(conn: AsyncConnection, before: datetime) -> int:
    """Forget previews whose button nobody pressed; answers how many."""
    return (await conn.execute(delete(draft).where(draft.c.at < before))).rowcount
