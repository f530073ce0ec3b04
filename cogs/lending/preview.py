"""From what was typed to the private preview of a request; nothing is lost on the way."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from cogs._shared.buttons import CardId, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for, refusal_sentence
from cogs._shared.plain import plain
from cogs._shared.replies import reply
from cogs._shared.views import Card, card
from cogs.lending import dates
from cogs.lending.naming import photo_of
from cogs.lending.request_card import LABEL, dates_card, draft_id, preview_card
from domain.errors import Refused
from domain.people import Caller
from domain.periods import Period
from domain.text import shorten
from services.lending import MOST_UNITS
from services.loan_board import Preview

Show = Callable[..., Awaitable[None]]
_NEAR = re.compile(r"(.*) \(#(\d{1,9})\)", re.DOTALL)


@dataclass(frozen=True)
class Typed:
    """A request as somebody typed it. ``item`` is a name or ``#12``, ``when`` any text."""

    item: str
    when: str
    quantity: int = 1
    project: str = ""
    organisation: int | None = None


async def preview_typed(
    interaction: Interaction, caller: Caller, typed: Typed, show: Show = reply
) -> None:
    """The preview of what was typed; or what was not understood, with a button for each guess."""
    zone = (await facts_for(interaction)).zone
    words = words_for(interaction)
    now = interaction.client.clock()
    understood = dates.understand(typed.when, now, zone, words.language)
    first = understood.readings[0]
    try:
        preview = await _look(interaction, caller, typed, first.period)
    except Refused as refused:
        await show(
            interaction,
            await _not_taken(interaction, caller, typed, first.period, refused),
            files=(),
        )
        return
    if understood.is_clear:
        await show_preview(interaction, preview, show, open_end=not first.has_end)
        return
    if understood.refused is None:
        said = words("lending-dates-several", text=plain(typed.when))
        ask = words("lending-dates-which")
    else:
        said = await refusal_sentence(interaction, understood.refused)
        ask = words("lending-dates-maybe")
    await show(
        interaction, dates_card(words, zone, preview, understood.readings, said, ask), files=()
    )


async def show_preview(
    interaction: Interaction, preview: Preview, show: Show, *, open_end: bool = False
) -> None:
    zone, now = (await facts_for(interaction)).zone, interaction.client.clock()
    files = [] if preview.reasons else await photo_of(interaction, preview.item)
    settings = await interaction.client.services.settings.known(preview.item.guild_id)
    made = preview_card(
        words_for(interaction),
        zone,
        preview,
        settings.lending_channel,
        files,
        now,
        open_end=open_end,
    )
    await show(interaction, made, files=files)


async def _look(interaction: Interaction, caller: Caller, typed: Typed, period: Period) -> Preview:
    return await interaction.client.services.board.preview(
        caller, typed.item, period, typed.quantity, typed.project, typed.organisation
    )


async def _not_taken(
    interaction: Interaction, caller: Caller, typed: Typed, period: Period, refused: Refused
) -> Card:
    """A card for an item or a quantity that can't be, which keeps the rest of what was typed.

    Raises ``refused`` when it is about something else.
    """
    if refused.key == "bad-quantity":
        kept = await _look(interaction, caller, replace(typed, quantity=1), period)
        said = await refusal_sentence(interaction, refused)
        return _ask_again(interaction, said, draft_id(kept))
    if refused.key not in ("item-unknown", "item-ambiguous"):
        raise refused
    words = words_for(interaction)
    key = "lending-item-several" if refused.key == "item-ambiguous" else "lending-item-unknown"
    said = words(key, said=plain(shorten(typed.item, 100)))
    near = [found for each in refused.facts["near"] if (found := _NEAR.fullmatch(each))]
    if not near:
        return _see_items(interaction, caller, said, typed)
    quantity = typed.quantity if 0 < typed.quantity <= MOST_UNITS else 1
    kept = await _look(
        interaction, caller, replace(typed, item=f"#{near[0][2]}", quantity=quantity), period
    )
    here = draft_id(kept)
    names = [button(here.to("other", each[2]), shorten(each[1], LABEL)) for each in near]
    return card("waiting", said, _typed_line(interaction, typed), names)


def _ask_again(interaction: Interaction, said: str, here: CardId) -> Card:
    words = words_for(interaction)
    change = button(here.to("change"), words("lending-button-change"), style="primary")
    return card("late", said, [change, button(here.to("cancel"), words("lending-button-cancel"))])


def _see_items(interaction: Interaction, caller: Caller, said: str, typed: Typed) -> Card:
    words = words_for(interaction)
    items = CardId("items", caller.guild_id, 1, "open")
    label = words("lending-button-items")
    return card(
        "late", said, _typed_line(interaction, typed), [button(items, label, style="primary")]
    )


def _typed_line(interaction: Interaction, typed: Typed) -> str:
    return words_for(interaction)(
        "lending-typed",
        when=plain(shorten(typed.when, 100)),
        quantity=typed.quantity,
        project=plain(shorten(typed.project, 200)) or "none",
    )
