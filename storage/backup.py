"""Copies of a SQLite database that can be trusted, and the way back from one.

Every function here blocks: call it from a command line, or through ``asyncio.to_thread``.
"""

import contextlib
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.engine import FileLock, sqlite_path
from storage.revisions import revisions, sqlite_revision


class BackupRefused(Exception):
    """No copy was made, or none was taken back. ``why`` names the sentence
    ``process-backup-<why>``, ``facts`` are what it shows.
    """

    def __init__(self, why: str, **facts: object) -> None:
        super().__init__(f"{why} {facts}")
        self.why = why
        self.facts = {name: str(value) for name, value in facts.items()}


@dataclass(frozen=True)
class Held:
    """A message that was owed when the copy was made, and is not sent until somebody says so.

    ``target`` is ``channel:<id>`` or ``person:<id>``.
    """

    guild_id: int
    key: str
    kind: str
    target: str


def file_behind(url: str) -> Path:
    """The SQLite file behind a URL. Raises BackupRefused on PostgreSQL."""
    path = sqlite_path(url)
    if path is None:
        raise BackupRefused("postgresql")
    return path


def free_name(path: Path, suffix: str) -> Path:
    """``<path>.<suffix>``, or the first ``<path>.<suffix>-2``, ``-3`` … that isn't there."""
    wanted = path.with_name(f"{path.name}.{suffix}")
    number = 2
    while wanted.exists():
        wanted = path.with_name(f"{path.name}.{suffix}-{number}")
        number += 1
    return wanted


def backup(source: Path, target: Path) -> Path:
    """Copy a database, while the bot runs or not; the copy is opened and checked before it counts.

    Raises BackupRefused when the source is missing, the target is there already, or the copy is
    not sound; the target does not exist then.
    """
    if not source.exists():
        raise BackupRefused("no-database", file=source)
    if target.exists():
        raise BackupRefused("file-there", file=target)
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        copy(source, part)
        check(part)
        settle(part, target)
    except (sqlite3.Error, OSError) as error:  # no room, no right
        raise BackupRefused("not-copied", file=source, detail=error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def copy(source: Path, target: Path) -> None:
    """One moment of the source, whole, in one step: SQLite's stepwise way never ends under load."""
    with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as raw:
        raw.execute("PRAGMA busy_timeout=10000")
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        raw.execute("VACUUM INTO ?", (str(target),))


def check(path: Path) -> None:
    """Raises BackupRefused unless SQLite finds the file whole and its keys in order."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as raw:
        found = [row[0] for row in raw.execute("PRAGMA integrity_check(3)")]
        if found != ["ok"]:
            raise BackupRefused("damaged", file=path, detail="; ".join(found))
        if lost := raw.execute("PRAGMA foreign_key_check").fetchone():
            raise BackupRefused("damaged", file=path, detail=f"{lost[0]} → {lost[2]}")


def settle(part: Path, target: Path) -> None:
    """Give a finished file its name, in a way that a power cut can't leave half done."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def restore(file: Path, database: Path) -> list[Held]:
    """Put a copy in the database's place; what it owed is held, and returned.

    Nobody knows which of those messages went out after the copy was made, so none is sent by
    itself. The database that was there is kept beside it as ``<database>.before-restore``; there
    is always one at its place, whenever this is cut off: a bot that found none would begin an
    empty one. The bot must be stopped. Raises AlreadyRunning, or BackupRefused when the file is
    missing, damaged, not ours, or of a newer version; nothing has changed then.
    """
    if not file.exists():
        raise BackupRefused("no-file", file=file)
    refuse_unknown_schema(file)
    database = database.resolve()  # a link goes on pointing where it did
    database.parent.mkdir(parents=True, exist_ok=True)
    part = database.with_name(database.name + ".part")
    with FileLock(database):
        try:
            part.unlink(missing_ok=True)
            check(file)
            copy(file, part)
            held = hold_unsent(part)
            keep_beside(database)
            settle(part, database)
        except (sqlite3.Error, OSError) as error:
            raise BackupRefused("not-restored", file=file, detail=error) from error
        finally:
            part.unlink(missing_ok=True)
    return held


def refuse_unknown_schema(file: Path) -> None:
    try:
        revision = sqlite_revision(file)
    except sqlite3.Error:
        raise BackupRefused("not-ours", file=file) from None
    if revision is None:
        raise BackupRefused("not-ours", file=file)
    if revision not in revisions():
        raise BackupRefused("newer", file=file, have=revision, known=revisions()[-1])


def hold_unsent(path: Path) -> list[Held]:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        rows = raw.execute(
            """UPDATE owed SET state = 'held', lease_until = 0, fence = fence + 1
            WHERE state IN ('owed', 'claimed', 'unsure')
            RETURNING guild_id, key, kind, channel_id, person, not_before"""
        ).fetchall()
    return [
        Held(guild, key, kind, f"channel:{channel}" if channel else f"person:{person}")
        for guild, key, kind, channel, person, _ in sorted(rows, key=lambda row: (row[0], row[5]))
    ]


def keep_beside(database: Path) -> None:
    """Give what is there a second name, with what its write-ahead log holds, and drop the log.

    The log must not outlive its file: SQLite would read it into the one that takes its place.
    """
    if not database.exists():
        return
    # a damaged one is kept as it is
    with contextlib.suppress(sqlite3.Error), closing(sqlite3.connect(database)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = free_name(database, "before-restore")
    for suffix in ("-wal", ""):  # the log first: without its file it is nothing
        old = database.with_name(database.name + suffix)
        if old.exists():
            second_name(old, kept.with_name(kept.name + suffix))
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


def second_name(file: Path, name: Path) -> None:
    """As a link, else as a copy where there are no links."""
    try:
        name.hardlink_to(file)
    except OSError:
        shutil.copy2(file, name)
