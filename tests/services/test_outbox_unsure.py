"""When nobody can tell whether a message is there."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.people import Caller
from services.answers import Lost
from services.outbox import Kind, Lateness
from services.owed import Facts
from services.wire import Outgoing
from tests.conftest import FakeClock
from tests.services.fake_discord import (
    ALL,
    CAMILLE,
    CHANNEL,
    GUILD,
    MODERATION,
    OTHER,
    Process,
)

MAUD = Caller(GUILD, 12, "Maud", moderator=True)


async def lose_the_answer(bot: Process, clock: FakeClock, **target: Any) -> None:
    bot.discord.window = timedelta(seconds=60)
    bot.discord.after = [Lost("answer lost")]
    await bot.owe("one", **target)
    await bot.drain()
    clock.advance(minutes=5)


@pytest.mark.parametrize("rights", [replace(ALL, history=False), replace(ALL, view=False), None])
async def test_a_channel_that_cannot_be_read_back_holds_the_message_and_asks(
    bot, discord, clock, rights
):
    await lose_the_answer(bot, clock)
    discord.known[CHANNEL] = rights
    await bot.owe("two", channel_id=OTHER)
    await bot.drain()
    assert discord.texts(CHANNEL) == ["hello one"]
    assert discord.texts(MODERATION) == ["delivery_unsure"]
    assert (await bot.states())["unsure"] == 1


async def test_within_the_window_the_nonce_decides_where_looking_cannot(bot, discord, clock):
    discord.known[CHANNEL] = replace(ALL, history=False)
    discord.after = [Lost("answer lost")]
    await bot.owe("one")
    await bot.drain()
    clock.advance(seconds=5)
    await bot.drain()
    assert discord.texts() == ["hello one"]
    assert await bot.states() == {"sent": 1}


async def test_a_thousand_messages_since_is_more_than_is_looked_through(bot, discord, clock):
    discord.before = [Lost("cut")]
    await bot.owe("one")
    await bot.drain()
    discord.chatter(CHANNEL, 1000)
    clock.advance(minutes=5)
    await bot.drain()
    assert discord.texts(CHANNEL) == []
    assert (await bot.states())["unsure"] == 1


async def test_it_is_found_behind_nine_hundred_others(bot, discord, clock):
    await lose_the_answer(bot, clock)
    first = discord.ever[0]
    discord.chatter(CHANNEL, 950)
    del discord.messages[first.id]
    first.id = discord.put(CHANNEL, _again(first), mine=True).id
    discord.ever.pop()
    await bot.drain()
    assert discord.texts() == ["hello one"]
    assert await bot.states() == {"sent": 1}


def _again(message: Any) -> Any:
    return Outgoing([{"text": message.text, "id": min(message.marks)}])


async def test_somebody_elses_message_with_our_mark_is_not_ours(bot, discord, clock):
    discord.before = [Lost("cut")]
    await bot.owe("one")
    await bot.drain()
    clock.advance(seconds=2)
    (row,) = await bot.outbox.claim(1)
    await bot.outbox.postpone(row, "", timedelta(0), counted=True)
    discord.put(CHANNEL, Outgoing([{"text": "forged", "id": row.mark}]), mine=False)
    await bot.drain()
    assert discord.texts() == ["hello one"]


async def test_a_private_message_is_rather_delivered_than_held(bot, discord, clock):
    discord.before = [Lost("cut")]
    await bot.owe("one", person=CAMILLE)
    await bot.drain()
    discord.chatter(10_000 + CAMILLE, 1000)
    clock.advance(minutes=5)
    await bot.drain()
    assert discord.texts() == ["hello one"]


async def test_what_is_no_longer_true_is_not_posted_but_found_if_it_was(db, clock, discord):
    true = {"it": True}

    async def check(conn: Any, guild_id: int, facts: Facts) -> Facts | None:
        return facts if true["it"] else None

    kind = Kind("reminder", Lateness.IF_TRUE, revalidate=check)
    bot = Process(db, clock, discord, kinds=[kind])
    discord.before, discord.after = [Lost("cut"), None, None], [Lost("cut")]
    await bot.owe("not-there", "reminder")
    await bot.owe("there", "reminder", channel_id=OTHER)
    await bot.owe("never-tried", "reminder", channel_id=OTHER)
    await bot.drain()
    true["it"] = False
    clock.advance(hours=3)
    await bot.drain()
    assert discord.texts() == ["reminder there"]
    assert await bot.states() == {"sent": 1, "dropped": 2}


async def test_what_a_moderator_has_published_is_looked_for_too_when_its_answer_is_lost(
    bot, discord, clock
):
    discord.window = timedelta(seconds=60)
    discord.before = [Lost("cut")]
    discord.known[CHANNEL] = replace(ALL, history=False)
    await bot.owe("one")
    await bot.drain()
    clock.advance(minutes=5)
    await bot.drain()
    assert discord.texts() == ["delivery_unsure"]
    discord.known[CHANNEL] = ALL
    async with bot.outbox.db.reading() as conn:
        sql = "SELECT id FROM owed WHERE state = 'unsure'"
        number = (await conn.exec_driver_sql(sql)).scalar_one()

    discord.after = [Lost("answer lost")]
    assert await bot.outbox.resolve(MAUD, number, publish=True)
    await bot.drain()
    clock.advance(minutes=5)
    await bot.drain()

    assert discord.texts(CHANNEL) == ["hello one"]
