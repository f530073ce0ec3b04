"""Where what comes from outside is read: in a child process, one job at a time, killed at need.

The bot only ever writes bytes to a pipe and reads JSON from another; whatever a feed does to its
reader, the bot's loop goes on and the next feed has a fresh reader.
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from domain.errors import Refused
from domain.watch.entry import (
    MOST_ENTRIES,
    Entry,
    FoundFeed,
    NotAFeed,
    OpmlLine,
    PageFacts,
    ParsedFeed,
    Selectors,
)
from feeds import messages
from feeds.messages import Message
from feeds.patterns import BadPattern, TooSlow
from feeds.slow_patterns import SlowPatterns

ROOT = Path(__file__).parent.parent  # not resolved: the rooms may be links
SECONDS = 5.0
"""Processor time for one job, which the child counts and dies of."""
PATIENCE = 20.0
"""Seconds by the clock for one job, after which the child is killed, whatever it was doing."""
START = 30.0
"""Seconds for a child to start."""
MOST_KEPT = 160 * 1024 * 1024
"""Bytes of memory that a child may hold and go on; a larger one makes way for a fresh one."""
_CONTENT = ("PATH", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV")
_TOO_SLOW = (-signal.SIGXCPU, -signal.SIGPROF)


class Workshop:
    """Reads bodies in ``workers`` child processes, each started when it first has something to do.

    Jobs are done in the order of asking. Every method may raise NotAFeed: with the reader's
    reason, or "too-slow", "too-heavy" or "broken" when the body was the end of its reader.
    RuntimeError says that no reader can be started, which is no feed's fault.
    """

    def __init__(
        self,
        workers: int = 1,
        *,
        seconds: float = SECONDS,
        patience: float = PATIENCE,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """``seconds`` of processor time for one job, ``patience`` by the clock."""
        self._benches = [_Bench() for _ in range(workers)]
        self._free: asyncio.Queue[_Bench] = asyncio.Queue()
        self._seconds, self._patience = seconds, patience
        self._slow = SlowPatterns(monotonic)
        for bench in self._benches:
            self._free.put_nowait(bench)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.gather(*(bench.close() for bench in self._benches))

    @property
    def pids(self) -> list[int]:
        """The children that run at present."""
        running = [bench.process for bench in self._benches if bench.process is not None]
        return [process.pid for process in running if process.returncode is None]

    async def parse(
        self,
        body: bytes,
        *,
        content_type: str = "",
        charset: str | None = None,
        address: str = "",
        kind: str = "feed",
        selectors: Selectors | None = None,
        limit: int = MOST_ENTRIES,
    ) -> ParsedFeed:
        """The entries of ``body``, as ``feeds.parse.parse`` gives them."""
        request: Message = {
            "job": "parse",
            "content_type": content_type,
            "charset": charset,
            "address": address,
            "kind": kind,
            "selectors": [
                selectors.block,
                selectors.title,
                selectors.link,
                selectors.summary,
                selectors.date,
            ]
            if selectors
            else None,
            "limit": limit,
        }
        last, entries = await self._do(request, body)
        return messages.feed_in(last, entries)

    async def discover(self, body: bytes, address: str) -> list[FoundFeed]:
        """The feeds that a page declares."""
        last, _ = await self._do({"job": "discover", "address": address}, body)
        return messages.found_in(last)

    async def page_facts(self, body: bytes, address: str) -> PageFacts:
        """What a page says of itself."""
        last, _ = await self._do({"job": "page_facts", "address": address}, body)
        return messages.facts_in(last)

    async def opml(self, body: bytes) -> list[OpmlLine]:
        """The sources that an OPML file lists. Raises Refused as ``feeds.opml.read_opml`` does."""
        last, _ = await self._do({"job": "opml"}, body)
        if "act" in last:
            raise Refused(last["act"], **last["facts"])
        return messages.lines_in(last)

    async def matches(self, pattern: str, texts: Sequence[str], seconds: float = 0.5) -> list[bool]:
        """Whether a person's regular expression is found in each text, without regard to capitals
        and accents. ``seconds`` of processor time for all. Raises BadPattern or TooSlow, the
        latter at once for some minutes when the same expression had to be stopped.
        """
        if self._slow.rests(pattern):
            raise TooSlow
        request: Message = {
            "job": "matches",
            "pattern": pattern,
            "texts": list(texts),
            "seconds": seconds,
        }
        try:
            last, _ = await self._do(request, b"")
        except NotAFeed as refusal:
            self._slow.stopped(pattern)
            raise TooSlow from refusal
        self._slow.ended(pattern)
        if "bad" in last:
            raise BadPattern(last["bad"])
        found: list[bool] = last["matches"]
        return found

    async def _do(self, request: Message, body: bytes) -> tuple[Message, list[Entry]]:
        bench = await self._free.get()
        try:
            return await bench.do({"seconds": self._seconds} | request, body, self._patience)
        finally:
            self._free.put_nowait(bench)


class _Bench:
    """One child's place. The child may change, and is absent until there is something to do."""

    def __init__(self) -> None:
        self.process: asyncio.subprocess.Process | None = None

    async def do(
        self, request: Message, body: bytes, patience: float
    ) -> tuple[Message, list[Entry]]:
        """The child's answer: its last message, and the entries of those before.

        Raises NotAFeed when the answer is no, or when the child ended instead of answering.
        """
        process = await self._started()
        answered = False
        try:
            async with asyncio.timeout(patience):
                last, entries = await _asked(process, request, body)
            answered = last["held"] < MOST_KEPT and last.get("refused") != "too-heavy"
        except TimeoutError:
            raise NotAFeed("too-slow") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise NotAFeed(_reason(await self._ended(process))) from None
        finally:
            if not answered:
                await self.clear()
        if "refused" in last:
            raise NotAFeed(last["refused"], **last["facts"])
        return last, entries

    async def _started(self) -> asyncio.subprocess.Process:
        if self.process is not None and self.process.returncode is not None:
            await self.clear()  # somebody ended it meanwhile
        if self.process is None:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "feeds.worker",
                cwd=ROOT,
                # the bot's secrets are none of the business of who reads what strangers wrote
                env={name: os.environ[name] for name in _CONTENT if name in os.environ},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
            try:
                async with asyncio.timeout(START):
                    if await _heard(self.process) != messages.HELLO:
                        raise ConnectionError
            except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
                await self.clear()
                raise RuntimeError("the reader of feeds does not start") from None
            except BaseException:
                await self.clear()
                raise
        return self.process

    async def _ended(self, process: asyncio.subprocess.Process) -> int:
        """The exit code of a child whose pipe broke; -9 if it does not end by itself."""
        try:
            async with asyncio.timeout(2):
                return await process.wait()
        except TimeoutError:
            return -signal.SIGKILL

    async def clear(self) -> None:
        """Kill the child. Its pipes are emptied, since they are closed only at their end."""
        process, self.process = self.process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await asyncio.shield(_gone(process))

    async def close(self) -> None:
        """Let the child end by itself, as it does when nothing more can come."""
        process = self.process
        if process is not None and process.returncode is None:
            assert process.stdin is not None
            process.stdin.close()
            try:
                async with asyncio.timeout(2):
                    await process.wait()
            except TimeoutError:
                pass
        await self.clear()


async def _asked(
    process: asyncio.subprocess.Process, request: Message, body: bytes
) -> tuple[Message, list[Entry]]:
    assert process.stdin is not None
    process.stdin.write(messages.packed(request) + messages.LENGTH.pack(len(body)))
    process.stdin.write(body)
    await process.stdin.drain()
    entries: list[Entry] = []
    while True:
        message = messages.unpacked(await _heard(process))
        if "last" in message or "refused" in message:
            return message, entries
        entries += messages.entries_in(message)
        await asyncio.sleep(0)  # what is already in the pipe would be read without a pause


async def _heard(process: asyncio.subprocess.Process) -> bytes:
    assert process.stdout is not None
    (length,) = messages.LENGTH.unpack(await process.stdout.readexactly(messages.LENGTH.size))
    return await process.stdout.readexactly(length)


async def _gone(process: asyncio.subprocess.Process) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    while await process.stdout.read(65_536):
        pass
    await process.wait()


def _reason(code: int) -> str:
    """Why a child ended, by its exit code."""
    if code in _TOO_SLOW:
        return "too-slow"
    return "too-heavy" if code == -signal.SIGKILL else "broken"
