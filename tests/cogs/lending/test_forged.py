"""What a changed client can send: forged ids, choices and texts, replays, commands it can't see."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cogs._shared.buttons import LARGEST_NUMBER
from cogs.lending.dates import token
from domain.items import Approval, Rules
from domain.periods import Period
from services.items import ItemChange
from services.lending import Wish
from tests.cogs.direct import Answer
from tests.cogs.lending.loan_stage import WEEKEND
from tests.cogs.lending.rights import MODERATOR, NOBODY
from tests.cogs.lending.rights_stage import HOME, IDS, STEPS, WHO, Table, caller
from tests.cogs.lending.test_two_guilds import (
    FIELDS,
    NAMING,
    PLAIN,
    every_act,
    filled_whole,
    leaves,
)

END_OF_TIME = Period(WEEKEND.start, datetime(9999, 12, 31, 23, 30, tzinfo=UTC))
FAR_AWAY = Period(END_OF_TIME.end - timedelta(days=2), END_OF_TIME.end)
EXTRAS = (
    "x",
    "here",
    "owner",
    "list",
    "list.zzz.99999",
    "list.all.0",
    "0.0.0.0",
    "....",
    "9",
    "-1",
    "9999999999",
    "9999-12-31",
    "0001-01-01",
    "0-0",
    "ffffffff-ffffffff",
    token(END_OF_TIME),
    token(FAR_AWAY),
    "../../etc/passwd",
)
CHOICES: tuple[list[str], ...] = ([], ["x"], ["-1"], ["٣"], [str(2**70)], ["1", "2"], ["0" * 100])
TEXTS = ("", "x" * 4000, "-1", "٣", "1e9", "9" * 400, "\u202e\u0000", "@everyone </ban:1>")


async def opened(table: Table, situation: str = "requested") -> None:
    for step in STEPS[situation]:
        await step(table)


def things(table: Table) -> Any:
    """What people would see: everything but what only remembers who came by."""
    passing = ("seen", "member", "draft", "counter", "card", "owed", "journal", "setting")
    return {name: rows for name, rows in table.book.rows().items() if name not in passing}


def numbers_of(table: Table, thing: str) -> tuple[int, ...]:
    return (1, 0, LARGEST_NUMBER) if thing != "typed" else (1, 0)


@pytest.mark.parametrize("role", ["stranger", "administrator"])
async def test_no_forged_id_breaks_anything_and_a_stranger_changes_nothing(table: Table, role: str):
    await opened(table)
    await table.services.board.preview(caller(role), f"#{table.item}", WEEKEND)
    before, seen = table.book.rows(), things(table)
    for thing, act in every_act():
        for extra in EXTRAS:
            ident = f"{thing}:{HOME}:1:{act}:0:{extra}"
            fields = FIELDS.get((thing, act))
            answer = await table.direct.press(WHO[role], ident, fields=fields)
            assert answer.bodies, ident
            if role == "stranger" and act not in OWN_AFFAIRS:
                assert things(table) == seen, ident
            table.book.put_back(before)


OWN_AFFAIRS = {"ask", "share"}  # asking for something, and lending something of one's own


@pytest.mark.parametrize("role", ["stranger", "administrator"])
async def test_no_forged_choice_or_text_breaks_anything(table: Table, role: str):
    await opened(table)
    await table.services.board.preview(caller(role), f"#{table.item}", WEEKEND)
    before, seen = table.book.rows(), things(table)
    for thing, act in every_act():
        for number in numbers_of(table, thing):
            ident = f"{thing}:{HOME}:{number}:{act}:0"
            tried: list[dict[str, Any]] = [{"values": each} for each in CHOICES]
            if (thing, act) in FIELDS:
                names = [name for name, value in FIELDS[thing, act].items()]
                tried = [{"fields": dict.fromkeys(names, text)} for text in TEXTS]
                tried += [{"fields": {}}, {"fields": {name: ["x", "y"] for name in names}}]
            for given in tried:
                answer = await table.direct.press(WHO[role], ident, **given)
                assert answer.bodies, (ident, given)
                if role == "stranger" and act not in OWN_AFFAIRS:
                    assert things(table) == seen, (ident, given)
                table.book.put_back(before)


@pytest.mark.parametrize(
    "ident",
    [
        "",
        "loan",
        "loan:1:1:approve",
        f"loan:{HOME}:1:approve:-1",
        f"loan:{HOME}:01:approve:0",
        f"loan:{HOME}:٣:approve:0",
        f"loan:{HOME}:1:approve:0:a:b",
        f"loan:{HOME}:1:_private:0",
        f"LOAN:{HOME}:1:approve:0",
        f"loan:{HOME}:1:approve:0\n",
        f"loan:{2**64}:1:approve:0",
        f"loan:{HOME}:{2**31}:approve:0",
        f"loan:{HOME}:{2**63}:approve:0",
    ],
)
async def test_an_id_that_is_none_is_an_old_card(table: Table, ident: str):
    await opened(table)
    before = table.book.rows()
    answer = await table.direct.press(WHO["owner's delegate"], ident)
    assert answer.said.private
    assert answer.said.texts.startswith(("Cette carte a changé", "Il n’y a pas de prêt"))
    assert table.book.rows() == before


# -- dates beyond the calendar ---------------------------------------------------------------------


@pytest.mark.parametrize("period", [END_OF_TIME, FAR_AWAY], ids=["endless", "far"])
async def test_nobody_takes_a_thing_until_the_end_of_time(table: Table, period: Period):
    """Promised at once, it would break every sum about the thing, for everybody."""
    rules = Rules(approval=Approval.AUTOMATIC, buffer=1440)
    await table.services.items.change(
        caller("owner's delegate"), table.item, ItemChange(rules=rules)
    )
    who, item = WHO["borrower"], table.item
    made = await table.services.board.preview(caller("borrower"), f"#{item}", WEEKEND)
    iso = f"{period.start:%Y-%m-%dT%H:%M}/{period.end:%Y-%m-%dT%H:%M}"
    answers = [
        await table.direct.press(who, f"draft:{HOME}:{made.draft}:take:0:{token(period)}"),
        await table.direct.press(who, f"item:{HOME}:{item}:book:0:{token(period)}"),
        await table.direct.run(who, "emprunter", objet=f"#{item}", quand=iso),
        await table.direct.run(who, "objets", libre=iso),
        await table.direct.run(who, "dispo", objet=f"#{item}", quand=iso),
    ]
    for answer in answers:
        for ident in asks_in(answer):
            await table.direct.press(who, ident)
    assert table.book.dicts("loan") == []


def asks_in(answer: Answer) -> list[str]:
    return [ident for body in answer.bodies for ident in body.ids if ":ask:" in ident]


async def test_a_loan_is_not_moved_to_the_end_of_time(table: Table):
    rules = Rules(approval=Approval.AUTOMATIC, buffer=1440)
    await table.services.items.change(
        caller("owner's delegate"), table.item, ItemChange(rules=rules)
    )
    await opened(table)
    row = table.loan_row()
    for act in ("extend-to", "offer-at"):
        for period in (END_OF_TIME, FAR_AWAY):
            for role in ("borrower", "owner's delegate"):
                ident = f"loan:{HOME}:{table.loan}:{act}:{row['revision']}:{token(period)}"
                await table.direct.press(WHO[role], ident)
                assert table.loan_row() == row, (act, role)


# -- quantities ------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [0, -1, 3, 9_999, 10_000, 2**31, 2**53 - 1])
async def test_a_quantity_beyond_the_stock_is_never_asked_for(table: Table, many: int):
    who, item = WHO["borrower"], table.item
    made = await table.services.board.preview(caller("borrower"), f"#{item}", WEEKEND)
    answers = [
        await table.direct.run(
            who, "emprunter", objet=f"#{item}", quand="samedi prochain", quantite=many
        ),
        await table.direct.press(
            who, f"draft:{HOME}:{made.draft}:units:0:{many}".replace("-", "~")
        ),
        await table.direct.press(
            who,
            f"item:{HOME}:{item}:ask-typed:0",
            fields={"when": "samedi prochain", "quantity": str(many), "project": ""},
        ),
    ]
    for answer in answers:
        assert asks_in(answer) == [], answer
    for draft in table.book.dicts("draft"):  # and by an id of «Demander» that was never shown
        if draft["number"] != made.draft:
            await table.direct.press(who, f"draft:{HOME}:{draft['number']}:ask:0")
    assert all(loan["quantity"] <= 2 for loan in table.book.dicts("loan"))


@pytest.mark.parametrize("said", ["3", "-1", "٢", "9999", "99999", "1e3", "2.0", "0"])
async def test_no_more_comes_back_than_went_out(table: Table, said: str):
    await opened(table, "out")
    row = table.loan_row()
    fields = {"back": said, "broken": "0", "lost": "0", "condition": ""}
    ident = f"loan:{HOME}:{table.loan}:return-typed:{row['revision']}"
    answer = await table.direct.press(WHO["borrower"], ident, fields=fields)
    assert answer.said.private and table.loan_row() == row


# -- drafts ----------------------------------------------------------------------------------------


async def draft_of(table: Table, role: str, quantity: int = 1) -> int:
    preview = await table.services.board.preview(caller(role), f"#{table.item}", WEEKEND, quantity)
    return int(preview.draft)


async def test_a_preview_is_for_who_it_was_shown_to(table: Table):
    number = await draft_of(table, "borrower")
    before = table.book.rows()
    for role in ("stranger", "owner's delegate", "administrator"):
        for act in ("ask", "show", "change", "take", "units", "other", "party"):
            ident = f"draft:{HOME}:{number}:{act}:0" + {
                "take": f":{token(WEEKEND)}",
                "units": ":1",
                "other": ":1",
            }.get(act, "")
            values = ["0"] if act == "party" else None
            answer = await table.direct.press(WHO[role], ident, values=values)
            assert answer.said.texts.startswith("Cet aperçu n’est plus gardé"), (role, act)
            assert table.book.rows() == before, (role, act)


async def test_a_preview_asked_for_again_and_again_is_one_request(table: Table):
    number = await draft_of(table, "borrower")
    for _ in range(3):
        await table.direct.press(WHO["borrower"], f"draft:{HOME}:{number}:ask:0")
    assert len(table.book.dicts("loan")) == 1


@pytest.mark.parametrize("role", ["borrower", "owner's delegate", "administrator"])
@pytest.mark.parametrize("turn", ["withdraw", "suspend"])
async def test_what_was_taken_back_meanwhile_is_not_asked_for(table: Table, role: str, turn: str):
    number = await draft_of(table, role)
    await getattr(table.services.items, turn)(caller("owner's delegate"), table.item)
    answer = await table.direct.press(WHO[role], f"draft:{HOME}:{number}:ask:0")
    loans = table.book.dicts("loan")
    if turn == "suspend" and role == "owner's delegate":
        assert len(loans) == 1  # an owner takes their own thing, lent to others or not
        return
    assert loans == [] and answer.bodies
    assert "Sono" in str(answer) or "introuvable" in str(answer)


async def test_dates_of_ones_own_thing_are_not_kept_once_it_is_withdrawn(table: Table):
    owner = caller("owner's delegate")
    typed: dict[str, Any] = {
        "form": "reserve",
        "number": table.item,
        "texts": {"when": "samedi", "quantity": "1", "project": ""},
        "photo": None,
    }
    draft = await table.services.items.keep_typed(owner, typed)
    await table.services.items.withdraw(owner, table.item)
    for act in ("take", "take-anyway"):
        ident = f"typed:{HOME}:{draft}:{act}:0:{token(WEEKEND)}"
        await table.direct.press(WHO["owner's delegate"], ident)
    await table.direct.press(
        WHO["owner's delegate"], f"item:{HOME}:{table.item}:reserve-typed:0", fields=typed["texts"]
    )
    assert table.book.dicts("loan") == []


async def test_who_lost_the_right_meanwhile_keeps_no_dates(table: Table):
    typed = {
        "form": "reserve",
        "number": table.item,
        "texts": {"when": "samedi", "quantity": "1", "project": ""},
        "photo": None,
    }
    draft = await table.services.items.keep_typed(caller("stranger"), typed)
    ident = f"typed:{HOME}:{draft}:take:0:{token(WEEKEND)}"
    answer = await table.direct.press(WHO["stranger"], ident)
    assert answer.said.texts.startswith("C’est à **Le Clou**")
    assert table.book.dicts("loan") == []


async def test_the_gap_may_be_skipped_but_never_the_stock(table: Table):
    owner = caller("owner's delegate")
    await opened(table)
    lending = table.services.lending
    other = await lending.request(caller("stranger"), Wish(table.item, WEEKEND, 2))
    await lending.approve(owner, other.number)
    row = table.loan_row()
    ident = f"loan:{HOME}:{table.loan}:approve-anyway:{row['revision']}"
    answer = await table.direct.press(WHO["owner's delegate"], ident)
    assert answer.said.private and table.loan_row() == row


# -- commands that Discord hides -------------------------------------------------------------------

CONFIGURES = ("channels", "directory", "language", "organisation", "roles", "sheet")
HIDDEN = ("config salons", "config roles", "config langue", "config panneau", "config structures")
MANAGERS_ONLY = "Gérer le serveur"


async def test_a_hidden_command_invoked_all_the_same_does_nothing(table: Table):
    before = table.book.rows()
    for role in sorted(NOBODY | MODERATOR - {"administrator"}):
        for command in HIDDEN:
            for given in ({}, {"fichier": PLAIN["config structures", "fichier"]}):
                if given and command != "config structures":
                    continue
                answer = await table.direct.run(WHO[role], command, **given)
                assert answer.said.private and MANAGERS_ONLY in answer.said.texts, (role, command)
                assert table.book.rows() == before, (role, command)
    for role in sorted(NOBODY):
        for command in ("moderation prets", "config materiel"):
            answer = await table.direct.run(WHO[role], command, **filled_whole(command))
            assert answer.said.private and "modérat" in answer.said.texts, (role, command)
            assert table.book.rows() == before, (role, command)


async def test_no_button_or_form_of_the_settings_obeys_who_does_not_manage(table: Table):
    await opened(table)
    before = table.book.rows()
    acts = [(thing, act) for thing, act in every_act() if thing in CONFIGURES]
    for role in sorted(NOBODY | MODERATOR - {"administrator"}):
        for thing, act in acts:
            ident = f"{thing}:{HOME}:{table.organisations['Le Clou']}:{act}:0"
            values = ["fr"] if act == "choose" and thing == "language" else []
            answer = await table.direct.press(
                WHO[role], ident, fields=FIELDS.get((thing, act)), values=values
            )
            assert answer.said.private, (role, ident)
            assert table.book.rows() == before, (role, ident)
            assert MANAGERS_ONLY in answer.said.texts, (role, ident, answer.said.texts)


async def test_moderators_buttons_obey_moderators_only(table: Table):
    await opened(table)
    before = table.book.rows()
    for role in sorted(NOBODY | {"owner's delegate", "borrower"}):
        for thing, act in every_act():
            if thing in ("gear", "owed") or (thing, act) == ("loans", "all"):
                answer = await table.direct.press(
                    WHO[role], f"{thing}:{HOME}:1:{act}:0", fields=FIELDS.get((thing, act))
                )
                assert answer.said.private and "modérat" in answer.said.texts, (role, thing, act)
                assert table.book.rows() == before, (role, thing, act)


# -- organisations ---------------------------------------------------------------------------------


async def test_an_organisation_that_owns_something_stays(table: Table):
    number = table.organisations["Le Clou"]
    before = table.book.dicts("organisation")
    await table.direct.press(WHO["administrator"], f"organisation:{HOME}:{number}:remove:0")
    assert table.book.dicts("organisation") == before


async def test_who_was_detached_no_longer_answers_for_it(table: Table):
    await opened(table)
    manager = WHO["administrator"]
    number, deputy = table.organisations["Le Clou"], IDS["owner's deputy"]
    await table.direct.press(
        manager, f"organisation:{HOME}:{number}:detach-typed:0", fields={"members": [str(deputy)]}
    )
    row = table.loan_row()
    answer = await table.direct.press(
        WHO["owner's deputy"], f"loan:{HOME}:{table.loan}:approve:{row['revision']}"
    )
    assert answer.said.texts.startswith("C’est à **Le Clou**") and f"<@{deputy}>" not in str(answer)
    assert table.loan_row() == row


async def test_an_owner_can_not_give_a_thing_to_whom_they_do_not_speak_for(table: Table):
    before = table.item_row()
    for chosen in (table.organisations["Collectif Bruit"], 99, 2**31, -1):
        await table.direct.press(
            WHO["owner's delegate"], f"item:{HOME}:{table.item}:give:0", values=[str(chosen)]
        )
        assert table.item_row() == before, chosen
    await table.direct.press(
        WHO["moderator by right"], f"item:{HOME}:{table.item}:give:0", values=["0"]
    )
    assert table.item_row() == before, "a moderator takes nothing for themself"


async def test_nobody_asks_in_the_name_of_an_organisation_that_is_not_theirs(table: Table):
    number = await draft_of(table, "stranger")
    before = table.book.rows()
    for chosen in (table.organisations["Le Clou"], 99):
        answer = await table.direct.press(
            WHO["stranger"], f"draft:{HOME}:{number}:party:0", values=[str(chosen)]
        )
        assert answer.said.private and table.book.rows() == before
    profile = await table.direct.press(
        WHO["stranger"], f"profile:{HOME}:0:organisation:0", values=[str(chosen)]
    )
    assert profile.said.private and table.book.rows() == before


# -- texts of any length ---------------------------------------------------------------------------

LONG = ("x" * 6000, "*" * 6000, "@everyone " * 600, "a " * 3000)


async def test_an_option_as_long_as_discord_takes_is_answered(table: Table):
    texts = {key for key, value in PLAIN.items() if isinstance(value, str)} | NAMING
    for command, option in sorted(texts):
        for text in LONG:
            options = filled_whole(command) | {option: text}
            answer = await table.direct.run(WHO["borrower"], command, **options)
            assert answer.bodies, (command, option)
            if (command, option) in completed(table):
                offered = await table.direct.complete(WHO["borrower"], command, option, **options)
                assert offered.bodies, (command, option)


def completed(table: Table) -> set[tuple[str, str]]:
    """The options that are completed while they are typed."""
    return {
        (command.qualified_name, option.display_name)
        for command in leaves(table.direct.tree)
        for option in command.parameters
        if option.autocomplete
    }
