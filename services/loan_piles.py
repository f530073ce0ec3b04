"""One person's loans, sorted by what they have to do about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.lending import LoanState
from domain.people import Act, Actor, may
from services.loan_views import LoanView


@dataclass(frozen=True)
class Board:
    """One person's loans, by what they have to do about them."""

    to_answer: tuple[LoanView, ...] = ()
    to_confirm: tuple[LoanView, ...] = ()
    to_hand_over: tuple[LoanView, ...] = ()
    to_get_back: tuple[LoanView, ...] = ()
    to_collect: tuple[LoanView, ...] = ()
    to_give_back: tuple[LoanView, ...] = ()
    waiting: tuple[LoanView, ...] = ()
    own: tuple[LoanView, ...] = ()


def sort_board(actor: Actor, views: Sequence[LoanView]) -> Board:
    """Each loan under the first thing that this person has to do about it."""
    piles: dict[str, list[LoanView]] = {}
    for view in views:
        if (pile := _pile(actor, view)) is not None:
            piles.setdefault(pile, []).append(view)
    return Board(**{name: tuple(pile) for name, pile in piles.items()})


def _pile(actor: Actor, view: LoanView) -> str | None:
    loan = view.loan
    owns, borrows = actor.speaks_for(view.item.owner), actor.speaks_for(loan.borrower)
    if loan.own:
        return "own" if owns else None
    if loan.reporter is not None and may(actor, Act.CONFIRM_RETURN, loan.sides(view.item.owner)):
        return "to_confirm" if owns or borrows else None
    if not (owns or borrows):
        return None
    match loan.state:
        case LoanState.REQUESTED:
            return "to_answer" if owns else "waiting"
        case LoanState.COUNTERED:
            return "to_answer" if borrows else "waiting"
        case LoanState.APPROVED:
            if owns and loan.asked_end is not None:
                return "to_answer"
            return "to_hand_over" if owns else "to_collect"
        case LoanState.OUT:
            if owns and loan.asked_end is not None:
                return "to_answer"
            return "to_give_back" if borrows else "to_get_back"
    return None
