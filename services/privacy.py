"""What is kept of a person, handed to them or forgotten, from the declarations of the tables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.errors import Refused
from domain.people import Caller
from storage import journal
from storage import privacy as rows
from storage.engine import Database


@dataclass(frozen=True)
class Forgotten:
    """Rows deleted or made anonymous, by ``table.column``."""

    touched: dict[str, int]


class Privacy:
    """Each person's own; nobody asks for another's."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def export(self, caller: Caller) -> dict[str, list[dict[str, Any]]]:
        """Every row of the caller's guild that names them, by table (empty lists included)."""
        async with self._db.reading() as conn:
            return await rows.rows_about(conn, caller.guild_id, caller.user_id)

    async def forget(self, caller: Caller, *, interaction_id: int | None = None) -> Forgotten:
        """Forget the caller in this guild: their rows go, and history keeps no name of theirs.

        What they own stays theirs until it is withdrawn. Raises Refused: "already-done", and
        "forget-live-loans" while they still have, or are promised, other people's things.
        """
        async with self._db.writing() as conn:
            now = self._clock()
            if not await journal.first_time(conn, interaction_id, now):
                raise Refused("already-done")
            live = await rows.live_loans(conn, caller.guild_id, caller.user_id)
            if live:
                raise Refused("forget-live-loans", count=live)
            touched = await rows.forget(conn, caller.guild_id, caller.user_id)
            await journal.record(conn, caller.guild_id, now, rows.FORGOTTEN, "forgot", "member")
        return Forgotten(touched)
