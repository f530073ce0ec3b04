"""The workshop as what it is: a child process that may be killed, and a bot that goes on."""

import asyncio
import gc
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from domain.errors import Refused
from domain.watch.entry import NotAFeed, Selectors
from feeds.parse import parse
from feeds.patterns import BadPattern, TooSlow
from feeds.workshop import Workshop
from tests.feeds.watch_cases import feed_of, peak_bytes, watched_loop
from tests.shown import ROOT

SMALL = feed_of("<item><title>Été</title><link>https://exemple.fr/1</link></item>")
LARGE = feed_of(
    "".join(
        f"<item><title>Titre {n}</title><link>https://exemple.fr/{n}</link>"
        f"<pubDate>Mon, 02 Nov 2026 10:{n % 60:02}:00 GMT</pubDate>"
        f"<description>{'été ' * 1200}</description></item>"
        for n in range(600)
    )
)


def told(pid: int, what: str) -> str:
    """What the system says of a process."""
    return Path(f"/proc/{pid}/{what}").read_text("utf-8", "replace")


def gone(pid: int) -> bool:
    """Whether a process has ended; one that its new parent has not asked about is ended too."""
    try:
        return told(pid, "stat").rsplit(")", 1)[1].split()[0] in "ZX"
    except OSError:
        return True


async def until_gone(pid: int) -> None:
    async with asyncio.timeout(10):
        while not gone(pid):  # noqa: ASYNC110 - somebody else's child tells nobody
            await asyncio.sleep(0.01)


async def test_a_feed_comes_out_of_the_child_as_it_would_in_this_process():
    async with Workshop() as workshop:
        for body in (SMALL, LARGE):
            assert await workshop.parse(body) == parse(body)


async def test_what_is_no_feed_is_said_with_its_reason():
    async with Workshop() as workshop:
        with pytest.raises(NotAFeed) as refusal:
            await workshop.parse(b"")
        assert refusal.value.reason == "empty"
        with pytest.raises(NotAFeed) as refusal:
            await workshop.parse(b"<p>a</p>", kind="page", selectors=Selectors("p["))
        assert refusal.value.reason == "bad-selector"
        assert refusal.value.facts["selector"] == "p["


async def test_pages_and_lists_are_read_there_too():
    page = (
        b'<html><head><title>Accueil</title><link rel="alternate" type="application/rss+xml"'
        b' href="/feed/" title="Le fil"></head><body></body></html>'
    )
    opml = b'<opml><body><outline text="A" xmlUrl="https://exemple.fr/feed/"/></body></opml>'
    async with Workshop() as workshop:
        (found,) = await workshop.discover(page, "https://exemple.fr/")
        assert found.address == "https://exemple.fr/feed/"
        assert (await workshop.page_facts(page, "https://exemple.fr/")).title == "Accueil"
        (line,) = await workshop.opml(opml)
        assert (line.title, line.address) == ("A", "https://exemple.fr/feed/")
        with pytest.raises(Refused):
            await workshop.opml(b"nothing")


async def test_no_child_runs_before_there_is_something_to_read_nor_after():
    async with Workshop() as workshop:
        assert workshop.pids == []
        await workshop.parse(SMALL)
        (pid,) = workshop.pids
        await workshop.parse(SMALL)
        assert workshop.pids == [pid]
    assert workshop.pids == []
    assert gone(pid)


async def test_a_body_that_takes_too_long_is_the_end_of_its_reader_only():
    async with Workshop(seconds=0.05) as workshop:
        many = feed_of("<item><title>a</title></item>" * 60_000)
        slow, after = await asyncio.gather(
            workshop.parse(many), workshop.parse(SMALL), return_exceptions=True
        )
        assert isinstance(slow, NotAFeed)
        assert slow.reason == "too-slow"
        assert after == parse(SMALL)


async def test_a_child_that_hangs_is_killed_by_the_clock():
    async with Workshop(patience=2) as workshop:
        await workshop.parse(SMALL)
        (pid,) = workshop.pids
        os.kill(pid, signal.SIGSTOP)
        with pytest.raises(NotAFeed) as refusal:
            await workshop.parse(SMALL)
        assert refusal.value.reason == "too-slow"
        assert gone(pid)


async def test_a_body_that_takes_too_much_memory_is_refused_and_the_next_is_read():
    async with Workshop() as workshop:
        await workshop.parse(SMALL)
        (pid,) = workshop.pids
        used = int(told(pid, "statm").split()[0]) * resource.getpagesize()
        resource.prlimit(pid, resource.RLIMIT_AS, (used + 2_000_000, used + 2_000_000))
        with pytest.raises(NotAFeed) as refusal:
            await workshop.parse(LARGE)
        assert refusal.value.reason in ("too-heavy", "broken")
        assert await workshop.parse(SMALL) == parse(SMALL)
        assert workshop.pids != [pid]


