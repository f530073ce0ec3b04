"""A small Discord, and one run of the bot's messages on it, for the tests of what is owed."""

import pytest

from storage.engine import Database
from tests.conftest import FakeClock
from tests.services.fake_discord import FakeDiscord, Process


@pytest.fixture
def discord(clock: FakeClock) -> FakeDiscord:
    return FakeDiscord(clock)


@pytest.fixture
def bot(db: Database, clock: FakeClock, discord: FakeDiscord) -> Process:
    return Process(db, clock, discord)
