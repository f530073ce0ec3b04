"""What is posted in a forum is a post of its own, once, though no nonce protects it."""

import pytest

from services.answers import Answered, Lost
from services.forum_posts import post_name
from services.wire import Rights
from tests.conftest import FakeClock
from tests.services.fake_discord import CHANNEL, FakeDiscord, Killed, Process

FORUM = Rights(view=True, send=True, history=True, forum=True)
BLIND = Rights(view=True, send=True, history=False, forum=True)


async def test_a_message_to_a_forum_is_a_post_with_a_name(bot: Process, discord: FakeDiscord):
    discord.known[CHANNEL] = FORUM
    await bot.owe("alert", facts={"n": 1, "thread": "Un appel"})
    await bot.owe("digest", facts={"n": 2})
    await bot.drain()
    assert list(discord.threads.values()) == ["Un appel", "hello 2"]
    assert await bot.states() == {"sent": 2}


@pytest.mark.parametrize("fault", [Lost(), Killed()])
@pytest.mark.parametrize("made", [True, False])
async def test_a_post_whose_answer_was_lost_is_looked_for_before_any_other(
    bot: Process, discord: FakeDiscord, clock: FakeClock, fault: BaseException, made: bool
):
    discord.known[CHANNEL] = FORUM
    (discord.after if made else discord.before).append(fault)
    await bot.owe("alert", facts={"n": 1, "thread": "Un appel"})
    if isinstance(fault, Killed):
        with pytest.raises(Killed):
            await bot.drain()
    else:
        await bot.drain()
    clock.advance(minutes=10)
    again = Process(bot.db, clock, discord)
    await again.drain()
    assert len(discord.threads) == 1
    assert await again.states() == {"sent": 1}


async def test_where_posts_cannot_be_read_moderators_are_asked_however_soon(
    bot: Process, discord: FakeDiscord, clock: FakeClock
):
    discord.known[CHANNEL] = BLIND
    discord.after.append(Lost())
    await bot.owe("alert", facts={"n": 1, "thread": "Un appel"})
    await bot.drain()
    clock.advance(seconds=10)
    await bot.drain()
    assert len(discord.threads) == 1
    assert (await bot.states())["unsure"] == 1


async def test_a_card_in_a_post_that_sleeps_stays_as_it_is_and_nobody_is_alarmed(
    bot: Process, discord: FakeDiscord, clock: FakeClock
):
    discord.known[CHANNEL] = FORUM
    await bot.owe("alert", facts={"n": 1, "thread": "Un appel"}, card="story:1")
    await bot.drain()
    async with bot.db.writing() as conn:
        await bot.outbox.card_changed(conn, 1, "story", 1, 5)
    clock.advance(minutes=1)
    discord.edit_faults = [Answered(400, 50083)]
    assert await bot.redraw() == 1
    clock.advance(minutes=10)
    assert await bot.redraw() == 0
    assert await bot.outbox.parked() == []


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"thread": "Un *appel*"}, "Un *appel*"),
        (
            {"components": [{"components": [{"content": "### [Un \\*appel\\*](https://a.b/c)"}]}]},
            "Un *appel*",
        ),
        ({"components": [{"content": "<@&77>\n-# 📣 Appels\n### Titre"}]}, "📣 Appels"),
        ({"components": [{"content": "x" * 300}]}, "x" * 99 + "…"),
        ({"components": []}, "…"),
    ],
)
def test_a_post_is_called_by_the_first_thing_that_its_message_says(body, name):
    assert post_name(body) == name
