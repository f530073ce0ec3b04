"""What moderators are told of the health of a source: once when it fails, once when it is back.

Each message holds the number of the source, and which bout it is about; the rest is read when the
message is drawn, so that nothing is said that is no longer true.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.watch.stories import Source, SourceState
from services.owed import Facts, Kind, OwedMessage
from services.watch_desk import WatchDesk
from storage import feeds, sources
from storage.feeds import Feed
from storage.outbox import millis

StillTrue = Callable[[Source, Feed], bool]

KINDS: Mapping[str, StillTrue] = {
    "source_failing": lambda it, feed: feed.failing_since is not None,
    "source_untrusted": lambda it, feed: feed.failing_since is not None,
    "source_recovered": lambda it, feed: feed.failing_since is None,
    "source_gone": lambda it, feed: feed.gone,
    "source_moved": lambda it, feed: bool(feed.moved_to),
    "source_changed_site": lambda it, feed: True,
    "source_held": lambda it, feed: it.waits,
    "source_cut": lambda it, feed: True,
    "source_empty": lambda it, feed: True,
}
"""Each kind, and while it is true of the feed.

- ``source_failing``: no good answer for 24 hours (``view.error``, ``view.since``); nothing is
  disabled, visits go on.
- ``source_untrusted``: its certificate is not valid; told at once.
- ``source_recovered``: it answers again after one of these two, or after it was gone.
- ``source_gone``: it answered 410; nobody visits it before being asked to (propose to remove it or
  to try again: ``Sources.read_now``).
- ``source_moved``: it redirects for good to ``view.moved_to``; propose to follow it there.
- ``source_changed_site``: «le site a changé d'adresse» from facts ``old`` to ``new`` (hosts); its
  articles were known again, nothing is to be done.
- ``source_held``: the same, but nothing tells that it is the same site: its ``held`` articles wait
  (propose to have them, ``Sources.settle_held(announce=True)``, or to begin anew with them).
- ``source_cut``: it holds ``left_out`` articles more than are read at once.
- ``source_empty``: it held ``before`` articles and now holds none.

The facts of all: ``source`` (its number); when drawn, ``view``: a SourceNews.
"""


@dataclass(frozen=True)
class SourceNews:
    """A source and its feed as they stand when a notice is drawn; ``error`` "" when it is well."""

    source: Source
    address: str
    site: str
    error: str
    since: datetime | None
    ok_at: datetime | None
    moved_to: str
    now: datetime


class FeedNews:
    """Owes the notices, to the moderators of every guild that follows a feed."""

    def __init__(self, desk: WatchDesk) -> None:
        self._desk = desk
        for kind, still_true in KINDS.items():
            desk.outbox.declare(Kind(kind, revalidate=self._looking(still_true)))

    async def tell(
        self, conn: AsyncConnection, feed: Feed, kind: str, bout: str | datetime, **facts: Any
    ) -> None:
        """Owe a notice, once for its bout, in the transaction that noted what it tells.

        Without a moderators' channel nothing is owed: the list of sources shows the same.
        """
        mark = bout if isinstance(bout, str) else str(millis(bout))
        for source in await sources.following(conn, feed.id):
            settings = await self._desk.settings.of(conn, source.guild_id)
            if settings.moderation_channel is None:
                continue
            owed = OwedMessage(
                f"{kind}:{source.number}:{mark}",
                kind,
                {"source": source.number, **facts},
                channel_id=settings.moderation_channel,
            )
            await self._desk.outbox.owe(conn, source.guild_id, owed)

    def _looking(self, still_true: StillTrue) -> Callable[[AsyncConnection, int, Facts], Any]:
        async def look(conn: AsyncConnection, guild_id: int, facts: Facts) -> Facts | None:
            source = await sources.one(conn, guild_id, facts["source"])
            if source is None or source.state is not SourceState.LIVE:
                return None
            feed = await feeds.one(conn, source.feed_id)
            if feed is None or not still_true(source, feed):
                return None
            return {**facts, "view": self._view(source, feed)}

        return look

    def _view(self, source: Source, feed: Feed) -> SourceNews:
        return SourceNews(
            source=source,
            address=feed.address,
            site=feed.site,
            error=feed.error,
            since=feed.failing_since,
            ok_at=feed.ok_at,
            moved_to=feed.moved_to,
            now=self._desk.clock(),
        )
