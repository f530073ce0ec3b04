"""The pretend web publishes by its clock, keeps HTTP's rules, and misbehaves when it is told to."""

import json
import time
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from xml.etree import ElementTree

import aiohttp
import pytest

from playground.clock import MovedClock
from playground.papers import PAPERS, PARIS, deadline_said
from playground.press import BOMB, Manner, Press

MONDAY = datetime(2027, 3, 8, 9, 0, tzinfo=PARIS)
ATOM = "{http://www.w3.org/2005/Atom}"


class Reader:
    """Somebody who fetches without decompressing, and tells what they got."""

    def __init__(self, press: Press, web: aiohttp.ClientSession) -> None:
        self.press, self.web = press, web

    async def get(self, address: str, **headers: str) -> tuple[int, str, Mapping[str, str]]:
        address = self.press.url + address if address.startswith("/") else address
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.web.get(address, headers=sent, allow_redirects=False) as got:
            return got.status, await got.text(), got.headers


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    press = Press(MovedClock(MONDAY))
    await press.open()
    yield press
    await press.close()


@pytest.fixture
async def reader(press: Press) -> AsyncIterator[Reader]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as web:
        yield Reader(press, web)


def titles(feed: str) -> list[str]:
    if feed.startswith("{"):
        return [item["title"] for item in json.loads(feed)["items"]]
    root = ElementTree.fromstring(feed)
    found = [*root.findall(".//item/title"), *root.findall(f".//{ATOM}entry/{ATOM}title")]
    return [str(title.text) for title in found]


async def test_a_later_clock_publishes_more_and_forgets_nothing(press: Press, reader: Reader):
    for key in ("courrier", "entraide", "communs", "fonds"):
        _, before, _ = await reader.get(PAPERS[key].feed)
        since = press.clock.now()
        press.clock.advance(3 * 86_400)
        _, after, _ = await reader.get(PAPERS[key].feed)
        press.clock.advance(-3 * 86_400)
        _, again, _ = await reader.get(PAPERS[key].feed)
        assert again == before
        new = [t for t in titles(after) if t not in titles(before) and "Prolongé" not in t]
        until = since + timedelta(days=3)
        assert new == [a.title for a in reversed(PAPERS[key].published(since, until))]
        assert new


def test_no_title_and_no_page_comes_twice_in_a_month():
    until = MONDAY + timedelta(days=30)
    for paper in PAPERS.values():
        found = paper.published(MONDAY, until)
        assert len(found) >= 8
        assert len({a.path for a in found}) == len(found)
        assert len({a.title for a in found}) == len(found)


async def test_what_was_read_is_not_sent_again(press: Press, reader: Reader):
    feed = PAPERS["courrier"].feed
    _, _, headers = await reader.get(feed)
    assert headers["Cache-Control"] == "max-age=300"
    tag, changed = headers["ETag"], headers["Last-Modified"]
    assert (await reader.get(feed, If_None_Match=tag))[:2] == (304, "")
    assert (await reader.get(feed, If_None_Match=f'"other", W/{tag}'))[0] == 304
    assert (await reader.get(feed, If_Modified_Since=changed))[0] == 304
    assert (await reader.get(feed, If_None_Match='"other"', If_Modified_Since=changed))[0] == 200
    press.clock.advance(86_400)
    assert (await reader.get(feed, If_None_Match=tag))[0] == 200
    assert (await reader.get(feed, If_Modified_Since=changed))[0] == 200
    assert [v.conditional for v in press.seen("courrier")] == [False, *[True] * 6]
    assert press.statuses == {200: 4, 304: 3}


async def test_two_sources_carry_one_story_under_two_addresses(press: Press, reader: Reader):
    _, paper, _ = await reader.get(PAPERS["courrier"].feed)
    _, passed_on, _ = await reader.get(PAPERS["scenes"].feed)
    first = ElementTree.fromstring(paper).findtext(".//item/link")
    links = [e.text for e in ElementTree.fromstring(passed_on).findall(".//item/link")]
    assert f"{first}?utm_source=fil-des-scenes&utm_medium=rss&utm_campaign=matin" in links
    status, page, _ = await reader.get(str(first))
    assert status == 200
    assert f'<link rel="canonical" href="{first}">' in page


async def test_a_hostile_title_comes_as_it_was_written(press: Press, reader: Reader):
    press.clock.set(datetime(2027, 3, 10, 15, 1, tzinfo=PARIS))
    _, feed, _ = await reader.get(PAPERS["scenes"].feed)
    assert titles(feed)[0].startswith("@everyone <@&5> **gras** [lien](javascript:alert(1)) n°")


