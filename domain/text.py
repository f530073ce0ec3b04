"""What people type, made safe to keep: composed, visible, bounded; and folded for comparison."""

import re
import unicodedata

MAX_MARKS = 3
"""Combining marks kept on one letter: enough for every living script, too few to smear a card."""

_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
# Letters and symbols that draw nothing, and marks that only hide things.
_BLANKS = frozenset(
    "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f"
)
_SUSPECT = re.compile(r"[^\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u20ac]")
_SPACES = re.compile(r" {2,}")
_LINES = re.compile(r"\n{3,}")


def clean(text: str, limit: int, *, lines: bool = False) -> str:
    """``text`` as it may be kept: NFC, without control, bidi or invisible characters.

    Runs of spaces become one, and the result holds at most ``limit`` characters without cutting
    through an accent or an emoji. ``lines`` keeps line ends (two in a row at most). Answers ""
    when nothing visible is left.
    """
    # Four times the limit is more than any removal needs; the rest need not be looked at.
    kept = visible(text[: limit * 4 + 64])
    if not lines:
        kept = kept.replace("\n", " ")
    kept = _SPACES.sub(" ", kept)
    if lines:
        kept = _LINES.sub("\n\n", "\n".join(line.strip() for line in kept.split("\n")))
    return shorten(kept.strip(), limit, mark="").strip()


def visible(text: str) -> str:
    """``text`` in NFC without what draws nothing or turns the reading direction round."""
    if not _SUSPECT.search(text):
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    kept: list[str] = []
    marks = 0
    for place, char in enumerate(composed):
        wanted = _keep(char, kept[-1] if kept else "", composed[place + 1 : place + 2])
        if not wanted:
            continue
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= MAX_MARKS:
            kept.append(wanted)
    return "".join(kept)


def _keep(char: str, before: str, after: str) -> str:
    """What stands for one character: itself, a space, a line end, or nothing."""
    if char in "\n\u2028\u2029\x85\x0b\x0c\r":
        return "\n"
    if char == "\t" or unicodedata.category(char) == "Zs":
        return " "
    if char == _JOINER:
        return char if _is_pictorial(before) and _is_pictorial(after) else ""
    if "\ufe00" <= char <= _EMOJI_STYLE:
        return char if char == _EMOJI_STYLE and before and _takes_style(before) else ""
    if char in _BLANKS or "\U000e0000" <= char <= "\U000e0fff":
        return ""
    if ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef":
        return ""
    category = unicodedata.category(char)
    if category in ("Cc", "Cf", "Co", "Cs"):
        return ""
    if category in ("Mn", "Me", "Mc") and (not before or before in " \n"):
        return ""
    return char


def _is_pictorial(char: str) -> bool:
    return bool(char) and (char == _EMOJI_STYLE or unicodedata.category(char) in ("So", "Sk", "Cn"))


def _takes_style(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Sm", "Po", "Nd", "Cn") or char in "#*‼⁉"


def shorten(text: str, limit: int, *, mark: str = "…") -> str:
    """At most ``limit`` characters of ``text``, never half an accent or emoji, ``mark`` if cut."""
    if len(text) <= limit:
        return text
    end = max(0, limit - len(mark))
    while end > 0 and _sticks(text, end):
        end -= 1
    return text[:end].rstrip() + mark if end else ""


def _sticks(text: str, place: int) -> bool:
    """Whether the character at ``place`` belongs to the one before it."""
    char, before = text[place], text[place - 1]
    if char == _JOINER or before == _JOINER or "\ufe00" <= char <= _EMOJI_STYLE:
        return True
    if "\U0001f3fb" <= char <= "\U0001f3ff" or unicodedata.category(char) in ("Mn", "Me", "Mc"):
        return True
    if not (_is_flag_letter(char) and _is_flag_letter(before)):
        return False
    run = place
    while run > 0 and _is_flag_letter(text[run - 1]):
        run -= 1
    return (place - run) % 2 == 1


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def fold(text: str) -> str:
    """``text`` for search and for uniqueness: without case, accents, ligatures, double spaces."""
    loose = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in loose if not unicodedata.combining(char))
    bare = bare.replace("œ", "oe").replace("æ", "ae").replace("’", "'").casefold()
    return " ".join(bare.split())
