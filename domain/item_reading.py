"""One text to one value, as people write it: amounts, spans, counts, days, words.

Strict: a text that could mean two things is refused, never guessed.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeVar

from domain.errors import Refused
from domain.items import Approval, Askers, Category
from domain.periods import DAY_MINUTES
from domain.text import clean, fold, visible

T = TypeVar("T")

LONGEST = {
    "name": 80,
    "description": 500,
    "place": 100,
    "conditions": 500,
    "rate_source": 100,
}
PARAGRAPHS = ("description", "conditions")
MOST_LINES = 20
"""Lines of a paragraph; a spreadsheet's record may span fifty."""
MOST_UNITS = 9_999
MOST_CENTS = 100_000_000
LONGEST_SPAN = 366 * DAY_MINUTES
LONGEST_BUFFER = 60 * DAY_MINUTES
MOST_CLOSED = 400

CATEGORY_WORDS: dict[Category, tuple[str, ...]] = {
    Category.SOUND: ("son", "sound", "sono", "sonorisation", "audio", "micro", "pa"),
    Category.LIGHT: ("lumière", "light", "lumières", "éclairage", "lights", "lighting"),
    Category.BACKLINE: ("backline", "backline", "instrument", "instruments", "amplis"),
    Category.STAGE: ("scène", "stage", "scènes", "praticable", "praticables", "plateau"),
    Category.VEHICLE: ("véhicule", "vehicle", "véhicules", "transport", "camion", "van", "voiture"),
    Category.ROOM: ("salle", "room", "salles", "lieu", "local", "studio", "rooms"),
    Category.OTHER: ("autre", "other", "autres", "divers", "misc"),
}
ASKERS_WORDS: dict[Askers, tuple[str, ...]] = {
    Askers.EVERYONE: ("tous", "everyone", "tout le monde", "all", "toutes et tous"),
    Askers.NETWORK: ("réseau", "network", "membres du réseau", "structures", "members"),
}
APPROVAL_WORDS: dict[Approval, tuple[str, ...]] = {
    Approval.OWNER: ("propriétaire", "owner", "manuel", "manual"),
    Approval.AUTOMATIC: ("automatique", "automatic", "auto"),
}


def _by_word(words: Mapping[T, tuple[str, ...]]) -> dict[str, T]:
    return {fold(word): value for value, names in words.items() for word in (*names, str(value))}


CATEGORIES = _by_word(CATEGORY_WORDS)
ASKERS = _by_word(ASKERS_WORDS)
APPROVALS = _by_word(APPROVAL_WORDS)
YES = {"oui", "yes", "o", "y", "vrai", "true", "1", "x"}
NO = {"non", "no", "n", "faux", "false", "0", ""}
_NONE = {"", "0", "aucun", "aucune", "non", "none", "no", "sans", "-"}


def read_text(key: str, text: str) -> str:
    """A text field, cleaned. Raises Refused("text-too-long", field, most)."""
    most, paragraph = LONGEST[key], key in PARAGRAPHS
    kept = clean(text, most * 4, lines=paragraph)
    if len(kept) > most:
        raise Refused("text-too-long", field=key, most=most)
    if paragraph and kept.count("\n") >= MOST_LINES:
        lines = kept.split("\n")
        kept = "\n".join(
            [*lines[: MOST_LINES - 1], " ".join(filter(None, lines[MOST_LINES - 1 :]))]
        )
    return kept


def read_count(text: str) -> int:
    """« 4 », « 1 200 ». Raises Refused("count-unreadable", said)."""
    digits = re.fullmatch(r"\d{1,6}|\d{1,3} \d{3}", clean(text, 20), re.ASCII)
    if digits is None:
        raise Refused("count-unreadable", said=clean(text, 40))
    return int(digits[0].replace(" ", ""))


_WHOLE = r"(?P<whole>\d{1,3}(?:[ '.]\d{3})+|\d{1,3}(?:,\d{3})+|\d{1,9})"
_AMOUNT = re.compile(rf"{_WHOLE}(?:(?P<mark>[.,])(?P<cents>\d{{1,2}}))?", re.ASCII)
_CURRENCY = re.compile(r"^(?:€|eur )\s*|\s*(?:€|eur|euros?)$")
_A_DAY = re.compile(r"\s*(?:/|par|per)\s*(?:j|jour|day)$")


