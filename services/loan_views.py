"""A loan with the names around it: what its cards and messages show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.items import Item
from domain.lending import Loan, LoanState, Pieces
from domain.people import Party
from services.directory import Directory
from storage import items, loans


@dataclass(frozen=True)
class Named:
    """A party as it is shown: an organisation's name, the person who carries it, or both.

    ``name`` is for where Discord draws no mention (menus, pictures): the organisation's, or the
    person's as the directory knows it; "" when it doesn't.
    """

    organisation: str | None
    member: int | None
    name: str = ""


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
            if loan.pieces.total or loan.reporter or loan.state is LoanState.OUT
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
    ) -> dict[Party, str]:
        """Short names of organisations, and of those among these parties who act for none."""
        found: dict[Party, str] = {}
        if any(party.organisation is not None for party in parties):
            known = await self._directory.organisations(conn, guild_id)
            found = {Party(organisation=n): o.short_name or o.name for n, o in known.items()}
        alone = {party.member for party in parties if party.organisation is None and party.member}
        if alone:
            members = await self._directory.names(conn, guild_id, sorted(alone))
            found |= {Party(number): name for number, name in members.items()}
        return found


def named(party: Party, names: dict[Party, str]) -> Named:
    organisation = member = None
    if party.organisation is not None:
        organisation = names.get(Party(organisation=party.organisation))
    elif party.member:
        member = names.get(Party(party.member))
    return Named(organisation, party.member or None, organisation or member or "")
