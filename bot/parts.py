"""Everything that the running bot is made of, put together from a configuration and a database."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cogs
from bot.config import Config
from cogs._shared.client import EntremiseClient
from cogs._shared.context import Services
from cogs._shared.wiring import Wiring
from locales import shipped
from storage.engine import Database


@dataclass
class Parts:
    wiring: Wiring
    poster: Any


class NoPoster:
    def start(self) -> None: ...

    async def stop(self, within_seconds: float) -> None: ...


def build(config: Config, database: Database) -> Parts:
    """Put the bot together; nothing is started, nothing is sent."""
    clock = config.clock
    services = Services(None, None, None, None)  # type: ignore[arg-type]
    client = EntremiseClient(services=services, catalogue=shipped(), clock=clock)
    wiring = Wiring(client=client, default_locale=config.locale, default_zone=config.zone)
    for register in features():
        register(wiring)
    return Parts(wiring, NoPoster())


def features() -> list[Callable[[Wiring], None]]:
    """How each feature registers itself: the ``setup`` of every package of ``cogs/``."""
    found = []
    for package in sorted(pkgutil.iter_modules(cogs.__path__), key=lambda each: each.name):
        if package.ispkg and not package.name.startswith("_"):
            module = importlib.import_module(f"cogs.{package.name}")
            if hasattr(module, "setup"):
                found.append(module.setup)
    return found
