"""A loan: its states, who stands on which side, and which act leads where."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from domain.errors import Refused
from domain.items import Item, Rules
from domain.people import Act, Party, Sides
from domain.periods import Period, Use, add_span

GRACE = timedelta(minutes=15)
"""Brought back within a quarter of an hour is on time (inclusive), as Shelf counts it."""


class LoanState(StrEnum):
    """*Late* is derived from ``out`` and the clock, never stored."""

    REQUESTED = "requested"
    COUNTERED = "countered"
    APPROVED = "approved"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    OUT = "out"
    RETURNED = "returned"


LIVE = (LoanState.REQUESTED, LoanState.COUNTERED, LoanState.APPROVED, LoanState.OUT)

TRANSITIONS: dict[Act, dict[LoanState, LoanState]] = {
    Act.APPROVE: {LoanState.REQUESTED: LoanState.APPROVED},
    Act.REFUSE: {
        LoanState.REQUESTED: LoanState.REFUSED,
        LoanState.COUNTERED: LoanState.REFUSED,
    },
    Act.COUNTER: {
        LoanState.REQUESTED: LoanState.COUNTERED,
        LoanState.COUNTERED: LoanState.COUNTERED,
    },
    Act.ACCEPT_OFFER: {LoanState.COUNTERED: LoanState.APPROVED},
    Act.CANCEL: {
        LoanState.REQUESTED: LoanState.CANCELLED,
        LoanState.COUNTERED: LoanState.CANCELLED,
        LoanState.APPROVED: LoanState.CANCELLED,
    },
    # Expired after a promise: it was handed over, and nobody had said so. A fact is never refused.
    Act.HAND_OVER: {LoanState.APPROVED: LoanState.OUT, LoanState.EXPIRED: LoanState.OUT},
    Act.RETURN: {LoanState.OUT: LoanState.RETURNED},
    Act.EXTEND: {LoanState.APPROVED: LoanState.APPROVED, LoanState.OUT: LoanState.OUT},
    Act.CHANGE: {
        LoanState.REQUESTED: LoanState.REQUESTED,
        LoanState.APPROVED: LoanState.APPROVED,
        LoanState.OUT: LoanState.OUT,
    },
    Act.GRANT_EXTENSION: {LoanState.APPROVED: LoanState.APPROVED, LoanState.OUT: LoanState.OUT},
    Act.DENY_EXTENSION: {LoanState.APPROVED: LoanState.APPROVED, LoanState.OUT: LoanState.OUT},
}


@dataclass(frozen=True)
class Pieces:
    """How the pieces came back: in order, broken, lost. Raises ValueError below zero."""

    back: int = 0
    broken: int = 0
    lost: int = 0

    def __post_init__(self) -> None:
        if min(self.back, self.broken, self.lost) < 0:
            raise ValueError("pieces are counted from zero")

    @property
    def total(self) -> int:
        return self.back + self.broken + self.lost

    @property
    def damaged(self) -> int:
        return self.broken + self.lost

    def plus(self, other: "Pieces") -> "Pieces":
        return Pieces(self.back + other.back, self.broken + other.broken, self.lost + other.lost)

    def minus(self, other: "Pieces") -> "Pieces":
        return Pieces(self.back - other.back, self.broken - other.broken, self.lost - other.lost)


@dataclass(frozen=True)
class Loan:
    """One borrower, one item, one period. ``first_due`` is the end first agreed on.

    ``own`` marks dates that an owner keeps for themself. ``offered`` are the dates the owner
    proposed instead, at ``answered_at``; ``asked_end`` an extension that awaits the owner's word.
    """

    guild_id: int
    number: int
    item: int
    borrower: Party
    quantity: int
    period: Period
    state: LoanState
    requested_at: datetime
    project: str = ""
    own: bool = False
    first_due: datetime | None = None
    offered: Period | None = None
    asked_end: datetime | None = None
    reason: str = ""
    out_at: datetime | None = None
    returned_at: datetime | None = None
    pieces: Pieces = Pieces()
    reporter: int | None = None
    reporter_owns: bool = False
    answered_at: datetime | None = None
    revision: int = 0

    @property
    def missing(self) -> int:
        """Units that are not back yet."""
        return self.quantity - self.pieces.total

    def sides(self, owner: Party) -> Sides:
        return Sides(owner, self.borrower, self.reporter, self.reporter_owns)

    def is_late(self, now: datetime) -> bool:
        """Out beyond its end and the grace."""
        return self.state is LoanState.OUT and now > self.period.end + GRACE

    def use(self, rules: Rules, now: datetime, zone: tzinfo, *, buffered: bool) -> Use | None:
        """What this loan takes of the stock, or None.

        Out past its end: the end is unknown. Returned: freed at the real instant. ``buffered``
        adds the gap that the item's rules keep after each loan.
        """
        if self.state is LoanState.APPROVED or self._holds(rules, now):
            start, end = self.period.start, self.period.end
        elif self.state is LoanState.OUT:
            start = min(self.period.start, self.out_at or self.period.start)
            if now >= self.period.end:
                return Use(start, None, self.missing)
            end = self.period.end
        elif self.state is LoanState.RETURNED and self.returned_at is not None:
            start, end = min(self.period.start, self.returned_at), self.returned_at
        else:
            return None
        units = self.missing if self.state is LoanState.OUT else self.quantity - self.pieces.damaged
        if buffered and rules.buffer:
            end = add_span(end, rules.buffer, zone)
        return Use(start, end, units)

    def _holds(self, rules: Rules, now: datetime) -> bool:
        if self.state is not LoanState.REQUESTED or not rules.hold_on_request:
            return False
        return rules.hold_for is None or now < self.requested_at + timedelta(minutes=rules.hold_for)

    def lapses_at(self, rules: Rules) -> datetime:
        """When an unanswered request or an uncollected promise ends by itself.

        A request lapses at its start (at its end when it was made after its start, as "today"
        is) or when its hold runs out; an offer of other dates likewise; a promise at its end.
        """
        if self.state is LoanState.APPROVED:
            return self.period.end
        wanted, since = self.period, self.requested_at
        if self.state is LoanState.COUNTERED and self.offered is not None:
            wanted, since = self.offered, self.answered_at or since
        lapse = wanted.start if wanted.start > since else wanted.end
        if self.state is LoanState.REQUESTED and rules.hold_on_request and rules.hold_for:
            lapse = min(lapse, self.requested_at + timedelta(minutes=rules.hold_for))
        return lapse


def next_state(loan: Loan, act: Act) -> LoanState:
    """The state that this act leads to. Raises Refused("wrong-state") when it leads nowhere."""
    step = TRANSITIONS[act].get(loan.state)
    promised = loan.answered_at is not None and loan.offered is None
    if step is None or (loan.state is LoanState.EXPIRED and not promised):
        raise Refused("wrong-state", state=loan.state.value, act=act.value, number=loan.number)
    return step


def check_pieces(loan: Loan, pieces: Pieces) -> None:
    """Raises Refused when nothing, or more than what is out, is said to come back."""
    if pieces.total == 0:
        raise Refused("nothing-returned", missing=loan.missing)
    if pieces.total > loan.missing:
        raise Refused("too-many-returned", missing=loan.missing, said=pieces.total)


def came_back_on_time(loan: Loan) -> bool:
    """Whether a returned loan was back by its due time, grace included."""
    return loan.returned_at is not None and loan.returned_at <= loan.period.end + GRACE


def committed_units(item: Item, loan: Loan) -> int:
    """Units that this loan binds the owner to, for the list that names what stands in the way."""
    return loan.missing if loan.state is LoanState.OUT else loan.quantity
