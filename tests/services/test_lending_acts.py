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
