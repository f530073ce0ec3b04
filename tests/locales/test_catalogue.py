"""Both languages say everything, with the same facts, and nothing that nobody asks for."""

import re
from functools import cache

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from cogs._shared.limits import is_command_name
from locales import FOLDER, LANGUAGES, Catalogue
from tests.locales.uses import uses

Entries = dict[str, set[str]]


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def variables(pattern: ast.Pattern) -> set[str]:
    seen = _Variables()
    seen.visit(pattern)
    return seen.names


@cache
def entries(language: str) -> Entries:
    """Every sentence (``message`` and ``message.attribute``) with the facts that it shows."""
    found: Entries = {}
    for path in sorted((FOLDER / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{path.name}: {str(entry.content)[:80]!r}"
            if not isinstance(entry, ast.Message):
                continue
            assert entry.id.name not in found, f"{path.name}: {entry.id.name} is there twice"
            assert entry.value is not None, f"{path.name}: {entry.id.name} says nothing"
            found[entry.id.name] = variables(entry.value)
            for attribute in entry.attributes:
                found[f"{entry.id.name}.{attribute.id.name}"] = variables(attribute.value)
    return found


def test_both_languages_have_the_same_files():
    files = [{path.name for path in (FOLDER / each).glob("*.ftl")} for each in LANGUAGES]
    assert files[0] == files[1]


def test_english_says_all_that_french_says_and_no_more():
    assert sorted(entries("fr")) == sorted(entries("en"))


def test_both_languages_show_the_same_facts():
    french, english = entries("fr"), entries("en")
    assert {key: (french[key], english[key]) for key in french if french[key] != english[key]} == {}


def test_no_sentence_is_unused():
    unused = [key for key in entries("fr") if "." not in key and not uses().has(key)]
    assert unused == []


def test_no_sentence_is_missing():
    missing = [f"{where}: {key}" for key, _, where in uses().asked if key not in entries("fr")]
    assert missing == []


def test_every_sentence_is_given_its_facts():
    # The reader of dates adds to each refusal the text that it read.
    added = {"domain/when/": {"text"}}
    lacking = {
        f"{where}: {key}": lacks
        for key, given, where in uses().asked
        if given is not None
        and (
            lacks := entries("fr").get(key, set())
            - given
            - next((facts for room, facts in added.items() if where.startswith(room)), set())
        )
    }
    assert lacking == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language):
    words = Catalogue.load(strict=True).words(language)
    for key, facts in entries(language).items():
        for value in ("texte", 1, 2):
            said = words(key, **dict.fromkeys(facts, value))
            assert said and "{" not in said and "\u2068" not in said, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_command_names_and_descriptions_are_what_discord_takes(language):
    words = Catalogue.load(strict=True).words(language)
    for key in entries(language):
        if not key.startswith("command-"):
            continue
        if key.endswith(("description", "-description")):
            assert 1 <= len(words(key)) <= 100, key
        else:
            assert is_command_name(words(key)), key
            described = f"{key}-description" if "." in key else f"{key}.description"
            assert described in entries(language)


def test_default_command_names_have_no_accents():
    words = Catalogue.load(strict=True).words("fr")
    names = [
        key for key in entries("fr") if key.startswith("command-") and "description" not in key
    ]
    assert [words(key) for key in names if not re.fullmatch(r"[a-z0-9-]+", words(key))] == []


def test_keys_are_written_alike():
    keys = [key.partition(".")[0] for key in entries("fr")]
    assert [key for key in keys if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", key)] == []
