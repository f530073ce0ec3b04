"""Dates as feeds write them: RFC 822, ISO 8601, and what people's programs made of both.

A date without a zone is read as UTC unless the caller knows better: nothing in a feed says where
its clock hung, and a few hours' error moves an article less than a guess that changes with the
season. Korean dates are the exception, their two known writers being Korean.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from domain.text import fold
from feeds.date_words import AMERICAN, MONTHS, NOISE, SEOUL, WEEKDAYS, ZONES

LONGEST = 100
"""Characters of a date that are looked at; a longer text is none."""
YEARS = range(2, 9990)
"""Those in which an instant may be moved to any zone, or by some years, without an overflow."""

_ZONE = r"(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?"
_CLOCK = r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
_ISO = re.compile(
    rf"(?P<year>\d{{4}})-0?(?P<month>\d\d?)-(?P<day>\d\d?)(?:(?:T|\s)\s*{_CLOCK}\s*{_ZONE})?",
    re.ASCII | re.IGNORECASE,
)
_RFC = re.compile(
    rf"(?:[A-Za-z]{{3}},)?\s*(?P<day>\d\d?)\s+(?P<name>[A-Za-z]{{3}})\s+(?P<year>\d{{4}})\s+"
    rf"{_CLOCK}\s*{_ZONE}",
    re.ASCII | re.IGNORECASE,
)
_RARE_ISO = tuple(
    re.compile(rf"{shape}(?:T?(?:{_CLOCK}|(?P<compact>\d{{4}}(?:\d\d)?))\s*{_ZONE})?", re.ASCII)
    for shape in (
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<year>\d{4})-(?P<month>\d\d)",
        r"(?P<year>\d{4})-?(?P<ordinal>\d{3})",
        r"(?P<year>\d\d)-(?P<month>\d\d)-(?P<day>\d\d)",
        r"(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<year>\d\d)-?(?P<ordinal>\d{3})",
        r"-(?P<year>\d\d)-?(?P<month>\d\d)",
        r"(?P<year>\d{4})",
        r"-(?P<year>\d\d)",
    )
)
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?", re.ASCII)
_COMMENT = re.compile(r"\([^()]*\)")
_REGION = re.compile(r"(?<![\w/])[A-Z][A-Za-z]{2,14}/[A-Za-z_]{2,20}(?:/[A-Za-z_]{2,20})?(?![\w/])")
_TIME = re.compile(
    r"(?<![\d:])(\d{1,2})(?:\s?h\s?|:)(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?![\d:])(?:\s*([ap]\.?\s?m\b\.?))?"
    r"|(?<![\d:])(\d{1,2})\s?([ap])\.?\s?m\b\.?()"
    r"|(?<![\d:])(\d{1,2})\s?h(?![a-z\d])"
)
_AFTERNOON_FIRST = re.compile(r"\b([ap])m\s+(\d{1,2}:\d{2}(?::\d{2})?)")
_OFFSET = re.compile(r"\s*(?:(?:gmt|utc|ut|z)\s?)?([+-])(\d{1,2})(?::?(\d{2}))?(?![\d:/.-])")
_NAMED = re.compile(r"\s*,?\s*([a-z]{1,5})\b(?![./])")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|eme|e|o)\b")
_KOREAN = {"오전": " am ", "오후": " pm ", "년": "-", "월": "-", "일": " ", "시": ":", "분": ":"}
_CHINESE = {"年": "-", "月": "-", "日": " "}


def read_date(text: str, *, zone: tzinfo = UTC) -> datetime | None:
    """The instant that ``text`` names, in UTC; None when it names none.

    A date alone is its midnight, a month its first day. ``zone`` is where a date without a zone
    of its own is meant.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    try:
        instant = _read(text, zone)
    except (ValueError, OverflowError):
        return None
    return instant if instant and instant.year in YEARS else None


def _read(text: str, zone: tzinfo) -> datetime | None:
    if found := _RFC.fullmatch(text):
        month = MONTHS.get(found["name"].lower())
        if month:
            return _instant(int(found["year"]), month, int(found["day"]), found, zone)
    if found := _ISO.fullmatch(text):
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
        return _instant(year, month, day, found, zone)
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), UTC)
    for shape in _RARE_ISO:
        if found := shape.fullmatch(text):
            return _rare(found, zone)
    return _Loose(text).instant(zone)


def _instant(
    year: int, month: int, day: int, clock: re.Match[str], zone: tzinfo
) -> datetime | None:
    hour, minute = int(clock["hour"] or 0), int(clock["minute"] or 0)
    own = clock["zone"]
    return _made(
        (year, month, day),
        (hour, minute, int(clock["second"] or 0)),
        _offset(own) if own else zone,
    )


def _made(day: tuple[int, int, int], clock: tuple[int, int, int], zone: tzinfo) -> datetime | None:
    hour, minute, second = clock
    later = timedelta(days=1) if (hour, minute, second) == (24, 0, 0) else timedelta()
    hour = 0 if later else hour
    local = datetime(*day, hour, minute, min(second, 59) if second < 62 else second, tzinfo=zone)
    return (local + later).astimezone(UTC)


