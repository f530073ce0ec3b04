"""Loans as rows: what takes an item's stock, who has what, what falls due."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, or_, select, text, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.lending import LIVE, Loan, LoanState, Pieces
from domain.people import Party
from domain.periods import Period
from storage.counters import next_number
from storage.dialects import insert_once
from storage.tables import LIVE_STATES, item, loan, loan_return, reminder

LIVE_VALUES = tuple(state.value for state in LIVE)


_COLUMNS = (
    loan.c.guild_id,
    loan.c.number,
    loan.c.item,
    loan.c.borrower,
    loan.c.borrower_organisation,
    loan.c.quantity,
    loan.c.start,
    loan.c.end,
    loan.c.state,
    loan.c.requested_at,
    loan.c.project,
    loan.c.own,
    loan.c.first_due,
    loan.c.offered_start,
    loan.c.offered_end,
    loan.c.asked_end,
    loan.c.reason,
    loan.c.out_at,
    loan.c.returned_at,
    loan.c.back,
    loan.c.broken,
    loan.c.lost,
    loan.c.reporter,
    loan.c.reporter_owns,
    loan.c.answered_at,
    loan.c.revision,
)
_STATES = {state.value: state for state in LoanState}
_NO_PIECES = Pieces()


def to_loan(row: Sequence[Any]) -> Loan:
    """A row of ``_COLUMNS``, taken apart at once: an item's loans are read at every act."""
    (guild_id, number, thing, member, organisation, quantity, start, end, state, *rest) = row
    (requested_at, project, own, first_due, offered_start, offered_end, asked_end, *rest) = rest
    (reason, out_at, returned_at, back, broken, lost, *rest) = rest
    (reporter, reporter_owns, answered_at, revision) = rest
    return Loan(
        guild_id,
        number,
        thing,
        Party(member or 0, organisation),
        quantity,
        Period(start, end),
        _STATES[state],
        requested_at,
        project,
        bool(own),
        first_due,
        Period(offered_start, offered_end) if offered_start else None,
        asked_end,
        reason,
        out_at,
        returned_at,
        Pieces(back, broken, lost) if back or broken or lost else _NO_PIECES,
        reporter,
        bool(reporter_owns),
        answered_at,
        revision,
    )


# Literal conditions let both engines use the partial indexes; bound values would not.
IS_LIVE = text(LIVE_STATES)
_LIVE_OF_ITEM = select(*_COLUMNS).where(
    loan.c.guild_id == bindparam("guild"), loan.c.item == bindparam("num"), IS_LIVE
)
_BACK_OF_ITEM = select(*_COLUMNS).where(
    loan.c.guild_id == bindparam("guild"),
    loan.c.item == bindparam("num"),
    text("state = 'returned'"),
    loan.c.returned_at > bindparam("since"),
)
_TAKING = union_all(_LIVE_OF_ITEM, _BACK_OF_ITEM)
_ONE = select(*_COLUMNS).where(
    loan.c.guild_id == bindparam("guild"), loan.c.number == bindparam("num")
)


async def taking(
    conn: AsyncConnection, guild_id: int, item_number: int, since: datetime
) -> list[Loan]:
    """The item's live loans, and those returned after ``since`` (their gap may still run)."""
    rows = await conn.execute(_TAKING, {"guild": guild_id, "num": item_number, "since": since})
    return [to_loan(row) for row in rows]


async def taking_many(
    conn: AsyncConnection, guild_id: int, items: Sequence[int], since: datetime
) -> dict[int, list[Loan]]:
    """As ``taking``, for several items at once, by item number."""
    found: dict[int, list[Loan]] = {number: [] for number in items}
    base = select(*_COLUMNS).where(loan.c.guild_id == guild_id, loan.c.item.in_(items))
    rows = await conn.execute(
        union_all(
            base.where(IS_LIVE),
            base.where(text("state = 'returned'"), loan.c.returned_at > since),
        )
    )
    for row in rows:
        found[row.item].append(to_loan(row))
    return found


async def one(conn: AsyncConnection, guild_id: int, number: int) -> Loan | None:
    row = (await conn.execute(_ONE, {"guild": guild_id, "num": number})).first()
    return to_loan(row) if row else None


