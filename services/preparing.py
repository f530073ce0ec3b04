"""Before a message leaves: is it still true, in which language, and what exactly does it say."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.settings import GuildSettings
from services.outbox import Outbox
from services.owed import Draw, Facts, Kind, Lateness
from services.wire import Outgoing
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
    """Looks again at claimed messages, draws those that never were, and keeps what it drew."""

    def __init__(self, outbox: Outbox, draw: Draw, clock: Callable[[], datetime]) -> None:
        self.outbox = outbox
        self.draw = draw
        self.clock = clock

    async def prepare(self, claimed: Sequence[Claimed]) -> list[Ready]:
        """What is to be delivered of these; the others are settled: no longer true, or undrawn."""
        try:
            looks = await self._look(claimed)
        except Exception as error:
            if len(claimed) == 1:
                await self._put_off(claimed[0], error)
                return []
            return [one for row in claimed for one in await self.prepare([row])]
        ready, written = [], []
        for look in looks:
            try:
                if done := self._judge(look):
                    ready.append(done)
                elif look.kind.lateness is Lateness.FOLD and self._is_late(look):
                    ready += await self._fold(look)
                else:
                    written.append((look, self._write(look, self._fate(look))))
            except Exception as error:
                await self._put_off(look.row, error)
        return ready + await self._keep(written)

    async def _look(self, claimed: Sequence[Claimed]) -> list[_Look]:
        """All in one reading: what is drawn is a state that was true at one moment."""
        found = []
        async with self.outbox.db.reading() as conn:
            guilds = {
                guild_id: await self.outbox.settings.of(conn, guild_id)
                for guild_id in {row.guild_id for row in claimed}
            }
            for row in claimed:
                kind, settings = self.outbox.kinds[row.kind], guilds[row.guild_id]
                locale = await language(conn, row.guild_id, row.person, settings)
                versions = (0, 0)
                if row.card is not None:
                    versions = await cards.versions(conn, row.guild_id, row.card, row.person)
                facts = await still_true(conn, kind, row.guild_id, row.facts)
                found.append(_Look(row, kind, settings, locale, versions, facts))
        return found

    def _is_late(self, look: _Look) -> bool:
        return self.clock() - look.row.not_before > look.kind.late_after

    def _fate(self, look: _Look) -> str:
        if look.row.expires_at is not None and look.row.expires_at <= self.clock():
            return "expired"
        if look.facts is None or (look.kind.lateness is Lateness.DROP and self._is_late(look)):
            return "dropped"
        return "post"

    def _judge(self, look: _Look) -> Ready | None:
        """A message that was drawn before is the same message, or none."""
        if look.row.body is None:
            return None
        return Ready(look.row, self._fate(look), again=look.row.started_at is not None)

    def _write(self, look: _Look, fate: str) -> dict[str, Any]:
        if fate != "post":
            return {"state": fate, "lease_until": 0}
        return {"body": self._body(look, look.facts or {}), "first_try_at": self.clock()}

    def _body(self, look: _Look, facts: Facts) -> Facts:
        body = dict(self.draw(look.row.kind, facts, look.locale, look.settings.zone))
        body["components"][0]["id"] = look.row.mark
        return body | {"versions": list(look.versions)}

    async def _keep(self, written: Sequence[tuple[_Look, dict[str, Any]]]) -> list[Ready]:
        if not written:
            return []
        async with self.outbox.db.writing() as conn:
            mine = await rows.change_all(conn, [(look.row, values) for look, values in written])
        return [
            first_time(look.row, values)
            for look, values in written
            if look.row.id in mine and "body" in values
        ]

    async def _fold(self, look: _Look) -> list[Ready]:
        """One message for all that are late; drawn inside, so that it says what it replaces."""
        row = look.row
        async with self.outbox.db.writing() as conn:
            others = await rows.late_like(conn, row, self.clock() - look.kind.late_after)
            if not others:
                values = self._write(look, self._fate(look))
            else:
                gone = set(await rows.fold_into(conn, row, [other.id for other in others]))
                said = [look.facts] + [
                    await still_true(conn, look.kind, row.guild_id, other.facts)
                    for other in others
                    if other.id in gone
                ]
                true = [facts for facts in said if facts is not None]
                values = {"state": "dropped", "lease_until": 0}
                if true:
                    facts = true[0] if len(true) == 1 else {"folded": true}
                    values = {"body": self._body(look, facts), "first_try_at": self.clock()}
            if await rows.change(conn, row, **values) and "body" in values:
                return [first_time(row, values)]
        return []

    async def _put_off(self, row: Claimed, error: Exception) -> None:
        """Our own fault: try again later, then give up loudly; others pass meanwhile."""
        if row.tries < MOST_DRAWINGS:
            log.exception("message %s (%s) cannot be drawn yet", row.id, row.kind, exc_info=error)
            await self.outbox.postpone(row, repr(error), REST * row.tries, counted=True)
        else:
            log.error("message %s (%s) is given up: %r", row.id, row.kind, error)
            await self.outbox.change(row, state="dead", lease_until=0, last_error=repr(error)[:300])

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
        return Outgoing(body["components"], files, list(body.get("ping", ())), nonce)


def first_time(row: Claimed, values: dict[str, Any]) -> Ready:
    drawn = replace(row, body=values["body"], started_at=values["first_try_at"])
    return Ready(drawn, "post", again=False)


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
