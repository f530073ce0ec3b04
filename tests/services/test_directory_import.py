"""A sheet of organisations: judged line by line, written once, undone as a whole."""

import pytest
from sqlalchemy import func, select

from domain.directory import OrganisationFields
from domain.errors import Refused
from domain.people import OrganisationKind, Role
from services.directory import Directory
from storage.tables import draft, journal, organisation
from tests.cast import ALIX, ELSEWHERE, NETWORK, NOE, ZOE, settle_network

SHEET = """Nom;Nom court;Bassin de vie;Type;Site
La Grange;Grange;Parthenay;salle;x
Le Clou;;;lieu;
;;;label;
la  grange;;;groupe;
Les Sirènes;;Melle;fanfare;
=1+1;;;label;
"oubli;;;
Les Échos;Échos;Melle;Groupe;
"""


@pytest.fixture
def directory(db, clock):
    return Directory(db, clock)


async def names(directory, guild_id=NETWORK):
    return [each.organisation.name for each in await directory.entries(guild_id)]


async def test_every_line_is_judged_before_anything_is_written(db, directory):
    await settle_network(directory)
    before = await names(directory)
    preview = await directory.sheets.preview(ALIX.caller(), SHEET.encode("cp1252"))
    judged = [(each.line, each.name, each.problem and each.problem.key) for each in preview.lines]
    assert judged == [
        (2, "La Grange", None),
        (3, "Le Clou", "organisation-exists"),
        (4, "", "organisation-no-name"),
        (5, "la  grange", "csv-twice"),
        (6, "Les Sirènes", "organisation-kind"),
        (7, "=1+1", "csv-formula"),
        (8, "", "csv-bad-quotes"),
        (9, "Les Échos", None),
    ]
    assert preview.ignored == ("Site",)
    assert await names(directory) == before


async def test_what_was_shown_is_written_once(db, directory):
    await settle_network(directory)
    preview = await directory.sheets.preview(ALIX.caller(), SHEET.encode())
    done = await directory.sheets.write(ALIX.caller(), preview.draft, interaction_id=5)
    assert done.added == ("La Grange", "Les Échos") and done.skipped == ()
    assert "Les Échos" in await names(directory)
    for interaction_id, key in ((5, "already-done"), (6, "import-unknown")):
        with pytest.raises(Refused) as said:
            await directory.sheets.write(
                ALIX.caller(), preview.draft, interaction_id=interaction_id
            )
        assert said.value.key == key
    assert len(await names(directory)) == 5
    async with db.reading() as conn:
        query = select(journal.c.facts).where(journal.c.act == "imported")
        assert (await conn.execute(query)).scalar_one() == {"of": "organisation", "count": 2}


async def test_a_name_taken_since_the_preview_is_passed_over_and_said(directory):
    first = await directory.sheets.preview(ALIX.caller(), SHEET.encode())
    second = await directory.sheets.preview(ALIX.caller(), b"nom\nLA GRANGE\nAutre\n")
    await directory.sheets.write(ALIX.caller(), first.draft)
    done = await directory.sheets.write(ALIX.caller(), second.draft)
    assert done.added == ("Autre",)
    assert [each.problem and each.problem.key for each in done.skipped] == ["organisation-exists"]


async def test_nobody_writes_or_undoes_anothers_import(db, directory):
    preview = await directory.sheets.preview(ALIX.caller(), SHEET.encode())
    for caller in (ZOE.caller(ELSEWHERE), ALIX.caller(ELSEWHERE), NOE.as_manager().caller()):
        for draft_number in (preview.draft, 4_000):
            with pytest.raises(Refused) as said:
                await directory.sheets.write(caller, draft_number)
            assert (said.value.key, said.value.facts) == ("import-unknown", {})
    done = await directory.sheets.write(ALIX.caller(), preview.draft)
    for batch in (done.batch, 4_000):
        with pytest.raises(Refused) as said:
            await directory.sheets.undo(ZOE.caller(ELSEWHERE), batch)
        assert (said.value.key, said.value.facts) == ("import-unknown", {})
    assert len(await names(directory)) == 3 and await names(directory, ELSEWHERE) == []


async def test_undoing_takes_back_what_nobody_used_since(directory):
    preview = await directory.sheets.preview(ALIX.caller(), SHEET.encode())
    done = await directory.sheets.write(ALIX.caller(), preview.draft)
    grange = next(
        each.organisation.number
        for each in await directory.entries(NETWORK)
        if each.organisation.name == "La Grange"
    )
    await directory.attach(ALIX.caller(), grange, [(NOE.user_id, "Noé")], Role.DELEGATE)
    renamed = OrganisationFields("Échos", "Échos", "Melle", OrganisationKind.BAND)
    await directory.change(ALIX.caller(), 3, renamed)
    undone = await directory.sheets.undo(ALIX.caller(), done.batch)
    assert (undone.removed, undone.kept) == (("Le Clou",), ("Échos", "La Grange"))
    assert await names(directory) == ["Échos", "La Grange"]
    with pytest.raises(Refused) as said:
        await directory.sheets.undo(ALIX.caller(), done.batch)
    assert said.value.key == "import-unknown"


async def test_a_sheet_that_cannot_be_read_leaves_nothing(db, directory):
    with pytest.raises(Refused) as said:
        await directory.sheets.preview(ALIX.caller(), b"PK\x03\x04")
    assert said.value.key == "csv-not-csv"
    async with db.reading() as conn:
        for table in (draft, organisation):
            assert (await conn.execute(select(func.count()).select_from(table))).scalar_one() == 0
