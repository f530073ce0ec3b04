"""What a post in a forum is called: Discord wants a name where other channels want none."""

import re
from typing import Any

from domain.text import shorten

NAME_LIMIT = 100
_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\([^)]*\)")
_MARKS = re.compile(r"^(?:-#|#{1,3}|>{1,3}|[-*])\s+|\*\*|<[@#:t][^>]*>")
_ESCAPED = re.compile(r"\\(.)")


def post_name(body: dict[str, Any]) -> str:
    """The name that a message gives itself (``thread``), else the first line that it says."""
    named = str(body.get("thread") or "")
    waiting = list(body.get("components", ()))
    while waiting and not named:
        part = waiting.pop(0)
        for line in str(part.get("content") or part.get("text") or "").split("\n"):
            named = named or _bare(line)
        waiting[:0] = part.get("components", ())
    return shorten(named, NAME_LIMIT) or "…"


def _bare(line: str) -> str:
    said = _MARKS.sub("", _LINK.sub(r"\1", line))
    return " ".join(_ESCAPED.sub(r"\1", said).split())
