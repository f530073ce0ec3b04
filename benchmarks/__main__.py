"""`make bench`: every figure as a ratio to a baseline measured in the same run.

Prints a table, writes benchmarks/results.json, and ends with 1 if a ratio is above its limit.
Names after `python -m benchmarks` choose which to run: `python -m benchmarks outbox borrow`.
"""

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).with_name("results.json")
BENCHMARKS = (
    "borrow",
    "availability",
    "outbox",
    "startup",
    "feed_parsing",
    "watch_cycle",
    "watch_identity",
    "watch_memory",
    "watch_archive",
)
"""Modules of this folder whose ``rows()`` gives lines for the table."""


def table(rows: list[dict[str, Any]]) -> str:
    """Each figure with its ratio and limit, and under it what it was measured against."""
    width = max(len(row["name"]) for row in rows)
    lines = [f"   {'figure':{width}}   ratio   limit"]
    for row in rows:
        mark = "ok" if row["ratio"] <= row["limit"] else "NO"
        lines += [
            f"{mark} {row['name']:{width}} {row['ratio']:7.2f}  ≤ {row['limit']:4.1f}",
            f"      to: {row['baseline']}",
            f"      {row['detail']}",
        ]
    return "\n".join(lines)


def main(names: list[str]) -> int:
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
        return 2
    rows: list[dict[str, Any]] = []
    for name in names or BENCHMARKS:
        began = time.perf_counter()
        print(f"{name} …", end=" ", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"benchmarks.{name}").rows()
        print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    print(table(rows))
    if not names:  # a part is no result of the whole
        RESULTS.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
        print(f"written to {RESULTS.relative_to(Path.cwd())}")
    return int(any(row["ratio"] > row["limit"] for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
