"""The forms about an item: its sheet, its value, its rules, its photo; refused, nothing is lost.

What was typed into a form that is refused is kept, and «Réessayer» opens the form with it again.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import discord

from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import refusal_sentence
from cogs._shared.fields import choice_field, file_field, form, text_field
from cogs._shared.replies import defer, open_form, reply
from cogs._shared.views import card
from cogs.lending import item_card
from cogs.lending.photo_upload import photo_from
from domain.errors import Refused
from domain.item_fields import read_fields, to_texts
from domain.item_reading import LONGEST, PARAGRAPHS
from domain.items import Approval, Askers, Category
from locales import Words
from services.items import ItemChange
from services.photos import Photo

FORMS: dict[str, tuple[str, ...]] = {
    "sheet": ("name", "category", "units", "place", "description"),
    "value": ("value", "rate", "rate_source", "conditions"),
    "broken": ("out_of_order",),
    "delays": ("notice", "longest", "no_chain", "ahead", "buffer"),
    "who": ("askers", "approval", "hold", "per_borrower", "share"),
    "closed": ("closed",),
    "photo": ("photo",),
}
FACES = {"delays": item_card.RULES, "who": item_card.RULES, "closed": item_card.RULES}
REQUIRED = ("name", "units")
LENGTHS = {"closed": 1000, "units": 6, "out_of_order": 6, "per_borrower": 6, "share": 6}
SPAN_LENGTH, MONEY_LENGTH = 40, 20
HOLDS = (120, 24 * 60, 48 * 60, 7 * 24 * 60)
FINAL = frozenset({"already-done", "item-unknown", "not-allowed", "typed-gone", "card-changed"})
"""Refusals that another try at the same form can't mend."""


@dataclass(frozen=True)
class Typed:
    """What was typed in a form: which one, about which item, and the photo that came with it."""

    form: str
    number: int
    texts: dict[str, str]
    photo: dict[str, Any] | None = None

    def to_keep(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "number": self.number,
            "texts": self.texts,
            "photo": self.photo,
        }


def texts_of(press: Press, names: tuple[str, ...]) -> dict[str, str]:
    """The texts and choices of a submitted form, by field."""
    found = {}
    for name in names:
        value = press.fields.get(name)
        if isinstance(value, list):
            found[name] = str(value[0]) if value else ""
        else:
            found[name] = press.text(name)
    return found


def fields_of(words: Words, names: tuple[str, ...], texts: Mapping[str, str]) -> list[Any]:
    """The fields of a form, filled with what is known."""
    return [_field(words, name, texts.get(name, "")) for name in names]


def _field(words: Words, name: str, text: str) -> discord.ui.Item[Any]:
    label = words(f"items-field-{name.replace('_', '-')}")
    if name == "photo":
        return file_field(name, label, description=words("items-why-photo"))
    if name in CHOICES:
        choices, chosen = CHOICES[name](words, text)
        return choice_field(name, label, choices, chosen=chosen)
    most = LONGEST.get(name) or LENGTHS.get(name) or SPAN_LENGTH
    hint = {"closed": "days", "value": "money", "rate": "money"}.get(name, name)
    return text_field(
        name,
        label,
        value=text,
        hint=_hint(words, hint),
        required=name in REQUIRED,
        long=name in PARAGRAPHS or name == "closed",
        most=MONEY_LENGTH if hint == "money" else most,
    )


def _hint(words: Words, name: str) -> str:
    match name:
        case "days" | "money" | "name" | "place" | "rate_source":
            return words(f"items-hint-{name.replace('_', '-')}")
        case "notice" | "longest" | "ahead" | "buffer":
            return words("items-hint-span")
    return ""


Choices = tuple[dict[str, str], str]


def _categories(words: Words, text: str) -> Choices:
    known = read_fields({"category": text})[0].get("category") if text else None
    choices = {each.value: words(f"lending-category-{each.value}") for each in Category}
    return choices, known.value if known else ""


def _askers(words: Words, text: str) -> Choices:
    chosen = read_fields({"askers": text})[1]["askers"].value
    return {each.value: words(f"items-choice-askers-{each.value}") for each in Askers}, chosen


def _approvals(words: Words, text: str) -> Choices:
    chosen = read_fields({"approval": text})[1]["approval"].value
    return {each.value: words(f"items-choice-approval-{each.value}") for each in Approval}, chosen


def _holds(words: Words, text: str) -> Choices:
    said = read_fields({"hold": text})[1]
    spans = sorted({*HOLDS, *([said["hold_for"]] if said["hold_for"] else [])})
    choices = {"no": words("items-choice-hold-no"), "yes": words("items-choice-hold-yes")}
    for span in spans:
        choices[f"{span} min"] = words("items-choice-hold-for", span=words.span(span))
    held = f"{said['hold_for']} min" if said["hold_for"] else "yes"
    return choices, held if said["hold_on_request"] else "no"


