"""How the bot's messages are told apart at the peer: a few words of each, in both languages."""

from __future__ import annotations

import re
from itertools import pairwise

TOLD: dict[str, tuple[str, str]] = {
    "loan_asked": ("vous demande ", " asks you for "),
    "loan_granted": ("accordé d’office", "agreed at once"),
    "loan_approved": ("vous prête ", " lends you "),
    "loan_refused": ("ne peut pas vous prêter", "can’t lend you"),
    "loan_countered": ("vous propose d’autres dates", "proposes other dates"),
    "loan_offer_accepted": ("accepte vos dates", "accepts your dates"),
    "loan_cancelled": ("a annulé le prêt", "cancelled the loan"),
    "loan_expired": ("s’est éteinte|jamais été notée", "lapsed|never noted"),
    "loan_handed_over": ("📦 **", "📦 **"),
    "loan_extension_asked": ("voudrait garder", "would like to keep"),
    "loan_extended": ("a changé le prêt", "changed the loan"),
    "loan_extension_denied": ("ne peut pas prolonger", "can’t extend"),
    "loan_returned": ("signale le retour", "reports the return"),
    "loan_return_confirmed": ("confirme le retour", "confirms the return"),
    "loans_reminded": ("rappel", "reminder"),
}
LAPSED = ("Éteinte", "Jamais remis")
"""States of a card that only the clock leads to."""
_LATE = "🔴"


def says(kind: str, locale: str, text: str) -> bool:
    """Whether a private message in this language is of this kind."""
    words = TOLD[kind][0 if locale.startswith("fr") else 1]
    return any(each in text for each in words.split("|"))


def is_about(text: str, number: int) -> bool:
    """Whether a message names this loan by its number."""
    return number > 0 and re.search(rf"#{number}\b", text) is not None


def reminders(text: str, number: int) -> list[str]:
    """What a message reminds of about one loan: the line above the one with its number."""
    lines = text.split("\n")
    return [
        above
        for above, below in pairwise(lines)
        if below.startswith("-# ") and is_about(below, number)
    ]


def is_late(reminder: str) -> bool:
    return reminder.startswith(_LATE)
