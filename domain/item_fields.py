"""What is said of an item, typed by people or read in a sheet: texts to its fields, and back.

What ``to_texts`` writes, ``read_fields`` reads back to the same values, so that an export can be
imported again.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.errors import Refused
from domain.item_reading import (
    APPROVAL_WORDS,
    APPROVALS,
    ASKERS,
    ASKERS_WORDS,
    CATEGORIES,
    CATEGORY_WORDS,
    LONGEST,
    LONGEST_BUFFER,
    LONGEST_SPAN,
    MOST_CENTS,
    MOST_UNITS,
    NO,
    YES,
    read_cents,
    read_count,
    read_days,
    read_limit,
    read_share,
    read_span,
    read_text,
    read_word,
    read_yes,
)
from domain.items import Item, ItemState, Rules
from domain.periods import DAY_MINUTES
from domain.text import fold, visible

# The French and the English title come first: they are what an export writes.
COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("numéro", "number", "no", "n°", "id"),
    "name": ("nom", "name", "objet", "item", "désignation", "matériel", "intitulé", "equipment"),
    "category": ("catégorie", "category", "type", "famille", "kind"),
    "description": ("description", "description", "details", "détail", "détails", "remarques"),
    "units": ("quantité", "quantity", "qté", "qty", "nombre", "nb", "exemplaires", "units"),
    "out_of_order": ("hors service", "out of order", "hs", "en panne", "cassés", "broken"),
    "owner": ("propriétaire", "owner", "structure", "organisation", "organization"),
    "place": ("lieu", "place", "emplacement", "stockage", "où", "where", "location"),
    "value": ("valeur", "value", "valeur de remplacement", "replacement value", "prix neuf"),
    "rate": ("tarif jour", "daily rate", "tarif", "tarif par jour", "rate", "prix location"),
    "rate_source": ("source tarif", "rate source", "source du tarif", "source"),
    "conditions": ("conditions", "conditions", "conditions of use", "conditions de prêt"),
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
_LANGUAGES = ("fr", "en")


# -- many texts to the fields of an item -----------------------------------------------------------

Field = tuple[str, Callable[[str], Any]]
_FIELDS: dict[str, Field] = {
    "category": ("category", lambda text: read_word(text, CATEGORIES, "category-unknown")),
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
    "askers": ("askers", lambda text: read_word(text or "tous", ASKERS, "askers-unknown")),
    "approval": (
        "approval",
        lambda text: read_word(text or "owner", APPROVALS, "approval-unknown"),
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
    if word in YES | NO:
        return {"hold_on_request": word in YES, "hold_for": None}
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
