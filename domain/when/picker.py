"""The date picker: what a text being typed may become, each possibility in full.

Texts are made from the one typed (its last word completed, then continued by what usually follows),
and each is read by the grammar: whatever is offered is a reading, never a guess of its own.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from domain.errors import Refused
from domain.when.days import add_months
from domain.when.phrasebook import BOOKS, Phrasebook
from domain.when.reader import LONGEST_TEXT, read_folded
from domain.when.reading import Now, Reading
from domain.when.tokens import HourText, Token, fold, tokenize

# Texts tried for one keystroke: bounds the time of an answer, which completion wants in 3 s.
MOST_TRIED: Final = 45
_BOUNDARY: Final = re.compile(r"(?<![a-z'])(?=[a-z])")
_PART_OF_DATE: Final = re.compile(r"(?:^|.*[^\d/])(\d{1,2})/(\d?)$")
_PART_OF_CLOCK: Final = re.compile(r".*\d:(\d?)$")
_BEFORE_SEPARATOR: Final = re.compile(
    r"(?:(?:du|de|des|from|entre|between) )?(.*?)\s*"
    r"(?:[-→>=]+|\b(?:au|a|to|until|jusqu'au|jusqu'a))"
)
_HOURS: Final = (18, 14, 10, 20, 9, 19, 12, 17, 16, 8, 11, 15, 13, 21, 22, 23, 0)
_NAMED: Final = ("WD", "DAYOFF", "DATE", "ORD", "MON", "NEXT", "COMING", "WEEKEND", "HOLIDAY")


def suggest(
    text: str, now: datetime, zone: tzinfo, language: str | None = None, limit: int = 25
) -> list[Reading]:
    """Up to ``limit`` distinct readings of what ``text`` may become, the likeliest first.

    Empty text: today, tomorrow, this week-end, next week-end, next week. Never raises Refused; a
    text that cannot become a date gives none.
    """
    if len(text) > LONGEST_TEXT:
        return []
    moment = Now.at(now, zone)
    book = BOOKS.get(language or "fr", BOOKS["fr"])
    folded = fold(text).strip()
    if not folded:
        return _openers(book, moment, language)[:limit]
    found: dict[tuple[datetime, datetime], Reading] = {}
    tried: set[str] = set()
    for candidate in _candidates(folded, fold(text).endswith(" "), book, moment):
        if len(found) >= limit or len(tried) >= MOST_TRIED:
            break
        if candidate in tried:
            continue
        tried.add(candidate)
        for reading in _readings(candidate, moment, language):
            found.setdefault((reading.period.start, reading.period.end), reading)
    return list(found.values())[:limit]


def _readings(text: str, now: Now, language: str | None) -> list[Reading]:
    try:
        return read_folded(text, now, language)
    except Refused:
        return []


def _openers(book: Phrasebook, now: Now, language: str | None) -> list[Reading]:
    """The five of an empty text; « prochain » is the one after this week's."""
    found = []
    for phrase in book.first:
        readings = _readings(phrase, now, language)
        later = [reading for reading in readings if reading.note == "next-week"]
        found.append((later or readings)[0])
    return found


def _candidates(text: str, spaced: bool, book: Phrasebook, now: Now) -> Iterator[str]:
    today = now.today
    whole = list(_completed(text, book, today)) if not spaced else []
    # « ce week » can be read, but whoever types it is on their way to « ce week-end »
    yield from (longer for longer in whole if longer.startswith(text + "-"))
    yield text
    yield from whole
    yield from _in_figures(text, today)
    yield from _continued(text, book, now)
    for completed in whole[:8]:
        yield from _continued(completed, book, now)


def _completed(text: str, book: Phrasebook, today: date) -> Iterator[str]:
    """The text with the words being typed completed."""
    starts = [found.start() for found in _BOUNDARY.finditer(text)][-4:]
    names = [book.weekdays[(today.weekday() + n) % 7] for n in range(7)]
    names += [book.months[(today.month - 1 + n) % 12] for n in range(12)]
    for ending in (*names, *book.endings):
        spaced = ending.replace("-", " ")
        for start in starts:
            typed = text[start:].replace("-", " ")
            if len(typed) < len(ending) and spaced.startswith(typed):
                yield text[:start] + ending
                break


