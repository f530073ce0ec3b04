"""The form of a request: from a list, an item's card, a preview."""

import pytest

from tests.cogs.lending.request_stage import lend
from tests.cogs.network import ENGLISH, labels, texts


def fields(opened):
    """What is in each field of the form that was opened."""
    found = {}
    for part in opened.modal["components"]:
        inner = part["component"]
        found[inner["custom_id"]] = inner.get("value") or ""
    return found


async def opened_on(network, label="Demander"):
    await lend(network, "Projecteur", units=3)
    return await network.press("Noé", await network.run("Noé", "objets"), label)


async def test_the_form_leads_to_the_same_preview(network):
    form = await opened_on(network)
    card = await network.fill("Noé", form, when="ce week-end", quantity="2", project="Bal")
    said = texts(card)
    assert card.ephemeral and "du sam. 7 nov. au dim. 8 nov. (2 jours)" in said
    assert "**Quantité** · 2 (libre à ces dates : 3 sur 3)" in said and "Bal" in said


@pytest.mark.parametrize("quantity", ["deux", "²", "-1", "0", "1e3", " "])
async def test_a_quantity_that_is_no_number_keeps_the_rest(network, quantity):
    form = await opened_on(network)
    card = await network.fill("Noé", form, when="demain", quantity=quantity, project="Bal")
    assert "La quantité doit être un nombre entre 1 et 3" in texts(card)
    again = await network.press("Noé", card, "Modifier")
    assert fields(again) == {"when": "le mar. 3 nov.", "quantity": "1", "project": "Bal"}


async def test_dates_that_are_not_read_in_the_form_are_asked_about_with_buttons(network):
    form = await opened_on(network)
    card = await network.fill("Noé", form, when="30 février", quantity="2", project="Bal")
    assert "« 30 février » n’existe pas au calendrier" in texts(card)
    await network.press("Noé", card, labels(card)[0])
    assert "**Quantité** · 2" in texts(card) and "Bal" in texts(card)


@pytest.mark.parametrize(
    ("when", "kept"),
    [
        ("ven 18h - dim 20h", "ven. 6 nov. 18:00 → dim. 8 nov. 20:00"),
        ("du 30 déc au 2 janv", "du mer. 30 déc. 2026 au sam. 2 janv. 2027"),
        ("25/10/2027 2h30 - 10h", None),
    ],
)
async def test_changing_a_preview_begins_from_what_it_says(network, when, kept):
    form = await opened_on(network)
    card = await network.fill("Noé", form, when=when, quantity="2", project="Bal")
    before = texts(card)
    again = await network.press("Noé", card, "Modifier")
    if kept is not None:
        assert fields(again)["when"] == kept
    await network.fill("Noé", again, **fields(again))
    assert texts(card) == before.replace(
        "-# Vous n’avez pas dit la fin : j’ai compté jusqu’à la fin du jour.\n", ""
    )


async def test_the_form_of_an_item_that_went_is_refused(network):
    form = await opened_on(network)
    await network.services.items.withdraw(network.caller("Léa"), 1)
    card = await network.fill("Noé", form, when="demain", quantity="1", project="")
    assert "Aucun objet ne s’appelle" in texts(card)


async def test_the_same_in_english(network):
    network.speaks("Noé", ENGLISH)
    form = await opened_on(network, "Ask")
    card = await network.fill("Noé", form, when="next weekend", quantity="1", project="Ball")
    assert "Project** · Ball" in texts(card) or "may mean" in texts(card)
