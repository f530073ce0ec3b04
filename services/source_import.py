"""Lists of sources (OPML): shown line by line, then written, undone at once; and given out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from domain.errors import Refused
from domain.people import Act, Caller
from domain.text import clean, fold
from domain.watch.entry import NotAFeed, OpmlLine
from domain.watch.stories import SOURCE_NAME_LIMIT, Mode, SourceState, Topic
from feeds.addresses import Hosts, typed_address
from feeds.opml import write_opml
from feeds.wordpress import is_wordpress
from feeds.workshop import Workshop
from services.sources import Sources, Wanted, feed_key
from services.topics import Topics
from services.watch_desk import WatchDesk
from services.watch_drafts import WatchDrafts, refuse_unless_moderator
from services.watch_export import WatchExport, table
from storage import batches, feeds, source_facts
from storage import sources as rows
from storage import topics as topic_rows

THING = "source"
MOST_BYTES = 512 * 1024
MOST_STORIES = 5000


@dataclass(frozen=True)
class Line:
    """One source of a list. ``fate``: "new", "known", or "refused" because of ``problem``."""

    name: str
    address: str
    site: str
    topic: int | None
    fate: str
    problem: Refused | None = None


@dataclass(frozen=True)
class Preview:
    """What an import would do; ``draft`` None: nothing. ``topics`` are the guild's."""

    draft: int | None
    lines: tuple[Line, ...]
    topics: tuple[Topic, ...]

    def of(self, fate: str) -> tuple[Line, ...]:
        return tuple(each for each in self.lines if each.fate == fate)


@dataclass(frozen=True)
class Imported:
    """What was written (``batch`` undoes it); ``skipped``: followed meanwhile."""

    batch: int
    added: int
    skipped: int


@dataclass(frozen=True)
class Undone:
    """How many are no longer followed; ``kept``: names of those changed since."""

    removed: int
    kept: tuple[str, ...]


