"""The round of visits: each feed once for everybody, at its hour, whatever the others do."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from domain.watch.stories import Mode
from services.learning import KEPT
from services.visits import LEASE, REST
from storage import feed_items, feeds, source_facts, sources
from storage.engine import Database
from storage.tables import feed
from tests.conftest import FakeClock
from tests.feeds.bad_server import BadServer, cut_short, hang, later, reply
from tests.services.watch_stage import Stage, article, polls, rss, until


async def test_a_feed_that_twenty_networks_follow_is_fetched_once(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        address = server.on("/f", *polls(rss("Avant"), rss("Neuf", "Avant")))
        for number in range(1000, 1020):
            await stage.guild(number)
            await stage.follow(address, number)
        await stage.round()
        assert server.paths() == ["/f"]
        await stage.later()
        assert server.paths() == ["/f", "/f"]
        for number in range(1000, 1020):
            assert list(await stage.states(number)) == ["Neuf"]


async def test_the_first_reading_is_learned_and_not_announced(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        source = await stage.follow(server.on("/f", *polls(rss("Trois", "Deux", "Un"))))
        await stage.round()
        assert await stage.titles(source) == ["Un", "Deux", "Trois"]
        assert await stage.owed() == []
        async with db.reading() as conn:
            newest = await feed_items.newest(conn, source.feed_id, 2)
        assert [each.title for each in newest] == ["Trois", "Deux"]


async def test_who_joins_later_is_told_of_what_comes_after_them(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        bodies = [rss("Un"), rss("Deux", "Un"), rss("Trois", "Deux", "Un")]
        address = server.on("/f", *polls(*bodies))
        for number in (1000, 1001):
            await stage.guild(number)
        await stage.follow(address, 1000)
        await stage.round()
        await stage.later()
        await stage.follow(address, 1001)
        await stage.later()
        assert list(await stage.states(1000)) == ["Deux", "Trois"]
        assert list(await stage.states(1001)) == ["Trois"]


async def test_a_feed_that_hangs_delays_nobody(sqlite_db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(sqlite_db, clock, server, total=60.0) as stage:
        await stage.guild()
        await stage.follow(server.on("/hangs", hang()))
        others = [await stage.follow(server.on(f"/{n}", *polls(rss("Un")))) for n in range(40)]
        tick = asyncio.create_task(stage.visits.tick())
        for each in others:
            await until(partial(stage.learned, each))
        assert not tick.done()
        tick.cancel()
        with pytest.raises(asyncio.CancelledError):
            await tick


async def test_an_answer_that_comes_after_others_were_noted_is_noted(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        gate = asyncio.Event()
        slow = await stage.follow(server.on("/slow", later(reply(200, rss("Un")), gate)))
        quick = await stage.follow(server.on("/quick", *polls(rss("Un"))))
        tick = asyncio.create_task(stage.visits.tick())
        await until(partial(stage.learned, quick))
        gate.set()
        await tick
        assert await stage.learned(slow)


async def test_what_comes_due_while_another_hangs_is_visited(
    sqlite_db: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("services.visits.LOOK_AGAIN", 0.05)
    async with BadServer() as server, Stage.on(sqlite_db, clock, server, total=60.0) as stage:
        await stage.guild()
        await stage.follow(server.on("/hangs", hang()))
        tick = asyncio.create_task(stage.visits.tick())
        await until(lambda: asyncio.sleep(0, bool(server.busy)))
        late = await stage.follow(server.on("/late", *polls(rss("Un"))))
        await until(lambda: stage.learned(late))
        tick.cancel()
        with pytest.raises(asyncio.CancelledError):
            await tick


async def test_a_late_worker_writes_nothing(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        source = await stage.follow(server.on("/f", *polls(rss("Un"), rss("Deux", "Un"))))
        async with db.writing() as conn:
            (slow,) = await feeds.claim(conn, clock(), clock() + LEASE, 10)
        old = await stage.visits.visit(slow)
        await stage.round()
        assert server.paths() == ["/f"]  # nobody else takes it meanwhile
        clock.advance(seconds=LEASE.total_seconds() + 1)
        await stage.round()
        quick = await stage.feed(source)
        await stage.visits.settle([old])
        assert await stage.feed(source) == quick
        assert await stage.titles(source) == ["Un", "Deux"]


async def test_one_host_does_not_take_every_place(sqlite_db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(sqlite_db, clock, server, of_one_host=3) as stage:
        await stage.guild()
        for number in range(8):
            await stage.follow(server.on(f"/{number}", *polls(rss("Un"))))
        seen = []
        for _ in range(3):
            await stage.round()
            seen.append(len(server.requests))
            clock.advance(seconds=REST.total_seconds())
        assert seen == [3, 6, 8]


async def test_an_unchanged_feed_costs_no_reading(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        source = await stage.follow(
            server.on("/f", reply(200, rss("Un"), {"ETag": '"a"'}), reply(304))
        )
        for _ in range(3):
            await stage.later()
        seen = await stage.feed(source)
        assert (seen.visits, seen.unchanged, seen.etag) == (3, 2, '"a"')
        assert seen.bytes_read == len(rss("Un"))
        assert server.requests[-1].headers["if-none-match"] == '"a"'


async def test_a_text_cut_short_gives_what_it_holds_and_is_read_again(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        whole = rss("Cinq", "Quatre", "Trois", "Deux", "Un")
        steps = [*polls(rss("Un")), cut_short(whole, 0.6), *polls(whole)]
        source = await stage.follow(server.on("/f", *steps))
        await stage.round()
        await stage.later()
        seen = await stage.feed(source)
        assert (seen.error, seen.etag, seen.body_hash) == ("truncated", "", "")
        some = await stage.titles(source)
        assert 1 < len(some) < 5
        await stage.later()
        assert sorted(await stage.titles(source)) == sorted(
            ["Un", "Deux", "Trois", "Quatre", "Cinq"]
        )
        assert len(await stage.stories()) == 4


async def test_a_first_text_cut_short_is_no_first_reading(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        whole = rss("Cinq", "Quatre", "Trois", "Deux", "Un")
        steps = [cut_short(whole, 0.6), *polls(whole, rss("Six", "Cinq"))]
        source = await stage.follow(server.on("/f", *steps))
        await stage.round()
        await stage.later()
        assert await stage.stories() == []
        await stage.later()
        assert list(await stage.states()) == ["Six"]
        assert len(await stage.titles(source)) == 6


async def test_a_page_that_is_no_feed_replaces_nothing(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        page = b"<!doctype html><html><body>En maintenance</body></html>"
        steps = [reply(200, rss("Un"), {"ETag": '"a"'}), *polls(page, page, rss("Deux", "Un"))]
        source = await stage.follow(server.on("/f", *steps))
        await stage.round()
        for failures in (1, 2):
            await stage.later()
            seen = await stage.feed(source)
            assert (seen.error, seen.failures, seen.etag) == ("not-a-feed", failures, '"a"')
        await stage.later()
        assert list(await stage.states()) == ["Deux"]


async def test_a_feed_is_visited_at_its_own_rhythm(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        daily = [article(f"J{n}", at=clock() - timedelta(days=n)) for n in range(10)]
        hourly = [article(f"H{n}", at=clock() - timedelta(hours=n)) for n in range(10)]
        slow = await stage.follow(server.on("/slow", *polls(rss(*daily))))
        quick = await stage.follow(server.on("/quick", *polls(rss(*hourly))))
        await stage.round()
        assert (await stage.feed(slow)).interval_minutes > 3 * (
            (await stage.feed(quick)).interval_minutes
        )


async def test_nobody_visits_what_nobody_follows(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        source = await stage.follow(server.on("/f", *polls(rss("Un"))))
        async with db.writing() as conn:
            await conn.execute(feed.update().values(followed=False))
        await stage.later()
        assert server.requests == []
        assert await stage.visits.visit_now(source.feed_id) == ""  # unless somebody asks
        assert server.paths() == ["/f"]


async def test_old_texts_are_forgotten_and_old_articles_are_still_known(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        bodies = [rss("Vieux"), rss("Porté", "Vieux"), rss("Récent"), rss("Vieux", "Porté")]
        source = await stage.follow(server.on("/f", *polls(*bodies)))
        await stage.round()
        await stage.later()
        clock.advance(days=KEPT.days + 1)
        await stage.round()
        assert await stage.visits.forget_old() == 1
        assert await stage.visits.forget_old() == 0
        assert await stage.titles(source) == ["", "Porté", "Récent"]
        await stage.later()
        assert list(await stage.states()) == ["Porté", "Récent"]


async def test_what_a_source_has_yet_to_look_at_is_not_passed_over(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        bodies = [rss("Un"), rss("Deux", "Un"), rss("Trois", "Deux", "Un")]
        await stage.follow(server.on("/f", *polls(*bodies)), mode=Mode.DIGEST)
        await stage.round()
        clock.advance(hours=25)
        await stage.visits.tick()  # dies before it sifts; then the feed is learned anew
        async with db.writing() as conn:
            (source,) = await sources.behind(conn)
            await source_facts.begin_again(conn, source.feed_id, clock())
        await stage.round()
        assert list(await stage.states()) == ["Deux", "Trois"]
