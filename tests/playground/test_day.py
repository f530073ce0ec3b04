"""The scripted day fails when the bot no longer does its work: it is no demonstration of itself."""

import sys
from pathlib import Path

import pytest

from playground.day import LENDING, live

WITHOUT = """
import runpy, sys
from cogs._shared.buttons import Presses
on = Presses.on
def all_but(self, thing, act, handler):
    if (thing, act) != {out!r}:
        on(self, thing, act, handler)
Presses.on = all_but
sys.argv = ["bot", "run"]
runpy.run_module("bot", run_name="__main__")
"""


@pytest.mark.parametrize(
    ("taken_out", "missed"),
    [
        (("draft", "ask"), "a request: preview, «Demander»"),
        (("loan", "approve"), "a stranger's press is refused"),
        (("loan", "accept-offer"), "the owner proposes other dates"),
        (("loan", "hand-over"), "another guild sees nothing of this one"),
    ],
)
async def test_a_button_without_its_handler_makes_the_day_fail(
    tmp_path: Path, taken_out: tuple[str, str], missed: str
):
    bot = [sys.executable, "-c", WITHOUT.format(out=taken_out)]
    lived = await live(LENDING, tmp_path, bot)
    assert lived.missed.startswith(missed)


async def test_a_bot_that_never_posts_what_it_owes_makes_the_day_fail(tmp_path: Path):
    mute = """
import asyncio, runpy, sys
from cogs.outbox.poster import Poster
async def run(self):
    await self._stopping.wait()
Poster.run = run
sys.argv = ["bot", "run"]
runpy.run_module("bot", run_name="__main__")
"""
    lived = await live(LENDING, tmp_path, [sys.executable, "-c", mute])
    assert lived.missed.startswith("a request: preview, «Demander»")
