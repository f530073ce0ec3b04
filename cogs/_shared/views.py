"""Cards (Components V2 messages) from parts: text, sections, pictures, rows of buttons."""

from collections.abc import Sequence
from typing import Any

import discord

from domain.text import shorten

# The state of what a card shows; never the only sign of it: a word and an icon say it too.
# Okabe and Ito's palette, which colour-blind people tell apart.
ACCENTS = {
    "info": 0x0072B2,
    "waiting": 0xE69F00,
    "done": 0x009E73,
    "late": 0xD55E00,
    "neutral": 0x7A8290,
}

ALT_LIMIT = 1024
ROW = 5

Part = str | discord.ui.Item[Any] | Sequence[discord.ui.Button[Any]]


class Card(discord.ui.LayoutView):
    """A message of parts in one coloured frame.

    It never listens: presses are dispatched by custom_id (see ``buttons``), so discord.py has
    nothing to remember about it, today or after a restart.
    """

    def __init__(self) -> None:
        super().__init__(timeout=None)

    def is_finished(self) -> bool:
        return True


def card(accent: str, *parts: Part) -> Card:
    """A card of ``parts`` from top to bottom: text (Markdown), items, or buttons in rows of five.

    Empty text and empty rows are left out. ``accent`` is a key of ``ACCENTS``.
    """
    items: list[discord.ui.Item[Any]] = []
    for part in parts:
        if isinstance(part, str):
            if part.strip():
                items.append(discord.ui.TextDisplay(part))
        elif isinstance(part, discord.ui.Item):
            items.append(part)
        else:
            items += rows(part)
    made = Card()
    made.add_item(discord.ui.Container(*items, accent_colour=ACCENTS[accent]))
    return made


def rows(buttons: Sequence[discord.ui.Button[Any]]) -> list[discord.ui.Item[Any]]:
    """Buttons in rows of five."""
    return [
        discord.ui.ActionRow(*buttons[start : start + ROW]) for start in range(0, len(buttons), ROW)
    ]


def menu_row(menu: discord.ui.Select[Any]) -> discord.ui.Item[Any]:
    """A menu alone on its row, as Discord wants it."""
    return discord.ui.ActionRow(menu)


def section(
    *texts: str, accessory: discord.ui.Button[Any] | discord.ui.Thumbnail[Any] | None = None
) -> discord.ui.Item[Any]:
    """One to three texts with a button or a picture beside them; plain text when there is none."""
    shown = [text for text in texts if text.strip()]
    if accessory is None:
        return discord.ui.TextDisplay("\n".join(shown))
    return discord.ui.Section(*shown[:3], accessory=accessory)


def thumbnail(url: str, alt: str) -> discord.ui.Thumbnail[Any]:
    """A small picture; ``url`` may be ``attachment://name``."""
    return discord.ui.Thumbnail(url, description=shorten(alt, ALT_LIMIT) or None)


def picture(url: str, alt: str) -> discord.ui.Item[Any]:
    """A picture over the whole width; ``alt`` is read to those who can't see it."""
    gallery: discord.ui.MediaGallery[Any] = discord.ui.MediaGallery()
    gallery.add_item(media=url, description=shorten(alt, ALT_LIMIT) or None)
    return gallery


def line() -> discord.ui.Item[Any]:
    """A thin line between two parts."""
    return discord.ui.Separator()
