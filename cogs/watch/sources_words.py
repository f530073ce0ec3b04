"""What is said of a source in a line: how it is, why it fails, what becomes of its articles."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import discord

from cogs._shared.buttons import CardId
from cogs._shared.plain import plain
from domain.text import shorten
from domain.watch.stories import Mode, Source, Topic
from locales import Words
from services.source_views import Health, SourceView

NAME, ADDRESS = 80, 200
NO_TOPIC = "0"
DAY = 24 * 60


def mode_name(words: Words, mode: Mode) -> str:
    """« À la main »"""
    return words("sources-mode", mode=mode.value)


def mode_choices(words: Words) -> dict[str, str]:
    """What may become of the articles of a source."""
    return {each.value: words("sources-mode-long", mode=each.value) for each in Mode}


def topic_label(topic: Topic) -> str:
    """« 🎵 Musique et culture », for menus and labels."""
    return shorten(f"{topic.emoji} {topic.name}".strip(), 90)


def topic_text(words: Words, topic: Topic | None) -> str:
    """The same in a text."""
    return plain(topic_label(topic)) if topic else words("sources-no-topic")


def topic_choices(words: Words, topics: Iterable[Topic]) -> dict[str, str]:
    """The topics of a guild, and none."""
    named = {str(each.number): topic_label(each) for each in topics}
    return {NO_TOPIC: words("sources-no-topic")} | named


def name_of(source: Source) -> str:
    return plain(shorten(source.name, NAME))


def shown_address(address: str) -> str:
    """An address as it is written, which leads nowhere by itself."""
    return plain(shorten(address, ADDRESS))


def why(words: Words, error: str) -> str:
    """Why a source could not be read: « le site est introuvable »."""
    return words("sources-why", error=error or "unknown")


def since(words: Words, moment: datetime | None) -> str:
    return words.discord_time(moment, "R") if moment else words("sources-never")


def health_line(words: Words, view: SourceView) -> str:
    """« ⚠️ Ne répond plus depuis hier : le site est introuvable »"""
    facts = {"since": since(words, view.since), "why": why(words, view.error)}
    match view.health:
        case Health.FINE:
            return words("sources-health-fine")
        case Health.FAILING:
            return words("sources-health-failing", **facts)
        case Health.MOVED:
            return words("sources-health-moved", address=shown_address(view.moved_to))
        case Health.GONE:
            return words("sources-health-gone", since=facts["since"])
        case Health.PAUSED:
            return words("sources-health-paused")
        case Health.UNCHECKED:
            return words("sources-health-unchecked")


def worth_line(words: Words, view: SourceView) -> str:
    """« 4 publiés sur 12 triés · dernier article il y a 2 jours »"""
    said = []
    if view.decided:
        percent = 100 * view.kept // view.decided
        said.append(words("sources-worth", kept=view.kept, decided=view.decided, percent=percent))
    if view.last_article:
        said.append(words("sources-last", when=words.discord_time(view.last_article, "R")))
    return " · ".join(said)


def spared_line(words: Words, view: SourceView) -> str:
    """How often a visit cost nearly nothing; "" while none did."""
    percent = 100 * view.unchanged // view.visits if view.visits else 0
    if not percent:
        return ""
    return words("sources-spared", visits=view.visits, percent=percent)


def rhythm_line(words: Words, every: timedelta | None) -> str:
    """« un article tous les 2 jours environ »"""
    if every is None:
        return words("sources-rhythm-unknown")
    minutes = int(every.total_seconds() // 60)
    if minutes < 60:
        return words("sources-rhythm-often")
    if minutes < DAY:
        return words("sources-rhythm-hours", count=round(minutes / 60))
    return words("sources-rhythm-days", count=round(minutes / DAY))


def ticks(
    here: CardId, placeholder: str, choices: Mapping[str, str], chosen: Sequence[str]
) -> discord.ui.Item[Any]:
    """A menu in which several may be ticked, or none; 25 at most."""
    options = [
        discord.SelectOption(label=shorten(label, 100), value=value, default=value in chosen)
        for value, label in list(choices.items())[:25]
    ]
    menu: discord.ui.Select[Any] = discord.ui.Select(
        custom_id=str(here),
        placeholder=placeholder,
        options=options,
        min_values=0,
        max_values=len(options),
    )
    return discord.ui.ActionRow(menu)
