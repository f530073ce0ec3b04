"""An item's card: to others what it is and whether it is free, to its owner the buttons to run it.

One card, four faces: as it is, being edited, its rules, and the question before it is withdrawn.
"""

from datetime import tzinfo
from typing import Any

import discord

from cogs._shared.buttons import CardId, Press, button, menu
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for
from cogs._shared.plain import plain
from cogs._shared.replies import reply, update
from cogs._shared.views import Card, Part, card, line, menu_row
from cogs.lending.naming import photo_of, who, with_photo
from domain.errors import Refused
from domain.item_fields import runs
from domain.items import Approval, Item, ItemState, Rules
from domain.people import Act, Caller
from locales import Words
from services.items import ItemChange, ItemSheet

PLAIN, EDIT, RULES, WITHDRAW = "plain", "edit", "rules", "withdraw"
OWN_NAME = "0"
MENU = 24
SHOWN_RESERVED, SHOWN_CLOSED = 5, 6


# -- what shows it ---------------------------------------------------------------------------------


async def show(interaction: Interaction, press: Press) -> None:
    """A button of a list or of another face: the card itself."""
    await redraw(interaction, press.caller, press.card.number)


async def open_sheet(interaction: Interaction, press: Press) -> None:
    """«Fiche»: the card as a new answer, private; what was pressed stays."""
    made, files = await drawn(interaction, press.caller, press.card.number)
    await reply(interaction, made, files=files)


async def redraw(
    interaction: Interaction, caller: Caller, number: int, *, face: str = PLAIN, said: str = ""
) -> None:
    """Draw an item's card in place of the message pressed, or as a form's answer."""
    made, files = await drawn(interaction, caller, number, face=face, said=said)
    await update(interaction, made, files=files)


async def drawn(
    interaction: Interaction, caller: Caller, number: int, *, face: str = PLAIN, said: str = ""
) -> tuple[Card, list[discord.File]]:
    """The card and its photo. Raises Refused("item-unknown"), ("not-allowed") for its owner's
    faces."""
    sheet = await interaction.client.services.items.sheet(caller, number)
    if face != PLAIN and not sheet.edits:
        raise not_the_owner(sheet)
    files = await photo_of(interaction, sheet.item)
    zone = (await facts_for(interaction)).zone
    shown = {EDIT: edit_card, RULES: rules_card, WITHDRAW: withdraw_card, PLAIN: item_card}[face]
    return shown(words_for(interaction), zone, sheet, files, said), files


async def editable(interaction: Interaction, press: Press) -> ItemSheet:
    """The item that a form is about. Raises Refused("not-allowed") for who may not change it."""
    sheet = await interaction.client.services.items.sheet(press.caller, press.card.number)
    if not sheet.edits:
        raise not_the_owner(sheet)
    return sheet


def not_the_owner(sheet: ItemSheet) -> Refused:
    return Refused("not-allowed", act=Act.EDIT_ITEM.value, owner=sheet.item.owner, borrower=None)


# -- presses ---------------------------------------------------------------------------------------


async def edit(interaction: Interaction, press: Press) -> None:
    await redraw(interaction, press.caller, press.card.number, face=EDIT)


async def rules(interaction: Interaction, press: Press) -> None:
    await redraw(interaction, press.caller, press.card.number, face=RULES)


async def suspend(interaction: Interaction, press: Press) -> None:
    items = interaction.client.services.items
    await items.suspend(press.caller, press.card.number, interaction_id=interaction.id)
    await redraw(interaction, press.caller, press.card.number)


async def resume(interaction: Interaction, press: Press) -> None:
    items = interaction.client.services.items
    await items.resume(press.caller, press.card.number, interaction_id=interaction.id)
    await redraw(interaction, press.caller, press.card.number)


async def ask_withdraw(interaction: Interaction, press: Press) -> None:
    await redraw(interaction, press.caller, press.card.number, face=WITHDRAW)


async def withdraw(interaction: Interaction, press: Press) -> None:
    items = interaction.client.services.items
    gone = await items.withdraw(press.caller, press.card.number, interaction_id=interaction.id)
    words = words_for(interaction)
    said = words("items-withdrawn", item=plain(gone.name))
    await update(interaction, card("neutral", said), files=())


async def give(interaction: Interaction, press: Press) -> None:
    """The menu of owners: an organisation, or one's own name."""
    chosen = press.values[0] if press.values else ""
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 10):
        raise Refused("bad-option")
    await interaction.client.services.items.change(
        press.caller,
        press.card.number,
        ItemChange(owner=int(chosen)),
        interaction_id=interaction.id,
    )
    await redraw(interaction, press.caller, press.card.number, face=EDIT)


