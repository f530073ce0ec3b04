"""``/veille lire`` and ``/veille chercher``: approved news in pages."""

import base64
import binascii
from dataclasses import dataclass

from discord import app_commands

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.plain import plain
from cogs._shared.replies import reply, update
from cogs._shared.views import Card, Part, card
from cogs.watch.sizes import Size, fitting, news_lines
from cogs.watch.topic_option import topic_meant
from domain.errors import Refused
from domain.people import Caller
from domain.watch.stories import Carried, Story, Topic
from locales import Words
from services.archive import Listing

SIZE = 6
LAST_PAGE = 9999
SEARCH_BYTES = 40
"""Of a search: what a button can carry."""


@dataclass(frozen=True)
class Asked:
    """What a list was asked for: a topic, words, or neither."""

    topic: int | None = None
    words: str = ""

    def token(self) -> str:
        """As part of a button's id, at most 60 characters."""
        typed = base64.urlsafe_b64encode(self.words.encode()).decode().rstrip("=")
        return f"{self.topic or ''}.{typed}"

    @classmethod
    def of(cls, token: str) -> "Asked":
        """What a token stands for. Raises Refused("bad-option") for anything else."""
        topic, _, typed = token.partition(".")
        try:
            padded = typed + "=" * (-len(typed) % 4)
            words = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
        except (ValueError, binascii.Error):
            raise Refused("bad-option") from None
        if topic and not (topic.isascii() and topic.isdecimal() and len(topic) < 9):
            raise Refused("bad-option")
        return cls(int(topic) if topic else None, words)


async def read_news(interaction: Interaction, topic: str = "") -> None:
    """The command ``/veille lire``."""
    caller = await caller_from(interaction)
    chosen = await topic_meant(interaction, caller, topic)
    await _show(interaction, caller, Asked(chosen.number if chosen else None), 1)


async def search_news(interaction: Interaction, words: app_commands.Range[str, 1, 100]) -> None:
    """The command ``/veille chercher``."""
    caller = await caller_from(interaction)
    await _show(interaction, caller, Asked(words=carried_words(words)), 1)


def carried_words(typed: str) -> str:
    """As much of a search as a button can carry, cut between two words where there are two."""
    said = " ".join(typed.split())
    kept = said.encode()[:SEARCH_BYTES].decode(errors="ignore")
    if len(kept) < len(said) and said[len(kept)] != " ":
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip()


async def open_list(interaction: Interaction, press: Press) -> None:
    """«Lire la veille» of other cards: the list as a private answer."""
    await _show(interaction, press.caller, Asked(), 1)


async def turn(interaction: Interaction, press: Press) -> None:
    """Another page."""
    asked = Asked.of(press.card.extra)
    await _show(interaction, press.caller, asked, press.card.number, redraw=True)


async def _show(
    interaction: Interaction, caller: Caller, asked: Asked, page: int, *, redraw: bool = False
) -> None:
    archive = interaction.client.services.archive
    page = min(max(1, page), LAST_PAGE)
    if asked.words:
        found = await archive.search(caller, asked.words, page=page, size=SIZE)
    else:
        found = await archive.latest(caller, topic=asked.topic, page=page, size=SIZE)
    shown = list_card(words_for(interaction), caller.guild_id, found, asked)
    await (update if redraw else reply)(interaction, shown)


def list_card(words: Words, guild_id: int, found: Listing, asked: Asked) -> Card:
    """One page of news, the newest first, or why there is none and what to do next."""
    topic = found.topics.get(asked.topic or 0)
    title = words("news-title")
    if asked.words:
        title = words("news-title-search", words=plain(asked.words))
    elif topic is not None:
        title = words("news-title-topic", topic=plain(topic.name), emoji=topic.emoji)
    if not found.stories:
        empty = "news-none-found" if asked.words else "news-none"
        return card("neutral", title, words(empty), _turns(words, guild_id, found, asked))

    def lines(size: Size) -> list[Part]:
        return [
            title,
            *(
                news_lines(words, story, *_about(found, story), found.zone, size)
                for story in found.stories
            ),
        ]

    return card("info", *fitting(lines), _turns(words, guild_id, found, asked))


def _about(found: Listing, story: Story) -> tuple[Topic | None, list[Carried]]:
    return found.topics.get(story.topic or 0), found.carried[story.number]


def _turns(words: Words, guild_id: int, found: Listing, asked: Asked) -> Part:
    if found.page == 1 and not found.more:
        return []

    def to(page: int) -> CardId:
        return CardId("news", guild_id, page, "turn", extra=asked.token())

    before, after = to(found.page - 1), to(found.page + 1)
    return [
        button(before, words("common-page-previous"), emoji="◀️", off=found.page == 1),
        button(after, words("common-page-next"), emoji="▶️", off=not found.more),
    ]