def _in_figures(text: str, today: date) -> Iterator[str]:
    """« 12/ », « 18: » being typed."""
    found = _PART_OF_DATE.match(text)
    if found:
        for month in ((today.month - 1 + n) % 12 + 1 for n in range(12)):
            figures = f"{month:02}"
            if figures.startswith(found[2] or "") or str(month).startswith(found[2] or ""):
                yield text[: len(text) - len(found[2])] + figures
    found = _PART_OF_CLOCK.match(text)
    if found:
        for minutes in ("00", "15", "30", "45"):
            if minutes.startswith(found[1]):
                yield text[: len(text) - len(found[1])] + minutes


def _continued(text: str, book: Phrasebook, now: Now) -> Iterator[str]:
    """The text followed by what usually follows its last token."""
    today = now.today
    tokens = tokenize(text)
    if not tokens:
        return
    last = tokens[-1]
    if "NUM" in last and text[-1].isdigit():
        yield from _after_number(text, tokens, book, today)
    elif "HOUR" in last or "CLK" in last:
        yield from _after_hour(text, tokens, book, today)
    elif "SEP" in last and len(tokens) > 1:
        yield from _after_separator(text, tokens, book, now)
    elif any(kind in last for kind in _NAMED):
        yield from _after_day(text, tokens, book, now)
    yield from _after_particle(text, last, book, today)


def _week(book: Phrasebook, today: date) -> list[str]:
    return [book.weekdays[(today.weekday() + n) % 7] for n in range(1, 8)]


def _after_day(text: str, tokens: tuple[Token, ...], book: Phrasebook, now: Now) -> Iterator[str]:
    last, before = tokens[-1], tokens[-2] if len(tokens) > 1 else {}
    if "WEEKEND" in last:
        yield from (text + tail for tail in book.next)
        return
    if any(kind in before for kind in ("WEEKEND", "WEEK", "MONTH")):
        return
    if "WD" in last:
        yield from (text + tail for tail in book.after_weekday)
    yield from (text + tail for tail in book.after_day[:4])
    if not any("SEP" in token for token in tokens):
        for reading in _readings(text, now, None)[:1]:
            first = reading.period.first_day(now.zone)
            for more in range(1, 5):
                end = first + timedelta(days=more)
                yield f"{text} - {end.day}/{end.month}/{end.year}"
        yield from (text + book.lasting + length for length in book.lengths[5:])
    yield from (text + tail for tail in book.after_day[4:])


def _after_number(
    text: str, tokens: tuple[Token, ...], book: Phrasebook, today: date
) -> Iterator[str]:
    before = tokens[-2] if len(tokens) > 1 else {}
    number = str(tokens[-1]["NUM"])
    stem = text[: len(text) - len(number)]
    if "DANS" in before or "DURING" in before:
        yield from (text + unit for unit in book.units)
        return
    if not before:
        yield "le " + text
    if "WD" in before:
        yield from _weekday_dates(stem, number, before, today, 45)
    hours = [str(h) for h in _HOURS if str(h).startswith(number)]
    timed = "WD" in before or "DAYOFF" in before or "AT" in before or "MON" in before
    if timed:
        yield from (f"{stem}{hour}{book.hour}" for hour in hours)
    if "WD" in before:
        yield from _weekday_dates(stem, number, before, today, 366)
    months = [add_months(today.replace(day=1), n) for n in range(12)]
    opener = next((t.get("OPEN") for t in tokens[:1]), None)
    if opener is not None and len(tokens) == 2:
        for more in range(1, 8):
            yield f"{text}{book.until}{int(number) + more}"
            yield f"{text}{book.until}{int(number) + more} {book.months[months[0].month - 1]}"
    for month in months:
        yield f"{text} {book.months[month.month - 1]}"
    if not timed:
        yield from (f"{stem}{hour}{book.hour}" for hour in hours[:6])
    if len(number) == 1 and number in "123":
        for figure in range(10):
            yield f"{'' if before else 'le '}{stem}{number}{figure}"


