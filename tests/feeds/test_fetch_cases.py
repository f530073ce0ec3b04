"""The shared http cases, as far as they are the business of one visit.

What takes a memory over days (notices, backoff, a feed put to rest) is shown with the rounds.
"""

import logging

import pytest

from domain.watch.entry import ParsedFeed
from feeds.fetch import Outcome
from feeds.parse import parse
from tests.feeds.bad_server import BadServer
from tests.feeds.http_cases import Case, Played, http_cases, play, steps
from tests.feeds.test_fetch import fetcher
from tests.shown import shown

CASES = http_cases()


def count(played: Played, outcome: Outcome) -> int:
    return sum(answer.outcome is outcome for answer in played.answers)


def entries(played: Played) -> ParsedFeed:
    answer = played.answers[-1]
    return parse(answer.body, charset=answer.charset, address=answer.address)


def judge(case: Case, played: Played, log: str) -> list[str]:
    """What is not as expected; what one visit can't know is passed over."""
    answers, server = played.answers, played.server
    wanted, last = case["expected"], answers[-1]
    asked = [step["expect_request_header"] for _, _, step in steps(case) if _asks(step)]
    facts = {
        "parsed": lambda: count(played, Outcome.NEW) == wanted["parsed"],
        "errors": lambda: count(played, Outcome.FAILED) == wanted["errors"],
        "skipped_by_hash": lambda: count(played, Outcome.SAME) == wanted["skipped_by_hash"],
        "stored_url": lambda: all(
            bool(answer.moved_to) == (wanted["stored_url"] != "unchanged") for answer in answers
        ),
        "error": lambda: (
            last.truncated
            if wanted["error"] == "truncated"
            else last.error == wanted["error"].replace("_", "-")
        ),
        "entries_kept": lambda: last.body_hash == answers[0].body_hash != "",
        "requests_at_most": lambda: len(server.requests) <= wanted["requests_at_most"],
        "feed": lambda: last.outcome is Outcome.GONE,
        "never_silently_disabled": lambda: last.outcome is Outcome.NEW,
        "next_request_not_before_s": lambda: last.fresh_for == wanted["next_request_not_before_s"],
        "never_ignored_by_default": lambda: not server.requests,
        "credentials_never_logged": lambda: "pw" not in log + repr(answers),
        "fetches": lambda: len({answer.address for answer in answers}) == 1,
        "title_readable": lambda: "Été" in entries(played).entries[0].title,
        "entries_recovered_not_marked_complete": lambda: (
            last.outcome is Outcome.NEW and len(last.body) > 0 and last.truncated
        ),
    }
    wrong = [name for name in wanted if name in facts and not facts[name]()]
    for headers in asked:
        for name, value in headers.items():
            if value not in [each.headers.get(name.lower()) for each in server.requests]:
                wrong.append(name)
    return wrong


def _asks(step: Case) -> bool:
    return "expect_request_header" in step


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['title']}")
async def test_a_shared_case_is_fetched_as_expected(case, caplog):
    caplog.set_level(logging.DEBUG)
    tls = any("tls" in step for step in case["steps"])
    async with BadServer(tls=tls) as server, fetcher(server) as visitor:
        played = await play(case, server, visitor)
    assert judge(case, played, caplog.text) == []
    shown(f"watch/{case['id']}", 1, 1)


def test_all_shared_http_cases_are_played():
    if not CASES:
        pytest.skip("../shared/cases/watch is not here")
    assert len(CASES) >= 15
