"""The day whose digest is due, and what goes in it."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.watch.digest import (
    Rhythm,
    alerts_left,
    digest_at,
    digest_due,
    group_by_topic,
    latest_digest,
)

PARIS = ZoneInfo("Europe/Paris")
HAVANA = ZoneInfo("America/Havana")  # its clocks change at midnight
NINE = 9 * 60
HALF_PAST_TWO = 150
MONDAY, TUESDAY = 0, 1
DAILY, WEEKLY = Rhythm.DAILY, Rhythm.WEEKLY


def local(text, fold=0, zone=PARIS):
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


def day(text):
    return date.fromisoformat(text)


def due(rhythm, last, now, weekday=MONDAY, minute=NINE, zone=PARIS):
    return digest_due(rhythm, weekday, minute, zone, last and day(last), now)


# 1 June 2026 is a Monday.
@pytest.mark.parametrize(
    ("rhythm", "last", "now", "expected"),
    [
        (DAILY, "2026-06-01", "2026-06-02T08:59", None),
        (DAILY, "2026-06-01", "2026-06-02T09:00", "2026-06-02"),
        (DAILY, "2026-06-02", "2026-06-02T09:01", None),
        (DAILY, "2026-06-02", "2026-06-02T23:59", None),
        (DAILY, "2026-06-01", "2026-06-05T12:00", "2026-06-05"),  # away: the latest only
        (DAILY, "2026-06-01", "2026-06-05T07:00", "2026-06-04"),
        (DAILY, "2026-06-09", "2026-06-05T12:00", None),  # the clock was set back
        (WEEKLY, "2026-05-25", "2026-06-01T08:59", None),
        (WEEKLY, "2026-05-25", "2026-06-01T09:00", "2026-06-01"),
        (WEEKLY, "2026-05-25", "2026-06-03T15:00", "2026-06-01"),
        (WEEKLY, "2026-06-01", "2026-06-07T23:59", None),
        (WEEKLY, "2026-05-04", "2026-06-03T15:00", "2026-06-01"),
        (Rhythm.NONE, "2026-05-04", "2026-06-03T15:00", None),
        (DAILY, None, "2026-06-03T08:00", None),  # a first digest is never late by a day
        (DAILY, None, "2026-06-03T15:00", "2026-06-03"),
        (WEEKLY, None, "2026-06-03T15:00", None),
        (WEEKLY, None, "2026-06-01T09:00", "2026-06-01"),
    ],
)
def test_a_digest_is_due_once_at_its_hour(rhythm, last, now, expected):
    assert due(rhythm, last, local(now)) == (expected and day(expected))


def test_whoever_turns_digests_on_gets_the_first_at_the_next_hour():
    now = local("2026-06-03T15:00")
    kept = latest_digest(DAILY, MONDAY, NINE, PARIS, now)
    assert digest_due(DAILY, MONDAY, NINE, PARIS, kept, now) is None
    assert due(DAILY, str(kept), local("2026-06-04T09:00")) == day("2026-06-04")


def test_an_hour_that_the_spring_clock_skips_comes_just_after():
    spring = day("2026-03-29")
    assert digest_at(spring, HALF_PAST_TWO, PARIS) == local("2026-03-29T03:30")
    assert due(DAILY, "2026-03-28", local("2026-03-29T01:59"), minute=HALF_PAST_TWO) is None
    assert due(DAILY, "2026-03-28", local("2026-03-29T03:30"), minute=HALF_PAST_TWO) == spring


def test_an_hour_shown_twice_in_autumn_gives_one_digest():
    autumn = day("2026-10-25")
    for fold in (0, 1):
        now = local("2026-10-25T02:30", fold)
        assert due(DAILY, "2026-10-24", now, minute=HALF_PAST_TWO) == autumn
        assert due(DAILY, "2026-10-25", now, minute=HALF_PAST_TWO) is None
    assert due(DAILY, "2026-10-24", local("2026-10-25T02:29"), minute=HALF_PAST_TWO) is None


@given(
    st.sampled_from([DAILY, WEEKLY]),
    st.integers(0, 6),
    st.integers(0, 1439),
    st.sampled_from([PARIS, HAVANA, UTC]),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)),  # noqa: DTZ001
    st.integers(5, 90),
)
def test_a_round_that_looks_often_sends_each_digest_once(
    rhythm, weekday, minute, zone, start, every
):
    now = start.replace(tzinfo=UTC)
    last = latest_digest(rhythm, weekday, minute, zone, now)
    sent = []
    for _ in range(30 * 24 * 60 // (every * 10)):
        now += timedelta(minutes=every * 10)
        found = digest_due(rhythm, weekday, minute, zone, last, now)
        if found is not None:
            assert digest_at(found, minute, zone) <= now
            sent.append(found)
            last = found
    step = timedelta(days=7 if rhythm is WEEKLY else 1)
    assert all(after - before == step for before, after in pairwise(sent))
    assert len(sent) >= 29 // step.days - 1
    if rhythm is WEEKLY:
        assert {found.weekday() for found in sent} == {weekday}


def test_stories_are_grouped_by_topic_in_the_guild_s_order():
    stories = [("a", 2), ("b", None), ("c", 1), ("d", 2), ("e", 99)]
    grouped = group_by_topic(stories, lambda story: story[1], [3, 2, 1])
    assert [(topic, [name for name, _ in found]) for topic, found in grouped] == [
        (2, ["a", "d"]),
        (1, ["c"]),
        (None, ["b", "e"]),
    ]


@pytest.mark.parametrize(
    ("published", "limit", "left"), [(0, 5, 5), (4, 5, 1), (5, 5, 0), (9, 5, 0), (0, 0, 0)]
)
def test_only_so_many_alerts_a_day_the_rest_waits_for_the_digest(published, limit, left):
    assert alerts_left(published, limit) == left
