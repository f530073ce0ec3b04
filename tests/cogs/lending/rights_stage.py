"""Two guilds, thirteen roles, one item, a loan of it in each situation: for tables of rights."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord

from bot.parts import Parts
from domain.lending import Pieces
from domain.people import Caller, Role
from domain.periods import Period
from services.items import ItemChange
from services.lending import Wish
from tests.cast import COLLECTIF_BRUIT, LA_CAVE, LE_CLOU
from tests.cogs.direct import Book, Direct, Visitor
from tests.cogs.lending.loan_stage import WEEKEND
from tests.cogs.lending.rights import GONE, OTHER_GUILD, ROLES
from tests.conftest import FakeClock

HOME, AWAY = 900_000_000_000_000_001, 900_000_000_000_000_002
ROLE = 400_000_000_000_000_001
LATER = Period(WEEKEND.start + timedelta(days=7), WEEKEND.end + timedelta(days=7))
LONGER = WEEKEND.end + timedelta(days=2)

IDS = {name: 100_000_000_000_000_000 + n for n, name in enumerate(ROLES, 1)}
IDS["owner's delegate, in private"] = IDS["owner's delegate"]
ALIX = Caller(HOME, 100_000_000_000_000_099, "Alix", moderator=True, manager=True)

NAMED, TIDIES, RULES = ROLE, ROLE + 1, ROLE + 2
GUILD_ROLES = {
    NAMED: discord.Permissions(),  # nothing but the setting says that it moderates
    TIDIES: discord.Permissions(manage_messages=True),
    RULES: discord.Permissions(administrator=True),
}
HOLDS = {
    "moderator by role": (NAMED,),
    "moderator by right": (TIDIES,),
    "administrator": (RULES,),
    OTHER_GUILD: (RULES,),  # nobody may do more there
}


def visitor(role: str) -> Visitor:
    return Visitor(
        IDS[role],
        AWAY if role == OTHER_GUILD else HOME,
        HOLDS.get(role, ()),
        # Whoever tidies one channel does not moderate the network.
        discord.Permissions(manage_messages=role == "stranger"),
        private="in private" in role,
        member=role != GONE,
    )


WHO = {role: visitor(role) for role in ROLES}


def mentions(*roles: str) -> str:
    return "(" + ", ".join(f"<@{IDS[role]}>" for role in roles) + ")"


def caller(role: str) -> Caller:
    return Caller(HOME, IDS[role], role)


@dataclass
class Table:
    """One loan of Le Clou to the Collectif Bruit, one item, and everybody round them."""

    direct: Direct
    parts: Parts
    book: Book
    clock: FakeClock
    organisations: dict[str, int]
    item: int = 0
    loan: int = 0

    @property
    def services(self) -> Any:
        return self.parts.wiring.services

    def loan_row(self) -> dict[str, Any]:
        return next(row for row in self.book.dicts("loan") if row["number"] == self.loan)

    def item_row(self) -> dict[str, Any]:
        return next(row for row in self.book.dicts("item") if row["number"] == self.item)

    def names(self, own: bool = False) -> dict[str, str]:
        """Who a refusal names."""
        owner = "**Le Clou** " + mentions("owner's delegate", "owner's deputy")
        borrower = "**Collectif Bruit** " + mentions("borrower", "borrower's delegate")
        borrower = owner if own else borrower
        return {"owner": owner, "borrower": borrower, "number": str(self.loan)}


async def set_table(bot_parts: Parts, clock: FakeClock, folder: Path) -> Table:
    """Everybody, Le Clou's «Sono» and no loan yet."""
    direct = Direct(bot_parts)
    await direct.start()
    for guild_id, name in ((HOME, "Réseau 79"), (AWAY, "Ailleurs")):
        direct.add_guild(guild_id, name, GUILD_ROLES)
    for who in WHO.values():
        direct.knows(who)
    services = bot_parts.wiring.services
    await services.settings.change(ALIX, "moderation.roles", [NAMED])
    numbers = {}
    for fields in (LE_CLOU, COLLECTIF_BRUIT, LA_CAVE):
        numbers[fields.name] = (await services.directory.add(ALIX, fields)).number
    for role, name, place in (
        ("owner's delegate", "Le Clou", Role.DELEGATE),
        (GONE, "Le Clou", Role.DELEGATE),
        ("owner's deputy", "Le Clou", Role.DEPUTY),
        ("owner's member", "Le Clou", Role.MEMBER),
        ("borrower", "Collectif Bruit", Role.MEMBER),
        ("borrower's delegate", "Collectif Bruit", Role.DELEGATE),
        ("borrower's member", "Collectif Bruit", Role.MEMBER),
    ):
        await services.directory.attach(ALIX, numbers[name], [(IDS[role], role)], place)
    await services.directory.member_left(HOME, IDS[GONE])
    book = Book(folder / "entremise.db")
    made = Table(direct, bot_parts, book, clock, numbers)
    change = ItemChange(name="Sono", units=2)
    made.item = (await services.items.share(caller("owner's delegate"), change)).number
    return made


# -- a loan in each situation ----------------------------------------------------------------------

Step = Callable[[Table], Awaitable[object]]


async def ask(table: Table) -> None:
    wish = Wish(table.item, WEEKEND, 2, organisation=table.organisations["Collectif Bruit"])
    lending = table.services.lending
    asked = await lending.request(caller("borrower"), wish, channel_id=5_001)
    table.loan = asked.number


async def keep(table: Table) -> None:
    wish = Wish(table.item, WEEKEND, 2)
    table.loan = (await table.services.lending.reserve(caller("owner's delegate"), wish)).number


def by(role: str, service: str, act: str, *given: Any) -> Step:
    async def step(table: Table) -> object:
        doing = getattr(getattr(table.services, service), act)
        return await doing(caller(role), table.loan, *given)

    return step


def at(moment: Any) -> Step:
    async def step(table: Table) -> None:
        table.clock.set(moment)
        await table.services.loan_clock.tick()

    return step


approve = by("owner's delegate", "lending", "approve")
longer = by("borrower", "lending", "extend", LONGER)
hand_over = by("owner's delegate", "lending", "hand_over")
started = at(WEEKEND.start)
over = at(WEEKEND.end + timedelta(hours=1))
OUT = (ask, approve, started, hand_over)

STEPS: dict[str, tuple[Step, ...]] = {
    "requested": (ask,),
    "countered": (ask, by("owner's delegate", "lending", "counter", LATER)),
    "approved": (ask, approve),
    "longer": (ask, approve, longer),
    "own": (keep,),
    "out": OUT,
    "out-longer": (*OUT, longer),
    "late": (*OUT, over),
    "partly": (*OUT, by("borrower", "returns", "give_back", Pieces(back=1))),
    "returned": (*OUT, by("borrower", "returns", "give_back")),
    "returned-o": (*OUT, by("owner's deputy", "returns", "give_back")),
    "confirmed": (
        *OUT,
        by("borrower", "returns", "give_back"),
        by("owner's deputy", "returns", "confirm"),
    ),
    "refused": (ask, by("owner's delegate", "lending", "refuse", "Non")),
    "cancelled": (ask, by("borrower", "lending", "cancel")),
    "expired": (ask, over),
    "uncollected": (ask, approve, over),
}
