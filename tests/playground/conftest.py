"""A wire with a small network, and the tiny bot on it in its own process."""

import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from playground import BotProcess, Wire
from playground.contract import TALLY
from tests.shown import shown

TINY = [sys.executable, str(Path(__file__).parent / "tiny_bot.py")]


def pytest_sessionfinish() -> None:
    """Every guard of the run counts into one tally, wherever its wire was; it is noted once."""
    if TALLY.checked:
        shown("requests", TALLY.checked)
        TALLY.checked = 0


def furnish(wire: Wire) -> SimpleNamespace:
    guild = wire.guild("Réseau")
    prets = guild.channel("prets")
    moderators = guild.role("Modérateurs", "manage_guild", "manage_messages")
    return SimpleNamespace(
        wire=wire,
        guild=guild,
        prets=prets,
        moderators=moderators,
        lea=guild.member("Léa"),
        karim=guild.member("Karim", locale="en-GB"),
        maud=guild.member("Maud", roles=[moderators]),
    )


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[SimpleNamespace]:
    async with Wire() as wire:
        town = furnish(wire)
        async with BotProcess(wire, tmp_path, command=TINY) as bot:
            town.bot = bot
            yield town


@pytest.fixture
def tiny(tmp_path: Path) -> Callable[[Wire], BotProcess]:
    return lambda wire: BotProcess(wire, tmp_path, command=TINY)
