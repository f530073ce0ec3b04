"""The peer's clock: this machine's, moved. Ids, timestamps and the Date header all follow it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime


class MovedClock:
    """Aware UTC now, `offset` away from this machine's clock; the bot gets the same offset."""

    def __init__(self, start: datetime | None = None) -> None:
        self.offset = timedelta(0)
        if start is not None:
            self.set(start)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def set(self, moment: datetime) -> None:
        """Make it `moment` now, to the second (the bot is told whole seconds)."""
        self.offset = timedelta(seconds=round((moment - datetime.now(UTC)).total_seconds()))

    def advance(self, seconds: float) -> None:
        self.offset += timedelta(seconds=round(seconds))

    @property
    def offset_seconds(self) -> int:
        """What `CLOCK_OFFSET_SECONDS` must say for a bot started now."""
        return round(self.offset.total_seconds())

    def http_date(self) -> str:
        return format_datetime(self.now(), usegmt=True)
