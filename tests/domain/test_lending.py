"""A loan's states, what it takes of the stock in each, when it lapses, when it is late."""

from datetime import timedelta

import pytest

from domain.errors import Refused
from domain.items import Rules
from domain.lending import (
    LIVE,
    TRANSITIONS,
    LoanState,
    Pieces,
    came_back_on_time,
    check_pieces,
    next_state,
)
from domain.people import Act
from domain.periods import Use
from tests.domain.loan_cast import NOW, PARIS, at, days, loan

S = LoanState
MINUTE = timedelta(minutes=1)


def use(it, now=NOW, buffered=False, **rules):
    return it.use(Rules(**rules), now, PARIS, buffered=buffered)


@pytest.mark.parametrize("state", [S.REFUSED, S.CANCELLED, S.RETURNED])
@pytest.mark.parametrize("act", list(TRANSITIONS))
def test_what_is_over_stays_over(state, act):
    with pytest.raises(Refused, match="wrong-state"):
        next_state(loan(days(7), state=state), act)


@pytest.mark.parametrize("state", [S.REQUESTED, S.COUNTERED, S.REFUSED, S.CANCELLED, S.RETURNED])
def test_only_what_was_promised_is_handed_over(state):
    with pytest.raises(Refused, match="wrong-state"):
        next_state(loan(days(7), state=state), Act.HAND_OVER)


def test_a_promise_that_expired_may_turn_out_to_have_been_handed_over():
    promised = loan(days(7), state=S.EXPIRED, answered_at=at(3, 9))
    assert next_state(promised, Act.HAND_OVER) is S.OUT


def test_a_request_that_expired_unanswered_is_not_handed_over():
    with pytest.raises(Refused, match="wrong-state"):
        next_state(loan(days(7), state=S.EXPIRED), Act.HAND_OVER)


def test_an_offer_that_expired_is_not_handed_over():
    offered = loan(days(7), state=S.EXPIRED, offered=days(9), answered_at=at(3, 9))
    with pytest.raises(Refused, match="wrong-state"):
        next_state(offered, Act.HAND_OVER)


def test_what_is_out_is_no_longer_cancelled():
    with pytest.raises(Refused, match="wrong-state"):
        next_state(loan(days(7), state=S.OUT), Act.CANCEL)


@pytest.mark.parametrize("state", [S.REQUESTED, S.COUNTERED, S.REFUSED, S.CANCELLED, S.EXPIRED])
def test_what_is_not_promised_takes_nothing(state):
    assert use(loan(days(7), state=state)) is None


def test_a_promise_takes_its_units_for_its_period():
    period = days(7, 8)
    assert use(loan(period, 2)) == Use(period.start, period.end, 2)


def test_the_gap_after_a_loan_keeps_the_hour_when_it_is_counted_in_days():
    period = days(7, 8)
    assert use(loan(period), buffered=True, buffer=1440).until == days(9).end
    assert use(loan(period), buffered=False, buffer=1440).until == period.end


def test_a_late_loan_has_no_known_end():
    out = loan(days(7), 2, S.OUT, out_at=at(7, 9))
    assert use(out, at(7, 20)).until == days(7).end
    assert use(out, days(7).end).until is None


def test_what_was_handed_over_early_is_gone_from_that_moment():
    assert use(loan(days(7), state=S.OUT, out_at=at(5, 18)), at(6, 9)).start == at(5, 18)


def test_pieces_that_are_back_are_free_while_the_others_are_out():
    out = loan(days(7, 9), 5, S.OUT, out_at=at(7, 9), pieces=Pieces(back=2, lost=1))
    assert use(out, at(8, 9)).quantity == 2


def test_what_came_back_is_free_from_that_very_instant():
    back = loan(days(7, 9), 2, S.RETURNED, returned_at=at(8, 11), pieces=Pieces(back=2))
    assert use(back, at(8, 12)).until == at(8, 11)


def test_only_what_can_be_lent_again_keeps_its_gap_after_a_return():
    back = loan(days(7), 3, S.RETURNED, returned_at=at(7, 20), pieces=Pieces(back=2, broken=1))
    kept = use(back, at(7, 21), buffered=True, buffer=120)
    assert (kept.until, kept.quantity) == (at(7, 22), 2)


def test_a_request_holds_its_units_only_where_the_rules_say_so_and_for_so_long():
    asked = loan(days(7), state=S.REQUESTED)
    assert use(asked, hold_on_request=True).quantity == 1
    assert use(asked, NOW + 9 * MINUTE, hold_on_request=True, hold_for=10).quantity == 1
    assert use(asked, NOW + 10 * MINUTE, hold_on_request=True, hold_for=10) is None


@pytest.mark.parametrize(("minutes", "late"), [(14, False), (15, False), (16, True)])
def test_a_quarter_of_an_hour_is_still_on_time(minutes, late):
    end = at(7, 18)
    back = loan(days(7), state=S.RETURNED, returned_at=days(7).end + minutes * MINUTE)
    assert came_back_on_time(back) is not late
    assert loan(days(7), state=S.OUT).is_late(days(7).end + minutes * MINUTE) is late
    assert not loan(days(7), state=S.APPROVED).is_late(end + timedelta(days=9))


def test_a_request_lapses_at_its_start():
    assert loan(days(7), state=S.REQUESTED).lapses_at(Rules()) == days(7).start


def test_a_request_for_today_lapses_at_its_end():
    assert loan(days(2), state=S.REQUESTED).lapses_at(Rules()) == days(2).end


def test_a_request_that_holds_lapses_with_its_hold():
    rules = Rules(hold_on_request=True, hold_for=10)
    assert loan(days(7), state=S.REQUESTED).lapses_at(rules) == NOW + 10 * MINUTE


def test_a_promise_lapses_at_its_end():
    assert loan(days(7)).lapses_at(Rules()) == days(7).end


def test_an_offer_lapses_at_the_start_of_what_is_offered():
    offer = loan(days(7), state=S.COUNTERED, offered=days(9), answered_at=at(3, 9))
    assert offer.lapses_at(Rules()) == days(9).start


def test_an_offer_for_the_same_day_lapses_at_its_end():
    offer = loan(days(7), state=S.COUNTERED, offered=days(5), answered_at=at(5, 10))
    assert offer.lapses_at(Rules()) == days(5).end


def test_nothing_or_more_than_is_out_does_not_come_back():
    out = loan(days(7), 5, S.OUT)
    with pytest.raises(Refused, match="nothing-returned"):
        check_pieces(out, Pieces())
    with pytest.raises(Refused, match="too-many-returned"):
        check_pieces(out, Pieces(back=4, lost=2))
    check_pieces(out, Pieces(back=2, broken=2, lost=1))


def test_pieces_are_not_counted_below_zero():
    with pytest.raises(ValueError, match="zero"):
        Pieces(back=-1)


def test_live_states_are_those_that_lead_somewhere():
    leads = {state for steps in TRANSITIONS.values() for state in steps}
    assert leads - {S.EXPIRED} == set(LIVE)
