"""Whatever arrives in whatever order: no slot is promised twice, and what is shown free is given.

Random members ask, owners answer, things are handed over, come back, are extended, cancelled. After
each step the promises are counted by brute force, instant by instant, without the code under test.
"""

import asyncio
import shutil
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import Refused
from domain.items import Rules
from domain.lending import Loan, LoanState
from domain.people import Caller
from domain.periods import DAY_MINUTES, Period
from services.items import ItemChange
from services.lending import Wish
from services.loan_desk import GAP_MEMORY
from storage import loans
from storage.engine import Database, open_database
from tests.conftest import FakeClock, empty
from tests.services.lending_stage import Stage

PARIS = ZoneInfo("Europe/Paris")
OWNER = Caller(1, 1, "la propriétaire")
ASKERS = [Caller(1, 2 + n, f"membre {n}") for n in range(3)]
FIRST = date(2026, 10, 20)  # the clocks change on the 25th
UNITS = 3

days = st.integers(4, 7)
steps = st.lists(
    st.one_of(
        # twice, so that there is always somebody who comes too late
        st.tuples(st.just("ask"), days, st.integers(1, 4), st.integers(2, UNITS)),
        st.tuples(st.just("ask"), days, st.integers(2, 4), st.just(UNITS)),
        st.tuples(st.just("request"), days, st.integers(1, 4), st.integers(2, UNITS)),
        st.tuples(
            st.just("ask-hours"),
            st.integers(90, 170),
            st.integers(4, 60),
            st.integers(1, UNITS),
        ),
        st.tuples(
            st.sampled_from(["approve", "approve", "accept", "hand-over", "give-back", "cancel"]),
            st.integers(0, 9),
        ),
        st.tuples(st.just("extend"), st.integers(0, 9), st.integers(-30, 60)),
        st.tuples(st.just("change"), st.integers(0, 9), days, st.integers(1, UNITS)),
        st.tuples(st.just("counter"), st.integers(0, 9), days),
        st.tuples(st.just("later"), st.integers(1, 18)),
    ),
    min_size=10,
    max_size=16,
)

ACCEPTING = ("ask", "ask-hours", "approve", "accept", "extend", "change")
seen: Counter[str] = Counter()


class Season:
    """One random season of one item, on an emptied database."""

    def __init__(self, db: Database, buffer: int) -> None:
        self.clock = FakeClock(datetime(2026, 10, 19, 8, tzinfo=UTC))
        self.stage = Stage.on(db, self.clock)
        self.buffer = buffer
        self.number = 0
        self.asked = 0
        self.numbers: list[int] = []

    async def begin(self) -> None:
        rules = Rules(buffer=self.buffer)
        item = await self.stage.items.share(
            OWNER, ItemChange(name="Praticables", units=UNITS, rules=rules)
        )
        self.number = item.number

    async def loans(self) -> list[Loan]:
        async with self.stage.db.reading() as conn:
            return await loans.taking(conn, 1, self.number, self.clock() - GAP_MEMORY)

    async def step(self, step: tuple[Any, ...]) -> None:
        try:
            await self.act(*step)
        except Refused as refused:
            reasons = [reason.key for reason in refused.facts.get("reasons", [])]
            if "conflict" in reasons:
                seen["refused for capacity"] += 1
        else:
            seen["accepted"] += step[0] in ACCEPTING

    async def act(self, what: str, *how: int) -> None:
        lending, wish = self.stage.lending, None
        if what == "later":
            self.clock.advance(hours=how[0])
            return
        if what in ("ask", "request"):
            start = FIRST + timedelta(days=how[0])
            period = Period.of_days(start, start + timedelta(days=how[1] - 1), PARIS)
            wish = Wish(self.number, period, how[2])
        if what == "ask-hours":
            start_at = datetime(2026, 10, 20, tzinfo=UTC) + timedelta(hours=how[0])
            wish = Wish(self.number, Period(start_at, start_at + timedelta(hours=how[1])), how[2])
        if wish is not None:
            self.asked += 1
            loan = await lending.request(ASKERS[self.asked % len(ASKERS)], wish)
            self.numbers.append(loan.number)
            if what != "request":  # those wait for an «approve» that comes, perhaps, too late
                await lending.approve(OWNER, loan.number)
            return
        if not self.numbers:
            return
        number = self.numbers[how[0] % len(self.numbers)]
        if what == "approve":
            await lending.approve(OWNER, number)
        elif what == "accept":
            await lending.accept_offer(await self.borrower(number), number)
        elif what == "hand-over":
            await lending.hand_over(OWNER, number)
        elif what == "give-back":
            await self.stage.returns.give_back(OWNER, number)
        elif what == "cancel":
            await lending.cancel(OWNER, number)
        else:
            await self.move(what, number, *how[1:])

    async def borrower(self, number: int) -> Caller:
        found = {loan.number: loan for loan in await self.loans()}
        member = found[number].borrower.member if number in found else 0
        return next((each for each in ASKERS if each.user_id == member), OWNER)

    async def move(self, what: str, number: int, *how: int) -> None:
        loan = next((loan for loan in await self.loans() if loan.number == number), None)
        if loan is None:
            return
        if what == "extend":
            end = loan.period.end + timedelta(hours=how[0])
            await self.stage.lending.extend(OWNER, number, end)
        else:
            day = FIRST + timedelta(days=how[0])
            period = Period.of_days(day, day + timedelta(days=1), PARIS)
            if what == "counter":
                await self.stage.lending.counter(OWNER, number, period)
            else:
                await self.stage.lending.change(OWNER, number, period, how[1])


