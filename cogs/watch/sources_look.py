"""What is at an address, shown: a feed with its newest articles, feeds to choose, or a bare page.

A site answers when it wants: each look takes its place first, and says what went wrong in words.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, time, tzinfo

import discord

from cogs._shared.buttons import CardId, Press, button, menu
from cogs._shared.context import Interaction, words_for
from cogs._shared.errors import facts_for, refusal_sentence
from cogs._shared.plain import plain
from cogs._shared.replies import defer, update
from cogs._shared.views import Card, Part, card, line, menu_row, section
from cogs.watch.sources_words import (
    NO_TOPIC,
    mode_choices,
    name_of,
    rhythm_line,
    shown_address,
    topic_choices,
)
from domain.errors import Refused
from domain.people import Caller
from domain.text import shorten
from domain.watch.entry import Entry, FoundFeed
from domain.watch.stories import Mode, Topic
from locales import Words
from services.source_preview import Bare, Choice, Look, Preview, SourcePreviews

Show = Callable[[Interaction, discord.ui.LayoutView], Awaitable[None]]
"""``reply`` or ``update``."""

TITLE, BEGINNING, LABEL, GUESSED, ADDRESS = 150, 200, 90, 90, 500
ALL = "all"


# -- looked at -------------------------------------------------------------------------------------


async def look(
    interaction: Interaction, caller: Caller, typed: str, topic: int | None, show: Show
) -> None:
    """Look at what was typed, and show what is there."""
    text = typed.strip()[:ADDRESS]
    await defer(interaction)
    previews = interaction.client.services.source_previews
    try:
        found = await previews.look(caller, text)
    except Refused as refused:
        await show_refused(interaction, caller, refused, {"address": text, "topic": topic}, show)
        return
    await show_look(interaction, caller, found, topic, show)


async def show_refused(
    interaction: Interaction,
    caller: Caller,
    refused: Refused,
    typed: dict[str, object],
    show: Show,
) -> None:
    """Why it can't be read, and what was typed, kept for another try. Raises what is no fault of
    the address.
    """
    if refused.key in ("moderators-only", "storage-busy", "storage-full"):
        raise refused
    services = interaction.client.services
    draft = await services.watch_drafts.keep(caller, "typed", typed)
    words = words_for(interaction)
    here = CardId("look", caller.guild_id, draft, "again")
    sentence = await refusal_sentence(interaction, refused)
    buttons = [button(here, words("sources-button-again"), style="primary", emoji="✏️")]
    await show(interaction, card("late", sentence, buttons))


async def show_look(
    interaction: Interaction, caller: Caller, found: Look, topic: int | None, show: Show
) -> None:
    words, zone = words_for(interaction), (await facts_for(interaction)).zone
    if isinstance(found, Preview):
        topics = await interaction.client.services.topics.of(caller.guild_id)
        made = preview_card(words, zone, caller.guild_id, found, topics, Mode.HAND, topic)
    elif isinstance(found, Choice):
        made = choice_card(words, caller.guild_id, found)
    else:
        made = bare_card(words, caller.guild_id, found)
    await show(interaction, made)


async def looking(
    interaction: Interaction,
    press: Press,
    act: Callable[[SourcePreviews], Awaitable[Look]],
) -> None:
    """A look that takes its time, its faults beside the card, which stays."""
    await defer(interaction)
    found = await act(interaction.client.services.source_previews)
    await show_look(interaction, press.caller, found, None, update)


def token(mode: Mode, topic: int | None) -> str:
    """What is chosen so far, as part of a button's id."""
    return f"{mode.value}.{topic or 0}"


def chosen(extra: str) -> tuple[Mode, int | None]:
    """The mode and the topic of a token. Raises Refused("bad-option") for anything else."""
    mode, _, topic = extra.partition(".")
    if mode not in set(Mode) or not topic.isdecimal() or len(topic) > 9:
        raise Refused("bad-option")
    return Mode(mode), int(topic) or None


