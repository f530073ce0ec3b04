"""What a loan has to be reminded of, to whom and when; quiet hours of private messages."""

from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.lending import Loan, LoanState
from domain.periods import DAY_MINUTES, add_span
from domain.quiet import Quiet

EVENING = time(18)
SHORTLY_BEFORE = timedelta(hours=2)
UNANSWERED_FOR = timedelta(hours=24)
SAME_EVENING = timedelta(hours=4)


class ReminderKind(StrEnum):
    DAY_BEFORE = "day-before"
    TWO_HOURS = "two-hours"
    LATE_1 = "late-1"
    LATE_3 = "late-3"
    LATE_7 = "late-7"
    NUDGE = "nudge"


LATE_AFTER = {ReminderKind.LATE_1: 1, ReminderKind.LATE_3: 3, ReminderKind.LATE_7: 7}


def day_before_at(loan: Loan, zone: tzinfo) -> datetime:
    """18:00 on the day before the loan's last day."""
    day = loan.period.last_day(zone) - timedelta(days=1)
    return add_span(datetime.combine(day, EVENING, zone), 0, zone)


def slots(loan: Loan, zone: tzinfo, quiet: Quiet) -> dict[ReminderKind, datetime]:
    """When each reminder of a return is to be sent to someone who keeps these quiet hours.

    What precedes the due time moves earlier; what follows it waits for the morning.
    """
    end = loan.period.end
    found = {
        ReminderKind.DAY_BEFORE: quiet.before(day_before_at(loan, zone), zone),
        ReminderKind.TWO_HOURS: quiet.before(end - SHORTLY_BEFORE, zone),
    }
    for kind, days in LATE_AFTER.items():
        found[kind] = quiet.after(add_span(end, days * DAY_MINUTES, zone), zone)
    return found


def borrower_reminder(loan: Loan, now: datetime, zone: tzinfo, quiet: Quiet) -> ReminderKind | None:
    """The one reminder to send now, if any: of what fell due, the latest that is still true.

    A bot that was down sends the latest one only; nobody is written to in quiet hours, nor
    reminded of what fell due before the hand-over.
    """
    if loan.state is not LoanState.OUT or loan.own or quiet.holds(now, zone):
        return None
    since = loan.out_at or loan.period.start
    times = slots(loan, zone, quiet)
    if since < times[ReminderKind.DAY_BEFORE] > times[ReminderKind.TWO_HOURS] - SAME_EVENING:
        del times[ReminderKind.TWO_HOURS]  # moved out of the night, next to the other one
    due = [(at, kind) for kind, at in times.items() if since < at <= now]
    true = [(at, kind) for at, kind in due if is_still_true(kind, loan, now)]
    return max(true)[1] if true else None


def is_still_true(kind: ReminderKind, loan: Loan, now: datetime) -> bool:
    """Whether saying this now would be right."""
    if kind is ReminderKind.NUDGE:
        return loan.state is LoanState.REQUESTED
    if loan.state is not LoanState.OUT:
        return False
    if kind in LATE_AFTER:
        return loan.is_late(now)
    return now < loan.period.end


def nudge_due(loan: Loan, now: datetime, zone: tzinfo, quiet: Quiet) -> bool:
    """Whether the owner is to be told that a request has waited for a day."""
    if loan.state is not LoanState.REQUESTED or quiet.holds(now, zone):
        return False
    return quiet.after(loan.requested_at + UNANSWERED_FOR, zone) <= now
