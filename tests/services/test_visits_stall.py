"""Whatever sources serve, the bot answers people meanwhile: nothing of it holds the loop."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from feeds.workshop import Workshop
from storage.engine import Database
from tests.conftest import FakeClock
from tests.feeds.bad_server import BadServer, bomb, forever, head, reply
from tests.services.watch_stage import Stage, article, polls, rss

LONGEST = 0.1
"""Seconds; of the loop's own work, since a test runs beside others on a machine of any speed."""


class Pulse:
    """The longest that the loop worked without looking round. ``longest``: in seconds."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.beats = 0

    async def beat(self) -> None:
        before = time.thread_time()
        while True:
            await asyncio.sleep(0.001)
            now = time.thread_time()
            self.longest = max(self.longest, now - before)
            self.beats += 1
            before = time.thread_time()


@asynccontextmanager
async def pulse() -> AsyncIterator[Pulse]:
    found = Pulse()
    gc.collect()
    gc.freeze()  # what the suite has piled up would be searched in the middle of a round
    task = asyncio.create_task(found.beat())
    try:
        yield found
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        gc.unfreeze()


def hostile() -> dict[str, bytes]:
    """Bodies made to take long, or much."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]>'
    laughing = doctype + "<rss><channel><item><title>&l9;</title></item></channel></rss>"
    return {
        "style": rss(article("a", text=f'<p style="{"a" * 100_000}">')),
        "comments": rss(article("a", text="<!--" * 75_000)),
        "author": rss(f"<item><title>a</title><author>{'a@a.a.' * 5_000}!</author></item>"),
        "deep": rss(f"<item><title>a</title>{'<b>' * 200_000}"),
        "attributes": rss("<item" + "".join(f" a{n}='1'" for n in range(60_000)) + "/>"),
        "many": rss(*(f"Article {n}" for n in range(25_000))),
        "laughs": laughing.encode(),
        "unclosed": b"<rss><channel>" + b"<item><![CDATA[" * 60_000,
        "json": b'{"items":' + b"[" * 400_000,
        "long": rss(article("t" * 2_000_000, text="x " * 500_000)),
    }


async def test_nothing_that_sources_serve_holds_the_loop(sqlite_db: Database, clock: FakeClock):
    async with (
        BadServer() as server,
        Stage.on(sqlite_db, clock, server, Workshop(), total=2.0) as stage,
    ):
        await stage.guild()
        followed = [
            await stage.follow(server.on(f"/{name}", *polls(rss("Avant"), body)))
            for name, body in hostile().items()
        ]
        drip = forever(head(200, {"Content-Type": "text/xml"}), b"<item>", 0.05)
        flood = forever(head(200, {"Content-Type": "text/xml"}), b"<item>" * 20_000)
        for path, step in (("/bomb", bomb(200)), ("/drip", drip), ("/flood", flood)):
            await stage.follow(server.on(path, reply(200, rss("Avant")), step))
        big = rss(*(article(f"Texte {n}", text="mot " * 900) for n in range(500)))
        full = await stage.follow(server.on("/full", reply(200, rss("Avant")), reply(200, big)))
        await stage.round()
        clock.advance(hours=25)
        async with pulse() as seen:
            await stage.visits.tick()
        assert seen.beats > 100
        assert seen.longest < LONGEST
        assert len(await stage.titles(full)) == 501
        assert all([(await stage.feed(each)).visits == 2 for each in followed])


async def test_a_burst_of_long_calls_does_not_hold_the_loop_either(
    sqlite_db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(sqlite_db, clock, server, Workshop()) as stage:
        await stage.guild()
        text = "Date limite : le 12 mars 2027. Dossier à envoyer avant le 3 avril. " * 55
        calls = rss(*(article(f"Appel à projets numéro {n}", text=text) for n in range(60)))
        await stage.follow(server.on("/calls", *polls(rss("Avant"), calls)))
        await stage.round()
        clock.advance(hours=25)
        await stage.visits.tick()
        async with pulse() as seen:
            await stage.sifting.tick()
        assert seen.longest < LONGEST
        assert len(await stage.stories()) == 60
