"""``news``: the watch of the network (``stage``), on a Discord that has threads and events.

``web`` is what its bot may read.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from simcord.env import Env

from bot.parts import Parts
from domain.errors import Refused
from playground.simcord_gatherings import Gatherings
from storage.engine import Database
from tests.cogs.network import Network
from tests.cogs.watch.sources_web import bot_on
from tests.cogs.watch.stage import News
from tests.conftest import FakeClock
from tests.feeds.bad_server import BadServer


@pytest.fixture
async def web() -> AsyncIterator[BadServer]:
    async with BadServer() as server:
        yield server


@pytest.fixture
async def bot_parts(
    sqlite_db: Database, clock: FakeClock, tmp_path: Path, web: BadServer
) -> AsyncIterator[Parts]:
    async with bot_on(sqlite_db, clock, tmp_path, web) as parts:
        yield parts


# simcord looks for its Env among the fixtures of a test.
@pytest.fixture
async def discord_env(bot_parts: Parts) -> AsyncIterator[Env]:
    env = Env(bot_parts.wiring.client)
    env.backend = Gatherings()
    await env.start()
    yield env
    await env.shutdown()
    broken = [each for each in env.errors if not isinstance(each.__cause__ or each, Refused)]
    if broken:
        raise BaseExceptionGroup("the bot broke", broken)


@pytest.fixture
async def news(network: Network) -> News:
    made = News(network)
    await made.settle()
    return made
