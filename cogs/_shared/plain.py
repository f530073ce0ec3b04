"""Text typed by people, shown in a Discord message exactly as they wrote it.

Only for places where Discord reads Markdown (message text, text displays). Button labels, option
choices, form titles and alt texts take no Markdown: there the text goes as it is.
"""

import re

from domain.text import visible

_CALM = re.compile(r"[A-Za-z0-9À-ɏ ,;'’\"!?%&€$=«»°–—]*\Z")
# Everything that can begin or end a construct in Discord's Markdown: emphasis, code, spoilers,
# links, quotes, headings, and "<" for mentions, commands, times, emojis and guild links. ":" is
# among them for ":smile:" and "https://"; "@" for @everyone and @here.
_ACTIVE = re.compile(r"[\\*_~`|\[\]()<>@#:]")
# Lists and small print only start a line; "1." makes a numbered list.
_LINE_START = re.compile(r"(?m)^(\s*)([-+])")
_NUMBERED = re.compile(r"(?m)^(\s*\d+)\.")
# Invites and bare host names: the dot is what makes them one.
_HOST_DOT = re.compile(r"(?<=\w)\.(?=\w)")


def plain(text: str) -> str:
    """``text`` with every construct of Discord's Markdown switched off, and nothing invisible."""
    if _CALM.match(text):
        return text
    shown = _ACTIVE.sub(r"\\\g<0>", visible(text))
    shown = _HOST_DOT.sub(r"\\.", shown)
    shown = _NUMBERED.sub(r"\1\\.", shown)
    return _LINE_START.sub(r"\1\\\2", shown)
