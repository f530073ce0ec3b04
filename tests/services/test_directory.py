"""The directory: organisations, who belongs to them, for whom each may act."""

import asyncio

import pytest
from sqlalchemy import func, select

from domain.directory import OrganisationFields
from domain.errors import Refused
from domain.people import Attachment, OrganisationKind, Party, Role
from services.directory import Directory
from storage.tables import attachment, item, journal, member, organisation
from tests.cast import (
    ALIX,
    COLLECTIF_BRUIT,
    ELSEWHERE,
    INES,
    KARIM,
    LA_CAVE,
    LE_CLOU,
    LEA,
    MAUD,
    NETWORK,
    NOE,
    SACHA,
    ZOE,
    settle_network,
)


@pytest.fixture
def directory(db, clock):
    return Directory(db, clock)


@pytest.fixture
async def numbers(directory):
    """The cast's organisations, by name → number."""
    return await settle_network(directory)


async def refusal(awaitable):
    with pytest.raises(Refused) as said:
        await awaitable
    return said.value.key


async def count(db, table, **values):
    async with db.reading() as conn:
        query = select(func.count()).select_from(table)
        for name, value in values.items():
            query = query.where(table.c[name] == value)
        return (await conn.execute(query)).scalar_one()


async def test_the_directory_lists_organisations_by_name_with_who_speaks_first(directory, numbers):
    entries = await directory.entries(NETWORK)
    assert [each.organisation.name for each in entries] == [
        "Collectif Bruit",
        "Le Clou",
        "Studio La Cave",
    ]
    assert [(each.name, each.role) for each in entries[1].members] == [
        ("Léa", Role.DELEGATE),
        ("Karim", Role.DEPUTY),
        ("Sacha", Role.MEMBER),
    ]
    assert await directory.entries(ELSEWHERE) == []


async def test_a_name_is_taken_whatever_its_accents_and_case(directory, numbers):
    again = OrganisationFields("LE CLOÛ", "x", "", OrganisationKind.OTHER)
    assert await refusal(directory.add(ALIX.caller(), again)) == "organisation-exists"
    assert (
        await refusal(directory.change(ALIX.caller(), numbers["Studio La Cave"], again))
        == "organisation-exists"
    )
    there = await directory.add(ZOE.caller(ELSEWHERE), again)
    assert (there.number, there.name) == (1, "LE CLOÛ")


async def test_of_eight_who_add_one_name_at_once_one_does(db, directory):
    fresh = OrganisationFields("Neuve", "Neuve", "", OrganisationKind.BAND)
    said = await asyncio.gather(
        *(directory.add(ALIX.caller(), fresh) for _ in range(8)), return_exceptions=True
    )
    refused = [each.key for each in said if isinstance(each, Refused)]
    assert refused == ["organisation-exists"] * 7
    assert [each.organisation.name for each in await directory.entries(NETWORK)] == ["Neuve"]


async def test_a_refused_name_uses_up_no_number(directory, numbers):
    await refusal(directory.add(ALIX.caller(), LE_CLOU))
    fresh = OrganisationFields("Neuve", "Neuve", "", OrganisationKind.BAND)
    assert (await directory.add(ALIX.caller(), fresh)).number == 4


async def test_renaming_keeps_number_and_members(directory, numbers):
    number = numbers["Le Clou"]
    renamed = OrganisationFields("Le Nouveau Clou", "Clou", "Niort", OrganisationKind.VENUE)
    await directory.change(ALIX.caller(), number, renamed)
    entry = await directory.entry(NETWORK, number)
    assert (entry.organisation.name, entry.organisation.basin) == ("Le Nouveau Clou", "Niort")
    assert len(entry.members) == 3
    same = OrganisationFields("le nouveau clou", "Clou", "Niort", OrganisationKind.VENUE)
    assert (await directory.change(ALIX.caller(), number, same)).name == "le nouveau clou"


@pytest.mark.parametrize("person", [LEA, MAUD])
async def test_only_who_manages_the_server_changes_the_directory(db, directory, numbers, person):
    caller, number = person.caller(), numbers["Le Clou"]
    before = await count(db, journal)
    fresh = OrganisationFields("Neuve", "Neuve", "", OrganisationKind.BAND)
    for act in (
        directory.add(caller, fresh),
        directory.change(caller, number, fresh),
        directory.remove(caller, number),
        directory.attach(caller, number, [(NOE.user_id, "Noé")], Role.MEMBER),
        directory.detach(caller, number, [LEA.user_id]),
        directory.sheets.preview(caller, b"nom\nNeuve\n"),
        directory.sheets.write(caller, 1),
        directory.sheets.undo(caller, 1),
    ):
        assert await refusal(act) == "needs-manage-guild"
    assert await count(db, organisation) == 3 and await count(db, attachment) == 5
    assert await count(db, journal) == before


