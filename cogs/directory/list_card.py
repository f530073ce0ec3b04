"""``/config structures``: every organisation of the network, six a page."""

from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.paging import Page, page_buttons, page_line, page_of
from cogs._shared.plain import plain
from cogs._shared.replies import reply, update
from cogs._shared.views import Card, Part, card, section
from domain.people import Caller, Role
from domain.text import shorten
from locales import Words
from services.directory import Entry
from services.settings import refuse_unless_manager

NAMED = 3
NAME = 24
"""Speakers named in a row, and the letters of each: six rows must fit a message."""


async def show_list(interaction: Interaction, caller: Caller) -> None:
    """The command itself."""
    refuse_unless_manager(caller)
    entries = await interaction.client.services.directory.entries(caller.guild_id)
    page = page_of(entries, 1)
    await reply(interaction, list_card(words_for(interaction), caller.guild_id, page, len(entries)))


async def turn(interaction: Interaction, press: Press) -> None:
    """A page of the list; its number is the card's."""
    refuse_unless_manager(press.caller)
    await redraw(interaction, press.caller.guild_id, number=press.card.number)


async def redraw(
    interaction: Interaction, guild_id: int, said: str = "", *, number: int = 1
) -> None:
    """Show the list in place of the card pressed, under what just happened."""
    entries = await interaction.client.services.directory.entries(guild_id)
    page = page_of(entries, number)
    await update(interaction, list_card(words_for(interaction), guild_id, page, len(entries), said))


def list_card(words: Words, guild_id: int, page: Page[Entry], count: int, said: str = "") -> Card:
    here = CardId("directory", guild_id, page.number, "list")
    parts: list[Part] = [said, words("directory-list-title", count=count)]
    parts += [_row(words, entry) for entry in page.things]
    if not page.things:
        parts.append(words("directory-list-empty"))
    parts.append(page_line(words, page))
    parts.append(
        page_buttons(words, page, lambda turned: CardId("directory", guild_id, turned, "list"))
    )
    parts.append(
        [
            button(here.to("add"), words("directory-button-add"), style="primary", emoji="➕"),
            button(here.to("sheet"), words("directory-button-import"), emoji="📄"),
        ]
    )
    return card("info", *parts)


def speakers_line(words: Words, named: list[str], count: int) -> str:
    """« Léa et Karim », or « Léa, Karim, Sacha… »"""
    return words.list(named) if count <= len(named) else ", ".join(named) + "…"


def _row(words: Words, entry: Entry) -> Part:
    organisation = entry.organisation
    speakers = [each for each in entry.members if each.role is not Role.MEMBER]
    named = [plain(shorten(each.name, NAME)) or f"<@{each.user_id}>" for each in speakers[:NAMED]]
    facts = [words(f"directory-kind-{organisation.kind.value}"), plain(organisation.basin)]
    facts.append(words("directory-list-members", count=len(entry.members)))
    return section(
        f"**{plain(organisation.name)}**\n-# " + " · ".join(each for each in facts if each),
        words("directory-list-speakers", names=speakers_line(words, named, len(speakers)))
        if named
        else words("directory-list-unspoken"),
        accessory=button(
            CardId("organisation", organisation.guild_id, organisation.number, "show"),
            words("directory-button-open"),
        ),
    )
