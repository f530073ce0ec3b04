"""What two people, two guilds or two processes do to the watch at once, and what comes of it."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from domain.people import Caller
from domain.watch.entry import Entry
from domain.watch.rules import RuleAction
from domain.watch.stories import Deadline, Mode, StoryState
from domain.watch.titles import likeness_keys
from services.curation import Curation
from services.likeness import Likeness
from services.privacy import Privacy
from services.sifting import ALIKE_FOR
from services.sources import Sources, Wanted
from services.topics import Topics
from storage import archive, feed_items, sources
from storage.engine import Database, open_database
from tests.conftest import FakeClock, empty
from tests.feeds.bad_server import BadServer
from tests.services.curation_stage import BRUNO, CALLS, GUILD, MODERATORS, NADIA, NEWS, Watch
from tests.services.test_sifting import brought, only, rule
from tests.services.watch_shelf import Shelf, caller, paris
from tests.services.watch_stage import Stage, article, polls, rss

TITLE = "Deux millions d'euros pour les tiers-lieux culturels de Gâtine"
QUEUED, WAITING = StoryState.QUEUED, StoryState.WAITING


# -- what may repeat another, and what was refused -------------------------------------------------


async def test_what_looks_alike_is_not_published_because_an_automatic_source_brings_it_too(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        await brought(stage, article(TITLE, "https://one.example/x"), name="one")
        for name in ("two", "three"):
            await brought(stage, article(TITLE, "https://two.example/x"), name=name, mode=Mode.AUTO)
        assert [(each.state, each.like) for each in await stage.stories()] == [
            (QUEUED, None),
            (QUEUED, 1),
        ]


async def test_what_was_refused_comes_back_in_no_digest_by_another_link(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        curation = Curation(stage.desk, stage.alerts)
        await brought(stage, article(TITLE, "https://one.example/x"), name="one")
        await curation.reject(NADIA, 1, "hors sujet")
        elsewhere = (article(TITLE, "https://two.example/x"), article("Un concert"))
        await brought(stage, *elsewhere, name="two", mode=Mode.DIGEST)
        assert {each.title: (each.state, each.like) for each in (await stage.stories())[1:]} == {
            TITLE: (QUEUED, 1),
            "Un concert": (WAITING, None),
        }


async def test_a_first_yes_is_not_to_words_that_the_source_has_written_since(
    db: Database, clock: FakeClock
):
    def words(title: str) -> bytes:
        return rss(article(title, "https://one.example/x", guid="one"), "Avant")

    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild(watch__two_moderators=True)
        curation = Curation(stage.desk, stage.alerts)
        bodies = polls(rss("Avant"), words("Un concert"), words("Tout autre chose"))
        await stage.follow(server.on("/f", *bodies))
        await stage.round()
        await stage.later()
        assert (await curation.publish(NADIA, 1)).first_yes == NADIA.user_id
        await stage.later()
        assert (await only(stage)).title == "Tout autre chose"
        assert (await curation.publish(BRUNO, 1)).state is QUEUED


async def test_what_is_put_off_or_then_refused_is_no_longer_found_in_the_archive(
    db: Database, clock: FakeClock
):
    watch = await Watch.on(db, clock)
    await watch.story("Un concert")
    for act in (
        watch.curation.to_digest(NADIA, 1),
        watch.curation.schedule(NADIA, 1, clock() + timedelta(hours=2)),
        watch.curation.reject(NADIA, 1, "annulé"),
    ):
        decided = await act
        async with db.reading() as conn:
            found = await archive.find(conn, GUILD, ["concert"], limit=5)
        assert found == ([1] if decided.approved else [])


async def test_old_titles_are_likened_to_nothing_and_kept_no_longer_but_links_are(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        await brought(stage, article(TITLE, "https://one.example/x"), name="one")
        likeness = Likeness(stage.desk, stage.alerts)
        assert await likeness.forget_old() == 0
        clock.advance(days=ALIKE_FOR.days + 1)
        assert await likeness.forget_old() == len(likeness_keys(TITLE))
        for name, site in (("two", "one"), ("three", "two")):
            await brought(stage, article(TITLE, f"https://{site}.example/x"), name=name)
        assert [each.like for each in await stage.stories()] == [None, None]


@pytest.mark.parametrize("action", [RuleAction.KEEP, RuleAction.DROP])
async def test_what_could_not_be_filtered_is_neither_lost_nor_published_by_itself(
    db: Database, clock: FakeClock, action: RuleAction
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        await rule(stage, action, "concert [", expression=True)
        await brought(stage, article("Un concert"), mode=Mode.AUTO)
        assert (await only(stage)).state is QUEUED
        assert [key for key, _ in await stage.owed()] == ["watch-queue:1", "watch-rule-failed:1"]


async def test_a_first_yes_of_who_was_forgotten_is_asked_for_again(db: Database, clock: FakeClock):
    watch = await Watch.on(db, clock)
    await watch.change("watch.two_moderators", True)
    await watch.story()
    await watch.curation.publish(NADIA, 1)
    await Privacy(db, clock).forget(NADIA)
    again = await watch.curation.publish(BRUNO, 1)
    assert (again.state, again.first_yes) == (QUEUED, BRUNO.user_id)


# -- two guilds at once ----------------------------------------------------------------------------


async def test_a_feed_that_two_guilds_add_at_once_is_learned_by_both(
    pg_tables: str, clock: FakeClock
):
    db = await open_database(pg_tables)
    await empty(db)
    wanted = Wanted("https://x.example/feed", "feed", "X", Mode.AUTO)
    first, done = asyncio.Event(), asyncio.Event()

    def moderator(guild_id: int) -> Caller:
        return Caller(guild_id, 11, "Nadia", "fr", moderator=True)

    async def second(add: Sources, stage: Stage) -> None:
        await first.wait()
        async with stage.desk.acting(moderator(200), act=None) as work:
            asyncio.get_running_loop().call_later(0.1, done.set)  # by then it waits for the other
            await add.add(work, wanted)

    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        add = Sources(stage.desk, Topics(stage.desk, lambda _: {}), stage.visits)
        other = asyncio.create_task(second(add, stage))
        async with stage.desk.acting(moderator(100), act=None) as work:
            made = await add.add(work, wanted)
            there = [Entry(title=f"Article {n}", link=f"https://x.example/{n}") for n in range(9)]
            known = await feed_items.add(work.conn, made.feed_id, there, work.now)
            await sources.begin_after(work.conn, made.feed_id, known)
            first.set()
            await done.wait()
        await other
        async with db.reading() as conn:
            assert await sources.behind(conn) == []
    await db.close()


async def test_a_guild_whose_digest_fails_keeps_no_other_from_its_own(
    db: Database, clock: FakeClock
):
    clock.set(paris(3, 10))
    shelf = await Shelf.on(db, clock)
    await shelf.story("Un concert", WAITING)
    async with db.writing() as conn:
        await conn.exec_driver_sql(
            "INSERT INTO story (guild_id, number, state, title, found_at, deadline)"
            " VALUES (1, 1, 'waiting', 'Abîmé', 0, 'un jour')"
        )
    await shelf.digests.tick()
    clock.set(paris(9, 9, 1))
    await shelf.digests.tick()
    assert [each["channel_id"] for each in await shelf.owed("watch_digest")] == [2000]


# -- channels that are gone ------------------------------------------------------------------------


async def test_what_waits_for_a_deleted_channel_of_a_topic_is_said_in_the_networks(
    db: Database, clock: FakeClock
):
    clock.set(datetime(2026, 11, 2, 22, tzinfo=UTC))
    watch = await Watch.on(db, clock)
    topics = Topics(watch.desk, lambda _: {})
    await watch.publish(await watch.story("Un appel", topic=2, told=True))
    assert (await watch.owed())[1][:2] == ("alert:1", CALLS)
    await topics.channel_gone(GUILD, CALLS)
    assert [said[:2] for said in await watch.owed()] == [
        ("watch-queue:1", MODERATORS),
        ("alert:1", NEWS),
    ]


async def test_a_call_published_in_a_channel_since_deleted_is_reminded_of_where_news_go_now(
    db: Database, clock: FakeClock
):
    clock.set(paris(3, 10))
    shelf = await Shelf.on(db, clock)
    call = await shelf.call("Résidence", Deadline(date(2026, 11, 30)), channel_id=2001)
    await Topics(shelf.calls._desk, lambda _: {}).channel_gone(call.guild_id, 2001)
    clock.set(paris(27, 10))
    await shelf.call_clock.tick()
    assert [each["channel_id"] for each in await shelf.owed("call_due")] == [2000]


# -- each person's digest --------------------------------------------------------------------------


async def test_an_approval_that_is_written_while_a_digest_is_made_is_in_the_next(
    db: Database, clock: FakeClock
):
    clock.set(paris(3, 10))
    shelf = await Shelf.on(db, clock)
    await shelf.follows.add(caller(), topic=None, words="concert", rhythm="digest")
    clock.set(paris(9, 9))
    began = clock()
    clock.advance(seconds=3)
    await shelf.follows.tick()
    await shelf.story("Concert", decided_at=began)
    clock.set(paris(16, 9, 1))
    await shelf.follows.tick()
    assert len(await shelf.owed("watch_follow_digest")) == 1


async def test_a_round_in_which_no_digest_is_due_asks_one_question_for_all_who_follow(
    sqlite_db: Database, clock: FakeClock
):
    clock.set(paris(3, 10))
    shelf = await Shelf.on(sqlite_db, clock)
    for person in range(100, 130):
        await shelf.follows.add(caller(person), topic=None, words="concert", rhythm="digest")
    clock.set(paris(9, 9))
    await shelf.follows.tick()
    asked: list[str] = []
    engine = sqlite_db._readers.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    await shelf.follows.tick()
    assert len(asked) <= 2


async def test_a_round_looks_only_at_the_calls_that_close_soon(
    sqlite_db: Database, clock: FakeClock
):
    clock.set(paris(3, 10))
    shelf = await Shelf.on(sqlite_db, clock)
    await shelf.call("Dans un an", Deadline(date(2027, 11, 3)))
    asked: list[str] = []
    engine = sqlite_db._readers.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    await shelf.call_clock.tick()
    assert len(asked) <= 1
