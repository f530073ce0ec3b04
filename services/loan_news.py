"""Who is told what about a loan, and whether it is still true when the message leaves.

Facts hold ids only; the words and the card are drawn when the message is sent, from the loan as it
then stands. A message that is no longer true is dropped: the one about what happened since says it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.availability import shortages
from domain.lending import LIVE, Loan, LoanState
from domain.people import Party
from services.loan_desk import Clock, LoanDesk, LoanWork, Work
from services.loan_views import LoanView, LoanViews
from services.owed import Fallback, Kind, Lateness, OwedMessage
from storage import loans

Facts = dict[str, Any]
Test = Callable[[Loan, Facts], bool]


def _in(*states: LoanState) -> Test:
    return lambda loan, facts: loan.state in states


def _asks_for(loan: Loan, facts: Facts) -> bool:
    return loan.asked_end is not None and loan.asked_end.isoformat() == facts["end"]


def _ends_at(loan: Loan, facts: Facts) -> bool:
    return loan.state in LIVE and loan.period.end.isoformat() == facts["end"]


def _always(loan: Loan, facts: Facts) -> bool:
    return True


STILL_TRUE: dict[str, Test] = {
    "loan_requested": _always,
    "loan_orphaned": _in(LoanState.REQUESTED),
    "loan_asked": _in(LoanState.REQUESTED, LoanState.COUNTERED),
    "loan_granted": _in(LoanState.APPROVED, LoanState.OUT),
    "loan_approved": _in(LoanState.APPROVED, LoanState.OUT),
    "loan_refused": _in(LoanState.REFUSED),
    "loan_countered": _in(LoanState.COUNTERED),
    "loan_offer_accepted": _in(LoanState.APPROVED, LoanState.OUT),
    "loan_cancelled": _in(LoanState.CANCELLED),
    "loan_expired": _in(LoanState.EXPIRED),
    "loan_handed_over": _in(LoanState.OUT),
    "loan_extension_asked": _asks_for,
    "loan_extended": _ends_at,
    "loan_extension_denied": lambda loan, facts: loan.state in LIVE and loan.asked_end is None,
    "loan_returned": lambda loan, facts: loan.reporter is not None,
    "loan_return_confirmed": lambda loan, facts: loan.reporter is None,
    "loan_return_contested": _in(LoanState.OUT),
    "loan_short": lambda loan, facts: loan.state in LIVE and loan.state is not LoanState.OUT,
}
"""For each kind of message about one loan, what has to hold for it to be sent."""


class LoanNews:
    """Owes the messages of each act, in the act's transaction."""

    def __init__(self, desk: LoanDesk, views: LoanViews, clock: Clock) -> None:
        self._desk = desk
        self._views = views
        self._clock = clock
        for kind, still_true in STILL_TRUE.items():
            desk.outbox.declare(self._kind(kind, still_true))

    async def requested(self, work: Work, loan: Loan, channel_id: int | None) -> None:
        """The card in the loans channel, and the owner's people; nobody for one's own dates."""
        channel = work.settings.lending_channel
        if channel is None and channel_id is not None:
            channel, _ = await self._desk.settings.remember_channel(
                work.conn, work.actor.caller, channel_id
            )
        if channel is not None:
            await self._desk.outbox.owe(
                work.conn,
                work.guild_id,
                OwedMessage(
                    f"loan-card:{loan.number}",
                    "loan_requested",
                    {"loan": loan.number},
                    channel_id=channel,
                    card=f"loan:{loan.number}",
                ),
            )
        kind = "loan_asked" if loan.state is LoanState.REQUESTED else "loan_granted"
        owners = await self._people(work, work.item.owner)
        await self._tell(work, loan, kind, owners, card=True)
        if not owners and (moderation := work.settings.moderation_channel) is not None:
            await self._post(work, loan, "loan_orphaned", moderation)

    async def answered(self, work: LoanWork, loan: Loan) -> None:
        kind = f"loan_{loan.state.value}"
        await self._tell(work, loan, kind, [loan.borrower.member], card=True)

    async def accepted_offer(self, work: LoanWork, loan: Loan) -> None:
        owners = await self._people(work, work.item.owner)
        await self._tell(work, loan, "loan_offer_accepted", owners, card=True)

    async def cancelled(self, work: LoanWork, loan: Loan) -> None:
        await self._tell(work, loan, "loan_cancelled", await self._everybody(work, loan))

    async def expired(self, work: Work, loan: Loan) -> None:
        await self._tell(work, loan, "loan_expired", await self._everybody(work, loan), card=True)

    async def handed_over(self, work: LoanWork, loan: Loan) -> None:
        people = [] if loan.own else await self._other_side(work, loan)
        await self._tell(work, loan, "loan_handed_over", people, card=True)

    async def extension_asked(self, work: LoanWork, loan: Loan) -> None:
        assert loan.asked_end is not None
        owners = await self._people(work, work.item.owner)
        end = loan.asked_end.isoformat()
        await self._tell(work, loan, "loan_extension_asked", owners, card=True, end=end)

    async def extended(self, work: LoanWork, loan: Loan) -> None:
        """The dates (or the quantity) have changed."""
        people = await self._everybody(work, loan)
        await self._tell(work, loan, "loan_extended", people, end=loan.period.end.isoformat())

    async def extension_denied(self, work: LoanWork, loan: Loan) -> None:
        await self._tell(work, loan, "loan_extension_denied", [loan.borrower.member])

    async def returned(self, work: LoanWork, loan: Loan) -> None:
        people = [] if loan.own else await self._other_side(work, loan)
        await self._tell(work, loan, "loan_returned", people, card=True)

    async def return_confirmed(self, work: LoanWork, loan: Loan, reporter: int | None) -> None:
        await self._tell(work, loan, "loan_return_confirmed", [reporter])

    async def return_contested(self, work: LoanWork, loan: Loan, reporter: int | None) -> None:
        """The reporter is told, and the moderators' channel, where there is one."""
        await self._tell(work, loan, "loan_return_contested", [reporter], card=True)
        if (channel := work.settings.moderation_channel) is not None:
            await self._post(work, loan, "loan_return_contested", channel)

    async def shortages(self, work: Work, before: datetime | None = None) -> None:
        """Warn those whose promise a fact has left without enough units, and the owner, once.

        ``before``: only those whose loan begins by then.
        """
        taking = await work.loans()
        for short in shortages(work.item, taking, work.now, work.zone):
            if before is not None and short.start > before:
                continue
            for loan in (other for other in taking if other.number in short.loans):
                if loan.state is not LoanState.APPROVED or loan.period.start < work.now:
                    continue
                people = [loan.borrower.member, *await self._people(work, work.item.owner)]
                stock = f"{work.item.stock}:{loan.period.start.isoformat()}"
                await self._tell(
                    work, loan, "loan_short", people, once=stock, missing=short.missing
                )

    async def _tell(
        self,
        work: Work,
        loan: Loan,
        kind: str,
        people: Iterable[int | None],
        *,
        card: bool = False,
        once: str | None = None,
        **facts: Any,
    ) -> None:
        """Owe one private message to each person but the one who acts.

        ``card``: the message keeps showing the loan as it changes, with its buttons.
        """
        acting = work.actor.caller.user_id
        for person in dict.fromkeys(people):
            if not person or person == acting:
                continue
            key = f"{kind}:{loan.number}:{once or loan.revision}:{person}"
            facts = {"loan": loan.number, "by": acting} | facts
            thing = f"loan:{loan.number}" if card else None
            owed = OwedMessage(key, kind, facts, person=person, card=thing)
            await self._desk.outbox.owe(work.conn, work.guild_id, owed)

    async def _post(self, work: Work, loan: Loan, kind: str, channel: int) -> None:
        """Owe a message about a loan to a channel."""
        key = f"{kind}:{loan.number}:{loan.revision}"
        owed = OwedMessage(key, kind, {"loan": loan.number}, channel_id=channel)
        await self._desk.outbox.owe(work.conn, work.guild_id, owed)

    async def _people(self, work: Work, party: Party) -> list[int]:
        return await self._desk.directory.answerers(work.conn, work.guild_id, party)

    async def _everybody(self, work: Work, loan: Loan) -> list[int | None]:
        return [loan.borrower.member, *await self._people(work, work.item.owner)]

    async def _other_side(self, work: Work, loan: Loan) -> list[int | None]:
        """Those who did not act: the owner's people, or the borrower."""
        if work.actor.speaks_for(loan.borrower) and not work.owns:
            return list(await self._people(work, work.item.owner))
        return [loan.borrower.member]

    def _kind(self, name: str, still_true: Test) -> Kind:
        return Kind(
            name,
            Lateness.IF_TRUE,
            Fallback.WAITING,
            revalidate=self._refresh(still_true),
            redraw=self._refresh(_always),
        )

    def _refresh(self, still_true: Test) -> Callable[..., Any]:
        async def refresh(conn: AsyncConnection, guild_id: int, facts: Facts) -> Facts | None:
            view = await self.view(conn, guild_id, facts["loan"])
            if view is None or not still_true(view.loan, facts):
                return None
            return facts | {"view": view}

        return refresh

    async def view(self, conn: AsyncConnection, guild_id: int, number: int) -> LoanView | None:
        """The loan as it stands now, in its guild's zone."""
        if await loans.one(conn, guild_id, number) is None:
            return None
        settings = await self._desk.settings.of(conn, guild_id)
        return await self._views.one(conn, guild_id, number, self._clock(), settings.zone)
