"""What can be lent, and under which rules."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.people import Party


class Category(StrEnum):
    SOUND = "sound"
    LIGHT = "light"
    BACKLINE = "backline"
    STAGE = "stage"
    VEHICLE = "vehicle"
    ROOM = "room"
    OTHER = "other"


class ItemState(StrEnum):
    OFFERED = "offered"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


class Approval(StrEnum):
    """Who says yes: the owner, or nobody for members of the network (automatic)."""

    OWNER = "owner"
    AUTOMATIC = "automatic"


class Askers(StrEnum):
    """Who may ask: anyone of the guild, or only those attached to an organisation."""

    EVERYONE = "everyone"
    NETWORK = "network"


@dataclass(frozen=True)
class Rules:
    """An owner's rules. Spans are minutes; a multiple of 1,440 counts local days.

    ``buffer`` is the gap kept between two loans, on both sides. ``hold_on_request``: an
    unanswered request already holds its units, for ``hold_for`` minutes when that is set.
    ``units_per_borrower`` caps the units one borrower holds or asks at once; ``no_chain`` counts
    touching loans of one borrower as one against ``longest``; ``largest_share`` is a percentage
    of the stock that one loan may take, rounded down.
    """

    buffer: int = 0
    notice: int = 0
    longest: int | None = None
    ahead: int | None = None
    askers: Askers = Askers.EVERYONE
    approval: Approval = Approval.OWNER
    hold_on_request: bool = False
    hold_for: int | None = None
    units_per_borrower: int | None = None
    no_chain: bool = False
    largest_share: int | None = None
    closed_on: frozenset[date] = frozenset()

    def contradicts_itself(self) -> bool:
        """True when the notice asked for is longer than how far ahead one may ask."""
        return self.ahead is not None and self.notice > self.ahead


@dataclass(frozen=True)
class Item:
    """A thing that is lent: ``units`` alike, of which ``out_of_order`` are broken or lost.

    Money is in euro cents: ``value_cents`` to replace one unit, ``rate_cents`` the reference
    rental price of one unit a day, whose ``rate_source`` says where it comes from.
    """

    guild_id: int
    number: int
    name: str
    owner: Party
    category: Category = Category.OTHER
    description: str = ""
    units: int = 1
    out_of_order: int = 0
    value_cents: int | None = None
    rate_cents: int | None = None
    rate_source: str = ""
    place: str = ""
    conditions: str = ""
    photo: int | None = None
    rules: Rules = field(default_factory=Rules)
    state: ItemState = ItemState.OFFERED
    revision: int = 0

    @property
    def stock(self) -> int:
        """Units in working order."""
        return max(0, self.units - self.out_of_order)
