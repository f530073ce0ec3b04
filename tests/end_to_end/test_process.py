"""The process in the middle of its work: told to stop, started without Discord, watched closely."""

import re
import time
from pathlib import Path

from bot import exits
from playground import BotProcess, Wire, errands, sample
from playground.day import MORNING
from playground.furnish import Thing, furnish, share
from tests.end_to_end.conftest import Stage


async def test_told_to_stop_while_it_posts_it_ends_in_time_and_posts_once(stage: Stage):
    town = stage.town
    stage.wire.faults.hold(1.5, path="/channels/*/messages", times=4)
    await errands.request(town.tom, "Console X32", "12 avril", project="Bal")
    await stage.wire.until(lambda: stage.wire.rest.held, within=5)
    began = time.monotonic()
    assert await stage.bot.stop() == exits.OK
    assert time.monotonic() - began < 15
    stage.wire.clock.advance(100)
    await stage.bot.start()

    await town.prets.sees("Bal")
    await errands.card(town.lea.dm, "Bal", "approve")
    await stage.wire.quiet(1.5)
    assert stage.wire.ledger.count(channel=town.prets, containing="Bal") == 1
    assert stage.wire.ledger.count(channel=town.lea.dm, containing="Bal") == 1


async def test_started_while_discord_is_down_it_serves_once_it_is_up(tmp_path: Path):
    async with Wire(start=MORNING) as wire:
        town = sample.build(wire)
        wire.gateway.refuse()
        bot = BotProcess(wire, tmp_path)
        await bot.start(wait=False)
        assert await bot.logged("the gateway can't be reached", within=30)
        wire.gateway.accept()
        assert await wire.until(lambda: wire.gateway.identified, within=40)
        await share(town.lea, Thing("Console", "Son"))
        sent = await errands.request(town.karim, "Console", "12 avril", project="Bal")
        assert town.prets.mention in sent.text
        await town.prets.sees("Bal")
        assert await bot.stop() == exits.OK
        bot.forget_rooms()


async def test_a_cut_connection_is_taken_up_where_it_was(stage: Stage):
    town = stage.town
    stage.wire.gateway.cut()
    await stage.wire.until(lambda: stage.wire.gateway.connected, within=20)
    await errands.request(town.tom, "Console X32", "12 avril", project="Bal")
    await town.prets.sees("Bal")


async def test_at_debug_nothing_secret_is_in_the_log_of_a_loan(tmp_path: Path):
    async with Wire(start=MORNING) as wire:
        town = sample.build(wire)
        bot = BotProcess(wire, tmp_path, env={"LOG_LEVEL": "DEBUG"})
        async with bot:
            await furnish(town)
            await errands.request(town.tom, "Console X32", "12 avril", project="Bal")
            letter = await errands.card(town.lea.dm, "Bal", "refuse")
            form = await errands.press(town.lea, letter, "refuse")
            await town.lea.submits(form, {"reason": "En réparation"})
            await town.karim.types("/dispo", objet="Console X32")
            wire.faults.fail(502, path="/channels/*/messages", times=2)
            wire.faults.fail(500, path="/webhooks/*", method="*", times=1)
            await errands.request(town.tom, "Sono 2 kW", "12 avril", project="Foire")
            await town.prets.sees("Foire")
        log = bot.logs()
    assert "bot.app: ready" in log
    tokens = list(wire.backend.interaction_tokens)
    assert len(tokens) > 20
    for token in (*tokens, wire.token + "\n", f"Bot {wire.token}"):
        assert token not in log
    assert not re.search(r"webhooks/\d+/(?!\*\*\*)[^\s/]", log)
