"""Tokens → hours and lengths: the first floor of the grammar, with its way of looking at tokens.

Each method takes a position and gives the things readable there, with the position after each.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from domain.when.moments import Clock, Length
from domain.when.tokens import HourText, Token

UNIT_LENGTH: Final = {
    "minute": Length(minutes=1),
    "heure": Length(minutes=60),
    "hour": Length(minutes=60),
    "day": Length(days=1),
    "week": Length(days=7),
    "fortnight": Length(days=14),
    "month": Length(months=1),
    "year": Length(months=12),
}
Time = tuple[Clock | None, str | None]


class Hours:
    def __init__(self, tokens: tuple[Token, ...], language: str | None) -> None:
        self.tokens = tokens
        self.size = len(tokens)
        self.language = language

    def has(self, at: int, kind: str) -> bool:
        return at < self.size and kind in self.tokens[at]

    def get(self, at: int, kind: str) -> object:
        return self.tokens[at].get(kind) if at < self.size else None

    def text(self, at: int, kind: str) -> str | None:
        value = self.get(at, kind)
        return value if isinstance(value, str) else None

    def number(self, at: int, *kinds: str) -> int | None:
        for kind in kinds:
            value = self.get(at, kind)
            if isinstance(value, int):
                return value
        return None

    def past(self, at: int, *kinds: str) -> int:
        """The position after one optional token of any of these kinds."""
        if at < self.size:
            token = self.tokens[at]
            for kind in kinds:
                if kind in token:
                    return at + 1
        return at

    def count(self, at: int) -> int | None:
        """A number, or the English article."""
        return 1 if self.has(at, "ARTICLE") else self.number(at, "NUM")

    def clock(self, at: int) -> Iterator[tuple[Clock, int]]:
        here = self.past(at, "AT")
        more = self.number(here + 1, "MINUTES") or 0
        after = here + 1 + (more != 0)
        written = self.get(here, "HOUR")
        if isinstance(written, HourText):
            plain = written.style == "h" and written.minute == 0
            if plain or not more:
                yield Clock.written(written, more), after
        named = self.text(here, "CLK")
        if named == "noon":
            yield Clock(720 + more), after
        elif named == "midnight" and not more:
            yield Clock(1440, midnight=True), after
        number = self.number(here, "NUM")
        if number is not None and self.text(here + 1, "UNIT") == "heure":
            more = self.number(here + 2, "MINUTES") or 0
            hour = HourText(number, 0, "h")
            yield Clock.written(hour, more), here + 2 + (more != 0)
        if number is not None and 1 <= number <= 11 and here > at:
            bare = Clock(number * 60, bare=True)
            yield bare, self.past(here + 1, "OCLOCK")

    def part(self, at: int) -> Iterator[tuple[str, int]]:
        part = self.text(at, "PART")
        if part is not None:
            yield part, at + 1

    def time(self, at: int) -> Iterator[tuple[Time, int]]:
        """An hour, a part of the day, or both in either order."""
        for clock, after in self.clock(at):
            yield (clock, None), after
            for part, end in self.part(after):
                yield (clock, part), end
        for part, after in self.part(at):
            yield (None, part), after
            for clock, end in self.clock(self.past(after, "COMMA")):
                yield (clock, part), end

    def length(self, at: int) -> Iterator[tuple[Length, int]]:
        """« 3 jours », "2 hours", « 2h30 », « une demi-heure »."""
        written = self.get(at, "HOUR")
        if isinstance(written, HourText) and written.style == "h" and written.minute < 60:
            half = self.number(at + 1, "HALF") or 0
            yield Length(written.hour * 60 + written.minute + half), at + 1 + (half > 0)
        if (minutes := self.number(at, "DUR")) is not None:
            yield Length(minutes), at + 1
        count, unit = self.count(at), self.text(at + 1, "UNIT")
        if count is None or unit is None:
            return
        each = UNIT_LENGTH[unit]
        whole = Length(each.minutes * count, each.days * count, each.months * count)
        half = (self.number(at + 2, "HALF") or 0) if each.minutes == 60 else 0
        yield replace(whole, minutes=whole.minutes + half), at + 2 + (half > 0)
