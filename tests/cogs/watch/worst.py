"""A story with the facts that take most room, as plain values."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from domain.settings import settings_from
from domain.watch.rules import Rule, RuleAction, Where
from domain.watch.stories import Carried, Deadline, Story, StoryState, Topic
from services.story_views import StoryView
from tests.cogs.lending.loan_facts import GUILD, MEMBER, worst

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
SETTINGS = settings_from({}, "fr", "Europe/Paris")
END = Deadline(date(2026, 11, 30), time(12), "Avant le 30 novembre à midi.")
LINK = "https://" + "a" * 60 + ".example/" + "(" * 300


def worst_story(link: str = LINK) -> Story:
    """Its deadline is found, not confirmed, and another is offered."""
    return Story(
        GUILD,
        0,
        StoryState.QUEUED,
        worst(512),
        NOW,
        link=link,
        summary=worst(4000),
        author=worst(200),
        topic=1,
        published=NOW,
        suggested_by=MEMBER,
        comment=worst(500),
        edited=True,
        first_yes=MEMBER,
        decided_by=MEMBER,
        decided_at=NOW,
        reason=worst(200),
        publish_at=NOW,
        is_call=True,
        deadline=replace(END, quote=worst(600)),
        offered=replace(END, quote=worst(600)),
        channel_id=MEMBER,
    )


def worst_view(state: StoryState, link: str = LINK) -> StoryView:
    topic = Topic(GUILD, 1, worst(40), "👩‍👩‍👧‍👦" * 2, "late", MEMBER, MEMBER, "thread")
    carried = tuple(Carried(n, worst(80), link, NOW) for n in range(40))
    story = replace(
        worst_story(link),
        number=2**31 - 1,
        state=state,
        rule=1,
        like=3,
        confirmed=state is StoryState.PUBLISHED,
        revision=2**31 - 1,
    )
    return StoryView(
        story=story,
        topic=topic,
        topics=tuple(replace(topic, number=n) for n in range(1, 31)),
        carried=carried,
        like=replace(story, number=3),
        like_carried=carried,
        rule=Rule(1, None, Where.TITLE, worst(300), False, RuleAction.KEEP),
        organisations=tuple(worst(80) for _ in range(40)),
        persons=9_999,
        settings=replace(SETTINGS, two_moderators=True),
        now=NOW,
    )
