"""Loans from the request on: their cards, ``/mes-prets``, ``/rendre``, ``/moderation prets``."""

import discord
from discord import app_commands

from cogs._shared.context import Interaction
from cogs._shared.moderation_group import moderation_group
from cogs._shared.translator import choices, command
from cogs._shared.wiring import Wiring
from cogs.lending import all_loans, give_back, loan_buttons, loan_shown, loan_typed, my_loans
from cogs.lending.announcements import drawers
from cogs.lending.loan_forms import FORMS
from cogs.lending.strangers import say_who_may


async def my_loans_command(interaction: Interaction, view: str = "all") -> None:
    await my_loans.show_list(interaction, view)


async def return_command(
    interaction: Interaction,
    loan: str,
    condition: str = "",
    photo: discord.Attachment | None = None,
) -> None:
    await give_back.give_back(interaction, loan, condition, photo)


async def all_loans_command(interaction: Interaction) -> None:
    await all_loans.show_all(interaction)


def register_loans(app: Wiring) -> None:
    """Everything about a loan after it was asked for."""
    _register_commands(app)
    _register_presses(app)
    app.client.refusals.on("not-allowed", say_who_may)
    app.drawers.update(drawers(app.guild_name))


def _register_commands(app: Wiring) -> None:
    shown = app_commands.choices(view=choices("loans-view", my_loans.VIEWS))(my_loans_command)
    app.tree.add_command(command("my-loans")(shown))
    returns = command("return")(return_command)
    returns.autocomplete("loan")(give_back.complete_loan)
    returns.autocomplete("condition")(give_back.complete_condition)
    app.tree.add_command(returns)
    moderated = command("loans", parent="moderation")(all_loans_command)
    moderation_group(app.tree).add_command(moderated)


def _register_presses(app: Wiring) -> None:
    buttons, forms = app.client.buttons, app.client.forms
    for registry in (buttons, forms):
        registry.thing("loan", missing="loan-unknown")
    for act, do in loan_buttons.ACTS.items():
        buttons.on("loan", act, loan_buttons.pressed(act, do))
    for name, asked in FORMS.items():
        buttons.on("loan", name, loan_typed.asking(asked))
        buttons.on("loan", f"{name}-again", loan_typed.asking_again(asked))
        forms.on("loan", f"{name}-typed", loan_typed.typed(asked, loan_typed.TAKES[name]))
    buttons.on("loan", "open", loan_shown.open_card)
    buttons.on("loans", "board", my_loans.open_list)
    buttons.on("loans", "turn", my_loans.turn)
    buttons.on("loans", "view", my_loans.choose_view)
    buttons.on("loans", "all", all_loans.turn)
