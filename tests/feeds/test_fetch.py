"""A visit brings an answer, whatever the server does: bounded, polite, and nothing thrown."""

import asyncio
import gc
import gzip
import logging
import ssl
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256

import pytest

from feeds.addresses import place
from feeds.fetch import Answer, Fetcher, Outcome, Visit, _Failed, _Trip
from tests.feeds.bad_server import (
    CERTIFICATE,
    BadServer,
    bomb,
    conditional,
    cut_short,
    forever,
    hang,
    head,
    raw,
    redirect,
    reply,
)
from tests.feeds.http_cases import rss
from tests.feeds.test_guard import Names

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FEED = rss(2)
QUICK = 0.15
"""Seconds of patience, where a test is about patience that ends."""


@pytest.fixture
async def server() -> AsyncIterator[BadServer]:
    async with BadServer() as server:
        yield server


def fetcher(*servers: BadServer, **more) -> Fetcher:
    more.setdefault("spacing", 0)
    private = frozenset(server.place for server in servers)
    return Fetcher(clock=lambda: NOW, user_agent="Entremise/tests", private_hosts=private, **more)


async def visit(server: BadServer, *steps, known: Visit | None = None, **more) -> Answer:
    address = server.on("/feed", *steps)
    async with fetcher(server, **more) as visitor:
        return await visitor.fetch(known or Visit(address))


async def test_a_feed_comes_with_what_its_server_said(server):
    kind = "application/rss+xml; charset=ISO-8859-1"
    answer = await visit(server, reply(200, FEED, {"ETag": '"a"'}, kind))
    assert answer == Answer(
        Outcome.NEW,
        server.address("/feed"),
        status=200,
        body=FEED,
        content_type="application/rss+xml",
        charset="iso-8859-1",
        etag='"a"',
        body_hash=sha256(FEED).hexdigest(),
        size=len(FEED),
    )


async def test_we_say_who_we_are_and_what_we_read(server):
    await visit(server, reply(200, FEED))
    asked = server.requests[0].headers
    assert asked["user-agent"] == "Entremise/tests"
    assert "atom" in asked["accept"] and "json" in asked["accept"]
    assert asked["accept-encoding"] == "gzip, deflate"
    assert not {"cookie", "authorization", "if-none-match", "if-modified-since"} & asked.keys()


async def test_a_feed_that_did_not_change_is_not_sent_again(server):
    address = server.on("/feed", conditional(FEED, 'W/"a"', "Mon, 01 Jun 2026 08:00:00 GMT"))
    async with fetcher(server) as visitor:
        first = await visitor.fetch(Visit(address))
        again = await visitor.fetch(
            Visit(address, first.etag, first.last_modified, first.body_hash)
        )
    assert (first.outcome, again.outcome) == (Outcome.NEW, Outcome.NOT_MODIFIED)
    asked = server.requests[1].headers
    assert asked["if-none-match"] == 'W/"a"'
    assert asked["if-modified-since"] == "Mon, 01 Jun 2026 08:00:00 GMT"
    kept = ("etag", "last_modified", "body_hash")
    assert [getattr(again, name) for name in kept] == [getattr(first, name) for name in kept]


async def test_a_short_answer_leaves_what_was_known(server):
    known = Visit(server.on("/feed", reply(304)), '"a"', "Mon, 01 Jun 2026 08:00:00 GMT", "abc")
    answer = await visit(server, reply(304), known=known)
    assert (answer.etag, answer.last_modified, answer.body_hash) == (
        known.etag,
        known.last_modified,
        "abc",
    )


async def test_the_same_body_is_seen_without_any_validator(server):
    address = server.on("/feed", reply(200, FEED))
    async with fetcher(server) as visitor:
        first = await visitor.fetch(Visit(address))
        again = await visitor.fetch(Visit(address, body_hash=first.body_hash))
    assert (again.outcome, again.body, again.body_hash) == (Outcome.SAME, b"", first.body_hash)


async def test_not_modified_since_nothing_is_no_answer(server):
    assert (await visit(server, reply(304))).error == "bad-answer"


