"""The archive finds the same stories on both engines, and nothing of another guild."""

from datetime import UTC, datetime

import pytest

from domain.watch.stories import Story, StoryState
from storage import archive, stories
from storage.engine import Database

NOON = datetime(2026, 11, 2, 11, tzinfo=UTC)
HERE, THERE = 10, 20


async def keep(db: Database, guild_id: int, *texts: str) -> None:
    async with db.writing() as conn:
        for words in texts:
            new = Story(guild_id, 0, StoryState.PUBLISHED, words, NOON, decided_at=NOON)
            number = await stories.create(conn, new)
            await archive.put(conn, guild_id, number, words)


async def found(db: Database, *stems: str, prefix: bool = False, guild: int = HERE) -> list[int]:
    async with db.reading() as conn:
        return await archive.find(conn, guild, stems, prefix=prefix, limit=10)


async def test_a_story_is_found_by_all_of_its_words_the_newest_first(db: Database):
    await keep(db, HERE, "appel proj mecena", "appel lieu", "mecena lieu")
    assert await found(db, "mecena") == [3, 1]
    assert await found(db, "mecena", "appel") == [1]
    assert await found(db, "festival") == []
    assert await found(db) == []


async def test_the_last_word_may_be_a_beginning(db: Database):
    await keep(db, HERE, "appel proj mecena")
    assert await found(db, "appel", "mec", prefix=True) == [1]
    assert await found(db, "mec", "appel", prefix=True) == []


async def test_nothing_of_another_guild_is_found_even_by_its_own_word(db: Database):
    await keep(db, THERE, "appel proj")
    await keep(db, HERE, "lieu")
    assert await found(db, "appel") == []
    assert await found(db, f"g{THERE}") == []
    assert await found(db, "appel", guild=THERE) == [1]


async def test_what_was_changed_is_found_by_its_new_words_and_what_was_removed_not_at_all(
    db: Database,
):
    await keep(db, HERE, "appel", "lieu")
    async with db.writing() as conn:
        await archive.put(conn, HERE, 1, "residence")
        await archive.remove(conn, HERE, 2)
    assert await found(db, "appel") == []
    assert await found(db, "residence") == [1]
    assert await found(db, "lieu") == []


@pytest.mark.parametrize("hostile", ['" OR "', "a&b", "*", "", "é"])
async def test_only_stems_reach_the_engine(sqlite_db: Database, hostile: str):
    with pytest.raises(ValueError, match="not stems"):
        await found(sqlite_db, hostile)


async def test_what_was_decided_last_is_read_first(db: Database):
    await keep(db, HERE, "un", "deux", "trois")
    async with db.reading() as conn:
        assert await archive.latest(conn, HERE, ["published"], limit=2) == [3, 2]
        assert await archive.latest(conn, HERE, ["published"], limit=2, offset=2) == [1]
        assert await archive.latest(conn, HERE, ["rejected"], limit=2) == []
