"""Changing a guild's settings: who may, what is kept, what another guild sees of it (nothing)."""

import pytest
from sqlalchemy import select

from domain.errors import Refused
from services.answers import Answered
from services.outbox import OwedMessage
from services.settings import Settings
from storage.tables import journal
from tests.cast import ALIX, ELSEWHERE, LEA, MAUD, NETWORK, ZOE
from tests.services.fake_discord import Process


@pytest.fixture
def settings(db, clock):
    return Settings(db, clock, "fr", "Europe/Paris")


async def lines(db, guild_id=NETWORK):
    async with db.reading() as conn:
        found = await conn.execute(select(journal).where(journal.c.guild_id == guild_id))
        return [(row.act, row.actor, row.facts) for row in found]


async def test_a_change_is_kept_journaled_and_stays_in_its_guild(db, settings):
    after = await settings.change(ALIX.caller(), "network.zone", "Europe/London")
    assert after.zone.key == "Europe/London"
    assert (await settings.read(NETWORK)).zone.key == "Europe/London"
    assert (await settings.read(ELSEWHERE)).zone.key == "Europe/Paris"
    assert await lines(db) == [
        (
            "set",
            ALIX.user_id,
            {"key": "network.zone", "before": None, "after": "Europe/London"},
        )
    ]
    assert await lines(db, ELSEWHERE) == []


@pytest.mark.parametrize("person", [LEA, MAUD])
async def test_only_who_manages_the_server_changes_anything(db, settings, person):
    with pytest.raises(Refused) as said:
        await settings.change(person.caller(), "network.locale", "en")
    assert said.value.key == "needs-manage-guild"
    assert (await settings.read(NETWORK)).locale == "fr" and await lines(db) == []


async def test_setting_nothing_brings_the_default_back(settings):
    await settings.change(ALIX.caller(), "moderation.roles", [5, 4, 5])
    assert (await settings.read(NETWORK)).moderator_roles == {4, 5}
    await settings.change(ALIX.caller(), "moderation.roles", None)
    assert (await settings.read(NETWORK)).moderator_roles == frozenset()


async def test_the_same_interaction_changes_things_once(settings):
    await settings.change(ALIX.caller(), "network.locale", "en", interaction_id=77)
    with pytest.raises(Refused) as said:
        await settings.change(ALIX.caller(), "network.locale", "fr", interaction_id=77)
    assert said.value.key == "already-done"
    assert (await settings.read(NETWORK)).locale == "en"


async def test_setting_what_is_set_already_leaves_no_second_line(db, settings):
    for _ in range(2):
        await settings.change(ALIX.caller(), "network.locale", "en")
    assert len(await lines(db)) == 1


async def test_the_first_requests_channel_is_remembered_and_only_the_first(db, settings):
    async with db.writing() as conn:
        assert await settings.remember_channel(conn, LEA.caller(), 501) == (501, True)
    async with db.writing() as conn:
        assert await settings.remember_channel(conn, MAUD.caller(), 502) == (501, False)
        assert await settings.remember_channel(conn, ZOE.caller(ELSEWHERE), 503) == (503, True)
    assert (await settings.read(NETWORK)).lending_channel == 501
    assert [act for act, *_ in await lines(db)] == ["remembered"]


async def test_a_remembered_channel_is_forgotten_with_the_transaction_that_failed(db, settings):
    with pytest.raises(ZeroDivisionError):
        async with db.writing() as conn:
            await settings.remember_channel(conn, LEA.caller(), 501)
            _ = 1 / 0
    assert (await settings.read(NETWORK)).lending_channel is None


async def test_a_deleted_channel_or_role_no_longer_counts(db, settings):
    await settings.change(ALIX.caller(), "lending.channel", 501)
    await settings.change(ALIX.caller(), "moderation.channel", 501)
    await settings.change(ALIX.caller(), "moderation.roles", [7, 8])
    assert await settings.channel_gone(ELSEWHERE, 501) == []
    assert await settings.channel_gone(NETWORK, 999) == []
    assert sorted(await settings.channel_gone(NETWORK, 501)) == [
        "lending.channel",
        "moderation.channel",
    ]
    assert await settings.role_gone(NETWORK, 7)
    assert not await settings.role_gone(NETWORK, 7)
    now = await settings.read(NETWORK)
    assert (now.lending_channel, now.moderation_channel) == (None, None)
    assert now.moderator_roles == {8}


async def test_what_is_known_shows_own_changes_at_once_and_others_within_half_a_minute(
    db, clock, settings
):
    another = Settings(db, clock)
    assert (await settings.known(NETWORK)).locale == "fr"
    await settings.change(ALIX.caller(), "network.locale", "en")
    assert (await settings.known(NETWORK)).locale == "en"
    await another.change(ALIX.caller(), "network.locale", "fr")
    assert (await settings.known(NETWORK)).locale == "en"
    clock.advance(seconds=31)
    assert (await settings.known(NETWORK)).locale == "fr"


@pytest.fixture
async def bot(db, clock, discord, settings) -> Process:
    """A bot that tells moderators and lenders where these settings say."""
    return Process(db, clock, discord, guild=settings)


async def owed_to(bot: Process, channel: int, *keys: str) -> None:
    async with bot.db.writing() as conn:
        for key in keys:
            await bot.outbox.owe(conn, NETWORK, OwedMessage(key, "hello", {"n": key}, channel))


async def test_what_waits_for_a_channel_goes_to_the_one_chosen_instead(bot, settings, discord):
    await settings.change(ALIX.caller(), "lending.channel", 501)
    await owed_to(bot, 501, "one", "two")
    await settings.change(ALIX.caller(), "lending.channel", 502)
    await bot.drain()
    assert discord.texts(502) == ["hello one", "hello two"]
    assert discord.texts(501) == []


async def test_what_waited_for_a_deleted_channel_goes_to_the_next_one(bot, settings, discord):
    await settings.change(ALIX.caller(), "lending.channel", 501)
    await owed_to(bot, 501, "one", "two")
    discord.before = [Answered(404, 10003)]
    await bot.drain()  # the first finds out
    assert discord.texts(501) == []
    assert await settings.channel_gone(NETWORK, 501) == ["lending.channel"]
    async with bot.db.writing() as conn:
        assert await settings.remember_channel(conn, LEA.caller(), 503) == (503, True)
    await bot.drain()
    assert discord.texts(503) == ["hello one", "hello two"]


async def test_a_channel_that_still_has_a_use_keeps_what_waits_for_it(bot, settings, discord):
    both = {"lending.channel": 501, "moderation.channel": 501}
    await settings.change_all(ALIX.caller(), both)
    await owed_to(bot, 501, "one")
    await settings.change(ALIX.caller(), "lending.channel", 502)
    await settings.change(ALIX.caller(), "moderation.channel", None)
    await settings.change(ZOE.caller(ELSEWHERE), "lending.channel", 504)
    await bot.drain()
    assert discord.texts() == ["hello one"]
    assert discord.texts(501) == ["hello one"]
