"""Open the database, and the two doors to it: ``reading()`` and ``writing()``.

SQLite is made to behave: one process, one writer at a time, every write begun as IMMEDIATE,
commits that survive a power cut. PostgreSQL gets the same two doors, so that services don't know
which engine they stand on. Nothing may await Discord or the web inside ``writing()``.
"""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import IO, Any, Self

from sqlalchemy import URL, exc, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from domain.errors import Refused
from storage import sqlite_driver

WAIT_SECONDS = 2.0
"""How long an act waits for its turn to write: an answer is due to the person in 3 s."""

READERS = 4
POSTGRES_CONNECTIONS = 10

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL may lose the last commits on a power cut
    "foreign_keys=ON",
    f"busy_timeout={int(WAIT_SECONDS * 1000)}",
    "temp_store=MEMORY",
    "cache_size=-8000",
)

BUSY = {"55P03", "57014", "40P01", "40001", "53300"}  # locks, time-outs, deadlocks, no free slot
FULL = {"53100", "53200"}  # disk, memory


class AlreadyRunning(Exception):
    """Another process (``holder``: its number, or "?") has this SQLite ``file`` open."""

    def __init__(self, file: Path, holder: str) -> None:
        super().__init__(f"{file} is in use by process {holder}")
        self.file = file
        self.holder = holder


class DamagedDatabase(Exception):
    """SQLite's own check found the file damaged; the message says what it found."""


def normal_url(url: str) -> URL:
    """The URL with the driver we use. Raises ValueError for an engine that isn't supported."""
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            if not parsed.database or parsed.database == ":memory:":
                raise ValueError("the SQLite database must be a file")
            return parsed.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+asyncpg")
        case other:
            raise ValueError(f"no support for {other}: sqlite or postgresql")


def sqlite_path(url: str) -> Path | None:
    """The file behind a SQLite URL; None on another engine."""
    parsed = normal_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database is None:
        return None
    return Path(parsed.database)


class Database:
    """An open database. ``dialect`` is "sqlite" or "postgresql"."""

    def __init__(
        self,
        dialect: str,
        readers: AsyncEngine,
        writers: AsyncEngine,
        lock: "FileLock | None" = None,
    ) -> None:
        self.dialect = dialect
        self._readers = readers
        self._writers = writers
        self._lock = lock
        self._turn: asyncio.Lock | None = asyncio.Lock() if dialect == "sqlite" else None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees one moment of the database and may not write."""
        with saying_why():
            async with self._readers.connect() as conn:
                yield conn

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: committed at the end of the block, undone when it raises.

        Raises Refused("storage-busy") when its turn doesn't come within two seconds (or, on
        PostgreSQL, when two transactions block each other) and Refused("storage-full") when the
        disk is full; nothing is written then.
        """
        with saying_why():
            async with self._my_turn(), self._writers.begin() as conn:
                yield conn

    @asynccontextmanager
    async def _my_turn(self) -> AsyncIterator[None]:
        """SQLite: writers of this process queue here, since waiting on SQLite's lock polls."""
        if self._turn is None:
            yield
            return
        if self._turn.locked():
            try:
                async with asyncio.timeout(WAIT_SECONDS):
                    await self._turn.acquire()
            except TimeoutError:
                raise Refused("storage-busy") from None
        else:
            await self._turn.acquire()
        try:
            yield
        finally:
            self._turn.release()

    async def check(self) -> None:
        """Let SQLite look through its whole file, beside the writers. Raises DamagedDatabase.

        PostgreSQL looks after its own.
        """
        if self.dialect == "sqlite":
            with saying_damage():
                async with self.reading() as conn:
                    await quick_check(conn)

    async def close(self) -> None:
        """Close every connection; on SQLite the write-ahead log is folded into the file."""
        await self._readers.dispose()
        if self._writers is not self._readers:
            await self._writers.dispose()
        if self._lock is not None:
            self._lock.release()