@pytest.mark.parametrize(
    "headers",
    [
        {"ETag": '"a"', "Expires": "0"},
        {"ETag": '"a"', "Cache-Control": "private, no-store"},
        {"ETag": '"' + "a" * 600 + '"'},
        {"ETag": '"é"', "Last-Modified": "août"},
        {},
    ],
)
async def test_validators_that_cannot_be_trusted_are_not_kept(server, headers):
    answer = await visit(server, reply(200, FEED, headers))
    assert (answer.outcome, answer.etag, answer.last_modified) == (Outcome.NEW, "", "")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=14400"}, 14400),
        ({"Cache-Control": 'public, Max-Age="600", must-revalidate'}, 600),
        ({"Cache-Control": "max-age=600", "Age": "200"}, 400),
        ({"Cache-Control": "max-age=600", "Age": "900"}, None),
        ({"Cache-Control": "max-age=600, no-cache"}, None),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "max-age=-1"}, None),
        ({"Cache-Control": "max-age=99999999999"}, 7 * 86400),
        ({"Cache-Control": "max-age=999999999999999999999"}, None),
        ({"Expires": format_datetime(NOW + timedelta(hours=1), usegmt=True)}, 3600),
        ({"Expires": format_datetime(NOW - timedelta(hours=1), usegmt=True)}, None),
        ({"Expires": "0"}, None),
        ({"Expires": "jamais"}, None),
        (  # the server's clock is an hour late: its own hours count
            {
                "Date": format_datetime(NOW - timedelta(hours=1), usegmt=True),
                "Expires": format_datetime(NOW, usegmt=True),
            },
            3600,
        ),
    ],
)
async def test_how_long_an_answer_is_fresh(server, headers, seconds):
    assert (await visit(server, reply(200, FEED, headers))).fresh_for == seconds


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        (format_datetime(NOW + timedelta(minutes=5), usegmt=True), 300),
        (format_datetime(NOW - timedelta(minutes=5), usegmt=True), 0),
        ("99999999", 7 * 86400),
        ("bientôt", None),
        ("-5", None),
        ("", None),
    ],
)
async def test_a_server_that_is_tired_says_for_how_long(server, written, seconds):
    answer = await visit(server, reply(429, b"Doucement", {"Retry-After": written}))
    assert (answer.error, answer.retry_after) == ("rate-limited", seconds)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (204, "empty"),
        (300, "bad-answer"),
        (304, "bad-answer"),
        (400, "client-error"),
        (401, "forbidden"),
        (403, "forbidden"),
        (404, "not-found"),
        (418, "client-error"),
        (429, "rate-limited"),
        (451, "forbidden"),
        (500, "server-error"),
        (503, "server-error"),
    ],
)
async def test_a_refusal_is_named_and_what_was_known_is_kept(server, status, error):
    known = Visit(server.address("/feed"), body_hash="abc")
    answer = await visit(server, reply(status), known=known)
    assert (answer.outcome, answer.error, answer.status) == (Outcome.FAILED, error, status)
    assert answer.body_hash == "abc"


async def test_a_feed_that_is_gone_says_so(server):
    answer = await visit(server, reply(410, b"Parti"))
    assert (answer.outcome, answer.error, answer.status) == (Outcome.GONE, "gone", 410)
    assert (await visit(server, redirect("/ailleurs"))).outcome is Outcome.FAILED


async def test_a_busy_server_with_a_delay_is_not_broken(server):
    answer = await visit(server, reply(503, headers={"Retry-After": "60"}))
    assert (answer.error, answer.retry_after) == ("rate-limited", 60)


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        ([301], True),
        ([308], True),
        ([301, 308], True),
        ([302], False),
        ([303], False),
        ([307], False),
        ([301, 302], False),
        ([302, 301], False),
    ],
)
async def test_an_address_moves_only_when_every_redirect_is_for_good(server, statuses, moved):
    for hop, status in enumerate(statuses, 1):
        server.on(f"/{hop}", redirect(f"/{hop + 1}", status))
    end = server.on(f"/{len(statuses) + 1}", reply(200, FEED))
    async with fetcher(server) as visitor:
        answer = await visitor.fetch(Visit(server.address("/1")))
    assert (answer.outcome, answer.address) == (Outcome.NEW, end)
    assert answer.moved_to == (end if moved else "")


async def test_a_move_to_nowhere_is_no_move(server):
    answer = await visit(server, redirect("/absent", 301))
    assert (answer.error, answer.moved_to) == ("not-found", "")


async def test_a_move_is_seen_although_nothing_changed(server):
    address = server.on("/feed", redirect("/new", 301))
    server.on("/new", conditional(FEED, '"a"'))
    async with fetcher(server) as visitor:
        answer = await visitor.fetch(Visit(address, etag='"a"'))
    assert (answer.outcome, answer.moved_to) == (Outcome.NOT_MODIFIED, server.address("/new"))


async def test_a_loop_ends_after_six_requests(server):
    answer = await visit(server, redirect("/feed"))
    assert answer.error == "too-many-redirects" and len(server.requests) == 6


async def test_five_redirects_are_followed(server):
    for hop in range(5):
        server.on(f"/{hop}", redirect(str(hop + 1)))
    server.on("/5", reply(200, FEED))
    async with fetcher(server) as visitor:
        assert (await visitor.fetch(Visit(server.address("/0")))).outcome is Outcome.NEW


