"""What a feature is given when it registers itself, and what it hands back.

Each package of ``cogs/`` that people can use has ``def setup(app: Wiring) -> None`` in its
``__init__``: it adds its commands to ``app.tree``, its persistent buttons with
``app.client.add_dynamic_items``, its drawers to ``app.drawers`` and its clockwork to
``app.jobs``. It must not touch the network or the database: the tools of the shell call it too.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    import discord
    from discord import app_commands

    from locales import Catalogue
    from services.directory import Directory
    from services.lending import Lending
    from services.outbox import Outbox
    from services.settings import Settings

Clock = Callable[[], datetime]
"""The present, aware, in UTC."""


@dataclass(frozen=True)
class Job:
    """Something to be done every so many seconds; it may raise, which is logged, no more."""

    name: str
    every_seconds: float
    run: Callable[[], Awaitable[object]]


@dataclass
class Services:
    """What the bot can do, one attribute a feature."""

    settings: Settings
    directory: Directory
    lending: Lending
    outbox: Outbox


@dataclass
class Wiring:
    """The parts of the running bot that features share."""

    client: discord.Client
    tree: app_commands.CommandTree[Any]
    catalogue: Catalogue
    services: Services
    clock: Clock
    default_locale: str
    default_zone: ZoneInfo
    drawers: dict[str, Callable[..., Any]] = field(default_factory=dict)
    jobs: list[Job] = field(default_factory=list)