async def test_another_guilds_organisation_is_like_one_that_does_not_exist(directory, numbers):
    zoe = ZOE.caller(ELSEWHERE)

    async def answers(number):
        said = []
        for act in (
            directory.entry(ELSEWHERE, number),
            directory.change(zoe, number, LE_CLOU),
            directory.remove(zoe, number),
            directory.attach(zoe, number, [(ZOE.user_id, "Zoé")], Role.DELEGATE),
            directory.detach(zoe, number, [LEA.user_id]),
            directory.speak_as(zoe, number),
        ):
            with pytest.raises(Refused) as refused:
                await act
            said.append((refused.value.key, sorted(refused.value.facts)))
        return said

    assert await answers(numbers["Le Clou"]) == await answers(4_000)
    assert len((await directory.entry(NETWORK, numbers["Le Clou"])).members) == 3


async def test_attaching_again_changes_the_role(directory, numbers):
    entry = await directory.attach(
        ALIX.caller(), numbers["Le Clou"], [(SACHA.user_id, "Sacha")], Role.DEPUTY
    )
    assert [(each.name, each.role) for each in entry.members][1:] == [
        ("Karim", Role.DEPUTY),
        ("Sacha", Role.DEPUTY),
    ]


async def test_a_detached_member_no_longer_speaks_for_it_nor_by_default(db, directory, numbers):
    bruit, cave = numbers["Collectif Bruit"], numbers["Studio La Cave"]
    await directory.speak_as(INES.caller(), cave)
    await directory.detach(ALIX.caller(), cave, [INES.user_id, NOE.user_id])
    assert (await directory.profile(INES.caller())).home == Party(INES.user_id, bruit)
    await directory.attach(ALIX.caller(), cave, [(INES.user_id, "Inès")], Role.MEMBER)
    assert (await directory.profile(INES.caller())).home == Party(INES.user_id, bruit)


async def test_an_organisation_on_which_something_hangs_stays(db, clock, directory, numbers):
    number = numbers["Studio La Cave"]
    with pytest.raises(Refused) as said:
        await directory.remove(ALIX.caller(), number)
    assert said.value.key == "organisation-in-use"
    assert said.value.facts == {"name": LA_CAVE.name, "items": 0, "loans": 0, "members": 1}
    await directory.detach(ALIX.caller(), number, [INES.user_id])
    async with db.writing() as conn:
        await conn.execute(
            item.insert().values(
                guild_id=NETWORK, number=1, name="Ampli", folded="ampli", category="sound",
                owner_organisation=number, units=1, rules={}, state="offered", created_at=clock(),
            )
        )  # fmt: skip
    assert await refusal(directory.remove(ALIX.caller(), number)) == "organisation-in-use"
    async with db.writing() as conn:
        await conn.execute(item.delete())
    assert (await directory.remove(ALIX.caller(), number)).name == LA_CAVE.name
    assert await refusal(directory.remove(ALIX.caller(), number)) == "organisation-unknown"


async def test_the_same_interaction_adds_once(directory):
    await directory.add(ALIX.caller(), LE_CLOU, interaction_id=9)
    fresh = OrganisationFields("Neuve", "Neuve", "", OrganisationKind.BAND)
    assert await refusal(directory.add(ALIX.caller(), fresh, interaction_id=9)) == "already-done"
    assert len(await directory.entries(NETWORK)) == 1


async def test_who_answers_is_the_delegates_then_the_deputies(db, directory, numbers):
    clou = numbers["Le Clou"]
    async with db.reading() as conn:
        said = await directory.answerers(conn, NETWORK, Party(SACHA.user_id, clou))
        assert said == [LEA.user_id, KARIM.user_id]
        assert await directory.answerers(conn, NETWORK, Party(NOE.user_id)) == [NOE.user_id]
        assert await directory.answerers(conn, ELSEWHERE, Party(None, clou)) == []


