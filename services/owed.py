"""What the bot owes: facts until a message is drawn, and what each kind of message promises."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

Facts = dict[str, Any]
Revalidate = Callable[[AsyncConnection, int, Facts], Awaitable[Facts | None]]
"""``(conn, guild_id, facts)`` → the facts to draw now, or None when it is no longer true."""


class Lateness(StrEnum):
    """What becomes of a message that could not be sent in time (``Kind.late_after``)."""

    SEND = "send"  # it is worth as much late
    IF_TRUE = "if-true"  # only what its ``revalidate`` still finds true
    FOLD = "fold"  # those late for one target become one, drawn from facts["folded"]
    DROP = "drop"  # late is worse than never


class Fallback(StrEnum):
    """What is said elsewhere when a person takes no private messages."""

    WAITING = "waiting"  # the loans channel says that a message waits, not which
    NOTHING = "nothing"


@dataclass(frozen=True)
class Kind:
    """One kind of message, named by what happened (``loan_requested``).

    ``revalidate`` None: the facts stay true by themselves. ``redraw`` gives the facts of a living
    card in whatever state its thing is (default: ``revalidate``); ``recreate`` says whether a card
    that somebody deleted in a channel is posted anew. Raises ValueError for IF_TRUE without a
    ``revalidate``.
    """

    name: str
    lateness: Lateness = Lateness.SEND
    fallback: Fallback = Fallback.NOTHING
    revalidate: Revalidate | None = None
    late_after: timedelta = timedelta(hours=1)
    redraw: Revalidate | None = None
    recreate: bool = True

    def __post_init__(self) -> None:
        if self.lateness is Lateness.IF_TRUE and self.revalidate is None:
            raise ValueError(f"{self.name}: who says whether it is still true?")


@dataclass(frozen=True)
class OwedMessage:
    """A message to owe, to a channel or to a person.

    ``key`` is what makes it this message and no other: owed twice, it is sent once. ``card``
    ("loan:12"): once sent, it shows that thing and is redrawn with it. Raises ValueError unless
    it has exactly one target.
    """

    key: str
    kind: str
    facts: Facts = field(default_factory=dict)
    channel_id: int | None = None
    person: int | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None
    card: str | None = None

    def __post_init__(self) -> None:
        if (self.channel_id is None) == (self.person is None):
            raise ValueError(f"{self.key}: a channel or a person")


Draw = Callable[[str, Mapping[str, Any], str, ZoneInfo], Facts]
"""``(kind, facts, locale, zone)`` → the body of a message; what cogs pass in.

A body is ``{"components": […], "files": [{"name", "photo"}], "ping": [user ids]}``; with
``"roles": [role ids]`` to notify and ``"thread": name`` to open, where there are any.
"""
