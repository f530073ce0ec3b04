"""``/moderation prets``: every loan of the network that is under way, for moderators."""

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.paging import Page, page_buttons, page_line, page_of
from cogs._shared.plain import plain
from cogs._shared.replies import reply, update
from cogs._shared.views import Card, Part, card, section
from cogs.lending.loan_card import here
from cogs.lending.loan_lines import short_line
from cogs.lending.naming import who
from domain.people import Caller
from domain.text import shorten
from locales import Words
from services.loan_views import LoanView

NAME = 60


async def show_all(interaction: Interaction) -> None:
    """The command itself. Raises Refused("moderators-only")."""
    caller = await caller_from(interaction)
    await reply(interaction, await _page(interaction, caller, 1))


async def turn(interaction: Interaction, press: Press) -> None:
    """Another page; its number is the card's."""
    await update(interaction, await _page(interaction, press.caller, press.card.number))


async def _page(interaction: Interaction, caller: Caller, number: int) -> Card:
    views = await interaction.client.services.board.all_loans(caller)
    ordered = sorted(views, key=lambda view: (not view.is_late, view.loan.period))
    return all_card(words_for(interaction), caller.guild_id, ordered, number)


def all_card(words: Words, guild_id: int, views: list[LoanView], number: int) -> Card:
    """A page of six, those that are late first."""
    page: Page[LoanView] = page_of(views, number)
    late = sum(view.is_late for view in views)
    parts: list[Part] = [words("loans-all-title", count=len(views), late=late)]
    parts += [_row(words, view) for view in page.things]
    if not views:
        parts.append(words("loans-all-empty"))
    parts.append(page_line(words, page))
    turns = page_buttons(words, page, lambda turned: CardId("loans", guild_id, turned, "all"))
    parts.append(turns)
    return card("late" if late else "info", *parts)


def _row(words: Words, view: LoanView) -> Part:
    loan = view.loan
    name = plain(shorten(view.item.name, NAME))
    sides = who(words, view.owner)
    if not loan.own:
        sides = words("loans-all-sides", borrower=who(words, view.borrower), owner=sides)
    state = "own" if loan.own else "late" if view.is_late else loan.state.value
    return section(
        words("loans-list-row", item=name, quantity=loan.quantity, other=sides),
        f"-# {words(f'loans-brief-{state}')} · {short_line(words, view)}",
        accessory=button(here(loan, "open"), words("loans-button-open")),
    )
