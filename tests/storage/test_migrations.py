import asyncio
import contextlib
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, select
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from storage import migrate as migrate_module
from storage import revisions as revisions_module
from storage.engine import AlreadyRunning, FileLock, normal_url, open_database
from storage.migrate import MigrationFailed, NewerSchema, current_revision, migrate
from storage.migrations.run import alembic_config, downgrade, upgrade
from storage.revisions import head_revision, revisions
from storage.schema import compared
from storage.tables import item, loan, metadata, setting

NOON = datetime(2026, 11, 2, 11, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'entremise.db'}"
    return str(request.getfixturevalue("pg_url"))


async def on(url: str, question: Callable[[Connection], Any]) -> Any:
    engine = create_async_engine(normal_url(url), poolclass=NullPool)
    async with engine.connect() as conn:
        return await conn.run_sync(question)


def table_names(conn: Connection) -> set[str]:
    return set(conn.dialect.get_table_names(conn))


async def fill(url: str) -> None:
    """A guild with one item and one loan of it, so that foreign keys have something to hold."""
    db = await open_database(url)
    async with db.writing() as conn:
        await conn.execute(insert(setting).values(guild_id=1, key="k", value={"é": [1]}))
        await conn.execute(
            insert(item).values(
                guild_id=1, number=1, name="Sono", folded="sono", category="sound",
                owner_member=5, units=2, rules={}, state="lent", created_at=NOON,
            )
        )  # fmt: skip
        await conn.execute(
            insert(loan).values(
                guild_id=1, number=1, item=1, borrower=7, quantity=1, start=NOON,
                end=NOON.replace(hour=20), first_due=NOON.replace(hour=20), state="approved",
                requested_at=NOON,
            )
        )  # fmt: skip
    await db.close()


async def test_a_new_database_gets_exactly_the_tables_of_tables_py(url: str):
    assert await migrate(url) == revisions()
    assert await current_revision(url) == head_revision()

    def differences(conn: Connection) -> list[Any]:
        context = MigrationContext.configure(conn, opts={"include_name": compared})
        return list(compare_metadata(context, metadata))

    found = await on(url, differences)
    assert found == [], "make new-migration is due"


async def test_a_database_that_is_up_to_date_is_left_alone_and_no_process_is_started(
    url: str, monkeypatch: pytest.MonkeyPatch
):
    await migrate(url)
    monkeypatch.setattr(migrate_module, "run_child", None)
    assert await migrate(url) == []


async def test_each_step_goes_down_and_up_again_with_rows_in_the_tables(url: str):
    driver_url = normal_url(url).render_as_string(hide_password=False)
    await migrate(url)
    await fill(url)
    for revision in reversed(revisions()):
        below = f"{int(revision) - 1:04}" if int(revision) > 1 else "base"
        await asyncio.to_thread(downgrade, driver_url, below)
        await asyncio.to_thread(upgrade, driver_url, revision)
    await asyncio.to_thread(upgrade, driver_url)
    assert await current_revision(url) == head_revision()
    await asyncio.to_thread(downgrade, driver_url, "base")
    assert await on(url, table_names) == {"alembic_version"}


async def test_rows_are_still_there_after_a_second_start(url: str):
    await migrate(url)
    await fill(url)
    await migrate(url)
    db = await open_database(url)
    async with db.reading() as conn:
        assert (await conn.execute(select(loan.c.start))).scalar_one() == NOON
    await db.close()


async def test_a_database_of_a_newer_version_is_refused_and_untouched(url: str):
    await migrate(url)

    def pretend(conn: Connection) -> None:
        conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        conn.commit()

    await on(url, pretend)
    with pytest.raises(NewerSchema, match=f"9999.*{head_revision()}"):
        await migrate(url)
    assert await current_revision(url) == "9999"


BROKEN_STEP = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "{new}", "{head}"
def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("INSERT INTO half VALUES (1)")
    with op.batch_alter_table("setting") as batch:
        batch.add_column(sa.Column("extra", sa.Text()))
    {last}
def downgrade():
    pass
"""


@pytest.fixture
def next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write a next migration whose last line is given."""
    versions = tmp_path / "versions"

    def write(last: str) -> str:
        new = f"{int(head_revision()) + 1:04}"
        step = BROKEN_STEP.format(new=new, head=head_revision(), last=last)
        real = revisions_module.VERSIONS
        versions.mkdir()
        for path in real.glob("*.py"):
            (versions / path.name).write_text(path.read_text())
        (versions / f"{new}_next.py").write_text(step)
        monkeypatch.setattr(revisions_module, "VERSIONS", versions)
        return new

    return write


