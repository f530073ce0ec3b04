"""What may go wrong on the wire: planned one by one, or drawn at random from a seed."""

from __future__ import annotations

import fnmatch
import random
from dataclasses import dataclass, field
from typing import Any, Literal

When = Literal["before", "after"]
CREATING = ("POST", "/channels/*/messages")


@dataclass
class Fault:
    """One thing that goes wrong, before or after the request had its effect.

    `status` is the answer given instead of the true one (429, 500, 502, 503, 403 …); None with
    `lost` cuts the connection without any answer; `delay` (seconds) holds the request or the answer
    back; `body` is what is answered with a `status` of success (an empty history, say).
    `chance` is drawn for each request that matches, `times` is how often it may
    strike (None: always).
    """

    status: int | None = None
    when: When = "before"
    method: str = "*"
    path: str = "*"
    lost: bool = False
    delay: float = 0.0
    code: int = 0
    message: str = ""
    body: Any = None
    retry_after: float = 0.2
    chance: float = 1.0
    times: int | None = None
    struck: int = 0


@dataclass
class Faults:
    """The faults in force. Deterministic for a seed as long as requests come in the same order."""

    seed: int = 0
    planned: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def add(self, fault: Fault) -> Fault:
        self.planned.append(fault)
        return fault

    def clear(self) -> None:
        self.planned.clear()

    def lose_answer(
        self, *, path: str = CREATING[1], method: str = CREATING[0], times: int = 1
    ) -> Fault:
        """The effect is there, the answer never comes: the case a nonce is for."""
        return self.add(Fault(lost=True, when="after", method=method, path=path, times=times))

    def fail(
        self,
        status: int,
        *,
        when: When = "before",
        path: str = CREATING[1],
        method: str = CREATING[0],
        times: int | None = 1,
    ) -> Fault:
        return self.add(Fault(status=status, when=when, method=method, path=path, times=times))

    def limit(
        self,
        retry_after: float = 0.2,
        *,
        path: str = CREATING[1],
        method: str = "POST",
        times: int = 1,
    ) -> Fault:
        return self.add(
            Fault(status=429, retry_after=retry_after, method=method, path=path, times=times)
        )

    def hold(
        self, seconds: float, *, when: When = "before", path: str = "*", times: int = 1
    ) -> Fault:
        return self.add(Fault(delay=seconds, when=when, path=path, times=times))

    def hide_history(self) -> Fault:
        """Channels look empty to the bot, though they are not."""
        return self.add(Fault(status=200, body=[], method="GET", path=CREATING[1]))

    def storm(
        self,
        *,
        lost_after: float = 0.03,
        failed_after: float = 0.03,
        failed_before: float = 0.02,
        limited: float = 0.0,
        method: str = CREATING[0],
        path: str = CREATING[1],
    ) -> None:
        """Bad weather on message creation, in chances per request."""
        common = {"method": method, "path": path}
        self.add(Fault(lost=True, when="after", chance=lost_after, **common))  # type: ignore[arg-type]
        self.add(Fault(status=502, when="after", chance=failed_after, **common))  # type: ignore[arg-type]
        self.add(Fault(status=502, when="before", chance=failed_before, **common))  # type: ignore[arg-type]
        if limited:
            self.add(Fault(status=429, chance=limited, **common))  # type: ignore[arg-type]

    def strike(self, when: When, method: str, path: str) -> Fault | None:
        """The first fault that strikes this request now, if any."""
        for fault in list(self.planned):
            if fault.when != when or fault.method not in ("*", method):
                continue
            if not fnmatch.fnmatch(path, fault.path):
                continue
            if fault.chance < 1.0 and self.random.random() >= fault.chance:
                continue
            fault.struck += 1
            if fault.times is not None and fault.struck >= fault.times:
                self.planned.remove(fault)
            return fault
        return None
