"""The bot with a web of its own: a server on loopback, and a reader that reads where it stands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.parts import Parts, build
from feeds.fetch import Fetcher
from locales import Catalogue
from storage.engine import Database
from tests.cogs.network import Network, config, ids, parts_of
from tests.conftest import FakeClock
from tests.feeds.bad_server import BadServer
from tests.services.sources_stage import Inline


@asynccontextmanager
async def bot_on(
    database: Database, clock: FakeClock, folder: Path, web: BadServer
) -> AsyncIterator[Parts]:
    """As ``build_bot``, with a fetcher that is open and may read ``web``."""
    hosts = frozenset({web.place})
    fetcher = Fetcher(clock=clock, user_agent="tests", private_hosts=hosts, spacing=0, total=5)
    async with fetcher, Inline() as workshop:
        parts = build(config(folder, clock), database, fetcher, workshop)
        parts.wiring.client.catalogue = Catalogue.load(strict=True)
        yield parts


async def rounds(network: Network, **later: float) -> None:
    """Time passes; what is due is visited and sorted, what is owed is posted."""
    network.clock.advance(**(later or {"hours": 25}))
    for job in network.parts.wiring.jobs:
        if job.name in ("sources", "news"):
            await job.run()
    await network.post()


def typed_in(opened: Any) -> dict[str, str]:
    """What the text fields of a form that a press opened hold already."""
    inside = [part["component"] for part in opened.modal["components"]]
    return {part["custom_id"]: part.get("value", "") for part in inside if part["type"] == 4}


def menus(message: Any) -> list[dict[str, Any]]:
    """The menus of choices on a card."""
    return [part for part in parts_of(message) if part.get("type") == 3]


def act_id(message: Any, act: str) -> str:
    """The id of the button or menu that does ``act``."""
    return next(each for each in ids(message) if each.split(":")[3] == act)
