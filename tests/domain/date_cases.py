"""The shared date phrases, judged: used by the tests and by the summary that CI prints."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.errors import Refused
from domain.when import Reading, read

PARIS = ZoneInfo("Europe/Paris")
REFERENCE = datetime(2026, 11, 25, 10, tzinfo=PARIS)
PHRASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "dates" / "phrases.json"


@dataclass(frozen=True)
class DateCase:
    phrase: str
    language: str
    start: str
    end: str | None


def date_cases() -> list[DateCase]:
    """The cases, or none when ``../shared`` is absent."""
    if not PHRASES.exists():
        return []
    return [DateCase(**case) for case in json.loads(PHRASES.read_text("utf-8"))["phrases"]]


def local(instant: datetime) -> datetime:
    return instant.astimezone(PARIS).replace(tzinfo=None)


def start_matches(reading: Reading, expected: str) -> bool:
    """Whether the start is the day, the hour or the band ("~18-21") expected."""
    start = local(reading.period.start)
    day, _, hour = expected.partition(" ")
    if start.date() != date.fromisoformat(day):
        return False
    if not hour:
        return start.time() == time() and reading.period.is_whole_days(PARIS)
    if hour.startswith("~"):
        low, high = (int(bound) for bound in hour[1:].split("-"))
        return low <= start.hour + start.minute / 60 <= high
    return start.time() == time.fromisoformat(hour)


def end_matches(reading: Reading, expected: str) -> bool:
    """Whether the end is the hour expected, or the midnight that closes the day expected."""
    end = local(reading.period.end)
    day, _, hour = expected.partition(" ")
    if not hour:
        return end == datetime.combine(date.fromisoformat(day) + timedelta(days=1), time())
    return end == datetime.fromisoformat(f"{day} {hour}")


def judge(case: DateCase, now: datetime = REFERENCE) -> str | None:
    """None when every reading is one of those expected, and the first expected comes first."""
    try:
        readings = read(case.phrase, now, PARIS, case.language)
    except Refused as refused:
        return None if case.start == "REFUSE" else f"{case.phrase}: refused, {refused}"
    if case.start == "REFUSE":
        return f"{case.phrase}: read as {readings}"
    starts = case.start.split("|")
    ends = case.end.split("|") if case.end else []
    for reading in readings:
        if not any(start_matches(reading, start) for start in starts):
            return f"{case.phrase}: {reading}"
        if ends and not any(end_matches(reading, end) for end in ends):
            return f"{case.phrase}: {reading}"
    return None


def run_date_cases() -> tuple[int, int]:
    """(passed, total) over the shared phrases; (0, 0) when they are absent."""
    verdicts = [judge(case) for case in date_cases()]
    return verdicts.count(None), len(verdicts)
