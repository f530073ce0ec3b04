"""What every act on a loan begins and ends with, so that none of it can be forgotten.

Begin: one effect per interaction, the item's row locked, the loan found in this guild, the right
and the state checked. End: the loan written, the journal written, its cards asked to be redrawn.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.items import Item
from domain.lending import Loan, next_state
from domain.people import Act, Actor, Caller, Sides, may
from domain.settings import GuildSettings
from services.directory import Directory
from services.outbox import Outbox
from services.settings import Settings
from storage import items, journal, loans
from storage.engine import Database

Clock = Callable[[], datetime]

GAP_MEMORY = timedelta(days=62)
"""How long after a return its gap may still matter; no buffer may be longer."""


def gap_of(item: Item) -> timedelta:
    """How long a return still matters to this item; an hour more, for a clock change."""
    buffer = item.rules.buffer
    return timedelta(minutes=buffer, hours=1) if buffer else timedelta()


async def what_takes(conn: AsyncConnection, item: Item, now: datetime) -> Sequence[Loan]:
    """What takes an item's stock from now on."""
    return await loans.taking(conn, item.guild_id, item.number, now - gap_of(item))


@dataclass
class Work:
    """One transaction about one item, its row locked; about one loan of it, once there is one."""

    conn: AsyncConnection
    now: datetime
    settings: GuildSettings
    actor: Actor
    item: Item

    @property
    def zone(self) -> ZoneInfo:
        return self.settings.zone

    @property
    def guild_id(self) -> int:
        return self.actor.caller.guild_id

    @property
    def owns(self) -> bool:
        return self.actor.speaks_for(self.item.owner)

    async def loans(self) -> Sequence[Loan]:
        """What takes the item's stock."""
        return await what_takes(self.conn, self.item, self.now)


@dataclass
class LoanWork(Work):
    loan: Loan
    act: Act


class LoanDesk:
    """The shared beginning and end of acts; features are given one."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        settings: Settings,
        directory: Directory,
        outbox: Outbox,
    ) -> None:
        self.db = db
        self.clock = clock
        self.settings = settings
        self.directory = directory
        self.outbox = outbox

    @asynccontextmanager
    async def on_item(
        self, caller: Caller, number: int, interaction_id: int | None
    ) -> AsyncIterator[Work]:
        """A transaction on an item of the caller's guild.

        Raises Refused("already-done") for an interaction that had its effect, and
        Refused("item-unknown") for what is not there.
        """
        async with self.db.writing() as conn:
            now = self.clock()
            await self.once(conn, interaction_id, now)
            item = await items.lock(conn, caller.guild_id, number)
            if item is None:
                raise Refused("item-unknown", said=f"#{number}", near=[])
            yield Work(conn, now, *await self._who(conn, caller), item)
        self.outbox.wake()

    @asynccontextmanager
    async def on_loan(
        self,
        caller: Caller,
        number: int,
        act: Act,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> AsyncIterator[LoanWork]:
        """A transaction in which this act on this loan is allowed to this caller.

        Raises Refused: "already-done", "loan-unknown", "not-allowed", "card-changed" when the
        card pressed showed another state, "wrong-state" when the act leads nowhere from here.
        """
        async with self.db.writing() as conn:
            now = self.clock()
            await self.once(conn, interaction_id, now)
            item = await items.lock_of_loan(conn, caller.guild_id, number)
            loan = await loans.one(conn, caller.guild_id, number)
            if item is None or loan is None:
                raise Refused("loan-unknown", number=number)
            settings, actor = await self._who(conn, caller)
            check_right(actor, act, loan.sides(item.owner))
            if revision is not None and revision != loan.revision:
                raise Refused("card-changed", number=number)
            if act not in (Act.CONFIRM_RETURN, Act.CONTEST_RETURN):
                next_state(loan, act)
            yield LoanWork(conn, now, settings, actor, item, loan, act)
        self.outbox.wake()

    async def once(self, conn: AsyncConnection, interaction_id: int | None, now: datetime) -> None:
        """Raises Refused("already-done") for an interaction that has had its effect."""
        if not await journal.first_time(conn, interaction_id, now):
            raise Refused("already-done")

    async def _who(self, conn: AsyncConnection, caller: Caller) -> tuple[GuildSettings, Actor]:
        actor = await self.directory.remember(conn, caller)
        return await self.settings.of(conn, caller.guild_id), actor

    async def finish(self, work: LoanWork, after: Loan, **facts: Any) -> Loan:
        """Write the loan, the journal line, and ask for its cards to be redrawn."""
        written = await loans.save(work.conn, work.loan, after)
        await self.note(
            work, work.act.value, "loan", after.number, state=after.state.value, **facts
        )
        await self.outbox.card_changed(
            work.conn, work.guild_id, "loan", after.number, written.revision
        )
        return written

    async def note(self, work: Work, act: str, thing: str, number: int, **facts: Any) -> None:
        caller = work.actor.caller
        await journal.record(
            work.conn, caller.guild_id, work.now, caller.user_id, act, thing, number, **facts
        )


def check_right(actor: Actor, act: Act, sides: Sides) -> None:
    """Raises Refused("not-allowed") with who may, for an act that this person may not do."""
    if not may(actor, act, sides):
        raise Refused("not-allowed", act=act.value, owner=sides.owner, borrower=sides.borrower)


def moved_to(loan: Loan, act: Act, **changes: Any) -> Loan:
    """The loan after this act, with these changes. Raises Refused("wrong-state")."""
    return replace(loan, state=next_state(loan, act), **changes)
