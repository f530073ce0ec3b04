"""The alert that members see in a channel."""

from typing import Any

import discord

from cogs._shared.fitting import names_within
from cogs._shared.plain import plain
from cogs._shared.views import Card, card
from cogs.watch.calls_list import answer_buttons
from cogs.watch.story_lines import (
    COMMENT,
    NAMES,
    TEXT_LIMIT,
    accent_of,
    deadline_line,
    headline,
    source_line,
    summary_within,
    topic_name,
)
from domain.text import shorten
from locales import Words
from services.story_views import StoryView

MARGIN = 40
SHORT_SUMMARY = 400


def call_buttons(words: Words, view: StoryView) -> list[discord.ui.Button[Any]]:
    """What members may do with an open call; none on a plain alert."""
    is_over = view.closes_at is not None and view.closes_at <= view.now
    return answer_buttons(words, view.story) if view.story.is_call and not is_over else []


def alert_card(words: Words, view: StoryView) -> Card:
    """A story as it is published, with the moderator's own words first."""
    story = view.story
    role = f"<@&{view.topic.role_id}>" if view.topic is not None and view.topic.role_id else ""
    topic = f"-# {topic_name(words, view.topic)}" if view.topic is not None else ""
    comment = plain(shorten(story.comment, COMMENT))
    texts = [
        "\n".join(each for each in (role, topic, headline(story)) if each),
        "💬 " + comment if comment else "",
        deadline_line(words, story, view.zone, view.now),
        interested_line(words, view),
        "-# " + source_line(words, story, view.carried),
    ]
    room = min(SHORT_SUMMARY, TEXT_LIMIT - MARGIN - sum(len(text) for text in texts))
    return card(
        accent_of(view.topic),
        texts[0],
        texts[1],
        summary_within(story.summary, room),
        *texts[2:4],
        call_buttons(words, view),
        texts[4],
    )


def interested_line(words: Words, view: StoryView) -> str:
    """Which organisations said that a call interests them."""
    names = names_within([plain(each) for each in view.organisations], NAMES)
    if not names and not view.persons:
        return ""
    if not names:
        return words("curation-interested-persons", count=view.persons)
    if not view.persons:
        return words("curation-interested", names=names)
    return words("curation-interested-both", names=names, count=view.persons)
