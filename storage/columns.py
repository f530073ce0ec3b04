"""Column types that mean the same on SQLite and PostgreSQL."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, Text, types
from sqlalchemy.engine import Dialect

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


class Instant(types.TypeDecorator[datetime]):
    """An instant, kept as UTC milliseconds in a BIGINT; what is finer than that is cut off.

    Aware datetimes in, of any zone; aware datetimes in UTC out. A naive one is refused with
    ValueError: it would mean another instant on another machine.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return (value.astimezone(UTC) - EPOCH) // MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + value * MILLISECOND


class Json(types.TypeDecorator[Any]):
    """Plain JSON values (dict, list, str, int, float, bool, None) kept as text on both engines.

    None is SQL's NULL. Raises TypeError for anything else: a date or a Period says first how
    it wants to be written.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


Snowflake = BigInteger
"""The type of an id that Discord gave (64 bits)."""

RowId = BigInteger().with_variant(Integer(), "sqlite")
"""The type of a row's own number, drawn by the engine: SQLite numbers INTEGER keys only."""


def member_id(name: str, *args: Any, forget: str, **options: Any) -> Column[int]:
    """A column that names a person.

    ``forget`` says what «forget me» does with it ("delete-row", "null", "anonymise", "keep: why");
    ``info["person"]`` carries it, so that the privacy test finds every such column.
    """
    return Column(name, Snowflake, *args, info={"person": forget}, **options)
