"""Discord's limits that neither discord.py nor its description of itself hold us to.

Each function lists what is wrong, in English, for tests and for ``doctor``; an empty list is fine.
Source of the figures: Discord's documentation of messages, components and application commands.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import discord

COMPONENTS = 40
TEXT = 4000
LABEL = 80
PHONE_LABEL, PHONE_LABEL_WITH_EMOJI = 38, 34  # beyond, a phone cuts the label
CUSTOM_ID = 100
ALT = 1024
COMMAND_TEXT = 8000

ROW, BUTTON, SELECT, TEXT_INPUT, SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY = (
    1,
    2,
    3,
    4,
    9,
    10,
    11,
    12,
)
LABELLED = 18
SELECTS = {3, 5, 6, 7, 8}

Component = Mapping[str, Any]


def fits(view: discord.ui.LayoutView | discord.ui.Modal | Sequence[Component]) -> list[str]:
    """What Discord would refuse or cut in a card or a form."""
    if isinstance(view, discord.ui.Modal):
        return _modal(view.to_dict())
    parts = view if isinstance(view, Sequence) else _drawn(view)
    every = list(_walk(parts))
    wrong = [] if len(every) <= COMPONENTS else [f"{len(every)} components, {COMPONENTS} at most"]
    text = sum(len(part["content"]) for part in every if part["type"] == TEXT_DISPLAY)
    if text > TEXT:
        wrong.append(f"{text} characters of text, {TEXT} at most")
    ids = Counter(part["custom_id"] for part in every if part.get("custom_id"))
    wrong += [f"custom_id {each!r} twice" for each, count in ids.items() if count > 1]
    for part in every:
        wrong += _part(part)
    return wrong


def _drawn(view: discord.ui.LayoutView) -> list[dict[str, Any]]:
    return list(view.to_components())  # type: ignore[no-untyped-call]


def _walk(parts: Iterable[Component]) -> Iterator[Component]:
    for part in parts:
        yield part
        yield from _walk(part.get("components") or ())
        for one in ("accessory", "component"):
            if part.get(one):
                yield from _walk([part[one]])


def _part(part: Component) -> list[str]:
    kind = part["type"]
    wrong = _length(part, "custom_id", CUSTOM_ID)
    if kind == BUTTON:
        wrong += _button(part)
    elif kind == ROW:
        wrong += _row(part)
    elif kind in SELECTS:
        wrong += _select(part)
    elif kind == SECTION and not 1 <= len(part["components"]) <= 3:
        wrong.append(f"a section of {len(part['components'])} texts")
    elif kind == TEXT_DISPLAY and not part["content"].strip():
        wrong.append("an empty text")
    elif kind == THUMBNAIL:
        wrong += _length(part, "description", ALT)
    elif kind == GALLERY:
        if not 1 <= len(part["items"]) <= 10:
            wrong.append(f"a gallery of {len(part['items'])} pictures")
        for item in part["items"]:
            wrong += _length(item, "description", ALT)
    return wrong


def _button(part: Component) -> list[str]:
    label = part.get("label") or ""
    most = PHONE_LABEL_WITH_EMOJI if part.get("emoji") else PHONE_LABEL
    if not label and not part.get("emoji"):
        return ["a button without label"]
    if len(label) > LABEL:
        return [f"label of {len(label)} characters, {LABEL} at most: {label!r}"]
    return [f"label a phone cuts after {most}: {label!r}"] if len(label) > most else []


def _row(part: Component) -> list[str]:
    inside = [each["type"] for each in part["components"]]
    buttons = inside.count(BUTTON)
    if buttons == len(inside) and 1 <= buttons <= 5:
        return []
    if len(inside) == 1 and inside[0] in SELECTS | {TEXT_INPUT}:
        return []
    return [f"a row of {inside}"]


def _select(part: Component) -> list[str]:
    wrong = _length(part, "placeholder", 150)
    options = part.get("options")
    if options is None:
        return wrong
    if not 1 <= len(options) <= 25:
        wrong.append(f"a menu of {len(options)} choices")
    if len({option["value"] for option in options}) < len(options):
        wrong.append("a menu with the same value twice")
    for option in options:
        for name in ("label", "value", "description"):
            wrong += _length(option, name, 100)
        if not option["label"] or not option["value"]:
            wrong.append("a menu choice without label or value")
    return wrong


def _modal(modal: Component) -> list[str]:
    wrong = _length(modal, "title", 45) + _length(modal, "custom_id", CUSTOM_ID)
    parts = modal["components"]
    if not 1 <= len(parts) <= 5:
        wrong.append(f"a form of {len(parts)} fields")
    for part in _walk(parts):
        if part["type"] == LABELLED:
            wrong += _length(part, "label", 45) + _length(part, "description", 100)
        elif part["type"] == TEXT_INPUT:
            wrong += _length(part, "placeholder", 100)
            most = part.get("max_length") or 4000
            wrong += _length(part, "value", most) if most <= 4000 else ["a text field over 4000"]
        elif part["type"] in SELECTS:
            wrong += _select(part)
    return wrong


def _length(part: Component, name: str, most: int) -> list[str]:
    size = len(part.get(name) or "")
    return [f"{name} of {size} characters, {most} at most: {part[name]!r}"] if size > most else []


def check_commands(payload: Sequence[Component]) -> list[str]:
    """What Discord would refuse in the commands, every language included."""
    wrong: list[str] = []
    kinds = Counter(each.get("type", 1) for each in payload)
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        if kinds[kind] > most:
            wrong.append(f"{kinds[kind]} commands of type {kind}, {most} at most")
    wrong += _unique(payload, "commands")
    for each in payload:
        if each.get("type", 1) == 1:
            wrong += _command(each, str(each["name"]))
            size = _size(each)
            if size > COMMAND_TEXT:
                wrong.append(f"/{each['name']}: {size} characters, {COMMAND_TEXT} at most")
    return wrong


def _command(node: Component, where: str) -> list[str]:
    wrong = [
        f"{where}: not a command name: {name!r}"
        for name in _said(node, "name")
        if not is_command_name(name)
    ]
    wrong += [
        f"{where}: description of {len(text)} characters"
        for text in _said(node, "description")
        if not 1 <= len(text) <= 100
    ]
    options = node.get("options") or ()
    if len(options) > 25:
        wrong.append(f"{where}: {len(options)} options")
    wrong += _unique(options, where)
    needed = [bool(option.get("required")) for option in options if option["type"] > 2]
    if needed != sorted(needed, reverse=True):
        wrong.append(f"{where}: a required option after an optional one")
    for option in options:
        wrong += _command(option, f"{where} {option['name']}")
    choices = node.get("choices") or ()
    if len(choices) > 25:
        wrong.append(f"{where}: {len(choices)} choices")
    for choice in choices:
        wrong += [
            f"{where}: choice of {len(name)} characters"
            for name in _said(choice, "name")
            if not 1 <= len(name) <= 100
        ]
    return wrong


def is_command_name(name: str) -> bool:
    """Whether Discord takes it as the name of a command or an option, in any language."""
    return (
        1 <= len(name) <= 32
        and name == name.lower()
        and all(char.isalnum() or char in "-_'" for char in name)
    )


def _said(node: Component, what: str) -> list[str]:
    """A text of a node in every language."""
    return [str(node.get(what) or ""), *(node.get(f"{what}_localizations") or {}).values()]


def _unique(nodes: Sequence[Component], where: str) -> list[str]:
    """Two siblings may not have one name, in any language."""
    locales = {each for node in nodes for each in node.get("name_localizations") or {}}
    wrong = []
    for locale in [None, *sorted(map(str, locales))]:
        names = Counter(
            (node.get("type", 1) if where == "commands" else 0, _name(node, locale))
            for node in nodes
        )
        wrong += [f"{where}: {name!r} twice" for (_, name), count in names.items() if count > 1]
    return wrong


def _name(node: Component, locale: str | None) -> str:
    names = {str(key): name for key, name in (node.get("name_localizations") or {}).items()}
    return str(names.get(locale, node["name"]) if locale else node["name"])


def _size(node: Component) -> int:
    """Discord counts names, descriptions and values, of each text its longest language."""
    own = sum(max(map(len, _said(node, what))) for what in ("name", "description"))
    values = sum(
        max(map(len, _said(choice, "name"))) + len(str(choice["value"]))
        for choice in node.get("choices") or ()
    )
    return own + values + sum(_size(option) for option in node.get("options") or ())
