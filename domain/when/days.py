"""The days that a phrase names: each node knows which local days it may mean.

``spans(now, after)`` gives the possibilities, most likely first. ``after`` is the day on which a
range starts, when the node is its end: the end is looked for from there. A date without a year is
its next occurrence, that day included.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from domain.errors import Refused
from domain.when.reading import FIRST_YEAR, LAST_YEAR, Now

# A 29 February is looked for this far (1896-1904 had none for eight years).
YEARS_AHEAD = 9


@dataclass(frozen=True, slots=True)
class Span:
    """Whole local days, ``last`` included."""

    first: date
    last: date
    note: str | None = None


class Days(Protocol):
    def spans(self, now: Now, after: date | None) -> list[Span]: ...


def one(day: date, note: str | None = None) -> Span:
    return Span(day, day, note)


def distinct(spans: Iterable[Span]) -> list[Span]:
    """Without repeats; what is left alone needs no note to tell it from others."""
    kept: dict[tuple[date, date], Span] = {}
    for span in spans:
        kept.setdefault((span.first, span.last), span)
    found = list(kept.values())
    return [replace(found[0], note=None)] if len(found) == 1 else found


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_on(weekday: int, day: date) -> date:
    """The first such weekday from ``day`` on, that day included."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def make_date(year: int, month: int, day: int) -> date:
    """A date, or Refused("date-impossible", day, month, year)."""
    try:
        if FIRST_YEAR <= year <= LAST_YEAR:
            return date(year, month, day)
    except ValueError:
        pass
    raise Refused("date-impossible", day=day, month=month, year=year)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def month_days(year: int, month: int) -> tuple[date, date]:
    first = make_date(year, month, 1)
    return first, first.replace(day=calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Offset:
    """Today, tomorrow, …: so many days from today."""

    days: int

    def spans(self, now: Now, after: date | None) -> list[Span]:
        return [one(now.today + timedelta(days=self.days))]


@dataclass(frozen=True, slots=True)
class Exactly:
    """A known day."""

    day: date

    def spans(self, now: Now, after: date | None) -> list[Span]:
        return [one(self.day)]


@dataclass(frozen=True, slots=True)
class NextDay:
    """« le lendemain »: the day after a range's start."""

    def spans(self, now: Now, after: date | None) -> list[Span]:
        if after is None:
            raise Refused("date-unreadable")
        return [one(after + timedelta(days=1))]


@dataclass(frozen=True, slots=True)
class Ahead:
    """« dans 3 jours »: a count of days, weeks, months or years from today.

    « huit jours » and « quinze jours » are idioms for one and two weeks: both readings.
    """

    count: int
    unit: str

    def spans(self, now: Now, after: date | None) -> list[Span]:
        if self.unit in ("month", "year"):
            months = self.count * (12 if self.unit == "year" else 1)
            return [one(add_months(now.today, months))]
        per = {"day": 1, "week": 7, "fortnight": 14}[self.unit]
        exact = now.today + timedelta(days=self.count * per)
        if self.unit == "day" and self.count in (8, 15):
            return [one(exact, "exact-days"), one(exact - timedelta(days=1), "full-weeks")]
        return [one(exact)]


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday by name.

    ``which``: plain, this, coming ("le prochain samedi"), next ("samedi prochain", which may be the
    coming one or next week's), last, following (the first after a range's start).
    ``weeks``: added after the coming one (« en huit » 1, « en quinze » 2).
    """

    day: int
    which: str = "plain"
    weeks: int = 0

    def spans(self, now: Now, after: date | None) -> list[Span]:
        today = now.today
        coming = next_on(self.day, today + timedelta(days=1))
        if self.weeks:
            return [one(next_on(self.day, today) + timedelta(weeks=self.weeks))]
        if self.which == "next":
            other = monday(today) + timedelta(days=7 + self.day)
            both = [one(coming, "this-week"), one(other, "next-week")]
            # Whoever means tomorrow says tomorrow.
            return distinct(both[::-1] if coming == today + timedelta(days=1) else both)
        if self.which == "last":
            return [one(next_on(self.day, today - timedelta(days=7)))]
        if self.which == "coming":
            return [one(coming)]
        if self.which == "following":
            if after is None:
                raise Refused("date-unreadable")
            return [one(next_on(self.day, after + timedelta(days=1)))]
        floor = after or today
        if next_on(self.day, floor) > floor or self.which == "this":
            return [one(next_on(self.day, floor))]
        same = "today" if floor == today else "same-day"
        return [one(floor + timedelta(days=7), "in-a-week"), one(floor, same)]


@dataclass(frozen=True, slots=True)
class OfWeek:
    """A weekday of a named week: « samedi de la semaine prochaine »."""

    day: int
    weeks: int

    def spans(self, now: Now, after: date | None) -> list[Span]:
        return [one(monday(now.today) + timedelta(days=7 * self.weeks + self.day))]


@dataclass(frozen=True, slots=True)
class Dated:
    """A day number, with or without month, year and weekday.

    Raises Refused("date-impossible") for a date that no calendar holds, and
    Refused("date-contradicts-weekday", date, weekday, actual) when the weekday is another's.
    """

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None

    def spans(self, now: Now, after: date | None) -> list[Span]:
        found = self._find(after or now.today)
        if self.weekday is not None and found.weekday() != self.weekday:
            raise Refused(
                "date-contradicts-weekday",
                date=found,
                weekday=self.weekday,
                actual=found.weekday(),
            )
        return [one(found)]

    def _find(self, floor: date) -> date:
        if self.month is None:
            candidates = [divmod(floor.year * 12 + floor.month - 1 + n, 12) for n in range(12)]
            months = [(year, month + 1) for year, month in candidates]
        elif self.year is not None:
            return make_date(self.year, self.month, self.day)
        else:
            months = [(floor.year + n, self.month) for n in range(YEARS_AHEAD)]
        for year, month in months:
            try:
                found = make_date(year, month, self.day)
            except Refused:
                continue
            if found >= floor:
                return found
        raise Refused("date-impossible", day=self.day, month=self.month, year=self.year)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """« le 15 du mois prochain »: a day of this month (``months`` 0) or the next (1)."""

    day: int
    months: int

    def spans(self, now: Now, after: date | None) -> list[Span]:
        month = add_months(now.today.replace(day=1), self.months)
        return [one(make_date(month.year, month.month, self.day))]


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """« premier samedi de décembre »; ``nth`` -1 is the last one."""

    nth: int
    day: int
    month: int
    year: int | None

    def spans(self, now: Now, after: date | None) -> list[Span]:
        floor = after or now.today
        found = self._of(self.year or floor.year)
        if self.year is None and found < floor:
            found = self._of(floor.year + 1)
        return [one(found)]

    def _of(self, year: int) -> date:
        first, last = month_days(year, self.month)
        if self.nth < 0:
            return next_on(self.day, last - timedelta(days=6))
        return next_on(self.day, first) + timedelta(weeks=self.nth - 1)


@dataclass(frozen=True, slots=True)
class MonthEdge:
    """« début / mi / fin novembre »: its first, fifteenth or last day.

    Without ``month``: this month (``months`` 0) or the next (1).
    """

    edge: str
    month: int | None
    year: int | None = None
    months: int = 0

    def spans(self, now: Now, after: date | None) -> list[Span]:
        floor = after or now.today
        if self.month is None:
            target = add_months(now.today.replace(day=1), self.months)
            return [one(self._in(target.year, target.month))]
        found = self._in(self.year or floor.year, self.month)
        if self.year is None and found < floor:
            found = self._in(floor.year + 1, self.month)
        return [one(found)]

    def _in(self, year: int, month: int) -> date:
        first, last = month_days(year, month)
        return {"start": first, "mid": first.replace(day=15), "end": last}[self.edge]


@dataclass(frozen=True, slots=True)
class Weekend:
    """A Saturday and Sunday; what is left of it when it has begun.

    ``of``: the one that holds a given Friday, Saturday or Sunday.
    """

    which: str = "plain"
    of: Dated | None = None
    weeks: int = 0

    def spans(self, now: Now, after: date | None) -> list[Span]:
        today = now.today
        saturday = monday(today) + timedelta(days=5)
        if self.of is not None:
            named = self.of.spans(now, after)[0].first
            if named.weekday() < calendar.FRIDAY:
                raise Refused(
                    "date-contradicts-weekday", date=named, weekday=5, actual=named.weekday()
                )
            return [self._from(monday(named) + timedelta(days=5))]
        if self.weeks:
            return [self._from(saturday + timedelta(weeks=self.weeks))]
        if self.which == "next":
            later = self._from(saturday + timedelta(days=7), "next-week")
            coming = self._from(next_on(5, today + timedelta(days=1)), "this-week")
            if today.weekday() >= calendar.SATURDAY:
                return [replace(later, note=None)]
            return [later, coming] if today.weekday() == calendar.FRIDAY else [coming, later]
        if self.which == "last":
            return [self._from(saturday - timedelta(days=7))]
        if after is not None:
            return [self._from(saturday if after <= saturday else next_on(5, after))]
        return [Span(max(saturday, today), saturday + timedelta(days=1))]

    @staticmethod
    def _from(saturday: date, note: str | None = None) -> Span:
        return Span(saturday, saturday + timedelta(days=1), note)


@dataclass(frozen=True, slots=True)
class Week:
    """A week, Monday to Sunday; what is left of this one.

    « la semaine prochaine » may also be the same day of next week. ``number``: ISO week.
    """

    weeks: int
    of: Dated | None = None
    number: int | None = None

    def spans(self, now: Now, after: date | None) -> list[Span]:
        today = now.today
        if self.of is not None:
            return [self._from(monday(self.of.spans(now, after)[0].first))]
        if self.number is not None:
            return [self._numbered(today)]
        first = monday(today) + timedelta(weeks=self.weeks)
        if self.weeks == 0:
            return [Span(today, first + timedelta(days=6))]
        if self.weeks == 1:
            same = one(today + timedelta(days=7), "same-day")
            return [replace(self._from(first), note="whole-week"), same]
        return [self._from(first)]

    @staticmethod
    def _from(first: date) -> Span:
        return Span(first, first + timedelta(days=6))

    def _numbered(self, today: date) -> Span:
        for year in (today.isocalendar().year, today.isocalendar().year + 1):
            try:
                first = date.fromisocalendar(year, self.number or 0, 1)
            except ValueError:
                continue
            if first + timedelta(days=6) >= today:
                return Span(max(first, today), first + timedelta(days=6))
        raise Refused("date-impossible", week=self.number)


@dataclass(frozen=True, slots=True)
class Month:
    """A whole month: named, or this one (``months`` 0: what is left of it) or the next (1)."""

    month: int | None
    year: int | None = None
    months: int = 0

    def spans(self, now: Now, after: date | None) -> list[Span]:
        today = now.today
        if self.month is None:
            target = add_months(today.replace(day=1), self.months)
            first, last = month_days(target.year, target.month)
            if self.months == 0:
                return [Span(today, last)]
            same = one(add_months(today, self.months), "same-day")
            return [Span(first, last, "whole-month"), same]
        first, last = month_days(self.year or today.year, self.month)
        if self.year is None and last < today:
            first, last = month_days(today.year + 1, self.month)
        return [Span(max(first, today) if self.year is None else first, last)]
