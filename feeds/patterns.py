"""A person's regular expression against the text of articles: in the workshop's child only, since
a few characters are enough to make one that never ends.
"""

import re
import unicodedata
import warnings
from collections.abc import Sequence

from domain.text import fold

LONGEST = 500
"""Characters of a pattern."""


class BadPattern(Exception):
    """No regular expression. ``where``: the place of the fault in the pattern, None if unknown."""

    def __init__(self, where: int | None = None) -> None:
        super().__init__(where)
        self.where = where


class TooSlow(Exception):
    """The pattern took longer than it was given."""


def matches(pattern: str, texts: Sequence[str]) -> list[bool]:
    """Whether ``pattern`` is found in each text, capitals and accents aside on both sides.

    Raises BadPattern.
    """
    if len(pattern) > LONGEST:
        raise BadPattern(LONGEST)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sets that a later Python may read otherwise
            search = re.compile(_bare(pattern), re.IGNORECASE).search
    except re.error as fault:
        raise BadPattern(fault.pos) from None
    except (OverflowError, RecursionError):
        raise BadPattern from None
    return [search(fold(text)) is not None for text in texts]


def _bare(pattern: str) -> str:
    """``pattern`` without accents. Its capitals stay: ``\\S`` is not ``\\s``."""
    loose = unicodedata.normalize("NFD", pattern)
    bare = "".join(char for char in loose if not unicodedata.combining(char))
    for char, plain in (("œ", "oe"), ("Œ", "OE"), ("æ", "ae"), ("Æ", "AE"), ("’", "'")):
        bare = bare.replace(char, plain)
    return bare
