"""What a guild follows: changed, paused, moved, removed; each act is one transaction."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.people import Act, Caller
from domain.text import clean, fold
from domain.watch.entry import Selectors
from domain.watch.stories import SOURCE_NAME_LIMIT, Mode, Source, SourceState
from feeds.addresses import address_key
from services.learning import settle
from services.offered_sources import Offered, offered, topic_number
from services.source_views import SourceView, views
from services.topics import Topics
from services.visits import Visits
from services.watch_desk import WatchDesk, WatchWork
from services.watch_drafts import refuse_unless_moderator
from services.watch_rules import live_source
from storage import feed_items, feed_moves, feeds, source_facts
from storage import sources as rows
from storage import topics as topic_rows

MOST_SOURCES = 500


@dataclass(frozen=True)
class OfferedView:
    """A source to tick; ``followed``: the guild follows it; ``checked``: it has answered once."""

    offered: Offered
    followed: bool
    checked: bool


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to follow. ``topic`` None: of none; ``tried``: its address answers."""

    address: str
    kind: str
    name: str
    mode: Mode
    topic: int | None = None
    selectors: Selectors | None = None
    title: str = ""
    site: str = ""
    tried: bool = True


class Sources:
    """Each method raises Refused, and then wrote nothing."""

    def __init__(self, desk: WatchDesk, topics: Topics, visits: Visits) -> None:
        self._desk = desk
        self._topics = topics
        self._visits = visits

    # -- seen

    async def all(self, caller: Caller) -> list[SourceView]:
        """All sources, those that need somebody first. Raises Refused("moderators-only")."""
        refuse_unless_moderator(caller)
        async with self._desk.db.reading() as conn:
            return await views(conn, caller.guild_id, self._desk.clock())

    async def view(self, caller: Caller, number: int) -> SourceView:
        """One source. Raises Refused: "moderators-only", "source-unknown"."""
        refuse_unless_moderator(caller)
        async with self._desk.db.reading() as conn:
            found = await live_source(conn, caller.guild_id, number)
            if found is None:
                raise Refused("source-unknown", number=number)
            return (await views(conn, caller.guild_id, self._desk.clock(), found))[0]

    async def named(self, caller: Caller, typed: str) -> list[Source]:
        """Sources whose name holds what was typed; nothing for who does not moderate."""
        if not caller.moderator:
            return []
        async with self._desk.db.reading() as conn:
            found = await rows.many(conn, caller.guild_id)
        wanted = fold(typed)
        return sorted(
            (each for each in found if wanted in fold(each.name)),
            key=lambda each: (not fold(each.name).startswith(wanted), fold(each.name)),
        )

    async def meant(self, caller: Caller, said: str) -> Source:
        """The source meant by «#12», its name, or what only one name holds.

        Raises Refused: "moderators-only", "source-unknown-name", "source-ambiguous".
        """
        refuse_unless_moderator(caller)
        text = clean(said, SOURCE_NAME_LIMIT)
        found = await self.named(caller, text)
        if text.startswith("#") and text[1:].isdecimal() and len(text) < 11:
            number = int(text[1:])
            async with self._desk.db.reading() as conn:
                one = await live_source(conn, caller.guild_id, number)
            found = [one] if one else []
        exact = [each for each in found if fold(each.name) == fold(text)]
        found = exact if len(exact) == 1 else found
        if not found:
            raise Refused("source-unknown-name", said=text)
        if len(found) > 1:
            raise Refused("source-ambiguous", said=text, names=[each.name for each in found[:5]])
        return found[0]

    async def offered(self, caller: Caller, topic: str) -> list[OfferedView]:
        """The sources of a topic that anybody may tick. Raises Refused("moderators-only")."""
        refuse_unless_moderator(caller)
        shown = []
        async with self._desk.db.reading() as conn:
            mine = {each.feed_id for each in await rows.many(conn, caller.guild_id)}
            for each in offered():
                if each.topic == topic:
                    feed = await feeds.find(conn, feed_key(each.address, each.kind))
                    followed = feed is not None and feed.id in mine
                    checked = feed is not None and feed.ok_at is not None
                    shown.append(OfferedView(each, followed, checked))
        return shown

    # -- added

    async def add(self, work: WatchWork, wanted: Wanted) -> Source:
        """Follow a source, in a transaction; what it holds already is not announced.

        A feed that another guild follows is the same feed. One that this guild has followed comes
        back with its history. Raises Refused("source-followed", number, name), "topic-unknown",
        "source-too-many".
        """
        await self._make_room(work, 1)
        await self._check_topic(work.conn, work.guild_id, wanted.topic)
        made = await self._add(work, wanted)
        await self._desk.note(work, "add", "source", made.number, name=made.name)
        return made

    async def add_all(self, work: WatchWork, wanted: Sequence[Wanted]) -> tuple[list[Source], int]:
        """Follow several at once; answers those added, and how many were followed already.

        A topic that is no longer there is none. Raises Refused("source-too-many").
        """
        await self._make_room(work, len(wanted))
        there = {each.number for each in await topic_rows.topics(work.conn, work.guild_id)}
        made, known = [], 0
        for each in wanted:
            topic = each.topic if each.topic in there else None
            try:
                made.append(await self._add(work, replace(each, topic=topic)))
            except Refused:
                known += 1
        return made, known

    async def _make_room(self, work: WatchWork, count: int) -> None:
        await rows.hold_others(work.conn, work.guild_id)
        if await rows.count(work.conn, work.guild_id) + count > MOST_SOURCES:
            raise Refused("source-too-many", most=MOST_SOURCES)

    async def _add(self, work: WatchWork, wanted: Wanted) -> Source:
        """Raises Refused("source-followed"), and nothing else."""
        conn, guild_id = work.conn, work.guild_id
        key = feed_key(wanted.address, wanted.kind, wanted.selectors)
        before = await feeds.find(conn, key)
        there = await rows.of_feed(conn, guild_id, before.id) if before else None
        if there is not None and there.state is not SourceState.REMOVED:
            raise Refused("source-followed", number=there.number, name=there.name)
        feed_id = await feeds.add(
            conn,
            key,
            wanted.address,
            wanted.kind,
            work.now,
            selectors=wanted.selectors,
            title=wanted.title,
            site=wanted.site,
            tried=wanted.tried,
        )
        if before is not None and not before.followed:
            await source_facts.begin_again(conn, feed_id, work.now)
        new = Source(
            guild_id=guild_id,
            number=there.number if there else 0,
            feed_id=feed_id,
            name=wanted.name,
            mode=wanted.mode,
            topic=wanted.topic,
            state=SourceState.LIVE,
            added_by=work.actor.caller.user_id,
            added_at=work.now,
            # Also of a feed that was not there a moment ago: another guild may have just read it.
            read_to=await feed_items.last_item(conn, feed_id),
        )
        return await (rows.save(conn, there, new) if there else rows.create(conn, new))

    async def add_offered(
        self,
        caller: Caller,
        numbers: list[int],
        mode: Mode,
        *,
        interaction_id: int | None = None,
    ) -> tuple[list[Source], int]:
        """Follow ticked sources; answers those added, and how many were followed already.

        They are visited soon; what they hold then is learned. Raises Refused: "moderators-only",
        "already-done", "source-too-many".
        """
        wanted = [
            Wanted(
                each.address,
                each.kind,
                each.name,
                mode,
                topic_number(each.topic),
                site=each.site,
            )
            for each in offered()
            if each.number in numbers and each.kind != "page"
        ]
        async with self._desk.acting(caller, interaction_id, act=Act.MODERATE) as work:
            await self._topics.ensured(work.conn, caller.guild_id)
            made, known = await self.add_all(work, wanted)
            await self._desk.note(work, "add-offered", "source", 0, count=len(made))
        return made, known

    # -- changed

    async def rename(
        self, caller: Caller, number: int, name: str, *, interaction_id: int | None = None
    ) -> SourceView:
        """Raises Refused: "moderators-only", "already-done", "source-unknown", "source-no-name"."""
        kept = checked_name(name)
        return await self._change(
            caller, number, "rename", lambda it: replace(it, name=kept), interaction_id
        )

    async def set_mode(
        self, caller: Caller, number: int, mode: str, *, interaction_id: int | None = None
    ) -> SourceView:
        """Raises Refused: as ``rename``, "bad-option"."""
        if mode not in set(Mode):
            raise Refused("bad-option")
        return await self._change(
            caller, number, "mode", lambda it: replace(it, mode=Mode(mode)), interaction_id
        )

    async def set_topic(
        self, caller: Caller, number: int, topic: int | None, *, interaction_id: int | None = None
    ) -> SourceView:
        """Raises Refused: as ``rename``, "topic-unknown"."""
        return await self._change(
            caller, number, "topic", lambda it: replace(it, topic=topic), interaction_id
        )

    async def pause(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> SourceView:
        """Leave a source alone for now."""
        return await self._set_state(caller, number, SourceState.PAUSED, interaction_id)

    async def resume(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> SourceView:
        """Follow it again, from now on: what came meanwhile is not announced."""
        return await self._set_state(caller, number, SourceState.LIVE, interaction_id)

    async def remove(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> Source:
        """No longer follow a source; its history stays. Raises Refused as ``rename``."""
        async with self._on(caller, number, interaction_id) as (work, it):
            after = replace(it, state=SourceState.REMOVED)
            saved = await rows.save(work.conn, it, after)
            await source_facts.note_followers(work.conn, it.feed_id)
            await self._desk.note(work, "remove", "source", number, name=it.name)
        return saved

    async def read_now(self, caller: Caller, number: int) -> str:
        """Visit a source at once, for somebody who waits; answers its error, "" when all is well.

        Raises Refused: "moderators-only", "source-unknown", "source-paused".
        """
        view = await self.view(caller, number)
        if view.source.state is not SourceState.LIVE:
            raise Refused("source-paused", name=view.source.name)
        return await self._visits.visit_now(view.source.feed_id)

    async def settle_held(
        self, caller: Caller, number: int, *, announce: bool, interaction_id: int | None = None
    ) -> None:
        """Say of articles that wait since a site changed: they are news, or they are known.

        For this guild alone: others that follow the feed answer for themselves. Raises Refused: as
        ``rename``, "source-nothing-held".
        """
        async with self._on(caller, number, interaction_id) as (work, it):
            if not it.waits:
                raise Refused("source-nothing-held")
            await settle(work.conn, it, announce=announce)
            await self._desk.note(work, "held", "source", number, announce=announce)

    async def accept_move(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> SourceView:
        """Follow the address that a source has moved to.

        Raises Refused: as ``rename``, "source-not-moved", "source-followed" by another source,
        "source-move-by-hand" when the guild once followed that address and stopped.
        """
        async with self._on(caller, number, interaction_id) as (work, it):
            feed = await feeds.one(work.conn, it.feed_id)
            if feed is None or not feed.moved_to:
                raise Refused("source-not-moved", number=number)
            key = feed_key(feed.moved_to, feed.kind, feed.selectors)
            there = await feeds.find(work.conn, key)
            if there is not None and there.id != feed.id:
                mine = await rows.of_feed(work.conn, caller.guild_id, there.id)
                if mine is not None and mine.state is not SourceState.REMOVED:
                    raise Refused("source-followed", number=mine.number, name=mine.name)
                if mine is not None:
                    raise Refused("source-move-by-hand", address=feed.moved_to)
            await feed_moves.move(work.conn, it, feed, key, work.now)
            await self._desk.note(work, "move", "source", number, to=feed.moved_to)
        return await self.view(caller, number)

    # -- inside

    async def _set_state(
        self, caller: Caller, number: int, state: SourceState, interaction_id: int | None
    ) -> SourceView:
        async with self._on(caller, number, interaction_id) as (work, it):
            if it.state is not state:
                was = await feeds.one(work.conn, it.feed_id)
                after = replace(it, state=state)
                if state is SourceState.LIVE:
                    last = await feed_items.last_item(work.conn, it.feed_id)
                    after = replace(after, read_to=last)
                await rows.save(work.conn, it, after)
                await source_facts.note_followers(work.conn, it.feed_id)
                if state is SourceState.LIVE and was is not None and not was.followed:
                    await source_facts.begin_again(work.conn, it.feed_id, work.now)
                await self._desk.note(work, state.value, "source", number)
        return await self.view(caller, number)

    async def _change(
        self,
        caller: Caller,
        number: int,
        act: str,
        change: Callable[[Source], Source],
        interaction_id: int | None,
    ) -> SourceView:
        async with self._on(caller, number, interaction_id) as (work, it):
            after = change(it)
            await self._check_topic(work.conn, caller.guild_id, after.topic)
            if after != it:
                await rows.save(work.conn, it, after)
                await self._desk.note(work, act, "source", number)
        return await self.view(caller, number)

    async def _check_topic(self, conn: AsyncConnection, guild_id: int, topic: int | None) -> None:
        if topic is not None and await topic_rows.one(conn, guild_id, topic) is None:
            raise Refused("topic-unknown", number=topic)

    @asynccontextmanager
    async def _on(
        self, caller: Caller, number: int, interaction_id: int | None
    ) -> AsyncIterator[tuple[WatchWork, Source]]:
        """A transaction of a moderator on a source that no other act changes meanwhile."""
        async with self._desk.acting(caller, interaction_id, act=Act.MODERATE) as work:
            found = await rows.lock(work.conn, caller.guild_id, number)
            if found is None or found.state is SourceState.REMOVED:
                raise Refused("source-unknown", number=number)
            yield work, found


def feed_key(address: str, kind: str, selectors: Selectors | None = None) -> str:
    """What makes it this feed and no other, for every guild."""
    key = f"{kind}:{address_key(address)}"
    return f"{key} {json.dumps(asdict(selectors), sort_keys=True)}" if selectors else key


def checked_name(typed: str) -> str:
    """A source's name as it is kept. Raises Refused("source-no-name")."""
    name = clean(typed, SOURCE_NAME_LIMIT)
    if not any(char.isalnum() for char in name):
        raise Refused("source-no-name")
    return name
