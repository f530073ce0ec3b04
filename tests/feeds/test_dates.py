"""Dates as feeds write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.dates import LONGEST, read_date

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 02 Nov 2026 10:00:00 +0100", "2026-11-02T09:00:00"),
        ("Mon, 2 Nov 2026 10:00:00 GMT", "2026-11-02T10:00:00"),
        ("02 Nov 2026 10:00 EST", "2026-11-02T15:00:00"),
        ("2 Nov 26 10:00:00 PDT", "2026-11-02T17:00:00"),
        ("2026-11-02T10:00:00.123456789+02:00", "2026-11-02T08:00:00"),
        ("2026-11-02T10:00Z", "2026-11-02T10:00:00"),
        ("2026-11-02 10:00:00 -0500", "2026-11-02T15:00:00"),
        ("2026-11-02", "2026-11-02T00:00:00"),
        ("2026-11", "2026-11-01T00:00:00"),
        ("20261102", "2026-11-02T00:00:00"),
        ("20261102T101500Z", "2026-11-02T10:15:00"),
        ("2026-306", "2026-11-02T00:00:00"),
        ("2026-11-02T24:00:00Z", "2026-11-03T00:00:00"),
        ("2026-12-31T23:59:60Z", "2026-12-31T23:59:59"),
        ("1793613600", "2026-11-02T10:00:00"),
        ("1793613600000", "2026-11-02T10:00:00"),
        ("Mon Nov  2 10:00:00 2026", "2026-11-02T10:00:00"),
        ("Mon Nov 02 10:00:00 CET 2026", "2026-11-02T09:00:00"),
        ("Mon, 02 Nov 2026 10:00:00 +0100 (CET)", "2026-11-02T09:00:00"),
        ("Mon, 02 Nov 2026 10:00:00 UTC+2", "2026-11-02T08:00:00"),
        ("Mon, 02 Nov 2026 10:00:00 Europe/Paris", "2026-11-02T09:00:00"),
        ("Mon, 02 Nov 2026 10:00:00 XYZ", "2026-11-02T10:00:00"),
        ("November 2nd, 2026 at 3:05 p.m.", "2026-11-02T15:05:00"),
        ("Nov 2, 2026 12:30 am", "2026-11-02T00:30:00"),
        ("11/02/2026 3:05 PM", "2026-11-02T15:05:00"),
        ("Mon, 11/02/2026 - 15:05", "2026-11-02T15:05:00"),
        ("12/31/2026", "2026-12-31T00:00:00"),
        ("02/11/2026", "2026-11-02T00:00:00"),
        ("02.11.2026 10:15", "2026-11-02T10:15:00"),
        ("lundi 2 novembre 2026", "2026-11-02T00:00:00"),
        ("Lundi, 2. Novembre 2026 - 10:15", "2026-11-02T10:15:00"),
        ("lun., 02 nov. 2026 10:15:00 +0100", "2026-11-02T09:15:00"),
        ("mar., 03 nov. 2026 10:15:00 +0100", "2026-11-03T09:15:00"),
        ("mar. 3 mars 2026", "2026-03-03T00:00:00"),
        ("mar, 3 mar 2026 08:00 +0000", "2026-03-03T08:00:00"),
        ("mer, 4 févr. 2026 8h", "2026-02-04T08:00:00"),
        ("jeu 5 févr 2026 à 8h30", "2026-02-05T08:30:00"),
        ("ven. 14 août 2026 08:30", "2026-08-14T08:30:00"),
        ("sam., 15 août 2026 08:30:00 +0200", "2026-08-15T06:30:00"),
        ("dim. 1er mars 2026", "2026-03-01T00:00:00"),
        ("le 3 juil. 2026", "2026-07-03T00:00:00"),
        ("3 juin 2026, 18 h 05", "2026-06-03T18:05:00"),
        ("jeudi 24 déc. 2026", "2026-12-24T00:00:00"),
        ("12 janv. 2026", "2026-01-12T00:00:00"),
        ("9 avr 2026", "2026-04-09T00:00:00"),
        ("28 sept. 2026", "2026-09-28T00:00:00"),
        ("Mo, 2 Nov 2026 10:00:00 +0100", "2026-11-02T09:00:00"),
        ("2. Dezember 2026", "2026-12-02T00:00:00"),
        ("lunes, 2 de noviembre de 2026", "2026-11-02T00:00:00"),
        ("2 ottobre 2026", "2026-10-02T00:00:00"),
        ("2026年11月2日 10:00", "2026-11-02T10:00:00"),
        ("٢٠٢٦-١١-٠٢", "2026-11-02T00:00:00"),
    ],
)
def test_a_date_is_the_instant_that_it_names(text: str, expected: str):
    assert read_date(text) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "hier", "il y a 3 heures", "12:30", "2026-13-01", "2026-02-30", "31 juin 2026",
        "2026-11-02T25:00:00Z", "2026-11-02T10:61:00Z", "2026-11-02T10:00:00ZZtop", "99/99/9999",
        "Mon, 02 Nov zz 10:00:00 GMT", "Mon, 02 zzz 2026 10:00:00 GMT", "3 mars", "mars",
        "Mon, 02 Nov 2026 10:00:00 +9900", "0001-01-01T00:00:00+05:00", "2 nov. 3 déc. 2026",
        "9" * 50, "1" * LONGEST, "2026-11-02 " * 20,
    ],
)  # fmt: skip
def test_what_names_no_instant_is_none(text: str):
    assert read_date(text) is None


def test_a_date_without_a_zone_is_utc_or_what_the_caller_says():
    assert read_date("2026-11-02 10:00") == datetime(2026, 11, 2, 10, tzinfo=UTC)
    assert read_date("2026-11-02 10:00", zone=PARIS) == datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert read_date("2 juil. 2026", zone=PARIS) == datetime(2026, 7, 1, 22, tzinfo=UTC)
    assert read_date("2026-07-02T10:00Z", zone=PARIS) == datetime(2026, 7, 2, 10, tzinfo=UTC)


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fail(text: str):
    found = read_date(text)
    assert found is None or found.tzinfo is UTC


PIECES = "12 2026 03 nov mar lundi , / - : T Z + 10:30 pm GMT (x h 99 é 24:00 Europe/Paris -05"


@given(st.lists(st.sampled_from([*PIECES.split(), " "]), max_size=9))
def test_no_mixture_of_its_parts_makes_the_reader_fail(pieces: list[str]):
    for joined in ("".join(pieces), " ".join(pieces)):
        found = read_date(joined)
        assert found is None or found.tzinfo is UTC
