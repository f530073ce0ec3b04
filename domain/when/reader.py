"""Reading a whole text."""

import difflib
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Final

from domain.errors import Refused
from domain.when.phrases import Phrase
from domain.when.reading import SEVERAL_READINGS, Now, Reading, read_value
from domain.when.sentences import Sentences, all_phrases
from domain.when.tokens import fold, tokenize, unknown_words
from domain.when.words import ACCENTED, KNOWN_WORDS

LONGEST_TEXT: Final = 100
MOST_SLIPS: Final = 3
# When every meaning of a text is refused, the reason that helps most.
_TELLING: Final = (
    "date-contradicts-weekday",
    "date-missing-hour",
    "date-impossible",
    "date-reversed",
    "date-unreadable",
)


def read(text: str, now: datetime, zone: tzinfo, language: str | None = None) -> list[Reading]:
    """The meanings of a text, most likely first: never empty.

    ``now`` is aware; ``language`` ("fr", "en") only decides between words that both have ("mar").
    A text in the past is read as it is. Raises Refused with, each with ``text``:
    "date-unreadable" (``near``: the same text without its slip, when one was found),
    "date-impossible", "date-reversed", "date-contradicts-weekday" (date, weekday, actual),
    "date-missing-hour" (day, hour, before, after), "date-too-long" (length, limit).
    """
    if len(text) > LONGEST_TEXT:
        raise Refused("date-too-long", length=len(text), limit=LONGEST_TEXT)
    try:
        return read_strictly(text, Now.at(now, zone), language)
    except Refused as refused:
        if refused.key == "date-unreadable":
            near = _near(text, Now.at(now, zone), language)
            raise Refused("date-unreadable", text=text, near=near) from None
        raise Refused(refused.key, **{"text": text, **refused.facts}) from None


def read_strictly(text: str, now: Now, language: str | None) -> list[Reading]:
    """As `read`, without looking for the slip in a refused text."""
    value = read_value(text, now.zone)
    return read_folded(fold(text), now, language) if value is None else value


def read_folded(text: str, now: Now, language: str | None) -> list[Reading]:
    """As `read_strictly`, for a folded text that is no ISO value."""
    found: dict[tuple[datetime, datetime], Reading] = {}
    refusals: list[Refused] = []
    for phrase in _understand(text, language):
        try:
            for reading in phrase.readings(now, text):
                found.setdefault((reading.period.start, reading.period.end), reading)
        except Refused as refused:
            refusals.append(refused)
        except (OverflowError, ValueError):
            refusals.append(Refused("date-impossible"))
    if found:
        return list(found.values())[:SEVERAL_READINGS]
    if not refusals:
        raise Refused("date-unreadable", text=text)
    raise min(refusals, key=lambda refused: _rank(refused.key))


def _rank(key: str) -> int:
    return _TELLING.index(key) if key in _TELLING else len(_TELLING)


@lru_cache(maxsize=1024)
def _understand(folded: str, language: str | None) -> list[Phrase]:
    tokens = tokenize(folded)
    if not tokens:
        return []
    return all_phrases(Sentences(tokens, language))


def _near(text: str, now: Now, language: str | None) -> str | None:
    """The text with its unknown words replaced by the nearest known ones, if that can be read."""
    near = fold(text)
    slips = unknown_words(near)
    if not 1 <= len(slips) <= MOST_SLIPS:
        return None
    for word in slips:
        close = difflib.get_close_matches(word, KNOWN_WORDS, n=1, cutoff=0.75)
        if not close:
            return None
        near = near.replace(word, ACCENTED.get(close[0], close[0]), 1)
    try:
        read_strictly(near, now, language)
    except Refused:
        return None
    return near
