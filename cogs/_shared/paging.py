"""Long lists in pages. Which page is shown is in the buttons' ids, so old lists still turn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import discord

from cogs._shared.buttons import CardId, button
from locales import Words

T = TypeVar("T")

SIZE = 6
"""Rows of a page: six sections with their buttons stay well under 40 components."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some of the things; ``number`` and ``pages`` count from 1."""

    things: Sequence[T]
    number: int
    pages: int


def page_of(things: Sequence[T], number: int, size: int = SIZE) -> Page[T]:
    """The page of that number, or the nearest one there is."""
    pages = max(1, -(-len(things) // size))
    number = min(max(1, number), pages)
    return Page(things[(number - 1) * size : number * size], number, pages)


def page_line(words: Words, page: Page[T]) -> str:
    """« page 1/4 », in small print; "" when there is only one."""
    if page.pages == 1:
        return ""
    return "-# " + words("common-page-where", page=page.number, pages=page.pages)


def page_buttons(
    words: Words, page: Page[T], turn: Callable[[int], CardId]
) -> list[discord.ui.Button[Any]]:
    """«Précédent» and «Suivant»; none when there is one page. ``turn`` makes a page's id."""
    if page.pages == 1:
        return []
    # Both ids must differ, even where a button is off and its page doesn't exist.
    before, after = turn(page.number - 1), turn(page.number + 1)
    return [
        button(before, words("common-page-previous"), emoji="◀️", off=page.number == 1),
        button(after, words("common-page-next"), emoji="▶️", off=page.number == page.pages),
    ]
