"""Digests: the network's in its channels, and each person's own."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from cogs._shared.buttons import CardId, button
from cogs._shared.drawing import Drawer, Drawing
from cogs._shared.fitting import lines_within
from cogs._shared.plain import plain
from cogs._shared.views import Part, card, line
from cogs.watch.follows_card import followed_line
from cogs.watch.story_lines import accent_of, deadline_line, host_of, news_lines, title_link
from domain.watch.stories import Story, Topic
from locales import Words
from services.digests import DigestView
from services.follows import Followed

GuildName = Callable[[int], str]
ROOM = 3700
"""Characters of a digest's text; a card holds 4,000."""


def drawers(guild_name: GuildName) -> dict[str, Drawer]:
    """How digests and what people follow are drawn. Private ones name the guild."""
    return {
        "watch_digest": digest,
        "watch_follow_digest": lambda facts, words, zone: own_digest(facts, words, guild_name),
        "watch_followed": lambda facts, words, zone: followed(facts, words, zone, guild_name),
    }


def digest(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """One message of the network's digest: by topic, then the calls that close soon."""
    view: DigestView = facts["view"]
    parts: list[Part] = [_title(words, "digest-title", view)]
    parts += _groups(words, view)
    if view.calls:
        calls = [
            f"- {title_link(call, 90)} · {deadline_line(words, call, zone)}" for call in view.calls
        ]
        parts += [line(), words("digest-calls") + "\n" + "\n".join(calls)]
    parts.append([_read(words, view.guild_id)])
    return Drawing(card("info", *parts))


def own_digest(facts: dict[str, Any], words: Words, guild_name: GuildName) -> Drawing:
    """What a person follows, since the last time."""
    view: DigestView = facts["view"]
    top = f"-# {plain(guild_name(view.guild_id))}\n" + _title(words, "digest-title-own", view)
    buttons = [_read(words, view.guild_id), _mine(words, view.guild_id)]
    return Drawing(card("info", top, *_groups(words, view), buttons))


def followed(facts: dict[str, Any], words: Words, zone: ZoneInfo, guild_name: GuildName) -> Drawing:
    """One piece of news that a person follows, as soon as it was chosen."""
    story: Story = facts["view"]
    topic: Topic | None = facts["topic"]
    follow: Followed = facts["follow"]
    top = f"-# {plain(guild_name(story.guild_id))} · {followed_line(words, follow)}"
    stop = CardId("follow", story.guild_id, follow.follow.number, "drop")
    buttons = [_mine(words, story.guild_id), button(stop, words("follow-stop"))]
    return Drawing(card(accent_of(topic), top, news_lines(words, story, topic, [], zone), buttons))


def _calls(words: Words, view: DigestView, zone: ZoneInfo, room: int) -> str:
    """As many of the calls as there is room for; `/appels` has them all."""
    lines = [
        f"- {title_link(call, 90)} · {deadline_line(words, call, zone)}" for call in view.calls
    ]
    said = lines_within(lines, room, lambda left: words("digest-calls-more", count=left))
    return f"{words('digest-calls')}\n{said}"


def _title(words: Words, key: str, view: DigestView) -> str:
    said = words(key, day=words.day(view.day, dated=True))
    return said if view.parts == 1 else f"{said} ({view.part}/{view.parts})"


def _groups(words: Words, view: DigestView) -> list[Part]:
    return [
        "\n".join(
            [_topic(words, topic), *(f"- {title_link(each)} · {host_of(each)}" for each in those)]
        )
        for topic, those in view.groups
    ]


def _topic(words: Words, topic: Topic | None) -> str:
    if topic is None:
        return f"**{words('digest-no-topic')}**"
    return f"**{topic.emoji} {plain(topic.name)}**"


def _read(words: Words, guild_id: int) -> Any:
    return button(CardId("news", guild_id, 1, "open"), words("news-button-read"), emoji="📰")


def _mine(words: Words, guild_id: int) -> Any:
    return button(CardId("follow", guild_id, 0, "open"), words("follow-button-mine"), emoji="🔔")
