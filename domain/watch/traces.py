"""The traces by which an article is known again: hashed keys, and one reading of a feed.

A feed's article has up to seven keys, each a letter for its kind and a short hash:

- ``g`` its guid (http folded into https: feedbin#206, FreshRSS#5151);
- ``l`` its link without tracking (miniflux#4535), ``f`` the same with its anchor;
- ``t`` its title, ``d`` its title and instant, ``x`` its title and text: what is left when guid and
  link are missing, regenerated, the same for all, or moved to another site (reader#371, #322);
- ``w`` everything at once, only kept for articles that the others would not tell apart.
"""

from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b

from domain.watch.entry import Entry
from domain.watch.links import anchor_of, is_home, link_key
from domain.watch.words import folded_words


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one entry, "" for what it has not."""

    guid: str = ""
    link: str = ""
    anchor: str = ""
    title: str = ""
    moment: str = ""
    text: str = ""
    whole: str = ""

    def each(self) -> tuple[str, ...]:
        return tuple(
            key
            for key in (
                self.guid, self.link, self.anchor, self.title, self.moment, self.text, self.whole,
            )
            if key
        )  # fmt: skip


@dataclass(slots=True, eq=False)
class Reading:
    """One article of a poll, with what the rules compare. ``twins``: the same article again, whose
    keys are its own too. ``home``: its link is a site's first page and tells nothing apart.
    """

    entry: Entry
    keys: Keys
    place: int
    link: str
    home: bool
    title: str
    at: datetime | None
    twins: list[Keys] = field(default_factory=list)

    @property
    def host(self) -> str:
        return host_of(self.link)


@dataclass(frozen=True, slots=True)
class Poll:
    """What one visit brought, repeats put together. ``keys`` is what storage is asked."""

    readings: tuple[Reading, ...]
    keys: tuple[str, ...]


def keys_of(entry: Entry) -> Keys:
    """The keys of an entry, the same in every run."""
    return _reading(entry, 0).keys


def read_poll(entries: Iterable[Entry]) -> Poll:
    """The articles of one visit, in the feed's order, each once; empty entries are left out."""
    readings = [_reading(entry, place) for place, entry in enumerate(entries)]
    readings = _without_repeats([one for one in readings if one.keys.each()])
    wanted: dict[str, None] = {}
    for one in readings:
        for keys in (one.keys, *one.twins):
            wanted.update(dict.fromkeys(keys.each()))
    return Poll(tuple(readings), tuple(wanted))


def host_of(link: str) -> str:
    """The host in a link's comparison key, "" when it has none."""
    return link.split("/", 3)[2] if link.startswith("https://") else ""


def folded_title(title: str) -> str:
    """A title as it is compared: words only, without case or accents; as is when it has none."""
    return " ".join(folded_words(title)) or " ".join(title.split())


def alike(one: str, other: str) -> bool:
    """Whether one folded title may be the other, corrected: same numbers, most words shared."""
    words, others = set(one.split()), set(other.split())
    if {w for w in words if w[0].isdigit()} != {w for w in others if w[0].isdigit()}:
        return False
    return len(words & others) >= 0.6 * min(len(words), len(others)) > 0


def _reading(entry: Entry, place: int) -> Reading:
    guid = " ".join(entry.guid.split())
    if guid[:4].casefold() == "http":
        anchor = guid.partition("#")[2]
        guid = link_key(guid) + (f"#{anchor}" if anchor else "")
    link = link_key(entry.link)
    anchor = anchor_of(entry.link) if link and "#" in entry.link else ""
    title = folded_title(entry.title)
    at = entry.published or entry.updated
    moment = at.astimezone(UTC).isoformat(timespec="seconds") if at else ""
    text = " ".join(entry.summary.split())
    keys = Keys(
        guid=_hashed("g", guid) if guid else "",
        link=_hashed("l", link) if link else "",
        anchor=_hashed("f", link, anchor) if anchor else "",
        title=_hashed("t", title) if title else "",
        moment=_hashed("d", title, moment) if title and moment else "",
        text=_hashed("x", title, text) if text else "",
        whole=_hashed("w", guid, link, anchor, title, moment, text)
        if guid or link or title or text
        else "",
    )
    return Reading(entry, keys, place, link, is_home(link), title, at)


def _hashed(kind: str, *parts: str) -> str:
    digest = blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=9).digest()
    return f"{kind}:{urlsafe_b64encode(digest).decode()}"


def _without_repeats(readings: list[Reading]) -> list[Reading]:
    """The same article twice in one poll is one (two categories, an old version kept beside)."""
    several = _links_of_several(readings)
    seen: dict[tuple[object, ...], Reading] = {}
    kept: list[Reading] = []
    for one in readings:
        marks = list(_marks(one, one.home or one.keys.link in several))
        first = next((seen[mark] for mark in marks if mark in seen), None)
        if first is None:
            kept.append(one)
        else:
            first.twins.append(one.keys)
        for mark in marks:
            seen.setdefault(mark, first or one)
    return _without_revisions(kept)


def _links_of_several(readings: list[Reading]) -> set[str]:
    titles: dict[str, set[str]] = {}
    for one in readings:
        titles.setdefault(one.keys.link, set()).add(one.title)
    return {link for link, several in titles.items() if len(several) > 1}


def _marks(one: Reading, loose: bool) -> Iterable[tuple[object, ...]]:
    """What two entries of one poll share to be one article; ``loose``: its link says little."""
    keys = one.keys
    if keys.link and not loose:
        yield (keys.title, keys.anchor or keys.link, one.at or keys.text)
    elif one.at or keys.text or not keys.guid:
        yield ("loose", keys.title, keys.link, one.at, keys.text)
    if keys.guid:
        yield ("guid", keys.title, keys.guid, one.at, keys.text)


def _without_revisions(readings: list[Reading]) -> list[Reading]:
    """Two versions of one article, told by guid and link in a feed whose guids are not all one."""
    bearers = Counter(one.keys.guid for one in readings)
    if len(bearers) < 2:
        return readings
    first: dict[tuple[str, str], Reading] = {}
    kept: list[Reading] = []
    for one in readings:
        keys = one.keys
        mark = (keys.guid, keys.link)
        older = first.get(mark)
        if older is not None and alike(older.title, one.title):
            older.twins.append(keys)
            continue
        if keys.guid and keys.link and not one.home and bearers[keys.guid] == 2:
            first[mark] = one
        kept.append(one)
    return kept
