"""The scripted day: the bot lives a day of the network, each step judged only at the peer.

A step is a coroutine that drives people and looks at messages; it fails by raising. Nothing here
looks into the bot: it is another process, and its database is never opened.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playground import sample
from playground.process import BotDied, BotProcess
from playground.sample import Sample
from playground.simcord_inside import NotOnDiscord
from playground.wire import Wire

PARIS = ZoneInfo("Europe/Paris")
MORNING = datetime(2027, 3, 8, 9, 0, tzinfo=PARIS)
"""A Monday at 09:00 in Paris, outside quiet hours, three weeks before the clocks change."""


class Day:
    """The day as it goes: the network, the bot, and what was seen so far."""

    def __init__(self, town: Sample, bot: BotProcess) -> None:
        self.town, self.bot, self.wire = town, bot, town.wire
        self.seen = 0


Step = Callable[[Day], Awaitable[None]]
STEPS: list[tuple[str, Step]] = []


def step(name: str) -> Callable[[Step], Step]:
    """Add a step to the day; `name` says what must be seen."""

    def add(do: Step) -> Step:
        STEPS.append((name, do))
        return do

    return add


@step("the bot is there and its commands are listed, each to those who may use them")
async def _commands(day: Day) -> None:
    listed = day.town.lea.sees_commands()
    if not listed:
        raise AssertionError("Léa sees no command")
    if any(name.startswith("/config ") for name in listed):
        raise AssertionError(f"Léa, who manages nothing, is offered {listed}")


async def play(folder: Path, *, command: list[str] | None = None) -> int:
    """Play the day; 0 only if every step was seen and no request broke Discord's description."""
    wire = Wire(start=MORNING, strict=False)
    town = sample.build(wire)
    bot = BotProcess(wire, folder, command=command)
    await wire.open()
    day = Day(town, bot)
    try:
        await bot.start()
        for name, do in STEPS:
            began = time.monotonic()
            await do(day)
            day.seen += 1
            print(f"seen  {name} ({time.monotonic() - began:.1f} s)", flush=True)
    except (AssertionError, BotDied, NotOnDiscord) as missed:
        print(f"MISSED  {STEPS[min(day.seen, len(STEPS) - 1)][0]}\n{missed}", file=sys.stderr)
        print(f"the bot's log ends:\n{bot.tail()}", file=sys.stderr)
    finally:
        await bot.stop()
        bot.forget_rooms()
        await wire.close()
    broken = [*wire.problems, *wire.guard.violations]
    for complaint in broken:
        print(complaint, file=sys.stderr)
    print(f"{day.seen} of {len(STEPS)} steps seen; {wire.guard}")
    return 0 if day.seen == len(STEPS) and not broken else 1
