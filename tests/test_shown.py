import json

import pytest

from tests.shown import SHARED, closing, totals

EXPECTED = {"lending": 59, "dates": 60, "polls": 118, "watch": 117}
ALL = [
    ("lending", 59, 59),
    ("dates", 60, 60),
    ("watch/parse", 65, 65),
    ("watch/other", 52, 52),
    ("postgres", 1, None),
    ("requests", 40, None),
]


def notes(*rows: tuple[str, int, int | None]) -> list[str]:
    return [json.dumps(row) for row in rows]


def test_a_full_run_says_what_it_exercised():
    line, missing = closing(notes(*ALL, ("requests", 2, None)), EXPECTED)
    said = (
        "lending 59/59, dates 60/60, polls 0/118, watch 117/117, postgres yes, requests checked 42"
    )
    assert (line, missing) == (said, [])


@pytest.mark.parametrize("absent", ["lending", "dates", "watch", "postgres", "requests"])
def test_what_was_not_exercised_fails_the_run(absent: str):
    _, missing = closing(notes(*(row for row in ALL if not row[0].startswith(absent))), EXPECTED)
    assert missing == [absent]


def test_a_case_set_counts_as_its_worst_engine():
    line, missing = closing(notes(*ALL, ("lending", 58, 59)), EXPECTED)
    assert line.startswith("lending 58/59")
    assert missing == ["lending"]


def test_a_set_shown_in_parts_counts_each_part_once_as_its_worst_engine():
    line, missing = closing(notes(*ALL, ("watch/parse", 64, 65), ("watch/parse", 65, 65)), EXPECTED)
    assert "watch 116/117" in line
    assert missing == ["watch"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent")
def test_the_totals_are_those_of_the_cases_beside_the_project():
    assert totals() == EXPECTED