async def test_who_left_answers_for_nobody_and_who_acts_again_is_back(db, directory, numbers):
    clou, cave = numbers["Le Clou"], numbers["Studio La Cave"]
    assert await directory.member_left(NETWORK, LEA.user_id) == []
    assert [each.name for each in await directory.member_left(NETWORK, INES.user_id)] == [
        COLLECTIF_BRUIT.name,
        LA_CAVE.name,
    ]
    assert await directory.member_left(NETWORK, INES.user_id) == []
    assert await directory.member_left(ELSEWHERE, KARIM.user_id) == []
    async with db.writing() as conn:
        assert await directory.answerers(conn, NETWORK, Party(None, clou)) == [KARIM.user_id]
        assert await directory.answerers(conn, NETWORK, Party(INES.user_id, cave)) == []
        await directory.remember(conn, INES.caller())
        assert await directory.answerers(conn, NETWORK, Party(None, cave)) == [INES.user_id]
    assert [each.name for each in (await directory.entry(NETWORK, clou)).members] == [
        "Karim",
        "Sacha",
    ]


async def test_an_organisation_nobody_speaks_for_is_answered_for_by_who_carries_it(
    db, directory, numbers
):
    clou = numbers["Le Clou"]
    await directory.detach(ALIX.caller(), clou, [LEA.user_id, KARIM.user_id])
    async with db.reading() as conn:
        assert await directory.answerers(conn, NETWORK, Party(SACHA.user_id, clou)) == [
            SACHA.user_id
        ]
        assert await directory.answerers(conn, NETWORK, Party(None, clou)) == []


async def test_an_actor_comes_with_their_organisations(db, directory, numbers):
    async with db.reading() as conn:
        ines = await directory.actor(conn, INES.caller())
        assert ines.attachments == (
            Attachment(numbers["Collectif Bruit"], Role.DELEGATE),
            Attachment(numbers["Studio La Cave"], Role.DELEGATE),
        )
        assert (await directory.actor(conn, NOE.caller())).attachments == ()
        assert (await directory.actor(conn, INES.caller(ELSEWHERE))).attachments == ()


async def test_a_member_of_several_chooses_and_one_of_none_acts_for_themself(
    db, directory, numbers
):
    bruit, cave = numbers["Collectif Bruit"], numbers["Studio La Cave"]
    async with db.reading() as conn:
        assert await directory.party(conn, INES.caller()) == Party(INES.user_id, bruit)
        assert await directory.party(conn, INES.caller(), cave) == Party(INES.user_id, cave)
        assert await directory.party(conn, INES.caller(), 0) == Party(INES.user_id)
        assert await directory.party(conn, NOE.caller()) == Party(NOE.user_id)
    assert (await directory.speak_as(INES.caller(), cave)).home == Party(INES.user_id, cave)
    async with db.reading() as conn:
        choices = await directory.parties_for(conn, INES.caller())
        assert [each.party.organisation for each in choices] == [cave, bruit, None]
    assert await refusal(directory.speak_as(NOE.caller(), cave)) == "not-your-organisation"


async def test_remembering_writes_only_what_changed(db, directory):
    async def state():
        async with db.reading() as conn:
            row = (await conn.execute(select(member))).one()
            return row.name, row.seen_locale

    async def written(caller):
        async with db.writing() as conn:
            await directory.remember(conn, caller)
            if db.dialect == "sqlite":
                return (await conn.exec_driver_sql("SELECT total_changes()")).scalar_one()
            return None

    await written(LEA.caller())
    first = await written(LEA.caller())
    assert await written(LEA.caller()) == first
    assert await state() == ("Léa", "fr")
    await written(LEA.caller(locale="en-GB"))
    assert await state() == ("Léa", "en-GB")


async def test_a_name_that_shows_nothing_becomes_a_number(db, directory, numbers):
    await directory.attach(
        ALIX.caller(), numbers["Le Clou"], [(NOE.user_id, "\u202e\u3164")], Role.MEMBER
    )
    entry = await directory.entry(NETWORK, numbers["Le Clou"])
    assert entry.members[-1].name in ("Sacha", str(NOE.user_id))
    assert {each.name for each in entry.members} >= {str(NOE.user_id)}


async def test_a_profile_keeps_language_and_quiet_hours_of_its_owner(directory, numbers):
    await directory.choose_language(NOE.caller(), "en")
    profile = await directory.choose_quiet_hours(NOE.caller(), (22 * 60, 7 * 60))
    assert (profile.locale, profile.quiet_start, profile.quiet_end) == ("en", 1320, 420)
    assert (await directory.choose_quiet_hours(NOE.caller(), None)).quiet_start is None
    assert (await directory.choose_language(NOE.caller(), None)).locale is None
    assert (await directory.profile(LEA.caller())).locale is None
    assert await refusal(directory.choose_language(NOE.caller(), "de")) == "setting-locale"
    assert await refusal(directory.choose_quiet_hours(NOE.caller(), (0, 1440))) == "bad-hour"
