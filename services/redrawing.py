"""Keeps living cards true: what a message shows follows its thing, a few seconds later."""

import asyncio
import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from services.answers import Answered, TokenRefused, Verdict, backoff, meaning
from services.courier import SEND_SECONDS, park, persist
from services.outbox import BETWEEN_EDITS, Outbox
from services.owed import Draw, Facts, OwedMessage
from services.preparing import Preparer, language
from services.wire import Wire, made_at
from storage import cards
from storage.cards import Stale

log = logging.getLogger(__name__)

OLD = timedelta(hours=1)
BETWEEN_OLD_EDITS = timedelta(seconds=20)
TOO_MANY_OLD_EDITS = 30046
"""Discord limits edits of messages older than an hour, by how much it doesn't say."""
ASLEEP = 50083
"""A post that sleeps is not woken to be redrawn; it is with the next thing that is said there."""
MOST_FAILURES = 8


class Redrawer:
    """Redraws one claimed card and settles it. What it shows is always read anew."""

    def __init__(
        self,
        outbox: Outbox,
        wire: Wire,
        preparer: Preparer,
        draw: Draw,
        clock: Callable[[], datetime],
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.outbox = outbox
        self.wire = wire
        self.preparer = preparer
        self.draw = draw
        self.clock = clock
        self.jitter = jitter

    async def redraw(self, stale: Stale) -> None:
        """Raises TokenRefused when Discord refuses the bot."""
        try:
            shows, body = await self._body(stale)
            if body is None:  # nothing is left to show
                await persist(partial(self._let_go, stale))
                return
            message = await self.preparer.outgoing(stale.guild_id, body, None)
            async with asyncio.timeout(SEND_SECONDS):
                await self.wire.edit(stale.channel_id, stale.message_id, message)
        except Exception as error:
            await persist(partial(self._failed, stale, error))
        else:
            await persist(partial(self._drawn, stale, shows))

    async def _body(self, stale: Stale) -> tuple[int, Facts | None]:
        """What the card shows from now on, and how; both of one moment."""
        kind = self.outbox.kinds[stale.kind]
        name = f"{stale.thing}:{stale.number}"
        async with self.outbox.db.reading() as conn:
            shows, _ = await cards.versions(conn, stale.guild_id, name, stale.person)
            settings = await self.outbox.settings.of(conn, stale.guild_id)
            locale = await language(conn, stale.guild_id, stale.person, settings)
            look = kind.redraw or kind.revalidate
            facts = stale.facts if look is None else await look(conn, stale.guild_id, stale.facts)
        if facts is None:
            return shows, None
        return shows, self.draw(stale.kind, facts, locale, settings.zone)

    def _next_edit(self, stale: Stale) -> datetime:
        now = self.clock()
        age = now + self.wire.ahead() - made_at(stale.message_id)
        return now + (BETWEEN_OLD_EDITS if age > OLD else BETWEEN_EDITS)

    async def _drawn(self, stale: Stale, shows: int) -> None:
        async with self.outbox.db.writing() as conn:
            await cards.redrawn(conn, stale, shows, self._next_edit(stale))

    async def _let_go(self, stale: Stale) -> None:
        """The message shows nothing of ours any more."""
        async with self.outbox.db.writing() as conn:
            await cards.change(conn, stale, message_id=None)

    async def _failed(self, stale: Stale, error: Exception) -> None:
        verdict = meaning(error)
        delay = backoff(stale.tries, self.jitter())
        if isinstance(error, Answered) and error.code == TOO_MANY_OLD_EDITS:
            verdict, delay = Verdict.WAIT, timedelta(minutes=1)
        if isinstance(error, Answered) and error.code == ASLEEP:
            verdict = Verdict.DEAD
        if verdict is Verdict.WAIT and isinstance(error, Answered) and error.retry_after:
            delay = timedelta(seconds=error.retry_after)
        private = stale.person is not None
        match verdict:
            case Verdict.STOP:
                raise TokenRefused(str(error)) from error
            case Verdict.SENT if not private:
                await self._recreate(stale)
            case Verdict.SENT | Verdict.CLOSED:
                await self._let_go(stale)
            case Verdict.PARK if private:
                await self._let_go(stale)
            case Verdict.PARK:
                async with self.outbox.db.writing() as conn:
                    await cards.change(conn, stale, tries=stale.tries - 1)
                    await park(
                        self.outbox, self.wire, conn, stale.guild_id, stale.channel_id, error
                    )
            case Verdict.RETRY | Verdict.WAIT if self._worth_it(stale, error):
                async with self.outbox.db.writing() as conn:
                    await cards.change(conn, stale, not_before=self.clock() + delay)
            case _:
                log.error("card %s:%s stays as it is: %r", stale.thing, stale.number, error)
                async with self.outbox.db.writing() as conn:
                    await cards.give_up(conn, stale)

    def _worth_it(self, stale: Stale, error: Exception) -> bool:
        """A lost answer is tried for ever; what fails here is our own fault, and is not."""
        return isinstance(error, (Answered, OSError)) or stale.tries < MOST_FAILURES

    async def _recreate(self, stale: Stale) -> None:
        """Somebody deleted the card: post it anew, once, if its kind wants that."""
        kind = self.outbox.kinds[stale.kind]
        async with self.outbox.db.writing() as conn:
            if await cards.change(conn, stale, message_id=None) and kind.recreate:
                message = OwedMessage(
                    f"card-again:{stale.thing}:{stale.number}:{stale.message_id}",
                    stale.kind,
                    stale.facts,
                    channel_id=stale.channel_id,
                    card=f"{stale.thing}:{stale.number}",
                )
                await self.outbox.owe(conn, stale.guild_id, message)
