"""Lists of sources, to and from other readers of feeds."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from email.utils import format_datetime
from html.entities import html5
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from domain.errors import Refused
from domain.watch.entry import LINK_LIMIT, TITLE_LIMIT, OpmlLine
from feeds.charset import decoded
from feeds.text import plain

MOST_LINES: Final = 500
MOST_BYTES: Final = 2**20
MOST_DEPTH: Final = 100

_AMPERSAND = re.compile(
    r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);|([A-Za-z]\w*;)?)", re.ASCII
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class _Stop(Exception):
    """Nothing more is to be read."""


def read_opml(body: bytes) -> list[OpmlLine]:
    """The sources of a list, in its order, addresses as written. A list that breaks off gives what
    stood before. Raises Refused with "opml-too-big" (kib), "opml-too-many" (most) or
    "opml-unreadable" when nothing could be read.
    """
    if len(body) > MOST_BYTES:
        raise Refused("opml-too-big", kib=MOST_BYTES // 1024)
    text = _NOT_XML.sub("", _AMPERSAND.sub(_mended, decoded(body).lstrip("\ufeff \t\r\n")))
    reader = _Reader()
    with suppress(expat.ExpatError, _Stop):  # what came before counts
        reader.read(text)
    if len(reader.lines) > MOST_LINES:
        raise Refused("opml-too-many", most=MOST_LINES)
    if not reader.lines:
        raise Refused("opml-unreadable")
    return reader.lines


def write_opml(title: str, lines: Sequence[OpmlLine], now: datetime) -> bytes:
    """A list that other readers take, by topic in the order of their first line."""
    topics: dict[str, list[str]] = {}
    for line in lines:
        topics.setdefault(line.topic, []).append(_outline(line))
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head>\n'
        f"<title>{escape(_clean(title))}</title>\n"
        f"<dateCreated>{format_datetime(now)}</dateCreated>\n</head>\n<body>\n"
    ]
    for topic, outlines in topics.items():
        name = quoteattr(_clean(topic))
        inside = "".join(outlines)
        parts.append(
            f"<outline text={name} title={name}>\n{inside}</outline>\n" if topic else inside
        )
    parts.append("</body>\n</opml>\n")
    return "".join(parts).encode()


def _outline(line: OpmlLine) -> str:
    title, address, site = (
        quoteattr(_clean(value)) for value in (line.title or line.address, line.address, line.site)
    )
    where = f" htmlUrl={site}" if line.site else ""
    return f'<outline type="rss" text={title} title={title} xmlUrl={address}{where}/>\n'


def _clean(value: str) -> str:
    return _NOT_XML.sub("", value)


def _mended(found: re.Match[str]) -> str:
    """An ampersand as XML wants it: other readers forget to write it so in addresses."""
    if found[1]:
        return found[0]
    known = html5.get(found[2] or "", "")
    return escape(known) if known else f"&amp;{found[2] or ''}"


class _Reader:
    def __init__(self) -> None:
        self.lines: list[OpmlLine] = []
        self._above: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._stop

    def read(self, text: str) -> None:
        self._parser.Parse(text, True)

    def _stop(self, *_: object) -> None:
        raise _Stop  # an entity is either useless here or a bomb

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        said = {name.lower(): value.strip() for name, value in attributes.items()}
        names = (said.get("title"), said.get("text"), said.get("description"))
        title = plain(escape(next(filter(None, names), "")), TITLE_LIMIT)
        address = said.get("xmlurl", "")[:LINK_LIMIT]
        if tag.lower() == "outline" and address:
            category = said.get("category", "").strip("/, ").partition(",")[0].partition("/")[0]
            topic = next(filter(None, self._above), "") or plain(escape(category), TITLE_LIMIT)
            self.lines.append(OpmlLine(title, address, said.get("htmlurl", "")[:LINK_LIMIT], topic))
        self._above.append(title if tag.lower() == "outline" and not address else "")
        if len(self._above) > MOST_DEPTH or len(self.lines) > MOST_LINES:
            raise _Stop

    def _end(self, _: str) -> None:
        self._above.pop()