class FileLock:
    """One process per SQLite file: ``<db>.lock``, freed by the system however the process ends.

    Raises AlreadyRunning when another process holds it.
    """

    def __init__(self, database: Path) -> None:
        real = database.resolve()  # however the file is called
        path = real.with_name(real.name + ".lock")
        self._file: IO[str] = path.open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.seek(0)
            holder = self._file.read().strip() or "?"
            self._file.close()
            raise AlreadyRunning(database, holder) from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def fileno(self) -> int:
        """What a child process inherits, to hold the lock for as long as it lives."""
        return self._file.fileno()

    def release(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


async def open_database(url: str, *, alone: bool = True) -> Database:
    """Open a database that is migrated already (``storage.migrate``).

    ``alone``: on SQLite, be the only bot on this file; tools that may run beside the bot pass
    False. Raises ValueError (unknown kind of URL), AlreadyRunning, DamagedDatabase, and
    SQLAlchemy's OperationalError or the driver's OSError when PostgreSQL cannot be reached.
    """
    parsed = normal_url(url)
    if parsed.get_backend_name() == "postgresql":
        return await open_postgresql(parsed)
    return await open_sqlite(parsed, alone)


async def open_sqlite(url: URL, alone: bool) -> Database:
    path = Path(str(url.database))
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path) if alone else None
    writers = sqlite_engine(url, "BEGIN IMMEDIATE", 1, SQLITE_PRAGMAS)
    readers = sqlite_engine(url, "BEGIN", READERS, (*SQLITE_PRAGMAS, "query_only=ON"))
    database = Database("sqlite", readers, writers, lock)
    try:
        await check_file(database)
    except BaseException:
        await database.close()
        raise
    return database


def sqlite_engine(url: URL, begin: str, size: int, pragmas: tuple[str, ...]) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        connect_args={"isolation_level": None, "cached_statements": 512},
    )
    sqlite_driver.use_one_trip(engine.sync_engine, begin, pragmas)
    return engine


async def check_file(database: Database) -> None:
    with saying_damage():
        async with database.writing() as conn:  # opens the writer, so that WAL is on
            await quick_check(conn)


async def quick_check(conn: AsyncConnection) -> None:
    found = (await conn.exec_driver_sql("PRAGMA quick_check(3)")).scalars().all()
    if found != ["ok"]:
        raise DamagedDatabase("; ".join(found))


@contextmanager
def saying_damage() -> Iterator[None]:
    """What SQLite can't read any more is damage; what it can't open or lock may pass."""
    try:
        yield
    except exc.OperationalError:
        raise
    except exc.DatabaseError as error:
        raise DamagedDatabase(str(error.orig)) from None


async def open_postgresql(url: URL) -> Database:
    writers = create_async_engine(
        url,
        pool_size=POSTGRES_CONNECTIONS,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        connect_args={
            "server_settings": {
                "application_name": "entremise",
                "lock_timeout": str(int(WAIT_SECONDS * 1000)),
                "timezone": "UTC",
            }
        },
    )
    readers = writers.execution_options(  # the same pool; one moment of the database, no writes
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
    database = Database("postgresql", readers, writers)
    try:
        async with database.reading() as conn:
            await conn.exec_driver_sql("SELECT 1")
    except BaseException:
        await database.close()
        raise
    return database


@contextmanager
def saying_why() -> Iterator[None]:
    """Turn "busy" and "full" of either engine into refusals; everything else passes."""
    try:
        yield
    except sqlite_driver.Interrupted as interrupted:
        raise interrupted.cancelled from None
    except exc.TimeoutError:  # no free connection in time
        raise Refused("storage-busy") from None
    except exc.DBAPIError as error:
        if key := refusal_key(error):
            raise Refused(key) from error
        raise


def refusal_key(error: exc.DBAPIError) -> str | None:
    """ "storage-busy", "storage-full", or None for what is nobody's fault but ours."""
    original: Any = error.orig
    if (sqlstate := getattr(original, "sqlstate", None)) is not None:
        return "storage-busy" if sqlstate in BUSY else "storage-full" if sqlstate in FULL else None
    name = getattr(original, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "storage-busy"
    if name in ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"):
        return "storage-full"
    return None
