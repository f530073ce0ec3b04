"""The scripted day fails when the bot no longer does its work: it is no demonstration of itself."""

import asyncio
import sys
from pathlib import Path

import pytest

from playground.day import LENDING, WATCH, Part, live

RUN = """
import runpy, sys
sys.argv = ["bot", "run"]
runpy.run_module("bot", run_name="__main__")
"""
WITHOUT = """
from cogs._shared.buttons import Presses
on = Presses.on
def all_but(self, thing, act, handler):
    if (thing, act) != {out!r}:
        on(self, thing, act, handler)
Presses.on = all_but
"""


def without(*taken_out: str) -> str:
    return WITHOUT.format(out=taken_out)


def bot(changed: str) -> list[str]:
    """A bot in which something was changed before it starts."""
    return [sys.executable, "-c", changed + RUN]


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
    lived = await live(LENDING, tmp_path, bot(without(*taken_out)))
    assert lived.missed.startswith(missed)


async def test_a_bot_that_never_posts_what_it_owes_makes_the_day_fail(tmp_path: Path):
    lived = await live(LENDING, tmp_path, bot(MUTE_POSTER))
    assert lived.missed.startswith("a request: preview, «Demander»")


MUTE_POSTER = """
from cogs.outbox.poster import Poster
async def run(self):
    await self._stopping.wait()
Poster.run = run
"""
DEAF_SIFTING = """
from services.sifting import Sifting
async def tick(self):
    pass
Sifting.tick = tick
"""
BLANK_ALERT = """
from cogs._shared.drawing import Drawing
from cogs._shared.views import card
from cogs.watch import announcements
announcements.DRAWERS["watch_alert"] = lambda facts, words, zone: Drawing(card("info", "…"))
"""
FIRST_NEWS = "a new article is a card in #moderation"


async def test_a_watch_that_leaves_something_out_makes_the_day_fail(tmp_path: Path):
    """Its first steps are enough, one source will do, and all wait side by side."""
    last = next(n for n, (name, _) in enumerate(WATCH.steps) if name.startswith(FIRST_NEWS))
    steps = [*WATCH.steps[:2], WATCH.steps[last]]
    changes = (without("queue", "publish"), DEAF_SIFTING, BLANK_ALERT)
    parts = [Part(str(place), WATCH.start, steps) for place in range(len(changes))]
    lived = await asyncio.gather(
        *(live(p, tmp_path / p.name, bot(c)) for p, c in zip(parts, changes, strict=True))
    )
    assert [each.missed[: len(FIRST_NEWS)] for each in lived] == [FIRST_NEWS] * 3
    unpublished, unseen, blank = (each.why for each in lived)
    assert "paraît dans" in unpublished
    assert "<#moderation> shows no" in unseen
    assert "<#veille> shows no" in blank
