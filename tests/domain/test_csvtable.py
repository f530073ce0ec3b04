"""Spreadsheets of any usual make: read for sure or refused, never half."""

import pytest

from domain import csvtable
from domain.errors import Refused

COLUMNS = {"name": ("nom",), "short": ("nom court",), "kind": ("type",)}
SHEET = "Nom;Nom court;Type\nThéâtre du Clou;Clou;salle\nÉpée à bœuf;;asso\n"


def read(data):
    return csvtable.read(data, COLUMNS, ["name"])


def names(data):
    return [row.values["name"] for row in read(data).rows]


@pytest.mark.parametrize(
    "data",
    [
        SHEET.encode("utf-8"),
        SHEET.encode("utf-8-sig"),
        SHEET.encode("cp1252"),
        SHEET.encode("utf-16"),
        SHEET.encode("utf-16-le"),
        SHEET.encode("utf-16-be"),
        b"\xfe\xff" + SHEET.encode("utf-16-be"),
        SHEET.encode("mac_roman"),
        SHEET.replace("\n", "\r\n").encode("utf-8"),
        SHEET.replace("\n", "\r").encode("utf-8"),
        SHEET.replace(";", ",").encode("utf-8"),
        SHEET.replace(";", "\t").encode("utf-16"),
        ("sep=;\r\n" + SHEET).encode("cp1252"),
        ("\n;;\n" + SHEET).encode("utf-8"),
    ],
)
def test_the_same_sheet_is_read_in_every_encoding_and_separator(data):
    assert names(data) == ["Théâtre du Clou", "Épée à bœuf"]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", "csv-empty"),
        (b" \n\n", "csv-empty"),
        (b"nom;type\n", "csv-empty"),
        (b"PK\x03\x04 a workbook", "csv-not-csv"),
        (b"\x89PNG\r\n\x1a\n", "csv-not-csv"),
        (b"nom\nCaf\x81\x8d\n", "csv-encoding"),
        (b"\xef\xbb\xbfnom\nCaf\xe9\n", "csv-encoding"),
        (b"nom\nabc\x01\x02\xe9", "csv-encoding"),
        (b"ville;type\nBressuire;salle\n", "csv-missing-column"),
        (b"nom;NOM\na;b\n", "csv-duplicate-column"),
        (b"nom\n" + b"a\n" * 2001, "csv-too-many-rows"),
        (b"nom\n" + b"a" * 1_000_000, "csv-too-big"),
    ],
)
def test_a_file_that_cannot_be_read_for_sure_is_refused_with_its_reason(data, refusal):
    with pytest.raises(Refused) as said:
        read(data)
    assert said.value.key == refusal


def test_a_bad_line_says_its_number_and_leaves_the_others_alone():
    sheet = read(b'nom;type\n"a";x\n"oops;y\nb;z;and;more\n"c\nd";x\n')
    assert [(row.line, row.values["name"]) for row in sheet.rows] == [
        (2, "a"), (3, ""), (4, "b"), (5, "c\nd"),
    ]  # fmt: skip
    assert [[each.key for each in row.problems] for row in sheet.rows] == [
        [], ["csv-bad-quotes"], ["csv-too-many-cells"], [],
    ]  # fmt: skip


def test_ten_thousand_open_quotes_do_not_keep_the_bot_busy():
    with pytest.raises(Refused) as said:
        read(b"nom\n" + b'"x\n' * 10_000)
    assert said.value.key == "csv-too-many-rows"


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        " =HYPERLINK(A1)",
        "\ufeff=A1",
        "@SUM(A1)",
        "+cmd|' /C calc'!A0",
        "-A1!B2",
        "\uff1dA1",
        "\uff20SUM(A1)",
    ],
)
def test_a_formula_is_refused_with_its_line(cell):
    (row,) = read(f'nom;type\n"{cell}";x\n'.encode()).rows
    assert [each.key for each in row.problems] == ["csv-formula"]


@pytest.mark.parametrize(
    "cell", ["+33 5 49 00 00 00", "+33(0)549", "- 2 câbles (5 m)", "-12", "a=b"]
)
def test_a_sign_that_people_write_is_no_formula(cell):
    (row,) = read(f'nom;type\n"{cell}";x\n'.encode()).rows
    assert row.problems == () and row.values["name"] == cell


def test_unknown_columns_are_named_not_lost_in_silence():
    assert read(b"nom;Couleur;\na;b;\n").ignored == ("Couleur",)


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "@x", "+33 5", "-2", "'=1", "a;b", 'le "Clou"', "deux\nlignes", "\u00a0=1", "\uff1d1"],
)
def test_what_is_written_reads_back_the_same_and_runs_nowhere(cell):
    data = csvtable.write(["Nom", "Type"], [[cell, 3], [None, ""]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert f"\n{cell}".encode() not in data or cell == "a;b"
    (row,) = read(data.replace(b"\r\n;", b"\r\n")).rows
    assert row.problems == ()
    assert row.values["name"] == cell.strip()
