"""The engine of the watch on one database, with a real server of feeds and the real fetcher."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any, Self
from xml.sax.saxutils import escape

from domain.people import Caller
from domain.watch.entry import ParsedFeed
from domain.watch.stories import Mode, Source, SourceState, Story, StoryState
from feeds.fetch import Fetcher
from feeds.parse import parse
from feeds.patterns import matches
from feeds.workshop import Workshop
from services.alerts import Alerts
from services.directory import Directory
from services.feed_news import FeedNews
from services.learning import Learning
from services.outbox import Outbox
from services.settings import Settings
from services.sifting import Sifting
from services.visits import Visits
from services.watch_desk import WatchDesk
from storage import feed_items, feeds, sources, stories
from storage.engine import Database
from storage.feeds import Feed
from storage.tables import owed, story
from tests.conftest import FakeClock
from tests.feeds.bad_server import BadServer, Step, reply

GUILD = 100
MODERATORS, NEWS = 1, 2
"""Added to the number of a guild, its channels."""


class Inline(Workshop):
    """Reads feeds where it stands: for tests in which no feed is hostile."""

    async def parse(self, body: bytes, **said: Any) -> ParsedFeed:
        return parse(body, **said)

    async def matches(self, pattern: str, texts: Sequence[str], seconds: float = 0.5) -> list[bool]:
        return matches(pattern, texts)


@dataclass
class Stage:
    """The services, and the server whose feeds they visit."""

    db: Database
    clock: FakeClock
    server: BadServer
    settings: Settings
    outbox: Outbox
    desk: WatchDesk
    alerts: Alerts
    visits: Visits
    sifting: Sifting
    fetcher: Fetcher
    workshop: Workshop

    @classmethod
    @asynccontextmanager
    async def on(
        cls,
        db: Database,
        clock: FakeClock,
        server: BadServer,
        workshop: Workshop | None = None,
        *,
        of_one_host: int = 10_000,
        **fetching: Any,
    ) -> AsyncIterator[Self]:
        options: dict[str, Any] = {"spacing": 0, "per_host": 64, "total": 5.0} | fetching
        hosts = frozenset({server.place})
        async with (
            Fetcher(clock=clock, user_agent="tests", private_hosts=hosts, **options) as fetcher,
            workshop or Inline() as reader,
        ):
            yield cls.over(db, clock, server, fetcher, reader, of_one_host)

    @classmethod
    def over(
        cls,
        db: Database,
        clock: FakeClock,
        server: BadServer,
        fetcher: Fetcher,
        workshop: Workshop,
        of_one_host: int = 10_000,
    ) -> Self:
        """The services over a fetcher and a reader that somebody else opened."""
        settings = Settings(db, clock, "fr", "Europe/Paris")
        directory = Directory(db, clock)
        outbox = Outbox(db, clock, settings)
        desk = WatchDesk(db, clock, settings, directory, outbox)
        alerts = Alerts(desk)
        sifting = Sifting(desk, alerts, workshop)
        news = FeedNews(desk)
        visits = Visits(
            desk,
            fetcher,
            workshop,
            news,
            Learning(news, sifting),
            dice=lambda: 0.5,
            of_one_host=of_one_host,
        )
        return cls(
            db, clock, server, settings, outbox, desk, alerts, visits, sifting, fetcher, workshop
        )

    # -- what the network does ---------------------------------------------------------------------

    async def guild(self, number: int = GUILD, **settings: Any) -> None:
        """A network with a channel for its moderators and one for news."""
        chief = Caller(number, 10, "Sasha", "fr", moderator=True, manager=True)
        said = {"moderation.channel": number + MODERATORS, "watch.channel": number + NEWS}
        said |= {name.replace("__", "."): value for name, value in settings.items()}
        await self.settings.change_all(chief, said)

    async def follow(
        self,
        address: str,
        guild_id: int = GUILD,
        mode: Mode = Mode.HAND,
        name: str = "",
        **how: Any,
    ) -> Source:
        """Follow a feed as a guild does that has seen its preview."""
        key, kind = f"feed:{address}", how.pop("kind", "feed")
        async with self.db.writing() as conn:
            feed = await feeds.add(conn, key, address, kind, self.clock(), **how)
            read_to = await feed_items.last_item(conn, feed)
            named = name or address.rpartition("/")[2]
            new = Source(
                guild_id, 0, feed, named, mode, None, SourceState.LIVE, 10, self.clock(), read_to
            )
            return await sources.create(conn, new)

    async def round(self) -> None:
        """Visit what is due, and look at what came."""
        await self.visits.tick()
        await self.sifting.tick()

    async def later(self, **span: float) -> None:
        """A round after some time: by default when every feed is due again."""
        self.clock.advance(**(span or {"hours": 25}))
        await self.round()

    # -- what is there -----------------------------------------------------------------------------

    async def feed(self, source: Source) -> Feed:
        async with self.db.reading() as conn:
            found = await feeds.one(conn, source.feed_id)
        assert found is not None
        return found

    async def learned(self, source: Source) -> bool:
        return (await self.feed(source)).learned

    async def titles(self, source: Source) -> list[str]:
        """The articles of its feed, in the order in which they came."""
        async with self.db.reading() as conn:
            found = await feed_items.items_after(conn, source.feed_id, 0, 1000)
        return [each.title for each in found]

    async def stories(self, guild_id: int = GUILD) -> list[Story]:
        async with self.db.reading() as conn:
            rows = await conn.execute(
                story.select().where(story.c.guild_id == guild_id).order_by(story.c.number)
            )
            return [stories.to_story(row) for row in rows]

    async def states(self, guild_id: int = GUILD) -> dict[str, StoryState]:
        return {each.title: each.state for each in await self.stories(guild_id)}

    async def owed(self, kind: str = "", guild_id: int | None = None) -> list[tuple[str, Any]]:
        """What is owed: (key, facts), in order."""
        async with self.db.reading() as conn:
            rows = await conn.execute(owed.select().order_by(owed.c.id))
            return [
                (row.key, row.facts)
                for row in rows
                if row.kind.startswith(kind) and guild_id in (None, row.guild_id)
            ]


# -- what feeds hold -------------------------------------------------------------------------------


def article(
    title: str, link: str = "", text: str = "", *, guid: str = "", at: datetime | None = None
) -> str:
    """An article as RSS writes it; its link and guid come from its title unless said."""
    slug = title.casefold().replace(" ", "-")
    parts = {
        "title": title,
        "link": link or f"https://site.example/{slug}",
        "guid": guid or slug,
        "description": text,
        "pubDate": format_datetime(at) if at else "",
    }
    written = "".join(f"<{tag}>{escape(said)}</{tag}>" for tag, said in parts.items() if said)
    return f"<item>{written}</item>"


def rss(*articles: str, title: str = "Le journal") -> bytes:
    """A feed of these articles, or of these titles."""
    items = "".join(each if each.startswith("<item>") else article(each) for each in articles)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{title}</title><link>https://site.example/</link>{items}</channel></rss>"
    ).encode()


def polls(*bodies: bytes) -> list[Step]:
    """One body after the other, the last one again and again."""
    return [reply(200, body) for body in bodies]


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Wait for what another task is doing; fails after ten seconds."""
    for _ in range(1000):
        if await true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never became true")
