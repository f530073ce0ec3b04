from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, insert, select
from sqlalchemy.exc import StatementError

from storage.columns import Instant, Json, member_id
from storage.engine import Database
from storage.tables import metadata, seen, setting

PARIS = ZoneInfo("Europe/Paris")


async def round_trip(db: Database, moment: datetime) -> datetime:
    async with db.writing() as conn:
        await conn.execute(seen.delete())
        await conn.execute(insert(seen).values(interaction_id=1, at=moment))
        return (await conn.execute(select(seen.c.at))).scalar_one()


@pytest.mark.parametrize("fold", [0, 1])
async def test_each_of_the_two_half_past_two_of_october_comes_back_as_itself(
    db: Database, fold: int
):
    moment = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=fold)
    back = await round_trip(db, moment)
    assert (back.hour, back.minute, back.tzinfo) == (fold, 30, UTC)


async def test_an_instant_is_kept_to_the_millisecond_and_never_rounded_up(db: Database):
    back = await round_trip(db, datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC))
    assert back == datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)


async def test_a_naive_moment_is_refused(db: Database):
    with pytest.raises(StatementError, match="an instant needs a time zone"):
        await round_trip(db, datetime(2026, 11, 2))  # noqa: DTZ001 the naive one is the point


async def test_instants_are_compared_in_time_whatever_zone_they_came_from(db: Database):
    noon = datetime(2026, 11, 2, 12, tzinfo=PARIS)
    await round_trip(db, noon)
    async with db.reading() as conn:
        for span, expected in ((0, True), (1, False)):
            utc = noon.astimezone(UTC) + timedelta(milliseconds=span)
            found = (await conn.execute(select(seen.c.at >= utc))).scalar_one()
            assert bool(found) is expected


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=json_values.filter(lambda value: value is not None))
def test_json_comes_back_as_it_was(value: object):
    kept = Json().process_bind_param(value, None)  # type: ignore[arg-type]  # any dialect
    assert Json().process_result_value(kept, None) == value  # type: ignore[arg-type]


async def test_json_is_kept_as_text_on_both_engines(db: Database):
    value = {"objet": "Sono « L'Excuse »", "quantité": [1, 2], "rien": None}
    async with db.writing() as conn:
        await conn.execute(insert(setting).values(guild_id=1, key="k", value=value))
        assert (await conn.execute(select(setting.c.value))).scalar_one() == value


async def test_a_date_inside_json_is_refused(db: Database):
    with pytest.raises(StatementError, match="not JSON serializable"):
        async with db.writing() as conn:
            day = datetime(2026, 11, 2, tzinfo=UTC)
            await conn.execute(insert(setting).values(guild_id=1, key="k", value={"on": day}))


def test_a_column_that_names_a_person_says_what_forgetting_does():
    column = member_id("lender", forget="anonymise", nullable=False)
    assert column.info == {"person": "anonymise"}
    assert not column.nullable


def test_every_moment_in_the_tables_is_an_instant():
    moments: list[Column[object]] = [
        column
        for table in metadata.tables.values()
        for column in table.columns
        if column.name == "at" or column.name.endswith("_at")
    ]
    assert moments
    assert [str(column) for column in moments if not isinstance(column.type, Instant)] == []
