"""Forms and their fields. What is submitted comes back by the form's CardId, after any restart."""

from collections.abc import Mapping
from typing import Any

import discord

from cogs._shared.buttons import CardId
from domain.text import shorten

TITLE_LIMIT = 45
LABEL_LIMIT = 45
DESCRIPTION_LIMIT = 100


class Form(discord.ui.Modal):
    """A form that discord.py need not remember: ``client.forms`` finds its handler by id."""

    def is_finished(self) -> bool:
        return True


def form(card: CardId, title: str, *fields: discord.ui.Item[Any]) -> Form:
    """A form of one to five fields. ``title`` takes no Markdown and is cut at 45 characters."""
    made = Form(title=shorten(title, TITLE_LIMIT), custom_id=str(card), timeout=None)
    for field in fields:
        made.add_item(field)
    return made


def text_field(
    name: str,
    label: str,
    *,
    value: str = "",
    hint: str = "",
    description: str = "",
    required: bool = True,
    long: bool = False,
    most: int = 100,
) -> discord.ui.Item[Any]:
    """A line of text, or several when ``long``; at most ``most`` characters (4,000 at most)."""
    style = discord.TextStyle.paragraph if long else discord.TextStyle.short
    entry: discord.ui.TextInput[Any] = discord.ui.TextInput(
        custom_id=name,
        style=style,
        default=shorten(value, most) or None,
        placeholder=shorten(hint, 100) or None,
        required=required,
        max_length=most,
    )
    return _labelled(label, description, entry)


def choice_field(
    name: str,
    label: str,
    choices: Mapping[str, str],
    *,
    chosen: str | None = None,
    description: str = "",
    required: bool = True,
) -> discord.ui.Item[Any]:
    """One of up to 25 choices (value → label); comes back as a list of one value."""
    options = [
        discord.SelectOption(label=shorten(text, 100), value=value, default=value == chosen)
        for value, text in list(choices.items())[:25]
    ]
    entry: discord.ui.Select[Any] = discord.ui.Select(
        custom_id=name, options=options, required=required, min_values=int(required)
    )
    return _labelled(label, description, entry)


def file_field(
    name: str, label: str, *, description: str = "", required: bool = False
) -> discord.ui.Item[Any]:
    """One file from the person's device; comes back as a list of attachments. Check its bytes."""
    entry: discord.ui.FileUpload[Any] = discord.ui.FileUpload(
        custom_id=name, required=required, min_values=int(required), max_values=1
    )
    return _labelled(label, description, entry)


def _labelled(label: str, description: str, entry: discord.ui.Item[Any]) -> discord.ui.Item[Any]:
    return discord.ui.Label(
        text=shorten(label, LABEL_LIMIT),
        description=shorten(description, DESCRIPTION_LIMIT) or None,
        component=entry,
    )


class _Chosen(discord.SelectDefaultValue):
    """discord.py sends these ids as numbers; Discord describes them as text, like every id."""

    def to_dict(self) -> Any:
        return {"id": str(self.id), "type": self.type.value}


def chosen_channel(channel_id: int) -> discord.SelectDefaultValue:
    """A channel that a menu of channels shows as chosen already."""
    return _Chosen(id=channel_id, type=discord.SelectDefaultValueType.channel)


def chosen_role(role_id: int) -> discord.SelectDefaultValue:
    """A role that a menu of roles shows as chosen already."""
    return _Chosen(id=role_id, type=discord.SelectDefaultValueType.role)
