"""Command names, options and choices from ``locales/<language>/commands.ftl``.

A command is written once in English identifiers; its public names come from the files:
``command-borrow = emprunter`` with ``.description``, and for each parameter ``item`` the
attributes ``.item`` (its name) and ``.item-description``. French is what Discord shows by
default, English a localization. Names are a contract: renaming one erases the permissions that
administrators set on it.
"""

import inspect
from collections.abc import Callable, Iterable
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str

from locales import REFERENCE, Catalogue, shipped

# en-GB and en-US get the English words; fr is given too, since a client whose language has no
# localization falls back on the default only.
SPOKEN = {
    discord.Locale.french: "fr",
    discord.Locale.american_english: "en",
    discord.Locale.british_english: "en",
}


class FluentTranslator(app_commands.Translator):
    """Gives discord.py the words of each language, by the key that ``said`` attached."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        key = string.extras.get("key")
        language = SPOKEN.get(locale)
        if key is None or language is None:
            return None
        words = self._catalogue.words(language)
        return words(key) if words.has(key) else None


def said(key: str) -> locale_str:
    """The French words of ``key``, with the key for the other languages."""
    return locale_str(shipped().words(REFERENCE)(key), key=key)


def command(name: str, *, parent: str = "") -> Callable[[Callable[..., Any]], Any]:
    """Make a command of a coroutine: ``@command("borrow")``, names and texts from the files.

    ``parent`` is the name of the group it will be added to: ``@command("channels",
    parent="config")`` reads ``command-config-channels``.
    """
    key = f"command-{parent}-{name}" if parent else f"command-{name}"

    def wrap(callback: Callable[..., Any]) -> Any:
        parameters = _parameters(callback)
        if parameters:
            keys = {each: f"{key}.{each.replace('_', '-')}" for each in parameters}
            names = {each: said(named) for each, named in keys.items()}
            texts = {each: said(f"{named}-description") for each, named in keys.items()}
            app_commands.rename(**names)(callback)
            app_commands.describe(**texts)(callback)
        made = app_commands.command(name=said(key), description=said(f"{key}.description"))
        return made(callback)

    return wrap


def group(name: str, **options: Any) -> app_commands.Group:
    """A group of commands: ``command-<name>`` and its description."""
    key = f"command-{name}"
    return app_commands.Group(name=said(key), description=said(f"{key}.description"), **options)


def choices(prefix: str, values: Iterable[str]) -> list[app_commands.Choice[str]]:
    """The choices of an option, each said by ``<prefix>-<value>``."""
    return [
        app_commands.Choice(name=said(f"{prefix}-{value}"), value=str(value)) for value in values
    ]


def _parameters(callback: Callable[..., Any]) -> list[str]:
    """The options of a command: what follows ``self`` and the interaction."""
    names = [each for each in inspect.signature(callback).parameters if each != "self"]
    return names[1:]
