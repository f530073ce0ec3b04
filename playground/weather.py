"""Bad weather for a bot: killed at random instants, answers lost, 5xx, limits, held requests.

The clock moves while the bot is dead, by minutes or by hours, so that what it had begun is found
again (its leases are over) and what falls due in a week falls due.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from playground.faults import CREATING, Fault
from playground.process import BotProcess

LEASE = 95.0
"""Seconds after which what a dead bot had claimed is taken up again (its lease is 90 s)."""
GETTING_READY = 2.0
"""Seconds that discord.py waits for more guilds before the bot begins to post."""
DM_OPENING = "/users/@me/channels"


@dataclass(frozen=True)
class Forecast:
    """How bad it gets. Chances are per request; spans in seconds.

    ``held``: how long a message request may be under way before it has its effect. It must end
    before the nonce is forgotten, or a double is nobody's fault: that is the limit of the promise.
    """

    nonce_window: float | None = 2.0
    lost: float = 0.08
    failed_after: float = 0.04
    failed_before: float = 0.05
    limited: float = 0.03
    held: tuple[float, float] = (0.05, 0.4)
    holding: float = 0.25
    history_hidden: bool = False
    between_kills: tuple[float, float] = (0.2, 5.0)

    @property
    def control(self) -> bool:
        """Whether it takes something away from the bot that it needs, and doubles must show."""
        return self.nonce_window is None or self.history_hidden


SHORT_MEMORY = Forecast()
LONG_MEMORY = Forecast(nonce_window=600.0, held=(0.3, 6.0), holding=0.15)
NONCE_IGNORED = Forecast(nonce_window=None, held=(4.0, 7.0), holding=0.4, between_kills=(2.2, 3.6))
"""Requests under way outlive the bot, and the next one looks before they have their effect."""
HISTORY_HIDDEN = Forecast(history_hidden=True, lost=0.35)


class Weather:
    """The kills and faults of one run, from a seed."""

    def __init__(self, bot: BotProcess, forecast: Forecast, seed: int) -> None:
        self.bot, self.wire, self.forecast = bot, bot.wire, forecast
        self.random = random.Random(f"weather {seed}")
        self.kills = 0
        self.kills_while_starting = 0
        self._planned: list[Fault] = []

    def begin(self) -> None:
        """The faults; people's own requests (their answers) get their share of them too."""
        sky, faults = self.forecast, self.wire.faults
        faults.storm(
            lost_after=sky.lost,
            failed_after=sky.failed_after,
            failed_before=sky.failed_before,
            limited=sky.limited,
        )
        low, high = sky.held
        for share in (0.2, 0.6, 1.0):
            faults.add(
                Fault(
                    delay=low + (high - low) * share,
                    chance=sky.holding / 3,
                    method=CREATING[0],
                    path=CREATING[1],
                )
            )
        for path in ("/channels/*/messages/*", DM_OPENING, "/interactions/*/callback"):
            faults.add(Fault(status=502, chance=0.04, path=path))
            faults.add(Fault(lost=True, when="after", chance=0.04, path=path))
        # The act is done and its answer never arrives: the person does it again.
        faults.add(Fault(lost=True, chance=0.06, path="/interactions/*/callback"))
        if sky.history_hidden:
            faults.hide_history()
        else:
            faults.add(Fault(status=503, chance=0.05, method="GET", path=CREATING[1]))
        self._planned = list(faults.planned)
        self.wire.gateway.doubled = 0.05

    def end(self) -> None:
        """Fine weather, but for what the control hides."""
        self.wire.faults.clear()
        self.wire.gateway.doubled = 0.0
        if self.forecast.history_hidden:
            self.wire.faults.hide_history()

    async def rage(self, kills: int) -> None:
        """Kill and start again so many times."""
        end = self.kills + kills
        while self.kills < end:
            await asyncio.sleep(self.random.uniform(*self.forecast.between_kills))
            await self.strike()

    async def lull(self, at_rest: Callable[[], bool], kills: int) -> None:
        """Go on until people have all they wait for today; after so many kills, by plain stops."""
        end = self.kills + kills
        while not at_rest():
            if self.kills < end:
                await self.rage(1)
            else:
                await self.bot.later(LEASE)
                await self.wire.until(at_rest, within=GETTING_READY + 4.0)

    async def strike(self) -> None:
        """kill -9, time passes, a new start; one start in six is killed too."""
        await self.bot.kill()
        self.kills += 1
        self._pass_time()
        while self.random.random() < 1 / 6:
            await self.bot.start(wait=False)
            await asyncio.sleep(self.random.uniform(0.1, 1.0))
            await self.bot.kill()
            self.kills += 1
            self.kills_while_starting += 1
        await self.bot.start()

    async def clear_up(self) -> None:
        """Two quiet starts, each after all leases: what was begun is ended."""
        self.end()
        for _ in range(2):
            await self.bot.later(LEASE)
            await asyncio.sleep(GETTING_READY)
            await self.wire.quiet(1.0, limit=12)

    def _pass_time(self) -> None:
        """More than a lease: what the dead bot was about is taken up again."""
        self.wire.clock.advance(self.random.uniform(LEASE, LEASE + 30))

    async def pass_days(self, until: datetime, kills: int) -> None:
        """Let the clock get there in as many steps, the bot killed at each."""
        for step in range(kills, 0, -1):
            await self.wire.until(lambda: not self.wire.rest.held, within=10)
            await self.bot.kill()
            left = (until - self.wire.clock.now()).total_seconds()
            self.kills += 1
            self.wire.clock.advance(max(left / step, LEASE))
            await self.bot.start()
            await asyncio.sleep(GETTING_READY)
            await self.wire.quiet(0.5, limit=6)

    # ------------------------------------------------------------- what there was

    @property
    def struck(self) -> Counter[str]:
        """How often which kind of fault struck."""
        found: Counter[str] = Counter()
        for fault in self._planned:
            kind = "lost" if fault.lost else "held" if fault.delay else f"{fault.status}"
            found["5xx" if kind.startswith("5") else kind] += fault.struck
        return found
