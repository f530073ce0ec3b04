"""Discord's limits, checked by us where nothing else checks them."""

from typing import Any

import discord
import pytest
from discord import app_commands

from cogs._shared.buttons import CardId, button, menu
from cogs._shared.context import Interaction
from cogs._shared.fields import choice_field, file_field, form, text_field
from cogs._shared.limits import check_commands, fits, is_command_name
from cogs._shared.paging import page_buttons, page_line, page_of
from cogs._shared.translator import FluentTranslator, command
from cogs._shared.views import card, line, menu_row, picture, section, thumbnail
from locales import Catalogue

ID = CardId("loan", 1, 2, "approve")
CATALOGUE = Catalogue.load(strict=True)


def wrong(view: Any) -> str:
    return "; ".join(fits(view))


async def test_a_reasonable_card_fits():
    rows = [button(ID.to(act), "Accepter", emoji="✅") for act in ("a", "b", "c", "d", "e", "f")]
    shown = card(
        "waiting",
        "# Sono",
        section(
            "**Le Clou**", "du sam. 28 nov.", accessory=thumbnail("https://x.fr/a.png", "Sono")
        ),
        line(),
        picture("attachment://calendrier.png", "Le calendrier"),
        menu_row(menu(ID.to("pick"), "Choisir", {"1": "un", "2": "deux"})),
        rows,
        "",
    )
    assert fits(shown) == []


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        (["x" * 2001, "y" * 2000], "4001 characters of text"),
        ([[button(ID, "x" * 81)]], "label of 81"),
        ([[button(ID, "x" * 39)]], "a phone cuts after 38"),
        ([[button(ID, "x" * 35, emoji="✅")]], "a phone cuts after 34"),
        ([[button(ID, "un"), button(ID, "deux")]], "twice"),
        ([picture("https://x.fr/a.png", "a")], ""),
    ],
)
async def test_what_a_card_may_not_hold_is_named(parts, complaint):
    said = wrong(card("info", *parts))
    assert (complaint in said) if complaint else not said


def test_what_discord_py_lets_through_is_caught():
    raw = [
        {"type": 10, "content": " "},
        {"type": 2, "label": "", "custom_id": "x" * 101},
        {"type": 11, "media": {}, "description": "x" * 1025},
        {"type": 1, "components": [{"type": 2, "label": "a"}, {"type": 3, "options": []}]},
        {"type": 9, "components": [], "accessory": {"type": 2, "label": "a"}},
        {"type": 12, "items": []},
    ]
    said = wrong(raw)
    for part in (
        "empty text",
        "without label",
        "custom_id of 101",
        "description of 1025",
        "a row of",
        "a menu of 0",
        "a section of 0",
        "a gallery of 0",
    ):
        assert part in said
    assert "41 components" in wrong([{"type": 14}] * 41)


async def test_a_form_is_cut_to_what_fits():
    shown = form(
        ID.to("edit"),
        "T" * 100,
        text_field("name", "N" * 100, value="v" * 500, hint="h" * 300, description="d" * 300),
        choice_field("kind", "Genre", {str(n): "c" * 200 for n in range(40)}),
        file_field("photo", "Photo"),
    )
    assert fits(shown) == []


async def test_a_form_of_six_fields_is_named():
    shown = form(ID.to("edit"), "T", text_field("a", "a")).to_dict()
    shown["components"] = shown["components"] * 6

    class Six(discord.ui.Modal, title="x"):
        def to_dict(self) -> dict[str, Any]:
            return dict(shown)

    assert "a form of 6 fields" in wrong(Six())


@pytest.mark.parametrize("name", ["emprunter", "mes-prets", "dates_2", "l'objet", "été"])
def test_names_that_discord_takes(name):
    assert is_command_name(name)


@pytest.mark.parametrize("name", ["", "Emprunter", "mes prets", "x" * 33, "a.b", "a:b", "🎸"])
def test_names_that_discord_refuses(name):
    assert not is_command_name(name)


def option(name: str, **more: Any) -> dict[str, Any]:
    return {"type": 3, "name": name, "description": "d", **more}


@pytest.mark.parametrize(
    ("node", "complaint"),
    [
        ({"name_localizations": {"en-US": "Borrow"}}, "not a command name: 'Borrow'"),
        ({"description_localizations": {"en-US": "x" * 101}}, "description of 101"),
        ({"description": ""}, "description of 0"),
        ({"options": [option("a"), option("a")]}, "'a' twice"),
        (
            {"options": [option("a", name_localizations={"fr": "b"}), option("b")]},
            "'b' twice",
        ),
        ({"options": [option("a"), option("b", required=True)]}, "a required option after"),
        ({"options": [option(f"o{n}") for n in range(26)]}, "26 options"),
        ({"options": [option("a", choices=[{"name": "n", "value": "v"}] * 26)]}, "26 choices"),
        ({"options": [option("a", choices=[{"name": "n" * 101, "value": 1}])]}, "choice of 101"),
        (
            {"options": [option("a", choices=[{"name": "n" * 90, "value": "v" * 300}] * 25)]},
            "characters, 8000 at most",
        ),
    ],
)
def test_what_a_command_may_not_hold_is_named(node, complaint):
    said = "; ".join(check_commands([{"name": "a", "description": "d", **node}]))
    assert complaint in said


def test_too_many_commands_are_named():
    many: list[dict[str, Any]] = [{"name": f"c{n}", "description": "d"} for n in range(101)]
    menus: list[dict[str, Any]] = [{"name": f"M {n}", "type": 3} for n in range(16)]
    said = "; ".join(check_commands(many + menus))
    assert "101 commands of type 1" in said and "16 commands of type 3" in said


async def test_a_command_takes_its_names_from_the_files_in_every_language():
    @command("borrow")
    async def borrow(
        interaction: Interaction, item: str, when: str, quantity: int = 1, project: str = ""
    ) -> None: ...

    client = discord.Client(intents=discord.Intents.none())
    tree = app_commands.CommandTree(client)
    tree.add_command(borrow)
    payload = [await borrow.get_translated_payload(tree, FluentTranslator(CATALOGUE))]
    assert check_commands(payload) == []
    asked = payload[0]
    assert asked["name"] == "emprunter"
    names = {str(key): value for key, value in asked["name_localizations"].items()}
    assert names == {"fr": "emprunter", "en-US": "borrow", "en-GB": "borrow"}
    assert [each["name"] for each in asked["options"]] == ["objet", "quand", "quantite", "projet"]
    english = {str(k): v for k, v in asked["options"][0]["description_localizations"].items()}
    assert english["en-GB"] == "The item, type a few letters"


def test_pages_count_from_one_and_stay_inside():
    things = list(range(14))
    assert [page_of(things, n).number for n in (-3, 1, 3, 99)] == [1, 1, 3, 3]
    assert list(page_of(things, 3).things) == [12, 13]
    assert (page_of([], 1).pages, list(page_of([], 1).things)) == (1, [])


async def test_pages_turn_by_ids_alone():
    words = CATALOGUE.words("fr")
    page = page_of(list(range(14)), 1)
    before, after = page_buttons(words, page, lambda n: ID.to("page", f"p{n}"))
    assert (before.disabled, after.disabled) == (True, False)
    assert CardId.parse(after.custom_id or "") == ID.to("page", "p2")
    assert page_line(words, page) == "-# page 1/3"
    assert fits(card("info", "liste", [before, after])) == []
    alone = page_of([1], 1)
    assert page_line(words, alone) == "" and page_buttons(words, alone, lambda n: ID) == []
