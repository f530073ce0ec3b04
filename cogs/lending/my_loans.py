"""``/mes-prets``: what one person has to do about loans, with the buttons that do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button, menu
from cogs._shared.context import Interaction, words_for
from cogs._shared.paging import Page, page_buttons, page_line, page_of
from cogs._shared.plain import plain
from cogs._shared.replies import reply, update
from cogs._shared.views import Card, Part, card, menu_row
from cogs.lending.loan_card import Viewer, act_button, acts_of, here
from cogs.lending.loan_lines import short_line
from cogs.lending.naming import who
from domain.lending import LoanState
from domain.text import shorten
from locales import Words
from services.loan_board import Board
from services.loan_views import LoanView

VIEWS = ("all", "todo", "borrowing", "lending")
PILES: dict[str, tuple[str, ...]] = {  # in the order of the list, with the acts worth a button
    "to_answer": ("approve", "accept-offer", "grant", "refuse", "deny", "cancel"),
    "to_confirm": ("confirm", "contest"),
    "to_hand_over": ("hand-over", "cancel"),
    "to_get_back": ("return", "extend"),
    "to_collect": ("hand-over", "cancel"),
    "to_give_back": ("return", "extend"),
    "waiting": ("cancel",),
    "own": ("return", "cancel"),
}
TODO = ("to_answer", "to_confirm", "to_hand_over", "to_get_back", "to_collect", "to_give_back")
BUTTONS = 2
NAME = 60
"""Characters of a name in a list: six rows must fit a message."""
_MARK = "list"


@dataclass(frozen=True)
class Entry:
    """A loan of the list, under what has to be done about it."""

    pile: str
    view: LoanView

    @property
    def lends(self) -> bool:
        """Whether this person is on the owner's side of it."""
        loan = self.view.loan
        match self.pile:
            case "to_answer":
                return loan.state is not LoanState.COUNTERED
            case "to_confirm":
                return not loan.reporter_owns
            case "waiting":
                return loan.state is LoanState.COUNTERED
        return self.pile in ("to_hand_over", "to_get_back", "own")


def entries_of(board: Board, chosen: str) -> list[Entry]:
    """The loans of a board in the order of the list, those that are late first in their pile."""
    found = []
    for pile in PILES:
        views: Sequence[LoanView] = getattr(board, pile)
        ordered = sorted(views, key=lambda view: (not view.is_late, view.loan.period))
        found += [Entry(pile, view) for view in ordered]
    if chosen == "todo":
        return [entry for entry in found if entry.pile in TODO]
    if chosen in ("borrowing", "lending"):
        return [entry for entry in found if entry.lends == (chosen == "lending")]
    return found


async def show_list(interaction: Interaction, chosen: str = "all") -> None:
    """The command itself."""
    caller = await caller_from(interaction)
    board = await interaction.client.services.board.mine(caller)
    await reply(interaction, list_card(words_for(interaction), caller.guild_id, board, chosen, 1))


async def open_list(interaction: Interaction, press: Press) -> None:
    """«Mes prêts» of the panel or of a reminder: the list as a private answer."""
    board = await interaction.client.services.board.mine(press.caller)
    words = words_for(interaction)
    await reply(interaction, list_card(words, press.caller.guild_id, board, "all", 1))


async def turn(interaction: Interaction, press: Press) -> None:
    """Another page of the list: its number is the card's, the part shown is beside it."""
    await _redraw(interaction, press, press.card.extra, press.card.number)


async def choose_view(interaction: Interaction, press: Press) -> None:
    """Another part of the list."""
    await _redraw(interaction, press, press.values[0] if press.values else "all", 1)


def is_list(extra: str) -> bool:
    """Whether a loan's button was on a list, by what its id says besides."""
    return extra.partition(".")[0] == _MARK


