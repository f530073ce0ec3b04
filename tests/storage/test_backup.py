import asyncio
import contextlib
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from storage import backup as backup_module
from storage.backup import BackupRefused, Held, backup, file_behind, free_name, restore
from storage.engine import AlreadyRunning, Database, FileLock, open_database
from storage.migrate import current_revision, migrate
from storage.revisions import head_revision
from storage.tables import owed, seen

NOON = datetime(2026, 11, 2, 11, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "entremise.db"


@pytest.fixture
async def bot(path: Path) -> AsyncIterator[Database]:
    """A migrated database, open as the bot has it."""
    await migrate(f"sqlite:///{path}")
    database = await open_database(f"sqlite:///{path}")
    yield database
    await database.close()


async def owe(db: Database, number: int, state: str, **target: int) -> None:
    async with db.writing() as conn:
        await conn.execute(
            insert(owed).values(
                guild_id=1, key=f"loan-due:{number}", kind="loan_due", facts={}, nonce=str(number),
                mark=number, state=state, not_before=NOON, lease_until=99, **target,
            )
        )  # fmt: skip


async def states(path: Path) -> dict[str, str]:
    db = await open_database(f"sqlite:///{path}")
    async with db.reading() as conn:
        rows = (await conn.execute(select(owed.c.key, owed.c.state))).all()
    await db.close()
    return {row.key: row.state for row in rows}


async def test_a_copy_made_while_the_bot_writes_is_whole_and_stops_nobody(
    bot: Database, path: Path, tmp_path: Path
):
    written = 0
    going = True

    async def write() -> None:
        nonlocal written
        while going:
            async with bot.writing() as conn:  # two rows or none
                await conn.execute(insert(seen).values(interaction_id=written, at=NOON))
                await conn.execute(insert(seen).values(interaction_id=-written - 1, at=NOON))
            written += 1

    writer = asyncio.create_task(write())
    await asyncio.sleep(0.2)
    copy = tmp_path / "copies" / "a.db"
    for _ in range(50):  # a copy this small may be over before the writer's turn comes
        copy.unlink(missing_ok=True)
        before = written
        await asyncio.to_thread(backup, path, copy)
        during = written - before
        if during:
            break
    going = False
    await writer
    with closing(sqlite3.connect(copy)) as raw:
        ids = {row[0] for row in raw.execute("SELECT interaction_id FROM seen")}
    assert ids == {-each - 1 for each in ids}
    assert before <= len(ids) / 2 <= written
    assert during > 0
    assert copy.stat().st_mode & 0o077 == 0  # nobody else's to read


async def test_what_was_owed_is_held_after_a_restore_and_listed(
    bot: Database, path: Path, tmp_path: Path
):
    await owe(bot, 1, "owed", channel_id=10)
    await owe(bot, 2, "claimed", person=20)
    await owe(bot, 3, "unsure", channel_id=10)
    await owe(bot, 4, "sent", channel_id=10)
    await owe(bot, 5, "dead", channel_id=10)
    backup(path, tmp_path / "a.db")
    async with bot.writing() as conn:
        await conn.execute(owed.update().values(state="sent"))
    await bot.close()

    held = restore(tmp_path / "a.db", path)

    assert held == [
        Held(1, "loan-due:1", "loan_due", "channel:10"),
        Held(1, "loan-due:2", "loan_due", "person:20"),
        Held(1, "loan-due:3", "loan_due", "channel:10"),
    ]
    assert await states(path) == {
        "loan-due:1": "held",
        "loan-due:2": "held",
        "loan-due:3": "held",
        "loan-due:4": "sent",
        "loan-due:5": "dead",
    }
    assert set((await states(path.with_name("entremise.db.before-restore"))).values()) == {"sent"}


async def test_the_copy_itself_is_not_changed_by_a_restore(bot: Database, path: Path):
    await owe(bot, 1, "owed", channel_id=10)
    copy = path.with_name("a.db")
    backup(path, copy)
    await bot.close()
    content = copy.read_bytes()
    restore(copy, path)
    assert copy.read_bytes() == content
    assert restore(copy, path.with_name("elsewhere.db"))  # and it serves again


async def test_what_only_the_log_held_is_kept_beside_too(bot: Database, path: Path, tmp_path: Path):
    backup(path, tmp_path / "a.db")
    async with bot.writing() as conn:
        await conn.execute(insert(seen).values(interaction_id=1, at=NOON))
    dead = tmp_path / "dead" / "entremise.db"  # as a killed bot leaves it: rows still in the log
    dead.parent.mkdir()
    for suffix in ("", "-wal"):
        dead.with_name(dead.name + suffix).write_bytes(
            path.with_name(path.name + suffix).read_bytes()
        )
    restore(tmp_path / "a.db", dead)
    for name, rows in (("entremise.db", 0), ("entremise.db.before-restore", 1)):
        db = await open_database(f"sqlite:///{dead.with_name(name)}")
        async with db.reading() as conn:
            found = (await conn.execute(select(func.count()).select_from(seen))).scalar_one()
        await db.close()
        assert found == rows


async def test_an_older_copy_is_restored_and_brought_up_to_date_at_the_next_start(
    bot: Database, path: Path, tmp_path: Path
):
    backup(path, tmp_path / "a.db")
    await bot.close()
    restore(tmp_path / "a.db", path)
    await migrate(f"sqlite:///{path}")
    assert await current_revision(f"sqlite:///{path}") == head_revision()


class Killed(BaseException):
    """The process died here."""


@pytest.mark.parametrize("survived", range(9))
async def test_a_restore_cut_off_at_any_step_leaves_one_of_the_two_databases(
    bot: Database, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survived: int
):
    await owe(bot, 1, "owed", channel_id=10)
    backup(path, tmp_path / "a.db")
    async with bot.writing() as conn:
        await conn.execute(owed.update().values(state="sent"))
    killed = tmp_path / "killed" / "entremise.db"  # a bot that died: the news is in the log
    killed.parent.mkdir()
    for suffix in ("", "-wal", "-shm"):
        shutil.copy(path.with_name(path.name + suffix), killed.with_name(killed.name + suffix))
    left = survived

    def mortal(act: Any) -> Any:
        def step(*args: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left == -1:
                raise Killed
            return act(*args, **options) if left >= 0 else None  # the dead tidy nothing up

        return step

    with monkeypatch.context() as patch:
        for name in ("rename", "unlink", "hardlink_to"):
            patch.setattr(Path, name, mortal(getattr(Path, name)))
        for name in ("copy", "hold_unsent", "settle"):
            patch.setattr(backup_module, name, mortal(getattr(backup_module, name)))
        with contextlib.suppress(Killed):
            restore(tmp_path / "a.db", killed)
    assert killed.exists()  # else the next start begins an empty one
    assert await states(killed) in ({"loan-due:1": "sent"}, {"loan-due:1": "held"})
    restore(tmp_path / "a.db", killed)
    assert await states(killed) == {"loan-due:1": "held"}


async def test_a_linked_database_is_one_database(bot: Database, path: Path, tmp_path: Path):
    link = tmp_path / "link.db"
    link.symlink_to(path)
    backup(link, tmp_path / "a.db")
    with pytest.raises(AlreadyRunning):
        FileLock(link)
    await bot.close()
    restore(tmp_path / "a.db", link)
    assert sorted(entry.name for entry in os.scandir(tmp_path) if entry.is_symlink()) == ["link.db"]
    assert await states(path) == {}


def test_a_copy_that_cannot_be_written_is_refused_in_words(tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    sqlite3.connect(tmp_path / "a.db").close()
    (tmp_path / "a.db").touch()
    with pytest.raises(BackupRefused, match="not-copied"):
        backup(tmp_path / "a.db", tmp_path / "file" / "copy.db")


async def test_no_restore_under_a_running_bot(bot: Database, path: Path, tmp_path: Path):
    backup(path, tmp_path / "a.db")
    with pytest.raises(AlreadyRunning):
        restore(tmp_path / "a.db", path)
    async with bot.writing() as conn:  # it goes on undisturbed
        await conn.execute(insert(seen).values(interaction_id=1, at=NOON))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not-ours"),
        (b"not a database at all, but long enough to be read as one" * 20, "not-ours"),
    ],
)
async def test_a_file_that_is_no_copy_is_refused_and_nothing_changes(
    bot: Database, path: Path, tmp_path: Path, content: bytes, why: str
):
    await owe(bot, 1, "owed", channel_id=10)
    await bot.close()
    (tmp_path / "a.db").write_bytes(content)
    with pytest.raises(BackupRefused, match=why):
        restore(tmp_path / "a.db", path)
    assert await states(path) == {"loan-due:1": "owed"}
    FileLock(path).release()


async def test_a_copy_of_a_newer_version_is_refused(bot: Database, path: Path, tmp_path: Path):
    backup(path, tmp_path / "a.db")
    await bot.close()
    with closing(sqlite3.connect(tmp_path / "a.db")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BackupRefused, match="9999"):
        restore(tmp_path / "a.db", path)


async def test_a_damaged_copy_is_refused(bot: Database, path: Path, tmp_path: Path):
    async with bot.writing() as conn:
        rows = [{"interaction_id": number, "at": NOON} for number in range(5000)]
        await conn.execute(insert(seen), rows)
    copy = backup(path, tmp_path / "a.db")
    await bot.close()
    content = bytearray(copy.read_bytes())
    content[-30_000:-10_000] = b"\xa5" * 20_000
    copy.write_bytes(content)
    with pytest.raises(BackupRefused):
        restore(copy, path)
    assert await states(path) == {}


async def test_a_copy_never_replaces_a_file(bot: Database, path: Path, tmp_path: Path):
    backup(path, tmp_path / "a.db")
    with pytest.raises(BackupRefused, match="file-there"):
        backup(path, tmp_path / "a.db")
    assert free_name(tmp_path / "a", "db") == tmp_path / "a.db-2"


def test_no_copy_of_a_database_that_is_not_there(tmp_path: Path):
    with pytest.raises(BackupRefused, match="no-database"):
        backup(tmp_path / "none.db", tmp_path / "a.db")
    assert list(tmp_path.iterdir()) == []


def test_postgresql_has_its_own_tools():
    with pytest.raises(BackupRefused, match="postgresql") as error:
        file_behind("postgresql://u:s3cret@db/entremise")
    assert "s3cret" not in str(error.value)
    assert file_behind("sqlite:///data/a.db") == Path("data/a.db")
