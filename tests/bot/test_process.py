"""The bot as a process: started, cut off, told to stop, over a real wire."""

import asyncio
import contextlib
import re
import subprocess
import time
from pathlib import Path

import pytest

from bot import exits
from playground import BotProcess, Fault, Wire
from playground.simcord_inside import NotOnDiscord


@pytest.fixture
async def wire():
    async with Wire() as opened:
        opened.guild("Réseau").channel("prets")
        yield opened


async def identified(wire: Wire, times: int = 1, within: float = 30.0) -> bool:
    return await wire.until(lambda: wire.gateway.identified >= times, within=within)


async def test_told_to_stop_it_stops_within_the_time_a_supervisor_gives(wire, tmp_path):
    bot = BotProcess(wire, tmp_path)
    await bot.start()
    began = time.monotonic()
    assert await bot.stop() == exits.OK
    assert time.monotonic() - began < 15
    assert "stopped in" in bot.logs()


async def test_told_to_stop_it_finishes_the_answer_that_it_is_giving(wire, tmp_path):
    bot = BotProcess(wire, tmp_path)
    await bot.start()
    nadia = wire.guilds["Réseau"].member("Nadia")
    wire.faults.add(Fault(delay=1.5, path="/interactions/*", times=1))
    answering = asyncio.create_task(nadia.types("/profil"))
    assert await wire.until(
        lambda: any(heard.path.startswith("/interactions/") for heard in wire.requests), within=5
    )
    assert await bot.stop() == exits.OK
    answer = await answering
    assert answer.text
    assert "Traceback" not in bot.logs()


async def test_told_to_stop_before_it_is_connected_it_stops_too(wire, tmp_path):
    wire.gateway.refuse()
    bot = BotProcess(wire, tmp_path)
    await bot.start(wait=False)
    assert await bot.logged("the gateway can't be reached", within=30)
    assert await bot.stop() == exits.OK


@pytest.mark.parametrize("how", ["503", "closed"])
async def test_a_gateway_that_is_down_at_the_start_is_tried_until_it_is_up(wire, tmp_path, how):
    wire.gateway.refuse(how)
    bot = BotProcess(wire, tmp_path)
    await bot.start(wait=False)
    assert await bot.logged("the gateway can't be reached", within=30)
    assert bot.running
    wire.gateway.accept()
    assert await identified(wire)
    assert await bot.stop() == exits.OK
    assert "Traceback" not in bot.logs()
    assert "Unclosed" not in bot.logs()


async def test_a_discord_that_is_down_at_the_start_is_tried_until_it_is_up(tmp_path):
    closed = Wire()
    await closed.open()
    port, environment = closed._port, closed.environment
    await closed.close()
    bot = BotProcess(closed, tmp_path, env=environment)
    await bot.start(wait=False)
    assert await bot.logged("no login", within=30)
    async with Wire(port=port) as wire:
        assert await identified(wire, within=40)
        assert await bot.stop() == exits.OK
    assert "Unclosed" not in bot.logs()


async def test_a_connection_that_drops_is_resumed(wire, tmp_path):
    bot = BotProcess(wire, tmp_path)
    await bot.start()
    await wire.gateway.drop()
    assert await wire.until(lambda: wire.gateway.resumed == 1, within=20)
    assert wire.gateway.identified == 1
    assert await bot.stop() == exits.OK


async def test_a_session_that_discord_forgot_is_begun_anew(wire, tmp_path):
    bot = BotProcess(wire, tmp_path)
    await bot.start()
    await wire.gateway.invalidate()
    assert await identified(wire, 2, within=30)
    assert await bot.stop() == exits.OK


@pytest.mark.parametrize("at", ["login", "gateway"])
async def test_a_token_that_discord_refuses_ends_it_for_good(wire, tmp_path, at):
    if at == "gateway":
        wire.gateway.token = "another"
        bot = BotProcess(wire, tmp_path)
    else:
        bot = BotProcess(wire, tmp_path, env={"DISCORD_TOKEN": "hunter2"})
    await bot.start(wait=False)
    assert await bot.wait() == exits.BAD_CONFIG
    assert "Discord refuse le jeton" in bot.logs()
    assert "hunter2" not in bot.logs()
    assert "Traceback" not in bot.logs()


