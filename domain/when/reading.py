"""What a text was understood as, and how a local time becomes instants."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from domain.errors import Refused
from domain.periods import Period, day_start, exists, happens_twice

LEAST_OPEN_END: Final = timedelta(hours=2)
FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2199
SEVERAL_READINGS: Final = 6


@dataclass(frozen=True)
class Reading:
    """One meaning of a text.

    ``whole_days``: the period runs from midnight to midnight, local. ``has_end``: the text says
    when it ends; if not ("samedi 18h"), the period ends by ``open_end`` and whoever shows it says
    so. ``note``: what tells this reading from the others of the same text, as a text key
    ("this-week", "next-week", "today", "in-a-week", "whole-week", "whole-month", "same-day",
    "day-begins", "day-ends", "exact-days", "full-weeks", "first-pass", "second-pass").
    """

    period: Period
    whole_days: bool
    has_end: bool
    note: str | None = None


@dataclass(frozen=True)
class Now:
    """The moment of reading: the instant, to the minute (rounded up), and its local twins."""

    instant: datetime
    local: datetime
    zone: tzinfo

    @classmethod
    def at(cls, now: datetime, zone: tzinfo) -> "Now":
        instant = now.astimezone(UTC)
        floor = instant.replace(second=0, microsecond=0)
        instant = floor if floor == instant else floor + timedelta(minutes=1)
        return cls(instant, instant.astimezone(zone).replace(tzinfo=None), zone)

    @property
    def today(self) -> date:
        return self.local.date()


def reading(period: Period, zone: tzinfo, has_end: bool, note: str | None) -> Reading:
    return Reading(period, period.is_whole_days(zone), has_end, note)


def open_end(start: datetime, zone: tzinfo) -> datetime:
    """When a start without an end is taken to end: that local day's end, at least 2 h later."""
    tomorrow = start.astimezone(zone).date() + timedelta(days=1)
    return max(day_start(tomorrow, zone), start.astimezone(UTC) + LEAST_OPEN_END)


def instants(local: datetime, zone: tzinfo) -> list[tuple[datetime, str | None]]:
    """The instants (UTC) that a naive local time names: one, or two in the autumn fold.

    A midnight is where the day starts, even where the clock jumps over it. Raises
    Refused("date-missing-hour", day, hour, before, after) inside a spring gap; ``before`` and
    ``after`` are the instants on either side that show the same minutes.
    """
    if local.time() == time():
        return [(day_start(local.date(), zone), None)]
    first = local.replace(tzinfo=zone, fold=0)
    second = local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return [(first.astimezone(UTC), None)]
    if not exists(first):
        raise Refused(
            "date-missing-hour",
            day=local.date(),
            hour=local.strftime("%H:%M"),
            before=second.astimezone(UTC),
            after=first.astimezone(UTC),
        )
    return [(first.astimezone(UTC), "first-pass"), (second.astimezone(UTC), "second-pass")]


def as_value(reading: Reading, zone: tzinfo) -> str:
    """The period as a local half-open ISO value, ``2026-11-28T00:00/2026-11-30T00:00``.

    The UTC offset is added to a local time that occurs twice, so that `read` gives back the same
    period.
    """
    return f"{_stamp(reading.period.start, zone)}/{_stamp(reading.period.end, zone)}"


def _stamp(instant: datetime, zone: tzinfo) -> str:
    local = instant.astimezone(zone)
    return local.isoformat(timespec="minutes")[: None if happens_twice(local) else 16]


_STAMP: Final = r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(Z|[+-]\d\d:\d\d)?"
_VALUE: Final = re.compile(rf"\s*{_STAMP}/{_STAMP}\s*", re.ASCII)


def read_value(text: str, zone: tzinfo) -> list[Reading] | None:
    """The readings of an ISO value, None when the text is not one.

    Raises Refused("date-impossible"), ("date-missing-hour") or ("date-reversed").
    """
    found = _VALUE.fullmatch(text)
    if found is None:
        return None
    starts = _read_stamp(found[1], found[2], zone, text)
    ends = _read_stamp(found[3], found[4], zone, text)
    return between(starts, ends, zone, text)


def _read_stamp(
    stamp: str, offset: str | None, zone: tzinfo, text: str
) -> list[tuple[datetime, str | None]]:
    try:
        moment = datetime.fromisoformat(stamp + (offset or ""))
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValueError
    except ValueError:
        raise Refused("date-impossible", text=text) from None
    if moment.tzinfo is not None:
        return [(moment.astimezone(UTC), None)]
    return instants(moment, zone)


def between(
    starts: list[tuple[datetime, str | None]],
    ends: list[tuple[datetime, str | None]],
    zone: tzinfo,
    text: str,
    note: str | None = None,
) -> list[Reading]:
    """Every reading from a start to an end; two doubled hours are taken at the same pass.

    Raises Refused("date-reversed", text) when no end follows its start.
    """
    found = [
        reading(Period(start, end), zone, True, first or last or note)
        for start, first in starts
        for end, last in ends
        if start < end and (first is None or last is None or first == last)
    ]
    if not found:
        raise Refused("date-reversed", text=text)
    return found
