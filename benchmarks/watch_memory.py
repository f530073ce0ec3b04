"""The memory of ten rounds of a thousand sources, two hundred of them changed each time.

In a process of its own, with that of its reader; stories are made of what is new. The tenth round
may hold little more than the third: what grows with each round would show.
"""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.watch_cycle import world
from benchmarks.watch_web import FEEDS

CYCLES, THIRD, CHANGED = 10, 3, 200


def resident(pid: int) -> int:
    """Bytes that a process holds; 0 when it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except FileNotFoundError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


async def measure(cycles: int) -> list[int]:
    """Bytes after each round, with the reader's."""
    found = []
    async with world() as here:
        for _ in range(cycles):
            await here.turn(CHANGED)
            await here.ours()
            await here.sifting.tick()
            found.append(sum(map(resident, [os.getpid(), *here.workshop.pids])))
    return found


def rows(cycles: int = CYCLES) -> list[dict[str, Any]]:
    """What ``make bench`` prints of this file."""
    command = [sys.executable, "-m", "benchmarks.watch_memory", str(cycles)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    held: list[int] = json.loads(said)
    return [
        {
            "name": "memory of ten rounds",
            "ratio": round(held[-1] / held[THIRD - 1], 3),
            "limit": 1.1,
            "baseline": "the same process after its third round",
            "detail": f"{held[-1] / 1e6:.0f} MB against {held[THIRD - 1] / 1e6:.0f} MB, with the "
            f"reader of feeds; {FEEDS:,} sources, {CHANGED} changed in each round",
        }
    ]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(int(sys.argv[1])))))
