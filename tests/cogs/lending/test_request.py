"""``/emprunter``: what a person sees from the command to the request that is sent."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from domain.items import Askers, Rules
from services.photos import check_photo
from tests.cogs.lending.request_stage import lend
from tests.cogs.network import ENGLISH, labels, parts_of, texts


async def test_a_preview_says_all_and_sends_nothing(network):
    await lend(network, "Vidéoprojecteur", units=2, value_cents=45000, conditions="Avec sa housse")
    card = await network.run("Noé", "emprunter", objet="video", quand="ce week-end", projet="Bal")
    said = texts(card)
    assert card.ephemeral
    for line in (
        "### Emprunter : Vidéoprojecteur",
        "**Propriétaire** · Clou",
        "**Dates** · du sam. 7 nov. au dim. 8 nov. (2 jours)",
        "**Quantité** · 1 (libre à ces dates : 2 sur 2)",
        "**Projet** · Bal",
        f"**Pour** · <@{network.people['Noé'].id}>",
        "**Conditions** · Avec sa housse",
        "**Valeur** · 450,00\u00a0€ l’unité",
        "Clou la reçoit, et sa réponse vous arrive",
    ):
        assert line in said, said
    assert labels(card) == ["Demander", "Modifier", "Annuler"]
    assert (await network.services.board.mine(network.caller("Noé"))).waiting == ()


async def test_asking_sends_the_request_and_says_what_comes_next(network):
    await lend(network, "Vidéoprojecteur")
    card = await network.run("Noé", "emprunter", objet="#1", quand="samedi 14/11")
    await network.press("Noé", card, "Demander")
    said = texts(card)
    assert "### Demande envoyée : Vidéoprojecteur" in said
    assert "**Prêt #1** · le sam. 14 nov. · quantité 1" in said
    assert f"La carte est dans <#{network.channel.id}>. Aucun salon n’était choisi" in said
    assert labels(card) == []
    assert len((await network.services.board.mine(network.caller("Léa"))).to_answer) == 1


async def test_a_photo_is_shown_beside_the_facts_and_goes_with_the_preview(network):
    picture = BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "PNG")
    photo = await check_photo(picture.getvalue())
    await lend(network, "Vidéoprojecteur", photo=photo)
    card = await network.run("Noé", "emprunter", objet="#1", quand="demain")
    thumbnail = next(part for part in parts_of(card) if part["type"] == 11)
    assert [each.filename for each in card.attachments] == ["photo.jpg"]
    assert thumbnail["description"] == "Vidéoprojecteur"
    await network.press("Noé", card, "Demander")
    assert card.attachments == []


async def test_the_owner_is_told_and_the_card_lies_in_the_channel(network):
    await lend(network, "Vidéoprojecteur")
    card = await network.run("Noé", "emprunter", objet="#1", quand="demain")
    await network.press("Noé", card, "Demander")
    await network.post()
    assert "Vidéoprojecteur" in texts(network.channel.last_message)
    assert "Vidéoprojecteur" in texts(network.people["Léa"].user.dm_channel.last_message)


async def test_ones_own_things_are_promised_to_oneself_at_once(network):
    await lend(network, "Vidéoprojecteur", rules=Rules(notice=30 * 1440))
    card = await network.run("Karim", "emprunter", objet="#1", quand="demain")
    assert "c’est accordé tout de suite" in texts(card)


async def test_in_english_everything_is_english(network):
    network.speaks("Noé", ENGLISH)
    await lend(network, "Vidéoprojecteur", conditions="With its case")
    card = await network.run("Noé", "emprunter", objet="video", quand="this weekend")
    assert "**Dates** · Sat 7 Nov to Sun 8 Nov (2 days)" in texts(card)
    assert labels(card) == ["Ask", "Change", "Cancel"]
    await network.press("Noé", card, "Ask")
    assert "### Request sent: Vidéoprojecteur" in texts(card)


@pytest.mark.parametrize("locale", ["fr", ENGLISH])
async def test_the_worst_refusal_fits(network, locale):
    network.speaks("Noé", locale)
    worst = "A" + "*_~`|[]()<>@#:" * 6
    rules = Rules(
        notice=3 * 1440,
        longest=1440,
        ahead=4 * 1440,
        askers=Askers.NETWORK,
        units_per_borrower=1,
        largest_share=50,
        closed_on=frozenset([date(2026, 11, 3), date(2026, 11, 30)]),
    )
    await lend(network, worst[:80], units=9, rules=rules)
    for _ in range(4):
        await lend(network, worst[:80], units=9)
    card = await network.run(
        "Noé", "emprunter", objet="#1", quand="du 3 au 30 novembre", quantite=8, projet=worst * 3
    )
    assert len([label for label in labels(card) if label.startswith("A*")]) == 3
    assert texts(card).count("\n- ") >= 6