async def redraw(interaction: Interaction, press: Press, said: str) -> None:
    """The list again, after one of its buttons has done something."""
    _, chosen, number = [*press.card.extra.split("."), "all", "1"][:3]
    page = int(number) if number.isdecimal() and len(number) < FIGURES else 1
    await _redraw(interaction, press, chosen, page, said)


FIGURES = 6


async def _redraw(
    interaction: Interaction, press: Press, chosen: str, number: int, said: str = ""
) -> None:
    board = await interaction.client.services.board.mine(press.caller)
    words = words_for(interaction)
    shown = list_card(words, press.caller.guild_id, board, chosen, number, said)
    await update(interaction, shown, files=())


def list_card(
    words: Words, guild_id: int, board: Board, chosen: str, number: int, said: str = ""
) -> Card:
    """A page of six loans under what has to be done about them."""
    chosen = chosen if chosen in VIEWS else "all"
    entries = entries_of(board, chosen)
    page = page_of(entries, number)
    parts: list[Part] = [_title(words, entries, said)]
    pile = ""
    for entry in page.things:
        parts += _row(words, entry, entry.pile != pile, f"{_MARK}.{chosen}.{page.number}")
        pile = entry.pile
    if not entries:
        parts += _nothing(words, guild_id, board, chosen)
    parts.append(page_line(words, page))
    parts.append(_turns(words, guild_id, page, chosen))
    if chosen != "all" or len(entries) > 1:
        parts.append(_views(words, guild_id, chosen))
    late = any(entry.view.is_late for entry in entries)
    return card("late" if late else "waiting" if entries else "done", *parts)


def _title(words: Words, entries: Sequence[Entry], said: str) -> str:
    title = words("loans-list-title", count=len(entries))
    return f"{said}\n{title}" if said else title


def _row(words: Words, entry: Entry, opens_pile: bool, extra: str) -> list[Part]:
    view, loan = entry.view, entry.view.loan
    side = Viewer.OWNER if entry.lends else Viewer.BORROWER
    offered = acts_of(loan, side)
    acts = [act for act in PILES[entry.pile] if act in offered][:BUTTONS]
    heading = words(f"loans-pile-{entry.pile.replace('_', '-')}") + "\n" if opens_pile else ""
    name = plain(shorten(view.item.name, NAME))
    other = view.borrower if entry.lends else view.owner
    said = words("loans-list-row", item=name, quantity=loan.quantity, other=who(words, other))
    if loan.own:
        said = words("loans-list-row-own", item=name, quantity=loan.quantity)
    buttons: list[discord.ui.Button[Any]] = [act_button(words, loan, act, extra) for act in acts]
    buttons.append(button(here(loan, "open"), words("loans-button-open"), emoji="🔎"))
    return [f"{heading}{said}\n-# {short_line(words, view)}", buttons]


def _nothing(words: Words, guild_id: int, board: Board, chosen: str) -> list[Part]:
    """Nothing to do: what comes next, and the first useful actions."""
    others = entries_of(board, "all")
    said = words("loans-list-empty")
    if others and chosen != "all":
        said = words("loans-list-empty-here", count=len(others))
    panel = CardId("panel", guild_id, 0, "borrow")
    return [
        said,
        [
            button(panel, words("loans-button-borrow"), style="primary", emoji="📦"),
            button(panel.to("free"), words("loans-button-free"), emoji="🔎"),
        ],
    ]


def _turns(
    words: Words, guild_id: int, page: Page[Entry], chosen: str
) -> list[discord.ui.Button[Any]]:
    return page_buttons(
        words, page, lambda number: CardId("loans", guild_id, number, "turn", 0, chosen)
    )


def _views(words: Words, guild_id: int, chosen: str) -> discord.ui.Item[Any]:
    choices = {each: words(f"loans-view-{each}") for each in VIEWS}
    ident = CardId("loans", guild_id, 0, "view")
    return menu_row(menu(ident, words("loans-view-which"), choices, chosen=chosen))
