"""The forms of a loan: why not, other dates, until when, what came back; and what was typed kept.

A form that is refused gives back what was typed into it: the answer shows it, and «Réessayer»
reads it from there, so that it survives a restart.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord

from cogs._shared.buttons import Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.fields import Form, choice_field, file_field, form, text_field
from cogs._shared.plain import plain
from cogs._shared.views import Card, Part, card
from cogs.lending.loan_card import here
from cogs.lending.loan_lines import bare_name_of
from domain.errors import Refused
from domain.lending import Loan, Pieces
from domain.people import Act
from domain.when import LONGEST_TEXT
from locales import Words
from services.lending import LONGEST_REASON
from services.loan_views import LoanView
from services.returns import LONGEST_CONDITION

KEPT = 300
"""Component ids from here on hold what was typed, in the order of the form's fields."""
FIGURES = 4
MOST = {
    "reason": LONGEST_REASON,
    "when": LONGEST_TEXT,
    "until": LONGEST_TEXT,
    "condition": LONGEST_CONDITION,
}
"""Characters kept of what was typed, by field; figures otherwise. A client may send more."""
OUTCOMES = ("back", "broken", "lost")
_QUOTE = "\n>>> "
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """One form: the act it leads to, and the names of its text fields in their order."""

    name: str
    act: Act
    fields: tuple[str, ...]


FORMS = {
    each.name: each
    for each in (
        Asked("refuse", Act.REFUSE, ("reason",)),
        Asked("offer", Act.COUNTER, ("when",)),
        Asked("extend", Act.EXTEND, ("until",)),
        Asked("return", Act.RETURN, ("back", "broken", "lost", "condition")),
    )
}


def loan_form(words: Words, name: str, view: LoanView, extra: str, typed: dict[str, str]) -> Form:
    """The form of this name, with what was typed before, if anything."""
    asked = FORMS[name]
    fields = (
        return_fields(words, view, typed)
        if name == "return"
        else [_line(words, field, typed.get(field, "")) for field in asked.fields]
    )
    title = words(f"loans-form-{name}", item=bare_name_of(words, view))
    return form(here(view.loan, f"{name}-typed", extra), title, *fields)


def _line(words: Words, field: str, value: str) -> discord.ui.Item[Any]:
    label, hint = words(f"loans-field-{field}"), words(f"loans-field-{field}-hint")
    long = field == "reason"
    most = LONGEST_REASON if long else LONGEST_TEXT
    return text_field(field, label, value=value, hint=hint, long=long, most=most)


def return_fields(
    words: Words, view: LoanView, typed: dict[str, str]
) -> list[discord.ui.Item[Any]]:
    """All of it in order, unless somebody says otherwise; a single piece has one choice."""
    fields = _counts(words, view.loan, typed)
    if view.loan.missing == 1:
        fates = {fate: words(f"loans-field-outcome-{fate}") for fate in OUTCOMES}
        chosen = next((fate for fate in OUTCOMES if typed.get(fate) == "1"), "back")
        fields = [choice_field("outcome", words("loans-field-outcome"), fates, chosen=chosen)]
    condition = text_field(
        "condition",
        words("loans-field-condition"),
        value=typed.get("condition", ""),
        hint=words("loans-field-condition-hint"),
        required=False,
        long=True,
        most=LONGEST_CONDITION,
    )
    return [*fields, condition, file_field("photo", words("loans-field-photo"))]


def _counts(words: Words, loan: Loan, typed: dict[str, str]) -> list[discord.ui.Item[Any]]:
    usual = {"back": str(loan.missing)}
    return [
        text_field(
            fate,
            words(f"loans-field-{fate}"),
            value=typed.get(fate) or usual.get(fate, "0"),
            description=words("loans-field-missing", missing=loan.missing)
            if fate == "back"
            else "",
            required=False,
            most=FIGURES,
        )
        for fate in OUTCOMES
    ]


def pieces_from(press: Press) -> Pieces:
    """What a return form says. Raises Refused("pieces-unread") for what is no number."""
    outcome = press.fields.get("outcome")
    if isinstance(outcome, list):
        fate = str(outcome[0]) if outcome else ""
        return Pieces(*(int(fate == each) for each in OUTCOMES))
    counts = []
    for fate in OUTCOMES:
        said = press.text(fate) or "0"
        if not (said.isascii() and said.isdecimal() and len(said) <= FIGURES):
            raise Refused("pieces-unread", text=said[:LONGEST_TEXT])
        counts.append(int(said))
    return Pieces(*counts)


def typed_in(press: Press, asked: Asked) -> dict[str, str]:
    """What was typed into a form, by field."""
    outcome = press.fields.get("outcome")
    if isinstance(outcome, list) and outcome:
        return {str(outcome[0]): "1", "condition": press.text("condition")[:LONGEST_CONDITION]}
    return {field: press.text(field)[: MOST.get(field, FIGURES)] for field in asked.fields}


def not_taken(
    interaction: Interaction,
    press: Press,
    asked: Asked,
    sentence: str,
    revision: int,
    buttons: Sequence[discord.ui.Button[Any]] = (),
) -> Card:
    """Why a form was not taken, what it held, and the way to correct it."""
    words = words_for(interaction)
    again = replace(press.card, act=f"{asked.name}-again", revision=revision)
    retry = button(again, words("loans-button-again"), style="plain", emoji="✏️")
    kept: list[Part] = [
        discord.ui.TextDisplay(
            f"-# {words(f'loans-field-{field}')}{_QUOTE}{plain(text)}",
            id=KEPT + asked.fields.index(field),
        )
        for field, text in typed_in(press, asked).items()
        if text
    ]
    return card("waiting", sentence, *kept, [*buttons, retry])


def kept_in(message: discord.Message | None, asked: Asked) -> dict[str, str]:
    """What ``not_taken`` shows, as it was typed."""
    found: dict[str, str] = {}
    waiting: list[Any] = list(message.components) if message else []
    while waiting:
        part = waiting.pop()
        waiting += getattr(part, "children", [])
        if not isinstance(part, discord.TextDisplay):
            continue
        place = (part.id or 0) - KEPT
        if 0 <= place < len(asked.fields):
            text = part.content.partition(_QUOTE)[2]
            found[asked.fields[place]] = _ESCAPED.sub(r"\1", text)
    return found
