"""`python -m playground` as a person starts it, with the tiny bot in the bot's place."""

import asyncio
import signal
import sys
from pathlib import Path

import psutil

from playground.contract import ROOT
from tests.playground.conftest import TINY


async def start(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "playground",
        *arguments,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def test_the_demo_prints_its_address_and_leaves_nothing_behind():
    demo = await start("--port", "0", "--empty", "--", *TINY)
    assert demo.stdout is not None
    async with asyncio.timeout(30):
        line = await demo.stdout.readline()
    assert b"http://127.0.0.1:" in line
    children = psutil.Process(demo.pid).children(recursive=True)
    assert len(children) == 1

    demo.send_signal(signal.SIGTERM)
    async with asyncio.timeout(20):
        rest, _ = await demo.communicate()

    assert demo.returncode == 0, rest
    assert not any(child.is_running() for child in children)
    assert b"violations 0" in rest


async def test_a_bot_that_can_not_start_makes_the_demo_and_the_day_fail(tmp_path: Path):
    for mode in ("--headless", "--empty"):
        demo = await start(mode, "--", sys.executable, "-c", "raise SystemExit('no')")
        async with asyncio.timeout(30):
            said, _ = await demo.communicate()
        assert demo.returncode == 1
        assert b"ended with 1" in said


async def test_the_bot_can_not_import_what_pretends_to_be_discord(tmp_path: Path):
    look = (
        "import importlib.util as u, sys; sys.exit(3 if u.find_spec('playground') is None else 4)"
    )
    demo = await start("--headless", "--", sys.executable, "-c", look)
    async with asyncio.timeout(30):
        said, _ = await demo.communicate()
    assert b"ended with 3" in said
