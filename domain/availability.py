"""Is it free? Capacity over time, all the reasons of a refusal, and the next free period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from domain.errors import Refused
from domain.items import Askers, Item, ItemState
from domain.lending import LIVE, Loan, LoanState
from domain.people import Party
from domain.periods import DAY_MINUTES, Period, Use, add_span, day_start, exists, peak

QUARTER = timedelta(minutes=15)
HORIZON = timedelta(days=366)


@dataclass(frozen=True)
class Ask:
    """What someone asks for. ``privileged``: the owner's side, whom the rules don't bind.

    ``skips_buffer`` is the owner's explicit word that the gap between two loans may be skipped.
    """

    borrower: Party
    period: Period
    quantity: int = 1
    privileged: bool = False
    in_network: bool = True
    skips_buffer: bool = False


@dataclass(frozen=True)
class Reason:
    """One reason against, as the key of its sentence and the facts that it shows."""

    key: str
    facts: dict[str, Any] = field(default_factory=dict)


def uses(
    item: Item, loans: Iterable[Loan], now: datetime, zone: tzinfo, *, buffered: bool
) -> list[Use]:
    """What the loans take of the item's stock."""
    taken = (loan.use(item.rules, now, zone, buffered=buffered) for loan in loans)
    return [use for use in taken if use is not None and use.quantity > 0]


def units_on_hand(
    item: Item, loans: Iterable[Loan], period: Period, now: datetime, zone: tzinfo
) -> int:
    """Units in the store during the whole period; a gap after a loan counts as taken."""
    taken = peak(uses(item, loans, now, zone, buffered=True), period.start, period.end)
    return max(0, item.stock - taken)


def room_for(
    item: Item,
    loans: Iterable[Loan],
    period: Period,
    now: datetime,
    zone: tzinfo,
    *,
    skips_buffer: bool = False,
) -> int:
    """Units that could be promised for the period, the gap kept on both sides.

    The gap is symmetric because both the loans and the period asked for are lengthened by it:
    two lengthened intervals overlap exactly when the gap between them is too short. Of a period
    that has begun only what is left counts: back this morning is free today.
    """
    end = period.end if skips_buffer else add_span(period.end, item.rules.buffer, zone)
    start = max(period.start, min(now, period.end))
    taken = peak(uses(item, loans, now, zone, buffered=not skips_buffer), start, end)
    return max(0, item.stock - taken)


def reasons_against(
    item: Item, loans: Sequence[Loan], ask: Ask, now: datetime, zone: tzinfo
) -> list[Reason]:
    """Every reason why this may not be promised, in the order in which they are told."""
    reasons = _reasons_of_state(item, ask)
    reasons += _reasons_of_time(item, ask.period, now, zone)
    if not ask.privileged:
        reasons += _reasons_of_rules(item, loans, ask, now, zone)
    reasons += _reasons_of_stock(item, loans, ask, now, zone)
    return reasons


def _reasons_of_state(item: Item, ask: Ask) -> list[Reason]:
    if item.state is ItemState.WITHDRAWN:
        return [Reason("withdrawn")]
    if item.state is ItemState.SUSPENDED and not ask.privileged:
        return [Reason("suspended")]
    if item.rules.askers is Askers.NETWORK and not (ask.in_network or ask.privileged):
        return [Reason("network-only")]
    return []


def is_past(period: Period, now: datetime, zone: tzinfo) -> bool:
    """Began before this quarter of an hour; for whole days, before today."""
    if period.is_whole_days(zone):
        return period.first_day(zone) < now.astimezone(zone).date()
    return period.start < now - (now - datetime.min.replace(tzinfo=UTC)) % QUARTER


def _reasons_of_time(item: Item, period: Period, now: datetime, zone: tzinfo) -> list[Reason]:
    if is_past(period, now, zone):
        return [Reason("past", {"start": period.start})]
    return []


def earliest_start(notice: int, now: datetime, zone: tzinfo) -> datetime:
    """The first start that leaves the notice asked for; whole days are counted by date."""
    if notice and notice % DAY_MINUTES == 0:
        return day_start(now.astimezone(zone).date() + timedelta(minutes=notice), zone)
    return add_span(now, notice, zone)


def latest_start(ahead: int, now: datetime, zone: tzinfo) -> datetime:
    """The last start one may ask for; whole days are counted by date, to the end of that day."""
    if ahead % DAY_MINUTES == 0:
        day = now.astimezone(zone).date() + timedelta(minutes=ahead) + timedelta(days=1)
        return day_start(day, zone) - timedelta(microseconds=1)
    return add_span(now, ahead, zone)


