"""When somebody is reminded of a loan, and when they are left alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.lending import LoanState
from domain.periods import Period, day_start
from domain.quiet import Quiet
from domain.reminders import (
    ReminderKind,
    borrower_reminder,
    day_before_at,
    is_still_true,
    nudge_due,
    slots,
)
from tests.domain.loan_cast import NOW, PARIS, at, days, loan

K = ReminderKind
S = LoanState
NIGHT = Quiet()
NEVER = Quiet(0, 0)
AFTERNOON = Period(at(7, 9), at(8, 16))


def out(period=AFTERNOON, since=None, **more):
    return loan(period, state=S.OUT, out_at=since or period.start, **more)


def due(it, now, quiet=NIGHT):
    return borrower_reminder(it, now, PARIS, quiet)


def slot(it, kind, quiet=NIGHT):
    return slots(it, PARIS, quiet)[kind]


def test_the_day_before_is_at_six_in_the_evening():
    assert day_before_at(out(), PARIS) == at(7, 18)


def test_the_day_before_the_last_day_counts_for_whole_days():
    assert day_before_at(out(days(7, 8)), PARIS) == at(7, 18)


def test_two_hours_before_is_two_hours_before():
    assert slot(out(), K.TWO_HOURS) == at(8, 14)


def test_what_precedes_the_due_time_is_said_before_the_night():
    assert slot(out(days(7, 9)), K.TWO_HOURS) == at(9, 20, 45)
    assert slot(out(Period(at(7, 9), at(9, 8))), K.TWO_HOURS) == at(8, 20, 45)


def test_what_follows_it_waits_for_the_morning():
    it = out(days(7, 8))  # due on Monday at midnight
    assert slot(it, K.LATE_1) == at(10, 8)
    assert slot(it, K.LATE_3) == at(12, 8)
    assert slot(it, K.LATE_7) == at(16, 8)


def test_lateness_is_counted_in_local_days_across_both_clock_changes():
    for last in (date(2026, 3, 28), date(2026, 10, 24)):
        end = datetime(last.year, last.month, last.day, 18, tzinfo=PARIS)
        it = out(Period(end - timedelta(days=1), end))
        assert [
            slot(it, kind).astimezone(PARIS).hour for kind in (K.LATE_1, K.LATE_3, K.LATE_7)
        ] == [18, 18, 18]


def test_the_evening_before_is_six_oclock_across_both_clock_changes():
    for sunday in (date(2026, 3, 29), date(2026, 10, 25)):
        it = out(Period.of_days(sunday - timedelta(days=2), sunday, PARIS))
        assert day_before_at(it, PARIS).astimezone(PARIS).hour == 18
        assert day_before_at(it, PARIS).astimezone(PARIS).date() == sunday - timedelta(days=1)


def test_a_loan_is_reminded_of_in_its_order():
    it = out()
    assert due(it, at(7, 17, 59)) is None
    assert due(it, at(7, 18)) is K.DAY_BEFORE
    assert due(it, at(8, 14)) is K.TWO_HOURS
    assert due(it, at(8, 17)) is None  # late by an hour: the next word comes tomorrow
    assert due(it, at(9, 16)) is K.LATE_1
    assert due(it, at(11, 16)) is K.LATE_3
    assert due(it, at(15, 16)) is K.LATE_7
    assert due(it, at(30, 16)) is K.LATE_7


def test_after_a_long_silence_only_the_latest_word_is_said():
    assert due(out(), at(12, 10)) is K.LATE_3


def test_nobody_is_written_to_at_night():
    assert due(out(), at(9, 23)) is None
    assert due(out(), at(10, 7, 59)) is None
    assert due(out(), at(10, 8)) is K.LATE_1


def test_who_has_no_quiet_hours_is_told_when_it_is_due():
    it = out(days(7, 8))
    assert due(it, at(8, 22), NEVER) is K.TWO_HOURS
    assert due(it, at(10, 0), NEVER) is K.LATE_1


@pytest.mark.parametrize("state", [s for s in S if s is not S.OUT])
def test_what_is_not_out_is_not_reminded_of(state):
    it = loan(AFTERNOON, state=state, out_at=at(7, 9))
    assert [due(it, now) for now in (at(7, 19), at(8, 15), at(9, 17))] == [None] * 3


def test_ones_own_dates_are_not_reminded_of():
    assert due(out(own=True), at(7, 19)) is None


def test_what_was_due_before_the_hand_over_is_not_said():
    evening = out(Period(at(7, 20), at(8, 16)))
    assert due(evening, at(7, 20, 30)) is None
    assert due(evening, at(8, 14)) is K.TWO_HOURS
    assert due(out(Period(at(8, 15), at(8, 16))), at(8, 15, 30)) is None


def test_two_words_on_one_evening_are_one():
    it = out(Period(at(7, 9), at(9, 9)))  # due at nine: two hours before is in the night
    assert due(it, at(8, 18)) is K.DAY_BEFORE
    assert due(it, at(8, 20, 50)) is K.DAY_BEFORE


def test_the_night_word_alone_is_kept_for_who_got_it_that_evening():
    it = out(Period(at(8, 19), at(9, 9)))
    assert due(it, at(8, 20, 45)) is K.TWO_HOURS


def test_an_extension_makes_what_was_said_untrue():
    it = out()
    assert is_still_true(K.DAY_BEFORE, it, at(8, 10))
    assert not is_still_true(K.DAY_BEFORE, it, at(8, 16))
    assert not is_still_true(K.LATE_1, it, at(8, 10))
    assert is_still_true(K.LATE_1, it, at(9, 16))


def test_an_owner_is_nudged_after_a_day_and_not_at_night():
    asked = loan(days(20), state=S.REQUESTED)  # asked for on Monday at ten
    assert not nudge_due(asked, NOW + timedelta(hours=23, minutes=59), PARIS, NIGHT)
    assert nudge_due(asked, NOW + timedelta(hours=24), PARIS, NIGHT)
    late_at_night = loan(days(20), state=S.REQUESTED, requested_at=at(2, 23))
    assert not nudge_due(late_at_night, at(3, 23, 30), PARIS, NIGHT)
    assert not nudge_due(late_at_night, at(4, 7, 59), PARIS, NIGHT)
    assert nudge_due(late_at_night, at(4, 8), PARIS, NIGHT)


@pytest.mark.parametrize("state", [s for s in S if s is not S.REQUESTED])
def test_nobody_is_nudged_about_what_is_answered(state):
    assert not nudge_due(loan(days(20), state=state), NOW + timedelta(days=3), PARIS, NIGHT)


minutes = st.integers(0, 1439)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=UTC, microsecond=0)
)


@given(minutes, minutes, instants)
def test_a_word_moved_out_of_the_quiet_hours_is_outside_and_on_the_right_side(start, end, moment):
    quiet = Quiet(start, end)
    before, after = quiet.before(moment, PARIS), quiet.after(moment, PARIS)
    assert before <= moment <= after
    assert after - moment <= timedelta(hours=25)
    assert moment - before <= timedelta(hours=25, minutes=15)
    assert not quiet.holds(after, PARIS) or _edge_falls_in_a_clock_change(after)


def _edge_falls_in_a_clock_change(moment):
    day = moment.astimezone(PARIS).date()
    return day_start(day + timedelta(days=1), PARIS) - day_start(day, PARIS) != timedelta(days=1)
