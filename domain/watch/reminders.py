"""When a call for projects is reminded of: 14, 3 and 1 days before its last day."""

from datetime import UTC, datetime, time, timedelta, tzinfo

from domain.periods import DAY_MINUTES, add_span
from domain.watch.stories import Deadline

DAYS_BEFORE = (14, 3, 1)
MORNING = time(9)


def closes_at(deadline: Deadline, zone: tzinfo) -> datetime:
    """The instant from which it is too late: the hour said, else the end of the day."""
    if deadline.at is not None:
        return datetime.combine(deadline.day, deadline.at, zone).astimezone(UTC)
    midnight = datetime.combine(deadline.day, time(), zone)
    return add_span(midnight, DAY_MINUTES, zone).astimezone(UTC)


def reminder_at(deadline: Deadline, days: int, zone: tzinfo) -> datetime:
    """The morning of so many days before the last day."""
    return datetime.combine(deadline.day - timedelta(days=days), MORNING, zone).astimezone(UTC)


def reminder_due(
    deadline: Deadline, known_since: datetime, zone: tzinfo, now: datetime
) -> int | None:
    """Which reminder is due, in days before: the nearest whose morning has passed.

    After an absence only that one is due, once (the caller keeps which was told). None before the
    first, once it is too late, and for a morning that had passed when the call became known: who
    has just read the alert needs no reminder.
    """
    if now >= closes_at(deadline, zone):
        return None
    passed = [days for days in DAYS_BEFORE if reminder_at(deadline, days, zone) <= now]
    if not passed or reminder_at(deadline, passed[-1], zone) <= known_since:
        return None
    return passed[-1]


def reminders_to_come(deadline: Deadline, zone: tzinfo, now: datetime) -> tuple[int, ...]:
    """How many days before the last day reminders are still to come, the first one first."""
    return tuple(days for days in DAYS_BEFORE if reminder_at(deadline, days, zone) > now)
