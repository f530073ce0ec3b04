"""The same phrases on other days: moved by weeks, and across both clock changes."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.errors import Refused
from domain.periods import Period
from domain.when import Reading, as_value, read
from tests.domain.date_cases import PARIS, REFERENCE, DateCase, date_cases, judge

# A phrase is relative when it names neither a month, nor a day number, nor figures of a date.
ABSOLUTE = re.compile(
    r"mars|d[eé]c|novembre|march|\d/\d|\d-\d\d-\d|\ble 5\b|\d.*\bto \d+$", re.IGNORECASE
)


def moved(case: DateCase, weeks: int) -> DateCase:
    def move(expected: str) -> str:
        return re.sub(
            r"\d{4}-\d\d-\d\d",
            lambda day: str(date.fromisoformat(day[0]) + timedelta(weeks=weeks)),
            expected,
        )

    end = case.end and move(case.end)
    return DateCase(case.phrase, case.language, move(case.start), end)


RELATIVE = [case for case in date_cases() if not ABSOLUTE.search(case.phrase)]
# 17 and 31 weeks later the next days hold the clock changes of March and of October.
WEEKS = (-60, -7, -4, 1, 5, 17, 18, 31, 47, 48, 52, 100)


def at(weeks: int) -> datetime:
    local = (REFERENCE + timedelta(weeks=weeks)).replace(tzinfo=None)
    return local.replace(tzinfo=PARIS)


@pytest.mark.skipif(not RELATIVE, reason="../shared/cases/dates is not here")
def test_the_relative_cases_are_most_of_them() -> None:
    assert len(RELATIVE) >= 38


@pytest.mark.parametrize("weeks", WEEKS)
def test_a_relative_phrase_moves_with_the_day_it_is_typed(weeks: int) -> None:
    verdicts = [judge(moved(case, weeks), at(weeks)) for case in RELATIVE]
    assert [verdict for verdict in verdicts if verdict] == []


@pytest.mark.parametrize("weeks", [weeks for weeks in WEEKS if weeks <= 15 and weeks >= -7])
def test_a_date_keeps_its_meaning_until_it_is_over(weeks: int) -> None:
    for case in date_cases():
        first = case.start.split("|")[0].split(" ")[0]
        if not ABSOLUTE.search(case.phrase) or case.phrase == "le 5":
            continue
        today = at(weeks).date()
        day = date.fromisoformat(first)
        if today <= day and (day - today).days < 365:
            assert judge(case, at(weeks)) is None


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def one(text: str, now: str, language: str = "fr") -> Reading:
    (found,) = read(text, paris(now), PARIS, language)
    return found


def test_a_day_of_the_spring_change_lasts_23_hours() -> None:
    assert one("dimanche", "2027-03-26T10:00").period.length == timedelta(hours=23)


def test_a_day_of_the_autumn_change_lasts_25_hours() -> None:
    assert one("dimanche", "2026-10-23T10:00").period.length == timedelta(hours=25)


def test_the_wall_clock_is_kept_across_a_change() -> None:
    found = one("samedi 18h pour 2 jours", "2027-03-26T10:00")
    assert found.period == Period(paris("2027-03-27T18:00"), paris("2027-03-29T18:00"))
    assert found.period.length == timedelta(hours=47)


def test_hours_are_elapsed_time_across_a_change() -> None:
    found = one("samedi 20h pour 12 h", "2027-03-26T10:00")
    assert found.period == Period(paris("2027-03-27T20:00"), paris("2027-03-28T09:00"))


def test_an_hour_that_the_autumn_clock_shows_twice_gives_both() -> None:
    first, second = read("dimanche 2h30", paris("2026-10-23T10:00"), PARIS, "fr")
    assert (first.note, second.note) == ("first-pass", "second-pass")
    assert second.period.start - first.period.start == timedelta(hours=1)


def test_a_doubled_end_gives_both() -> None:
    first, second = read("dimanche 1h-2h30", paris("2026-10-23T10:00"), PARIS, "fr")
    assert first.period.start == second.period.start
    assert second.period.end - first.period.end == timedelta(hours=1)


def test_both_doubled_hours_of_a_range_are_of_the_same_pass() -> None:
    found = read("dimanche 2h10-2h50", paris("2026-10-23T10:00"), PARIS, "fr")
    assert [reading.period.length for reading in found] == [timedelta(minutes=40)] * 2


def test_an_hour_that_the_spring_clock_skips_is_refused_with_its_neighbours() -> None:
    with pytest.raises(Refused) as refused:
        read("dimanche 2h30", paris("2027-03-26T10:00"), PARIS, "fr")
    facts = refused.value.facts
    assert refused.value.key == "date-missing-hour"
    assert facts["day"] == date(2027, 3, 28) and facts["hour"] == "02:30"
    assert facts["before"] == paris("2027-03-28T01:30")
    assert facts["after"] == paris("2027-03-28T03:30")


def test_a_day_whose_midnight_is_skipped_starts_where_the_clock_lands() -> None:
    santiago = ZoneInfo("America/Santiago")
    now = datetime(2026, 9, 4, 10, tzinfo=santiago)
    (found,) = read("dimanche", now, santiago, "fr")
    assert found.period.start.astimezone(santiago).time() == time(1)
    assert found.whole_days
    assert read(as_value(found, santiago), now, santiago)[0].period == found.period


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # « samedi prochain » has one meaning once the week's Saturday has come.
        ("2026-11-28T10:00", ["2026-12-05"]),
        ("2026-11-29T10:00", ["2026-12-05"]),
        ("2026-11-30T10:00", ["2026-12-05", "2026-12-12"]),
    ],
)
def test_next_saturday_is_asked_about_only_when_it_is_unsure(now: str, expected: list[str]) -> None:
    found = read("samedi prochain", paris(now), PARIS, "fr")
    assert [str(reading.period.first_day(PARIS)) for reading in found] == expected


def test_a_weekend_that_has_begun_is_what_is_left_of_it() -> None:
    found = one("ce week-end", "2026-11-29T10:00")
    assert found.period == Period.of_days(date(2026, 11, 29), date(2026, 11, 29), PARIS)


def test_an_evening_that_has_begun_starts_now() -> None:
    found = one("ce soir", "2026-11-25T20:40:30")
    assert found.period.start == paris("2026-11-25T20:41")


def test_an_hour_that_is_over_is_tomorrow_s() -> None:
    assert one("midi", "2026-11-25T15:00").period.start == paris("2026-11-26T12:00")


def test_a_late_start_without_an_end_lasts_two_hours() -> None:
    found = one("samedi 23h", "2026-11-25T10:00")
    assert not found.has_end and found.period.end == paris("2026-11-29T01:00")
