"""Digests: the day whose digest is due, what goes in it by topic, and how many alerts are left."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TypeVar

from domain.periods import utc

Story = TypeVar("Story")
Topic = TypeVar("Topic")


class Rhythm(StrEnum):
    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"


def latest_digest(
    rhythm: Rhythm, weekday: int, minute: int, zone: tzinfo, now: datetime
) -> date | None:
    """The local day of the last digest hour that has passed, or None without digests.

    ``weekday``: 0 is Monday, only heeded by WEEKLY. ``minute``: minutes after local midnight. An
    hour that the spring clock skips comes as much later, one shown twice counts the first time.
    Whoever turns digests on keeps this day as the last one sent: the first is then to come.
    """
    if rhythm is Rhythm.NONE:
        return None
    day = now.astimezone(zone).date()
    if rhythm is Rhythm.WEEKLY:
        day -= timedelta(days=(day.weekday() - weekday) % 7)
    if digest_at(day, minute, zone) <= utc(now):
        return day
    return day - timedelta(days=7 if rhythm is Rhythm.WEEKLY else 1)


def digest_due(
    rhythm: Rhythm,
    weekday: int,
    minute: int,
    zone: tzinfo,
    last: date | None,
    now: datetime,
) -> date | None:
    """The day whose digest is to be sent now, if any; ``last``: the day of the last one sent.

    After an absence only the latest is due: what the others would have held is in it. Where none
    was ever sent, the first one is not sent on a later day than its own.
    """
    day = latest_digest(rhythm, weekday, minute, zone, now)
    if day is None or (last is not None and day <= last):
        return None
    if last is None and day != now.astimezone(zone).date():
        return None
    return day


def digest_at(day: date, minute: int, zone: tzinfo) -> datetime:
    """The instant, in UTC, of a day's digest."""
    hour = time(minute // 60, minute % 60)
    return datetime.combine(day, hour, zone).astimezone(UTC)


def group_by_topic(
    stories: Iterable[Story], topic_of: Callable[[Story], Topic | None], order: Sequence[Topic]
) -> list[tuple[Topic | None, list[Story]]]:
    """Stories by topic, topics in the order given, stories in theirs; what has none comes last.

    A topic without a story is left out; one that is not in ``order`` counts as none.
    """
    groups: dict[Topic | None, list[Story]] = {topic: [] for topic in (*order, None)}
    for story in stories:
        topic = topic_of(story)
        groups[topic if topic in groups else None].append(story)
    return [(topic, found) for topic, found in groups.items() if found]


def alerts_left(published_today: int, limit: int) -> int:
    """How many more alerts a channel may get today; the rest goes into the digest.

    A limit of 0 sends everything to the digest.
    """
    return max(0, limit - published_today)
