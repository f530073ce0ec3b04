"""Who may press what on a story, and what comes of it: the table that a reader of the issue would
write. ``test_rights_table`` takes the buttons from the code, and wants each of them named here.
"""

MODERATORS = frozenset({"moderator by role", "moderator by right", "administrator"})
NOBODY = frozenset({"member", "member who suggested it"})
OTHER_GUILD = "administrator of the other guild"
ROLES = (*sorted(MODERATORS | NOBODY), OTHER_GUILD)

# From each state (a row), the state to which an act (a column) leads; "-": it is said that the
# story has moved on; "=": it stays in its state, and something else of it changes.
TABLE = """
            publish   plan      digest  reject   reopen edit call
queued      published scheduled waiting rejected -      =    =
scheduled   published scheduled waiting rejected queued =    =
published   -         -         -       -        -      =    =
waiting     published scheduled -       rejected -      =    =
digested    published -         -       -        -      =    =
rejected    -         -         -       -        queued -    -
dropped     -         -         -       -        queued -    -
"""


def _read(table: str) -> dict[tuple[str, str], str]:
    header, *rows = table.strip().splitlines()
    return {
        (row.split()[0], act): cell
        for row in rows
        for act, cell in zip(header.split(), row.split()[1:], strict=True)
    }


LEADS = _read(TABLE)
STATES = tuple(dict.fromkeys(state for state, _ in LEADS))

# What each button of the code is: the act it does at once, the form it opens, the form that does.
DOES = {
    "publish": "publish",
    "publish-anyway": "publish",
    "plan-at": "plan",
    "digest": "digest",
    "reopen": "reopen",
    "topic": "edit",
    "confirm": "call",
    "call-at": "call",
    "no-call": "call",
}
OPENS = {
    "plan": "plan",
    "plan-again": "plan",
    "reject": "reject",
    "reject-again": "reject",
    "edit": "edit",
    "edit-again": "edit",
    "call": "call",
    "call-again": "call",
}
SENDS = {"plan-typed": "plan", "reject-typed": "reject", "edit-typed": "edit", "call-typed": "call"}
SHOWS = {"show", "skip"}
LIKENESS = {"same", "other"}
"""Only while it is undecided, and only if it looks like another."""

SENTENCES = {
    "moderators-only": {
        "fr": "Seuls les modérateurs peuvent faire cela.",
        "en-GB": "Only moderators may do this.",
    },
    "unknown": {"fr": "Il n’y a pas de nouvelle #1 ici.", "en-GB": "There is no news #1 here."},
    "moved on": {"fr": "Quelqu’un a été plus rapide", "en-GB": "Somebody was faster"},
    "not taken": {"fr": "Cette nouvelle est", "en-GB": "This piece of news"},
}
