"""Calls for projects and likeness, as moderators settle them, on both engines."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.errors import Refused
from domain.watch.links import link_key
from domain.watch.stories import Deadline, StoryState
from services.call_curation import deadlines
from storage import stories
from storage.engine import Database
from tests.conftest import FakeClock
from tests.services.curation_stage import BRUNO, GUILD, MODERATORS, NADIA, Watch, still

PARIS = ZoneInfo("Europe/Paris")
FOUND = Deadline(date(2026, 11, 30), None, "Date limite : 30 novembre.")
LATER = Deadline(date(2026, 12, 15), time(12), "Prolongé jusqu’au 15 décembre à midi.")


@pytest.fixture
async def watch(db: Database, clock: FakeClock) -> Watch:
    return await Watch.on(db, clock)


async def refused(act) -> str:
    with pytest.raises(Refused) as why:
        await act
    return why.value.key


async def test_the_deadline_that_was_found_is_confirmed_with_its_sentence(watch: Watch):
    await watch.story(is_call=True, deadline=FOUND)
    saved = await watch.calls.confirm(NADIA, 1, revision=0)
    assert (saved.deadline, saved.confirmed) == (FOUND, True)


async def test_the_date_found_typed_again_keeps_its_sentence_and_another_has_none(watch: Watch):
    await watch.story(deadline=FOUND)
    assert (await watch.calls.mark(NADIA, 1, Deadline(FOUND.day))).deadline == FOUND
    typed = Deadline(date(2026, 12, 1), time(18))
    saved = await watch.calls.mark(NADIA, 1, typed)
    assert (saved.is_call, saved.deadline, saved.confirmed) == (True, typed, True)


async def test_a_call_may_have_no_date_and_a_story_may_be_no_call_after_all(watch: Watch):
    await watch.story(is_call=True, deadline=FOUND)
    none = await watch.calls.mark(NADIA, 1, None)
    assert (none.is_call, none.deadline, none.confirmed) == (True, None, False)
    assert await refused(watch.calls.confirm(NADIA, 1)) == "deadline-none"
    assert not (await watch.calls.unmark(NADIA, 1)).is_call
    assert [act for act, _, _ in await watch.journal()] == ["call", "no-call"]


async def test_a_deadline_that_is_past_is_refused(watch: Watch):
    await watch.story(deadline=Deadline(date(2026, 11, 1)))
    assert await refused(watch.calls.confirm(NADIA, 1)) == "deadline-past"
    assert await refused(watch.calls.mark(NADIA, 1, Deadline(date(2026, 11, 2), time(9)))) == (
        "deadline-past"
    )
    assert (await watch.calls.mark(NADIA, 1, Deadline(date(2026, 11, 2)))).confirmed


async def test_a_prolonged_deadline_is_said_where_the_call_was_published(watch: Watch):
    await watch.story(is_call=True, deadline=FOUND, confirmed=True, offered=LATER)
    await watch.curation.publish(NADIA, 1)
    taken = await watch.calls.answer_offer(NADIA, 1, True, day="2026-12-15")
    assert (taken.deadline, taken.offered) == (LATER, None)
    assert watch.extended == [(1, "2026-12-15")]
    again = watch.calls.answer_offer(BRUNO, 1, False, day="2026-12-15")
    assert await refused(again) == "deadline-answered"


async def test_an_offered_deadline_may_be_left_and_another_day_is_another_question(watch: Watch):
    await watch.story(is_call=True, deadline=FOUND, confirmed=True, offered=LATER)
    other = watch.calls.answer_offer(NADIA, 1, True, day="2026-12-16")
    assert await refused(other) == "deadline-answered"
    left = await watch.calls.answer_offer(NADIA, 1, False, day="2026-12-15")
    assert (left.deadline, left.offered) == (FOUND, None)


async def test_moderators_are_asked_once_about_a_deadline_that_a_source_says_since(watch: Watch):
    story = await watch.story(is_call=True, deadline=FOUND, confirmed=True, offered=LATER)
    async with watch.db.writing() as conn:
        settings = await watch.settings.of(conn, GUILD)
        await watch.alerts.offer(conn, settings, story)
        await watch.alerts.offer(conn, settings, story)
    assert [(key, channel) for key, channel, _ in await watch.owed()] == [
        ("deadline-offered:1:2026-12-15:720", MODERATORS)
    ]
    kind = watch.outbox.kinds["watch_offered"]
    async with watch.db.reading() as conn:
        assert (await still(kind.revalidate)(conn, GUILD, {"story": 1}))[
            "view"
        ].story.offered == LATER
    await watch.calls.answer_offer(NADIA, 1, False, day="2026-12-15")
    async with watch.db.reading() as conn:
        assert await still(kind.revalidate)(conn, GUILD, {"story": 1}) is None


@pytest.mark.parametrize(
    ("typed", "day", "at"),
    [
        ("30 novembre", date(2026, 11, 30), None),
        ("30/11/2026 à 12h", date(2026, 11, 30), time(12)),
        ("vendredi 18h", date(2026, 11, 6), time(18)),
        ("30 novembre à minuit", date(2026, 11, 30), None),
        ("du 2 au 30 novembre", date(2026, 11, 30), None),
    ],
)
def test_a_deadline_is_read_as_it_is_said(clock: FakeClock, typed: str, day: date, at: time | None):
    read = deadlines(typed, clock(), PARIS, "fr")
    assert Deadline(day, at) in read, read


# -- likeness


async def test_the_same_story_gives_its_sources_and_links_to_the_older_one(watch: Watch):
    await watch.story("Un appel", told=True)
    await watch.story("Un appel !", source=2, like=1, link="https://le.example/appel")
    await watch.curation.publish(NADIA, 1)
    older = await watch.likeness.same(NADIA, 2, revision=0)
    assert older.number == 1
    newer = await watch.now(2)
    assert (newer.state, newer.like) == (StoryState.DROPPED, 1)
    async with watch.db.reading() as conn:
        names = [each.name for each in await stories.carried(conn, GUILD, 1)]
        assert names == ["Radio Larzac", "Le Mouvement"]
        key = f"l:{link_key('https://le.example/appel')}"
        assert await stories.by_keys(conn, GUILD, [key]) == {key: [1]}
    assert await refused(watch.curation.reopen(NADIA, 2)) == "story-joined"
    assert await refused(watch.likeness.same(NADIA, 2)) == "story-state"


async def test_what_is_the_same_as_a_joined_story_joins_the_one_that_it_joined(watch: Watch):
    await watch.story("Un")
    await watch.story("Deux", like=1)
    await watch.story("Trois", like=2)
    await watch.likeness.same(NADIA, 2)
    assert (await watch.likeness.same(NADIA, 3)).number == 1


async def test_a_deadline_that_only_the_newer_one_knew_is_offered(watch: Watch):
    await watch.story("Un appel", is_call=True, deadline=FOUND, confirmed=True)
    await watch.story("Un appel prolongé", is_call=True, deadline=LATER, like=1)
    assert (await watch.likeness.same(NADIA, 2)).offered == LATER
    assert [key for key, _, _ in await watch.owed()] == ["deadline-offered:1:2026-12-15:720"]


async def test_two_different_stories_are_no_longer_said_to_look_alike(watch: Watch):
    await watch.story("Un")
    await watch.story("Deux", like=1)
    assert (await watch.likeness.different(NADIA, 2)).like is None
    assert await refused(watch.likeness.same(NADIA, 2)) == "nothing-alike"
    assert await refused(watch.likeness.different(NADIA, 2)) == "nothing-alike"


async def test_stories_that_point_at_each_other_are_refused_not_followed_for_ever(watch: Watch):
    await watch.story("Un", like=2, state=StoryState.DROPPED)
    await watch.story("Deux", like=1)
    assert await refused(watch.likeness.same(NADIA, 2)) == "nothing-alike"


async def test_a_year_is_read_where_it_is_said(clock: FakeClock):
    clock.set(datetime(2026, 12, 20, 9, tzinfo=UTC))
    (found,) = deadlines("15 janvier", clock(), PARIS, "fr")
    assert found.day == date(2027, 1, 15)
