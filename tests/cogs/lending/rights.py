"""Who may press what, and what comes of it: the table that a reader of the issue would write.

Nothing here is taken from the code: ``test_rights_table`` takes the buttons from the code, and
wants each of them to be named here.
"""

from dataclasses import dataclass

# -- who -------------------------------------------------------------------------------------------

OWNER = frozenset({"owner's delegate", "owner's deputy", "owner's delegate, in private"})
BORROWER = frozenset({"borrower", "borrower's delegate"})
MODERATOR = frozenset({"moderator by role", "moderator by right", "administrator"})
NOBODY = frozenset({"stranger", "owner's member", "borrower's member"})
OTHER_GUILD, GONE = "member of the other guild", "delegate who left, in private"

HERE = OWNER | BORROWER | MODERATOR | NOBODY
ROLES = (*sorted(HERE), OTHER_GUILD, GONE)

# -- a loan ----------------------------------------------------------------------------------------

LOAN_RIGHTS: dict[str, frozenset[str]] = {
    "answer": OWNER | MODERATOR,
    "offer": BORROWER,
    "cancel": OWNER | BORROWER | MODERATOR,
    "either": OWNER | BORROWER,
    "verdict on the borrower's word": OWNER | MODERATOR,
    "verdict on the owner's word": BORROWER | MODERATOR,
}

# Each act, the right it needs (the sentence of a refusal goes with it).
NEEDS = {
    "approve": "answer",
    "offer": "answer",
    "refuse": "answer",
    "grant": "answer",
    "deny": "answer",
    "accept-offer": "offer",
    "cancel": "cancel",
    "hand-over": "either",
    "extend": "either",
    "return": "either",
    "confirm": "verdict",
    "contest": "verdict",
}

# From each situation (a row), the state to which an act (a column) leads; "-": it is refused,
# since the loan is not there. In the order of the acts above.
LOAN_TABLE = """
             approve  offer     refuse  grant    deny     accept   cancel    hand-over extend   return   confirm  contest
requested    approved countered refused -        -        -        cancelled -         -        -        -        -
countered    -        countered refused -        -        approved cancelled -         -        -        -        -
approved     -        -         -       -        -        -        cancelled out       approved -        -        -
longer       -        -         -       approved approved -        cancelled out       approved -        -        -
own          -        -         -       -        -        -        cancelled out       approved -        -        -
out          -        -         -       -        -        -        -         -         out      returned -        -
out-longer   -        -         -       out      out      -        -         -         out      returned -        -
late         -        -         -       -        -        -        -         -         out      returned -        -
partly       -        -         -       -        -        -        -         -         out      returned out      out
returned     -        -         -       -        -        -        -         -         -        -        returned out
returned-o   -        -         -       -        -        -        -         -         -        -        returned out
confirmed    -        -         -       -        -        -        -         -         -        -        -        -
refused      -        -         -       -        -        -        -         -         -        -        -        -
cancelled    -        -         -       -        -        -        -         -         -        -        -        -
expired      -        -         -       -        -        -        -         -         -        -        -        -
uncollected  -        -         -       -        -        -        -         out       -        -        -        -
"""  # noqa: E501

STATE_OF = {  # what a loan is while it stands so
    "longer": "approved",
    "own": "approved",
    "out-longer": "out",
    "late": "out",
    "partly": "out",
    "returned-o": "returned",
    "confirmed": "returned",
    "uncollected": "expired",
}
OWNER_REPORTED = {"returned-o"}


def _read(table: str, columns: list[str]) -> dict[tuple[str, str], str]:
    header, *rows = table.strip().splitlines()
    assert len(header.split()) == len(columns)
    read = [(row.split()[0], row.split()[1:]) for row in rows]
    return {
        (name, column): cell
        for name, cells in read
        for column, cell in zip(columns, cells, strict=True)
    }


LEADS = _read(LOAN_TABLE, list(NEEDS))
SITUATIONS = tuple(dict.fromkeys(name for name, _ in LEADS))

