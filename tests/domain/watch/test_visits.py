"""When a feed is visited again, and what is said when it no longer answers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.watch.visits import (
    Answer,
    Health,
    Notice,
    Outcome,
    after_visit,
    next_visit,
    notice,
    rhythm,
)

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
READ, FAILED = Answer(Outcome.READ), Answer(Outcome.FAILED)
N = Notice


def every(gap, count=20, last=timedelta()):
    return [NOW - last - gap * n for n in range(1, count + 1)]


def wait(answer, arrivals=(), failures=0, random=0.5):
    again = next_visit(arrivals, answer, Health(failures), NOW, lambda: random)
    assert again is not None
    return again - NOW


@pytest.mark.parametrize(
    ("arrivals", "expected"),
    [
        ((), HOUR),
        (every(5 * MINUTE), 15 * MINUTE),
        (every(HOUR), 15 * MINUTE),
        (every(12 * HOUR), 2 * HOUR),
        (every(DAY), 4 * HOUR),
        (every(7 * DAY), DAY),
        ([NOW - MINUTE], 15 * MINUTE),
        ([NOW - 365 * DAY], DAY),
        (every(HOUR, last=60 * DAY), 12 * HOUR + 10 * MINUTE),  # a busy feed gone quiet
        ([NOW + DAY, NOW + 2 * DAY], HOUR),  # dated in the future: says nothing
    ],
)
def test_a_feed_is_visited_according_to_how_often_something_arrives(arrivals, expected):
    assert abs(rhythm(arrivals, NOW) - expected) < MINUTE


def test_ten_articles_at_once_are_one_arrival():
    weekly = [week - n * MINUTE for week in every(7 * DAY, 4) for n in range(10)]
    assert rhythm(weekly, NOW) == DAY


@pytest.mark.parametrize(
    ("answer", "least", "most"),
    [
        (READ, 54 * MINUTE, 66 * MINUTE),
        (Answer(Outcome.UNCHANGED), 54 * MINUTE, 66 * MINUTE),
        (Answer(Outcome.READ, max_age=14_400), 4 * HOUR, 4 * HOUR),
        (Answer(Outcome.READ, max_age=60), 54 * MINUTE, 66 * MINUTE),
        (Answer(Outcome.READ, max_age=10**12), DAY, DAY),
        (Answer(Outcome.READ, max_age=-5, ttl=-5), 54 * MINUTE, 66 * MINUTE),
        (Answer(Outcome.READ, ttl=180), 3 * HOUR, 3 * HOUR),
        (Answer(Outcome.READ, ttl=10**9), DAY, DAY),
        (Answer(Outcome.READ, max_age=7200, ttl=180), 3 * HOUR, 3 * HOUR),
        (Answer(Outcome.READ, retry_after=30 * 3600), 30 * HOUR, 30 * HOUR),
        (Answer(Outcome.BUSY, retry_after=7200), 2 * HOUR, 2 * HOUR),
        (Answer(Outcome.BUSY, retry_after=10**9), 48 * HOUR, 48 * HOUR),
        (Answer(Outcome.BUSY, retry_after=1), 10 * MINUTE, 10 * MINUTE),
    ],
)
@pytest.mark.parametrize("random", [0, 0.5, 0.999])
def test_what_the_server_asks_is_heeded_within_bounds(answer, least, most, random):
    assert least <= wait(answer, failures=int(answer.failed), random=random) <= most


def test_feeds_that_fail_are_left_alone_longer_and_longer():
    waits = [wait(FAILED, failures=n, random=1) / MINUTE for n in range(1, 10)]
    assert waits == [10, 20, 40, 80, 160, 320, 640, 720, 720]


def test_two_feeds_added_together_do_not_come_back_together():
    assert wait(READ, random=0) != wait(READ, random=0.9)
    assert wait(FAILED, failures=3, random=0) != wait(FAILED, failures=3, random=0.9)


answers = st.builds(
    Answer,
    st.sampled_from([it for it in Outcome if it is not Outcome.GONE]),
    *[st.none() | st.integers(-(10**12), 10**12)] * 3,
)
moments = st.integers(-10_000, 5_000).map(lambda days: NOW + days * DAY / 7)


@given(answers, st.lists(moments, max_size=40), st.integers(0, 10**6), st.floats(0, 1))
def test_a_visit_is_never_sooner_than_ten_minutes_nor_later_than_two_days(
    answer, arrivals, failures, random
):
    found = wait(answer, arrivals, failures, random)
    assert 10 * MINUTE <= found <= 48 * HOUR
    if not answer.retry_after or answer.retry_after < 0:
        assert found <= DAY


def live(outcomes, start=NOW, look_every=HOUR / 4, random=0.5):
    """The notices of a feed that answers so, visit after visit, looked at regularly between."""
    health, now, told = Health(), start, []
    for outcome in outcomes:
        answer = Answer(outcome)
        health, said = after_visit(health, answer, now)
        told.append(said)
        again = next_visit((), answer, health, now, lambda: random)
        if again is None:
            break
        while now < again:
            health, said = notice(health, now)
            told.append(said)
            now += look_every
        now = again
    return [said for said in told if said is not N.NONE]


@pytest.mark.parametrize("random", [0, 0.5, 1])
def test_eight_errors_and_a_return_give_one_notice_and_one_recovery(random):
    outcomes = [Outcome.FAILED] * 8 + [Outcome.READ] * 3
    assert live(outcomes, random=random) == [N.FAILING, N.RECOVERED]


def test_a_short_failure_is_not_told_nor_its_end():
    assert live([Outcome.READ] + [Outcome.FAILED] * 5 + [Outcome.READ]) == []


def test_a_feed_that_fails_for_a_month_is_told_once_and_visited_for_ever():
    assert live([Outcome.FAILED] * 70) == [N.FAILING]
    assert live([Outcome.BUSY] * 70 + [Outcome.UNCHANGED]) == [N.FAILING, N.RECOVERED]


def test_a_feed_that_fails_again_is_told_again():
    bad_day = [Outcome.FAILED] * 9 + [Outcome.READ]
    assert live(bad_day * 2) == [N.FAILING, N.RECOVERED] * 2


def test_a_bad_certificate_is_told_at_once_and_once():
    assert live([Outcome.UNTRUSTED] * 30 + [Outcome.READ]) == [N.UNTRUSTED, N.RECOVERED]


def test_a_feed_that_is_gone_is_told_at_once_and_left_alone():
    assert live([Outcome.GONE, Outcome.READ]) == [N.GONE]
    assert next_visit((), Answer(Outcome.GONE), Health(1), NOW, lambda: 0.5) is None


def test_a_feed_that_is_gone_is_told_even_after_its_failure_was():
    assert live([Outcome.FAILED] * 12 + [Outcome.GONE]) == [N.FAILING, N.GONE]


def test_a_bot_that_was_away_does_not_call_it_a_failure():
    health, _ = after_visit(Health(), FAILED, NOW)
    assert notice(health, NOW + 3 * DAY) == (health, N.NONE)


def test_a_new_address_is_proposed_once():
    moved = Answer(Outcome.READ, moved_to="https://new.example/feed")
    health, said = after_visit(Health(), moved, NOW)
    assert said is N.MOVED
    for answer in (moved, READ, moved):
        health, said = after_visit(health, answer, NOW)
        assert said is N.NONE
    elsewhere = Answer(Outcome.UNCHANGED, moved_to="https://other.example/feed")
    assert after_visit(health, elsewhere, NOW)[1] is N.MOVED


def test_a_feed_back_at_a_new_address_is_back_first_and_moved_next():
    moved = Answer(Outcome.READ, moved_to="https://new.example/feed")
    health, said = after_visit(Health(9, NOW - 2 * DAY, True), moved, NOW)
    assert said is N.RECOVERED
    assert after_visit(health, moved, NOW)[1] is N.MOVED
