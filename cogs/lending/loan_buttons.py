"""What the buttons and forms of a loan do, on whatever message they are pressed."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import discord

from cogs._shared.buttons import Handler, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for, refusal_sentence
from cogs._shared.plain import plain
from cogs._shared.replies import open_form, reply, update
from cogs._shared.views import Card, card
from cogs.lending import my_loans
from cogs.lending.dates import OFFERED, period_from, short, token, understand
from cogs.lending.loan_card import Viewer, files_of, here, loan_card
from cogs.lending.loan_forms import (
    FORMS,
    Asked,
    kept_in,
    loan_form,
    not_taken,
    pieces_from,
)
from cogs.lending.loan_lines import until
from cogs.lending.photo_upload import photo_from
from cogs.lending.reasons import not_free_text
from domain.errors import Refused
from domain.lending import Loan
from domain.periods import Period
from domain.when import Reading
from locales import Words
from services.loan_views import LoanView

log = logging.getLogger(__name__)

SAYS_NEXT = {"approve", "accept-offer", "hand-over", "offer", "return", "extend", "contest"}
"""The acts after which the next step is told; after the others the card says it all."""
SAME_AS = {"approve-anyway": "approve", "offer-at": "offer", "extend-to": "extend"}
MOVED_ON = ("card-changed", "wrong-state", "nothing-to-confirm")
MINUTE = timedelta(minutes=1)
HERE = "here"
"""Said by a button whose card takes the place of the message it is on."""

Do = Callable[[Interaction, Press], Awaitable[Loan]]


# -- buttons ---------------------------------------------------------------------------------------


def _plainly(service: str, act: str) -> Do:
    """An act that takes nothing but the loan: ``services.<service>.<act>``."""

    async def do(interaction: Interaction, press: Press) -> Loan:
        doing = getattr(getattr(interaction.client.services, service), act)
        loan: Loan = await doing(
            press.caller,
            press.card.number,
            revision=press.card.revision,
            interaction_id=interaction.id,
        )
        return loan

    return do


async def _approve_anyway(interaction: Interaction, press: Press) -> Loan:
    return await interaction.client.services.lending.approve(
        press.caller,
        press.card.number,
        revision=press.card.revision,
        skips_buffer=True,
        interaction_id=interaction.id,
    )


async def _offer_at(interaction: Interaction, press: Press) -> Loan:
    return await _offer(interaction, press, period_from(press.card.extra))


async def _extend_to(interaction: Interaction, press: Press) -> Loan:
    return await _extend(interaction, press, period_from(press.card.extra).end)


ACTS: dict[str, Do] = {
    "approve": _plainly("lending", "approve"),
    "approve-anyway": _approve_anyway,
    "accept-offer": _plainly("lending", "accept_offer"),
    "cancel": _plainly("lending", "cancel"),
    "hand-over": _plainly("lending", "hand_over"),
    "grant": _plainly("lending", "grant_extension"),
    "deny": _plainly("lending", "deny_extension"),
    "confirm": _plainly("returns", "confirm"),
    "contest": _plainly("returns", "contest"),
    "offer-at": _offer_at,
    "extend-to": _extend_to,
}


def pressed(act: str, do: Do) -> Handler:
    """The handler of a button: do it, then show the loan as it stands."""

    async def handler(interaction: Interaction, press: Press) -> None:
        try:
            await do(interaction, press)
        except Refused as refused:
            await _answer_refused(interaction, press, refused)
            return
        await show_done(interaction, press, SAME_AS.get(act, act))

    return handler


async def _answer_refused(interaction: Interaction, press: Press, refused: Refused) -> None:
    """A refusal with what can be done about it. Raises those that have a sentence only."""
    if refused.key in MOVED_ON:
        await _show_moved_on(interaction, press, refused)
    elif refused.key == "not-free":
        await reply(interaction, await _not_free(interaction, press, refused))
    else:
        raise refused


async def _show_moved_on(interaction: Interaction, press: Press, refused: Refused) -> None:
    """The card pressed is old: redraw it, and say so."""
    view = await interaction.client.services.board.view(press.caller, press.card.number)
    await redraw(interaction, press, view)
    words = words_for(interaction)
    fresh = button(
        here(view.loan, "open", HERE), words("common-refresh"), style="primary", emoji="🔄"
    )
    key = "loans-moved-on" if refused.key == "card-changed" else ""
    said = words(key) if key else await refusal_sentence(interaction, refused)
    await reply(interaction, card("neutral", said, [fresh]))


async def _not_free(interaction: Interaction, press: Press, refused: Refused) -> Card:
    """All the reasons, and the ways out: without the gap, other dates, no."""
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    offers = press.card.act in ("approve", "approve-anyway", "offer-typed", "offer-at")
    title = words("loans-not-free", item=plain(refused.facts["item"]))
    text = f"{title}\n{not_free_text(words, zone, refused)}"
    buttons: list[discord.ui.Button[Any]] = []
    if press.card.act == "approve" and _is_only_gap(refused):
        anyway = press.card.to("approve-anyway")
        buttons.append(button(anyway, words("loans-button-approve-anyway"), style="primary"))
    free: Period | None = refused.facts.get("next_free")
    if offers and free is not None:
        at = press.card.to("offer-at", token(free))
        label = words("loans-button-offer-at", period=short(words, free, zone))
        buttons.append(button(at, label))
    if offers:
        buttons.append(button(press.card.to("offer"), words("loans-button-offer"), emoji="📅"))
        buttons.append(button(press.card.to("refuse"), words("loans-button-refuse"), emoji="✖️"))
    return card("waiting", text, buttons)


def _is_only_gap(refused: Refused) -> bool:
    return all(reason.facts.get("only_gap") for reason in refused.facts["reasons"])


# -- showing ---------------------------------------------------------------------------------------


async def show_done(interaction: Interaction, press: Press, act: str) -> None:
    """The loan as it stands after an act, where it was pressed, and the next step in words."""
    view = await interaction.client.services.board.view(press.caller, press.card.number)
    words = words_for(interaction)
    said = ""
    if act in SAYS_NEXT and not view.loan.own:
        asked = act == "extend" and view.loan.asked_end is not None
        said = words(f"loans-next-{'extend-asked' if asked else act}", **_next_facts(words, view))
    if not await redraw(interaction, press, view, said) and said:
        await reply(interaction, said)


def _next_facts(words: Words, view: LoanView) -> dict[str, str]:
    return {
        "item": plain(view.item.name),
        "end": until(words, view.loan.period.end, view.zone),
    }


async def redraw(interaction: Interaction, press: Press, view: LoanView, said: str = "") -> bool:
    """Show the loan on the message pressed; True if ``said`` is shown there too (a list)."""
    if my_loans.is_list(press.card.extra):
        await my_loans.redraw(interaction, press, said or words_for(interaction)("common-done"))
        return True
    message = interaction.message
    await show_card(interaction, view, viewer_of(press.card.extra), edits=True)
    if message is not None and not message.flags.ephemeral:
        await _note_drawn(interaction, view, message.id)
    return False


async def show_card(
    interaction: Interaction, view: LoanView, viewer: Viewer, *, edits: bool
) -> None:
    """A loan's card in place of the message pressed, or as an answer to one person."""
    files = await files_of(interaction, view)
    guild = ""
    if interaction.guild_id is None:
        known = interaction.client.get_guild(view.loan.guild_id)
        guild = known.name if known else ""
    names = [file.filename for file in files]
    shown = loan_card(words_for(interaction), view, names, viewer=viewer, guild=guild)
    show = update if edits else reply
    await show(interaction, shown, files=files)


