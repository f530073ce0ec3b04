"""``/dispo``: fourteen days of an item as a picture, with the same in words."""

import asyncio
from datetime import date, timedelta, tzinfo
from io import BytesIO

import discord

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for, refusal_sentence
from cogs._shared.plain import plain
from cogs._shared.replies import reply, update
from cogs._shared.translator import command
from cogs._shared.views import Card, card, picture
from cogs._shared.wiring import Wiring
from cogs.lending import completion, dates
from cogs.lending.calendar_picture import CalendarBar, CalendarDays, Picture, draw_calendar
from cogs.lending.naming import known_as
from cogs.lending.preview import Show
from cogs.lending.request_card import LABEL
from cogs.lending.request_form import ask_button
from domain.errors import Refused
from domain.items import ItemState
from domain.lending import LoanState
from domain.people import Caller
from domain.text import shorten
from locales import Words
from services.loan_board import Calendar
from services.loan_views import LoanView

DAYS = 14
WEEK = timedelta(days=7)
FILE = "planning.png"
FAR = timedelta(days=3 * 366)
"""How far from today a calendar may be turned."""


async def availability(interaction: Interaction, item: str, when: str = "") -> None:
    caller = await caller_from(interaction)
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    now = interaction.client.clock()
    today = now.astimezone(zone).date()
    if not when.strip():
        await show_calendar(interaction, caller, item, today, reply)
        return
    understood = dates.understand(when, now, zone, words.language)
    first = understood.readings[0].period.first_day(zone)
    if understood.refused is None:
        await show_calendar(interaction, caller, item, first, reply)
        return
    # The item has to exist for the dates to be offered: its number is what the buttons carry.
    calendar = await _calendar(interaction, caller, item, first)
    here = calendar_id(calendar, first)
    said = await refusal_sentence(interaction, understood.refused)
    offered = {each.period.first_day(zone): each for each in understood.readings}
    buttons = [
        button(
            here.to("open", day.isoformat()),
            shorten(dates.short(words, reading.period, zone), LABEL),
        )
        for day, reading in offered.items()
    ]
    await reply(interaction, card("waiting", f"{said}\n{words('lending-dates-maybe')}", buttons))


async def show_calendar(
    interaction: Interaction, caller: Caller, said: str, first: date, show: Show
) -> None:
    """The picture of an item's days from ``first``, its text twin one press away."""
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    calendar = await _calendar(interaction, caller, said, first)
    drawn = await asyncio.to_thread(draw_calendar, days_of(calendar, words, zone), words)
    file = discord.File(BytesIO(drawn.png), FILE)
    await show(interaction, calendar_card(words, calendar, drawn), files=[file])


async def _calendar(interaction: Interaction, caller: Caller, said: str, first: date) -> Calendar:
    now = interaction.client.clock().date()
    if abs(first - now) > FAR:
        raise Refused("calendar-too-far")
    return await interaction.client.services.board.calendar(caller, said, first, DAYS)


def calendar_id(calendar: Calendar, first: date, act: str = "show") -> CardId:
    item = calendar.item
    return CardId("calendar", item.guild_id, item.number, act, 0, first.isoformat())


def calendar_card(words: Words, calendar: Calendar, drawn: Picture) -> Card:
    item, first = calendar.item, calendar.first
    suspended = item.state is not ItemState.OFFERED
    return card(
        "info",
        f"### {plain(item.name)} · #{item.number}",
        words("lending-reason-suspended") if suspended else "",
        picture(f"attachment://{FILE}", drawn.alt),
        [
            button(calendar_id(calendar, first - WEEK), words("lending-calendar-before")),
            button(calendar_id(calendar, first + WEEK), words("lending-calendar-after")),
            button(calendar_id(calendar, first, "text"), words("lending-calendar-text")),
        ],
        [
            *(
                []
                if suspended
                else [ask_button(words, item.guild_id, item.number, style="primary")]
            ),
            button(
                CardId("item", item.guild_id, item.number, "open"), words("lending-button-sheet")
            ),
        ],
    )


def days_of(calendar: Calendar, words: Words, zone: tzinfo) -> CalendarDays:
    """A calendar as it is drawn: who has it, how many, in what state."""
    return CalendarDays(
        item=calendar.item.name,
        number=calendar.item.number,
        units=calendar.item.stock,
        zone=zone,
        first=calendar.first,
        free=calendar.free,
        bars=tuple(_bar(words, view) for view in calendar.loans),
    )


def _bar(words: Words, view: LoanView) -> CalendarBar:
    loan = view.loan
    overdue = loan.state is LoanState.OUT and view.now >= loan.period.end
    state = "reserved" if loan.own else "late" if view.is_late else loan.state.value
    label = known_as(words, view.owner if loan.own else view.borrower)
    end = None if overdue else loan.period.end
    return CalendarBar(loan.period.start, end, loan.missing, label, state)


# -- the card's buttons ---------------------------------------------------------------------------


def _first_day(press: Press) -> date:
    try:
        return date.fromisoformat(press.card.extra)
    except ValueError:
        raise Refused("bad-option") from None


async def turn(interaction: Interaction, press: Press) -> None:
    """Another week, in place."""
    said = f"#{press.card.number}"
    await show_calendar(interaction, press.caller, said, _first_day(press), update)


async def open_calendar(interaction: Interaction, press: Press) -> None:
    """The calendar as a new answer: the card that was pressed stays.

    From the day in the button's id; from today when it names none (a card that lasts).
    """
    said = f"#{press.card.number}"
    today = interaction.client.clock().astimezone((await facts_for(interaction)).zone).date()
    first = _first_day(press) if press.card.extra else today
    await show_calendar(interaction, press.caller, said, first, reply)


async def in_words(interaction: Interaction, press: Press) -> None:
    """«Détail en texte»."""
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    calendar = await _calendar(
        interaction, press.caller, f"#{press.card.number}", _first_day(press)
    )
    drawn = await asyncio.to_thread(draw_calendar, days_of(calendar, words, zone), words)
    await reply(interaction, card("info", drawn.text))


def register_availability(app: Wiring) -> None:
    """``/dispo``, its completions and the buttons of its card."""
    made = command("availability")(availability)
    made.autocomplete("item")(completion.complete_item)
    made.autocomplete("when")(completion.complete_when)
    app.tree.add_command(made)
    buttons = app.client.buttons
    buttons.thing("calendar", missing="item-unknown")
    buttons.on("calendar", "show", turn)
    buttons.on("calendar", "open", open_calendar)
    buttons.on("calendar", "text", in_words)
