"""Dates in running text, French or English: where they stand, which day and hour they name.

`domain.when` reads what a person types to the bot, and refuses what it does not understand whole;
here the text is somebody else's, and most of it is no date. The words for days and months are the
same ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from domain.errors import Refused
from domain.when.days import make_date, month_days, next_on
from domain.when.words import TABLE

MOST_DAYS_AHEAD: Final = 330
"""A date without a year is the next one; further than this it is rather one that just passed."""

MOST_DATES: Final = 60
"""A sentence with more dates than that is no sentence: none of them is read."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date and the hour next to it, from ``start`` to ``end`` in the text.

    ``day``: None when no calendar holds it, or when it can't be told. ``kind``: "day", "edge" (the
    end of a month), "weekday" (a name alone), "range" (its last day). ``group``: dates written as a
    list ("15 mars et 15 septembre") share it.
    """

    start: int
    end: int
    day: date | None
    at: time | None = None
    kind: str = "day"
    group: int = 0


def _spellings(kind: str) -> dict[str, int]:
    words = {word: int(value) for value, text in TABLE[kind].items() for word in text.split(" | ")}
    return dict(sorted(words.items(), key=lambda item: -len(item[0])))


MONTHS: Final = _spellings("MON")
WEEKDAYS: Final = {word: day for word, day in _spellings("WD").items() if len(word) > 3}
_MONTH: Final = rf"(?P<month>{'|'.join(MONTHS)})\b\.?"
_WEEKDAY: Final = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_YEAR: Final = r"(?:,? (?:de l'annee )?(?P<year>20\d\d)(?!\d))?"
_NUMBER: Final = r"(?P<day>\d{1,2}|premier) ?(?:er|ere|st|nd|rd|th)?"

_DATE: Final = re.compile(
    rf"(?<![\w/])(?:{_WEEKDAY},? (?:le |the )?)?(?:"
    rf"{_NUMBER}(?: of)? {_MONTH}{_YEAR}"
    r"|(?P<iso>20\d\d-\d\d-\d\d)(?!\d)"
    r"|(?P<figures>\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:20)?\d\d)(?![\d/]|[.-]\d)"
    r"|(?P<short>\d{1,2}/\d{1,2})(?![\d/%]|[.-]\d))"
)
_MONTH_FIRST: Final = re.compile(
    rf"(?<!\w)(?:{_WEEKDAY},? )?{_MONTH} {_NUMBER}(?!\w|[:/]\d| ?(?:h|heures?|[ap]\.?m)\b){_YEAR}"
)
_EDGE: Final = re.compile(
    rf"(?<!\w)(?:la |the )?(?:fin|end)(?: du mois| of the month)?(?: of| de| d'|) ?{_MONTH}{_YEAR}"
)
_THIS_EDGE: Final = re.compile(
    r"(?<!\w)(?:la |the )?(?:fin du mois|end of the month)(?! (?:de|d'|of))"
)
_NEAR: Final = re.compile(
    rf"(?<!\w)(?:(?P<soon>demain|tomorrow|aujourd'hui|today|ce soir|tonight)"
    rf"|(?:ce |this )?{_WEEKDAY}(?: prochain)?)\b"
)
_PAST: Final = re.compile(r" (?:dernier|derniere|passe|last)\b")

_HOUR: Final = (
    r"(?:(?P<hour>[01]?\d|2[0-4]) ?(?:h|heures?\b|:(?=\d\d)) ?(?P<minute>[0-5]\d)?(?![\w])"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?P<hour12>1[0-2]|0?[1-9])(?:[.](?P<minute12>[0-5]\d))? ?(?P<half12>[ap])\.?m\b\.?"
    r"|(?P<named>midi|noon|midday|minuit|midnight)\b)"
)
_HOUR_AFTER: Final = re.compile(
    r"(?: prochaine?)?(?: inclus(?:e|ivement)?| included| inclusive)?"
    rf" ?(?:[,(:-] ?)?(?:(?:a|at|avant|jusqu'a|before|by|until|les?) )?{_HOUR}\)?"
)
_HOUR_BEFORE: Final = re.compile(rf"{_HOUR} ?[,)]? ?(?:(?:le|on|on the|du) )?$")
_ELSEWHERE: Final = re.compile(
    r" ?\(?(utc|gmt|bst|wet|west|eet|eest|e[sd]t|p[sd]t|aoe|uk|london)\b"
)
_AND: Final = re.compile(
    r" ?(?:,|;|/|&|et|ou|puis|and|or|, et|, puis|, and) ?(?:(?:le|les|du|the) )?"
)
_TO: Final = re.compile(
    r" ?(?:\([^()]{0,20}\) ?)?(?:au|a|to|until|till|through|jusqu'au|et jusqu'au|-|->)"
    r" ?(?:(?:le|the) )?"
)
_BETWEEN: Final = re.compile(r"\b(?:entre(?: le)?|between(?: the)?) $")
_RANGE_OPENS: Final = re.compile(
    rf"\b(?:du|from|from the|entre le|between|de|des le|les|des|le|:|) ?(?:{_WEEKDAY} )?"
    r"(?P<first>\d{1,2}) ?(?:er|st|nd|rd|th)? ?(?P<link>au|a|to|et le|et|and|-|jusqu'au|,|ou)"
    r" ?(?:le )?$"
)


def find_dates(text: str, published: date, zone: tzinfo) -> list[WrittenDate]:
    """The dates of a folded text, in order, an ended range as one. Hours elsewhere are moved to
    ``zone`` when the day stays the same, otherwise left out.
    """
    found = [_resolve(it, published) for it in _with_years(list(_raw(text)), text)]
    timed = [_with_hour(it, text, zone) for it in found]
    return _grouped(timed, text)


@dataclass(frozen=True, slots=True)
class _Raw:
    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None
    kind: str = "day"


def _raw(text: str) -> Iterator[_Raw]:
    taken: list[tuple[int, int]] = []
    raws = []
    for pattern in (_DATE, _MONTH_FIRST, _EDGE, _THIS_EDGE, _NEAR):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            if len(taken) > MOST_DATES:
                return
            if not _PAST.match(text, match.end()):
                raws.append(_read(match, pattern))
    yield from sorted((it for it in raws if it), key=lambda it: it.start)


def _read(match: re.Match[str], pattern: re.Pattern[str]) -> _Raw | None:
    part = match.groupdict()
    weekday = WEEKDAYS.get(part.get("weekday") or "")
    start, end = match.span()
    if pattern is _THIS_EDGE:
        return _Raw(start, end, 0, 0, None, None, "edge")
    if pattern is _NEAR:
        later = {"demain": 1, "tomorrow": 1}.get(part["soon"] or "", 0)
        return _Raw(
            start, end, later, 0, None, weekday, "weekday" if weekday is not None else "near"
        )
    year = int(part["year"]) if part.get("year") else None
    if part.get("month"):
        number = part.get("day") or "0"
        kind = "edge" if pattern is _EDGE else "day"
        day = 1 if number == "premier" else int(number)
        return _Raw(start, end, day, MONTHS[part["month"]], year, weekday, kind)
    if part["iso"]:
        year, month, day = map(int, part["iso"].split("-"))
        return _Raw(start, end, day, month, year, weekday)
    if part["short"] == "24/7":
        return None
    day, month, *rest = map(int, re.findall(r"\d+", part["figures"] or part["short"]))
    year = rest[0] + 2000 * (rest[0] < 100) if rest else None
    return _Raw(start, end, day, month, year, weekday)


def _with_years(raws: list[_Raw], text: str) -> list[_Raw]:
    """Dates, each with the year that the end of its list or range gives it, and list members that
    only have a day ("1er et 15 juin")."""
    spread: list[_Raw] = []
    for it in reversed(raws):
        after = spread[-1] if spread else None
        if after and after.year and it.year is None and it.month and it.kind == "day":
            gap = text[it.end : after.start]
            if _AND.fullmatch(gap) and (it.month, it.day) <= (after.month, after.day):
                it = replace(it, year=after.year)
        spread.append(it)
        opens = _opening(it, text)
        if opens and it.month and _is_list(opens, text):
            start, end = opens.start("first"), opens.start("link")
            spread.append(replace(it, start=start, end=end, day=int(opens["first"]), weekday=None))
    return spread[::-1]


def _opening(it: _Raw | WrittenDate, text: str) -> re.Match[str] | None:
    """The bare day that opens a period or a list, before a date: « du 1er au », « 1er et »."""
    if it.kind != "day":
        return None
    return _RANGE_OPENS.search(text, max(0, it.start - 40), it.start)


def _is_list(opens: re.Match[str], text: str) -> bool:
    """Whether « 1er et 15 juin » are two dates, rather than the ends of one period."""
    between = _BETWEEN.search(text[: opens.start("first")])
    return opens["link"] in ("et", "and", ",", "ou") and not between


def _resolve(raw: _Raw, published: date) -> WrittenDate:
    try:
        day = _day(raw, published)
    except Refused:
        day = None
    return WrittenDate(raw.start, raw.end, day, kind="day" if raw.kind == "near" else raw.kind)


def _day(raw: _Raw, published: date) -> date | None:
    if raw.kind == "near":
        return published + timedelta(days=raw.day)
    if raw.kind == "weekday":
        named = next_on(raw.weekday or 0, published)
        return named if named > published else None
    if raw.kind == "edge":
        month = raw.month or published.month
        last = month_days(raw.year or published.year, month)[1]
        if raw.year is None and last < published:
            last = month_days(published.year + 1, month)[1]
        return last if raw.year or (last - published).days <= MOST_DAYS_AHEAD else None
    if raw.year is not None:
        found = make_date(raw.year, raw.month, raw.day)
    else:
        found = _next(raw, published)
        if (found - published).days > MOST_DAYS_AHEAD:
            return None
    return found if raw.weekday in (None, found.weekday()) else None


def _next(raw: _Raw, published: date) -> date:
    """The next such day, publication included; a 29 February only in the two years that follow."""
    try:
        found = make_date(published.year, raw.month, raw.day)
        if found >= published:
            return found
    except Refused:
        pass
    return make_date(published.year + 1, raw.month, raw.day)


def _with_hour(it: WrittenDate, text: str, zone: tzinfo) -> WrittenDate:
    after = _HOUR_AFTER.match(text, it.end)
    if after:
        return replace(it, end=after.end(), at=_hour(after, it.day, text, zone))
    before = _HOUR_BEFORE.search(text, max(0, it.start - 30), it.start)
    if before:
        return replace(it, start=before.start(), at=_hour(before, it.day, text, zone))
    return it


def _hour(match: re.Match[str], day: date | None, text: str, zone: tzinfo) -> time | None:
    named, half = match["named"], match["half"] or match["half12"]
    if named:
        at = time(23, 59) if named in ("minuit", "midnight") else time(12)
    else:
        hour = int(match["hour"] or match["hour12"])
        minute = int(match["minute"] or match["minute12"] or 0)
        if half and hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour == 24 and minute:
            return None
        at = time(23, 59) if hour == 24 else time(hour, minute)
    place = _ELSEWHERE.match(text, match.end())
    if place is None or day is None:
        return at
    moved = datetime.combine(day, at, UTC).astimezone(zone)
    return moved.time() if place[1] in ("utc", "gmt") and moved.date() == day else None


def _grouped(found: list[WrittenDate], text: str) -> list[WrittenDate]:
    """Ranges as their last day, lists numbered."""
    kept: list[WrittenDate] = []
    group = 0
    for it in found:
        before = kept[-1] if kept else None
        gap = text[before.end : it.start] if before else ""
        if before and it.kind == "day" and _is_period(before, gap, text):
            kept[-1] = replace(it, start=before.start, kind="range")
            continue
        opens = _opening(it, text)
        if opens and not _is_list(opens, text):
            it = replace(it, start=opens.start(), kind="range")
        group += not (before and before.kind != "range" and _AND.fullmatch(gap))
        kept.append(replace(it, group=group))
    return kept


def _is_period(first: WrittenDate, gap: str, text: str) -> bool:
    """Whether two dates with ``gap`` between them are the ends of one period."""
    if _TO.fullmatch(gap):
        return True
    return bool(_AND.fullmatch(gap) and _BETWEEN.search(text[: first.start]))
