"""The network's digest: what waited, by topic, once, at the hour that the network chose."""

import logging
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.settings import GuildSettings
from domain.watch.digest import Rhythm, digest_due, group_by_topic, latest_digest
from domain.watch.stories import APPROVED, Story, StoryState, Topic
from services.owed import Facts, Kind, Lateness, OwedMessage
from services.watch_desk import WatchDesk
from storage import digests as rows
from storage import stories, topics
from storage.calls import open_calls

log = logging.getLogger(__name__)

A_MESSAGE = 12
TITLE = 120
ROOM = 2500
"""Stories of one message, characters of a title, and of all lines: a card holds 4,000, some of
them escaped, some for the calls below."""
CALLS_AHEAD = timedelta(days=31)
MOST_CALLS = 8


@dataclass(frozen=True)
class DigestView:
    """One message of a digest. ``groups``: stories by topic (None: no topic), topics in order.

    ``calls`` (in the last part only): open calls by deadline. ``part`` of ``parts``, from 1.
    """

    guild_id: int
    day: date
    groups: list[tuple[Topic | None, list[Story]]]
    calls: list[Story]
    part: int
    parts: int
    person: int | None = None


class Digests:
    """Rung by the clock; a round that is repeated, or run twice at once, owes nothing twice."""

    def __init__(self, desk: WatchDesk) -> None:
        self._desk = desk
        desk.outbox.declare(Kind("watch_digest", Lateness.SEND, revalidate=self.view))

    async def tick(self) -> None:
        """Owe each digest that is due."""
        async with self._desk.db.reading() as conn:
            guilds = await stories.guilds_with(conn, StoryState.WAITING)
        for guild_id in guilds:
            try:
                await self._look(guild_id)
            except Exception:  # the next round tries again; the others are not to wait for it
                log.exception("the digest of guild %s", guild_id)

    async def _look(self, guild_id: int) -> None:
        now = self._desk.clock()
        async with self._desk.db.reading() as conn:
            settings = await self._desk.settings.of(conn, guild_id)
            last = await rows.last_digest(conn, guild_id)
        day = due(settings, last and last[0], now)
        if last is not None and day is None:
            return
        async with self._desk.db.writing() as conn:
            if last is None:  # from now on there are digests: the first is the next one
                before = latest_digest(*rhythm_of(settings), settings.zone, now)
                if before is not None:
                    await rows.keep_digest(conn, guild_id, before, rows.NETWORK, now, 0)
                return
            assert day is not None
            await self._owe(conn, guild_id, settings, day, now)
        self._desk.outbox.wake()

    async def _owe(
        self,
        conn: AsyncConnection,
        guild_id: int,
        settings: GuildSettings,
        day: date,
        now: datetime,
    ) -> None:
        await stories.hold_others(conn, guild_id)
        waiting = await stories.in_state(conn, guild_id, StoryState.WAITING)
        known = {topic.number: topic for topic in await topics.topics(conn, guild_id)}
        places: dict[int, list[Story]] = defaultdict(list)
        for story in waiting:
            topic = known.get(story.topic or 0)
            channel = (topic and topic.channel_id) or settings.watch_channel
            if channel is not None:  # without a channel it waits until there is one
                places[channel].append(story)
        if not places or not await rows.keep_digest(
            conn, guild_id, day, rows.NETWORK, now, sum(map(len, places.values()))
        ):
            return
        for channel, found in places.items():
            await self._post(conn, guild_id, channel, day, _in_order(found, list(known)))
            for story in found:
                after = replace(story, state=StoryState.DIGESTED, channel_id=channel)
                await self._desk.redraw(conn, await stories.save(conn, story, after))

    async def _post(
        self, conn: AsyncConnection, guild_id: int, channel: int, day: date, found: list[Story]
    ) -> None:
        parts = in_messages(found)
        for number, part in enumerate(parts, start=1):
            facts: Facts = {
                "day": day.isoformat(),
                "stories": [story.number for story in part],
                "part": number,
                "parts": len(parts),
            }
            key = f"digest:{day}:{channel}:{number}"
            await self._desk.outbox.owe(
                conn, guild_id, OwedMessage(key, "watch_digest", facts, channel_id=channel)
            )

    async def view(self, conn: AsyncConnection, guild_id: int, facts: Facts) -> Facts | None:
        """The stories as they are by now; None when none of them is approved any more."""
        shown = await digest_view(conn, guild_id, facts)
        if shown is None:
            return None
        if shown.part == shown.parts:
            settings = await self._desk.settings.of(conn, guild_id)
            today = self._desk.clock().astimezone(settings.zone).date()
            calls = await open_calls(conn, guild_id, today, until=today + CALLS_AHEAD)
            shown = replace(shown, calls=calls[:MOST_CALLS])
        return {**facts, "view": shown}


async def digest_view(
    conn: AsyncConnection, guild_id: int, facts: dict[str, Any]
) -> DigestView | None:
    """What the facts of one message of a digest show now, without the calls."""
    found = [
        story
        for story in await stories.many(conn, guild_id, facts["stories"])
        if story.state in APPROVED
    ]
    if not found:
        return None
    order = await topics.topics(conn, guild_id)
    known = {topic.number: topic for topic in order}
    groups = group_by_topic(found, lambda story: story.topic, list(known))
    return DigestView(
        guild_id,
        date.fromisoformat(facts["day"]),
        [(known.get(number or 0), those) for number, those in groups],
        [],
        facts["part"],
        facts["parts"],
        facts.get("person"),
    )


def in_messages(found: list[Story]) -> list[list[Story]]:
    """The stories cut into messages that their lines fit into, in their order."""
    parts: list[list[Story]] = []
    room = 0
    for story in found:
        needs = min(len(story.title), TITLE) + len(story.link) + 60
        if not parts or room < needs or len(parts[-1]) == A_MESSAGE:
            parts.append([])
            room = ROOM
        parts[-1].append(story)
        room -= needs
    return parts


def rhythm_of(settings: GuildSettings) -> tuple[Rhythm, int, int]:
    """Without digests, what exceeds the alerts of a day still comes the day after."""
    rhythm = Rhythm(settings.digest)
    rhythm = Rhythm.DAILY if rhythm is Rhythm.NONE else rhythm
    return rhythm, settings.digest_day, settings.digest_at


def due(settings: GuildSettings, last: date | None, now: datetime) -> date | None:
    """The day whose digest is due now in this guild."""
    return digest_due(*rhythm_of(settings), settings.zone, last, now)


def _in_order(found: list[Story], order: list[int]) -> list[Story]:
    """By topic first, so that no topic is cut in two where it needn't be."""
    return [
        story
        for _, group in group_by_topic(found, lambda story: story.topic, order)
        for story in group
    ]
