"""Reading two hundred feeds: our reader against feedparser as everybody calls it.

In this process and by turns, since it is the reading that is compared; no entry may be missing.
"""

import io
import time
from typing import Any

import feedparser

from benchmarks.feed_corpus import corpus
from feeds.parse import parse

TIMES = 12
"""How many feeds are read in the time that feedparser takes for one."""
REPEATS = 3


def ours(bodies: list[bytes]) -> int:
    return sum(len(parse(body, address="https://exemple.fr/feed/").entries) for body in bodies)


def theirs(bodies: list[bytes]) -> int:
    return sum(len(feedparser.parse(io.BytesIO(body)).entries) for body in bodies)


def timed(read: Any, bodies: list[bytes]) -> tuple[float, int]:
    began = time.process_time()
    entries = read(bodies)
    return time.process_time() - began, entries


def rows(repeats: int = REPEATS) -> list[dict[str, Any]]:
    """What ``make bench`` prints of this file."""
    bodies = corpus()
    # a slice of each by turns, so that a busy moment of the machine weighs on both
    slices = [bodies[start::10] for start in range(10)]
    mine, other = 0.0, 0.0
    for _ in range(repeats):
        for part in slices:
            took, found = timed(ours, part)
            taken, expected = timed(theirs, part)
            if found < expected:
                raise RuntimeError(f"{expected - found} entries are missing")
            mine, other = mine + took, other + taken
    size = sum(map(len, bodies)) * repeats / 1e6
    return [
        {
            "name": f"parsing throughput, {TIMES} feeds",
            "ratio": round(TIMES * mine / other, 3),
            "limit": 1.0,
            "baseline": "feedparser.parse(BytesIO(body)), one feed",
            "detail": f"{other / mine:.1f} times as fast: {size / mine:.1f} MB/s against "
            f"{size / other:.1f} MB/s, {len(bodies)} feeds of {min(map(len, bodies)) // 1000} to "
            f"{max(map(len, bodies)) // 1000} kB, no entry missing",
        }
    ]


if __name__ == "__main__":
    for row in rows():
        print(row)
