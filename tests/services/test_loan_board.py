"""What people look at: what is free, what a request would meet, what they have to do."""

import pytest

from domain.errors import Refused
from domain.items import Approval
from domain.lending import LoanState
from domain.periods import DAY_MINUTES
from services.items import ItemChange
from services.lending import Wish
from tests.services.lending_play import (
    Play,
    day,
    days,
    ines,
    karim,
    lea,
    maud,
    moment,
    noe,
    refusal_key,
    sacha,
)

S = LoanState


async def test_a_preview_is_what_a_press_then_asks_for(play: Play):
    item = await play.share(3)
    seen = await play.stage.board.preview(noe, "console", days(7, 8), 2, "Bal")
    assert (seen.reasons, seen.room, seen.promised_at_once) == ((), 3, False)
    loan = await play.stage.lending.request_draft(noe, seen.draft, None, 5)
    assert (loan.item, loan.period, loan.quantity, loan.project) == (item, days(7, 8), 2, "Bal")


async def test_a_draft_pressed_twice_is_one_request(play: Play):
    await play.share(3, approval=Approval.AUTOMATIC)
    seen = await play.stage.board.preview(ines, "#1", days(7))
    first = await play.stage.lending.request_draft(ines, seen.draft, None, 5)
    again = await play.stage.lending.request_draft(ines, seen.draft, None, 6)
    assert (first.number, first.state) == (again.number, S.APPROVED)


async def test_another_persons_draft_is_nobodys(scene: Play):
    await scene.share()
    seen = await scene.stage.board.preview(noe, "#1", days(7))
    stolen = scene.stage.lending.request_draft(ines, seen.draft, None, 5)
    assert await refusal_key(stolen) == "draft-gone"


async def test_a_preview_of_what_is_taken_says_when_it_is_free_and_what_else_is(scene: Play):
    item = await scene.share()
    other = await scene.share(name="Console de secours")
    await scene.promise(ines, item, days(7, 8))
    seen = await scene.stage.board.preview(noe, f"#{item}", days(7))
    assert [reason.key for reason in seen.reasons] == ["conflict"]
    assert seen.next_free == days(9)
    assert [(it.number, free) for it, free in seen.instead] == [(other, 1)]


async def test_a_preview_says_who_borrows(scene: Play):
    await scene.share()
    usual = await scene.stage.board.preview(ines, "#1", days(7))
    own = await scene.stage.board.preview(ines, "#1", days(7), organisation=0)
    assert (usual.party.organisation, own.party.organisation) == ("Bruit", None)
    assert len(usual.choices) == 3
    foreign = scene.stage.board.preview(ines, "#1", days(7), organisation=scene.clou)
    assert await refusal_key(foreign) == "not-your-organisation"


@pytest.mark.parametrize(
    "said", ["", "@everyone", "</ban:1>", "**", "#0", "#99", "#1e3", "a" * 4000, "🎛️", "\u202e1#"]
)
async def test_names_of_nothing_are_refused_and_nothing_breaks(scene: Play, said: str):
    await scene.share()
    key = await refusal_key(scene.stage.board.preview(noe, said, days(7)))
    assert key in ("item-unknown", "item-ambiguous")


async def test_the_beginning_of_one_name_is_enough_and_of_two_is_not(scene: Play):
    await scene.share(name="Console Midas")
    await scene.share(name="Console Yamaha")
    assert (await scene.stage.board.preview(noe, "console m", days(7))).item.number == 1
    with pytest.raises(Refused) as refused:
        await scene.stage.board.preview(noe, "console", days(7))
    assert refused.value.facts["near"] == ["Console Midas (#1)", "Console Yamaha (#2)"]


async def test_the_list_for_dates_holds_what_would_be_given(scene: Play):
    busy = await scene.share(name="Console")
    await scene.share(2, name="Praticables", longest=DAY_MINUTES)
    capped = await scene.share(10, name="Câbles", largest_share=50, units_per_borrower=3)
    await scene.promise(ines, busy, days(7))
    found = await scene.stage.board.search(noe, period=days(7, 8))
    assert [(it.item.number, it.room) for it in found] == [(capped, 3)]
    asked = await scene.ask(noe, capped, days(7, 8), 3)
    assert asked.state is S.REQUESTED
    assert await scene.stage.board.search(noe, "câbles", period=days(7, 8)) == []


