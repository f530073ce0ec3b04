"""What comes back, in what state, and the other side's word on it: facts are never refused."""

import asyncio

from domain.lending import LoanState, Pieces
from services.items import ItemChange
from services.photos import Photo
from tests.cast import INES, KARIM, LEA, NOE
from tests.services.lending_play import (
    MODERATORS,
    Play,
    days,
    ines,
    karim,
    lea,
    maud,
    moment,
    noe,
    refusal,
    refusal_key,
)

S = LoanState


async def test_everything_back_frees_the_thing_at_once(play: Play):
    item = await play.share()
    loan = await play.lend(ines, item, days(7, 9))
    play.clock.set(moment(8, 11))
    back = await play.stage.returns.give_back(ines, loan.number)
    assert (back.state, back.returned_at) == (S.RETURNED, play.clock())
    assert await play.free(item, days(9)) == 1
    assert await play.told("loan_returned") == [LEA.user_id, KARIM.user_id]


async def test_ten_pieces_come_back_five_whole_three_lost_two_broken(play: Play):
    """S15: the loan is over and the stock has five fewer."""
    item = await play.share(10)
    loan = await play.lend(ines, item, days(7), 10)
    back = await play.stage.returns.give_back(ines, loan.number, Pieces(5, 2, 3))
    assert (back.state, back.missing) == (S.RETURNED, 0)
    assert (await play.item(item)).stock == 5


async def test_pieces_come_back_in_several_times(play: Play):
    """S31: what is still out stays out, what is back is free."""
    item = await play.share(5)
    loan = await play.lend(ines, item, days(7, 9), 5)
    some = await play.stage.returns.give_back(ines, loan.number, Pieces(back=2))
    assert (some.state, some.missing) == (S.OUT, 3)
    assert await play.free(item, days(9)) == 2
    rest = await play.stage.returns.give_back(ines, loan.number)
    assert (rest.state, rest.pieces) == (S.RETURNED, Pieces(back=5))


async def test_more_than_is_out_or_nothing_does_not_come_back(scene: Play):
    """S16."""
    item = await scene.share(5)
    loan = await scene.lend(ines, item, days(7), 5)
    give_back = scene.stage.returns.give_back
    refused = await refusal(give_back(ines, loan.number, Pieces(back=6)))
    assert (refused.key, refused.facts) == ("too-many-returned", {"missing": 5, "said": 6})
    assert await refusal_key(give_back(ines, loan.number, Pieces())) == "nothing-returned"
    await give_back(ines, loan.number)
    assert await refusal_key(give_back(ines, loan.number)) == "wrong-state"


async def test_a_return_said_twice_at_the_same_instant_counts_once(play: Play):
    item = await play.share(5)
    loan = await play.lend(ines, item, days(7), 5)
    answers = await asyncio.gather(
        *(play.stage.returns.give_back(ines, loan.number, Pieces(back=3)) for _ in range(2)),
        return_exceptions=True,
    )
    refused = [getattr(each, "key", None) for each in answers if isinstance(each, Exception)]
    assert refused == ["too-many-returned"]
    assert (await play.loan(loan.number)).pieces == Pieces(back=3)


async def test_the_other_side_confirms_with_a_word(play: Play):
    item = await play.share()
    loan = await play.lend(ines, item, days(7))
    await play.stage.returns.give_back(ines, loan.number, condition="Un potard dur")
    view = await play.stage.board.view(lea, loan.number)
    assert (view.report.condition, view.report.verdict) == ("Un potard dur", "reported")
    assert await refusal_key(play.stage.returns.confirm(ines, loan.number)) == "not-allowed"
    await play.stage.returns.confirm(karim, loan.number)
    assert await play.told("loan_return_confirmed") == [INES.user_id]
    assert (await play.stage.board.view(lea, loan.number)).report.verdict == "confirmed"
    assert await refusal_key(play.stage.returns.confirm(karim, loan.number)) == (
        "nothing-to-confirm"
    )


async def test_what_the_owner_reports_the_borrower_confirms(scene: Play):
    item = await scene.share()
    loan = await scene.lend(ines, item, days(7))
    await scene.stage.returns.give_back(lea, loan.number)
    assert await scene.told("loan_returned") == [INES.user_id]
    assert await refusal_key(scene.stage.returns.confirm(karim, loan.number)) == "not-allowed"
    await scene.stage.returns.confirm(ines, loan.number)
    assert await scene.told("loan_return_confirmed") == [LEA.user_id]


async def test_a_contested_return_is_out_again_and_its_broken_units_are_not(play: Play):
    item = await play.share(3)
    loan = await play.lend(ines, item, days(7), 3)
    await play.stage.returns.give_back(ines, loan.number, Pieces(back=2, broken=1))
    assert (await play.item(item)).stock == 2
    contested = await play.stage.returns.contest(lea, loan.number)
    assert (contested.state, contested.missing, contested.returned_at) == (S.OUT, 3, None)
    assert (await play.item(item)).stock == 3
    assert await play.told("loan_return_contested") == [INES.user_id, None]
    assert ("loan_return_contested", MODERATORS, None) in await play.stage.owed()


