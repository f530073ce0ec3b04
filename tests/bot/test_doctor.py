"""What the doctor finds, and where it says to click."""

import asyncio
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from bot.config import KEYS, ROOT
from bot.doctor import readable_by_others
from playground import BotProcess, Guild, Wire
from playground.ledger import as_typed


@pytest.fixture
async def wire():
    async with Wire() as opened:
        yield opened


@pytest.fixture
def guild(wire: Wire) -> Guild:
    made = wire.guild("Réseau")
    made.channel("prets")
    return made


async def shell(wire: Wire, folder: Path, *arguments: str, **environ: str) -> tuple[int, str]:
    """Run a tool against the wire: its exit code and what it printed."""
    kept = {key: value for key, value in os.environ.items() if key not in KEYS}
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=ROOT,
        env=kept | wire.environment | {"DATA_DIR": str(folder)} | environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    printed, _ = await child.communicate()
    assert child.returncode is not None
    return child.returncode, as_typed(printed.decode())


async def set_up(wire: Wire, folder: Path, guild: Guild, **channels: int) -> None:
    """A migrated database in which the guild has set these channels."""
    await shell(wire, folder, "migrate")
    raw = sqlite3.connect(folder / "entremise.db")
    for setting, channel in channels.items():
        raw.execute(
            "INSERT INTO setting VALUES (?, ?, ?)", (guild.id, f"{setting}.channel", str(channel))
        )
    raw.commit()
    raw.close()


async def test_beside_a_running_bot_all_is_well(wire, guild, tmp_path):
    await set_up(wire, tmp_path, guild, lending=guild.channels["prets"].id)
    async with BotProcess(wire, tmp_path):
        code, said = await shell(wire, tmp_path, "doctor")
    assert "✗" not in said
    assert "#prets (lending.channel) : tous les droits nécessaires" in said
    assert said.rstrip().endswith("Tout va bien.")
    assert code == 0


async def test_each_missing_right_is_named_with_the_way_to_mend_it(wire, guild, tmp_path):
    await set_up(wire, tmp_path, guild, lending=guild.channels["prets"].id)
    guild.channels["prets"].forbids("read_message_history", "attach_files")
    code, said = await shell(wire, tmp_path, "doctor")
    assert code == 1
    assert "il manque « Joindre des fichiers », « Voir les anciens messages »." in said
    assert "Modifier le salon → Permissions" in said
    code, said = await shell(wire, tmp_path, "doctor", DEFAULT_LOCALE="en")
    assert "“Attach Files”, “Read Message History” missing." in said
    assert "Edit Channel → Permissions" in said


async def test_a_channel_that_the_bot_does_not_see_is_told_from_one_that_is_gone(
    wire, guild, tmp_path
):
    hidden = guild.channel("moderation")
    hidden.forbids("view_channel")
    await set_up(wire, tmp_path, guild, lending=42, moderation=hidden.id)
    _, said = await shell(wire, tmp_path, "doctor")
    assert "le salon 42 (lending.channel) n’existe plus" in said
    assert "« Voir le salon »" in said


async def test_it_says_when_discord_knows_no_commands(wire, guild, tmp_path):
    await set_up(wire, tmp_path, guild)
    code, said = await shell(wire, tmp_path, "doctor")
    assert code == 1
    assert "Commandes que Discord ne connaît pas : " in said
    assert "config" in said


async def test_without_a_database_it_says_how_to_make_one_and_makes_none(wire, guild, tmp_path):
    code, said = await shell(wire, tmp_path, "doctor")
    assert code == 1
    assert "python -m bot migrate" in said
    assert not list(tmp_path.iterdir())


async def test_a_clock_that_goes_wrong_is_found(wire, guild, tmp_path):
    await set_up(wire, tmp_path, guild)
    wire.clock.advance(-40)
    ours = str(wire.clock.offset_seconds + 40)
    code, said = await shell(wire, tmp_path, "doctor", CLOCK_OFFSET_SECONDS=ours)
    assert code == 1
    assert "s d’écart avec celle de Discord" in said


async def test_a_refused_token_and_a_discord_that_is_away_are_told_apart(wire, tmp_path):
    code, said = await shell(wire, tmp_path, "doctor", DISCORD_TOKEN="hunter2")
    assert code == 1
    assert "Discord refuse le jeton" in said
    assert "hunter2" not in said
    nowhere = {"DISCORD_API_URL": "http://127.0.0.1:1", "DISCORD_GATEWAY_URL": "ws://127.0.0.1:1"}
    code, said = await shell(wire, tmp_path, "doctor", **nowhere)
    assert code == 1
    assert "Discord n’est pas joignable" in said


def test_a_file_of_secrets_that_others_can_read_is_noticed(tmp_path):
    file = tmp_path / ".env"
    assert readable_by_others(file) is None
    file.write_text("DISCORD_TOKEN=x")
    file.chmod(0o640)
    assert readable_by_others(file) == file
    file.chmod(0o600)
    assert readable_by_others(file) is None


async def test_without_a_guild_it_gives_the_invitation(wire, tmp_path):
    _, said = await shell(wire, tmp_path, "doctor")
    assert "/oauth2/authorize?client_id=" in said


async def test_live_posts_once_finds_it_and_leaves_nothing(wire, guild, tmp_path):
    channel = guild.channels["prets"]
    code, said = await shell(wire, tmp_path, "doctor", "--live", str(channel.id))
    assert code == 0, said
    assert said.count("✓") == 4
    posts = [r for r in wire.requests if r.method == "POST" and r.path.endswith("/messages")]
    assert len({post.body["nonce"] for post in posts}) == 1 < len(posts)
    assert all(post.body["allowed_mentions"] == {"parse": []} for post in posts)
    assert channel.messages == []


async def test_live_sees_a_discord_that_forgets_nonces_and_leaves_nothing_either(
    wire, guild, tmp_path
):
    wire.nonce_window = None
    channel = guild.channels["prets"]
    code, said = await shell(wire, tmp_path, "doctor", "--live", str(channel.id))
    assert code == 1
    assert "second message" in said
    assert channel.messages == []


async def test_live_without_the_history_says_which_right_is_missing(wire, guild, tmp_path):
    channel = guild.channels["prets"]
    channel.forbids("read_message_history")
    code, said = await shell(wire, tmp_path, "doctor", "--live", str(channel.id))
    assert code == 1
    assert "Voir les anciens messages" in said
    assert channel.messages == []
