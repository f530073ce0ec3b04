"""The table of state × button × role × language, played: every cell ends as it is declared.

Buttons and forms are taken from what the client has registered, what comes of each from
``rights``; each cell starts from the same rows of the database, put back after every change.
"""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.parts import Parts
from cogs.lending.dates import token
from domain.periods import Period
from tests.cogs.direct import Answer, Visitor
from tests.cogs.lending import rights
from tests.cogs.lending.item_stage import photo
from tests.cogs.lending.loan_stage import WEEKEND
from tests.cogs.lending.rights import ROLES
from tests.cogs.lending.rights_stage import HOME, IDS, LATER, LONGER, STEPS, WHO, Table, caller

LANGUAGES = ("fr", "en-GB")


def test_the_tables_declare_every_button_and_form_of_the_code(bot_parts: Parts):
    client = bot_parts.wiring.client
    acts = client.buttons.acts | client.forms.acts
    loans = {act for thing, act in acts if thing == "loan"}
    items = {act for thing, act in acts if thing == "item"}
    assert loans == {*rights.DOES, *rights.OPENS, *rights.SENDS, *rights.SHOWS}
    assert items == set(rights.ITEM_BUTTONS)
    assert set(rights.SITUATIONS) == set(STEPS)


# -- presses ---------------------------------------------------------------------------------------

MINUTE = timedelta(minutes=1)
EXTRA = {
    "offer-at": f":{token(LATER)}",
    "extend-to": f":{token(Period(LONGER + MINUTE, LONGER + timedelta(hours=3)))}",
}
TYPED: dict[str, dict[str, Any]] = {
    "refuse-typed": {"reason": "En réparation"},
    "offer-typed": {"when": "du 14 au 15 novembre"},
    "extend-typed": {"until": "mardi 10 novembre 20h"},
}


async def press(
    table: Table, who: Visitor, act: str, row: dict[str, Any], revision: int | None = None
) -> Answer:
    """A button or form of the loan, as it stands or of another revision."""
    at_revision = row["revision"] if revision is None else revision
    # Who is elsewhere forges what they like; the guild that they name is no better than their own.
    guild = HOME if row["number"] % 2 else who.guild_id
    ident = f"loan:{guild}:{row['number']}:{act}:{at_revision}{EXTRA.get(act, '')}"
    fields = TYPED.get(act)
    if act == "return-typed":
        missing = row["quantity"] - row["back"]
        fields = {"back": str(missing), "broken": "0", "lost": "0", "condition": "Bien"}
        if missing == 1:
            fields = {"outcome": ["back"], "condition": "Bien"}
    return await table.direct.press(who, ident, fields=fields)


def check_change(table: Table, cell: rights.Cell, before: dict[str, Any], role: str) -> None:
    """The row of the loan after an act: where it leads, and what else the act is about."""
    after = table.loan_row()
    assert after["state"] == cell.state
    assert after["revision"] == before["revision"] + 1
    moved = {name for name in after if after[name] != before[name]} - {"revision", "state"}
    answers = {"answered_at"}
    may_move = {
        "approve": answers,
        "refuse": answers | {"reason"},
        "offer": answers | {"offered_start", "offered_end"},
        "accept-offer": answers | {"start", "end", "first_due", "offered_start", "offered_end"},
        "hand-over": {"out_at"},
        "extend": {"asked_end"} if role in rights.BORROWER else {"end", "asked_end"},
        "grant": {"end", "asked_end"},
        "deny": {"asked_end"},
        "return": {"back", "reporter", "reporter_owns", "returned_at", "asked_end"},
        "confirm": {"reporter"},
        "contest": {"reporter", "back", "returned_at"},
    }.get(cell.does, set())
    assert moved <= may_move, (moved, may_move)
    assert moved or not may_move or cell.state == "countered"
    if cell.does in ("confirm", "contest", "deny"):
        assert after["reporter" if cell.does != "deny" else "asked_end"] is None
    if cell.does == "return":
        assert after["reporter"] == (None if before["own"] else IDS[role])
        assert after["back"] == after["quantity"]


def check_journal(table: Table, act: str, role: str, lines: int) -> dict[str, Any]:
    written = table.book.dicts("journal", "id")[lines:]
    assert len(written) == 1, written
    (line,) = written
    assert (line["guild_id"], line["actor"], line["act"]) == (HOME, IDS[role], act)
    return line


