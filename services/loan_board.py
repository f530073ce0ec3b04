"""What people look at before they act: what is free, what a request would meet, what is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.availability import (
    Ask,
    Reason,
    most_for,
    next_free,
    reasons_against,
    room_for,
    units_on_hand,
)
from domain.errors import Refused
from domain.items import Approval, Item, ItemState
from domain.lending import LIVE, Loan, LoanState, next_state
from domain.people import Act, Actor, Caller, Party, may
from domain.periods import Period, day_start
from domain.settings import GuildSettings
from domain.text import clean, fold
from services.directory import Choice, actor_of
from services.items import Items
from services.lending import LONGEST_PROJECT, MOST_UNITS, Wish
from services.loan_desk import GAP_MEMORY, LoanDesk, check_right, gap_of, what_takes
from services.loan_piles import Board, sort_board
from services.loan_views import LoanView, LoanViews, Named, named
from storage import drafts, items, loans

__all__ = ["Board", "Calendar", "Found", "LoanBoard", "Preview", "Standing", "sort_board"]

MOST_ALTERNATIVES = 3


@dataclass(frozen=True)
class Preview:
    """What a request would be, before it is made; kept as ``draft``, so that nothing is retyped.

    ``reasons`` say why it would be refused (none: it would pass). ``room`` units could be
    promised; ``next_free`` and ``instead`` say what else there is.
    """

    item: Item
    owner: Named
    wish: Wish
    party: Named
    choices: tuple[Choice, ...]
    room: int
    reasons: tuple[Reason, ...]
    next_free: Period | None
    instead: tuple[tuple[Item, int], ...]
    promised_at_once: bool
    draft: int = 0


@dataclass(frozen=True)
class Found:
    """An item of a list, with what is free of it (None when no dates were asked about)."""

    item: Item
    owner: Named
    room: int | None


@dataclass(frozen=True)
class Calendar:
    """An item's loans over some days, and how many units are on hand each day."""

    item: Item
    first: date
    free: tuple[int, ...]
    loans: tuple[LoanView, ...]


@dataclass(frozen=True)
class Standing:
    """How a period stands for an item: units that could be promised, and why not more.

    ``next_free`` is told for the first period only, and only when it would be refused.
    """

    period: Period
    room: int
    stock: int
    reasons: tuple[Reason, ...]
    next_free: Period | None = None


