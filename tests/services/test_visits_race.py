"""Two processes on one PostgreSQL: each article is one story, whoever was first."""

import asyncio
import os
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

from domain.watch.stories import Mode
from feeds.fetch import Fetcher
from services import visits
from storage.engine import open_database
from tests.conftest import FakeClock, empty
from tests.feeds.bad_server import BadServer, Request, Step, reply
from tests.services.watch_stage import Inline, Stage, rss

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
FEEDS, GUILDS = 12, (1000, 1001)
PROCESSES, SECONDS = 2, 2.0


def growing(name: str) -> Step:
    """A feed with one article more at each visit, of which it keeps the last thirty."""
    asked = 0

    async def step(request: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        titles = [f"{name} numéro {n}" for n in range(asked, max(0, asked - 30), -1)]
        await reply(200, rss(*titles))(request, writer)

    return step


class Hurried(FakeClock):
    """Ten minutes pass in a tenth of a second, for every process at once."""

    def __init__(self, began: float) -> None:
        super().__init__(NOW)
        self.began = began

    def __call__(self) -> datetime:
        return NOW + timedelta(minutes=100 * (time.time() - self.began))


async def worker(url: str, port: int) -> None:
    """Go round and round while another process does the same, a few feeds at once."""
    visits.UNDER_WAY, visits.LEAST_CLAIMED = 3, 1
    db = await open_database(url)
    print("ready", flush=True)
    began = float(await asyncio.to_thread(sys.stdin.readline))
    clock, server = Hurried(began), BadServer()
    server.port = port
    hosts = frozenset({server.place})
    async with Fetcher(
        clock=clock, user_agent=f"tests {os.getpid()}", private_hosts=hosts, spacing=0, per_host=64
    ) as fetcher:
        stage = Stage.over(db, clock, server, fetcher, Inline())
        while time.time() < began + SECONDS:
            await stage.round()
    await db.close()


async def run_both(url: str, port: int) -> None:
    """Start both at one moment, once both are there."""
    pipe = asyncio.subprocess.PIPE
    command = [sys.executable, "-m", "tests.services.test_visits_race", url, str(port)]
    processes = [
        await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
        for _ in range(PROCESSES)
    ]
    for process in processes:
        assert await process.stdout.readline() == b"ready\n"
    began = f"{time.time()}\n".encode()
    await asyncio.gather(*(process.communicate(began) for process in processes))
    assert [process.returncode for process in processes] == [0] * PROCESSES


async def test_two_processes_at_once_say_nothing_twice(pg_tables: str, clock: FakeClock) -> None:
    clock.set(NOW)
    db = await open_database(pg_tables)
    await empty(db)
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        for guild_id, mode in zip(GUILDS, (Mode.HAND, Mode.DIGEST), strict=True):
            await stage.guild(guild_id)
            for number in range(FEEDS):
                address = server.address(f"/{number}")
                if guild_id == GUILDS[0]:
                    server.on(f"/{number}", growing(f"Revue {number}"))
                await stage.follow(address, guild_id, mode)
        await stage.round()
        await run_both(pg_tables, server.port)
        await stage.later(days=2)
        agents = Counter(request.headers["user-agent"] for request in server.requests)
        assert len(agents) == 1 + PROCESSES
        visited = Counter(server.paths())
        for guild_id in GUILDS:
            titles = Counter(story.title for story in await stage.stories(guild_id))
            assert titles == {
                f"Revue {number} numéro {n}": 1
                for number in range(FEEDS)
                for n in range(2, visited[f"/{number}"] + 1)
            }
    await db.close()


if __name__ == "__main__":
    asyncio.run(worker(sys.argv[1], int(sys.argv[2])))
