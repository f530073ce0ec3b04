"""The shell's tools, as somebody types them."""

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import exits
from bot.config import KEYS, ROOT
from feeds.parse import parse
from storage.engine import FileLock


@pytest.fixture
def bot(tmp_path: Path):
    """``bot("migrate")``: run it in a shell, on a data folder of its own."""
    kept = {key: value for key, value in os.environ.items() if key not in KEYS}

    def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        given = {"DISCORD_TOKEN": "hunter2", "DATA_DIR": str(tmp_path / "data"), **environ}
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT,
            env=kept | given,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "entremise.db"


def owe(file: Path, *keys: str) -> None:
    with sqlite3.connect(file) as raw:
        for number, key in enumerate(keys, start=1):
            raw.execute(
                "INSERT INTO owed (guild_id, key, kind, channel_id, facts, nonce, mark, state,"
                " not_before) VALUES (7, ?, 'loan_requested', 99, '{}', ?, ?, 'owed', 0)",
                (key, key, number),
            )
    raw.close()


def states(file: Path) -> dict[str, str]:
    raw = sqlite3.connect(file)
    found = dict(raw.execute("SELECT key, state FROM owed"))
    raw.close()
    return found


def test_migrating_twice_says_what_was_done_then_that_nothing_was_left(bot):
    first, second = bot("migrate"), bot("migrate")
    assert first.returncode == second.returncode == 0
    assert "est à jour ; étapes faites : 0001" in first.stdout
    assert "était déjà à jour" in second.stdout


def test_the_tools_need_no_token(bot):
    assert bot("migrate", DISCORD_TOKEN="").returncode == 0


def test_a_backup_into_a_folder_is_named_by_the_time(bot, tmp_path):
    bot("migrate")
    made = bot("backup", str(tmp_path))
    assert made.returncode == 0, made.stderr
    (copy,) = tmp_path.glob(f"entremise-{datetime.now(UTC).year}-*.db")
    assert str(copy) in made.stdout


def test_a_restore_holds_what_was_owed_until_it_is_released(bot, tmp_path):
    bot("migrate")
    owe(database(tmp_path), "loan-requested:1", "loan-requested:2")
    bot("backup", str(tmp_path / "copy.db"))
    owe_later = sqlite3.connect(database(tmp_path))
    owe_later.execute("UPDATE owed SET state = 'sent'")
    owe_later.commit()
    owe_later.close()

    restored = bot("restore", str(tmp_path / "copy.db"))
    assert restored.returncode == 0, restored.stderr
    assert "2 messages restaient à envoyer" in restored.stdout
    assert "loan_requested → channel:99 (guild 7, loan-requested:1)" in restored.stdout
    assert "restore --release" in restored.stdout
    assert set(states(database(tmp_path)).values()) == {"held"}

    released = bot("restore", "--release", DEFAULT_LOCALE="en")
    assert "2 held messages will be sent" in released.stdout
    assert set(states(database(tmp_path)).values()) == {"owed"}


def test_what_another_tool_restored_can_be_held_too(bot, tmp_path):
    bot("migrate")
    owe(database(tmp_path), "loan-requested:1", "loan-requested:2")
    held = bot("restore", "--hold")
    assert "2 messages restaient à envoyer" in held.stdout, held.stderr
    assert set(states(database(tmp_path)).values()) == {"held"}


def test_the_tools_speak_one_language_at_a_time(bot, tmp_path):
    bot("migrate")
    bot("backup", str(tmp_path / "copy.db"))
    again = bot("backup", str(tmp_path / "copy.db"))
    assert again.stderr.strip() == (
        f"Rien n’a été fait : {tmp_path / 'copy.db'} existe déjà : donnez un autre nom."
    )
    on_server = bot("backup", "x.db", DATABASE_URL="postgresql://me:s3cret@nowhere/entremise")
    assert "restore --hold" in on_server.stderr and "s3cret" not in on_server.stderr


