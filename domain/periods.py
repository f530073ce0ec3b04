"""Periods: half-open intervals of instants, and the arithmetic of local days.

Instants are aware datetimes in UTC. Anything a person reads or types is local; conversion to UTC
comes before any comparison or subtraction, because two aware datetimes that share a ZoneInfo are
compared and subtracted as wall clocks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from domain.errors import Refused

DAY_MINUTES = 24 * 60


def utc(moment: datetime) -> datetime:
    """The same instant in UTC. Raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC)


def exists(local: datetime) -> bool:
    """Whether this aware local time is on the clock that day (false inside a spring gap)."""
    back = local.astimezone(UTC).astimezone(local.tzinfo)
    return back.replace(tzinfo=None) == local.replace(tzinfo=None)


def happens_twice(local: datetime) -> bool:
    """Whether this aware local time occurs twice that day (inside the autumn fold)."""
    return exists(local) and (
        local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    )


def day_start(day: date, zone: tzinfo) -> datetime:
    """The first instant of a local day, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def add_span(moment: datetime, minutes: int, zone: tzinfo) -> datetime:
    """``moment`` plus a span: whole days move the wall clock, the rest is elapsed time.

    A span of seven days keeps the hour across a clock change; one of two hours lasts two hours.
    """
    days, rest = divmod(abs(minutes), DAY_MINUTES)
    sign = -1 if minutes < 0 else 1
    local = moment.astimezone(zone)
    moved = (local.replace(tzinfo=None) + sign * timedelta(days=days)).replace(
        tzinfo=zone, fold=local.fold
    )
    return moved.astimezone(UTC) + sign * timedelta(minutes=rest)


@dataclass(frozen=True, order=True)
class Period:
    """``[start, end)`` in UTC: the end belongs to the next loan.

    Raises Refused("bad-period") when the end does not come after the start.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", utc(self.start))
        object.__setattr__(self, "end", utc(self.end))
        if self.end <= self.start:
            raise Refused("bad-period", start=self.start, end=self.end)

    @classmethod
    def of_days(cls, first: date, last: date, zone: tzinfo) -> "Period":
        """Whole local days, ``last`` included. Raises Refused("bad-period") when reversed."""
        return cls(day_start(first, zone), day_start(last + timedelta(days=1), zone))

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def overlaps(self, other: "Period") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end

    def without(self, other: "Period") -> list["Period"]:
        """What is left of this period once ``other`` is taken out: none, one or two pieces."""
        if not self.overlaps(other):
            return [self]
        pieces = []
        if self.start < other.start:
            pieces.append(Period(self.start, other.start))
        if other.end < self.end:
            pieces.append(Period(other.end, self.end))
        return pieces

    def first_day(self, zone: tzinfo) -> date:
        return self.start.astimezone(zone).date()

    def last_day(self, zone: tzinfo) -> date:
        """The last local day touched: the day before, when the end is a midnight."""
        return (self.end - timedelta(microseconds=1)).astimezone(zone).date()

    def is_whole_days(self, zone: tzinfo) -> bool:
        return self == Period.of_days(self.first_day(zone), self.last_day(zone), zone)


@dataclass(frozen=True)
class Use:
    """``quantity`` units taken during a period; ``until`` None means that the end is unknown."""

    start: datetime
    until: datetime | None
    quantity: int


def peak(uses: Iterable[Use], start: datetime, end: datetime) -> int:
    """The most units taken at one instant of ``[start, end)``: a peak, never a sum."""
    steps: list[tuple[datetime, int]] = []
    for use in uses:
        begins = max(use.start, start)
        ends = end if use.until is None else min(use.until, end)
        if begins < ends:
            steps.append((begins, use.quantity))
            steps.append((ends, -use.quantity))
    taken = most = 0
    for _, change in sorted(steps):
        taken += change
        most = max(most, taken)
    return most
