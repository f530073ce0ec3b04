"""What a drawer hands back for a message that the bot owes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import discord

from locales import Words


@dataclass(frozen=True)
class Drawing:
    """A message: its card, pictures (name in the card, number of the photo kept), who it pings.

    Only the people in ``ping`` and the ``roles`` are notified, and only if the card mentions
    them. ``thread``: the name of a thread that the message opens in its channel.
    """

    view: discord.ui.LayoutView
    files: list[tuple[str, int]] = field(default_factory=list)
    ping: list[int] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    thread: str = ""


Drawer = Callable[[dict[str, Any], Words, ZoneInfo], Drawing]
"""Facts, the words of the target's language, the guild's zone → the message."""
