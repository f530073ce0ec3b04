"""The scripted day fails when the bot no longer does its work: it is no demonstration of itself."""

import sys
from pathlib import Path

import pytest

from playground.day import play

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
    tmp_path: Path, capsys: pytest.CaptureFixture[str], taken_out: tuple[str, str], missed: str
):
    bot = [sys.executable, "-c", WITHOUT.format(out=taken_out)]
    assert await play(tmp_path, command=bot) == 1
    assert f"MISSED  {missed}" in capsys.readouterr().err


async def test_a_bot_that_never_posts_what_it_owes_makes_the_day_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    mute = """
import asyncio, runpy, sys
from cogs.outbox.poster import Poster
async def run(self):
    await self._stopping.wait()
Poster.run = run
sys.argv = ["bot", "run"]
runpy.run_module("bot", run_name="__main__")
"""
    assert await play(tmp_path, command=[sys.executable, "-c", mute]) == 1
    assert "MISSED  a request: preview, «Demander»" in capsys.readouterr().err
