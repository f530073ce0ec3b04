"""Sources: looked at, followed, changed, moved, removed; on both engines, over real requests."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import update

from domain.errors import Refused
from domain.people import Caller
from domain.watch.entry import Selectors
from domain.watch.stories import Mode, SourceState
from feeds.workshop import Workshop
from services.after_visit import SEEN_BEFORE_PROPOSED
from services.source_preview import Bare, Choice, Preview
from services.source_views import Health
from services.sources import feed_key
from storage import feeds
from storage.engine import Database
from storage.tables import story
from tests.conftest import FakeClock
from tests.feeds.bad_server import conditional, redirect, reply
from tests.services.sources_stage import (
    ELSEWHERE,
    GUILD,
    MANON,
    NADIA,
    OTHER,
    SASHA,
    Stage,
    html,
    page,
    rss,
)


@pytest.fixture
async def stage(db: Database, clock: FakeClock) -> AsyncIterator[Stage]:
    async with Stage.on(db, clock) as made:
        yield made


@pytest.fixture
async def alone(sqlite_db: Database, clock: FakeClock) -> AsyncIterator[Stage]:
    """On SQLite alone, for what the engine has no part in."""
    async with Stage.on(sqlite_db, clock) as made:
        yield made


# -- looked at -------------------------------------------------------------------------------------


async def test_a_feed_is_shown_with_its_three_newest_articles_and_its_rhythm(alone: Stage):
    alone.server.on("/feed", reply(200, rss("Un", "Deux", "Trois", "Quatre")))
    found = await alone.look("/feed")
    assert [each.title for each in found.newest] == ["Un", "Deux", "Trois"]
    assert (found.title, found.total, found.every.days) == ("Le Journal", 4, 1)
    assert found.followed is None


async def test_a_page_that_declares_one_feed_leads_to_it(alone: Stage):
    alone.server.on("/feed", reply(200, rss("Un")))
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    alone.server.on("/", html(page("Bonjour", head=link)))
    assert (await alone.look("/")).address == alone.server.address("/feed")


async def test_a_page_that_declares_several_feeds_lets_one_choose(alone: Stage):
    alone.server.on("/a", reply(200, rss("A1", title="A")))
    alone.server.on("/b", reply(200, rss("B1", title="B")))
    links = [
        f'<link rel="alternate" type="application/rss+xml" title="{name}" href="/{name}">'
        for name in "ab"
    ]
    alone.server.on("/", html(page(head="".join(links))))
    found = await alone.previews.look(NADIA, alone.server.address("/"))
    assert isinstance(found, Choice)
    assert [each.title for each in found.found] == ["a", "b"]
    chosen = await alone.previews.choose(NADIA, found.draft, 1)
    assert [each.title for each in chosen.newest] == ["B1"]
    with pytest.raises(Refused, match="bad-option"):
        await alone.previews.choose(NADIA, found.draft, 2)


async def test_a_feed_that_no_page_declares_is_found_where_sites_have_one(alone: Stage):
    alone.server.on("/", html(page("Bonjour")))
    alone.server.on("/rss.xml", reply(200, rss("Un")))
    assert (await alone.look("/")).address == alone.server.address("/rss.xml")


async def test_a_page_without_a_feed_offers_what_its_lists_are_made_of(alone: Stage):
    cards = [f'<article><a href="/{n}">Appel {n}</a><p>Texte {n}</p></article>' for n in range(3)]
    alone.server.on("/appels", html(page("<ul><li>Menu</li></ul>", *cards)))
    found = await alone.previews.look(NADIA, alone.server.address("/appels"))
    assert isinstance(found, Bare)
    guess = found.guesses[0]
    assert (guess.block, guess.count) == ("article", 3)
    assert guess.titles == ("Appel 0", "Appel 1", "Appel 2")
    read = await alone.previews.guess(NADIA, found.draft, guess.number)
    assert (read.kind, read.total) == ("page", 3)


async def test_selectors_read_a_page_and_are_told_when_they_find_nothing(alone: Stage):
    rows = [f'<div class="actu"><h2><a href="/{n}">Titre {n}</a></h2></div>' for n in range(2)]
    alone.server.on("/actus", html(page(*rows)))
    found = await alone.previews.look(NADIA, alone.server.address("/actus"))
    assert isinstance(found, Bare)
    with pytest.raises(Refused) as refused:
        await alone.previews.select(NADIA, found.draft, Selectors(".rien"))
    assert refused.value.key == "source-selector-nothing"
    with pytest.raises(Refused) as refused:
        await alone.previews.select(NADIA, found.draft, Selectors("[[[", title="h2"))
    assert (refused.value.key, refused.value.facts["selector"]) == ("source-selector", "[[[")
    read = await alone.previews.select(NADIA, found.draft, Selectors(".actu", title="h2"))
    assert [each.title for each in read.newest] == ["Titre 0", "Titre 1"]


async def test_the_articles_that_a_wordpress_serves_are_read(alone: Stage):
    posts = b'[{"id": 7, "link": "https://w.example/a", "title": {"rendered": "Appel &amp; co"}}]'
    alone.server.on("/wp-json/wp/v2/posts", reply(200, posts, kind="application/json"))
    found = await alone.look("/wp-json/wp/v2/posts?categories=42")
    assert (found.kind, found.newest[0].title) == ("wordpress", "Appel & co")


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (reply(404), "not-found"),
        (reply(403), "forbidden"),
        (reply(410), "gone"),
        (reply(429), "rate-limited"),
        (reply(500), "server-error"),
        (reply(200), "empty"),
        (redirect("/feed"), "too-many-redirects"),
        (redirect("http://10.0.0.1/"), "redirect-refused"),
    ],
)
async def test_what_can_not_be_read_is_refused_with_its_reason(alone: Stage, step, error: str):
    alone.server.on("/feed", step)
    with pytest.raises(Refused) as refused:
        await alone.look("/feed")
    assert (refused.value.key, refused.value.facts["error"]) == ("source-error", error)
    assert refused.value.facts["host"] == "127.0.0.1"


async def test_a_private_address_is_never_asked(alone: Stage):
    with pytest.raises(Refused, match="source-private"):
        await alone.previews.look(NADIA, "http://127.0.0.1:1/feed")


async def test_a_draft_belongs_to_who_saw_it(alone: Stage):
    alone.server.on("/feed", reply(200, rss("Un")))
    found = await alone.look("/feed")
    for who in (OTHER, Caller(GUILD, 99, "Bruno", moderator=True)):
        with pytest.raises(Refused, match="watch-draft-gone"):
            await alone.adding.follow(who, found.draft, Mode.HAND, None)
    with pytest.raises(Refused, match="moderators-only"):
        await alone.previews.again(MANON, found.draft)


# -- followed --------------------------------------------------------------------------------------


async def test_what_a_source_held_when_it_was_followed_is_known_and_the_next_is_news(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un", "Deux")), reply(200, rss("Trois", "Un", "Deux")))
    it = await stage.follow("/feed")
    assert (it.name, it.mode, it.state) == ("Le Journal", Mode.HAND, SourceState.LIVE)
    assert len(stage.server.requests) == 1
    await stage.sifting.tick()
    assert await stage.titles() == []
    await stage.round()
    assert await stage.titles() == ["Trois"]


async def test_the_first_visit_asks_whether_anything_changed(stage: Stage):
    stage.server.on("/feed", conditional(rss("Un"), etag='"a"'))
    it = await stage.follow("/feed")
    await stage.round()
    assert stage.server.requests[-1].headers["if-none-match"] == '"a"'
    assert (await stage.feed(it)).unchanged == 1


async def test_a_feed_that_another_guild_follows_is_the_same_feed_and_visited_once(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")), reply(200, rss("Un")), reply(200, rss("Deux")))
    mine, theirs = await stage.follow("/feed"), await stage.follow("/feed", OTHER)
    assert mine.feed_id == theirs.feed_id
    await stage.round()
    assert len(stage.server.requests) == 3
    assert await stage.titles() == await stage.titles(ELSEWHERE) == ["Deux"]


async def test_who_comes_later_to_a_feed_gets_only_what_comes_later(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")), reply(200, rss("Deux", "Un")))
    await stage.follow("/feed")
    await stage.round()
    stage.server.on("/feed", reply(200, rss("Deux", "Un")))
    await stage.follow("/feed", OTHER)
    stage.server.on("/feed", reply(200, rss("Trois", "Deux", "Un")))
    await stage.round()
    assert await stage.titles() == ["Deux", "Trois"]
    assert await stage.titles(ELSEWHERE) == ["Trois"]


async def test_a_source_that_is_followed_already_says_so_and_is_not_added_twice(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")))
    it = await stage.follow("/feed")
    found = await stage.look("/feed")
    assert found.followed is not None
    assert found.followed.number == it.number
    with pytest.raises(Refused) as refused:
        await stage.adding.follow(NADIA, found.draft, Mode.HAND, None)
    assert refused.value.facts == {"number": it.number, "name": "Le Journal"}


async def test_the_newest_articles_can_be_put_in_the_queue_once(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un", "Deux", "Trois", "Quatre")))
    await stage.settings.change(SASHA, "moderation.channel", 501)
    added = await stage.adding.follow(NADIA, (await stage.look("/feed")).draft, Mode.AUTO, None)
    assert sorted(each.title for each in added.newest) == ["Deux", "Trois", "Un"]
    ids = [each.id for each in added.newest]
    assert await stage.adding.queue(NADIA, added.source.number, ids[:1]) == 1
    assert await stage.adding.queue(NADIA, added.source.number, ids) == 2
    assert await stage.adding.queue(NADIA, added.source.number, ids) == 0
    assert sorted(await stage.titles()) == ["Deux", "Trois", "Un"]


async def test_articles_of_another_guilds_source_can_not_be_put_in_ones_queue(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")))
    stage.server.on("/other", reply(200, rss("Secret", site="s.example")))
    mine = await stage.follow("/feed")
    theirs = await stage.adding.follow(
        OTHER, (await stage.look("/other", OTHER)).draft, Mode.HAND, None
    )
    secret = [each.id for each in theirs.newest]
    assert await stage.adding.queue(NADIA, mine.number, secret) == 0
    assert await stage.titles() == []


async def test_a_press_that_is_delivered_twice_follows_once(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")))
    draft = (await stage.look("/feed")).draft
    await stage.adding.follow(NADIA, draft, Mode.HAND, None, interaction_id=5)
    with pytest.raises(Refused, match="already-done"):
        await stage.adding.follow(NADIA, draft, Mode.HAND, None, interaction_id=5)
    assert len(await stage.sources.all(NADIA)) == 1


# -- seen ------------------------------------------------------------------------------------------


async def test_what_needs_somebody_comes_first(stage: Stage):
    for name in ("bien", "abimee", "partie", "pause"):
        stage.server.on(f"/{name}", reply(200, rss("Un", title=name, site=f"{len(name)}.example")))
        await stage.follow(f"/{name}")
    stage.server.on("/abimee", reply(500))
    stage.server.on("/partie", reply(410))
    numbers = {each.source.name: each.source.number for each in await stage.sources.all(NADIA)}
    await stage.sources.pause(NADIA, numbers["pause"])
    await stage.round()
    seen = [(each.source.name, each.health) for each in await stage.sources.all(NADIA)]
    assert seen == [
        ("partie", Health.GONE),
        ("abimee", Health.FAILING),
        ("bien", Health.FINE),
        ("pause", Health.PAUSED),
    ]
    failing = await stage.sources.view(NADIA, numbers["abimee"])
    assert (failing.error, failing.since) == ("server-error", stage.clock())


async def test_the_worth_of_a_source_is_counted_on_what_was_decided(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")), reply(200, rss("a", "b", "c", "d", "Un")))
    it = await stage.follow("/feed")
    await stage.round()
    async with stage.db.writing() as conn:
        for number, state in ((1, "published"), (2, "rejected"), (3, "dropped")):
            await conn.execute(update(story).where(story.c.number == number).values(state=state))
    view = await stage.sources.view(NADIA, it.number)
    assert (view.kept, view.decided) == (1, 2)
    assert view.last_article is not None


async def test_sources_of_another_guild_do_not_exist(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")))
    it = await stage.follow("/feed")
    assert await stage.sources.all(OTHER) == []
    acts = [
        stage.sources.view(OTHER, it.number),
        stage.sources.rename(OTHER, it.number, "Autre"),
        stage.sources.set_mode(OTHER, it.number, "auto"),
        stage.sources.pause(OTHER, it.number),
        stage.sources.remove(OTHER, it.number),
        stage.sources.accept_move(OTHER, it.number),
        stage.sources.read_now(OTHER, it.number),
        stage.adding.queue(OTHER, it.number, [1]),
    ]
    for act in acts:
        with pytest.raises(Refused, match="source-unknown"):
            await act
    with pytest.raises(Refused, match="source-unknown-name"):
        await stage.sources.meant(OTHER, "Journal")


async def test_only_moderators_see_and_change_sources(alone: Stage):
    alone.server.on("/feed", reply(200, rss("Un")))
    it = await alone.follow("/feed")
    acts = [
        alone.previews.look(MANON, alone.server.address("/feed")),
        alone.sources.all(MANON),
        alone.sources.view(MANON, it.number),
        alone.sources.rename(MANON, it.number, "Autre"),
        alone.sources.remove(MANON, it.number),
        alone.sources.offered(MANON, "music"),
        alone.sources.add_offered(MANON, [1], Mode.HAND),
        alone.sources.meant(MANON, "Journal"),
        alone.drafts.keep(MANON, "typed", {}),
    ]
    for act in acts:
        with pytest.raises(Refused, match="moderators-only"):
            await act
    assert await alone.sources.named(MANON, "") == []


async def test_a_source_is_meant_by_its_number_its_name_or_a_part_of_it(alone: Stage):
    for name in ("Radio Gâtine", "Radio Larzac"):
        path = f"/{name[-3:]}"
        alone.server.on(path, reply(200, rss("Un", title=name, site=f"{name[-3:]}.example")))
        await alone.follow(path)
    for said in ("#1", "radio gatine", "Gâtine"):
        assert (await alone.sources.meant(NADIA, said)).name == "Radio Gâtine"
    with pytest.raises(Refused) as refused:
        await alone.sources.meant(NADIA, "radio")
    assert refused.value.key == "source-ambiguous"


# -- changed ---------------------------------------------------------------------------------------


async def test_a_source_is_renamed_sorted_and_moded(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")))
    it = await stage.follow("/feed")
    topics = await stage.topics.of(GUILD)
    await stage.sources.rename(NADIA, it.number, "  Le *Journal* ")
    await stage.sources.set_topic(NADIA, it.number, topics[2].number)
    view = await stage.sources.set_mode(NADIA, it.number, "digest")
    assert (view.source.name, view.source.mode) == ("Le *Journal*", Mode.DIGEST)
    assert view.topic == topics[2]
    with pytest.raises(Refused, match="source-no-name"):
        await stage.sources.rename(NADIA, it.number, " !! ")
    with pytest.raises(Refused, match="topic-unknown"):
        await stage.sources.set_topic(NADIA, it.number, 77)
    with pytest.raises(Refused, match="bad-option"):
        await stage.sources.set_mode(NADIA, it.number, "shout")


async def test_a_paused_source_is_left_alone_and_what_came_meanwhile_is_not_announced(
    stage: Stage,
):
    stage.server.on("/feed", reply(200, rss("Un")))
    it = await stage.follow("/feed")
    await stage.sources.pause(NADIA, it.number)
    asked = len(stage.server.requests)
    await stage.round()
    assert len(stage.server.requests) == asked
    with pytest.raises(Refused, match="source-paused"):
        await stage.sources.read_now(NADIA, it.number)
    stage.server.on("/feed", reply(200, rss("Deux", "Un")), reply(200, rss("Trois", "Deux", "Un")))
    await stage.sources.resume(NADIA, it.number)
    await stage.round(minutes=1)
    assert await stage.titles() == []
    await stage.round()
    assert await stage.titles() == ["Trois"]


async def test_a_source_that_is_removed_comes_back_with_its_history(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")), reply(200, rss("Deux", "Un")))
    it = await stage.follow("/feed")
    await stage.round()
    await stage.sources.remove(NADIA, it.number)
    assert await stage.sources.all(NADIA) == []
    assert not (await stage.feed(it)).followed
    stage.server.on("/feed", reply(200, rss("Trois", "Deux", "Un")))
    again = await stage.follow("/feed", mode=Mode.DIGEST)
    assert (again.number, again.mode) == (it.number, Mode.DIGEST)
    await stage.sifting.tick()
    stage.server.on("/feed", reply(200, rss("Quatre", "Trois", "Deux", "Un")))
    await stage.round()
    assert await stage.titles() == ["Deux", "Quatre"]


async def test_a_source_that_said_it_was_gone_is_read_when_somebody_asks(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")), reply(410), reply(200, rss("Deux", "Un")))
    it = await stage.follow("/feed")
    await stage.round()
    assert (await stage.sources.view(NADIA, it.number)).health is Health.GONE
    assert await stage.sources.read_now(NADIA, it.number) == ""
    assert (await stage.sources.view(NADIA, it.number)).health is Health.FINE
    await stage.sifting.tick()
    assert await stage.titles() == ["Deux"]


async def test_reading_now_answers_why_it_failed(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")), reply(404))
    it = await stage.follow("/feed")
    assert await stage.sources.read_now(NADIA, it.number) == "not-found"


# -- moved -----------------------------------------------------------------------------------------


async def moved(stage: Stage) -> None:
    """The server sends for good from /feed to /new."""
    stage.server.on("/new", reply(200, rss("Un")))
    stage.server.on("/feed", redirect("/new", 301))
    for _ in range(SEEN_BEFORE_PROPOSED):
        await stage.round()


async def test_a_new_address_is_followed_when_a_moderator_says_so(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")))
    it = await stage.follow("/feed")
    await moved(stage)
    assert (await stage.sources.view(NADIA, it.number)).health is Health.MOVED
    view = await stage.sources.accept_move(NADIA, it.number)
    assert (view.address, view.moved_to) == (stage.server.address("/new"), "")
    stage.server.on("/new", reply(200, rss("Deux", "Un")))
    await stage.round()
    assert await stage.titles() == ["Deux"]
    with pytest.raises(Refused, match="source-not-moved"):
        await stage.sources.accept_move(NADIA, it.number)


async def test_a_guild_that_was_not_asked_keeps_the_old_address(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")))
    mine, theirs = await stage.follow("/feed"), await stage.follow("/feed", OTHER)
    await moved(stage)
    await stage.sources.accept_move(NADIA, mine.number)
    assert (await stage.sources.view(OTHER, theirs.number)).address.endswith("/feed")
    assert (await stage.sources.view(NADIA, mine.number)).address.endswith("/new")
    stage.server.on("/new", reply(200, rss("Deux", "Un")))
    await stage.round()
    assert await stage.titles() == await stage.titles(ELSEWHERE) == ["Deux"]


async def test_moving_to_what_another_guild_follows_joins_its_feed(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")))
    stage.server.on("/new", reply(200, rss("Un")))
    mine, theirs = await stage.follow("/feed"), await stage.follow("/new", OTHER)
    await moved(stage)
    await stage.sources.accept_move(NADIA, mine.number)
    stage.server.on("/new", reply(200, rss("Deux", "Un")))
    await stage.round()
    assert await stage.titles() == ["Deux"]
    async with stage.db.reading() as conn:
        feed = await feeds.find(conn, feed_key(stage.server.address("/new"), "feed"))
    assert feed is not None
    assert feed.id == theirs.feed_id
    assert not (await stage.feed(mine)).followed


async def test_moving_to_what_the_guild_follows_already_is_refused(stage: Stage):
    stage.server.on("/feed", reply(200, rss("Un")))
    stage.server.on("/new", reply(200, rss("Un", title="Nouveau")))
    mine, other = await stage.follow("/feed"), await stage.follow("/new")
    await moved(stage)
    with pytest.raises(Refused) as refused:
        await stage.sources.accept_move(NADIA, mine.number)
    assert refused.value.facts == {"number": other.number, "name": "Nouveau"}


# -- ticked ----------------------------------------------------------------------------------------


async def test_ticked_sources_are_followed_in_their_topics_and_visited_soon(stage: Stage):
    found = await stage.sources.offered(NADIA, "music")
    assert not any(each.followed or each.checked for each in found)
    numbers = [each.offered.number for each in found[:3]]
    made, known = await stage.sources.add_offered(NADIA, numbers, Mode.DIGEST)
    assert ([each.name for each in made], known) == ([e.offered.name for e in found[:3]], 0)
    topics = {each.number: each.name for each in await stage.topics.of(GUILD)}
    assert {topics[each.topic or 0] for each in made} == {"Musique"}
    assert [each.health for each in await stage.sources.all(NADIA)] == [Health.UNCHECKED] * 3
    async with stage.db.reading() as conn:
        due = await feeds.many(conn, [each.feed_id for each in made])
    assert all(each.next_at == stage.clock() and not each.learned for each in due.values())
    again, known = await stage.sources.add_offered(NADIA, numbers, Mode.HAND)
    assert (again, known) == ([], 3)
    assert sum(each.followed for each in await stage.sources.offered(NADIA, "music")) == 3
    assert not any(each.followed for each in await stage.sources.offered(OTHER, "music"))


async def test_a_page_of_the_list_is_never_followed_without_saying_what_to_read(alone: Stage):
    pages = [e for e in await alone.sources.offered(NADIA, "calls") if e.offered.kind == "page"]
    assert pages
    made, _ = await alone.sources.add_offered(NADIA, [e.offered.number for e in pages], Mode.HAND)
    assert made == []


async def test_previews_survive_a_restart(sqlite_db: Database, clock: FakeClock):
    async with Stage.on(sqlite_db, clock) as before:
        before.server.on("/feed", reply(200, rss("Un", "Deux")))
        draft = (await before.look("/feed")).draft
    async with Stage.on(sqlite_db, clock) as after:
        again = await after.previews.again(NADIA, draft)
        assert isinstance(again, Preview)
        added = await after.adding.follow(NADIA, draft, Mode.HAND, None)
        assert len(added.newest) == 2


# -- held ------------------------------------------------------------------------------------------


async def held(stage: Stage) -> int:
    """A source whose articles are all on another site, which nothing says to be the same."""
    stage.server.on("/feed", reply(200, rss(*[f"Ancien {n}" for n in range(12)])))
    it = await stage.follow("/feed")
    new = [f"Tout autre sujet {n}" for n in range(12)]
    stage.server.on("/feed", reply(200, rss(*new, site="ailleurs.example")))
    await stage.round()
    return it.number


async def test_articles_that_wait_for_a_word_are_news_when_a_moderator_says_so(stage: Stage):
    number = await held(stage)
    assert await stage.titles() == []
    with pytest.raises(Refused, match="source-unknown"):
        await stage.sources.settle_held(OTHER, number, announce=True)
    await stage.sources.settle_held(NADIA, number, announce=True)
    await stage.round(minutes=1)
    assert len(await stage.titles()) == 12


async def test_articles_that_wait_for_a_word_are_known_when_a_moderator_says_so(stage: Stage):
    number = await held(stage)
    await stage.sources.settle_held(NADIA, number, announce=False)
    await stage.round(minutes=1)
    assert await stage.titles() == []
    with pytest.raises(Refused, match="source-nothing-held"):
        await stage.sources.settle_held(NADIA, number, announce=False)


async def test_the_worker_reads_all_that_moderators_look_at(sqlite_db: Database, clock: FakeClock):
    async with Workshop() as worker, Stage.on(sqlite_db, clock, worker) as stage:
        stage.server.on("/feed", reply(200, rss("Un", "Deux")))
        link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
        stage.server.on("/", html(page("Bonjour", head=link)))
        found = await stage.look("/")
        assert [each.title for each in found.newest] == ["Un", "Deux"]
        cards = [f'<article><a href="/{n}">Appel {n}</a></article>' for n in range(3)]
        stage.server.on("/appels", html(page(*cards)))
        bare = await stage.previews.look(NADIA, stage.server.address("/appels"))
        assert isinstance(bare, Bare)
        assert bare.guesses[0].count == 3
        data, _, _ = await stage.lists.export(NADIA, "Veille")
        with pytest.raises(Refused, match="opml-unreadable"):
            await stage.lists.preview(NADIA, data)
