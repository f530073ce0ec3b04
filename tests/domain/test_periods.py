"""Half-open periods, local days, clock changes, and the peak of what is taken."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.periods import (
    DAY_MINUTES,
    Period,
    Use,
    add_span,
    exists,
    happens_twice,
    peak,
    utc,
)
from tests.domain.loan_cast import PARIS, at, days

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def test_a_loan_may_start_when_the_last_one_ends():
    assert not days(7).overlaps(days(8))
    assert not days(8).overlaps(days(7))


def test_one_shared_instant_is_an_overlap():
    assert Period(at(7, 10), at(7, 12)).overlaps(Period(at(7, 11, 59), at(7, 13)))


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(Refused, match="bad-period"):
        Period(at(8, 0), at(7, 0))


def test_an_empty_period_is_refused():
    with pytest.raises(Refused, match="bad-period"):
        Period(at(7, 10), at(7, 10))


def test_a_time_without_a_zone_is_no_instant():
    with pytest.raises(ValueError, match="time zone"):
        utc(datetime(2026, 11, 7, 10))  # noqa: DTZ001


def test_instants_are_compared_across_zones():
    tokyo = datetime(2026, 11, 7, 18, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert Period(tokyo, tokyo + timedelta(hours=1)).start == at(7, 10)


def test_whole_days_go_from_midnight_to_the_midnight_after():
    weekend = days(7, 8)
    assert weekend.start == datetime(2026, 11, 6, 23, tzinfo=UTC)
    assert weekend.end == datetime(2026, 11, 8, 23, tzinfo=UTC)
    assert weekend.is_whole_days(PARIS)
    assert (weekend.first_day(PARIS), weekend.last_day(PARIS)) == (
        date(2026, 11, 7),
        date(2026, 11, 8),
    )


def test_the_day_the_clocks_go_forward_has_twenty_three_hours():
    assert Period.of_days(SPRING, SPRING, PARIS).length == timedelta(hours=23)


def test_the_day_the_clocks_go_back_has_twenty_five_hours():
    assert Period.of_days(AUTUMN, AUTUMN, PARIS).length == timedelta(hours=25)


def test_whole_days_keep_the_hour_across_a_clock_change():
    before = datetime(2026, 10, 24, 18, tzinfo=PARIS)
    after = add_span(before, 7 * DAY_MINUTES, PARIS).astimezone(PARIS)
    assert (after.day, after.hour) == (31, 18)


def test_hours_are_elapsed_time_across_a_clock_change():
    before = datetime(2026, 10, 25, 1, tzinfo=PARIS)
    assert add_span(before, 240, PARIS) - utc(before) == timedelta(hours=4)
    assert add_span(before, 240, PARIS).astimezone(PARIS).hour == 4


def test_a_span_goes_back_as_it_went_forward():
    later = add_span(at(7, 18), 3 * DAY_MINUTES, PARIS)
    assert add_span(later, -3 * DAY_MINUTES, PARIS) == at(7, 18)


def test_half_past_two_is_not_on_the_clock_in_march_and_is_twice_in_october():
    assert not exists(datetime(2026, 3, 29, 2, 30, tzinfo=PARIS))
    assert happens_twice(datetime(2026, 10, 25, 2, 30, tzinfo=PARIS))
    assert not happens_twice(datetime(2026, 10, 26, 2, 30, tzinfo=PARIS))
    assert not happens_twice(datetime(2026, 3, 29, 2, 30, tzinfo=PARIS))


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        (days(7, 9), [days(1, 6), days(10, 20)]),
        (days(1, 9), [days(10, 20)]),
        (days(9, 30), [days(1, 8)]),
        (days(1, 20), []),
        (days(21, 22), [days(1, 20)]),
    ],
)
def test_what_is_left_of_a_period_is_what_the_other_does_not_cover(taken, left):
    assert days(1, 20).without(taken) == left


def test_two_uses_that_only_touch_are_never_taken_together():
    uses = [Use(at(7, 8), at(7, 12), 2), Use(at(7, 12), at(7, 18), 3)]
    assert peak(uses, at(7, 0), at(8, 0)) == 3


def test_what_is_taken_is_the_peak_and_not_the_sum():
    uses = [Use(at(7, 8), at(7, 10), 2), Use(at(7, 12), at(7, 14), 2), Use(at(7, 9), at(7, 13), 1)]
    assert peak(uses, at(7, 0), at(8, 0)) == 3


def test_a_use_without_an_end_takes_everything_after_it():
    assert peak([Use(at(7, 8), None, 2)], at(20, 0), at(21, 0)) == 2


def test_what_ends_as_the_period_starts_is_not_taken_in_it():
    assert peak([Use(at(6, 8), at(7, 0), 1)], at(7, 0), at(8, 0)) == 0


instants = st.integers(0, 40)
uses = st.lists(
    st.builds(
        lambda start, length, quantity: (start, start + length, quantity),
        instants,
        st.integers(1, 15),
        st.integers(1, 4),
    ),
    max_size=12,
)


@given(uses, instants, st.integers(1, 20))
def test_the_peak_is_what_counting_hour_by_hour_finds(taken, start, length):
    hour = timedelta(hours=1)
    base = at(7, 0)
    found = peak(
        [Use(base + s * hour, base + e * hour, q) for s, e, q in taken],
        base + start * hour,
        base + (start + length) * hour,
    )
    counted = (
        sum(q for s, e, q in taken if s <= instant < e) for instant in range(start, start + length)
    )
    assert found == max(counted, default=0)
