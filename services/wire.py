"""What the courier needs of Discord, in words that are not discord.py's."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Outgoing:
    """A message as it is posted or edited. Only ``ping`` (people) and ``roles`` are notified."""

    components: list[Any]
    files: list[tuple[str, bytes]] = field(default_factory=list)
    ping: list[int] = field(default_factory=list)
    nonce: str | None = None
    roles: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Posted:
    channel_id: int
    message_id: int


@dataclass(frozen=True)
class Seen:
    """A message found in a channel: whether it is the bot's, and the ids of its components."""

    id: int
    mine: bool
    component_ids: frozenset[int]


@dataclass(frozen=True)
class Rights:
    """What the bot may do in a channel, computed from what Discord told of roles and channels.

    ``forum``: what is sent there is a post of its own.
    """

    view: bool
    send: bool
    history: bool
    forum: bool = False


class Wire(Protocol):
    """Requests to Discord. They raise ``answers.Answered`` for an error that Discord sent; any
    other exception means that nobody knows whether the request had its effect.
    """

    async def dm_channel(self, person: int) -> int: ...

    def forget_dm(self, person: int) -> None: ...

    async def post(self, channel_id: int, message: Outgoing) -> Posted: ...

    async def edit(self, channel_id: int, message_id: int, message: Outgoing) -> None: ...

    async def post_in_forum(self, forum_id: int, name: str, message: Outgoing) -> Posted:
        """A post of its own, which takes no nonce; answers where its message is."""
        ...

    async def forum_posts(self, forum_id: int, after: int) -> Sequence[Seen]:
        """The first message of each post begun since an id, the sleeping ones too."""
        ...

    async def open_thread(self, channel_id: int, message_id: int, name: str) -> None:
        """Open the thread of a message; nothing when it has one."""
        ...

    async def history(self, channel_id: int, after: int) -> Sequence[Seen]:
        """The first 100 messages after an id, oldest first; fewer means that these are all."""
        ...

    def rights(self, channel_id: int) -> Rights | None:
        """None: not known (a thread that Discord did not tell of, a channel that is gone)."""
        ...

    async def is_member(self, guild_id: int, person: int) -> bool:
        """False only when Discord says that they are not."""
        ...

    def owner_of(self, guild_id: int) -> int | None: ...

    def ahead(self) -> timedelta:
        """How far Discord's clock is ahead of ours."""
        ...


def snowflake(at: datetime) -> int:
    """The smallest id that Discord may give at this instant."""
    return max(0, (at - DISCORD_EPOCH) // timedelta(milliseconds=1)) << 22


def made_at(message_id: int) -> datetime:
    """When Discord gave this id."""
    return DISCORD_EPOCH + timedelta(milliseconds=message_id >> 22)
