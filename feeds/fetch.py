"""One visit to a source over HTTP: whatever the web does, an answer comes out, bounded."""

import asyncio
import hashlib
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Self

import aiohttp
from aiohttp import hdrs
from aiohttp.abc import AbstractResolver
from aiohttp.http_exceptions import ContentEncodingError
from yarl import URL

from domain.errors import Refused
from feeds import caching
from feeds.addresses import Hosts, Place, place, target
from feeds.guard import RefusedAddress, any_socket, public_socket
from feeds.politeness import Monotonic, Politeness, Sleep
from feeds.resolver import Resolver

ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5"
)
CHUNK: Final = 2**16
AWAY_SECONDS: Final = 60.0
"""A visit sent to another host waits this long for its turn there: however many addresses lead to
one slow machine, they do not hold the places of all others.
"""
IDLE_SECONDS: Final = 2.0
"""A connection waits this long for another feed of its host: a round opens many, files are few."""
MOVED_FOR_GOOD: Final = frozenset((301, 308))
MOVED: Final = MOVED_FOR_GOOD | {302, 303, 307}


class Outcome(StrEnum):
    NEW = "new"
    SAME = "same"
    NOT_MODIFIED = "not-modified"
    GONE = "gone"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known before a visit: the address, and what the last answer left."""

    address: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a visit brought.

    ``error``, "" unless FAILED or GONE: "dns", "refused-address", "connect", "timeout", "tls",
    "too-many-redirects", "redirect-refused", "too-big", "empty", "truncated", "bad-answer",
    "rate-limited", "server-error", "client-error", "not-found", "forbidden", "gone".
    ``address``: the one that answered; ``moved_to``: the same when every redirect that led there
    was permanent and it answered well, else "". ``etag``, ``last_modified``, ``body_hash`` (SHA-256
    of the decoded body) are those to keep for the next visit. ``retry_after`` and ``fresh_for`` in
    seconds, None when nothing was asked. ``size``: decoded bytes received. ``truncated``: the
    connection ended early, ``body`` is what came; a body that is too big is cut, and FAILED.
    """

    outcome: Outcome
    address: str
    error: str = ""
    status: int | None = None
    body: bytes = b""
    content_type: str = ""
    charset: str = ""
    moved_to: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    retry_after: int | None = None
    fresh_for: int | None = None
    size: int = 0
    truncated: bool = False


