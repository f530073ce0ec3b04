"""What a run has really exercised, so that a case set that was skipped can't pass for a green one.

Tests note what they have shown; ``python -m tests.shown`` prints the line that closes a full run
and fails when something is absent although ../shared is there.
"""

import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
NOTES = ROOT / ".pytest_cache" / "shown.jsonl"

NEEDED = ("lending", "dates", "watch", "postgres", "requests")
"""What a full run must show where ../shared is present; polls come with issue 4."""


def shown(name: str, passed: int, total: int | None = None) -> None:
    """Note that ``passed`` of ``total`` cases were shown; without a total, notes are added up.

    A set that is shown in several places is noted in parts ("watch/http-H01"): they are added up.
    """
    NOTES.parent.mkdir(exist_ok=True)
    with NOTES.open("a") as notes:
        notes.write(json.dumps([name, passed, total]) + "\n")


def forget() -> None:
    NOTES.unlink(missing_ok=True)


def totals(shared: Path = SHARED) -> dict[str, int]:
    """How many cases there are of each kind in ../shared."""
    cases = shared / "cases"
    return {
        "lending": len(json.loads((cases / "lending/cases.json").read_text())),
        "dates": len(json.loads((cases / "dates/phrases.json").read_text())["phrases"]),
        "polls": len(list((cases / "polls").glob("*.json"))) - 1,  # index.json
        "watch": 117,  # the cases of watch/, counted by its own index
    }


def closing(lines: list[str], expected: dict[str, int]) -> tuple[str, list[str]]:
    """The closing line, and what is missing from it. A case set run twice counts as its worst."""
    worst: dict[str, int] = {}
    added: Counter[str] = Counter()
    for name, passed, total in map(json.loads, lines):
        if total is None:
            added[name] += passed
        else:
            worst[name] = min(worst.get(name, passed), passed)
    for name in expected:
        parts = [passed for part, passed in worst.items() if part.startswith(f"{name}/")]
        if parts:
            worst[name] = sum(parts)
    words = [f"{name} {worst.get(name, 0)}/{total}" for name, total in expected.items()]
    words.append(f"postgres {'yes' if added['postgres'] else 'no'}")
    words.append(f"requests checked {added['requests']}")
    missing = [
        name
        for name in NEEDED
        if (worst.get(name, -1) < expected[name] if name in expected else not added[name])
    ]
    return ", ".join(words), missing


def main() -> int:
    if not SHARED.is_dir():
        print("../shared is absent: its cases and Discord's description were not used")
        return 0
    lines = NOTES.read_text().splitlines() if NOTES.exists() else []
    line, missing = closing(lines, totals())
    print(line)
    if missing:
        print(f"not shown, although ../shared is here: {', '.join(missing)}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
