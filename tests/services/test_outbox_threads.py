"""A message that opens its thread: once, whatever happens on the way; or it stands without."""

import pytest

from services.answers import Answered, Lost
from tests.conftest import FakeClock
from tests.services.fake_discord import CHANNEL, MODERATION, FakeDiscord, Killed, Process


async def test_a_message_opens_its_thread_and_is_settled(bot: Process, discord: FakeDiscord):
    await bot.owe("alert", facts={"n": 1, "thread": "Un appel"})
    await bot.drain()
    (message,) = discord.messages.values()
    assert discord.threads == {message.id: "Un appel"}
    assert await bot.states() == {"sent": 1}


@pytest.mark.parametrize("faults", [[Lost()], [None, Lost()], [Answered(502)], [Answered(429)]])
async def test_a_thread_whose_answer_was_lost_is_tried_again_beside_the_same_message(
    bot: Process, discord: FakeDiscord, clock: FakeClock, faults: list[BaseException | None]
):
    discord.thread_faults = list(faults)
    await bot.owe("alert", facts={"n": 1, "thread": "Un appel"})
    await bot.drain()
    assert await bot.states() == {"owed": 1}
    clock.advance(minutes=10)
    await bot.drain()
    assert len(discord.messages) == len(discord.threads) == 1
    assert await bot.states() == {"sent": 1}


@pytest.mark.parametrize("at", [0, 1])
async def test_a_process_that_dies_before_or_after_the_thread_leaves_one_message_and_one_thread(
    bot: Process, discord: FakeDiscord, clock: FakeClock, at: int
):
    discord.thread_faults = [None] * at + [Killed()]
    await bot.owe("alert", facts={"n": 1, "thread": "Un appel"})
    with pytest.raises(Killed):
        await bot.drain()
    clock.advance(minutes=10)
    again = Process(bot.db, clock, discord)
    await again.drain()
    assert len(discord.messages) == len(discord.threads) == 1
    assert await again.states() == {"sent": 1}


async def test_where_no_thread_may_be_opened_messages_stand_and_moderators_are_told_once(
    bot: Process, discord: FakeDiscord
):
    discord.thread_faults = [Answered(403, 50013), Answered(403, 50013)]
    for n in range(2):
        await bot.owe(f"alert {n}", facts={"n": n, "thread": "Un appel"})
    await bot.drain()
    assert discord.texts(CHANNEL) == ["hello 0", "hello 1"]
    assert discord.texts(MODERATION) == ["thread_refused"]
    assert await bot.states() == {"sent": 3}


async def test_a_thread_that_never_answers_ends_by_being_left_out(
    bot: Process, discord: FakeDiscord, clock: FakeClock
):
    discord.thread_faults = [Answered(500)] * 20
    await bot.owe("alert", facts={"n": 1, "thread": "Un appel"})
    for _ in range(12):
        await bot.drain()
        clock.advance(minutes=10)
    assert discord.texts(MODERATION) == ["thread_refused"]
    assert len(discord.messages) == 2 and (await bot.states())["sent"] == 2


async def test_only_the_roles_of_a_message_are_notified_with_its_people(bot: Process):
    plain = await bot.preparer.outgoing(1, {"components": [], "ping": [4]}, None)
    calls = await bot.preparer.outgoing(1, {"components": [], "roles": [7]}, None)
    assert (plain.ping, plain.roles, calls.ping, calls.roles) == ([4], [], [], [7])
