"""Lines of a sheet of items, judged against what is known; no database, nothing written."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Any

from domain import csvtable
from domain.errors import Refused
from domain.item_fields import COLUMNS, read_fields, to_texts, with_values
from domain.item_reading import read_count
from domain.items import Item, ItemState
from domain.lending import Loan, LoanState
from domain.people import Act, Actor, Caller, Organisation, Party, may
from domain.periods import peak
from domain.text import clean, fold

MEMBER = re.compile(r"\((?:membre|member) (\d{15,20})\)$", re.ASCII)
ME = ("moi", "me", "moi-meme", "en mon nom")


@dataclass(frozen=True)
class Line:
    """One line of the sheet: the item it would make (``before`` None) or change, or why not.

    ``changed`` names the columns that would differ; an item that stays the same has none.
    """

    line: int
    name: str
    item: Item | None = None
    before: Item | None = None
    changed: tuple[str, ...] = ()
    problem: Refused | None = None

    @property
    def fate(self) -> str:
        """refused, new, changed or same"""
        if self.problem is not None:
            return "refused"
        if self.before is None:
            return "new"
        return "changed" if self.changed else "same"


@dataclass
class Known:
    """What lines are judged against. ``usual`` is the owner where a sheet doesn't say one."""

    caller: Caller
    items: Sequence[Item]
    organisations: Mapping[int, Organisation]
    members: Collection[int]
    usual: Party
    by_number: dict[int, Item] = field(init=False)
    by_name: dict[str, list[Item]] = field(init=False)
    owners: dict[str, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.items = [it for it in self.items if it.state is not ItemState.WITHDRAWN]
        self.by_number = {it.number: it for it in self.items}
        self.by_name, self.owners = {}, {}
        for it in self.items:
            self.by_name.setdefault(fold(it.name), []).append(it)
        for number, each in self.organisations.items():
            for name in (each.name, each.short_name):
                self.owners.setdefault(fold(name), set()).add(number)

    @property
    def basins(self) -> dict[int | None, str]:
        return {number: each.basin for number, each in self.organisations.items()}


def refuse_unless_importer(caller: Caller) -> None:
    """Raises Refused("import-right") for who neither moderates nor manages the server."""
    actor = Actor(caller)
    if not (may(actor, Act.MODERATE) or may(actor, Act.CONFIGURE)):
        raise Refused("import-right")


def refuse_if_promised(
    before: Item, after: Item, taking: Sequence[Loan], now: datetime, zone: tzinfo
) -> None:
    """Raises Refused("units-promised") when promises need more units than would be left."""
    uses = [
        (loan, use)
        for loan in taking
        if loan.state in (LoanState.APPROVED, LoanState.OUT)
        and (use := loan.use(after.rules, now, zone, buffered=False))
    ]
    needed = peak([use for _, use in uses], now, now.replace(year=now.year + 5, day=1))
    if needed > after.stock and after.stock < before.stock:
        numbers = [loan.number for loan, _ in uses]
        raise Refused("units-promised", needed=needed, wanted=after.stock, loans=numbers)


def judged(rows: Sequence[csvtable.Row], known: Known) -> list[Line]:
    """Each line with what it would make or change, or its first problem."""
    lines: list[Line] = []
    seen: dict[Any, int] = {}
    for row in rows:
        shown = clean(row.values.get("name", ""), 80)
        try:
            if row.problems:
                raise row.problems[0]
            line = _judge(row, known)
            assert line.item is not None
            thing = line.item.number or (fold(line.item.name), line.item.owner)
            if thing in seen:
                raise Refused("csv-twice", name=line.name, first=str(seen[thing]))
            seen[thing] = row.line
        except Refused as problem:
            lines.append(Line(row.line, shown, problem=problem))
        else:
            lines.append(line)
    return lines


def _judge(row: csvtable.Row, known: Known) -> Line:
    owner = read_owner(row.values["owner"], known) if "owner" in row.values else None
    name = fold(clean(row.values["name"], 400))
    before = _already_there(row.values.get("number", ""), name, owner, known)
    values, rules = read_fields(
        {key: text for key, text in row.values.items() if key not in ("number", "owner")}
    )
    start = before or Item(known.caller.guild_id, 0, "", known.usual)
    after = with_values(replace(start, owner=owner or start.owner), values, rules)
    return Line(row.line, after.name, after, before, _differences(before, after))


def _differences(before: Item | None, after: Item) -> tuple[str, ...]:
    """The columns that differ."""
    if before is None or before == after:
        return ()
    old = to_texts(before, str(before.owner), "fr")
    new = to_texts(after, str(after.owner), "fr")
    return tuple(key for key in new if new[key] != old[key])


def _already_there(number: str, name: str, owner: Party | None, known: Known) -> Item | None:
    """The item that a line is about: by its number if the rest agrees, else by name and owner.

    The number alone is not believed: a sheet may come from another network.
    """
    digits = number.strip().removeprefix("#").strip()
    if digits:
        it = known.by_number.get(read_count(digits))
        if it is not None and (fold(it.name) == name or (owner and it.owner.same_as(owner))):
            return it
    whose = owner or known.usual
    found = [it for it in known.by_name.get(name, ()) if it.owner.same_as(whose)]
    if len(found) > 1:
        raise Refused("item-several", name=found[0].name, numbers=[f"#{it.number}" for it in found])
    return found[0] if found else None


def read_owner(text: str, known: Known) -> Party:
    """An organisation by its name or short name, « moi », or « Léa (membre 1000…) ».

    Raises Refused: "owner-missing", "owner-unknown", "owner-ambiguous".
    """
    said = clean(text, 200)
    word = fold(said)
    if not word:
        raise Refused("owner-missing")
    numbers = known.owners.get(word, set())
    if len(numbers) == 1:
        return Party(organisation=next(iter(numbers)))
    if numbers:
        raise Refused("owner-ambiguous", said=said[:80])
    if word in ME:
        return Party(known.caller.user_id)
    member = MEMBER.search(said)
    if member and (int(member[1]) in known.members or _owns_something(int(member[1]), known)):
        return Party(int(member[1]))
    raise Refused("owner-unknown", said=said[:80])


def _owns_something(member: int, known: Known) -> bool:
    return any(it.owner == Party(member) for it in known.items)


def without_fold(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != "folded"}


def stands(known: Known, it: Item) -> bool:
    """Whether the item is still as the import left it."""
    now = known.by_number.get(it.number)
    return now is not None and replace(now, revision=0) == it


def owner_is_there(known: Known, it: Item) -> bool:
    return it.owner.organisation is None or it.owner.organisation in known.organisations


def sheet_of(
    found: Sequence[Item],
    organisations: Mapping[int, Organisation],
    names: Mapping[int, str],
    language: str,
) -> bytes:
    """The items as a sheet, titles and words in this language."""
    place = 1 if language == "en" else 0
    rows = []
    for it in found:
        if it.owner.organisation is not None:
            owner = organisations[it.owner.organisation].name
        else:
            kind = ("membre", "member")[place]
            owner = f"{names.get(it.owner.member or 0, '')} ({kind} {it.owner.member})".strip()
        texts = to_texts(it, owner, language)
        rows.append([texts[key] for key in COLUMNS])
    return csvtable.write([titles[place] for titles in COLUMNS.values()], rows)
