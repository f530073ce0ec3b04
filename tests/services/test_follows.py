"""Who follows a topic or a word is told once, privately, outside their quiet hours."""

import json

import pytest

from domain.errors import Refused
from domain.watch.stories import Story, StoryState
from storage.engine import Database
from tests.conftest import FakeClock
from tests.services.watch_shelf import GUILD, LEA, MAUD, Shelf, caller, paris


@pytest.fixture
async def shelf(db: Database, clock: FakeClock) -> Shelf:
    clock.set(paris(3, 10))
    return await Shelf.on(db, clock)


async def approve(shelf: Shelf, story: Story) -> None:
    async with shelf.db.writing() as conn:
        settings = await shelf.settings.of(conn, GUILD)
        await shelf.follows.heard(conn, settings, story, shelf.clock())


async def told(shelf: Shelf) -> list[tuple[int, int]]:
    return [
        (each["person"], json.loads(each["facts"])["story"])
        for each in await shelf.owed("watch_followed")
    ]


async def test_a_word_is_followed_whatever_its_accents_and_plural(shelf: Shelf):
    await shelf.follows.add(caller(), topic=None, words="mecenats", rhythm="now")
    await approve(shelf, await shelf.story("Le Mécénat culturel en 2026"))
    await approve(shelf, await shelf.story("Concert à Niort"))
    assert await told(shelf) == [(LEA, 1)]


async def test_a_word_within_a_topic_needs_both(shelf: Shelf):
    await shelf.follows.add(caller(), topic=shelf.music.number, words="niort", rhythm="now")
    await approve(shelf, await shelf.story("Concert à Niort", topic=shelf.grants.number))
    await approve(shelf, await shelf.story("Concert à Niort", topic=shelf.music.number))
    assert await told(shelf) == [(LEA, 2)]


async def test_a_story_that_matches_twice_is_told_once(shelf: Shelf):
    await shelf.follows.add(caller(), topic=None, words="concert", rhythm="now")
    await shelf.follows.add(caller(), topic=None, words="niort", rhythm="now")
    await shelf.follows.add(caller(MAUD), topic=None, words="niort", rhythm="now")
    story = await shelf.story("Concert à Niort")
    await approve(shelf, story)
    await approve(shelf, story)
    assert await told(shelf) == [(LEA, 1), (MAUD, 1)]


async def test_nobody_is_written_to_at_night(shelf: Shelf):
    await shelf.follows.add(caller(), topic=None, words="concert", rhythm="now")
    shelf.clock.set(paris(3, 22))
    await approve(shelf, await shelf.story("Concert"))
    (owed,) = await shelf.owed("watch_followed")
    assert owed["not_before"] == int(paris(4, 8).timestamp() * 1000)


async def test_a_digest_holds_what_matched_since_the_last_one(shelf: Shelf):
    await shelf.story("Concert avant")
    shelf.clock.advance(minutes=1)
    await shelf.follows.add(caller(), topic=None, words="concert", rhythm="digest")
    shelf.clock.advance(minutes=1)
    await shelf.story("Concert un")
    await shelf.story("Autre chose")
    shelf.clock.set(paris(9, 9))
    await shelf.follows.tick()
    await shelf.follows.tick()
    await shelf.story("Concert deux")
    shelf.clock.set(paris(16, 9, 1))
    await shelf.follows.tick()
    owed = [json.loads(each["facts"])["stories"] for each in await shelf.owed()]
    assert owed == [[2], [4]]


async def test_what_was_rejected_or_no_longer_followed_meanwhile_is_not_told(shelf: Shelf):
    made = await shelf.follows.add(caller(), topic=None, words="concert", rhythm="now")
    story = await shelf.story("Concert")
    facts = {"story": story.number, "person": LEA, "follow": made.follow.number}
    revalidate = shelf.outbox.kinds["watch_followed"].revalidate
    assert revalidate is not None
    async with shelf.db.reading() as conn:
        assert await revalidate(conn, GUILD, facts) is not None
    await shelf.change(story, state=StoryState.REJECTED)
    async with shelf.db.reading() as conn:
        assert await revalidate(conn, GUILD, facts) is None
    await shelf.change(story, state=StoryState.PUBLISHED)
    await shelf.follows.drop(caller(), made.follow.number)
    async with shelf.db.reading() as conn:
        assert await revalidate(conn, GUILD, facts) is None


async def test_who_left_the_network_is_told_nothing(shelf: Shelf):
    await shelf.follows.add(caller(), topic=None, words="concert", rhythm="now")
    async with shelf.db.writing() as conn:
        await conn.exec_driver_sql(f"UPDATE member SET left_at = 1 WHERE user_id = {LEA}")
    await approve(shelf, await shelf.story("Concert"))
    assert await told(shelf) == []


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"topic": None, "words": "  "}, "follow-nothing"),
        ({"topic": None, "words": "de la"}, "follow-words"),
        ({"topic": 99, "words": ""}, "topic-unknown"),
    ],
)
async def test_what_cannot_be_followed_is_said(shelf: Shelf, asked, refusal):
    with pytest.raises(Refused) as said:
        await shelf.follows.add(caller(), rhythm="now", **asked)
    assert said.value.key == refusal
    assert await shelf.follows.of(caller()) == []


async def test_the_same_is_followed_once_and_only_its_owner_drops_it(shelf: Shelf):
    made = await shelf.follows.add(caller(), topic=None, words="Concerts", rhythm="now")
    with pytest.raises(Refused, match="follow-known"):
        await shelf.follows.add(caller(), topic=None, words="concert", rhythm="digest")
    with pytest.raises(Refused, match="follow-unknown"):
        await shelf.follows.drop(caller(MAUD), made.follow.number)
    assert [each.follow.words for each in await shelf.follows.of(caller())] == ["Concerts"]


async def test_twenty_things_are_followed_and_no_more(shelf: Shelf):
    for number in range(20):
        await shelf.follows.add(caller(), topic=None, words=f"mot{number}", rhythm="now")
    with pytest.raises(Refused, match="follow-too-many"):
        await shelf.follows.add(caller(), topic=None, words="encore", rhythm="now")
