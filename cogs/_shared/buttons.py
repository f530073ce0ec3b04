"""Buttons, menus and forms that outlive restarts: an id says what they do, nothing is remembered.

``<thing>:<guild>:<number>:<act>:<revision>[:<extra>]`` names the subject and the act. It carries
no right: who presses, in which guild, in what state is looked up again at every press. Dispatch
is by this id alone (see ``client.EntremiseClient.on_interaction``), not by discord.py's view
store, which forgets forms, keeps a copy of every card, and is silent about ids it doesn't know.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import discord

from cogs._shared.access import caller_from
from cogs._shared.context import Interaction
from domain.errors import Refused
from domain.people import Caller

LARGEST = 2**63 - 1
LARGEST_NUMBER = 2**31 - 1
"""Of what a guild counts; PostgreSQL refuses to compare its integers with more."""
ID_LIMIT = 100
_NUMBER = r"(0|[1-9][0-9]{0,18})"
_SHAPE = re.compile(
    rf"([a-z][a-z-]{{0,15}}):{_NUMBER}:{_NUMBER}:([a-z][a-z-]{{0,23}}):{_NUMBER}"
    r"(?::([A-Za-z0-9_.~+/-]{1,60}))?",
    re.ASCII,
)


@dataclass(frozen=True)
class CardId:
    """What a button is about and does. ``number`` 0 is for things that have none (a panel)."""

    thing: str
    guild_id: int
    number: int
    act: str
    revision: int = 0
    extra: str = ""

    def __str__(self) -> str:
        text = f"{self.thing}:{self.guild_id}:{self.number}:{self.act}:{self.revision}"
        text += f":{self.extra}" if self.extra else ""
        if len(text) > ID_LIMIT or self.parse(text) != self:
            raise ValueError(f"not an id that a button may carry: {text!r}")
        return text

    @classmethod
    def parse(cls, text: str) -> "CardId | None":
        """Read an id strictly; None for anything else (a changed or hostile one)."""
        match = _SHAPE.fullmatch(text) if len(text) <= ID_LIMIT else None
        if match is None:
            return None
        thing, guild_id, number, act, revision, extra = match.groups()
        guild, counted, drawn = int(guild_id), int(number), int(revision)
        if guild > LARGEST or max(counted, drawn) > LARGEST_NUMBER:
            return None
        return cls(thing, guild, counted, act, drawn, extra or "")

    def to(self, act: str, extra: str = "") -> "CardId":
        """The same subject, another act."""
        return replace(self, act=act, extra=extra)


Field = str | bool | list[str] | list[discord.Attachment] | None


@dataclass(frozen=True)
class Press:
    """One press, choice or submission: its id, who did it, what they chose or typed."""

    card: CardId
    caller: Caller
    values: tuple[str, ...] = ()
    fields: Mapping[str, Field] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """What was typed in a text field ("" when it was left empty or is not there)."""
        value = self.fields.get(name)
        return value.strip() if isinstance(value, str) else ""


Handler = Callable[[Interaction, Press], Awaitable[None]]


class Presses:
    """Which handler answers which (thing, act); one for buttons and menus, one for forms."""

    def __init__(self, obsolete: str) -> None:
        self._obsolete = obsolete
        self._handlers: dict[tuple[str, str], Handler] = {}
        self._missing: dict[str, str] = {}

    def thing(self, thing: str, *, missing: str) -> None:
        """Name the refusal for a ``thing`` that does not exist: another guild's looks the same."""
        self._missing[thing] = missing

    def on(self, thing: str, act: str, handler: Handler) -> None:
        if (thing, act) in self._handlers:
            raise ValueError(f"{thing}:{act} has a handler already")
        self._handlers[thing, act] = handler

    @property
    def acts(self) -> frozenset[tuple[str, str]]:
        return frozenset(self._handlers)

    async def dispatch(self, interaction: Interaction) -> None:
        """Find the handler of what was pressed and run it. Raises whatever it raises.

        Refused: the id is unknown (the card is older than this version), or of another guild.
        """
        data: dict[str, Any] = dict(interaction.data or {})
        card = CardId.parse(str(data.get("custom_id", "")))
        handler = self._handlers.get((card.thing, card.act)) if card else None
        if card is None or handler is None:
            raise Refused(self._obsolete)
        interaction.extras["guild_id"] = card.guild_id
        if interaction.guild_id not in (None, card.guild_id):
            raise Refused(self._missing.get(card.thing, "not-found"), number=str(card.number))
        caller = await caller_from(interaction, card.guild_id)
        values = tuple(str(value) for value in data.get("values", ()))
        await handler(interaction, Press(card, caller, values, fields_of(interaction)))


def fields_of(interaction: Interaction) -> dict[str, Field]:
    """What a submitted form holds, by field name, whatever its layout."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return {}
    data: dict[str, Any] = dict(interaction.data or {})
    files = data.get("resolved", {}).get("attachments", {})
    found: dict[str, Field] = {}
    waiting = list(data.get("components", ()))
    while waiting:
        part = waiting.pop()
        waiting += part.get("components", ())
        if "component" in part:
            waiting.append(part["component"])
        if "custom_id" in part:
            found[part["custom_id"]] = _value(interaction, part, files)
    return found


def _value(interaction: Interaction, part: dict[str, Any], files: dict[str, Any]) -> Field:
    if part.get("type") == discord.ComponentType.file_upload.value:
        state = interaction._state  # noqa: SLF001 - discord.py has no public way to build one
        return [
            discord.Attachment(data=files[each], state=state)
            for each in part.get("values", ())
            if each in files
        ]
    if "values" in part:
        return [str(value) for value in part["values"] or ()]
    value = part.get("value")
    return value if isinstance(value, (str, bool)) else None


STYLES = {
    "primary": discord.ButtonStyle.primary,
    "plain": discord.ButtonStyle.secondary,
    "good": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}


def button(
    card: CardId, label: str, *, style: str = "plain", emoji: str | None = None, off: bool = False
) -> discord.ui.Button[Any]:
    """A button that does ``card.act``. ``label`` takes no Markdown; ``off`` greys it out."""
    return discord.ui.Button(
        label=label, custom_id=str(card), style=STYLES[style], emoji=emoji, disabled=off
    )


def menu(
    card: CardId,
    placeholder: str,
    choices: Mapping[str, str],
    *,
    chosen: str | None = None,
    most: int = 1,
) -> discord.ui.Select[Any]:
    """A menu whose choices (value → label, 25 at most) come back as ``Press.values``."""
    options = [
        discord.SelectOption(label=label[:100], value=value, default=value == chosen)
        for value, label in list(choices.items())[:25]
    ]
    return discord.ui.Select(
        custom_id=str(card), placeholder=placeholder[:150], options=options, max_values=most
    )
