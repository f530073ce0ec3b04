"""Words for search, the same whatever the engine: folded, lightly stemmed, without empty words.

Both engines are handed these words instead of the text, and compare them letter by letter; nothing
is left to their own dictionaries. Stems only undo plurals and feminines («sociaux», «sociale» →
«social»), so that what is found holds the word that was typed.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST_TYPED: Final = 200
"""Characters of a search that are read; what comes after them is not."""
MOST_WORDS: Final = 12
SHORT_PREFIX: Final = 3
"""Letters before a hyphen that make one word with what follows (co-, ré-, éco-, e-)."""

_WORD: Final = re.compile(r"[^\W_]+")
_GROUP: Final = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_SPLIT: Final = re.compile(r"[-‐‑]")
_PLAIN: Final = re.compile(r"[a-z0-9]+\Z")
# Letters that Unicode does not take apart, and one that draws nothing.
_LETTERS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_IRREGULAR: Final = {
    "travaux": "travail",
    "vitraux": "vitrail",
    "coraux": "corail",
    "emaux": "email",
    "baux": "bail",
    "yeux": "oeil",
}
# Endings and what stands for them, longest first; the first that fits is the only one applied.
_ENDINGS: Final = (
    ("trice", "teu"),
    ("euse", "eu"),
    ("elle", "el"),
    ("enne", "en"),
    ("onne", "on"),
    ("ette", "et"),
    ("ive", "if"),
    ("ere", "er"),
    ("eur", "eu"),
    ("ee", ""),
    ("e", ""),
    ("y", "i"),
)
STOP_WORDS: Final = frozenset(
    re.findall(
        "[a-z]+",
        """
        a ai au aux avec c ce ces cet cette d dans de des donc du elle elles en es est et eu eux
        il ils j je jusqu l la le les leur leurs lors lorsqu lui m ma mais me meme memes mes moi
        mon n ne nos notre nous on ont ou par pas plus pour puisqu qu quand que quel quelle quels
        quelles quelqu qui s sa sans se sera ses si sont sous sur t ta te tes toi ton tous tout
        toute toutes tres tu un une vers vos votre vous y etre avoir cela comme dont
        an and are as at be by for from has have in is it its of or that the this to was were will
        with you your our we
        """,
    )
)
"""Words too common to search. «son» is not one of them: here it is also what one hears."""


def index_words(text: str) -> str:
    """The words of ``text`` to put in the index: a-z and 0-9 only, one space between two.

    «co-construction» is there as its parts and as one word. Words in other alphabets are left out.
    """
    return " ".join(filter(None, map(_indexed_group, _groups(text))))


def query_words(typed: str) -> tuple[str, ...]:
    """What to look for, all of it, in what ``index_words`` gave; the last may be a beginning.

    Each word once, MOST_WORDS at most; empty when nothing typed can be searched.
    """
    wanted: dict[str, None] = {}
    for group in _groups(typed[:LONGEST_TYPED]):
        first, *rest = _SPLIT.split(group)
        joined = rest and len(first) <= SHORT_PREFIX
        for part in ["".join((first, *rest))] if joined else [first, *rest]:
            if found := _indexed(part):
                wanted[found] = None
    return tuple(wanted)[:MOST_WORDS]


def folded_words(text: str) -> list[str]:
    """Every word of ``text`` in order, empty words too, without case or accents."""
    return [_fold(word) for word in _WORD.findall(_composed(text))]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A folded word without what makes it plural or feminine; short words are left alone."""
    if len(word) <= 3 or not word.isalpha():
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux") and len(word) > 4:
        return word[:-2] + "l"
    if word.endswith(("eux", "oux")) or (word.endswith("s") and not word.endswith("ss")):
        word = word[:-1]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] in "lnts":
        word = word[:-1]
    return word


def _groups(text: str) -> list[str]:
    return _GROUP.findall(_composed(text))


def _composed(text: str) -> str:
    # A word may hold accents written apart, ligatures, and hyphens that only show at a line's end.
    return unicodedata.normalize("NFKC", text).replace("\u00ad", "")


@lru_cache(maxsize=65_536)
def _indexed_group(group: str) -> str:
    parts = _SPLIT.split(group)
    if len(parts) > 1:
        parts.append("".join(parts))
    return " ".join(filter(None, map(_indexed, parts)))


@lru_cache(maxsize=65_536)
def _indexed(word: str) -> str:
    """The stem of a word as written, "" when it is not worth searching."""
    bare = _fold(word)
    if bare in STOP_WORDS or not _PLAIN.match(bare):
        return ""
    return stem(bare)


@lru_cache(maxsize=65_536)
def _fold(word: str) -> str:
    loose = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(char for char in loose if not unicodedata.combining(char))
