"""The deadline of a call, found in what its source wrote, with the sentence that proves it.

None is better than a wrong one: a date is taken only when the words that govern it, those nearest
before it in its sentence, are about sending something in. When two dates contradict each other
there is none, unless the text speaks of sessions, phases or lists: the next one then. A deadline
that was put off replaces the others. «Avant le 1er juin» means 31 May; with an hour, that hour.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta, tzinfo
from typing import Final

from domain.watch import deadline_words as words
from domain.watch.deadline_words import Kind, Mark
from domain.watch.written_dates import WrittenDate, find_dates

LONGEST_READ: Final = 20_000
LONGEST_QUOTE: Final = 200
YEARS_AHEAD: Final = 4

_ASKS: Final = frozenset({Kind.LIMIT, Kind.CLOSING, Kind.SEND, Kind.CALL})
_LIMITS: Final = frozenset({Kind.LIMIT, Kind.CLOSING, Kind.ENDS, Kind.EXTENSION})
_REACH: Final = {Kind.CALL: 90, Kind.SEND: 150}
_USUAL_REACH: Final = 100
_RANGE_REACH: Final = 50

_BLOCK: Final = re.compile(
    r"<(?:br|/?(?:p|div|li|ul|ol|tr|td|th|h[1-6]|table|dd|dt))\b[^<>]{0,300}>", re.IGNORECASE
)
_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>]{0,300}>")
_SPACES: Final = re.compile(r"[^\S\n]+")
_LINES: Final = re.compile(r" ?\n\s*")
_ENDS: Final = re.compile(r"(?<=[.!?…])(?<![ap]\.m\.) (?=[A-ZÀ-Ý«“\"(\[•-])|;|\n(?![a-zà-ÿ])|[•|]")
# A label alone on its line goes with the date that opens the next one.
_LABEL: Final = re.compile(
    r"(?:limite|butoir|cloture|echeance|deadline|closing date|due date)[^\n\d.]{0,40}\n"
    r"(?=(?:le |the )?(?:\w{3,9},? )?\d)"
)


class _Folding(dict[int, str]):
    """Each letter → the same without case or accent; the text keeps its length."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        bare = unicodedata.normalize("NFKD", char)[0].lower()
        self[code] = bare if len(bare) == 1 else char
        return self[code]


_FOLDING: Final = _Folding({ord(c): "'" for c in "’‘ʼ"} | {ord(c): "-" for c in "–—‑‐"})


@dataclass(frozen=True, slots=True)
class Deadline:
    """``day`` and hour ``at`` (None: not said) in the guild's zone; ``quote``: the sentence as
    written, at most LONGEST_QUOTE characters; ``extended``: it was put off.
    """

    day: date
    at: time | None
    quote: str
    extended: bool = False


@dataclass(frozen=True, slots=True)
class _Proof:
    """A date taken for a deadline: the day written, whether it is itself too late, the words."""

    day: date
    at: time | None
    excluded: bool
    put_off: bool
    quote: str
    group: tuple[int, int] = (0, 0)


def find_deadline(text: str, published: date, zone: tzinfo) -> Deadline | None:
    """The deadline that ``text`` (HTML or plain, French or English) sets, or None.

    Days without a year are the next ones after ``published``; dates in figures are day first. Of
    several sessions the next; of several that contradict each other, none.
    """
    plain = as_text(text[:LONGEST_READ])
    folded = plain.translate(_FOLDING)
    sentences: list[_Sentence] = []
    context: tuple[Mark, ...] = ()
    for start, end in _sentences(plain, folded):
        sentence = _Sentence(plain, folded, (start, end), context, published, zone)
        context = tuple(sentence.marks) or context
        sentences.append(sentence)
    latest = _years_later(published)
    proofs = [
        proof
        for sentence in sentences
        for proof in sentence.proofs()
        if published - timedelta(days=366) <= proof.day <= latest
    ]
    if not proofs:
        return next((left for it in sentences if (left := it.days_left(published))), None)
    put_off = any(sentence.puts_off() for sentence in sentences)
    return _choose(proofs, published, put_off, bool(words.SEVERAL.search(folded)))


def may_be_call(title: str) -> bool:
    """Whether a title speaks of a call or of money to be had: worth reading the whole article."""
    head = as_text(title[:LONGEST_READ]).translate(_FOLDING)
    return bool(words.ASKING_TITLE.search(head) or words.MONEY_TITLE.search(head))


def looks_like_call(title: str, summary: str) -> bool:
    """Whether an article asks for something to be sent in (a call, a grant, a residency, a prize),
    and is not about what came of it.
    """
    head = as_text(title[:LONGEST_READ]).translate(_FOLDING)
    if words.OUTCOME_TITLE.search(head):
        return False
    if words.ASKING_TITLE.search(head):
        return True
    body = as_text(summary[:LONGEST_READ]).translate(_FOLDING)
    about = words.MONEY_TITLE.search(head) or words.ASKING_TITLE.search(body)
    return bool(about and words.APPLYING.search(f"{head} {body}"))


