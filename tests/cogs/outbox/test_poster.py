"""Messages leave through discord.py and real HTTP, once each, as Discord wants them."""

import asyncio
import contextlib
import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import insert

from cogs._shared import replies
from cogs._shared.buttons import CardId, button
from cogs._shared.drawing import Drawing
from cogs._shared.views import card
from cogs.outbox.announcements import DRAWERS
from cogs.outbox.poster import Poster, undrawn
from locales import Catalogue
from playground.faults import Fault
from services.answers import TokenRefused
from services.courier import Policy
from services.outbox import Kind, Outbox
from storage.engine import Database
from storage.tables import owed, photo
from tests.cogs.outbox.stage import Chosen, Stage, now, stage

MESSAGES = "/channels/*/messages"


@pytest.fixture
async def on(sqlite_db: Database, monkeypatch: pytest.MonkeyPatch) -> Any:
    async with stage(sqlite_db, monkeypatch) as made:
        yield made


def posts(on: Stage) -> list[Any]:
    return [
        heard
        for heard in on.wire.requests
        if heard.method == "POST" and heard.path.endswith("/messages")
    ]


async def test_a_message_leaves_as_soon_as_it_is_owed(on: Stage):
    on.poster.tick = 60
    await on.owe("one")
    await on.prets.sees("fr bonjour", within=3)
    await on.settled(sent=1)
    (heard,) = posts(on)
    assert heard.body["allowed_mentions"] == {"parse": [], "users": []}
    assert heard.body["enforce_nonce"] is True
    assert heard.body["flags"] & 1 << 15
    assert heard.body["components"][0]["id"] >= 2**16


async def test_a_lost_answer_is_looked_for_and_not_sent_again(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
):
    async with stage(sqlite_db, monkeypatch, nonce_window=None) as on:
        on.wire.faults.lose_answer()
        await on.owe("one")
        await on.settled(sent=1)
        assert len(posts(on)) == 1
        assert on.wire.ledger.count(containing="bonjour") == 1


@pytest.mark.parametrize("when", ["before", "after"])
async def test_an_error_of_discords_is_never_repeated_without_looking(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch, when: Any
):
    async with stage(sqlite_db, monkeypatch, nonce_window=None) as on:
        on.wire.faults.fail(502, when=when)
        await on.owe("one")
        await on.settled(sent=1)
        assert on.wire.ledger.count(containing="bonjour") == 1


async def test_control_discords_errors_are_repeated_blindly_without_the_trace(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
):
    async with stage(sqlite_db, monkeypatch, nonce_window=None) as on:
        monkeypatch.setattr("cogs.outbox.discord_time.REPEATED_BLINDLY", frozenset())
        on.wire.faults.fail(502, when="after")
        await on.owe("one")
        await on.settled(sent=1)
        assert on.wire.ledger.count(containing="bonjour") == 2


async def test_a_rate_limit_is_waited_for(on: Stage):
    on.wire.faults.limit(0.3)
    await on.owe("one")
    await on.settled(sent=1)
    assert on.wire.ledger.count(containing="bonjour") == 1


async def test_a_private_message_is_in_the_persons_language(on: Stage):
    from storage.tables import member

    async with on.outbox.db.writing() as conn:
        values = {"guild_id": int(on.guild), "user_id": int(on.lea), "name": "Léa"}
        await conn.execute(insert(member).values(**values, seen_locale="en-GB"))
    await on.owe("one", person=int(on.lea))
    await on.lea.dm.sees("en bonjour")


async def test_a_closed_door_is_said_in_the_loans_channel_to_that_person_alone(on: Stage):
    on.lea.closes_dms()
    await on.owe("one", person=int(on.lea))
    seen = await on.prets.sees("un message vous attend")
    assert f"<@{int(on.lea)}>" in seen.text
    assert "bonjour" not in seen.text
    assert posts(on)[-1].body["allowed_mentions"] == {"parse": [], "users": [str(int(on.lea))]}


