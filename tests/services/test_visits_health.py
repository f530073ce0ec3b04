"""What moderators are told of their sources: once when it matters, never for each visit."""

from datetime import timedelta

import pytest

from domain.watch.entry import MOST_ENTRIES
from services import learning
from services.feed_news import KINDS, SourceNews
from services.learning import settle
from storage import sources
from storage.engine import Database
from tests.conftest import FakeClock
from tests.feeds.bad_server import BadServer, redirect, reply
from tests.services.watch_stage import GUILD, Stage, article, polls, rss

QUIET = 900
"""A network without a channel for its moderators."""


async def kinds(stage: Stage, guild_id: int = GUILD) -> list[str]:
    return [key.partition(":")[0] for key, _ in await stage.owed("source_", guild_id)]


async def said(stage: Stage, kind: str, guild_id: int = GUILD) -> SourceNews | None:
    """What the last notice of a kind would show now."""
    facts = (await stage.owed(kind, guild_id))[-1][1]
    revalidate = stage.outbox.kinds[kind].revalidate
    assert revalidate is not None
    async with stage.db.reading() as conn:
        found = await revalidate(conn, guild_id, facts)
    view: SourceNews | None = found["view"] if found else None
    return view


async def test_a_day_of_failure_is_told_once_and_so_is_its_end(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        await stage.guild(QUIET, moderation__channel=None)
        steps = [*polls(rss("Un")), *[reply(500)] * 40]
        address = server.on("/f", *steps)
        source = await stage.follow(address)
        await stage.follow(address, QUIET)
        await stage.round()
        for _ in range(23):
            await stage.later(hours=1)
        assert await kinds(stage) == []
        for _ in range(48):
            await stage.later(hours=1)
        assert await kinds(stage) == ["source_failing"]
        shown = await said(stage, "source_failing")
        assert shown is not None
        assert shown.error == "server-error"
        assert shown.since is not None
        assert not (await stage.feed(source)).gone
        server.on("/f", *polls(rss("Deux", "Un")))
        await stage.later(hours=13)
        assert await kinds(stage) == ["source_failing", "source_recovered"]
        assert await said(stage, "source_failing") is None  # no longer true: never sent late
        assert list(await stage.states()) == ["Deux"]
        assert await kinds(stage, QUIET) == []
        assert list(await stage.states(QUIET)) == ["Deux"]


async def test_a_failure_is_told_even_between_two_visits(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        source = await stage.follow(server.on("/f", reply(500)))
        while (await stage.feed(source)).failures < 8:
            await stage.later(minutes=11)
        since = (await stage.feed(source)).failing_since
        assert since is not None
        clock.set(since + timedelta(hours=24))
        asked = len(server.requests)
        await stage.round()
        assert len(server.requests) == asked
        assert await kinds(stage) == ["source_failing"]


async def test_short_failures_are_not_told(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        await stage.follow(
            server.on("/f", *polls(rss("Un")), reply(500), reply(500), *polls(rss("Un")))
        )
        for _ in range(20):
            await stage.later(hours=2)
        assert await kinds(stage) == []


async def test_what_is_gone_is_proposed_and_left_alone_until_somebody_asks(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        source = await stage.follow(
            server.on("/f", *polls(rss("Un")), reply(410), *polls(rss("Deux", "Un")))
        )
        await stage.round()
        for _ in range(4):
            await stage.later()
        assert len(server.requests) == 2
        assert await kinds(stage) == ["source_gone"]
        assert await stage.visits.visit_now(source.feed_id) == ""
        await stage.sifting.tick()
        assert not (await stage.feed(source)).gone
        assert await said(stage, "source_gone") is None
        assert await kinds(stage) == ["source_gone", "source_recovered"]
        assert list(await stage.states()) == ["Deux"]


async def test_a_new_address_is_proposed_at_the_third_visit_once(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        new = server.on("/new", *polls(rss("Un")))
        source = await stage.follow(server.on("/f", redirect("/new", 301)))
        for visit in range(1, 7):
            await stage.later()
            feed = await stage.feed(source)
            assert feed.moved_to == (new if visit >= 3 else "")
            assert feed.address != new
        assert await kinds(stage) == ["source_moved"]
        shown = await said(stage, "source_moved")
        assert shown is not None
        assert shown.moved_to == new
        server.on("/f", *polls(rss("Un")))
        await stage.later()
        assert await said(stage, "source_moved") is None
        assert await kinds(stage) == ["source_moved"]


async def test_a_redirect_now_and_then_is_not_proposed(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        server.on("/new", *polls(rss("Un")))
        away, here = redirect("/new", 301), reply(200, rss("Un"))
        await stage.follow(server.on("/f", away, away, here, away, away, here))
        for _ in range(6):
            await stage.later()
        assert await kinds(stage) == []


async def test_more_than_is_read_at_once_and_none_after_many_are_told_once(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        many = [f"A{n}" for n in range(MOST_ENTRIES + 7)]
        bodies = [rss(*many), rss(*many, "Encore"), rss(), rss(title="Vide"), rss(*many)]
        await stage.follow(server.on("/f", *polls(*bodies)))
        told = []
        for _ in bodies:
            await stage.later()
            told.append(len(await kinds(stage)))
        assert await kinds(stage) == ["source_cut", "source_empty", "source_cut"]
        assert told == [1, 1, 2, 2, 3]
        facts = [facts for _, facts in await stage.owed("source_")]
        assert facts[:2] == [
            {"source": 1, "left_out": 7},
            {"source": 1, "before": MOST_ENTRIES},
        ]


async def test_more_than_a_day_may_bring_is_told_once(
    sqlite_db: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(learning, "A_DAY", 10)
    async with BadServer() as server, Stage.on(sqlite_db, clock, server) as stage:
        await stage.guild()
        floods = [rss(*(f"{visit}-{n}" for n in range(7))) for visit in range(4)]
        source = await stage.follow(server.on("/f", *polls(*floods)))
        for _ in floods:
            await stage.visits.visit_now(source.feed_id)
        assert [facts for _, facts in await stage.owed("source_")] == [{"source": 1, "left_out": 4}]


def moved_elsewhere(*names: str) -> bytes:
    return rss(*(article(name, f"https://autre.example/{name}") for name in names))


@pytest.mark.parametrize("announce", [True, False])
async def test_articles_of_another_site_wait_for_a_word(
    db: Database, clock: FakeClock, announce: bool
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        before = rss(*(f"Ici {n}" for n in range(6)))
        strangers = moved_elsewhere(*(f"Ailleurs {n}" for n in range(6)))
        after = moved_elsewhere("Plus tard", *(f"Ailleurs {n}" for n in range(6)))
        source = await stage.follow(server.on("/f", *polls(before, strangers, strangers, after)))
        for _ in range(3):
            await stage.later()
        assert await kinds(stage) == ["source_held"]
        assert await stage.stories() == []
        assert await said(stage, "source_held") is not None
        async with db.writing() as conn:
            waiting = await sources.lock(conn, GUILD, source.number)
            assert waiting is not None and waiting.waits
            await settle(conn, waiting, announce=announce)
        await stage.round()
        assert len(await stage.stories()) == (6 if announce else 0)
        assert await said(stage, "source_held") is None
        await stage.later()
        assert (await stage.stories())[-1].title == "Plus tard"
        assert len(await stage.stories()) == (7 if announce else 1)


async def test_each_kind_of_notice_is_for_sources_that_are_still_followed(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        await stage.follow(server.on("/f", *polls(rss("Un"))))
        await stage.round()
        async with db.reading() as conn:
            for kind in KINDS:
                revalidate = stage.outbox.kinds[kind].revalidate
                assert revalidate is not None
                assert await revalidate(conn, GUILD, {"source": 99}) is None
