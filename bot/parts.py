"""Everything that the running bot is made of, put together from a configuration and a database."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

import cogs
from bot.config import Config
from bot.disk import DiskWatch, look_for_damage
from bot.watch import Watch, build_fetcher, build_watch
from cogs._shared.client import EntremiseClient
from cogs._shared.context import GuildFacts, Services
from cogs._shared.wiring import Job, Wiring
from cogs.outbox.discord_time import DiscordTime
from cogs.outbox.poster import Poster
from feeds.fetch import Fetcher
from feeds.workshop import Workshop
from locales import shipped
from services.departures import Departures
from services.directory import Directory
from services.items import Items
from services.lending import Lending
from services.loan_board import LoanBoard
from services.loan_clock import LoanClock
from services.loan_desk import LoanDesk
from services.loan_news import LoanNews
from services.loan_views import LoanViews
from services.outbox import Outbox
from services.panel import Panel
from services.returns import Returns
from services.settings import Settings
from storage.engine import Database

LOANS_EVERY = 5.0
DISK_EVERY = 600.0
WATCH_EVERY = 5.0
DAY = 24 * 3600.0
PATIENCE_WITH_LIMITS = 30.0
"""Seconds that discord.py may wait for a rate limit to pass before it says so."""


@dataclass
class Parts:
    """What is started and stopped. The fetcher is opened before a source is visited."""

    wiring: Wiring
    poster: Poster
    fetcher: Fetcher
    workshop: Workshop


class FileMark:
    """The fingerprint of the commands last sent to Discord, in a file beside the data.

    A supervisor that restarts the bot in a loop then doesn't spend Discord's daily quota.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    async def read(self) -> str | None:
        return self._path.read_text() if self._path.exists() else None

    async def write(self, mark: str) -> None:
        self._path.write_text(mark)


def build(
    config: Config,
    database: Database,
    fetcher: Fetcher | None = None,
    workshop: Workshop | None = None,
) -> Parts:
    """Put the bot together; nothing is started, nothing is sent."""
    time = DiscordTime(config.clock)
    fetcher, workshop = fetcher or build_fetcher(config), workshop or Workshop()
    wiring = wire_up(config, database, fetcher, workshop, http_trace=listening(time))
    words = wiring.catalogue.words(config.locale)
    wiring.jobs += [
        Job("loans", LOANS_EVERY, wiring.services.loan_clock.tick),
        Job("sources", WATCH_EVERY, wiring.services.visits.tick),
        Job("news", WATCH_EVERY, wiring.services.sifting.tick),
        Job("old articles", DAY, wiring.services.visits.forget_old, at_start=False),
        Job("old likenesses", DAY, wiring.services.likeness.forget_old, at_start=False),
        Job("disk", DISK_EVERY, DiskWatch(config.data_dir).look),
        Job("damage", DAY, partial(look_for_damage, database, words), at_start=False),
    ]
    poster = Poster(
        wiring.client,
        wiring.services.outbox,
        wiring.drawers,
        wiring.catalogue,
        config.clock,
        time=time,
    )
    return Parts(wiring, poster, fetcher, workshop)


def wire_up(
    config: Config,
    database: Database,
    fetcher: Fetcher | None = None,
    workshop: Workshop | None = None,
    **options: Any,
) -> Wiring:
    """The client with every feature registered; ``options`` are discord.py's."""
    services = build_services(
        config, database, fetcher or build_fetcher(config), workshop or Workshop()
    )
    client = EntremiseClient(
        services=services,
        catalogue=shipped(),
        clock=config.clock,
        guild_facts=facts_from(services.settings),
        # A pretend Discord forgets its commands when it ends.
        command_mark=None if config.api_url else FileMark(config.data_dir / "commands.sent"),
        max_ratelimit_timeout=PATIENCE_WITH_LIMITS,
        **options,
    )
    wiring = Wiring(client=client, default_locale=config.locale, default_zone=config.zone)
    for register in features():
        register(wiring)
    return wiring


def listening(time: DiscordTime) -> aiohttp.TraceConfig:
    """Hear Discord's clock in each of its answers."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(time.on_request_end)
    return trace


def build_services(
    config: Config, database: Database, fetcher: Fetcher, workshop: Workshop
) -> Services:
    """What the bot can do, on this database."""
    clock = config.clock
    settings = Settings(database, clock, config.locale, str(config.zone))
    directory = Directory(database, clock)
    outbox = Outbox(database, clock, settings)
    desk = LoanDesk(database, clock, settings, directory, outbox)
    views = LoanViews(directory)
    news = LoanNews(desk, views, clock)
    items = Items(desk, news)
    watch: Watch = build_watch(config, settings, directory, outbox, database, fetcher, workshop)
    return Services(
        settings=settings,
        directory=directory,
        departures=Departures(directory, outbox),
        outbox=outbox,
        lending=Lending(desk, news),
        returns=Returns(desk, news),
        items=items,
        board=LoanBoard(desk, items, views),
        loan_clock=LoanClock(desk, news),
        panel=Panel(desk),
        visits=watch.visits,
        sifting=watch.sifting,
        curation=watch.curation,
        call_curation=watch.call_curation,
        likeness=watch.likeness,
        topics=watch.topics,
        sources=watch.sources,
        source_previews=watch.previews,
        source_adding=watch.adding,
        source_import=watch.lists,
        watch_rules=watch.rules,
        watch_drafts=watch.drafts,
        archive=watch.archive,
        digests=watch.digests,
        follows=watch.follows,
        calls=watch.calls,
        call_clock=watch.call_clock,
    )


def facts_from(settings: Settings) -> Callable[[int], Any]:
    async def facts(guild_id: int) -> GuildFacts:
        known = await settings.known(guild_id)
        return GuildFacts(known.locale, known.zone, known.moderator_roles)

    return facts


def features() -> list[Callable[[Wiring], None]]:
    """How each feature registers itself: the ``setup`` of every package of ``cogs/``."""
    found = []
    for package in sorted(pkgutil.iter_modules(cogs.__path__), key=lambda each: each.name):
        if package.ispkg and not package.name.startswith("_"):
            module = importlib.import_module(f"cogs.{package.name}")
            if hasattr(module, "setup"):
                found.append(module.setup)
    return found
