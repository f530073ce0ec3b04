"""Delivers one message: posts it once, whatever happens on the way, and writes down what became
of it. Every request but the first looks for the message in the channel before it posts.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from services.answers import Answered, TokenRefused, Verdict, backoff, meaning
from services.forum_posts import post_name
from services.outbox import OWN_KINDS, Outbox
from services.owed import Fallback, OwedMessage
from services.preparing import MOST_DRAWINGS, NotDrawn, Preparer, Ready
from services.wire import Posted, Wire, made_at, snowflake
from storage import outbox as rows
from storage.outbox import Claimed

log = logging.getLogger(__name__)

SEND_SECONDS = 45.0
"""Half a lease: discord.py may hold a request much longer, and the lease must outlive ours."""
PAGES, PAGE = 10, 100
MARGIN = timedelta(minutes=2)
COALESCE = timedelta(hours=1)
STOPPING = timedelta(seconds=5)
"""For so long nobody claims again what a refused token left undone: the process is about to end."""
OWN = frozenset(kind.name for kind in OWN_KINDS)


@dataclass(frozen=True)
class Policy:
    """How doubles are avoided; anything but the default is for showing that it is needed.

    ``look_after``: a retry looks for the message first once its first request is that old (None:
    never). ``trusted``: for how long Discord surely remembers a nonce, where looking can't tell.
    """

    nonce: bool = True
    look_after: timedelta | None = timedelta(0)
    trusted: timedelta = timedelta(seconds=60)


class Undecided(Exception):
    """Nobody can tell whether the message is there."""


@dataclass(frozen=True)
class Absent:
    """It is not there and is not to be posted any more: ``fate`` is what becomes of it."""

    fate: str


Outcome = Posted | Absent


class Courier:
    """Delivers prepared messages over a wire and settles them."""

    def __init__(
        self,
        outbox: Outbox,
        wire: Wire,
        preparer: Preparer,
        clock: Callable[[], datetime],
        policy: Policy | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.outbox = outbox
        self.wire = wire
        self.preparer = preparer
        self.clock = clock
        self.policy = policy or Policy()
        self.jitter = jitter

    async def deliver(self, ready: Ready) -> None:
        """Deliver one message and settle it. Raises TokenRefused when Discord refuses the bot."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                outcome = await self._send(ready)
        except Exception as error:
            await persist(partial(self._failed, ready.row, error))
        else:
            await persist(partial(self._done, ready.row, outcome))

    async def _send(self, ready: Ready) -> Outcome:
        row = ready.row
        if row.channel_id is not None:
            channel = row.channel_id
        else:
            assert row.person is not None
            channel = await self.wire.dm_channel(row.person)
        if ready.again and (found := await self._looked_for(ready, channel)):
            await self._open_thread(row, found)
            return found
        if ready.fate != "post":
            return Absent(ready.fate)
        rights = self.wire.rights(channel) if row.channel_id is not None else None
        if rights is not None and not rights.send:
            raise Answered(403, 50013, text="no right to write here")
        in_forum = rights is not None and rights.forum
        nonce = row.nonce if self.policy.nonce and not in_forum else None
        message = await self.preparer.outgoing(row.guild_id, row.body or {}, nonce)
        if in_forum:
            return await self.wire.post_in_forum(channel, post_name(row.body or {}), message)
        posted = await self.wire.post(channel, message)
        await self._open_thread(row, posted)
        return posted

    async def _open_thread(self, row: Claimed, posted: Posted) -> None:
        """The thread of a message that wants one; the message is not settled before.

        A thread begun from a message has its id, so a second try finds the first. Where none may
        be opened the message stands without, and moderators are told once.
        """
        name = (row.body or {}).get("thread")
        if not name or row.channel_id != posted.channel_id:  # a post in a forum is one already
            return
        try:
            await self.wire.open_thread(posted.channel_id, posted.message_id, name)
        except Exception as error:
            verdict = meaning(error)
            again = verdict in (Verdict.RETRY, Verdict.WAIT, Verdict.STOP)
            if again and row.tries < MOST_DRAWINGS:
                raise
            log.warning("message %s has no thread: %r", row.id, error)
            await self._say_no_thread(row, posted.channel_id)

    async def _say_no_thread(self, row: Claimed, channel: int) -> None:
        async with self.outbox.db.writing() as conn:
            await self.outbox.tell_moderators(
                conn,
                row.guild_id,
                "thread_refused",
                f"thread-refused:{channel}",
                {"channel": channel},
                usable=self._usable,
                owner=self.wire.owner_of(row.guild_id),
            )

    async def _looked_for(self, ready: Ready, channel: int) -> Posted | None:
        """The message where it was posted already; None: it is not there, or it may be risked."""
        row = ready.row
        age = self._discords_now() - made_at(self._first_request(row))
        if self.policy.look_after is None or timedelta(0) <= age < self.policy.look_after:
            return None
        try:
            return await self._find(row, channel)
        except Undecided:
            if ready.fate != "post" or row.person is not None or row.kind in OWN:
                return None  # a private message is better read twice than never
            if timedelta(0) <= age <= self.policy.trusted and not self._is_forum(channel):
                return None  # the nonce decides
            raise

    async def _find(self, row: Claimed, channel: int) -> Posted | None:
        """Look for our mark in what was posted since the first request."""
        rights = self.wire.rights(channel) if row.channel_id is not None else None
        if row.channel_id is not None and not (rights and rights.view and rights.history):
            # without the right to read it, Discord shows an empty history, not an error
            raise Undecided
        after = snowflake(made_at(self._first_request(row)) - MARGIN)
        if rights is not None and rights.forum:
            for post in await self.wire.forum_posts(channel, after):
                if post.mine and row.mark in post.component_ids:
                    return Posted(post.id, post.id)
            return None
        for _ in range(PAGES):
            page = await self.wire.history(channel, after)
            for seen in page:
                if seen.mine and row.mark in seen.component_ids:
                    return Posted(channel, seen.id)
            if len(page) < PAGE:
                return None
            after = page[-1].id
        raise Undecided

    def _is_forum(self, channel: int) -> bool:
        rights = self.wire.rights(channel)
        return rights is not None and rights.forum

    def _discords_now(self) -> datetime:
        return self.clock() + self.wire.ahead()

    def _first_request(self, row: Claimed) -> int:
        """The id that Discord would have given when the message was first about to be posted.

        In Discord's time, so that nothing depends on what our clock was set to since.
        """
        kept: int | None = (row.body or {}).get("after")
        if kept is not None:
            return kept
        return snowflake((row.started_at or self.clock()) + self.wire.ahead())

    # -- writing down what became of it -----------------------------------------------------------

    async def _done(self, row: Claimed, outcome: Outcome) -> None:
        match outcome:
            case Posted(channel_id, message_id):
                await self.outbox.sent(row, channel_id, message_id)
            case Absent(fate):
                await self.outbox.change(row, state=fate, lease_until=0)

    async def _failed(self, row: Claimed, error: Exception) -> None:
        if isinstance(error, Undecided):
            return await self._ask(row)
        if isinstance(error, NotDrawn) and row.tries >= MOST_DRAWINGS:
            return await self._give_up(row, error, told=False)
        verdict = meaning(error)
        if verdict is Verdict.PARK and row.person is not None:
            self.wire.forget_dm(row.person)
            verdict = Verdict.RETRY if row.tries < MOST_DRAWINGS else Verdict.CLOSED
        match verdict:
            case Verdict.SENT:
                await self.outbox.sent(row, None, None)
            case Verdict.RETRY:
                delay = backoff(row.tries, self.jitter())
                await self.outbox.postpone(row, repr(error), delay, counted=True)
            case Verdict.WAIT:
                asked = error.retry_after if isinstance(error, Answered) else 0.0
                delay = timedelta(seconds=asked or 1.0)
                await self.outbox.postpone(row, repr(error), delay, counted=False)
            case Verdict.PARK:
                await self._park(row, error)
            case Verdict.CLOSED:
                await self._say_that_it_waits(row, error)
            case Verdict.BLOCKED:
                await self._give_up(row, error, told=True)
            case Verdict.DEAD:
                await self._give_up(row, error, told=False)
            case Verdict.STOP:
                await self.outbox.postpone(row, repr(error), STOPPING, counted=False)
                raise TokenRefused(str(error)) from error
        return None

    def _usable(self, channel_id: int) -> bool:
        rights = self.wire.rights(channel_id)
        return rights is not None and rights.view and rights.send

    async def _ask(self, row: Claimed) -> None:
        """Only a person can see whether it is there: the moderators are asked."""
        async with self.outbox.db.writing() as conn:
            if await rows.change(conn, row, state="unsure", lease_until=0):
                await self.outbox.tell_moderators(
                    conn,
                    row.guild_id,
                    "delivery_unsure",
                    f"delivery-unsure:{row.id}:{row.fence}",
                    {
                        "guild": row.guild_id,
                        "owed": row.id,
                        "channel": row.channel_id,
                        "at": rows.millis(self.clock()),
                    },
                    usable=self._usable,
                    owner=self.wire.owner_of(row.guild_id),
                )

    async def _park(self, row: Claimed, error: Exception) -> None:
        values: dict[str, Any] = {"tries": row.tries - 1, "last_error": repr(error)[:300]}
        if row.tries == 1:  # it never left: it may still change, and go to another channel
            values |= {"first_try_at": None, "body": None}
        async with self.outbox.db.writing() as conn:
            await rows.change(conn, row, state="owed", lease_until=0, **values)
            assert row.channel_id is not None
            await park(self.outbox, self.wire, conn, row.guild_id, row.channel_id, error)

    async def _say_that_it_waits(self, row: Claimed, error: Exception) -> None:
        """This person takes no private messages: the loans channel says that one waits.

        One who left has nothing to wait for.
        """
        now = self.clock()
        kind = self.outbox.kinds.get(row.kind)
        if row.person is not None and not await self.wire.is_member(row.guild_id, row.person):
            kind = None
            if self.outbox.departed is not None:
                owner = self.wire.owner_of(row.guild_id)
                await self.outbox.departed(row.guild_id, row.person, self._usable, owner)
        async with self.outbox.db.writing() as conn:
            over = {"state": "dropped", "lease_until": 0, "last_error": repr(error)[:300]}
            if not await rows.change(conn, row, **over) or row.person is None:
                return
            if kind is None or kind.fallback is Fallback.NOTHING:
                return
            channel = (await self.outbox.settings.of(conn, row.guild_id)).lending_channel
            if channel is None:
                log.warning("guild %s: no channel to say that a message waits", row.guild_id)
            elif not await rows.waits_for(conn, row.guild_id, row.person, now - COALESCE):
                hour = rows.millis(now) // (COALESCE // timedelta(milliseconds=1))
                message = OwedMessage(
                    f"message-waiting:{row.person}:{hour}",
                    "message_waiting",
                    {"person": row.person},
                    channel_id=channel,
                )
                await self.outbox.owe(conn, row.guild_id, message)

    async def _give_up(self, row: Claimed, error: Exception, *, told: bool) -> None:
        log.error("message %s (%s, %s) is given up: %r", row.id, row.kind, row.key, error)
        async with self.outbox.db.writing() as conn:
            dead = {"state": "dead", "lease_until": 0, "last_error": repr(error)[:300]}
            if await rows.change(conn, row, **dead) and told and row.kind not in OWN:
                await self.outbox.tell_moderators(
                    conn,
                    row.guild_id,
                    "message_blocked",
                    f"message-blocked:{row.id}",
                    {"channel": row.channel_id},
                    usable=self._usable,
                    owner=self.wire.owner_of(row.guild_id),
                )


async def park(
    outbox: Outbox,
    wire: Wire,
    conn: AsyncConnection,
    guild_id: int,
    channel_id: int,
    error: Exception,
) -> None:
    """Set a channel aside, and tell the moderators once (once a day, should it come and go)."""
    now = outbox.clock()
    code = error.code if isinstance(error, Answered) else 0
    if not await rows.park(conn, guild_id, channel_id, str(code), now):
        return

    def usable(other: int) -> bool:
        rights = wire.rights(other)
        return other != channel_id and rights is not None and rights.view and rights.send

    await outbox.tell_moderators(
        conn,
        guild_id,
        "channel_parked",
        f"channel-parked:{channel_id}:{now:%Y-%m-%d}",
        {"channel": channel_id, "code": code},
        usable=usable,
        owner=wire.owner_of(guild_id),
    )


async def persist(write: Callable[[], Awaitable[None]]) -> None:
    """Write down what became of a message, though the database be busy for a moment.

    When it stays busy the lease runs out, and the message is looked for before it is posted.
    """
    for attempt in range(5):
        try:
            return await write()
        except Refused as refused:
            log.warning("what became of a message is not written yet: %s", refused)
            await asyncio.sleep(0.2 * 2**attempt)
    return await write()
