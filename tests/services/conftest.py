"""A small Discord, and one run of the bot's messages on it, for the tests of what is owed."""

import pytest

from storage.engine import Database
from tests.conftest import FakeClock
from tests.services.fake_discord import FakeDiscord, Process
from tests.services.lending_play import Play


@pytest.fixture
def discord(clock: FakeClock) -> FakeDiscord:
    return FakeDiscord(clock)


@pytest.fixture
def bot(db: Database, clock: FakeClock, discord: FakeDiscord) -> Process:
    return Process(db, clock, discord)


@pytest.fixture
async def play(db: Database, clock: FakeClock) -> Play:
    """The cast's network with its services, once per engine."""
    return await Play.on(db, clock)


@pytest.fixture
async def scene(sqlite_db: Database, clock: FakeClock) -> Play:
    """The same on SQLite alone, for what the engine has no part in."""
    return await Play.on(sqlite_db, clock)
