"""An article known again from one visit of a feed to the next: what is new, what is not.

Feeds change their guids, links, titles and dates without notice, and readers that trust one of
them alone announce old articles again or lose new ones (watch.md §2: 12 to 14 sequences right out
of 20). Here each entry is compared with the few known articles that share a key with it, and every
trait that both have speaks for or against. In doubt between losing an article and saying it twice,
it is said twice.

The rules are pure. Storage is asked for one poll's keys only (an indexed look-up, never the past of
the feed), no key is kept for more than ``BEARERS`` articles, no article keeps more than
``KEPT_OF_A_KIND`` guids and links, and the memory of a feed is a few short values.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from domain.watch.entry import Entry
from domain.watch.likeness import KnownItem, Likeness, backed, changed_host, compare, rank
from domain.watch.traces import Keys, Poll, Reading, host_of, keys_of, read_poll

__all__ = [
    "Entry", "Keys", "KnownItem", "Move", "NewItem", "Poll", "Recognition", "Touched",
    "accept_move", "forget_host", "keys_of", "read_poll", "recognise",
]  # fmt: skip

BEARERS: Final = 2
"""Articles that may bear one key: the second makes it ambiguous, more would say nothing more."""
KEPT_OF_A_KIND: Final = 4
HELD_FROM: Final = 5
"""Unknown articles, all on another site and none known, from which they wait for a moderator."""
KEPT_HOSTS: Final = 6
RETRY: Final = 16
"""Visits after which a feed whose guids never last is given a chance again."""

Memory = Mapping[str, object]
"""What is kept of a feed between visits, as JSON: its ``host`` and the last ``hosts`` it had, how
many visits its guids have not lasted (``churn``), the host a moderator is asked about (``asked``).
"""


@dataclass(frozen=True)
class NewItem:
    entry: Entry
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Touched:
    """A known article read again: keys to add to it, keys to take from it, and whether its title,
    link or date changed (to be kept: the next visit compares with them)."""

    entry: Entry
    item_id: int
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    changed: bool = False


@dataclass(frozen=True)
class Move:
    """The feed's articles were on ``old`` and are on ``new``; ``certain`` when they were known
    again there, else nothing tells that it is the same site, and its entries are held."""

    old: str
    new: str
    certain: bool


@dataclass(frozen=True)
class Recognition:
    """``new``: oldest first. ``held``: they may be another site's, and are not among ``new`` before
    ``accept_move``. ``moved`` is said once. ``memory`` replaces the old one.
    """

    new: tuple[NewItem, ...]
    touched: tuple[Touched, ...]
    held: tuple[Entry, ...]
    moved: Move | None
    memory: dict[str, object]


def recognise(
    poll: Poll, known: Iterable[KnownItem], memory: Memory | None = None, *, first: bool = False
) -> Recognition:
    """What of ``poll`` is new, given every known article that bears one of ``poll.keys``.

    ``first``: the feed is learned; nothing is held, and no move is seen. Deterministic.
    """
    table = _Table(poll, known, memory or {})
    table.match()
    unknown = [one for one in poll.readings if one.place not in table.matched]
    here = _main_host(poll.readings)
    before = str(table.memory.get("host", ""))
    held: list[Reading] = []
    moved = None
    if not first and before and here and not _same_site(before, here):
        if not table.matched and len(unknown) >= HELD_FROM and here not in _hosts(table.memory):
            held, unknown = unknown, []
            if table.memory.get("asked") != here:
                moved = Move(before, here, certain=False)
        elif table.came_from(before, here):
            moved = Move(before, here, certain=True)
    touched = tuple(table.touch(one) for one in poll.readings if one.place in table.matched)
    new = tuple(NewItem(one.entry, table.keys_for(one)) for one in _oldest_first(poll, unknown))
    after = _memory_after(table, before, here, held=bool(held))
    return Recognition(new, touched, tuple(one.entry for one in held), moved, after)


def accept_move(memory: Memory) -> dict[str, object]:
    """The memory of a feed whose held entries are to be new ones, wherever they are from."""
    after = {key: value for key, value in memory.items() if key != "asked"}
    if memory.get("asked"):
        after["host"] = memory["asked"]
    return after


def forget_host(memory: Memory, host: str) -> dict[str, object]:
    """The memory of a feed that was on ``host`` for a while: there it is held again."""
    return {**memory, "hosts": [each for each in _hosts(memory) if each != host]}


def _memory_after(table: "_Table", before: str, here: str, *, held: bool) -> dict[str, object]:
    hosts = _hosts(table.memory)
    if held:
        return {"host": before, "hosts": hosts, "churn": table.churn, "asked": here}
    linked = sum(bool(one.host) for one in table.readings)
    if here:
        hosts = [*(host for host in hosts if host != here), here][-KEPT_HOSTS:]
    # A feed that points to many sites has none of its own: nothing there looks like a move.
    host = here or ("" if linked > 1 else before)
    return {"host": host, "hosts": hosts, "churn": table.churn}


def _hosts(memory: Memory) -> list[str]:
    hosts = memory.get("hosts")
    return [str(host) for host in hosts] if isinstance(hosts, list) else []


_Pair = tuple[Reading, KnownItem, Likeness]


class _Table:
    """One poll beside the known articles: who is whom."""

    def __init__(self, poll: Poll, known: Iterable[KnownItem], memory: Memory) -> None:
        self.readings = poll.readings
        self.memory = memory
        self.items = {item.id: item for item in known}
        self.bearers: dict[str, list[int]] = {}
        for item in self.items.values():
            for key in item.keys:
                self.bearers.setdefault(key, []).append(item.id)
        guids = Counter(one.keys.guid for one in self.readings)
        links = Counter(one.keys.link for one in self.readings)
        self.vague = {
            key for counted in (guids, links) for key, times in counted.items() if times > 1
        } | {key for key, ids in self.bearers.items() if len(ids) > 1}
        self.links_tell = sum(times == 1 for key, times in links.items() if key) >= 3
        self.matched: dict[int, KnownItem] = {}
        self.likeness: dict[int, Likeness] = {}
        seen = memory.get("churn", 0)
        self.churn = seen if isinstance(seen, int) else 0
        self.taken = Counter({key: len(ids) for key, ids in self.bearers.items()})

    def match(self) -> None:
        """Give each reading the article it is, one to one, the surest first."""
        pairs = [
            (one, item, compare(one, item, self.vague, churning=self.churn > 1))
            for one in self.readings
            for item in self._candidates(one)
        ]
        sure = [(rank(pair[2], links_tell=self.links_tell), pair) for pair in pairs]
        self._assign(one for one in sure if one[0])
        self._note_churn(pairs)
        self._assign(self._page_wide(self._free(pairs)))
        self._assign(self._site_wide(self._free(pairs)))

    def came_from(self, old: str, new: str) -> bool:
        """Whether most known articles of this poll were on ``old`` and are on ``new``."""
        hosts = [
            (host_of(item.link_key), one.host)
            for one in self.readings
            if (item := self.matched.get(one.place)) and item.link
        ]
        return bool(hosts) and 2 * hosts.count((old, new)) >= len(hosts)

    def touch(self, one: Reading) -> Touched:
        """What to write down of an article that was known again: nothing, most of the time."""
        item, likeness = self.matched[one.place], self.likeness[one.place]
        keys = one.keys
        # Known by guid and link: dates and texts that change at each visit need not be followed.
        sure = likeness.guid > 0 and likeness.link > 0
        wanted = [keys.guid, keys.link, keys.anchor, keys.title]
        wanted += [key for twin in one.twins for key in (twin.guid, twin.link)]
        wanted += [key for key in (keys.moment, keys.text) if key and not (sure and item.has(key))]
        if self.churn > 2 and self.churn % RETRY:
            wanted = [key for key in wanted if key[:1] != "g" or not item.has("g")]
        missing = [key for key in dict.fromkeys(wanted) if key and key not in item.keys]
        add = [key for key in self._with_room(missing, one) if key not in item.keys]
        changed = item.title != one.entry.title or item.link != one.entry.link
        if one.at is not None and item.published != one.at:
            changed = changed or not sure
        return Touched(one.entry, item.id, tuple(add), _superseded(item, keys, add), changed)

    def keys_for(self, one: Reading) -> tuple[str, ...]:
        """The keys of a new article, its repeats' too, but for those that tell nothing apart."""
        keys = one.keys
        wanted = [keys.guid, keys.link, keys.anchor, keys.title, keys.moment, keys.text]
        wanted += [key for twin in one.twins for key in (twin.guid, twin.link)]
        return tuple(self._with_room([key for key in dict.fromkeys(wanted) if key], one))

    def _with_room(self, wanted: Sequence[str], one: Reading) -> list[str]:
        kept = [key for key in wanted if self.taken[key] < BEARERS]
        if (len(kept) < len(wanted) or not one.title) and one.keys.whole not in kept:
            kept.append(one.keys.whole)
        self.taken.update(kept)
        return kept

    def _candidates(self, one: Reading) -> list[KnownItem]:
        ids: dict[int, None] = {}
        for keys in (one.keys, *one.twins):
            for key in keys.each():
                ids.update(dict.fromkeys(self.bearers.get(key, ())))
        return [self.items[number] for number in ids]

    def _assign(self, ranked: Iterable[tuple[int, _Pair]]) -> None:
        taken = {item.id for item in self.matched.values()}
        order = sorted(
            ranked, key=lambda one: (-one[0], -one[1][2].weight, one[1][0].place, one[1][1].id)
        )
        for _, (one, item, likeness) in order:
            if one.place not in self.matched and item.id not in taken:
                self.matched[one.place] = item
                self.likeness[one.place] = likeness
                taken.add(item.id)

    def _free(self, pairs: Iterable[_Pair]) -> list[_Pair]:
        taken = {item.id for item in self.matched.values()}
        return [
            pair
            for pair in pairs
            if pair[0].place not in self.matched and pair[1].id not in taken and pair[2].alike
        ]

    def _note_churn(self, pairs: Sequence[_Pair]) -> None:
        """Count the visits at which no guid lasted, until one does."""
        kept = changed = 0
        for one, item, seen in pairs:
            if not (one.keys.guid and item.has("g")):
                continue
            if one.keys.guid in item.keys:
                kept += one.keys.guid not in self.vague
            elif seen.link > 0 and seen.title:
                changed += 1
        if kept:
            self.churn = 0
        elif changed:
            self.churn += 1

    def _page_wide(self, free: list[_Pair]) -> list[tuple[int, _Pair]]:
        """All guids changed at once (a feed that turned from RSS to Atom, guids made anew): one
        article with another guid may be a new one on an old page, a whole page of them is not.
        """
        doubtful = [pair for pair in free if pair[2].link > 0]
        places = {pair[0].place for pair in doubtful}
        others = sum(
            1
            for place, seen in self.likeness.items()
            if place not in places and seen.guid >= 0 and (seen.guid > 0 or seen.link > 0)
        )
        if len(places) < 2 or len(places) < others:
            return []
        return [(20, pair) for pair in doubtful]

    def _site_wide(self, free: list[_Pair]) -> list[tuple[int, _Pair]]:
        """Links and guids changed at once (a site that moved or was rebuilt): titles, with dates or
        texts, tell that the page is the same when most of it is there."""
        free = [pair for pair in free if pair[2].title and pair[2].link <= 0]
        titles = {pair[0].title for pair in free}
        unknown = sum(one.place not in self.matched for one in self.readings)
        moved = sum(1 for pair in free if changed_host(pair[0], pair[1]))
        away = bool(free) and moved >= 0.8 * len(free)
        proven = [pair for pair in free if backed(pair[2], away=away)]
        proofs = {pair[0].title for pair in proven}
        if len(proofs) >= 3 and 2 * len(proofs) >= unknown:
            return [(10, pair) for pair in (free if away else proven)]
        if away and len(titles) >= HELD_FROM and len(titles) >= 0.6 * unknown:
            return [(10, pair) for pair in free]
        whole_page = len(titles) >= 3 and len(titles) >= 0.8 * len(self.readings)
        if whole_page and all(pair[2].text > 0 for pair in free):
            return [(10, pair) for pair in free]
        return []


