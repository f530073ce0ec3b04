"""The private cards of a request: what it would be, why it can't be, that it is sent."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

import discord

from cogs._shared.buttons import CardId, button, menu
from cogs._shared.plain import plain
from cogs._shared.views import Card, Part, card, menu_row
from cogs.lending import dates
from cogs.lending.naming import who, with_photo
from cogs.lending.reasons import reasons_text
from domain.availability import Reason
from domain.lending import LoanState
from domain.periods import Period
from domain.text import shorten
from domain.when import Reading
from locales import Words
from services.loan_board import Preview
from services.loan_views import LoanView

LABEL, LABEL_WITH_EMOJI = 38, 34


def draft_id(preview: Preview) -> CardId:
    return CardId("draft", preview.item.guild_id, preview.draft, "show")


def preview_card(
    words: Words,
    zone: tzinfo,
    preview: Preview,
    channel: int | None,
    files: list[discord.File],
    now: datetime,
    *,
    open_end: bool = False,
) -> Card:
    """What is about to be asked, with «Demander»; or why not, with what could be instead."""
    if preview.reasons:
        return refused_card(words, zone, preview, now)
    here = draft_id(preview)
    facts = _facts(words, zone, preview, now)
    place = f"<#{channel}>" if channel else words("lending-preview-here")
    once = "once" if preview.promised_at_once else "owner"
    owner = who(words, preview.owner)
    return card(
        "info",
        with_photo("\n".join(facts), preview.item, files),
        words("lending-preview-open-end") if open_end else "",
        *_for_whom(words, here, preview),
        words(f"lending-preview-next-{once}", channel=place, owner=owner),
        [
            button(here.to("ask"), words("lending-button-ask"), style="primary", emoji="📨"),
            button(here.to("change"), words("lending-button-change")),
            button(here.to("cancel"), words("lending-button-cancel")),
        ],
    )


def _facts(words: Words, zone: tzinfo, preview: Preview, now: datetime) -> list[str]:
    item, wish = preview.item, preview.wish
    period = words.period(wish.period, zone, now=now)
    length = dates.length(words, wish.period, zone)
    facts = [
        words("lending-preview-title", item=plain(item.name)),
        words("lending-preview-owner", owner=who(words, preview.owner)),
        words("lending-preview-dates", period=period, length=length),
        words(
            "lending-preview-quantity",
            quantity=wish.quantity,
            room=preview.room,
            stock=item.stock,
        ),
    ]
    if wish.project:
        facts.append(words("lending-preview-project", project=plain(wish.project)))
    if len(preview.choices) == 1:
        facts.append(words("lending-preview-for", party=who(words, preview.party)))
    if item.place:
        facts.append(words("lending-preview-place", place=plain(item.place)))
    if item.conditions:
        facts.append(words("lending-preview-conditions", conditions=plain(item.conditions)))
    if item.value_cents:
        facts.append(words("lending-preview-value", value=words.money(item.value_cents)))
    return facts


def _for_whom(words: Words, here: CardId, preview: Preview) -> list[Part]:
    """A menu, where there is a choice between organisations and one's own name."""
    if len(preview.choices) == 1:
        return []
    named = {
        str(choice.organisation.number): choice.organisation.name
        for choice in preview.choices[:24]
        if choice.organisation is not None
    }
    named["0"] = words("lending-preview-own-name")
    now = preview.wish.organisation
    if now is None:
        now = preview.choices[0].party.organisation or 0
    chooser = menu(here.to("party"), words("lending-preview-party"), named, chosen=str(now))
    return [words("lending-preview-for", party=who(words, preview.party)), menu_row(chooser)]


