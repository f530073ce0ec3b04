"""Dying at any statement of a round, or as it commits, loses nothing and doubles nothing."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select

from domain.watch.stories import Mode, Source, StoryState
from storage import feeds, sources, stories
from storage.engine import Database
from storage.tables import feed, story_source
from tests.conftest import FakeClock
from tests.feeds.bad_server import BadServer
from tests.services.fake_discord import Killed
from tests.services.watch_stage import Stage, article, polls, rss

MOST_STEPS = 400


class Deaths:
    """Kills this process at its n-th statement or commit from now on; 0: never."""

    def __init__(self) -> None:
        self.left = 0

    def step(self, *_: Any) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed


@contextmanager
def dying(db: Database) -> Iterator[Deaths]:
    deaths = Deaths()
    engines = {id(each): each.sync_engine for each in (db._readers, db._writers)}.values()
    for engine in engines:
        event.listen(engine, "before_cursor_execute", deaths.step)
        event.listen(engine, "commit", deaths.step)
    try:
        yield deaths
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", deaths.step)
            event.remove(engine, "commit", deaths.step)


SHARED = article("Partagé par deux sources", "https://site.example/partage")
BY_HAND = (SHARED, "Un atelier", article("Appel à projets", text="Avant le 3 mars 2027."))
AUTOMATIC = (SHARED, "Un concert", "Un débat")


async def network(stage: Stage, number: int) -> list[Source]:
    """A guild of its own that follows two feeds of its own, whose news are yet to be read."""
    await stage.guild(number, watch__daily_limit=2)
    found = []
    for name, mode, news in (("hand", Mode.HAND, BY_HAND), ("auto", Mode.AUTO, AUTOMATIC)):
        bodies = polls(rss(f"Avant {name}"), rss(*news, f"Avant {name}"))
        address = stage.server.on(f"/{number}/{name}", *bodies)
        found.append(await stage.follow(address, number, mode, name))
    await stage.round()
    stage.clock.advance(hours=25)
    return found


async def leave(stage: Stage, followed: list[Source]) -> None:
    """Visit these feeds no more, so that the next round is about others."""
    async with stage.db.writing() as conn:
        ids = [source.feed_id for source in followed]
        await conn.execute(feed.update().where(feed.c.id.in_(ids)).values(followed=False))


async def judge(stage: Stage, number: int) -> None:
    """Each article is one story, shown once; both sources carry what both brought."""
    found = await stage.stories(number)
    assert Counter(story.title for story in found) == {
        "Partagé par deux sources": 1,
        "Un atelier": 1,
        "Appel à projets": 1,
        "Un concert": 1,
        "Un débat": 1,
    }
    states = Counter(story.state for story in found)
    assert states == {StoryState.QUEUED: 2, StoryState.PUBLISHED: 2, StoryState.WAITING: 1}
    owed = Counter(key.partition(":")[0] for key, _ in await stage.owed("watch_", number))
    assert owed["alert"] == 2
    assert owed["watch-queue"] in (2, 3)  # the shared one was asked about if it came by hand first
    async with stage.db.reading() as conn:
        rows = await conn.execute(
            select(story_source.c.story).where(story_source.c.guild_id == number)
        )
        assert len(rows.all()) == 6
        assert await sources.behind(conn) == []
        shared = next(story for story in found if story.title.startswith("Partagé"))
        carried = await stories.carried(conn, number, shared.number)
    assert {each.name for each in carried} == {"hand", "auto"}


async def test_dying_at_any_step_loses_nothing_and_doubles_nothing(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        with dying(db) as deaths:
            died = 0
            # The statements are the same on both engines; PostgreSQL, slower, dies at fewer.
            first, stride = (1, 2) if db.dialect == "sqlite" else (2, 4)
            for step in range(first, MOST_STEPS, stride):
                followed = await network(stage, 1000 + step)
                deaths.left = step
                try:
                    await stage.round()
                    break
                except Killed:
                    died += 1
                deaths.left = 0
                again = Stage.over(db, clock, server, stage.fetcher, stage.workshop)
                await again.later(minutes=6)
                await judge(again, 1000 + step)
                await leave(again, followed)
        assert died > 15
        await judge(stage, 1000 + step)


async def test_dying_between_the_claim_and_the_answer_costs_a_few_minutes(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await network(stage, 1000)
        async with db.writing() as conn:
            assert len(await feeds.claim(conn, clock(), clock(), 10)) == 2
        await stage.later(minutes=6)
        await judge(stage, 1000)


async def test_a_fault_of_our_own_in_one_feed_leaves_the_others_alone(
    db: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        bad, good = [
            await stage.follow(server.on(path, *polls(rss("Un")))) for path in ("/bad", "/good")
        ]
        parse = stage.workshop.parse

        async def broken(body: bytes, **said: Any) -> Any:
            if said["address"].endswith("/bad"):
                raise RuntimeError("the reader of feeds does not start")
            return await parse(body, **said)

        monkeypatch.setattr(stage.workshop, "parse", broken)
        await stage.round()
        assert (await stage.feed(good)).learned
        assert not (await stage.feed(bad)).learned
        monkeypatch.undo()
        await stage.later(minutes=6)
        assert (await stage.feed(bad)).learned


async def test_a_reading_that_cannot_be_learned_does_not_take_others_with_it(
    db: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        bad, good = [
            await stage.follow(server.on(path, *polls(rss("Un", title=path))))
            for path in ("/bad", "/good")
        ]
        learn = stage.visits._learning.learn

        async def broken(conn: Any, found: Any, reading: Any, now: Any) -> Any:
            columns = await learn(conn, found, reading, now)
            if columns["title"] == "/bad":
                raise ValueError("no such luck")
            return columns

        monkeypatch.setattr(stage.visits._learning, "learn", broken)
        await stage.round()
        assert await stage.titles(good) == ["Un"]
        assert await stage.titles(bad) == []