async def test_a_step_that_fails_half_way_leaves_nothing_of_itself(url: str, next_step: Any):
    await migrate(url)
    await fill(url)
    before = head_revision()
    tables = await on(url, table_names)
    next_step("op.execute('SELECT * FROM nowhere')")
    with pytest.raises(MigrationFailed, match="nowhere"):
        await migrate(url)
    assert await current_revision(url) == before
    assert await on(url, table_names) == tables

    def extra(conn: Connection) -> list[str]:
        return [column["name"] for column in conn.dialect.get_columns(conn, "setting")]

    assert "extra" not in await on(url, extra)


async def test_a_killed_start_keeps_others_out_until_its_step_has_ended(
    next_step: Any, tmp_path: Path
):
    path = tmp_path / "entremise.db"
    await migrate(f"sqlite:///{path}")
    next_step("import time; print('begun', flush=True); time.sleep(1.5)")
    parent = (
        "import asyncio, pathlib, sys; from storage import migrate, revisions\n"
        "revisions.VERSIONS = pathlib.Path(sys.argv[1])\n"
        "asyncio.run(migrate.migrate(sys.argv[2]))"
    )
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-c", parent, str(revisions_module.VERSIONS), f"sqlite:///{path}"
    )
    kept = path.with_name(f"entremise.db.before-{head_revision()}")
    for _ in range(200):
        if kept.exists():
            break
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)  # the child has begun
    started.kill()
    await started.wait()
    with pytest.raises(AlreadyRunning):
        FileLock(path)
    for _ in range(400):
        with contextlib.suppress(AlreadyRunning):
            FileLock(path).release()
            break
        await asyncio.sleep(0.02)
    assert await migrate(f"sqlite:///{path}") == []  # what it had begun is done, once


async def test_a_step_keeps_the_rows_and_a_copy_is_made_before_it(
    url: str, next_step: Any, tmp_path: Path
):
    await migrate(url)
    await fill(url)
    new = next_step("pass")
    assert await migrate(url) == [new]

    def kept(conn: Connection) -> list[Any]:
        return conn.exec_driver_sql("SELECT value, extra FROM setting").all()  # type: ignore[return-value]  # rows

    assert await on(url, kept) == [('{"é":[1]}', None)]
    if url.startswith("sqlite"):
        copy = tmp_path / f"entremise.db.before-{new}"
        with closing(sqlite3.connect(copy)) as raw:
            assert raw.execute("SELECT value FROM setting").fetchall() == [('{"é":[1]}',)]


async def test_a_step_that_leaves_a_row_without_its_parent_is_undone(
    tmp_path: Path, next_step: Any
):
    url = f"sqlite:///{tmp_path / 'entremise.db'}"
    await migrate(url)
    await fill(url)
    next_step("op.execute('DELETE FROM item')")
    with pytest.raises(MigrationFailed, match="rows of loan name rows of item"):
        await migrate(url)

    def items(conn: Connection) -> int:
        return int(conn.exec_driver_sql("SELECT count(*) FROM item").scalar_one())

    assert await on(url, items) == 1


async def test_several_bots_that_start_at_once_on_postgresql_migrate_once(pg_url: str):
    assert await asyncio.gather(*(migrate(pg_url) for _ in range(3))) == [revisions()] * 3
    assert await current_revision(pg_url) == head_revision()


async def test_no_migration_while_another_process_has_the_file(tmp_path: Path):
    path = tmp_path / "entremise.db"
    lock = FileLock(path)
    with pytest.raises(AlreadyRunning):
        await migrate(f"sqlite:///{path}")
    lock.release()


def test_the_newest_file_is_what_alembic_takes_for_the_head():
    script = ScriptDirectory.from_config(alembic_config("sqlite:///x"))
    assert script.get_heads() == [head_revision()]
    assert [step.revision for step in script.walk_revisions()][::-1] == revisions()


async def test_the_process_that_migrates_its_database_never_loads_alembic(tmp_path: Path):
    code = (
        "import asyncio, sys; from storage.migrate import migrate\n"
        f"print(asyncio.run(migrate('sqlite:///{tmp_path / 'a.db'}')))\n"
        "print('alembic' in sys.modules)"
    )
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await child.communicate()
    assert out.decode().split("\n") == [str(revisions()), "False", ""]


async def test_the_error_of_a_migration_does_not_show_the_password(pg_url: str, next_step: Any):
    url = pg_url.replace("postgres:@", "postgres:s3cret@")
    assert "s3cret" in url
    next_step("raise RuntimeError('connecting as s3cret failed')")
    with pytest.raises(MigrationFailed) as error:
        await migrate(url)
    assert "s3cret" not in str(error.value)
