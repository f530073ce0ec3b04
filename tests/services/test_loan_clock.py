"""What the clock does: nudges, reminders, lapses; once, at the right hour, only if it is true."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from domain.lending import LoanState, Pieces
from domain.periods import Period
from domain.reminders import ReminderKind
from services.outbox import Outbox
from storage.engine import Database
from tests.cast import ALIX, INES, KARIM, LEA, NETWORK, NOE
from tests.conftest import FakeClock
from tests.services.lending_play import (
    PARIS,
    Play,
    days,
    hours,
    ines,
    karim,
    lea,
    moment,
    noe,
)
from tests.services.lending_stage import Stage

K = ReminderKind
S = LoanState


# The quarters of an hour at which something may happen below, each with the one before it.
LOOKS = [
    time(0, 0),
    time(7, 45),
    time(8, 0),
    time(8, 45),
    time(9, 0),
    time(9, 45),
    time(10, 0),
    time(13, 45),
    time(14, 0),
    time(15, 45),
    time(16, 0),
    time(17, 30),
    time(17, 45),
    time(18, 0),
    time(19, 30),
    time(19, 45),
    time(20, 30),
    time(20, 45),
    time(21, 45),
    time(22, 0),
    time(23, 45),
]


class Watch:
    """Lets time pass as the bot's own clock does, and writes down who was reminded of what when.

    Each message is revalidated when it is owed, as the one who sends it would.
    """

    def __init__(self, play: Play) -> None:
        self.play = play
        self.sent: dict[str, tuple[int, list[tuple[int, str]]]] = {}
        self.times: list[tuple[str, int, list[str]]] = []

    async def go_to(self, at: datetime) -> "Watch":
        day = self.play.clock().astimezone(PARIS).date()
        while day <= at.astimezone(PARIS).date():
            for hour in LOOKS:
                then = datetime.combine(day, hour, PARIS).astimezone(UTC)
                if self.play.clock() < then <= at.astimezone(UTC):
                    self.play.clock.set(then)
                    await self.look()
            day += timedelta(days=1)
        self.play.clock.set(at)
        return await self.look()

    async def look(self) -> "Watch":
        await self.play.tick()
        async with self.play.stage.db.reading() as conn:
            rows = (
                await conn.exec_driver_sql(
                    "SELECT key, person FROM owed WHERE kind = 'loans_reminded' ORDER BY id"
                )
            ).all()
            for row in rows:
                key, person = row.key, row.person
                if key not in self.sent:
                    facts = await refresh(self.play.stage.outbox, conn, key, person)
                    found = [(view.loan.number, kind.value) for kind, view in facts["reminders"]]
                    self.sent[key] = (person, found)
                    self.times.append((local(self.play.clock()), person, [k for _, k in found]))
        return self

    def of(self, person: int) -> list[tuple[str, list[str]]]:
        return [(at, kinds) for at, who, kinds in self.times if who == person]


async def refresh(outbox: Outbox, conn, key: str, person: int) -> Any:
    revalidate = outbox.kinds["loans_reminded"].revalidate
    assert revalidate is not None
    return await revalidate(conn, NETWORK, {"key": key, "person": person})


def local(at: datetime) -> str:
    return at.astimezone(PARIS).strftime("%-d %H:%M")


async def test_the_borrower_and_the_owner_hear_of_a_loan_at_the_right_hours(play: Play):
    item = await play.share()
    await play.lend(ines, item, Period(moment(7, 9), moment(8, 16)))
    seen = await Watch(play).go_to(moment(20, 12))
    assert seen.of(INES.user_id) == [
        ("7 18:00", ["day-before"]),
        ("8 14:00", ["two-hours"]),
        ("9 16:00", ["late-1"]),
        ("11 16:00", ["late-3"]),
        ("15 16:00", ["late-7"]),
    ]
    for owner in (LEA, KARIM):
        assert seen.of(owner.user_id) == [
            ("9 16:00", ["late-1"]),
            ("11 16:00", ["late-3"]),
            ("15 16:00", ["late-7"]),
        ]


async def test_quiet_hours_are_kept_those_of_the_network_and_ones_own(scene: Play):
    await scene.stage.directory.choose_quiet_hours(ines, (18 * 60, 10 * 60))
    await scene.stage.directory.choose_quiet_hours(karim, (0, 0))
    item = await scene.share()
    await scene.lend(ines, item, days(7, 8))
    seen = await Watch(scene).go_to(moment(12, 20))
    assert seen.of(INES.user_id) == [
        ("7 17:45", ["day-before"]),
        ("8 17:45", ["two-hours"]),
        ("10 10:00", ["late-1"]),
        ("12 10:00", ["late-3"]),
    ]
    assert seen.of(LEA.user_id) == [("10 08:00", ["late-1"]), ("12 08:00", ["late-3"])]
    assert seen.of(KARIM.user_id) == [("10 00:00", ["late-1"]), ("12 00:00", ["late-3"])]


async def test_the_networks_quiet_hours_may_be_others(scene: Play):
    await scene.stage.settings.change_all(
        ALIX.caller(), {"quiet.start": 20 * 60, "quiet.end": 9 * 60}
    )
    item = await scene.share()
    await scene.lend(ines, item, days(7, 8))
    seen = await Watch(scene).go_to(moment(10, 12))
    assert seen.of(INES.user_id)[1:] == [("8 19:45", ["two-hours"]), ("10 09:00", ["late-1"])]


async def test_an_unanswered_request_nudges_its_owner_once_after_a_day(scene: Play):
    """S44."""
    item = await scene.share()
    await scene.ask(ines, item, days(20))
    seen = await Watch(scene).go_to(moment(6, 12))
    assert seen.of(LEA.user_id) == [("3 10:00", ["nudge"])]
    assert seen.of(KARIM.user_id) == [("3 10:00", ["nudge"])]
    assert seen.of(INES.user_id) == []


async def test_an_answered_request_nudges_nobody(scene: Play):
    item = await scene.share()
    await scene.promise(ines, item, days(20))
    assert (await Watch(scene).go_to(moment(5, 12))).times == []


async def test_nothing_is_said_after_the_return(scene: Play):
    """S40."""
    item = await scene.share()
    loan = await scene.lend(ines, item, Period(moment(7, 9), moment(8, 16)))
    seen = await Watch(scene).go_to(moment(7, 19))
    await scene.stage.returns.give_back(ines, loan.number)
    await seen.go_to(moment(17, 12))
    assert seen.of(INES.user_id) == [("7 18:00", ["day-before"])]
    assert seen.of(LEA.user_id) == []


async def test_what_is_owed_and_no_longer_true_is_not_said(scene: Play):
    """Returned between the moment it was due and the moment it leaves."""
    item = await scene.share()
    loan = await scene.lend(ines, item, Period(moment(7, 9), moment(8, 16)))
    seen = Watch(scene)
    await scene.tick(moment(7, 18))
    [key] = [each async for each in keys(scene)]
    await scene.stage.returns.give_back(ines, loan.number)
    async with scene.stage.db.reading() as conn:
        assert await refresh(scene.stage.outbox, conn, key, INES.user_id) is None
    assert seen.times == []


async def keys(play: Play):
    async with play.stage.db.reading() as conn:
        rows = await conn.exec_driver_sql("SELECT key FROM owed WHERE kind = 'loans_reminded'")
        for row in rows.all():
            yield row[0]


async def test_an_extension_is_reminded_of_anew(scene: Play):
    """S40: before the new date, and no more about the old one."""
    item = await scene.share()
    loan = await scene.lend(ines, item, Period(moment(7, 9), moment(8, 16)))
    seen = await Watch(scene).go_to(moment(8, 15))
    await scene.stage.lending.extend(lea, loan.number, moment(10, 16))
    await seen.go_to(moment(12, 12))
    assert seen.of(INES.user_id) == [
        ("7 18:00", ["day-before"]),
        ("8 14:00", ["two-hours"]),
        ("9 18:00", ["day-before"]),
        ("10 14:00", ["two-hours"]),
        ("11 16:00", ["late-1"]),
    ]


async def test_several_loans_of_one_person_make_one_message(scene: Play):
    """S32: those of the borrower together, those of the owner together."""
    numbers = [await scene.share(name=name) for name in ("Console", "Praticables", "Câbles")]
    for item in numbers:
        await scene.lend(ines, item, days(7, 8))
    seen = await Watch(scene).go_to(moment(10, 9))
    assert seen.of(INES.user_id) == [
        ("7 18:00", ["day-before"] * 3),
        ("8 20:45", ["two-hours"] * 3),
        ("10 08:00", ["late-1"] * 3),
    ]
    assert seen.of(LEA.user_id) == [("10 08:00", ["late-1"] * 3)]


@pytest.mark.parametrize("away", [timedelta(minutes=1), timedelta(hours=1)])
async def test_a_bot_that_was_down_for_a_moment_says_what_is_still_true_once(
    play: Play, away: timedelta
):
    """S45."""
    item = await play.share()
    await play.lend(ines, item, Period(moment(7, 9), moment(8, 16)))
    seen = await Watch(play).go_to(moment(7, 17, 45))
    play.clock.set(moment(7, 18) + away)
    await seen.look()
    await seen.go_to(moment(8, 10))
    assert [kinds for _, kinds in seen.of(INES.user_id)] == [["day-before"]]


async def test_a_bot_that_was_down_for_three_days_says_the_latest_only(play: Play):
    """S45: nothing about an end that is past, nothing twice."""
    item = await play.share(2)
    late = await play.lend(ines, item, Period(moment(7, 9), moment(8, 16)))
    returned = await play.lend(noe, item, Period(moment(7, 9), moment(8, 16)))
    await play.stage.returns.give_back(noe, returned.number)
    seen = Watch(play)
    play.clock.set(moment(11, 17))
    await seen.look()
    await seen.go_to(moment(12, 12))
    assert list(seen.sent.values()) == [
        (person, [(late.number, "late-3")])
        for person in sorted([LEA.user_id, KARIM.user_id, INES.user_id])
    ]


async def test_two_bots_at_once_owe_each_reminder_once(play: Play, db: Database):
    """S45: the key is the loan, its due date, the kind and the person."""
    items = [await play.share(name=f"Objet {n}") for n in range(4)]
    for item in items:
        await play.lend(ines, item, days(7, 8))
    play.clock.set(moment(10, 12))
    other = Stage.on(db, FakeClock(moment(10, 12) + timedelta(milliseconds=3)))
    await asyncio.gather(*(stage.loan_clock.tick() for stage in (play.stage, other) * 3))
    async with db.reading() as conn:
        noted = (
            await conn.exec_driver_sql(
                "SELECT loan, kind, person, owed_key FROM reminder WHERE person > 0"
            )
        ).all()
        owed = (
            await conn.exec_driver_sql("SELECT key FROM owed WHERE kind = 'loans_reminded'")
        ).all()
    told = sorted((row.loan, row.kind, row.person) for row in noted)
    assert len(told) == len(set(told)) == 4 * 3
    assert {row.key for row in owed} == {row.owed_key for row in noted}


@pytest.mark.parametrize(
    ("saturday", "ends"), [(date(2026, 3, 28), "29 16:00"), (date(2026, 10, 24), "25 16:00")]
)
async def test_reminders_keep_their_hour_when_the_clocks_change(
    scene: Play, saturday: date, ends: str
):
    """S14: reckoned where the network is, not in UTC."""
    start = datetime(saturday.year, saturday.month, saturday.day, 9, tzinfo=PARIS)
    end = (start + timedelta(days=1)).replace(hour=16)
    scene.clock.set(start - timedelta(days=3))
    item = await scene.share()
    await scene.lend(ines, item, Period(start, end))
    assert local(end) == ends
    seen = await Watch(scene).go_to(end + timedelta(days=4))
    assert [(at.split()[1], kinds[0]) for at, kinds in seen.of(INES.user_id)] == [
        ("18:00", "day-before"),
        ("14:00", "two-hours"),
        ("16:00", "late-1"),
        ("16:00", "late-3"),
    ]


async def test_another_networks_hours_are_those_of_its_zone(scene: Play):
    await scene.stage.settings.change(ALIX.caller(), "network.zone", "America/Cayenne")
    item = await scene.share()
    loan = await scene.lend(ines, item, Period(moment(7, 9), moment(8, 20)))
    seen = await Watch(scene).go_to(moment(8, 12))
    assert seen.of(INES.user_id) == [("7 22:00", ["day-before"])]
    assert loan.state is S.OUT


async def test_who_left_is_told_nothing_and_who_answers_now_is(scene: Play):
    item = await scene.share()
    await scene.lend(ines, item, Period(moment(7, 9), moment(8, 16)))
    await scene.stage.directory.member_left(NETWORK, INES.user_id)
    await scene.stage.directory.member_left(NETWORK, LEA.user_id)
    seen = await Watch(scene).go_to(moment(9, 17))
    assert (seen.of(INES.user_id), seen.of(LEA.user_id)) == ([], [])
    assert seen.of(KARIM.user_id) == [("9 16:00", ["late-1"])]


async def test_a_half_returned_loan_is_still_reminded_of(scene: Play):
    item = await scene.share(2)
    loan = await scene.lend(ines, item, Period(moment(7, 9), moment(8, 16)), 2)
    await scene.stage.returns.give_back(ines, loan.number, Pieces(back=1))
    seen = await Watch(scene).go_to(moment(9, 17))
    assert [kinds[0] for _, kinds in seen.of(INES.user_id)] == ["day-before", "two-hours", "late-1"]


# Lateness, and who comes next


async def test_who_comes_next_is_told_the_day_before_that_it_is_not_back(play: Play):
    item = await play.share()
    await play.promise(noe, item, days(10))
    await play.lend(ines, item, days(7))
    for at in (moment(8, 12), moment(8, 23), moment(9, 0), moment(9, 7)):
        await play.tick(at)
    assert await play.told("loan_short") == []  # too soon, then in the night
    for hour in (8, 9, 10):
        await play.tick(moment(9, hour))
    assert await play.told("loan_short") == [NOE.user_id, LEA.user_id, KARIM.user_id]


async def test_a_thing_that_is_back_in_time_worries_nobody(scene: Play):
    item = await scene.share()
    await scene.promise(noe, item, days(10))
    loan = await scene.lend(ines, item, days(7))
    await scene.tick(moment(8, 12))
    await scene.stage.returns.give_back(ines, loan.number)
    await scene.tick(moment(9, 12))
    assert await scene.told("loan_short") == []


async def test_hours_of_an_afternoon_are_reminded_of_only_after_the_hand_over(scene: Play):
    item = await scene.share()
    await scene.lend(ines, item, hours(7, 14, 18))
    seen = await Watch(scene).go_to(moment(8, 19))
    assert seen.of(INES.user_id) == [("7 16:00", ["two-hours"]), ("8 18:00", ["late-1"])]