def test_a_database_that_somebody_else_keeps_busy_is_said_in_words(bot, tmp_path):
    bot("migrate")
    other = sqlite3.connect(database(tmp_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    busy = bot("restore", "--release")
    other.close()
    assert busy.returncode == exits.DATABASE_AWAY
    assert busy.stderr.startswith("Trop de monde en même temps")


def test_a_file_that_cannot_be_opened_is_not_called_damaged(bot, tmp_path):
    (tmp_path / "folder").mkdir()
    away = bot("migrate", DATABASE_URL=f"sqlite:///{tmp_path / 'folder'}")
    assert away.returncode == exits.DATABASE_AWAY  # a supervisor tries again
    assert away.stderr.startswith("La base de données n’est pas joignable")


def test_a_file_that_is_no_backup_is_refused_and_nothing_changes(bot, tmp_path):
    bot("migrate")
    before = database(tmp_path).read_bytes()
    (tmp_path / "letter.txt").write_text("Bonjour")
    refused = bot("restore", str(tmp_path / "letter.txt"))
    assert refused.returncode == exits.FAILED
    assert refused.stderr.startswith("Rien n’a été fait")
    assert database(tmp_path).read_bytes() == before


def test_nothing_is_restored_under_a_running_bot(bot, tmp_path):
    bot("migrate")
    bot("backup", str(tmp_path / "copy.db"))
    running = FileLock(database(tmp_path))
    try:
        refused = bot("restore", str(tmp_path / "copy.db"))
    finally:
        running.release()
    assert refused.returncode == exits.ALREADY_RUNNING
    assert f"utilise déjà {database(tmp_path)}" in refused.stderr


def test_a_database_that_is_away_is_told_without_its_password(bot):
    away = bot("migrate", DATABASE_URL="postgresql://me:hunter3@127.0.0.1:1/entremise")
    assert away.returncode == exits.DATABASE_AWAY
    assert "n’est pas joignable" in away.stderr
    assert "hunter3" not in away.stderr


def test_a_damaged_database_is_not_opened(bot, tmp_path):
    bot("migrate")
    whole = database(tmp_path).read_bytes()
    database(tmp_path).write_bytes(whole[:8192] + b"\xff" * 4096 + whole[12288:])
    refused = bot("run")
    assert refused.returncode == exits.DATABASE_DAMAGED
    assert "est abîmée" in refused.stderr
    assert "restore" in refused.stderr


def test_a_newer_database_is_left_alone(bot, tmp_path):
    bot("migrate")
    raw = sqlite3.connect(database(tmp_path))
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    refused = bot("run")
    assert refused.returncode == exits.BAD_CONFIG
    assert "version plus récente" in refused.stderr


def test_the_help_names_every_tool(bot):
    shown = bot("--help").stdout
    for name in ("run", "migrate", "doctor", "backup", "restore"):
        assert f"\n    {name} " in shown


def publish(file: Path, guild: int, number: int, title: str) -> None:
    """A story that was approved a day after the one before it."""
    raw = sqlite3.connect(file)
    at = 1_793_696_400_000 + number * 86_400_000
    raw.execute(
        "INSERT INTO story (guild_id, number, state, title, link, found_at, decided_at,"
        " suggested_by, decided_by) VALUES (?, ?, 'published', ?, ?, ?, ?, 4242, 4243)",
        (guild, number, title, f"https://radio.example/{number}", at, at),
    )
    raw.commit()
    raw.close()


def test_what_was_published_is_written_beside_a_running_bot_one_feed_a_guild(bot, tmp_path):
    bot("migrate")
    for guild, number, title in ((7, 1, "Un"), (7, 2, "Deux & trois"), (8, 1, "Ailleurs")):
        publish(database(tmp_path), guild, number, title)
    folder = tmp_path / "site" / "veille"
    running = FileLock(database(tmp_path))
    try:
        done = bot("export", "watch", str(folder))
    finally:
        running.release()
    assert done.returncode == exits.OK, done.stderr
    said = done.stdout.replace("\u202f", " ").replace("\xa0", " ")
    assert f"{folder / 'veille-7.atom'} : 2 nouvelles" in said
    assert sorted(os.listdir(folder)) == ["veille-7.atom", "veille-8.atom"]
    body = (folder / "veille-7.atom").read_bytes()
    found = parse(body)
    assert [each.title for each in found.entries] == ["Deux & trois", "Un"]
    assert [each.guid for each in found.entries] == [
        "urn:entremise:watch:7:2",
        "urn:entremise:watch:7:1",
    ]
    assert b"424" not in body and b"Ailleurs" not in body
    again = bot("export", "watch", str(folder))
    assert again.returncode == exits.OK and (folder / "veille-7.atom").read_bytes() == body


def test_an_export_says_that_there_is_nothing_yet_and_goes_beside_the_data(bot, tmp_path):
    bot("migrate")
    nothing = bot("export", "watch")
    assert nothing.returncode == exits.OK and "rien publié" in nothing.stdout
    publish(database(tmp_path), 7, 1, "Un")
    assert bot("export", "watch").returncode == exits.OK
    assert (tmp_path / "data" / "export" / "veille-7.atom").exists()
    assert bot("export", "loans").returncode == 2
