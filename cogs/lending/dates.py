"""Dates in requests: as they are typed, offered as buttons, carried by ids, written short."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from domain.errors import Refused
from domain.periods import Period
from domain.when import LONGEST_TEXT, Reading, read, suggest
from domain.when.reading import LAST_YEAR
from locales import Words

OFFERED = 4
"""Dates offered as buttons where a text was not read."""
MINUTE, WEEK = timedelta(minutes=1), timedelta(days=7)
LATELY = 4
"""Weeks for which what is past may have been a slip of the week."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TOKEN = re.compile(r"[0-9a-f]{1,7}-[0-9a-f]{1,7}", re.ASCII)


@dataclass(frozen=True)
class Understood:
    """What a text may mean, never nothing: one reading is its meaning.

    ``refused``: why it was not read; then ``readings`` are what may have been meant.
    """

    readings: tuple[Reading, ...]
    refused: Refused | None = None

    @property
    def is_clear(self) -> bool:
        return self.refused is None and len(self.readings) == 1


def understand(text: str, now: datetime, zone: tzinfo, language: str) -> Understood:
    """Read what somebody typed or chose."""
    try:
        return Understood(tuple(read(text, now, zone, language)))
    except Refused as refused:
        return Understood(tuple(_instead(text, refused, now, zone, language)), refused)


def _instead(
    text: str, refused: Refused, now: datetime, zone: tzinfo, language: str
) -> list[Reading]:
    """What a refused text may have meant: its slip mended, another hour, or its beginning."""
    found: list[Reading] = []
    for candidate in _mended(text, refused, zone):
        with suppress(Refused):
            found += read(candidate, now, zone, language)
    if found:
        return found[:OFFERED]
    typed = text[:LONGEST_TEXT].split()
    for kept in range(len(typed), -1, -1):
        if found := suggest(" ".join(typed[:kept]), now, zone, language, OFFERED):
            return found
    return []


def _mended(text: str, refused: Refused, zone: tzinfo) -> list[str]:
    facts = refused.facts
    if refused.key == "date-missing-hour":
        said = re.compile(rf"0?{int(facts['hour'][:2])}\s*[h:](?:{facts['hour'][3:]})?")
        hours = (facts[side].astimezone(zone) for side in ("after", "before"))
        return [said.sub(f"{hour.hour}:{hour.minute:02}", text) for hour in hours]
    if refused.key == "date-contradicts-weekday":
        return [facts["date"].isoformat()]
    return [facts["near"]] if facts.get("near") else []


def token(period: Period) -> str:
    """A period as part of a button's id: hexadecimal minutes, exact to the minute."""
    return "-".join(f"{(side - EPOCH) // MINUTE:x}" for side in (period.start, period.end))


def period_from(text: str) -> Period:
    """The period of a token. Raises Refused("bad-option") for anything else."""
    if not _TOKEN.fullmatch(text):
        raise Refused("bad-option")
    start, end = (EPOCH + int(side, 16) * MINUTE for side in text.split("-"))
    # As far as dates are read: beyond, the sums made with a loan would leave the calendar.
    if start >= end or end.year > LAST_YEAR:
        raise Refused("bad-option")
    return Period(start, end)


def again(period: Period, now: datetime, zone: tzinfo) -> list[Period]:
    """What somebody may mean who gives dates that are past: the same days of a coming week, where
    they were lately; the same dates of a coming year.
    """
    first = period.start.astimezone(zone)
    weeks = (now - period.start) // WEEK + 1
    found = [first + weeks * WEEK] if weeks <= LATELY else []
    for year in (now.astimezone(zone).year, now.astimezone(zone).year + 1):
        with suppress(ValueError):  # 29 February
            if (same := first.replace(year=year)).astimezone(UTC) > now:
                found.append(same)
                break
    return [_moved(period, start, zone) for start in found]


def _moved(period: Period, start: datetime, zone: tzinfo) -> Period:
    if period.is_whole_days(zone):
        days = period.last_day(zone) - period.first_day(zone)
        return Period.of_days(start.date(), start.date() + days, zone)
    return Period(start.astimezone(UTC), start.astimezone(UTC) + period.length)


def chosen(period: Period, zone: tzinfo) -> Reading:
    """A period that is offered, as a reading."""
    return Reading(period, period.is_whole_days(zone), True)


def typed(words: Words, period: Period, now: datetime, zone: tzinfo) -> str:
    """The period as somebody could type it in a form, so that reading it gives it back."""
    said = words.period(period, zone)
    try:
        back = read(said, now, zone, words.language)
    except Refused:
        back = []
    if [reading.period for reading in back] == [period]:
        return said
    sides = (
        side.astimezone(zone).isoformat(timespec="minutes") for side in (period.start, period.end)
    )
    return "/".join(sides)


def short(words: Words, period: Period, zone: tzinfo, dated: bool = False) -> str:
    """« sam. 28 → dim. 29 nov. », « 27/11 18:00 → 29/11 20:00 »: for buttons, 29 characters.

    ``dated`` adds the year.
    """
    first, last = period.first_day(zone), period.last_day(zone)
    if period.is_whole_days(zone):
        if first == last:
            return words.day(first, dated)
        if (first.year, first.month) == (last.year, last.month):
            opening = words.day(first).rpartition(" ")[0]
            return f"{opening} → {words.day(last, dated)}"
        return f"{words.day(first)} → {words.day(last, dated)}"
    start, end = period.start.astimezone(zone), period.end.astimezone(zone)
    if first == last:  # midnight ends its day, as 24:00
        till = f"{end:%H:%M}" if end.date() == last else "24:00"
        return f"{words.day(first, dated)} {start:%H:%M}–{till}"
    return f"{start:%d/%m %H:%M} → {end:%d/%m %H:%M}" + (f" {end.year}" if dated else "")


def reading_label(words: Words, reading: Reading, zone: tzinfo) -> str:
    """A reading on a button: its dates, or which of two times that the clock shows."""
    if reading.note and words.has(f"lending-note-{reading.note}"):
        return words(f"lending-note-{reading.note}")
    return short(words, reading.period, zone)


def length(words: Words, period: Period, zone: tzinfo) -> str:
    """« 2 jours »: local days for whole days, else the time between."""
    if period.is_whole_days(zone):
        days = (period.last_day(zone) - period.first_day(zone)).days + 1
        return words.span(days * 24 * 60)
    return words.span(int(period.length / MINUTE))
