"""aiosqlite under SQLAlchemy with one trip to the driver's thread per statement.

Stock, each statement makes four trips (open a cursor, execute, fetch, close) and BEGIN four more.
Here BEGIN travels with the first statement of the transaction, and rows come back with it: a
transaction of n statements makes n + 1 trips, a reading of n statements n.
"""

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import aiosqlite
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.util import await_


class Answer(NamedTuple):
    description: Any
    rowcount: int
    lastrowid: int | None
    rows: list[Any]


NOTHING = Answer(None, -1, None, [])


def run(
    raw: sqlite3.Connection, begin: str | None, sql: str, parameters: Any, many: bool
) -> Answer:
    """Everything one statement needs, in the driver's thread."""
    if begin:
        if raw.in_transaction:  # left by a rollback that failed: nobody may build on it
            raw.rollback()
        raw.execute(begin)
    cursor = raw.executemany(sql, parameters) if many else raw.execute(sql, parameters)
    try:
        rows = cursor.fetchall() if cursor.description else []
        return Answer(cursor.description, cursor.rowcount, cursor.lastrowid, rows)
    finally:
        cursor.close()


class OneTripCursor:
    """A DBAPI cursor whose rows are all here once ``execute`` returns."""

    arraysize = 1
    server_side = False

    def __init__(self, connection: "OneTripConnection") -> None:
        self._connection = connection
        self._answer = NOTHING
        self._next = 0

    @property
    def description(self) -> Any:
        return self._answer.description

    @property
    def rowcount(self) -> int:
        return self._answer.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._answer.lastrowid

    def execute(self, operation: str, parameters: Sequence[Any] | None = None) -> None:
        self._answer, self._next = self._connection.trip(operation, parameters or (), False), 0

    def executemany(self, operation: str, parameters: Iterable[Sequence[Any]]) -> None:
        self._answer, self._next = self._connection.trip(operation, parameters, True), 0

    def fetchone(self) -> Any:
        rows = self.fetchmany(1)
        return rows[0] if rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        start, self._next = self._next, self._next + (size or self.arraysize)
        return self._answer.rows[start : self._next]

    def fetchall(self) -> list[Any]:
        start, self._next = self._next, len(self._answer.rows)
        return self._answer.rows[start:] if start else self._answer.rows

    def setinputsizes(self, *sizes: Any) -> None:
        """SQLite has no use for them."""

    def close(self) -> None:
        """The driver's cursor is closed already."""

    async def _async_soft_close(self) -> None:
        """As close."""


class Interrupted(Exception):
    """The task was cancelled during a trip; ``cancelled`` says so to whoever holds the door.

    The statement ends in the driver's thread all the same, and the rollback queues behind it, so
    the connection is sound. SQLAlchemy would close it if it saw the cancellation itself.
    """

    def __init__(self, cancelled: asyncio.CancelledError) -> None:
        super().__init__()
        self.cancelled = cancelled


class OneTripConnection(AsyncAdapt_aiosqlite_connection):
    """A DBAPI connection that begins with its first statement."""

    __slots__ = ("begin_with",)

    begin_with: str | None

    def cursor(self, server_side: bool = False) -> Any:
        return OneTripCursor(self)

    def trip(self, operation: str, parameters: Any, many: bool) -> Answer:
        begin, self.begin_with = self.begin_with, None
        driver: Any = self._connection
        try:
            # _execute is aiosqlite's one way to run several calls in one trip
            answer: Answer = await_(
                driver._execute(run, driver._conn, begin, operation, parameters, many)
            )
        except asyncio.CancelledError as cancelled:
            raise Interrupted(cancelled) from None
        except Exception as error:
            self._handle_exception(error)
        return answer

    def commit(self) -> None:
        if self.begin_with is None:
            try:
                await_(self._connection.commit())
            except asyncio.CancelledError as cancelled:
                raise Interrupted(cancelled) from None
            except Exception as error:
                self._handle_exception(error)
        self.begin_with = None

    def rollback(self) -> None:
        """Undo without waiting: what comes next on this connection queues behind it.

        So an act that was cancelled half-way is undone too, whatever else is cancelled.
        """
        self.begin_with = None
        driver: Any = self._connection
        if driver._connection is not None and driver._connection.in_transaction:
            driver._tx.put_nowait((None, driver._connection.rollback))


def use_one_trip(engine: Engine, begin: str, pragmas: Sequence[str]) -> None:
    """Make an engine's connections OneTripConnections that start transactions with ``begin``."""

    @event.listens_for(engine, "do_connect")
    def connect(dialect: Any, record: Any, args: Any, options: Any) -> OneTripConnection:
        driver: Any = aiosqlite.connect(*args, **options)
        driver._thread.daemon = True  # a connection left open must not keep the process alive
        connection = OneTripConnection(dialect.dbapi, await_(driver))
        connection.begin_with = None
        try:
            for pragma in pragmas:
                connection.trip(f"PRAGMA {pragma}", (), False)
        except BaseException:
            await_(driver.close())  # stop() alone answers to a loop that may have ended by then
            raise
        return connection

    @event.listens_for(engine, "begin")
    def remember(conn: Connection) -> None:
        dbapi: Any = conn.connection.dbapi_connection
        dbapi.begin_with = begin
