"""Organisations from a spreadsheet: shown line by line first, then written, and undone at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain import csvtable
from domain.directory import COLUMNS, OrganisationFields
from domain.errors import Refused
from domain.people import Caller, Organisation
from services.settings import refuse_unless_manager
from storage import batches, drafts, journal
from storage import directory as rows
from storage.engine import Database

THING = "organisation"
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One line of the sheet: what it would add, or why it will not."""

    line: int
    name: str
    fields: OrganisationFields | None = None
    problem: Refused | None = None


@dataclass(frozen=True)
class Preview:
    """What an import would do; ``draft`` is what the button to do it carries."""

    draft: int
    lines: tuple[Line, ...]
    ignored: tuple[str, ...] = ()

    @property
    def good(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.problem is None)

    @property
    def bad(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.problem is not None)


@dataclass(frozen=True)
class Imported:
    """What was written (``batch`` undoes it) and the lines that no longer could be."""

    batch: int
    added: tuple[str, ...]
    skipped: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Undone:
    """Names of what was removed again, and of what stays because something hangs on it."""

    removed: tuple[str, ...]
    kept: tuple[str, ...]


class OrganisationImport:
    """Preview, write, undo; each is one transaction."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._clock = clock

    async def preview(self, caller: Caller, data: bytes) -> Preview:
        """Read a sheet and say of each line what would become of it; nothing is added yet.

        Raises Refused: "needs-manage-guild", or what ``csvtable.read`` says of the whole sheet.
        """
        refuse_unless_manager(caller)
        sheet = csvtable.read(data, COLUMNS, required=["name"])
        async with self._db.writing() as conn:
            lines = judged(sheet, await rows.folded_names(conn, caller.guild_id))
            facts = {
                "import": THING,
                "lines": [[each.line, _typed(each.fields)] for each in lines if each.fields],
            }
            draft = await drafts.keep_draft(
                conn, caller.guild_id, caller.user_id, self._clock(), facts
            )
        return Preview(draft, tuple(lines), sheet.ignored)

    async def write(
        self, caller: Caller, draft: int, *, interaction_id: int | None = None
    ) -> Imported:
        """Add what the preview showed; a name taken meanwhile is passed over and said.

        Raises Refused: "needs-manage-guild", "already-done", "import-unknown" (written already,
        another person's, or too old).
        """
        refuse_unless_manager(caller)
        async with self._db.writing() as conn:
            now = self._clock()
            if not await journal.first_time(conn, interaction_id, now):
                raise Refused("already-done")
            facts = await drafts.draft_of(conn, caller.guild_id, draft, caller.user_id)
            if facts is None or facts.get("import") != THING:
                raise Refused("import-unknown")
            await drafts.drop_draft(conn, caller.guild_id, draft)
            added, skipped = await self._add(conn, caller.guild_id, facts["lines"])
            batch = await batches.keep_batch(
                conn, caller.guild_id, THING, now, caller.user_id, [each for each, _ in added]
            )
            await self._note(conn, now, caller, "imported", batch, len(added))
        return Imported(batch, tuple(name for _, name in added), tuple(skipped))

    async def undo(
        self, caller: Caller, batch: int, *, interaction_id: int | None = None
    ) -> Undone:
        """Take an import back; what was changed or used since stays.

        Raises Refused: "needs-manage-guild", "already-done", "import-unknown".
        """
        refuse_unless_manager(caller)
        async with self._db.writing() as conn:
            now = self._clock()
            if not await journal.first_time(conn, interaction_id, now):
                raise Refused("already-done")
            numbers = await batches.take_back_batch(conn, caller.guild_id, batch, THING, now)
            if numbers is None:
                raise Refused("import-unknown")
            removed, kept = await self._remove(conn, caller.guild_id, numbers)
            await self._note(conn, now, caller, "import-undone", batch, len(removed))
        return Undone(tuple(removed), tuple(kept))

    async def drop_old(self) -> int:
        """Forget the previews, of any feature, whose button nobody pressed for a day."""
        async with self._db.writing() as conn:
            return await drafts.drop_old_drafts(conn, self._clock() - KEPT_FOR)

    async def _add(
        self, conn: AsyncConnection, guild_id: int, lines: list[Any]
    ) -> tuple[list[tuple[int, str]], list[Line]]:
        await rows.lock_names(conn, guild_id)
        taken = await rows.folded_names(conn, guild_id)
        fresh: list[OrganisationFields] = []
        skipped: list[Line] = []
        for line, typed in lines:
            fields = OrganisationFields.from_text(typed)
            if fields.folded in taken:
                problem = Refused("organisation-exists", name=fields.name)
                skipped.append(Line(line, fields.name, fields, problem))
            else:
                taken.add(fields.folded)
                fresh.append(fields)
        numbers = await rows.add_organisations(conn, guild_id, [each.as_values() for each in fresh])
        return list(zip(numbers, (each.name for each in fresh), strict=True)), skipped

    async def _remove(
        self, conn: AsyncConnection, guild_id: int, numbers: list[int]
    ) -> tuple[list[str], list[str]]:
        untouched = await rows.unused(conn, guild_id)
        removed: list[Organisation] = []
        kept: list[Organisation] = []
        for each in await rows.organisations(conn, guild_id):
            if each.number in numbers:
                (removed if each.number in untouched else kept).append(each)
        await rows.remove_organisations(conn, guild_id, [each.number for each in removed])
        return [each.name for each in removed], [each.name for each in kept]

    async def _note(
        self,
        conn: AsyncConnection,
        now: datetime,
        caller: Caller,
        act: str,
        batch: int,
        count: int,
    ) -> None:
        await journal.record(
            conn, caller.guild_id, now, caller.user_id, act, "import", batch, of=THING, count=count
        )


def judged(sheet: csvtable.Sheet, taken: set[str]) -> list[Line]:
    """Each line with its fields or its first problem; ``taken`` are folded names already there."""
    lines: list[Line] = []
    seen: dict[str, int] = {}
    for row in sheet.rows:
        shown = row.values.get("name", "")[:80]
        try:
            if row.problems:
                raise row.problems[0]
            fields = OrganisationFields.from_text(row.values)
            if fields.folded in taken:
                raise Refused("organisation-exists", name=fields.name)
            if fields.folded in seen:
                raise Refused("csv-twice", name=fields.name, first=str(seen[fields.folded]))
        except Refused as problem:
            lines.append(Line(row.line, shown, problem=problem))
        else:
            seen[fields.folded] = row.line
            lines.append(Line(row.line, fields.name, fields))
    return lines


def _typed(fields: OrganisationFields) -> dict[str, str]:
    return {
        "name": fields.name,
        "short_name": fields.short_name,
        "basin": fields.basin,
        "kind": fields.kind.value,
    }
