"""«Réserver pour nous»: an owner keeps dates of their own item, so that its calendar is true."""

from typing import Any

from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for, refusal_sentence
from cogs._shared.fields import form, text_field
from cogs._shared.plain import plain
from cogs._shared.replies import open_form
from cogs.lending import dates, item_card, item_forms
from cogs.lending.item_forms import Typed
from cogs.lending.reasons import not_free_text
from domain.errors import Refused
from domain.item_reading import read_count
from domain.periods import Period
from domain.when import LONGEST_TEXT
from locales import Words
from services.lending import Wish

FIELDS = ("when", "quantity", "project")


async def ask(interaction: Interaction, press: Press) -> None:
    await item_card.editable(interaction, press)
    await open_form(interaction, reserve_form(words_for(interaction), press.card, {}))


def reserve_form(words: Words, card_id: CardId, texts: dict[str, str]) -> Any:
    return form(
        card_id.to("reserve-typed"),
        words("items-form-reserve"),
        text_field(
            "when",
            words("items-field-when"),
            value=texts.get("when", ""),
            hint=words("items-hint-when"),
            most=LONGEST_TEXT,
        ),
        text_field(
            "quantity", words("items-field-quantity"), value=texts.get("quantity", "1"), most=6
        ),
        text_field(
            "project",
            words("items-field-project"),
            value=texts.get("project", ""),
            hint=words("items-hint-project"),
            required=False,
        ),
    )


async def take(interaction: Interaction, press: Press) -> None:
    """The form was sent: reserved, or which dates were meant is asked."""
    await item_card.editable(interaction, press)
    typed = Typed("reserve", press.card.number, item_forms.texts_of(press, FIELDS))
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    text = typed.texts["when"]
    understood = dates.understand(text, interaction.client.clock(), zone, words.language)
    if understood.is_clear:
        await _keep(interaction, press, typed, understood.readings[0].period)
        return
    if understood.refused is not None:
        sentence = await refusal_sentence(interaction, understood.refused)
        if understood.readings:
            sentence += "\n" + words("items-reserve-maybe")
    else:
        sentence = words("items-reserve-which", text=plain(text))
    periods = [reading.period for reading in understood.readings[: dates.OFFERED]]
    await _offer(interaction, press, typed, sentence, "take", periods)


async def take_offered(interaction: Interaction, press: Press) -> None:
    """One of the dates offered."""
    typed = await item_forms.typed_before(interaction, press, press.card.number)
    await _keep(interaction, press, typed, dates.period_from(press.card.extra))


async def take_anyway(interaction: Interaction, press: Press) -> None:
    """«Réserver quand même»: the owner's word that the gap between two loans may be skipped."""
    typed = await item_forms.typed_before(interaction, press, press.card.number)
    period = dates.period_from(press.card.extra)
    await _keep(interaction, press, typed, period, skips_buffer=True)


async def _keep(
    interaction: Interaction,
    press: Press,
    typed: Typed,
    period: Period,
    *,
    skips_buffer: bool = False,
) -> None:
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    try:
        wish = Wish(
            typed.number, period, read_count(typed.texts["quantity"]), typed.texts["project"]
        )
        loan = await interaction.client.services.lending.reserve(
            press.caller, wish, skips_buffer=skips_buffer, interaction_id=interaction.id
        )
    except Refused as refused:
        if refused.key in item_forms.FINAL:
            raise
        if refused.key != "not-free":
            await item_forms.say_again(interaction, press, typed, refused)
            return
        said = words("items-reserve-taken", period=words.period(period, zone))
        said += "\n" + not_free_text(words, zone, refused)
        anyway = [period] if _only_gap(refused) and not skips_buffer else []
        await _offer(interaction, press, typed, said, "take-anyway", anyway)
        return
    said = words("items-reserved", period=words.period(loan.period, zone), quantity=loan.quantity)
    await item_card.redraw(interaction, press.caller, typed.number, said=said)


def _only_gap(refused: Refused) -> bool:
    """Whether nothing is in the way but the gap kept between two loans."""
    reasons = refused.facts["reasons"]
    return len(reasons) == 1 and bool(reasons[0].facts.get("only_gap"))


async def _offer(
    interaction: Interaction,
    press: Press,
    typed: Typed,
    sentence: str,
    act: str,
    periods: list[Period],
) -> None:
    """Why not, with buttons: the form again, and what may be meant or done."""
    words, zone = words_for(interaction), (await facts_for(interaction)).zone

    def others(here: CardId) -> list[Any]:
        if act == "take-anyway":
            labels = [words("items-button-anyway") for _ in periods]
        else:
            labels = [dates.short(words, period, zone) for period in periods]
        return [
            button(here.to(act, dates.token(period)), label)
            for period, label in zip(periods, labels, strict=True)
        ]

    await item_forms.offer_again(interaction, press, typed, sentence, others)
