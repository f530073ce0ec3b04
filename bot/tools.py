"""The shell's tools for the database: migrate, backup, restore, export; each says what it did."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import exits
from bot.config import Config
from domain.errors import Refused
from locales import Words
from services.outbox import Outbox
from services.settings import Settings
from services.watch_export import WatchExport, atom
from storage import backup
from storage.engine import AlreadyRunning, DamagedDatabase, open_database
from storage.migrate import MigrationFailed, NewerSchema, current_revision, migrate

log = logging.getLogger(__name__)


def reason(error: Exception, words: Words) -> tuple[int, str]:
    """The exit code and the sentence for what keeps the database from being used."""
    match error:
        case AlreadyRunning(file=file, holder=holder):
            said = words("process-already-running", file=str(file), holder=holder)
            return exits.ALREADY_RUNNING, said
        case Refused():  # busy, or full
            return exits.DATABASE_AWAY, words.refusal(error, UTC)
        case sqlite3.OperationalError():  # one of DatabaseError, but no damage: it may pass
            return exits.DATABASE_AWAY, words("process-database-away", detail=str(error))
        case DamagedDatabase() | sqlite3.DatabaseError():
            return exits.DATABASE_DAMAGED, words("process-damaged", detail=str(error))
        case NewerSchema(has=has, known=known):
            return exits.BAD_CONFIG, words("process-newer-schema", has=has, known=known)
        case MigrationFailed():
            return exits.FAILED, words("process-migration-failed", detail=str(error))
        case backup.BackupRefused(why=why, facts=facts):
            detail = words(f"process-backup-{why}", **facts)
            return exits.FAILED, words("process-backup-refused", detail=detail)
    # What a driver says of a server that is away or a password that is wrong has no common kind.
    detail = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
    return exits.DATABASE_AWAY, words("process-database-away", detail=detail)


def finish(work: Coroutine[Any, Any, str], words: Words) -> tuple[int, str]:
    """Do the work: the exit code, and its last words or why it could not be done."""
    try:
        return exits.OK, asyncio.run(work)
    except Exception as error:
        log.debug("the work failed", exc_info=True)
        return reason(error, words)


async def bring_up_to_date(config: Config, words: Words) -> str:
    config.data_dir.mkdir(parents=True, exist_ok=True)
    applied = await migrate(config.database_url.reveal())
    if applied:
        return words("process-migrated", steps=", ".join(applied))
    revision = await current_revision(config.database_url.reveal())
    return words("process-up-to-date", revision=str(revision))


async def make_backup(config: Config, target: Path, words: Words) -> str:
    """Copy the database, beside a running bot or not. A folder gets a name with the time."""
    source = backup.file_behind(config.database_url.reveal())
    made = await asyncio.to_thread(copy_to, source, target, config)
    kilobytes = -(-(await asyncio.to_thread(made.stat)).st_size // 1024)
    return words("process-backed-up", file=str(made), size=kilobytes)


def copy_to(source: Path, target: Path, config: Config) -> Path:
    if target.is_dir():
        target /= datetime.now(config.zone).strftime("entremise-%Y-%m-%d-%H%M%S.db")
    return backup.backup(source, target)


async def restore_backup(config: Config, file: Path, words: Words) -> str:
    """Put a copy back, migrate it, and list what it owed: nobody knows what went out since."""
    database = backup.file_behind(config.database_url.reveal())
    held = await asyncio.to_thread(backup.restore, file, database)
    await migrate(config.database_url.reveal())
    lines = [words("process-restored", file=str(file), database=str(database))]
    if not held:
        return "\n".join([*lines, words("process-restored-nothing-owed")])
    lines.append(words("process-restored-held", count=len(held)))
    lines += [f"- {each.kind} → {each.target} (guild {each.guild_id}, {each.key})" for each in held]
    return "\n".join([*lines, words("process-restored-release")])


async def release_held(config: Config, words: Words) -> str:
    """Let go what a restore held; the bot may run meanwhile."""
    async with owed_messages(config, alone=False) as outbox:
        return words("process-released", count=await outbox.release_held())


async def hold_owed(config: Config, words: Words) -> str:
    """Hold what a database owes that another tool (pg_restore) put back; the bot is stopped."""
    async with owed_messages(config, alone=True) as outbox:
        return words("process-held", count=await outbox.hold())


async def export_watch(config: Config, folder: Path, words: Words) -> str:
    """One Atom file a guild, of what its watch approved; beside a running bot or not."""
    database = await open_database(config.database_url.reveal(), alone=False)
    try:
        export = WatchExport(database)
        written = []
        for guild_id in await export.guilds():
            entries = await export.approved(guild_id)
            title = words("process-export-title", guild=str(guild_id))
            name = f"urn:entremise:watch:{guild_id}"
            made = atom(entries, feed_id=name, title=title, now=config.clock())
            file = folder / f"veille-{guild_id}.atom"
            await asyncio.to_thread(put, file, made)
            written.append(words("process-exported", file=str(file), count=len(entries)))
    finally:
        await database.close()
    return "\n".join(written) or words("process-exported-nothing")


def put(file: Path, content: bytes) -> None:
    """Write a whole file or none: a web site may read it at any moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".part")
    half.write_bytes(content)
    half.replace(file)


@asynccontextmanager
async def owed_messages(config: Config, *, alone: bool) -> AsyncIterator[Outbox]:
    database = await open_database(config.database_url.reveal(), alone=alone)
    try:
        yield Outbox(database, config.clock, Settings(database, config.clock))
    finally:
        await database.close()
