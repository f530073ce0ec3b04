"""``/partager``: a form with what matters first; then the item's card, where the rest is said."""

from typing import Any

import discord
from discord import app_commands

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press
from cogs._shared.context import Interaction, words_for
from cogs._shared.fields import form
from cogs._shared.plain import plain
from cogs._shared.replies import open_form
from cogs._shared.translator import command
from cogs._shared.wiring import Wiring
from cogs.lending import item_card, item_forms, item_import, reserve
from cogs.lending.item_forms import Typed
from domain.errors import Refused
from domain.item_reading import LONGEST
from domain.people import Caller
from locales import Words
from services.items import ItemChange
from services.photos import MAX_BYTES

FIRST = ("name", "category", "units", "description")
"""What is asked first; the fifth field is the photo, or the place when there is a photo already."""


async def share(
    interaction: Interaction,
    name: app_commands.Range[str, 1, 80] = "",
    photo: discord.Attachment | None = None,
) -> None:
    """The command: the form, filled with the name; the photo waits for it to be sent."""
    caller = await caller_from(interaction)
    if photo is not None and photo.size > MAX_BYTES:
        raise Refused("photo-too-big", limit_mib=MAX_BYTES // 1024**2)
    texts = {"name": name.strip()[: LONGEST["name"]], "units": "1"}
    draft = 0
    if photo is not None:
        kept = Typed("share", 0, texts, dict(photo.to_dict()))
        draft = await interaction.client.services.items.keep_typed(caller, kept.to_keep())
    made = share_form(words_for(interaction), caller.guild_id, draft, texts, photo is not None)
    await open_form(interaction, made)


async def open_share(interaction: Interaction, caller: Caller) -> None:
    """The empty form: what the panel's «Partager» opens."""
    texts = {"units": "1"}
    await open_form(
        interaction, share_form(words_for(interaction), caller.guild_id, 0, texts, False)
    )


async def ask(interaction: Interaction, press: Press) -> None:
    """«Partager» of a panel or an empty list."""
    await open_share(interaction, press.caller)


def share_form(
    words: Words, guild_id: int, draft: int, texts: dict[str, str], has_photo: bool
) -> Any:
    """``draft`` keeps the photo that came with the command, 0 when none did."""
    names = (*FIRST, "place" if has_photo else "photo")
    return form(
        CardId("typed", guild_id, draft, "share"),
        words("items-form-share"),
        *item_forms.fields_of(words, names, texts),
    )


async def take(interaction: Interaction, press: Press) -> None:
    """The form was sent: the item is offered, and its card shown to its owner."""
    texts = item_forms.texts_of(
        press, tuple(each for each in (*FIRST, "place") if each in press.fields)
    )
    attached = item_forms.attachment_of(press, "photo") or await _kept_photo(interaction, press)
    photo = dict(attached.to_dict()) if attached is not None else None
    typed = Typed("share", 0, texts, photo)

    async def offer() -> None:
        change = ItemChange.typed(typed.texts)
        checked = await item_forms.read_photo(interaction, attached) if attached else None
        items = interaction.client.services.items
        item = await items.share(press.caller, change, checked, interaction_id=interaction.id)
        said = words_for(interaction)("items-shared", item=plain(item.name))
        await item_card.redraw(interaction, press.caller, item.number, said=said)

    try:
        await offer()
    except Refused as refused:
        if refused.key in item_forms.FINAL:
            raise
        if refused.key.startswith("photo-"):  # the next try is without it, or with another one
            typed = Typed("share", 0, texts)
        await item_forms.say_again(interaction, press, typed, refused)


async def _kept_photo(interaction: Interaction, press: Press) -> discord.Attachment | None:
    """The photo that came with the command, or with a try before. Raises Refused("typed-gone")."""
    if not press.card.number:
        return None
    kept = await item_forms.typed_before(interaction, press, press.card.number)
    if kept.photo is None:
        return None
    state = interaction._state  # noqa: SLF001 - discord.py has no public way to build one
    data: Any = kept.photo
    return discord.Attachment(data=data, state=state)


async def again(interaction: Interaction, press: Press) -> None:
    """«Réessayer»: the form that was refused, with what was typed in it."""
    typed = await item_forms.typed_before(interaction, press, press.card.number)
    words = words_for(interaction)
    here = CardId("item", press.caller.guild_id, typed.number, "show")
    if typed.form == "share":
        draft = press.card.number if typed.photo else 0
        made = share_form(
            words, press.caller.guild_id, draft, typed.texts, has_photo=typed.photo is not None
        )
    elif typed.form == "reserve":
        made = reserve.reserve_form(words, here, typed.texts)
    else:
        made = item_forms.item_form(words, here, typed.form, typed.texts)
    await open_form(interaction, made)


def register_items(app: Wiring) -> None:
    """``/partager``, the items' cards and forms, ``/config materiel``."""
    app.tree.add_command(command("share")(share))
    buttons, forms = app.client.buttons, app.client.forms
    for registry in (buttons, forms):
        registry.thing("item", missing="item-unknown")
        registry.thing("typed", missing="typed-gone")
    for act, handler in (
        ("show", item_card.show),
        ("open", item_card.open_sheet),
        ("edit", item_card.edit),
        ("rules", item_card.rules),
        ("suspend", item_card.suspend),
        ("resume", item_card.resume),
        ("withdraw-ask", item_card.ask_withdraw),
        ("withdraw", item_card.withdraw),
        ("give", item_card.give),
        ("reserve", reserve.ask),
    ):
        buttons.on("item", act, handler)
    buttons.on("share", "ask", ask)
    buttons.on("typed", "again", again)
    buttons.on("typed", "take", reserve.take_offered)
    buttons.on("typed", "take-anyway", reserve.take_anyway)
    forms.on("typed", "share", take)
    forms.on("item", "reserve-typed", reserve.take)
    item_forms.register_forms(app)
    item_import.register_import(app)
