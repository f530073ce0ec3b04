"""What goes wrong on the wire goes wrong for the bot as it would with Discord."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import aiohttp
import pytest

from playground import BotProcess, Fault, Wire
from tests.playground.conftest import furnish


async def test_a_lost_answer_is_one_message_thanks_to_the_nonce(town: SimpleNamespace):
    town.wire.faults.lose_answer(times=2)
    await town.lea.types("/annoncer", texte="une fois")
    await town.wire.quiet()
    assert town.wire.ledger.count(containing="une fois") == 1
    assert town.wire.ledger.deduplicated == 2


@pytest.mark.parametrize("window", [None, 0.0])
async def test_without_nonces_a_lost_answer_is_two_messages(
    tiny: Callable[[Wire], BotProcess], window: float | None
):
    async with Wire(nonce_window=window) as wire:
        town = furnish(wire)
        async with tiny(wire):
            wire.faults.lose_answer()
            await town.lea.types("/annoncer", texte="deux fois")
            await wire.quiet()
            assert wire.ledger.count(containing="deux fois") == 2
            assert wire.ledger.doubles(lambda p: p.text) == {"deux fois": 2}


async def test_a_nonce_is_forgotten_when_its_window_is_over(town: SimpleNamespace):
    headers = {"Authorization": f"Bot {town.wire.token}"}
    url = f"{town.wire.url}/api/v10/channels/{town.prets.id}/messages"
    body = {"content": "x", "nonce": "n1", "enforce_nonce": True, "allowed_mentions": {"parse": []}}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def post(nonce: str = "n1") -> int:
            async with session.post(url, json=body | {"nonce": nonce}) as answer:
                return int((await answer.json())["id"])

        first = await post()
        assert await post() == first
        assert await post("n2") != first
        town.wire.clock.advance(301)
        assert await post() != first


async def test_a_deleted_message_answers_its_nonce_with_10008(town: SimpleNamespace):
    headers = {"Authorization": f"Bot {town.wire.token}"}
    url = f"{town.wire.url}/api/v10/channels/{town.prets.id}/messages"
    body = {"content": "x", "nonce": "n1", "enforce_nonce": True, "allowed_mentions": {"parse": []}}
    async with aiohttp.ClientSession(headers=headers) as session:
        await session.post(url, json=body)
        town.prets.delete(town.prets.last)
        async with session.post(url, json=body) as again:
            assert (again.status, (await again.json())["code"]) == (404, 10008)


async def test_a_429_and_5xx_are_waited_out(town: SimpleNamespace):
    town.wire.faults.limit(0.1, times=1)
    town.wire.faults.fail(503, times=1)
    town.wire.faults.fail(502, when="after", times=1)
    await town.lea.types("/annoncer", texte="patience")
    assert (await town.prets.sees("patience")).text == "patience"
    await town.wire.quiet(1.2)
    assert town.wire.ledger.count(containing="patience") == 1


async def test_the_storm_is_the_same_for_the_same_seed():
    drawn = []
    for _ in range(2):
        async with Wire(seed=7, contract=False) as wire:
            wire.faults.storm(lost_after=0.3)
            path = "/channels/1/messages"
            drawn.append([wire.faults.strike("after", "POST", path) is None for _ in range(50)])
    assert drawn[0] == drawn[1]
    assert not all(drawn[0])


async def test_a_right_taken_away_refuses_and_comes_back(town: SimpleNamespace):
    town.prets.forbids("send_messages")
    await town.lea.types("/annoncer", texte="interdit")
    assert await town.bot.logged("refused: 403 50013")
    town.prets.allows_again()
    await town.lea.types("/annoncer", texte="permis")
    assert await town.prets.sees("permis")


async def test_a_hidden_history_is_empty_and_no_error(town: SimpleNamespace):
    first = town.lea.says("avant")
    town.lea.says("après")
    town.prets.forbids("read_message_history")
    messages = town.wire.backend.serve(
        "GET", f"/channels/{town.prets.id}/messages", {"after": str(first.id)}, None, []
    )
    assert messages == []


async def test_a_dropped_gateway_resumes_and_replays(town: SimpleNamespace):
    town.wire.gateway.refuse()
    await town.wire.gateway.drop()
    await town.wire.until(lambda: town.wire.gateway.connected == 0, within=5)
    other = town.guild.channel("nouveau")
    town.wire.gateway.accept()
    assert await town.wire.until(lambda: town.wire.gateway.resumed == 1, within=20)

    answer = await town.maud.types("/config", salon=other)

    assert answer.text == "réglé nouveau"
    assert town.wire.gateway.identified == 1


async def test_an_invalid_session_identifies_anew(town: SimpleNamespace):
    await town.wire.gateway.drop(resumable=False)
    assert await town.wire.until(lambda: town.wire.gateway.identified == 2, within=25)
    answer = await town.lea.types("/emprunter", objet="Console")
    assert answer.labels == ["Accepter"]


async def test_an_event_delivered_twice_is_one_effect_at_the_peer(town: SimpleNamespace):
    town.wire.gateway.doubled = 1.0
    await town.lea.types("/emprunter", objet="Console")
    await town.wire.quiet()
    assert town.wire.ledger.count(containing="Console") == 1  # the second answer gets 40060
    assert await town.bot.logged("40060")


async def test_a_delay_is_seen_in_the_time_to_acknowledge(town: SimpleNamespace):
    town.wire.faults.add(Fault(delay=0.4, path="/interactions/*", times=1))
    answer = await town.lea.types("/emprunter", objet="Console")
    assert answer.acknowledged_in > 0.4


async def test_ids_timestamps_and_date_follow_the_moved_clock(
    tiny: Callable[[Wire], BotProcess],
):
    start = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
    async with Wire(start=start) as wire:
        town = furnish(wire)
        async with tiny(wire) as bot:
            await bot.later(86_400)
            assert wire.environment["CLOCK_OFFSET_SECONDS"] == str(wire.clock.offset_seconds)
            seen = town.lea.says("demain")
        async with aiohttp.ClientSession() as session, session.get(wire.url + "/api/v10/x") as got:
            date = datetime.strptime(got.headers["Date"], "%a, %d %b %Y %H:%M:%S %Z")  # noqa: DTZ007
    made = datetime.fromtimestamp(((seen.id >> 22) + 1420070400000) / 1000, UTC)
    wanted = start + timedelta(days=1)
    for moment in (
        made,
        datetime.fromisoformat(seen.payload["timestamp"]),
        date.replace(tzinfo=UTC),
    ):
        assert abs(moment - wanted) < timedelta(minutes=1)


async def test_two_guilds_are_strangers(town: SimpleNamespace):
    other = town.wire.guild("Ailleurs")
    away = other.channel("prets")
    ines = other.member("Inès", locale="fr")
    answer = await ines.types("/emprunter", objet="Console")
    assert answer.record.guild_id == other.id
    assert town.wire.ledger.count(channel=away) == 1
    assert town.wire.ledger.count(channel=town.prets) == 0


async def test_sigterm_ends_the_bot_and_its_session(town: SimpleNamespace):
    assert await town.bot.stop() == 0 or not town.bot.running
    assert town.wire.gateway.connected == 0
