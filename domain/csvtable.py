"""Spreadsheets as people have them: CSV of any usual encoding and separator, in and out.

Nothing is refused for its form alone where it can be read for sure; what cannot be read for sure
is refused with its line, because a half-read inventory is worse than none.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.errors import Refused
from domain.text import fold, visible

MAX_BYTES = 1_000_000
MAX_ROWS = 2_000
MAX_LINES = 50
"""Lines that one record may span: a description has paragraphs, an open quote has no end."""

SEPARATORS = ";,\t"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHER_FILES = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
)
_FRENCH = frozenset("éèêëàâçùûîïôœÉÈÀÇ’«»€°")
# What a spreadsheet would run: "=…" always; the other signs only when they call or link something,
# since "+33 5 49" and "- 2 câbles" are text that people do write. The wide signs of East Asian
# keyboards count as the narrow ones.
_FORMULA = re.compile(r"\s*([=\uff1d]|[+\-@\uff0b\uff0d\uff20](?=[^\s(|!]*[A-Za-z])[^\s(|!]*[(|!])")
_RISKY = re.compile(r"\s*'*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")


@dataclass(frozen=True)
class Row:
    """One line of the sheet. ``values`` holds every column found ("" when the cell is empty).

    ``problems`` say why the line cannot be taken as it is; the line is then not to be imported.
    """

    line: int
    values: Mapping[str, str]
    problems: tuple[Refused, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read: its rows, the columns found, and the headers nobody knows."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    ignored: tuple[str, ...] = ()
    encoding: str = "utf-8"


@dataclass
class _Header:
    columns: dict[int, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    width: int = 0


def read(data: bytes, columns: Mapping[str, Sequence[str]], required: Sequence[str] = ()) -> Sheet:
    """Read a sheet whose first line names its columns.

    ``columns`` gives the other names a column may have (case, accents and punctuation don't
    matter); ``required`` must be among those found. Raises Refused: "csv-too-big", "csv-empty",
    "csv-not-csv" (another kind of file), "csv-encoding", "csv-too-many-rows",
    "csv-missing-column", "csv-duplicate-column".
    """
    text, encoding = decode(data)
    text, separator = _without_hint(text)
    known = {_loose(name): key for key, names in columns.items() for name in (key, *names)}
    separator = separator or _best_separator(text, known)
    records = _records(text, separator)
    header = _header(records, known)
    for key in required:
        if key not in header.columns.values():
            raise Refused("csv-missing-column", column=columns[key][0])
    rows: list[Row] = []
    for line, cells, problem in records:
        if len(rows) == MAX_ROWS:
            raise Refused("csv-too-many-rows", most=MAX_ROWS)
        if problem is not None or any(cell.strip() for cell in cells):
            rows.append(_row(line, cells, header, problem))
    if not rows:
        raise Refused("csv-empty")
    return Sheet(tuple(rows), tuple(header.columns.values()), tuple(header.ignored), encoding)


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the encoding it was in. Raises Refused as ``read`` says."""
    if len(data) > MAX_BYTES:
        raise Refused("csv-too-big", most=MAX_BYTES)
    if not data.strip():
        raise Refused("csv-empty")
    if data.startswith(_OTHER_FILES):
        raise Refused("csv-not-csv")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding), encoding
    if b"\x00" in data[:200]:
        encoding = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
        return _strictly(data, encoding), encoding
    try:
        return _strictly(data, "utf-8"), "utf-8"
    except Refused:
        return _old_encoding(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("csv-encoding") from None
    if "\x00" in text or "\ufffd" in text:
        raise Refused("csv-encoding")
    return text


def _old_encoding(data: bytes) -> tuple[str, str]:
    """Windows' or the old Mac's, whichever makes more French letters of the same bytes.

    The Mac's gives every byte a meaning, so it must make French letters of all of them.
    """
    readings = []
    for encoding in ("cp1252", "mac_roman"):
        try:
            text = _strictly(data, encoding)
        except Refused:
            continue
        french = sum(char in _FRENCH for char in text)
        doubtful = encoding == "mac_roman" and french < sum(char > "\x7f" for char in text)
        if not doubtful and not re.search(r"[\x01-\x08\x0e-\x1f\x7f]", text):
            readings.append((french, text, encoding))
    if not readings:
        raise Refused("csv-encoding")
    _, text, encoding = max(readings, key=lambda reading: reading[0])
    return text, encoding


def _without_hint(text: str) -> tuple[str, str]:
    """The text without Excel's first line "sep=;", and the separator that it named."""
    hint = re.match(r"\s*\"?sep=([;,\t])\"?\r?\n", text)
    return (text[hint.end() :], hint[1]) if hint else (text, "")


def _best_separator(text: str, known: Mapping[str, str]) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")

    def found(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=separator), [])
        return sum(_loose(cell) in known for cell in cells), len(cells)

    return max(SEPARATORS, key=found)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str], Refused | None]]:
    """Every record with the line it starts on; one that breaks the quoting carries a problem.

    Reading goes on with the line after a broken one: a forgotten quote must not swallow the rest.
    """
    lines = list(io.StringIO(text, newline=""))
    start = 0
    while start < len(lines):
        reader = csv.reader(lines[start : start + MAX_LINES], delimiter=separator, strict=True)
        try:
            cells = next(reader)
        except csv.Error:
            yield start + 1, [], Refused("csv-bad-quotes", line=start + 1)
            start += 1
        else:
            yield start + 1, cells, None
            start += reader.line_num


