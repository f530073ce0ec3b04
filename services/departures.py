"""A member who left: they answer for nobody, and whoever must know is told."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Organisation
from services.directory import Directory
from services.outbox import Outbox
from services.owed import Facts, Kind, Lateness
from storage import directory as rows

KIND = "organisation_unspoken"


class Departures:
    """Discord tells nobody's leaving to a bot without the members' intent: it shows when a private
    message can't be sent, or when somebody presses a button of a guild that they left.
    """

    def __init__(self, directory: Directory, outbox: Outbox) -> None:
        self._directory = directory
        self._outbox = outbox
        outbox.declare(
            Kind(KIND, Lateness.IF_TRUE, revalidate=still_unspoken, late_after=timedelta(days=7))
        )
        outbox.departed = self.noticed

    async def noticed(
        self, guild_id: int, user_id: int, usable: Callable[[int], bool], owner: int | None
    ) -> None:
        """Note that somebody left; tell moderators which organisations nobody speaks for now.

        ``usable``: whether a channel can be written in, ``owner``: who is told if it can't.
        """

        async def tell(conn: AsyncConnection, orphans: list[Organisation]) -> None:
            for each in orphans:
                await self._outbox.tell_moderators(
                    conn,
                    guild_id,
                    KIND,
                    f"organisation-unspoken:{each.number}:{user_id}",
                    {"organisation": each.number, "left": user_id},
                    usable=usable,
                    owner=owner,
                )

        await self._directory.member_left(guild_id, user_id, tell)


async def still_unspoken(conn: AsyncConnection, guild_id: int, facts: Facts) -> Facts | None:
    """With its name as it is now; None when somebody speaks for it again, or it is gone."""
    found = await rows.organisation_of(conn, guild_id, facts["organisation"])
    if found is None or await rows.speakers(conn, guild_id, found.number):
        return None
    return facts | {"name": found.name}
