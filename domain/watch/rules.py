"""Filters of a source, or of all: what they look for, and what several of them decide together.

What a moderator types is read so: «;» or a new line between two wishes (either is enough), «+»
between two things that must both be there. Words that follow each other are looked for as they
follow each other, whole, without case or accents, in the singular or the plural; between quotation
marks they are looked for exactly as written.

    appel à projets; résidence + musique; "mécénat"

Expressions (regular ones) may take forever, so they run elsewhere, under a time limit: see
``needs_worker``.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from domain.errors import Refused
from domain.watch.words import folded_words, stem

LONGEST_WORDS: Final = 300
MOST_WISHES: Final = 30

_BETWEEN_WISHES: Final = re.compile(r"[;\n]")
_QUOTES: Final = '"«»“”„'


class Where(StrEnum):
    TITLE = "title"
    SUMMARY = "summary"
    SOURCE = "source"
    ANYWHERE = "anywhere"


class RuleAction(StrEnum):
    DROP = "drop"
    KEEP = "keep"
    TOPIC = "topic"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Rule:
    """One filter. ``source`` None: of all sources. ``words`` is a regular expression when
    ``expression``. ``topic``: given to what matches, by TOPIC and PUBLISH rules.
    """

    number: int
    source: int | None
    where: Where
    words: str
    expression: bool
    action: RuleAction
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules decided. ``action`` None: nothing, the article goes its source's way.

    ``rule``: the number of the rule that decided; None with DROP means that there are KEEP rules
    and that none of them matched.
    """

    action: RuleAction | None = None
    rule: int | None = None
    topic: int | None = None


Phrase = tuple[str, bool]
"""Folded words between spaces, and whether they are to be found exactly as written."""


def check_words(text: str) -> None:
    """Raises Refused("rule-words-empty"), Refused("rule-words-too-long", limit, length) or
    Refused("rule-words-too-many", limit, count).
    """
    if len(text) > LONGEST_WORDS:
        raise Refused("rule-words-too-long", limit=LONGEST_WORDS, length=len(text))
    wishes = read_words(text)
    if not wishes:
        raise Refused("rule-words-empty")
    if len(wishes) > MOST_WISHES:
        raise Refused("rule-words-too-many", limit=MOST_WISHES, count=len(wishes))


@lru_cache(maxsize=512)
def read_words(text: str) -> tuple[tuple[Phrase, ...], ...]:
    """The wishes of a rule, each a list of phrases that must all be there."""
    wishes = []
    for wish in _BETWEEN_WISHES.split(text):
        phrases = tuple(found for part in wish.split("+") if (found := _phrase(part.strip())))
        if phrases:
            wishes.append(phrases)
    return tuple(wishes)


def matches(rule: Rule, title: str, summary: str, source_name: str) -> bool:
    """Whether a rule of words matches an article. Raises ValueError for an expression."""
    if needs_worker(rule):
        raise ValueError("an expression is run under a time limit, not here")
    fields = [folded_words(text) for text in looked_at(rule, title, summary, source_name)]
    exact = _line(fields)
    loose = _line([[stem(word) for word in field] for field in fields])
    return any(
        all(phrase in (exact if as_written else loose) for phrase, as_written in wish)
        for wish in read_words(rule.words)
    )


def needs_worker(rule: Rule) -> bool:
    """Whether a rule can only be tried where it can be stopped."""
    return rule.expression


def looked_at(rule: Rule, title: str, summary: str, source_name: str) -> tuple[str, ...]:
    """The texts that a rule looks at."""
    texts = {Where.TITLE: title, Where.SUMMARY: summary, Where.SOURCE: source_name}
    return tuple(texts.values()) if rule.where is Where.ANYWHERE else (texts[rule.where],)


def of_source(rules: Iterable[Rule], source: int) -> list[Rule]:
    """The rules that concern a source, its own and those of all, oldest first."""
    mine = [rule for rule in rules if rule.source in (None, source)]
    return sorted(mine, key=lambda rule: rule.number)


def decide(rules: Iterable[Rule], matched: Callable[[Rule], bool] | Collection[int]) -> Verdict:
    """What the rules of one source decide for an article.

    ``matched`` tells which rules match it: a function, or their numbers. A DROP that matches wins
    over everything. When there are KEEP rules, one of them must match. A PUBLISH that matches comes
    next; the topic is that of the first TOPIC rule that matches, else of the PUBLISH rule.
    """
    known = sorted(rules, key=lambda rule: rule.number)

    def first(action: RuleAction) -> Rule | None:
        mine = (rule for rule in known if rule.action is action)
        return next((rule for rule in mine if _holds(rule, matched)), None)

    if dropped := first(RuleAction.DROP):
        return Verdict(RuleAction.DROP, dropped.number)
    kept = first(RuleAction.KEEP)
    if kept is None and any(rule.action is RuleAction.KEEP for rule in known):
        return Verdict(RuleAction.DROP)
    sorted_by, published = first(RuleAction.TOPIC), first(RuleAction.PUBLISH)
    deciding = published or sorted_by or kept
    if deciding is None:
        return Verdict()
    topic = sorted_by.topic if sorted_by else published.topic if published else None
    return Verdict(deciding.action, deciding.number, topic)


def _holds(rule: Rule, matched: Callable[[Rule], bool] | Collection[int]) -> bool:
    return matched(rule) if callable(matched) else rule.number in matched


def _phrase(text: str) -> Phrase | None:
    as_written = len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES
    words = folded_words(text)
    if not as_written:
        words = [stem(word) for word in words]
    return (f" {' '.join(words)} ", as_written) if words else None


def _line(fields: list[list[str]]) -> str:
    """Fields as one text in which a phrase can't begin in one and end in the next."""
    return "\n".join(f" {' '.join(words)} " for words in fields)
