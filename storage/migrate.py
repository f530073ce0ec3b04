"""Bring a database up to date before it is opened.

Alembic runs in a child process, so that it stays out of the bot's memory, and only when there is
something to do: revisions are numbered files, so the newest is known without it.
"""

import asyncio
import os
import sys
from pathlib import Path

from sqlalchemy import URL

import storage.revisions
from storage.backup import backup, free_name
from storage.engine import FileLock, normal_url, sqlite_path
from storage.revisions import revisions, sqlite_revision

URL_VARIABLE = "ENTREMISE_MIGRATE_URL"
"""How the child learns the URL: a command line can be read by everyone on the machine."""


class NewerSchema(Exception):
    """The database was written by a newer version: it ``has`` a revision that we don't know."""

    def __init__(self, has: str, known: str) -> None:
        super().__init__(f"the database is at {has}, this version knows up to {known}")
        self.has = has
        self.known = known


class MigrationFailed(Exception):
    """The child process failed; each step that it had ended is kept, the failed one is undone."""


async def current_revision(url: str) -> str | None:
    """The revision that a database is at; None when it has no table of ours yet."""
    path = sqlite_path(url)
    if path is not None:
        return sqlite_revision(path)
    import asyncpg  # 6 MB that a bot on SQLite has no use for

    conn = await asyncpg.connect(driver_address(normal_url(url)))
    try:
        if await conn.fetchval("SELECT to_regclass('alembic_version')") is None:
            return None
        found: str | None = await conn.fetchval("SELECT version_num FROM alembic_version")
        return found
    finally:
        await conn.close()


def driver_address(url: URL) -> str:
    """The address as asyncpg itself takes it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


async def migrate(url: str) -> list[str]:
    """Bring a database to the newest revision; the revisions that were applied, oldest first.

    A SQLite file that holds something is copied first (``<file>.before-<revision>``), and nobody
    else may use it meanwhile. Raises NewerSchema, MigrationFailed, AlreadyRunning, ValueError for
    an unknown kind of URL, and the driver's errors when the database cannot be reached.
    """
    known = revisions()
    current = await current_revision(url)
    if current is not None and current not in known:
        raise NewerSchema(current, known[-1])
    if current == known[-1]:
        return []
    path = sqlite_path(url)
    if path is None:
        await run_child(url)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path) as lock:
            if current is not None:
                await asyncio.to_thread(backup, path, free_name(path, f"before-{known[-1]}"))
            await run_child(url, lock)
    return known[known.index(current) + 1 :] if current else known


async def run_child(url: str, lock: FileLock | None = None) -> None:
    """Run Alembic. The child shares the lock: when we are killed, nobody starts before it ends."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "storage.migrations.run",
        str(storage.revisions.VERSIONS),
        cwd=Path(__file__).parents[1],
        env={**os.environ, URL_VARIABLE: normal_url(url).render_as_string(hide_password=False)},
        pass_fds=[lock.fileno()] if lock is not None else [],
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, errors = await child.communicate()
    if child.returncode:
        password = normal_url(url).password
        said = errors.decode(errors="replace").strip()
        if password:
            said = said.replace(str(password), "***")
        raise MigrationFailed(said[-2000:])