def to_values(it: Loan) -> dict[str, Any]:
    return {
        "guild_id": it.guild_id,
        "number": it.number,
        "item": it.item,
        "borrower": it.borrower.member,
        "borrower_organisation": it.borrower.organisation,
        "quantity": it.quantity,
        "start": it.period.start,
        "end": it.period.end,
        "first_due": it.first_due or it.period.end,
        "state": it.state.value,
        "own": it.own,
        "project": it.project,
        "requested_at": it.requested_at,
        "offered_start": it.offered.start if it.offered else None,
        "offered_end": it.offered.end if it.offered else None,
        "asked_end": it.asked_end,
        "reason": it.reason,
        "out_at": it.out_at,
        "returned_at": it.returned_at,
        "back": it.pieces.back,
        "broken": it.pieces.broken,
        "lost": it.pieces.lost,
        "reporter": it.reporter,
        "reporter_owns": it.reporter_owns,
        "answered_at": it.answered_at,
        "revision": it.revision,
    }


_INSERT = insert(loan)
_SAVE = update(loan).where(
    loan.c.guild_id == bindparam("guild"), loan.c.number == bindparam("num")
)  # sets the columns that its parameters name


async def create(conn: AsyncConnection, new: Loan) -> Loan:
    """Write a new loan under the next number of its guild."""
    numbered = replace(new, number=await next_number(conn, new.guild_id, "loan"))
    await conn.execute(_INSERT, to_values(numbered))
    return numbered


async def save(conn: AsyncConnection, before: Loan, after: Loan) -> Loan:
    """Write what changed, one revision further; the item's row must be locked."""
    old, new = to_values(before), to_values(after)
    changed = {key: value for key, value in new.items() if old[key] != value}
    raised = replace(after, revision=before.revision + 1)
    changed |= {"revision": raised.revision, "guild": before.guild_id, "num": before.number}
    await conn.execute(_SAVE, changed)
    return raised


_SAME = _LIVE_OF_ITEM.where(
    or_(
        text("state = 'requested'"),
        text("state = 'approved' AND answered_at = requested_at")
        & (loan.c.project == bindparam("project")),
    ),
    loan.c.start == bindparam("starts"),
    loan.c.end == bindparam("ends"),
    loan.c.quantity == bindparam("units"),
    loan.c.borrower == bindparam("member"),
    func.coalesce(loan.c.borrower_organisation, 0) == bindparam("for"),
)


async def same_request(conn: AsyncConnection, wanted: Loan) -> Loan | None:
    """A request by the same borrower for the same thing, dates and quantity: not answered yet, or
    granted at once (for the same project) and not handed over. Who saw a failure asks again.
    """
    values = {
        "guild": wanted.guild_id,
        "num": wanted.item,
        "starts": wanted.period.start,
        "ends": wanted.period.end,
        "units": wanted.quantity,
        "project": wanted.project,
        "member": wanted.borrower.member,
        "for": wanted.borrower.organisation or 0,
    }
    row = (await conn.execute(_SAME, values)).first()
    return to_loan(row) if row else None


async def of_person(
    conn: AsyncConnection, guild_id: int, member: int, organisations: Sequence[int]
) -> list[Loan]:
    """Live loans that this person, or an organisation they speak for, borrows or lends."""
    owns = or_(
        item.c.owner_organisation.in_(organisations),
        item.c.owner_organisation.is_(None) & (item.c.owner_member == member),
    )
    borrows = or_(loan.c.borrower == member, loan.c.borrower_organisation.in_(organisations))
    rows = await conn.execute(
        select(*_COLUMNS)
        .join(item, (item.c.guild_id == loan.c.guild_id) & (item.c.number == loan.c.item))
        .where(loan.c.guild_id == guild_id, loan.c.state.in_(LIVE_VALUES), or_(owns, borrows))
        .order_by(loan.c.start, loan.c.number)
        .limit(200)
    )
    return [to_loan(row) for row in rows]


async def awaiting_verdict(conn: AsyncConnection, guild_id: int, since: datetime) -> list[Loan]:
    """Loans returned since then whose last report awaits the other side's word."""
    rows = await conn.execute(
        select(*_COLUMNS)
        .where(
            loan.c.guild_id == guild_id,
            text("state = 'returned'"),
            loan.c.returned_at > since,
            loan.c.reporter.is_not(None),
        )
        .order_by(loan.c.returned_at.desc())
        .limit(100)
    )
    return [to_loan(row) for row in rows]


