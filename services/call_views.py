"""A call for projects with everything that a card or a reminder shows of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.settings import GuildSettings
from domain.watch.reminders import closes_at
from domain.watch.stories import Carried, Deadline, Story, Topic
from services.directory import Directory
from storage import calls as rows
from storage import topics
from storage.archive import carriers


@dataclass(frozen=True)
class Interested:
    """Somebody interested in a call; ``organisation`` None: in their own name."""

    user_id: int
    organisation: str | None


@dataclass(frozen=True)
class CallView:
    """A call as it stood at ``now``. ``reminded``: who asked to be."""

    story: Story
    topic: Topic | None
    carried: tuple[Carried, ...]
    interested: tuple[Interested, ...]
    reminded: frozenset[int]
    now: datetime
    zone: ZoneInfo

    @property
    def deadline(self) -> Deadline | None:
        """The deadline that members may rely on."""
        return deadline_of(self.story)

    @property
    def closes_at(self) -> datetime | None:
        deadline = self.deadline
        return None if deadline is None else closes_at(deadline, self.zone)

    @property
    def organisations(self) -> tuple[str, ...]:
        """Names of the organisations that said they were interested, once each."""
        named = [each.organisation for each in self.interested if each.organisation]
        return tuple(dict.fromkeys(named))


def deadline_of(story: Story) -> Deadline | None:
    """The deadline of a call once a moderator has confirmed it."""
    return story.deadline if story.confirmed else None


async def views_of(
    conn: AsyncConnection,
    directory: Directory,
    found: Sequence[Story],
    settings: GuildSettings,
    now: datetime,
) -> list[CallView]:
    """Calls of one guild, in their order; from inside any transaction."""
    if not found:
        return []
    guild_id = found[0].guild_id
    known = {each.number: each for each in await topics.topics(conn, guild_id)}
    names = await directory.organisations(conn, guild_id)
    carried = await carriers(conn, guild_id, [each.number for each in found])
    views = []
    for story in found:
        people = await rows.interests(conn, guild_id, story.number)
        speaking = tuple(
            Interested(
                each.user_id,
                names[each.organisation].name if each.organisation in names else None,
            )
            for each in people
            if each.interested
        )
        views.append(
            CallView(
                story,
                known.get(story.topic or 0),
                tuple(carried[story.number]),
                speaking,
                frozenset(each.user_id for each in people if each.remind),
                now,
                settings.zone,
            )
        )
    return views


async def view_of(
    conn: AsyncConnection,
    directory: Directory,
    story: Story,
    settings: GuildSettings,
    now: datetime,
) -> CallView:
    """One call; from inside any transaction."""
    (view,) = await views_of(conn, directory, [story], settings, now)
    return view