async def test_a_contested_return_keeps_the_pieces_that_both_agree_on(scene: Play):
    item = await scene.share(5)
    loan = await scene.lend(ines, item, days(7), 5)
    await scene.stage.returns.give_back(ines, loan.number, Pieces(back=2))
    await scene.stage.returns.confirm(lea, loan.number)
    await scene.stage.returns.give_back(ines, loan.number)
    contested = await scene.stage.returns.contest(lea, loan.number)
    assert (contested.state, contested.pieces) == (S.OUT, Pieces(back=2))


async def test_two_reports_in_a_row_are_contested_together(scene: Play):
    item = await scene.share(5)
    loan = await scene.lend(ines, item, days(7), 5)
    await scene.stage.returns.give_back(ines, loan.number, Pieces(back=2))
    await scene.stage.returns.give_back(ines, loan.number)
    assert (await scene.stage.returns.contest(lea, loan.number)).pieces == Pieces()


async def test_who_goes_on_counting_agrees_with_what_the_other_said(scene: Play):
    item = await scene.share(5)
    loan = await scene.lend(ines, item, days(7), 5)
    await scene.stage.returns.give_back(ines, loan.number, Pieces(back=2))
    await scene.stage.returns.give_back(lea, loan.number, Pieces(back=1))
    contested = await scene.stage.returns.contest(ines, loan.number)
    assert contested.pieces == Pieces(back=2)


async def test_contesting_after_a_repair_never_counts_broken_units_below_none(play: Play):
    item = await play.share(3)
    loan = await play.lend(ines, item, days(7), 3)
    await play.stage.returns.give_back(ines, loan.number, Pieces(back=2, broken=1))
    await play.stage.items.change(lea, item, ItemChange(out_of_order=0))
    await play.stage.returns.contest(lea, loan.number)
    assert (await play.item(item)).out_of_order == 0


async def test_more_broken_units_than_there_are_is_all_of_them(scene: Play):
    item = await scene.share(2)
    loan = await scene.lend(ines, item, days(7), 2)
    await scene.stage.items.change(lea, item, ItemChange(out_of_order=1))
    await scene.stage.returns.give_back(ines, loan.number, Pieces(broken=2))
    assert (await scene.item(item)).out_of_order == 2


async def test_a_moderator_settles_what_nobody_else_may(scene: Play):
    item = await scene.share()
    loan = await scene.lend(noe, item, days(7))
    await scene.stage.returns.give_back(lea, loan.number)
    assert (await scene.stage.returns.confirm(maud, loan.number)).reporter is None


async def test_a_late_return_is_accepted_and_frees_the_thing(scene: Play):
    item = await scene.share()
    loan = await scene.lend(ines, item, days(7))
    scene.clock.set(moment(12, 18))
    await scene.stage.returns.give_back(ines, loan.number)
    assert await scene.free(item, days(13)) == 1


async def test_what_breaks_warns_the_next_borrowers_and_the_owner_once(play: Play):
    """S09."""
    item = await play.share(2)
    first = await play.lend(ines, item, days(3), 2)
    await play.promise(noe, item, days(7), 2)
    await play.promise(ines, item, days(20), 1)
    await play.stage.returns.give_back(lea, first.number, Pieces(back=1, broken=1))
    assert await play.told("loan_short") == [NOE.user_id, KARIM.user_id]
    await play.stage.items.change(lea, item, ItemChange(place="Réserve"))
    assert len(await play.told("loan_short")) == 2


async def test_broken_is_a_fact_that_cancels_no_promise_nor_does_repair_make_one(scene: Play):
    """S09."""
    item = await scene.share()
    kept = await scene.promise(ines, item, days(7))
    gone = await scene.promise(noe, item, days(9))
    await scene.stage.lending.cancel(noe, gone.number)
    await scene.stage.items.change(lea, item, ItemChange(out_of_order=1))
    assert await scene.told("loan_short") == [INES.user_id, KARIM.user_id]
    await scene.stage.items.change(lea, item, ItemChange(out_of_order=0))
    assert (await scene.loan(kept.number)).state is S.APPROVED
    assert (await scene.loan(gone.number)).state is S.CANCELLED


async def test_units_that_are_promised_are_not_taken_off_and_the_loans_are_named(play: Play):
    """S18, S24, S54."""
    item = await play.share(10)
    loan = await play.lend(ines, item, days(7, 8), 4)
    other = await play.promise(noe, item, days(8), 3)
    change = play.stage.items.change
    refused = await refusal(change(lea, item, ItemChange(units=6)))
    assert (refused.key, refused.facts) == (
        "units-promised",
        {"needed": 7, "wanted": 6, "loans": [loan.number, other.number]},
    )
    assert (await change(lea, item, ItemChange(units=7))).units == 7
    assert (await change(lea, item, ItemChange(out_of_order=3))).stock == 4


async def test_units_are_counted_on_the_29_of_february_too(scene: Play):
    item = await scene.share(2)
    scene.clock.set(moment(2, 10).replace(year=2028, month=2, day=29))
    assert (await scene.stage.items.change(lea, item, ItemChange(units=1))).units == 1


async def test_the_photo_of_a_return_is_kept_with_its_report(scene: Play):
    item = await scene.share()
    loan = await scene.lend(ines, item, days(7))
    photo = Photo(b"rayure", "image/jpeg", 8, 6)
    await scene.stage.returns.give_back(ines, loan.number, photo=photo)
    report = (await scene.stage.board.view(lea, loan.number)).report
    assert report.photo is not None
    assert await scene.stage.board.photo(ines.guild_id, report.photo) == b"rayure"
