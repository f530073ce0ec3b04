"""The shared feeds, read: what others' suites assert, what our own study wrote."""

import pytest

from tests.feeds.watch_cases import (
    Case,
    cases,
    date_is_right,
    dates,
    judge_parse,
    judged_dates,
    judged_parse,
)
from tests.shown import shown


@pytest.mark.parametrize("case", cases("parse"), ids=lambda case: case["id"])
def test_a_shared_feed_is_read_as_expected(case: Case):
    assert judge_parse(case) == []


@pytest.mark.parametrize("written", dates(), ids=lambda written: written["date"])
def test_a_shared_date_is_read_as_expected(written: Case):
    assert date_is_right(written)


def test_every_shared_feed_and_date_was_there():
    passed, total = judged_parse()
    if not total:
        pytest.skip("../shared/cases/watch is not here")
    assert passed == total >= 65
    assert judged_dates() == (1, 1)
    shown("watch/parse", passed, total)
    shown("watch/dates", *judged_dates())
