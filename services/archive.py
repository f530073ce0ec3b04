"""What members read of the watch: the latest, what they search, what they suggest, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.people import Caller
from domain.text import clean
from domain.watch.deadlines import looks_like_call
from domain.watch.entry import TITLE_LIMIT, Entry, NotAFeed, PageFacts
from domain.watch.links import anchor_of, site_of
from domain.watch.stories import (
    APPROVED,
    COMMENT_LIMIT,
    Carried,
    Story,
    StoryState,
    Topic,
)
from domain.watch.titles import likeness_keys
from domain.watch.traces import keys_of
from domain.watch.words import query_words
from feeds.addresses import typed_address
from feeds.fetch import Fetcher, Outcome, Visit
from feeds.workshop import Workshop
from services.alerts import Alerts
from services.appraising import deadline_in, link_keys
from services.watch_desk import WatchDesk, WatchWork
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
    """One stage that an article went through: "received", "learned", "unsorted", "suggested",
    "rule", "queued", "scheduled", "waiting", "published", "digested", "rejected" or "joined".
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
        carried = await rows.carriers(conn, guild_id, shown)
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
        meant = self._address(typed)
        address = _bare(meant)  # what is read of it is of the whole page
        async with self._desk.db.reading() as conn:
            await self._refuse_known(conn, caller, (*link_keys(meant), *link_keys(address)))
        page = await self._read(address)
        link = page.canonical or address
        keys = tuple(dict.fromkeys((*link_keys(address), *link_keys(link))))
        async with self._desk.acting(caller, interaction_id) as work:
            await stories.hold_others(work.conn, caller.guild_id)
            await self._refuse_known(work.conn, caller, keys)
            waiting = await stories.suggestions_waiting(work.conn, caller.guild_id, caller.user_id)
            if waiting >= MOST_WAITING:
                raise Refused("suggest-too-many", most=MOST_WAITING)
            new = _suggested(work, page, link, clean(comment, COMMENT_LIMIT))
            number = await stories.create(work.conn, new)
            likeness = [f"t:{key}" for key in likeness_keys(new.title)]
            await stories.add_keys(work.conn, caller.guild_id, number, [*keys, *likeness], work.now)
            await self._desk.note(work, "suggest", "story", number)
            made = replace(new, number=number)
            await self._alerts.queue(work.conn, work.settings, made)
        return made

    async def _refuse_known(
        self, conn: AsyncConnection, caller: Caller, keys: Sequence[str]
    ) -> None:
        story = await _known(conn, caller.guild_id, keys)
        if story is not None:
            raise Refused(
                "story-known", number=story.number, state=story.state.value, title=story.title
            )

    def _address(self, typed: str) -> str:
        """With the part of the page that was meant, where it may tell two articles apart."""
        address = typed_address(typed, self._fetcher.private_hosts)
        anchor = anchor_of(typed)
        return f"{address}#{anchor}" if anchor else address

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
        here = site_of(link)
        async with self._desk.db.reading() as conn:
            guild_id = caller.guild_id
            story = await _known(conn, guild_id, (*link_keys(link), *link_keys(_bare(link))))
            stages = [_brought(each) for each in await self._bringing(conn, guild_id, link)]
            if story is not None:
                carried = await stories.carried(conn, guild_id, story.number)
                if len(carried) > 1:
                    names = [each.name for each in carried]
                    stages.append(Stage("joined", None, {"sources": names}))
                stages += await self._decided(conn, story)
            followed = tuple(
                each
                for address, each in await traces.followed(conn, guild_id)
                if site_of(address) == here
            )
        return Trace(link, story, tuple(stages), followed)

    async def _bringing(
        self, conn: AsyncConnection, guild_id: int, link: str
    ) -> list[traces.Brought]:
        """By the part of the page where one is named, else by the page."""
        keys = keys_of(Entry(link=link))
        for key in filter(None, (keys.anchor, keys.link)):
            if found := await traces.brought(conn, guild_id, key):
                return found
        return []

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


def _bare(address: str) -> str:
    return address.partition("#")[0]


async def _known(conn: AsyncConnection, guild_id: int, keys: Sequence[str]) -> Story | None:
    """The story that one of these links is known by, the first link that is; where several bear
    it (a feed may give all its articles one link), an approved one, else the newest.
    """
    found = await stories.by_keys(conn, guild_id, keys)
    numbers = next((found[key] for key in keys if key in found), [])
    bearers = await stories.many(conn, guild_id, numbers)
    return max(bearers, key=lambda each: (each.approved, each.number), default=None)


def _suggested(work: WatchWork, page: PageFacts, link: str, comment: str) -> Story:
    """The story that a suggested page makes, with the deadline that it sets."""
    shown = _bare(link).partition("//")[2]
    title = clean(page.title, TITLE_LIMIT) or clean(shown, TITLE_LIMIT)
    is_call = looks_like_call(title, page.summary)
    found = deadline_in(title, page.summary, page.published or work.now, work.zone)
    return Story(
        work.guild_id,
        0,
        StoryState.QUEUED,
        title,
        work.now,
        link=link,
        summary=page.summary,
        published=page.published,
        suggested_by=work.actor.caller.user_id,
        comment=comment,
        is_call=is_call,
        deadline=found.deadline if is_call and found else None,
    )


def _brought(each: traces.Brought) -> Stage:
    what = "received" if each.story else "learned" if each.sorted else "unsorted"
    return Stage(what, each.seen_at, {"source": each.source})


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
