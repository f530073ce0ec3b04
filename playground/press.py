"""The pretend web: the sources of `papers.py` on a port of the loopback, well or badly behaved.

Each has an address of its own, as sources have: the bot takes its time between two requests to one
host.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from typing import Literal, get_args
from urllib.parse import urlsplit

from aiohttp import web

from playground import printing
from playground.clock import MovedClock
from playground.papers import PAPERS, SELECTORS, Article

Manner = Literal[
    "slow",  # the whole answer, in drops over `seconds`
    "endless",  # an answer that never ends
    "moved",  # 301 to an address that answers
    "elsewhere",  # 302 to an address that answers
    "loop",  # 302 to itself for ever
    "gone",  # 410
    "limited",  # 429 with Retry-After
    "broken",  # 500
    "unavailable",  # 503 with Retry-After
    "wrong-type",  # 200, a login page in place of the feed
    "truncated",  # the connection ends in the middle of the body
    "halved",  # a body that ends in the middle, and says that it is whole
    "bomb",  # some kilobytes that unfold to `BOMB` bytes
    "unreachable",  # the connection is closed without an answer
]
BOMB = 64 * 2**20
HOME = "127.0.0.1"
_MOVED = {"moved": ("demenage", 301), "elsewhere": ("ailleurs", 302)}
_STATUS = {"gone": 410, "broken": 500, "limited": 429, "unavailable": 503}


@dataclass
class Trouble:
    """How a source misbehaves; ``times`` requests long (None: until told otherwise)."""

    manner: Manner
    times: int | None = None
    seconds: float = 60.0
    retry_after: int = 120
    struck: int = 0


@dataclass
class Visit:
    """One request, as the press saw it: ``at`` on the peer's clock, ``status`` 0 when cut."""

    source: str
    path: str
    at: datetime
    conditional: bool
    agent: str
    status: int = 0
    sent: int = 0
    """Bytes of the body that were handed to the connection."""


@dataclass(frozen=True)
class Offer:
    """A source as a person would be told of it; ``selectors`` for a page without a feed."""

    name: str
    about: str
    address: str
    selectors: str = ""


@dataclass(frozen=True)
class _Printed:
    kind: str
    body: bytes
    changed: datetime
    cache: str

    @property
    def tag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