async def test_the_list_is_searched_by_words_category_and_basin(scene: Play):
    await scene.share(name="Câble XLR 10 m")
    await scene.share(name="Console", owner=ines, organisation=scene.bruit)
    search = scene.stage.board.search
    assert [found.item.name for found in await search(noe, "xlr CABLE")] == ["Câble XLR 10 m"]
    assert [found.item.name for found in await search(noe, basin="Thouars")] == ["Console"]
    assert await search(noe, category="vehicle") == []
    assert await scene.stage.board.basins(noe.guild_id) == ["Bressuire", "Thouars"]


async def test_the_calendar_counts_what_is_on_hand_each_day(scene: Play):
    item = await scene.share(3, buffer=DAY_MINUTES)
    await scene.promise(ines, item, days(3, 4), 2)
    seen = await scene.stage.board.calendar(noe, "#1", day(2), 5)
    assert seen.free == (3, 1, 1, 1, 3)
    assert [view.loan.period for view in seen.loans] == [days(3, 4)]


async def test_what_came_back_this_morning_is_there_today(scene: Play):
    item = await scene.share()
    loan = await scene.lend(ines, item, days(3, 5))
    scene.clock.set(moment(4, 9))
    await scene.stage.returns.give_back(ines, loan.number)
    scene.clock.set(moment(4, 10))
    assert (await scene.stage.board.calendar(noe, "#1", day(4), 2)).free == (1, 1)
    assert (await scene.ask(noe, item, days(4))).state is S.REQUESTED


async def test_a_late_loan_stays_on_the_calendar(scene: Play):
    item = await scene.share()
    await scene.lend(ines, item, days(3))
    scene.clock.set(moment(5, 9))
    seen = await scene.stage.board.calendar(noe, "#1", day(10), 3)
    assert (seen.free, len(seen.loans)) == ((0, 0, 0), 1)


async def board(play: Play, who) -> dict[str, list[int]]:
    found = vars(await play.stage.board.mine(who))
    return {name: [view.loan.number for view in views] for name, views in found.items() if views}


async def test_each_side_sees_what_it_has_to_do(play: Play):
    item = await play.share(5)
    asked = await play.ask(ines, item, days(7))
    assert await board(play, lea) == await board(play, karim) == {"to_answer": [asked.number]}
    assert await board(play, ines) == {"waiting": [asked.number]}
    assert await board(play, sacha) == await board(play, noe) == {}
    await play.stage.lending.counter(lea, asked.number, days(8))
    assert (await board(play, ines), await board(play, lea)) == (
        {"to_answer": [asked.number]},
        {"waiting": [asked.number]},
    )
    await play.stage.lending.accept_offer(ines, asked.number)
    assert (await board(play, ines), await board(play, lea)) == (
        {"to_collect": [asked.number]},
        {"to_hand_over": [asked.number]},
    )
    await play.stage.lending.hand_over(lea, asked.number)
    assert (await board(play, ines), await board(play, lea)) == (
        {"to_give_back": [asked.number]},
        {"to_get_back": [asked.number]},
    )
    await play.stage.lending.extend(ines, asked.number, days(10).end)
    assert await board(play, lea) == {"to_answer": [asked.number]}
    await play.stage.lending.grant_extension(lea, asked.number)
    await play.stage.returns.give_back(ines, asked.number)
    assert (await board(play, ines), await board(play, lea)) == (
        {},
        {"to_confirm": [asked.number]},
    )
    await play.stage.returns.confirm(lea, asked.number)
    assert await board(play, lea) == {}


async def test_ones_own_dates_are_shown_to_the_owners_people(scene: Play):
    await scene.share()
    own = await scene.stage.lending.reserve(lea, Wish(1, days(7)))
    assert await board(scene, karim) == {"own": [own.number]}


async def test_what_can_be_returned_is_what_one_has_or_lent(scene: Play):
    item = await scene.share(2)
    loan = await scene.lend(ines, item, days(7))
    for who in (ines, lea):
        assert [v.loan.number for v in await scene.stage.board.returnable(who)] == [loan.number]
    assert await scene.stage.board.returnable(noe) == []


async def test_moderators_see_every_loan_and_nobody_else_does(scene: Play):
    item = await scene.share()
    asked = await scene.ask(ines, item, days(7))
    assert [v.loan.number for v in await scene.stage.board.all_loans(maud)] == [asked.number]
    assert await refusal_key(scene.stage.board.all_loans(lea)) == "moderators-only"


async def test_one_sees_ones_things_and_not_those_one_only_belongs_to(scene: Play):
    item = await scene.share()
    own = (await scene.stage.items.share(sacha, ItemChange(name="Ampli", owner=0))).number
    for who, expected in ((lea, [item]), (sacha, [own]), (noe, [])):
        assert [it.number for it in await scene.stage.board.owned(who)] == expected
