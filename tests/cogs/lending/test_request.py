"""``/emprunter``: what a person sees from the command to the request that is sent."""

from datetime import date
from zoneinfo import ZoneInfo

from domain.periods import Period
from tests.cogs.lending.request_stage import lend
from tests.cogs.network import labels, texts

PARIS = ZoneInfo("Europe/Paris")
WEEKEND = Period.of_days(date(2026, 11, 7), date(2026, 11, 8), PARIS)


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
        "Clou est prévenu et répond",
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
