"""Whether two titles of two sources seem to tell one piece of news: only ever a suggestion.

No score of titles alone is sure enough to decide (watch.md §4.4), and users want neither the same
story from several feeds (FreshRSS#6916) nor two that only look alike put together: generic titles
(FreshRSS#948), the same phrase with another name, number, date, or ending («candidatures» and
«lauréats»). So likeness is judged by what differs: two titles are one story when most words are
shared, and nothing that differs may change the news.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Final

from domain.watch.title_words import (
    BODIES,
    GENERIC,
    HARD_STATES,
    LIGHT,
    NUMBERED,
    SOFT_STATES,
    STATE_OF,
    Token,
    tokens,
)  # fmt: skip
from domain.watch.words import stem

KEYED_WORDS: Final = 5
ENOUGH_SHARED: Final = 0.6
ENOUGH_REWORDED: Final = 0.7
"""Part of each title that the other must have: when one only says more, when both do."""
CALL: Final = stem("appel")
PROJECT: Final = stem("projet")
LONG_NUMBER: Final = 3
_STEM_LENGTH: Final = 6


@dataclass(frozen=True, slots=True)
class _Title:
    """``words``: in order, without empty words; ``names``: those written with a capital inside a
    sentence; ``extra``: numbers that count chapters, sessions, issues."""

    words: tuple[str, ...]
    names: frozenset[str]
    numbers: frozenset[str]
    extra: frozenset[str]
    dates: tuple[frozenset[str], ...]
    states: frozenset[str]
    negative: bool

    @property
    def specific(self) -> frozenset[str]:
        return frozenset(word for word in self.words if word not in GENERIC | LIGHT)


def same_story(one: str, other: str) -> bool:
    """Whether to suggest that ``one`` and ``other`` are one story. Symmetric; never raises."""
    # Which words of one family answer each other may hang on who comes first.
    first, second = (_read(title) for title in sorted((one, other)))
    if not (first.specific and second.specific) or _contradict(first, second):
        return False
    pairs = _paired(first.words, second.words)
    shared = {word for word, _ in pairs} & first.specific
    numbers = first.numbers & second.numbers
    if len(shared) + (len(numbers) > 0) < 2 or not shared:
        return False
    here = _differing(first, {word for word, _ in pairs})
    there = _differing(second, {word for _, word in pairs})
    enough = ENOUGH_SHARED
    if here and there:
        enough = ENOUGH_REWORDED
        if not _reworded(first, second, here, there, pairs):
            return False
    covered = (_covered(len(shared), own, numbers) for own in (here, there))
    return min(covered) >= enough


def likeness_keys(title: str) -> tuple[str, ...]:
    """Keys of which two titles of one story share at least one, nearly always: two of the words
    that say most (long numbers, names, long words), one for titles that have hardly more. Ten
    at most; none for a generic title.
    """
    read = _read(title)
    said = sorted(read.specific, key=lambda word: (word not in read.names, -len(word), word))
    long = sorted(number for number in read.numbers if _is_long(number))
    chosen = (long + [word[:_STEM_LENGTH] for word in said])[:KEYED_WORDS]
    chosen = sorted(dict.fromkeys(chosen))
    alone = [f"{word}+" for word in chosen] if len(chosen) <= 2 else []
    return (*(f"{one}+{other}" for one, other in combinations(chosen, 2)), *alone)


@lru_cache(maxsize=4096)
def _read(title: str) -> _Title:
    found = tokens(title[:512])
    kept = [one for one in found if one.kind == "word"]
    return _Title(
        words=tuple(one.text for one in kept if one.text not in STATE_OF),
        names=frozenset(one.text for one in kept if one.name),
        numbers=frozenset(one.text for one in found if one.kind == "number"),
        extra=frozenset(_chapters(found)),
        dates=tuple(
            frozenset(one.text for one in found if one.kind == kind)
            for kind in ("day", "month", "weekday")
        ),
        states=frozenset(STATE_OF[one.text] for one in kept if one.text in STATE_OF),
        negative=any(one.kind == "not" for one in found),
    )


def _chapters(found: Sequence[Token]) -> Iterable[str]:
    for before, one in pairwise(found):
        if one.kind == "number" and before.text in NUMBERED:
            yield one.text


def _contradict(first: _Title, second: _Title) -> bool:
    """Whether something says that these are two pieces of news, however alike they look."""
    if first.negative != second.negative or first.extra != second.extra:
        return True
    if first.numbers - second.numbers and second.numbers - first.numbers:
        return True
    for here, there in zip(first.dates, second.dates, strict=True):
        if here and there and not here & there:
            return True
    bodies, theirs = BODIES & set(first.words), BODIES & set(second.words)
    if bodies - theirs and theirs - bodies:
        return True
    if _only_calls(first, second) or _only_calls(second, first):
        return True
    if (first.states ^ second.states) & HARD_STATES:
        return True
    soft, others = first.states & SOFT_STATES, second.states & SOFT_STATES
    return bool(soft and others and not soft & others)


def _only_calls(first: _Title, second: _Title) -> bool:
    """A call for projects, and projects."""
    return CALL in first.words and CALL not in second.words and PROJECT in second.words


def _paired(words: Sequence[str], others: Sequence[str]) -> list[tuple[str, str]]:
    """The words that both have, as they stand in each: the same, or of one family."""
    pairs = [(word, word) for word in dict.fromkeys(words) if word in others]
    left = [word for word in dict.fromkeys(words) if word not in others]
    free = [word for word in dict.fromkeys(others) if word not in words]
    for word in left:
        kin = next((other for other in free if _kin(word, other)), None)
        if kin is not None:
            pairs.append((word, kin))
            free.remove(kin)
    return pairs


def _kin(one: str, other: str) -> bool:
    """«reprend» and «repris», «associatif» and «association»."""
    length = min(len(one), len(other))
    common = next((i for i in range(length) if one[i] != other[i]), length)
    return common >= 4 and common >= 0.6 * length


def _differing(title: _Title, shared: set[str]) -> list[str]:
    return [word for word in dict.fromkeys(title.words) if word not in shared and word not in LIGHT]


def _reworded(
    first: _Title,
    second: _Title,
    here: Sequence[str],
    there: Sequence[str],
    pairs: Sequence[tuple[str, str]],
) -> bool:
    """Whether both have words of their own because the sentence was turned round, not because one
    word stands in another's place («professeur de piano», «professeur de trompette»)."""
    if first.names & set(here) and second.names & set(there):
        return False
    if len(pairs) < 3:
        return False
    names = {word: number for number, pair in enumerate(pairs) for word in pair}
    slots = _slots(first.words, set(here), names)
    return not slots & _slots(second.words, set(there), names)


def _slots(words: Sequence[str], own: set[str], names: dict[str, int]) -> set[tuple[str, int]]:
    """Beside which shared word, and on which side of it, a word of one's own stands."""
    found: set[tuple[str, int]] = set()
    last: int | None = None
    waiting = False
    for word in words:
        if word in own:
            if last is not None:
                found.add(("after", last))
            waiting = True
        elif word in names:
            last = names[word]
            if waiting:
                found.add(("before", last))
            waiting = False
    return found


def _covered(shared: int, own: Sequence[str], numbers: frozenset[str]) -> float:
    """How much of a title the other has too, from 0 to 1; a long number weighs as two words."""
    weight = shared + sum(2 if _is_long(number) else 1 for number in numbers)
    return weight / (weight + len(own))


def _is_long(number: str) -> bool:
    digits = number.replace(".", "")
    year = len(digits) == 4 and digits[:2] in ("19", "20")
    return len(digits) >= LONG_NUMBER and not year