async def test_the_memory_of_a_child_has_a_limit_and_one_that_grew_makes_way(
    monkeypatch: pytest.MonkeyPatch,
):
    async with Workshop() as workshop:
        await workshop.parse(SMALL)
        (pid,) = workshop.pids
        lines = told(pid, "limits").splitlines()
        (line,) = [line for line in lines if line.startswith("Max address space")]
        assert line.split()[3] == str(512 * 1024 * 1024)
        assert peak_bytes(pid) < 60 * 1024 * 1024
        await workshop.parse(LARGE)
        assert workshop.pids == [pid]
        monkeypatch.setattr("feeds.workshop.MOST_KEPT", 1_000_000)
        await workshop.parse(LARGE)
        assert workshop.pids == []
        assert await workshop.parse(SMALL) == parse(SMALL)


@pytest.mark.parametrize("at", ["idle", "at work"])
async def test_a_child_that_somebody_kills_is_replaced(at: str):
    async with Workshop() as workshop:
        await workshop.parse(SMALL)
        (pid,) = workshop.pids
        if at == "at work":
            os.kill(pid, signal.SIGSTOP)
            job = asyncio.create_task(workshop.parse(SMALL))
            await asyncio.sleep(0)
            os.kill(pid, signal.SIGKILL)
            with pytest.raises(NotAFeed):
                await job
        else:
            os.kill(pid, signal.SIGKILL)
            async with asyncio.timeout(10):
                while workshop.pids:  # noqa: ASYNC110 - until the loop has heard of it
                    await asyncio.sleep(0.01)
        assert await workshop.parse(SMALL) == parse(SMALL)
        assert workshop.pids != [pid]


async def test_a_job_that_is_called_off_leaves_nothing_behind():
    async with Workshop() as workshop:
        await workshop.parse(SMALL)
        job = asyncio.create_task(workshop.parse(LARGE))
        await asyncio.sleep(0.005)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        assert await workshop.parse(SMALL) == parse(SMALL)
    gc.collect()


async def test_jobs_are_done_in_the_order_of_asking_by_as_many_as_there_are():
    done: list[int] = []

    async def ask(workshop: Workshop, number: int) -> None:
        await workshop.parse(SMALL)
        done.append(number)

    async with Workshop() as one:
        await asyncio.gather(*(ask(one, number) for number in range(20)))
    assert done == list(range(20))
    async with Workshop(workers=2) as two:
        await asyncio.gather(*(ask(two, number) for number in range(20)))
        assert len(two.pids) == 2


async def test_the_largest_answer_stops_nobody():
    async with Workshop() as workshop:
        await workshop.parse(SMALL)
        stalls = []
        for _ in range(3):
            async with watched_loop() as stall:
                assert len((await workshop.parse(LARGE)).entries) == 500
            stalls.append(stall.seconds)
            if stall.seconds < 0.1:
                break
    assert min(stalls) < 0.1


async def test_the_child_holds_none_of_the_bots_secrets(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DISCORD_TOKEN", "a-secret")
    async with Workshop() as workshop:
        await workshop.parse(SMALL)
        (pid,) = workshop.pids
        assert "a-secret" not in told(pid, "environ")


SCRIPT = """
import asyncio, os, sys
from feeds.workshop import Workshop
async def main():
    workshop = Workshop()
    feed = await workshop.parse(sys.argv[1].encode())
    print(len(feed.entries), *workshop.pids, flush=True)
    os._exit(0)
asyncio.run(main())
"""


async def test_it_works_from_a_folder_of_links_and_ends_with_the_bot(tmp_path: Path):
    for room in ("feeds", "domain"):
        (tmp_path / room).symlink_to(ROOT / room)
    ran = subprocess.run(  # noqa: ASYNC221 - it lasts as long as the test
        [sys.executable, "-c", SCRIPT, SMALL.decode()],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    entries, pid = map(int, ran.stdout.split())
    assert entries == 1
    await until_gone(pid)
    assert ran.stderr == ""


async def test_a_pattern_is_looked_for_without_capitals_and_accents():
    async with Workshop() as workshop:
        texts = ["Appel à projets : MÉCÉNAT", "Œuvres d’art", "rien"]
        assert await workshop.matches(r"mécén[aà]t$", texts) == [True, False, False]
        assert await workshop.matches(r"\bOEUVRES d'art", texts) == [False, True, False]
        assert await workshop.matches(r"^\S+$", texts) == [False, False, True]


@pytest.mark.parametrize(("pattern", "where"), [("a(b", 1), ("[", 0), ("a" * 501, 500), ("a**", 2)])
async def test_a_pattern_that_is_none_says_where(pattern: str, where: int):
    async with Workshop() as workshop:
        with pytest.raises(BadPattern) as bad:
            await workshop.matches(pattern, ["a"])
        assert bad.value.where == where


async def test_after_a_pattern_that_never_ends_feeds_are_read():
    async with Workshop() as workshop:
        with pytest.raises(TooSlow):
            await workshop.matches(r"(\w+\s?)+$", ["a" * 200 + "!"], seconds=0.1)
        assert await workshop.parse(SMALL) == parse(SMALL)
