"""The whole bot as its own process, on a wire that forgives nothing, in the sample network."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from playground import BotProcess, Wire, furnish, sample
from playground.day import MORNING
from playground.sample import Sample
from tests.playground.conftest import pytest_sessionfinish

__all__ = ["pytest_sessionfinish"]


@dataclass
class Stage:
    """Leaving the test raises if any request broke Discord's description or could ping."""

    wire: Wire
    town: Sample
    bot: BotProcess


@pytest.fixture
async def bare(tmp_path: Path) -> AsyncIterator[Stage]:
    """The bot has just been invited: nothing is set."""
    async with Wire(start=MORNING) as wire:
        town = sample.build(wire)
        async with BotProcess(wire, tmp_path) as bot:
            yield Stage(wire, town, bot)


@pytest.fixture
async def stage(bare: Stage) -> Stage:
    """The sample network as its people have set it up: organisations and things, no loan yet."""
    await furnish.set_up(bare.town)
    await furnish.organise(bare.town)
    await furnish.stock(bare.town)
    return bare


@pytest.fixture
async def lent(stage: Stage) -> Stage:
    """With the panel, and loans in several states."""
    await furnish.lend(stage.town)
    return stage