def as_text(written: str) -> str:
    """``written`` without tags or entities, a line for each block."""
    loose = html.unescape(html.unescape(written)) if "&" in written else written
    if _TAG.search(loose):
        loose = _TAG.sub("", _BLOCK.sub("\n", loose.replace("\n", " ")))
    loose = unicodedata.normalize("NFC", loose).replace("\u00ad", "")
    return _LINES.sub("\n", _SPACES.sub(" ", loose)).strip()


def _sentences(plain: str, folded: str) -> Iterator[tuple[int, int]]:
    labels = {match.end() - 1 for match in _LABEL.finditer(folded)}
    start = 0
    for match in _ENDS.finditer(plain):
        if match.start() in labels:
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(plain)


def _years_later(day: date) -> date:
    return day + timedelta(days=366 * YEARS_AHEAD)


class _Sentence:
    """One sentence, and what its dates are for."""

    def __init__(
        self,
        plain: str,
        folded: str,
        place: tuple[int, int],
        context: tuple[Mark, ...],
        published: date,
        zone: tzinfo,
    ) -> None:
        self.place = place
        self.written = plain[slice(*place)]
        self.text = folded[slice(*place)].replace("\n", " ")
        self.marks = words.marks_of(self.text)
        self.dates = find_dates(self.text, published, zone)
        self.context = context
        self.used: set[Mark] = set()

    def proofs(self) -> list[_Proof]:
        """The dates of this sentence that are deadlines."""
        found: list[_Proof] = []
        taken_group = -1
        for at, it in enumerate(self.dates):
            excluded = bool(words.EXCLUDED.search(self.text[: it.start]))
            listed = it.group == taken_group and it.kind == "day"
            mark = None if listed else self._governing(at)
            if not listed and mark is None:
                continue
            taken_group = it.group
            if it.day is None:
                continue
            sharp = it.at is not None or it.kind == "edge"
            sharp = sharp or bool(words.INCLUSIVE.match(self.text, it.end))
            put_off = mark is not None and mark.kind is Kind.EXTENSION
            quote = _quote(self.written, it.start, it.end)
            group = (self.place[0], it.group)
            found.append(_Proof(it.day, it.at, excluded and not sharp, put_off, quote, group))
        return found

    def puts_off(self) -> bool:
        """Whether this sentence says that a deadline was put off."""
        return any(mark.kind is Kind.EXTENSION and self._of_a_call(mark) for mark in self.marks)

    def days_left(self, published: date) -> Deadline | None:
        """« Il reste 10 jours pour candidater »."""
        for pattern in words.REMAINING:
            for match in pattern.finditer(self.text):
                towards = words.marks_of(match["to"])
                if towards and towards[0].kind in _ASKS:
                    day = published + timedelta(days=words.days_left(match))
                    return Deadline(day, None, _quote(self.written, *match.span()))
        return None

    def _governing(self, at: int) -> Mark | None:
        """The word that makes a deadline of a date, if any."""
        it = self.dates[at]
        before = [m for m in self.marks if m.end <= it.start and m not in self.used]
        head = self.text[: it.start]
        if it.kind == "range":
            since = self.dates[at - 1].end if at else 0
            near = [m for m in before if m.start >= since and m.kind is not Kind.STARTS]
            return self._nearest(near, it, through_events=False)
        if words.FOR.search(head) and not words.AFTERWARDS.match(self.text, it.end):
            nearest = self._nearest(before, it)
            sends = nearest and words.SENDING.match(self.text, nearest.start)
            return nearest if sends else None
        bound = words.INCLUDED.search(head) or words.EXCLUDED.search(head)
        if bound or words.AFTERWARDS.match(self.text, it.end):
            if before:
                return self._nearest(before, it)
            return self._afterwards(at, bound.start() if bound else it.start)
        return None if it.kind == "weekday" else self._labelled(at, before)

    def _nearest(
        self, before: list[Mark], it: WrittenDate, through_events: bool = True
    ) -> Mark | None:
        """The nearest word before a date, when it asks for something to be sent."""
        passed = False
        for mark in reversed(before):
            if mark.kind is Kind.EVENT and through_events:
                passed = True
                continue
            reach = _RANGE_REACH if it.kind == "range" else _REACH.get(mark.kind, _USUAL_REACH)
            if it.start - mark.end > reach:
                return None
            if mark.kind is Kind.CALL and not self._calls_openly(mark, it):
                passed = True
                continue
            if mark.kind is Kind.CALL and passed:
                return None
            return mark if self._counts(mark) else None
        return None

    def _calls_openly(self, mark: Mark, it: WrittenDate) -> bool:
        """Whether a word like "grant" or «plateforme» is said to be open until a date."""
        if words.A_CALL.match(self.text, mark.start):
            return True
        bound = words.INCLUDED.search(self.text[: it.start])
        bound = bound or words.EXCLUDED.search(self.text[: it.start])
        until = bound.start() if bound else it.start
        return bool(words.OPEN.fullmatch(self.text, mark.end, until))

    def _counts(self, mark: Mark) -> bool:
        if mark.kind in (Kind.EXTENSION, Kind.ENDS):
            return self._of_a_call(mark)
        if mark.kind is Kind.SEND:
            return self._answers_a_call(mark)
        if mark.kind is Kind.CLOSING:
            others = {m.kind for m in self.marks} - {Kind.CLOSING, Kind.ENDS}
            return Kind.EVENT not in others or bool(others & _ASKS)
        return mark.kind in _ASKS

    def _answers_a_call(self, mark: Mark) -> bool:
        """Whether what is sent is not a report, a question, somebody's place at an event."""
        here = [m for m in self.marks if m.end <= mark.start]
        if words.REGISTERING.match(self.text, mark.start):
            kinds = {m.kind for m in (*self.marks, *(() if here else self.context))}
            return Kind.EVENT not in kinds or bool(kinds & (_ASKS - {Kind.SEND}))
        for other in reversed(here):
            if other.kind in _ASKS:
                return True
            if words.AFTER_THE_CALL.match(self.text, other.start):
                return False
        return True

    def _of_a_call(self, mark: Mark) -> bool:
        """Whether what ends or is put off is something to send in."""
        kinds = {m.kind for m in self.marks if m is not mark}
        if kinds & _ASKS:
            return True
        text = self.text[mark.start : mark.end]
        if any(m.kind is Kind.LIMIT for m in words.marks_of(text[text.find(" ") + 1 :])):
            return True
        return Kind.EVENT not in kinds and self._called_before()

    def _afterwards(self, at: int, bound: int) -> Mark | None:
        """« Jusqu'au 15 juin, candidatez » and what stands alone after a sentence about a call."""
        it = self.dates[at]
        after = [m for m in self.marks if m.start >= it.end]
        if after:
            return after[0] if after[0].kind in _ASKS else None
        return self.context[-1] if bound <= 30 and self._called_before() else None

    def _called_before(self) -> bool:
        """Whether the sentence before ends on something to send in."""
        return bool(self.context) and self.context[-1].kind in _ASKS

    def _labelled(self, at: int, before: list[Mark]) -> Mark | None:
        """« Clôture : 15 juin », « 15 juin : clôture »."""
        it = self.dates[at]
        since = self.dates[at - 1].end if at else 0
        events = 0
        for mark in reversed(before):
            if mark.start < since or it.start - mark.end > _USUAL_REACH:
                break
            if mark.kind in (Kind.HARD, Kind.STARTS):
                if mark.kind is Kind.STARTS:
                    self.used.add(mark)  # it says nothing of the next date
                return None
            events += mark.kind is Kind.EVENT
            if mark.kind in _LIMITS:
                gap = self.text[mark.end : it.start]
                indirect = gap.endswith(" du ") and gap != " du "
                blocked = events and mark.kind is not Kind.LIMIT
                return mark if not indirect and not blocked and self._counts(mark) else None
        for mark in self.marks:
            if mark.start >= it.end:
                follows = words.LABEL_FOLLOWS.fullmatch(self.text, it.end, mark.start)
                if not follows or mark.kind in (Kind.SEND, Kind.CALL, Kind.EVENT):
                    return None
                self.used.add(mark)
                return mark if mark.kind in (Kind.LIMIT, Kind.CLOSING) else None
        return None


