"""What the bot says of a call: reminders, a deadline that moved, those who answer together."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from cogs._shared.buttons import CardId, button
from cogs._shared.drawing import Drawer, Drawing
from cogs._shared.plain import plain
from cogs._shared.views import card
from cogs.watch.calls_list import call_buttons, call_lines
from cogs.watch.story_lines import title_link
from locales import Words
from services.call_views import CallView

GuildName = Callable[[int], str]


def drawers(guild_name: GuildName) -> dict[str, Drawer]:
    """How each kind of message about calls is drawn. Private ones name the guild."""
    return {
        "call_due": due,
        "call_due_personal": lambda facts, words, zone: due_personal(facts, words, guild_name),
        "call_extended": extended,
        "call_together": together,
    }


def due(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """In the channel where the call was published."""
    view: CallView = facts["view"]
    return Drawing(
        card("late", _due(words, view), call_lines(words, view), call_buttons(words, view))
    )


def due_personal(facts: dict[str, Any], words: Words, guild_name: GuildName) -> Drawing:
    """To who is interested, or asked to be reminded."""
    view: CallView = facts["view"]
    top = f"-# {plain(guild_name(view.story.guild_id))}\n{_due(words, view)}"
    return Drawing(card("late", top, call_lines(words, view), call_buttons(words, view)))


def extended(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """A deadline that moved is news."""
    view: CallView = facts["view"]
    title = words("calls-extended")
    return Drawing(card("waiting", title, call_lines(words, view), call_buttons(words, view)))


def together(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """The first message of the thread of those who answer together."""
    view: CallView = facts["view"]
    by = f"<@{facts['by']}>" if facts["by"] else words("why-somebody")
    said = words("calls-thread", by=by, title=title_link(view.story))
    here = CardId("call", view.story.guild_id, view.story.number, "interest")
    join = [
        button(here, words("calls-button-interest"), emoji="🙋"),
        button(here.to("remind"), words("calls-button-remind"), emoji="⏰"),
    ]
    return Drawing(card("info", said, call_lines(words, view), words("calls-thread-next"), join))


def _due(words: Words, view: CallView) -> str:
    # In days of the calendar, as people count: Discord's own «in 4 days» counts to the midnight
    # after the last day.
    assert view.story.deadline is not None
    left = view.story.deadline.day - view.now.astimezone(view.zone).date()
    return words("calls-due", days=left.days)
