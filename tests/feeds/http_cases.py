"""The shared http cases, played by the server of the tests: what visits gave, what was asked."""

import json
from dataclasses import dataclass
from typing import Any

from feeds.fetch import Answer, Fetcher, Visit
from tests.feeds.bad_server import BadServer, Step, cut_short, redirect, reply
from tests.shown import SHARED

INDEX = SHARED / "cases/watch/index.json"
Case = dict[str, Any]


@dataclass(frozen=True)
class Played:
    """``answers``: one a visit, in order. ``server``: what it was asked, step by step."""

    answers: list[Answer]
    server: BadServer


def http_cases() -> list[Case]:
    """All of kind "http"; none where ../shared is absent."""
    if not INDEX.exists():
        return []
    return [case for case in json.loads(INDEX.read_text())["cases"] if case["kind"] == "http"]


def rss(count: int) -> bytes:
    """A feed of ``count`` articles, in UTF-8 and saying so."""
    items = "".join(
        f"<item><title>Été n° {n}</title><link>https://exemple.fr/{n}</link></item>"
        for n in range(count)
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>É</title>'
    return f"{head}{items}</channel></rss>".encode()


def body(written: str) -> bytes:
    kind, _, count = written.partition(":")
    return rss(int(count) if kind == "rss" else 1) if written else b""


def steps(case: Case) -> list[tuple[int, Step, Case]]:
    """How often, what is done, and the step as written."""
    return [(min(each.get("repeat", 1), 60), _step(each), each) for each in case["steps"]]


def _visits(times: int, written: Case) -> int:
    """A redirect that leads nowhere is repeated for one visit, not for one visit each."""
    endless = "Location" in written.get("headers", {}) and "then" not in written
    return 1 if endless else times


def _step(each: Case) -> Step:
    content = body(each.get("body", ""))
    headers = dict(each.get("headers", {}))
    if "truncate" in each:
        return cut_short(content, each["truncate"])
    if "Location" in headers:
        return redirect(headers["Location"], each["status"])
    return reply(each.get("status", 200), content, headers)


async def play(case: Case, server: BadServer, fetcher: Fetcher) -> Played:
    """Visit the case's feeds as often as it has steps, keeping what each answer said to keep."""
    first = case["steps"][0]
    if "feeds" in first:
        for path in first["feeds"]:
            server.on(path, redirect(first["both_redirect_to"], 301))
        server.on(first["both_redirect_to"], reply(200, rss(2)))
        feeds = [server.address(path) for path in first["feeds"]]
        return Played([await fetcher.fetch(Visit(feed)) for feed in feeds], server)
    todo = [step for times, step, written in steps(case) for _ in range(_visits(times, written))]
    for _, step, written in steps(case):
        if (path := written.get("headers", {}).get("Location", "")).startswith("/"):
            server.on(path, _step(written["then"]) if "then" in written else step)
    visit, answers = Visit(server.on("/feed", *todo)), []
    for _ in todo:
        answers.append(answer := await fetcher.fetch(visit))
        visit = Visit(visit.address, answer.etag, answer.last_modified, answer.body_hash)
    return Played(answers, server)
