"""``/objets``: what is lent in the network, in pages; with dates, only what is free then."""

import base64
import binascii
import hashlib
from dataclasses import dataclass, replace
from datetime import tzinfo

from discord import app_commands

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button, menu
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for, refusal_sentence
from cogs._shared.fields import form, text_field
from cogs._shared.paging import page_buttons, page_line, page_of
from cogs._shared.plain import plain
from cogs._shared.replies import open_form, reply, update
from cogs._shared.translator import choices, command
from cogs._shared.views import Card, Part, card, menu_row, section
from cogs._shared.wiring import Wiring
from cogs.lending import completion, dates
from cogs.lending.naming import who
from cogs.lending.preview import Show, Typed, preview_typed
from cogs.lending.request_card import LABEL
from domain.errors import Refused
from domain.items import Category, ItemState
from domain.people import Caller
from domain.periods import Period
from domain.text import fold, shorten
from domain.when import LONGEST_TEXT, as_value
from locales import Words
from services.loan_board import Found

SEARCH_BYTES = 24
"""Of a search, folded: what a button can carry; more than any name needs to be told apart."""
DESCRIBED = 90
CATEGORIES = tuple(Category)


@dataclass(frozen=True)
class Filters:
    """What a list is limited to; ``basin`` is a mark of its name, short enough for a button."""

    search: str = ""
    category: Category | None = None
    basin: str = ""
    period: Period | None = None

    @property
    def any(self) -> bool:
        return self != Filters()

    def token(self) -> str:
        """As part of a button's id, at most 60 characters."""
        searched = base64.urlsafe_b64encode(self.search.encode()).decode().rstrip("=")
        category = str(CATEGORIES.index(self.category)) if self.category else ""
        period = dates.token(self.period) if self.period else ""
        return f"{category}.{self.basin}.{period}.{searched}" if self.any else ""

    @classmethod
    def of(cls, token: str) -> "Filters":
        """The filters of a token. Raises Refused("bad-option") for anything else."""
        if not token:
            return cls()
        try:
            category, basin, period, searched = token.split(".")
            padded = searched + "=" * (-len(searched) % 4)
            text = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
            return cls(
                text,
                CATEGORIES[int(category)] if category else None,
                basin,
                dates.period_from(period) if period else None,
            )
        except (ValueError, IndexError, binascii.Error):
            raise Refused("bad-option") from None


def searched(text: str) -> str:
    """A search as it is used and carried: folded, whole characters."""
    return fold(text[:200]).encode()[:SEARCH_BYTES].decode(errors="ignore").strip()


def mark(basin: str) -> str:
    """Six characters that stand for a basin's name."""
    return hashlib.sha256(fold(basin).encode()).hexdigest()[:6] if basin else ""


@app_commands.choices(category=choices("lending-category", CATEGORIES))
async def items(
    interaction: Interaction,
    search: str = "",
    free: str = "",
    category: str | None = None,
    basin: str = "",
) -> None:
    caller = await caller_from(interaction)
    chosen = Category(category) if category in set(CATEGORIES) else None
    filters = Filters(searched(search), chosen, mark(basin[:200].strip()))
    await show_free(interaction, caller, filters, free, reply)


async def show_free(
    interaction: Interaction, caller: Caller, filters: Filters, when: str, show: Show
) -> None:
    """The list, limited to what is free at the dates typed; these asked about if unclear."""
    if not when.strip():
        await show_page(interaction, caller, filters, 1, show)
        return
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    understood = dates.understand(when, interaction.client.clock(), zone, words.language)
    if understood.is_clear:
        dated = replace(filters, period=understood.readings[0].period)
        await show_page(interaction, caller, dated, 1, show)
        return
    if understood.refused is None:
        said = words("lending-dates-several", text=plain(when))
    else:
        said = await refusal_sentence(interaction, understood.refused)
    buttons = []
    for reading in understood.readings:
        here = list_id(caller.guild_id, replace(filters, period=reading.period))
        label = dates.reading_label(words, reading, zone)
        buttons.append(button(here, shorten(label, LABEL)))
    await show(interaction, card("waiting", said, buttons))


def list_id(guild_id: int, filters: Filters, page: int = 1, act: str = "page") -> CardId:
    return CardId("items", guild_id, page, act, 0, filters.token())


async def show_page(
    interaction: Interaction, caller: Caller, filters: Filters, page: int, show: Show
) -> None:
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    board = interaction.client.services.board
    basin = await _basin(interaction, caller, filters)
    category = filters.category.value if filters.category else None
    found = (
        []
        if basin is None
        else await board.search(caller, filters.search, category, basin or None, filters.period)
    )
    made = list_card(words, zone, caller.guild_id, found, filters, page, basin or "")
    await show(interaction, made)


async def _basin(interaction: Interaction, caller: Caller, filters: Filters) -> str | None:
    """The name of the basin that is marked; "" when none is, None when there is no such one."""
    if not filters.basin:
        return ""
    known = await interaction.client.services.board.basins(caller.guild_id)
    return next((name for name in known if mark(name) == filters.basin), None)


