"""What members read of the watch: the latest, what they search, what they suggest, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.people import Caller
from domain.text import clean
from domain.watch.deadlines import find_deadline, looks_like_call
from domain.watch.entry import TITLE_LIMIT, Entry, NotAFeed, PageFacts
from domain.watch.identity import keys_of
from domain.watch.links import link_key, site_of
from domain.watch.stories import (
    APPROVED,
    COMMENT_LIMIT,
    Carried,
    Deadline,
    Story,
    StoryState,
    Topic,
)
from domain.watch.words import query_words
from feeds.addresses import typed_address
from feeds.fetch import Fetcher, Outcome, Visit
from feeds.workshop import Workshop
from services.alerts import Alerts
from services.watch_desk import WatchDesk
from storage import archive as rows
from storage import sources, stories, topics, traces
from storage.traces import Followed

__all__ = ["Archive", "Followed", "Listing", "Stage", "Trace"]

MOST_WAITING = 10
"""Suggestions of one member that may wait in the queue at once."""
STATES = [state.value for state in APPROVED]


@dataclass(frozen=True)
class Listing:
    """Stories of one page, newest first; ``carried`` by story number."""

    stories: tuple[Story, ...]
    topics: dict[int, Topic]
    carried: dict[int, list[Carried]]
    page: int
    more: bool
    zone: ZoneInfo


@dataclass(frozen=True)
class Stage:
    """One stage that an article went through: "received", "learned", "suggested", "rule",
    "queued", "scheduled", "waiting", "published", "digested", "rejected" or "joined".
    """

    what: str
    at: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Trace:
    """What became of an article: its stages in order; none when nothing ever brought it.

    ``followed``: sources of the same site, with when they were last read and whether they fail.
    """

    link: str
    story: Story | None
    stages: tuple[Stage, ...]
    followed: tuple[Followed, ...] = ()


class Archive:
    """Reading changes nothing; a suggestion is one transaction."""

    def __init__(
        self, desk: WatchDesk, alerts: Alerts, fetcher: Fetcher, workshop: Workshop
    ) -> None:
        self._desk = desk
        self._alerts = alerts
        self._fetcher = fetcher
        self._workshop = workshop

    async def latest(
        self, caller: Caller, *, topic: int | None = None, page: int = 1, size: int = 6
    ) -> Listing:
        """The stories approved last."""
        async with self._desk.db.reading() as conn:
            numbers = await rows.latest(
                conn,
                caller.guild_id,
                STATES,
                topic=topic,
                limit=size + 1,
                offset=(page - 1) * size,
            )
            return await self._listing(conn, caller.guild_id, numbers, page, size)

    async def search(self, caller: Caller, typed: str, *, page: int = 1, size: int = 6) -> Listing:
        """Approved stories that hold every word typed; the last may be a beginning.

        Raises Refused("search-words") when no word is left to look for.
        """
        stems = query_words(typed)
        if not stems:
            raise Refused("search-words", words=clean(typed, 60))
        async with self._desk.db.reading() as conn:
            numbers = await rows.find(
                conn,
                caller.guild_id,
                stems,
                prefix=True,
                limit=size + 1,
                offset=(page - 1) * size,
            )
            return await self._listing(conn, caller.guild_id, numbers, page, size)

    async def _listing(
        self, conn: AsyncConnection, guild_id: int, numbers: Sequence[int], page: int, size: int
    ) -> Listing:
        shown = numbers[:size]
        found = {each.number: each for each in await stories.many(conn, guild_id, shown)}
        settings = await self._desk.settings.of(conn, guild_id)
        known = {each.number: each for each in await topics.topics(conn, guild_id)}
        carried = {number: await stories.carried(conn, guild_id, number) for number in shown}
        in_order = tuple(found[number] for number in shown)
        return Listing(in_order, known, carried, page, len(numbers) > size, settings.zone)

    # -- suggesting --------------------------------------------------------------------------------

    async def suggest(
        self, caller: Caller, typed: str, comment: str = "", *, interaction_id: int | None = None
    ) -> Story:
        """Put a page in the moderators' queue, with what it says of itself.

        A page that doesn't answer is suggested all the same, by its address. Raises Refused: as
        ``typed_address``, "story-known" (``state``, ``number``), "suggest-too-many",
        "already-done".
        """
        address = self._address(typed)
        async with self._desk.db.reading() as conn:
            await self._refuse_known(conn, caller, address)
        page = await self._read(address)
        link = page.canonical or address
        title = clean(page.title, TITLE_LIMIT) or clean(address.partition("//")[2], TITLE_LIMIT)
        async with self._desk.acting(caller, interaction_id) as work:
            await stories.hold_others(work.conn, caller.guild_id)
            for each in dict.fromkeys((address, link)):
                await self._refuse_known(work.conn, caller, each)
            waiting = await stories.suggestions_waiting(work.conn, caller.guild_id, caller.user_id)
            if waiting >= MOST_WAITING:
                raise Refused("suggest-too-many", most=MOST_WAITING)
            text = f"{title}\n{page.summary}"
            written = (page.published or work.now).astimezone(work.zone).date()
            found = find_deadline(text, written, work.zone)
            new = Story(
                caller.guild_id,
                0,
                StoryState.QUEUED,
                title,
                work.now,
                link=link,
                summary=page.summary,
                published=page.published,
                suggested_by=caller.user_id,
                comment=clean(comment, COMMENT_LIMIT),
                is_call=looks_like_call(title, page.summary),
                deadline=Deadline(found.day, found.at, found.quote) if found else None,
            )
            number = await stories.create(work.conn, new)
            keys = [f"l:{link_key(each)}" for each in dict.fromkeys((address, link))]
            await stories.add_keys(work.conn, caller.guild_id, number, keys, work.now)
            await self._desk.note(work, "suggest", "story", number)
            made = await stories.one(work.conn, caller.guild_id, number)
            assert made is not None
            await self._alerts.queue(work.conn, work.settings, made)
        return made

    async def _refuse_known(self, conn: AsyncConnection, caller: Caller, link: str) -> None:
        key = f"l:{link_key(link)}"
        known = (await stories.by_keys(conn, caller.guild_id, [key])).get(key)
        if not known:
            return
        story = await stories.one(conn, caller.guild_id, known[0])
        assert story is not None
        raise Refused(
            "story-known", number=story.number, state=story.state.value, title=story.title
        )

    def _address(self, typed: str) -> str:
        return typed_address(typed, self._fetcher.private_hosts)

    async def _read(self, address: str) -> PageFacts:
        answer = await self._fetcher.fetch(Visit(address))
        if answer.outcome is Outcome.FAILED and answer.error == "refused-address":
            raise Refused("source-private", host=site_of(answer.address))
        if answer.outcome is not Outcome.NEW:
            return PageFacts()
        try:
            return await self._workshop.page_facts(answer.body, answer.address)
        except NotAFeed:
            return PageFacts()

    # -- why -----------------------------------------------------------------------------------

    async def why(self, caller: Caller, typed: str) -> Trace:
        """What became of the article at this address. Raises Refused as ``typed_address``."""
        link = self._address(typed)
        key = link_key(link)
        async with self._desk.db.reading() as conn:
            guild_id = caller.guild_id
            brought = await traces.brought(conn, guild_id, keys_of(Entry(link=link)).link)
            known = (await stories.by_keys(conn, guild_id, [f"l:{key}"])).get(f"l:{key}", [])
            story = await stories.one(conn, guild_id, known[0]) if known else None
            stages = [
                Stage(
                    "received" if each.story else "learned", each.seen_at, {"source": each.source}
                )
                for each in brought
            ]
            if story is not None:
                carried = await stories.carried(conn, guild_id, story.number)
                if len(carried) > 1:
                    names = [each.name for each in carried]
                    stages.append(Stage("joined", None, {"sources": names}))
                stages += await self._decided(conn, story)
            here = site_of(link)
            followed = tuple(
                each
                for address, each in await traces.followed(conn, guild_id)
                if site_of(address) == here
            )
        return Trace(link, story, tuple(stages), followed)

    async def _decided(self, conn: AsyncConnection, story: Story) -> list[Stage]:
        facts: dict[str, Any] = {}
        if story.rule is not None:
            rule = await sources.rule(conn, story.guild_id, story.rule)
            facts["words"] = rule.words if rule else ""
        if story.suggested_by:
            return [
                Stage("suggested", story.found_at, {"by": story.suggested_by}),
                _last_stage(story, facts),
            ]
        return [_last_stage(story, facts)]


def _last_stage(story: Story, facts: dict[str, Any]) -> Stage:
    match story.state:
        case StoryState.DROPPED:
            return Stage("rule", story.found_at, facts)
        case StoryState.SCHEDULED:
            return Stage("scheduled", story.publish_at)
        case StoryState.QUEUED:
            return Stage("queued", story.found_at)
        case StoryState.REJECTED:
            return Stage("rejected", story.decided_at, {"reason": story.reason})
        case _:
            return Stage(story.state.value, story.decided_at, {"channel": story.channel_id})
