"""News as a guild sees them: sources, topics, stories, calls for projects, and their states."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from domain.errors import Refused


class Mode(StrEnum):
    """What happens to what a source brings."""

    HAND = "hand"  # a moderator decides on each
    AUTO = "auto"  # published at once
    DIGEST = "digest"  # waits for the digest


class SourceState(StrEnum):
    LIVE = "live"
    PAUSED = "paused"
    REMOVED = "removed"


class StoryState(StrEnum):
    QUEUED = "queued"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WAITING = "waiting"  # for the digest
    DIGESTED = "digested"
    REJECTED = "rejected"
    DROPPED = "dropped"  # by a rule


APPROVED = frozenset({StoryState.PUBLISHED, StoryState.WAITING, StoryState.DIGESTED})
"""What members see, search and find in the export."""

UNDECIDED = frozenset({StoryState.QUEUED, StoryState.SCHEDULED})


class Curation(StrEnum):
    """What a moderator does to a story."""

    PUBLISH = "publish"
    SCHEDULE = "schedule"
    TO_DIGEST = "to-digest"
    REJECT = "reject"
    EDIT = "edit"
    CALL = "call"
    REOPEN = "reopen"  # back to the queue: rejected or dropped by mistake


_FROM: dict[Curation, frozenset[StoryState]] = {
    Curation.PUBLISH: UNDECIDED | {StoryState.WAITING, StoryState.DIGESTED},
    Curation.SCHEDULE: UNDECIDED | {StoryState.WAITING},
    Curation.TO_DIGEST: UNDECIDED,
    Curation.REJECT: UNDECIDED | {StoryState.WAITING},
    Curation.EDIT: frozenset(StoryState) - {StoryState.REJECTED, StoryState.DROPPED},
    Curation.CALL: frozenset(StoryState) - {StoryState.REJECTED, StoryState.DROPPED},
    Curation.REOPEN: frozenset({StoryState.REJECTED, StoryState.DROPPED, StoryState.SCHEDULED}),
}


def refuse_unless_leads(state: StoryState, act: Curation) -> None:
    """Raises Refused("story-state") when this act leads nowhere from this state."""
    if state not in _FROM[act]:
        raise Refused("story-state", act=act.value, state=state.value)


def acts_from(state: StoryState) -> frozenset[Curation]:
    """What may be done to a story in this state."""
    return frozenset(act for act, states in _FROM.items() if state in states)


@dataclass(frozen=True)
class Topic:
    """A theme of the watch. ``place``: "message", "thread" or "forum"."""

    guild_id: int
    number: int
    name: str
    emoji: str = ""
    accent: str = "info"
    channel_id: int | None = None
    role_id: int | None = None
    place: str = "message"
    revision: int = 0


FIRST_TOPICS = (
    ("digital", "💻", "info"),
    ("social-economy", "🤝", "done"),
    ("music", "🎵", "waiting"),
    ("calls", "📣", "late"),
    ("territory", "🗺️", "neutral"),
)
"""The topics of a guild that has made none: key of the name (``watch-topic-<key>``), emoji, accent.
They are written, in the guild's language, when somebody first needs them."""

TOPIC_NAME_LIMIT = 40
SOURCE_NAME_LIMIT = 80
COMMENT_LIMIT = 500
REASON_LIMIT = 200


@dataclass(frozen=True)
class Source:
    """What a guild follows. ``read_to``: the last article of the feed it has dealt with; while it
    waits for a moderator it deals with none, and ``held_at`` of that is kept.
    """

    guild_id: int
    number: int
    feed_id: int
    name: str
    mode: Mode
    topic: int | None
    state: SourceState
    added_by: int | None
    added_at: datetime
    read_to: int = 0
    revision: int = 0

    @property
    def waits(self) -> bool:
        """Whether a moderator has yet to say if its new articles are news: they may be another
        site's.
        """
        return self.read_to < 0


def held_at(read_to: int) -> int:
    """The cursor of a source that begins to wait where ``read_to`` was, and back again."""
    return -1 - read_to


@dataclass(frozen=True)
class Deadline:
    """The last day of a call, in the guild's zone; ``at`` None means the end of that day.

    ``quote`` is the sentence that says so, "" when a moderator typed the date.
    """

    day: date
    at: time | None = None
    quote: str = ""

    @property
    def minute(self) -> int | None:
        return None if self.at is None else self.at.hour * 60 + self.at.minute


@dataclass(frozen=True)
class Story:
    """One piece of news in one guild. Persons are Discord ids; ``topic`` and ``rule`` numbers.

    ``offered`` is a deadline found since, until a moderator answers.
    """

    guild_id: int
    number: int
    state: StoryState
    title: str
    found_at: datetime
    link: str = ""
    summary: str = ""
    author: str = ""
    topic: int | None = None
    published: datetime | None = None
    suggested_by: int | None = None
    comment: str = ""
    edited: bool = False
    first_yes: int | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""
    publish_at: datetime | None = None
    rule: int | None = None
    like: int | None = None
    is_call: bool = False
    deadline: Deadline | None = None
    confirmed: bool = False
    offered: Deadline | None = None
    channel_id: int | None = None
    thread_id: int | None = None
    revision: int = 0

    @property
    def approved(self) -> bool:
        return self.state in APPROVED


@dataclass(frozen=True)
class Carried:
    """A source that carries a story, with its own link to it."""

    source: int
    name: str
    link: str
    at: datetime
