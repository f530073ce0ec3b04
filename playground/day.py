"""The scripted day: the bot lives days of a network, each step judged only at the peer.

A step is a coroutine that drives people and looks at messages; it fails by raising. Nothing here
looks into the bot: it is another process, and its database is never opened. Lending and the watch
are played side by side, each by a bot in a network of its own: most of their time they wait.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from playground import sample, steps_calls, steps_later, steps_watch
from playground.process import BotDied, BotProcess
from playground.simcord_inside import NotOnDiscord
from playground.steps import LENDING_STEPS, MORNING, WATCH_STEPS, Day, Steps
from playground.steps_watch import SATURDAY
from playground.wire import Wire

assert steps_later and steps_watch and steps_calls, "their steps are part of the day"
__all__ = ["LENDING", "MORNING", "WATCH", "Part", "live", "play"]


@dataclass(frozen=True)
class Part:
    """Steps of one network, in their order, from a moment on."""

    name: str
    start: datetime
    steps: Steps


@dataclass
class Lived:
    """What came of a part: how many steps were seen, which one was not ("": all were), and why."""

    seen: int = 0
    missed: str = ""
    why: str = ""
    requests: int = 0
    broken: list[str] = field(default_factory=list)


LENDING = Part("lending", MORNING, LENDING_STEPS)
WATCH = Part("watch", SATURDAY, WATCH_STEPS)


async def play(folder: Path, *, command: list[str] | None = None) -> int:
    """Play the day; 0 only if every step was seen and no request broke Discord's description."""
    parts = (LENDING, WATCH)
    lived = await asyncio.gather(*(live(part, folder / part.name, command) for part in parts))
    seen, total = sum(each.seen for each in lived), sum(len(part.steps) for part in parts)
    broken = [complaint for each in lived for complaint in each.broken]
    checked = sum(each.requests for each in lived)
    print(f"{seen} of {total} steps seen; requests checked {checked}, violations {len(broken)}")
    return 0 if seen == total and not broken else 1


async def live(part: Part, folder: Path, command: list[str] | None = None) -> Lived:
    """Play one part until a step is missed; what happens is printed."""
    wire = Wire(start=part.start, strict=False)
    town = sample.build(wire)
    bot = BotProcess(wire, folder, command=command)
    await wire.open()
    day, lived, name = Day(town, bot), Lived(), "the bot starts"
    try:
        await bot.start()
        for name, do in part.steps:
            began = time.monotonic()
            await do(day)
            lived.seen += 1
            print(f"seen  {name} ({time.monotonic() - began:.1f} s)", flush=True)
    except (AssertionError, BotDied, NotOnDiscord) as missed:
        lived.missed, lived.why = name, str(missed)
        print(f"MISSED  {name}\n{missed}", file=sys.stderr)
        print(f"the bot's log ends:\n{bot.tail()}", file=sys.stderr)
    finally:
        await bot.stop()
        bot.forget_rooms()
        await wire.close()
    lived.requests = wire.guard.checked
    lived.broken = [*wire.problems, *wire.guard.violations]
    for complaint in lived.broken:
        print(complaint, file=sys.stderr)
    return lived
