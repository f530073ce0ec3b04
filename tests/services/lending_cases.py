"""Plays the cases of ../shared/cases/lending through the services.

An item is written with its rules, existing loans are laid down as rows (they are the past), then
each request is made by a member and its answer compared. Several lines for one item in a request
are added up here, since kits are not lent yet.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain.availability import units_on_hand
from domain.errors import Refused
from domain.items import Item, Rules
from domain.lending import Loan, LoanState, Pieces
from domain.people import Caller, Party
from domain.periods import DAY_MINUTES, Period
from domain.text import fold
from services.lending import Wish
from services.loan_desk import GAP_MEMORY
from storage import items, loans
from storage.engine import Database
from tests.conftest import FakeClock
from tests.services.lending_stage import Stage

CASES = Path(__file__).resolve().parents[3] / "shared/cases/lending/cases.json"


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(CASES.read_text())
    return found


def rules(said: dict[str, Any]) -> Rules:
    def days(name: str) -> int | None:
        return said[name] * DAY_MINUTES if name in said else None

    def hours(name: str) -> int | None:
        return said[name] * 60 if name in said else None

    return Rules(
        buffer=days("buffer_days") or said.get("buffer_min", 0),
        notice=days("min_notice_days") or 0,
        longest=days("max_days") or hours("max_hours"),
        ahead=days("max_advance_days") or hours("max_advance_h"),
        hold_on_request=said.get("hold_on_request", False),
        units_per_borrower=said.get("per_member_max"),
        no_chain=said.get("no_chain", False),
        largest_share=round(said["max_share"] * 100) if "max_share" in said else None,
        closed_on=frozenset(map(date.fromisoformat, said.get("closed_dates", ()))),
    )


@dataclass
class CaseRun:
    """One question of a case, asked in a guild of its own where all of the case is laid down."""

    case: dict[str, Any]
    stage: Stage
    clock: FakeClock
    guild: int
    zone: ZoneInfo
    items: dict[str, Item] = field(default_factory=dict)
    loans: dict[str, Loan] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)

    @property
    def owner(self) -> Caller:
        return self.person("the owner")

    def moment(self, said: str) -> datetime:
        return datetime.fromisoformat(said).replace(tzinfo=self.zone)

    def period(self, said: dict[str, Any]) -> Period:
        if "T" in said["start"]:
            return Period(self.moment(said["start"]), self.moment(said["end"]))
        first, last = (date.fromisoformat(said[key]) for key in ("start", "end"))
        return Period.of_days(first, last, self.zone)

    def person(self, name: str) -> Caller:
        number = self.people.setdefault(name, 100 + len(self.people))
        return Caller(self.guild, number, name)

    def now(self) -> datetime:
        if "now" in self.case:
            return self.moment(self.case["now"])
        parts = ("loans", "requests", "stock")
        starts = [entry["start"][:10] for part in parts for entry in self.case.get(part, ())]
        return self.moment(min(starts)) - timedelta(days=1)

    async def lay_down(self, owner: Caller) -> None:
        self.clock.set(self.now())
        async with self.stage.db.writing() as conn:
            for said in self.case.get("items") or [self.case["item"]]:
                name = said.get("id", "item")
                item = Item(
                    self.guild,
                    0,
                    name,
                    Party(owner.user_id),
                    units=said["units"],
                    out_of_order=said.get("out_of_order", 0),
                    rules=rules(said),
                )
                number = await items.create(conn, item, fold(name), "", self.clock())
                stored = await items.one(conn, self.guild, number)
                assert stored is not None
                self.items[name] = stored
            for number, said in enumerate(self.case.get("loans", ()), 1):
                name = str(said.get("id", number))
                self.loans[name] = await loans.create(conn, self.past_loan(said, number))

    def past_loan(self, said: dict[str, Any], number: int) -> Loan:
        period = self.period(said)
        state = LoanState(said.get("status", "approved"))
        back = self.moment(said["returned_at"]) if "returned_at" in said else None
        return Loan(
            self.guild,
            0,
            self.item_of(said).number,
            Party(self.person(said.get("who", f"somebody {number}")).user_id),
            said["qty"],
            period,
            state,
            period.start - timedelta(days=9),
            out_at=period.start if state is LoanState.OUT else None,
            returned_at=back,
            pieces=Pieces(back=said["qty"]) if back else Pieces(),
        )

    def item_of(self, said: dict[str, Any]) -> Item:
        name = said.get("item") or next((line["item"] for line in said.get("lines", ())), None)
        return self.items[name] if name else next(iter(self.items.values()))

    async def look(self, said: dict[str, Any]) -> str | None:
        """What differs from the units said to be free, or None."""
        await self.lay_down(self.owner)
        if "now" in said:
            self.clock.set(self.moment(said["now"]))
        item, now = self.item_of(said), self.clock()
        async with self.stage.db.reading() as conn:
            taking = await loans.taking(conn, self.guild, item.number, now - GAP_MEMORY)
        free = units_on_hand(item, taking, self.period(said), now, self.zone)
        return None if free == said["free"] else f"{said}: {free} free"

    async def ask(self, said: dict[str, Any]) -> str | None:
        """What differs from the answer expected, or None. Whose ask is privileged owns the item."""
        who = self.person(said.get("who", "somebody"))
        await self.lay_down(who if said.get("privileged") else self.owner)
        accepted, reasons, available = await self.answer(said, who)
        expected = said["expect"]
        wrong = accepted != expected["accept"]
        wrong |= "reasons" in expected and reasons != expected["reasons"]
        wrong |= "available" in expected and available not in (None, expected["available"])
        return f"{said}: {accepted} {reasons} {available}" if wrong else None

    async def answer(self, said: dict[str, Any], who: Caller) -> tuple[bool, list[str], int | None]:
        try:
            await self.act(said, who)
        except Refused as refused:
            return False, *told(refused)
        return True, [], None

    async def act(self, said: dict[str, Any], who: Caller) -> None:
        period, item = self.period(said), self.item_of(said)
        quantity = said.get("qty") or sum(line["qty"] for line in said["lines"])
        wish = Wish(item.number, period, quantity)
        if "edits" in said:
            number = self.loans[said["edits"]].number
            await self.stage.lending.change(self.owner, number, period, quantity)
        elif said.get("privileged") and self.case.get("privileged_skips_buffer"):
            await self.stage.lending.reserve(who, wish, skips_buffer=True)
        else:
            await self.stage.lending.request(who, wish)


def told(refused: Refused) -> tuple[list[str], int | None]:
    """The reasons of a refusal as the cases name them, and how many units were said to be free."""
    if refused.key == "bad-period":
        return ["bad_period"], None
    reasons = refused.facts.get("reasons", [])
    free = next((reason.facts["available"] for reason in reasons if reason.key == "conflict"), None)
    return [reason.key for reason in reasons] or [refused.key], free


async def play(case: dict[str, Any], db: Database, clock: FakeClock) -> list[str]:
    """Play one case; what came out otherwise than expected, if anything."""
    zone = ZoneInfo(case.get("tz", "Europe/Paris"))
    stage = Stage.on(db, clock, str(zone))
    questions = [("look", said) for said in case.get("stock", ())]
    questions += [("ask", said) for said in case.get("requests", ())]
    found = []
    for guild, (question, said) in enumerate(questions, 1):
        run = CaseRun(case, stage, clock, guild, zone)
        found.append(await (run.look(said) if question == "look" else run.ask(said)))
    return [difference for difference in found if difference]
