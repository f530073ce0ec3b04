"""Dates as people type them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.errors import Refused
from domain.when import Reading, read
from tests.domain import when_phrases_more as more
from tests.domain.date_cases import PARIS, REFERENCE, DateCase, date_cases, judge, run_date_cases
from tests.domain.when_phrases import ENGLISH, FRENCH
from tests.shown import shown as note


def instant(text: str) -> tuple[datetime, bool]:
    """A point in the notation of when_phrases, in UTC, and whether it has an hour."""
    day, _, hour = text.strip().partition(" ")
    prefix = {2: "2026-11-", 5: "2026-"}.get(len(day), "")
    moment = datetime.combine(
        date.fromisoformat(prefix + day), time.fromisoformat(hour) if hour else time(), PARIS
    )
    return moment.astimezone(UTC), bool(hour)


def shown(reading: Reading) -> tuple[datetime, datetime | None]:
    """What a person is told: the start, and the end when there is one."""
    return reading.period.start, reading.period.end if reading.has_end else None


def meaning(expected: str) -> tuple[datetime, datetime | None]:
    if expected.endswith("+"):
        return instant(expected[:-1])[0], None
    first, _, last = expected.partition("..")
    start, timed = instant(first)
    if not last and timed:
        return start, None
    end, ends_timed = instant(last or first)
    return start, end if ends_timed else _next_midnight(end)


def _next_midnight(day: datetime) -> datetime:
    local = day.astimezone(PARIS).date() + timedelta(days=1)
    return datetime.combine(local, time(), PARIS).astimezone(UTC)


def outcome(text: str, language: str) -> object:
    try:
        return [shown(found) for found in read(text, REFERENCE, PARIS, language)]
    except Refused as refused:
        return "!" + refused.key


@pytest.mark.parametrize(
    ("text", "expected", "language"),
    [(t, e, "fr") for t, e in {**FRENCH, **more.FRENCH}.items()]
    + [(t, e, "en") for t, e in {**ENGLISH, **more.ENGLISH}.items()],
)
def test_a_phrase_means_what_members_mean_by_it(text: str, expected: str, language: str) -> None:
    wanted: object = expected
    if not expected.startswith("!"):
        wanted = [meaning(part) for part in expected.split(" | ")]
    assert outcome(text, language) == wanted


@pytest.mark.parametrize("case", date_cases(), ids=lambda case: case.phrase)
def test_a_shared_phrase_is_read_as_expected(case: DateCase) -> None:
    assert judge(case) is None


def test_all_sixty_shared_phrases_are_read() -> None:
    passed, total = run_date_cases()
    if not total:
        pytest.skip("../shared/cases/dates is not here")
    note("dates", passed, total)
    assert passed == total >= 60
