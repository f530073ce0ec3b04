"""The shared sequences of the watch, through its own services, over a real server, on both engines.

Each sequence has a guild and a feed of its own; what is new is what its moderators are shown.
"""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest

from domain.watch.stories import Mode, Source, StoryState
from feeds.workshop import Workshop
from services.curation import Curation
from storage.engine import Database
from tests.conftest import FakeClock
from tests.feeds.bad_server import BadServer, redirect, reply
from tests.feeds.http_cases import http_cases, rss, steps
from tests.services.curation_stage import person
from tests.services.watch_stage import GUILD, Stage
from tests.shown import SHARED, shown

FOLDER = SHARED / "cases/watch"
Case = dict[str, Any]
BASELINE = rss(1).replace(b"exemple.fr", b"avant.example").replace("Été".encode(), b"Avant")
"""One article of long before, so that the next reading is not the first."""


def cases(kind: str) -> list[Case]:
    if not FOLDER.exists():
        return []
    found = json.loads((FOLDER / "index.json").read_text())["cases"]
    return [case for case in found if case["kind"] == kind]


def bodies(case: Case) -> list[bytes]:
    return [(FOLDER / name).read_bytes() for name in case["files"]]


needs_cases = pytest.mark.skipif(not FOLDER.exists(), reason="../shared is absent")


@needs_cases
@pytest.mark.parametrize("mode", [Mode.HAND, Mode.AUTO])
async def test_each_sequence_shows_exactly_what_is_new(
    db: Database, clock: FakeClock, mode: Mode
) -> None:
    sequences = cases("dedupe")
    async with BadServer() as server, Stage.on(db, clock, server, Workshop()) as stage:
        followed: list[tuple[Case, Source]] = []
        for number, case in enumerate(sequences, start=1000):
            polls = [reply(200, body) for body in bodies(case)]
            address = server.on(f"/{case['id']}", *polls)
            await stage.guild(number, watch__daily_limit=3)
            followed.append((case, await stage.follow(address, number, mode)))
        await stage.round()
        seen = [[len(await stage.titles(source))] for _, source in followed]
        for _ in range(1, max(len(case["files"]) for case in sequences) + 1):
            before = [len(await stage.stories(source.guild_id)) for _, source in followed]
            await stage.later()
            for news, had, (_, source) in zip(seen, before, followed, strict=True):
                news.append(len(await stage.stories(source.guild_id)) - had)
        wanted = [_padded(case["expected"]["new_per_poll"], seen[0]) for case in sequences]
        assert seen == wanted
        for case, source in followed:
            await _judge_delivery(stage, source, sum(case["expected"]["new_per_poll"][1:]))
            told = await stage.owed("source_", source.guild_id)
            assert [key.partition(":")[0] for key, _ in told] == (
                ["source_changed_site"] if "health" in case else []
            ), case["id"]
            shown(f"watch/{case['id']}", 1, 1)


def _padded(expected: list[int], like: list[int]) -> list[int]:
    return expected + [0] * (len(like) - len(expected))


async def _judge_delivery(stage: Stage, source: Source, news: int) -> None:
    """All of it is there; moderators get five cards at most, members three alerts a day."""
    guild_id = source.guild_id
    found = [story.state for story in await stage.stories(guild_id)]
    owed = [key.partition(":")[0] for key, _ in await stage.owed("watch_", guild_id)]
    if source.mode is Mode.HAND:
        assert found == [StoryState.QUEUED] * news
        assert owed.count("watch-queue") <= 5
        assert ("watch-queue-many" in owed) == (news > 5)
    else:
        assert found.count(StoryState.PUBLISHED) <= 3
        assert found.count(StoryState.PUBLISHED) + found.count(StoryState.WAITING) == news


@needs_cases
async def test_one_card_for_what_two_feeds_carry(db: Database, clock: FakeClock) -> None:
    pairs = cases("crossfeed")
    async with BadServer() as server, Stage.on(db, clock, server, Workshop()) as stage:
        curation = Curation(stage.desk, stage.alerts)
        for number, case in enumerate(pairs, start=1000):
            first, second = (reply(200, body) for body in bodies(case))
            before = reply(200, BASELINE)
            one = server.on(f"/{case['id']}/one", before, first)
            two = server.on(f"/{case['id']}/two", before, before, second)
            await stage.guild(number)
            for address in (one, two):
                await stage.follow(address, number)
        await stage.round()
        await stage.later()
        for number, case in enumerate(pairs, start=1000):
            if "rejected" in case["title"]:
                await curation.reject(person(11, "Nadia", number, moderator=True), 1, "publicité")
        await stage.later()
        for number, case in enumerate(pairs, start=1000):
            cards = await stage.owed("watch_queued", number)
            assert len(cards) == case["expected"]["stories"], case["id"]
            if "rejected" in case["title"]:
                assert [each.state for each in await stage.stories(number)] == [StoryState.REJECTED]
            shown(f"watch/{case['id']}", 1, 1)


