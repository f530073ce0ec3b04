"""Write the next migration: ``make new-migration m="why"``.

It is the difference between the last migration and ``storage/tables.py``, drawn on an empty
SQLite file; read it before it is committed.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from storage.migrations.run import alembic_config, upgrade
from storage.revisions import revisions


def main(message: str) -> int:
    if not message.strip():
        print('say what it is for: make new-migration m="loans know their return"', file=sys.stderr)
        return 2
    known = revisions()
    number = f"{int(known[-1]) + 1 if known else 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'last.db'}"
        if known:
            upgrade(url)
        command.revision(alembic_config(url), message=message, autogenerate=True, rev_id=number)
    return 0


if __name__ == "__main__":
    sys.exit(main(" ".join(sys.argv[1:])))
