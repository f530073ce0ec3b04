"""Dates of one's own, later ends, other quantities: what is asked, what passes at once."""

from domain.items import Approval
from domain.lending import LoanState
from domain.periods import DAY_MINUTES
from services.lending import Wish
from tests.cast import INES, KARIM, LEA
from tests.services.lending_play import (
    Play,
    days,
    ines,
    lea,
    moment,
    noe,
    reason_keys,
    refusal_key,
)

S = LoanState


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