class LoanBoard:
    """Reads. Nothing here promises: what is shown is checked again when it is asked for."""

    def __init__(self, desk: LoanDesk, catalogue: Items, views: LoanViews) -> None:
        self._desk = desk
        self._items = catalogue
        self._views = views

    async def preview(
        self,
        caller: Caller,
        said: str,
        period: Period,
        quantity: int = 1,
        project: str = "",
        organisation: int | None = None,
    ) -> Preview:
        """What asking for this would meet; kept as a draft, whatever it meets.

        Raises Refused: "item-unknown", "item-ambiguous", "bad-quantity", "not-your-organisation".
        """
        settings = await self._desk.settings.known(caller.guild_id)
        async with self._desk.db.reading() as conn:
            item = await self._items.find(conn, caller.guild_id, said)
            if not 0 < quantity <= MOST_UNITS:
                raise Refused("bad-quantity", asked=quantity, stock=item.stock)
            wish = Wish(
                item.number, period, quantity, clean(project, LONGEST_PROJECT), organisation
            )
            preview = await self._preview(conn, caller, item, wish, settings)
        async with self._desk.db.writing() as conn:
            draft = await drafts.keep_draft(
                conn, caller.guild_id, caller.user_id, self._desk.clock(), wish.to_keep()
            )
        return replace(preview, draft=draft)

    async def draft(self, caller: Caller, number: int) -> tuple[Item, Wish]:
        """What a preview of this person showed. Raises Refused("draft-gone")."""
        async with self._desk.db.reading() as conn:
            facts = await drafts.draft_of(conn, caller.guild_id, number, caller.user_id)
            wish = Wish.kept(facts)
            item = await items.one(conn, caller.guild_id, wish.item)
        if item is None:
            raise Refused("draft-gone")
        return item, wish

    async def item(self, caller: Caller, number: int) -> tuple[Item, Named, bool]:
        """An item, its owner, whether this person may edit it. Raises Refused("item-unknown")."""
        async with self._desk.db.reading() as conn:
            item = await items.one(conn, caller.guild_id, number)
            if item is None or item.state is ItemState.WITHDRAWN:
                raise Refused("item-unknown", said=f"#{number}", near=[])
            names = await self._views.names(conn, caller.guild_id, [item.owner])
            actor = await self._desk.directory.actor(conn, caller)
        edits = actor.speaks_for(item.owner) or caller.moderator
        return item, named(item.owner, names), edits

    async def search(
        self,
        caller: Caller,
        text: str = "",
        category: str | None = None,
        basin: str | None = None,
        period: Period | None = None,
    ) -> list[Found]:
        """Items that hold every word; with a period, only those with something free, which a
        request for one unit at once would get.
        """
        words = fold(clean(text, 100)).split()
        async with self._desk.db.reading() as conn:
            found = await items.search(conn, caller.guild_id, words, category, basin)
            names = await self._views.names(conn, caller.guild_id, [it.owner for it in found])
            if period is None:
                return [Found(it, named(it.owner, names), None) for it in found]
            rooms = await self._rooms(conn, caller, found, period)
        return [
            Found(it, named(it.owner, names), rooms[it.number]) for it in found if rooms[it.number]
        ]

    async def standings(
        self, caller: Caller, said: str, periods: Sequence[Period], quantity: int = 1
    ) -> list[Standing]:
        """How each period stands for an item: what the date picker shows beside each reading.

        Raises Refused("item-unknown") and ("item-ambiguous").
        """
        async with self._desk.db.reading() as conn:
            item = await self._items.find(conn, caller.guild_id, said)
            settings = await self._desk.settings.of(conn, caller.guild_id)
            actor = await self._desk.directory.actor(conn, caller)
            party = await self._desk.directory.party(conn, caller, None, actor)
            now = self._desk.clock()
            taking = await what_takes(conn, item, now)
        found: list[Standing] = []
        for period in periods:
            ask = self._ask(actor, item, party, period, quantity)
            reasons = reasons_against(item, taking, ask, now, settings.zone)
            room = room_for(item, taking, period, now, settings.zone)
            if not reasons:
                room = most_for(item, taking, ask, now, settings.zone)
            free = None
            if reasons and not found:
                free = next_free(item, taking, ask, now, settings.zone)
            found.append(Standing(period, room, item.stock, tuple(reasons), free))
        return found

    async def mine(self, caller: Caller) -> Board:
        """What this person has to answer, hand over, give back or get back."""
        async with self._desk.db.reading() as conn:
            actor = await self._desk.directory.actor(conn, caller)
            settings = await self._desk.settings.of(conn, caller.guild_id)
            speaks = [
                a.organisation for a in actor.attachments if actor.speaks_for(_org(a.organisation))
            ]
            found = await loans.of_person(conn, caller.guild_id, caller.user_id, speaks)
            found += await loans.awaiting_verdict(
                conn, caller.guild_id, self._desk.clock() - timedelta(days=14)
            )
            views = await self._views.of(conn, found, self._desk.clock(), settings.zone)
        return sort_board(actor, views)

    async def all_loans(self, caller: Caller) -> list[LoanView]:
        """Every live loan of the guild, for moderators. Raises Refused("moderators-only")."""
        if not may(Actor(caller), Act.MODERATE):
            raise Refused("moderators-only")
        async with self._desk.db.reading() as conn:
            settings = await self._desk.settings.of(conn, caller.guild_id)
            found = await loans.live_in_guild(conn, caller.guild_id)
            return await self._views.of(conn, found, self._desk.clock(), settings.zone)

    async def view(self, caller: Caller, number: int) -> LoanView:
        """One loan as its card shows it. Raises Refused("loan-unknown")."""
        async with self._desk.db.reading() as conn:
            settings = await self._desk.settings.of(conn, caller.guild_id)
            view = await self._views.one(
                conn, caller.guild_id, number, self._desk.clock(), settings.zone
            )
        if view is None:
            raise Refused("loan-unknown", number=number)
        return view

    async def check(
        self, caller: Caller, number: int, act: Act, revision: int | None = None
    ) -> LoanView:
        """The loan, before its form is opened for this act. Raises Refused as the act would:
        "loan-unknown", "not-allowed", "card-changed", "wrong-state".
        """
        view = await self.view(caller, number)
        async with self._desk.db.reading() as conn:
            actor = await self._desk.directory.actor(conn, caller)
        check_right(actor, act, view.loan.sides(view.item.owner))
        if revision is not None and revision != view.loan.revision:
            raise Refused("card-changed", number=number)
        next_state(view.loan, act)
        return view

    async def returnable(self, caller: Caller) -> list[LoanView]:
        """Loans that this person may say are returned: what completes `/rendre`."""
        board = await self.mine(caller)
        return [*board.to_give_back, *board.to_get_back]

    async def calendar(self, caller: Caller, said: str, first: date, days: int = 14) -> Calendar:
        """An item's days. Raises Refused("item-unknown") and ("item-ambiguous")."""
        async with self._desk.db.reading() as conn:
            item = await self._items.find(conn, caller.guild_id, said)
            settings = await self._desk.settings.of(conn, caller.guild_id)
            now = self._desk.clock()
            taking = await loans.taking(conn, caller.guild_id, item.number, now - GAP_MEMORY)
            window = Period.of_days(first, first + timedelta(days=days - 1), settings.zone)
            shown = [loan for loan in taking if _shows(loan, window, now)]
            views = await self._views.of(conn, shown, now, settings.zone)
        free = tuple(
            units_on_hand(
                item, taking, _rest_of(first + timedelta(days=n), settings, now), now, settings.zone
            )
            for n in range(days)
        )
        return Calendar(item, first, free, tuple(sorted(views, key=lambda v: v.loan.period)))

    async def basins(self, guild_id: int) -> list[str]:
        async with self._desk.db.reading() as conn:
            return await items.basins(conn, guild_id)

    async def owned(self, caller: Caller) -> list[Item]:
        """Items that this person may edit as their owner."""
        async with self._desk.db.reading() as conn:
            actor = await self._desk.directory.actor(conn, caller)
            speaks = [n for n in actor.organisations if actor.speaks_for(_org(n))]
            return await items.owned_by(conn, caller.guild_id, caller.user_id, speaks)

    async def photo(self, guild_id: int, number: int) -> bytes | None:
        async with self._desk.db.reading() as conn:
            return await items.photo_bytes(conn, guild_id, number)

    async def _preview(
        self, conn: AsyncConnection, caller: Caller, item: Item, wish: Wish, settings: GuildSettings
    ) -> Preview:
        zone, now = settings.zone, self._desk.clock()
        choices = await self._desk.directory.parties_for(conn, caller)
        actor = actor_of(caller, choices)
        party = await self._desk.directory.party(conn, caller, wish.organisation, actor)
        taking = await what_takes(conn, item, now)
        ask = self._ask(actor, item, party, wish.period, wish.quantity)
        reasons = reasons_against(item, taking, ask, now, zone)
        names = await self._views.names(conn, caller.guild_id, [item.owner, party])
        automatic = item.rules.approval is Approval.AUTOMATIC and ask.in_network
        return Preview(
            item=item,
            owner=named(item.owner, names),
            wish=wish,
            party=named(party, names),
            choices=tuple(choices),
            room=room_for(item, taking, wish.period, now, zone),
            reasons=tuple(reasons),
            next_free=next_free(item, taking, ask, now, zone) if reasons else None,
            instead=await self._instead(conn, caller, item, wish) if reasons else (),
            promised_at_once=ask.privileged or automatic,
        )

    def _ask(self, actor: Actor, item: Item, party: Party, period: Period, quantity: int) -> Ask:
        owns = actor.speaks_for(item.owner)
        return Ask(party, period, quantity, privileged=owns, in_network=bool(actor.attachments))

    async def _rooms(
        self, conn: AsyncConnection, caller: Caller, found: Sequence[Item], period: Period
    ) -> dict[int, int]:
        """For each item, how many units this person would get at once for the period."""
        now = self._desk.clock()
        settings = await self._desk.settings.of(conn, caller.guild_id)
        actor = await self._desk.directory.actor(conn, caller)
        party = await self._desk.directory.party(conn, caller, None, actor)
        numbers = [item.number for item in found]
        since = now - max(map(gap_of, found), default=timedelta())
        taking = await loans.taking_many(conn, caller.guild_id, numbers, since)
        rooms = {}
        for item in found:
            ask = self._ask(actor, item, party, period, 1)
            rooms[item.number] = most_for(item, taking[item.number], ask, now, settings.zone)
        return rooms

    async def _instead(
        self, conn: AsyncConnection, caller: Caller, item: Item, wish: Wish
    ) -> tuple[tuple[Item, int], ...]:
        """Other items of the category with enough free on the same dates."""
        others = await items.search(conn, caller.guild_id, category=item.category.value, limit=50)
        others = [other for other in others if other.number != item.number]
        if not others:
            return ()
        rooms = await self._rooms(conn, caller, others, wish.period)
        enough = [(it, rooms[it.number]) for it in others if rooms[it.number] >= wish.quantity]
        return tuple(enough[:MOST_ALTERNATIVES])


def _org(number: int) -> Party:
    return Party(organisation=number)


def _rest_of(day: date, settings: GuildSettings, now: datetime) -> Period:
    """A local day; of today, what is left."""
    start, end = (day_start(day + timedelta(days=n), settings.zone) for n in (0, 1))
    return Period(max(start, now) if now < end else start, end)


def _shows(loan: Loan, window: Period, now: datetime) -> bool:
    if loan.state not in LIVE:
        return False
    if loan.state is LoanState.OUT and now >= loan.period.end:
        return loan.period.start < window.end
    return loan.period.overlaps(window)
