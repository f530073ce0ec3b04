"""Somebody left: nothing is said to wait for them, and a voice that is missing is missed."""

import pytest

from services.answers import Answered
from services.departures import Departures
from services.directory import Directory
from services.outbox import Fallback, Kind, OwedMessage
from tests.cast import INES, LEA, NETWORK, settle_network
from tests.services.fake_discord import LOANS, MODERATION, OWNER, Process


@pytest.fixture
async def bot(db, clock, discord) -> Process:
    """A bot in the cast's network."""
    secret = Kind("secret", fallback=Fallback.WAITING)
    bot = Process(db, clock, discord, kinds=[secret])
    directory = Directory(db, clock)
    Departures(directory, bot.outbox)
    await settle_network(directory)
    return bot


async def refuse_a_message(bot: Process, person: int, code: int = 50007) -> None:
    """Owe somebody a private message that Discord refuses to bring."""
    async with bot.db.writing() as conn:
        owed = OwedMessage(f"secret:{person}", "secret", {"n": person}, person=person)
        await bot.outbox.owe(conn, NETWORK, owed)
    bot.discord.before = [Answered(403, code)]
    await bot.drain()


async def test_who_only_closed_their_messages_has_not_left(bot, discord):
    await refuse_a_message(bot, INES.user_id)
    assert discord.texts() == [f"message_waiting <@{INES.user_id}>"]


@pytest.mark.parametrize("code", [50007, 50278])
async def test_moderators_are_told_which_organisations_have_lost_their_voice(bot, discord, code):
    discord.gone.add(INES.user_id)
    await refuse_a_message(bot, INES.user_id, code)
    assert discord.texts(LOANS) == []  # nobody is pinged who is not there
    assert discord.texts(MODERATION) == ["organisation_unspoken"] * 2
    assert await bot.states() == {"dropped": 1, "sent": 2}


async def test_an_organisation_with_others_who_speak_is_not_reported(bot, discord):
    discord.gone.add(LEA.user_id)
    await refuse_a_message(bot, LEA.user_id)
    assert discord.texts() == []


async def test_without_a_moderators_channel_the_owner_is_told(bot, discord):
    discord.gone.add(INES.user_id)
    discord.known[MODERATION] = None
    await refuse_a_message(bot, INES.user_id)
    assert discord.texts(10_000 + OWNER) == ["organisation_unspoken"] * 2