def _choose(proofs: list[_Proof], published: date, put_off: bool, several: bool) -> Deadline | None:
    if put_off:
        pool = [proof for proof in proofs if proof.put_off] or proofs
        return _deadline(pool, max(proof.day for proof in pool), True)
    days = sorted({proof.day for proof in proofs})
    if len(days) == 1:
        return _deadline(proofs, days[0])
    if several or len({proof.group for proof in proofs}) == 1:
        coming = next((day for day in days if day >= published), None)
        return _deadline(proofs, coming) if coming else None
    return None


def _deadline(proofs: list[_Proof], day: date, extended: bool = False) -> Deadline:
    """What the proofs of one written day say together.

    A text that says both «avant le 15» and «date limite : 15» means the 15th.
    """
    same = [proof for proof in proofs if proof.day == day]
    hours = {proof.at for proof in same} - {None}
    at = next(iter(hours)) if len(hours) == 1 else None
    best = next((proof for proof in same if at and proof.at == at), same[0])
    excluded = all(proof.excluded for proof in same)
    return Deadline(day - timedelta(days=excluded), at, best.quote, extended)


def _quote(written: str, start: int, end: int) -> str:
    """The sentence, or the part of it round a date."""
    text = " ".join(written.split())
    if len(text) <= LONGEST_QUOTE:
        return text
    low = max(0, min((start + end - LONGEST_QUOTE) // 2 + 1, len(written) - LONGEST_QUOTE + 2))
    piece = written[low : low + LONGEST_QUOTE - 2]
    cut_before, cut_after = low > 0, low + LONGEST_QUOTE - 2 < len(written)
    return ("…" if cut_before else "") + piece.strip() + ("…" if cut_after else "")
