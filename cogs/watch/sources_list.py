"""``/sources liste``: what is followed, in pages, what needs somebody first."""

from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.paging import page_buttons, page_line, page_of
from cogs._shared.replies import reply, update
from cogs._shared.views import Card, Part, card, section
from cogs.watch.sources_look import Show
from cogs.watch.sources_words import health_line, mode_name, name_of, topic_text, worth_line
from domain.people import Caller
from locales import Words
from services.source_views import Health, SourceView

WANTING = (Health.GONE, Health.FAILING, Health.MOVED)


async def show_list(interaction: Interaction, caller: Caller, page: int, show: Show) -> None:
    found = await interaction.client.services.sources.all(caller)
    await show(interaction, list_card(words_for(interaction), caller.guild_id, found, page))


def page_id(guild_id: int, page: int) -> CardId:
    return CardId("sources", guild_id, page, "page")


def list_card(words: Words, guild_id: int, found: list[SourceView], number: int) -> Card:
    page = page_of(found, number)
    wanting = sum(each.health in WANTING for each in found)
    title = words("sources-list-title", count=len(found))
    if wanting:
        title += "\n" + words("sources-list-wanting", count=wanting)
    parts: list[Part] = [title]
    parts += [_row(words, each) for each in page.things]
    add = button(CardId("offer", guild_id, 0, "ask"), words("sources-button-other"), emoji="➕")
    if not found:
        parts.append(words("sources-list-empty"))
    turning = page_buttons(words, page, lambda at: page_id(guild_id, at))
    accent = "late" if wanting else "info" if found else "neutral"
    offers = button(
        CardId("offer", guild_id, 0, "start"), words("sources-button-ideas"), emoji="💡"
    )
    return card(accent, *parts, page_line(words, page), [*turning, add, offers])


def _row(words: Words, view: SourceView) -> Part:
    it = view.source
    text = f"**{name_of(it)}** · #{it.number} · {topic_text(words, view.topic)}"
    text += f" · {mode_name(words, it.mode)}\n"
    worth = worth_line(words, view)
    if view.health is Health.FINE and worth:
        text += f"-# ✅ {worth}"
    else:
        text += health_line(words, view) + (f"\n-# {worth}" if worth else "")
    here = CardId("source", it.guild_id, it.number, "show")
    return section(text, accessory=button(here, words("sources-button-open")))


async def turn(interaction: Interaction, press: Press) -> None:
    await show_list(interaction, press.caller, press.card.number, update)


async def open_list(interaction: Interaction, press: Press) -> None:
    """The list as a new answer."""
    await show_list(interaction, press.caller, 1, reply)
