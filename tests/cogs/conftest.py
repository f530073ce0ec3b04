"""``network``: the whole bot, its cast and a Discord in memory; see tests/cogs/network.py."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from simcord.env import Env

from bot.parts import Parts
from domain.errors import Refused
from storage.engine import Database
from tests.cogs.network import Network, arrange, build_bot, settle_cast, speaking
from tests.conftest import FakeClock


@pytest.fixture
async def bot_parts(sqlite_db: Database, clock: FakeClock, tmp_path: Path) -> AsyncIterator[Parts]:
    parts = build_bot(sqlite_db, clock, tmp_path)
    async with parts.fetcher, parts.workshop:
        yield parts


@pytest.fixture
def locales() -> Iterator[dict[int, str]]:
    spoken: dict[int, str] = {}
    with speaking(spoken):
        yield spoken


# A fixture of its own: simcord looks for its Env among the fixtures of a test.
@pytest.fixture
async def discord_env(bot_parts: Parts) -> AsyncIterator[Env]:
    env = Env(bot_parts.wiring.client)
    await env.start()
    yield env
    await env.shutdown()
    broken = [each for each in env.errors if not isinstance(each.__cause__ or each, Refused)]
    if broken:
        raise BaseExceptionGroup("the bot broke", broken)


@pytest.fixture
async def network(
    discord_env: Env, bot_parts: Parts, clock: FakeClock, locales: dict[int, str]
) -> Network:
    made = arrange(discord_env, bot_parts, clock, locales)
    await settle_cast(made)
    return made