def _weekday_dates(stem: str, number: str, before: Token, today: date, ahead: int) -> Iterator[str]:
    """« samedi 2 »: the Saturdays of the next days whose day number starts so."""
    for more in range(ahead):
        day = today + timedelta(days=more)
        if day.weekday() == before["WD"] and str(day.day).startswith(number):
            yield f"{stem}{day.day}/{day.month:02}"


def _after_hour(
    text: str, tokens: tuple[Token, ...], book: Phrasebook, today: date
) -> Iterator[str]:
    hour = tokens[-1].get("HOUR")
    dated = any(kind in token for token in tokens[:-1] for kind in _NAMED)
    ends = any("SEP" in token for token in tokens[:-1])
    if not isinstance(hour, HourText):
        return
    if hour.style == "h" and text.endswith("h"):
        yield text + "30"
    if not dated:
        yield from (f"{text} {name}" for name in (*book.endings[:1], *_week(book, today)))
    if ends:
        return
    at = hour.hour + (12 if hour.style == "pm" and hour.hour < 12 else 0)
    for more in (2, 3, 4, 6):
        if at + more < 24:
            yield f"{text} - {at + more}{book.hour}"
    yield f"{text} - {book.midnight}"
    for length in book.lengths[:4]:
        yield text + book.lasting + length
    for name in _week(book, today):
        yield f"{text} - {name}"
        yield f"{text} - {name} {at}{book.hour}"


def _after_separator(
    text: str, tokens: tuple[Token, ...], book: Phrasebook, now: Now
) -> Iterator[str]:
    found = _BEFORE_SEPARATOR.fullmatch(text)
    start = _readings(found[1], now, None)[:1] if found else []
    first = start[0].period.first_day(now.zone) if start else now.today
    numbers = [token["NUM"] for token in tokens[:-1] if "NUM" in token]
    timed = [token["HOUR"] for token in tokens[:-1] if "HOUR" in token]
    if numbers and isinstance(numbers[-1], int):
        month = book.months[first.month - 1 if start else now.today.month % 12]
        for more in range(1, 8):
            yield f"{text} {numbers[-1] + more}"
            yield f"{text} {numbers[-1] + more} {month}"
    hour = timed[-1] if timed else None
    if isinstance(hour, HourText):
        at = hour.hour + (12 if hour.style == "pm" and hour.hour < 12 else 0)
        yield from (f"{text} {at + more}{book.hour}" for more in (2, 4) if at + more < 24)
    for name in _week(book, first):
        yield f"{text} {name}"
        if timed:
            yield from (f"{text} {name} {at}{book.hour}" for at in (18, 20, 12))


def _after_particle(text: str, last: Token, book: Phrasebook, today: date) -> Iterator[str]:
    """After a word that needs another: « ce », « dans », « fin », "next", « du » …"""
    months = [book.months[(today.month - 1 + n) % 12] for n in range(12)]
    followers: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("THIS", ()),
        ("DANS", book.ahead),
        ("DURING", book.lengths),
        ("EN", tuple(tail.strip() for tail in book.in_weeks)),
        ("EDGE", tuple(months)),
        ("LE", (*book.the, *(str((today + timedelta(days=n)).day) for n in range(1, 8)))),
        ("WEEK", tuple(tail.strip() for tail in book.next)),
        ("NEXT", (*_week(book, today), *(tail.strip() for tail in book.next))),
        ("ALL", book.the),
    )
    for kind, tails in followers:
        if kind in last:
            yield from (f"{text} {tail}" for tail in tails)
    if "THIS" in last:
        stem = text.rpartition(" ")[0]
        yield from (f"{stem} {tail}".strip() for tail in book.this)
    opener = last.get("OPEN")
    if opener in ("onward", "from", "des"):
        for name in (*book.endings[:1], *_week(book, today)):
            yield f"{text} {name}"
            yield f"{text} {name}{book.lasting}{book.lengths[3]}"
    if opener is not None:
        week = _week(book, today)
        for first in range(6):
            yield from (
                f"{text} {week[first]}{book.until}{end}" for end in week[first + 1 : first + 3]
            )
