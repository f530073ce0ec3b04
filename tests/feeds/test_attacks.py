"""What somebody who is malicious, and not only careless, sends: each of these once went through."""

import asyncio
import socket
import time

import pytest

from domain.errors import Refused
from domain.watch.entry import Entry
from domain.watch.links import KEY_LIMIT, anchor_of, link_key, site_of
from domain.watch.traces import read_poll
from feeds.addresses import place, typed_address
from feeds.dates import read_date
from feeds.entries import absolute
from feeds.fetch import Outcome, Visit
from feeds.guard import AT_ONCE, Sips, public_socket
from feeds.parse import parse
from feeds.patterns import TooSlow
from feeds.slow_patterns import MOST_KNOWN, SlowPatterns
from feeds.workshop import Workshop
from tests.feeds.bad_server import BadServer, hang, raw, redirect, reply
from tests.feeds.test_guard import Names, fetcher

FEED = b"<rss><channel><item><title>a</title></item></channel></rss>"
OTHERS = "https://radio.example/article"


# -- links that say they are somebody else's -------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        "https://google.evil.example/url?q=https://radio.example/article",
        "https://www.google.evil.example/url?url=https%3A%2F%2Fradio.example%2Farticle",
        "https://google.a.io/amp/s/radio.example/article",
        "https://l.facebook.com.evil.example/l.php?u=https://radio.example/article",
        "https://evil.example\\@radio.example/article",
        "https://evil.example\\.radio.example/article",
    ],
)
def test_nobody_gives_a_link_of_theirs_the_key_of_another_site(link):
    assert link_key(link) != link_key(OTHERS)
    assert link_key(absolute(link, "")) != link_key(OTHERS)


@pytest.mark.parametrize(
    "wrapper",
    [
        "https://www.google.com/url?q=",
        "https://google.fr/url?url=",
        "https://google.co.uk/url?q=",
        "https://www.google.com.br/url?q=",
        "https://l.facebook.com/l.php?u=",
    ],
)
def test_a_wrapper_of_those_who_wrap_still_gives_what_it_wraps(wrapper):
    assert link_key(wrapper + OTHERS) == link_key(OTHERS)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://evil.example\\@radio.example/a", "https://evil.example/@radio.example/a"),
        ("\\\\evil.example/a", "https://evil.example/a"),
        ("\\a\\b?c=\\d#\\e", "https://radio.example/a/b?c=\\d#\\e"),
        ("/a\u202egpj.exe", "https://radio.example/a%E2%80%AEgpj.exe"),
        ("/a\u2003b\u200b", "https://radio.example/a%E2%80%83b%E2%80%8B"),
    ],
)
def test_a_link_is_what_a_browser_takes_it_for(written, meant):
    assert absolute(written, "https://radio.example/") == meant


def test_the_site_that_is_shown_is_the_one_that_a_browser_goes_to():
    assert site_of("https://evil.example\\@radio.example/a") == "evil.example"
    assert "/" not in site_of("https://radio.example%2fevil.example/")


@pytest.mark.parametrize("letters", ["你", "é", "\U0001f600", "%", "a/", "?a=b&c=", "#!é"])
def test_a_key_has_room_in_an_index(letters):
    link = f"https://radio.example/{letters * 2000}"
    for key in (link_key(link), anchor_of(f"{link}#{letters * 2000}")):
        assert len(key) <= KEY_LIMIT
    assert link_key(link_key(link)) == link_key(link)
    assert link_key(link) != link_key(link + "x")


def test_links_made_to_take_long_do_not():
    links = ["https://" + "ä" * 2030, "https://" + "ä." * 1010, "https://a.fr/" + "é" * 2030]
    entries = [Entry(guid=link[:1024], link=link) for link in links for _ in range(13)]
    began = time.process_time()
    read_poll(entries)  # on the loop, where it took half a second
    assert time.process_time() - began < 0.1


# -- addresses, dates, headers ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["https://a.fr/\ud800", "https://a.fr/?\udfff", "a.fr/\ud800\udc00"]
)
def test_half_a_character_is_no_address(text):
    with pytest.raises(Refused, match="source-not-an-address"):
        typed_address(text)


@pytest.mark.parametrize(
    "written",
    ["0001-01-01", "9999-12-31T23:59:59Z", "Fri, 31 Dec 9999 23:59:59 GMT", "le 1er janvier 0001"],
)
def test_a_date_that_no_zone_can_hold_is_none(written):
    assert read_date(written) is None
    item = f"<item><title>a</title><pubDate>{written}</pubDate></item>".encode()
    assert parse(b"<rss><channel>" + item + b"</channel></rss>").entries[0].published is None