JOURNAL = {
    "offer": "counter",
    "grant": "grant-extension",
    "deny": "deny-extension",
    "confirm": "confirm-return",
    "contest": "contest-return",
}


def check_refusal(table: Table, answer: Answer, begins: str) -> None:
    said = answer.said
    assert said.private
    assert said.texts.startswith(begins), said.texts
    assert said.data["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize("situation", rights.SITUATIONS)
async def test_every_button_and_form_of_a_loan_does_for_each_role_what_is_declared(
    table: Table, situation: str
):
    for step in STEPS[situation]:
        await step(table)
    before, rows, lines = table.loan_row(), table.book.rows(), len(table.book.dicts("journal"))
    assert before["state"] == rights.STATE_OF.get(situation, situation)
    acts = [*rights.DOES, *rights.OPENS, *rights.SENDS, *rights.SHOWS]
    for act in acts:
        for role in ROLES:
            cell = rights.loan_cell(act, situation, role)
            for language in LANGUAGES:
                where = (situation, act, role, language)
                version = table.book.version
                answer = await press(table, WHO[role].speaking(language), act, before)
                try:
                    if cell.refused or cell.opens or cell.shows:
                        assert table.book.version == version or table.book.rows() == rows
                        check_words(table, cell, answer, (act, situation, language))
                        continue
                    check_change(table, cell, before, role)
                    line = check_journal(table, JOURNAL.get(cell.does, cell.does), role, lines)
                    assert (line["thing"], line["number"]) == ("loan", table.loan)
                except AssertionError as error:
                    error.add_note(f"{where}: {answer}")
                    raise
                table.book.put_back(rows)


def check_words(
    table: Table, cell: rights.Cell, answer: Answer, where: tuple[str, str, str]
) -> None:
    """A form, a card, or the sentence of a refusal: private, in the person's language."""
    act, situation, language = where
    if cell.opens:
        assert answer.form is not None
        assert answer.form["title"].startswith(FORM_TITLES[cell.does][language])
        return
    assert answer.form is None
    if cell.shows:
        assert answer.said.private and f"#{table.loan}" in answer.said.texts
        return
    if cell.refused == "moved on":
        does = (rights.DOES | rights.OPENS | rights.SENDS)[act]
        begins = rights.moved_on_sentence(does, situation, language)
    else:
        names = table.names(own=situation == "own")
        begins = rights.SENTENCES[cell.refused][language].format(**names)
    check_refusal(table, answer, begins)


FORM_TITLES = {
    "refuse": {"fr": "Refuser", "en-GB": "Refuse"},
    "offer": {"fr": "Autres dates", "en-GB": "Other dates"},
    "extend": {"fr": "Prolonger", "en-GB": "Extend"},
    "return": {"fr": "Rendu", "en-GB": "Returned"},
}


@pytest.mark.parametrize("situation", rights.SITUATIONS)
async def test_a_card_of_another_revision_does_nothing_but_say_so(table: Table, situation: str):
    for step in STEPS[situation]:
        await step(table)
    before, rows = table.loan_row(), table.book.rows()
    for act in {*rights.DOES, *rights.OPENS, *rights.SENDS} - rights.ANY_REVISION:
        for role in ("owner's delegate", "borrower"):
            if rights.loan_cell(act, situation, role).refused:
                continue
            for revision in {0, before["revision"] - 1, before["revision"] + 1, 2**31 - 1}:
                if revision in (-1, before["revision"]):
                    continue
                answer = await press(table, WHO[role], act, before, revision)
                assert table.book.rows() == rows, (act, role, revision)
                says = ("Cette carte a changé",)
                assert answer.form is None and answer.said.texts.startswith(says), (act, revision)


# -- items -----------------------------------------------------------------------------------------

ITEM_TYPED: dict[str, dict[str, Any]] = {
    "sheet-typed": {
        "name": "Sono neuve",
        "category": ["sound"],
        "units": "3",
        "place": "Réserve",
        "description": "Deux têtes",
    },
    "value-typed": {"value": "1200", "rate": "30", "rate_source": "Marché", "conditions": "Soin"},
    "broken-typed": {"out_of_order": "1"},
    "photo-typed": {"photo": photo("PNG")},
    "delays-typed": {
        "notice": "2 jours",
        "longest": "7 jours",
        "no_chain": ["no"],
        "ahead": "60 jours",
        "buffer": "1 h",
    },
    "who-typed": {
        "askers": ["network"],
        "approval": ["owner"],
        "hold": ["no"],
        "per_borrower": "1",
        "share": "50",
    },
    "closed-typed": {"closed": "25/12/2026"},
    "reserve-typed": {"when": "du 7 au 8 novembre", "quantity": "1", "project": "Bal"},
    "ask-typed": {"when": "du 7 au 8 novembre", "quantity": "1", "project": "Bal"},
}


async def press_item(table: Table, who: Visitor, act: str) -> Answer:
    number = 0 if act == "any-typed" else table.item
    fields = ITEM_TYPED.get(act)
    if act == "any-typed":
        fields = ITEM_TYPED["ask-typed"] | {"item": [f"#{table.item}"]}
    extra = f":{token(WEEKEND)}" if act == "book" else ""
    values = None
    if act == "give":
        # An owner takes it into their own name; a moderator gives it to an organisation.
        is_owner = who.user_id in (IDS["owner's delegate"], IDS["owner's deputy"])
        values = ["0" if is_owner else str(table.organisations["Studio La Cave"])]
    ident = f"item:{HOME}:{number}:{act}:0{extra}"
    return await table.direct.press(who, ident, fields=fields, values=values)


@pytest.mark.parametrize("state", rights.ITEM_STATES)
async def test_every_button_and_form_of_an_item_does_for_each_role_what_is_declared(
    table: Table, state: str
):
    turn = {"suspended": "suspend", "withdrawn": "withdraw"}.get(state)
    if turn:
        await getattr(table.services.items, turn)(caller("owner's delegate"), table.item)
    rows, lines = table.book.rows(), len(table.book.dicts("journal"))
    for act in rights.ITEM_BUTTONS:
        for role in ROLES:
            cell = rights.item_cell(act, state, role)
            for language in LANGUAGES:
                answer = await press_item(table, WHO[role].speaking(language), act)
                try:
                    check_item(table, cell, answer, (act, role, language), rows, lines)
                except AssertionError as error:
                    error.add_note(f"{(state, act, role, language)}: {cell}: {answer}")
                    raise
                table.book.put_back(rows)


def check_item(
    table: Table,
    cell: str,
    answer: Answer,
    where: tuple[str, str, str],
    rows: dict[str, list[tuple[Any, ...]]],
    lines: int,
) -> None:
    _, role, language = where
    kind, _, what = cell.partition(":")
    if kind == "changes":
        line = check_journal(table, what, role, lines)
        assert line["thing"] == ("loan" if what == "reserve" else "item")
        if what == "reserve":
            (loan,) = table.book.dicts("loan")
            assert (loan["own"], loan["state"], loan["borrower"]) == (1, "approved", IDS[role])
        elif what in ("suspended", "offered"):
            assert table.item_row()["state"] == what
        elif what == "withdraw":
            assert table.item_row()["state"] == "withdrawn"
        else:
            assert json.loads(line["facts"])["changed"]
        return
    assert table.book.dicts("journal")[lines:] == [] and table.book.dicts("loan") == []
    if kind == "preview":
        assert answer.said.private and "Sono" in answer.said.texts
        assert len(table.book.dicts("draft")) == 1
        return
    if kind == "not there":
        assert answer.said.private and f"#{table.item}" in answer.said.texts
        assert table.book.dicts("draft") == []
        return
    now = table.book.rows()
    # A press that finds the item as it wants it still has had its effect, once.
    assert {n: r for n, r in now.items() if n not in ("seen", "member", "item")} == {
        n: r for n, r in rows.items() if n not in ("seen", "member", "item")
    }
    if kind == "form":
        assert answer.form is not None
    elif kind == "card":
        assert answer.drawn is not None and "Sono" in answer.drawn.texts
    elif kind == "answer":
        assert answer.drawn is None
        assert answer.said.private and "Sono" in answer.said.texts
    else:
        assert now == rows
        begins = rights.SENTENCES[what][language].format(**table.names())
        check_refusal(table, answer, begins)


def test_no_role_is_another(table: Table):
    assert len({replace(who, locale="") for who in WHO.values()}) == len(ROLES)
