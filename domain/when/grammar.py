"""Tokens → moments: every way in which a stretch of tokens names a day, an hour or both.

Each method takes a position and gives the things readable there, with the position after each. The
phrase grammar (`sentences.py`) keeps those that consume the whole text.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from domain.when.days import (
    Ahead,
    Dated,
    DayOfMonth,
    Days,
    Month,
    MonthEdge,
    NextDay,
    NthWeekday,
    Offset,
    OfWeek,
    Week,
    Weekday,
    Weekend,
)
from domain.when.hours import Hours
from domain.when.moments import Length, Moment
from domain.when.tokens import DateText, Token

DAY_UNITS: Final = ("day", "week", "fortnight", "month", "year")
# The kinds of token that a day, or a moment, may start with: most positions hold none of them.
DAY_STARTS: Final = frozenset(
    {"LE", "DAYOFF", "NEXTDAY", "WD", "THIS", "NEXT", "COMING", "LAST", "FOLLOWING", "WEEK"}
    | {"ARTICLE", "NUM", "ORD", "DATE", "MON", "EDGE", "ALL", "WEEKEND", "MONTH", "DANS", "AT"}
    | {"HOLIDAY"}
)
MOMENT_STARTS: Final = DAY_STARTS | {"NOW", "ALLDAY", "TPART", "PART", "HOUR", "CLK", "DUR"}


class Grammar(Hours):
    """Hours, days, and moments made of both; what a position holds is worked out once."""

    def __init__(self, tokens: tuple[Token, ...], language: str | None) -> None:
        super().__init__(tokens, language)
        self._days: dict[int, list[tuple[Days, bool, int]]] = {}
        self._moments: dict[int, list[tuple[Moment, int]]] = {}

    # ── days ──

    def day(self, at: int) -> list[tuple[Days, bool, int]]:
        """(day, whether it is a bare number, the position after)."""
        if at not in self._days:
            self._days[at] = list(self._read_day(at)) if self._may_start(at, DAY_STARTS) else []
        return self._days[at]

    def moment(self, at: int) -> list[tuple[Moment, int]]:
        if at not in self._moments:
            self._moments[at] = (
                list(self._read_moment(at)) if self._may_start(at, MOMENT_STARTS) else []
            )
        return self._moments[at]

    def _may_start(self, at: int, kinds: frozenset[str]) -> bool:
        return at < self.size and not kinds.isdisjoint(self.tokens[at])

    def _read_day(self, at: int) -> Iterator[tuple[Days, bool, int]]:
        here = self.past(at, "LE")
        marked = here > at
        if (offset := self.number(here, "DAYOFF")) is not None:
            yield Offset(offset), False, here + 1
        if self.has(at, "NEXTDAY"):
            yield NextDay(), False, at + 1
        yield from self.weekday(here)
        for dated, bare, after in self.dated(here):
            yield dated, bare and not marked, after
            if dated.month is None and dated.weekday is None and self.has(after, "OF"):
                for months, end in self._relative(after + 1, "MONTH"):
                    yield DayOfMonth(dated.day, months), False, end
        yield from self.edge(here)
        yield from self.whole(at, here)
        yield from self.ahead(at)
        yield from self.holiday(at)
        yield from self.nth(here)

    def weekday(self, at: int) -> Iterator[tuple[Days, bool, int]]:
        which, here = self._prefix(at)
        day = self.number(here, "WD")
        if day is None:
            yield from self._week_then_weekday(at)
            return
        if self.has(here, "MON") and self.language == "en" and not self.has(here, "NUM"):
            return  # "mar" is March in English
        here += 1
        if which == "next" and self.has(here, "AFTERNEXT"):
            return
        yield Weekday(day, which or "plain"), False, here
        if which is None:
            yield from self._weekday_suffix(day, here)
        if which in (None, "this"):
            there = self.past(self.past(here, "COMMA"), "LE")
            for dated, _, after in self.dated(there):
                yield replace(dated, weekday=day), False, after

    def _prefix(self, at: int) -> tuple[str | None, int]:
        if self.has(at, "THIS"):
            return "this", at + 1
        if (next_in := self.text(at, "NEXT")) is not None:
            return ("next" if next_in == "en" else "coming"), at + 1
        for kind, which in (("COMING", "coming"), ("LAST", "last"), ("FOLLOWING", "following")):
            if self.has(at, kind):
                return which, at + 1
        return None, at

    def _weekday_suffix(self, day: int, at: int) -> Iterator[tuple[Days, bool, int]]:
        for kind, which in (
            ("NEXT", "next"),
            ("COMING", "coming"),
            ("LAST", "last"),
            ("FOLLOWING", "following"),
            ("AFTERNEXT", "after next"),
        ):
            if not self.has(at, kind):
                continue
            if which == "after next":
                yield Weekday(day, weeks=1), False, at + 1
            elif not (which == "next" and self.text(at, "NEXT") == "en"):
                yield Weekday(day, which), False, at + 1
        if self.has(at, "EN") and (weeks := self.number(at + 1, "NUM")) in (8, 15):
            yield Weekday(day, weeks=1 if weeks == 8 else 2), False, at + 2
        if self.text(at, "WEEK") == "en" and not self.has(at + 1, "NEXT"):
            yield Weekday(day, weeks=1), False, at + 1
        for weeks, after in self.named_week(self.past(self.past(at, "COMMA"), "OF")):
            yield OfWeek(day, weeks), False, after

    def _week_then_weekday(self, at: int) -> Iterator[tuple[Days, bool, int]]:
        for weeks, after in self.named_week(at):
            here = self.past(self.past(after, "COMMA"), "LE")
            if (day := self.number(here, "WD")) is not None:
                yield OfWeek(day, weeks), False, here + 1
        count = self.count(at)
        if count is None or self.text(at + 1, "UNIT") != "week":
            return
        here = at + 2
        if not (self.has(here, "FROM") or self.has(here, "LE")):
            return
        day = self.number(here + 1, "WD")
        if day is not None and 1 <= count <= 60:
            yield Weekday(day, weeks=count), False, here + 2

    def named_week(self, at: int) -> Iterator[tuple[int, int]]:
        """« la semaine prochaine », "this week", "the week after next": (weeks away, after)."""
        here = self.past(at, "LE")
        if self.has(here, "WEEK"):
            if self.has(here + 1, "NEXT"):
                yield 1, here + 2
            if self.has(here + 1, "COMING"):
                yield 1, here + 2
            if self.has(here + 1, "AFTERNEXT"):
                yield 2, here + 2
        elif self.has(here + 1, "WEEK"):
            if self.has(here, "THIS"):
                yield 0, here + 2
            if self.text(here, "NEXT") == "en":
                yield 1, here + 2

    def dated(self, at: int) -> Iterator[tuple[Dated, bool, int]]:
        figures = self.get(at, "DATE")
        if isinstance(figures, DateText):
            yield Dated(figures.day, figures.month, figures.year), False, at + 1
        ordinal = self.number(at, "ORD")
        day = ordinal if ordinal is not None else self.number(at, "NUM")
        if day is not None and day < 100:
            month_at = self.past(at + 1, "OF")
            month = self.number(month_at, "MON")
            if month is not None:
                yield from self._with_year(day, month, month_at + 1)
            yield Dated(day), ordinal is None, at + 1
        month = self.number(at, "MON")
        if month is None or (self.has(at, "WD") and self.language == "fr"):
            return
        here = self.past(at + 1, "LE")
        day = self.number(here, "ORD", "NUM")
        if day is not None and day < 100:
            yield from self._with_year(day, month, here + 1)

    def _with_year(self, day: int, month: int, at: int) -> Iterator[tuple[Dated, bool, int]]:
        here = self.past(at, "COMMA")
        year = self.number(here, "YEAR")
        if year is not None:
            yield Dated(day, month, year), False, here + 1
        else:
            yield Dated(day, month), False, at

    def edge(self, at: int) -> Iterator[tuple[Days, bool, int]]:
        edge = self.text(at, "EDGE")
        if edge is None:
            return
        here = at + 1
        if edge == "mid" and self.text(here, "SEP") == "dash":
            here += 1
        here = self.past(self.past(here, "OF"), "LE")
        month = self.number(here, "MON")
        if month is not None:
            year = self.number(here + 1, "YEAR")
            yield MonthEdge(edge, month, year), False, here + 1 + (year is not None)
        for months, after in self._relative(here, "MONTH"):
            yield MonthEdge(edge, None, months=months), False, after
        if self.has(here, "MONTH") and here > at + 1:
            yield MonthEdge(edge, None), False, here + 1

    def _relative(self, at: int, kind: str) -> Iterator[tuple[int, int]]:
        """« ce mois », « mois prochain », "next month": (how many away, after)."""
        if self.has(at, kind) and self.has(at + 1, "NEXT"):
            yield 1, at + 2
        elif self.has(at, "THIS") and self.has(at + 1, kind):
            yield 0, at + 2
        elif self.text(at, "NEXT") == "en" and self.has(at + 1, kind):
            yield 1, at + 2

    def whole(self, at: int, here: int) -> Iterator[tuple[Days, bool, int]]:
        """Week-ends, weeks and months."""
        all_of = self.has(at, "ALL")
        here = self.past(at + 1, "LE") if all_of else here
        yield from self.weekend(here)
        for weeks, after in self.named_week(here):
            yield Week(weeks), False, after
        if self.has(here, "WEEK"):
            number = self.number(here + 1, "NUM")
            if number is not None:
                yield Week(0, number=number), False, here + 2
            if self.has(here + 1, "OF"):
                for dated, _, after in self.dated(self.past(here + 2, "LE")):
                    yield Week(0, of=dated), False, after
        for months, after in self._relative(here, "MONTH"):
            yield Month(None, months=months), False, after
        named = self.past(here + 1, "OF") if self.has(here, "MONTH") else here if all_of else None
        if named is not None and (month := self.number(named, "MON")) is not None:
            year = self.number(named + 1, "YEAR")
            yield Month(month, year), False, named + 1 + (year is not None)

    def weekend(self, at: int) -> Iterator[tuple[Days, bool, int]]:
        which, here = self._prefix(at)
        if which == "following" or not self.has(here, "WEEKEND"):
            return
        here += 1
        which = "plain" if which in (None, "this", "coming") else which
        yield Weekend(which), False, here
        if which != "plain":
            return
        for kind, suffix in (("NEXT", "next"), ("COMING", "plain"), ("LAST", "last")):
            if self.has(here, kind) and self.text(here, "NEXT") != "en":
                yield Weekend(suffix), False, here + 1
        if self.has(here, "AFTERNEXT"):
            yield Weekend(weeks=2), False, here + 1
        for weeks, after in self.named_week(self.past(here, "OF")):
            yield Weekend(weeks=weeks), False, after
        if self.has(here, "OF"):
            for dated, _, after in self.dated(self.past(here + 1, "LE")):
                yield Weekend(of=dated), False, after

    def ahead(self, at: int) -> Iterator[tuple[Days, bool, int]]:
        """« dans 3 jours », "3 days from now", "a week from tomorrow"."""
        start = self.past(at, "DANS")
        count, unit = self.count(start), self.text(start + 1, "UNIT")
        if count is None or unit not in DAY_UNITS:
            return
        here = start + 2
        if start > at:
            yield Ahead(count, unit), False, here
        elif self.has(here, "FROM"):
            offset = self.number(here + 1, "DAYOFF")
            if self.has(here + 1, "NOW") or offset == 0:
                yield Ahead(count, unit), False, here + 2
            elif offset == 1 and unit in ("week", "fortnight"):
                days = count * (7 if unit == "week" else 14)
                yield Offset(days + 1), False, here + 2

    def holiday(self, at: int) -> Iterator[tuple[Days, bool, int]]:
        here = self.past(at, "AT")
        named = self.text(here, "HOLIDAY")
        if named is not None:
            year = self.number(here + 1, "YEAR")
            day, month = int(named[2:]), int(named[:2])
            yield Dated(day, month, year), False, here + 1 + (year is not None)

    def nth(self, at: int) -> Iterator[tuple[Days, bool, int]]:
        nth = -1 if self.has(at, "LAST") else self.number(at, "ORD")
        day = self.number(at + 1, "WD")
        if nth is None or day is None or not -1 <= nth <= 4:
            return
        here = self.past(at + 2, "OF", "DANS")
        month = self.number(here, "MON")
        if month is not None and here > at + 2:
            year = self.number(here + 1, "YEAR")
            yield NthWeekday(nth, day, month, year), False, here + 1 + (year is not None)

    # ── moments ──

    def _read_moment(self, at: int) -> Iterator[tuple[Moment, int]]:
        yield from self._elapsed(at)
        yield from self._day_first(at)
        yield from self._hour_first(at)

    def _elapsed(self, at: int) -> Iterator[tuple[Moment, int]]:
        if self.has(at, "NOW"):
            yield Moment(ahead=Length()), at + 1
        start = self.past(at, "DANS")
        for length, after in self.length(start):
            if not length.minutes:
                continue
            if start > at:
                yield Moment(ahead=length), after
            elif self.has(after, "FROM") and self.has(after + 1, "NOW"):
                yield Moment(ahead=length), after + 2

    def _day_first(self, at: int) -> Iterator[tuple[Moment, int]]:
        start = self.past(at, "ALLDAY")
        if start > at:
            for day, bare, after in self.day(self.past(start, "OF")):
                yield Moment(day, bare=bare), after
            if start == self.size:
                yield Moment(Offset(0)), start
            return
        for day, bare, after in self.day(at):
            yield Moment(day, bare=bare), after
            if self.has(after, "ALLDAY"):
                yield Moment(day), after + 1
            for (clock, part), end in self.time(self.past(after, "COMMA")):
                yield Moment(day, clock, part, bare=bare), end

    def _hour_first(self, at: int) -> Iterator[tuple[Moment, int]]:
        part = self.text(at, "TPART")
        if part is not None:
            yield Moment(Offset(0), None, part), at + 1
            for hour, after in self.clock(self.past(at + 1, "COMMA")):
                yield Moment(Offset(0), hour, part), after
        for (clock, part), after in self.time(at):
            if clock is not None:
                yield Moment(None, clock, part), after
            today = self.text(after, "TPART")
            if today is not None and part is None and clock is not None:
                yield Moment(Offset(0), clock, today), after + 1
            said = self.past(after, "COMMA")
            here = self.past(said, "OF")
            for day, bare, end in self.day(here):
                yield Moment(day, clock, part, bare and here == said, hour_first=True), end
