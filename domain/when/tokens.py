"""Text → tokens: accents and case gone, numbers, hours and dates recognised, words looked up."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from domain.when.words import ABBREVIATIONS, KNOWN_WORDS, LEXICON, Meaning


@dataclass(frozen=True, slots=True)
class HourText:
    """An hour as written: it may be one that no clock shows, which is refused later."""

    hour: int
    minute: int
    # "h" may also be a length ("2h"), "am"/"pm" may be shared ("2-6pm").
    style: str = "clock"


@dataclass(frozen=True, slots=True)
class DateText:
    """A date in figures, day first; the year is missing in "12/03"."""

    day: int
    month: int
    year: int | None


Token = dict[str, object]

_ATOM: Final = re.compile(
    r"""
      (?P<iso>\d{4}(?:-\d{1,2}-|/\d{1,2}/)\d{1,2}(?:t(?=\d)|(?!\d)))
    | (?P<date>\d{1,2}(?:-\d{1,2}-\d{4}|/\d{1,2}/\d{4}|\.\d{1,2}\.\d{4})(?!\d))
    | (?P<ampm>\d{1,2}(?:[:.h]\d{2})?\s?[ap]\.?m(?![a-z])\.?)
    | (?P<clock>\d{1,2}:\d{2}(?::00)?(?!\d)(?:\s?h(?![a-z\d]))?)
    | (?P<short>\d{1,2}(?:/\d{1,2}(?:/\d{2})?|\.\d{1,2}(?:\.\d{2}|\.(?!\d))?)(?!\d|[./]\d))
    | (?P<hours>\d{1,3}(?:h\d{2}(?!\d)
        | \s(?:heures?|h)\s\d{2}(?![-\w/.:]|\s*[a-z\d])
        | \s?(?:heures?|h)(?![a-z\d])))
    | (?P<ordinal>\d{1,2}(?:ere|er|re|st|nd|rd|th)(?![a-z]))
    | (?P<number>\d+)
    | (?P<word>[a-z]+'?)
    | (?P<sign>->|=>|[-→>&@+/,.!?])
    | (?P<space>\s+)
    """,
    re.VERBOSE | re.ASCII,
)
_APART: Final = re.compile("(?<![a-z0-9])[a-z]+'?")
_NUMBERS: Final = re.compile("[0-9]+")
_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-"})
_DASHED_ARROWS: Final = re.compile(r"-{2,}>|-{2}")


def fold(text: str) -> str:
    """Lower case, without accents, typographic apostrophes and dashes made plain."""
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _DASHED_ARROWS.sub(lambda found: "->" if found[0].endswith(">") else "-", plain)


def _figures(kind: str, text: str) -> Token | None:
    """The token of a piece that starts with figures; None for a number out of all use."""
    numbers = [int(found) for found in _NUMBERS.findall(text)]
    if kind == "iso":
        year, month, day = numbers
        return {"DATE": DateText(day, month, year)}
    if kind in ("date", "short"):
        day, month, *years = numbers
        full = [year + 2000 if year < 100 else year for year in years]
        return {"DATE": DateText(day, month, full[0] if full else None)}
    if kind == "ordinal":
        return {"ORD": numbers[0]}
    if kind == "number":
        if len(text) > 4:
            return None
        return {"YEAR" if len(text) == 4 else "NUM": numbers[0]}
    style = {"ampm": "am" if "a" in text else "pm", "clock": "clock", "hours": "h"}[kind]
    return {"HOUR": HourText(numbers[0], numbers[1] if len(numbers) > 1 else 0, style)}


def _match_words(atoms: list[str], at: int) -> tuple[Meaning, int] | None:
    """The longest entry of the lexicon that starts here, and the atom after it."""
    for rest, meaning in LEXICON.get(atoms[at], ()):
        here = at + 1
        for word in rest:
            while here < len(atoms) and atoms[here] == " ":
                here += 1
            if here < len(atoms) and atoms[here] == "-" and atoms[here - 1] != " ":
                here += 1
            if here >= len(atoms) or atoms[here] != word:
                break
            here += 1
        else:
            short = not rest and atoms[at] in ABBREVIATIONS
            return meaning, here + (short and here < len(atoms) and atoms[here] == ".")
    return None


@lru_cache(maxsize=1024)
def tokenize(folded: str) -> tuple[Token, ...] | None:
    """The tokens of a folded text, or None when something in it means nothing here."""
    atoms: list[str] = []
    figures: dict[int, Token | None] = {}
    position = 0
    while position < len(folded):
        found = _ATOM.match(folded, position)
        if found is None:
            return None
        if found.lastgroup in ("word", "sign"):
            atoms.append(found[0])
        elif found.lastgroup == "space":
            atoms.append(" ")
        else:
            figures[len(atoms)] = _figures(found.lastgroup or "", found[0])
            atoms.append("0")
        position = found.end()
    while atoms and atoms[-1] in (" ", ".", "!", "?"):
        atoms.pop()
    return _read_atoms(atoms, figures)


def _read_atoms(atoms: list[str], figures: dict[int, Token | None]) -> tuple[Token, ...] | None:
    tokens: list[Token] = []
    at = 0
    while at < len(atoms):
        if atoms[at] == " ":
            at += 1
        elif at in figures:
            token = figures[at]
            if token is None:
                return None
            tokens.append(token)
            at += 1
        elif atoms[at] == ",":
            tokens.append({"COMMA": 1})
            at += 1
        else:
            matched = _match_words(atoms, at)
            if matched is None:
                return None
            meaning, at = matched
            tokens.append(dict(meaning))
    return tuple(tokens)


def unknown_words(folded: str) -> list[str]:
    """The words of a folded text that no entry of the lexicon holds."""
    return [word for word in _APART.findall(folded) if word not in KNOWN_WORDS]
