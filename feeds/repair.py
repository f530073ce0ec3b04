"""Faults that many feeds share, mended without parsing: what is before the feed, entities that
only HTML knows, bare ampersands, characters that XML forbids.
"""

import html.entities
import re

_START = re.compile(
    r"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:rss|rdf|feed|channel)(?=[\s>/])", re.IGNORECASE
)
_CLOSE = re.compile(r"</(?:[A-Za-z_][\w.-]{0,40}:)?(?:rss|rdf|feed|channel)\s*>", re.IGNORECASE)
_FIRST_ELEMENT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z]\w*)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND = re.compile(r"&(?:#(\d{1,9})|#[xX]([0-9A-Fa-f]{1,8})|([A-Za-z][A-Za-z0-9]{0,31}));|&")
_BARE_LESS = re.compile(r"<(?![A-Za-z_/!?])")
_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_CDATA, _CDATA_END = "<![CDATA[", "]]>"


def prolog_end(text: str) -> int:
    """Where what precedes the first element ends: spaces, declarations, comments, a DOCTYPE."""
    place = 0
    while (place := _after_spaces(text, place)) < len(text):
        if text.startswith("<!--", place):
            end = text.find("-->", place + 4)
        elif text.startswith("<?", place):
            end = text.find("?>", place + 2)
        elif text.startswith("<!", place):
            end = _doctype_end(text, place)
        else:
            return place
        if end < 0:
            return len(text)
        place = text.find(">", end) + 1
    return len(text)


def _after_spaces(text: str, place: int) -> int:
    found = _SPACES.match(text, place)
    return found.end() if found else place


_SPACES = re.compile("[\\s\ufeff]*")
_DOCTYPE_PART = re.compile(r"""[\[\]>"']|<!--|<\?""")


def _doctype_end(text: str, place: int) -> int:
    """The place of the ">" that ends the DOCTYPE at ``place``, its inner subset passed over."""
    inside = False
    while part := _DOCTYPE_PART.search(text, place):
        place = part.end()
        closer = {"'": "'", '"': '"', "<!--": "-->", "<?": "?>"}.get(part[0])
        if closer is not None:
            close = text.find(closer, place)
            if close < 0:
                return -1
            place = close + len(closer)
        elif part[0] == ">" and not inside:
            return part.start()
        elif part[0] != ">":
            inside = part[0] == "["
    return -1


def first_element(text: str, start: int = 0) -> str:
    """The name, in small letters and without prefix, of the first element from ``start``."""
    found = _FIRST_ELEMENT.search(text, start)
    return found[1].lower() if found else ""


def feed_start(text: str) -> int:
    """Where a feed's outermost element starts, whatever a server printed before it; -1 when
    there is none.
    """
    found = _START.search(text)
    return found.start() if found else -1


def closes(text: str) -> bool:
    """Whether the end of ``text`` is the end of a feed."""
    return _CLOSE.search(text, max(0, len(text) - 2_000)) is not None


def mended(text: str, start: int) -> str:
    """``text`` from ``start``, with those faults mended; CDATA sections keep what they hold."""
    first, *sections = _FORBIDDEN.sub("", text[start:]).split(_CDATA)
    pieces = [_mended_markup(first)]
    for section in sections:
        inside, closed, after = section.partition(_CDATA_END)
        pieces += [_CDATA, inside, closed, _mended_markup(after)]
    return "".join(pieces)


def _mended_markup(markup: str) -> str:
    if "&" in markup:
        markup = _AMPERSAND.sub(_reference, markup)
    return _BARE_LESS.sub("&lt;", markup)


def _reference(found: re.Match[str]) -> str:
    """What XML can read in place of one reference, or of an ampersand that begins none."""
    decimal, hexadecimal, name = found.groups()
    if decimal or hexadecimal:
        code = int(decimal) if decimal else int(hexadecimal, 16)
        lawful = code in (9, 10, 13) or 0x20 <= code <= 0x10FFFF
        return found[0] if lawful and not _FORBIDDEN.match(chr(code)) else ""
    if name in _XML:
        return found[0]
    meaning = html.entities.html5.get(f"{name};") if name else None
    return meaning if meaning and meaning not in ("&", "<") else f"&amp;{found[0][1:]}"