def _reasons_of_rules(
    item: Item, loans: Sequence[Loan], ask: Ask, now: datetime, zone: tzinfo
) -> list[Reason]:
    rules, period = item.rules, ask.period
    reasons = []
    closed_start = period.first_day(zone) in rules.closed_on
    closed_end = period.last_day(zone) in rules.closed_on
    if closed_start:
        reasons.append(Reason("closed_start", {"day": period.first_day(zone)}))
    if closed_end:
        reasons.append(Reason("closed_end", {"day": period.last_day(zone)}))
    if rules.notice and not is_past(period, now, zone):
        earliest = earliest_start(rules.notice, now, zone)
        if period.start < earliest:
            reasons.append(Reason("notice", {"earliest": earliest, "span": rules.notice}))
    if rules.ahead is not None:
        latest = latest_start(rules.ahead, now, zone)
        if period.start > latest:
            reasons.append(Reason("too_far", {"latest": latest, "span": rules.ahead}))
    if is_too_long(item, period, zone):
        reasons.append(Reason("too_long", {"span": rules.longest}))
    elif _chains(item, loans, ask, zone):
        reasons.append(Reason("chain", {"span": rules.longest}))
    return reasons + _reasons_of_quota(item, loans, ask)


def is_too_long(item: Item, period: Period, zone: tzinfo) -> bool:
    longest = item.rules.longest
    return longest is not None and period.end > add_span(period.start, longest, zone)


def _chains(item: Item, loans: Sequence[Loan], ask: Ask, zone: tzinfo) -> bool:
    """Whether this would join the borrower's other loans into one that is too long."""
    if not item.rules.no_chain or item.rules.longest is None:
        return False
    start, end = ask.period.start, ask.period.end
    mine = sorted(
        (
            loan.period
            for loan in loans
            if loan.state in LIVE and loan.borrower.same_as(ask.borrower)
        ),
    )
    joined = [p for p in reversed(mine) if p.start <= start]
    for period in joined:
        if add_span(period.end, item.rules.buffer, zone) >= start:
            start = min(start, period.start)
    for period in mine:
        if period.end >= end and period.start <= add_span(end, item.rules.buffer, zone):
            end = max(end, period.end)
    grown = Period(start, end)
    return grown != ask.period and is_too_long(item, grown, zone)


def _held(loans: Iterable[Loan], borrower: Party) -> int:
    return sum(
        loan.missing for loan in loans if loan.state in LIVE and loan.borrower.same_as(borrower)
    )


def _reasons_of_quota(item: Item, loans: Sequence[Loan], ask: Ask) -> list[Reason]:
    most = item.rules.units_per_borrower
    if most is None:
        return []
    held = _held(loans, ask.borrower)
    if held + ask.quantity > most:
        return [Reason("quota", {"most": most, "held": held})]
    return []


def _reasons_of_stock(
    item: Item, loans: Sequence[Loan], ask: Ask, now: datetime, zone: tzinfo
) -> list[Reason]:
    free = _within_share(
        item, ask, room_for(item, loans, ask.period, now, zone, skips_buffer=ask.skips_buffer)
    )
    if ask.quantity <= free:
        return []
    only_gap = (
        free < ask.quantity <= room_for(item, loans, ask.period, now, zone, skips_buffer=True)
    )
    facts = {"available": free, "asked": ask.quantity, "stock": item.stock, "only_gap": only_gap}
    return [Reason("conflict", facts)]


