"""Learning a reading of a feed that holds 100,000 articles, against one that holds 1,000.

Twenty entries, one of them new: the articles that bear their keys are looked up, compared, the new
one is written with its keys. All of it is one transaction on SQLite; the two files take turns.
"""

import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from domain.watch.entry import Entry, ParsedFeed
from domain.watch.identity import keys_of
from services.directory import Directory
from services.feed_news import FeedNews
from services.learning import Learning, read
from services.outbox import Outbox
from services.settings import Settings
from services.watch_desk import WatchDesk
from storage import feeds
from storage.engine import Database, open_database
from storage.tables import feed, feed_item, feed_item_key, metadata

FEW, MANY = 1_000, 100_000
ENTRIES, READINGS, WARM = 20, 60, 5
BEGAN = datetime(2010, 1, 1, tzinfo=UTC)


def entry(number: int) -> Entry:
    return Entry(
        guid=f"https://journal.example/?p={number}",
        link=f"https://journal.example/articles/{number}-ce-qui-se-passe",
        title=f"Ce qui se passe ici, le {number}e article",
        summary=f"Le résumé du {number}e article. " * 12,
        published=BEGAN + timedelta(hours=number),
    )


@dataclass
class Shelf:
    """One file with as many articles in one feed."""

    db: Database
    learning: Learning
    feed_id: int
    last: int

    async def learn(self) -> float:
        """Seconds to learn a reading with one new article."""
        self.last += 1
        newest = range(self.last, self.last - ENTRIES, -1)
        parsed = ParsedFeed("rss", "Journal", "", tuple(entry(number) for number in newest))
        reading = await read(parsed)
        began = time.perf_counter()
        async with self.db.writing() as conn:
            found = await feeds.one(conn, self.feed_id)
            assert found is not None
            now = BEGAN + timedelta(hours=self.last)
            columns = await self.learning.learn(conn, found, reading, now)
            await feeds.write(conn, found, columns)
        took = time.perf_counter() - began
        if columns["newest_at"] != now:
            raise RuntimeError("the new article was not seen")
        return took


async def shelf(folder: Path, articles: int) -> Shelf:
    db = await open_database(f"sqlite:///{folder / f'{articles}.db'}")
    async with db.writing() as conn:
        await conn.run_sync(metadata.create_all)
        feed_id = await feeds.add(conn, "feed:journal", "https://journal.example/", "feed", BEGAN)
        await conn.execute(feed.update().values(learned=True))
    for some in batches(articles):
        items, keys = [], []
        for number in some:
            each = entry(number)
            items.append(
                {
                    "id": number,
                    "feed_id": feed_id,
                    "title": each.title,
                    "link": each.link,
                    "summary": each.summary,
                    "published": each.published,
                    "seen_at": each.published,
                }
            )
            keys += [
                {"feed_id": feed_id, "key": key, "item_id": number} for key in keys_of(each).each()
            ]
        async with db.writing() as conn:
            await conn.execute(insert(feed_item), items)
            await conn.execute(insert(feed_item_key), keys)

    def clock() -> datetime:
        return BEGAN

    settings = Settings(db, clock)
    outbox = Outbox(db, clock, settings)
    desk = WatchDesk(db, clock, settings, Directory(db, clock), outbox)
    return Shelf(db, Learning(FeedNews(desk)), feed_id, articles)


def batches(articles: int, size: int = 5_000) -> Iterator[range]:
    for start in range(1, articles + 1, size):
        yield range(start, min(start + size, articles + 1))


async def compared(few: int, many: int, readings: int) -> tuple[list[float], list[float]]:
    """Seconds of each reading among few and among many, by turns."""
    folder = Path(tempfile.mkdtemp(prefix="entremise-bench-"))
    shelves = [await shelf(folder, count) for count in (few, many)]
    try:
        took: list[list[float]] = [[], []]
        for number in range(readings + WARM):
            for found, each in zip(took, shelves, strict=True):
                seconds = await each.learn()
                if number >= WARM:
                    found.append(seconds)
        return took[0], took[1]
    finally:
        for each in shelves:
            await each.db.close()
        shutil.rmtree(folder, ignore_errors=True)


def rows(readings: int = READINGS) -> list[dict[str, Any]]:
    """What ``make bench`` prints of this file."""
    few, many = asyncio.run(compared(FEW, MANY, readings))
    small, large = statistics.median(few), statistics.median(many)
    return [
        {
            "name": f"known again among {MANY:,} articles",
            "ratio": round(large / small, 3),
            "limit": 2.0,
            "baseline": f"the same among {FEW:,}",
            "detail": f"{large * 1000:.1f} ms against {small * 1000:.1f} ms for a reading of "
            f"{ENTRIES} entries, one of them new, learned in SQLite; median of {readings} by turns",
        }
    ]


if __name__ == "__main__":
    for row in rows():
        print(row)
