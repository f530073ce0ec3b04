"""The loop that sends what is owed and redraws what has changed, a few at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import discord

from cogs._shared.drawing import Drawer
from cogs.outbox.discord_time import DiscordTime
from cogs.outbox.wire import DiscordWire
from domain.errors import Refused
from locales import Catalogue
from services.answers import TokenRefused
from services.courier import Courier, Policy
from services.outbox import Outbox
from services.owed import Draw
from services.preparing import Preparer
from services.redrawing import Redrawer
from services.wire import Wire

log = logging.getLogger(__name__)

TICK_SECONDS = 2.0
MESSAGES, CARDS = 4, 2
"""How many messages and redrawings are under way at once; Discord takes 50 requests a second."""
UNTIL_READY = 0.1
"""Seconds between two looks whether the client is ready; before its login it cannot wait."""
PARKED_FOR = timedelta(seconds=60)


class Poster:
    """Claims, delivers and redraws until it is stopped; whatever fails, it goes on.

    ``tick``: seconds after which it looks by itself; ``outbox.wake()`` makes it look at once.
    Raises LookupError when a declared kind of message has no drawer.
    """

    def __init__(
        self,
        client: discord.Client,
        outbox: Outbox,
        drawers: Mapping[str, Drawer],
        catalogue: Catalogue,
        clock: Callable[[], datetime],
        *,
        time: DiscordTime | None = None,
        wire: Wire | None = None,
        policy: Policy | None = None,
        tick: float = TICK_SECONDS,
    ) -> None:
        if lacking := undrawn(outbox, drawers):
            raise LookupError(f"nothing draws {', '.join(lacking)}")
        self.client = client
        self.outbox = outbox
        self.clock = clock
        self.tick = tick
        self.wire = wire or DiscordWire(client, time or DiscordTime(clock))
        draw = drawing_with(drawers, catalogue)
        self.preparer = Preparer(outbox, draw, clock, self.wire.ahead)
        self.courier = Courier(outbox, self.wire, self.preparer, clock, policy)
        self.redrawer = Redrawer(outbox, self.wire, self.preparer, draw, clock)
        self.task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()
        self._messages: set[asyncio.Task[None]] = set()
        self._cards: set[asyncio.Task[None]] = set()
        self._looked_at_parked: datetime | None = None

    def start(self) -> "asyncio.Task[None]":
        """Run in a task of its own. It ends when stopped, or with TokenRefused."""
        self.task = asyncio.create_task(self.run(), name="poster")
        return self.task

    async def run(self) -> None:
        """Send and redraw until ``stop``. Raises TokenRefused when Discord refuses the bot."""
        while not self.client.is_ready() and not self._stopping.is_set():
            await self._either(self._stopping.wait(), within=UNTIL_READY)
        while not self._stopping.is_set():
            self.outbox.bell.clear()
            try:
                busy = await self._round()
            except TokenRefused:
                raise
            except Refused as refused:
                log.warning("nothing can be claimed now: %s", refused)
                busy = False
            except Exception:
                log.exception("the poster goes on after an error")
                busy = False
            if not busy:
                await self._rest()

    async def stop(self, within_seconds: float = 10.0) -> None:
        """Claim nothing more, and give what is under way so long to end.

        What is cut off is found again by the next start: its lease runs out.
        """
        self._stopping.set()
        if self.task is not None:
            await asyncio.wait({self.task}, timeout=1.0)
        pending = self._messages | self._cards
        if pending:
            _, pending = await asyncio.wait(pending, timeout=within_seconds)
        for task in (*pending, *([self.task] if self.task else [])):
            task.cancel()

    async def idle(self) -> None:
        """Deliver and redraw all that is due now, and return; for tools and tests."""
        while await self._round() or self._messages or self._cards:
            if under_way := self._messages | self._cards:
                await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)

    async def _round(self) -> bool:
        """Start as much as there is room for. True: something was started."""
        for task in [each for each in self._messages | self._cards if each.done()]:
            self._messages.discard(task)
            self._cards.discard(task)
            self._heed(task)
        await self._look_at_parked()
        started = False
        if room := MESSAGES - len(self._messages):
            taken = await self.preparer.take(room)
            for ready in taken or ():
                self._messages.add(under_way(self.courier.deliver(ready)))
            started = taken is not None
        if room := CARDS - len(self._cards):
            for stale in await self.outbox.claim_cards(room):
                self._cards.add(under_way(self.redrawer.redraw(stale)))
                started = True
        return started

    def _heed(self, task: "asyncio.Task[None]") -> None:
        if task.cancelled() or (error := task.exception()) is None:
            return
        if isinstance(error, TokenRefused):
            raise error
        log.error("a delivery ended unwritten; its lease will run out", exc_info=error)

    async def _look_at_parked(self) -> None:
        """Channels in which the rights are back are written in again."""
        now = self.clock()
        if self._looked_at_parked and abs(now - self._looked_at_parked) < PARKED_FOR / 4:
            return
        self._looked_at_parked = now
        for guild_id, channel_id, since in await self.outbox.parked():
            rights = self.wire.rights(channel_id)
            if rights and rights.view and rights.send and abs(now - since) >= PARKED_FOR:
                await self.outbox.unpark(guild_id, channel_id)

    async def _rest(self) -> None:
        """Until something is owed, something ends, the tick is over, or the stop."""
        waits: list[Awaitable[object]] = [self.outbox.bell.wait(), self._stopping.wait()]
        await self._either(*waits, *self._messages, *self._cards, within=self.tick)

    async def _either(self, *waits: Awaitable[object], within: float | None = None) -> None:
        ours = {asyncio.ensure_future(wait) for wait in waits}
        try:
            await asyncio.wait(ours, timeout=within, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in ours - self._messages - self._cards:
                task.cancel()


def under_way(work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
    """A task whose failure is known even if nobody comes to ask: the poster may stop before."""
    task = asyncio.create_task(work)
    task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
    return task


def drawing_with(drawers: Mapping[str, Drawer], catalogue: Catalogue) -> Draw:
    """The drawers as the services want them: facts and a language in, plain JSON out."""

    def draw(kind: str, facts: Mapping[str, Any], locale: str, zone: ZoneInfo) -> dict[str, Any]:
        drawing = drawers[kind](dict(facts), catalogue.words(locale), zone)
        components: list[Any] = drawing.view.to_components()  # type: ignore[no-untyped-call]
        body: dict[str, Any] = {
            "components": components,
            "files": [{"name": name, "photo": photo} for name, photo in drawing.files],
            "ping": list(drawing.ping),
        }
        if drawing.roles:
            body["roles"] = list(drawing.roles)
        if drawing.thread:
            body["thread"] = drawing.thread
        return body

    return draw


def undrawn(outbox: Outbox, drawers: Iterable[str]) -> list[str]:
    """The declared kinds of message that nothing draws."""
    return sorted(set(outbox.kinds) - set(drawers))
