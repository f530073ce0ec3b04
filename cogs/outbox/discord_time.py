"""What each answer of Discord says beside its body: the time there, and how the request fared."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from services.answers import Lost
from services.wire import made_at

REPEATED_BLINDLY = frozenset({500, 502, 504, 524})
"""The answers after which discord.py repeats a request by itself, without looking."""


@dataclass
class Once:
    """Goes along with a request that must not be repeated before somebody has looked."""

    status: int = 0


class DiscordTime:
    """How far Discord's clock is ahead of ours, heard from whatever it last answered.

    Give ``on_request_end`` to aiohttp's TraceConfig, and that to the client as ``http_trace``.
    Without it everything works; then the time is heard from messages only, and discord.py
    repeats failed requests by itself, which the nonce makes harmless for some minutes.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.ahead = timedelta(0)

    async def on_request_end(self, session: Any, context: Any, params: Any) -> None:
        """Hear the Date header. Raises Lost for an error answer to a request that carries Once."""
        self.heard(params.response.headers.get("Date"))
        once = getattr(context, "trace_request_ctx", None)
        if isinstance(once, Once):
            once.status = params.response.status
            if once.status in REPEATED_BLINDLY:
                params.response.release()
                raise Lost(f"{once.status}")

    def heard(self, date: str | None) -> None:
        """A Date header; what cannot be read says nothing."""
        try:
            told = parsedate_to_datetime(date or "")
        except ValueError:
            return
        if told.tzinfo is not None:
            self.ahead = told.astimezone(UTC) - self.clock()

    def heard_id(self, message_id: int) -> None:
        """The id of a message that was just made."""
        self.ahead = made_at(message_id) - self.clock()
