"""Dying between any two steps loses nothing and doubles nothing."""

from datetime import timedelta

import pytest

from services.answers import Lost
from services.courier import Policy
from tests.services.fake_discord import (
    CAMILLE,
    CHANNEL,
    GUILD,
    Killed,
    Process,
)

LATER = {"seconds": 91}


@pytest.mark.parametrize("window", [0, 180], ids=["nonces forgotten", "nonces remembered"])
@pytest.mark.parametrize("step", ["claimed", "kept", "sent-not-there", "sent", "marked"])
@pytest.mark.parametrize("target", [{"channel_id": CHANNEL}, {"person": CAMILLE}], ids=["c", "p"])
async def test_dying_at_any_step_loses_nothing_and_doubles_nothing(
    db, clock, discord, step, window, target
):
    discord.window = timedelta(seconds=window)
    first = Process(db, clock, discord)
    await first.owe("one", **target)
    await first.owe("two", **target)
    await die_at(step, first)
    clock.advance(**LATER)
    assert await Process(db, clock, discord).drain()
    assert discord.texts() == ["hello one", "hello two"]
    assert await first.states() == {"sent": 2}


async def die_at(step: str, bot: Process) -> None:
    if step == "sent-not-there":
        bot.discord.before = [Killed()]
    if step == "sent":
        bot.discord.after = [Killed()]
    if step == "claimed":
        await bot.outbox.claim(1)
        return
    ready = await bot.preparer.take(1) or []
    if step == "kept":
        return
    if step == "marked":
        await bot.courier.deliver(ready[0])
        return
    with pytest.raises(Killed):
        await bot.courier.deliver(ready[0])


@pytest.mark.parametrize(
    ("policy", "wait", "window"),
    [
        (Policy(nonce=False, look_after=timedelta(seconds=60)), 3, 180),
        (Policy(look_after=None), 91, 60),
    ],
    ids=["without nonce", "without looking once the window is over"],
)
async def test_control_each_half_of_the_protection_is_needed(
    db, clock, discord, policy, wait, window
):
    discord.window = timedelta(seconds=window)
    bot = Process(db, clock, discord, policy=policy)
    await bot.owe("one")
    discord.after = [Lost("answer lost")]
    await bot.drain()
    clock.advance(seconds=wait)
    await bot.drain()
    assert discord.doubles == 1


async def test_a_request_still_in_flight_when_we_look_is_caught_by_the_nonce(db, clock, discord):
    bot = Process(db, clock, discord)
    await bot.owe("one")
    (ready,) = await bot.preparer.prepare(await bot.outbox.claim(1))
    late = await bot.preparer.outgoing(GUILD, ready.row.body or {}, ready.row.nonce)
    clock.advance(**LATER)
    await bot.drain()  # looks, finds nothing, posts
    await discord.post(CHANNEL, late)  # the first request arrives at last
    assert discord.texts() == ["hello one"]


async def test_a_late_worker_marks_nothing(db, clock, discord):
    slow, quick = Process(db, clock, discord), Process(db, clock, discord)
    await slow.owe("one")
    claimed = await slow.outbox.claim(1)
    clock.advance(**LATER)
    await quick.drain()
    assert await slow.preparer.prepare(claimed) == []
    assert not await slow.outbox.change(claimed[0], state="dead")
    assert await quick.states() == {"sent": 1}


async def test_a_clock_set_back_a_day_does_not_hold_a_message_for_a_day(bot, discord, clock):
    clock.advance(days=1)
    await bot.owe("one", not_before=clock() - timedelta(days=1, hours=1))
    await bot.outbox.claim(1)
    clock.advance(days=-1)
    await bot.drain()
    assert discord.texts() == ["hello one"]


async def test_looking_follows_discords_clock_when_ours_is_wrong(bot, discord, clock):
    discord.skew = timedelta(hours=-3)
    discord.window = timedelta(0)
    discord.after = [Lost("answer lost")]
    await bot.owe("one")
    await bot.drain()
    clock.advance(seconds=5)
    await bot.drain()
    assert discord.texts() == ["hello one"]