# -- faces -----------------------------------------------------------------------------------------


def item_card(
    words: Words, zone: tzinfo, sheet: ItemSheet, files: list[discord.File], said: str = ""
) -> Card:
    """What everybody sees; whoever may edit it gets its owner's buttons besides."""
    item = sheet.item
    here = CardId("item", item.guild_id, item.number, "show")
    offered = item.state is ItemState.OFFERED
    parts: list[Part] = [
        said,
        _head(words, sheet, files),
        plain(item.description),
        _state(words, zone, sheet),
        _facts(words, item),
        _rules_in_short(words, item.rules),
    ]
    if sheet.reserved:
        parts.append(_reserved(words, zone, sheet))
    asking = button(
        here.to("ask"),
        words("items-button-ask"),
        style="plain" if sheet.edits else "primary",
        emoji="🙋",
        off=not offered,
    )
    calendar = CardId("calendar", item.guild_id, item.number, "open")
    planning = button(calendar, words("items-button-calendar"), emoji="📅")
    if not sheet.edits:
        return card("info" if offered else "neutral", *parts, [asking, planning])
    parts += [line(), _owner_buttons(words, here, offered), [asking, planning]]
    return card("info" if offered else "neutral", *parts)


def edit_card(
    words: Words, zone: tzinfo, sheet: ItemSheet, files: list[discord.File], said: str = ""
) -> Card:
    """«Modifier»: a button for each form, and for whom it is lent."""
    item = sheet.item
    here = CardId("item", item.guild_id, item.number, "show")
    parts: list[Part] = [
        said,
        _head(words, sheet, files),
        plain(item.description),
        _facts(words, item) or words("items-edit-nothing"),
        line(),
    ]
    owners = _owners(words, sheet)
    if len(owners) > 1:
        chosen = str(item.owner.organisation or OWN_NAME)
        parts.append(words("items-edit-owner"))
        parts.append(
            menu_row(menu(here.to("give"), words("items-edit-owner"), owners, chosen=chosen))
        )
    parts.append(
        [
            button(here.to("sheet"), words("items-button-sheet"), style="primary", emoji="✏️"),
            button(here.to("value"), words("items-button-value"), emoji="💶"),
            button(here.to("photo"), words("items-button-photo"), emoji="📷"),
            button(here.to("broken"), words("items-button-broken"), emoji="🔧"),
            button(here, words("items-button-back"), emoji="↩️"),
        ]
    )
    return card("info", *parts)


def rules_card(
    words: Words, zone: tzinfo, sheet: ItemSheet, files: list[discord.File], said: str = ""
) -> Card:
    """«Règles»: every rule in words, and the forms that change them."""
    item = sheet.item
    here = CardId("item", item.guild_id, item.number, "show")
    return card(
        "info",
        said,
        words("items-rules-title", item=plain(item.name)),
        "\n".join(rules_lines(words, item.rules)),
        [
            button(here.to("delays"), words("items-button-delays"), style="primary", emoji="⏱️"),
            button(here.to("who"), words("items-button-who"), emoji="🤝"),
            button(here.to("closed"), words("items-button-closed"), emoji="🗓️"),
            button(here, words("items-button-back"), emoji="↩️"),
        ],
    )


def withdraw_card(
    words: Words, zone: tzinfo, sheet: ItemSheet, files: list[discord.File], said: str = ""
) -> Card:
    here = CardId("item", sheet.item.guild_id, sheet.item.number, "show")
    return card(
        "waiting",
        words("items-withdraw-sure", item=plain(sheet.item.name)),
        [
            button(here.to("withdraw"), words("items-button-withdraw-yes"), style="danger"),
            button(here, words("items-button-withdraw-no")),
        ],
    )


# -- parts of faces --------------------------------------------------------------------------------


def _head(words: Words, sheet: ItemSheet, files: list[discord.File]) -> Part:
    item = sheet.item
    small = words(
        "items-card-facts",
        category=words(f"lending-category-{item.category.value}"),
        units=words("items-card-units", count=item.units),
        owner=who(words, sheet.owner),
    )
    return with_photo(f"### {plain(item.name)}\n-# #{item.number} · {small}", item, files)