def list_card(
    words: Words,
    zone: tzinfo,
    guild_id: int,
    found: list[Found],
    filters: Filters,
    number: int,
    basin: str,
) -> Card:
    here = list_id(guild_id, filters)
    page = page_of(found, number)
    title = words("lending-list-title", count=len(found))
    limits = _limits(words, zone, filters, basin)
    last = page_buttons(words, page, lambda at: list_id(guild_id, filters, at))
    last.append(button(here.to("free", here.extra), words("lending-list-free"), emoji="📅"))
    if filters.any:
        everything = list_id(guild_id, Filters(), 1, "all")
        last.append(button(everything, words("lending-list-all")))
    parts: list[Part] = [f"{title}\n{limits}" if limits else title]
    if found or filters.any:
        names = {each.value: words(f"lending-category-{each.value}") for each in CATEGORIES}
        names = {"all": words("lending-list-every-category")} | names
        chooser = here.to("category", here.extra)
        chosen = filters.category.value if filters.category else "all"
        parts.append(menu_row(menu(chooser, words("lending-list-category"), names, chosen=chosen)))
    parts += [_row(words, each, filters) for each in page.things]
    if not found:
        parts.append(words("lending-list-none" if filters.any else "lending-list-empty"))
        if not filters.any:
            share = CardId("panel", guild_id, 0, "share")
            label = words("lending-panel-share")
            return card("neutral", *parts, [button(share, label, style="primary", emoji="📦")])
    return card("info" if found else "neutral", *parts, page_line(words, page), last)


def _limits(words: Words, zone: tzinfo, filters: Filters, basin: str) -> str:
    said = []
    if filters.search:
        said.append(words("lending-list-searched", text=plain(filters.search)))
    if filters.category:
        said.append(words(f"lending-category-{filters.category.value}"))
    if basin:
        said.append(plain(basin))
    if filters.period:
        period = words.period(filters.period, zone)
        said.append(words("lending-list-when", period=period))
    return "-# " + " · ".join(said) if said else ""


def _row(words: Words, found: Found, filters: Filters) -> Part:
    """One item, with «Demander»: for the dates that were given, straight to their preview."""
    item = found.item
    facts = [words(f"lending-category-{item.category.value}")]
    if found.room is not None:
        facts.append(words("lending-standing-free", room=found.room, stock=item.stock))
    elif item.units > 1:
        facts.append(words("calendar-units", units=item.units))
    if item.place:
        facts.append(plain(item.place))
    text = f"**{plain(item.name)}** · #{item.number} · {who(words, found.owner)}\n"
    text += " · ".join(facts)
    if item.description:
        text += f"\n-# {plain(shorten(' '.join(item.description.split()), DESCRIBED))}"
    here = CardId("item", item.guild_id, item.number, "ask")
    if filters.period is not None:
        here = here.to("book", dates.token(filters.period))
    suspended = item.state is not ItemState.OFFERED
    label = words("lending-list-suspended" if suspended else "lending-button-ask")
    return section(text, accessory=button(here, label, off=suspended))


# -- the list's buttons ---------------------------------------------------------------------------


async def turn(interaction: Interaction, press: Press) -> None:
    filters = Filters.of(press.card.extra)
    await show_page(interaction, press.caller, filters, press.card.number, update)


async def everything(interaction: Interaction, press: Press) -> None:
    await show_page(interaction, press.caller, Filters(), 1, update)


async def open_list(interaction: Interaction, press: Press) -> None:
    """The list as a new answer: pressed on a card that stays."""
    await show_page(interaction, press.caller, Filters(), 1, reply)


async def by_category(interaction: Interaction, press: Press) -> None:
    chosen = press.values[0] if press.values else "all"
    category = Category(chosen) if chosen in set(CATEGORIES) else None
    filters = replace(Filters.of(press.card.extra), category=category)
    await show_page(interaction, press.caller, filters, 1, update)


async def ask_when(interaction: Interaction, press: Press) -> None:
    """«Libre quand ?»: a form with the dates."""
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    period = Filters.of(press.card.extra).period
    now = interaction.client.clock()
    when = dates.typed(words, period, now, zone) if period else words("lending-list-free-example")
    field = text_field(
        "when",
        words("lending-form-when"),
        value=when,
        hint=words("lending-form-when-hint"),
        most=LONGEST_TEXT,
    )
    sent = press.card.to("free-typed", press.card.extra)
    await open_form(interaction, form(sent, words("lending-list-free-title"), field))


async def told_when(interaction: Interaction, press: Press) -> None:
    filters = Filters.of(press.card.extra)
    await show_free(interaction, press.caller, filters, press.text("when"), update)


async def told_when_anew(interaction: Interaction, press: Press) -> None:
    """As ``told_when``, as a new answer: the panel stays."""
    await show_free(interaction, press.caller, Filters(), press.text("when"), reply)


async def book(interaction: Interaction, press: Press) -> None:
    """«Demander» in a list of what is free: the preview for its dates."""
    period = dates.period_from(press.card.extra)
    zone = (await facts_for(interaction)).zone
    when = as_value(dates.chosen(period, zone), zone)
    typed = Typed(f"#{press.card.number}", when)
    await preview_typed(interaction, press.caller, typed, reply)


async def complete_search(interaction: Interaction, current: str) -> completion.Choices:
    found = await completion.found_items(interaction, current)
    return [completion.choice(each.item.name, each.item.name) for each in found]


async def complete_basin(interaction: Interaction, current: str) -> completion.Choices:
    caller = await caller_from(interaction)
    known = await interaction.client.services.board.basins(caller.guild_id)
    typed = fold(current)
    found = [name for name in known if typed in fold(name)]
    return [completion.choice(name, name) for name in found[: completion.MOST]]


def register_catalogue(app: Wiring) -> None:
    """``/objets``, its completions and the buttons of its pages."""
    made = command("items")(items)
    made.autocomplete("search")(complete_search)
    made.autocomplete("free")(completion.complete_when)
    made.autocomplete("basin")(complete_basin)
    app.tree.add_command(made)
    buttons, forms = app.client.buttons, app.client.forms
    buttons.on("items", "page", turn)
    buttons.on("items", "all", everything)
    buttons.on("items", "open", open_list)
    buttons.on("items", "category", by_category)
    buttons.on("items", "free", ask_when)
    forms.on("items", "free-typed", told_when)
    buttons.on("item", "book", book)
