"""Our clock is set back or forward between two tries: nothing is doubled, lost or held."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.answers import Lost
from services.preparing import Preparer
from tests.services.fake_discord import ALL, CAMILLE, CHANNEL, Process

JUMPS = [timedelta(hours=-1), timedelta(days=-1), timedelta(hours=1), timedelta(days=1)]


def hearing(bot: Process) -> Process:
    """As the poster is: it hears Discord's clock."""
    bot.preparer = Preparer(bot.outbox, bot.preparer.draw, bot.clock, bot.discord.ahead)
    bot.courier.preparer = bot.preparer
    return bot


def jump(bot: Process, by: timedelta) -> None:
    """Our clock jumps, Discord's does not, and by now it has forgotten nonces."""
    bot.clock.now += by  # type: ignore[attr-defined]  # a FakeClock
    bot.discord.skew -= by
    bot.discord.nonces.clear()


@pytest.mark.parametrize("by", JUMPS, ids=str)
@pytest.mark.parametrize("before", [timedelta(0), timedelta(hours=-2), timedelta(hours=2)], ids=str)
@pytest.mark.parametrize("target", [{"channel_id": CHANNEL}, {"person": CAMILLE}], ids=["c", "p"])
async def test_a_lost_answer_and_a_clock_that_jumps_make_no_double(
    bot, discord, by, before, target
):
    discord.skew = before
    hearing(bot)
    discord.after = [Lost("answer lost")]
    await bot.owe("one", **target)
    await bot.drain()
    jump(bot, by)
    bot.clock.advance(minutes=12)
    await bot.drain()
    bot.clock.advance(days=1, hours=1)
    await bot.drain()
    assert discord.texts() == ["hello one"]
    assert await bot.states() == {"sent": 1}


async def test_where_looking_cannot_tell_a_clock_set_back_is_not_a_fresh_nonce(bot, discord):
    hearing(bot)
    discord.known[CHANNEL] = replace(ALL, history=False)
    discord.after = [Lost("answer lost")]
    await bot.owe("one")
    await bot.drain()
    bot.clock.advance(minutes=30)
    jump(bot, timedelta(minutes=-30))
    bot.clock.advance(seconds=5)
    await bot.drain()
    assert discord.texts(CHANNEL) == ["hello one"]
    assert (await bot.states())["unsure"] == 1
