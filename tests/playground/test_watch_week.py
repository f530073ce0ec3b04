"""The week's judge and its weather: what is lost, double or astray is seen, and nothing else is."""

import random
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from playground import BotProcess, Wire, sample
from playground.day import MORNING
from playground.papers import PAPERS, Article
from playground.watch_verdict import Followed, judge, waited_for
from playground.watch_week import WEEK, Season, plan
from playground.world import Channel


@pytest.fixture
async def week() -> AsyncIterator[SimpleNamespace]:
    """Two sources that share stories are followed for a week, and everything came as it should."""
    async with Wire(start=MORNING, contract=False) as wire:
        town = sample.build(wire)
        followed = [
            Followed("courrier", town.veille, MORNING),
            Followed("scenes", town.veille, MORNING),
            Followed("fonds", town.moderation, MORNING),
        ]
        end = MORNING + WEEK
        wire.clock.set(end)

        def post(channel: Channel, article: Article, text: str = "") -> None:
            said = f"{article.title} <{wire.press.link(article)}> {text}"
            wire.backend.create_message(channel.id, wire.bot_id, said)

        came: dict[str, tuple[Channel, Article]] = {}
        for each in followed:
            for article in wire.press.published(each.key, MORNING):
                if article.path not in _old():
                    came.setdefault(article.path, (each.channel, article))
        yield SimpleNamespace(
            wire=wire, town=town, followed=followed, end=end, post=post, came=came
        )


def _old() -> set[str]:
    """What the newspaper had already published when it was added."""
    before = PAPERS["courrier"].published(MORNING - timedelta(days=40), MORNING)
    return {article.path for article in before}


def verdict(week: SimpleNamespace) -> tuple[int, int, int]:
    found = judge(week.wire, week.followed, week.end)
    return len(found.lost), len(found.double), len(found.astray)


async def test_a_week_in_which_all_came_once_is_fine(week: SimpleNamespace):
    for channel, article in week.came.values():
        week.post(channel, article)
    found = judge(week.wire, week.followed, week.end)
    assert found.fine, str(found)
    # seven days: two of the newspaper, the other source's own in the afternoon; two calls
    assert found.due == 14 + 7 + 2
    assert waited_for(week.wire, week.followed, week.end) == 0


async def test_one_missing_one_twice_one_in_the_wrong_place_are_seen(week: SimpleNamespace):
    missing, twice, strayed, *rest = week.came.values()
    for channel, article in [twice, twice, *rest]:
        week.post(channel, article)
    week.post(week.town.general, strayed[1])
    week.post(strayed[0], strayed[1])
    assert verdict(week) == (1, 1, 1)
    assert waited_for(week.wire, week.followed, week.end) == 1
    week.post(*missing)
    assert verdict(week) == (0, 1, 1)


async def test_the_same_page_from_two_sources_is_one_article(week: SimpleNamespace):
    for channel, article in week.came.values():
        week.post(channel, article)
    passed_on = next(a for a in week.wire.press.published("scenes", MORNING) if a.query)
    week.post(week.town.veille, passed_on)
    assert passed_on.path in week.came
    assert verdict(week) == (0, 1, 0)


async def test_old_news_and_a_role_that_is_called_are_astray(week: SimpleNamespace):
    for channel, article in week.came.values():
        week.post(channel, article)
    old = PAPERS["courrier"].articles(MORNING)[0]
    week.post(week.town.veille, old)
    week.post(week.town.general, old, week.town.alertes.mention)
    assert verdict(week) == (0, 0, 3)


async def test_a_notice_may_name_a_source_and_an_ephemeral_answer_an_article(week: SimpleNamespace):
    for channel, article in week.came.values():
        week.post(channel, article)
    address = week.wire.press.address("courrier")
    notice = f"Cette source ne répond plus : {address}"
    week.wire.backend.create_message(week.town.moderation.id, week.wire.bot_id, notice)
    assert verdict(week) == (0, 0, 0)


async def test_a_digest_says_calls_again_and_nothing_else(week: SimpleNamespace):
    for channel, article in week.came.values():
        week.post(channel, article)
    call = week.wire.press.published("fonds", MORNING)[0]
    news = week.wire.press.published("courrier", MORNING)[0]
    for article in (call, news):
        button = {"type": 2, "style": 2, "label": "Lire", "custom_id": "news:1:1:open:0"}
        week.wire.backend.create_message(
            week.town.veille.id,
            week.wire.bot_id,
            f"Le résumé de lundi\n<{week.wire.press.page(article)}>",
            components=[{"type": 1, "components": [button]}],
        )
    assert verdict(week) == (0, 2, 0)
    found = judge(week.wire, week.followed, week.end)
    assert any("Le résumé" in line for line in found.double)


async def test_time_passes_until_the_week_is_over_whatever_the_seed(tmp_path: Path):
    for seed in range(20):
        wire = Wire(start=MORNING, contract=False)
        season = Season(sample.build(wire), BotProcess(wire, tmp_path), seed)
        for left in range(28, 0, -1):
            season.pass_time(MORNING + WEEK, left)
        passed = wire.clock.now() - MORNING
        assert WEEK - timedelta(minutes=1) <= passed <= WEEK + timedelta(hours=1)


def test_the_plan_has_all_the_kills_and_both_controls():
    for kills in (1, 28, 56, 57, 100):
        planned = plan(kills, random.randrange(100))
        assert sum(share for _, share, _, control in planned if not control) == kills
        assert [control for *_, control in planned if control] == ["post-first", "note-first"]
