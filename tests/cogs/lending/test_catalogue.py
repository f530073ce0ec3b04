"""``/objets``: what is lent in the network, as somebody looks through it."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from cogs.lending.catalogue import Filters, mark, searched
from domain.errors import Refused
from domain.items import Category
from domain.periods import Period
from tests.cogs.lending.request_stage import lend, promise
from tests.cogs.network import ENGLISH, labels, texts

PARIS = ZoneInfo("Europe/Paris")
WEEKEND = Period.of_days(date(2026, 11, 7), date(2026, 11, 8), PARIS)


async def test_an_empty_network_says_how_to_begin(network):
    card = await network.run("Noé", "objets")
    assert card.ephemeral
    assert "Proposez le premier objet !" in texts(card)
    form = await network.press("Noé", card, "Partager")
    assert form.modal["title"] == "Proposer un objet au prêt"


async def test_eight_items_are_two_pages_that_turn(network):
    for number in range(1, 9):
        await lend(network, f"Objet {number}")
    card = await network.run("Noé", "objets")
    assert "### Objets du réseau : 8" in texts(card)
    assert labels(card).count("Demander") == 6
    assert "page 1/2" in texts(card) and "Objet 7" not in texts(card)
    await network.press("Noé", card, "Suivant")
    assert "**Objet 7** · #7 · Clou" in texts(card)
    assert labels(card).count("Demander") == 2 and "Suivant" not in labels(card)
    await network.press("Noé", card, "Précédent")
    assert "page 1/2" in texts(card)


async def test_a_search_a_category_and_a_basin_are_kept_from_page_to_page(network):
    for number in range(1, 8):
        await lend(network, f"Vidéo {number}")
    await lend(network, "Vidéo de salle", category=Category.ROOM)
    await lend(network, "Vidéo de Thouars", by="Inès")
    await lend(network, "Ampli")
    card = await network.run(
        "Noé", "objets", recherche="VIDEO", categorie="light", bassin="bressuire"
    )
    assert "### Objets du réseau : 7" in texts(card)
    assert "« video » · Lumière · Bressuire" in texts(card)
    await network.press("Noé", card, "Suivant")
    assert labels(card).count("Demander") == 1
    assert "« video » · Lumière · Bressuire" in texts(card)
    await network.press("Noé", card, "Tout voir")
    assert "### Objets du réseau : 10" in texts(card)


async def test_a_category_is_chosen_in_the_menu(network):
    await lend(network, "Projecteur")
    await lend(network, "Ampli", category=Category.SOUND)
    card = await network.run("Noé", "objets")
    await network.choose("Noé", card, "category", ["sound"])
    assert "Ampli" in texts(card) and "Projecteur" not in texts(card)
    await network.choose("Noé", card, "category", ["all"])
    assert "Projecteur" in texts(card)
    await network.choose("Noé", card, "category", ["room"])
    assert "Rien ne répond à ces critères" in texts(card)
    assert "Tout voir" in labels(card)


async def test_with_dates_only_what_is_free_is_listed_and_asked_for_at_once(network):
    taken = await lend(network, "Vidéoprojecteur")
    await lend(network, "Projecteur", units=3)
    await promise(network, taken, WEEKEND)
    card = await network.run("Noé", "objets", libre="ce week-end")
    assert "libres du sam. 7 nov. au dim. 8 nov." in texts(card)
    assert "Vidéoprojecteur" not in texts(card) and "3 sur 3 libres" in texts(card)
    preview = await network.press("Noé", card, "Demander")
    assert "### Emprunter : Projecteur" in texts(preview)
    assert "du sam. 7 nov. au dim. 8 nov. (2 jours)" in texts(preview)
    assert "Objets du réseau" in texts(card)  # the list stays


async def test_without_dates_asking_opens_the_form(network):
    await lend(network, "Projecteur")
    card = await network.run("Noé", "objets")
    form = await network.press("Noé", card, "Demander")
    preview = await network.fill("Noé", form, when="demain", quantity="1", project="")
    assert "le mar. 3 nov." in texts(preview)


async def test_dates_are_told_in_a_form_and_unclear_ones_asked_about(network):
    await lend(network, "Projecteur")
    card = await network.run("Noé", "objets")
    form = await network.press("Noé", card, "Libre quand ?")
    answer = await network.fill("Noé", form, when="samedi prochain")
    assert "« samedi prochain » peut vouloir dire" in texts(answer)
    assert labels(answer)[:2] == ["sam. 7 nov.", "sam. 14 nov."]
    await network.press("Noé", answer, "sam. 14 nov.")
    assert "libres le sam. 14 nov." in texts(answer)


async def test_dates_that_are_not_read_come_with_some_that_are(network):
    await lend(network, "Projecteur")
    card = await network.run("Noé", "objets", libre="30 février")
    assert "« 30 février » n’existe pas au calendrier" in texts(card)
    assert labels(card)
    await network.press("Noé", card, labels(card)[0])
    assert "Objets du réseau" in texts(card)


async def test_what_is_suspended_is_seen_and_not_asked_for(network):
    item = await lend(network, "Projecteur")
    await network.services.items.suspend(network.caller("Léa"), item.number)
    card = await network.run("Noé", "objets")
    assert "Projecteur" in texts(card) and "Demander" not in labels(card)


@pytest.mark.parametrize("locale", ["fr", ENGLISH])
async def test_the_worst_names_fit_and_stay_text(network, locale):
    network.speaks("Noé", locale)
    for _ in range(7):
        await lend(
            network,
            "@everyone **`</ban:1>` " + "*_~" * 19,
            description="# `_*" * 100,
            place="|" * 99,
        )
    card = await network.run("Noé", "objets", recherche="ban")
    assert "\\@everyone" in texts(card) and "\n# " not in texts(card)


async def test_another_guild_sees_nothing_of_it(network):
    await lend(network, "Projecteur")
    card = await network.run("Zoé", "objets")
    assert "Rien n’est encore prêté ici" in texts(card)


async def test_filters_that_were_tampered_with_are_refused(network):
    await lend(network, "Projecteur")
    card = await network.run("Noé", "objets")
    for extra in ("9...", "x...", "..zz-1.", "...~", "a.b", "...gA"):
        answer = await network.press_id("Noé", card, f"items:{network.guild.id}:1:page:0:{extra}")
        assert "n’a pas été comprise" in answer.content, extra


async def test_completion_offers_names_and_basins(network):
    await lend(network, "Vidéoprojecteur")
    await lend(network, "Grande scène", by="Inès")
    noe = network.people["Noé"]
    found = await noe.autocomplete(network.channel, "objets", "recherche", "vid")
    assert [each["value"] for each in found] == ["Vidéoprojecteur"]
    found = await noe.autocomplete(network.channel, "objets", "bassin", "bre")
    assert [each["value"] for each in found] == ["Bressuire"]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters("enceinte active 15 pouces", Category.OTHER, mark("Bressuire"), WEEKEND),
        Filters(searched("é" * 80), Category.SOUND, mark("x" * 200), WEEKEND),
        Filters(searched("🎸" * 80), None, "", WEEKEND),
        Filters("", Category.BACKLINE),
    ],
)
def test_filters_go_through_a_button_unchanged(filters):
    token = filters.token()
    assert len(token) <= 60
    assert Filters.of(token) == filters


def test_a_token_of_nothing_known_is_refused():
    with pytest.raises(Refused):
        Filters.of("a.b.c.d")
