"""What a message says when it leaves: late, in whose language, with which pictures."""

from typing import Any

import pytest
from sqlalchemy import insert, text

from services.outbox import Kind, Lateness
from services.owed import Facts
from storage.tables import member, photo
from tests.services.fake_discord import CHANNEL, GUILD, OTHER, Guild, Process


@pytest.mark.parametrize(
    ("lateness", "said"),
    [
        (Lateness.SEND, ["news 0", "news 1", "news 2"]),
        (Lateness.FOLD, ["news ['0', '1', '2']"]),
        (Lateness.DROP, []),
    ],
)
async def test_what_becomes_of_late_messages_is_their_kinds_to_say(
    db, clock, discord, lateness, said
):
    bot = Process(db, clock, discord, kinds=[Kind("news", lateness)])
    for n in range(3):
        await bot.owe(f"{n}", "news")
    await bot.owe("elsewhere", "news", channel_id=OTHER)
    clock.advance(days=2)
    await bot.owe("now", "news")
    await bot.drain()
    assert discord.texts(CHANNEL) == [*said, "news now"]


async def test_a_kind_that_is_sent_if_true_must_say_who_knows():
    with pytest.raises(ValueError, match="still true"):
        Kind("reminder", Lateness.IF_TRUE)


async def test_a_channel_speaks_the_guilds_language_a_person_their_own(db, clock, discord):
    bot = Process(db, clock, discord, guild=Guild("fr"))
    async with db.writing() as conn:
        for user, chosen, seen in ((1, "en", "fr"), (2, None, "en-GB"), (3, None, None)):
            values = {"guild_id": GUILD, "user_id": user, "name": "x"}
            await conn.execute(insert(member).values(**values, locale=chosen, seen_locale=seen))
    for person in (1, 2, 3, 4):
        await bot.owe(f"{person}", person=person)
    await bot.owe("channel")
    await bot.drain()
    said = {m.text.split()[-1]: m.locale for m in discord.ever}
    assert said == {"1": "en", "2": "en-GB", "3": "fr", "4": "fr", "channel": "fr"}


async def test_a_message_that_cannot_be_drawn_lets_the_others_pass_then_is_given_up(
    bot, discord, clock, caplog
):
    await bot.owe("one", facts={"boom": True})
    await bot.owe("two")
    for _ in range(10):
        await bot.drain()
        clock.advance(minutes=10)
    assert discord.texts() == ["hello two"]
    assert await bot.states() == {"dead": 1, "sent": 1}
    assert "given up" in caplog.text


async def test_a_failing_revalidation_does_not_hold_its_neighbours(db, clock, discord):
    async def fails(conn: Any, guild_id: int, facts: Facts) -> Facts | None:
        await conn.execute(text("SELECT nothing FROM nowhere"))
        return facts

    bot = Process(db, clock, discord, kinds=[Kind("hello"), Kind("bad", revalidate=fails)])
    await bot.owe("bad", "bad", channel_id=OTHER)
    await bot.owe("good")
    await bot.drain()
    assert discord.texts() == ["hello good"]


async def test_pictures_go_along_and_a_lost_one_is_not_sent_without(bot, discord, clock):
    values = {"content_type": "image/jpeg", "bytes": b"jpeg", "width": 1, "height": 1}
    async with bot.db.writing() as conn:
        await conn.execute(insert(photo).values(guild_id=GUILD, number=3, **values))
    for n, number in (("good", 3), ("gone", 4)):
        files = [{"name": "a.jpg", "photo": number}]
        await bot.owe(n, facts={"n": n, "files": files}, channel_id=100 + number)
    for _ in range(10):
        await bot.drain()
        clock.advance(minutes=10)
    assert [(m.text, m.files) for m in discord.ever] == [("hello good", [("a.jpg", b"jpeg")])]
    assert await bot.states() == {"sent": 1, "dead": 1}
