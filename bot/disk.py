"""The disk: said in the log when room runs out and when it is back, and when a file is damaged."""

import asyncio
import logging
import shutil
from pathlib import Path

from locales import Words
from storage.engine import DamagedDatabase, Database

log = logging.getLogger(__name__)

NEEDED = 200 * 2**20
"""Bytes; below that a backup may fail, and soon every act."""


def free_bytes(folder: Path) -> int:
    """What is free where this folder is, or will be."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


class DiskWatch:
    """Speaks once when the room runs out, once when it is back."""

    def __init__(self, folder: Path, needed: int = NEEDED) -> None:
        self._folder = folder
        self._needed = needed
        self._short = False

    async def look(self) -> None:
        free = await asyncio.to_thread(free_bytes, self._folder)
        short = free < self._needed
        if short and not self._short:
            log.error("only %s MiB are free for %s", free // 2**20, self._folder)
        elif self._short and not short:
            log.info("%s MiB are free again for %s", free // 2**20, self._folder)
        self._short = short


async def look_for_damage(database: Database, words: Words) -> None:
    """As at every start, for a bot that runs for months."""
    try:
        await database.check()
    except DamagedDatabase as damaged:
        log.critical(words("process-damaged", detail=str(damaged)))
