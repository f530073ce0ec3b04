"""Messages that the bot owes, and cards that follow their thing: what is kept, claimed, settled.

An act owes a message in its own transaction; a worker claims it, draws it, keeps what it drew,
posts it and marks it sent (``services/courier.py``). Whatever dies in between, the row says where
it stood. See docs/decisions for why a double needs three accidents at once.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.people import Act, Actor, Caller, may
from domain.settings import GuildSettings
from services.owed import Draw, Facts, Fallback, Kind, Lateness, OwedMessage, Revalidate
from services.settling import Settling
from storage import cards, journal
from storage import outbox as rows
from storage.cards import Stale
from storage.engine import Database
from storage.outbox import Claimed

__all__ = ["Draw", "Facts", "Fallback", "Kind", "Lateness", "Outbox", "OwedMessage", "Revalidate"]

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
PATIENCE = timedelta(seconds=2)
"""How long a changed card waits for the interaction that changed it to redraw it."""
BETWEEN_EDITS = timedelta(seconds=5)
AFTER_COMMIT = 0.02
"""Seconds after which a message just owed is looked for: its transaction is over by then."""
SMALLEST_MARK = 2**16  # above the ids that Discord gives to components by itself

OWN_KINDS = (
    Kind("message_waiting", Lateness.DROP, late_after=timedelta(hours=24)),
    Kind("channel_parked"),
    Kind("message_blocked"),
    Kind("delivery_unsure"),
    Kind("thread_refused"),
)


class SettingsOf(Protocol):
    async def of(self, conn: AsyncConnection, guild_id: int) -> GuildSettings: ...


Departed = Callable[[int, int, Callable[[int], bool], int | None], Awaitable[None]]
"""``(guild, person, whether a channel is usable, the guild's owner)``"""


class Outbox:
    """Everything that is owed, on one database. Workers of several processes may share it."""

    def __init__(self, db: Database, clock: Callable[[], datetime], settings: SettingsOf) -> None:
        self.db = db
        self.clock = clock
        self.settings = settings
        self.kinds: dict[str, Kind] = {}
        self.bell = asyncio.Event()
        self.departed: Departed | None = None  # who wants to know that somebody left
        self._ringing = False
        self._settling = Settling(db)
        for kind in OWN_KINDS:
            self.declare(kind)

    def declare(self, kind: Kind) -> None:
        """Say how one kind of message behaves. Raises ValueError when it is declared already."""
        if kind.name in self.kinds:
            raise ValueError(f"{kind.name} is declared already")
        self.kinds[kind.name] = kind

    # -- owing: in the transaction of the act ------------------------------------------------------

    async def owe(self, conn: AsyncConnection, guild_id: int, message: OwedMessage) -> bool:
        """Owe a message, once for its key. False: it was owed before. Raises ValueError for a
        kind that nobody declared.
        """
        if message.kind not in self.kinds:
            raise ValueError(f"nobody declared messages of kind {message.kind}")
        now = self.clock()
        values: dict[str, Any] = {
            "guild_id": guild_id,
            "key": message.key,
            "kind": message.kind,
            "channel_id": message.channel_id,
            "person": message.person,
            "facts": message.facts,
            "card": message.card,
            "state": "owed",
            "not_before": message.not_before or now,
            "expires_at": message.expires_at,
        }
        while await rows.insert(conn, values | draw_marks()) is None:
            if await rows.has_key(conn, guild_id, message.key):
                return False
        if message.card is not None:
            await cards.announce(conn, guild_id, message.card, message.person, now)
        self._ring_soon()
        return True

    def wake(self) -> None:
        """Tell this process's poster that something may be due."""
        self.bell.set()

    def _ring_soon(self) -> None:
        if not self._ringing:
            self._ringing = True
            asyncio.get_running_loop().call_later(AFTER_COMMIT, self._ring)

    def _ring(self) -> None:
        self._ringing = False
        self.wake()

    async def card_changed(
        self,
        conn: AsyncConnection,
        guild_id: int,
        thing: str,
        number: int,
        revision: int | None = None,
    ) -> None:
        """Every card of this thing is to show ``revision`` (None: whatever is true now)."""
        await cards.changed(conn, guild_id, thing, number, revision, self.clock() + PATIENCE)

    async def card_drawn(
        self,
        guild_id: int,
        thing: str,
        number: int,
        audience: str,
        revision: int,
        message_id: int | None = None,
    ) -> None:
        """An interaction has redrawn the card itself; call it once Discord has answered.

        ``audience``: "channel" or "person:<id>". An edit that was old by then is drawn over; one
        of another message than the card (``message_id``: an older one) changes nothing.
        """
        now = self.clock()
        async with self.db.writing() as conn:
            await cards.edited(
                conn,
                guild_id,
                thing,
                number,
                audience,
                revision,
                now,
                now + BETWEEN_EDITS,
                message_id,
            )

    async def tell_moderators(
        self,
        conn: AsyncConnection,
        guild_id: int,
        kind: str,
        key: str,
        facts: Facts,
        *,
        usable: Callable[[int], bool],
        owner: int | None,
    ) -> bool:
        """Owe something to the moderators' channel if it is ``usable``, else to the guild's owner.

        False: it was owed before, or there is nobody to tell (which is logged).
        """
        channel = (await self.settings.of(conn, guild_id)).moderation_channel
        if channel is not None and usable(channel):
            message = OwedMessage(key, kind, facts, channel_id=channel)
        elif owner is not None:
            message = OwedMessage(key, kind, facts, person=owner)
        else:
            log.warning("guild %s has nobody to tell: %s %s", guild_id, kind, facts)
            return False
        return await self.owe(conn, guild_id, message)

    # -- claiming and settling: the courier's side --------------------------------

    async def anything_due(self) -> bool:
        """Whether some message may be there to send; a look that takes no turn to write."""
        async with self.db.reading() as conn:
            return await rows.any_due(conn, self.clock())

    async def claim(self, limit: int) -> list[Claimed]:
        """Up to ``limit`` messages to send now, one for each channel or person, in their order."""
        now = self.clock()
        async with self.db.writing() as conn:
            claimed = await rows.first_in_line(conn, now, limit)
            await rows.write_all(conn, [(row, rows.claiming(row, now + LEASE)) for row in claimed])
        return claimed

    async def claim_cards(self, limit: int) -> list[Stale]:
        """Up to ``limit`` cards to redraw now."""
        now = self.clock()
        async with self.db.reading() as conn:
            if not await cards.any_stale(conn, now):
                return []
        async with self.db.writing() as conn:
            return await cards.claim(conn, now, limit, LEASE)

    async def change(self, row: Claimed, **values: Any) -> bool:
        """Write on a claimed message. False: another worker has it by now."""
        return await self._settling.settle(row, values)

    async def sent(self, row: Claimed, channel_id: int | None, message_id: int | None) -> bool:
        """Mark a message sent (ids None: it was, and is gone) and place the card that it is."""
        now = self.clock()

        async def place(conn: AsyncConnection) -> None:
            assert channel_id is not None and message_id is not None
            versions = (row.body or {}).get("versions", (0, 0))
            await cards.place(conn, row, channel_id, message_id, versions, now + BETWEEN_EDITS)

        values = {
            "state": "sent",
            "sent_at": now,
            "lease_until": 0,
            "sent_channel_id": channel_id,
            "message_id": message_id,
            "last_error": None,
        }
        return await self._settling.settle(row, values, place if row.card and message_id else None)

    async def postpone(self, row: Claimed, why: str, delay: timedelta, *, counted: bool) -> bool:
        """Put a message back in line, not to be tried before ``delay`` is over."""
        return await self.change(
            row,
            state="owed",
            tries=row.tries if counted else row.tries - 1,
            lease_until=rows.millis(self.clock() + delay),
            last_error=why[:300],
        )

    async def parked(self) -> Sequence[tuple[int, int, datetime]]:
        """(guild, channel, since) of every channel in which nothing can be said for now."""
        async with self.db.reading() as conn:
            return [
                (row.guild_id, row.channel_id, row.since) for row in await rows.all_parked(conn)
            ]

    async def unpark(self, guild_id: int, channel_id: int) -> None:
        """The rights in a channel are back: what waits for it is sent."""
        async with self.db.writing() as conn:
            await rows.unpark(conn, guild_id, channel_id)
        self.wake()

    # -- by hand, and by the calendar --------------------------------------------------------------

    async def resolve(
        self, caller: Caller, number: int, publish: bool, *, interaction_id: int | None = None
    ) -> bool:
        """A moderator says of an unsure message: publish it, or it was published already.

        True: it is in line again. Raises Refused("moderators-only"), and
        Refused("delivery-settled") when it is not unsure, not of this guild, or not there.
        """
        if not may(Actor(caller), Act.MODERATE):
            raise Refused("moderators-only")
        now = self.clock()
        values: dict[str, Any] = {"state": "sent", "sent_at": now}
        if publish:
            values = {"state": "owed", "first_try_at": None}
        async with self.db.writing() as conn:
            if not await journal.first_time(conn, interaction_id, now):
                raise Refused("already-done")
            row = await rows.resolve(conn, caller.guild_id, number, values)
            if row is None:
                raise Refused("delivery-settled")
            act = "publish" if publish else "already-published"
            await journal.record(
                conn, caller.guild_id, now, caller.user_id, act, "owed", number, kind=row.kind
            )
        self.wake()
        return publish

    async def hold(self) -> int:
        """Set aside all that is owed, until ``release_held``; how many messages that is."""
        async with self.db.writing() as conn:
            return await rows.hold(conn)

    async def release_held(self, guild_id: int | None = None) -> int:
        """Send after all what a restored backup still owed; how many messages that is."""
        async with self.db.writing() as conn:
            released = await rows.release(conn, "held", guild_id)
        self.wake()
        return released

    async def count(self) -> dict[str, int]:
        """How many messages there are in each state."""
        async with self.db.reading() as conn:
            return await rows.count(conn)

    async def purge(self, now: datetime) -> int:
        """Forget what is over since a month, and interactions and drafts since a day."""
        async with self.db.writing() as conn:
            return await rows.purge(conn, now)


def draw_marks() -> dict[str, Any]:
    """A nonce that no restore can draw again, and the mark by which a posted message is known."""
    mark = SMALLEST_MARK + secrets.randbelow(2**31 - SMALLEST_MARK)
    return {"nonce": secrets.token_urlsafe(16), "mark": mark}
