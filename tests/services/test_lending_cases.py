"""The cases of the field: other products' own tests and bug reports, restated."""

import pytest

from storage.engine import Database
from tests.conftest import FakeClock
from tests.services.lending_cases import CASES, cases, play
from tests.shown import shown


@pytest.mark.skipif(not CASES.exists(), reason="../shared/cases is not beside this clone")
async def test_every_lending_case_comes_out_as_expected(db: Database, clock: FakeClock) -> None:
    failed = {}
    for case in cases():
        async with db.writing() as conn:
            for table in ("loan", "item", "counter", "owed", "card", "journal"):
                await conn.exec_driver_sql(f"DELETE FROM {table}")
        if differences := await play(case, db, clock):
            failed[case["id"]] = differences
    shown("lending", len(cases()) - len(failed), len(cases()))
    assert failed == {}