def preview_card(
    words: Words,
    zone: tzinfo,
    guild_id: int,
    found: Preview,
    topics: list[Topic],
    mode: Mode,
    topic: int | None,
) -> Card:
    """A source before it is followed: its newest articles, and what will become of the next."""
    topic = topic if topic in {each.number for each in topics} else None
    here = CardId("look", guild_id, found.draft, "follow", 0, token(mode, topic))
    parts: list[Part] = [
        words("sources-preview-title", title=plain(found.title)),
        words(
            "sources-preview-facts",
            kind=found.kind,
            address=shown_address(found.address),
            total=found.total,
            rhythm=rhythm_line(words, found.every),
        ),
        line(),
        *[_article(words, zone, each) for each in found.newest],
    ]
    if not found.newest:
        parts.append(words("sources-preview-empty"))
    parts.append(line())
    if found.followed is not None:
        known = CardId("source", guild_id, found.followed.number, "show")
        parts.append(words("sources-preview-followed", name=name_of(found.followed)))
        return card("info", *parts, [button(known, words("sources-act-open"), emoji="🔎")])
    parts += [
        words("sources-preview-choose"),
        menu_row(
            menu(
                here.to("mode", here.extra),
                words("sources-choose-mode"),
                mode_choices(words),
                chosen=mode.value,
            )
        ),
        menu_row(
            menu(
                here.to("topic", here.extra),
                words("sources-choose-topic"),
                topic_choices(words, topics),
                chosen=str(topic or NO_TOPIC),
            )
        ),
    ]
    buttons = [button(here, words("sources-button-follow"), style="primary", emoji="✅")]
    if found.kind == "page":
        buttons.append(button(here.to("select-ask"), words("sources-button-select"), emoji="✏️"))
    buttons.append(button(here.to("cancel"), words("sources-button-cancel")))
    return card("waiting", *parts, buttons)


def _article(words: Words, zone: tzinfo, entry: Entry) -> str:
    """« **Titre** · lun. 2 nov. / beginning »"""
    title = plain(shorten(" ".join(entry.title.split()) or entry.link, TITLE))
    when = f" · {_day(words, zone, entry.published)}" if entry.published else ""
    beginning = plain(shorten(" ".join(entry.summary.split()), BEGINNING))
    return f"**{title}**{when}" + (f"\n-# {beginning}" if beginning else "")


def _day(words: Words, zone: tzinfo, published: datetime) -> str:
    """The moment; or the day, where a source gives a day without an hour: a midnight in UTC."""
    said = published.astimezone(UTC)
    if said.time() == time.min:
        return words.day(said.date(), True)
    return words.moment(published, zone, dated=True)


def choice_card(words: Words, guild_id: int, found: Choice) -> Card:
    """The feeds of a page, to choose one; or to read the page itself."""
    here = CardId("look", guild_id, found.draft, "choose")
    named = {
        str(place): shorten(
            words("sources-found-wordpress")
            if each.kind == "wordpress"
            else _told_apart(each, found.found),
            LABEL,
        )
        for place, each in enumerate(found.found)
    }
    return card(
        "info",
        words("sources-choice-title", count=len(found.found), address=shown_address(found.address)),
        menu_row(menu(here, words("sources-choose-feed"), named)),
        [button(here.to("page"), words("sources-button-page"), emoji="📄")],
    )


def _told_apart(one: FoundFeed, among: Sequence[FoundFeed]) -> str:
    """The title of a feed; after its place in the site where another has the same title."""
    alike = sum(each.title == one.title for each in among) > 1
    if not one.title or not alike:
        return one.title or one.address
    place = one.address.split("/", 3)[-1]
    return f"/{place} · {one.title}"


def bare_card(words: Words, guild_id: int, found: Bare) -> Card:
    """What could be read in the page, each with its first titles; or to say it oneself."""
    here = CardId("look", guild_id, found.draft, "guess")
    address = shown_address(found.address)
    parts: list[Part] = [words("sources-bare-title", address=address)]
    for guess in found.guesses:
        titles = "\n".join(f"- {plain(shorten(each, GUESSED))}" for each in guess.titles)
        text = words("sources-bare-guess", count=guess.count)
        use = button(here.to("guess", str(guess.number)), words("sources-button-guess"), emoji="👁️")
        parts.append(section(f"{text}\n{titles}", accessory=use))
    if not found.guesses:
        parts.append(words("sources-bare-nothing"))
    label = words("sources-button-select")
    return card(
        "info",
        *parts,
        [
            button(here.to("select-ask"), label, emoji="✏️"),
            button(here.to("drop"), words("sources-button-cancel")),
        ],
    )