def viewer_of(extra: str) -> Viewer:
    """Whose card a button was on, by what its id says besides."""
    return Viewer(extra) if extra in tuple(Viewer) else Viewer.EVERYONE


async def _note_drawn(interaction: Interaction, view: LoanView, message_id: int) -> None:
    """Spare the poster an edit; without it the card is only drawn once more."""
    loan = view.loan
    private = interaction.guild_id is None
    audience = f"person:{interaction.user.id}" if private else "channel"
    try:
        await interaction.client.services.outbox.card_drawn(
            loan.guild_id, "loan", loan.number, audience, loan.revision, message_id
        )
    except Refused:
        log.info("card of loan %s will be drawn again", loan.number)


async def open_card(interaction: Interaction, press: Press) -> None:
    """«Ouvrir» in a list, «Actualiser» under a refusal: the card as it stands."""
    view = await interaction.client.services.board.view(press.caller, press.card.number)
    await show_card(interaction, view, Viewer.EVERYONE, edits=press.card.extra == HERE)


# -- forms -----------------------------------------------------------------------------------------


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
        await _answer_refused(interaction, press, refused)
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
    return await _offer(interaction, press, readings[0].period) if readings else None


async def take_extension(interaction: Interaction, press: Press) -> Loan | None:
    readings = await _read(interaction, press, FORMS["extend"], press.text("until"))
    return await _extend(interaction, press, _end_of(readings[0])) if readings else None


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


async def _offer(interaction: Interaction, press: Press, period: Period) -> Loan:
    return await interaction.client.services.lending.counter(
        press.caller,
        press.card.number,
        period,
        revision=press.card.revision,
        interaction_id=interaction.id,
    )


async def _extend(interaction: Interaction, press: Press, end: datetime) -> Loan:
    return await interaction.client.services.lending.extend(
        press.caller,
        press.card.number,
        end,
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
    meant = understand(text, interaction.client.clock(), zone, words.language)
    ends = asked.name == "extend"
    readings = list(
        {_end_of(each) if ends else each.period: each for each in meant.readings}.values()
    )
    if meant.refused is None and len(readings) == 1:
        return readings
    sentence = words("loans-which", text=plain(text))
    if meant.refused is not None:
        sentence = await refusal_sentence(interaction, meant.refused)
    buttons = []
    for reading in readings[:OFFERED]:
        end = _end_of(reading)
        period = Period(end - MINUTE, end) if ends else reading.period
        label = until(words, end, zone) if ends else short(words, period, zone)
        act = "extend-to" if ends else "offer-at"
        buttons.append(button(press.card.to(act, token(period)), label, style="primary"))
    revision = press.card.revision
    await reply(interaction, not_taken(interaction, press, asked, sentence, revision, buttons))
    return ()


TAKES: dict[str, Take] = {
    "refuse": take_refusal,
    "offer": take_offer,
    "extend": take_extension,
    "return": take_return,
}
