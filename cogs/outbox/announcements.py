"""What the bot says about its own messages: one waits, one is stuck, one may be posted or not."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cogs._shared.buttons import CardId, button
from cogs._shared.drawing import Drawer, Drawing
from cogs._shared.views import Part, card
from locales import Words

KNOWN_CODES = {10003: "unknown", 50001: "hidden", 50013: "silent"}


def message_waiting(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """Pings one person, and says nothing of what waits: the channel is everybody's."""
    person = int(facts["person"])
    text = words("outbox-waiting-text", person=f"<@{person}>")
    return Drawing(card("info", text), ping=[person])


def channel_parked(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    reason = KNOWN_CODES.get(int(facts["code"]), "other")
    text = words("outbox-parked-text", channel=f"<#{facts['channel']}>", reason=reason)
    return _notice("late", words("outbox-parked-title"), text)


def message_blocked(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    channel = facts.get("channel")
    text = (
        words("outbox-blocked-channel", channel=f"<#{channel}>")
        if channel
        else words("outbox-blocked-private")
    )
    return _notice("late", words("outbox-blocked-title"), text)


def thread_refused(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    text = words("outbox-thread-text", channel=f"<#{facts['channel']}>")
    return _notice("late", words("outbox-thread-title"), text)


def delivery_unsure(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    at = datetime.fromtimestamp(int(facts["at"]) / 1000, UTC)
    subject = CardId("owed", int(facts["guild"]), int(facts["owed"]), "publish")
    buttons = [
        button(subject.to("published"), words("outbox-unsure-published"), style="primary"),
        button(subject, words("outbox-unsure-publish")),
    ]
    text = words(
        "outbox-unsure-text", channel=f"<#{facts['channel']}>", when=words.moment(at, zone)
    )
    return _notice("waiting", words("outbox-unsure-title"), text, buttons)


def _notice(accent: str, title: str, *parts: Part) -> Drawing:
    return Drawing(card(accent, f"### {title}", *parts))


DRAWERS: dict[str, Drawer] = {
    "message_waiting": message_waiting,
    "channel_parked": channel_parked,
    "message_blocked": message_blocked,
    "delivery_unsure": delivery_unsure,
    "thread_refused": thread_refused,
}
