"""Tokens → phrases: every way in which the whole text is a point, a range, a start and a length."""

from collections.abc import Iterator
from dataclasses import replace

from domain.when.days import Dated, Days, Weekday
from domain.when.grammar import DAY_STARTS, Grammar
from domain.when.moments import Clock, Moment
from domain.when.phrases import Consecutive, Lasting, Phrase, Point, Range, Until
from domain.when.tokens import HourText

ONWARD = ("from", "des", "onward", "onwardthe")
ARTICLED = ("du", "des", "onwardthe")
UNTIL = ("until", "until the")
# What « pour » may introduce without being taken for a length (« pour 2h »).
NAMES_A_DAY = DAY_STARTS - {"NUM", "ARTICLE", "AT", "DANS"}


class Sentences(Grammar):
    """The grammar of whole texts."""

    def phrases(self) -> Iterator[Phrase]:
        """All the phrases that consume every token, the likeliest kind first."""
        yield from self._points()
        yield from self._ranges(0)
        yield from self._day_then_hours()
        yield from self._lasting()
        yield from self._until()
        yield from self._lists(0)
        start = self.past(0, "FOR")
        if start and self._may_start(start, NAMES_A_DAY):
            rest = Sentences(self.tokens[start:], self.language)
            yield from rest._points()
            yield from rest._ranges(0)

    def _ended(self, at: int) -> bool:
        return self.past(at, "INCLUSIVE") == self.size

    def _points(self) -> Iterator[Phrase]:
        for moment, after in self.moment(0):
            if after == self.size and not moment.bare:
                yield Point(moment)
        opener = self.text(0, "OPEN")
        if opener in ONWARD:
            for moment, after in self.moment(1):
                if after == self.size and (not moment.bare or opener == "onwardthe"):
                    yield Point(replace(moment, bare=False), onward=True)

    # ── ranges ──

    def _ranges(self, at: int) -> Iterator[Phrase]:
        opener = self.text(at, "OPEN")
        if opener is not None:
            yield from self._range_from(at + 1, opener)
        yield from self._range_from(at, None)
        if self.has(at, "WEEKEND") or (self.has(at, "LE") and self.has(at + 1, "WEEKEND")):
            labelled = at + 1 + self.has(at, "LE")
            opener = self.text(labelled, "OPEN")
            if opener in ("du", "des"):
                yield from self._range_from(labelled + 1, opener)
                yield from self._lists(labelled)

    def _range_from(self, at: int, opener: str | None) -> Iterator[Phrase]:
        for first, after in self._start(at):
            here = self.past(after, "COMMA")
            sep = self.text(here, "SEP")
            if sep is None and not (opener == "entre" and self.has(here, "ET")):
                continue
            if opener == "entre" and sep not in (None, "dash"):
                continue
            for last, end in self.moment(here + 1):
                if not self._ended(end):
                    continue
                joined = self._join(first, last, opener, sep, self.has(here, "AT"))
                if joined is not None:
                    yield joined

    def _start(self, at: int) -> Iterator[tuple[Moment, int]]:
        yield from self.moment(at)
        number = self.number(at, "NUM")
        if number is not None and not self.has(at + 1, "MON"):
            yield Moment(None, Clock(number * 60, bare=True)), at + 1

    def _join(
        self, first: Moment, last: Moment, opener: str | None, sep: str | None, at_word: bool
    ) -> Range | None:
        """A range of the two, each lending the other what it lacks; None if they do not fit.

        ``at_word``: they are joined by "à", which may introduce an hour as well.
        """
        if first.clock is not None and first.clock.bare and first.part is None:
            shared = self._share_hour(first.clock, last)
            if shared is None or first.day is not None:
                return None
            first = replace(first, clock=shared)
        if opener in ARTICLED:
            first = replace(first, bare=False)
        if sep in ("to the", "until the"):
            last = replace(last, bare=False)
        if not self._hours_fit(first, last, at_word and opener is None):
            return None
        first, last = self._share_month(first, last, at_word)
        if last.bare or (first.bare and not isinstance(last.day, Dated)):
            return None
        if last.hour_first and first.day is None and first.clock is not None:
            first, last = replace(first, day=last.day), replace(last, day=None)
        return Range(first, last)

    @staticmethod
    def _hours_fit(first: Moment, last: Moment, may_be_one: bool) -> bool:
        """« demain à 18h », « ce soir à 20h » are points: an hour ends a range that one began."""
        if last.day is not None or last.ahead is not None:
            return True
        if first.clock is not None or first.ahead is not None:
            return True
        return first.part is not None and not may_be_one

    def _share_hour(self, bare: Clock, last: Moment) -> Clock | None:
        """« 14-18h », "2-6pm": the first number is an hour in the way of the second."""
        written = last.clock
        if written is None or written.bare or (last.day is not None and not last.hour_first):
            return None
        hour = bare.minutes // 60
        style = next(
            (h.style for t in self.tokens if isinstance(h := t.get("HOUR"), HourText)), "h"
        )
        if style == "clock":
            return None
        shared = Clock.written(HourText(hour, 0, style))
        return shared if shared.minutes < written.minutes else None

    @staticmethod
    def _share_month(first: Moment, last: Moment, at_word: bool) -> tuple[Moment, Moment]:
        """« du 12 au 15 mars 2027 », "march 12 to 15": a month or a year said once holds twice."""
        one, two = first.day, last.day
        if not (isinstance(one, Dated) and isinstance(two, Dated)):
            return first, last
        if one.month is None and two.month is not None:
            if one.weekday is not None and one.day > two.day:
                one = _month_before(one, two.month, two.year)
            else:
                one = replace(one, month=two.month, year=two.year)
            first = replace(first, day=one, bare=False)
        elif one.month is not None and one.year is None and two.year is not None and two.month:
            crosses = (one.month, one.day) > (two.month, two.day)
            first = replace(first, day=replace(one, year=two.year - crosses))
        elif two.month is None and one.month is not None and not at_word and not first.timed:
            last = replace(last, bare=False)
        return first, last

    def _day_then_hours(self) -> Iterator[Phrase]:
        """« demain de 14h à 18h », « samedi entre 14 et 18h », "saturday 2-6pm"."""
        for moment, after in self._days_with_part():
            here = self.past(after, "COMMA")
            opener = self.text(here, "OPEN")
            here += opener in ("de", "from", "entre")
            for first, end in self._start(here):
                sep = self.text(end, "SEP")
                if (
                    not (sep or (opener == "entre" and self.has(end, "ET")))
                    or first.day is not None
                ):
                    continue
                for clock, stop in self.clock(end + 1):
                    last = Moment(None, clock, moment.part)
                    joined = (
                        self._join(first, last, opener, sep, False) if stop == self.size else None
                    )
                    if joined is not None and joined.first.clock is not None:
                        start = replace(moment, clock=joined.first.clock)
                        yield Range(start, joined.last)

    def _days_with_part(self) -> Iterator[tuple[Moment, int]]:
        for moment, after in self.moment(0):
            if moment.day is not None and moment.clock is None and not moment.bare:
                yield moment, after

    # ── lengths ──

    def _lasting(self) -> Iterator[Phrase]:
        opener = self.text(0, "OPEN")
        for moment, after in self.moment(1 if opener in ONWARD else 0):
            here = self.past(after, "COMMA")
            start = self.past(here, "DURING")
            for length, end in self.length(start):
                if end < self.size or (moment.bare and opener != "onwardthe"):
                    continue
                if self.has(here, "FOR") and 12 * 60 < length.minutes < 24 * 60:
                    continue  # « 14h pour 18h »: perhaps until six
                # « lundi, 2 semaines » is a length; « lundi 2 semaines » might be a delay.
                if start > here or (here > after and not length.minutes) or 0 < length.days < 7:
                    yield Lasting(moment, length)
        start = self.past(0, "DURING")
        for length, after in self.length(start):
            opener = self.text(after, "OPEN")
            if opener not in ONWARD or (opener == "from" and start == 0):
                continue
            for moment, end in self.moment(after + 1):
                if end == self.size and (not moment.bare or opener == "onwardthe"):
                    yield Lasting(moment, length)

    def _until(self) -> Iterator[Phrase]:
        sep = self.text(0, "SEP")
        if sep not in UNTIL:
            return
        for moment, after in self.moment(1):
            if self._ended(after) and (not moment.bare or sep == "until the"):
                yield Until(replace(moment, bare=False))

    # ── lists ──

    def _lists(self, at: int) -> Iterator[Phrase]:
        """« samedi et dimanche », « les 12, 13 et 14 mars »."""
        start = at + (self.text(at, "OPEN") in ("du", "des") and not self.has(at, "LE"))
        marked = start > at or self.has(at, "LE")
        for days, bare, after in self._items(start, 0):
            if after != self.size or len(days) < 2:
                continue
            shared = _share_last(days)
            if shared is not None and (marked or not bare or shared != days):
                yield Consecutive(tuple(shared))

    def _items(self, at: int, depth: int) -> Iterator[tuple[list[Days], bool, int]]:
        for day, bare, after in self.day(at):
            if not isinstance(day, Dated | Weekday):
                continue
            yield [day], bare, after
            if depth < 6 and (self.has(after, "ET") or self.has(after, "COMMA")):
                here = self.past(self.past(after, "COMMA"), "ET")
                for rest, other, end in self._items(here, depth + 1):
                    yield [day, *rest], bare or other, end


def _month_before(day: Dated, month: int, year: int | None) -> Dated:
    """« du lundi 30 au mercredi 2 décembre »: its weekday vouches for the month before."""
    if month > 1:
        return replace(day, month=month - 1, year=year)
    return replace(day, month=12, year=None if year is None else year - 1)


def _share_last(days: list[Days]) -> list[Days] | None:
    """The month of the last date, lent to the numbers before it."""
    last = days[-1]
    if not isinstance(last, Dated) or last.month is None:
        return days
    shared: list[Days] = []
    for day in days[:-1]:
        if isinstance(day, Dated) and day.month is None and day.day < last.day:
            shared.append(replace(day, month=last.month, year=last.year))
        else:
            shared.append(day)
    return [*shared, last]


def all_phrases(grammar: Sentences) -> list[Phrase]:
    """The distinct phrases that a text may be."""
    found: list[Phrase] = []
    for phrase in grammar.phrases():
        if phrase not in found:
            found.append(phrase)
    return found
