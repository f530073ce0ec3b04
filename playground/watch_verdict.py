"""What a week of the watch left in the channels, judged at the peer alone: lost, double, astray."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from playground.ledger import Posted
from playground.papers import KEPT, PAPERS
from playground.verdict import SMALLEST_MARK
from playground.wire import Wire
from playground.world import Channel


@dataclass(frozen=True)
class Followed:
    """A source that is followed since a moment, and the channel where its articles are to come."""

    key: str
    channel: Channel
    since: datetime


@dataclass
class WatchVerdict:
    """Lines about articles; ``due``: how many had to come, ``digests``: of how many days."""

    due: int = 0
    digests: int = 0
    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)

    @property
    def fine(self) -> bool:
        return self.due > 0 and not (self.lost or self.double or self.astray)

    def __str__(self) -> str:
        named = (("lost", self.lost), ("double", self.double), ("astray", self.astray))
        return "\n".join(f"{name}: {each}" for name, found in named for each in found)


def judge(wire: Wire, followed: Iterable[Followed], until: datetime) -> WatchVerdict:
    """Each article published up to ``until`` is in one message of its channel, and nowhere else.

    Two sources that carry one page are one article: what counts is the page's own address.
    """
    followed = list(followed)
    due = _due(wire, followed, until)
    came = _came(wire)
    verdict = WatchVerdict(due=len(due))
    homes = _homes(wire, followed)
    for page, channel in due.items():
        if not came[page][channel.id]:
            verdict.lost.append(f"{page}, not in {channel!r}")
    for page, channels in came.items():
        for channel_id, count in channels.items():
            where = wire.channel(channel_id)
            if count > 1:
                verdict.double.append(f"{page}, {count} times in {where!r}")
            if channel_id not in homes.get(page, set()):
                verdict.astray.append(f"{page}, in {where!r}")
    verdict.double += _marks_twice(wire)
    titles = Counter(p.text.split("\n")[0] for p in _posted(wire) if _is_digest(p))
    verdict.digests = len(titles)
    verdict.double += [f"{title}, {count} times" for title, count in titles.items() if count > 1]
    verdict.astray += [
        f"message {p.id} calls {sorted(p.pinged_roles)}" for p in _posted(wire) if p.pinged_roles
    ]
    return verdict


def waited_for(wire: Wire, followed: Iterable[Followed], until: datetime) -> int:
    """How many articles are still to come."""
    came = _came(wire)
    due = _due(wire, list(followed), until)
    return sum(not came[page][channel.id] for page, channel in due.items())


def _due(wire: Wire, followed: list[Followed], until: datetime) -> dict[str, Channel]:
    """Page → channel; a page that was out before one follows its source is old news."""
    old = {wire.press.page(a) for f in followed for a in PAPERS[f.key].published(_ago(f), f.since)}
    return {
        page: f.channel
        for f in followed
        for article in PAPERS[f.key].published(f.since, until)
        if (page := wire.press.page(article)) not in old
    }


def _homes(wire: Wire, followed: list[Followed]) -> dict[str, set[int]]:
    """Page → channels where it may be, for all that came out since its source is followed."""
    homes: dict[str, set[int]] = defaultdict(set)
    for f in followed:
        for article in PAPERS[f.key].published(f.since, wire.clock.now()):
            homes[wire.press.page(article)].add(f.channel.id)
    return homes


def _ago(followed: Followed) -> datetime:
    return followed.since - KEPT


def _came(wire: Wire) -> dict[str, Counter[int]]:
    """Page → channel → in how many messages its address was posted."""
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for posted in _posted(wire):
        pages = {link.partition("?")[0] for link in posted.links}
        for page in pages:
            if not wire.press.path(page) or _is_a_source(wire, page):
                continue
            if not (_is_digest(posted) and _is_a_call(wire, page)):
                found[page][posted.channel_id] += 1
    return found


def _posted(wire: Wire) -> list[Posted]:
    return wire.ledger.posted(author=wire.bot_id)


def _is_digest(posted: Posted) -> bool:
    """Whether it is one: its button opens the list of news. It says again what calls are open."""
    return any(custom_id.startswith("news:") for custom_id in posted.custom_ids)


def _is_a_call(wire: Wire, page: str) -> bool:
    key = wire.press.path(page).split("/")[1]
    return key in PAPERS and PAPERS[key].calls


def _is_a_source(wire: Wire, address: str) -> bool:
    """Notices about a source name its own address, or where it moved to."""
    path = wire.press.path(address)
    fronts = [f"/{key}/" for key in PAPERS] + [paper.feed for paper in PAPERS.values()]
    return path in fronts or "/demenage/" in path or "/ailleurs/" in path


def _marks_twice(wire: Wire) -> list[str]:
    """Marks that one owed message bears, found in two."""
    marks = Counter(m for p in _posted(wire) for m in p.component_ids if m >= SMALLEST_MARK)
    return [f"mark {mark}, {count} times" for mark, count in marks.items() if count > 1]
