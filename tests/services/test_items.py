"""Items as their owners run them: whose they are, what may change, what is kept of a form."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import Refused
from domain.items import ItemState, Rules
from domain.people import Party
from domain.periods import Period
from services.items import ItemChange
from services.lending import Wish
from storage.engine import Database
from tests.cast import ALIX, INES, LE_CLOU, LEA, MAUD, NETWORK, NOE, SACHA, ZOE, settle_network
from tests.conftest import FakeClock
from tests.services.lending_stage import Stage


@pytest.fixture
async def numbers(stage: Stage) -> dict[str, int]:
    return await settle_network(stage.directory)


@pytest.fixture
async def stage(db: Database, clock: FakeClock) -> Stage:
    return Stage.on(db, clock)


async def share(stage, who, name="Console", **fields):
    return await stage.items.share(who.caller(), ItemChange(name=name, **fields))


async def test_a_delegate_lends_for_their_organisation_a_member_in_their_own_name(stage, numbers):
    assert (await share(stage, LEA)).owner == Party(organisation=numbers["Le Clou"])
    assert (await share(stage, SACHA)).owner == Party(SACHA.user_id)
    assert (await share(stage, NOE)).owner == Party(NOE.user_id)
    assert (await share(stage, LEA, owner=0)).owner == Party(LEA.user_id)


@pytest.mark.parametrize("who", [SACHA, NOE, ZOE])
async def test_nobody_lends_for_an_organisation_they_do_not_speak_for(stage, numbers, who):
    if who is ZOE:
        with pytest.raises(Refused, match="not-your-organisation"):
            await stage.items.share(
                who.caller(NETWORK + 1), ItemChange(name="Console", owner=numbers["Le Clou"])
            )
        return
    with pytest.raises(Refused, match=r"owner-not-yours|not-your-organisation"):
        await share(stage, who, owner=numbers["Le Clou"])
    assert await stage.board.search(who.caller()) == []


async def test_items_are_found_by_the_basin_that_their_organisation_has_now(stage, numbers):
    await share(stage, LEA)
    moved = replace(LE_CLOU, basin="Niort")
    await stage.directory.change(ALIX.caller(), numbers["Le Clou"], moved)
    assert await stage.board.basins(NETWORK) == ["Niort"]
    assert len(await stage.board.search(NOE.caller(), basin="Niort")) == 1
    assert await stage.board.search(NOE.caller(), basin="Bressuire") == []


async def test_pausing_twice_is_pausing_once(stage, numbers):
    it = await share(stage, LEA)
    for _ in range(2):
        state = (await stage.items.suspend(LEA.caller(), it.number)).state
        assert state is ItemState.SUSPENDED
    for _ in range(2):
        assert (await stage.items.resume(LEA.caller(), it.number)).state is ItemState.OFFERED


async def test_one_rule_is_changed_and_the_others_stay(stage, numbers):
    it = await share(stage, LEA, rules=Rules(buffer=60, notice=120))
    changed = await stage.items.change(
        LEA.caller(), it.number, ItemChange.typed({"longest": "3 jours", "notice": ""})
    )
    assert changed.rules == Rules(buffer=60, longest=3 * 24 * 60)


async def test_a_stale_form_does_not_undo_what_it_does_not_show(stage, numbers):
    it = await share(stage, LEA, value_cents=5_000)
    await stage.items.change(MAUD.caller(), it.number, ItemChange.typed({"value": "90"}))
    await stage.items.change(LEA.caller(), it.number, ItemChange.typed({"place": "Réserve"}))
    sheet = await stage.items.sheet(LEA.caller(), it.number)
    assert (sheet.item.value_cents, sheet.item.place) == (9_000, "Réserve")


async def test_a_refused_change_changes_nothing(stage, numbers):
    it = await share(stage, LEA)
    with pytest.raises(Refused, match="bad-out-of-order"):
        await stage.items.change(
            LEA.caller(), it.number, ItemChange.typed({"place": "Réserve", "out_of_order": "2"})
        )
    sheet = await stage.items.sheet(LEA.caller(), it.number)
    assert sheet.item == replace(it, revision=sheet.item.revision)


async def test_only_the_owners_side_sees_the_dates_it_keeps_and_to_whom_it_may_give(
    stage, numbers, clock
):
    it = await share(stage, INES)
    period = Period(clock(), clock() + timedelta(days=1))
    await stage.lending.reserve(INES.caller(), Wish(it.number, period))
    mine = await stage.items.sheet(INES.caller(), it.number)
    assert [loan.period for loan in mine.reserved] == [period]
    assert {each.name for each in mine.choices} == {"Collectif Bruit", "Studio La Cave"}
    assert mine.edits and mine.own_name and mine.free_now == 0
    theirs = await stage.items.sheet(NOE.caller(), it.number)
    assert not theirs.edits and theirs.reserved == () and theirs.choices == ()
    assert theirs.next_free is not None and theirs.next_free.start == period.end


async def test_what_was_typed_is_kept_for_its_author_alone(stage, numbers, clock):
    draft = await stage.items.keep_typed(LEA.caller(), {"texts": {"name": "Console"}})
    assert await stage.items.typed(LEA.caller(), draft) == {"texts": {"name": "Console"}}
    for caller in (NOE.caller(), LEA.caller(NETWORK + 1)):
        with pytest.raises(Refused, match="typed-gone"):
            await stage.items.typed(caller, draft)
    clock.advance(days=2)
    await stage.directory.sheets.drop_old()
    with pytest.raises(Refused, match="typed-gone"):
        await stage.items.typed(LEA.caller(), draft)


async def test_an_item_withdrawn_or_of_another_guild_is_not_there(stage, numbers):
    it = await share(stage, LEA)
    with pytest.raises(Refused, match="item-unknown"):
        await stage.items.sheet(ZOE.caller(NETWORK + 1), it.number)
    await stage.items.withdraw(LEA.caller(), it.number)
    for act in (stage.items.sheet, stage.items.suspend, stage.items.resume, stage.items.withdraw):
        with pytest.raises(Refused, match="item-unknown"):
            await act(LEA.caller(), it.number)
