"""A web server on loopback that does what servers of feeds do, the good and the bad.

``server.on("/feed", reply(200, b"..."), reply(304))`` gives one answer after the other, the last
one again and again; ``server.requests`` holds what was asked.
"""

import asyncio
import gzip
import ssl
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Self

CERTIFICATE = Path(__file__).with_name("self_signed.pem")
"""Made for these tests, for 127.0.0.1, trusted by nobody; with its key."""


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    """Names in small letters."""


Step = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


class BadServer:
    """Answers on ``127.0.0.1``; ``connections`` counts even those that asked nothing."""

    def __init__(self, *, tls: bool = False) -> None:
        self.requests: list[Request] = []
        self.connections = 0
        self.busy = 0
        self.busiest = 0
        self.port = 0
        self._steps: dict[str, list[Step]] = defaultdict(list)
        self._tls = tls
        self._tasks: set[asyncio.Task[None]] = set()
        self._asked = asyncio.Condition()

    @property
    def place(self) -> tuple[str, int]:
        """What ``private_hosts`` must hold to let a fetcher in."""
        return "127.0.0.1", self.port

    def address(self, path: str = "/") -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}{path}"

    def on(self, path: str, *steps: Step) -> str:
        """Give ``path`` its answers, and say its address."""
        self._steps[path] = list(steps)
        return self.address(path)

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    async def is_busy(self, count: int) -> None:
        """Wait until ``count`` requests are being answered."""
        async with self._asked:
            await asyncio.wait_for(self._asked.wait_for(lambda: self.busy >= count), 10)

    async def __aenter__(self) -> Self:
        context = None
        if self._tls:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(CERTIFICATE)
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        self.connections += 1
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                first = await reader.read(1)
                if first == b"\x16":  # a handshake, and we speak in clear
                    writer.write(head(400, {}))
                else:
                    await self._answer(first + await reader.readuntil(b"\r\n\r\n"), writer)
        finally:
            self._tasks.discard(task)
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _answer(self, head: bytes, writer: asyncio.StreamWriter) -> None:
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.split(": ", 1) for line in lines if ": " in line)
        request = Request(first.split(" ")[1], {name.lower(): value for name, value in pairs})
        self.requests.append(request)
        steps = self._steps[request.path.partition("?")[0]] or [reply(404)]
        step = steps.pop(0) if len(steps) > 1 else steps[0]
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        async with self._asked:
            self._asked.notify_all()
        try:
            await step(request, writer)
            await writer.drain()
        finally:
            self.busy -= 1


def head(status: int, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {value}" for name, value in {"Connection": "close", **headers}.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def reply(
    status: int = 200,
    body: bytes = b"",
    headers: dict[str, str] | None = None,
    kind: str = "application/rss+xml",
) -> Step:
    """An answer as it should be."""
    said = {"Content-Type": kind} if body else {}
    said |= {"Content-Length": str(len(body))} | (headers or {})
    return raw(head(status, said) + body)


def raw(data: bytes) -> Step:
    """These bytes, then the end of the connection."""

    async def step(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(data)

    return step


def redirect(to: str, status: int = 302) -> Step:
    return reply(status, headers={"Location": to})


def conditional(body: bytes, etag: str = "", last_modified: str = "") -> Step:
    """304 when asked with the right validator, else the body."""
    validators = {"ETag": etag, "Last-Modified": last_modified}
    headers = {name: value for name, value in validators.items() if value}

    async def step(request: Request, writer: asyncio.StreamWriter) -> None:
        asked = request.headers
        same = (etag and asked.get("if-none-match") == etag) or (
            last_modified and asked.get("if-modified-since") == last_modified
        )
        answer = reply(304, headers=headers) if same else reply(200, body, headers)
        await answer(request, writer)

    return step


def later(step: Step, gate: asyncio.Event) -> Step:
    """``step`` once the gate is open."""

    async def waiting(request: Request, writer: asyncio.StreamWriter) -> None:
        await gate.wait()
        await step(request, writer)

    return waiting


def hang(start: bytes = b"") -> Step:
    """Say the beginning, then nothing more, and keep the line."""

    async def step(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        await writer.drain()
        await asyncio.Event().wait()

    return step


def forever(start: bytes, piece: bytes, pause: float = 0) -> Step:
    """The beginning, then the same piece again and again; with a pause, a slow drip."""

    async def step(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return step


def cut_short(body: bytes, share: float = 0.5) -> Step:
    """Announce the whole body, and send a part of it."""
    start = head(200, {"Content-Type": "application/rss+xml", "Content-Length": str(len(body))})
    return raw(start + body[: int(len(body) * share)])


def bomb(mebibytes: int) -> Step:
    """Some kilobytes of gzip that open into ``mebibytes`` of spaces."""
    body = gzip.compress(b" " * (mebibytes * 2**20), 9)
    return reply(200, body, {"Content-Encoding": "gzip"})
