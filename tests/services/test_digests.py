"""The digest comes once, at its hour, with all that waited, whatever the clock does."""

import json

import pytest

from domain.watch.stories import StoryState
from storage.engine import Database
from tests.conftest import FakeClock
from tests.services.watch_shelf import APPELS, GUILD, VEILLE, Shelf, paris

WAITING = StoryState.WAITING


@pytest.fixture
async def shelf(db: Database, clock: FakeClock) -> Shelf:
    """Tuesday 3 November, 10:00 in Paris; the digest is that of Mondays at 9:00."""
    clock.set(paris(3, 10))
    return await Shelf.on(db, clock)


async def told(shelf: Shelf) -> list[tuple[int, list[int]]]:
    """The digests owed: (channel, stories)."""
    return [
        (each["channel_id"], json.loads(each["facts"])["stories"])
        for each in await shelf.owed("watch_digest")
    ]


async def test_what_waits_is_told_at_the_next_hour_of_the_digest_and_not_before(shelf: Shelf):
    first = await shelf.story("Un", WAITING)
    await shelf.digests.tick()
    shelf.clock.set(paris(9, 8, 59))
    await shelf.digests.tick()
    assert await told(shelf) == []
    shelf.clock.set(paris(9, 9))
    await shelf.digests.tick()
    assert await told(shelf) == [(VEILLE, [first.number])]
    assert await shelf.state(first) is StoryState.DIGESTED


async def test_a_round_that_is_repeated_tells_nothing_twice(shelf: Shelf):
    await shelf.story("Un", WAITING)
    await shelf.digests.tick()
    shelf.clock.set(paris(9, 9))
    await shelf.digests.tick()
    await shelf.story("Deux", WAITING)
    await shelf.digests.tick()
    shelf.clock.set(paris(9, 23))
    await shelf.digests.tick()
    assert len(await told(shelf)) == 1


async def test_after_an_absence_one_digest_holds_all_that_waited(shelf: Shelf):
    await shelf.story("Un", WAITING)
    await shelf.digests.tick()
    shelf.clock.set(paris(29, 20))
    await shelf.story("Deux", WAITING)
    await shelf.digests.tick()
    await shelf.digests.tick()
    assert await told(shelf) == [(VEILLE, [1, 2])]


async def test_each_channel_gets_the_stories_of_its_topics_in_the_order_of_topics(shelf: Shelf):
    grant = await shelf.story("Bourse", WAITING, topic=shelf.grants.number)
    plain = await shelf.story("Sans thème", WAITING)
    music = await shelf.story("Concert", WAITING, topic=shelf.music.number)
    await shelf.digests.tick()
    shelf.clock.set(paris(9, 9))
    await shelf.digests.tick()
    assert sorted(await told(shelf)) == [
        (VEILLE, [music.number, plain.number]),
        (APPELS, [grant.number]),
    ]


async def test_a_long_digest_is_cut_into_messages_and_loses_nothing(shelf: Shelf):
    for number in range(30):
        await shelf.story(f"Nouvelle {number}", WAITING)
    await shelf.digests.tick()
    shelf.clock.set(paris(9, 9))
    await shelf.digests.tick()
    parts = [numbers for _, numbers in await told(shelf)]
    assert len(parts) == 3
    assert sorted(number for part in parts for number in part) == list(range(1, 31))


async def test_without_a_channel_it_waits_until_there_is_one(shelf: Shelf):
    await shelf.set("watch.channel", None)
    story = await shelf.story("Un", WAITING)
    await shelf.digests.tick()
    shelf.clock.set(paris(9, 9))
    await shelf.digests.tick()
    assert await shelf.state(story) is WAITING
    await shelf.set("watch.channel", VEILLE)
    await shelf.digests.tick()
    assert await told(shelf) == [(VEILLE, [story.number])]


async def test_a_network_without_digests_gets_what_exceeded_its_alerts_the_day_after(shelf: Shelf):
    await shelf.set("watch.digest", "none")
    await shelf.story("Un", WAITING)
    await shelf.digests.tick()
    assert await told(shelf) == []
    shelf.clock.set(paris(4, 9))
    await shelf.digests.tick()
    assert await told(shelf) == [(VEILLE, [1])]


async def test_a_story_rejected_since_is_left_out_and_a_digest_of_none_is_not_sent(shelf: Shelf):
    first = await shelf.story("Un", WAITING)
    second = await shelf.story("Deux", WAITING)
    facts = {
        "day": "2026-11-09",
        "stories": [first.number, second.number],
        "part": 1,
        "parts": 1,
    }
    await shelf.change(first, state=StoryState.REJECTED)
    async with shelf.db.reading() as conn:
        shown = await shelf.digests.view(conn, GUILD, facts)
    assert shown is not None
    assert [story.title for _, those in shown["view"].groups for story in those] == ["Deux"]
    await shelf.change(second, state=StoryState.REJECTED)
    async with shelf.db.reading() as conn:
        assert await shelf.digests.view(conn, GUILD, facts) is None
