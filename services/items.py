"""Share a thing, find it, change it, take it back."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.availability import Ask, next_free, units_on_hand
from domain.errors import Refused
from domain.item_fields import read_fields, with_values
from domain.item_reading import LONGEST, read_text
from domain.items import Category, Item, ItemState, Rules
from domain.lending import LIVE, Loan
from domain.people import Act, Actor, Caller, Organisation, Party, Sides, may
from domain.periods import Period
from domain.text import clean, fold
from services.item_import import ItemImport, usual_owner
from services.item_lines import refuse_if_promised
from services.loan_desk import GAP_MEMORY, LoanDesk, Work, check_right
from services.loan_news import LoanNews
from services.loan_views import LoanViews, Named, named
from services.photos import Photo
from storage import drafts, items, loans

SOON = timedelta(minutes=15)
"""What "free now" looks at."""
FAR = timedelta(days=5 * 366)
"""How far ahead promises may reach, and then some."""


@dataclass(frozen=True)
class ItemChange:
    """What an owner changes; None leaves a field as it is. ``owner`` 0 means in one's own name.

    ``values`` and ``rule_values`` are fields by name that may also be emptied (None).
    """

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
    values: Mapping[str, Any] = field(default_factory=dict)
    rule_values: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def typed(cls, texts: Mapping[str, str], owner: int | None = None) -> "ItemChange":
        """From what was typed, by the keys of ``item_fields.COLUMNS``. Raises Refused."""
        values, rules = read_fields(texts)
        return cls(owner=owner, values=values, rule_values=rules)


@dataclass(frozen=True)
class ItemSheet:
    """An item as its card shows it, to one person.

    ``free_now``: units on hand at this moment; ``next_free``: when one is, if none is now;
    ``reserved``: the dates that its owner keeps; ``choices``: for whom it may be lent, by those
    who may edit it.
    """

    item: Item
    owner: Named
    edits: bool
    free_now: int
    next_free: Period | None = None
    reserved: tuple[Loan, ...] = ()
    choices: tuple[Organisation, ...] = ()
    own_name: bool = False


class Items:
    """The catalogue of a guild. Each method raises Refused, and then wrote nothing."""

    def __init__(self, desk: LoanDesk, news: LoanNews) -> None:
        self._desk = desk
        self._news = news
        self._views = LoanViews(desk.directory)
        self.sheets = ItemImport(desk, news)

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

    async def sheet(self, caller: Caller, number: int) -> ItemSheet:
        """An item with what its card shows. Raises Refused("item-unknown")."""
        async with self._desk.db.reading() as conn:
            now = self._desk.clock()
            item = await items.one(conn, caller.guild_id, number)
            if item is None or item.state is ItemState.WITHDRAWN:
                raise Refused("item-unknown", said=f"#{number}", near=[])
            names = await self._views.names(conn, caller.guild_id, [item.owner])
            actor = await self._desk.directory.actor(conn, caller)
            zone = (await self._desk.settings.of(conn, caller.guild_id)).zone
            taking = await loans.taking(conn, caller.guild_id, number, now - GAP_MEMORY)
            known = await self._desk.directory.organisations(conn, caller.guild_id)
        edits = may(actor, Act.EDIT_ITEM, Sides(item.owner))
        soon = Period(now, now + SOON)
        free = units_on_hand(item, taking, soon, now, zone)
        ask = Ask(Party(caller.user_id), soon, in_network=True)
        kept = [loan for loan in taking if loan.own and loan.state in LIVE]
        return ItemSheet(
            item,
            named(item.owner, names),
            edits,
            free,
            None if free else next_free(item, taking, ask, now, zone, any_hour=True),
            tuple(sorted(kept, key=lambda loan: loan.period)) if edits else (),
            tuple(_may_be_owners(actor, known)) if edits else (),
            actor.speaks_for(item.owner),
        )

    async def keep_typed(self, caller: Caller, facts: Mapping[str, Any]) -> int:
        """Keep what was typed in a form that was refused, for «Réessayer»; its draft's number."""
        async with self._desk.db.writing() as conn:
            return await drafts.keep_draft(
                conn, caller.guild_id, caller.user_id, self._desk.clock(), {"typed": dict(facts)}
            )

    async def typed(self, caller: Caller, draft: int) -> dict[str, Any]:
        """What this person had typed. Raises Refused("typed-gone") when it is no longer kept."""
        async with self._desk.db.reading() as conn:
            facts = await drafts.draft_of(conn, caller.guild_id, draft, caller.user_id)
        if not facts or "typed" not in facts:
            raise Refused("typed-gone")
        return dict(facts["typed"])

    async def share(
        self,
        caller: Caller,
        change: ItemChange,
        photo: Photo | None = None,
        *,
        interaction_id: int | None = None,
    ) -> Item:
        """Offer a new item, for the organisation one speaks for by default, else in one's own name.

        Raises Refused: "not-your-organisation", "owner-not-yours", and what ``check_item`` says.
        """
        async with self._desk.db.writing() as conn:
            now = self._desk.clock()
            await self._desk.once(conn, interaction_id, now)
            await self._desk.directory.remember(conn, caller)
            actor = await self._desk.directory.actor(conn, caller)
            owner = await self._owner(conn, actor, change.owner)
            new = self._changed(Item(caller.guild_id, 0, "", owner), change)
            if photo is not None:
                new = replace(new, photo=await self._keep(conn, caller.guild_id, photo))
            basin = await self._basin(conn, new)
            number = await items.create(conn, new, fold(new.name), basin, now)
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
            after = self._changed(work.item, change)
            if change.owner is not None:
                owner = await self._owner(work.conn, work.actor, change.owner, before=work.item)
                after = replace(after, owner=owner)
            if after.units < work.item.units:
                refuse_if_promised(work.item, after, await work.loans(), work.now, work.zone)
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
        """No new requests; promises stay. Nothing to do when it is suspended already."""
        return await self._turn(caller, number, ItemState.SUSPENDED, interaction_id)

    async def resume(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> Item:
        """Requests again."""
        return await self._turn(caller, number, ItemState.OFFERED, interaction_id)

    async def _turn(
        self, caller: Caller, number: int, state: ItemState, interaction_id: int | None
    ) -> Item:
        async with self._editing(caller, number, interaction_id) as work:
            if work.item.state is state:
                return work.item
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
        basin = None if after.owner == work.item.owner else await self._basin(work.conn, after)
        await items.save(work.conn, after, fold(after.name), basin)
        changed = [
            f.name for f in fields(Item) if getattr(after, f.name) != getattr(work.item, f.name)
        ]
        await self._desk.note(work, act, "item", after.number, changed=changed)
        work.item = after
        if after.stock < stock:
            await self._news.shortages(work)
        return after

    async def _owner(
        self, conn: AsyncConnection, actor: Actor, chosen: int | None, before: Item | None = None
    ) -> Party:
        """The owner chosen: oneself (0) or an organisation one speaks for; moderators give an
        item to any. Raises Refused.
        """
        caller = actor.caller
        if chosen == 0:
            if before is not None:
                _refuse_unless_owner(actor, before)
            return Party(caller.user_id)
        if chosen is None:
            return await usual_owner(conn, self._desk.directory, actor)
        party = Party(organisation=chosen)
        if actor.speaks_for(party):
            return party
        if chosen in actor.organisations:
            raise Refused("owner-not-yours")
        known = await self._desk.directory.organisations(conn, caller.guild_id)
        if not caller.moderator or chosen not in known:
            raise Refused("not-your-organisation")
        return party

    async def _basin(self, conn: AsyncConnection, item: Item) -> str:
        if item.owner.organisation is None:
            return ""
        known = await self._desk.directory.organisations(conn, item.guild_id)
        return known[item.owner.organisation].basin

    async def _keep(self, conn: AsyncConnection, guild_id: int, photo: Photo) -> int:
        return await items.add_photo(
            conn, guild_id, photo.content_type, photo.data, photo.width, photo.height
        )

    def _changed(self, item: Item, change: ItemChange) -> Item:
        """The item with the change, every field checked. Raises Refused."""
        plain = {
            f.name: getattr(change, f.name)
            for f in fields(ItemChange)
            if f.name not in ("owner", "values", "rule_values")
            and getattr(change, f.name) is not None
        }
        for name in LONGEST.keys() & plain.keys():
            plain[name] = read_text(name, plain[name])
        return with_values(item, {**plain, **change.values}, change.rule_values)


def _may_be_owners(actor: Actor, known: Mapping[int, Organisation]) -> list[Organisation]:
    """Organisations to which this person may give an item."""
    return [
        each
        for each in known.values()
        if actor.caller.moderator or actor.speaks_for(Party(organisation=each.number))
    ]


def _refuse_unless_owner(actor: Actor, item: Item) -> None:
    """A moderator may give an item to an organisation, never to themself."""
    if not actor.speaks_for(item.owner):
        raise Refused("owner-not-yours")
