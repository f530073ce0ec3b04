"""Text out of markup: what a chat can show of it, in time linear in its length."""

import html
import re
import unicodedata

from domain.text import shorten

LOOKED_AT = 65_536
"""Characters of one field's text that are looked at; what follows can't come into what is kept."""

# One tag, quoted attributes included. Nothing in it gives back what it took, and a quote that
# hides one "<" can't hide the next ones from every start, so the whole search stays linear.
_TAG = re.compile(
    r"""<(/?)([A-Za-z][^\s/<>"']*+)([^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+)>"""
)
_INSIDE = r"""(?=[\s/>])[^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+>"""
_COMMON_BLOCK = re.compile(rf"</?(?:p|br|div|li|ul|img|figure|figcaption|h[1-6]){_INSIDE}")
_COMMON_INLINE = re.compile(rf"</?(?:a|strong|em|span|b|i){_INSIDE}")
_UNFINISHED = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[^<>]*\Z")
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_UNSEEN = re.compile(r"<!--|<!\[CDATA\[|<(script|style|template|iframe)(?=[\s/>])", re.IGNORECASE)
_MARKUP_AGAIN = re.compile(
    r"</[a-z][a-z0-9]*\s*>|<(?:br|hr|img|p|div|li|script|style|a)[\s/>]", re.IGNORECASE
)
_ENTITY_AGAIN = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_HUGE_NUMBER = re.compile(r"&#\d{8,};?")
_CP1252 = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}
# Controls, what turns the reading direction round, what draws nothing, halves of characters.
# The joiner and the variation selectors stay: emoji are made with them.
_UNSEEN_CHARACTERS = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef"
    "\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff"
)
_NOT_SEEN = re.compile(f"[{_UNSEEN_CHARACTERS}]")
_ODD = re.compile(f"[{_UNSEEN_CHARACTERS}\u0300-\u036f\u20d0-\u20f0]")
_SMEARED = re.compile("([\u0300-\u036f\u20d0-\u20f0]{3})[\u0300-\u036f\u20d0-\u20f0]+")

_INLINE_NAMES = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby
s samp small span strike strong sub sup time tt u var wbr
"""
_BLOCK_NAMES = """
address applet area article aside audio base blockquote body br button canvas caption center col
colgroup datalist dd details dialog dir div dl dt embed fieldset figcaption figure footer form frame
frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input legend li link main map math
menu meta meter nav noscript object ol optgroup option output p param picture pre progress script
section select slot source style summary svg table tbody td template textarea tfoot th thead title
tr track ul video
"""
_INLINE = frozenset(_INLINE_NAMES.split())
_BLOCK = frozenset(_BLOCK_NAMES.split())


def plain(markup: str, limit: int) -> str:
    """What a reader sees of ``markup``: one line of text, ``limit`` characters at most.

    Tags go, with the content of scripts and styles; blocks part words. What was escaped twice is
    unescaped twice. Controls and invisible characters go; those of Windows' code page that were
    taken for controls become the quotes and dashes that they were. An ellipsis says a cut.
    """
    if len(markup) > 3 * limit + 1000:
        # most often so much holds enough; it must not end within a tag
        start = _shown(markup[: markup.rfind("<", 0, 3 * limit + 1000)], limit)
        if len(start) >= limit:
            return start
    return _shown(markup, limit)


def _shown(text: str, limit: int) -> str:
    for _ in range(2):
        if "<" in text:
            text = without_tags(text)
        text = text[:LOOKED_AT]
        if "&" not in text:
            break
        text = html.unescape(_HUGE_NUMBER.sub("", text))
        if not _is_escaped_again(text):
            break
    else:
        if _MARKUP_AGAIN.search(text):
            text = without_tags(text)
    return tidy(text, limit)


def _is_escaped_again(text: str) -> bool:
    if "<" in text and _MARKUP_AGAIN.search(text):
        return True
    return "&" in text and _ENTITY_AGAIN.search(text) is not None


def tidy(text: str, limit: int) -> str:
    """``text`` on one line, without what can't be seen, ``limit`` characters at most."""
    enough = limit + limit // 8 + 16  # but for many spaces, or much that is not seen
    kept = _tidied(text[:enough])
    if len(text) > enough and len(kept) <= limit:
        kept = _tidied(text[: 8 * limit])
    return shorten(kept, limit)


def _tidied(text: str) -> str:
    if _ODD.search(text):
        text = unicodedata.normalize("NFC", text.translate(_CP1252))
        text = _NOT_SEEN.sub("", _SMEARED.sub(r"\1", text))
    return " ".join(text.split())


def without_tags(markup: str) -> str:
    """``markup`` without its tags, comments, scripts and styles; entities stay as they are.

    A word in angle brackets that is no element, ``<T>``, is left: it is what somebody wrote.
    """
    text = _without_unseen(markup) if _UNSEEN.search(markup) else markup
    text = _COMMON_INLINE.sub("", _COMMON_BLOCK.sub(" ", text))
    if "<" not in text:
        return text
    text = _without_unfinished(text)
    closed: set[str] | None = None

    def replace(tag: re.Match[str]) -> str:
        nonlocal closed
        name = tag[2].lower()
        if name in _INLINE:
            return ""
        if name in _BLOCK:
            return " "
        if tag[1] or tag[3]:
            return ""
        if closed is None:
            closed = {found[2].lower() for found in _TAG.finditer(text) if found[1]}
        return "" if name in closed or ":" in name or "-" in name else tag[0]

    shown = _TAG.sub(replace, text)
    return _DECLARATION.sub("", shown) if "<!" in shown or "<?" in shown else shown


def _without_unfinished(markup: str) -> str:
    """``markup`` without the tag in the middle of which it ends, when it was cut short there."""
    found = _UNFINISHED.match(markup, max(markup.rfind("<"), 0))
    if found and found[1].lower() in _INLINE | _BLOCK and ("=" in found[0] or "/" in found[0]):
        return markup[: found.start()]
    return markup


def _without_unseen(markup: str) -> str:
    """``markup`` without comments, scripts and styles, marked sections opened. One that nobody
    closes hides all that follows it, as in a browser.
    """
    kept: list[str] = []
    lowered: str | None = None
    place = 0
    while opening := _UNSEEN.search(markup, place):
        kept.append(markup[place : opening.start()])
        if opening[1]:
            if lowered is None:
                lowered = markup.lower() if len(markup.lower()) == len(markup) else markup
            close = lowered.find("</" + opening[1].lower(), opening.end())
            place = markup.find(">", close) + 1 if close >= 0 else 0
            kept.append(" ")
        elif opening[0] == "<!--":
            close = markup.find("-->", opening.end())
            place = close + 3 if close >= 0 else 0
        else:
            close = markup.find("]]>", opening.end())
            kept.append(markup[opening.end() : close] if close >= 0 else "")
            place = close + 3 if close >= 0 else 0
        if not place:
            return "".join(kept)
    kept.append(markup[place:])
    return "".join(kept)
