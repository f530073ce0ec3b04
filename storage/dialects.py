"""What SQLite and PostgreSQL say differently, once."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, Text, any_, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert = sqlite.Insert | postgresql.Insert


def insert(conn: AsyncConnection, table: Table) -> Insert:
    """An INSERT that knows ON CONFLICT, in the words of this connection's engine."""
    return insert_into(conn.dialect.name, table)


def insert_into(dialect: str, table: Table) -> Insert:
    """As ``insert``, for statements that are built once for each engine."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


async def insert_once(
    conn: AsyncConnection, table: Table, values: Mapping[str, Any], key_columns: Sequence[str]
) -> bool:
    """Insert a row unless one with the same key is there. True when it was inserted.

    ``key_columns`` are the columns of the unique key that decides; another key's violation
    still raises IntegrityError.
    """
    statement = _insert_once(conn.dialect.name, table, tuple(key_columns))
    return (await conn.execute(statement, dict(values))).first() is not None


def insert_if_absent(conn: AsyncConnection, table: Table) -> Insert:
    """An INSERT of many rows that passes over those whose key is there."""
    return _insert_if_absent(conn.dialect.name, table)


@cache
def _insert_if_absent(dialect: str, table: Table) -> Insert:
    return insert_into(dialect, table).on_conflict_do_nothing()


@cache
def _insert_once(dialect: str, table: Table, key_columns: tuple[str, ...]) -> Any:
    """Built once for each table: building a statement takes longer than running it."""
    return (
        insert_into(dialect, table)
        .on_conflict_do_nothing(index_elements=list(key_columns))
        .returning(*(table.c[name] for name in key_columns))
    )


async def upsert(
    conn: AsyncConnection,
    table: Table,
    values: Mapping[str, Any],
    key_columns: Sequence[str],
    *,
    changes: Mapping[str, Any] | None = None,
    returning: Sequence[ColumnElement[Any]] = (),
) -> Row[Any] | None:
    """Insert a row, or change the one that has its key.

    ``changes`` are the values set on the row already there (default: every value that is not
    part of the key); they may be expressions over the table's own columns. Returns the row
    asked for by ``returning``, else None.
    """
    statement = insert(conn, table).values(**values)
    if changes is None:
        changes = {name: statement.excluded[name] for name in values if name not in key_columns}
    written = statement.on_conflict_do_update(index_elements=list(key_columns), set_=dict(changes))
    if not returning:
        await conn.execute(written)
        return None
    return (await conn.execute(written.returning(*returning))).one()


def among(dialect: str, column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """Whether a text is one of a list that is bound as one value (``listed``), however long.

    An ordinary IN has a parameter for each, and is another statement for each length.
    """
    if dialect == "sqlite":
        values = func.json_each(bindparam(name, type_=Text)).table_valued("value")
        return column.in_(select(values.c.value))
    return column == any_(bindparam(name, type_=postgresql.ARRAY(Text)))


def listed(dialect: str, values: Sequence[str]) -> Any:
    """What is bound to the name given to ``among``."""
    return json.dumps(list(values)) if dialect == "sqlite" else list(values)


def for_update(query: Select[Any]) -> Select[Any]:
    """Lock the rows read until the transaction ends; SQLite's writers are alone already."""
    return query.with_for_update()


def skip_locked(query: Select[Any]) -> Select[Any]:
    """As for_update, but rows that another worker holds are passed over instead of waited for."""
    return query.with_for_update(skip_locked=True)
