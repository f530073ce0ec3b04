"""Eight kills of the whole bot in a week of the watch, its sources in bad moods."""

import asyncio
from collections import Counter

import pytest

from playground import watch_week
from playground.watch_week import Report

SOURCES = {key: mode for key, mode in watch_week.MODES.items() if key != "saint-loup"}
"""A page without a feed takes the bot eight seconds to look at; `make week` has it."""


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """Side by side: most of their time they wait."""

    async def play() -> list[Report]:
        weeks = (watch_week.run(f"week {seed}", 4, seed, modes=SOURCES) for seed in (21, 22))
        return await asyncio.gather(*weeks)

    found = asyncio.run(play())
    for report in found:
        print(watch_week.line(report))
    return found


@pytest.mark.parametrize("place", [0, 1])
def test_each_article_came_once_where_it_belongs(reports: list[Report], place: int):
    report = reports[place]
    assert report.verdict.fine, str(report.verdict)
    assert not report.broken, "\n".join(report.broken)
    assert report.verdict.due >= 30
    assert report.verdict.digests >= 1


def test_there_were_eight_kills_and_sources_misbehaved(reports: list[Report]):
    assert sum(report.kills for report in reports) == 8
    moods = sum((report.misbehaved for report in reports), start=Counter[str]())
    assert len(moods) >= 5
    statuses = sum((report.statuses for report in reports), start=Counter[int]())
    assert {200, 304, 410} <= set(statuses)
