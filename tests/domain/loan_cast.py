"""An item and loans of it, as short to write as they are to read."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.availability import Ask
from domain.items import Item, Rules
from domain.lending import Loan, LoanState
from domain.people import Party
from domain.periods import Period

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
OWNER, INES, NOE = Party(1), Party(2), Party(3)


def days(first: int, last: int | None = None) -> Period:
    """Whole days, counted from 1 November 2026; the last included."""
    start = date(2026, 11, 1)
    return Period.of_days(
        start + timedelta(days=first - 1), start + timedelta(days=(last or first) - 1), PARIS
    )


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A local time of November 2026, in UTC."""
    local = datetime(2026, 11, 1, hour, minute, tzinfo=PARIS) + timedelta(days=day - 1)
    return local.astimezone(UTC)


def item(units: int = 1, out_of_order: int = 0, **rules: Any) -> Item:
    return Item(
        1, 1, "Console", OWNER, units=units, out_of_order=out_of_order, rules=Rules(**rules)
    )


def loan(
    period: Period,
    quantity: int = 1,
    state: LoanState = LoanState.APPROVED,
    *,
    number: int = 1,
    borrower: Party = INES,
    **more: Any,
) -> Loan:
    asked_at = more.pop("requested_at", NOW)
    return Loan(1, number, 1, borrower, quantity, period, state, asked_at, **more)


def ask(period: Period, quantity: int = 1, borrower: Party = NOE, **more: Any) -> Ask:
    return Ask(borrower, period, quantity, **more)