def _within_share(item: Item, ask: Ask, free: int) -> int:
    if ask.privileged or item.rules.largest_share is None:
        return free
    return min(free, item.stock * item.rules.largest_share // 100)


def most_for(item: Item, loans: Sequence[Loan], ask: Ask, now: datetime, zone: tzinfo) -> int:
    """The most units that this borrower would get for the period, whatever quantity they named."""
    one = Ask(
        ask.borrower, ask.period, 1, ask.privileged, ask.in_network, skips_buffer=ask.skips_buffer
    )
    if reasons_against(item, loans, one, now, zone):
        return 0
    free = room_for(item, loans, ask.period, now, zone, skips_buffer=ask.skips_buffer)
    free = _within_share(item, ask, free)
    if ask.privileged or item.rules.units_per_borrower is None:
        return free
    return min(free, item.rules.units_per_borrower - _held(loans, ask.borrower))


def reasons_against_change(
    item: Item,
    loans: Sequence[Loan],
    loan: Loan,
    period: Period,
    quantity: int,
    now: datetime,
    zone: tzinfo,
) -> list[Reason]:
    """Why a loan may not get these dates and this quantity: only the stock decides.

    ``quantity`` counts the units that are not back yet. A reduction of a promise always passes,
    even when the stock is already over-committed; otherwise only what is asked for beyond the
    present promise has to be free. A request promises nothing: all of it has to be.
    """
    others = [other for other in loans if other.number != loan.number]
    wanted = _lengthened(item, period, zone)
    promised = _lengthened(item, loan.period, zone)
    more = quantity > loan.missing or loan.state not in (LoanState.APPROVED, LoanState.OUT)
    pieces = [wanted] if more else wanted.without(promised)
    taken = uses(item, others, now, zone, buffered=True)
    free = min(
        (item.stock - peak(taken, max(piece.start, now), piece.end) for piece in pieces),
        default=quantity,
    )
    if quantity <= free:
        return []
    return [Reason("conflict", {"available": max(0, free), "asked": quantity, "stock": item.stock})]


def _lengthened(item: Item, period: Period, zone: tzinfo) -> Period:
    return Period(period.start, add_span(period.end, item.rules.buffer, zone))


def next_free(
    item: Item,
    loans: Sequence[Loan],
    ask: Ask,
    now: datetime,
    zone: tzinfo,
    *,
    any_hour: bool = False,
) -> Period | None:
    """The first period of the same length, at or after the one asked for, that would be accepted.

    Whole days stay whole days. Hours keep their hour when a later day is needed, unless only
    another hour is free or ``any_hour`` is as good. None when nothing is free within a year, or
    when the length or the quantity itself is the obstacle.
    """
    starts = _candidate_starts(item, loans, ask, now, zone)
    alike = [] if any_hour or ask.period.is_whole_days(zone) else starts
    for start in [*sorted({_at_its_hour(each, ask.period, zone) for each in alike}), *starts]:
        if start > now + HORIZON:
            continue
        period = _moved(ask.period, start, zone)
        if not reasons_against(item, loans, _with(ask, period), now, zone):
            return period
    return None


def _at_its_hour(moment: datetime, wished: Period, zone: tzinfo) -> datetime:
    """The first instant from ``moment`` on at the hour of the wish; ``moment`` on its own day."""
    local, wish = moment.astimezone(zone), wished.start.astimezone(zone)
    if local.date() == wish.date():
        return moment
    for later in (0, 1):
        day = local.date() + timedelta(days=later)
        hour = datetime.combine(day, wish.time(), zone)
        if hour.astimezone(UTC) >= moment:
            break
    return hour.astimezone(UTC) if exists(hour) else moment


def _with(ask: Ask, period: Period) -> Ask:
    return Ask(ask.borrower, period, ask.quantity, ask.privileged, ask.in_network, ask.skips_buffer)


def _moved(period: Period, start: datetime, zone: tzinfo) -> Period:
    if period.is_whole_days(zone):
        first = start.astimezone(zone).date()
        return Period.of_days(first, first + (period.last_day(zone) - period.first_day(zone)), zone)
    return Period(start, start + period.length)


def _candidate_starts(
    item: Item, loans: Sequence[Loan], ask: Ask, now: datetime, zone: tzinfo
) -> list[datetime]:
    """Starts worth trying: the wish, the first allowed one, and each instant something is freed."""
    whole_days = ask.period.is_whole_days(zone)
    rules = item.rules
    floor = max(ask.period.start, earliest_start(rules.notice, now, zone))
    freed = [use.until for use in uses(item, loans, now, zone, buffered=True) if use.until]
    freed += [day_start(day + timedelta(days=1), zone) for day in rules.closed_on]
    last = (ask.period.last_day(zone) - ask.period.first_day(zone)).days
    freed += [day_start(day - timedelta(days=last - 1), zone) for day in rules.closed_on]
    starts = {ask.period.start, floor, *(max(moment, floor) for moment in freed)}
    if whole_days:
        return sorted({_next_midnight(moment, zone) for moment in starts})
    return sorted({_next_quarter(moment) for moment in starts})


def _next_midnight(moment: datetime, zone: tzinfo) -> datetime:
    day = moment.astimezone(zone).date()
    start = day_start(day, zone)
    return start if start >= moment else day_start(day + timedelta(days=1), zone)


def _next_quarter(moment: datetime) -> datetime:
    past = (moment - datetime.min.replace(tzinfo=UTC)) % QUARTER
    return moment if not past else moment + (QUARTER - past)


@dataclass(frozen=True)
class Shortage:
    """From ``start`` on, ``missing`` units more are promised than the stock holds."""

    start: datetime
    missing: int
    loans: tuple[int, ...]


def shortages(item: Item, loans: Sequence[Loan], now: datetime, zone: tzinfo) -> list[Shortage]:
    """Promises that facts (breakage, loss, lateness) leave without enough units, first first.

    Gaps between loans don't count here: they are a comfort, a missing unit is not.
    """
    found = []
    taken = [(loan, loan.use(item.rules, now, zone, buffered=False)) for loan in loans]
    for loan, use in taken:
        if use is None or use.start < now or loan.state not in LIVE:
            continue
        here = [
            (o, u)
            for o, u in taken
            if u and u.start <= use.start and (u.until is None or u.until > use.start)
        ]
        missing = sum(u.quantity for _, u in here) - item.stock
        if missing > 0:
            found.append(Shortage(use.start, missing, tuple(sorted(o.number for o, _ in here))))
    return sorted(found, key=lambda s: s.start)


def refuse_if_any(reasons: Sequence[Reason], **facts: Any) -> None:
    """Raises Refused("not-free") carrying all the reasons at once, when there are any."""
    if reasons:
        raise Refused("not-free", reasons=list(reasons), **facts)
