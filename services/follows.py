"""What members follow: a topic or a word, at once or in a digest of their own."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.people import Caller
from domain.settings import GuildSettings
from domain.text import clean
from domain.watch.stories import APPROVED, Story, Topic
from domain.watch.words import index_words, query_words
from services.digests import digest_view, due, in_messages
from services.owed import Facts, Fallback, Kind, Lateness, OwedMessage
from services.watch_desk import WatchDesk
from storage import digests as rows
from storage import stories, topics
from storage.digests import Follow

log = logging.getLogger(__name__)

MOST_FOLLOWS = 20
WORDS_LIMIT = 60
NOW, DIGEST = "now", "digest"
FIRST_ZONE = timedelta(hours=14)
"""How far ahead of UTC the first of all zones is: no day begins earlier."""
SETTLED = timedelta(minutes=1)
"""An approval that is dated by then is written by then: the next digest begins where this ends."""
LATE = timedelta(days=2)
"""An alert that could not be told for two days is no news any more; the archive has it."""


@dataclass(frozen=True)
class Followed:
    """What somebody follows, with its topic (None: any)."""

    follow: Follow
    topic: Topic | None


class Follows:
    """Each method raises Refused, and then wrote nothing."""

    def __init__(self, desk: WatchDesk) -> None:
        self._desk = desk
        self._declare("watch_followed", self._still_followed)
        self._declare("watch_follow_digest", self._digest)

    def _declare(self, name: str, revalidate: object) -> None:
        self._desk.outbox.declare(
            Kind(
                name,
                Lateness.DROP,
                Fallback.NOTHING,
                revalidate=revalidate,  # type: ignore[arg-type]
                late_after=LATE,
            )
        )

    async def of(self, caller: Caller) -> list[Followed]:
        """What the caller follows, the oldest first."""
        async with self._desk.db.reading() as conn:
            found = await rows.follows(conn, caller.guild_id, user_id=caller.user_id)
            known = {each.number: each for each in await topics.topics(conn, caller.guild_id)}
        return [Followed(each, known.get(each.topic or 0)) for each in found]

    async def add(
        self,
        caller: Caller,
        *,
        topic: int | None,
        words: str,
        rhythm: str,
        interaction_id: int | None = None,
    ) -> Followed:
        """Follow a topic, words, or words within a topic, by private message.

        Raises Refused: "follow-nothing", "follow-words" (no word left to look for),
        "follow-known", "follow-too-many", "topic-unknown", "already-done".
        """
        said = clean(words, WORDS_LIMIT)
        if topic is None and not said:
            raise Refused("follow-nothing")
        if said and not query_words(said):
            raise Refused("follow-words", words=said)
        async with self._desk.acting(caller, interaction_id) as work:
            known = {t.number: t for t in await topics.topics(work.conn, caller.guild_id)}
            if topic is not None and topic not in known:
                raise Refused("topic-unknown")
            mine = await rows.follows(work.conn, caller.guild_id, user_id=caller.user_id)
            if len(mine) >= MOST_FOLLOWS:
                raise Refused("follow-too-many", most=MOST_FOLLOWS)
            new = Follow(caller.guild_id, 0, caller.user_id, topic, said, None, rhythm, work.now)
            if any(_same(each, new) for each in mine):
                raise Refused("follow-known")
            made = await rows.add_follow(work.conn, new)
        return Followed(made, known.get(topic or 0))

    async def drop(self, caller: Caller, number: int, *, interaction_id: int | None = None) -> None:
        """Stop following. Raises Refused("follow-unknown") for what is not the caller's."""
        async with self._desk.acting(caller, interaction_id) as work:
            if not await rows.drop_follow(work.conn, caller.guild_id, number, caller.user_id):
                raise Refused("follow-unknown")

    # -- when something is approved: in the transaction of the approval

    async def heard(
        self, conn: AsyncConnection, settings: GuildSettings, story: Story, now: datetime
    ) -> None:
        """Owe the story to everybody who follows it at once, once to each person."""
        told: set[int] = set()
        for each in concerned(await rows.follows(conn, story.guild_id, rhythm=NOW), story):
            if each.user_id not in told:
                told.add(each.user_id)
                await self._tell(conn, settings, each, story, now)

    async def _tell(
        self,
        conn: AsyncConnection,
        settings: GuildSettings,
        follow: Follow,
        story: Story,
        now: datetime,
    ) -> None:
        facts: Facts = {"story": story.number, "person": follow.user_id, "follow": follow.number}
        key = f"followed:{story.number}:{follow.user_id}"
        quiet = await self._desk.directory.quiet_of(conn, story.guild_id, follow.user_id, settings)
        if quiet is None:
            return
        at = quiet.after(now, settings.zone)
        owed = OwedMessage(key, "watch_followed", facts, person=follow.user_id, not_before=at)
        await self._desk.outbox.owe(conn, story.guild_id, owed)

    async def _still_followed(
        self, conn: AsyncConnection, guild_id: int, facts: Facts
    ) -> Facts | None:
        mine = await rows.follows(conn, guild_id, user_id=facts["person"])
        story = await stories.one(conn, guild_id, facts["story"])
        if story is None or story.state not in APPROVED:
            return None
        matching = concerned(mine, story)
        if not matching:
            return None
        known = {each.number: each for each in await topics.topics(conn, guild_id)}
        return {
            **facts,
            "view": story,
            "topic": known.get(story.topic or 0),
            "carried": await stories.carried(conn, guild_id, story.number),
            "follow": Followed(matching[0], known.get(matching[0].topic or 0)),
        }

    # -- the digest of each person

    async def tick(self) -> None:
        """Owe each person's digest that is due, at the hour of the network's own."""
        furthest = (self._desk.clock() + FIRST_ZONE).date()
        async with self._desk.db.reading() as conn:
            guilds = await rows.followers(conn, DIGEST)
        for guild_id, known in guilds.items():
            maybe = {who: it for who, it in known.items() if it[1] is None or it[1] < furthest}
            try:
                if maybe:
                    await self._look(guild_id, maybe)
            except Exception:  # the next round tries again; the others are not to wait for it
                log.exception("digests of those who follow something in guild %s", guild_id)

    async def _look(self, guild_id: int, people: dict[int, tuple[datetime, date | None]]) -> None:
        now = self._desk.clock()
        async with self._desk.db.reading() as conn:
            settings = await self._desk.settings.of(conn, guild_id)
        late = []
        for person, (since, last) in people.items():
            before = last or since.astimezone(settings.zone).date()
            day = due(settings, before, now)
            if day is not None and day > before:
                late.append((person, day, since))
        for person, day, since in late:
            async with self._desk.db.writing() as conn:
                await self._owe_digest(conn, guild_id, settings, person, day, since)
        if late:
            self._desk.outbox.wake()

    async def _owe_digest(
        self,
        conn: AsyncConnection,
        guild_id: int,
        settings: GuildSettings,
        person: int,
        day: date,
        first: datetime,
    ) -> None:
        last = await rows.last_digest(conn, guild_id, person)
        since, now = last[1] if last else first, self._desk.clock()
        until = max(since, now - SETTLED)
        quiet = await self._desk.directory.quiet_of(conn, guild_id, person, settings)
        mine = [f for f in await rows.follows(conn, guild_id, user_id=person) if f.rhythm == DIGEST]
        states = [state.value for state in APPROVED]
        numbers = await rows.approved_between(conn, guild_id, states, since, until)
        found = [
            story for story in await stories.many(conn, guild_id, numbers) if concerned(mine, story)
        ]
        if not await rows.keep_digest(conn, guild_id, day, person, until, len(found)):
            return
        if quiet is None or not found:
            return
        parts = in_messages(found)
        for number, part in enumerate(parts, start=1):
            facts: Facts = {
                "day": day.isoformat(),
                "stories": [story.number for story in part],
                "part": number,
                "parts": len(parts),
                "person": person,
            }
            owed = OwedMessage(
                f"follow-digest:{day}:{number}:{person}",
                "watch_follow_digest",
                facts,
                person=person,
                not_before=quiet.after(now, settings.zone),
            )
            await self._desk.outbox.owe(conn, guild_id, owed)

    async def _digest(self, conn: AsyncConnection, guild_id: int, facts: Facts) -> Facts | None:
        shown = await digest_view(conn, guild_id, facts)
        return None if shown is None else {**facts, "view": shown}


def concerned(follows: Iterable[Follow], story: Story) -> list[Follow]:
    """Those of these whose topic a story is of, and all of whose words it holds."""
    held = frozenset(index_words(f"{story.title}\n{story.summary}").split())
    return [
        each
        for each in follows
        if each.topic in (None, story.topic) and held.issuperset(query_words(each.words))
    ]


def _same(one: Follow, other: Follow) -> bool:
    return (one.topic, set(query_words(one.words))) == (other.topic, set(query_words(other.words)))