class SourceImport:
    """Preview, write, undo; each is one transaction and raises Refused, having written nothing."""

    def __init__(
        self,
        desk: WatchDesk,
        drafts: WatchDrafts,
        sources: Sources,
        topics: Topics,
        workshop: Workshop,
        hosts: Hosts = frozenset(),
    ) -> None:
        self._desk = desk
        self._drafts = drafts
        self._sources = sources
        self._topics = topics
        self._workshop = workshop
        self._hosts = hosts

    async def preview(self, caller: Caller, data: bytes) -> Preview:
        """Read a list and say of each source what would become of it.

        Raises Refused: "moderators-only", "opml-too-big" (kib), "opml-too-many" (most),
        "opml-unreadable".
        """
        refuse_unless_moderator(caller)
        if len(data) > MOST_BYTES:
            raise Refused("opml-too-big", kib=MOST_BYTES // 1024)
        try:
            found = await self._workshop.opml(data)
        except NotAFeed:
            raise Refused("opml-unreadable") from None
        topics = await self._topics.of(caller.guild_id)
        lines = await self._judged(caller.guild_id, found, topics)
        new = [each for each in lines if each.fate == "new"]
        draft = None
        if new:
            facts = {"lines": [[e.name, e.address, e.site, e.topic] for e in new]}
            draft = await self._drafts.keep(caller, "opml", facts)
        return Preview(draft, tuple(lines), tuple(topics))

    async def write(
        self, caller: Caller, draft: int, *, interaction_id: int | None = None
    ) -> Imported:
        """Follow what the preview showed, each to be decided by hand; what they hold is learned.

        Raises Refused: "moderators-only", "already-done", "watch-draft-gone", "source-too-many".
        """
        facts = await self._drafts.of(caller, draft, "opml")
        wanted = [
            Wanted(address, kind_of(address), name, Mode.HAND, topic, site=site, tried=False)
            for name, address, site, topic in facts["lines"]
        ]
        async with self._desk.acting(caller, interaction_id, act=Act.MODERATE) as work:
            made, skipped = await self._sources.add_all(work, wanted)
            undo = [[each.number, each.revision] for each in made]
            batch = await batches.keep_batch(
                work.conn, caller.guild_id, THING, work.now, caller.user_id, undo
            )
            await self._desk.note(work, "imported", "import", batch, of=THING, count=len(made))
        return Imported(batch, len(made), skipped)

    async def undo(
        self, caller: Caller, batch: int, *, interaction_id: int | None = None
    ) -> Undone:
        """No longer follow what an import added; what was changed since stays.

        Raises Refused: "moderators-only", "already-done", "opml-import-unknown".
        """
        removed, kept = 0, []
        async with self._desk.acting(caller, interaction_id, act=Act.MODERATE) as work:
            undo = await batches.take_back_batch(work.conn, caller.guild_id, batch, THING, work.now)
            if undo is None:
                raise Refused("opml-import-unknown")
            for number, revision in undo:
                it = await rows.lock(work.conn, caller.guild_id, number)
                if it is None or it.state is SourceState.REMOVED:
                    continue
                if it.revision != revision:
                    kept.append(it.name)
                    continue
                await rows.save(work.conn, it, replace(it, state=SourceState.REMOVED))
                await source_facts.note_followers(work.conn, it.feed_id)
                removed += 1
            await self._desk.note(work, "import-undone", "import", batch, of=THING, count=removed)
        return Undone(removed, tuple(kept))

    async def export(self, caller: Caller, title: str) -> tuple[bytes, int, int]:
        """The guild's sources as a list for other readers, by topic; how many there are in it, and
        how many pages were left out, which no other reader can read.

        Raises Refused("moderators-only").
        """
        refuse_unless_moderator(caller)
        async with self._desk.db.reading() as conn:
            mine = await rows.many(conn, caller.guild_id)
            read = await feeds.many(conn, [each.feed_id for each in mine])
            names = {t.number: t.name for t in await topic_rows.topics(conn, caller.guild_id)}
        lines = [
            OpmlLine(
                each.name,
                read[each.feed_id].address,
                read[each.feed_id].site,
                names.get(each.topic or 0, ""),
            )
            for each in mine
            if read[each.feed_id].kind != "page"
        ]
        lines.sort(key=lambda each: each.topic == "")
        return write_opml(title, lines, self._desk.clock()), len(lines), len(mine) - len(lines)

    async def stories(self, caller: Caller) -> tuple[bytes, int]:
        """What was approved, as a table, and how much it is. Raises Refused("moderators-only")."""
        refuse_unless_moderator(caller)
        found = await WatchExport(self._desk.db).approved(caller.guild_id, MOST_STORIES)
        return table(found), len(found)

    async def _judged(
        self, guild_id: int, found: Iterable[OpmlLine], topics: Iterable[Topic]
    ) -> list[Line]:
        known = {fold(each.name): each.number for each in topics}
        async with self._desk.db.reading() as conn:
            mine = {each.feed_id for each in await rows.many(conn, guild_id)}
            followed = {each.key for each in (await feeds.many(conn, mine)).values()}
        seen: set[str] = set()
        lines = []
        for each in found:
            line = self._line(each, known.get(fold(each.topic)))
            if line.fate == "new":
                key = feed_key(line.address, kind_of(line.address))
                if key in followed or key in seen:
                    line = replace(line, fate="known")
                seen.add(key)
            lines.append(line)
        return lines

    def _line(self, said: OpmlLine, topic: int | None) -> Line:
        facts: dict[str, Any] = {"site": said.site, "topic": topic}
        try:
            address = typed_address(said.address, self._hosts)
        except Refused as problem:
            name = clean(said.title or said.address, SOURCE_NAME_LIMIT)
            return Line(name, said.address, fate="refused", problem=problem, **facts)
        host = (urlsplit(address).hostname or address).removeprefix("www.")
        name = clean(said.title, SOURCE_NAME_LIMIT)
        named = name if any(char.isalnum() for char in name) else clean(host, SOURCE_NAME_LIMIT)
        return Line(named, address, fate="new", **facts)


def kind_of(address: str) -> str:
    """How to read what a list only gives the address of."""
    return "wordpress" if is_wordpress(address) else "feed"
