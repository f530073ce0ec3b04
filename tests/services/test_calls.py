"""A call for projects is reminded of in time, once, to those concerned, and never after its end."""

import json
from datetime import date, time

import pytest

from domain.errors import Refused
from domain.watch.stories import Deadline, StoryState
from storage.engine import Database
from tests.conftest import FakeClock
from tests.services.watch_shelf import APPELS, GUILD, LEA, MAUD, Shelf, caller, paris

LAST_DAY = Deadline(date(2026, 11, 30), None, "Dépôt jusqu’au 30 novembre")


@pytest.fixture
async def shelf(db: Database, clock: FakeClock) -> Shelf:
    clock.set(paris(3, 10))
    return await Shelf.on(db, clock)


async def reminders(shelf: Shelf, kind: str = "call_due") -> list[int]:
    return [json.loads(each["facts"])["days"] for each in await shelf.owed(kind)]


async def test_the_channel_is_reminded_14_3_and_1_days_before_once_each(shelf: Shelf):
    await shelf.call("Résidences", LAST_DAY)
    seen = []
    for day, hour in ((16, 8), (16, 9), (16, 20), (27, 9), (29, 9), (30, 9), (30, 23)):
        shelf.clock.set(paris(day, hour))
        await shelf.call_clock.tick()
        seen.append(len(await reminders(shelf)))
    assert seen == [0, 1, 1, 2, 3, 3, 3]
    assert await reminders(shelf) == [14, 3, 1]
    assert {each["channel_id"] for each in await shelf.owed()} == {APPELS}


async def test_after_an_absence_only_the_nearest_reminder_is_told(shelf: Shelf):
    await shelf.call("Résidences", LAST_DAY)
    shelf.clock.set(paris(28, 12))
    await shelf.call_clock.tick()
    assert await reminders(shelf) == [3]


async def test_who_has_just_read_the_alert_is_not_reminded_of_it(shelf: Shelf):
    shelf.clock.set(paris(20, 10))
    await shelf.call("Résidences", LAST_DAY)
    await shelf.call_clock.tick()
    assert await reminders(shelf) == []


async def test_a_deadline_that_moved_is_reminded_of_anew_and_the_old_reminder_is_not_sent(
    shelf: Shelf,
):
    story = await shelf.call("Résidences", LAST_DAY)
    shelf.clock.set(paris(29, 9))
    await shelf.call_clock.tick()
    (owed,) = await shelf.owed("call_due")
    await shelf.change(story, deadline=Deadline(date(2026, 12, 15)))
    still = shelf.outbox.kinds["call_due"].revalidate
    assert still is not None
    async with shelf.db.reading() as conn:
        assert await still(conn, GUILD, json.loads(owed["facts"])) is None
    shelf.clock.set(paris(1, 9, month=12))
    await shelf.call_clock.tick()
    assert await reminders(shelf) == [1, 14]


async def test_an_hour_that_was_said_is_the_end(shelf: Shelf):
    story = await shelf.call("Bourse", Deadline(date(2026, 11, 10), time(12)))
    shelf.clock.set(paris(10, 11, 59))
    assert [view.story.number for view in (await shelf.calls.open(caller())).views] == [
        story.number
    ]
    shelf.clock.set(paris(10, 12))
    assert (await shelf.calls.open(caller())).views == ()
    with pytest.raises(Refused, match="call-closed"):
        await shelf.calls.interested(caller(), story.number)


async def test_open_calls_are_listed_by_deadline_and_by_topic(shelf: Shelf):
    late = await shelf.call("Tard", Deadline(date(2026, 12, 20)))
    soon = await shelf.call("Tôt", Deadline(date(2026, 11, 5)))
    await shelf.call("Passé", Deadline(date(2026, 11, 2)))
    unconfirmed = await shelf.call("Douteux", LAST_DAY)
    await shelf.change(unconfirmed, confirmed=False)
    rejected = await shelf.call("Écarté", LAST_DAY)
    await shelf.change(rejected, state=StoryState.REJECTED)
    found = [view.story.number for view in (await shelf.calls.open(caller())).views]
    assert found == [soon.number, late.number]
    assert (await shelf.calls.open(caller(), topic=shelf.music.number)).total == 0


async def test_those_interested_or_who_asked_are_reminded_privately(shelf: Shelf):
    story = await shelf.call("Résidences", LAST_DAY)
    view, on = await shelf.calls.interested(caller(), story.number)
    assert on
    assert [each.user_id for each in view.interested] == [LEA]
    await shelf.calls.remind(caller(MAUD), story.number)
    shelf.clock.set(paris(27, 9))
    await shelf.call_clock.tick()
    people = {each["person"] for each in await shelf.owed("call_due_personal")}
    assert people == {LEA, MAUD}


async def test_interest_is_withdrawn_by_the_same_button_and_then_nothing_is_told(shelf: Shelf):
    story = await shelf.call("Résidences", LAST_DAY)
    await shelf.calls.interested(caller(), story.number)
    view, on = await shelf.calls.interested(caller(), story.number)
    assert not on
    assert view.interested == ()
    shelf.clock.set(paris(27, 9))
    await shelf.call_clock.tick()
    assert await shelf.owed("call_due_personal") == []


async def test_a_press_that_is_delivered_twice_counts_once(shelf: Shelf):
    story = await shelf.call("Résidences", LAST_DAY)
    await shelf.calls.interested(caller(), story.number, interaction_id=7)
    with pytest.raises(Refused, match="already-done"):
        await shelf.calls.interested(caller(), story.number, interaction_id=7)
    assert len((await shelf.calls.one(caller(), story.number)).interested) == 1


async def test_a_thread_names_those_who_answer_together_once(shelf: Shelf):
    story = await shelf.call("Résidences", LAST_DAY)
    await shelf.calls.interested(caller(), story.number)
    await shelf.calls.together(caller(MAUD), story.number, 777)
    view = await shelf.calls.together(caller(), story.number, 777)
    assert [each.user_id for each in view.interested] == [LEA, MAUD]
    assert view.story.thread_id == 777
    assert [each["channel_id"] for each in await shelf.owed("call_together")] == [777]


async def test_a_call_of_another_guild_or_not_approved_does_not_exist(shelf: Shelf):
    story = await shelf.call("Résidences", LAST_DAY)
    queued = await shelf.story("En file", StoryState.QUEUED)
    stranger = caller()
    stranger = type(stranger)(GUILD + 1, LEA, "Léa")
    for who, number in ((stranger, story.number), (caller(), queued.number), (caller(), 99)):
        with pytest.raises(Refused, match="story-unknown"):
            await shelf.calls.interested(who, number)
        with pytest.raises(Refused, match="story-unknown"):
            await shelf.calls.one(who, number)


async def test_the_deadline_is_a_calendar_file(shelf: Shelf):
    story = await shelf.call("Résidences", LAST_DAY, link="https://exemple.fr/appel")
    text = (await shelf.calls.calendar(caller(), story.number)).decode()
    assert "SUMMARY:Résidences" in text
    assert "DTSTART;VALUE=DATE:20261130" in text
    undated = await shelf.story("Sans date", is_call=True)
    with pytest.raises(Refused, match="call-undated"):
        await shelf.calls.calendar(caller(), undated.number)
