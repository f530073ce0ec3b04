"""What the bot says of the directory by itself: an organisation is left without a voice."""

from typing import Any
from zoneinfo import ZoneInfo

from cogs._shared.drawing import Drawer, Drawing
from cogs._shared.plain import plain
from cogs._shared.views import card
from locales import Words


def organisation_unspoken(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """For moderators."""
    text = words("directory-unspoken-text", name=plain(facts["name"]), member=f"<@{facts['left']}>")
    title = words("directory-unspoken-title", name=plain(facts["name"]))
    return Drawing(card("late", title, text))


DRAWERS: dict[str, Drawer] = {"organisation_unspoken": organisation_unspoken}
