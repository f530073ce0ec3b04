"""Which schema a file is at, and which ones this version knows; nothing here needs Alembic."""

import sqlite3
from contextlib import closing
from pathlib import Path

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def revisions() -> list[str]:
    """Every revision that this version knows, oldest first: the numbers of the files."""
    return sorted(path.name.split("_")[0] for path in VERSIONS.glob("[0-9]*_*.py"))


def head_revision() -> str:
    return revisions()[-1]


def sqlite_revision(path: Path) -> str | None:
    """The revision that a SQLite file is at; None when it has no table of ours, or isn't there.

    Raises sqlite3.DatabaseError when it is no database.
    """
    if not path.exists():
        return None
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as raw:
        known = raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = known and raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None
