"""Searching 100,000 stories: the archive's search against a bare full-text query of the same words.

SQLite. One file, half of whose stories are another guild's. The bare query goes straight to the
full-text index, newest first, with the same limit, through the same driver. Searched are one to
three words of some story, as members type them, frequent and rare; both are asked by turns.
"""

import asyncio
import random
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import create_engine

from domain.watch.words import index_words, query_words
from storage import archive
from storage.engine import Database, open_database
from storage.tables import metadata

STORIES, GUILD, OTHER = 100_000, 1000, 2000
WORDS, TITLE, SUMMARY = 6_000, 10, 60
SEARCHES, ROUNDS, LIMIT = 60, 5, 7
BARE = "SELECT rowid FROM archive_text WHERE archive_text MATCH ? ORDER BY rowid DESC LIMIT ?"
SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "on", "an", "eu")]


def vocabulary(draw: random.Random) -> tuple[list[str], list[float]]:
    """Words that look like words, as frequent as words are (Zipf)."""
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words["".join(draw.choices(SYLLABLES, k=draw.randint(2, 4)))] = None
    return list(words), [1 / (rank + 8) for rank in range(WORDS)]


def build(path: Path, draw: random.Random) -> list[str]:
    """The file; answers what members may search in it."""
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=OFF")
    words, weights = vocabulary(draw)
    searched: list[str] = []
    for number in range(1, STORIES + 1):
        guild = GUILD if number % 2 else OTHER
        text = draw.choices(words, weights, k=TITLE + SUMMARY)
        kept = f"{archive.guild_word(guild)} {index_words(' '.join(text))}"
        values = (number, guild, number, kept)
        raw.execute("INSERT INTO archive (id, guild_id, story, words) VALUES (?, ?, ?, ?)", values)
        raw.execute("INSERT INTO archive_text (rowid, words) VALUES (?, ?)", (number, kept))
        if number % (STORIES // SEARCHES) == 1:
            searched.append(" ".join(draw.sample(text, 1 + len(searched) % 3)))
    raw.commit()
    raw.execute("INSERT INTO archive_text (archive_text) VALUES ('optimize')")
    raw.commit()
    raw.close()
    return searched


async def measure(path: Path, searched: list[str]) -> tuple[float, float]:
    """Median seconds of all searches: the archive's, the bare ones."""
    ours: list[float] = []
    bare: list[float] = []
    database = await open_database(f"sqlite:///{path}")
    try:
        async with aiosqlite.connect(path) as raw:
            for _ in range(ROUNDS):
                ours.append(await search(database, searched))
                bare.append(await search_bare(raw, searched))
    finally:
        await database.close()
    return statistics.median(ours), statistics.median(bare)


async def search(database: Database, searched: list[str]) -> float:
    began = time.perf_counter()
    async with database.reading() as conn:
        for typed in searched:
            await archive.find(conn, GUILD, query_words(typed), prefix=True, limit=LIMIT)
    return time.perf_counter() - began


async def search_bare(raw: aiosqlite.Connection, searched: list[str]) -> float:
    began = time.perf_counter()
    for typed in searched:
        said = " AND ".join(f'"{each}"' for each in query_words(typed)) + " *"
        await raw.execute_fetchall(BARE, (said, LIMIT))
    return time.perf_counter() - began


def rows() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        searched = build(path, random.Random(3))
        ours, bare = asyncio.run(measure(path, searched))
    each = 1000 / len(searched)
    return [
        {
            "name": "search among 100,000 stories",
            "ratio": ours / bare,
            "limit": 1.5,
            "baseline": "a bare full-text query of the same words on the same file",
            "detail": f"SQLite, {len(searched)} searches: {ours * each:.2f} ms and "
            f"{bare * each:.2f} ms each",
        }
    ]
