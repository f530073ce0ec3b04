"""What is said of an item, typed by people or read in a sheet: texts to values, and back.

Strict: a text that could mean two things is refused, never guessed. What ``to_texts`` writes,
``read_fields`` reads back to the same values, so that an export can be imported again.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from domain.errors import Refused
from domain.items import Approval, Askers, Category, Item, ItemState, Rules
from domain.periods import DAY_MINUTES
from domain.text import clean, fold, visible

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

# The French and the English title come first: they are what an export writes.
COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("numéro", "number", "no", "n°", "id"),
    "name": ("nom", "name", "objet", "item", "désignation", "matériel", "intitulé", "equipment"),
    "category": ("catégorie", "category", "type", "famille", "kind"),
    "description": ("description", "details", "détail", "détails", "remarques"),
    "units": ("quantité", "quantity", "qté", "qty", "nombre", "nb", "exemplaires", "units"),
    "out_of_order": ("hors service", "out of order", "hs", "en panne", "cassés", "broken"),
    "owner": ("propriétaire", "owner", "structure", "organisation", "organization"),
    "place": ("lieu", "place", "emplacement", "stockage", "où", "where", "location"),
    "value": ("valeur", "value", "valeur de remplacement", "replacement value", "prix neuf"),
    "rate": ("tarif jour", "daily rate", "tarif", "tarif par jour", "rate", "prix location"),
    "rate_source": ("source tarif", "rate source", "source du tarif", "source"),
    "conditions": ("conditions", "conditions of use", "conditions de prêt"),
    "buffer": ("tampon", "buffer", "battement", "gap", "délai entre deux prêts"),
    "notice": ("préavis", "notice", "prévenir avant"),
    "longest": ("durée max", "longest loan", "durée maximale", "longest", "durée"),
    "ahead": ("à l'avance", "how far ahead", "anticipation", "ahead", "max à l'avance"),
    "askers": ("qui", "who", "qui peut demander", "who may ask", "askers"),
    "approval": ("accord", "approval", "validation"),
    "hold": ("bloque dès la demande", "holds on request", "blocage", "hold"),
    "per_borrower": ("max par emprunteur", "most per borrower", "par emprunteur"),
    "share": ("part max", "largest share", "part"),
    "no_chain": ("prêts à la suite comptés ensemble", "chained loans count as one", "no chain"),
    "closed": ("fermé", "closed", "dates fermées", "jours fermés", "closed on"),
    "suspended": ("suspendu", "suspended", "en pause", "paused"),
}

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
_YES = {"oui", "yes", "o", "y", "vrai", "true", "1", "x"}
_NO = {"non", "no", "n", "faux", "false", "0", ""}
_NONE = {"", "0", "aucun", "aucune", "non", "none", "no", "sans", "-"}
_LANGUAGES = ("fr", "en")
T = TypeVar("T")


# -- one text to one value -------------------------------------------------------------------------


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


def read_word(text: str, words: Mapping[T, tuple[str, ...]], key: str) -> T:
    """The value that a French or English word names. Raises Refused(key, said)."""
    wanted = fold(visible(text))
    for value, names in words.items():
        if wanted in map(fold, names) or wanted == str(value):
            return value
    raise Refused(key, said=clean(text, 40))


def read_yes(text: str) -> bool:
    """Raises Refused("yes-or-no", said)."""
    word = fold(visible(text))
    if word not in _YES | _NO:
        raise Refused("yes-or-no", said=clean(text, 40))
    return word in _YES


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


# -- many texts to the fields of an item -----------------------------------------------------------

Field = tuple[str, Callable[[str], Any]]
_FIELDS: dict[str, Field] = {
    "category": ("category", lambda text: read_word(text, CATEGORY_WORDS, "category-unknown")),
    "units": ("units", read_count),
    "out_of_order": ("out_of_order", lambda text: read_limit(text) or 0),
    "value": ("value_cents", read_cents),
    "rate": ("rate_cents", read_cents),
    "suspended": (
        "state",
        lambda text: ItemState.SUSPENDED if read_yes(text) else ItemState.OFFERED,
    ),
}
_RULES: dict[str, Field] = {
    "buffer": ("buffer", lambda text: read_span(text) or 0),
    "notice": ("notice", lambda text: read_span(text) or 0),
    "longest": ("longest", read_span),
    "ahead": ("ahead", read_span),
    "askers": ("askers", lambda text: read_word(text or "tous", ASKERS_WORDS, "askers-unknown")),
    "approval": (
        "approval",
        lambda text: read_word(text or "owner", APPROVAL_WORDS, "approval-unknown"),
    ),
    "per_borrower": ("units_per_borrower", read_limit),
    "share": ("largest_share", read_share),
    "no_chain": ("no_chain", read_yes),
    "closed": ("closed_on", read_days),
}
KEPT_WHEN_EMPTY = ("category", "units")
"""An empty cell says nothing of these: there is no item without them."""


def read_fields(texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values of an item, and of its rules, from texts by the keys of ``COLUMNS``.

    Only what is there is read; an empty text empties what may be empty. Raises Refused of the
    first text that will not do, its ``column`` among the facts.
    """
    item: dict[str, Any] = {}
    rules: dict[str, Any] = {}
    for key, text in texts.items():
        if key in KEPT_WHEN_EMPTY and not text.strip():
            continue
        try:
            if key in LONGEST:
                item[key] = read_text(key, text)
            elif key in _FIELDS:
                item[_FIELDS[key][0]] = _FIELDS[key][1](text)
            elif key in _RULES:
                rules[_RULES[key][0]] = _RULES[key][1](text)
            elif key == "hold":
                rules |= _hold(text)
        except Refused as refused:
            raise Refused(refused.key, **{"column": key, **refused.facts}) from None
    return item, rules


