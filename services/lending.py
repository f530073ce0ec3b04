"""Ask, answer, promise, hand over, extend: one method per act, one transaction per act."""

from dataclasses import replace
from datetime import datetime

from domain.availability import Ask, is_too_long, reasons_against
from domain.errors import Refused
from domain.items import Approval, Item
from domain.lending import Loan, LoanState
from domain.people import Act, Caller, Party, Sides
from domain.periods import Period
from domain.text import clean
from services.loan_checks import (
    ask_of,
    is_the_owners_word,
    refuse_change,
    refuse_if_gone,
    refuse_if_taken,
    refuse_other_request,
)
from services.loan_desk import LoanDesk, LoanWork, Work, check_right, moved_to
from services.loan_news import LoanNews
from services.wish import LONGEST_PROJECT, LONGEST_REASON, MOST_UNITS, Wish
from storage import drafts, loans

__all__ = ["LONGEST_PROJECT", "LONGEST_REASON", "MOST_UNITS", "Lending", "Wish", "loan_sides"]


class Lending:
    """What can be done to requests and loans. Whatever raises Refused wrote nothing."""

    def __init__(self, desk: LoanDesk, news: LoanNews) -> None:
        self._desk = desk
        self._news = news

    async def request(
        self,
        caller: Caller,
        wish: Wish,
        *,
        channel_id: int | None = None,
        interaction_id: int | None = None,
        draft: int | None = None,
    ) -> Loan:
        """Ask for an item; promised at once where its rules say so, or to its owner's side.

        ``channel_id`` is where the card goes when no loans channel is set; it is remembered.
        The same request again, or the same ``draft``, gives the one that is there. Raises
        Refused("not-free") with all the reasons and the next free period, "bad-quantity",
        "not-your-organisation".
        """
        async with self._desk.on_item(caller, wish.item, interaction_id) as work:
            party = await self._desk.directory.party(
                work.conn, caller, wish.organisation, work.actor
            )
            new = self._draw_up(work, wish, party)
            if (same := await self._already(work, new, draft)) is not None:
                return same
            ask = ask_of(work, new)
            taking = await work.loans()
            reasons = reasons_against(work.item, taking, ask, work.now, work.zone)
            refuse_if_taken(work, taking, ask, reasons)
            loan = await self._open(work, new, self._is_promised_at_once(work, ask))
            if draft is not None:
                await drafts.settle_draft(
                    work.conn, work.guild_id, draft, wish.to_keep(), loan.number
                )
            await self._news.requested(work, loan, channel_id)
            return loan

    async def request_draft(
        self, caller: Caller, number: int, channel_id: int | None, interaction_id: int | None
    ) -> Loan:
        """Ask for what a preview showed. Raises Refused("draft-gone") when it is no longer kept."""
        async with self._desk.db.reading() as conn:
            facts = await drafts.draft_of(conn, caller.guild_id, number, caller.user_id)
        return await self.request(
            caller,
            Wish.kept(facts),
            channel_id=channel_id,
            interaction_id=interaction_id,
            draft=number,
        )

    async def reserve(
        self,
        caller: Caller,
        wish: Wish,
        *,
        skips_buffer: bool = False,
        interaction_id: int | None = None,
    ) -> Loan:
        """Keep dates of one's own item for oneself: approved at once, bound by the stock only."""
        async with self._desk.on_item(caller, wish.item, interaction_id) as work:
            check_right(work.actor, Act.RESERVE, loan_sides(work.item))
            owner = Party(caller.user_id, work.item.owner.organisation)
            new = replace(self._draw_up(work, wish, owner), own=True)
            ask = Ask(owner, wish.period, wish.quantity, True, True, skips_buffer)
            taking = await work.loans()
            reasons = reasons_against(work.item, taking, ask, work.now, work.zone)
            refuse_if_taken(work, taking, ask, reasons)
            return await self._open(work, new, promised=True, skips_buffer=skips_buffer)

    async def approve(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        skips_buffer: bool = False,
        interaction_id: int | None = None,
    ) -> Loan:
        """Promise what was asked for; the stock is counted again inside the transaction.

        Raises Refused("not-free") when it has gone to somebody else meanwhile.
        """
        async with self._desk.on_loan(
            caller, number, Act.APPROVE, revision=revision, interaction_id=interaction_id
        ) as work:
            await refuse_if_gone(work, work.loan.period, skips_buffer)
            after = moved_to(work.loan, Act.APPROVE, answered_at=work.now)
            loan = await self._desk.finish(work, after, skips_buffer=skips_buffer)
            await self._news.answered(work, loan)
            return loan

    async def refuse(
        self,
        caller: Caller,
        number: int,
        reason: str,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Loan:
        """Say no, and why. Raises Refused("reason-missing")."""
        reason = clean(reason, LONGEST_REASON)
        if not reason:
            raise Refused("reason-missing")
        async with self._desk.on_loan(
            caller, number, Act.REFUSE, revision=revision, interaction_id=interaction_id
        ) as work:
            after = moved_to(work.loan, Act.REFUSE, answered_at=work.now, reason=reason)
            loan = await self._desk.finish(work, after, reason=reason)
            await self._news.answered(work, loan)
            return loan

    async def counter(
        self,
        caller: Caller,
        number: int,
        period: Period,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Loan:
        """Propose other dates instead; they are free now, and counted again when accepted."""
        async with self._desk.on_loan(
            caller, number, Act.COUNTER, revision=revision, interaction_id=interaction_id
        ) as work:
            await refuse_if_gone(work, period, False)
            after = moved_to(work.loan, Act.COUNTER, offered=period, answered_at=work.now)
            loan = await self._desk.finish(work, after)
            await self._news.answered(work, loan)
            return loan

    async def accept_offer(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Loan:
        """Take the dates that the owner proposed: promised."""
        async with self._desk.on_loan(
            caller, number, Act.ACCEPT_OFFER, revision=revision, interaction_id=interaction_id
        ) as work:
            offered = work.loan.offered
            assert offered is not None
            await refuse_if_gone(work, offered, False)
            after = moved_to(
                work.loan,
                Act.ACCEPT_OFFER,
                period=offered,
                first_due=offered.end,
                offered=None,
                answered_at=work.now,
            )
            loan = await self._desk.finish(work, after)
            await self._news.accepted_offer(work, loan)
            return loan

    async def cancel(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Loan:
        """Call it off before the hand-over; both sides are told."""
        async with self._desk.on_loan(
            caller, number, Act.CANCEL, revision=revision, interaction_id=interaction_id
        ) as work:
            after = moved_to(work.loan, Act.CANCEL)
            loan = await self._desk.finish(work, after)
            await self._news.cancelled(work, loan)
            return loan

    async def hand_over(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Loan:
        """The thing has changed hands: a fact, never refused for its dates."""
        async with self._desk.on_loan(
            caller, number, Act.HAND_OVER, revision=revision, interaction_id=interaction_id
        ) as work:
            after = moved_to(work.loan, Act.HAND_OVER, out_at=work.now)
            loan = await self._desk.finish(work, after)
            await self._news.handed_over(work, loan)
            await self._news.shortages(work)
            return loan

    async def extend(
        self,
        caller: Caller,
        number: int,
        end: datetime,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Loan:
        """Move the end. Sooner always passes; later needs the stock, and the owner's word unless
        the item is lent automatically. Raises Refused("not-free"), "end-past", "end-same".
        """
        async with self._desk.on_loan(
            caller, number, Act.EXTEND, revision=revision, interaction_id=interaction_id
        ) as work:
            loan = work.loan
            if end <= max(work.now, loan.period.start):
                raise Refused("end-past", end=end)
            if end == loan.period.end:
                raise Refused("end-same", end=end)
            period = Period(loan.period.start, end)
            await refuse_change(work, period)
            if end < loan.period.end or self._extends_at_once(work, period):
                return await self._grant(work, period)
            asked = await self._desk.finish(work, moved_to(loan, Act.EXTEND, asked_end=end))
            await self._news.extension_asked(work, asked)
            return asked

    async def change(
        self,
        caller: Caller,
        number: int,
        period: Period,
        quantity: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Loan:
        """Give a loan other dates or another quantity; a reduction of a promise always passes.

        A borrower may ask for something else while it is not answered, under the item's rules; of
        a promise only the owner's side gives more, and of what is out only they say that it was
        fewer. Raises Refused("not-free", "bad-quantity", "owner-decides").
        """
        async with self._desk.on_loan(
            caller, number, Act.CHANGE, revision=revision, interaction_id=interaction_id
        ) as work:
            loan = work.loan
            if not loan.pieces.total < quantity <= MOST_UNITS:
                raise Refused("bad-quantity", asked=quantity, stock=work.item.stock)
            if not work.owns and is_the_owners_word(loan, period, quantity):
                raise Refused("owner-decides", owner=work.item.owner)
            if loan.state is LoanState.REQUESTED and not work.owns:
                await refuse_other_request(work, period, quantity)
            else:
                await refuse_change(work, period, quantity)
            after = moved_to(loan, Act.CHANGE, period=period, quantity=quantity, asked_end=None)
            if loan.state is LoanState.REQUESTED:
                asked_at = work.now if period.start <= work.now else loan.requested_at
                after = replace(after, first_due=period.end, requested_at=asked_at)
            changed = await self._desk.finish(work, after, quantity=quantity)
            await self._news.extended(work, changed)
            return changed

    async def grant_extension(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Loan:
        """Say yes to the later end that the borrower asked for."""
        async with self._desk.on_loan(
            caller, number, Act.GRANT_EXTENSION, revision=revision, interaction_id=interaction_id
        ) as work:
            end = _asked_end(work.loan)
            if end <= work.now:
                raise Refused("end-past", end=end)
            period = Period(work.loan.period.start, end)
            await refuse_change(work, period)
            return await self._grant(work, period)

    async def deny_extension(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Loan:
        """Say no to it: the end stays."""
        async with self._desk.on_loan(
            caller, number, Act.DENY_EXTENSION, revision=revision, interaction_id=interaction_id
        ) as work:
            _asked_end(work.loan)
            loan = await self._desk.finish(
                work, moved_to(work.loan, Act.DENY_EXTENSION, asked_end=None)
            )
            await self._news.extension_denied(work, loan)
            return loan

    async def _already(self, work: Work, new: Loan, draft: int | None) -> Loan | None:
        """The loan that this request has become before: one press of a draft makes one."""
        if draft is not None:
            facts = await drafts.draft_of(
                work.conn, work.guild_id, draft, work.actor.caller.user_id
            )
            if facts and facts.get(drafts.DONE):
                return await loans.one(work.conn, work.guild_id, facts[drafts.DONE])
        return await loans.same_request(work.conn, new)

    def _draw_up(self, work: Work, wish: Wish, party: Party) -> Loan:
        if not 0 < wish.quantity <= MOST_UNITS:
            raise Refused("bad-quantity", asked=wish.quantity, stock=work.item.stock)
        return Loan(
            work.guild_id,
            0,
            work.item.number,
            party,
            wish.quantity,
            wish.period,
            LoanState.REQUESTED,
            work.now,
            clean(wish.project, LONGEST_PROJECT),
            first_due=wish.period.end,
        )

    def _is_promised_at_once(self, work: Work, ask: Ask) -> bool:
        """The owner's side asks itself; automatic items say yes to members of the network."""
        automatic = work.item.rules.approval is Approval.AUTOMATIC and ask.in_network
        return ask.privileged or automatic

    async def _open(self, work: Work, new: Loan, promised: bool, **facts: bool) -> Loan:
        if promised:
            new = replace(new, state=LoanState.APPROVED, answered_at=work.now)
        loan = await loans.create(work.conn, new)
        act = "reserve" if new.own else "request"
        await self._desk.note(work, act, "loan", loan.number, state=loan.state.value, **facts)
        return loan

    def _extends_at_once(self, work: LoanWork, period: Period) -> bool:
        if work.owns:
            return True
        automatic = work.item.rules.approval is Approval.AUTOMATIC and work.actor.attachments
        return bool(automatic) and not is_too_long(work.item, period, work.zone)

    async def _grant(self, work: LoanWork, period: Period) -> Loan:
        after = moved_to(work.loan, work.act, period=period, asked_end=None)
        loan = await self._desk.finish(work, after, end=period.end.isoformat())
        await self._news.extended(work, loan)
        return loan


def _asked_end(loan: Loan) -> datetime:
    if loan.asked_end is None:
        raise Refused("card-changed", number=loan.number)
    return loan.asked_end


def loan_sides(item: Item) -> Sides:
    """The sides of an item that nobody borrows yet."""
    return Sides(item.owner)