def _state(words: Words, zone: tzinfo, sheet: ItemSheet) -> str:
    """« ✅ 2 sur 3 libres maintenant », or when there is one, or that it is not lent."""
    item = sheet.item
    lines = []
    if item.state is ItemState.SUSPENDED:
        lines.append(words("items-card-suspended"))
    elif sheet.free_now:
        lines.append(words("items-card-free", free=sheet.free_now, units=item.units))
    elif sheet.next_free is not None:
        moment = words.moment(sheet.next_free.start, zone)
        lines.append(words("items-card-next", moment=moment))
    else:
        lines.append(words("items-card-taken"))
    if item.out_of_order:
        lines.append(words("items-card-broken", count=item.out_of_order))
    return "\n".join(lines)


def _facts(words: Words, item: Item) -> str:
    lines = []
    if item.place:
        lines.append(words("items-card-place", place=plain(item.place)))
    if item.value_cents is not None:
        lines.append(words("items-card-value", value=words.money(item.value_cents)))
    if item.rate_cents is not None:
        source = plain(item.rate_source)
        rate = words.money(item.rate_cents)
        lines.append(words("items-card-rate", rate=rate) + (f" ({source})" if source else ""))
    if item.conditions:
        lines.append(words("items-card-conditions", conditions=plain(item.conditions)))
    return "\n".join(lines)


def _rules_in_short(words: Words, rules: Rules) -> str:
    said = [words(f"items-rule-approval-{rules.approval.value}")]
    said += _spans(words, rules)
    return "-# " + " · ".join(said)


def _spans(words: Words, rules: Rules) -> list[str]:
    said = []
    if rules.notice:
        said.append(words("items-rule-notice", span=words.span(rules.notice)))
    if rules.longest:
        said.append(words("items-rule-longest", span=words.span(rules.longest)))
    if rules.ahead:
        said.append(words("items-rule-ahead", span=words.span(rules.ahead)))
    return said


def rules_lines(words: Words, rules: Rules) -> list[str]:
    """Every rule as a line that anybody understands."""
    said = [
        words(f"items-rule-askers-{rules.askers.value}"),
        words(f"items-rule-approval-{rules.approval.value}"),
        _held(words, rules),
        *_spans(words, rules),
    ]
    if rules.no_chain and rules.longest:
        said.append(words("items-rule-no-chain"))
    if rules.buffer:
        said.append(words("items-rule-buffer", span=words.span(rules.buffer)))
    if rules.units_per_borrower:
        said.append(words("items-rule-per-borrower", count=rules.units_per_borrower))
    if rules.largest_share:
        said.append(words("items-rule-share", percent=rules.largest_share))
    if rules.closed_on:
        said.append(words("items-rule-closed", days=closed_text(words, rules)))
    return [f"- {each}" for each in said]


def _held(words: Words, rules: Rules) -> str:
    if rules.approval is Approval.AUTOMATIC or not rules.hold_on_request:
        return words("items-rule-hold-no")
    if rules.hold_for is None:
        return words("items-rule-hold-yes")
    return words("items-rule-hold-for", span=words.span(rules.hold_for))


def closed_text(words: Words, rules: Rules) -> str:
    """« ven. 25 déc., jeu. 31 déc. – sam. 2 janv. … »"""
    found = [
        words.day(first) if first == last else f"{words.day(first)} – {words.day(last)}"
        for first, last in runs(rules.closed_on)
    ]
    return ", ".join(found[:SHOWN_CLOSED]) + ("…" if len(found) > SHOWN_CLOSED else "")


def _reserved(words: Words, zone: tzinfo, sheet: ItemSheet) -> str:
    lines = [
        words(
            "items-card-reserved-line",
            period=words.period(loan.period, zone),
            quantity=loan.quantity,
            number=str(loan.number),
        )
        for loan in sheet.reserved[:SHOWN_RESERVED]
    ]
    left = len(sheet.reserved) - len(lines)
    if left:
        lines.append(words("items-card-reserved-more", count=left))
    return "\n".join([words("items-card-reserved"), *lines])


def _owner_buttons(words: Words, here: CardId, offered: bool) -> list[discord.ui.Button[Any]]:
    pause = ("suspend", "⏸️") if offered else ("resume", "▶️")
    return [
        button(here.to("edit"), words("items-button-edit"), style="primary", emoji="✏️"),
        button(here.to("rules"), words("items-button-rules"), emoji="📜"),
        button(here.to("reserve"), words("items-button-reserve"), emoji="🔒"),
        button(here.to(pause[0]), words(f"items-button-{pause[0]}"), emoji=pause[1]),
        button(here.to("withdraw-ask"), words("items-button-withdraw"), emoji="🗑️"),
    ]


def _owners(words: Words, sheet: ItemSheet) -> dict[str, str]:
    owners = {str(each.number): each.name for each in sheet.choices[:MENU]}
    if sheet.own_name:
        owners[OWN_NAME] = words("items-edit-own-name")
    return owners
