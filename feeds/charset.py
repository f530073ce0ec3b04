"""Which characters a body's bytes stand for, whatever is declared; and a body that was packed."""

import codecs
import re
import zlib
from base64 import b64decode
from xml.sax.saxutils import escape

MOST_UNPACKED = 5 * 1024 * 1024
"""Bytes taken out of a packed body, the same as are taken from the network."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = {
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}
"""Codes of several bytes a letter, by which of four bytes are mostly zero in what is all ASCII."""
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_ESCAPED = re.compile(rb"\x1b[$(]")
_UTF7_RUN = re.compile(r"\+([A-Za-z0-9+/]{1,2000})-?")
_LATIN = {"iso8859-1", "ascii", "cp1252"}
_NO_CODES = frozenset(("idna", "punycode", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"))
"""Codes that nobody writes feeds in; some take the square of a body's length."""
_MOST_ODD = 2000
"""Bytes that are no UTF-8 mended one by one; beyond, the body is taken for one of another code."""


def unpacked(body: bytes) -> bytes:
    """``body`` itself, or what it holds when somebody sent it packed by gzip without saying so."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MOST_UNPACKED)
    except zlib.error:
        return body


def decoded(body: bytes, charset: str | None = None) -> str:
    """The text of ``body``. A byte order mark wins, then UTF-8 where the bytes are UTF-8, then
    what the body or the answer's ``charset`` declares, then the code page of Windows.

    UTF-7 makes no markup: what it hides comes out as text, escaped.
    """
    for mark, code in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(code, "replace")
    if wide := _wide(body[:64]):
        return body.decode(wide, "replace")
    declared = [code for code in (declared_in(body), _codec(charset or "")) if code]
    if "utf-7" in declared:
        return _UTF7_RUN.sub(_shown, _text(body, [code for code in declared if code != "utf-7"]))
    return _text(body, declared)


def _text(body: bytes, declared: list[str]) -> str:
    if _ESCAPED.search(body):  # ISO-2022 writes everything in ASCII's seven bits
        declared_escapes = [code for code in declared if code.startswith("iso2022")]
        if declared_escapes:
            return body.decode(declared_escapes[0], "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, declared)


def _wide(head: bytes) -> str | None:
    quarter = len(head) // 4
    zero = [head[place::4].count(0) * 2 > quarter for place in range(4)]
    return _WIDE.get((zero[0], zero[1], zero[2], zero[3])) if quarter else None


def _not_utf8(body: bytes, declared: list[str]) -> str:
    for code in declared:
        if code in _LATIN:
            return _latin(body)
        if not code.startswith("utf"):  # it is no UTF-8, and wide ones were seen by their zeros
            try:
                return body.decode(code)
            except (UnicodeError, ValueError):
                continue
    loose = body.decode("utf-8", "replace")
    odd = loose.count("\N{REPLACEMENT CHARACTER}")
    composed = len(loose) - len(loose.encode("ascii", "ignore")) - odd
    if odd > composed or odd > _MOST_ODD:
        return _latin(body)
    return body.decode("utf-8", "entremise-latin")


def _latin(body: bytes) -> str:
    """Windows' code page; the five bytes that it leaves out become what ISO 8859-1 says."""
    try:
        return body.decode("cp1252")
    except UnicodeDecodeError:
        return body.decode("iso8859-1")  # its C1 controls are mapped when text is tidied


def _one_by_one(error: UnicodeError) -> tuple[str, int]:
    """What the bytes that a codec refuses most likely were: letters of Windows' code page."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _latin(error.object[error.start : error.end]), error.end


codecs.register_error("entremise-latin", _one_by_one)


def declared_in(body: bytes) -> str:
    """The encoding that a body's XML declaration names, by Python's name; "" when none does."""
    found = _DECLARED.search(body[:1024])
    return _codec(found[1].decode("ascii")) if found else ""


def _codec(name: str) -> str:
    """Python's name of a text encoding, "" when there is no such thing."""
    try:
        info = codecs.lookup(name.strip().strip("\"'"))
        "".encode(info.name)  # some codecs turn bytes into bytes, and say so only now
    except (LookupError, ValueError, TypeError, UnicodeError):
        return ""
    return "" if info.name in _NO_CODES else info.name


def _shown(run: re.Match[str]) -> str:
    """A run of UTF-7's base 64 as text that can be no markup; itself when it is none."""
    try:
        text = b64decode(run[1] + "=" * (-len(run[1]) % 4)).decode("utf-16-be")
    except (ValueError, UnicodeError):
        return run[0]
    return escape(text)
