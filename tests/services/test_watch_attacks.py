"""What a site, or another network, might do to whoever follows it; none of it is to work."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from random import Random
from time import perf_counter
from typing import Any

import pytest

from domain.watch.entry import MOST_ENTRIES, Entry, NotAFeed, ParsedFeed
from domain.watch.stories import Mode
from feeds.fetch import Answer, Fetcher, Outcome
from services import learning
from services.source_preview import Bare, kept_of, packed, unpacked
from services.source_reader import SourceReader
from services.sources import feed_key
from storage import feeds
from storage.engine import Database
from tests.conftest import FakeClock
from tests.feeds.bad_server import reply
from tests.services.sources_stage import ELSEWHERE, NADIA, OTHER, Inline, Stage, html, page, rss


@pytest.fixture
async def stage(db: Database, clock: FakeClock) -> AsyncIterator[Stage]:
    async with Stage.on(db, clock) as made:
        yield made


# -- a page that is looked at ----------------------------------------------------------------------


class Stopped(Inline):
    """A reader that has to be stopped at every list of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tries = 0

    async def parse(self, body: bytes, **said: Any) -> ParsedFeed:
        if said["kind"] == "page":
            self.tries += 1
            raise NotAFeed("too-slow")
        return await super().parse(body, **said)


async def test_a_page_that_its_reader_was_stopped_at_is_not_tried_eight_times(
    sqlite_db: Database, clock: FakeClock
):
    reader = Stopped()
    async with Stage.on(sqlite_db, clock, reader) as stage:
        stage.server.on("/", html(page("<li><a href='/a'>Un</a></li>")))
        found = await stage.previews.look(NADIA, stage.server.address("/"))
        assert isinstance(found, Bare) and found.guesses == ()
    assert reader.tries == 1


def declaring(*addresses: str) -> bytes:
    links = [f'<link rel="alternate" type="application/rss+xml" href="{a}">' for a in addresses]
    return page(head="".join(links))


async def test_a_page_of_the_internet_leads_to_no_private_host(clock: FakeClock):
    inside, outside = "http://10.1.2.3:8080/feed", "https://site.example/feed"
    hosts = frozenset({("10.1.2.3", 8080)})
    fetcher = Fetcher(clock=clock, user_agent="tests", private_hosts=hosts)
    async with Inline() as workshop:
        reader = SourceReader(fetcher, workshop, hosts)
        for address, found in (
            ("https://site.example/", [outside]),
            ("http://10.1.2.3:8080/", [inside, outside]),
        ):
            answer = Answer(Outcome.NEW, address, body=declaring(inside, outside))
            assert [each.address for each in await reader.discovered(answer)] == found


# -- a feed that others follow too -----------------------------------------------------------------


async def test_who_asks_for_https_gets_it_and_nobody_takes_it_back(db: Database, clock: FakeClock):
    async with db.writing() as conn:
        for scheme, kept in (("http", "http"), ("https", "https"), ("http", "https")):
            address = f"{scheme}://j.example/feed"
            number = await feeds.add(conn, feed_key(address, "feed"), address, "feed", clock())
            feed = await feeds.one(conn, number)
            assert feed is not None and feed.address == f"{kept}://j.example/feed"


async def test_a_list_that_nobody_has_tried_takes_no_feed_elsewhere(stage: Stage):
    """Whoever brings a list with an address that does not answer breaks nothing for others."""
    stage.server.on("/feed", reply(200, rss("Un")))
    it = await stage.follow("/feed")
    secure = stage.server.address("/feed").replace("http://", "https://")
    listed = f'<opml version="2.0"><body><outline text="J" xmlUrl="{secure}"/></body></opml>'
    lines = await stage.lists.preview(OTHER, listed.encode())
    assert lines.draft is not None
    await stage.lists.write(OTHER, lines.draft)
    assert (await stage.feed(it)).address == stage.server.address("/feed")


# -- as much as a feed may hold --------------------------------------------------------------------


def test_a_preview_of_the_largest_feed_is_small_and_holds_nobody():
    letters = Random(3)

    def text(size: int) -> str:
        return "".join(map(chr, letters.choices(range(0x4E00, 0x9FFF), k=size)))

    common = text(400_000)

    def some(size: int) -> str:
        start = letters.randrange(len(common) - size)
        return common[start : start + size]

    when = datetime(2026, 11, 1, tzinfo=UTC)
    entries = tuple(
        Entry(some(1024), some(2048), some(512), some(4000), when + timedelta(hours=n), None, "")
        for n in range(MOST_ENTRIES)
    )
    began = perf_counter()
    kept = kept_of(entries)
    draft = packed(ParsedFeed("rss", "J", "", kept))
    again = unpacked(draft)
    assert perf_counter() - began < 0.3  # a tenth of a second, and room for a busy machine
    assert len(draft) < 1_000_000
    assert again.entries == entries[-len(kept) :] and len(kept) > 15


