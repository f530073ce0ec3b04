"""A loan with the names around it: what its cards and messages show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.items import Item
from domain.lending import Loan, Pieces
from domain.people import Party
from services.directory import Directory
from storage import items, loans


@dataclass(frozen=True)
class Named:
    """A party as it is shown: an organisation's name, the person who carries it, or both."""

    organisation: str | None
    member: int | None


@dataclass(frozen=True)
class ReturnReport:
    """What was last said to have come back. ``verdict``: reported, confirmed or contested."""

    at: datetime
    by: int | None
    pieces: Pieces
    condition: str
    photo: int | None
    verdict: str


@dataclass(frozen=True)
class LoanView:
    """Everything that a loan's card shows, as it stood at ``now``."""

    loan: Loan
    item: Item
    owner: Named
    borrower: Named
    now: datetime
    zone: tzinfo
    report: ReturnReport | None = None

    @property
    def is_late(self) -> bool:
        return self.loan.is_late(self.now)


class LoanViews:
    """Reads loans as they are shown, from inside whatever transaction it is given."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def one(
        self, conn: AsyncConnection, guild_id: int, number: int, now: datetime, zone: tzinfo
    ) -> LoanView | None:
        loan = await loans.one(conn, guild_id, number)
        if loan is None:
            return None
        views = await self.of(conn, [loan], now, zone)
        row = (
            await loans.last_return(conn, guild_id, number)
            if loan.pieces.total or loan.reporter
            else None
        )
        if row is None:
            return views[0]
        report = ReturnReport(
            row.at,
            row.by,
            Pieces(row.back, row.broken, row.lost),
            row.condition,
            row.photo,
            row.verdict,
        )
        return replace(views[0], report=report)

    async def of(
        self, conn: AsyncConnection, found: Sequence[Loan], now: datetime, zone: tzinfo
    ) -> list[LoanView]:
        """Views of loans of one guild, in their order, without their return reports."""
        if not found:
            return []
        guild_id = found[0].guild_id
        things = await items.many(conn, guild_id, {loan.item for loan in found})
        parties = [loan.borrower for loan in found] + [it.owner for it in things.values()]
        names = await self.names(conn, guild_id, parties)
        return [
            LoanView(
                loan,
                things[loan.item],
                named(things[loan.item].owner, names),
                named(loan.borrower, names),
                now,
                zone,
            )
            for loan in found
        ]

    async def names(
        self, conn: AsyncConnection, guild_id: int, parties: Sequence[Party]
    ) -> dict[int, str]:
        """Short names of the organisations among these parties."""
        if all(party.organisation is None for party in parties):
            return {}
        known = await self._directory.organisations(conn, guild_id)
        return {number: each.short_name or each.name for number, each in known.items()}


def named(party: Party, names: dict[int, str]) -> Named:
    organisation = names.get(party.organisation) if party.organisation is not None else None
    return Named(organisation, party.member or None)
