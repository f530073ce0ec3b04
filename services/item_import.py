"""Items from a spreadsheet and back: judged line by line first, then written, undone at once.

What an export writes, an import reads back to the same items: it then changes nothing.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain import csvtable
from domain.errors import Refused
from domain.item_fields import COLUMNS
from domain.items import Item, ItemState
from domain.people import Actor, Caller, Party
from services.directory import Directory
from services.item_lines import (
    MEMBER,
    Known,
    Line,
    judged,
    owner_is_there,
    refuse_if_promised,
    refuse_unless_importer,
    sheet_of,
    stands,
    without_fold,
)
from services.loan_desk import GAP_MEMORY, LoanDesk, Work
from services.loan_news import LoanNews
from storage import batches, drafts, items, journal, loans
from storage.counters import next_numbers

THING = "item"


@dataclass(frozen=True)
class Preview:
    """What an import would do; ``draft`` is what the button to do it carries, None for nothing."""

    lines: tuple[Line, ...]
    ignored: tuple[str, ...] = ()
    draft: int | None = None

    def of(self, *fates: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.fate in fates)


@dataclass(frozen=True)
class Imported:
    """What was written (``batch`` undoes it), and the lines that no longer could be."""

    batch: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    skipped: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Undone:
    """Names of what was removed, of what is as it was before, and of what stays as it is."""

    removed: tuple[str, ...]
    restored: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Batch:
    """The newest import that can be undone."""

    number: int
    at: datetime
    by: int | None
    added: int
    changed: int


class ItemImport:
    """Preview, write, undo, export; each is one transaction. For moderators and managers."""

    def __init__(self, desk: LoanDesk, news: LoanNews) -> None:
        self._desk = desk
        self._news = news

    async def preview(self, caller: Caller, data: bytes) -> Preview:
        """Read a sheet and say of each line what would become of it; nothing is written yet.

        Raises Refused: "import-right", or what ``csvtable.read`` says of the whole sheet.
        """
        refuse_unless_importer(caller)
        sheet = await asyncio.to_thread(csvtable.read, data, COLUMNS, ["name"])
        async with self._desk.db.reading() as conn:
            known = await self._known(conn, caller, sheet.rows)
            lines = await asyncio.to_thread(judged, sheet.rows, known)
            lines = await self._promises_kept(conn, caller, lines)
        good = {line.line for line in lines if line.fate in ("new", "changed")}
        if not good:
            return Preview(tuple(lines), sheet.ignored)
        kept = [[row.line, dict(row.values)] for row in sheet.rows if row.line in good]
        async with self._desk.db.writing() as conn:
            draft = await drafts.keep_draft(
                conn,
                caller.guild_id,
                caller.user_id,
                self._desk.clock(),
                {"import": THING, "lines": kept},
            )
        return Preview(tuple(lines), sheet.ignored, draft)

    async def write(
        self, caller: Caller, draft: int, *, interaction_id: int | None = None
    ) -> Imported:
        """Do what the preview showed; a line that no longer can be is passed over and said.

        Raises Refused: "import-right", "already-done", "import-unknown" (written already,
        another person's, or too old).
        """
        refuse_unless_importer(caller)
        async with self._desk.db.writing() as conn:
            now = await self._begin(conn, caller, interaction_id)
            facts = await drafts.draft_of(conn, caller.guild_id, draft, caller.user_id)
            if facts is None or facts.get("import") != THING:
                raise Refused("import-unknown")
            await drafts.drop_draft(conn, caller.guild_id, draft)
            rows = [csvtable.Row(line, values) for line, values in facts["lines"]]
            known = await self._known(conn, caller, rows, locked=True)
            lines = await self._promises_kept(conn, caller, judged(rows, known))
            batch = await self._apply(conn, known, lines, now)
        self._desk.outbox.wake()
        return Imported(
            batch,
            tuple(line.name for line in lines if line.fate == "new"),
            tuple(line.name for line in lines if line.fate == "changed"),
            tuple(line for line in lines if line.fate == "refused"),
        )

    async def last(self, caller: Caller) -> Batch:
        """The newest import that can be undone. Raises Refused: "import-right", "import-none"."""
        refuse_unless_importer(caller)
        async with self._desk.db.reading() as conn:
            row = await batches.last_batch(conn, caller.guild_id, THING)
        if row is None:
            raise Refused("import-none")
        undo = row.undo
        return Batch(row.number, row.at, row.by, len(undo["added"]), len(undo["changed"]))

    async def undo(
        self, caller: Caller, batch: int, *, interaction_id: int | None = None
    ) -> Undone:
        """Take an import back: items it added go, those it changed are as before.

        What was lent or changed since stays as it is. Raises Refused: "import-right",
        "already-done", "import-unknown".
        """
        refuse_unless_importer(caller)
        async with self._desk.db.writing() as conn:
            now = await self._begin(conn, caller, interaction_id)
            undo = await batches.take_back_batch(conn, caller.guild_id, batch, THING, now)
            if undo is None:
                raise Refused("import-unknown")
            known = await self._known(conn, caller, [], locked=True)
            undone = await self._undo(conn, known, undo, now)
            counts = {"removed": len(undone.removed), "restored": len(undone.restored)}
            await self._note(conn, now, caller, "import-undone", batch, **counts)
        self._desk.outbox.wake()
        return undone

    async def export(self, caller: Caller, language: str) -> tuple[bytes, int]:
        """Every item in the columns that an import reads, and how many there are.

        Raises Refused("import-right").
        """
        refuse_unless_importer(caller)
        async with self._desk.db.reading() as conn:
            found = await items.everything(conn, caller.guild_id)
            found = [it for it in found if it.state is not ItemState.WITHDRAWN]
            organisations = await self._desk.directory.organisations(conn, caller.guild_id)
            members = {it.owner.member for it in found if it.owner.member}
            names = await self._desk.directory.names(conn, caller.guild_id, sorted(members))
        return await asyncio.to_thread(sheet_of, found, organisations, names, language), len(found)

    # Inside

    async def _begin(
        self, conn: AsyncConnection, caller: Caller, interaction_id: int | None
    ) -> datetime:
        """One import of a guild at a time; one effect per interaction."""
        now = self._desk.clock()
        await self._desk.once(conn, interaction_id, now)
        await next_numbers(conn, caller.guild_id, "import", 0)
        return now

    async def _known(
        self,
        conn: AsyncConnection,
        caller: Caller,
        rows: Sequence[csvtable.Row],
        *,
        locked: bool = False,
    ) -> Known:
        guild_id, directory = caller.guild_id, self._desk.directory
        read = items.lock_all if locked else items.everything
        found = await read(conn, guild_id)
        said = (MEMBER.search(row.values.get("owner", "").strip()) for row in rows)
        ids = sorted({int(match[1]) for match in said if match and int(match[1]) < 2**63})
        return Known(
            caller,
            found,
            await directory.organisations(conn, guild_id),
            await directory.names(conn, guild_id, ids) if ids else {},
            await usual_owner(conn, directory, await directory.actor(conn, caller)),
        )

    async def _promises_kept(
        self, conn: AsyncConnection, caller: Caller, lines: Sequence[Line]
    ) -> list[Line]:
        """The lines, those refused that would leave fewer units than are promised."""
        fewer = {
            line.before.number: line
            for line in lines
            if line.item and line.before and line.item.units < line.before.units
        }
        if not fewer:
            return list(lines)
        now = self._desk.clock()
        zone = (await self._desk.settings.of(conn, caller.guild_id)).zone
        taking = await loans.taking_many(conn, caller.guild_id, list(fewer), now - GAP_MEMORY)
        refused: dict[int, Refused] = {}
        for number, line in fewer.items():
            assert line.item is not None and line.before is not None
            try:
                refuse_if_promised(line.before, line.item, taking[number], now, zone)
            except Refused as problem:
                refused[line.line] = problem
        return [
            replace(line, problem=refused[line.line]) if line.line in refused else line
            for line in lines
        ]

    async def _apply(
        self, conn: AsyncConnection, known: Known, lines: Sequence[Line], now: datetime
    ) -> int:
        caller = known.caller
        new = [line.item for line in lines if line.item and line.fate == "new"]
        changed = [
            (line.before, line.item)
            for line in lines
            if line.item and line.before and line.fate == "changed"
        ]
        numbers = await items.create_many(conn, new, known.basins, now)
        await items.save_many(conn, [after for _, after in changed], known.basins)
        undo = {
            "added": [
                [number, items.to_values(it, "")] for number, it in zip(numbers, new, strict=True)
            ],
            "changed": [
                [after.number, items.to_values(before, ""), items.to_values(after, "")]
                for before, after in changed
            ],
        }
        batch = await batches.keep_batch(conn, caller.guild_id, THING, now, caller.user_id, undo)
        counts = {"added": len(new), "changed": len(changed)}
        await self._note(conn, now, caller, "imported", batch, **counts)
        await self._warn(conn, caller, changed, now)
        return batch

    async def _undo(
        self, conn: AsyncConnection, known: Known, undo: Mapping[str, Any], now: datetime
    ) -> Undone:
        guild_id = known.caller.guild_id
        added = [items.from_values(guild_id, n, without_fold(v)) for n, v in undo["added"]]
        lent = await items.ever_lent(conn, guild_id, [it.number for it in added])
        gone = [it for it in added if it.number not in lent and stands(known, it)]
        pairs = [
            (
                items.from_values(guild_id, number, without_fold(after)),
                items.from_values(guild_id, number, without_fold(before)),
            )
            for number, before, after in undo["changed"]
        ]
        back = [
            Line(it.number, it.name, item=before, before=it, changed=("undone",))
            for it, before in pairs
            if stands(known, it) and owner_is_there(known, before)
        ]
        lines = await self._promises_kept(conn, known.caller, back)
        restored = [line for line in lines if line.fate == "changed"]
        await items.delete_many(conn, guild_id, [it.number for it in gone])
        before = [line.item for line in restored if line.item is not None]
        await items.save_many(conn, before, known.basins)
        changed = [(line.before, line.item) for line in restored if line.before and line.item]
        await self._warn(conn, known.caller, changed, now)
        settled = {it.number for it in [*gone, *before]}
        left = [it for it in [*added, *(after for after, _ in pairs)] if it.number not in settled]
        return Undone(
            tuple(it.name for it in gone),
            tuple(it.name for it in before),
            tuple(known.by_number[it.number].name for it in left if it.number in known.by_number),
        )

    async def _warn(
        self,
        conn: AsyncConnection,
        caller: Caller,
        changed: Sequence[tuple[Item, Item]],
        now: datetime,
    ) -> None:
        """Broken units are a fact: those left without are told."""
        settings = await self._desk.settings.of(conn, caller.guild_id)
        for before, after in changed:
            if after.stock < before.stock:
                work = Work(conn, now, settings, Actor(caller), after)
                await self._news.shortages(work)

    async def _note(
        self,
        conn: AsyncConnection,
        now: datetime,
        caller: Caller,
        act: str,
        batch: int,
        **counts: int,
    ) -> None:
        await journal.record(
            conn, caller.guild_id, now, caller.user_id, act, "import", batch, of=THING, **counts
        )


async def usual_owner(conn: AsyncConnection, directory: Directory, actor: Actor) -> Party:
    """Whose a new item is if nobody says: the organisation one speaks for by default, or one's
    own."""
    usual = (await directory.party(conn, actor.caller)).organisation
    if usual is not None and actor.speaks_for(Party(organisation=usual)):
        return Party(organisation=usual)
    return Party(actor.caller.user_id)
