"""A card shows what its thing is, however edits cross on the way."""

from dataclasses import dataclass
from typing import Any

import pytest

from services.answers import Answered, Lost
from services.outbox import Kind, OwedMessage
from services.owed import Facts
from storage import cards
from storage.engine import Database
from tests.conftest import FakeClock
from tests.services.fake_discord import CAMILLE, CHANNEL, GUILD, MODERATION, FakeDiscord, Process


@dataclass
class Loan:
    """The thing that cards show: its state is its revision."""

    revision: int = 0
    gone: bool = False

    async def look(self, conn: Any, guild_id: int, facts: Facts) -> Facts | None:
        return None if self.gone else facts | {"n": self.revision}


@pytest.fixture
def loan() -> Loan:
    return Loan()


@pytest.fixture
def bot(db: Database, clock: FakeClock, discord: FakeDiscord, loan: Loan) -> Process:
    return Process(
        db,
        clock,
        discord,
        kinds=[Kind("loan", revalidate=loan.look), Kind("once", redraw=loan.look, recreate=False)],
    )


async def post(bot: Process, kind: str = "loan", **target: Any) -> int:
    """A card in the channel (or a private one), posted; its message's id."""
    target = target or {"channel_id": CHANNEL}
    async with bot.db.writing() as conn:
        message = OwedMessage(f"{kind}-card:12", kind, {"n": 0}, card="loan:12", **target)
        await bot.outbox.owe(conn, GUILD, message)
    await bot.drain()
    return bot.discord.ever[-1].id


async def change(bot: Process, loan: Loan, revision: int | None = None) -> int:
    """An act on the loan; the revision that its handler would draw."""
    loan.revision += 1
    async with bot.db.writing() as conn:
        await bot.outbox.card_changed(conn, GUILD, "loan", 12, loan.revision)
    return loan.revision


async def test_a_card_that_changed_by_itself_is_redrawn_within_seconds(bot, discord, clock, loan):
    card = await post(bot)
    clock.advance(seconds=10)
    await change(bot, loan)
    assert await bot.redraw() == 0  # the interaction that did it may be about to
    clock.advance(seconds=2)
    assert await bot.redraw() == 1
    assert discord.messages[card].edits == ["loan 1"]
    assert await bot.redraw() == 0


async def test_a_card_that_its_interaction_redrew_costs_no_request(bot, discord, clock, loan):
    card = await post(bot)
    clock.advance(seconds=10)
    revision = await change(bot, loan)
    await bot.outbox.card_drawn(GUILD, "loan", 12, "channel", revision)
    clock.advance(minutes=5)
    assert await bot.redraw() == 0
    assert discord.messages[card].edits == []


async def test_many_changes_are_one_edit_in_five_seconds(bot, discord, clock, loan):
    card = await post(bot)
    clock.advance(seconds=10)
    edits = 0
    for _ in range(50):
        await change(bot, loan)
        clock.advance(milliseconds=400)
        edits += await bot.redraw()
    assert 3 <= edits <= 5
    clock.advance(seconds=5)
    await bot.redraw()
    assert discord.messages[card].edits[-1] == "loan 50"


async def test_an_old_message_is_edited_at_most_every_twenty_seconds(bot, discord, clock, loan):
    await post(bot)
    clock.advance(hours=2)
    edits = 0
    for _ in range(60):
        await change(bot, loan)
        clock.advance(seconds=1)
        edits += await bot.redraw()
    assert 2 <= edits <= 3


async def test_a_change_between_drawing_and_posting_is_not_missed(bot, discord, clock, loan):
    async with bot.db.writing() as conn:
        message = OwedMessage("k", "loan", {"n": 0}, channel_id=CHANNEL, card="loan:12")
        await bot.outbox.owe(conn, GUILD, message)
    (ready,) = await bot.preparer.prepare(await bot.outbox.claim(1))
    await change(bot, loan)
    await bot.courier.deliver(ready)
    clock.advance(seconds=6)
    await bot.redraw()
    assert discord.ever[0].text == "loan 0"
    assert discord.ever[0].edits == ["loan 1"]


