"""What somebody wants, as it is asked for and as a draft keeps it."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from domain.errors import Refused
from domain.periods import Period
from storage import drafts

LONGEST_PROJECT = 200
LONGEST_REASON = 300
MOST_UNITS = 9_999


@dataclass(frozen=True)
class Wish:
    """What somebody wants: an item's number, a period, how many, for what, for whom.

    ``organisation`` is the one they borrow for; 0 in their own name; None the usual one.
    """

    item: int
    period: Period
    quantity: int = 1
    project: str = ""
    organisation: int | None = None

    def to_keep(self) -> dict[str, Any]:
        """The wish as plain JSON, for the draft behind a preview."""
        kept = {each.name: getattr(self, each.name) for each in fields(self)}
        return kept | {"period": [self.period.start.isoformat(), self.period.end.isoformat()]}

    @classmethod
    def kept(cls, facts: dict[str, Any] | None) -> "Wish":
        """The wish of a draft. Raises Refused("draft-gone") for none, or for another thing's."""
        if not facts or "period" not in facts:
            raise Refused("draft-gone")
        start, end = map(datetime.fromisoformat, facts["period"])
        said = {name: value for name, value in facts.items() if name != drafts.DONE}
        return cls(**(said | {"period": Period(start, end)}))
