"""The archive: what was approved, found again by words. The same answers on both engines.

Words come in stemmed (domain/watch/words.py). The guild is one of them, so that the index itself
finds nothing of another guild, however many stories there are.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, bindparam, delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.watch.stories import Carried
from storage.dialects import upsert
from storage.tables import archive, source, story, story_source

AT_ONCE = 1000
"""Numbers named in one statement; engines take some thousands."""
_FORGET_WORDS = text("DELETE FROM archive_text WHERE rowid = :id")
_KEEP_WORDS = text("INSERT INTO archive_text(rowid, words) VALUES (:id, :words)")
_FIND = {
    "sqlite": text(
        "SELECT archive.story FROM archive_text JOIN archive ON archive.id = archive_text.rowid"
        " WHERE archive_text MATCH :query AND archive.guild_id = :guild"
        " ORDER BY archive_text.rowid DESC LIMIT :limit OFFSET :offset"
    ),
    "postgresql": text(
        "SELECT story FROM archive"
        " WHERE to_tsvector('simple', words) @@ to_tsquery('simple', :query)"
        " AND guild_id = :guild ORDER BY id DESC LIMIT :limit OFFSET :offset"
    ),
}


def guild_word(guild_id: int) -> str:
    return f"g{guild_id}"


async def put(conn: AsyncConnection, guild_id: int, number: int, words: str) -> None:
    """Keep the words of a story, or what they are by now. ``words``: stems, joined by spaces."""
    kept = f"{guild_word(guild_id)} {words}"
    row = await upsert(
        conn,
        archive,
        {"guild_id": guild_id, "story": number, "words": kept},
        ["guild_id", "story"],
        returning=[archive.c.id],
    )
    assert row is not None
    if conn.dialect.name == "sqlite":
        await conn.execute(_FORGET_WORDS, {"id": row.id})
        await conn.execute(_KEEP_WORDS, {"id": row.id, "words": kept})


async def remove(conn: AsyncConnection, guild_id: int, number: int) -> None:
    """Forget the words of a story that is no longer approved."""
    gone = await conn.execute(
        delete(archive)
        .where(archive.c.guild_id == guild_id, archive.c.story == number)
        .returning(archive.c.id)
    )
    for row in gone.all():
        if conn.dialect.name == "sqlite":
            await conn.execute(_FORGET_WORDS, {"id": row.id})


async def find(
    conn: AsyncConnection,
    guild_id: int,
    stems: Sequence[str],
    *,
    prefix: bool = False,
    limit: int,
    offset: int = 0,
) -> list[int]:
    """Numbers of the stories that hold all these stems, those kept last first.

    ``prefix``: the last stem may be the beginning of a word. No stem finds nothing.
    """
    if not stems:
        return []
    query = match(conn.dialect.name, guild_id, stems, prefix=prefix)
    values = {"query": query, "guild": guild_id, "limit": limit, "offset": offset}
    found = await conn.execute(_FIND[conn.dialect.name], values)
    return list(found.scalars())


def match(dialect: str, guild_id: int, stems: Sequence[str], *, prefix: bool = False) -> str:
    """The question in the engine's words. ``stems`` hold letters and digits only."""
    if not all(stem.isalnum() and stem.isascii() for stem in stems):
        raise ValueError(f"not stems: {stems!r}")
    *whole, last = stems
    if dialect == "sqlite":
        said = " AND ".join(f'"{each}"' for each in (guild_word(guild_id), *stems))
        return f"{said} *" if prefix else said
    return " & ".join([guild_word(guild_id), *whole, f"{last}:*" if prefix else last])


async def latest(
    conn: AsyncConnection,
    guild_id: int,
    states: Sequence[str],
    *,
    topic: int | None = None,
    limit: int,
    offset: int = 0,
) -> list[int]:
    """Numbers of the stories in these states, those decided last first."""
    query = select(story.c.number).where(
        story.c.guild_id == bindparam("guild"), story.c.state.in_(states)
    )
    if topic is not None:
        query = query.where(story.c.topic == topic)
    query = query.order_by(story.c.decided_at.desc(), story.c.number.desc())
    found = await conn.execute(query.limit(limit).offset(offset), {"guild": guild_id})
    return list(found.scalars())


async def carriers(
    conn: AsyncConnection, guild_id: int, numbers: Collection[int]
) -> dict[int, list[Carried]]:
    """For each of these stories, the sources that carry it, in the order in which they brought it.

    As ``stories.carried``, for many at once.
    """
    found: dict[int, dict[int, Carried]] = {number: {} for number in numbers}
    wanted = list(found)
    for start in range(0, len(wanted), AT_ONCE):
        rows = await conn.execute(
            select(
                story_source.c.story,
                story_source.c.source,
                source.c.name,
                story_source.c.link,
                story_source.c.at,
            )
            .join(
                source,
                and_(
                    source.c.guild_id == story_source.c.guild_id,
                    source.c.number == story_source.c.source,
                ),
            )
            .where(
                story_source.c.guild_id == guild_id,
                story_source.c.story.in_(wanted[start : start + AT_ONCE]),
            )
            .order_by(story_source.c.at, story_source.c.source)
        )
        for row in rows:
            carried = Carried(row.source, row.name, row.link, row.at)
            found[row.story].setdefault(row.source, carried)
    return {number: list(each.values()) for number, each in found.items()}
