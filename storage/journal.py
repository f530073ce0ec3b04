"""Who did what, and which interactions have had their effect; both in the act's transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects import insert_once
from storage.tables import journal, seen

_RECORD = insert(journal)


async def record(
    conn: AsyncConnection,
    guild_id: int,
    at: datetime,
    actor: int | None,
    act: str,
    thing: str,
    number: int | None = None,
    **facts: Any,
) -> None:
    """Write one line of the journal. ``actor`` None is the bot itself."""
    await conn.execute(
        _RECORD,
        {
            "guild_id": guild_id,
            "at": at,
            "actor": actor,
            "act": act,
            "thing": thing,
            "number": number,
            "facts": facts,
        },
    )


async def first_time(conn: AsyncConnection, interaction_id: int | None, at: datetime) -> bool:
    """Whether this interaction has had no effect yet; from now on it has.

    None (an act that no interaction caused) is always a first time.
    """
    if interaction_id is None:
        return True
    return await insert_once(
        conn, seen, {"interaction_id": interaction_id, "at": at}, ["interaction_id"]
    )


async def last_facts(
    conn: AsyncConnection, guild_id: int, act: str, thing: str, **facts: Any
) -> dict[str, Any] | None:
    """The facts of the newest line of this act whose facts hold these; None: not among the last."""
    found = await conn.execute(
        select(journal.c.facts)
        .where(journal.c.guild_id == guild_id, journal.c.thing == thing, journal.c.act == act)
        .order_by(journal.c.id.desc())
        .limit(50)
    )
    return next((said for said in found.scalars() if facts.items() <= said.items()), None)