async def test_what_a_preview_has_no_room_for_is_learned_at_the_first_visit(stage: Stage):
    many = [f"{n} " + "mot " * 100 + str(n) for n in range(200)]
    stage.server.on("/feed", reply(200, rss(*many)))
    found = await stage.look("/feed")
    assert found.total == 200
    it = (await stage.adding.follow(NADIA, found.draft, Mode.HAND, None)).source
    assert not (await stage.feed(it)).learned
    await stage.round(seconds=1)
    assert (await stage.feed(it)).learned
    stage.server.on("/feed", reply(200, rss("Un nouveau", *many)))
    await stage.round()
    assert await stage.titles() == ["Un nouveau"]


# -- one guild's word about what another follows ---------------------------------------------------

HERE = [f"Ancien {n}" for n in range(12)]
STRANGE = [f"Tout autre sujet {n}" for n in range(12)]


async def held(stage: Stage) -> tuple[int, int]:
    """Two guilds follow a feed whose articles are all on another site since; their sources."""
    stage.server.on("/feed", reply(200, rss(*HERE)))
    mine, theirs = await stage.follow("/feed"), await stage.follow("/feed", OTHER)
    stage.server.on("/feed", reply(200, rss(*STRANGE, site="ailleurs.example")))
    await stage.round()
    return mine.number, theirs.number


async def shown(stage: Stage) -> tuple[int, int]:
    return len(await stage.titles()), len(await stage.titles(ELSEWHERE))


async def test_each_guild_says_for_itself_what_waits(stage: Stage):
    mine, theirs = await held(stage)
    await stage.round()
    assert await shown(stage) == (0, 0)
    await stage.sources.settle_held(OTHER, theirs, announce=False)
    await stage.round()
    assert await shown(stage) == (0, 0)
    await stage.sources.settle_held(NADIA, mine, announce=True)
    await stage.round()
    assert await shown(stage) == (12, 0)
    later = rss("Plus tard", *STRANGE, site="ailleurs.example")
    stage.server.on("/feed", reply(200, later))
    await stage.round()
    assert await shown(stage) == (13, 1)


async def test_one_guild_that_wants_strangers_shows_them_to_no_other(stage: Stage):
    mine, theirs = await held(stage)
    await stage.sources.settle_held(OTHER, theirs, announce=True)
    await stage.round()
    assert await shown(stage) == (0, 12)
    assert (await stage.sources.view(NADIA, mine)).source.waits


async def test_a_site_that_is_back_needs_nobody_and_is_asked_about_again(stage: Stage):
    await held(stage)
    stage.server.on("/feed", reply(200, rss("Un nouveau", *HERE)))
    await stage.round()
    assert await shown(stage) == (1, 1)
    stage.server.on("/feed", reply(200, rss("Autre", *STRANGE, site="ailleurs.example")))
    await stage.round()
    assert await shown(stage) == (1, 1)
    stage.server.on("/feed", reply(200, rss("Encore", "Un nouveau", *HERE)))
    await stage.round()
    assert await shown(stage) == (2, 2)


# -- a feed that never ends ------------------------------------------------------------------------


async def test_a_feed_that_is_all_new_at_each_visit_is_taken_up_to_a_day_s_measure(
    sqlite_db: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(learning, "A_DAY", 20)
    async with Stage.on(sqlite_db, clock) as stage:
        stage.server.on("/feed", reply(200, rss("Un")))
        it = await stage.follow("/feed")
        stage.clock.set(datetime(2026, 11, 24, 1, tzinfo=UTC))
        for visit in range(6):
            flood = [f"Flot {visit} {n}" for n in range(9)]
            stage.server.on("/feed", reply(200, rss(*flood, start=stage.clock())))
            await stage.visits.visit_now(it.feed_id)
            await stage.sifting.tick()
        found = await stage.titles()
        assert len(found) == 20
        assert found[-2:] == ["Flot 2 1", "Flot 2 0"]  # the newest of what the day had no room for
        stage.server.on("/feed", reply(200, rss("Demain", *flood)))
        await stage.round()
        assert len(await stage.titles()) == 30
