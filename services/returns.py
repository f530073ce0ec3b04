"""What comes back, piece by piece, and the other side's word on it. Facts are never refused."""

from dataclasses import replace

from domain.errors import Refused
from domain.lending import Loan, LoanState, Pieces, check_pieces
from domain.people import Act, Caller
from domain.text import clean
from services.loan_desk import LoanDesk, LoanWork, moved_to
from services.loan_news import LoanNews
from services.photos import Photo
from storage import items, loans

LONGEST_CONDITION = 300


class Returns:
    """Reports of returns, confirmed or contested. Whatever raises Refused wrote nothing."""

    def __init__(self, desk: LoanDesk, news: LoanNews) -> None:
        self._desk = desk
        self._news = news

    async def give_back(
        self,
        caller: Caller,
        number: int,
        pieces: Pieces | None = None,
        condition: str = "",
        photo: Photo | None = None,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Loan:
        """Say what has come back: all of it in order (None), or so many back, broken, lost.

        Broken and lost units leave the stock at once; what is not back yet stays out. Raises
        Refused("nothing-returned") and ("too-many-returned").
        """
        async with self._desk.on_loan(
            caller, number, Act.RETURN, revision=revision, interaction_id=interaction_id
        ) as work:
            said = pieces if pieces is not None else Pieces(back=work.loan.missing)
            check_pieces(work.loan, said)
            if work.loan.reporter is not None and work.loan.reporter_owns != work.owns:
                await self._settle(work, "confirmed")  # who goes on counting agrees with the count
            loan = await self._desk.finish(
                work, self._after(work, said), back=said.back, broken=said.broken, lost=said.lost
            )
            shown = await self._keep_photo(work, photo)
            await loans.add_return(
                work.conn,
                loan,
                work.now,
                caller.user_id,
                said,
                clean(condition, LONGEST_CONDITION),
                shown,
            )
            await self._damage(work, said.damaged)
            await self._news.returned(work, loan)
            return loan

    async def confirm(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Loan:
        """The other side agrees with what was said. Raises Refused("nothing-to-confirm")."""
        async with self._desk.on_loan(
            caller, number, Act.CONFIRM_RETURN, revision=revision, interaction_id=interaction_id
        ) as work:
            await self._settle(work, "confirmed")
            reporter = work.loan.reporter
            loan = await self._desk.finish(work, replace(work.loan, reporter=None))
            await self._news.return_confirmed(work, loan, reporter)
            return loan

    async def contest(
        self,
        caller: Caller,
        number: int,
        *,
        revision: int | None = None,
        interaction_id: int | None = None,
    ) -> Loan:
        """The other side says otherwise: those pieces are out again, and moderators are told."""
        async with self._desk.on_loan(
            caller, number, Act.CONTEST_RETURN, revision=revision, interaction_id=interaction_id
        ) as work:
            said = await self._settle(work, "contested")
            reporter = work.loan.reporter
            after = replace(
                work.loan,
                state=LoanState.OUT,
                returned_at=None,
                pieces=work.loan.pieces.minus(said),
                reporter=None,
            )
            loan = await self._desk.finish(work, after)
            await self._damage(work, -said.damaged)
            await self._news.return_contested(work, loan, reporter)
            return loan

    def _after(self, work: LoanWork, said: Pieces) -> Loan:
        pieces = work.loan.pieces.plus(said)
        complete = pieces.total == work.loan.quantity
        own = work.loan.own
        changed = replace(
            work.loan,
            pieces=pieces,
            asked_end=None if complete else work.loan.asked_end,
            reporter=None if own else work.actor.caller.user_id,
            reporter_owns=work.owns,
        )
        return moved_to(changed, Act.RETURN, returned_at=work.now) if complete else changed

    async def _settle(self, work: LoanWork, verdict: str) -> Pieces:
        """Close the reports that await a word; gives what they said together."""
        number = work.loan.number
        if work.loan.reporter is None:
            raise Refused("nothing-to-confirm", number=number)
        return await loans.settle_returns(
            work.conn, work.guild_id, number, verdict, work.actor.caller.user_id
        )

    async def _keep_photo(self, work: LoanWork, photo: Photo | None) -> int | None:
        if photo is None:
            return None
        return await items.add_photo(
            work.conn, work.guild_id, photo.content_type, photo.data, photo.width, photo.height
        )

    async def _damage(self, work: LoanWork, units: int) -> None:
        if not units:
            return
        broken = await items.add_out_of_order(work.conn, work.guild_id, work.item.number, units)
        work.item = replace(work.item, out_of_order=broken)
        await self._news.shortages(work)
