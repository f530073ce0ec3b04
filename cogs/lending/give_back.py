"""``/rendre``: say that something is back, in one line or by a form, piece by piece."""

import discord
from discord import app_commands

from cogs._shared.access import caller_from
from cogs._shared.context import Interaction, words_for
from cogs._shared.replies import defer, open_form
from cogs.lending.loan_card import Viewer
from cogs.lending.loan_forms import loan_form
from cogs.lending.loan_lines import bare_name_of, until
from cogs.lending.loan_shown import show_card
from cogs.lending.naming import known_as
from cogs.lending.photo_upload import photo_from
from domain.errors import Refused
from domain.people import Act, Caller
from domain.text import fold, shorten
from locales import Words
from services.loan_views import LoanView
from services.returns import LONGEST_CONDITION

CHOICES = 25
NEAR = 5
LABEL, REST = 100, 60
"""Characters of a choice, and those of it that are not the thing's name."""
ALL_WELL, PIECES = "=ok", "=pieces"
"""Values of the two conditions that are offered; anything else is the condition itself."""


async def give_back(
    interaction: Interaction,
    loan: str,
    condition: str = "",
    photo: discord.Attachment | None = None,
) -> None:
    """The command itself."""
    caller = await caller_from(interaction)
    view = await _meant(interaction, caller, loan)
    if condition == PIECES:
        board = interaction.client.services.board
        view = await board.check(caller, view.loan.number, Act.RETURN)
        await open_form(interaction, loan_form(words_for(interaction), "return", view, "", {}))
        return
    if photo is not None:
        await defer(interaction)
    kept = await photo_from(photo)
    said = "" if condition == ALL_WELL else condition[: LONGEST_CONDITION * 2]
    services = interaction.client.services
    number = view.loan.number
    await services.returns.give_back(
        caller, number, None, said, kept, interaction_id=interaction.id
    )
    view = await services.board.view(caller, number)
    side = Viewer.OWNER if view.loan.reporter_owns else Viewer.BORROWER
    await show_card(interaction, words_for(interaction), view, side, edits=False)


async def _meant(interaction: Interaction, caller: Caller, said: str) -> LoanView:
    """The loan meant by ``#12`` or by the name of a thing that is out.

    Raises Refused: "loan-unknown", "loan-ambiguous" (near), "nothing-out".
    """
    board = interaction.client.services.board
    text = said.strip()
    figures = text.removeprefix("#")
    if figures.isascii() and figures.isdecimal() and len(figures) < 10:
        return await board.view(caller, int(figures))
    mine = await board.returnable(caller)
    if not mine:
        raise Refused("nothing-out")
    folded = fold(text)
    named = [view for view in mine if fold(view.item.name) == folded]
    named = named or [view for view in mine if folded and folded in fold(view.item.name)]
    if len(named) == 1:
        return named[0]
    near = [f"{view.item.name} (#{view.loan.number})" for view in (named or mine)[:NEAR]]
    raise Refused("loan-ambiguous", said=text[:80], near=near)


async def complete_loan(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """What is out and this person may say is back, what is due first above."""
    caller = await caller_from(interaction)
    words = words_for(interaction)
    typed = fold(current).removeprefix("#")
    mine = await interaction.client.services.board.returnable(caller)
    found = [
        view
        for view in sorted(mine, key=lambda view: view.loan.period.end)
        if typed in fold(view.item.name) or typed == str(view.loan.number)
    ]
    return [
        app_commands.Choice(name=_offered(words, view, caller), value=f"#{view.loan.number}")
        for view in found[:CHOICES]
    ]


def _offered(words: Words, view: LoanView, caller: Caller) -> str:
    other = known_as(words, view.borrower)
    if view.loan.borrower.member == caller.user_id:
        other = known_as(words, view.owner)
    end = until(words, view.loan.period.end, view.zone)
    rest = words("loans-choice-rest", number=str(view.loan.number), end=end, other=other)
    rest = shorten(rest, REST)
    return f"{shorten(bare_name_of(words, view), LABEL - 1 - len(rest))} {rest}"


async def complete_condition(
    interaction: Interaction, current: str
) -> list[app_commands.Choice[str]]:
    """All well, or the form; and what is being typed, as it is."""
    words = words_for(interaction)
    offered = [
        app_commands.Choice(name=words("loans-condition-ok"), value=ALL_WELL),
        app_commands.Choice(name=words("loans-condition-pieces"), value=PIECES),
    ]
    typed = current.strip()[:100]
    if typed:
        offered.insert(0, app_commands.Choice(name=typed, value=typed))
    return offered
