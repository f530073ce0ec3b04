"""A Discord small enough to read: it posts, edits, remembers nonces for a while, and fails on cue.

It counts messages itself, by the text they show, and never asks the bot anything.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.settings import GuildSettings
from services.answers import Lost
from services.courier import Courier, Policy
from services.outbox import Kind, Lateness, Outbox, OwedMessage
from services.preparing import Preparer
from services.redrawing import Redrawer
from services.wire import Outgoing, Posted, Rights, Seen, snowflake
from storage.engine import Database

GUILD, CHANNEL, OTHER, LOANS, MODERATION, OWNER, CAMILLE = 1, 100, 101, 102, 103, 7, 42
ALL = Rights(view=True, send=True, history=True)


class Killed(BaseException):
    """The process died here: nothing after this line ran."""


@dataclass
class Message:
    id: int
    channel_id: int
    text: str
    marks: frozenset[int]
    ping: list[int]
    locale: str
    files: list[tuple[str, bytes]]
    mine: bool = True
    edits: list[str] = field(default_factory=list)


class FakeDiscord:
    """``before`` and ``after`` hold what goes wrong with the next posts: an exception to raise
    (before the message exists, or once it does), or None for nothing."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.messages: dict[int, Message] = {}
        self.ever: list[Message] = []
        self.nonces: dict[str, tuple[datetime, int]] = {}
        self.window = timedelta(minutes=3)
        self.before: list[BaseException | None] = []
        self.after: list[BaseException | None] = []
        self.edit_faults: list[BaseException | None] = []
        self.on_edit: Callable[[], Any] | None = None
        self.known: dict[int, Rights | None] = defaultdict(lambda: ALL)
        self.gone: set[int] = set()
        self.requests: list[str] = []
        self.threads: dict[int, str] = {}
        self.thread_faults: list[BaseException | None] = []
        self.deduplicated = 0
        self.skew = timedelta(0)
        self._last = 0

    # -- the wire ----------------------------------------------------------------------------------

    async def dm_channel(self, person: int) -> int:
        return 10_000 + person

    def forget_dm(self, person: int) -> None:
        self.requests.append(f"forget {person}")

    async def post(self, channel_id: int, message: Outgoing) -> Posted:
        self.requests.append(f"post {channel_id}")
        strike(self.before)
        known = self.nonces.get(message.nonce or "")
        if message.nonce and known and self.clock() - known[0] <= self.window:
            self.deduplicated += 1
            made = known[1]
        else:
            made = self.put(channel_id, message).id
            if message.nonce:
                self.nonces[message.nonce] = (self.clock(), made)
        strike(self.after)
        return Posted(channel_id, made)

    async def edit(self, channel_id: int, message_id: int, message: Outgoing) -> None:
        self.requests.append(f"edit {message_id}")
        strike(self.edit_faults)
        if self.on_edit:
            await self.on_edit()
        self.messages[message_id].edits.append(message.components[0]["text"])

    async def post_in_forum(self, forum_id: int, name: str, message: Outgoing) -> Posted:
        self.requests.append(f"post in {forum_id}")
        assert message.nonce is None, "a post takes no nonce"
        strike(self.before)
        made = self.put(forum_id, message)
        self.threads[made.id] = name
        strike(self.after)
        return Posted(made.id, made.id)

    async def forum_posts(self, forum_id: int, after: int) -> Sequence[Seen]:
        self.requests.append(f"posts of {forum_id}")
        return [
            Seen(m.id, m.mine, m.marks)
            for m in self.messages.values()
            if m.channel_id == forum_id and m.id >= after
        ]

    async def open_thread(self, channel_id: int, message_id: int, name: str) -> None:
        self.requests.append(f"thread {message_id}")
        strike(self.thread_faults)
        self.threads.setdefault(message_id, name)
        strike(self.thread_faults)

    async def history(self, channel_id: int, after: int) -> Sequence[Seen]:
        self.requests.append(f"history {channel_id}")
        rights = self.known[channel_id]
        if rights is None or not rights.history:
            return []  # as Discord does: an empty list, not an error
        found = sorted(
            (m for m in self.messages.values() if m.channel_id == channel_id and m.id > after),
            key=lambda message: message.id,
        )
        return [Seen(m.id, m.mine, m.marks) for m in found[:100]]

    def rights(self, channel_id: int) -> Rights | None:
        return self.known[channel_id]

    async def is_member(self, guild_id: int, person: int) -> bool:
        return person not in self.gone

    def owner_of(self, guild_id: int) -> int | None:
        return OWNER

    def ahead(self) -> timedelta:
        return self.skew

    # -- what a person sees ------------------------------------------------------------------------

    def put(self, channel_id: int, message: Outgoing, mine: bool = True) -> Message:
        self._last = max(self._last + 1, snowflake(self.clock() + self.skew))
        root = message.components[0]
        made = Message(
            self._last,
            channel_id,
            root["text"],
            frozenset({root.get("id", 0)}),
            message.ping,
            root.get("locale", ""),
            message.files,
            mine,
        )
        self.messages[made.id] = made
        self.ever.append(made)
        return made

    def chatter(self, channel_id: int, many: int) -> None:
        for _ in range(many):
            self.put(channel_id, Outgoing([{"text": "chat"}]), mine=False)

    def texts(self, channel_id: int | None = None) -> list[str]:
        return [
            m.text
            for m in self.ever
            if m.mine and (channel_id is None or m.channel_id == channel_id)
        ]

    @property
    def doubles(self) -> int:
        return sum(many - 1 for many in Counter(self.texts()).values())


