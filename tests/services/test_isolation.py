"""Two guilds: whatever is asked with the other's numbers is answered as for what does not exist."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from domain.errors import Refused
from domain.people import Act, Caller
from services.items import ItemChange, Items
from services.lending import Lending, Wish
from services.loan_board import LoanBoard
from services.photos import Photo
from services.returns import Returns
from storage.engine import Database
from tests.cast import ELSEWHERE, INES, LEA, ZOE, settle_network
from tests.conftest import FakeClock
from tests.services.lending_play import Play, day, days, ines, lea, refusal

NOWHERE = 7_777
"""A number that neither guild has reached."""

zoe = ZOE.caller(ELSEWHERE)

LOAN_ACTS: dict[str, Callable[[Play, Caller, int], Awaitable[Any]]] = {
    "approve": lambda p, who, n: p.stage.lending.approve(who, n),
    "refuse": lambda p, who, n: p.stage.lending.refuse(who, n, "Non"),
    "counter": lambda p, who, n: p.stage.lending.counter(who, n, days(20)),
    "accept_offer": lambda p, who, n: p.stage.lending.accept_offer(who, n),
    "cancel": lambda p, who, n: p.stage.lending.cancel(who, n),
    "hand_over": lambda p, who, n: p.stage.lending.hand_over(who, n),
    "extend": lambda p, who, n: p.stage.lending.extend(who, n, days(20).end),
    "change": lambda p, who, n: p.stage.lending.change(who, n, days(7), 1),
    "grant_extension": lambda p, who, n: p.stage.lending.grant_extension(who, n),
    "deny_extension": lambda p, who, n: p.stage.lending.deny_extension(who, n),
    "give_back": lambda p, who, n: p.stage.returns.give_back(who, n),
    "confirm": lambda p, who, n: p.stage.returns.confirm(who, n),
    "contest": lambda p, who, n: p.stage.returns.contest(who, n),
    "view": lambda p, who, n: p.stage.board.view(who, n),
    "request_draft": lambda p, who, n: p.stage.lending.request_draft(who, n, None, None),
    "draft": lambda p, who, n: p.stage.board.draft(who, n),
    "typed": lambda p, who, n: p.stage.items.typed(who, n),
    "check": lambda p, who, n: p.stage.board.check(who, n, Act.EXTEND),
}
ITEM_ACTS: dict[str, Callable[[Play, Caller, int], Awaitable[Any]]] = {
    "request": lambda p, who, n: p.stage.lending.request(who, Wish(n, days(7))),
    "reserve": lambda p, who, n: p.stage.lending.reserve(who, Wish(n, days(7))),
    "preview": lambda p, who, n: p.stage.board.preview(who, f"#{n}", days(7)),
    "standings": lambda p, who, n: p.stage.board.standings(who, f"#{n}", [days(7)]),
    "calendar": lambda p, who, n: p.stage.board.calendar(who, f"#{n}", day(7)),
    "item": lambda p, who, n: p.stage.board.item(who, n),
    "sheet": lambda p, who, n: p.stage.items.sheet(who, n),
    "change": lambda p, who, n: p.stage.items.change(who, n, ItemChange(units=9)),
    "set_photo": lambda p, who, n: p.stage.items.set_photo(who, n, Photo(b"", "image/png", 1, 1)),
    "suspend": lambda p, who, n: p.stage.items.suspend(who, n),
    "resume": lambda p, who, n: p.stage.items.resume(who, n),
    "withdraw": lambda p, who, n: p.stage.items.withdraw(who, n),
}
ELSEWHERE_TESTED = {
    "find",  # takes a connection: reached through preview, standings and calendar
    "share",  # names no number
    "keep_typed",
    "search",
    "mine",
    "all_loans",
    "returnable",
    "basins",
    "owned",
    "photo",
}


@pytest.fixture
async def both(db: Database, clock: FakeClock) -> Play:
    """Le Clou's network with things and a loan in every state, and Zoé's empty one."""
    play = await Play.on(db, clock)
    await settle_network(play.stage.directory, ELSEWHERE)
    item = await play.share(9)
    for number in range(4):
        await play.ask(ines, item, days(7 + number))
    await play.stage.lending.approve(lea, 2)
    await play.stage.lending.approve(lea, 3)
    await play.stage.lending.hand_over(lea, 3)
    await play.stage.lending.counter(lea, 4, days(20))
    for number in range(1, 4):
        await play.stage.board.preview(ines, f"#{item}", days(number + 10))
    return play


def told(refused: Refused, number: int) -> str:
    """The refusal as it would be read, the number that was typed taken out."""
    return repr((refused.key, refused.facts)).replace(str(number), "N")


@pytest.mark.parametrize("act", LOAN_ACTS)
async def test_a_loan_of_another_guild_does_not_exist(both: Play, act: str):
    for number in (1, 2, 3, 4):
        theirs = await refusal(LOAN_ACTS[act](both, zoe, number))
        nowhere = await refusal(LOAN_ACTS[act](both, zoe, NOWHERE))
        assert told(theirs, number) == told(nowhere, NOWHERE)


@pytest.mark.parametrize("act", ITEM_ACTS)
async def test_a_thing_of_another_guild_does_not_exist(both: Play, act: str):
    theirs = await refusal(ITEM_ACTS[act](both, zoe, 1))
    nowhere = await refusal(ITEM_ACTS[act](both, zoe, NOWHERE))
    assert told(theirs, 1) == told(nowhere, NOWHERE)


async def test_the_same_person_in_another_guild_is_somebody_else(both: Play):
    for act in ("approve", "cancel", "hand_over"):
        for person in (LEA, INES):
            refused = await refusal(LOAN_ACTS[act](both, person.caller(ELSEWHERE), 2))
            assert refused.key == "loan-unknown"


async def test_nothing_of_another_guild_is_listed(both: Play):
    board = both.stage.board
    assert await board.search(zoe) == []
    assert await board.all_loans(zoe) == []
    assert await board.basins(ELSEWHERE) == []
    for person in (ZOE, LEA, INES):
        there = person.caller(ELSEWHERE)
        assert not any(vars(await board.mine(there)).values())
        assert await board.owned(there) == []


async def test_an_organisation_of_another_guild_is_not_ones_own(both: Play):
    await both.stage.items.share(zoe, ItemChange(name="Piano", owner=0))
    wish = Wish(1, days(7), organisation=99)
    assert (await refusal(both.stage.lending.request(zoe, wish))).key == "not-your-organisation"


async def test_numbers_of_two_guilds_do_not_meet(both: Play):
    piano = await both.stage.items.share(zoe, ItemChange(name="Piano", owner=0))
    asked = await both.stage.lending.request(INES.caller(ELSEWHERE), Wish(1, days(7)))
    assert (piano.number, asked.number) == (1, 1)
    assert (await both.loan(1)).item == 1
    assert (await both.stage.board.view(ines, 1)).item.name == "Console"
    assert (await both.stage.board.view(zoe, 1)).item.name == "Piano"


def test_every_public_act_is_asked_from_the_other_guild():
    acts = {
        name
        for service in (Lending, Returns, Items, LoanBoard)
        for name, _ in inspect.getmembers(service, inspect.iscoroutinefunction)
        if not name.startswith("_")
    }
    assert acts - ELSEWHERE_TESTED <= LOAN_ACTS.keys() | ITEM_ACTS.keys()
