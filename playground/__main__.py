"""`python -m playground`: the demo page; `--headless`: the scripted day, judged at the peer."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from playground import sample, watching
from playground.day import play
from playground.furnish import furnish
from playground.page_server import Page
from playground.process import BotDied, BotProcess
from playground.steps import PARIS
from playground.wire import Wire


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__)
    parser.add_argument("--headless", action="store_true", help="play the scripted day and exit")
    parser.add_argument("--port", type=int, default=8079, help="of the page (0: any free one)")
    parser.add_argument("--empty", action="store_true", help="start without sample organisations")
    parser.add_argument("bot", nargs="*", help="another bot to run instead of `python -m bot run`")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="demo-") as folder:
        if asked.headless:
            return asyncio.run(play(Path(folder), command=asked.bot or None))
        return asyncio.run(show(Path(folder), asked.port, asked.bot or None, not asked.empty))


async def show(folder: Path, port: int, command: list[str] | None, furnished: bool) -> int:
    """Serve the page until Ctrl-C or SIGTERM; 0 when the bot was well until then."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    wire = Wire(port=port, start=this_morning())
    town = sample.build(wire)
    bot = BotProcess(wire, folder, command=command)
    page = Page(wire, bot.later, town.notes)
    await wire.open()
    try:
        await bot.start()
        if furnished:
            await furnish(town)
            await watching.begin(town)
        print(f"Entremise, on a pretend Discord: {wire.url}\nCtrl-C stops it.", flush=True)
        print(f"Sources to try in /sources ajouter (listed in the page too): {wire.press.url}/")
        while not stopped.is_set() and (bot.running or page.restarting):
            await wire.until(stopped.is_set, within=0.5)
        if not stopped.is_set():
            raise BotDied(f"the bot ended with {bot.exit_code}; its log ends:\n{bot.tail()}")
    except BotDied as died:
        print(died, file=sys.stderr)
        return 1
    finally:
        await bot.stop()
        bot.forget_rooms()
        await wire.close()
        for problem in [*wire.problems, *wire.guard.violations]:
            print(problem, file=sys.stderr)
        print(wire.guard)
    return 0


def this_morning() -> datetime:
    """When the demo begins: today at an hour at which nothing waits for the quiet hours to end."""
    return datetime.now(PARIS).replace(hour=10, minute=0)


if __name__ == "__main__":
    sys.exit(main())
