"""The buttons of a loan's card, as the people of the cast press them."""

from tests.cogs.lending.item_stage import fill
from tests.cogs.lending.loan_stage import approved, ask, in_channel, out, privately
from tests.cogs.network import labels, texts


async def test_a_request_is_shown_in_the_channel_and_to_the_owners_people(network):
    await ask(network, project="Bal de l’hiver", quantity=2)
    card = in_channel(network)
    said = texts(card)
    noe = network.people["Noé"].id
    for line in (
        "### Sono 1000 W × 2",
        f"<@{noe}> emprunte à **Clou**",
        "📅 **du sam. 7 nov. au dim. 8 nov.**",
        "**Projet** · Bal de l’hiver",
        "🟠 **En attente de réponse**",
        "prêt #1",
    ):
        assert line in said, said
    assert labels(card) == ["Accepter", "Proposer d’autres dates", "Refuser", "Annuler"]
    for name in ("Léa", "Karim"):
        (told,) = privately(network, name)
        assert texts(told).startswith(f"-# Réseau 79\n**<@{noe}> vous demande Sono 1000 W × 2.**")
    assert privately(network, "Sacha") == privately(network, "Noé") == []


async def test_a_loan_is_played_from_the_request_to_the_confirmed_return(network):
    await ask(network)
    answer = await network.press("Léa", in_channel(network), "Accepter")
    assert "l’emprunteur est prévenu" in texts(answer) and answer.ephemeral
    assert "🔵 **Accordé.**" in texts(in_channel(network))
    await network.post()
    (told,) = privately(network, "Noé")
    assert "vous prête Sono 1000 W.**" in texts(told)
    assert labels(told) == ["Remis", "Prolonger", "Annuler"]

    await network.press("Noé", in_channel(network), "Remis")
    assert "🟢 **Remis**" in texts(in_channel(network))
    assert labels(in_channel(network)) == ["Rendu", "Prolonger"]

    form = await network.press("Noé", in_channel(network), "Rendu")
    answer = await fill(network, "Noé", form)
    assert "L’autre partie le confirme d’un clic" in texts(answer)
    said = texts(in_channel(network))
    assert "✅ **Rendu**" in said and "1 en bon état" in said
    assert "🟠 **À confirmer** par **Clou**." in said
    assert labels(in_channel(network)) == ["Confirmer", "Contester"]

    await network.press("Karim", in_channel(network), "Confirmer")
    assert "✅ Retour confirmé." in texts(in_channel(network))
    assert labels(in_channel(network)) == []
    await network.post()
    assert "confirme le retour de Sono 1000 W" in texts(privately(network, "Noé")[-1])


async def test_private_cards_follow_the_loan(network):
    await approved(network)
    (lea,) = privately(network, "Léa")
    assert labels(lea) == ["Accepter", "Proposer d’autres dates", "Refuser", "Annuler"]
    network.clock.advance(seconds=10)
    await network.post()
    (lea,) = privately(network, "Léa")
    assert "🔵 **Accordé.**" in texts(lea) and "vous demande" not in texts(lea)
    assert labels(lea) == ["Remis", "Prolonger", "Annuler"]