def strike(faults: list[BaseException | None]) -> None:
    if faults and (fault := faults.pop(0)) is not None:
        raise fault


class Guild:
    """Settings as a guild may have them."""

    def __init__(self, locale: str = "fr") -> None:
        self.settings = GuildSettings(
            locale=locale,
            zone=ZoneInfo("Europe/Paris"),
            lending_channel=LOANS,
            moderation_channel=MODERATION,
        )

    async def of(self, conn: Any, guild_id: int) -> GuildSettings:
        return self.settings


def draw(kind: str, facts: Mapping[str, Any], locale: str, zone: ZoneInfo) -> dict[str, Any]:
    """Text and language where a card would be; ``facts["boom"]`` is a drawer's own fault."""
    if facts.get("boom"):
        raise KeyError("boom")
    folded = [each["n"] for each in facts.get("folded", ())]
    text = f"{kind} {folded or facts.get('n', '')}".strip()
    if "person" in facts:
        text += f" <@{facts['person']}>"
    ping = [facts["person"]] if "person" in facts else []
    return {
        "components": [{"text": text, "locale": locale}],
        "files": facts.get("files", []),
        "ping": ping,
        **{name: facts[name] for name in ("roles", "thread") if name in facts},
    }


class Process:
    """One run of the bot: die by raising Killed, and make another one."""

    def __init__(
        self,
        db: Database,
        clock: Callable[[], datetime],
        discord: FakeDiscord,
        *,
        policy: Policy | None = None,
        kinds: Sequence[Kind] = (),
        guild: Guild | None = None,
    ) -> None:
        self.db = db
        self.discord = discord
        self.clock = clock
        self.outbox = Outbox(db, clock, guild or Guild())
        for kind in kinds or [Kind("hello")]:
            self.outbox.declare(kind)
        self.preparer = Preparer(self.outbox, draw, clock)
        self.courier = Courier(
            self.outbox, discord, self.preparer, clock, policy, jitter=lambda: 0.999
        )
        self.redrawer = Redrawer(
            self.outbox, discord, self.preparer, draw, clock, jitter=lambda: 0.999
        )

    async def owe(self, key: str, kind: str = "hello", **options: Any) -> bool:
        if "channel_id" not in options and "person" not in options:
            options["channel_id"] = CHANNEL
        options.setdefault("facts", {"n": key})
        async with self.db.writing() as conn:
            return await self.outbox.owe(conn, GUILD, OwedMessage(key, kind, **options))

    async def round(self, limit: int = 8) -> bool:
        """One turn of the loop, one message after the other. False: nothing was due."""
        taken = await self.preparer.take(limit)
        for ready in taken or ():
            await self.courier.deliver(ready)
        return taken is not None

    async def drain(self) -> bool:
        """Turns until nothing is due now. False: nothing was."""
        turns = 0
        while await self.round():
            turns += 1
        return turns > 0

    async def redraw(self) -> int:
        stale = await self.outbox.claim_cards(8)
        for each in stale:
            await self.redrawer.redraw(each)
        return len(stale)

    async def states(self) -> dict[str, int]:
        return await self.outbox.count()


__all__ = ["ALL", "FakeDiscord", "Guild", "Killed", "Kind", "Lateness", "Lost", "Process"]
