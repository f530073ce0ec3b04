"""What a feature is given when it registers itself, and what it hands back.

Each package of ``cogs/`` that people can use has ``def setup(app: Wiring) -> None`` in its
``__init__``: it adds its commands to ``app.tree``, its presses with ``app.client.buttons.on`` and
``app.client.forms.on``, its drawers to ``app.drawers`` and its clockwork to ``app.jobs``. It must
not touch the network or the database: the tools of the shell call it too.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cogs._shared.context import Clock, Services

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from cogs._shared.client import EntremiseClient, Tree
    from locales import Catalogue


@dataclass(frozen=True)
class Job:
    """Something to be done every so many seconds; it may raise, which is logged, no more.

    ``at_start``: the first time is the start, else one interval later.
    """

    name: str
    every_seconds: float
    run: Callable[[], Awaitable[object]]
    at_start: bool = True


@dataclass
class Wiring:
    """The parts of the running bot that features share."""

    client: EntremiseClient
    default_locale: str
    default_zone: ZoneInfo
    drawers: dict[str, Callable[..., Any]] = field(default_factory=dict)
    jobs: list[Job] = field(default_factory=list)

    @property
    def tree(self) -> Tree:
        return self.client.tree

    @property
    def services(self) -> Services:
        return self.client.services

    @property
    def catalogue(self) -> Catalogue:
        return self.client.catalogue

    @property
    def clock(self) -> Clock:
        return self.client.clock

    def guild_name(self, guild_id: int) -> str:
        """The name of a guild, for private messages; "" when it is not known."""
        guild = self.client.get_guild(guild_id)
        return guild.name if guild else ""
