"""Share a thing, find it, change it, take it back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.items import Category, Item, ItemState, Rules
from domain.lending import LIVE, LoanState
from domain.people import Act, Caller, Party, Sides
from domain.periods import DAY_MINUTES, peak
from domain.text import clean, fold
from services.loan_desk import LoanDesk, Work, check_right
from services.loan_news import LoanNews
from services.photos import Photo
from storage import items

LONGEST = {
    "name": 80,
    "description": 500,
    "place": 100,
    "conditions": 500,
    "rate_source": 100,
}
MOST_UNITS = 9_999
MOST_CENTS = 100_000_000
LONGEST_SPAN = 366 * DAY_MINUTES
LONGEST_BUFFER = 60 * DAY_MINUTES


@dataclass(frozen=True)
class ItemChange:
    """What an owner changes; None leaves a field as it is. ``owner`` 0 means in one's own name."""

    name: str | None = None
    category: Category | None = None
    description: str | None = None
    units: int | None = None
    out_of_order: int | None = None
    value_cents: int | None = None
    rate_cents: int | None = None
    rate_source: str | None = None
    place: str | None = None
    conditions: str | None = None
    rules: Rules | None = None
    owner: int | None = None


class Items:
    """The catalogue of a guild. Each method raises Refused, and then wrote nothing."""

    def __init__(self, desk: LoanDesk, news: LoanNews) -> None:
        self._desk = desk
        self._news = news

    async def find(self, conn: AsyncConnection, guild_id: int, said: str) -> Item:
        """The item meant by ``#12``, an exact name, or the beginning of only one name.

        Raises Refused("item-unknown") or ("item-ambiguous") with the names that are near.
        """
        text = said.strip()
        if text.startswith("#") and text[1:].isdecimal() and len(text) < 11:
            item = await items.one(conn, guild_id, int(text[1:]))
            if item is not None and item.state is not ItemState.WITHDRAWN:
                return item
            raise Refused("item-unknown", said=text, near=[])
        folded = fold(clean(text, LONGEST["name"]))
        near = await items.named(conn, guild_id, folded) if folded else []
        exact = [item for item in near if fold(item.name) == folded]
        if len(exact) == 1:
            return exact[0]
        if len(near) == 1 and fold(near[0].name).startswith(folded):
            return near[0]
        names = [f"{item.name} (#{item.number})" for item in near[:5]]
        raise Refused("item-ambiguous" if near else "item-unknown", said=text[:80], near=names)

    async def share(
        self,
        caller: Caller,
        change: ItemChange,
        photo: Photo | None = None,
        *,
        interaction_id: int | None = None,
    ) -> Item:
        """Offer a new item. Raises Refused("name-missing", "bad-units", "bad-money", …)."""
        async with self._desk.db.writing() as conn:
            now = self._desk.clock()
            await self._desk.once(conn, interaction_id, now)
            await self._desk.directory.remember(conn, caller)
            owner = await self._owner(conn, caller, change.owner)
            new = self._changed(Item(caller.guild_id, 0, "", owner), change)
            if photo is not None:
                new = replace(new, photo=await self._keep(conn, caller.guild_id, photo))
            basin = await self._basin(conn, new)
            number = await items.create(conn, new, fold(new.name), basin, now)
            actor = await self._desk.directory.actor(conn, caller)
            settings = await self._desk.settings.of(conn, caller.guild_id)
            work = Work(conn, now, settings, actor, new)
            await self._desk.note(work, "share", "item", number, name=new.name)
        return replace(new, number=number)

    async def change(
        self, caller: Caller, number: int, change: ItemChange, *, interaction_id: int | None = None
    ) -> Item:
        """Change an item. Fewer units than are promised are refused, naming the loans; broken
        units are a fact, never refused, and those left without are warned.
        """
        async with self._editing(caller, number, interaction_id) as work:
            if change.owner is not None:
                owner = await self._owner(work.conn, caller, change.owner)
                work.item = replace(work.item, owner=owner)
            after = self._changed(work.item, change)
            if after.units < work.item.units:
                await self._refuse_if_needed(work, after)
            return await self._save(work, after, "change")

    async def set_photo(
        self, caller: Caller, number: int, photo: Photo, *, interaction_id: int | None = None
    ) -> Item:
        async with self._editing(caller, number, interaction_id) as work:
            old = work.item.photo
            kept = await self._keep(work.conn, caller.guild_id, photo)
            after = await self._save(work, replace(work.item, photo=kept), "photo")
            if old is not None:
                await items.delete_photo(work.conn, caller.guild_id, old)
            return after

    async def suspend(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> Item:
        """No new requests, or (when it is suspended) requests again; promises stay."""
        async with self._editing(caller, number, interaction_id) as work:
            offered = work.item.state is ItemState.SUSPENDED
            state = ItemState.OFFERED if offered else ItemState.SUSPENDED
            return await self._save(work, replace(work.item, state=state), state.value)

    async def withdraw(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> Item:
        """Take it out of the catalogue. Raises Refused("item-in-use") naming the promises."""
        async with self._editing(caller, number, interaction_id) as work:
            bound = [loan for loan in await work.loans() if loan.state in LIVE and not loan.own]
            if bound:
                numbers = [loan.number for loan in bound]
                raise Refused("item-in-use", item=work.item.name, loans=numbers)
            return await self._save(work, replace(work.item, state=ItemState.WITHDRAWN), "withdraw")

    @asynccontextmanager
    async def _editing(
        self, caller: Caller, number: int, interaction_id: int | None
    ) -> AsyncIterator[Work]:
        """A transaction on an item that the caller may edit."""
        async with self._desk.on_item(caller, number, interaction_id) as work:
            if work.item.state is ItemState.WITHDRAWN:
                raise Refused("item-unknown", said=f"#{number}", near=[])
            check_right(work.actor, Act.EDIT_ITEM, Sides(work.item.owner))
            yield work

    async def _save(self, work: Work, after: Item, act: str) -> Item:
        stock = work.item.stock
        await items.save(work.conn, after, fold(after.name))
        changed = [
            f.name for f in fields(Item) if getattr(after, f.name) != getattr(work.item, f.name)
        ]
        await self._desk.note(work, act, "item", after.number, changed=changed)
        work.item = after
        if after.stock < stock:
            await self._news.shortages(work)
        return after

    async def _owner(self, conn: AsyncConnection, caller: Caller, chosen: int | None) -> Party:
        party = await self._desk.directory.party(conn, caller, chosen)
        return Party(None if party.organisation else caller.user_id, party.organisation)

    async def _basin(self, conn: AsyncConnection, item: Item) -> str:
        if item.owner.organisation is None:
            return ""
        known = await self._desk.directory.organisations(conn, item.guild_id)
        return known[item.owner.organisation].basin

    async def _keep(self, conn: AsyncConnection, guild_id: int, photo: Photo) -> int:
        return await items.add_photo(
            conn, guild_id, photo.content_type, photo.data, photo.width, photo.height
        )

    async def _refuse_if_needed(self, work: Work, after: Item) -> None:
        """Raises Refused when promises need more units than would be left."""
        taking = await work.loans()
        uses = [
            (loan, use)
            for loan in taking
            if loan.state in (LoanState.APPROVED, LoanState.OUT)
            and (use := loan.use(after.rules, work.now, work.zone, buffered=False))
        ]
        far = work.now.replace(year=work.now.year + 5)
        needed = peak([use for _, use in uses], work.now, far)
        if needed > after.stock and after.stock < work.item.stock:
            numbers = [loan.number for loan, _ in uses]
            raise Refused("units-promised", needed=needed, wanted=after.stock, loans=numbers)

    def _changed(self, item: Item, change: ItemChange) -> Item:
        """The item with the change, every field checked. Raises Refused."""
        new = {
            f.name: getattr(change, f.name)
            for f in fields(ItemChange)
            if f.name != "owner" and getattr(change, f.name) is not None
        }
        for name, longest in LONGEST.items():
            if name in new:
                new[name] = clean(new[name], longest)
        after = replace(item, **new)
        check_item(after)
        return after


def check_item(item: Item) -> None:
    """Raises Refused for what no item may be."""
    if not item.name:
        raise Refused("name-missing")
    if not 1 <= item.units <= MOST_UNITS:
        raise Refused("bad-units", most=MOST_UNITS)
    if not 0 <= item.out_of_order <= item.units:
        raise Refused("bad-out-of-order", units=item.units)
    for cents in (item.value_cents, item.rate_cents):
        if cents is not None and not 0 <= cents <= MOST_CENTS:
            raise Refused("bad-money")
    check_rules(item.rules)


def check_rules(rules: Rules) -> None:
    """Raises Refused for rules that are out of bounds, or that nobody could ever meet."""
    spans = (rules.notice, rules.longest or 0, rules.ahead or 0)
    if any(not 0 <= span <= LONGEST_SPAN for span in spans) or rules.longest == 0:
        raise Refused("bad-span", most=LONGEST_SPAN)
    if not 0 <= rules.buffer <= LONGEST_BUFFER:
        raise Refused("bad-span", most=LONGEST_BUFFER)
    if rules.contradicts_itself():
        raise Refused("rules-contradict", notice=rules.notice, ahead=rules.ahead)