def _header(
    records: Iterator[tuple[int, list[str], Refused | None]], known: Mapping[str, str]
) -> _Header:
    names: list[str] = []
    for _, cells, problem in records:
        if problem is not None:
            raise problem
        if any(cell.strip() for cell in cells):
            names = cells
            break
    header = _Header(width=len(names))
    for place, name in enumerate(names):
        key = known.get(_loose(name))
        if key is None:
            if name.strip():
                header.ignored.append(visible(name).strip()[:40])
        elif key in header.columns.values():
            raise Refused("csv-duplicate-column", column=visible(name).strip()[:40])
        else:
            header.columns[place] = key
            header.titles[key] = visible(name).strip()[:40]
    if not header.width:
        raise Refused("csv-empty")
    return header


def _row(line: int, cells: list[str], header: _Header, problem: Refused | None) -> Row:
    problems = [problem] if problem is not None else []
    if any(cell.strip() for cell in cells[header.width :]):
        problems.append(Refused("csv-too-many-cells", most=header.width))
    values = {}
    for place, key in header.columns.items():
        cell = cells[place] if place < len(cells) else ""
        if is_formula(cell):
            problems.append(
                Refused("csv-formula", column=header.titles[key], cell=visible(cell).strip()[:40])
            )
        values[key] = _untouched(cell)
    return Row(line, values, tuple(problems))


def _loose(name: str) -> str:
    return " ".join(re.sub(r"[^\w%€]+|_", " ", fold(visible(name))).split())


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run this cell rather than show it."""
    return bool(_FORMULA.match(visible(cell)))


def _untouched(cell: str) -> str:
    """The cell without the apostrophe that ``write`` (or a person) put before a sign."""
    kept = cell.strip()
    return kept[1:].strip() if kept.startswith("'") and _RISKY.match(kept[1:]) else kept


def write(headers: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """A sheet that French spreadsheets open as it is: ";" and UTF-8 with its mark.

    A text cell that a spreadsheet would run gets an apostrophe; ``read`` takes it away again.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(header) for header in headers])
    for row in rows:
        writer.writerow(["" if cell is None else _harmless(cell) for cell in row])
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8")


def _harmless(cell: str | int) -> str | int:
    if isinstance(cell, int):
        return cell
    return "'" + cell if _RISKY.match(visible(cell)) else cell
