"""What the buttons of a loan do, on whatever message they are pressed."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import discord

from cogs._shared.buttons import Handler, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for, refusal_sentence
from cogs._shared.plain import plain
from cogs._shared.replies import reply
from cogs._shared.views import Card, card
from cogs.lending.dates import period_from, short, token
from cogs.lending.loan_card import here
from cogs.lending.loan_shown import HERE, redraw, show_done
from cogs.lending.reasons import not_free_text
from domain.errors import Refused
from domain.lending import Loan
from domain.periods import Period

SAME_AS = {"approve-anyway": "approve", "offer-at": "offer", "extend-to": "extend"}
MOVED_ON = ("card-changed", "wrong-state", "nothing-to-confirm")

Do = Callable[[Interaction, Press], Awaitable[Loan]]


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
    return await offer_dates(interaction, press, period_from(press.card.extra))


async def _extend_to(interaction: Interaction, press: Press) -> Loan:
    return await extend_until(interaction, press, period_from(press.card.extra).end)


async def offer_dates(interaction: Interaction, press: Press, period: Period) -> Loan:
    return await interaction.client.services.lending.counter(
        press.caller,
        press.card.number,
        period,
        revision=press.card.revision,
        interaction_id=interaction.id,
    )


async def extend_until(interaction: Interaction, press: Press, end: datetime) -> Loan:
    return await interaction.client.services.lending.extend(
        press.caller,
        press.card.number,
        end,
        revision=press.card.revision,
        interaction_id=interaction.id,
    )


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
            await answer_refused(interaction, press, refused)
            return
        await show_done(interaction, press, SAME_AS.get(act, act))

    return handler


async def answer_refused(interaction: Interaction, press: Press, refused: Refused) -> None:
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
