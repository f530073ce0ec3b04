"""The shared cases of the watch: loaded by kind, and those about reading feeds judged.

``cases(kind)`` gives all of a kind, none where ../shared is absent. ``judged_*`` answer how many
passed, of how many.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from domain.watch.entry import TITLE_LIMIT, Entry, NotAFeed, ParsedFeed
from feeds.dates import read_date
from feeds.parse import parse
from feeds.text import plain
from tests.shown import SHARED

FOLDER = SHARED / "cases" / "watch"
Case = dict[str, Any]


def cases(kind: str) -> list[Case]:
    """All of one kind, in the index's order."""
    index = FOLDER / "index.json"
    if not index.exists():
        return []
    return [case for case in json.loads(index.read_text("utf-8"))["cases"] if case["kind"] == kind]


def files(case: Case) -> list[Path]:
    return [FOLDER / name for name in case["files"]]


# --------------------------------------------------------------------- parse


def judge_parse(case: Case) -> list[str]:
    """What is wrong with our reading of one feed; nothing, when it is as expected."""
    expected = case["expected"]
    body = files(case)[0].read_bytes()
    try:
        feed = parse(body, address=case.get("base_url", ""))
    except NotAFeed as refusal:
        wanted = str(expected.get("reject", "a feed")).replace("_", "-")
        return [] if refusal.reason == wanted else [f"{refusal.reason}, and not {wanted}"]
    if "reject" in expected:
        return ["it is no feed"]
    return [*_wrong_feed(feed, expected), *_wrong_entries(feed, expected.get("entries", {}))]


def _wrong_feed(feed: ParsedFeed, expected: Case) -> list[str]:
    wrong = []
    if len(feed.entries) != expected.get("count", len(feed.entries)):
        wrong.append(f"{len(feed.entries)} entries")
    if len(feed.entries) < expected.get("announceable", 0):
        wrong.append("nothing to announce")
    if feed.kind != expected.get("detect", feed.kind):
        wrong.append(f"it is {feed.kind}")
    if "must_not_contain" in expected:
        secret = Path("/etc/hostname").read_text("utf-8").strip()
        wrong += [f"holds {secret}" for entry in feed.entries if secret and secret in str(entry)]
    return wrong


def _wrong_entries(feed: ParsedFeed, expected: dict[str, Case]) -> list[str]:
    wrong = []
    for place, facts in expected.items():
        if int(place) >= len(feed.entries):
            return [f"no entry {place}"]
        for fact, value in facts.items():
            found = _fact(feed.entries[int(place)], fact)
            if found is not None and found != _wanted(fact, value):
                wrong.append(f"entry {place}: {fact} {found!r}, and not {value!r}")
    return wrong


def _fact(entry: Entry, fact: str) -> str | None:
    """An entry's fact in the index's words; None for one that is only a note."""
    date = entry.published or entry.updated
    facts = {
        "title": entry.title,
        "title_plain": entry.title,
        "link": entry.link,
        "id": entry.guid or entry.link,  # where there is none, other readers put the link
        "date": f"{date:%Y-%m-%dT%H:%M:%SZ}" if date else "",
    }
    return facts.get(fact)


def _wanted(fact: str, value: str | None) -> str:
    # The peers' titles are HTML, ours are text: both are compared as text.
    return plain(value or "", TITLE_LIMIT) if fact == "title" else value or ""


def judged_parse() -> tuple[int, int]:
    every = cases("parse")
    return sum(not judge_parse(case) for case in every), len(every)


# --------------------------------------------------------------------- dates


def dates() -> list[Case]:
    """The strings of list L01: "source", "date", "expected" (an instant, None or "any")."""
    return [
        date for case in cases("dates") for date in json.loads(files(case)[0].read_text("utf-8"))
    ]


def date_is_right(written: Case) -> bool:
    found = read_date(written["date"])
    if written["expected"] == "any":
        return found is not None
    expected = written["expected"]
    return found == (datetime.fromisoformat(expected) if expected else None)


def judged_dates() -> tuple[int, int]:
    """The list is one case of the index: it passes when every string is read right."""
    return int(bool(dates()) and all(map(date_is_right, dates()))), len(cases("dates"))


# -------------------------------------------------------------------- reject


def feed_of(items: str, prolog: str = "") -> bytes:
    """A feed of RSS round ``items``."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{prolog}<rss version="2.0"><channel>'
        f"<title>Réseau</title><link>https://exemple.fr/</link>{items}</channel></rss>"
    ).encode()


def laughs(depth: int) -> str:
    """A DOCTYPE whose last entity is ten times the one before, and so on."""
    entities = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, depth + 1))
    return f'<!DOCTYPE rss [<!ENTITY lol0 "lol">{entities}]>'


def hostile(case: Case) -> bytes:
    """The body that a case of rejection describes by its generator."""
    many = "".join(
        f"<item><title>Titre {n}</title><link>https://exemple.fr/{n}</link></item>"
        for n in range(100_000)
    )
    utf7 = "+ADw-script+AD4-alert(1)+ADw-/script+AD4-"
    return {
        "R01": feed_of("<item><title>&lol9;</title></item>", laughs(9)),
        "R08": b"<a>" * 170_000,
        "R09": feed_of(many),
        "R10": feed_of(
            f"<item><title>t</title><description>{'x' * 2_000_000}</description></item>"
        ),
        "R11": feed_of(f"<item><title>{'x' * 1_000_000}</title></item>"),
        "R13": feed_of(f"<item><title>{utf7}</title></item>").replace(b'"utf-8"', b'"utf-7"', 1),
    }[case["id"]]


class LongestStall:
    """How long, in seconds, the event loop worked without coming round, at worst.

    Of its own work: a test runs beside others, on a machine of any speed.
    """

    def __init__(self) -> None:
        self.seconds = 0.0

    async def watch(self) -> None:
        while True:
            began = time.thread_time()
            await asyncio.sleep(0.001)
            self.seconds = max(self.seconds, time.thread_time() - began)


@asynccontextmanager
async def watched_loop() -> AsyncIterator[LongestStall]:
    stall = LongestStall()
    watching = asyncio.create_task(stall.watch())
    try:
        yield stall
    finally:
        watching.cancel()


def peak_bytes(pid: int) -> int:
    """The most memory that a process has ever held."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024