def _chains(words: Words, text: str) -> Choices:
    chosen = read_fields({"no_chain": text})[1]["no_chain"]
    choices = {each: words(f"items-choice-chain-{each}") for each in ("no", "yes")}
    return choices, "yes" if chosen else "no"


CHOICES: dict[str, Callable[[Words, str], Choices]] = {
    "category": _categories,
    "askers": _askers,
    "approval": _approvals,
    "hold": _holds,
    "no_chain": _chains,
}


# -- opening and taking ----------------------------------------------------------------------------


async def ask(interaction: Interaction, press: Press) -> None:
    """A button of the card: its form, filled with what is there."""
    sheet = await item_card.editable(interaction, press)
    words = words_for(interaction)
    texts = to_texts(sheet.item, "", words.language)
    act = press.card.act
    await open_form(interaction, item_form(words, press.card, act, texts))


def item_form(words: Words, card_id: CardId, act: str, texts: Mapping[str, str]) -> Any:
    title = words(f"items-form-{act}")
    return form(card_id.to(f"{act}-typed"), title, *fields_of(words, FORMS[act], texts))


async def take(interaction: Interaction, press: Press) -> None:
    """A form of texts was sent."""
    act = press.card.act.removesuffix("-typed")
    typed = Typed(act, press.card.number, texts_of(press, FORMS[act]))

    async def change() -> None:
        await interaction.client.services.items.change(
            press.caller,
            press.card.number,
            ItemChange.typed(typed.texts),
            interaction_id=interaction.id,
        )
        face = FACES.get(act, item_card.EDIT)
        said = words_for(interaction)("items-changed")
        await item_card.redraw(interaction, press.caller, press.card.number, face=face, said=said)

    await or_try_again(interaction, press, typed, change)


async def take_photo(interaction: Interaction, press: Press) -> None:
    """The form with the photo was sent."""
    await item_card.editable(interaction, press)
    attached = attachment_of(press, "photo")
    if attached is None:
        raise Refused("photo-none")

    async def change() -> None:
        await interaction.client.services.items.set_photo(
            press.caller,
            press.card.number,
            await read_photo(interaction, attached),
            interaction_id=interaction.id,
        )
        said = words_for(interaction)("items-changed")
        await item_card.redraw(
            interaction, press.caller, press.card.number, face=item_card.EDIT, said=said
        )

    await or_try_again(interaction, press, Typed("photo", press.card.number, {}), change)


def attachment_of(press: Press, name: str) -> discord.Attachment | None:
    files = press.fields.get(name)
    attached = files[0] if isinstance(files, list) and files else None
    return attached if isinstance(attached, discord.Attachment) else None


async def read_photo(interaction: Interaction, attached: discord.Attachment) -> Photo:
    """The photo that was sent, checked by its bytes. Raises Refused: photo-…"""
    await defer(interaction)
    photo = await photo_from(attached)
    if photo is None:
        raise Refused("photo-none")
    return photo


async def or_try_again(
    interaction: Interaction, press: Press, typed: Typed, do: Callable[[], Awaitable[None]]
) -> None:
    """Do it; refused, say why and keep what was typed for «Réessayer»."""
    try:
        await do()
    except Refused as refused:
        if refused.key in FINAL:
            raise
        await say_again(interaction, press, typed, refused)


async def say_again(interaction: Interaction, press: Press, typed: Typed, refused: Refused) -> None:
    """Why not, with «Réessayer»."""
    await offer_again(interaction, press, typed, await refusal_sentence(interaction, refused))


async def offer_again(
    interaction: Interaction,
    press: Press,
    typed: Typed,
    sentence: str,
    others: Callable[[CardId], list[discord.ui.Button[Any]]] = lambda here: [],
) -> None:
    """A refusal with «Réessayer», and ``others``: buttons about what was typed."""
    items = interaction.client.services.items
    draft = await items.keep_typed(press.caller, typed.to_keep())
    here = CardId("typed", press.caller.guild_id, draft, "again")
    again = button(here, words_for(interaction)("items-button-again"), style="primary", emoji="✏️")
    await reply(interaction, card("late", sentence, [*others(here), again]))


async def typed_before(interaction: Interaction, press: Press, draft: int) -> Typed:
    """What this person had typed. Raises Refused("typed-gone")."""
    kept = await interaction.client.services.items.typed(press.caller, draft)
    return Typed(**kept)


def register_forms(app: Any) -> None:
    buttons, forms = app.client.buttons, app.client.forms
    for act in FORMS:
        buttons.on("item", act, ask)
        forms.on("item", f"{act}-typed", take_photo if act == "photo" else take)
