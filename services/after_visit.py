"""What a visit leaves behind: when to come back, how well the feed is, what is to be told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.watch import visits as rules
from domain.watch.visits import Health, Notice
from feeds.fetch import Answer, Outcome
from services.learning import Reading
from storage.columns import EPOCH, MILLISECOND
from storage.feeds import Feed

SEEN_BEFORE_PROPOSED = 3
"""Visits in a row that must be sent to the same new address before it is proposed."""


@dataclass(frozen=True)
class Visited:
    """What a visit brought; ``error``: why it failed, "" when it did not."""

    feed: Feed
    answer: Answer
    error: str = ""
    reading: Reading | None = None

    @property
    def sure(self) -> bool:
        """Whether it is known to have brought all that there is."""
        if self.reading is not None:
            return self.reading.sure
        return self.answer.outcome is not Outcome.NEW


def columns_after(
    visited: Visited, now: datetime, dice: Callable[[], float]
) -> tuple[dict[str, Any], Notice]:
    """The columns of a feed that a visit changes, and what is to be told of it."""
    feed, answer = visited.feed, visited.answer
    moved, redirect = _redirect(feed, answer)
    said = rules.Answer(
        _outcome(visited),
        max_age=answer.fresh_for,
        ttl=visited.reading.parsed.ttl if visited.reading else None,
        retry_after=answer.retry_after,
        moved_to=moved,
    )
    told_moved = str(feed.memory.get("told_moved", ""))
    before = Health(feed.failures, feed.failing_since, feed.told_failing, told_moved)
    health, notice = rules.after_visit(before, said, now)
    values = _validators(visited) | _timing(feed, said, health, now, dice)
    values |= {
        "moved_to": _proposal(feed, answer, notice, moved),
        "failures": health.failures,
        "failing_since": health.failing_since,
        "told_failing": health.told_failing,
        "error": visited.error or ("incomplete" if visited.reading and not visited.sure else ""),
        "visits": feed.visits + 1,
        "unchanged": feed.unchanged + (said.outcome is rules.Outcome.UNCHANGED),
        "bytes_read": feed.bytes_read + answer.size,
    }
    memory = {**feed.memory, "redirect": redirect, "told_moved": health.told_moved}
    if memory != {"redirect": None, "told_moved": "", **feed.memory}:
        values["memory"] = memory
    # Most visits bring nothing new and change next to nothing.
    return {name: to for name, to in values.items() if to != getattr(feed, name)}, notice


def _validators(visited: Visited) -> dict[str, Any]:
    """What the next visit may ask «has it changed since» with.

    What came incomplete is read again, in full; an answer that is no feed replaces nothing.
    """
    feed, answer = visited.feed, visited.answer
    if visited.sure:
        kept = (answer.etag, answer.last_modified, answer.body_hash)
    elif visited.reading is None:
        kept = (feed.etag, feed.last_modified, feed.body_hash)
    else:
        kept = ("", "", "")
    return dict(zip(("etag", "last_modified", "body_hash"), kept, strict=True))


def _timing(
    feed: Feed, said: rules.Answer, health: Health, now: datetime, dice: Callable[[], float]
) -> dict[str, Any]:
    arrivals = [EPOCH + each * MILLISECOND for each in feed.memory.get("arrivals", ())]
    next_at = rules.next_visit(arrivals, said, health, now, dice)
    found = {
        "checked_at": now,
        "ok_at": feed.ok_at if said.failed else now,
        "next_at": next_at or feed.next_at,
        "interval_minutes": feed.interval_minutes,
        "gone": next_at is None,
    }
    if next_at is not None and not said.failed:
        found["interval_minutes"] = max(1, round((next_at - now).total_seconds() / 60))
    return found


def _outcome(visited: Visited) -> rules.Outcome:
    match visited.answer.outcome:
        case Outcome.GONE:
            return rules.Outcome.GONE
        case Outcome.SAME | Outcome.NOT_MODIFIED:
            return rules.Outcome.UNCHANGED
    match visited.error:
        case "":
            return rules.Outcome.READ
        case "rate-limited":
            return rules.Outcome.BUSY
        case "tls":
            return rules.Outcome.UNTRUSTED
    return rules.Outcome.FAILED


def _redirect(feed: Feed, answer: Answer) -> tuple[str, list[Any] | None]:
    """The new address of a feed once it was seen often enough, and what to remember of it."""
    if not answer.moved_to:
        return "", None
    to, times = feed.memory.get("redirect") or ("", 0)
    times = min(times + 1, SEEN_BEFORE_PROPOSED) if to == answer.moved_to else 1
    return (answer.moved_to if times >= SEEN_BEFORE_PROPOSED else ""), [answer.moved_to, times]


def _proposal(feed: Feed, answer: Answer, notice: Notice, moved: str) -> str:
    """The address that moderators are asked about: forgotten when it is no longer true."""
    if notice is Notice.MOVED:
        return moved
    failed = answer.outcome in (Outcome.FAILED, Outcome.GONE)
    return feed.moved_to if failed or feed.moved_to == answer.moved_to else ""