# -- what takes a memory over days -----------------------------------------------------------------


async def played(stage: Stage, case: Case) -> Source:
    """Follow the case's feed and visit it whenever it is due, as often as it has steps."""
    todo = [step for times, step, _ in steps(case) for _ in range(times)]
    for _, step, written in steps(case):
        path = written.get("headers", {}).get("Location", "")
        if path.startswith("/"):
            stage.server.on(path, reply(200, rss(2)) if "then" in written else step)
    source = await stage.follow(stage.server.on("/feed", *todo))
    for _ in todo:
        await stage.round()
        stage.clock.set((await stage.feed(source)).next_at)
    return source


HTTP = {case["id"]: case for case in http_cases()}
STATEFUL = ("H03", "H05", "H06", "H08", "H13", "H15", "H16", "H24", "H28", "H29")


@needs_cases
@pytest.mark.parametrize("name", STATEFUL)
async def test_what_a_server_does_over_days(
    sqlite_db: Database, clock: FakeClock, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    case = HTTP[name]
    began = clock()
    tls = "tls" in case["steps"][0]
    with caplog.at_level(logging.DEBUG):
        async with BadServer(tls=tls) as server, Stage.on(sqlite_db, clock, server) as stage:
            await stage.guild()
            source = await played(stage, case)
            wrong = await judged(stage, case, source, began)
            if "credentials_never_logged" in case["expected"]:
                assert "pw" not in caplog.text + repr(await stage.feed(source))
    assert not wrong
    shown(f"watch/{name}", 1, 1)


async def judged(stage: Stage, case: Case, source: Source, began: Any) -> dict[str, Any]:
    """What is not as the case expects it, beside what was found."""
    feed, wanted = await stage.feed(source), case["expected"]
    kinds = [key.partition(":")[0] for key, _ in await stage.owed("source_")]
    asked = len(stage.server.requests)
    titles = await stage.titles(source)
    found: dict[str, Any] = {
        "parsed": feed.visits - feed.unchanged,
        "skipped_by_hash": feed.unchanged,
        "error": feed.error.replace("-", "_"),
        "feed": "disabled" if feed.gone else "visited",
        "notice": len(kinds),
        "notices": len(kinds),
        "never_silently_disabled": not feed.gone and feed.next_at > began,
        "never_ignored_by_default": not stage.server.requests and not titles,
        "entries_kept": len(titles) == 2,
        "entries_recovered_not_marked_complete": bool(titles) and not feed.body_hash,
    }
    if "stored_url" in wanted:
        same = feed.address == source_address(stage)
        proposed = "source_moved" in kinds
        unchanged = wanted["stored_url"] == "unchanged"
        found["stored_url"] = wanted["stored_url"] if same and proposed != unchanged else kinds
    if "requests_after" in wanted:
        for _ in range(5):
            await stage.later(days=2)
        found["requests_after"] = len(stage.server.requests) - asked
    if "next_request_not_before_s" in wanted:
        waits = feed.next_at - began >= timedelta(seconds=wanted["next_request_not_before_s"])
        found["next_request_not_before_s"] = wanted["next_request_not_before_s"] if waits else 0
    return {
        name: (value, found[name])
        for name, value in wanted.items()
        if name in found and found[name] != value
    }


def source_address(stage: Stage) -> str:
    return stage.server.address("/feed")


@needs_cases
async def test_two_addresses_that_lead_to_one_are_one_story(db: Database, clock: FakeClock) -> None:
    """H30, followed before they were sent to one place; a preview proposes that place at once."""
    (step,) = HTTP["H30"]["steps"]
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        server.on(
            step["both_redirect_to"], reply(200, rss(1)), reply(200, rss(1)), reply(200, rss(2))
        )
        for path in step["feeds"]:
            await stage.follow(server.on(path, redirect(step["both_redirect_to"], 301)))
        await stage.round()
        await stage.later()
        await stage.later()
        assert list(await stage.states()) == ["Été n° 1"]
        assert len(await stage.owed("watch_queued")) == HTTP["H30"]["expected"]["story_announced"]
        moved = await stage.owed("source_moved", GUILD)
        assert sorted(facts["source"] for _, facts in moved) == [1, 2]  # visited side by side
