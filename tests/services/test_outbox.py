"""What the bot owes is sent once, in the order of its channel."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import insert

from services.answers import Answered
from services.outbox import OwedMessage
from storage import journal
from storage import outbox as rows
from storage.tables import draft
from tests.services.fake_discord import (
    CHANNEL,
    GUILD,
    OTHER,
    Process,
)


async def test_what_is_owed_is_posted_with_its_nonce_and_mark(bot, discord):
    assert await bot.owe("one")
    assert await bot.drain()
    (message,) = discord.ever
    assert (message.text, message.channel_id) == ("hello one", CHANNEL)
    assert min(message.marks) >= 2**16
    (nonce,) = discord.nonces
    assert len(nonce) == 22
    assert await bot.states() == {"sent": 1}


async def test_owing_twice_under_one_key_sends_once(bot, discord):
    assert await bot.owe("one")
    assert not await bot.owe("one")
    await bot.drain()
    assert discord.texts() == ["hello one"]


async def test_an_act_that_is_undone_owes_nothing(bot, discord):
    with pytest.raises(RuntimeError):
        async with bot.db.writing() as conn:
            await bot.outbox.owe(conn, GUILD, OwedMessage("one", "hello", channel_id=CHANNEL))
            raise RuntimeError
    assert not await bot.drain()


async def test_a_mark_that_another_message_has_is_drawn_again(bot, discord, monkeypatch):
    drawn = iter([5, 5, 6])
    monkeypatch.setattr("services.outbox.secrets.randbelow", lambda most: next(drawn))
    assert await bot.owe("one")
    assert await bot.owe("two")
    await bot.drain()
    assert discord.texts() == ["hello one", "hello two"]


async def test_owing_an_undeclared_kind_is_refused_at_once(bot):
    with pytest.raises(ValueError, match="nobody declared"):
        await bot.owe("one", "surprise")


async def test_what_is_for_later_waits_and_what_expired_is_not_sent(bot, discord, clock):
    await bot.owe("evening", not_before=clock() + timedelta(hours=8))
    await bot.owe("short", expires_at=clock() + timedelta(minutes=5))
    clock.advance(minutes=6)
    await bot.drain()
    assert discord.texts() == []
    clock.advance(hours=8)
    await bot.drain()
    assert discord.texts() == ["hello evening"]
    assert await bot.states() == {"sent": 1, "expired": 1}


async def test_two_workers_at_once_share_the_line_and_keep_each_channels_order(db, clock, discord):
    bots = [Process(db, clock, discord) for _ in range(2)]
    for channel in range(200, 205):
        for n in range(6):
            await bots[0].owe(f"{channel}-{n}", channel_id=channel)
    await asyncio.gather(*(bot.drain() for bot in bots))
    while await bots[0].drain():
        pass
    assert discord.doubles == 0
    for channel in range(200, 205):
        assert discord.texts(channel) == [f"hello {channel}-{n}" for n in range(6)]


async def test_a_message_that_fails_keeps_its_place_in_its_channel_only(bot, discord, clock):
    await bot.owe("first")
    await bot.owe("second")
    await bot.owe("elsewhere", channel_id=OTHER)
    discord.before = [Answered(503)]
    await bot.drain()
    assert discord.texts() == ["hello elsewhere"]
    clock.advance(seconds=3)
    await bot.drain()
    assert discord.texts(CHANNEL) == ["hello first", "hello second"]


async def test_what_a_restored_backup_owed_waits_for_a_word(bot, discord):
    await bot.owe("one")
    async with bot.db.writing() as conn:
        assert await rows.hold(conn) == 1
    assert not await bot.drain()
    assert await bot.outbox.release_held() == 1
    await bot.drain()
    assert discord.texts() == ["hello one"]


async def test_messages_follow_the_channel_that_replaces_theirs(bot, discord):
    await bot.owe("one")
    async with bot.db.writing() as conn:
        assert await rows.redirect(conn, GUILD, CHANNEL, OTHER) == 1
    await bot.drain()
    assert discord.texts(OTHER) == ["hello one"]


async def test_what_is_over_is_forgotten_after_a_month(bot, discord, clock):
    await bot.owe("one")
    await bot.drain()
    await bot.owe("two", not_before=clock() + timedelta(days=60))
    clock.advance(days=31)
    assert await bot.outbox.purge(clock()) == 1
    assert await bot.states() == {"owed": 1}


async def test_interactions_and_drafts_are_forgotten_after_a_day(bot, clock):
    async with bot.db.writing() as conn:
        await journal.first_time(conn, 5, clock())
        row = {"guild_id": GUILD, "number": 1, "user_id": 7, "facts": {}, "at": clock()}
        await conn.execute(insert(draft).values(**row))
    assert await bot.outbox.purge(clock() + timedelta(hours=23)) == 0
    assert await bot.outbox.purge(clock() + timedelta(hours=25)) == 2


async def test_what_waits_for_a_channel_that_never_came_back_is_let_go(bot, discord, clock):
    discord.before = [Answered(404, 10003)]
    await bot.owe("one")
    await bot.owe("two", expires_at=clock() + timedelta(days=1))
    await bot.drain()
    clock.advance(days=2)
    await bot.outbox.purge(clock())
    assert (await bot.states())["expired"] == 1
