"""Before a message leaves: is it still true, in which language, and what exactly does it say."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.settings import GuildSettings
from services.outbox import LEASE, Outbox
from services.owed import Draw, Facts, Kind, Lateness
from services.wire import Outgoing, snowflake
from storage import cards
from storage import outbox as rows
from storage.outbox import Claimed

log = logging.getLogger(__name__)

MOST_DRAWINGS = 8
"""After so many failures to draw a message it is given up, loudly: it is our own fault."""
REST = timedelta(seconds=30)


class NotDrawn(Exception):
    """A message that could not be drawn; nothing of it left."""


@dataclass(frozen=True)
class Ready:
    """A message to deliver. ``fate`` "post", or what becomes of it unless it was posted already.

    ``again``: a request for it may have left before this turn.
    """

    row: Claimed
    fate: str
    again: bool


@dataclass(frozen=True)
class _Look:
    row: Claimed
    kind: Kind
    settings: GuildSettings
    locale: str
    versions: tuple[int, int]
    facts: Facts | None


class Preparer:
    """Claims messages, looks again whether they are true, draws them, and keeps what it drew.

    ``ahead``: how far Discord's clock is ahead of ours; None: nobody heard it.
    """

    def __init__(
        self,
        outbox: Outbox,
        draw: Draw,
        clock: Callable[[], datetime],
        ahead: Callable[[], timedelta] | None = None,
    ) -> None:
        self.outbox = outbox
        self.draw = draw
        self.clock = clock
        self.ahead = ahead
        self._busy = False

    async def take(self, limit: int) -> list[Ready] | None:
        """Claim and prepare up to ``limit`` messages in one transaction, over before any request.

        None: nothing was due. An empty list: what was due is settled, there may be more. Raises
        Refused when the database is busy or full.
        """
        if not self._busy and not await self.outbox.anything_due():
            return None  # an idle bot takes no turn to write
        self._busy = True
        try:
            ready, self._busy = await self._take(limit)
        except Refused:
            raise
        except Exception:  # one of them cannot be looked at: each on its own
            log.warning("claimed messages are prepared one by one", exc_info=True)
            ready = await self.prepare(await self.outbox.claim(limit))
        return ready if ready or self._busy else None

    async def _take(self, limit: int) -> tuple[list[Ready], bool]:
        now = self.clock()
        found, taken = [], []
        async with self.outbox.db.writing() as conn:
            claimed = await rows.first_in_line(conn, now, limit)
            for look in await self._look(conn, claimed):
                values, ready = await self._decide(conn, look)
                taken.append((look.row, rows.claiming(look.row, now + LEASE) | values))
                found += [ready] if ready else []
            await rows.write_all(conn, taken)
        return found, bool(claimed)

    async def prepare(self, claimed: Sequence[Claimed]) -> list[Ready]:
        """What is to be delivered of messages claimed already, each looked at on its own."""
        found = []
        for row in claimed:
            try:
                async with self.outbox.db.writing() as conn:
                    (look,) = await self._look(conn, [row])
                    values, ready = await self._decide(conn, look)
                    mine = not values or await rows.change(conn, row, **values)
                found += [ready] if ready and mine else []
            except Exception as error:
                await self.outbox.change(row, **self._put_off(row, error))
        return found

    async def _look(self, conn: AsyncConnection, claimed: Sequence[Claimed]) -> list[_Look]:
        guilds = {
            guild_id: await self.outbox.settings.of(conn, guild_id)
            for guild_id in {row.guild_id for row in claimed}
        }
        found = []
        for row in claimed:
            kind, settings = self.outbox.kinds[row.kind], guilds[row.guild_id]
            locale = await language(conn, row.guild_id, row.person, settings)
            versions = (0, 0)
            if row.card is not None:
                versions = await cards.versions(conn, row.guild_id, row.card, row.person)
            facts = await still_true(conn, kind, row.guild_id, row.facts)
            found.append(_Look(row, kind, settings, locale, versions, facts))
        return found

    async def _decide(
        self, conn: AsyncConnection, look: _Look
    ) -> tuple[dict[str, Any], Ready | None]:
        """What to write on a message, and what to deliver of it."""
        row, fate = look.row, self._fate(look)
        if row.body is not None:  # it was drawn before: it is the same message, or none
            if row.started_at is not None:
                return {}, Ready(row, fate, again=True)
            begun = self.clock()  # a moderator had it published: from now on a retry looks again
            return {"first_try_at": begun}, Ready(replace(row, started_at=begun), fate, again=False)
        facts = look.facts
        if look.kind.lateness is Lateness.FOLD and self._is_late(look):
            facts = await self._folded(conn, look)
            fate = "post" if facts is not None else fate
        if fate != "post" or facts is None:
            return {"state": fate, "lease_until": 0}, None
        try:
            body = dict(self.draw(row.kind, facts, look.locale, look.settings.zone))
            body["components"][0]["id"] = row.mark
        except Exception as error:
            return self._put_off(row, error), None
        body["versions"] = list(look.versions)
        now = self.clock()
        if self.ahead is not None:  # our own clock may be set back before the next try
            body["after"] = snowflake(now + self.ahead())
        drawn = replace(row, body=body, started_at=now)
        return {"body": body, "first_try_at": now}, Ready(drawn, "post", again=False)

    def _is_late(self, look: _Look) -> bool:
        return self.clock() - look.row.not_before > look.kind.late_after

    def _fate(self, look: _Look) -> str:
        if look.row.expires_at is not None and look.row.expires_at <= self.clock():
            return "expired"
        if look.facts is None or (look.kind.lateness is Lateness.DROP and self._is_late(look)):
            return "dropped"
        return "post"

    async def _folded(self, conn: AsyncConnection, look: _Look) -> Facts | None:
        """The facts of all that are late for this target; the others are dropped for them."""
        row = look.row
        others = await rows.late_like(conn, row, self.clock() - look.kind.late_after)
        gone = set(await rows.fold_into(conn, row, [other.id for other in others]))
        said = [look.facts] + [
            await still_true(conn, look.kind, row.guild_id, other.facts)
            for other in others
            if other.id in gone
        ]
        true = [facts for facts in said if facts is not None]
        if len(true) < 2:
            return true[0] if true else None
        return {"folded": true}

    def _put_off(self, row: Claimed, error: Exception) -> dict[str, Any]:
        """Our own fault: try again later, then give up loudly; others pass meanwhile."""
        values: dict[str, Any] = {
            "state": "dead",
            "lease_until": 0,
            "last_error": repr(error)[:300],
        }
        if row.tries < MOST_DRAWINGS:
            log.error("message %s (%s) cannot be drawn yet", row.id, row.kind, exc_info=error)
            again = self.clock() + REST * row.tries
            return values | {"state": "owed", "lease_until": rows.millis(again)}
        log.error("message %s (%s) is given up: %r", row.id, row.kind, error)
        return values

    async def outgoing(self, guild_id: int, body: Facts, nonce: str | None) -> Outgoing:
        """A kept body with its pictures. Raises NotDrawn when one of them is gone."""
        wanted = [(file["name"], file["photo"]) for file in body.get("files", ())]
        bytes_of: dict[int, bytes] = {}
        if wanted:
            async with self.outbox.db.reading() as conn:
                bytes_of = await rows.photos(conn, guild_id, [number for _, number in wanted])
        try:
            files = [(name, bytes_of[number]) for name, number in wanted]
        except KeyError as gone:
            raise NotDrawn(f"photo {gone} is gone") from None
        return Outgoing(
            body["components"],
            files,
            list(body.get("ping", ())),
            nonce,
            list(body.get("roles", ())),
        )


async def language(
    conn: AsyncConnection, guild_id: int, person: int | None, settings: GuildSettings
) -> str:
    """A channel speaks the guild's language; a person is written to in their own."""
    theirs = None if person is None else await rows.locale_of(conn, guild_id, person)
    return theirs or settings.locale


async def still_true(
    conn: AsyncConnection, kind: Kind, guild_id: int, facts: Facts
) -> Facts | None:
    return facts if kind.revalidate is None else await kind.revalidate(conn, guild_id, facts)
