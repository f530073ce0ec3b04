"""``/appels``: open calls for projects, by deadline."""

from typing import Any

import discord

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.fitting import names_within
from cogs._shared.paging import Page, page_buttons, page_line
from cogs._shared.plain import plain
from cogs._shared.replies import reply, update
from cogs._shared.views import Card, Part, card
from cogs.watch.sizes import SIZES, Size, fitting, sized_title
from cogs.watch.story_lines import deadline_line, host_of
from cogs.watch.topic_option import topic_meant
from domain.people import Caller
from domain.watch.stories import Story
from locales import Words
from services.call_views import CallView
from services.calls import CallPage

SIZE = 5
NAMES = 120


async def list_calls(interaction: Interaction, topic: str = "") -> None:
    """The command."""
    caller = await caller_from(interaction)
    chosen = await topic_meant(interaction, caller, topic)
    await _show(interaction, caller, chosen.number if chosen else 0, 1)


async def open_list(interaction: Interaction, press: Press) -> None:
    """«Tous les appels» of other cards."""
    await _show(interaction, press.caller, 0, 1)


async def turn(interaction: Interaction, press: Press) -> None:
    """Another page; the topic, if one was chosen, is beside it."""
    topic = press.card.extra
    number = int(topic) if topic.isascii() and topic.isdecimal() and len(topic) < 9 else 0
    await _show(interaction, press.caller, number, press.card.number, redraw=True)


async def _show(
    interaction: Interaction, caller: Caller, topic: int, page: int, *, redraw: bool = False
) -> None:
    found = await interaction.client.services.calls.open(
        caller, topic=topic or None, page=page, size=SIZE
    )
    shown = calls_card(words_for(interaction), caller.guild_id, found, topic)
    await (update if redraw else reply)(interaction, shown)


def calls_card(words: Words, guild_id: int, found: CallPage, topic: int) -> Card:
    """One page of calls, those that close first before the others."""
    if not found.views:
        return card("neutral", words("calls-title-none"), words("calls-none"))

    def lines(size: Size) -> list[Part]:
        parts: list[Part] = [words("calls-title", count=found.total)]
        for view in found.views:
            parts += [call_lines(words, view, size), call_buttons(words, view)]
        return parts

    page = Page(found.views, found.page, found.pages)
    turns = page_buttons(
        words, page, lambda n: CardId("calls", guild_id, n, "turn", extra=str(topic))
    )
    return card("late", *fitting(lines), page_line(words, page), turns)


def call_lines(words: Words, view: CallView, size: Size = SIZES[0]) -> str:
    """A call in a few lines: what, until when, who is interested."""
    story = view.story
    lines = [
        " · ".join(each for each in (f"**{sized_title(story, size)}**", host_of(story)) if each),
        deadline_line(words, story, view.zone),
        interested_line(words, view),
    ]
    return "\n".join(line for line in lines if line)


def interested_line(words: Words, view: CallView) -> str:
    """« Intéressés : Le Clou, La Cuve et 2 personnes »; "" when nobody is."""
    names = list(view.organisations)
    people = sum(1 for each in view.interested if each.organisation is None)
    if not names and not people:
        return ""
    shown = names_within([plain(each) for each in names], NAMES)
    return words("calls-interested", names=shown, organisations=len(names), people=people)


def call_buttons(words: Words, view: CallView) -> Part:
    """What a member may say of a call."""
    return answer_buttons(words, view.story)


def answer_buttons(words: Words, story: Story) -> list[discord.ui.Button[Any]]:
    """The same, of a story. The labels tell everybody the same: a card is for all."""
    here = CardId("call", story.guild_id, story.number, "interest")
    return [
        button(here, words("calls-button-interest"), emoji="🙋"),
        button(here.to("together"), words("calls-button-together"), emoji="🤝"),
        button(here.to("remind"), words("calls-button-remind"), emoji="⏰"),
        button(here.to("agenda"), words("calls-button-agenda"), emoji="🗓️"),
    ]
