"""Few requests at a time to one machine, and a breath between them."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Monotonic = Callable[[], float]
Sleep = Callable[[float], Awaitable[object]]


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore
    free_at: float = 0.0
    users: int = field(default=0)
    """Those who hold a slot or wait for one: never forgotten meanwhile."""


class Politeness:
    """Whose turn it is on each host.

    At most ``per_host`` at once; a turn begins at least ``spacing`` seconds after the last end.
    Hosts are forgotten once their breath is over, so that memory holds only those of the moment.
    """

    def __init__(self, per_host: int, spacing: float, monotonic: Monotonic, sleep: Sleep) -> None:
        self._per_host = per_host
        self._spacing = spacing
        self._monotonic = monotonic
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._idle: OrderedDict[str, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._hosts)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for one's turn on ``host``, and hold it."""
        known = self._hosts.get(host)
        if known is None:
            known = self._hosts[host] = _Host(asyncio.Semaphore(self._per_host))
        self._idle.pop(host, None)
        known.users += 1
        try:
            async with known.slots:
                try:
                    while (early := known.free_at - self._monotonic()) > 0:
                        await self._sleep(early)
                    yield
                finally:
                    known.free_at = self._monotonic() + self._spacing
        finally:
            known.users -= 1
            if not known.users:
                self._idle[host] = None
            self._forget()

    def _forget(self) -> None:
        now = self._monotonic()
        while self._idle:
            oldest = next(iter(self._idle))
            if self._hosts[oldest].free_at > now:
                return
            del self._idle[oldest], self._hosts[oldest]
