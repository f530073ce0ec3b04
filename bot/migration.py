"""Bring the database up to date in a child process: Alembic stays out of the bot's memory."""

import asyncio
import os
import sys

from bot.config import Config
from storage.engine import Database


class MigrationFailed(Exception):
    """The child process could not migrate; it has said why."""


async def bring_up_to_date(config: Config, database: Database) -> None:
    """Migrate, unless the database is at the newest version already. Raises MigrationFailed.

    The bot holds the lock of a SQLite file meanwhile: nobody else can start on it.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "migrate", "--by-the-bot",
        env={**os.environ, **config.environment()},
        stdin=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        code = await child.wait()
    except asyncio.CancelledError:
        child.terminate()
        await child.wait()
        raise
    if code:
        raise MigrationFailed(f"exit code {code}")
