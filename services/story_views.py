"""A story with everything that a card shows of it, read in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.settings import GuildSettings
from domain.watch.reminders import closes_at
from domain.watch.rules import Rule
from domain.watch.stories import Carried, Story, StoryState, Topic
from services.directory import Directory
from storage import calls, sources, stories, topics


@dataclass(frozen=True)
class StoryView:
    """A story as it stood at ``now``. ``topics``: those that it may be given. ``like``: the story
    that it may repeat, with the sources of that one. ``rule``: the rule that decided on it.
    """

    story: Story
    topic: Topic | None
    topics: tuple[Topic, ...]
    carried: tuple[Carried, ...]
    like: Story | None
    like_carried: tuple[Carried, ...]
    rule: Rule | None
    # Names of the organisations that are interested, and how many speak for nobody but themselves.
    organisations: tuple[str, ...]
    persons: int
    settings: GuildSettings
    now: datetime
    # Queued stories that may repeat this one, while it waits itself: its card shows them.
    repeats: tuple[Story, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        return self.settings.zone

    @property
    def closes_at(self) -> datetime | None:
        """The instant from which it is too late to answer this call."""
        deadline = self.story.deadline
        return None if deadline is None else closes_at(deadline, self.zone)


async def view_of(
    conn: AsyncConnection,
    directory: Directory,
    story: Story,
    settings: GuildSettings,
    now: datetime,
) -> StoryView:
    """From inside any transaction."""
    guild_id = story.guild_id
    known = await topics.topics(conn, guild_id)
    like = None
    if story.like is not None:
        like = await stories.one(conn, guild_id, story.like)
    rule = None
    if story.rule is not None:
        rule = await sources.rule(conn, guild_id, story.rule)
    repeats: list[Story] = []
    if story.state is StoryState.QUEUED:
        repeats = await stories.repeating(conn, guild_id, story.number)
    organisations, persons = await _interested(conn, directory, story)
    return StoryView(
        story=story,
        topic=next((each for each in known if each.number == story.topic), None),
        topics=tuple(known),
        carried=tuple(await stories.carried(conn, guild_id, story.number)),
        like=like,
        like_carried=tuple(await stories.carried(conn, guild_id, like.number)) if like else (),
        rule=rule,
        organisations=organisations,
        persons=persons,
        settings=settings,
        now=now,
        repeats=tuple(repeats),
    )


async def _interested(
    conn: AsyncConnection, directory: Directory, story: Story
) -> tuple[tuple[str, ...], int]:
    if not (story.is_call and story.approved):
        return (), 0
    people = await calls.interests(conn, story.guild_id, story.number)
    speaking = [each.organisation for each in people if each.interested]
    if not speaking:
        return (), 0
    known = await directory.organisations(conn, story.guild_id)
    named = [known[each].name for each in dict.fromkeys(speaking) if each in known]
    return tuple(named), sum(each not in known for each in speaking)