async def test_a_token_refused_right_after_the_login_ends_it_for_good_too(wire, tmp_path):
    wire.faults.add(Fault(status=401, path="/applications/*/commands"))
    bot = BotProcess(wire, tmp_path)
    await bot.start(wait=False)
    assert await bot.wait() == exits.BAD_CONFIG
    assert "Discord refuse le jeton" in bot.logs()


async def test_a_second_bot_on_the_same_file_is_told_why_it_may_not_start(wire, tmp_path):
    first, second = BotProcess(wire, tmp_path), BotProcess(wire, tmp_path)
    await first.start()
    second.log_path = tmp_path / "second.log"
    await second.start(wait=False)
    assert await second.wait() == exits.ALREADY_RUNNING == 75
    assert f"utilise déjà {tmp_path / 'entremise.db'}" in second.logs()
    assert first.running
    await first.stop()
    await second.start()
    assert await second.stop() == exits.OK


async def test_on_postgresql_several_may_run(wire, tmp_path, pg_url):
    env = {"DATABASE_URL": pg_url}
    first, second = (BotProcess(wire, tmp_path / name, env=env) for name in ("one", "two"))
    async with first, second:
        assert await identified(wire, 2)
        assert await first.logged("ready: ")
        assert await second.logged("ready: ")
        assert first.running
        assert second.running
    assert "ERROR" not in first.logs() + second.logs()


async def test_killed_it_leaves_no_lock_behind(wire, tmp_path):
    bot = BotProcess(wire, tmp_path)
    await bot.start()
    await bot.kill()
    await bot.start()
    assert await bot.stop() == exits.OK


async def test_at_debug_the_log_holds_no_token(wire, tmp_path):
    bot = BotProcess(wire, tmp_path, env={"LOG_LEVEL": "DEBUG"})
    await bot.start()
    guild = wire.guilds["Réseau"]
    person = guild.member("Nadia")
    needs = {
        "/dispo": {"objet": "#1"},
        "/emprunter": {"objet": "#1", "quand": "samedi"},
        "/partager": {"nom": "Console"},
        "/rendre": {"pret": "#1"},
        "/veille chercher": {"mots": "concert"},
        "/veille pourquoi": {"lien": "https://exemple.fr/"},
        "/veille proposer": {"lien": "http://127.0.0.1/"},
    }
    for command in person.sees_commands():
        await person.types(command, **needs.get(command, {}))
    for fault in (  # what discord.py warns of, with the address it asked for
        Fault(status=429, path="/interactions/*", times=1),
        Fault(status=500, path="/interactions/*", times=6),
        Fault(lost=True, path="/interactions/*", times=1),
        Fault(status=404, code=10062, path="/interactions/*", times=1),
    ):
        wire.faults.add(fault)
        with contextlib.suppress(AssertionError, TimeoutError, NotOnDiscord):
            await person.types("/profil", patience=4.0)
    await bot.stop()
    tokens = list(wire.backend.interaction_tokens)
    assert tokens
    log = bot.logs()
    assert len(log.splitlines()) > 5
    for token in (*tokens, f"Bot {wire.token}"):
        assert token not in log
    assert not re.search(r"webhooks/\d+/(?!\*\*\*)", log)


async def test_the_bot_asks_for_guilds_and_nothing_else(wire, tmp_path):
    async with BotProcess(wire, tmp_path):
        (session,) = wire.gateway._sessions.values()
        assert session.intents == 1


async def test_alembic_and_the_pictures_stay_out_of_an_idle_bots_memory(wire, tmp_path):
    async with BotProcess(wire, tmp_path) as bot:
        await asyncio.sleep(0.5)
        mapped = memory_map(bot.pid)
    for heavy in ("PIL/_imaging", "asyncpg/"):
        assert heavy not in mapped


def memory_map(pid: int) -> str:
    """The files that a process has in its memory."""
    return Path(f"/proc/{pid}/maps").read_text()


def test_the_bot_imports_no_playground():
    found = subprocess.run(
        ["grep", "-rlE", "^(from|import) (playground|simcord)", "bot", "cogs", "services",
         "storage", "domain", "locales"],
        cwd=Path(__file__).parents[2], capture_output=True, text=True,
    )  # fmt: skip
    assert found.stdout == ""
