"""How each kind of message of the watch is drawn; ``register_drawers`` takes those of others."""

from typing import Any
from zoneinfo import ZoneInfo

from cogs._shared.drawing import Drawer, Drawing
from cogs._shared.plain import plain
from cogs._shared.views import card
from cogs.watch.alert_card import alert_card
from cogs.watch.queue_card import offered_card, queue_card
from domain.text import shorten
from locales import Words
from services.story_views import StoryView


def queued(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """The card in the moderators' channel, in whatever state its story is."""
    return Drawing(queue_card(words, facts["view"]))


def queued_many(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """One line in place of many cards."""
    name = plain(shorten(str(facts["name"]), 80))
    return Drawing(card("info", words("curation-many", count=int(facts["many"]), name=name)))


def alert(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """The alert; the topic's role is notified where it has one."""
    view: StoryView = facts["view"]
    topic = view.topic
    roles = [topic.role_id] if topic is not None and topic.role_id else []
    thread = ""
    if topic is not None and topic.place in ("thread", "forum"):
        thread = shorten(" ".join(view.story.title.split()), 100)
    return Drawing(alert_card(words, view), roles=roles, thread=thread)


def offered(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """A deadline that a source says since."""
    return Drawing(offered_card(words, facts["view"]))


def no_channel(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """Nothing can be published: there is no channel for it."""
    return Drawing(card("late", words("curation-no-channel")))


DRAWERS: dict[str, Drawer] = {
    "watch_queued": queued,
    "watch_queue_many": queued_many,
    "watch_alert": alert,
    "watch_offered": offered,
    "watch_no_channel": no_channel,
}
