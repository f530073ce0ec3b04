"""The form of a request: from an item's «Demander», the panel, or a preview's «Modifier»."""

from typing import TYPE_CHECKING

from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for
from cogs._shared.fields import choice_field, form, text_field
from cogs._shared.replies import open_form, reply, update
from cogs._shared.wiring import Wiring
from cogs.lending import dates
from cogs.lending.preview import Typed, preview_typed
from cogs.lending.request_card import LABEL_WITH_EMOJI
from domain.text import shorten
from domain.when import LONGEST_TEXT
from locales import Words
from services.lending import LONGEST_PROJECT

if TYPE_CHECKING:
    import discord

MENU = 25
FIGURES = 6


def ask_button(
    words: Words, guild_id: int, number: int, *, style: str = "plain"
) -> "discord.ui.Button[discord.ui.LayoutView]":
    """«Demander» for a card of an item: opens the form."""
    here = CardId("item", guild_id, number, "ask")
    return button(here, shorten(words("lending-button-ask"), LABEL_WITH_EMOJI), style=style)


def _fields(
    words: Words, when: str = "", quantity: str = "1", project: str = ""
) -> "list[discord.ui.Item[discord.ui.LayoutView]]":
    return [
        text_field(
            "when",
            words("lending-form-when"),
            value=when,
            hint=words("lending-form-when-hint"),
            most=LONGEST_TEXT,
        ),
        text_field("quantity", words("lending-form-quantity"), value=quantity, most=FIGURES),
        text_field(
            "project",
            words("lending-form-project"),
            value=project,
            hint=words("lending-form-project-hint"),
            required=False,
            most=LONGEST_PROJECT,
        ),
    ]


async def ask_for(interaction: Interaction, press: Press) -> None:
    """«Demander» on an item. Raises Refused("item-unknown")."""
    words = words_for(interaction)
    item, _, _ = await interaction.client.services.board.item(press.caller, press.card.number)
    title = words("lending-form-title-item", item=item.name)
    await open_form(interaction, form(press.card.to("ask-typed"), title, *_fields(words)))


async def asked_for(interaction: Interaction, press: Press) -> None:
    await preview_typed(interaction, press.caller, _typed(press, f"#{press.card.number}"), reply)


async def ask_change(interaction: Interaction, press: Press) -> None:
    """«Modifier»: the form with what was asked so far."""
    words = words_for(interaction)
    item, wish = await interaction.client.services.board.draft(press.caller, press.card.number)
    zone = (await facts_for(interaction)).zone
    when = dates.typed(words, wish.period, interaction.client.clock(), zone)
    fields = _fields(words, when, str(wish.quantity), wish.project)
    title = words("lending-form-title-item", item=item.name)
    await open_form(interaction, form(press.card.to("change-typed"), title, *fields))


async def changed(interaction: Interaction, press: Press) -> None:
    _, wish = await interaction.client.services.board.draft(press.caller, press.card.number)
    typed = _typed(press, f"#{wish.item}", wish.organisation)
    await preview_typed(interaction, press.caller, typed, update)


async def ask_anything(interaction: Interaction, press: Press) -> None:
    """The panel's «Emprunter»: the same form, with the item to choose, or to name if many."""
    words = words_for(interaction)
    found = await interaction.client.services.board.search(press.caller)
    here = CardId("item", press.caller.guild_id, 0, "any-typed")
    label = words("lending-form-item")
    if 0 < len(found) <= MENU:
        names = {f"#{each.item.number}": each.item.name for each in found}
        item = choice_field("item", label, names)
    else:
        hint = words("lending-form-item-hint")
        item = text_field("item", label, hint=hint, most=LONGEST_TEXT)
    await open_form(interaction, form(here, words("lending-form-title"), item, *_fields(words)))


async def asked_anything(interaction: Interaction, press: Press) -> None:
    chosen = press.fields.get("item")
    item = str(chosen[0]) if isinstance(chosen, list) and chosen else press.text("item")
    await preview_typed(interaction, press.caller, _typed(press, item), reply)


def _typed(press: Press, item: str, organisation: int | None = None) -> Typed:
    return Typed(
        item,
        press.text("when"),
        _quantity(press.text("quantity")),
        press.text("project"),
        organisation,
    )


def _quantity(text: str) -> int:
    """« 2 » as a number; what is no number counts as 0, which is refused and the rest kept."""
    try:
        return int(text) if text.isascii() and len(text) <= FIGURES else 0
    except ValueError:
        return 0


def register_forms(app: Wiring) -> None:
    buttons, forms = app.client.buttons, app.client.forms
    buttons.on("item", "ask", ask_for)
    forms.on("item", "ask-typed", asked_for)
    forms.on("item", "any-typed", asked_anything)
    buttons.on("draft", "change", ask_change)
    forms.on("draft", "change-typed", changed)