async def test_a_call_is_extended_on_its_own_page(press: Press, reader: Reader):
    press.clock.set(datetime(2027, 3, 8, 9, 31, tzinfo=PARIS))
    first = PAPERS["fonds"].articles(press.clock.now())[0]
    _, page, _ = await reader.get(first.path)
    assert first.deadline is not None
    assert deadline_said(first.number, first.deadline) in page
    press.clock.advance(9 * 86_400)
    _, page, _ = await reader.get(first.path)
    assert "prolongé jusqu’au" in page
    later = next(a for a in PAPERS["fonds"].articles(press.clock.now()) if a.path == first.path)
    assert later.deadline == first.deadline + timedelta(days=14)
    assert later.number == first.number
    assert PAPERS["fonds"].published(MONDAY, press.clock.now())[0] == first


async def test_a_site_declares_its_feeds_and_a_town_has_none(press: Press, reader: Reader):
    _, site, _ = await reader.get("/communs/")
    assert site.count('rel="alternate"') == 2
    assert titles((await reader.get("/communs/feed.xml"))[1]) == titles(
        (await reader.get("/communs/feed.json"))[1]
    )
    _, town, _ = await reader.get("/saint-loup/appels")
    assert town.count('<article class="appel">') == 8
    assert 'rel="alternate"' not in town
    _, posts, _ = await reader.get("/fonds/wp-json/wp/v2/posts?categories=7")
    assert len(json.loads(posts)) > 5
    assert (await reader.get("/nowhere"))[0] == 404
    assert (await reader.get("/courrier/culture/2040-01-01-0"))[0] == 404
    assert PAPERS["communs"].name in (await reader.get("/"))[1]


@pytest.mark.parametrize(
    ("manner", "status"),
    [("gone", 410), ("broken", 500), ("limited", 429), ("unavailable", 503), ("wrong-type", 200)],
)
async def test_a_source_answers_as_it_is_told(press: Press, reader: Reader, manner, status):
    press.misbehaves("courrier", manner, times=1, retry_after=77)
    got, body, headers = await reader.get(PAPERS["courrier"].feed)
    assert got == status
    assert "<rss" not in body
    assert headers.get("Retry-After") == ("77" if status in (429, 503) else None)
    assert (await reader.get(PAPERS["courrier"].feed))[0] == 200


async def test_redirections_lead_somewhere_or_nowhere(press: Press, reader: Reader):
    feed = PAPERS["courrier"].feed
    redirecting: tuple[tuple[Manner, int], ...] = (("moved", 301), ("elsewhere", 302))
    for manner, status in redirecting:
        press.misbehaves("courrier", manner)
        got, _, headers = await reader.get(feed)
        assert got == status
        assert headers["Location"] != feed
        assert (await reader.get(headers["Location"]))[0] == 200
    press.misbehaves("courrier", "loop")
    address = feed
    for _ in range(4):
        got, _, headers = await reader.get(address)
        assert (got, headers["Location"]) != (302, address)
        address = headers["Location"]
    assert len(press.seen("courrier")) == 8


async def test_a_bomb_is_small_until_it_unfolds(press: Press, reader: Reader):
    press.misbehaves("courrier", "bomb")
    async with (
        aiohttp.ClientSession(auto_decompress=False) as web,
        web.get(press.address("courrier")) as got,
    ):
        assert len(await got.read()) < BOMB / 500


@pytest.mark.parametrize("manner", ["truncated", "unreachable"])
async def test_a_connection_is_cut(press: Press, reader: Reader, manner):
    press.misbehaves("courrier", manner)
    with pytest.raises(aiohttp.ClientError):
        await reader.get(PAPERS["courrier"].feed)


async def test_half_a_feed_says_that_it_is_whole(press: Press, reader: Reader):
    press.misbehaves("courrier", "halved", times=1)
    status, body, _ = await reader.get(PAPERS["courrier"].feed)
    assert status == 200
    with pytest.raises(ElementTree.ParseError):
        ElementTree.fromstring(body)


async def test_what_never_ends_ends_with_whoever_reads_it(press: Press, reader: Reader):
    press.misbehaves("courrier", "endless")
    async with reader.web.get(press.address("courrier")) as got:
        assert len(await got.content.readexactly(300_000)) == 300_000
    press.misbehaves("courrier", "slow", seconds=0.4)
    began = time.monotonic()
    assert titles((await reader.get(PAPERS["courrier"].feed))[1])
    assert time.monotonic() - began > 0.3
