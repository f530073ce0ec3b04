"""No machine is hurried: one request at a time, a breath between two, all of them in parallel."""

import asyncio
from datetime import UTC, datetime

import pytest

from feeds.fetch import Fetcher, Outcome, Visit
from feeds.politeness import Politeness
from tests.feeds.bad_server import BadServer, later, redirect, reply
from tests.feeds.http_cases import rss

FEED = rss(1)


class Time:
    """Seconds that pass only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def fetcher(time: Time, *servers: BadServer, **more) -> Fetcher:
    return Fetcher(
        clock=lambda: datetime(2026, 11, 24, tzinfo=UTC),
        user_agent="Entremise/tests",
        private_hosts=frozenset(server.place for server in servers)
        | {("localhost", server.port) for server in servers},
        sleep=time.sleep,
        monotonic=time.monotonic,
        **more,
    )


async def test_feeds_of_one_machine_are_read_one_after_the_other():
    async with BadServer() as server:
        time = Time()
        visits = [Visit(server.on(f"/{n}", reply(200, FEED))) for n in range(5)]
        async with fetcher(time, server) as visitor:
            answers = await asyncio.gather(*map(visitor.fetch, visits))
        assert {answer.outcome for answer in answers} == {Outcome.NEW}
        assert server.busiest == 1
        assert time.slept == [1.0] * 4


async def test_the_breath_is_counted_from_the_end_of_the_last_visit():
    async with BadServer() as server:
        time = Time()
        visit = Visit(server.on("/feed", reply(200, FEED)))
        async with fetcher(time, server, spacing=10) as visitor:
            await visitor.fetch(visit)
            time.now += 4
            await visitor.fetch(visit)
            time.now += 60
            await visitor.fetch(visit)
        assert time.slept == [6.0]


async def test_a_failure_counts_as_a_visit():
    async with BadServer() as server:
        time = Time()
        visit = Visit(server.on("/feed", reply(500)))
        async with fetcher(time, server) as visitor:
            await visitor.fetch(visit)
            await visitor.fetch(visit)
        assert time.slept == [1.0]


async def test_machines_do_not_wait_for_each_other():
    async with BadServer() as server:
        time, gate = Time(), asyncio.Event()
        path = f":{server.port}/feed"
        server.on("/feed", later(reply(200, FEED), gate))
        async with fetcher(time, server) as visitor:
            hosts = ("127.0.0.1", "localhost")
            both = [asyncio.create_task(visitor.fetch(Visit(f"http://{h}{path}"))) for h in hosts]
            await server.is_busy(2)
            gate.set()
            await asyncio.gather(*both)
        assert time.slept == []


async def test_a_redirect_is_the_same_visit_on_the_same_machine():
    async with BadServer() as server:
        time = Time()
        server.on("/b", reply(200, FEED))
        async with fetcher(time, server) as visitor:
            answer = await visitor.fetch(Visit(server.on("/a", redirect("/b"))))
        assert answer.outcome is Outcome.NEW and time.slept == []


async def test_machines_that_send_to_each_other_lock_nobody():
    async with BadServer() as server:
        time = Time()
        server.on("/a", redirect(f"http://localhost:{server.port}/c"))
        server.on("/b", redirect(f"http://127.0.0.1:{server.port}/c"))
        server.on("/c", reply(200, FEED))
        async with fetcher(time, server, concurrency=1) as visitor:
            visits = [
                Visit(f"http://127.0.0.1:{server.port}/a"),
                Visit(f"http://localhost:{server.port}/b"),
            ] * 3
            answers = await asyncio.wait_for(asyncio.gather(*map(visitor.fetch, visits)), 10)
        assert {answer.outcome for answer in answers} == {Outcome.NEW}
        assert server.busiest == 1


async def test_no_more_than_so_many_requests_at_once():
    async with BadServer() as server:
        time, gate = Time(), asyncio.Event()
        visits = [Visit(server.on(f"/{n}", later(reply(200, FEED), gate))) for n in range(9)]
        async with fetcher(time, server, per_host=9, concurrency=3, spacing=0) as visitor:
            all_of_them = asyncio.gather(*map(visitor.fetch, visits))
            await server.is_busy(3)
            gate.set()
            await all_of_them
        assert server.busiest == 3


async def test_machines_are_forgotten_once_they_are_rested():
    time = Time()
    politeness = Politeness(1, 1.0, time.monotonic, time.sleep)
    for n in range(1000):
        async with politeness.turn(f"{n}.example"):
            time.now += 0.1
    assert len(politeness) <= 12


async def test_a_machine_is_not_forgotten_while_somebody_waits():
    time = Time()
    politeness = Politeness(1, 1.0, time.monotonic, time.sleep)
    inside: list[str] = []

    async def take(name: str) -> None:
        async with politeness.turn("exemple.fr"):
            assert not inside
            inside.append(name)
            time.now += 5
            async with politeness.turn(f"{name}.example"):  # others come and go meanwhile
                await asyncio.sleep(0)
            inside.remove(name)

    await asyncio.gather(*(take(name) for name in "abcde"))
    assert time.slept == [1.0] * 4


async def test_a_machine_is_not_forgotten_while_it_is_read_again():
    time = Time()
    politeness = Politeness(1, 1.0, time.monotonic, time.sleep)
    async with politeness.turn("exemple.fr"):
        pass
    async with politeness.turn("exemple.fr"):
        time.now += 5
        async with politeness.turn("autre.example"):
            pass
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01), politeness.turn("exemple.fr"):
                pass


async def test_a_breath_that_is_interrupted_begins_again():
    """Two at once: one ends while another waits for the breath of the visit before."""
    time = Time()
    politeness = Politeness(2, 1.0, time.monotonic, time.sleep)
    first = politeness.turn("exemple.fr")
    await first.__aenter__()
    async with politeness.turn("exemple.fr"):
        pass
    waiting = asyncio.create_task(politeness.turn("exemple.fr").__aenter__())
    await asyncio.sleep(0)  # it sleeps for one second
    await first.__aexit__(None, None, None)
    await waiting
    assert time.slept == [1.0, 1.0]


async def test_who_gives_up_waiting_leaves_the_turn_to_others():
    time = Time()
    politeness = Politeness(1, 1.0, time.monotonic, time.sleep)

    async def take() -> str:
        async with politeness.turn("exemple.fr"):
            return "taken"

    async with politeness.turn("exemple.fr"):
        waiting = [asyncio.create_task(take()) for _ in range(2)]
        await asyncio.sleep(0)
        waiting[0].cancel()
    assert await asyncio.wait_for(waiting[1], 5) == "taken"
    with pytest.raises(asyncio.CancelledError):
        await waiting[0]
