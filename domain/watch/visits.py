"""When to come back to a feed, and what to say of one that no longer answers.

Somebody else's server decides first: what it asks (Retry-After, max-age, ttl) is never undercut
within our bounds. Then the feed's own rhythm. A feed in failure is left alone longer and longer,
never given up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

SHORTEST: Final = timedelta(minutes=10)
LONGEST: Final = timedelta(hours=24)
LONGEST_RETRY_AFTER: Final = timedelta(hours=48)
QUICKEST_RHYTHM: Final = timedelta(minutes=15)
UNKNOWN_RHYTHM: Final = timedelta(hours=1)
VISITS_FOR_ONE_ARRIVAL: Final = 6
ARRIVALS_LOOKED_AT: Final = 20
ONE_ARRIVAL: Final = timedelta(minutes=30)
"""Articles that arrive within this time count as one arrival."""

FIRST_BACKOFF: Final = timedelta(minutes=5)
LONGEST_BACKOFF: Final = timedelta(hours=12)
FAILING_AFTER: Final = timedelta(hours=24)
LEAST_FAILURES: Final = 3
"""A bot that was away for a day has not seen a day of failure."""


class Outcome(StrEnum):
    """How a visit ended. BUSY: the server asked to be left alone (429, 503)."""

    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    BUSY = "busy"
    UNTRUSTED = "untrusted"
    GONE = "gone"


class Notice(StrEnum):
    NONE = "none"
    FAILING = "failing"
    RECOVERED = "recovered"
    UNTRUSTED = "untrusted"
    GONE = "gone"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a visit learned about the next one.

    ``max_age`` and ``retry_after`` in seconds, ``ttl`` in minutes, None when nothing was asked.
    ``moved_to``: where a permanent redirect (301, 308) leads, "" without one.
    """

    outcome: Outcome
    max_age: int | None = None
    ttl: int | None = None
    retry_after: int | None = None
    moved_to: str = ""

    @property
    def failed(self) -> bool:
        return self.outcome not in (Outcome.READ, Outcome.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Health:
    """What is kept of a feed's failures.

    ``failures``: in a row. ``failing_since``: the first of them. ``told_failing``: moderators were
    told. ``told_moved``: the new address that they were told of, "" for none.
    """

    failures: int = 0
    failing_since: datetime | None = None
    told_failing: bool = False
    told_moved: str = ""


def next_visit(
    arrivals: Sequence[datetime],
    answer: Answer,
    health: Health,
    now: datetime,
    random: Callable[[], float],
) -> datetime | None:
    """When to come back, or None: not before somebody decides (the feed is gone, 410).

    ``arrivals``: when the feed's latest articles came, in any order. ``health``: after this visit.
    ``random``: a number from 0 to 1, so that feeds added together do not come back together.
    """
    if answer.outcome is Outcome.GONE:
        return None
    asked = _seconds(answer.retry_after, LONGEST_RETRY_AFTER)
    if answer.failed:
        return now + max(_backoff(health.failures, random()), asked)
    floor = max(_seconds(answer.max_age, LONGEST), _seconds((answer.ttl or 0) * 60, LONGEST))
    usual = rhythm(arrivals, now) * (0.9 + 0.2 * random())
    return now + max(min(max(usual, floor, SHORTEST), LONGEST), asked)


def rhythm(arrivals: Sequence[datetime], now: datetime) -> timedelta:
    """How long to leave between two visits, from how often articles come.

    A feed that goes quiet is visited less and less; one without any article, every hour.
    """
    seen: list[datetime] = []
    for moment in sorted(arrivals, reverse=True):
        if moment <= now and (not seen or seen[-1] - moment >= ONE_ARRIVAL):
            seen.append(moment)
        if len(seen) == ARRIVALS_LOOKED_AT:
            break
    if not seen:
        return UNKNOWN_RHYTHM
    between = (now - seen[-1]) / len(seen)
    return min(max(between / VISITS_FOR_ONE_ARRIVAL, QUICKEST_RHYTHM), LONGEST)


def after_visit(health: Health, answer: Answer, now: datetime) -> tuple[Health, Notice]:
    """The health after a visit, and what moderators are to be told because of it, at most once.

    A bad certificate and a new address are told at once, as proposals; so is a feed that is gone,
    each time, as nobody visits it again before being asked to. What takes 24 hours is told by
    ``notice``.
    """
    if not answer.failed:
        well = Health(told_moved=health.told_moved)
        if health.told_failing:
            return well, Notice.RECOVERED  # a new address waits for the next visit
        if answer.moved_to in ("", health.told_moved):
            return well, Notice.NONE
        return replace(well, told_moved=answer.moved_to), Notice.MOVED
    since = health.failing_since or now
    worse = replace(health, failures=health.failures + 1, failing_since=since)
    if answer.outcome is Outcome.GONE:
        return replace(worse, told_failing=True), Notice.GONE
    if answer.outcome is Outcome.UNTRUSTED and not health.told_failing:
        return replace(worse, told_failing=True), Notice.UNTRUSTED
    return worse, Notice.NONE


def notice(health: Health, now: datetime) -> tuple[Health, Notice]:
    """Whether a feed's failure has lasted long enough to be told, which is then remembered.

    To be asked at each round, once its visits are done, of every feed in failure: after a while
    visits are so far apart that a day may end between two of them.
    """
    since = health.failing_since
    if since is None or health.told_failing or health.failures < LEAST_FAILURES:
        return health, Notice.NONE
    if now - since < FAILING_AFTER:
        return health, Notice.NONE
    return replace(health, told_failing=True), Notice.FAILING


def _backoff(failures: int, random: float) -> timedelta:
    """10 minutes after a first failure, twice as long after each other one, up to 12 hours."""
    doubled = FIRST_BACKOFF * (1 << min(failures, 10))
    return max(min(doubled, LONGEST_BACKOFF) * (0.8 + 0.2 * random), SHORTEST)


def _seconds(asked: int | None, most: timedelta) -> timedelta:
    return min(timedelta(seconds=min(max(asked or 0, 0), 10**9)), most)
