"""Is it free, why not, and when is it: the rules of a promise, apart from who asks it of whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.availability import (
    most_for,
    next_free,
    reasons_against,
    reasons_against_change,
    room_for,
    shortages,
    units_on_hand,
)
from domain.items import Askers, ItemState
from domain.lending import LoanState, Pieces
from domain.periods import DAY_MINUTES, Period
from tests.domain.loan_cast import INES, NOE, NOW, PARIS, ask, at, days, item, loan

S = LoanState


def keys(thing, loans, wanted, now=NOW):
    return [reason.key for reason in reasons_against(thing, loans, wanted, now, PARIS)]


def change_keys(thing, loans, it, period, quantity, now=NOW):
    found = reasons_against_change(thing, loans, it, period, quantity, now, PARIS)
    return [reason.key for reason in found]


def test_a_free_thing_meets_no_reason():
    assert keys(item(), [], ask(days(7))) == []


def test_the_day_after_a_loan_is_free():
    assert keys(item(), [loan(days(7))], ask(days(8))) == []


def test_the_same_day_is_not():
    [reason] = reasons_against(item(), [loan(days(7))], ask(days(7)), NOW, PARIS)
    assert (reason.key, reason.facts["available"], reason.facts["asked"]) == ("conflict", 0, 1)


def test_loans_that_do_not_meet_are_not_added_up():
    loans = [loan(days(7), 2), loan(days(9), 2, number=2)]
    assert keys(item(3), loans, ask(days(7, 9), 1)) == []
    assert keys(item(3), loans, ask(days(7, 9), 2)) == ["conflict"]


def test_a_request_takes_nothing_from_others():
    assert keys(item(), [loan(days(7), state=S.REQUESTED)], ask(days(7))) == []


def test_a_late_loan_blocks_everything_that_follows():
    out = loan(days(3), state=S.OUT, out_at=at(3, 9))
    assert keys(item(), [out], ask(days(20)), now=at(5, 9)) == ["conflict"]
    assert keys(item(), [out], ask(days(20)), now=at(3, 12)) == []


@pytest.mark.parametrize("gap", [120, DAY_MINUTES])
def test_the_gap_is_kept_before_a_loan_as_it_is_after(gap):
    thing = item(buffer=gap)
    loans = [loan(Period(at(10, 10), at(11, 10)))]
    after = at(11, 10) + timedelta(minutes=gap)
    before = at(10, 10) - timedelta(minutes=gap)
    quarter = timedelta(minutes=15)
    day = timedelta(days=1)
    assert keys(thing, loans, ask(Period(after, after + day))) == []
    assert keys(thing, loans, ask(Period(after - quarter, after + day))) == ["conflict"]
    assert keys(thing, loans, ask(Period(before - day, before))) == []
    assert keys(thing, loans, ask(Period(before - day, before + quarter))) == ["conflict"]


def test_the_owner_may_skip_the_gap_but_not_the_stock():
    thing, loans = item(buffer=DAY_MINUTES), [loan(days(7))]
    assert keys(thing, loans, ask(days(8), privileged=True)) == ["conflict"]
    assert keys(thing, loans, ask(days(8), privileged=True, skips_buffer=True)) == []
    assert keys(thing, loans, ask(days(7), privileged=True, skips_buffer=True)) == ["conflict"]


def test_a_refusal_says_when_only_the_gap_stands_in_the_way():
    thing = item(buffer=DAY_MINUTES)
    [by_gap] = reasons_against(thing, [loan(days(7))], ask(days(8)), NOW, PARIS)
    [by_loan] = reasons_against(thing, [loan(days(7))], ask(days(7)), NOW, PARIS)
    assert (by_gap.facts["only_gap"], by_loan.facts["only_gap"]) == (True, False)


def test_all_the_reasons_are_told_at_once():
    thing = item(
        2,
        notice=7 * DAY_MINUTES,
        longest=DAY_MINUTES,
        closed_on=frozenset({date(2026, 11, 5)}),
        units_per_borrower=1,
    )
    wanted = ask(days(4, 5), 2, INES)
    assert keys(thing, [loan(days(4))], wanted) == [
        "closed_end",
        "notice",
        "too_long",
        "quota",
        "conflict",
    ]


def test_rules_bind_others_and_not_the_owner():
    thing = item(notice=7 * DAY_MINUTES, longest=DAY_MINUTES, ahead=DAY_MINUTES)
    assert keys(thing, [], ask(days(4, 6))) == ["notice", "too_far", "too_long"]
    assert keys(thing, [], ask(days(4, 6), privileged=True)) == []


def test_yesterday_is_past_even_for_the_owner():
    assert keys(item(), [], ask(days(1), privileged=True)) == ["past"]


def test_what_came_back_this_morning_is_free_for_the_rest_of_the_day():
    back = loan(days(1, 3), state=S.RETURNED, returned_at=at(2, 9), pieces=Pieces(back=1))
    assert keys(item(), [back], ask(days(2)), now=at(2, 10)) == []
    assert keys(item(buffer=120), [back], ask(days(2)), now=at(2, 10)) == ["conflict"]
    assert keys(item(buffer=120), [back], ask(days(2)), now=at(2, 11)) == []


def test_today_is_not_past_nor_is_the_quarter_of_an_hour_that_runs():
    assert keys(item(), [], ask(days(2))) == []
    now = at(2, 10, 14)
    assert keys(item(), [], ask(Period(at(2, 10), at(2, 12))), now=now) == []
    assert keys(item(), [], ask(Period(at(2, 9, 45), at(2, 12))), now=now) == ["past"]


def test_whole_days_of_notice_are_counted_by_date():
    thing = item(notice=2 * DAY_MINUTES)
    assert keys(thing, [], ask(days(4)), now=at(2, 23, 59)) == []
    assert keys(thing, [], ask(days(3)), now=at(2, 0, 1)) == ["notice"]


def test_hours_of_notice_are_counted_by_the_clock():
    thing = item(notice=120)
    assert keys(thing, [], ask(Period(at(2, 12), at(2, 14)))) == []
    assert keys(thing, [], ask(Period(at(2, 11, 45), at(2, 14)))) == ["notice"]


def test_a_loan_of_the_longest_length_passes_and_one_minute_more_does_not():
    thing = item(longest=2 * DAY_MINUTES)
    assert keys(thing, [], ask(days(7, 8))) == []
    longer = Period(days(7).start, days(8).end + timedelta(minutes=1))
    assert keys(thing, [], ask(longer)) == ["too_long"]


def test_two_touching_loans_of_one_borrower_count_as_one():
    thing = item(2, longest=3 * DAY_MINUTES, no_chain=True)
    mine = [loan(days(7, 8), borrower=NOE)]
    assert keys(thing, mine, ask(days(9, 10))) == ["chain"]
    assert keys(thing, mine, ask(days(9))) == []
    assert keys(thing, mine, ask(days(10, 11))) == []
    assert keys(thing, mine, ask(days(9, 10), borrower=INES)) == []


def test_a_chain_is_seen_through_the_gap_that_the_item_keeps():
    thing = item(2, longest=3 * DAY_MINUTES, no_chain=True, buffer=DAY_MINUTES)
    mine = [loan(days(7, 8), borrower=NOE)]
    assert keys(thing, mine, ask(days(10, 11))) == ["chain"]


def test_a_quota_counts_what_is_asked_promised_and_out_but_not_what_is_back():
    thing = item(9, units_per_borrower=3)
    mine = [
        loan(days(7), state=S.REQUESTED, borrower=NOE),
        loan(days(8), 3, S.OUT, number=2, borrower=NOE, pieces=Pieces(back=2)),
        loan(days(3), 9, S.RETURNED, number=3, borrower=NOE, returned_at=at(3, 20)),
        loan(days(9), 9, S.REFUSED, number=4, borrower=NOE),
    ]
    assert keys(thing, mine, ask(days(20), 1)) == []
    [reason] = reasons_against(thing, mine, ask(days(20), 2), NOW, PARIS)
    assert (reason.key, reason.facts) == ("quota", {"most": 3, "held": 2})


def test_one_loan_takes_no_more_than_its_share_of_the_stock():
    thing = item(10, largest_share=50)
    assert keys(thing, [], ask(days(7), 5)) == []
    assert keys(thing, [], ask(days(7), 6)) == ["conflict"]
    assert keys(thing, [], ask(days(7), 10, privileged=True)) == []


def test_broken_units_are_not_lent():
    assert keys(item(3, out_of_order=1), [], ask(days(7), 3)) == ["conflict"]
    assert keys(item(3, out_of_order=1), [], ask(days(7), 2)) == []


def test_a_suspended_thing_is_for_its_owner_and_a_withdrawn_one_for_nobody():
    suspended = replace(item(), state=ItemState.SUSPENDED)
    withdrawn = replace(item(), state=ItemState.WITHDRAWN)
    assert keys(suspended, [], ask(days(7))) == ["suspended"]
    assert keys(suspended, [], ask(days(7), privileged=True)) == []
    assert keys(withdrawn, [], ask(days(7), privileged=True)) == ["withdrawn"]


def test_what_is_for_the_network_is_not_for_who_belongs_to_no_organisation():
    thing = item(askers=Askers.NETWORK)
    assert keys(thing, [], ask(days(7), in_network=False)) == ["network-only"]
    assert keys(thing, [], ask(days(7))) == []


def test_the_most_one_gets_is_bounded_by_stock_share_and_quota():
    thing = item(10, largest_share=50, units_per_borrower=4)
    mine = [loan(days(20), 1, borrower=NOE)]
    assert most_for(thing, mine, ask(days(7)), NOW, PARIS) == 3
    assert most_for(thing, mine, ask(days(7), borrower=INES), NOW, PARIS) == 4
    assert most_for(thing, [loan(days(7), 8)], ask(days(7)), NOW, PARIS) == 2
    assert most_for(thing, mine, ask(days(1)), NOW, PARIS) == 0


def test_a_promise_is_made_smaller_even_when_too_much_is_promised():
    broken = item(2, out_of_order=1)
    mine, other = loan(days(7, 9), 2), loan(days(7, 9), number=2)
    assert change_keys(broken, [mine, other], mine, days(7, 9), 1) == []
    assert change_keys(broken, [mine, other], mine, days(7, 8), 2) == []
    assert change_keys(broken, [mine, other], other, days(7, 9), 2) == ["conflict"]
    assert change_keys(item(2), [mine, other], mine, days(8, 9), 2) == []


def test_only_the_days_that_are_added_have_to_be_free():
    thing = item(2)
    mine = loan(days(7, 9), 2)
    crowd = [mine, loan(days(8), 1, number=2)]
    assert change_keys(thing, crowd, mine, days(7, 10), 2) == []
    taken = [mine, loan(days(10), 1, number=2)]
    assert change_keys(thing, taken, mine, days(7, 10), 2) == ["conflict"]


def test_a_half_returned_loan_is_extended_for_what_is_still_out():
    thing = item(4)
    out = loan(days(2, 3), 4, S.OUT, out_at=at(2, 9), pieces=Pieces(back=3))
    next_one = loan(days(4), 3, number=2)
    now = at(3, 9)
    assert change_keys(thing, [out, next_one], out, days(2, 4), 1, now) == []
    more = loan(days(4), 4, number=2)
    assert change_keys(thing, [out, more], out, days(2, 4), 1, now) == ["conflict"]


def test_the_next_free_period_is_the_first_that_would_be_accepted():
    loans = [loan(days(7, 8)), loan(days(10), number=2)]
    assert next_free(item(), loans, ask(days(7)), NOW, PARIS) == days(9)
    assert next_free(item(), loans, ask(days(7, 8)), NOW, PARIS) == days(11, 12)


def test_hours_stay_hours_and_days_stay_days():
    busy = [loan(Period(at(7, 10), at(7, 16)))]
    found = next_free(item(), busy, ask(Period(at(7, 9), at(7, 11))), NOW, PARIS)
    assert found == Period(at(7, 16), at(7, 18))
    assert next_free(item(), busy, ask(days(7)), NOW, PARIS) == days(8)


def test_another_day_is_proposed_at_the_same_hour():
    evening = ask(Period(at(7, 18), at(7, 20)))
    taken = [loan(days(7, 8))]
    assert next_free(item(), taken, evening, NOW, PARIS) == Period(at(9, 18), at(9, 20))
    assert next_free(item(), taken, evening, NOW, PARIS, any_hour=True) == Period(
        at(9, 0), at(9, 2)
    )
    night = [*taken, *(loan(Period(at(day, 17), at(day, 22)), number=day) for day in (9, 10))]
    assert next_free(item(), night, evening, NOW, PARIS) == Period(at(11, 18), at(11, 20))


def test_the_next_free_day_leaves_out_the_days_it_is_closed():
    thing = item(closed_on=frozenset({date(2026, 11, 8)}))
    assert next_free(thing, [loan(days(7))], ask(days(7)), NOW, PARIS) == days(9)


def test_the_next_free_period_keeps_whole_days_across_a_clock_change():
    weekend = Period.of_days(date(2026, 10, 24), date(2026, 10, 25), PARIS)
    now = at(2, 9) - timedelta(days=20)
    found = next_free(item(), [loan(weekend)], ask(weekend), now, PARIS)
    assert found == Period.of_days(date(2026, 10, 26), date(2026, 10, 27), PARIS)


def test_nothing_is_proposed_where_nothing_would_ever_pass():
    late = loan(days(1), state=S.OUT, out_at=at(1, 9))
    assert next_free(item(), [late], ask(days(7)), NOW, PARIS) is None
    assert next_free(item(), [], ask(days(7), 2), NOW, PARIS) is None
    assert next_free(item(longest=DAY_MINUTES), [], ask(days(7, 9)), NOW, PARIS) is None


def test_what_breakage_leaves_without_enough_units_is_named():
    loans = [loan(days(7, 8), 2), loan(days(8, 9), 1, number=2), loan(days(20), 2, number=3)]
    [short] = shortages(item(3, out_of_order=1), loans, NOW, PARIS)
    assert (short.start, short.missing, short.loans) == (days(8).start, 1, (1, 2))


def test_a_gap_that_is_missed_is_no_shortage():
    loans = [loan(days(7)), loan(days(8), number=2)]
    assert shortages(item(buffer=DAY_MINUTES), loans, NOW, PARIS) == []


def test_lateness_makes_a_shortage_of_the_promises_that_follow():
    late = loan(days(3), state=S.OUT, out_at=at(3, 9))
    promised = loan(days(7), number=2)
    [short] = shortages(item(), [late, promised], at(5, 9), PARIS)
    assert (short.start, short.loans) == (days(7).start, (1, 2))


periods = st.builds(
    lambda start, length: days(start, start + length), st.integers(3, 12), st.integers(0, 4)
)
crowds = st.lists(
    st.builds(
        lambda period, quantity, state: loan(period, quantity, state),
        periods,
        st.integers(1, 3),
        st.sampled_from([S.APPROVED, S.OUT, S.REQUESTED, S.CANCELLED]),
    ),
    max_size=6,
)


@given(crowds, periods, st.integers(1, 4), st.sampled_from([0, 60, DAY_MINUTES]))
def test_what_there_is_room_for_is_accepted_and_no_unit_more(crowd, period, quantity, gap):
    thing = item(4, buffer=gap)
    room = room_for(thing, crowd, period, NOW, PARIS)
    assert (keys(thing, crowd, ask(period, quantity)) == []) == (quantity <= room)


@given(crowds, periods, st.sampled_from([0, 60, DAY_MINUTES]))
def test_what_is_proposed_instead_is_accepted(crowd, period, gap):
    thing = item(4, buffer=gap)
    wanted = ask(period, 3)
    found = next_free(thing, crowd, wanted, NOW, PARIS)
    assert found is not None
    assert found.start >= period.start
    assert keys(thing, crowd, replace(wanted, period=found)) == []


@given(crowds, periods)
def test_what_is_on_hand_is_never_less_than_what_may_be_promised(crowd, period):
    thing = item(4, buffer=DAY_MINUTES)
    assert units_on_hand(thing, crowd, period, NOW, PARIS) >= room_for(
        thing, crowd, period, NOW, PARIS
    )
