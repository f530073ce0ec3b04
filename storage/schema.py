"""What every table is made with: the naming of constraints, and the keys that carry the guild."""

from typing import Any

from sqlalchemy import Column, Integer, MetaData

from storage.columns import Snowflake

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

FULL_TEXT_INDEX = "archive_text"
"""The full-text index, which each engine makes in its own way (storage/watch_tables.py)."""


def compared(name: str | None, kind: str, parents: Any) -> bool:
    """Whether Alembic compares what has this name with the tables: not the full-text index."""
    return name is None or not name.startswith(FULL_TEXT_INDEX)


def guild() -> Column[int]:
    """The guild, as part of the key."""
    return Column("guild_id", Snowflake, primary_key=True, autoincrement=False)


def number() -> Column[int]:
    """What people see numbered in their guild, as part of the key."""
    return Column("number", Integer, primary_key=True, autoincrement=False)
