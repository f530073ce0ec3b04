"""Expressions that had to be stopped: they rest before they are tried again, longer each time.

Each costs half a second and a reader, for every few articles; a hundred of them, written by one
network, would take the workshop from all others.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

FIRST_REST: Final = 600.0
LONGEST_REST: Final = 24 * 3600.0
MOST_KNOWN: Final = 2000


@dataclass(frozen=True, slots=True)
class _Rest:
    until: float
    seconds: float


class SlowPatterns:
    """``monotonic``: seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._known: OrderedDict[str, _Rest] = OrderedDict()

    def rests(self, pattern: str) -> bool:
        """Whether ``pattern`` is not to be tried now."""
        rest = self._known.get(pattern)
        return rest is not None and self._monotonic() < rest.until

    def stopped(self, pattern: str) -> None:
        """Note that ``pattern`` had to be stopped: it rests, twice as long as the last time."""
        before = self._known.pop(pattern, None)
        seconds = min(2 * before.seconds, LONGEST_REST) if before else FIRST_REST
        self._known[pattern] = _Rest(self._monotonic() + seconds, seconds)
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)

    def ended(self, pattern: str) -> None:
        """Note that ``pattern`` came to its end: what slowed it was a text, and is over."""
        self._known.pop(pattern, None)
