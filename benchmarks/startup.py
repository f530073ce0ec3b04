"""Start and idle memory of the bot, against a bare discord.py client on the same wire."""

import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground import BotProcess, Wire

REPEATS = 5
IDLE_SECONDS = 5.0
BARE = [sys.executable, str(Path(__file__).with_name("bare_client.py"))]


@dataclass(frozen=True)
class Start:
    """Seconds from the start of the process; bytes once it has idled."""

    identified: float
    ready: float
    resident: int


async def one_start(wire: Wire, bot: BotProcess) -> Start:
    """Start it, wait for discord.py's on_ready, let it idle, stop it."""
    before = wire.gateway.identified
    bot.log_path.unlink(missing_ok=True)
    began = time.perf_counter()
    await bot.start(wait=False)
    if not await wire.until(lambda: wire.gateway.identified > before, within=30):
        raise RuntimeError(bot.tail())
    identified = time.perf_counter() - began
    while "ready: " not in bot.logs():
        if not bot.running or time.perf_counter() - began > 30:
            raise RuntimeError(bot.tail())
        await asyncio.sleep(0.005)
    ready = time.perf_counter() - began
    await asyncio.sleep(IDLE_SECONDS)
    resident = bot.resident_bytes
    await bot.stop()
    return Start(identified, ready, resident)


async def compared(repeats: int) -> tuple[Start, Start]:
    """The medians of the bot and of the bare client, started by turns."""
    folder = Path(tempfile.mkdtemp(prefix="startup-"))
    async with Wire(contract=False, strict=False) as wire:
        guild = wire.guild("Réseau")
        guild.channel("prets")
        ours, bare = BotProcess(wire, folder / "ours"), BotProcess(wire, folder / "bare")
        bare.command = BARE
        await one_start(wire, ours)  # makes the database, and fills the caches of both
        await one_start(wire, bare)
        runs = [(await one_start(wire, ours), await one_start(wire, bare)) for _ in range(repeats)]
        ours.forget_rooms()
        bare.forget_rooms()
    shutil.rmtree(folder, ignore_errors=True)
    return median([run[0] for run in runs]), median([run[1] for run in runs])


def median(starts: list[Start]) -> Start:
    return Start(
        statistics.median(start.identified for start in starts),
        statistics.median(start.ready for start in starts),
        int(statistics.median(start.resident for start in starts)),
    )


def rows(repeats: int = REPEATS) -> list[dict[str, Any]]:
    """What ``make bench`` prints of this file."""
    ours, bare = asyncio.run(compared(repeats))
    return [
        {
            "name": "start to ready",
            "ratio": round(ours.ready / bare.ready, 3),
            "limit": 1.5,
            "baseline": "a bare discord.py client, from its process's start to on_ready",
            "detail": f"{ours.ready:.2f} s against {bare.ready:.2f} s, of which discord.py waits "
            f"2 s for guilds; connected after {ours.identified:.2f} s against "
            f"{bare.identified:.2f} s; median of {repeats}",
        },
        {
            "name": "idle memory",
            "ratio": round(ours.resident / bare.resident, 3),
            "limit": 2.0,
            "baseline": f"a bare discord.py client's resident memory {IDLE_SECONDS:.0f} s after "
            "on_ready",
            "detail": f"{ours.resident / 1e6:.0f} MB against {bare.resident / 1e6:.0f} MB; "
            f"median of {repeats}",
        },
    ]


if __name__ == "__main__":
    for row in rows():
        print(row)