async def test_asking_for_a_card_between_drawing_and_posting_is_not_missed(
    bot, discord, clock, loan
):
    async with bot.db.writing() as conn:
        message = OwedMessage("k", "loan", {"n": 0}, channel_id=CHANNEL, card="loan:12")
        await bot.outbox.owe(conn, GUILD, message)
    (ready,) = await bot.preparer.prepare(await bot.outbox.claim(1))
    async with bot.db.writing() as conn:
        await bot.outbox.card_changed(conn, GUILD, "loan", 12)
    await bot.courier.deliver(ready)
    clock.advance(seconds=6)
    assert await bot.redraw() == 1


async def test_an_older_edit_that_comes_last_is_drawn_over(bot, discord, clock, loan):
    card = await post(bot)
    clock.advance(seconds=10)
    first = await change(bot, loan)
    second = await change(bot, loan)
    await bot.outbox.card_drawn(GUILD, "loan", 12, "channel", second)
    await bot.outbox.card_drawn(GUILD, "loan", 12, "channel", first)  # slower, and so on top
    clock.advance(seconds=6)
    assert await bot.redraw() == 1
    assert discord.messages[card].edits == ["loan 2"]
    clock.advance(minutes=1)
    assert await bot.redraw() == 0


async def test_an_edit_that_crossed_the_workers_own_is_drawn_over(bot, discord, clock, loan):
    card = await post(bot)
    clock.advance(seconds=10)
    await change(bot, loan)
    clock.advance(seconds=3)

    async def meanwhile() -> None:
        discord.on_edit = None
        revision = await change(bot, loan)
        await bot.outbox.card_drawn(GUILD, "loan", 12, "channel", revision)

    discord.on_edit = meanwhile  # the worker's older edit lands after the interaction's
    assert await bot.redraw() == 1
    assert discord.messages[card].edits == ["loan 1"]
    clock.advance(seconds=6)
    assert await bot.redraw() == 1
    assert discord.messages[card].edits[-1] == "loan 2"


async def test_an_older_edit_that_lands_during_the_workers_is_drawn_over(bot, discord, clock, loan):
    card = await post(bot)
    clock.advance(seconds=10)
    first = await change(bot, loan)
    await change(bot, loan)
    clock.advance(seconds=3)

    async def meanwhile() -> None:
        discord.on_edit = None
        await bot.outbox.card_drawn(GUILD, "loan", 12, "channel", first)

    discord.on_edit = meanwhile
    assert await bot.redraw() == 1
    clock.advance(seconds=6)
    assert await bot.redraw() == 1
    assert discord.messages[card].edits == ["loan 2", "loan 2"]
    clock.advance(seconds=6)
    assert await bot.redraw() == 0


async def test_a_redrawing_that_died_is_done_by_the_next_process(bot, discord, clock, loan):
    card = await post(bot)
    clock.advance(seconds=10)
    await change(bot, loan)
    clock.advance(seconds=3)
    assert len(await bot.outbox.claim_cards(8)) == 1
    assert await bot.redraw() == 0
    clock.advance(seconds=91)
    await bot.redraw()
    assert discord.messages[card].edits == ["loan 1"]


@pytest.mark.parametrize("fault", [Lost("cut"), Answered(502), Answered(400, 30046)], ids=repr)
async def test_an_edit_that_failed_is_tried_again(bot, discord, clock, loan, fault):
    card = await post(bot)
    clock.advance(seconds=10)
    await change(bot, loan)
    clock.advance(seconds=3)
    discord.edit_faults = [fault]
    await bot.redraw()
    clock.advance(minutes=1)
    await bot.redraw()
    assert discord.messages[card].edits == ["loan 1"]


