"""The cast's network with things to lend, for scenarios told in sentences.

The clock starts on Monday 2 November 2026 at 10:00 in Paris. Periods are written as days of that
month: ``days(7)`` is Saturday 7, ``days(7, 8)`` the week-end, ``hours(7, 14, 18)`` an afternoon.
"""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

import pytest

from domain.availability import Reason
from domain.errors import Refused
from domain.items import Item, Rules
from domain.lending import Loan
from domain.people import Caller
from domain.periods import Period
from services.items import ItemChange
from services.lending import Wish
from storage import items, loans
from storage.engine import Database
from tests.cast import INES, KARIM, LEA, MAUD, NETWORK, NOE, SACHA, settle_network
from tests.conftest import FakeClock
from tests.services.lending_stage import Stage

PARIS = ZoneInfo("Europe/Paris")
MONTH = date(2026, 11, 1)
CHANNEL, MODERATORS = 7_000, 7_001

lea, karim, sacha = LEA.caller(), KARIM.caller(), SACHA.caller()
ines, noe, maud = INES.caller(), NOE.caller(), MAUD.caller()


def day(number: int) -> date:
    return MONTH + timedelta(days=number - 1)


def days(first: int, last: int | None = None) -> Period:
    """Whole days of November 2026, the last included."""
    return Period.of_days(day(first), day(last or first), PARIS)


def moment(number: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day(number), time(hour, minute), PARIS)


def hours(number: int, start: int, end: int) -> Period:
    return Period(moment(number, start), moment(number, end))


async def refusal(act: Awaitable[Any]) -> Refused:
    """The refusal that an act meets; the test fails when it is not refused."""
    with pytest.raises(Refused) as caught:
        await act
    return caught.value


async def refusal_key(act: Awaitable[Any]) -> str:
    return (await refusal(act)).key


async def reasons(act: Awaitable[Any]) -> list[Reason]:
    """All the reasons why something is not free."""
    refused = await refusal(act)
    assert refused.key == "not-free", refused
    found: list[Reason] = refused.facts["reasons"]
    return found


async def reason_keys(act: Awaitable[Any]) -> list[str]:
    return [reason.key for reason in await reasons(act)]


@dataclass
class Play:
    """The services on one database, the cast settled, channels chosen, and a clock to move."""

    stage: Stage
    clock: FakeClock
    clou: int = 0
    bruit: int = 0
    cave: int = 0

    @classmethod
    async def on(cls, db: Database, clock: FakeClock) -> Self:
        play = cls(Stage.on(db, clock), clock)
        numbers = await settle_network(play.stage.directory)
        play.clou, play.bruit, play.cave = numbers.values()
        alix = Caller(NETWORK, 1, "Alix", manager=True)
        await play.stage.settings.change_all(
            alix, {"lending.channel": CHANNEL, "moderation.channel": MODERATORS}
        )
        return play

    async def share(
        self,
        units: int = 1,
        *,
        owner: Caller = lea,
        organisation: int | None = None,
        name: str = "Console",
        **rules: Any,
    ) -> int:
        """A thing of Le Clou (or of another owner); its number. Spans in minutes."""
        chosen = self.clou if organisation is None else organisation
        change = ItemChange(name=name, units=units, owner=chosen, rules=Rules(**rules))
        return (await self.stage.items.share(owner, change)).number

    async def ask(
        self, who: Caller, item: int, period: Period, quantity: int = 1, **more: Any
    ) -> Loan:
        return await self.stage.lending.request(who, Wish(item, period, quantity, **more))

    async def promise(
        self, who: Caller, item: int, period: Period, quantity: int = 1, **more: Any
    ) -> Loan:
        """Asked for by somebody, and accepted by Léa."""
        asked = await self.ask(who, item, period, quantity, **more)
        return await self.stage.lending.approve(lea, asked.number)

    async def lend(
        self, who: Caller, item: int, period: Period, quantity: int = 1, **more: Any
    ) -> Loan:
        """Promised, then handed over at its start (or now, if that is later)."""
        promised = await self.promise(who, item, period, quantity, **more)
        if self.clock() < period.start:
            self.clock.set(period.start)
        return await self.stage.lending.hand_over(lea, promised.number)

    async def loan(self, number: int, guild_id: int = NETWORK) -> Loan:
        async with self.stage.db.reading() as conn:
            found = await loans.one(conn, guild_id, number)
        assert found is not None
        return found

    async def item(self, number: int) -> Item:
        async with self.stage.db.reading() as conn:
            found = await items.one(conn, NETWORK, number)
        assert found is not None
        return found

    async def free(self, item: int, period: Period) -> int:
        """What the picker shows as free to Noé, whom nothing privileges."""
        [standing] = await self.stage.board.standings(noe, f"#{item}", [period])
        return 0 if standing.reasons else standing.room

    async def told(self, kind: str) -> list[int | None]:
        """Who was told something of this kind in private (None: a channel), in order."""
        return [person for name, _, person in await self.stage.owed() if name == kind]

    async def journal(self) -> list[str]:
        async with self.stage.db.reading() as conn:
            rows = await conn.exec_driver_sql(
                "SELECT act, facts FROM journal WHERE thing = 'loan' ORDER BY id"
            )
            return [f"{row.act} {row.facts}" for row in rows]

    async def tick(self, at: datetime | None = None) -> None:
        if at is not None:
            self.clock.set(at)
        await self.stage.loan_clock.tick()