def most_promised(found: list[Loan], buffer: int) -> int:
    """By brute force: the most units promised at one instant, each with its gap after it.

    Things that are out do count, but lateness is a fact, which may create a shortage; so only
    promises (approved, or out and not yet due) are added up.
    """
    held = [loan for loan in found if loan.state in (LoanState.APPROVED, LoanState.OUT)]
    most = 0
    for instant in (loan.period.start for loan in held):
        most = max(
            most,
            sum(
                loan.quantity
                for loan in held
                if loan.period.start <= instant < loan.period.end + timedelta(minutes=buffer)
            ),
        )
    return most


async def check(season: Season) -> None:
    found = await season.loans()
    assert most_promised(found, season.buffer) <= UNITS
    start = FIRST + timedelta(days=3 + season.asked % 6)
    period = Period.of_days(start, start + timedelta(days=season.asked % 3), PARIS)
    await shown_free_is_accepted(season, period)


async def shown_free_is_accepted(season: Season, period: Period) -> None:
    """What the list and the picker show as free is given when asked for at once, no unit more."""
    asker = Caller(1, 99, "quelqu'une")
    [standing] = await season.stage.board.standings(asker, f"#{season.number}", [period])
    listed = await season.stage.board.search(asker, period=period)
    assert bool(listed) == (standing.room > 0 and not standing.reasons)
    if not listed:
        return
    assert listed[0].room == standing.room
    more = Wish(season.number, period, standing.room + 1)
    with pytest.raises(Refused) as refused:
        await season.stage.lending.request(asker, more)
    assert [reason.key for reason in refused.value.facts["reasons"]] == ["conflict"]
    taken = await season.stage.lending.request(asker, Wish(season.number, period, standing.room))
    approved = await season.stage.lending.approve(OWNER, taken.number)
    assert approved.state is LoanState.APPROVED
    await season.stage.lending.cancel(asker, taken.number)


async def play(db: Database, steps: list[tuple[Any, ...]], buffer: int) -> None:
    await empty(db)
    season = Season(db, buffer)
    await season.begin()
    for step in steps:
        await season.step(step)
        await check(season)


def test_capacity_is_never_exceeded_and_every_slot_shown_free_is_given(
    sqlite_template: Path, tmp_path: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "season.db")
    seen.clear()
    with asyncio.Runner() as runner:
        db = runner.run(open_database(f"sqlite:///{tmp_path / 'season.db'}"))

        @settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(steps=steps, buffer=st.sampled_from([0, 120, DAY_MINUTES]))
        def seasons(steps: list[tuple[Any, ...]], buffer: int) -> None:
            runner.run(play(db, steps, buffer))

        try:
            seasons()
        finally:
            runner.run(db.close())
    total = sum(seen.values())
    assert total > 100
    assert seen["accepted"] >= total / 4, seen
    assert seen["refused for capacity"] >= total / 4, seen
