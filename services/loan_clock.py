"""What the clock does to loans: reminders, nudges, and requests that lapse.

Each round recomputes from the tables what is due, so that a bot that was down catches up, once,
with what is still true.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.availability import Shortage, shortages
from domain.items import Item
from domain.lending import Loan, LoanState
from domain.people import Actor, Caller, Party
from domain.quiet import Quiet
from domain.reminders import (
    LATE_AFTER,
    ReminderKind,
    borrower_reminder,
    is_still_true,
    nudge_due,
)
from domain.settings import GuildSettings
from services.loan_desk import GAP_MEMORY, LoanDesk, Work
from services.loan_news import LoanNews
from services.owed import Fallback, Kind, Lateness, OwedMessage
from storage import items, journal, loans

AHEAD = timedelta(days=3)
WARNED_BEFORE = timedelta(days=1)
"""How long before their loan people learn that what they are to get is not back."""
BOT = 0
TURNED_LATE = "turned-late"
"""Noted for nobody, beside the kinds of reminders: the cards show that this due date is past."""


@dataclass(frozen=True)
class Due:
    loan: Loan
    kind: ReminderKind
    person: int


class LoanClock:
    """Rung every few seconds; every round is safe to repeat, and to run in several processes."""

    def __init__(self, desk: LoanDesk, news: LoanNews) -> None:
        self._desk = desk
        self._news = news
        # What this process has warned of; the keys of the messages hold it for all of them.
        self._warned: dict[tuple[int, int], list[Shortage]] = {}
        desk.outbox.declare(
            Kind("loans_reminded", Lateness.IF_TRUE, Fallback.WAITING, revalidate=self._refresh)
        )

    async def tick(self) -> None:
        """Let lapse what lapsed, then owe the reminders that are due."""
        now = self._desk.clock()
        async with self._desk.db.reading() as conn:
            found = await loans.all_live(conn, now + AHEAD)
        by_guild: dict[int, list[Loan]] = defaultdict(list)
        for loan in found:
            by_guild[loan.guild_id].append(loan)
        for guild_id, live in by_guild.items():
            await self._let_lapse(guild_id, live, now)
            await self._turn_late(guild_id, live, now)
            await self._remind(guild_id, live, now)
            await self._warn_those_next(guild_id, live, now)

    async def _let_lapse(self, guild_id: int, live: list[Loan], now: datetime) -> None:
        async with self._desk.db.reading() as conn:
            things = await items.many(conn, guild_id, {loan.item for loan in live})
        for loan in live:
            if _lapses(loan, things[loan.item], now):
                await self._lapse(guild_id, loan.number, now)

    async def _lapse(self, guild_id: int, number: int, now: datetime) -> None:
        async with self._desk.db.writing() as conn:
            item = await items.lock_of_loan(conn, guild_id, number)
            loan = await loans.one(conn, guild_id, number)
            if item is None or loan is None or not _lapses(loan, item, now):
                return
            settings = await self._desk.settings.of(conn, guild_id)
            after = replace(loan, state=LoanState.EXPIRED)
            if loan.own:
                after = replace(loan, state=LoanState.RETURNED, returned_at=loan.period.end)
            written = await loans.save(conn, loan, after)
            await journal.record(conn, guild_id, now, None, "lapse", "loan", number)
            await self._desk.outbox.card_changed(conn, guild_id, "loan", number, written.revision)
            if not loan.own:
                actor = Actor(Caller(guild_id, BOT, ""))
                await self._news.expired(Work(conn, now, settings, actor, item), written)
        self._desk.outbox.wake()

    async def _turn_late(self, guild_id: int, live: list[Loan], now: datetime) -> None:
        """Have the cards of what is late drawn anew, once for each due date."""
        late = [loan for loan in live if loan.is_late(now)]
        if not late:
            return
        async with self._desk.db.reading() as conn:
            noted = await loans.noted_reminders(conn, guild_id)
        late = [it for it in late if (it.number, it.period.end, TURNED_LATE, BOT) not in noted]
        if not late:
            return
        async with self._desk.db.writing() as conn:
            for loan in late:
                if await loans.point_reminder(conn, loan, TURNED_LATE, BOT, ""):
                    await self._desk.outbox.card_changed(conn, guild_id, "loan", loan.number)
        self._desk.outbox.wake()

    async def _remind(self, guild_id: int, live: list[Loan], now: datetime) -> None:
        """Owe one message to each person for all that falls due for them in this round."""
        async with self._desk.db.reading() as conn:
            settings = await self._desk.settings.of(conn, guild_id)
            due = await self._due(conn, guild_id, live, settings, now)
        if not due:
            return
        async with self._desk.db.writing() as conn:
            for person in sorted({entry.person for entry in due}):
                await self._owe(conn, guild_id, person, due, now)
        self._desk.outbox.wake()

    async def _due(
        self,
        conn: AsyncConnection,
        guild_id: int,
        live: list[Loan],
        settings: GuildSettings,
        now: datetime,
    ) -> list[Due]:
        noted = await loans.noted_reminders(conn, guild_id)
        things = await items.many(conn, guild_id, {loan.item for loan in live})
        people = People(self._desk, conn, guild_id, settings)
        found = []
        for loan in live:
            due = await self._due_for(loan, things[loan.item], people, settings.zone, now)
            known = (loan.number, loan.period.end)
            found += [e for e in due if (*known, e.kind.value, e.person) not in noted]
        return found

    async def _due_for(
        self, loan: Loan, item: Item, people: "People", zone: tzinfo, now: datetime
    ) -> list[Due]:
        if loan.state not in (LoanState.REQUESTED, LoanState.OUT):
            return []
        found = []
        owners = await people.answerers(item.owner)
        for person in dict.fromkeys([loan.borrower.member, *owners]):
            if not person or (quiet := await people.quiet(person)) is None:
                continue
            if person in owners and nudge_due(loan, now, zone, quiet):
                found.append(Due(loan, ReminderKind.NUDGE, person))
            kind = borrower_reminder(loan, now, zone, quiet)
            if kind and (person == loan.borrower.member or kind in LATE_AFTER):
                found.append(Due(loan, kind, person))
        return found

    async def _warn_those_next(self, guild_id: int, live: list[Loan], now: datetime) -> None:
        """What is late may be missing at a loan that begins within a day: say so, once."""
        late = sorted({loan.item for loan in live if loan.is_late(now)})
        async with self._desk.db.reading() as conn:
            settings = await self._desk.settings.of(conn, guild_id)
            if not late or Quiet(settings.quiet_start, settings.quiet_end).holds(
                now, settings.zone
            ):
                return
            things = await items.many(conn, guild_id, late)
            taking = await loans.taking_many(conn, guild_id, late, now - GAP_MEMORY)
        for item in things.values():
            short = shortages(item, taking[item.number], now, settings.zone)
            short = [each for each in short if each.start <= now + WARNED_BEFORE]
            if short and self._warned.get((guild_id, item.number)) != short:
                await self._warn(guild_id, item.number, now)
                self._warned[guild_id, item.number] = short

    async def _warn(self, guild_id: int, number: int, now: datetime) -> None:
        async with self._desk.db.writing() as conn:
            item = await items.lock(conn, guild_id, number)
            settings = await self._desk.settings.of(conn, guild_id)
            if item is not None:
                actor = Actor(Caller(guild_id, BOT, ""))
                work = Work(conn, now, settings, actor, item)
                await self._news.shortages(work, before=now + WARNED_BEFORE)
        self._desk.outbox.wake()

    async def _owe(
        self, conn: AsyncConnection, guild_id: int, person: int, due: list[Due], now: datetime
    ) -> None:
        key = f"loans-reminded:{person}:{int(now.timestamp() * 1000)}"
        pointed = [
            await loans.point_reminder(conn, entry.loan, entry.kind.value, person, key)
            for entry in due
            if entry.person == person
        ]
        if any(pointed):
            owed = OwedMessage(key, "loans_reminded", {"key": key, "person": person}, person=person)
            await self._desk.outbox.owe(conn, guild_id, owed)
        for late in {e.loan.number for e in due if e.kind in LATE_AFTER and e.person == person}:
            await self._desk.outbox.card_changed(conn, guild_id, "loan", late)

    async def _refresh(
        self, conn: AsyncConnection, guild_id: int, facts: dict[str, Any]
    ) -> dict[str, Any] | None:
        """What of it is still true: a list of (kind, loan view), or None when nothing is."""
        now = self._desk.clock()
        found = []
        for number, due_at, kind in await loans.reminders_in(conn, guild_id, facts["key"]):
            view = await self._news.view(conn, guild_id, number)
            if view is None or view.loan.period.end != due_at:
                continue
            if is_still_true(ReminderKind(kind), view.loan, now):
                found.append((ReminderKind(kind), view))
        return facts | {"reminders": found} if found else None


class People:
    """Who answers for what, and when they may be written to; each asked once in a round."""

    def __init__(
        self, desk: LoanDesk, conn: AsyncConnection, guild_id: int, settings: GuildSettings
    ) -> None:
        self._desk = desk
        self._conn = conn
        self._guild_id = guild_id
        self._settings = settings
        self._answerers: dict[Party, list[int]] = {}
        self._quiet: dict[int, Quiet | None] = {}

    async def answerers(self, party: Party) -> list[int]:
        if party not in self._answerers:
            found = await self._desk.directory.answerers(self._conn, self._guild_id, party)
            self._answerers[party] = found
        return self._answerers[party]

    async def quiet(self, person: int) -> Quiet | None:
        """A person's quiet hours, their own or the guild's; None for who has left."""
        if person not in self._quiet:
            self._quiet[person] = await self._desk.directory.quiet_of(
                self._conn, self._guild_id, person, self._settings
            )
        return self._quiet[person]


def _lapses(loan: Loan, item: Item, now: datetime) -> bool:
    if loan.own and loan.state is LoanState.OUT:
        return loan.period.end <= now
    if loan.state in (LoanState.REQUESTED, LoanState.COUNTERED, LoanState.APPROVED):
        return loan.lapses_at(item.rules) <= now
    return False
