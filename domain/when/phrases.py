"""What a whole text may be (a point, a range, a start and a length …) and the readings of each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Protocol

from domain.errors import Refused
from domain.periods import Period
from domain.when.days import Dated, Days, Exactly, Weekday
from domain.when.moments import Length, Mark, Moment, lengthen
from domain.when.reading import Now, Reading, between, open_end, reading

# « du 20 décembre au 5 janvier » crosses a year; « du 15 au 12 mars » is a slip, not eleven months.
LONGEST_WITHOUT_YEAR: Final = timedelta(days=310)
# « du 28 au 3 » crosses a month; « du 15 au 12 » is a slip.
LONGEST_WITHOUT_MONTH: Final = timedelta(days=21)
# « 20h-2h » crosses midnight; « 18h-14h » is a slip.
LONGEST_NIGHT: Final = timedelta(hours=14)


class Phrase(Protocol):
    def readings(self, now: Now, text: str) -> list[Reading]: ...


@dataclass(frozen=True, slots=True)
class Point:
    """One moment: a whole day (or week …), a part of a day, or an hour without an end.

    ``onward``: « à partir de samedi » says that the end is still to come.
    """

    moment: Moment
    onward: bool = False

    def readings(self, now: Now, text: str) -> list[Reading]:
        return [found for mark in self.moment.marks(now) for found in self._read(mark, now)]

    def _read(self, mark: Mark, now: Now) -> Iterator[Reading]:
        for start, note in mark.starts(now):
            if mark.hi is None:
                end = open_end(start, now.zone)
            else:
                end = mark.ends(now)[-1][0]
            has_end = mark.hi is not None and not self.onward
            yield reading(Period(start, end), now.zone, has_end, note or mark.note)


@dataclass(frozen=True, slots=True)
class Range:
    """From one moment to another. A last day or part of a day is included, an hour is not."""

    first: Moment
    last: Moment

    def readings(self, now: Now, text: str) -> list[Reading]:
        found: list[Reading] = []
        slip: Refused | None = None
        for start in self.first.marks(now):
            last = self._anchored(start)
            for end in last.marks(now, start.lo.date(), is_end=True):
                if start.note and end.note and self._both_noted() and start.note != end.note:
                    continue
                try:
                    found += self._read(start, end, now, text)
                except Refused as refused:
                    slip = slip or refused
        if not found:
            raise slip or Refused("date-reversed", text=text)
        return found

    def _both_noted(self) -> bool:
        return isinstance(self.first.day, Weekday) and isinstance(self.last.day, Weekday)

    def _anchored(self, start: Mark) -> Moment:
        """The end, its weekday counted from the start's: « vendredi 18h - vendredi 20h »."""
        first, last = self.first.day, self.last.day
        if not isinstance(first, Weekday) or not isinstance(last, Weekday):
            return self.last
        alike = first.day == last.day and self.first.timed == self.last.timed
        if alike and last.which == "plain" and not last.weeks:
            days = 0 if self.last.timed else 7
            return replace(self.last, day=Exactly(start.lo.date() + timedelta(days=days)))
        return self.last

    def _read(self, start: Mark, end: Mark, now: Now, text: str) -> list[Reading]:
        note = start.note or end.note
        if self.last.day is None and self.last.ahead is None and end.exact is None:
            end = _tonight(start, end)
        self._check_slip(start, end, text)
        return between(start.starts(now), end.ends(now), now.zone, text, note)

    def _check_slip(self, start: Mark, end: Mark, text: str) -> None:
        first, last = self.first.day, self.last.day
        apart = (end.hi or end.lo) - start.lo
        unsure = isinstance(last, Dated) and last.year is None
        limit = LONGEST_WITHOUT_YEAR
        if unsure and isinstance(last, Dated) and last.month is None:
            limit = LONGEST_WITHOUT_MONTH
            if isinstance(first, Dated) and last.day > first.day:
                limit = LONGEST_WITHOUT_YEAR
        if unsure and apart > limit:
            raise Refused("date-reversed", text=text)


def _tonight(start: Mark, end: Mark) -> Mark:
    """An end hour at or before the start's belongs to the next day, if one night lies between."""
    if (end.hi or end.lo) > start.lo:
        return end
    day = timedelta(days=1)
    later = replace(end, lo=end.lo + day, hi=end.hi and end.hi + day)
    return later if later.lo - start.lo <= LONGEST_NIGHT else end


@dataclass(frozen=True, slots=True)
class Lasting:
    """A moment and a length: « à partir de demain pour 3 jours »."""

    moment: Moment
    length: Length

    def readings(self, now: Now, text: str) -> list[Reading]:
        found: list[Reading] = []
        for mark in self.moment.marks(now):
            ends = lengthen(mark, self.length, now)
            found += between(mark.starts(now), ends, now.zone, text, mark.note)
        return found


@dataclass(frozen=True, slots=True)
class Until:
    """« jusqu'à dimanche »: from now on."""

    moment: Moment

    def readings(self, now: Now, text: str) -> list[Reading]:
        return Range(Moment(ahead=Length()), self.moment).readings(now, text)


@dataclass(frozen=True, slots=True)
class Consecutive:
    """Days one after the other: « les 12 et 13 mars ». Any other list is refused."""

    days: tuple[Days, ...]

    def readings(self, now: Now, text: str) -> list[Reading]:
        found = []
        for span in self.days[0].spans(now, None):
            last = span.last
            for following in self.days[1:]:
                wanted = last + timedelta(days=1)
                spans = following.spans(now, wanted)
                if wanted not in [other.first for other in spans]:
                    raise Refused("date-unreadable", text=text)
                last = next(other.last for other in spans if other.first == wanted)
            period = Period.of_days(span.first, last, now.zone)
            found.append(reading(period, now.zone, True, span.note))
        return found