async def test_a_deleted_card_is_posted_anew_with_what_is_true_now(bot, discord, clock, loan):
    await post(bot)
    clock.advance(seconds=10)
    await change(bot, loan)
    clock.advance(seconds=3)
    discord.edit_faults = [Answered(404, 10008)]
    await bot.redraw()
    await bot.drain()
    assert discord.texts() == ["loan 0", "loan 1"]
    clock.advance(seconds=10)
    await change(bot, loan)
    clock.advance(seconds=3)
    await bot.redraw()
    assert discord.ever[1].edits == ["loan 2"]


async def test_a_deleted_card_of_a_kind_that_is_said_once_stays_deleted(bot, discord, clock, loan):
    await post(bot, "once")
    clock.advance(seconds=10)
    await change(bot, loan)
    clock.advance(seconds=3)
    discord.edit_faults = [Answered(404, 10008)]
    await bot.redraw()
    assert not await bot.drain()


@pytest.mark.parametrize(("status", "code"), [(403, 50007), (403, 50001), (404, 10008)])
async def test_a_card_in_closed_private_messages_is_let_go(bot, discord, clock, loan, status, code):
    await post(bot, person=CAMILLE)
    clock.advance(seconds=10)
    await change(bot, loan)
    clock.advance(seconds=3)
    discord.edit_faults = [Answered(status, code)]
    await bot.redraw()
    clock.advance(hours=1)
    assert await bot.redraw() == 0
    assert not await bot.drain()


async def test_a_right_lost_while_redrawing_parks_the_channel(bot, discord, clock, loan):
    card = await post(bot)
    clock.advance(seconds=10)
    await change(bot, loan)
    clock.advance(seconds=3)
    discord.edit_faults = [Answered(403, 50001)]
    await bot.redraw()
    await bot.drain()
    assert discord.texts(MODERATION) == ["channel_parked"]
    clock.advance(hours=1)
    assert await bot.redraw() == 0
    await bot.outbox.unpark(GUILD, CHANNEL)
    await bot.redraw()
    assert discord.messages[card].edits == ["loan 1"]


async def test_a_card_that_discord_refuses_waits_for_its_things_next_change(
    bot, discord, clock, loan
):
    card = await post(bot)
    clock.advance(seconds=10)
    await change(bot, loan)
    clock.advance(seconds=3)
    discord.edit_faults = [Answered(400, 50035)]
    await bot.redraw()
    clock.advance(hours=1)
    assert await bot.redraw() == 0
    await change(bot, loan)
    clock.advance(seconds=3)
    await bot.redraw()
    assert discord.messages[card].edits == ["loan 2"]


async def test_a_card_whose_thing_is_gone_is_left_alone(bot, discord, clock, loan):
    await post(bot)
    clock.advance(seconds=10)
    loan.gone = True
    await change(bot, loan)
    clock.advance(seconds=3)
    await bot.redraw()
    clock.advance(hours=1)
    assert await bot.redraw() == 0


async def test_cards_can_be_asked_to_be_drawn_again_as_things_are(bot, discord, clock, loan):
    card = await post(bot)
    clock.advance(seconds=10)
    async with bot.db.writing() as conn:
        await bot.outbox.card_changed(conn, GUILD, "loan", 12)
    clock.advance(seconds=3)
    await bot.redraw()
    assert discord.messages[card].edits == ["loan 0"]
    clock.advance(seconds=30)
    assert await bot.redraw() == 0


async def test_a_newer_private_message_takes_over_as_the_persons_card(bot, discord, clock, loan):
    await post(bot, person=CAMILLE)
    second = await post(bot, "once", person=CAMILLE)
    async with bot.db.reading() as conn:
        assert await cards.where_shown(conn, GUILD, "loan", 12) == [
            (f"person:{CAMILLE}", 10_000 + CAMILLE, second)
        ]


async def test_cards_live_on_when_the_message_that_made_them_is_forgotten(
    bot, discord, clock, loan
):
    card = await post(bot)
    clock.advance(days=40)
    await bot.outbox.purge(clock())
    assert await bot.states() == {}
    await change(bot, loan)
    clock.advance(seconds=3)
    await bot.redraw()
    assert discord.messages[card].edits == ["loan 1"]