def read_cents(text: str) -> int | None:
    """« 12,50 », « 1 200 € », « €1,200.50 » in cents; None when empty.

    Raises Refused: "money-ambiguous" for « 1.200 », which is 1200 here and 1.2 there;
    "money-unreadable".
    """
    said = clean(text, 40)
    bare = _CURRENCY.sub("", _A_DAY.sub("", fold(said))).strip()
    if not bare:
        return None
    amount = _AMOUNT.fullmatch(bare)
    if amount is None:
        raise Refused("money-unreadable", said=said)
    whole, mark = amount["whole"], amount["mark"]
    marks = {char for char in whole if not char.isdigit()}
    if mark in marks:
        raise Refused("money-unreadable", said=said)
    if len(marks) == 1 and marks <= {".", ","} and mark is None and len(whole) < 8:
        digits = re.sub(r"\D", "", whole)
        raise Refused("money-ambiguous", said=said, thousand=digits)
    if len(marks) > 1:
        raise Refused("money-unreadable", said=said)
    return int(re.sub(r"\D", "", whole)) * 100 + int((amount["cents"] or "0").ljust(2, "0"))


_UNITS = {
    "min": 1,
    "mn": 1,
    "minute": 1,
    "h": 60,
    "hr": 60,
    "heure": 60,
    "hour": 60,
    "j": DAY_MINUTES,
    "d": DAY_MINUTES,
    "jour": DAY_MINUTES,
    "day": DAY_MINUTES,
    "sem": 7 * DAY_MINUTES,
    "semaine": 7 * DAY_MINUTES,
    "week": 7 * DAY_MINUTES,
}
_SPAN_PART = re.compile(r"(\d{1,5})\s*([a-z]+)", re.ASCII)


def read_span(text: str) -> int | None:
    """« 2 h », « 2h30 », « 3 jours », « 1 semaine » in minutes; None for none.

    Raises Refused("span-unreadable", said): months and years have no one length.
    """
    said = clean(text, 40)
    bare = fold(said).replace(" et ", " ").replace(" and ", " ")
    if bare in _NONE:
        return None
    bare = re.sub(r"(?<=\d)\s*h\s*(\d{1,2})$", r"h \1min", bare)
    minutes, smallest, place = 0, LONGEST_SPAN, 0
    while place < len(bare):
        part = _SPAN_PART.match(bare, place)
        unit = _UNITS.get(part[2]) or _UNITS.get(part[2].removesuffix("s")) if part else None
        if part is None or unit is None or unit >= smallest:
            raise Refused("span-unreadable", said=said)
        minutes += int(part[1]) * unit
        smallest = unit
        place = part.end() + (len(bare[part.end() :]) - len(bare[part.end() :].lstrip()))
    return minutes or None


def read_word(text: str, words: Mapping[str, T], key: str) -> T:
    """The value that a French or English word names. Raises Refused(key, said)."""
    value = words.get(fold(visible(text)))
    if value is None:
        raise Refused(key, said=clean(text, 40))
    return value


def read_yes(text: str) -> bool:
    """Raises Refused("yes-or-no", said)."""
    word = fold(visible(text))
    if word not in YES | NO:
        raise Refused("yes-or-no", said=clean(text, 40))
    return word in YES


def read_share(text: str) -> int | None:
    """« 50 % » of the stock. Raises Refused("bad-share", said)."""
    bare = clean(text, 20).removesuffix("%").strip()
    if fold(bare) in _NONE:
        return None
    if not re.fullmatch(r"\d{1,3}", bare, re.ASCII) or not 1 <= int(bare) <= 100:
        raise Refused("bad-share", said=clean(text, 20))
    return int(bare)


def read_limit(text: str) -> int | None:
    """A number of units, or none."""
    return None if fold(visible(text)) in _NONE else read_count(text)


_DAY = r"(\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})"
_DAYS = re.compile(
    rf"(?:du |from |le |on )?{_DAY}(?:\s*(?:-|–|—|→|au|to)\s*{_DAY})?", re.ASCII | re.IGNORECASE
)


def read_days(text: str) -> frozenset[date]:
    """« 25/12/2026, 31/12/2026 - 02/01/2027 », day first, with the year.

    Raises Refused: "days-unreadable" (said), "days-too-many" (most).
    """
    found: set[date] = set()
    for part in re.split(r"[,;\n]", visible(text)):
        said = " ".join(part.split())
        if not said:
            continue
        match = _DAYS.fullmatch(said)
        first = _day(match[1]) if match else None
        last = _day(match[2]) if match and match[2] else first
        if first is None or last is None or last < first:
            raise Refused("days-unreadable", said=clean(said, 40))
        if len(found) + (last - first).days >= MOST_CLOSED:
            raise Refused("days-too-many", most=MOST_CLOSED)
        found.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return frozenset(found)


def _day(text: str) -> date | None:
    try:
        if "-" in text:
            return date.fromisoformat(text)
        day, month, year = map(int, re.split(r"[/.]", text))
        return date(year, month, day)
    except ValueError:
        return None
