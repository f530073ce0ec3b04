"""Asking, answering, promising, handing over: who gets the thing, who is told, what is refused."""

import asyncio
from datetime import timedelta

import pytest

from domain.items import Approval, Askers
from domain.lending import LoanState
from domain.periods import DAY_MINUTES, Period
from services.lending import Wish
from tests.cast import INES, KARIM, LEA, NOE
from tests.services.lending_play import (
    CHANNEL,
    Play,
    days,
    hours,
    ines,
    karim,
    lea,
    maud,
    moment,
    noe,
    reason_keys,
    reasons,
    refusal,
    refusal_key,
)

S = LoanState


async def test_a_request_is_posted_and_the_owners_people_are_told(play: Play):
    item = await play.share()
    loan = await play.ask(ines, item, days(7, 8), project="Concert de soutien")
    assert (loan.state, loan.project) == (S.REQUESTED, "Concert de soutien")
    assert await play.stage.owed() == [
        ("loan_requested", CHANNEL, None),
        ("loan_asked", None, LEA.user_id),
        ("loan_asked", None, KARIM.user_id),
    ]


async def test_an_accepted_request_is_a_promise_and_the_borrower_is_told(play: Play):
    item = await play.share()
    loan = await play.promise(ines, item, days(7, 8))
    assert loan.state is S.APPROVED
    assert await play.told("loan_approved") == [INES.user_id]
    assert await play.free(item, days(8)) == 0
    assert await play.free(item, days(9)) == 1


async def test_the_same_request_again_is_the_same_request(play: Play):
    """S02."""
    item = await play.share()
    first = await play.ask(ines, item, days(7, 8))
    again = await play.ask(ines, item, days(7, 8))
    assert again == first
    assert len(await play.stage.owed()) == 3
    other = await play.ask(noe, item, days(7, 8))
    assert other.number != first.number


async def test_an_interaction_that_comes_twice_has_one_effect(play: Play):
    item = await play.share()
    asked = await play.ask(ines, item, days(7, 8))
    await play.stage.lending.approve(lea, asked.number, interaction_id=5)
    again = play.stage.lending.approve(lea, asked.number, interaction_id=5)
    assert await refusal_key(again) == "already-done"
    assert await play.told("loan_approved") == [INES.user_id]


async def test_an_interaction_that_was_refused_may_come_again(play: Play):
    item = await play.share()
    wish = Wish(item, days(7), 5)
    for _ in range(2):
        assert await reason_keys(play.stage.lending.request(ines, wish, interaction_id=6)) == [
            "conflict"
        ]


async def test_of_two_requests_for_one_slot_only_one_is_promised(play: Play):
    """S39: the second is told why, and when it is free."""
    item = await play.share()
    first = await play.ask(ines, item, days(7, 8))
    second = await play.ask(noe, item, days(8, 9))
    await play.stage.lending.approve(lea, first.number)
    refused = await refusal(play.stage.lending.approve(lea, second.number))
    assert [reason.key for reason in refused.facts["reasons"]] == ["conflict"]
    assert refused.facts["next_free"] == days(9, 10)
    assert (await play.loan(second.number)).state is S.REQUESTED