@pytest.mark.parametrize(
    "location", ["//%(host)s/été à lire?q=é#x", "/été à lire?q=é", "été à lire?q=é#y"]
)
async def test_a_redirect_may_be_relative_and_badly_written(server, location):
    server.on("/%C3%A9t%C3%A9%20%C3%A0%20lire", reply(200, FEED))
    to = location % {"host": f"127.0.0.1:{server.port}"} if "%(" in location else location
    bytes_sent = head(302, {"Content-Length": "0"})[:-2] + f"Location: {to}\r\n\r\n".encode()
    answer = await visit(server, raw(bytes_sent))
    assert answer.outcome is Outcome.NEW
    assert answer.address == server.address("/%C3%A9t%C3%A9%20%C3%A0%20lire?q=%C3%A9")


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/passwd",
        "ftp://exemple.fr/f",
        "javascript:alert(1)",
        "data:text/xml,<rss/>",
        "http://[::1",
        "http://exemple.fr:25/",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/",
        "https://nom:secret@autre.example/",
    ],
)
async def test_a_redirect_out_of_the_web_is_not_followed(server, to):
    answer = await visit(server, redirect(to))
    assert (answer.outcome, answer.error) == (Outcome.FAILED, "redirect-refused")
    assert len(server.requests) == 1


async def test_a_redirect_without_a_place_is_no_answer(server):
    assert (await visit(server, reply(302))).error == "bad-answer"


async def test_no_secret_of_an_address_is_written_anywhere(server, caplog):
    caplog.set_level(logging.DEBUG)
    server.on("/feed", redirect("https://nom:secret@autre.example/"))
    typed = f"http://nom:secret@127.0.0.1:{server.port}/feed"
    async with fetcher(server) as visitor:
        answers = [await visitor.fetch(Visit(server.address("/feed")))]
        refused = await visitor.fetch(Visit(typed))
    assert refused.error == "refused-address" and len(server.requests) == 1
    assert "secret" not in caplog.text + repr(answers)


@pytest.fixture
def trusted(monkeypatch):
    """A machine that trusts the certificate of the tests."""
    context = ssl.create_default_context(cafile=CERTIFICATE)
    monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", context)


@pytest.mark.usefixtures("trusted")
async def test_a_secure_source_never_leads_to_an_insecure_one(server):
    server.on("/feed", reply(200, FEED))
    async with BadServer(tls=True) as secure, fetcher(server, secure) as visitor:
        well = await visitor.fetch(Visit(secure.on("/feed", reply(200, FEED))))
        assert well.outcome is Outcome.NEW
        weak = await visitor.fetch(Visit(secure.on("/feed", redirect(server.address("/feed")))))
        assert (weak.error, server.connections) == ("redirect-refused", 0)
        better = server.on("/feed", redirect(secure.on("/feed", reply(200, FEED)), 301))
        assert (await visitor.fetch(Visit(better))).moved_to == secure.address("/feed")


async def test_a_public_source_does_not_lead_into_a_private_one(server):
    """Judged before any connection: no test has a public server."""
    async with fetcher(server) as visitor:
        trip = _Trip(visitor, Visit(""), place("http://exemple.fr/feed"))
        with pytest.raises(_Failed, match="redirect-refused"):
            trip._follow(302, {"Location": server.address("/feed")})


async def test_a_certificate_that_nobody_signed_is_refused():
    async with BadServer(tls=True) as server:
        answer = await visit(server, reply(200, FEED))
        assert (answer.outcome, answer.error) == (Outcome.FAILED, "tls")
        assert server.requests == []


async def test_what_is_not_tls_is_not_trusted_either(server):
    async with fetcher(server) as visitor:
        answer = await visitor.fetch(Visit(f"https://127.0.0.1:{server.port}/"))
    assert answer.error == "tls"


async def test_nobody_answers(server):
    async with fetcher(server) as visitor:
        await server._server.__aexit__()
        assert (await visitor.fetch(Visit(server.address("/feed")))).error == "connect"


async def test_a_name_that_leads_nowhere():
    class Nowhere(Names):
        async def resolve(self, host, port=0, family=0):
            raise OSError("no such name")

    async with fetcher(resolver=Nowhere()) as visitor:
        assert (await visitor.fetch(Visit("https://absent.example/f"))).error == "dns"


@pytest.mark.parametrize(("body", "error"), [(b"", "empty"), (b" \r\n\t ", "empty"), (b"x", "")])
async def test_an_empty_body_is_a_failure(server, body, error):
    assert (await visit(server, reply(200, body))).error == error


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
async def test_what_came_before_the_line_was_cut_is_kept_and_said(server, share):
    answer = await visit(server, cut_short(FEED, share))
    assert (answer.outcome, answer.truncated) == (Outcome.NEW, True)
    assert answer.body == FEED[: int(len(FEED) * share)]
    assert answer.body_hash == answer.etag == ""  # nothing that would hide the rest next time


