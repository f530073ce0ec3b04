"""Sources as moderators see them: how each is doing, since when, what its articles are worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.watch.rules import of_source
from domain.watch.stories import Source, SourceState, Topic
from storage import feeds, source_facts, sources, topics
from storage.feeds import Feed


class Health(IntEnum):
    """How a source is doing, what needs somebody first."""

    GONE = 0
    FAILING = 1
    MOVED = 2
    UNCHECKED = 3
    FINE = 4
    PAUSED = 5


@dataclass(frozen=True)
class SourceView:
    """A source, and what is known of it.

    ``error`` and ``since``: why and from when on it fails; ``kept`` of ``decided`` articles were
    approved; ``unchanged`` of ``visits`` cost nearly nothing; ``rules`` concern it.
    """

    source: Source
    topic: Topic | None
    address: str
    site: str
    kind: str
    health: Health
    error: str
    since: datetime | None
    moved_to: str
    last_article: datetime | None
    checked_at: datetime | None
    kept: int
    decided: int
    visits: int
    unchanged: int
    rules: int


async def views(
    conn: AsyncConnection, guild_id: int, now: datetime, only: Source | None = None
) -> list[SourceView]:
    """The sources of a guild, those that need somebody first; ``only``: that one alone."""
    found = await sources.many(conn, guild_id) if only is None else [only]
    ids = [each.feed_id for each in found]
    read = await feeds.many(conn, ids)
    known = {each.number: each for each in await topics.topics(conn, guild_id)}
    last = await source_facts.last_articles(conn, ids, now)
    verdicts = await source_facts.verdicts(conn, guild_id)
    rules = await sources.rules(conn, guild_id)
    shown = [
        _view(
            each,
            read[each.feed_id],
            known,
            last.get(each.feed_id),
            verdicts.get(each.number, (0, 0)),
            len(of_source(rules, each.number)),
        )
        for each in found
    ]
    return sorted(shown, key=lambda each: (each.health, each.source.name.casefold()))


def _view(
    it: Source,
    feed: Feed,
    known: Mapping[int, Topic],
    last: datetime | None,
    verdict: tuple[int, int],
    rules: int,
) -> SourceView:
    return SourceView(
        source=it,
        topic=known.get(it.topic or 0),
        address=feed.address,
        site=feed.site,
        kind=feed.kind,
        health=health_of(it, feed),
        error=feed.error,
        since=feed.failing_since,
        moved_to=feed.moved_to,
        last_article=last,
        checked_at=feed.checked_at,
        kept=verdict[0],
        decided=verdict[1],
        visits=feed.visits,
        unchanged=feed.unchanged,
        rules=rules,
    )


def health_of(it: Source, feed: Feed) -> Health:
    """The one thing to say of a source first."""
    if it.state is SourceState.PAUSED:
        return Health.PAUSED
    if feed.gone:
        return Health.GONE
    if feed.failures:
        return Health.FAILING
    if feed.moved_to:
        return Health.MOVED
    return Health.FINE if feed.ok_at else Health.UNCHECKED