def refused_card(words: Words, zone: tzinfo, preview: Preview, now: datetime) -> Card:
    """All the reasons at once; the next free dates, and other items free on these, to press."""
    here, wish = draft_id(preview), preview.wish
    asked = words(
        "lending-refused-asked", period=words.period(wish.period, zone), quantity=wish.quantity
    )
    said = reasons_text(words, zone, preview.reasons)
    first = []
    if preview.next_free is not None:
        said += "\n" + words("lending-next-free", period=words.period(preview.next_free, zone))
        first.append(_take(words, here, preview.next_free, zone))
    if preview.reasons[0].key == "past":
        for each in dates.again(wish.period, now, zone):
            if each != preview.next_free:
                dated = each.start.year != now.year
                first.append(_take(words, here, each, zone, dated=dated, style="plain"))
    if only_too_many(preview.reasons):
        label = words("lending-button-units", room=preview.room)
        first.append(button(here.to("units", str(preview.room)), label, style="primary"))
    calendar = CardId("calendar", preview.item.guild_id, preview.item.number, "open")
    first += [
        button(here.to("change"), words("lending-button-change")),
        button(
            calendar.to("open", wish.period.first_day(zone).isoformat()),
            words("lending-button-calendar"),
        ),
        button(here.to("cancel"), words("lending-button-cancel")),
    ]
    others = [
        button(here.to("other", str(item.number)), shorten(item.name, LABEL))
        for item, _ in preview.instead
    ]
    return card(
        "late",
        words("lending-refused-title", item=plain(preview.item.name)) + f"\n{asked}\n{said}",
        words("lending-refused-instead") if others else "",
        others,
        first,
    )


def _take(
    words: Words,
    here: CardId,
    period: Period,
    zone: tzinfo,
    *,
    dated: bool = False,
    style: str = "primary",
) -> "discord.ui.Button[discord.ui.LayoutView]":
    label = words("lending-button-take", period=dates.short(words, period, zone, dated))
    return button(here.to("take", dates.token(period)), shorten(label, LABEL), style=style)


def only_too_many(reasons: Sequence[Reason]) -> bool:
    """Whether fewer units would do."""
    return len(reasons) == 1 and reasons[0].key == "conflict" and reasons[0].facts["available"] > 0


def dates_card(
    words: Words, zone: tzinfo, preview: Preview, readings: Sequence[Reading], said: str, ask: str
) -> Card:
    """Several readings as buttons, after the sentence ``said`` that says why they are offered."""
    here = draft_id(preview)
    lines = [
        words("lending-dates-reading", number=place, period=words.period(reading.period, zone))
        for place, reading in enumerate(readings, 1)
    ]
    buttons = []
    for reading in readings:
        label = dates.reading_label(words, reading, zone)
        buttons.append(button(here.to("take", dates.token(reading.period)), shorten(label, LABEL)))
    if not any(style.style is discord.ButtonStyle.primary for style in buttons):
        buttons[0].style = discord.ButtonStyle.primary
    title = words("lending-preview-title", item=plain(preview.item.name))
    last = [
        button(here.to("change"), words("lending-button-change")),
        button(here.to("cancel"), words("lending-button-cancel")),
    ]
    return card("waiting", f"{title}\n{said}\n{ask}\n" + "\n".join(lines), buttons, last)


def cancelled_card(words: Words, here: CardId) -> Card:
    return card(
        "neutral",
        words("lending-cancelled"),
        [button(here.to("show"), words("lending-button-again"))],
    )


def sent_card(
    words: Words, view: LoanView, channel: int | None, *, remembered: bool, already: bool
) -> Card:
    """That it is asked (or promised), where its card is, who is told, what comes next."""
    loan = view.loan
    if loan.state not in (LoanState.REQUESTED, LoanState.APPROVED):
        return card("neutral", words("lending-sent-over", number=str(loan.number)))
    promised = loan.state is not LoanState.REQUESTED
    owner = who(words, view.owner)
    where = "remembered" if remembered else "card"
    return card(
        "done" if promised else "waiting",
        words("lending-sent-title", promised=promised, item=plain(view.item.name)),
        words(
            "lending-sent-facts",
            number=str(loan.number),
            period=words.period(loan.period, view.zone),
            quantity=loan.quantity,
        ),
        words("lending-sent-once" if promised else "lending-sent-owner", owner=owner),
        words(f"lending-sent-{where}", channel=f"<#{channel}>") if channel else "",
        words("lending-sent-already") if already else "",
        words("lending-sent-next"),
    )
