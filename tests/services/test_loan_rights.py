"""Two organisations, a stranger and a moderator: each act through the services, by each of them."""

from dataclasses import dataclass

import pytest

from domain.errors import Refused
from domain.lending import LoanState, Pieces
from domain.people import Caller, Role
from services.items import ItemChange
from services.lending import Wish
from storage.engine import Database
from tests.cast import ALIX, INES, KARIM, LEA, MAUD, NOE, SACHA, Person
from tests.conftest import FakeClock
from tests.services.lending_play import Play, days, ines, lea, moment, refusal_key

HUGO = Person("Hugo", 100_000_000_000_000_011)  # deputy of the borrowing organisation
LOU = Person("Lou", 100_000_000_000_000_012)  # member of it

WHO = {
    "owner's delegate": LEA,
    "owner's deputy": KARIM,
    "owner's member": SACHA,
    "borrower": INES,
    "borrower's deputy": HUGO,
    "borrower's member": LOU,
    "stranger": NOE,
    "moderator": MAUD,
}
OWNERS = {"owner's delegate", "owner's deputy"}
BORROWERS = {"borrower", "borrower's deputy"}
MODERATOR = {"moderator"}


@dataclass(frozen=True)
class Case:
    """An act on a loan in a state, and who may do it."""

    state: str
    allowed: set[str]


CASES = {
    "approve": Case("requested", OWNERS | MODERATOR),
    "refuse": Case("requested", OWNERS | MODERATOR),
    "counter": Case("requested", OWNERS | MODERATOR),
    "accept_offer": Case("countered", BORROWERS),
    "cancel": Case("approved", OWNERS | BORROWERS | MODERATOR),
    "hand_over": Case("approved", OWNERS | BORROWERS),
    "extend": Case("out", OWNERS | BORROWERS),
    "change": Case("out", OWNERS | BORROWERS),
    "grant_extension": Case("extension asked", OWNERS | MODERATOR),
    "deny_extension": Case("extension asked", OWNERS | MODERATOR),
    "give_back": Case("out", OWNERS | BORROWERS),
    "confirm": Case("reported", OWNERS | MODERATOR),
    "contest": Case("reported", OWNERS | MODERATOR),
    "reserve": Case("requested", OWNERS | MODERATOR),
    "edit": Case("requested", OWNERS | MODERATOR),
}


@pytest.fixture
async def two(sqlite_db: Database, clock: FakeClock) -> Play:
    play = await Play.on(sqlite_db, clock)
    for person, role in ((HUGO, Role.DEPUTY), (LOU, Role.MEMBER)):
        members = [(person.user_id, person.name)]
        await play.stage.directory.attach(ALIX.caller(), play.bruit, members, role)
    return play


async def loan_in(play: Play, state: str) -> int:
    """A loan by Le Clou to the Collectif Bruit, brought to a state by who may; its number."""
    item, lending = await play.share(5), play.stage.lending
    number = (await play.ask(ines, item, days(7, 8), 2, organisation=play.bruit)).number
    if state == "requested":
        return number
    if state == "countered":
        await lending.counter(lea, number, days(14))
        return number
    await lending.approve(lea, number)
    if state == "approved":
        return number
    play.clock.set(moment(7, 9))
    await lending.hand_over(lea, number)
    if state == "extension asked":
        await lending.extend(ines, number, days(9).end)
    if state == "reported":
        await play.stage.returns.give_back(ines, number, Pieces(back=1))
    return number


async def do(play: Play, act: str, who: Caller, number: int) -> None:
    lending, returns = play.stage.lending, play.stage.returns
    item = (await play.loan(number)).item
    acts = {
        "refuse": lambda: lending.refuse(who, number, "Non"),
        "counter": lambda: lending.counter(who, number, days(14)),
        "extend": lambda: lending.extend(who, number, days(9).end),
        "change": lambda: lending.change(who, number, days(7), 2),
        "give_back": lambda: returns.give_back(who, number),
        "confirm": lambda: returns.confirm(who, number),
        "contest": lambda: returns.contest(who, number),
        "reserve": lambda: lending.reserve(who, Wish(item, days(20))),
        "edit": lambda: play.stage.items.change(who, item, ItemChange(place="Réserve")),
    }
    await (acts[act]() if act in acts else getattr(lending, act)(who, number))


@pytest.mark.parametrize("act", CASES)
async def test_an_act_is_for_those_it_is_for_and_changes_nothing_for_the_others(
    two: Play, act: str
):
    for who, person in WHO.items():
        number = await loan_in(two, CASES[act].state)
        before, owed = await two.loan(number), len(await two.stage.owed())
        if who in CASES[act].allowed:
            await do(two, act, person.caller(), number)
        else:
            refused = await refusal_key(do(two, act, person.caller(), number))
            assert refused == "not-allowed", who
            assert await two.loan(number) == before
            assert len(await two.stage.owed()) == owed
        two.clock.set(moment(2, 10))


async def test_a_member_of_no_organisation_lends_and_borrows_in_their_own_name(two: Play):
    item = (await two.stage.items.share(NOE.caller(), ItemChange(name="Ampli", owner=0))).number
    asked = await two.ask(SACHA.caller(), item, days(7), organisation=0)
    assert (asked.borrower.member, asked.borrower.organisation) == (SACHA.user_id, None)
    assert (await two.stage.lending.approve(NOE.caller(), asked.number)).state is LoanState.APPROVED
    with pytest.raises(Refused, match="not-allowed"):
        await two.stage.lending.cancel(lea, asked.number)


async def test_one_of_several_organisations_is_chosen_and_kept_as_the_usual_one(two: Play):
    item = await two.share(5)
    assert (await two.ask(ines, item, days(7))).borrower.organisation == two.bruit
    chosen = await two.ask(ines, item, days(8), organisation=two.cave)
    assert chosen.borrower.organisation == two.cave
    await two.stage.directory.speak_as(ines, two.cave)
    assert (await two.ask(ines, item, days(9))).borrower.organisation == two.cave
    with pytest.raises(Refused, match="not-your-organisation"):
        await two.ask(ines, item, days(10), organisation=two.clou)


async def test_who_is_no_longer_a_delegate_no_longer_answers(two: Play):
    number = await loan_in(two, "requested")
    await two.stage.directory.detach(ALIX.caller(), two.clou, [LEA.user_id])
    with pytest.raises(Refused, match="not-allowed"):
        await two.stage.lending.approve(lea, number)


async def test_a_refusal_of_right_says_whose_thing_it_is(two: Play):
    number = await loan_in(two, "requested")
    with pytest.raises(Refused) as refused:
        await two.stage.lending.approve(NOE.caller(), number)
    assert refused.value.facts["owner"].organisation == two.clou