class _Failed(Exception):
    """The end of a visit: the error, and the answer's headers when there was one."""

    def __init__(
        self,
        error: str,
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.headers = headers or {}
        self.body = body


class Fetcher:
    """Visits sources; one for the whole process, used as ``async with``.

    ``connect`` and ``total``: seconds for one connection, and for a whole visit without its waits
    for politeness. ``limit``: decoded bytes. ``redirects``: followed at most. Two sessions share
    nothing: the public one judges every address when it connects; the private one only goes to the
    hosts and ports named in ``private_hosts``, whatever their name leads to. ``away``: see
    AWAY_SECONDS.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        user_agent: str,
        private_hosts: Hosts = frozenset(),
        per_host: int = 1,
        spacing: float = 1.0,
        concurrency: int = 32,
        connect: float = 10.0,
        total: float = 30.0,
        limit: int = 5 * 2**20,
        redirects: int = 5,
        away: float = AWAY_SECONDS,
        resolver: AbstractResolver | None = None,
        sleep: Sleep = asyncio.sleep,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        self.clock = clock
        self.private_hosts = private_hosts
        self.total = total
        self.limit = limit
        self.redirects = redirects
        self.away = away
        self._user_agent = user_agent
        self.politeness = Politeness(per_host, spacing, monotonic, sleep)
        self.slots = asyncio.Semaphore(concurrency)
        self._connect = connect
        self._resolver = resolver
        self._open = AsyncExitStack()
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def __aenter__(self) -> Self:
        if self._resolver is None:
            self._resolver = Resolver()
            self._open.push_async_callback(self._resolver.close)
        for private in (False, True):
            session = self._session(self._resolver, private)
            self._sessions[private] = await self._open.enter_async_context(session)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    async def fetch(self, visit: Visit) -> Answer:
        """Visit a source. Raises nothing for what the web does; only for being cancelled."""
        try:
            here = place(visit.address, self.private_hosts)
        except Refused:
            return Answer(Outcome.FAILED, visit.address, "refused-address")
        return await _Trip(self, visit, here).run()

    def get(
        self, there: Place, headers: Mapping[str, str], left: float
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        """One request, without following anything, in ``left`` seconds at most."""
        return self._sessions[there.private].get(
            URL(there.address, encoded=True),
            headers=headers,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=left, connect=self._connect),
        )

    def _session(self, resolver: AbstractResolver, private: bool) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=resolver,
            socket_factory=any_socket if private else public_socket,
            use_dns_cache=False,
            limit=0,  # Politeness and the slots count
            keepalive_timeout=IDLE_SECONDS,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={
                hdrs.USER_AGENT: self._user_agent,
                hdrs.ACCEPT: ACCEPT,
                hdrs.ACCEPT_ENCODING: "gzip, deflate",
            },
            trust_env=False,
        )


class _Trip:
    """A visit on its way: where it is, whether it was always sent on for good, the time left."""

    def __init__(self, fetcher: "Fetcher", visit: Visit, here: Place) -> None:
        self._fetcher = fetcher
        self._visit = visit
        self._here = here
        self._hops = 0
        self._for_good = True
        self._left = fetcher.total
        self._headers: dict[str, str] = {}
        if visit.etag:
            self._headers[hdrs.IF_NONE_MATCH] = visit.etag
        if visit.last_modified:
            self._headers[hdrs.IF_MODIFIED_SINCE] = visit.last_modified

    async def run(self) -> Answer:
        answer = None
        try:
            while answer is None:
                async with AsyncExitStack() as held:
                    await self._wait_for_turn(held)
                    answer = await self._stay(self._here.host)
        except _Failed as failed:
            return self._failure(failed)
        return answer

    async def _wait_for_turn(self, held: AsyncExitStack) -> None:
        try:
            async with asyncio.timeout(self._fetcher.away if self._hops else None):
                turn = self._fetcher.politeness.turn(self._here.host)
                await held.enter_async_context(turn)
        except TimeoutError:
            raise _Failed("timeout") from None
        await held.enter_async_context(self._fetcher.slots)

    async def _stay(self, host: str) -> Answer | None:
        """The answer, redirects followed as long as they stay on ``host``; None once they leave."""
        while self._here.host == host:
            began = time.monotonic()
            try:
                answer = await self._ask()
            except (aiohttp.ClientError, OSError, ValueError) as error:
                raise _Failed(_reason(error)) from None  # its text may hold an address
            if answer is not None:
                return answer
            self._left -= time.monotonic() - began
            if self._left <= 0:
                raise _Failed("timeout")
        return None

    async def _ask(self) -> Answer | None:
        """One request: its answer, or None when it sends elsewhere."""
        async with self._fetcher.get(self._here, self._headers, self._left) as response:
            status, headers = response.status, response.headers
            if status == 304 and self._headers:
                return self._unchanged(headers)
            if status in MOVED:
                self._follow(status, headers)
                return None
            if not 200 <= status < 300:
                raise _Failed(_refusal(status, headers), status, headers)
            body, truncated = await self._read(response)
            return self._read_well(response, body, truncated)

    def _follow(self, status: int, headers: Mapping[str, str]) -> None:
        self._hops += 1
        if self._hops > self._fetcher.redirects:
            raise _Failed("too-many-redirects", status)
        if hdrs.LOCATION not in headers:
            raise _Failed("bad-answer", status)
        here = self._here
        try:
            there = target(here.address, headers[hdrs.LOCATION], self._fetcher.private_hosts)
        except Refused:
            raise _Failed("redirect-refused", status) from None
        weaker = here.scheme == "https" and there.scheme == "http"
        if weaker or (there.private and not here.private):
            raise _Failed("redirect-refused", status)
        self._for_good = self._for_good and status in MOVED_FOR_GOOD
        self._here = there

    async def _read(self, response: aiohttp.ClientResponse) -> tuple[bytes, bool]:
        """The decoded body, at most one piece beyond the limit, and whether it ended too early."""
        parts, size, truncated = [], 0, response.status == 206
        try:
            async for part in response.content.iter_chunked(CHUNK):
                parts.append(part)
                size += len(part)
                if size > self._fetcher.limit:
                    break
        except TimeoutError:
            raise
        except (aiohttp.ClientPayloadError, aiohttp.ClientConnectionError) as error:
            if not size:
                undecoded = isinstance(error.__cause__, ContentEncodingError)
                reason = "bad-answer" if undecoded else "truncated"
                raise _Failed(reason, response.status) from None
            truncated = True
        return b"".join(parts), truncated

    def _read_well(self, response: aiohttp.ClientResponse, body: bytes, truncated: bool) -> Answer:
        status, headers, visit = response.status, response.headers, self._visit
        if len(body) > self._fetcher.limit:
            cut = body[: self._fetcher.limit]
            raise _Failed("too-big", status, headers, cut)
        if not body or body.isspace():
            raise _Failed("empty", status, headers)
        body_hash = hashlib.sha256(body).hexdigest()
        same = body_hash == visit.body_hash
        etag, last_modified = ("", "") if truncated else caching.validators(headers)
        return Answer(
            Outcome.SAME if same else Outcome.NEW,
            self._here.address,
            status=status,
            body=b"" if same else body,
            content_type=response.content_type if hdrs.CONTENT_TYPE in headers else "",
            charset=(response.charset or "")[:40].lower(),
            moved_to=self._moved_to(),
            etag=etag,
            last_modified=last_modified,
            body_hash="" if truncated else body_hash,
            fresh_for=caching.fresh_for(headers, self._fetcher.clock()),
            size=len(body),
            truncated=truncated,
        )

    def _unchanged(self, headers: Mapping[str, str]) -> Answer:
        etag, last_modified = caching.validators(headers)
        return Answer(
            Outcome.NOT_MODIFIED,
            self._here.address,
            status=304,
            moved_to=self._moved_to(),
            etag=etag or self._visit.etag,
            last_modified=last_modified or self._visit.last_modified,
            body_hash=self._visit.body_hash,
            fresh_for=caching.fresh_for(headers, self._fetcher.clock()),
        )

    def _failure(self, failed: _Failed) -> Answer:
        return Answer(
            Outcome.GONE if failed.error == "gone" else Outcome.FAILED,
            self._here.address,
            failed.error,
            failed.status,
            failed.body,
            etag=self._visit.etag,
            last_modified=self._visit.last_modified,
            body_hash=self._visit.body_hash,
            retry_after=caching.retry_after(failed.headers, self._fetcher.clock()),
            size=len(failed.body),
        )

    def _moved_to(self) -> str:
        return self._here.address if self._hops and self._for_good else ""


def _refusal(status: int, headers: Mapping[str, str]) -> str:
    """The error that a status means."""
    if status == 503 and hdrs.RETRY_AFTER in headers:
        return "rate-limited"
    known = {404: "not-found", 410: "gone", 429: "rate-limited"}
    known |= dict.fromkeys((401, 403, 407, 451), "forbidden")
    if 500 <= status < 600:
        return "server-error"
    return known.get(status, "client-error" if 400 <= status < 500 else "bad-answer")


def _reason(error: Exception) -> str:
    """The error that an exception of the connection means."""
    match error:
        case TimeoutError():
            return "timeout"
        case aiohttp.ClientConnectorDNSError() | UnicodeError():
            return "dns"
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return "tls"
        case aiohttp.ClientConnectorError(os_error=RefusedAddress()):
            return "refused-address"
        case aiohttp.ClientConnectionError() | OSError():
            return "connect"
    return "bad-answer"