async def test_a_channel_closed_to_the_bot_is_told_once_and_written_in_again(
    on: Stage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("cogs.outbox.poster.PARKED_FOR", timedelta(seconds=0.4))
    on.prets.forbids("send_messages")
    for n in range(3):
        await on.owe(f"{n}", facts={"text": f"n{n}"})
    await on.moderation.sees("Je n’ai plus le droit d’écrire")
    assert on.wire.ledger.count(channel=on.moderation) == 1
    assert on.wire.ledger.count(channel=on.prets) == 0
    on.prets.allows_again()
    await on.prets.sees("n2")
    texts = [posted.text for posted in on.wire.ledger.posted(channel=on.prets)]
    assert [text.split()[1] for text in texts] == ["n0", "n1", "n2"]


async def test_a_deleted_channel_is_told_of(on: Stage):
    on.prets.is_deleted()
    await on.owe("one")
    await on.moderation.sees("n’existe plus")


async def test_a_card_follows_its_thing(on: Stage, monkeypatch: pytest.MonkeyPatch):
    for name in ("PATIENCE", "BETWEEN_EDITS"):
        monkeypatch.setattr(f"services.outbox.{name}", timedelta(0))
    await on.owe("card", "living", card="loan:12")
    message = await on.prets.sees("fr bonjour")
    on.state["text"] = "accordé"
    async with on.outbox.db.writing() as conn:
        await on.outbox.card_changed(conn, int(on.guild), "loan", 12, 1)
    on.outbox.wake()
    seen = await on.prets.sees("accordé")
    assert seen.id == message.id
    edit = [heard for heard in on.wire.requests if heard.method == "PATCH"][-1]
    assert edit.body["allowed_mentions"] == {"parse": [], "users": []}


async def test_a_picture_goes_along(on: Stage):
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    values = {"content_type": "image/png", "bytes": drawn.getvalue(), "width": 8, "height": 8}
    async with on.outbox.db.writing() as conn:
        await conn.execute(insert(photo).values(guild_id=int(on.guild), number=3, **values))
    on.wire.faults.lose_answer()
    await on.owe("one", "pictured", facts={"photo": 3})
    await on.settled(sent=1)
    assert on.wire.ledger.count(containing="photo") == 1


@pytest.mark.parametrize(("label", "posted"), [("Déjà publié", 1), ("Publier", 2)])
async def test_moderators_decide_what_nobody_can_tell(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch, label: str, posted: int
):
    policy = Policy(trusted=timedelta(0))
    async with stage(sqlite_db, monkeypatch, policy=policy, nonce_window=None) as on:
        on.prets.forbids("read_message_history")
        on.wire.faults.lose_answer()
        await on.owe("one")
        question = await on.moderation.sees("Ce message est-il parti")
        pressed = await on.maud.presses(question, label)
        assert not pressed.failed
        stale = f"owed:{int(on.guild)}:1:publish:0"
        again = await on.maud.presses(question, custom_id=stale, forged=True)
        assert "déjà" in again.text
        await on.settled(sent=2)
        assert on.wire.ledger.count(containing="bonjour") == posted


async def test_who_is_no_moderator_decides_nothing(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
):
    policy = Policy(trusted=timedelta(0))
    async with stage(sqlite_db, monkeypatch, policy=policy) as on:
        on.prets.forbids("read_message_history")
        on.wire.faults.lose_answer()
        await on.owe("one")
        question = await on.moderation.sees("Ce message est-il parti")
        answer = await on.lea.presses(question, "Publier")
        assert answer.ephemeral
        assert answer.text == "Only moderators may do this."
        assert (await on.outbox.count())["unsure"] == 1


async def test_a_refused_token_ends_the_poster_with_its_own_exception(on: Stage):
    on.wire.faults.add(Fault(status=401, method="POST", path=MESSAGES, code=0))
    await on.owe("one")
    assert on.poster.task is not None
    with pytest.raises(TokenRefused):
        await on.poster.task
    assert await on.outbox.count() == {"owed": 1}


async def test_an_error_of_the_database_does_not_end_the_poster(
    on: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    async def broken(limit: int) -> Any:
        monkeypatch.setattr(on.poster.preparer, "take", take)
        raise RuntimeError("the disk is gone")

    take = on.poster.preparer.take

    monkeypatch.setattr(on.poster.preparer, "take", broken)
    await on.owe("one")
    await on.settled(sent=1)
    assert "goes on after an error" in caplog.text


async def test_stopping_lets_what_is_under_way_end(on: Stage):
    on.wire.faults.hold(0.7, path=MESSAGES)
    await on.owe("one")
    await on.until(lambda: on.poster._messages)
    await on.poster.stop(5)
    assert await on.outbox.count() == {"sent": 1}


async def test_discords_clock_is_heard(on: Stage):
    assert abs(on.time.ahead) < timedelta(seconds=2)
    await on.time.on_request_end(None, None, _answer("Mon, 02 Nov 2026 09:00:00 GMT"))
    assert on.time.ahead != timedelta(0)


def _answer(date: str) -> Any:
    from types import SimpleNamespace

    return SimpleNamespace(response=SimpleNamespace(headers={"Date": date}, status=200))


def test_the_poster_refuses_to_start_with_a_kind_that_nothing_draws(sqlite_db: Database):
    outbox = Outbox(sqlite_db, now, Chosen(None))  # type: ignore[arg-type]
    outbox.declare(Kind("surprise"))
    assert undrawn(outbox, DRAWERS) == ["surprise"]
    with pytest.raises(LookupError, match="surprise"):
        Poster(None, outbox, DRAWERS, Catalogue.load(), now)  # type: ignore[arg-type]


async def test_only_who_discord_says_is_not_there_has_left(on: Stage):
    here = int(on.guild)
    assert await on.poster.wire.is_member(here, int(on.lea))
    assert not await on.poster.wire.is_member(here, 1)
    on.wire.faults.add(Fault(status=403, code=50001, path="/guilds/*/members/*"))
    assert await on.poster.wire.is_member(here, 1)  # nobody knows


async def test_a_card_pressed_before_its_lost_answer_was_looked_for_is_still_one(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
):
    async with stage(sqlite_db, monkeypatch, nonce_window=None) as on:

        async def redraw(interaction: Any, press: Any) -> None:
            await replies.update(interaction, card("done", "fait"))

        def drawn(facts: Any, words: Any, zone: Any) -> Drawing:
            press = button(CardId("hello", int(on.guild), 1, "go"), "Allez")
            return Drawing(card("info", "bonjour", [press]))

        on.wiring.drawers["hello"] = drawn
        on.client.buttons.on("hello", "go", redraw)
        on.poster.courier.policy = Policy(nonce=False)
        on.wire.faults.lose_answer()  # posted; the process dies before it writes so
        stopped = asyncio.Event()
        real = on.poster.courier.deliver

        async def die(ready: Any) -> None:
            monkeypatch.setattr(on.poster.courier, "deliver", real)
            with contextlib.suppress(Exception):
                await on.poster.courier._send(ready)
            stopped.set()

        monkeypatch.setattr(on.poster.courier, "deliver", die)
        await on.owe("one")
        await stopped.wait()
        shown = await on.prets.sees("bonjour")
        await on.lea.presses(shown, "Allez")
        await on.prets.sees("fait")
        async with sqlite_db.writing() as conn:  # the lease of the dead runs out
            await conn.execute(owed.update().values(lease_until=1))
        on.outbox.wake()
        await on.settled(sent=1)
        assert len(posts(on)) == 1
