"""Loans in every state, with the facts that take most room, as plain values."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.items import Item
from domain.lending import Loan, LoanState, Pieces
from domain.people import Party
from domain.periods import Period
from services.loan_views import LoanView, Named, ReturnReport
from tests.cogs.lending.loan_stage import PARIS

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
SPELLED = "`*_~|<@everyone>"
"""What grows most when it is made harmless, and would do most if it were not."""
GUILD, MEMBER = 900_000_000_000_000_001, 999_999_999_999_999_999


def worst(limit: int) -> str:
    return (SPELLED * (limit // len(SPELLED) + 1))[:limit]


def worst_item() -> Item:
    return Item(
        GUILD,
        9_999_999,
        worst(80),
        Party(organisation=1),
        description=worst(500),
        units=9_999,
        value_cents=100_000_000,
        place=worst(100),
        conditions=worst(500),
        photo=7,
    )


def worst_loan(state: LoanState) -> Loan:
    start = NOW - timedelta(days=3, minutes=-15)
    end = start + timedelta(days=364, hours=11)
    return Loan(
        GUILD,
        9_999_999,
        9_999_999,
        Party(MEMBER, 2),
        9_999,
        Period(start, end),
        state,
        NOW - timedelta(days=400),
        worst(200),
        first_due=end,
        offered=Period(end, end + timedelta(days=30, hours=3)),
        asked_end=end + timedelta(days=40, hours=1),
        reason=worst(300),
        out_at=start,
        returned_at=NOW,
        pieces=Pieces(3_333, 3_333, 1),
        reporter=MEMBER,
        revision=9_999,
    )


def loans_of(state: LoanState) -> Iterator[Loan]:
    """Every shape that a loan in this state has a card for."""
    full = worst_loan(state)
    yield full
    yield replace(full, reporter=None, asked_end=None, pieces=Pieces(), offered=full.offered)
    yield replace(full, reporter_owns=True)
    yield replace(full, own=True, reporter=None, asked_end=None)
    yield replace(full, period=Period(full.period.start, NOW - timedelta(hours=1)))
    yield replace(full, answered_at=NOW)


def view_of(loan: Loan, item: Item | None = None) -> LoanView:
    name = worst(80)
    report = ReturnReport(NOW, MEMBER, Pieces(3_333, 3_333, 3_333), worst(300), 8, "reported")
    return LoanView(
        loan,
        item or worst_item(),
        Named(name, MEMBER, name),
        Named(name, MEMBER, name),
        NOW,
        PARIS,
        report if loan.reporter is not None else None,
    )


def every_view() -> Iterator[LoanView]:
    for state in LoanState:
        for loan in loans_of(state):
            yield view_of(loan)
