"""A moment as typed (a day, an hour, a part of the day) and the local times that it may mark.

Parts of the day are windows: morning 9:00-12:00, afternoon 14:00-18:00, evening (and the English
"night", "tonight") 18:00-24:00. A window that has begun starts now. An hour named together with a
part takes the half of the day that agrees with it (« demain soir à 8h » is 20:00).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from domain.errors import Refused
from domain.when.days import Days, Span, Weekday, add_months, one
from domain.when.reading import LAST_YEAR, Now, instants
from domain.when.tokens import HourText

Instants = list[tuple[datetime, str | None]]

WINDOWS: Final = {"morning": (9, 12), "afternoon": (14, 18), "evening": (18, 24)}
# The hours that agree with a part, wider than the window that it stands for alone.
AGREEING: Final = {"morning": (0, 12), "afternoon": (12, 19), "evening": (17, 25)}


@dataclass(frozen=True, slots=True)
class Clock:
    """Minutes from the local midnight; « minuit » may be either end of its day.

    ``bare``: a number without "h" or "pm", only readable beside a part of the day.
    ``impossible``: written as no clock shows it (25h, 18h75, 13pm), refused once it matters.
    """

    minutes: int
    midnight: bool = False
    bare: bool = False
    impossible: HourText | None = None

    @classmethod
    def written(cls, text: HourText, more: int = 0) -> "Clock":
        """From figures, ``more`` minutes later (« et quart »)."""
        hour, minute = text.hour, text.minute
        if text.style in ("am", "pm"):
            possible = 1 <= hour <= 12
            hour = hour % 12 + (12 if text.style == "pm" else 0)
        else:
            possible = hour < 24 or (hour == 24 and minute == 0 and not more)
        wrong = None if possible and minute < 60 else text
        return cls(hour * 60 + minute + more, impossible=wrong)

    def within(self, part: str | None) -> int | None:
        """Minutes once the part of the day is heeded; None when they disagree.

        Raises Refused("date-impossible", hour, minute).
        """
        if self.impossible is not None:
            wrong = self.impossible
            raise Refused("date-impossible", hour=wrong.hour, minute=wrong.minute)
        if part is None:
            return None if self.bare else self.minutes
        low, high = AGREEING[part]
        later = self.minutes + 720 if 0 < self.minutes < 720 else self.minutes
        for minutes in (self.minutes, later):
            if low * 60 <= minutes < high * 60:
                return minutes
        return None


@dataclass(frozen=True, slots=True)
class Length:
    """How long: days move the wall clock, minutes are elapsed time."""

    minutes: int = 0
    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a moment may lie: local times (naive) and the instants that they name.

    ``hi`` is where it ends, None for an hour (which has no length).
    """

    lo: datetime
    hi: datetime | None
    note: str | None = None
    exact: datetime | None = None

    def starts(self, now: Now) -> Instants:
        return [(self.exact, None)] if self.exact else instants(self.lo, now.zone)

    def ends(self, now: Now) -> Instants:
        """Where a range that runs until this moment ends: the day or the part is included."""
        return [(self.exact, None)] if self.exact else instants(self.hi or self.lo, now.zone)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and/or an hour. ``bare``: a day number that nothing marks as a date.

    ``hour_first``: the hour was typed before the day (« 18h samedi »). ``ahead``: an elapsed time
    from now instead of a day and an hour (zero is now).
    """

    day: Days | None = None
    clock: Clock | None = None
    part: str | None = None
    bare: bool = False
    hour_first: bool = field(default=False, compare=False)
    ahead: Length | None = None

    @property
    def timed(self) -> bool:
        return self.clock is not None or self.part is not None or self.ahead is not None

    def marks(self, now: Now, after: date | None = None, is_end: bool = False) -> list[Mark]:
        """The possibilities, most likely first."""
        if self.ahead is not None:
            instant = now.instant + timedelta(minutes=self.ahead.minutes)
            if instant.year > LAST_YEAR:
                raise Refused("date-impossible")
            local = instant.astimezone(now.zone).replace(tzinfo=None)
            return [Mark(local, None, exact=instant)]
        spans = [one(after or now.today)] if self.day is None else self.day.spans(now, after)
        found = [mark for span in spans for mark in self._on(span, now, is_end)]
        if self.day is None and after is None:
            found = [m if m.lo >= now.local else _a_day_later(m) for m in found]
        if isinstance(self.day, Weekday) and self.timed and len(found) > 1:
            # Today's weekday at an hour that is over can only be next week's.
            found = [m for m in found if (m.hi or m.lo) > now.local] or found
        return found

    def _on(self, span: Span, now: Now, is_end: bool) -> Iterator[Mark]:
        if not self.timed:
            yield Mark(_midnight(span.first), _midnight(span.last, 1), span.note)
            return
        if span.first != span.last:
            raise Refused("date-unreadable")
        if self.clock is None:
            low, high = WINDOWS[self.part or ""]
            lo, hi = (_midnight(span.first) + timedelta(hours=h) for h in (low, high))
            if lo < now.local < hi:
                lo = now.local
            yield Mark(lo, hi, span.note)
        elif self.clock.midnight:
            yield from self._midnights(span, now, is_end)
        else:
            minutes = self.clock.within(self.part)
            if minutes is None:
                raise Refused("date-unreadable")
            yield Mark(_midnight(span.first) + timedelta(minutes=minutes), None, span.note)

    def _midnights(self, span: Span, now: Now, is_end: bool) -> Iterator[Mark]:
        """« samedi minuit »: how Saturday ends, or how it begins; an end is always the former."""
        certain = is_end or self.day is None or self.part == "evening"
        yield Mark(_midnight(span.first, 1), None, span.note if certain else "day-ends")
        if not certain and _midnight(span.first) >= now.local:
            yield Mark(_midnight(span.first), None, "day-begins")


def _midnight(day: date, later: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=later), time())


def _a_day_later(mark: Mark) -> Mark:
    day = timedelta(days=1)
    return replace(mark, lo=mark.lo + day, hi=mark.hi and mark.hi + day)


def lengthen(mark: Mark, length: Length, now: Now) -> Instants:
    """Where a period of that length ends, for each start of the mark.

    A length in hours needs an hour to start from, unless it is a count of whole days (48 h).
    Raises Refused("date-unreadable").
    """
    days, minutes = length.days, length.minutes
    whole = mark.hi is not None and mark.lo.time() == time()
    if whole and mark.hi and mark.hi - mark.lo > timedelta(days=1):
        raise Refused("date-unreadable")
    if whole and minutes:
        if minutes % 1440:
            raise Refused("date-unreadable")
        days, minutes = days + minutes // 1440, 0
    moved = mark.lo + timedelta(days=days)
    if length.months:
        moved = datetime.combine(add_months(moved.date(), length.months), moved.time())
    if moved.year > LAST_YEAR:
        raise Refused("date-impossible")
    if not minutes:
        return instants(moved, now.zone)
    return [(start + timedelta(minutes=minutes), note) for start, note in mark.starts(now)]
