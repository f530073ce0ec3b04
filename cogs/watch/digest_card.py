"""Digests: the network's in its channels, and each person's own."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from cogs._shared.buttons import CardId, button
from cogs._shared.drawing import Drawer, Drawing
from cogs._shared.plain import plain
from cogs._shared.views import Part, card, line
from cogs.watch.follows_card import followed_line
from cogs.watch.sizes import MOST, Size, fitting, news_lines, sized_title
from cogs.watch.story_lines import accent_of, deadline_line, host_of, topic_name
from domain.watch.stories import Carried, Story, Topic
from locales import Words
from services.digests import DigestView
from services.follows import Followed

GuildName = Callable[[int], str]
CALLS_ROOM = 1300
"""Characters kept for the calls below the news: the shortest lines of eight of them."""


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

    title = _title(words, "digest-title", view)
    kept = CALLS_ROOM if view.calls else 0
    parts = fitting(lambda size: [title, *_groups(words, view, size)], MOST - kept)
    if view.calls:
        room = MOST - sum(len(each) for each in parts if isinstance(each, str))
        calls = fitting(lambda size: [_calls(words, view, zone, size)], room)
        parts += [line(), *calls]
    return Drawing(card("info", *parts, [_read(words, view.guild_id)]))


def own_digest(facts: dict[str, Any], words: Words, guild_name: GuildName) -> Drawing:
    """What a person follows, since the last time."""
    view: DigestView = facts["view"]
    top = f"-# {plain(guild_name(view.guild_id))}\n" + _title(words, "digest-title-own", view)
    buttons = [_read(words, view.guild_id), _mine(words, view.guild_id)]
    return Drawing(card("info", *fitting(lambda size: [top, *_groups(words, view, size)]), buttons))


def followed(facts: dict[str, Any], words: Words, zone: ZoneInfo, guild_name: GuildName) -> Drawing:
    """One piece of news that a person follows, as soon as it was chosen."""
    story: Story = facts["view"]
    topic: Topic | None = facts["topic"]
    follow: Followed = facts["follow"]
    carried: list[Carried] = facts["carried"]
    top = f"-# {plain(guild_name(story.guild_id))} · {followed_line(words, follow)}"
    stop = CardId("follow", story.guild_id, follow.follow.number, "drop")
    buttons = [_mine(words, story.guild_id), button(stop, words("follow-stop"))]
    text = news_lines(words, story, topic, carried, zone)
    return Drawing(card(accent_of(topic), top, text, buttons))


def _calls(words: Words, view: DigestView, zone: ZoneInfo, size: Size) -> str:
    """Calls that close soon, those that close first before the others."""
    small = Size(min(size.title, 90), size.link, 0)
    lines = [
        f"- {sized_title(call, small)} · {deadline_line(words, call, zone)}" for call in view.calls
    ]
    return "\n".join([words("digest-calls"), *lines])


def _title(words: Words, key: str, view: DigestView) -> str:
    said = words(key, day=words.day(view.day, dated=True))
    return said if view.parts == 1 else f"{said} ({view.part}/{view.parts})"


def _groups(words: Words, view: DigestView, size: Size) -> list[Part]:
    return [
        "\n".join([_topic(words, topic), *(_story(each, size) for each in those)])
        for topic, those in view.groups
    ]


def _story(story: Story, size: Size) -> str:
    return "- " + " · ".join(part for part in (sized_title(story, size), host_of(story)) if part)


def _topic(words: Words, topic: Topic | None) -> str:
    if topic is None:
        return f"**{words('digest-no-topic')}**"
    return f"**{topic_name(words, topic)}**"


def _read(words: Words, guild_id: int) -> Any:
    return button(CardId("news", guild_id, 1, "open"), words("news-button-read"), emoji="📰")


def _mine(words: Words, guild_id: int) -> Any:
    return button(CardId("follow", guild_id, 0, "open"), words("follow-button-mine"), emoji="🔔")
