"""Export and forgetting follow the tables: every column that names a person, none missing."""

from datetime import timedelta

import pytest
from sqlalchemy import Integer, Text, insert, select

from domain.errors import Refused
from services.privacy import Privacy
from storage.columns import Instant, Json
from storage.privacy import ANONYMISE, DELETE, FORGOTTEN, KEEP, NULL, person_columns
from storage.tables import feed, item, journal, loan, metadata, owed
from tests.cast import ELSEWHERE, LEA, NETWORK, NOE

PEOPLE = sorted({table.name for table, *_ in person_columns()})


WRITERS = {("feed_item", "author"), ("story", "author")}
"""Who wrote an article, as its source says: text, and no member."""


def row_for(table, guild_id, user_id, now, number):
    """A row that names the person in each of its person columns."""
    values = {}
    for column in table.columns:
        if "person" in column.info:
            values[column.name] = user_id
        elif column.name == "guild_id":
            values[column.name] = guild_id
        elif isinstance(column.type, Instant):
            late = column.name in ("end", "expires_at")
            values[column.name] = now + timedelta(days=1) if late else now
        elif isinstance(column.type, Json):
            values[column.name] = {"members": [user_id], "who": f"person:{user_id}"}
        elif column.name == "state":
            values[column.name] = {"item": "withdrawn", "loan": "returned"}.get(table.name, "sent")
        elif not column.nullable and not column.server_default and column.autoincrement is not True:
            values[column.name] = number if not isinstance(column.type, Text) else f"x{number}"
        if isinstance(column.type, Integer) and column.name in ("number", "item", "loan"):
            values[column.name] = number
    values.pop("id", None)
    return values


@pytest.fixture
async def traces(db, clock):
    """One row of every table that names a person, for two people and in two guilds."""
    number = 0
    async with db.writing() as conn:
        for guild_id in (NETWORK, ELSEWHERE):
            for person in (LEA, NOE):
                number += 1
                await conn.execute(
                    insert(feed).values(
                        id=number, key=f"k{number}", address="", kind="feed", next_at=clock()
                    )
                )
                for table in metadata.sorted_tables:
                    if table.name == "organisation":
                        await conn.execute(
                            insert(table).values(
                                guild_id=guild_id, number=number, name="x", folded=f"x{number}",
                                short_name="x", kind="other",
                            )
                        )  # fmt: skip
                    if table.name in PEOPLE:
                        values = row_for(table, guild_id, person.user_id, clock(), number)
                        if table.name == "attachment":
                            values["organisation"] = number
                        await conn.execute(insert(table).values(**values))


@pytest.fixture
def privacy(db, clock):
    return Privacy(db, clock)


def test_every_person_column_says_what_forgetting_does():
    rules = {rule for *_, rule in person_columns()}
    assert rules <= {DELETE, NULL, ANONYMISE, KEEP}
    for table, column, rule in person_columns():
        assert "guild_id" in table.c, table.name
        if rule == NULL:
            assert column.nullable, f"{table.name}.{column.name}"
        if column.primary_key:
            assert rule == DELETE, f"{table.name}.{column.name}"


def test_no_column_that_looks_like_a_person_is_undeclared():
    declared = {(table.name, column.name) for table, column, _ in person_columns()}
    telling = ("user", "member", "person", "actor", "borrower", "owner_member", "by", "author")
    for table in metadata.sorted_tables:
        for column in table.columns:
            if (table.name, column.name) in WRITERS:
                continue
            if column.name in telling or column.name.endswith(("_by", "_user_id")):
                assert (table.name, column.name) in declared, f"{table.name}.{column.name}"


async def test_an_export_holds_every_table_and_only_ones_own_rows(privacy, traces):
    export = await privacy.export(LEA.caller())
    assert sorted(export) == PEOPLE
    for name, rows in export.items():
        assert len(rows) == 1, name
        assert rows[0]["guild_id"] == NETWORK
        assert LEA.user_id in rows[0].values()


async def test_forgetting_leaves_no_trace_in_any_column_of_that_guild(db, privacy, traces):
    await privacy.forget(LEA.caller())
    assert not any((await privacy.export(LEA.caller())).values())
    async with db.reading() as conn:
        for table in metadata.sorted_tables:
            for row in (await conn.execute(select(table))).mappings():
                if row.get("guild_id") == NETWORK:
                    assert str(LEA.user_id) not in str(dict(row)), table.name
    for person, guild_id in ((LEA, ELSEWHERE), (NOE, NETWORK), (NOE, ELSEWHERE)):
        export = await privacy.export(person.caller(guild_id))
        assert all(len(rows) == 1 for rows in export.values()), (person.name, guild_id)


async def test_what_was_said_of_them_in_a_channel_is_forgotten_with_its_key(db, clock, privacy):
    def said(person: int) -> dict[str, object]:
        return {
            "guild_id": NETWORK, "key": f"message-waiting:{person}:495000", "channel_id": 5,
            "kind": "message_waiting", "facts": {"person": person}, "nonce": str(person),
            "mark": person % 1000 + 70_000, "state": "sent", "not_before": clock(),
        }  # fmt: skip

    async with db.writing() as conn:
        await conn.execute(insert(owed), [said(LEA.user_id), said(NOE.user_id)])
    await privacy.forget(LEA.caller())
    async with db.reading() as conn:
        keys = (await conn.execute(select(owed.c.key))).scalars().all()
    assert keys == [f"message-waiting:{NOE.user_id}:495000"]


async def test_history_stays_readable_without_the_person(db, privacy, traces):
    await privacy.forget(LEA.caller())
    async with db.reading() as conn:
        borrowers = await conn.execute(select(loan.c.borrower).where(loan.c.guild_id == NETWORK))
        assert sorted(borrowers.scalars()) == [FORGOTTEN, NOE.user_id]
        facts = await conn.execute(
            select(journal.c.facts).where(journal.c.guild_id == NETWORK).order_by(journal.c.id)
        )
        assert facts.scalars().first() == {"members": [0], "who": "person:0"}


async def test_what_they_lend_stays_theirs_until_it_is_withdrawn(db, privacy, traces):
    async with db.writing() as conn:
        await conn.execute(item.update().values(state="offered"))
    await privacy.forget(LEA.caller())
    export = await privacy.export(LEA.caller())
    assert {name for name, rows in export.items() if rows} == {"item"}


async def test_nobody_is_forgotten_while_they_have_other_peoples_things(db, privacy, traces):
    async with db.writing() as conn:
        await conn.execute(loan.update().values(state="out"))
    with pytest.raises(Refused) as said:
        await privacy.forget(LEA.caller())
    assert (said.value.key, said.value.facts) == ("forget-live-loans", {"count": 1})
    assert all(len(rows) == 1 for rows in (await privacy.export(LEA.caller())).values())
