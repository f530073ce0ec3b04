"""Sources that anybody may follow at once, by topic; what is known of them may be out of date."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.watch.stories import FIRST_TOPICS

FILE = Path(__file__).with_suffix(".json")


@dataclass(frozen=True)
class Offered:
    """A source to tick. ``number``: its place in the list, kept by buttons; ``topic``: a key of
    FIRST_TOPICS; ``kind``: "feed", "wordpress", or "page", for which somebody says what to read.
    """

    number: int
    name: str
    site: str
    address: str
    topic: str
    language: str
    kind: str


@cache
def offered() -> tuple[Offered, ...]:
    """All of them, in the order of the file."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(Offered(number, **each) for number, each in enumerate(read))


def offered_topics() -> tuple[str, ...]:
    """The keys of the topics that have some, in the order of FIRST_TOPICS."""
    there = {each.topic for each in offered()}
    return tuple(key for key, _, _ in FIRST_TOPICS if key in there)


def topic_number(key: str) -> int:
    """The number of a first topic: they are written before any other, in their order."""
    return 1 + [each for each, _, _ in FIRST_TOPICS].index(key)
