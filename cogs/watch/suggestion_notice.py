"""What the author of a suggestion is told of it."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from cogs._shared.buttons import CardId, button
from cogs._shared.drawing import Drawer, Drawing
from cogs._shared.plain import plain
from cogs._shared.views import card
from cogs.watch.story_lines import REASON, title_link
from domain.text import shorten
from domain.watch.stories import Story, StoryState
from locales import Words

GuildName = Callable[[int], str]


def drawers(guild_name: GuildName) -> dict[str, Drawer]:
    """How the answer to a suggestion is drawn; it names the guild, since it is private."""
    return {
        "watch_suggestion_answered": lambda facts, words, zone: answered(
            facts, words, zone, guild_name
        )
    }


def answered(facts: dict[str, Any], words: Words, zone: ZoneInfo, guild_name: GuildName) -> Drawing:
    """Kept, with where it is to be read; or rejected, with the reason."""
    story: Story = facts["view"]
    top = f"-# {plain(guild_name(story.guild_id))}"
    title = title_link(story)
    read = button(CardId("news", story.guild_id, 1, "open"), words("news-button-read"), emoji="📰")
    if story.state is StoryState.REJECTED:
        reason = plain(shorten(story.reason, REASON))
        said = words("news-suggestion-rejected", title=title, reason=reason)
        return Drawing(card("neutral", top, said))
    channel = f"<#{story.channel_id}>" if story.channel_id else ""
    state = "waiting" if story.state is StoryState.WAITING else "published"
    said = words("news-suggestion-kept", title=title, state=state, channel=channel)
    return Drawing(card("done", top, said, [read]))