async def live_in_guild(conn: AsyncConnection, guild_id: int, limit: int = 200) -> list[Loan]:
    rows = await conn.execute(
        select(*_COLUMNS)
        .where(loan.c.guild_id == guild_id, loan.c.state.in_(LIVE_VALUES), loan.c.own.is_(False))
        .order_by(loan.c.end, loan.c.number)
        .limit(limit)
    )
    return [to_loan(row) for row in rows]


async def all_live(conn: AsyncConnection, ending_before: datetime) -> list[Loan]:
    """Of every guild, what the clock may have a word on: unanswered, or ending before then."""
    rows = await conn.execute(
        select(*_COLUMNS)
        .where(
            IS_LIVE, or_(loan.c.end < ending_before, text("state IN ('requested', 'countered')"))
        )
        .order_by(loan.c.guild_id, loan.c.end, loan.c.number)
    )
    return [to_loan(row) for row in rows]


async def add_return(
    conn: AsyncConnection,
    it: Loan,
    at: datetime,
    by: int,
    pieces: Pieces,
    condition: str,
    photo: int | None,
) -> int:
    """Write one report of pieces coming back; gives its step within the loan."""
    step = (
        await conn.execute(
            select(func.coalesce(func.max(loan_return.c.step), 0) + 1).where(
                loan_return.c.guild_id == it.guild_id, loan_return.c.loan == it.number
            )
        )
    ).scalar_one()
    await conn.execute(
        insert(loan_return),
        {
            "guild_id": it.guild_id,
            "loan": it.number,
            "step": step,
            "at": at,
            "by": by,
            "back": pieces.back,
            "broken": pieces.broken,
            "lost": pieces.lost,
            "condition": condition,
            "photo": photo,
            "verdict": "reported",
        },
    )
    return int(step)


async def last_return(conn: AsyncConnection, guild_id: int, number: int) -> Row[Any] | None:
    """The latest report of a return, with its step and its verdict."""
    return (
        await conn.execute(
            select(loan_return)
            .where(loan_return.c.guild_id == guild_id, loan_return.c.loan == number)
            .order_by(loan_return.c.step.desc())
            .limit(1)
        )
    ).first()


async def settle_returns(
    conn: AsyncConnection, guild_id: int, number: int, verdict: str, by: int
) -> Pieces:
    """Give their verdict to the reports that have none yet; the pieces they speak of."""
    rows = await conn.execute(
        update(loan_return)
        .where(
            loan_return.c.guild_id == guild_id,
            loan_return.c.loan == number,
            loan_return.c.verdict == "reported",
        )
        .values(verdict=verdict, verdict_by=by)
        .returning(loan_return.c.back, loan_return.c.broken, loan_return.c.lost)
    )
    said = Pieces()
    for row in rows:
        said = said.plus(Pieces(row.back, row.broken, row.lost))
    return said


async def point_reminder(
    conn: AsyncConnection, it: Loan, kind: str, person: int, owed_key: str
) -> bool:
    """Note that this person is reminded of this due date in that message; False: already noted."""
    return await insert_once(
        conn,
        reminder,
        {
            "guild_id": it.guild_id,
            "loan": it.number,
            "due_at": it.period.end,
            "kind": kind,
            "person": person,
            "owed_key": owed_key,
        },
        ["guild_id", "loan", "due_at", "kind", "person"],
    )


async def noted_reminders(
    conn: AsyncConnection, guild_id: int
) -> set[tuple[int, datetime, str, int]]:
    """What is already noted for a guild's live loans: (loan, due_at, kind, person)."""
    rows = await conn.execute(
        select(reminder)
        .join(
            loan,
            (loan.c.guild_id == reminder.c.guild_id) & (loan.c.number == reminder.c.loan),
        )
        .where(reminder.c.guild_id == guild_id, IS_LIVE)
    )
    return {(r.loan, r.due_at, r.kind, r.person) for r in rows}


async def reminders_in(
    conn: AsyncConnection, guild_id: int, owed_key: str
) -> list[tuple[int, datetime, str]]:
    """What one message reminds of: (loan, due_at, kind)."""
    rows = await conn.execute(
        select(reminder.c.loan, reminder.c.due_at, reminder.c.kind)
        .where(reminder.c.guild_id == guild_id, reminder.c.owed_key == owed_key)
        .order_by(reminder.c.due_at, reminder.c.loan)
    )
    return [(row.loan, row.due_at, row.kind) for row in rows]
