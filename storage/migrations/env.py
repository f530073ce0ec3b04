"""How Alembic reaches the database: each step is one transaction on both engines, or nothing."""

import asyncio
import sqlite3
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, create_engine, event, make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage.columns import Instant, Json
from storage.schema import compared
from storage.tables import metadata

LOCK = 0x656E7472  # any number, the same in every process


def frozen_types(kind: str, thing: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write our own types as what they are in the database: a migration outlives the code."""
    if kind == "type" and isinstance(thing, Instant):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(thing, Json):
        return "sa.Text()"
    return False


def check_keys(ctx: Any, step: Any, heads: Any, run_args: Any) -> None:
    """A step that leaves a row naming one that is gone is undone, before it is committed."""
    if ctx.connection.dialect.name == "sqlite":
        lost = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if lost:
            raise RuntimeError(f"rows of {lost[0][0]} name rows of {lost[0][2]} that are gone")


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        include_name=compared,
        render_as_batch=True,  # SQLite changes a table by rebuilding it
        render_item=frozen_types,
        transactional_ddl=True,
        transaction_per_migration=True,
        on_version_apply=check_keys,
    )
    with context.begin_transaction():
        context.run_migrations()


def on_sqlite(path: str) -> None:
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def leave_transactions_to_us(raw: sqlite3.Connection, _: object) -> None:
        raw.isolation_level = None
        raw.execute("PRAGMA foreign_keys=OFF")  # a table that is rebuilt is dropped meanwhile
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.connect() as connection:
        run(connection)
    engine.dispose()


async def on_postgresql(url: Any) -> None:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as alone, engine.connect() as connection:
        # Several bots may start at once: one migrates, the others wait and find it done.
        await alone.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK})")
        await connection.run_sync(run)
        await connection.commit()


def main() -> None:
    url = make_url(context.config.attributes["url"])
    if url.get_backend_name() == "sqlite":
        on_sqlite(str(url.database))
    else:
        asyncio.run(on_postgresql(url))


main()