async def test_a_line_cut_before_the_body(server):
    assert (await visit(server, cut_short(FEED, 0))).error == "truncated"
    start = head(200, {"Transfer-Encoding": "chunked"})
    assert (await visit(server, raw(start + b"10\r\nabc"))).truncated


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 deux cents\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nA" + b"a" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nclair",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nclair",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"\xff\xfe\x00\x01" * 100,
    ],
)
async def test_what_is_not_http_is_a_failure_and_no_more(server, data):
    answer = await visit(server, raw(data), total=2)
    assert answer.outcome is Outcome.FAILED
    assert answer.error in ("connect", "bad-answer", "truncated", "empty")


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [("gzip", gzip.compress(FEED)), ("deflate", zlib.compress(FEED)), ("identity", FEED)],
)
async def test_a_body_is_unpacked(server, encoding, packed):
    answer = await visit(server, reply(200, packed, {"Content-Encoding": encoding}))
    assert (answer.body, answer.size) == (FEED, len(FEED))


async def test_a_body_ends_at_the_limit(server):
    full = b"x" * 1000
    assert (await visit(server, reply(200, full), limit=1000)).outcome is Outcome.NEW
    answer = await visit(server, reply(200, full + b"x"), limit=1000)
    assert (answer.outcome, answer.error, answer.body) == (Outcome.FAILED, "too-big", full)


async def test_a_bomb_opens_no_further_than_the_limit(server):
    """64 MiB in 64 kB: what is held stays near the limit."""
    step = bomb(64)
    gc.collect()
    tracemalloc.start()
    try:
        answer = await visit(server, step)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (answer.error, answer.size) == ("too-big", 5 * 2**20)
    assert peak < 20 * 2**20


async def test_an_endless_body_ends(server):
    start = head(200, {"Content-Type": "text/xml"})
    answer = await visit(server, forever(start, b"<item/>" * 1000), limit=2**20)
    assert (answer.error, answer.size) == ("too-big", 2**20)


@pytest.mark.parametrize(
    "step",
    [
        hang(),
        hang(b"HTTP/1.1 200 OK\r\nContent-Ty"),
        hang(head(200, {"Content-Length": "1000"}) + b"<rss>"),
        forever(head(200, {"Content-Length": "100000"}), b"<", pause=0.01),
        forever(b"HTTP/1.1 200 OK\r\n", b"A: a\r\n", pause=0.01),
    ],
    ids=["silent", "half-head", "half-body", "slow-drip", "endless-head"],
)
async def test_patience_ends(server, step):
    loop = asyncio.get_running_loop()
    began = loop.time()
    answer = await visit(server, step, total=QUICK)
    assert (answer.outcome, answer.error) == (Outcome.FAILED, "timeout")
    assert loop.time() - began < 20 * QUICK


async def test_patience_is_for_the_whole_visit_not_for_each_redirect(server):
    server.on("/feed", redirect("/1"))

    async def slow(request, writer):
        await asyncio.sleep(QUICK / 2)
        await redirect("/1")(request, writer)

    server.on("/1", slow)
    answer = await visit(server, redirect("/1"), total=QUICK)
    assert answer.error == "timeout" and len(server.requests) <= 4


async def test_a_slow_server_keeps_nobody_else_waiting(server):
    async with BadServer() as other, fetcher(server, other, total=5) as visitor:
        stuck = asyncio.create_task(visitor.fetch(Visit(server.on("/feed", hang()))))
        answer = await visitor.fetch(Visit(other.on("/feed", reply(200, FEED))))
        assert answer.outcome is Outcome.NEW and not stuck.done()
        stuck.cancel()
        with pytest.raises(asyncio.CancelledError):
            await stuck


async def test_nothing_is_remembered_of_a_visitor(server):
    address = server.on("/feed", reply(200, FEED, {"Set-Cookie": "suivi=1"}))
    async with fetcher(server) as visitor:
        await visitor.fetch(Visit(address))
        await visitor.fetch(Visit(address))
    assert "cookie" not in server.requests[1].headers


async def test_no_proxy_of_the_machine_is_used(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert (await visit(server, reply(200, FEED))).outcome is Outcome.NEW


async def test_two_feeds_with_one_end_are_seen_to_be_one(server):
    for path in ("/a", "/b"):
        server.on(path, redirect("/c", 301))
    server.on("/c", reply(200, FEED))
    async with fetcher(server) as visitor:
        ends = {(await visitor.fetch(Visit(server.address(path)))).address for path in ("/a", "/b")}
    assert ends == {server.address("/c")}