class Press:
    """All sources, on the loopback; what they publish follows ``clock`` and nothing else.

    ``changed`` is called at each request and once it is answered.
    """

    def __init__(self, clock: MovedClock, changed: Callable[[], None] = lambda: None) -> None:
        self.clock = clock
        self._changed = changed
        self.visits: list[Visit] = []
        self.most_at_once = 0
        self._troubles: dict[str, Trouble] = {}
        self._under_way = 0
        self._runner: web.AppRunner | None = None
        self._port = 0
        self._places: dict[str, str] = {}

    async def open(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOME, 0).start()
        self._port = self._runner.addresses[0][1]
        for place, key in enumerate(PAPERS, 2):
            with suppress(OSError):  # some systems have but one loopback address: all share it
                await web.TCPSite(self._runner, f"127.0.0.{place}", self._port).start()
                self._places[key] = f"127.0.0.{place}"

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    # -------------------------------------------------------------------- what a test asks

    @property
    def hosts(self) -> str:
        """As `FEED_PRIVATE_HOSTS` names them."""
        return ",".join(f"{host}:{self._port}" for host in (HOME, *self._places.values()))

    @property
    def url(self) -> str:
        """Of the page that lists the sources."""
        return f"http://{HOME}:{self._port}"

    def at(self, path: str) -> str:
        """The address of a path, at the host of its source: each has its own where it can."""
        host = self._places.get(path.split("/")[1], HOME)
        return f"http://{host}:{self._port}{path}"

    def path(self, address: str) -> str:
        """The path of an address without its query; "" when it is not of the pretend web."""
        there = urlsplit(address)
        return there.path if there.netloc in self.hosts.split(",") else ""

    def address(self, key: str) -> str:
        """The address of a source's feed (of its page, where it has none)."""
        return self.at(PAPERS[key].feed)

    def sources(self) -> list[Offer]:
        """Each source, for a person who looks for one to add."""
        return [
            Offer(
                paper.name,
                paper.about,
                self.at("/communs/" if paper.key == "communs" else paper.feed),
                " · ".join(SELECTORS.values()) if paper.kind == "page" else "",
            )
            for paper in PAPERS.values()
        ]

    def link(self, article: Article) -> str:
        return printing.link(article, self.at)

    def page(self, article: Article) -> str:
        """The address of its page without what a source has added to it."""
        return self.at(article.path)

    def published(self, key: str, since: datetime) -> list[Article]:
        """What a source has published since then, oldest first, as first printed."""
        return PAPERS[key].published(since, self.clock.now())

    def misbehaves(
        self,
        key: str,
        manner: Manner,
        *,
        times: int | None = None,
        seconds: float = 60.0,
        retry_after: int = 120,
    ) -> Trouble:
        """From now on this source does so, in place of whatever it did."""
        if key not in PAPERS or manner not in get_args(Manner):
            raise LookupError(f"{key} {manner}")
        self._troubles[key] = Trouble(manner, times, seconds, retry_after)
        return self._troubles[key]

    def behaves(self, *keys: str) -> None:
        """These sources, or all, are well again."""
        for key in keys or PAPERS:
            self._troubles.pop(key, None)

    @property
    def unwell(self) -> set[str]:
        """The sources that misbehave."""
        return set(self._troubles)

    def seen(self, key: str, *, feed_only: bool = True) -> list[Visit]:
        """The requests for a source's feed (or for any page of it), in order."""
        return [
            v for v in self.visits if v.source == key and (not feed_only or _is_feed(key, v.path))
        ]

    @property
    def statuses(self) -> Counter[int]:
        return Counter(visit.status for visit in self.visits)

    # ----------------------------------------------------------------------------- serving

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        key, _, rest = request.path.strip("/").partition("/")
        conditional = bool({"If-None-Match", "If-Modified-Since"} & set(request.headers))
        agent = request.headers.get("User-Agent", "")
        visit = Visit(key, request.path, self.clock.now(), conditional, agent)
        self.visits.append(visit)
        self._under_way += 1
        self.most_at_once = max(self.most_at_once, self._under_way)
        self._changed()
        try:
            for manner, (folder, _) in _MOVED.items():
                if rest.startswith(folder + "/"):
                    rest = rest.removeprefix(folder + "/")
                    if self._is(key, manner):
                        return await self._well(request, visit, f"/{key}/{rest}")
            trouble = self._strike(key)
            if trouble is not None:
                return await self._badly(trouble, request, visit, rest)
            return await self._well(request, visit, f"/{key}/{rest}")
        finally:
            self._under_way -= 1
            self._changed()

    def _is(self, key: str, manner: str) -> bool:
        trouble = self._troubles.get(key)
        return trouble is not None and trouble.manner == manner

    def _strike(self, key: str) -> Trouble | None:
        trouble = self._troubles.get(key)
        if trouble is not None:
            trouble.struck += 1
            if trouble.times is not None and trouble.struck >= trouble.times:
                del self._troubles[key]
        return trouble

    async def _well(self, request: web.Request, visit: Visit, path: str) -> web.StreamResponse:
        printed = self._printed(path, request)
        if printed is None:
            visit.status = 404
            return web.Response(status=404, text="Cette page n’existe pas (encore).")
        headers = {"ETag": printed.tag, "Last-Modified": _http(printed.changed)}
        headers |= {"Date": self.clock.http_date()}
        headers |= {"Cache-Control": printed.cache} if printed.cache else {}
        if _unchanged(request, printed):
            visit.status = 304
            return web.Response(status=304, headers=headers)
        visit.status, visit.sent = 200, len(printed.body)
        headers["Content-Type"] = printed.kind
        answer = web.Response(body=printed.body, headers=headers)
        answer.enable_compression()
        return answer

    def _printed(self, path: str, request: web.Request) -> _Printed | None:
        """What there is to read at a path now."""
        key = path.split("/")[1]
        if not key:
            return self._index()
        if (paper := PAPERS.get(key)) is None:
            return None
        now = self.clock.now()
        articles = paper.articles(now)
        changed = max((a.as_of for a in articles), default=datetime(2026, 1, 1, tzinfo=UTC))
        if (made := printing.at_path(paper, articles, path, self.at)) is None:
            article = paper.number(path, now)
            if article is None or article.source != key:
                return None
            made = printing.story(article, self.at, site_name=paper.name)
            changed = article.as_of
        return _Printed(made[0], made[1].encode(), changed, paper.cache)

    def _index(self) -> _Printed:
        rows = "".join(
            f'<li><a href="{offer.address}">{offer.name}</a> : {offer.about}</li>'
            for offer in self.sources()
        )
        body = (
            f'<!doctype html><meta charset="utf-8"><title>Sources inventées</title><ul>{rows}</ul>'
        )
        return _Printed(printing.HTML, body.encode(), datetime(2026, 1, 1, tzinfo=UTC), "")

    # ----------------------------------------------------------------------- misbehaving

    async def _badly(
        self, trouble: Trouble, request: web.Request, visit: Visit, rest: str
    ) -> web.StreamResponse:
        manner = trouble.manner
        if manner in _MOVED:
            folder, visit.status = _MOVED[manner]
            return _redirect(visit.status, f"/{visit.source}/{folder}/{rest}", request)
        if manner == "loop":
            visit.status = 302
            turn = int(request.query.get("tour", "0")) + 1
            return _redirect(302, f"{request.path}?tour={turn}", request)
        if manner in _STATUS:
            visit.status = _STATUS[manner]
            waits = {"Retry-After": str(trouble.retry_after)}
            headers = waits if manner in ("limited", "unavailable") else {}
            return web.Response(status=visit.status, headers=headers, text="Désolé.")
        if manner == "wrong-type":
            visit.status = 200
            page = "<!doctype html><title>Connexion</title><p>Identifiez-vous.</p>"
            return web.Response(body=page.encode(), headers={"Content-Type": printing.HTML})
        if manner == "bomb":
            visit.status = 200
            headers = {"Content-Type": "application/rss+xml", "Content-Encoding": "gzip"}
            return web.Response(body=_bomb(), headers=headers)
        if manner == "unreachable":
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        return await self._dripping(trouble, request, visit, f"/{visit.source}/{rest}")

    async def _dripping(
        self, trouble: Trouble, request: web.Request, visit: Visit, path: str
    ) -> web.StreamResponse:
        """A body that comes slowly, never ends, or ends too early."""
        printed = self._printed(path, request)
        if printed is None:
            return await self._well(request, visit, path)
        body, manner = printed.body, trouble.manner
        answer = web.StreamResponse(headers={"Content-Type": printed.kind})
        if manner == "halved":
            body = body[: len(body) // 2]
        if manner != "endless":
            answer.content_length = len(body)
        if manner == "truncated":
            body = body[: len(body) // 2]
        await answer.prepare(request)
        visit.status = 200
        with suppress(ConnectionError):
            if manner == "endless":
                await _for_ever(answer, body, visit)
            else:
                await _in_drops(answer, body, visit, trouble.seconds if manner == "slow" else 0)
        if manner == "truncated" and request.transport is not None:
            request.transport.abort()
        return answer


def _is_feed(key: str, path: str) -> bool:
    if key not in PAPERS:
        return False
    folders = [f"/{folder}/" for folder, _ in _MOVED.values()]
    plain = path
    for folder in folders:
        plain = plain.replace(folder, "/", 1)
    return plain == PAPERS[key].feed or (key == "communs" and plain == "/communs/feed.xml")


def _unchanged(request: web.Request, printed: _Printed) -> bool:
    """Whether the asker has this already; an If-None-Match makes its date irrelevant."""
    if tags := request.headers.get("If-None-Match"):
        return printed.tag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    if since := request.headers.get("If-Modified-Since"):
        with suppress(ValueError, TypeError):
            return printed.changed.replace(microsecond=0) <= parsedate_to_datetime(since)
    return False


def _redirect(status: int, path: str, request: web.Request) -> web.Response:
    query = f"?{request.query_string}" if request.query_string and "?" not in path else ""
    return web.Response(status=status, headers={"Location": path + query})


async def _in_drops(answer: web.StreamResponse, body: bytes, visit: Visit, seconds: float) -> None:
    drops = 20 if seconds else 1
    size = max(1, -(-len(body) // drops))
    for place in range(0, len(body), size):
        await asyncio.sleep(seconds / drops)
        await answer.write(body[place : place + size])
        visit.sent += size


async def _for_ever(answer: web.StreamResponse, body: bytes, visit: Visit) -> None:
    """The feed as it begins, then nothing but spaces, a few megabytes a second."""
    await answer.write(body[: len(body) // 2])
    drop, end = b" " * 65_536, time.monotonic() + 300
    while time.monotonic() < end:
        await answer.write(drop)
        visit.sent += len(drop)
        await asyncio.sleep(0.01)


@lru_cache(maxsize=1)
def _bomb() -> bytes:
    begins = b'<?xml version="1.0"?><rss version="2.0"><channel><title>'
    return gzip.compress(begins + b" " * BOMB, 9)


def _http(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