@pytest.mark.parametrize("sign", ["\x01", "\x1b", "\x7f", "\t"])
async def test_a_validator_that_no_request_can_hold_is_not_kept(sign):
    """With it, the feed could never be asked for again."""
    said = {"ETag": f'"a{sign}b"', "Last-Modified": f"a{sign}b"}
    async with BadServer() as server, fetcher(private_hosts=frozenset([server.place])) as visitor:
        address = server.on("/feed", reply(200, FEED, said))
        first = await visitor.fetch(Visit(address))
        again = await visitor.fetch(Visit(address, first.etag, first.last_modified))
        assert (first.etag, first.last_modified, again.outcome) == ("", "", Outcome.NEW)


@pytest.mark.parametrize(
    "head",
    [b'ETag: "a\r\n X-Evil: 1"', b'ETag: "a\rX-Evil: 1"', b'ETag: "a\nX-Evil: 1"', b'ETag: "\0"'],
)
async def test_a_validator_brings_no_header_of_its_own(head):
    async with BadServer() as server, fetcher(private_hosts=frozenset([server.place])) as visitor:
        answer = b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + head + b"\r\n\r\n" + FEED
        address = server.on("/feed", raw(answer), reply(200, FEED))
        first = await visitor.fetch(Visit(address))
        again = await visitor.fetch(Visit(address, first.etag, first.last_modified))
        assert again.outcome is Outcome.NEW
        assert "x-evil" not in server.requests[-1].headers


async def test_addresses_that_lead_to_one_slow_machine_give_their_places_back():
    """Each of its visits takes as long as it may: those sent there do not wait for all of them."""
    async with BadServer() as server:
        names = ("un.example", "autre.example", "lent.example")
        hosts = frozenset((name, server.port) for name in names)
        slow = f"http://lent.example:{server.port}/slow"
        server.on("/slow", hang())
        server.on("/away", redirect(slow))
        server.on("/feed", reply(200, FEED))
        resolver = Names("127.0.0.1")
        async with fetcher(private_hosts=hosts, resolver=resolver, away=0.05, total=1) as visitor:
            away = [f"http://{name}:{server.port}/away" for name in names[:2]]
            first = asyncio.create_task(visitor.fetch(Visit(slow)))
            await server.is_busy(1)
            sent = await asyncio.gather(*(visitor.fetch(Visit(each)) for each in away))
            assert [each.error for each in sent] == ["timeout"] * 2
            assert not first.done()
            assert len(visitor.politeness) <= 3
            first.cancel()


def test_a_flood_of_little_things_is_taken_a_little_at_a_time():
    """A quarter of a megabyte of provisional answers at once held the loop for half a second."""
    here, there = socket.socketpair()
    with here, there, Sips(fileno=here.detach()) as ours:
        there.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 4_000)
        assert len(ours.recv(2**18)) == AT_ONCE
        assert ours.recv_into(bytearray(2**18)) == AT_ONCE
        assert ours.recv_into(bytearray(10)) == 10


async def test_all_that_is_fetched_is_taken_so():
    public = public_socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("93.184.216.34", 80)))
    with public:
        assert isinstance(public, Sips)
    async with BadServer() as server, fetcher(private_hosts=frozenset([server.place])) as visitor:
        there = place(server.on("/", hang(b"HTTP/1.1 200 OK\r\n\r\n")), visitor.private_hosts)
        async with visitor.get(there, {}, 5) as answer:
            transport = answer.connection.transport
            assert isinstance(transport.get_extra_info("socket")._sock, Sips)


# -- expressions -----------------------------------------------------------------------------------


async def test_an_expression_that_had_to_be_stopped_rests_longer_each_time():
    now = 0.0
    async with Workshop(monotonic=lambda: now) as workshop:
        for pause in (0, 601, 1201):
            now += pause
            with pytest.raises(TooSlow):
                await workshop.matches("(a+)+$", ["a" * 4000 + "!"], 0.05)
            assert workshop.pids == []  # it was tried, and took its reader with it
            with pytest.raises(TooSlow):
                await workshop.matches("(a+)+$", ["a"])
            assert await workshop.matches("a+$", ["a"]) == [True]
        now += 2401
        assert await workshop.matches("(a+)+$", ["a"]) == [True]
        assert await workshop.matches("(a+)+$", ["b"]) == [False]


def test_what_is_known_of_slow_expressions_stays_small():
    slow = SlowPatterns(lambda: 0.0)
    for number in range(MOST_KNOWN + 10):
        slow.stopped(f"({number}+)+$")
    assert not slow.rests("(9+)+$") and slow.rests("(10+)+$")
