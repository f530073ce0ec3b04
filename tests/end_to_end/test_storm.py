"""Fifteen kills of the whole bot in bad weather, and the two controls that show that it bites."""

import asyncio

import pytest

from playground import storm
from playground.storm import Report
from playground.weather import (
    HISTORY_HIDDEN,
    LONG_MEMORY,
    NONCE_IGNORED,
    SHORT_MEMORY,
    Forecast,
)


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    """All at once: most of their time they wait."""
    planned = (
        ("short", SHORT_MEMORY, 8, 11),
        ("long", LONG_MEMORY, 7, 12),
        ("nonce ignored", NONCE_IGNORED, 3, 13),
        ("no history", HISTORY_HIDDEN, 3, 14),
    )

    async def play() -> list[Report]:
        return await asyncio.gather(*(storm.run(*each) for each in planned))

    found = asyncio.run(play())
    for report in found:
        print(storm.line(report))
    return {report.name: report for report in found}


@pytest.mark.parametrize("name", ["short", "long"])
def test_nothing_is_lost_double_or_half_done(reports: dict[str, Report], name: str):
    report = reports[name]
    assert report.verdict.fine, str(report.verdict)
    assert not report.broken, "\n".join(report.broken)
    assert report.lives >= 5
    assert report.posted >= 20


def test_there_were_fifteen_kills_and_the_weather_was_bad(reports: dict[str, Report]):
    both = [reports["short"], reports["long"]]
    assert sum(report.kills for report in both) >= 15
    struck = sum((report.struck for report in both), start=type(both[0].struck)())
    assert struck["lost"] > 0
    assert struck["5xx"] > 0
    assert struck["held"] > 0
    assert sum(report.looked for report in both) > 0


def doubles(report: Report, forecast: Forecast) -> bool:
    """Whether it doubled, in this weather or the next: what strikes when hangs on the machine."""
    if report.verdict.double:
        return True
    again = (asyncio.run(storm.run(report.name, forecast, 4, seed)) for seed in (21, 22))
    return any(each.verdict.double for each in again)


def test_a_peer_that_ignores_nonces_gets_doubles(reports: dict[str, Report]):
    assert doubles(reports["nonce ignored"], NONCE_IGNORED)


def test_a_history_that_can_not_be_read_makes_doubles(reports: dict[str, Report]):
    assert doubles(reports["no history"], HISTORY_HIDDEN)
