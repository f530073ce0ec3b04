"""What ends by itself: unanswered requests, offers, promises never collected, own dates."""

from domain.lending import LoanState
from services.lending import Wish
from tests.cast import INES, KARIM, LEA
from tests.services.lending_play import (
    Play,
    days,
    ines,
    lea,
    moment,
    noe,
    refusal_key,
)

S = LoanState


async def test_a_request_not_answered_by_its_start_expires_and_both_are_told(play: Play):
    item = await play.share()
    asked = await play.ask(ines, item, days(7))
    await play.tick(moment(6, 23, 59))
    assert (await play.loan(asked.number)).state is S.REQUESTED
    await play.tick(moment(7, 0))
    assert (await play.loan(asked.number)).state is S.EXPIRED
    assert await play.told("loan_expired") == [INES.user_id, LEA.user_id, KARIM.user_id]
    assert await refusal_key(play.stage.lending.approve(lea, asked.number)) == "wrong-state"
    await play.tick(moment(7, 0, 1))
    assert len(await play.told("loan_expired")) == 3


async def test_a_promise_never_collected_expires_at_its_end(play: Play):
    """S31, S44; and if it was collected after all, that is a fact."""
    item = await play.share()
    promised = await play.promise(ines, item, days(7))
    await play.tick(moment(7, 23, 59))
    assert (await play.loan(promised.number)).state is S.APPROVED
    await play.tick(moment(8, 0))
    assert (await play.loan(promised.number)).state is S.EXPIRED
    out = await play.stage.lending.hand_over(lea, promised.number)
    assert (out.state, out.is_late(moment(8, 1))) == (S.OUT, True)


async def test_a_request_for_today_lives_until_the_evening(scene: Play):
    item = await scene.share()
    asked = await scene.ask(ines, item, days(2))
    await scene.tick(moment(2, 20))
    assert (await scene.loan(asked.number)).state is S.REQUESTED
    await scene.tick(moment(3, 0))
    assert (await scene.loan(asked.number)).state is S.EXPIRED


async def test_a_held_request_expires_with_its_hold(scene: Play):
    item = await scene.share(hold_on_request=True, hold_for=10)
    asked = await scene.ask(ines, item, days(7))
    await scene.tick(moment(2, 10, 9))
    assert (await scene.loan(asked.number)).state is S.REQUESTED
    await scene.tick(moment(2, 10, 10))
    assert (await scene.loan(asked.number)).state is S.EXPIRED


async def test_an_offer_nobody_took_expires_at_the_start_of_its_days(scene: Play):
    item = await scene.share()
    asked = await scene.ask(ines, item, days(20))
    await scene.stage.lending.counter(lea, asked.number, days(10))
    await scene.tick(moment(9, 23))
    assert (await scene.loan(asked.number)).state is S.COUNTERED
    await scene.tick(moment(10, 0))
    assert (await scene.loan(asked.number)).state is S.EXPIRED
    assert await refusal_key(scene.stage.lending.hand_over(lea, asked.number)) == "wrong-state"


async def test_ones_own_dates_end_without_a_word(play: Play):
    item = await play.share()
    own = await play.stage.lending.reserve(lea, Wish(item, days(7)))
    taken = await play.stage.lending.reserve(lea, Wish(item, days(9)))
    await play.tick(moment(8, 0))
    play.clock.set(moment(9, 9))
    await play.stage.lending.hand_over(lea, taken.number)
    assert (await play.loan(own.number)).state is S.RETURNED
    await play.tick(moment(14, 12))
    assert (await play.loan(taken.number)).state is S.RETURNED
    assert await play.stage.owed() == []
    assert await play.free(item, days(20)) == 1


async def test_cards_turn_late_with_their_loan_once_for_each_due_date(play, monkeypatch):
    loan = await play.lend(noe, await play.share(), days(7))
    outbox, redrawn = play.stage.outbox, []

    async def note(conn, guild_id, thing, number, revision=None):
        redrawn.append((thing, number))

    monkeypatch.setattr(outbox, "card_changed", note)
    play.clock.set(moment(8, 0, 15))
    await play.tick()
    assert redrawn == [], "a quarter of an hour is granted"
    play.clock.advance(minutes=1)
    await play.tick()
    await play.tick()
    assert redrawn == [("loan", loan.number)]
    await play.stage.lending.extend(lea, loan.number, moment(8, 12))
    redrawn.clear()
    play.clock.set(moment(8, 12, 16))
    await play.tick()
    await play.tick()
    assert redrawn == [("loan", loan.number)]
