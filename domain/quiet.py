"""Quiet hours: when nobody is written to, and what that moves to."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from domain.periods import DAY_MINUTES, add_span

STEP = timedelta(minutes=15)


@dataclass(frozen=True)
class Quiet:
    """Hours without private messages, as minutes after local midnight; equal means never."""

    start: int = 21 * 60
    end: int = 8 * 60

    def holds(self, moment: datetime, zone: tzinfo) -> bool:
        local = moment.astimezone(zone)
        minute = local.hour * 60 + local.minute
        if self.start <= self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end

    def before(self, moment: datetime, zone: tzinfo) -> datetime:
        """The moment itself, or the last quarter of an hour before the quiet hours it is in."""
        return moment if not self.holds(moment, zone) else self._edge(moment, zone, -1) - STEP

    def after(self, moment: datetime, zone: tzinfo) -> datetime:
        """The moment itself, or the end of the quiet hours it is in."""
        return moment if not self.holds(moment, zone) else self._edge(moment, zone, 1)

    def _edge(self, moment: datetime, zone: tzinfo, side: int) -> datetime:
        edge = self.end if side > 0 else self.start
        local = moment.astimezone(zone)
        at = local.replace(hour=edge // 60, minute=edge % 60, second=0, microsecond=0, fold=0)
        if side > 0 and at.replace(tzinfo=None) <= local.replace(tzinfo=None):
            return add_span(at, DAY_MINUTES, zone)
        if side < 0 and at.replace(tzinfo=None) > local.replace(tzinfo=None):
            return add_span(at, -DAY_MINUTES, zone)
        return add_span(at, 0, zone)
