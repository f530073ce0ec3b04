"""Every kind of message that the bot declares says how it is drawn, and what becomes of it late."""

from pathlib import Path

import pytest

from bot import parts
from bot.config import load
from cogs._shared.wiring import Wiring
from cogs.outbox.poster import undrawn
from services.outbox import Fallback, Kind, Lateness
from storage.engine import Database


@pytest.fixture
async def wiring(sqlite_db: Database, tmp_path: Path) -> Wiring:
    config = load({"DISCORD_TOKEN": "x" * 60, "DATA_DIR": str(tmp_path)})
    return parts.wire_up(config, sqlite_db)


async def test_every_declared_kind_is_drawn_and_nothing_else_is(wiring: Wiring):
    assert undrawn(wiring.services.outbox, wiring.drawers) == []
    assert set(wiring.drawers) == set(wiring.services.outbox.kinds)


async def test_every_declared_kind_says_what_becomes_of_it(wiring: Wiring):
    kinds = wiring.services.outbox.kinds.values()
    assert len(kinds) > 4
    for kind in kinds:
        assert isinstance(kind, Kind)
        assert kind.lateness in Lateness
        assert kind.fallback in Fallback
        if kind.lateness is Lateness.IF_TRUE:
            assert kind.revalidate is not None, kind.name


async def test_what_is_said_of_a_loan_is_at_least_said_to_wait(wiring: Wiring):
    for kind in wiring.services.outbox.kinds.values():
        if kind.name.startswith("loan"):
            assert kind.fallback is Fallback.WAITING, kind.name
