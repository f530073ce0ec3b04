"""``news``: the watch of the network (``stage``)."""

import pytest

from tests.cogs.network import Network
from tests.cogs.watch.stage import News


@pytest.fixture
async def news(network: Network) -> News:
    made = News(network)
    await made.settle()
    return made
