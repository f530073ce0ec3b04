"""``/config panneau``: buttons for those who type no command."""

import pytest

from tests.cogs.lending.request_stage import lend
from tests.cogs.network import ENGLISH, ids, labels, texts


async def posted(network):
    """The panel as it lies in the loans channel."""
    answer = await network.run("Alix", "config panneau")
    await network.post()
    return answer, network.channel.last_message


async def test_the_panel_is_posted_in_the_loans_channel_which_is_settled_then(network):
    answer, panel = await posted(network)
    assert answer.ephemeral
    assert f"<#{network.channel.id}>, qui devient le salon des prêts" in answer.content
    assert labels(panel) == ["Emprunter", "Ce qui est libre", "Partager", "Mes prêts"]
    assert "### Prêter, emprunter" in texts(panel)
    again = await network.run("Alix", "config panneau")
    assert "devient" not in again.content


async def test_only_who_manages_the_server_posts_it(network):
    await network.show_to_everyone("config")
    for name in ("Léa", "Maud"):
        answer = await network.run(name, "config panneau")
        assert "« Gérer le serveur »" in answer.content
    await network.post()
    assert not [each for each in network.channel.history() if ids(each)]


async def test_borrowing_from_the_panel_chooses_the_item_in_the_form(network):
    await lend(network, "Projecteur")
    await lend(network, "Ampli")
    _, panel = await posted(network)
    form = await network.press("Noé", panel, "Emprunter")
    card = await network.fill(
        "Noé", form, item=["#2"], when="ce week-end", quantity="1", project="Bal"
    )
    assert card.ephemeral and "### Emprunter : Ampli" in texts(card)
    await network.press("Noé", card, "Demander")
    assert "### Demande envoyée : Ampli" in texts(card)


async def test_among_many_items_the_name_is_typed(network):
    for number in range(26):
        await lend(network, f"Projecteur {number:02}")
    _, panel = await posted(network)
    form = await network.press("Noé", panel, "Emprunter")
    card = await network.fill(
        "Noé", form, item="projecteur 07", when="demain", quantity="1", project=""
    )
    assert "### Emprunter : Projecteur 07" in texts(card)


async def test_with_nothing_lent_the_name_typed_is_answered(network):
    _, panel = await posted(network)
    form = await network.press("Noé", panel, "Emprunter")
    card = await network.fill("Noé", form, item="ampli", when="demain", quantity="1", project="")
    assert "Aucun objet ne s’appelle « ampli » ici." in texts(card)
    assert "Proposez le premier objet" in texts(await network.press("Noé", card, "Voir les objets"))


async def test_what_is_free_is_asked_in_a_form_and_told_beside_the_panel(network):
    await lend(network, "Projecteur")
    _, panel = await posted(network)
    form = await network.press("Noé", panel, "Ce qui est libre")
    card = await network.fill("Noé", form, when="ce week-end")
    assert card.ephemeral and "libres du sam. 7 nov. au dim. 8 nov." in texts(card)
    assert "### Prêter, emprunter" in texts(panel)


async def test_sharing_and_ones_loans_are_a_press_away(network):
    _, panel = await posted(network)
    assert (await network.press("Noé", panel, "Partager")).modal is not None
    assert (await network.press("Noé", panel, "Mes prêts")).ephemeral


async def test_the_panel_speaks_the_guilds_language_and_opens_in_the_persons(network):
    await lend(network, "Projecteur")
    _, panel = await posted(network)
    network.speaks("Noé", ENGLISH)
    form = await network.press("Noé", panel, "Emprunter")
    assert form.modal["title"] == "Ask for an item"


@pytest.mark.parametrize("act", ["borrow", "free", "share", "loans"])
async def test_another_guilds_panel_does_nothing(network, act):
    away = await network.run("Zoé", "objets")
    answer = await network.press_id("Zoé", away, f"panel:{network.guild.id}:0:{act}:0")
    assert answer.content == "Introuvable ici."