async def test_two_approvals_at_the_same_instant_make_one_promise(play: Play):
    """S34, S46."""
    item = await play.share()
    numbers = [(await play.ask(who, item, days(7))).number for who in (ines, noe)]
    answers = await asyncio.gather(
        *(
            play.stage.lending.approve(who, number)
            for who, number in zip((lea, karim), numbers, strict=True)
        ),
        return_exceptions=True,
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Loan", "Refused"]


async def test_one_request_approved_twice_at_the_same_instant_is_answered_once(play: Play):
    item = await play.share(2)
    asked = await play.ask(ines, item, days(7))
    answers = await asyncio.gather(
        *(play.stage.lending.approve(who, asked.number) for who in (lea, karim)),
        return_exceptions=True,
    )
    outcomes = sorted(getattr(each, "key", "promised") for each in answers)
    assert outcomes == ["promised", "wrong-state"]
    assert await play.told("loan_approved") == [INES.user_id]


async def test_cancel_and_hand_over_at_the_same_instant_have_one_winner(play: Play):
    """S20."""
    item = await play.share()
    promised = await play.promise(ines, item, days(2))
    answers = await asyncio.gather(
        play.stage.lending.cancel(ines, promised.number),
        play.stage.lending.hand_over(lea, promised.number),
        return_exceptions=True,
    )
    refused = [each for each in answers if isinstance(each, Exception)]
    assert [getattr(each, "key", None) for each in refused] == ["wrong-state"]
    assert (await play.loan(promised.number)).state in (S.CANCELLED, S.OUT)


async def test_two_things_asked_for_at_the_same_instant_are_both_kept(play: Play):
    """S48, S49."""
    first, second = await play.share(name="Console"), await play.share(name="Praticables")
    loans = await asyncio.gather(play.ask(ines, first, days(7)), play.ask(noe, second, days(8, 9)))
    kept = [await play.loan(loan.number) for loan in loans]
    assert [(loan.item, loan.period) for loan in kept] == [(first, days(7)), (second, days(8, 9))]


async def test_cancelling_twice_tells_nobody_twice(play: Play):
    """S04."""
    item = await play.share()
    promised = await play.promise(ines, item, days(7))
    await play.stage.lending.cancel(ines, promised.number)
    refused = await refusal(play.stage.lending.cancel(ines, promised.number))
    assert (refused.key, refused.facts["state"]) == ("wrong-state", "cancelled")
    assert await play.told("loan_cancelled") == [LEA.user_id, KARIM.user_id]
    assert await play.free(item, days(7)) == 1


async def test_a_loan_that_is_over_is_not_cancelled(scene: Play):
    """S05."""
    item = await scene.share()
    promised = await scene.promise(ines, item, days(7))
    await scene.tick(moment(8, 9))
    assert await refusal_key(scene.stage.lending.cancel(ines, promised.number)) == "wrong-state"


async def test_the_owners_people_ask_nobody(scene: Play):
    """S12."""
    item = await scene.share(notice=7 * DAY_MINUTES)
    loan = await scene.ask(karim, item, days(3))
    assert loan.state is S.APPROVED
    assert await scene.told("loan_granted") == [LEA.user_id]


async def test_the_network_gets_an_automatic_thing_at_once_and_others_ask(scene: Play):
    item = await scene.share(2, approval=Approval.AUTOMATIC)
    assert (await scene.ask(ines, item, days(7))).state is S.APPROVED
    assert (await scene.ask(noe, item, days(7))).state is S.REQUESTED


async def test_a_thing_for_the_network_is_refused_to_others(scene: Play):
    item = await scene.share(askers=Askers.NETWORK)
    assert await reason_keys(scene.ask(noe, item, days(7))) == ["network-only"]
    assert (await scene.ask(ines, item, days(7))).state is S.REQUESTED


async def test_a_refusal_says_how_many_are_left(scene: Play):
    """S21, S47."""
    item = await scene.share(3)
    await scene.promise(ines, item, days(7), 2)
    [reason] = await reasons(scene.ask(noe, item, days(7), 2))
    assert (reason.facts["available"], reason.facts["asked"], reason.facts["stock"]) == (1, 2, 3)
    assert (await scene.ask(noe, item, days(7), 1)).state is S.REQUESTED


async def test_a_refused_request_says_why_and_a_word_is_needed_for_it(scene: Play):
    item = await scene.share()
    asked = await scene.ask(ines, item, days(7))
    assert await refusal_key(scene.stage.lending.refuse(lea, asked.number, "  ")) == (
        "reason-missing"
    )
    refused = await scene.stage.lending.refuse(lea, asked.number, "En réparation")
    assert (refused.state, refused.reason) == (S.REFUSED, "En réparation")
    assert await scene.told("loan_refused") == [INES.user_id]


async def test_other_dates_are_offered_and_taken(play: Play):
    item = await play.share()
    await play.promise(noe, item, days(7))
    asked = await play.ask(ines, item, days(8, 9))
    assert await reason_keys(play.stage.lending.counter(lea, asked.number, days(7, 8))) == [
        "conflict"
    ]
    offered = await play.stage.lending.counter(lea, asked.number, days(14, 15))
    assert (offered.state, offered.offered) == (S.COUNTERED, days(14, 15))
    taken = await play.stage.lending.accept_offer(ines, asked.number)
    assert (taken.state, taken.period, taken.first_due) == (
        S.APPROVED,
        days(14, 15),
        days(14, 15).end,
    )
    assert await play.told("loan_offer_accepted") == [LEA.user_id, KARIM.user_id]


async def test_an_offer_that_somebody_else_got_meanwhile_is_gone(play: Play):
    item = await play.share()
    asked = await play.ask(ines, item, days(8))
    await play.stage.lending.counter(lea, asked.number, days(14))
    await play.promise(noe, item, days(14))
    assert await reason_keys(play.stage.lending.accept_offer(ines, asked.number)) == ["conflict"]


async def test_an_offer_for_today_can_still_be_taken_today(scene: Play):
    item = await scene.share()
    asked = await scene.ask(ines, item, days(8))
    scene.clock.set(moment(4, 10))
    await scene.stage.lending.counter(lea, asked.number, days(4))
    await scene.tick()
    assert (await scene.stage.lending.accept_offer(ines, asked.number)).state is S.APPROVED


async def test_an_offer_whose_days_have_begun_is_no_longer_taken(scene: Play):
    item = await scene.share()
    asked = await scene.ask(ines, item, days(8))
    await scene.stage.lending.counter(lea, asked.number, days(14))
    scene.clock.set(moment(14, 0, 1))
    assert await refusal_key(scene.stage.lending.accept_offer(ines, asked.number)) == (
        "request-lapsed"
    )


async def test_a_request_that_holds_keeps_others_out_until_it_lapses(scene: Play):
    """S01."""
    item = await scene.share(hold_on_request=True, hold_for=10)
    first = await scene.ask(ines, item, days(7))
    scene.clock.advance(minutes=9)
    assert await reason_keys(scene.ask(noe, item, days(7))) == ["conflict"]
    scene.clock.advance(minutes=2)
    assert (await scene.ask(noe, item, days(7))).state is S.REQUESTED
    scene.clock.advance(minutes=1)
    assert await refusal_key(scene.stage.lending.approve(lea, first.number)) == "request-lapsed"


async def test_a_member_asks_for_no_more_than_the_items_quota(scene: Play):
    item = await scene.share(9, units_per_borrower=2)
    await scene.ask(ines, item, days(7), 2)
    [reason] = await reasons(scene.ask(ines, item, days(20), 1))
    assert (reason.key, reason.facts) == ("quota", {"most": 2, "held": 2})
    assert (await scene.ask(noe, item, days(7), 2)).state is S.REQUESTED


async def test_a_quota_is_the_organisations_whoever_asks_for_it(scene: Play):
    item = await scene.share(9, owner=ines, organisation=scene.bruit, units_per_borrower=2)
    await scene.ask(lea, item, days(7), 2, organisation=scene.clou)
    assert await reason_keys(scene.ask(karim, item, days(20), organisation=scene.clou)) == ["quota"]
    assert (await scene.ask(karim, item, days(20), organisation=0)).state is S.REQUESTED


async def test_two_loans_in_a_row_are_too_long_together(scene: Play):
    item = await scene.share(2, longest=3 * DAY_MINUTES, no_chain=True)
    await scene.promise(ines, item, days(7, 8))
    assert await reason_keys(scene.ask(ines, item, days(9, 10))) == ["chain"]


async def test_an_extension_is_no_chain(scene: Play):
    """S26."""
    item = await scene.share(longest=3 * DAY_MINUTES, no_chain=True)
    loan = await scene.lend(ines, item, days(7, 8))
    extended = await scene.stage.lending.extend(lea, loan.number, days(12).end)
    assert extended.period == days(7, 12)


async def test_a_suspended_thing_takes_no_request_but_keeps_its_promises(scene: Play):
    item = await scene.share()
    promised = await scene.promise(ines, item, days(7))
    await scene.stage.items.suspend(lea, item)
    assert await reason_keys(scene.ask(noe, item, days(20))) == ["suspended"]
    assert (await scene.ask(lea, item, days(20))).state is S.APPROVED
    assert (await scene.stage.lending.hand_over(lea, promised.number)).state is S.OUT


async def test_a_thing_that_is_promised_is_not_withdrawn(scene: Play):
    item = await scene.share()
    promised = await scene.promise(ines, item, days(7))
    refused = await refusal(scene.stage.items.withdraw(lea, item))
    assert (refused.key, refused.facts["loans"]) == ("item-in-use", [promised.number])
    await scene.stage.lending.cancel(ines, promised.number)
    await scene.stage.items.withdraw(lea, item)
    assert await reason_keys(scene.ask(noe, item, days(20))) == ["withdrawn"]


async def test_past_and_unreadable_wishes_write_nothing(scene: Play):
    """S51."""
    item = await scene.share()
    assert await reason_keys(scene.ask(ines, item, days(1))) == ["past"]
    for quantity in (0, -1, 10_000):
        assert await refusal_key(scene.ask(ines, item, days(7), quantity)) == "bad-quantity"
    assert await refusal_key(scene.ask(ines, 99, days(7))) == "item-unknown"
    assert await scene.stage.owed() == []
    assert await scene.journal() == []


async def test_the_first_request_chooses_the_channel_where_there_is_none(scene: Play):
    item = await scene.share()
    async with scene.stage.db.writing() as conn:
        await conn.exec_driver_sql("DELETE FROM setting WHERE key = 'lending.channel'")
    await scene.stage.lending.request(noe, Wish(item, days(7)), channel_id=4242)
    assert ("loan_requested", 4242, None) in await scene.stage.owed()


# Dates of one's own


async def test_an_owners_own_dates_are_kept_from_others(play: Play):
    item = await play.share(2)
    own = await play.stage.lending.reserve(lea, Wish(item, days(7, 8), 2))
    assert (own.state, own.own) == (S.APPROVED, True)
    assert await reason_keys(play.ask(ines, item, days(8))) == ["conflict"]
    assert await play.stage.owed() == []


async def test_an_owner_does_not_take_back_what_is_promised_by_reserving_it(scene: Play):
    item = await scene.share()
    await scene.promise(ines, item, days(7))
    assert await reason_keys(scene.stage.lending.reserve(lea, Wish(item, days(7)))) == ["conflict"]


async def test_only_the_owners_people_reserve(scene: Play):
    item = await scene.share()
    assert await refusal_key(scene.stage.lending.reserve(ines, Wish(item, days(7)))) == (
        "not-allowed"
    )


async def test_the_gap_may_be_skipped_by_the_owner_and_the_journal_says_so(play: Play):
    item = await play.share(buffer=DAY_MINUTES)
    await play.promise(ines, item, days(7))
    scene_ask = play.stage.lending.reserve(lea, Wish(item, days(8)))
    assert await reason_keys(scene_ask) == ["conflict"]
    await play.stage.lending.reserve(lea, Wish(item, days(8)), skips_buffer=True)
    assert (await play.journal())[-1] == 'reserve {"state":"approved","skips_buffer":true}'


async def test_a_request_in_the_gap_is_accepted_only_on_the_owners_word(scene: Play):
    item = await scene.share(buffer=DAY_MINUTES)
    asked = await scene.ask(noe, item, days(8))
    await scene.promise(ines, item, days(7))
    assert await reason_keys(scene.stage.lending.approve(lea, asked.number)) == ["conflict"]
    await scene.stage.lending.approve(lea, asked.number, skips_buffer=True)
    assert (await scene.journal())[-1] == 'approve {"state":"approved","skips_buffer":true}'


# Other dates, other quantities


async def test_a_later_end_waits_for_the_owners_word(play: Play):
    item = await play.share()
    loan = await play.lend(ines, item, days(7, 8))
    asked = await play.stage.lending.extend(ines, loan.number, days(9).end)
    assert (asked.period, asked.asked_end) == (days(7, 8), days(9).end)
    assert await play.told("loan_extension_asked") == [LEA.user_id, KARIM.user_id]
    granted = await play.stage.lending.grant_extension(lea, loan.number)
    assert (granted.period, granted.asked_end, granted.first_due) == (
        days(7, 9),
        None,
        days(7, 8).end,
    )
    assert await play.told("loan_extended") == [INES.user_id, KARIM.user_id]


async def test_a_refused_extension_leaves_the_end_where_it_was(scene: Play):
    item = await scene.share()
    loan = await scene.lend(ines, item, days(7, 8))
    await scene.stage.lending.extend(ines, loan.number, days(9).end)
    denied = await scene.stage.lending.deny_extension(lea, loan.number)
    assert (denied.period, denied.asked_end) == (days(7, 8), None)
    assert await scene.told("loan_extension_denied") == [INES.user_id]
    assert await refusal_key(scene.stage.lending.grant_extension(lea, loan.number)) == (
        "card-changed"
    )


async def test_an_extension_over_somebody_elses_promise_is_refused(scene: Play):
    item = await scene.share()
    loan = await scene.lend(ines, item, days(7, 8))
    await scene.promise(noe, item, days(10))
    assert await reason_keys(scene.stage.lending.extend(ines, loan.number, days(10).end)) == [
        "conflict"
    ]
    await scene.stage.lending.extend(ines, loan.number, days(9).end)
    await scene.promise(noe, item, days(9))
    assert await reason_keys(scene.stage.lending.grant_extension(lea, loan.number)) == ["conflict"]


async def test_the_owner_and_an_automatic_thing_extend_at_once(scene: Play):
    item = await scene.share(approval=Approval.AUTOMATIC, longest=3 * DAY_MINUTES)
    loan = await scene.ask(ines, item, days(7, 8))
    await scene.stage.lending.hand_over(lea, loan.number)
    extended = await scene.stage.lending.extend(ines, loan.number, days(9).end)
    assert extended.period == days(7, 9)
    asked = await scene.stage.lending.extend(ines, loan.number, days(12).end)
    assert (asked.period, asked.asked_end) == (days(7, 9), days(12).end)
    by_owner = await scene.stage.lending.extend(lea, loan.number, days(11).end)
    assert (by_owner.period, by_owner.asked_end) == (days(7, 11), None)


async def test_a_late_loan_is_on_time_again_once_extended(play: Play):
    """S17: and while it is late, nothing that follows is free."""
    item = await play.share()
    loan = await play.lend(ines, item, days(7, 8))
    play.clock.set(moment(9, 12))
    assert (await play.loan(loan.number)).is_late(play.clock())
    assert await play.free(item, days(20)) == 0
    assert await refusal_key(play.stage.lending.extend(lea, loan.number, moment(9, 11))) == (
        "end-past"
    )
    extended = await play.stage.lending.extend(lea, loan.number, days(10).end)
    assert not extended.is_late(play.clock())
    assert await play.free(item, days(20)) == 1


async def test_an_extension_granted_after_its_own_end_is_refused(scene: Play):
    item = await scene.share()
    loan = await scene.lend(ines, item, days(7))
    await scene.stage.lending.extend(ines, loan.number, moment(8, 12))
    scene.clock.set(moment(8, 13))
    assert await refusal_key(scene.stage.lending.grant_extension(lea, loan.number)) == "end-past"


async def test_a_sooner_end_always_passes(scene: Play):
    item = await scene.share()
    loan = await scene.lend(ines, item, days(7, 9))
    shorter = await scene.stage.lending.extend(ines, loan.number, days(8).end)
    assert shorter.period == days(7, 8)
    assert await scene.free(item, days(9)) == 1
    same = scene.stage.lending.extend(ines, loan.number, days(8).end)
    assert await refusal_key(same) == "end-same"


async def test_everything_returned_is_no_longer_extended(scene: Play):
    item = await scene.share()
    loan = await scene.lend(ines, item, days(7))
    await scene.stage.returns.give_back(ines, loan.number)
    assert await refusal_key(scene.stage.lending.extend(lea, loan.number, days(9).end)) == (
        "wrong-state"
    )


async def test_a_borrower_asks_for_something_else_within_the_rules(scene: Play):
    item = await scene.share(5, longest=2 * DAY_MINUTES)
    asked = await scene.ask(ines, item, days(7))
    changed = await scene.stage.lending.change(ines, asked.number, days(8, 9), 3)
    assert (changed.period, changed.quantity, changed.first_due) == (days(8, 9), 3, days(9).end)
    too_long = scene.stage.lending.change(ines, asked.number, days(8, 12), 3)
    assert await reason_keys(too_long) == ["too_long"]


async def test_a_borrower_takes_no_more_of_a_promise_by_themself(scene: Play):
    item = await scene.share(5)
    promised = await scene.promise(ines, item, days(7, 8), 2)
    change = scene.stage.lending.change
    assert await refusal_key(change(ines, promised.number, days(7, 8), 3)) == "owner-decides"
    assert await refusal_key(change(ines, promised.number, days(7, 9), 2)) == "owner-decides"
    assert (await change(ines, promised.number, days(8), 1)).quantity == 1
    assert (await change(lea, promised.number, days(7, 8), 5)).quantity == 5


async def test_a_borrower_does_not_count_missing_pieces_away(scene: Play):
    item = await scene.share(5)
    loan = await scene.lend(ines, item, days(7, 8), 5)
    change = scene.stage.lending.change
    assert await refusal_key(change(ines, loan.number, days(7, 8), 3)) == "owner-decides"
    assert (await change(lea, loan.number, days(7, 8), 3)).missing == 3
    assert await scene.free(item, days(8)) == 2


async def test_promises_and_facts_leave_their_line_in_the_journal(scene: Play):
    item = await scene.share()
    loan = await scene.lend(ines, item, days(7))
    await scene.stage.returns.give_back(lea, loan.number)
    acts = [line.split()[0] for line in await scene.journal()]
    assert acts == ["request", "approve", "hand-over", "return"]


async def test_what_is_handed_over_early_is_out_from_then_on(scene: Play):
    item = await scene.share()
    promised = await scene.promise(ines, item, days(7, 8))
    await scene.stage.lending.hand_over(ines, promised.number)
    assert await scene.told("loan_handed_over") == [LEA.user_id, KARIM.user_id]
    assert await scene.free(item, days(4)) == 0


async def test_what_is_handed_over_by_the_owner_is_told_to_the_borrower(scene: Play):
    item = await scene.share()
    await scene.lend(noe, item, days(7))
    assert await scene.told("loan_handed_over") == [NOE.user_id]


async def test_an_old_card_changes_nothing(play: Play):
    item = await play.share()
    asked = await play.ask(ines, item, days(7))
    await play.stage.lending.change(ines, asked.number, days(8), 1)
    stale = play.stage.lending.approve(lea, asked.number, revision=asked.revision)
    assert await refusal_key(stale) == "card-changed"
    assert (await play.loan(asked.number)).state is S.REQUESTED


@pytest.mark.parametrize("act", ["approve", "hand_over", "cancel", "accept_offer"])
async def test_what_leads_nowhere_from_here_says_so(scene: Play, act: str):
    item = await scene.share()
    asked = await scene.ask(ines, item, days(7))
    await scene.stage.lending.refuse(lea, asked.number, "Non")
    who = ines if act == "accept_offer" else lea
    assert await refusal_key(getattr(scene.stage.lending, act)(who, asked.number)) == "wrong-state"


async def test_a_moderator_answers_for_an_owner(scene: Play):
    item = await scene.share()
    asked = await scene.ask(ines, item, days(7))
    assert (await scene.stage.lending.approve(maud, asked.number)).state is S.APPROVED


async def test_an_afternoon_across_the_clock_change_is_promised_to_the_minute(scene: Play):
    scene.clock.set(moment(2, 9) - timedelta(days=20))
    item = await scene.share()
    night = Period(moment(1, 22) - timedelta(days=8), moment(1, 9) - timedelta(days=7))
    assert night.length == timedelta(hours=12)
    await scene.promise(ines, item, night)
    after = Period(night.end, night.end + timedelta(hours=2))
    assert await scene.free(item, after) == 1
    assert await scene.free(item, Period(night.end - timedelta(minutes=15), after.end)) == 0


async def test_two_afternoons_of_one_day_are_two_loans(scene: Play):
    item = await scene.share()
    await scene.promise(ines, item, hours(7, 9, 12))
    assert (await scene.promise(noe, item, hours(7, 12, 18))).state is S.APPROVED