def _rare(found: re.Match[str], zone: tzinfo) -> datetime | None:
    parts = found.groupdict()
    year = _year(parts["year"])
    if ordinal := parts.get("ordinal"):
        if not 1 <= int(ordinal) <= 366:
            return None
        day = date(year, 1, 1) + timedelta(days=int(ordinal) - 1)
    else:
        day = date(year, int(parts.get("month") or 1), int(parts.get("day") or 1))
    if compact := parts["compact"]:
        clock = int(compact[:2]), int(compact[2:4]), int(compact[4:6] or 0)
    else:
        clock = int(parts["hour"] or 0), int(parts["minute"] or 0), int(parts["second"] or 0)
    own = parts["zone"]
    return _made((day.year, day.month, day.day), clock, _offset(own) if own else zone)


def _offset(text: str) -> tzinfo:
    """The zone of ``+0100``, ``+01:00``, ``+01`` or ``Z``."""
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    return _zone(text[0], digits[:2], digits[2:])


def _zone(sign: str, hours: str, minutes: str | None) -> tzinfo:
    span = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-span if sign == "-" else span)


def _year(digits: str) -> int:
    """A year of two digits is of 1970 to 2069."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


class _Loose:
    """A date whose parts are looked for one by one; all that it holds must have been understood."""

    def __init__(self, text: str) -> None:
        self.zone: tzinfo | None = None
        self.clock = (0, 0, 0)
        self.american = False
        self.text = self._localised(_COMMENT.sub(" ", text))

    def _localised(self, text: str) -> str:
        if any(sign in text for sign in _KOREAN):
            self.zone = SEOUL
        for sign, meaning in (_KOREAN | _CHINESE).items():
            text = text.replace(sign, meaning)
        if region := _REGION.search(text):
            try:
                self.zone = ZoneInfo(region[0])
            except (KeyError, ValueError, OSError):
                return text
            text = text.replace(region[0], " ")
        return _AFTERNOON_FIRST.sub(r"\2 \1m", fold(text))

    def instant(self, zone: tzinfo) -> datetime | None:
        before, after = self._take_time()
        after = self._take_zone(after)
        day = self._day(before + " ; " + after)
        return _made(day, self.clock, self.zone or zone) if day else None

    def _take_time(self) -> tuple[str, str]:
        """Note the time of day; what stands before it, and what follows."""
        found = _TIME.search(self.text)
        if found is None:
            return "", self.text
        hour = int(found[1] or found[5] or found[8])
        half = (found[4] or found[6] or "")[:1]
        if half:
            self.american = True
            if hour <= 12:
                hour = hour % 12 + (12 if half == "p" else 0)
        self.clock = hour, int(found[2] or 0), int(found[3] or 0)
        return self.text[: found.start()], self.text[found.end() :] or " "

    def _take_zone(self, after: str) -> str:
        """Note the zone that follows the time, when one does; what follows that."""
        if found := _OFFSET.match(after):
            self.zone = _zone(found[1], found[2], found[3])
            return after[found.end() :]
        found = _NAMED.match(after)
        if found is None or after is self.text:
            return after
        name = found[1]
        if name in ZONES:
            self.zone = ZONES[name]
            self.american = self.american or name in AMERICAN
        elif name in MONTHS or name in WEEKDAYS or name in NOISE or not after[0].isspace():
            return after
        return after[found.end() :]

    def _day(self, text: str) -> tuple[int, int, int] | None:
        """Year, month and day out of what is neither time nor zone."""
        numbers: list[str] = []
        months: list[str] = []
        weekday: int | None = None
        tokens = _TOKEN.findall(_ORDINAL.sub(" ", text))
        for place, token in enumerate(tokens):
            if token[0].isdecimal():
                numbers.append(token)
            elif token in MONTHS:
                months.append(token)
            elif token in WEEKDAYS:
                weekday = WEEKDAYS[token]
            elif token in NOISE:
                continue
            elif token in ZONES and place == len(tokens) - 1:
                self.zone = ZONES[token]
            elif place:
                return None  # only a first word may be unknown: some language's day of the week
        if len(months) == 2 and months[0] == "mar":  # mardi, and then its month
            del months[0]
        if len(months) > 1:
            return None
        if months:
            return _with_name(numbers, MONTHS[months[0]])
        return self._in_numbers(numbers, weekday, dashed="-" in text)

    def _in_numbers(
        self, numbers: list[str], weekday: int | None, *, dashed: bool
    ) -> tuple[int, int, int] | None:
        if len(numbers) != 3:
            return None
        first, second, third = numbers
        if len(first) >= 3:
            return _first_true([(int(first), int(second), int(third))], None)
        year = _year(third)
        readings = [(year, int(second), int(first)), (year, int(first), int(second))]
        if self.american:
            readings.reverse()
        if dashed and len(third) == 2:
            readings.insert(0, (_year(first), int(second), int(third)))
        return _first_true(readings, weekday)


def _with_name(numbers: list[str], month: int) -> tuple[int, int, int] | None:
    """The day beside the name of a month: the year is what has more digits, or comes last."""
    if len(numbers) == 1 and len(numbers[0]) == 4:
        return int(numbers[0]), month, 1
    if len(numbers) != 2:
        return None
    first, second = numbers
    if len(first) > 2 or int(first) > 31:
        return _year(first), month, int(second)
    return _year(second), month, int(first)


def _first_true(
    readings: list[tuple[int, int, int]], weekday: int | None
) -> tuple[int, int, int] | None:
    """The first reading that is a day, of that weekday if one of them is."""
    days = []
    for reading in readings:
        try:
            days.append(date(*reading))
        except ValueError:
            continue
    named = [day for day in days if day.weekday() == weekday] or days
    return (named[0].year, named[0].month, named[0].day) if named else None
