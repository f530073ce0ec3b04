"""What is offered while an option is typed: items, dates with what is free, words of the list."""

from datetime import datetime, tzinfo

from discord import app_commands

from cogs._shared.access import caller_from
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for
from cogs.lending import dates
from cogs.lending.naming import known_as
from cogs.lending.reasons import standing_text
from domain.errors import Refused
from domain.text import fold, shorten
from domain.when import LONGEST_TEXT, Reading, as_value, read, suggest
from locales import REFERENCE, Words, shipped
from services.loan_board import Found, Standing

MOST = 25
NAME_LIMIT = 100
DOT = " · "

Choices = list[app_commands.Choice[str]]


def option(key: str) -> str:
    """The name under which Discord sends an option: always the French one."""
    return shipped().words(REFERENCE)(key)


ITEM, QUANTITY = option("command-borrow.item"), option("command-borrow.quantity")


def choice(name: str, value: str) -> app_commands.Choice[str]:
    return app_commands.Choice(name=shorten(name, NAME_LIMIT), value=value)


async def complete_item(interaction: Interaction, current: str) -> Choices:
    """Items by number, name or description, those whose name begins so first."""
    words = words_for(interaction)
    return [
        choice(item_label(words, found), f"#{found.item.number}")
        for found in await found_items(interaction, current)
    ]


async def found_items(interaction: Interaction, current: str) -> list[Found]:
    board = interaction.client.services.board
    caller = await caller_from(interaction)
    typed = current.partition(DOT)[0].strip()
    if typed.startswith("#"):
        found = [f for f in await board.search(caller) if f"#{f.item.number}".startswith(typed)]
        return sorted(found, key=lambda each: each.item.number)[:MOST]
    folded = fold(typed)
    found = await board.search(caller, typed)
    found.sort(key=lambda each: not fold(each.item.name).startswith(folded))
    return found[:MOST]


def item_label(words: Words, found: Found) -> str:
    """« Vidéoprojecteur · Le Clou · Lumière » in 100 characters, the name cut first."""
    tail = f"{DOT}{shorten(known_as(words, found.owner), 30)}"
    tail += f"{DOT}{words(f'lending-category-{found.item.category.value}')}"
    return shorten(found.item.name, NAME_LIMIT - len(tail)) + tail


async def complete_when(interaction: Interaction, current: str) -> Choices:
    """The date picker: each reading in full, with what is free once the item is known."""
    words = words_for(interaction)
    zone = (await facts_for(interaction)).zone
    readings = readings_of(current, interaction.client.clock(), zone, words.language)
    if not readings:
        typed = current.strip()[:LONGEST_TEXT]
        hint = words("lending-choice-unread", text=shorten(typed, 30))
        return [choice(hint, typed)] if typed else []
    standings = await _standings(interaction, readings)
    if not standings:
        return [choice(words.period(each.period, zone), as_value(each, zone)) for each in readings]
    return when_choices(words, zone, readings, standings)


def readings_of(current: str, now: datetime, zone: tzinfo, language: str) -> list[Reading]:
    """What a text being typed may become; a choice taken back into the box is itself."""
    text = current.partition(DOT)[0].strip() if DOT in current else current
    found = suggest(text, now, zone, language, MOST)
    if not found and text.strip():
        try:
            return read(text, now, zone, language)
        except Refused:
            return []
    return found


async def _standings(interaction: Interaction, readings: list[Reading]) -> list[Standing]:
    """How each reading stands for the item that was chosen; none when it isn't known yet."""
    said = getattr(interaction.namespace, ITEM, None)
    if not isinstance(said, str) or not said.strip():
        return []
    wanted = getattr(interaction.namespace, QUANTITY, None)
    quantity = wanted if isinstance(wanted, int) and wanted > 0 else 1
    caller = await caller_from(interaction)
    periods = [each.period for each in readings]
    try:
        return await interaction.client.services.board.standings(caller, said, periods, quantity)
    except Refused:
        return []


def when_choices(
    words: Words, zone: tzinfo, readings: list[Reading], standings: list[Standing]
) -> Choices:
    """Readings with their standing; after the first, the next free dates if it is not free."""
    found = []
    for reading, stands in zip(readings, standings, strict=True):
        standing = standing_text(words, zone, stands.reasons, stands.room, stands.stock)
        period = shorten(words.period(reading.period, zone), NAME_LIMIT - len(standing) - len(DOT))
        name = words("lending-choice", period=period, standing=standing)
        found.append(choice(name, as_value(reading, zone)))
        if stands.next_free is not None:
            free = words("lending-choice-free", period=words.period(stands.next_free, zone))
            value = as_value(dates.chosen(stands.next_free, zone), zone)
            found.append(choice(free, value))
    return found[:MOST]