# What each button of the code is: the act it does at once, the form it opens, the form that does.
DOES = {
    "approve": "approve",
    "approve-anyway": "approve",
    "offer-at": "offer",
    "accept-offer": "accept-offer",
    "cancel": "cancel",
    "hand-over": "hand-over",
    "extend-to": "extend",
    "grant": "grant",
    "deny": "deny",
    "confirm": "confirm",
    "contest": "contest",
}
OPENS = {
    "refuse": "refuse",
    "refuse-again": "refuse",
    "offer": "offer",
    "offer-again": "offer",
    "extend": "extend",
    "extend-again": "extend",
    "return": "return",
    "return-again": "return",
}
SENDS = {
    "refuse-typed": "refuse",
    "offer-typed": "offer",
    "extend-typed": "extend",
    "return-typed": "return",
}
SHOWS = {"open"}
ANY_REVISION = {act for act in OPENS if act.endswith("-again")} | SHOWS


@dataclass(frozen=True)
class Cell:
    """What is declared to come of one press: ``does`` and ``state``, or ``refused`` (why)."""

    does: str = ""
    state: str = ""
    opens: bool = False
    shows: bool = False
    refused: str = ""


def who_may(act: str, situation: str) -> frozenset[str]:
    """Who may do this act on a loan that stands so."""
    right = NEEDS[act]
    if right == "verdict":
        side = "owner's" if situation in OWNER_REPORTED else "borrower's"
        right = f"verdict on the {side} word"
    allowed = LOAN_RIGHTS[right]
    if situation == "own" and allowed & BORROWER:  # who keeps dates for themself is both sides
        return allowed - BORROWER | OWNER
    return allowed


def loan_cell(pressed: str, situation: str, role: str) -> Cell:
    """The declared outcome of a button or form of a loan."""
    if role == OTHER_GUILD:
        return Cell(refused="unknown")
    if role == GONE:
        return Cell(refused="gone")
    if pressed in SHOWS:
        return Cell(shows=True)
    act = (DOES | OPENS | SENDS)[pressed]
    if role not in who_may(act, situation):
        return Cell(refused=NEEDS[act])
    state = LEADS[situation, act]
    if state == "-":
        return Cell(refused="moved on")
    return Cell(act, state, opens=pressed in OPENS)


# -- what a refusal says ---------------------------------------------------------------------------

SENTENCES: dict[str, dict[str, str]] = {
    "answer": {
        "fr": "C’est à {owner} de répondre à cette demande (ou à un modérateur).",
        "en-GB": "Only {owner} can answer this request (or a moderator).",
    },
    "offer": {
        "fr": "C’est à {borrower} d’accepter ces dates.",
        "en-GB": "Only {borrower} can accept these dates.",
    },
    "cancel": {
        "fr": "C’est à {borrower} ou à {owner} d’annuler ce prêt (ou à un modérateur).",
        "en-GB": "Only {borrower} and {owner} can cancel this loan (or a moderator).",
    },
    "either": {
        "fr": "C’est à {borrower} ou à {owner} de le faire.",
        "en-GB": "Only {borrower} and {owner} can do that.",
    },
    "verdict": {
        "fr": "C’est à l’autre partie de confirmer ce retour, pas à celle qui l’a déclaré "
        "({borrower}, {owner} ; ou un modérateur).",
        "en-GB": "A return is confirmed by the other side than the one who reported it: "
        "{borrower} or {owner} (or a moderator).",
    },
    "edit": {
        "fr": "C’est à {owner} de le faire (ou à un modérateur).",
        "en-GB": "Only {owner} can do that (or a moderator).",
    },
    "unknown": {
        "fr": "Il n’y a pas de prêt #{number} ici.",
        "en-GB": "There is no loan #{number} here.",
    },
    "item unknown": {
        "fr": "Cet objet est introuvable ici.",
        "en-GB": "This item can’t be found here.",
    },
    "gone": {
        "fr": "Vous n’êtes plus membre de ce serveur.",
        "en-GB": "You are no longer a member of this server.",
    },
    "changed": {
        "fr": "Cette carte a changé depuis.",
        "en-GB": "This card has changed since.",
    },
    "no report": {
        "fr": "Aucun retour n’attend de confirmation.",
        "en-GB": "No return is waiting to be confirmed.",
    },
}

