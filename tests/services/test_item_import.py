"""Equipment from a spreadsheet: judged line by line, written as a whole, undone, and out again."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import Refused
from domain.items import Approval, Askers, Category, ItemState, Rules
from domain.people import Party
from domain.periods import Period
from services.items import ItemChange
from services.lending import Wish
from storage.engine import Database
from tests.cast import ALIX, INES, LEA, MAUD, NETWORK, NOE, ZOE, settle_network
from tests.conftest import FakeClock
from tests.services.lending_stage import Stage

DAY = 24 * 60


@pytest.fixture
async def stage(db: Database, clock: FakeClock) -> Stage:
    made = Stage.on(db, clock)
    await settle_network(made.directory)
    return made


def sheet(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\n".join(lines).encode(encoding)


async def preview(stage, *lines, who=ALIX):
    return await stage.items.sheets.preview(who.caller(), sheet(*lines))


async def imported(stage, *lines, who=ALIX):
    seen = await preview(stage, *lines, who=who)
    assert seen.draft is not None, [line.problem for line in seen.lines]
    return await stage.items.sheets.write(who.caller(), seen.draft)


async def catalogue(stage, who=ALIX):
    return {found.item.name: found.item for found in await stage.board.search(who.caller())}


async def number_of(stage, name):
    return (await catalogue(stage))[name].number


async def test_a_sheet_of_today_becomes_items_with_their_rules(stage):
    done = await imported(
        stage,
        "Objet;Famille;Qté;Propriétaire;Lieu;Prix neuf;Tarif jour;Tampon;Durée max;Qui;Accord",
        "Console M32;Sono;1;le clou;Réserve;2 500 €;75,00;2 h;3 jours;réseau;auto",
        "Praticable;scène;12;Bruit;;;;;;;",
    )
    assert (done.added, done.changed, done.skipped) == (("Console M32", "Praticable"), (), ())
    found = await catalogue(stage)
    console = found["Console M32"]
    assert (console.category, console.units, console.place) == (Category.SOUND, 1, "Réserve")
    assert (console.value_cents, console.rate_cents) == (250_000, 7_500)
    assert console.rules == Rules(
        buffer=120, longest=3 * DAY, askers=Askers.NETWORK, approval=Approval.AUTOMATIC
    )
    assert found["Praticable"].units == 12 and found["Praticable"].owner.organisation is not None


async def test_nothing_is_written_before_it_is_agreed_to(stage):
    seen = await preview(stage, "nom;propriétaire", "Console;Le Clou")
    assert [line.fate for line in seen.lines] == ["new"]
    assert await catalogue(stage) == {}


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Console;Le Cloud;1;", "owner-unknown"),
        ("Console;;1;", "owner-missing"),
        ("Console;Le Clou;beaucoup;", "count-unreadable"),
        ("Console;Le Clou;0;", "bad-units"),
        ("Console;Le Clou;1;1.200", "money-ambiguous"),
        ("🎸;Le Clou;1;", "name-missing"),
        (";Le Clou;1;", "name-missing"),
        ("=HYPERLINK(1);Le Clou;1;", "csv-formula"),
        ("Console;@SUM(A1);1;", "csv-formula"),
        (f"{'x' * 4000};Le Clou;1;", "text-too-long"),
        ("Console;Le Clou;1;2;trop", "csv-too-many-cells"),
        ('"Console;Le Clou;1;2', "csv-bad-quotes"),
        ("Console;Léa (membre 123456789012345678);1;", "owner-unknown"),
        (f"Console;Zoé (membre {ZOE.user_id});1;", "owner-unknown"),
    ],
)
async def test_a_bad_line_says_why_and_the_good_ones_still_pass(stage, line, key):
    seen = await preview(stage, "nom;propriétaire;quantité;valeur", line, "Micro;moi;4;90")
    assert seen.lines[0].problem is not None and seen.lines[0].problem.key == key
    assert [each.name for each in seen.of("new")] == ["Micro"]


async def test_the_same_item_twice_in_a_sheet_is_taken_once(stage):
    seen = await preview(
        stage, "nom;propriétaire", "Micro;Clou", "MICRO ;Le Clou", "Micro;Studio La Cave"
    )
    assert [line.fate for line in seen.lines] == ["new", "refused", "new"]
    assert seen.lines[1].problem.key == "csv-twice"
    assert seen.lines[1].problem.facts["first"] == "2"


async def test_a_hostile_name_is_a_name_and_invisible_signs_are_taken_out(stage):
    await imported(stage, "nom", "@everyone **x**", "</ban:1>", "a\u202eb\u200b")
    assert set(await catalogue(stage)) == {"@everyone **x**", "</ban:1>", "ab"}


async def test_without_a_column_of_owners_all_is_the_importers(stage):
    await imported(stage, "nom", "Micro", who=MAUD)
    assert (await catalogue(stage))["Micro"].owner == Party(MAUD.user_id)


@pytest.mark.parametrize("who", [LEA, NOE, INES])
async def test_members_do_not_import_for_the_network(stage, who):
    sheets = stage.items.sheets
    acts = (
        sheets.preview(who.caller(), b"nom\nMicro\n"),
        sheets.write(who.caller(), 1),
        sheets.undo(who.caller(), 1),
        sheets.last(who.caller()),
        sheets.export(who.caller(), "fr"),
    )
    for act in acts:
        with pytest.raises(Refused, match="import-right"):
            await act


async def test_an_item_already_there_is_changed_where_the_sheet_differs(stage):
    await imported(stage, "nom;propriétaire;lieu;valeur", "Micro;Clou;Réserve;90")
    seen = await preview(stage, "nom;propriétaire;lieu;valeur", "micro;Le Clou;Scène;90")
    assert [(line.fate, line.changed) for line in seen.lines] == [("changed", ("name", "place"))]
    done = await stage.items.sheets.write(ALIX.caller(), seen.draft)
    assert done.changed == ("micro",)
    (item,) = (await catalogue(stage)).values()
    assert (item.name, item.place, item.value_cents) == ("micro", "Scène", 9_000)


async def test_what_a_sheet_does_not_mention_stays(stage):
    rules = Rules(buffer=60, closed_on=frozenset({datetime(2026, 12, 25, tzinfo=UTC).date()}))
    await stage.items.share(
        LEA.caller(), ItemChange(name="Micro", description="SM58", rules=rules, value_cents=9_000)
    )
    await imported(stage, "nom;propriétaire;préavis;valeur", "Micro;Clou;1 jour;")
    item = (await catalogue(stage))["Micro"]
    assert item.description == "SM58" and item.value_cents is None
    assert item.rules == Rules(buffer=60, notice=DAY, closed_on=rules.closed_on)


async def test_a_number_of_another_network_is_not_believed(stage):
    await stage.items.share(LEA.caller(), ItemChange(name="Console"))
    seen = await preview(stage, "numéro;nom;propriétaire", "#1;Perceuse;Bruit")
    assert seen.lines[0].fate == "new"


async def test_two_items_of_one_name_are_told_apart_by_their_number(stage):
    for place in ("Réserve", "Scène"):
        await stage.items.share(LEA.caller(), ItemChange(name="Micro", place=place))
    seen = await preview(stage, "nom;propriétaire;lieu", "Micro;Clou;Hangar")
    assert seen.lines[0].problem.key == "item-several"
    seen = await preview(stage, "n°;nom;propriétaire;lieu", "2;Micro;Clou;Hangar")
    assert seen.lines[0].before.place == "Scène" and seen.lines[0].changed == ("place",)


async def test_fewer_units_than_are_promised_are_refused_with_the_loans(stage, clock):
    await imported(stage, "nom;propriétaire;quantité", "Micro;Clou;4")
    start = clock() + timedelta(days=2)
    wish = Wish(await number_of(stage, "Micro"), Period(start, start + timedelta(days=1)), 3)
    loan = await stage.lending.request(NOE.caller(), wish)
    await stage.lending.approve(LEA.caller(), loan.number)
    seen = await preview(stage, "nom;propriétaire;quantité", "Micro;Clou;2")
    assert seen.lines[0].problem.key == "units-promised"
    assert seen.lines[0].problem.facts["loans"] == [loan.number]


async def test_a_promise_made_between_preview_and_writing_still_counts(stage, clock):
    await imported(stage, "nom;propriétaire;quantité", "Micro;Clou;4")
    seen = await preview(stage, "nom;propriétaire;quantité", "Micro;Clou;2", "Pied;Clou;2")
    start = clock() + timedelta(days=2)
    wish = Wish(await number_of(stage, "Micro"), Period(start, start + timedelta(days=1)), 3)
    loan = await stage.lending.request(NOE.caller(), wish)
    await stage.lending.approve(LEA.caller(), loan.number)
    done = await stage.items.sheets.write(ALIX.caller(), seen.draft)
    assert (done.added, done.changed) == (("Pied",), ())
    assert [line.problem.key for line in done.skipped] == ["units-promised"]
    assert (await catalogue(stage))["Micro"].units == 4


async def test_broken_units_of_a_sheet_are_a_fact_and_the_borrower_is_warned(stage, clock):
    await imported(stage, "nom;propriétaire;quantité", "Micro;Clou;4")
    start = clock() + timedelta(days=2)
    wish = Wish(await number_of(stage, "Micro"), Period(start, start + timedelta(days=1)), 3)
    loan = await stage.lending.request(NOE.caller(), wish)
    await stage.lending.approve(LEA.caller(), loan.number)
    await imported(stage, "nom;propriétaire;hors service", "Micro;Clou;3")
    assert (await catalogue(stage))["Micro"].out_of_order == 3
    assert ("loan_short", None, NOE.user_id) in await stage.owed()


async def test_an_import_is_undone_as_a_whole(stage):
    await imported(stage, "nom;propriétaire;lieu", "Micro;Clou;Réserve")
    done = await imported(stage, "nom;propriétaire;lieu", "Micro;Clou;Scène", "Pied;Clou;")
    undone = await stage.items.sheets.undo(ALIX.caller(), done.batch)
    assert (undone.removed, undone.restored, undone.kept) == (("Pied",), ("Micro",), ())
    found = await catalogue(stage)
    assert list(found) == ["Micro"] and found["Micro"].place == "Réserve"


async def test_what_was_lent_or_changed_since_stays(stage, clock):
    done = await imported(stage, "nom;propriétaire", "Micro;Clou", "Pied;Clou", "Câble;Clou")
    start = clock() + timedelta(days=2)
    wish = Wish(await number_of(stage, "Micro"), Period(start, start + timedelta(days=1)))
    loan = await stage.lending.request(NOE.caller(), wish)
    await stage.lending.cancel(NOE.caller(), loan.number)
    pied = await number_of(stage, "Pied")
    await stage.items.change(LEA.caller(), pied, ItemChange(place="Réserve"))
    undone = await stage.items.sheets.undo(ALIX.caller(), done.batch)
    assert undone.removed == ("Câble",) and sorted(undone.kept) == ["Micro", "Pied"]
    assert sorted(await catalogue(stage)) == ["Micro", "Pied"]


async def test_an_import_is_written_once_and_undone_once(stage):
    seen = await preview(stage, "nom", "Micro")
    sheets = stage.items.sheets
    done = await sheets.write(ALIX.caller(), seen.draft, interaction_id=5)
    with pytest.raises(Refused, match="already-done"):
        await sheets.write(ALIX.caller(), seen.draft, interaction_id=5)
    with pytest.raises(Refused, match="import-unknown"):
        await sheets.write(ALIX.caller(), seen.draft, interaction_id=6)
    await sheets.undo(ALIX.caller(), done.batch)
    with pytest.raises(Refused, match="import-unknown"):
        await sheets.undo(ALIX.caller(), done.batch)
    with pytest.raises(Refused, match="import-none"):
        await sheets.last(ALIX.caller())


async def test_an_import_of_another_guild_or_person_does_not_exist(stage):
    seen = await preview(stage, "nom", "Micro")
    done_elsewhere = ZOE.caller(NETWORK + 1)
    for caller in (MAUD.caller(), done_elsewhere):
        with pytest.raises(Refused, match="import-unknown"):
            await stage.items.sheets.write(caller, seen.draft)
    done = await stage.items.sheets.write(ALIX.caller(), seen.draft)
    with pytest.raises(Refused, match="import-unknown"):
        await stage.items.sheets.undo(done_elsewhere, done.batch)
    assert (await stage.items.sheets.last(MAUD.caller())).number == done.batch


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_what_is_exported_is_imported_again_without_any_change(stage, language):
    rules = Rules(
        buffer=90,
        notice=2 * DAY,
        longest=7 * DAY + 30,
        ahead=90 * DAY,
        askers=Askers.NETWORK,
        hold_on_request=True,
        hold_for=48 * 60,
        units_per_borrower=2,
        no_chain=True,
        largest_share=50,
        closed_on=frozenset({datetime(2026, 12, 25, tzinfo=UTC).date()}),
    )
    items = stage.items
    change = ItemChange(
        name='=Micro; "dit" l\'autre',
        description="- deux câbles\n\n+ un pied\n'=1",
        place="@Réserve",
        conditions="=2+2 et |cmd",
        units=4,
        out_of_order=1,
        value_cents=1_234_567,
        rate_cents=5,
        rate_source="-12 %",
        rules=rules,
    )
    await items.share(LEA.caller(), change)
    await items.share(NOE.caller(), ItemChange(name="'Perche", category=Category.ROOM))
    await items.share(INES.caller(), ItemChange(name="Perche", rules=Rules(hold_on_request=True)))
    gone = await items.share(LEA.caller(), ItemChange(name="Vendu"))
    await items.withdraw(LEA.caller(), gone.number)
    await items.suspend(NOE.caller(), 2)
    data, count = await items.sheets.export(ALIX.caller(), language)
    assert count == 3 and data.startswith(b"\xef\xbb\xbf") and b";" in data
    assert b";=" not in data and b"\n=" not in data
    seen = await items.sheets.preview(ALIX.caller(), data)
    assert [(line.fate, line.problem, line.changed) for line in seen.lines] == [
        ("same", None, ())
    ] * 3
    assert seen.draft is None and seen.ignored == ()


async def test_an_export_makes_the_same_items_in_an_empty_network(stage):
    await stage.items.share(
        LEA.caller(), ItemChange(name="Micro", units=3, rules=Rules(buffer=60), value_cents=90)
    )
    await stage.items.suspend(LEA.caller(), 1)
    data, _ = await stage.items.sheets.export(ALIX.caller(), "fr")
    elsewhere = NETWORK + 1
    await settle_network(stage.directory, elsewhere)
    seen = await stage.items.sheets.preview(ALIX.caller(elsewhere), data)
    await stage.items.sheets.write(ALIX.caller(elsewhere), seen.draft)
    found = await stage.board.search(ALIX.caller(elsewhere))
    item = found[0].item
    assert (item.name, item.units, item.rules.buffer, item.value_cents) == ("Micro", 3, 60, 90)
    assert item.state is ItemState.SUSPENDED


async def test_windows_and_mac_encodings_are_read_and_wrong_files_refused(stage):
    for encoding in ("cp1252", "mac_roman", "utf-16", "utf-8-sig"):
        data = sheet("nom;catégorie", "Caméra été;lumière", encoding=encoding)
        seen = await stage.items.sheets.preview(ALIX.caller(), data)
        assert seen.lines[0].name == "Caméra été", encoding
    for data, key in (
        (b"PK\x03\x04zip", "csv-not-csv"),
        (b"nom\nCaf\x81\x8d\n", "csv-encoding"),
        (b"", "csv-empty"),
        (b"lieu\nici\n", "csv-missing-column"),
        (b"nom\n" + b"a\n" * 2001, "csv-too-many-rows"),
        (b"nom\n" + b"x" * 1_000_001, "csv-too-big"),
    ):
        with pytest.raises(Refused, match=key):
            await stage.items.sheets.preview(ALIX.caller(), data)


async def test_two_thousand_lines_are_judged_and_written_in_seconds(stage):
    lines = [
        f"Objet {n};son;3;Le Clou;Réserve {n};12,50;75,00;2 h;3 jours;réseau" for n in range(2000)
    ]
    header = "nom;catégorie;quantité;propriétaire;lieu;valeur;tarif;tampon;durée max;qui"
    began = time.monotonic()
    done = await imported(stage, header, *lines)
    assert len(done.added) == 2000 and time.monotonic() - began < 10
    again = [line.replace("Réserve", "Scène") for line in lines]
    changed = await imported(stage, header, *again)
    assert len(changed.changed) == 2000
    undone = await stage.items.sheets.undo(ALIX.caller(), changed.batch)
    assert len(undone.restored) == 2000
    print(f"three imports of 2,000 lines: {time.monotonic() - began:.1f} s")
