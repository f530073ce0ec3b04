"""Names typed by people are shown as they were written, and do nothing.

``read`` is a small reader of Discord's Markdown: it gives the text that a person sees and the
constructs that act. It knows what Discord's client and its link finder look for.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs._shared.plain import plain
from domain.text import visible

ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
INLINE = {
    "bold": r"\*\*.+?\*\*|__.+?__",
    "italic": r"\*\S.*?\*|_\S.*?_(?!\w)",
    "strike": r"~~.+?~~",
    "code": r"`+[^`]+`+",
    "spoiler": r"\|\|.+?\|\|",
    "mass mention": r"@everyone|@here",
    "mention": r"<@[!&]?\d+>|<#\d+>|<@&?\w*>",
    "command": r"</[^>]+:\d+>",
    "time": r"<t:-?\d+(?::\w)?>",
    "emoji": r"<a?:\w+:\d+>|:[^\s:]+?(?:::skin-tone-\d)?:",
    "guild link": r"<id:\w+>",
    "masked link": r"\[[^\]]*\]\([^)]*\)",
    "link": r"<?(?:https?|steam|discord)://[^\s<]+",
}
LINE = {
    "heading": r"#{1,3} ",
    "small print": r"-# ",
    "quote": r">>> |> ",
    "list": r"\s*(?:[-*+]|\d+\.) ",
}
RAW = {"invite": r"(?i)discord(?:app)?\.(?:gg|com)/\w+|dsc\.gg/\w+", "link": r"https?://\S+"}


def read(markdown: str) -> tuple[str, list[str]]:
    """What a person sees, and the names of the constructs that act."""
    shown, acts, at, fresh = "", [], 0, True
    acts += [name for name, pattern in RAW.items() if re.search(pattern, markdown)]
    while at < len(markdown):
        if fresh:
            acts += [name for name, each in LINE.items() if re.compile(each).match(markdown, at)]
        escaped = ESCAPE.match(markdown, at)
        if escaped:
            shown, at, fresh = shown + escaped[1], escaped.end(), False
            continue
        acts += [
            name for name, each in INLINE.items() if re.compile(each, re.S).match(markdown, at)
        ]
        shown += markdown[at]
        fresh = markdown[at] == "\n"
        at += 1
    return shown, acts


NAMES = [
    "@everyone",
    "@here",
    "<@123>",
    "<@!123>",
    "<@&5>",
    "<#42>",
    "</ban:1>",
    "</config salons:99>",
    "<t:0>",
    "<t:1700000000:R>",
    "<:e:1>",
    "<a:e:1>",
    ":smile:",
    ":+1::skin-tone-2:",
    "<id:customize>",
    "<id:guide>",
    "**gras**",
    "*penché*",
    "_penché_",
    "__souligné__",
    "~~barré~~",
    "`code`",
    "```\nbloc\n```",
    "||caché||",
    "# titre",
    "### titre",
    "-# petit",
    "> cité",
    ">>> tout cité",
    "- point",
    "* point",
    "+ point",
    "1. premier",
    "12. douzième",
    "[clic](https://mal.example)",
    "[clic](<https://mal.example>)",
    "https://mal.example/x",
    "<https://mal.example>",
    "http://mal.example",
    "discord.gg/abcdef",
    "DISCORD.GG/abcdef",
    "discord.com/invite/abc",
    "discordapp.com/invite/abc",
    "discord://-/channels/1",
    r"\@everyone",
    r"\\*a*",
    r"a\\",
    "a\n# titre\n- point",
    "  - point",
    "snake_case_name",
    "Ampli 2x12 (100 W) – 50%",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_shown_as_written_and_does_nothing(name):
    assert read(plain(name)) == (visible(name), [])


@pytest.mark.parametrize("name", NAMES[:44])
def test_the_reader_sees_those_constructs_when_nothing_is_escaped(name):
    """The judge must bite: unescaped, each of these does act."""
    assert read(name)[1]


def test_turning_characters_are_gone():
    assert plain("facture\u202egnp.exe") == "facturegnp.exe".replace(".", r"\.")


MEAN = st.text(
    st.one_of(st.sampled_from("\\*_~`|[]()<>@#:.-+>/!&0123456789 \n"), st.sampled_from("abtid")),
    max_size=60,
)


@given(st.one_of(MEAN, st.text(), st.lists(st.sampled_from(NAMES)).map(" ".join)))
def test_whatever_is_typed_is_shown_as_written_and_does_nothing(text):
    assert read(plain(text)) == (visible(text), [])