MOVED_ON = {  # where the loan is now, by its state
    "fr": {
        "requested": "Cette demande attend encore une réponse.",
        "countered": "D’autres dates sont proposées : c’est à l’emprunteur de répondre.",
        "approved": "Ce prêt est accordé, et n’est pas encore remis.",
        "refused": "Cette demande a été refusée.",
        "cancelled": "Ce prêt est annulé.",
        "expired": "Cette demande s’est éteinte.",
        "out": "Ce prêt est déjà remis.",
        "returned": "Ce prêt est déjà rendu.",
    },
    "en-GB": {
        "requested": "This request is still waiting for an answer.",
        "countered": "Other dates are proposed: the borrower is to answer.",
        "approved": "This loan is agreed, and not handed over yet.",
        "refused": "This request was refused.",
        "cancelled": "This loan is cancelled.",
        "expired": "This request has lapsed.",
        "out": "This loan is handed over already.",
        "returned": "This loan is returned already.",
    },
}


def moved_on_sentence(act: str, situation: str, language: str) -> str:
    """How the sentence begins that tells where the loan is instead."""
    state = STATE_OF.get(situation, situation)
    if act in ("confirm", "contest"):
        return SENTENCES["no report"][language]
    if act in ("grant", "deny") and state in ("approved", "out"):  # nobody asks for more time
        return SENTENCES["changed"][language]
    return MOVED_ON[language][state]


# -- an item ---------------------------------------------------------------------------------------

# What comes of each button and form of an item while it is offered, suspended, withdrawn, by who
# may: "card" shows it in place,
# "answer" beside it, "form" opens one, "changes" writes one journal line of this name.
ITEM_TABLE = """
               offered           suspended         withdrawn
show           card              card              -
open           answer            answer            -
ask            form              form              -
edit           card              card              -
rules          card              card              -
withdraw-ask   card              card              -
sheet          form              form              -
value          form              form              -
broken         form              form              -
photo          form              form              -
delays         form              form              -
who            form              form              -
closed         form              form              -
reserve        form              form              -
suspend        changes:suspended card              -
resume         card              changes:offered   -
withdraw       changes:withdraw  changes:withdraw  -
give           changes:change    changes:change    -
sheet-typed    changes:change    changes:change    -
value-typed    changes:change    changes:change    -
broken-typed   changes:change    changes:change    -
photo-typed    changes:photo     changes:photo     -
delays-typed   changes:change    changes:change    -
who-typed      changes:change    changes:change    -
closed-typed   changes:change    changes:change    -
reserve-typed  changes:reserve   changes:reserve   -
book           preview           preview           -
ask-typed      preview           preview           -
any-typed      preview           preview           -
"""
ITEM_STATES = ("offered", "suspended", "withdrawn")
ITEM_LEADS = _read(ITEM_TABLE, list(ITEM_STATES))
TYPES_IT = {"book", "ask-typed", "any-typed"}
"""Requests, which repeat what was typed when there is no such item."""
EVERYBODYS = {"show", "open", "ask"} | TYPES_IT
ITEM_BUTTONS = tuple(dict.fromkeys(name for name, _ in ITEM_LEADS))


def item_cell(pressed: str, state: str, role: str) -> str:
    """What is declared to come of it: a cell of the table, or "refused:" and why."""
    if role == GONE:
        return "refused:gone"
    cell = ITEM_LEADS[pressed, state]
    if role == OTHER_GUILD or (cell == "-" and pressed not in TYPES_IT):
        return "refused:item unknown"
    if cell == "-":
        return "not there"
    if pressed not in EVERYBODYS and role not in OWNER | MODERATOR:
        return "refused:edit"
    return cell
