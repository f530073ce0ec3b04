"""The queue card as moderators press it, and what members see of it."""

from tests.cogs.network import labels, texts
from tests.cogs.watch.stage import history


async def test_a_story_arrives_and_a_moderator_publishes_it(network, news):
    await news.arrives("Résidences *ouvertes*", summary="Pour les groupes du bassin.")
    card = news.card()
    said = texts(card)
    for line in (
        "### [Résidences \\*ouvertes\\*](https://www.radio.example/Résidences-*ouvertes*)",
        "-# radio\\.example · Radio Larzac",
        "💻 Numérique",
        "Pour les groupes du bassin.",
        "-# nouvelle #1",
    ):
        assert line in said, said
    assert labels(card)[:5] == ["Publier", "Planifier", "Au résumé", "Modifier", "Écarter"]
    answer = await network.press("Maud", card, "Publier")
    assert answer.ephemeral and "✅ « Résidences" in texts(answer)
    assert "✅ **Publiée**" in texts(news.card()) and labels(news.card())[0] == "Modifier"
    await network.post()
    (alert,) = history(news.news)
    assert "Résidences \\*ouvertes\\*" in texts(alert)
    assert labels(alert) == []
    assert len(history(news.moderators)) == 1