def _hold(text: str) -> dict[str, Any]:
    word = fold(visible(text))
    if word in _YES | _NO:
        return {"hold_on_request": word in _YES, "hold_for": None}
    span = read_span(text)
    return {"hold_on_request": span is not None, "hold_for": span}


def with_values(item: Item, values: Mapping[str, Any], rules: Mapping[str, Any]) -> Item:
    """The item with these values, checked as a whole. Raises Refused."""
    changed = replace(
        item, **{**values, "rules": replace(values.get("rules", item.rules), **rules)}
    )
    check_item(changed)
    return changed


def check_item(item: Item) -> None:
    """Raises Refused for what no item may be."""
    if not any(char.isalnum() for char in fold(item.name)):
        raise Refused("name-missing")
    if not 1 <= item.units <= MOST_UNITS:
        raise Refused("bad-units", most=MOST_UNITS)
    if not 0 <= item.out_of_order <= item.units:
        raise Refused("bad-out-of-order", units=item.units)
    for cents in (item.value_cents, item.rate_cents):
        if cents is not None and not 0 <= cents <= MOST_CENTS:
            raise Refused("bad-money", most_cents=MOST_CENTS)
    check_rules(item.rules)


def check_rules(rules: Rules) -> None:
    """Raises Refused for rules that are out of bounds, or that nobody could ever meet."""
    spans = (rules.notice, rules.longest or 0, rules.ahead or 0, rules.hold_for or 0)
    if any(not 0 <= span <= LONGEST_SPAN for span in spans) or rules.longest == 0:
        raise Refused("bad-span", most_minutes=LONGEST_SPAN)
    if not 0 <= rules.buffer <= LONGEST_BUFFER:
        raise Refused("bad-span", most_minutes=LONGEST_BUFFER)
    if rules.units_per_borrower is not None and not 1 <= rules.units_per_borrower <= MOST_UNITS:
        raise Refused("bad-units", most=MOST_UNITS)
    if rules.contradicts_itself():
        raise Refused(
            "rules-contradict", notice_minutes=rules.notice, ahead_minutes=rules.ahead or 0
        )


# -- and back --------------------------------------------------------------------------------------


def to_texts(item: Item, owner: str, language: str) -> dict[str, str]:
    """Every column of an item, in words that ``read_fields`` reads back to the same values."""
    rules = item.rules
    said = _LANGUAGES.index(language) if language in _LANGUAGES else 0
    yes, no = (("oui", "non"), ("yes", "no"))[said]
    held = span_text(rules.hold_for, said) if rules.hold_for else yes
    return {
        "number": f"#{item.number}",
        "name": item.name,
        "category": CATEGORY_WORDS[item.category][said],
        "description": item.description,
        "units": str(item.units),
        "out_of_order": str(item.out_of_order),
        "owner": owner,
        "place": item.place,
        "value": cents_text(item.value_cents, said),
        "rate": cents_text(item.rate_cents, said),
        "rate_source": item.rate_source,
        "conditions": item.conditions,
        "buffer": span_text(rules.buffer, said),
        "notice": span_text(rules.notice, said),
        "longest": span_text(rules.longest, said),
        "ahead": span_text(rules.ahead, said),
        "askers": ASKERS_WORDS[rules.askers][said],
        "approval": APPROVAL_WORDS[rules.approval][said],
        "hold": held if rules.hold_on_request else no,
        "per_borrower": str(rules.units_per_borrower or ""),
        "share": f"{rules.largest_share} %" if rules.largest_share else "",
        "no_chain": yes if rules.no_chain else no,
        "closed": days_text(rules.closed_on),
        "suspended": yes if item.state is ItemState.SUSPENDED else no,
    }


def cents_text(cents: int | None, language: int = 0) -> str:
    """« 1200,50 »: no thousands, so that no spreadsheet and no reader can mistake it."""
    return "" if cents is None else f"{cents // 100}{',.'[language]}{cents % 100:02}"


def span_text(minutes: int | None, language: int = 0) -> str:
    """« 2 jours 3 h 30 min »; "" for none."""
    days, rest = divmod(minutes or 0, DAY_MINUTES)
    hours, left = divmod(rest, 60)
    name = ("jour", "day")[language] + ("s" if days > 1 else "")
    parts = ((days, name), (hours, "h"), (left, "min"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


def days_text(days: Collection[date]) -> str:
    """« 25/12/2026, 31/12/2026 - 02/01/2027 »"""
    return ", ".join(
        f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} - {last:%d/%m/%Y}"
        for first, last in runs(days)
    )


def runs(days: Collection[date]) -> list[tuple[date, date]]:
    """Days in a row as (first, last), in order."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and day - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
