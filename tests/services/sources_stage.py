"""The services of sources on one database, over a real server of feeds."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from domain.people import Caller
from domain.watch.entry import FoundFeed, OpmlLine, ParsedFeed
from domain.watch.rules import Rule, RuleAction, Where
from domain.watch.stories import Mode, Source
from feeds.discover import discover
from feeds.fetch import Fetcher
from feeds.opml import read_opml
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
from services.source_adding import SourceAdding
from services.source_import import SourceImport
from services.source_preview import Preview, SourcePreviews
from services.source_reader import SourceReader
from services.sources import Sources
from services.topics import Topics
from services.visits import Visits
from services.watch_desk import WatchDesk
from services.watch_drafts import WatchDrafts
from services.watch_rules import WatchRules
from storage import feeds, stories
from storage.engine import Database
from storage.feeds import Feed
from tests.conftest import FakeClock
from tests.feeds.bad_server import BadServer, reply

GUILD, ELSEWHERE = 100, 900
NADIA = Caller(GUILD, 11, "Nadia", moderator=True)
SASHA = Caller(GUILD, 10, "Sasha", moderator=True, manager=True)
MANON = Caller(GUILD, 13, "Manon")
OTHER = Caller(ELSEWHERE, 14, "Autre", moderator=True, manager=True)
NAMES = {
    "digital": "Numérique",
    "social-economy": "Économie sociale",
    "music": "Musique",
    "calls": "Appels",
    "territory": "Territoire",
}


class Inline(Workshop):
    """Reads where it stands: for tests in which nothing is hostile."""

    async def parse(self, body: bytes, **said: Any) -> ParsedFeed:
        return parse(body, **said)

    async def discover(self, body: bytes, address: str) -> list[FoundFeed]:
        return discover(body, address)

    async def opml(self, body: bytes) -> list[OpmlLine]:
        return read_opml(body)

    async def matches(self, pattern: str, texts: Sequence[str], seconds: float = 0.5) -> list[bool]:
        return matches(pattern, texts)


@dataclass
class Stage:
    """The services, and the server whose feeds they look at."""

    db: Database
    clock: FakeClock
    server: BadServer
    settings: Settings
    outbox: Outbox
    topics: Topics
    sources: Sources
    previews: SourcePreviews
    adding: SourceAdding
    lists: SourceImport
    rules: WatchRules
    drafts: WatchDrafts
    visits: Visits
    sifting: Sifting

    @classmethod
    @asynccontextmanager
    async def on(
        cls, db: Database, clock: FakeClock, workshop: Workshop | None = None
    ) -> "AsyncIterator[Stage]":
        async with BadServer() as server:
            hosts = frozenset({server.place})
            fetcher = Fetcher(
                clock=clock, user_agent="tests", private_hosts=hosts, spacing=0, total=5.0
            )
            async with fetcher, workshop or Inline() as reader:
                yield cls._over(db, clock, server, fetcher, reader)

    @classmethod
    def _over(
        cls,
        db: Database,
        clock: FakeClock,
        server: BadServer,
        fetcher: Fetcher,
        workshop: Workshop,
    ) -> "Stage":
        settings = Settings(db, clock, "fr", "Europe/Paris")
        directory = Directory(db, clock)
        outbox = Outbox(db, clock, settings)
        desk = WatchDesk(db, clock, settings, directory, outbox)
        topics, drafts, news = Topics(desk, lambda _: NAMES), WatchDrafts(desk), FeedNews(desk)
        sifting = Sifting(desk, Alerts(desk), workshop)
        learning = Learning(news, sifting)
        visits = Visits(desk, fetcher, workshop, news, learning, dice=lambda: 0.5)
        sources = Sources(desk, topics, visits)
        hosts = fetcher.private_hosts
        reader = SourceReader(fetcher, workshop, hosts)
        return cls(
            db,
            clock,
            server,
            settings,
            outbox,
            topics,
            sources,
            SourcePreviews(desk, drafts, reader),
            SourceAdding(desk, sources, drafts, learning, sifting, workshop),
            SourceImport(desk, drafts, sources, topics, workshop, hosts),
            WatchRules(desk, drafts, workshop),
            drafts,
            visits,
            sifting,
        )

    async def look(self, path: str, who: Caller = NADIA) -> Preview:
        """The preview of a feed that the server has."""
        found = await self.previews.look(who, self.server.address(path))
        assert isinstance(found, Preview), found
        return found

    async def follow(
        self, path: str, who: Caller = NADIA, mode: Mode = Mode.HAND, topic: int | None = None
    ) -> Source:
        """Look at a feed and follow it."""
        return (
            await self.adding.follow(who, (await self.look(path, who)).draft, mode, topic)
        ).source

    async def round(self, **later: float) -> None:
        """Time passes, what is due is visited, what came is sorted."""
        self.clock.advance(**(later or {"hours": 25}))
        await self.visits.tick()
        await self.sifting.tick()

    async def feed(self, source: Source) -> Feed:
        async with self.db.reading() as conn:
            found = await feeds.one(conn, source.feed_id)
        assert found is not None
        return found

    async def titles(self, guild_id: int = GUILD) -> list[str]:
        """The stories of a guild, in the order in which they came."""
        async with self.db.reading() as conn:
            found = await stories.many(conn, guild_id, range(1, 200))
        return [each.title for each in found]


def rule(
    words: str,
    action: RuleAction = RuleAction.DROP,
    *,
    source: int | None = None,
    where: Where = Where.ANYWHERE,
    expression: bool = False,
    topic: int | None = None,
) -> Rule:
    return Rule(0, source, where, words, expression, action, topic)


def rss(
    *titles: str, title: str = "Le Journal", start: datetime | None = None, site: str = "j.example"
) -> bytes:
    """A feed with these articles, the newest first, a day apart."""
    newest = start or datetime.fromisoformat("2026-11-01T08:00:00+00:00")
    items = "".join(
        f"<item><title>{each}</title><link>https://{site}/{each.replace(' ', '-')}</link>"
        f"<guid>https://{site}/{each.replace(' ', '-')}</guid>"
        f"<pubDate>{format_datetime(newest - timedelta(days=place))}</pubDate>"
        f"<description>Le texte de {each}.</description></item>"
        for place, each in enumerate(titles)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://{site}/</link>{items}</channel></rss>"
    ).encode()


def page(*lines: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{''.join(lines)}</body></html>".encode()


def html(body: bytes, status: int = 200) -> Any:
    return reply(status, body, kind="text/html")
