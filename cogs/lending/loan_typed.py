"""What the forms of a loan do: opened, sent, given back with what was typed."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

import discord

from cogs._shared.buttons import Handler, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for, refusal_sentence
from cogs._shared.plain import plain
from cogs._shared.replies import open_form, reply
from cogs.lending.dates import OFFERED, short, token, understand
from cogs.lending.loan_buttons import answer_refused, extend_until, offer_dates
from cogs.lending.loan_forms import (
    FORMS,
    Asked,
    kept_in,
    loan_form,
    not_taken,
    pieces_from,
)
from cogs.lending.loan_lines import until
from cogs.lending.loan_shown import show_done
from cogs.lending.photo_upload import photo_from
from cogs.lending.reasons import not_free_text
from domain.errors import Refused
from domain.lending import Loan
from domain.periods import Period
from domain.when import LONGEST_TEXT, Reading
from locales import Words

MINUTE = timedelta(minutes=1)


def asking(asked: Asked) -> Handler:
    """The handler that opens a form, once it is sure that its act is allowed."""

    async def handler(interaction: Interaction, press: Press) -> None:
        await _open(interaction, press, asked, {}, press.card.revision)

    return handler


def asking_again(asked: Asked) -> Handler:
    """«Réessayer»: the form with what was typed into it; the loan may have changed meanwhile."""

    async def handler(interaction: Interaction, press: Press) -> None:
        await _open(interaction, press, asked, kept_in(interaction.message, asked), None)

    return handler


async def _open(
    interaction: Interaction,
    press: Press,
    asked: Asked,
    typed: dict[str, str],
    revision: int | None,
) -> None:
    board = interaction.client.services.board
    try:
        view = await board.check(press.caller, press.card.number, asked.act, revision)
    except Refused as refused:
        await answer_refused(interaction, press, refused)
        return
    form = loan_form(words_for(interaction), asked.name, view, press.card.extra, typed)
    await open_form(interaction, form)


Take = Callable[[Interaction, Press], Awaitable[Loan | None]]


def typed(asked: Asked, take: Take) -> Handler:
    """The handler of a form that was sent: whatever is refused, nothing typed is lost."""

    async def handler(interaction: Interaction, press: Press) -> None:
        try:
            done = await take(interaction, press)
        except Refused as refused:
            await _give_back(interaction, press, asked, refused)
            return
        if done is not None:
            await show_done(interaction, press, asked.name)

    return handler


async def _give_back(
    interaction: Interaction, press: Press, asked: Asked, refused: Refused
) -> None:
    """Why the form was not taken, with what it held. Raises what no correction would mend."""
    if refused.key in ("not-allowed", "loan-unknown", "already-done"):
        raise refused
    sentence = await refusal_sentence(interaction, refused)
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    if refused.key == "not-free":
        title = words("loans-not-free", item=plain(refused.facts["item"]))
        sentence = f"{title}\n{not_free_text(words, zone, refused)}"
    free: Period | None = refused.facts.get("next_free")
    ways: list[discord.ui.Button[Any]] = []
    if asked.name == "offer" and free is not None:
        label = words("loans-button-offer-at", period=short(words, free, zone))
        ways = [button(press.card.to("offer-at", token(free)), label, style="primary")]
    revision = press.card.revision
    await reply(interaction, not_taken(interaction, press, asked, sentence, revision, ways))


async def take_refusal(interaction: Interaction, press: Press) -> Loan:
    return await interaction.client.services.lending.refuse(
        press.caller,
        press.card.number,
        press.text("reason"),
        revision=press.card.revision,
        interaction_id=interaction.id,
    )


async def take_offer(interaction: Interaction, press: Press) -> Loan | None:
    readings = await _read(interaction, press, FORMS["offer"], press.text("when"))
    return await offer_dates(interaction, press, readings[0].period) if readings else None


async def take_extension(interaction: Interaction, press: Press) -> Loan | None:
    readings = await _read(interaction, press, FORMS["extend"], press.text("until"))
    return await extend_until(interaction, press, _end_of(readings[0])) if readings else None


async def take_return(interaction: Interaction, press: Press) -> Loan:
    files = press.fields.get("photo")
    sent = files[0] if isinstance(files, list) and files else None
    pieces = pieces_from(press)
    photo = await photo_from(sent if isinstance(sent, discord.Attachment) else None)
    return await interaction.client.services.returns.give_back(
        press.caller,
        press.card.number,
        pieces,
        press.text("condition"),
        photo,
        revision=press.card.revision,
        interaction_id=interaction.id,
    )


def _end_of(reading: Reading) -> datetime:
    """« dimanche 20h » as an end is that moment; a day or a range ends where it ends."""
    if reading.whole_days or reading.has_end:
        return reading.period.end
    return reading.period.start


async def _read(
    interaction: Interaction, press: Press, asked: Asked, text: str
) -> Sequence[Reading]:
    """The one meaning of a text; none when the person is asked which they mean."""
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    text = text[:LONGEST_TEXT]
    meant = understand(text, interaction.client.clock(), zone, words.language)
    ends = asked.name == "extend"
    readings = list(meant.readings)
    if ends and meant.refused is None:
        readings = await _later_too(interaction, press, text, readings)
    readings = _distinct(readings, ends)
    if meant.refused is None and len(readings) == 1:
        return readings
    sentence = words("loans-which", text=plain(text))
    if meant.refused is not None:
        sentence = await refusal_sentence(interaction, meant.refused)
    buttons = [_meaning(words, zone, press, each, ends) for each in readings[:OFFERED]]
    revision = press.card.revision
    await reply(interaction, not_taken(interaction, press, asked, sentence, revision, buttons))
    return ()


async def _later_too(
    interaction: Interaction, press: Press, text: str, readings: list[Reading]
) -> list[Reading]:
    """« mardi » may be the one before the end there is, or the one after: then both are offered."""
    view = await interaction.client.services.board.view(press.caller, press.card.number)
    end = view.loan.period.end
    if all(_end_of(each) >= end for each in readings):
        return readings
    later = understand(text, end, view.zone, words_for(interaction).language)
    now = interaction.client.clock()
    after = [each for each in later.readings if _end_of(each) > end]
    sooner = [each for each in readings if _end_of(each) > now] if after else readings
    return [*after, *sooner]


def _distinct(readings: Sequence[Reading], ends: bool) -> list[Reading]:
    by_meaning = {_end_of(each) if ends else each.period: each for each in readings}
    return list(by_meaning.values())


def _meaning(
    words: Words, zone: tzinfo, press: Press, reading: Reading, ends: bool
) -> discord.ui.Button[Any]:
    """One meaning of what was typed, as a button that takes it."""
    if not ends:
        period = reading.period
        at = press.card.to("offer-at", token(period))
        return button(at, short(words, period, zone), style="primary")
    end = _end_of(reading)
    to = press.card.to("extend-to", token(Period(end - MINUTE, end)))
    return button(to, until(words, end, zone), style="primary")


TAKES: dict[str, Take] = {
    "refuse": take_refusal,
    "offer": take_offer,
    "extend": take_extension,
    "return": take_return,
}
