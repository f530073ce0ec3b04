"""``table``: one loan, one item, and everybody round them (``rights_stage``)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.parts import Parts
from tests.cogs.direct import broken
from tests.cogs.lending.rights_stage import Table, set_table
from tests.conftest import FakeClock


@pytest.fixture
async def table(
    bot_parts: Parts, clock: FakeClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Table]:
    made = await set_table(bot_parts, clock, tmp_path)
    yield made
    made.book.close()
    assert broken(caplog) == []
