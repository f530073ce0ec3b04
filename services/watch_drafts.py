"""What moderators were shown or typed, kept until a button says what becomes of it."""

from typing import Any

from domain.errors import Refused
from domain.people import Act, Actor, Caller, may
from services.watch_desk import WatchDesk
from storage import drafts

KIND = "watch"


class WatchDrafts:
    """Each belongs to the person who saw it; a day later it is forgotten."""

    def __init__(self, desk: WatchDesk) -> None:
        self._desk = desk

    async def keep(self, caller: Caller, kind: str, facts: dict[str, Any]) -> int:
        """Answers the number that its buttons carry. Raises Refused("moderators-only")."""
        refuse_unless_moderator(caller)
        async with self._desk.db.writing() as conn:
            return await drafts.keep_draft(
                conn, caller.guild_id, caller.user_id, self._desk.clock(), {KIND: kind, **facts}
            )

    async def of(self, caller: Caller, number: int, *kinds: str) -> dict[str, Any]:
        """What was kept, if it is of one of these kinds.

        Raises Refused: "moderators-only", "watch-draft-gone".
        """
        refuse_unless_moderator(caller)
        async with self._desk.db.reading() as conn:
            facts = await drafts.draft_of(conn, caller.guild_id, number, caller.user_id)
        if facts is None or facts.get(KIND) not in kinds:
            raise Refused("watch-draft-gone")
        return facts


def refuse_unless_moderator(caller: Caller) -> None:
    """Raises Refused("moderators-only")."""
    if not may(Actor(caller), Act.MODERATE):
        raise Refused("moderators-only")