def _superseded(item: KnownItem, keys: Keys, add: Sequence[str]) -> tuple[str, ...]:
    """The keys that new ones take the place of: a title, an instant or a text at once, a guid or a
    link when there are too many of them."""
    kinds = Counter(key[0] for key in add)
    now = frozenset(keys.each())
    drop: list[str] = []
    for kind, added in kinds.items():
        older = sorted(key for key in item.keys if key[0] == kind and key not in now)
        spared = max(0, KEPT_OF_A_KIND - added) if kind in "glf" else 0
        drop += older[: max(0, len(older) - spared)]
    return tuple(drop)


def _main_host(readings: Sequence[Reading]) -> str:
    """The host of four links out of five, "" when the feed points to many."""
    hosts = Counter(host for one in readings if (host := one.host))
    if not hosts:
        return ""
    host, times = hosts.most_common(1)[0]
    return host if times >= 0.8 * hosts.total() else ""


def _same_site(one: str, other: str) -> bool:
    return one == other or one.endswith("." + other) or other.endswith("." + one)


def _oldest_first(poll: Poll, chosen: Sequence[Reading]) -> list[Reading]:
    """In the order of their dates; those without one beside their neighbours in the feed."""
    dated = [one.at for one in poll.readings if one.at]
    rising = sum(one < two for one, two in pairwise(dated))
    falling = sum(one > two for one, two in pairwise(dated))
    order = list(poll.readings) if rising > falling else list(reversed(poll.readings))
    last: datetime | None = min(dated, default=None)
    when: dict[int, datetime] = {}
    for one in order:
        last = one.at or last
        if last is not None:
            when[one.place] = last
    wanted = {one.place for one in chosen}
    found = [one for one in order if one.place in wanted]
    return sorted(found, key=lambda one: when[one.place]) if when else found
