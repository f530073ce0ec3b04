"""``python -m feeds.worker``: reads what comes from outside, for a bot that may kill it.

One job at a time, from standard input; it ends when that is closed, hence with the bot. Each job
has its processor time, the whole process its memory: what takes more ends it, and nothing else.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from domain.errors import Refused
from domain.watch.entry import NotAFeed, Selectors
from feeds.messages import (
    HELLO,
    LENGTH,
    Message,
    facts_message,
    feed_messages,
    found_message,
    lines_message,
    packed,
    unpacked,
)

MEMORY = 512 * 1024 * 1024
"""Bytes of address space."""


def main() -> int:
    pipe = _own_output()
    _limit_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the bot decides, and closes the pipe
    _say(pipe, HELLO)
    while (request := _heard(sys.stdin.buffer)) is not None:
        message = unpacked(request)
        body = _heard(sys.stdin.buffer) or b""
        _limit_time(message["seconds"])
        for answer in _answers(message, body):
            pipe.write(packed(answer | {"held": _held()}))
        pipe.flush()
        signal.setitimer(signal.ITIMER_PROF, 0)
    return 0


def _own_output() -> BinaryIO:
    """The pipe to the bot; whatever a library prints goes to standard error instead."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def _say(pipe: BinaryIO, data: bytes) -> None:
    pipe.write(LENGTH.pack(len(data)) + data)
    pipe.flush()


def _heard(pipe: BinaryIO) -> bytes | None:
    """What was sent next; None when the bot is gone."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None


def _limit_memory() -> None:
    with suppress(ValueError, OSError):  # where the system has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    """End this process, by a signal, when the job to come takes too much of the processor."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    allowed = int(used.ru_utime + used.ru_stime) + 2 + int(seconds)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _held() -> int:
    """Bytes of memory that this process holds at present; 0 where the system does not tell.

    getrusage does not: its maximum starts with that of the bot, which this process was split from.
    """
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _answers(message: Message, body: bytes) -> Iterator[Message]:
    """What there is to say about one job: messages of which the last has "last" or "refused"."""
    try:
        yield from _JOBS[message["job"]](message, body)
    except NotAFeed as refusal:
        yield {"refused": refusal.reason, "facts": refusal.facts}
    except (MemoryError, RecursionError):
        yield {"refused": "too-heavy", "facts": {}}
    except Exception as fault:  # one of ours: the bot goes on, the log says where
        sys.excepthook(type(fault), fault, fault.__traceback__)
        yield {"refused": "broken", "facts": {}}


def _parse(message: Message, body: bytes) -> Iterator[Message]:
    from feeds.parse import parse

    selectors = message["selectors"]
    yield from feed_messages(
        parse(
            body,
            content_type=message["content_type"],
            charset=message["charset"],
            address=message["address"],
            kind=message["kind"],
            selectors=Selectors(*selectors) if selectors else None,
            limit=message["limit"],
        )
    )


def _discover(message: Message, body: bytes) -> Iterator[Message]:
    from feeds.discover import discover

    yield found_message(discover(body, message["address"]))


def _page_facts(message: Message, body: bytes) -> Iterator[Message]:
    from feeds.discover import page_facts

    yield facts_message(page_facts(body, message["address"]))


def _opml(message: Message, body: bytes) -> Iterator[Message]:
    from feeds.opml import read_opml

    try:
        yield lines_message(read_opml(body))
    except Refused as refusal:
        yield {"act": refusal.key, "facts": refusal.facts, "last": True}


def _matches(message: Message, body: bytes) -> Iterator[Message]:
    from feeds.patterns import BadPattern, matches

    try:
        yield {"matches": matches(message["pattern"], message["texts"]), "last": True}
    except BadPattern as bad:
        yield {"bad": bad.where, "last": True}


_JOBS: dict[str, Callable[[Message, bytes], Iterator[Message]]] = {
    "parse": _parse,
    "discover": _discover,
    "page_facts": _page_facts,
    "opml": _opml,
    "matches": _matches,
}

if __name__ == "__main__":
    sys.exit(main())
