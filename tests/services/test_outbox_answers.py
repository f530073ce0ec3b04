"""Every row of the table of Discord's answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.answers import Answered, Lost, TokenRefused, Verdict, backoff, meaning
from services.outbox import Fallback, Kind
from tests.services.fake_discord import (
    ALL,
    CAMILLE,
    CHANNEL,
    GUILD,
    LOANS,
    MODERATION,
    OWNER,
    Process,
)


@pytest.mark.parametrize(
    "error",
    [
        Lost("connection cut"),
        TimeoutError(),
        Answered(500),
        Answered(503),
        Answered(400, 130000),
    ],
    ids=repr,
)
@pytest.mark.parametrize("moment", ["before", "after"])
async def test_an_answer_that_tells_nothing_is_tried_again_after_looking(
    bot, discord, clock, error, moment
):
    setattr(discord, moment, [error])
    await bot.owe("one")
    await bot.drain()
    assert await bot.states() == {"owed": 1}
    clock.advance(seconds=2)
    await bot.drain()
    assert discord.texts() == ["hello one"]
    assert await bot.states() == {"sent": 1}


@pytest.mark.parametrize(
    "error",
    [Answered(429, retry_after=20), Answered(429, 20028, retry_after=20), Answered(429, 40062, 20)],
    ids=repr,
)
async def test_a_limit_is_waited_for_and_is_not_a_try(bot, discord, clock, error):
    discord.before = [error]
    await bot.owe("one")
    await bot.drain()
    clock.advance(seconds=19)
    assert not await bot.round()
    clock.advance(seconds=2)
    (row,) = await bot.outbox.claim(1)
    assert row.tries == 1


async def test_unknown_message_on_a_post_means_it_was_sent_and_deleted(bot, discord):
    discord.before = [Answered(404, 10008)]
    await bot.owe("one")
    await bot.drain()
    assert await bot.states() == {"sent": 1}


@pytest.mark.parametrize("code", [10003, 50001, 50013])
async def test_a_lost_right_parks_the_channel_and_tells_the_moderators_once(
    bot, discord, clock, code
):
    discord.before = [Answered(403, code)]
    for n in range(3):
        await bot.owe(f"{n}")
    await bot.drain()
    assert discord.texts() == ["channel_parked"]
    assert discord.ever[0].channel_id == MODERATION
    assert [r for r in discord.requests if r == f"post {CHANNEL}"] == [f"post {CHANNEL}"]
    clock.advance(minutes=2)
    assert [(guild, channel) for guild, channel, _ in await bot.outbox.parked()] == [
        (GUILD, CHANNEL)
    ]
    await bot.outbox.unpark(GUILD, CHANNEL)
    await bot.drain()
    assert discord.texts(CHANNEL) == ["hello 0", "hello 1", "hello 2"]


async def test_a_channel_known_to_be_mute_costs_no_request(bot, discord):
    discord.known[CHANNEL] = replace(ALL, send=False)
    await bot.owe("one")
    await bot.drain()
    assert f"post {CHANNEL}" not in discord.requests
    assert discord.texts() == ["channel_parked"]


async def test_the_owner_is_told_when_the_moderators_channel_is_the_lost_one(bot, discord):
    discord.before = [Answered(404, 10003)]
    await bot.owe("one", channel_id=MODERATION)
    await bot.drain()
    assert discord.ever[0].channel_id == 10_000 + OWNER


async def test_a_channel_that_comes_and_goes_is_told_of_once_a_day(bot, discord, clock):
    for _ in range(3):
        discord.before = [Answered(403, 50013)]
        await bot.owe(f"{clock():%H%M}")
        await bot.drain()
        await bot.outbox.unpark(GUILD, CHANNEL)
        await bot.drain()
        clock.advance(minutes=5)
    assert discord.texts(MODERATION) == ["channel_parked"]


@pytest.mark.parametrize("code", [50007, 50278])
async def test_closed_private_messages_are_said_to_wait_without_saying_what(
    db, clock, discord, code
):
    bot = Process(db, clock, discord, kinds=[Kind("secret", fallback=Fallback.WAITING)])
    discord.before = [Answered(403, code)]
    await bot.owe("one", "secret", person=CAMILLE)
    await bot.drain()
    assert discord.texts() == [f"message_waiting <@{CAMILLE}>"]
    assert discord.ever[0].channel_id == LOANS
    assert discord.ever[0].ping == [CAMILLE]


async def test_several_messages_that_wait_within_the_hour_are_one(db, clock, discord):
    clock.advance(minutes=30)  # the hour of the clock turns meanwhile
    bot = Process(db, clock, discord, kinds=[Kind("secret", fallback=Fallback.WAITING)])
    for n in range(4):
        await bot.owe(f"{n}", "secret", person=CAMILLE)
        discord.before = [Answered(403, 50007)]
        await bot.drain()
        clock.advance(minutes=14)
    assert discord.texts() == [f"message_waiting <@{CAMILLE}>"]
    clock.advance(hours=1)
    await bot.owe("later", "secret", person=CAMILLE)
    discord.before = [Answered(403, 50007)]
    await bot.drain()
    assert len(discord.texts()) == 2


async def test_a_kind_without_fallback_says_nothing_of_closed_messages(bot, discord):
    discord.before = [Answered(403, 50007)]
    await bot.owe("one", person=CAMILLE)
    await bot.drain()
    assert discord.texts() == []
    assert await bot.states() == {"dropped": 1}


async def test_a_private_channel_that_is_gone_is_opened_again(bot, discord, clock):
    discord.before = [Answered(404, 10003)]
    await bot.owe("one", person=CAMILLE)
    await bot.drain()
    clock.advance(seconds=3)
    await bot.drain()
    assert f"forget {CAMILLE}" in discord.requests
    assert discord.texts() == ["hello one"]


async def test_a_malformed_message_is_given_up_and_logged(bot, discord, caplog):
    discord.before = [Answered(400, 50035)]
    await bot.owe("one")
    await bot.owe("two")
    await bot.drain()
    assert await bot.states() == {"dead": 1, "sent": 1}
    assert "given up" in caplog.text


@pytest.mark.parametrize("code", [200000, 240000])
async def test_a_blocked_message_is_given_up_and_the_moderators_are_told(bot, discord, code):
    discord.before = [Answered(400, code)]
    await bot.owe("one")
    await bot.drain()
    assert discord.texts() == ["message_blocked"]


async def test_being_told_of_a_blocked_message_is_not_itself_told_of(bot, discord):
    discord.before = [Answered(400, 200000), Answered(400, 200000)]
    await bot.owe("one")
    await bot.drain()
    assert discord.texts() == []
    assert await bot.states() == {"dead": 2}


async def test_a_refused_token_stops_everything_and_loses_nothing(bot, discord, clock):
    discord.before = [Answered(401)]
    await bot.owe("one")
    with pytest.raises(TokenRefused):
        await bot.drain()
    assert await bot.states() == {"owed": 1}
    clock.advance(seconds=6)
    await bot.drain()
    assert discord.texts() == ["hello one"]


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (Answered(404, 0), Verdict.PARK),
        (Answered(403, 99999), Verdict.PARK),
        (Answered(400, 99999), Verdict.DEAD),
        (Answered(520), Verdict.RETRY),
        (Answered(429), Verdict.WAIT),
        (RuntimeError(), Verdict.RETRY),
        (TokenRefused(), Verdict.STOP),
    ],
)
def test_answers_that_no_table_lists_are_judged_by_their_status(error, verdict):
    assert meaning(error) is verdict


def test_waits_grow_from_two_seconds_to_five_minutes_and_are_drawn_from_the_whole_span():
    assert [backoff(tries, 1.0).total_seconds() for tries in (1, 2, 3, 8, 9, 500)] == [
        2,
        4,
        8,
        256,
        300,
        300,
    ]
    assert backoff(9, 0.0) == timedelta(0)
