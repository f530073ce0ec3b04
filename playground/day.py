"""The scripted day: the bot lives a day of the network, each step judged only at the peer.

A step is a coroutine that drives people and looks at messages; it fails by raising. Nothing here
looks into the bot: it is another process, and its database is never opened.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from playground import sample, steps_later
from playground.process import BotDied, BotProcess
from playground.simcord_inside import NotOnDiscord
from playground.steps import MORNING, STEPS, Day
from playground.wire import Wire

assert steps_later, "its steps come after those of steps.py"
__all__ = ["MORNING", "STEPS", "Day", "play"]


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
