"""May this be promised? Asked again inside each act's transaction, the item's row locked."""

from collections.abc import Sequence
from dataclasses import replace

from domain.availability import (
    Ask,
    Reason,
    next_free,
    reasons_against,
    reasons_against_change,
    refuse_if_any,
)
from domain.errors import Refused
from domain.lending import Loan, LoanState
from domain.people import Act
from domain.periods import Period
from services.loan_desk import LoanWork, Work


def ask_of(work: Work, loan: Loan) -> Ask:
    """What a loan that is drawn up asks for; the owner's side is not bound by the rules."""
    return Ask(
        loan.borrower,
        loan.period,
        loan.quantity,
        privileged=work.owns,
        in_network=bool(work.actor.attachments),
    )


async def refuse_if_gone(work: LoanWork, period: Period, skips_buffer: bool) -> None:
    """Raises Refused when the request has lapsed or the stock no longer allows it."""
    loan = work.loan
    if work.act is not Act.COUNTER and loan.lapses_at(work.item.rules) <= work.now:
        raise Refused("request-lapsed", number=loan.number)
    others = [other for other in await work.loans() if other.number != loan.number]
    ask = Ask(loan.borrower, period, loan.quantity, True, True, skips_buffer)
    reasons = reasons_against(work.item, others, ask, work.now, work.zone)
    if work.act is not Act.COUNTER:
        reasons = [reason for reason in reasons if reason.key == "conflict"]
    refuse_if_taken(work, others, ask, reasons)


async def refuse_change(work: LoanWork, period: Period, quantity: int | None = None) -> None:
    """Raises Refused when what these dates and this quantity ask beyond the promise is taken."""
    loan = work.loan
    taking = await work.loans()
    wanted = loan.quantity if quantity is None else quantity
    still_out = wanted - loan.pieces.total
    reasons = reasons_against_change(
        work.item, taking, loan, period, still_out, work.now, work.zone
    )
    refuse_if_any(reasons, item=work.item.name, number=work.item.number, next_free=None)


async def refuse_other_request(work: LoanWork, period: Period, quantity: int) -> None:
    """Raises Refused when asking for this from the start would be refused."""
    others = [other for other in await work.loans() if other.number != work.loan.number]
    ask = ask_of(work, replace(work.loan, period=period, quantity=quantity))
    reasons = reasons_against(work.item, others, ask, work.now, work.zone)
    refuse_if_taken(work, others, ask, reasons)


def is_the_owners_word(loan: Loan, period: Period, quantity: int) -> bool:
    """More than what was promised, or fewer units than went out."""
    if loan.state is LoanState.OUT and quantity < loan.quantity:
        return True
    more = quantity > loan.quantity or not loan.period.contains(period)
    return more and loan.state is not LoanState.REQUESTED


def refuse_if_taken(
    work: Work, taking: Sequence[Loan], ask: Ask, reasons: Sequence[Reason]
) -> None:
    """Raises Refused with every reason and the next free period, when there are reasons."""
    if reasons:
        refuse_if_any(
            reasons,
            item=work.item.name,
            number=work.item.number,
            next_free=next_free(work.item, taking, ask, work.now, work.zone),
        )
