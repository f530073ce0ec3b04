"""``/veille suivre``: by topic or word, at once or in a digest, privately, and how one stops."""

from datetime import UTC, datetime

import pytest

from cogs._shared.limits import fits
from cogs.watch.follows_card import list_card
from domain.watch.stories import Topic
from locales import Catalogue
from services.follows import Followed
from storage.digests import Follow
from tests.cogs.lending.loan_facts import GUILD, MEMBER, NOW, worst
from tests.cogs.lending.loan_stage import press_privately, privately
from tests.cogs.network import ENGLISH, texts
from tests.cogs.watch.member_stage import approved


async def test_following_nothing_yet_says_how_to_begin(network, news):
    assert "Vous ne suivez rien encore" in texts(await network.run("Léa", "veille suivre"))


async def test_a_topic_and_a_word_are_followed_listed_and_dropped(network, news):
    added = await network.run("Léa", "veille suivre", theme="numérique")
    assert added.ephemeral and "Vous suivez : 💻 Numérique · tout de suite" in plainly(added)
    added = await network.run("Léa", "veille suivre", mots="*niort*", rythme="digest")
    assert "- « \\*niort\\* » · en résumé" in plainly(added)
    listed = await network.run("Léa", "veille suivre")
    assert "💻 Numérique" in texts(listed)
    left = await network.choose("Léa", listed, "drop-chosen", ["1"])
    assert "Vous ne le suivez plus" in texts(left) and "Numérique" not in texts(left)
    again = await network.press_id("Léa", left, choice(network), ["1"])
    assert "Vous ne suivez plus cela" in texts(again)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"mots": "de la"}, "trop courants"),
        ({"theme": "cuisine"}, "Choisissez-le dans la liste"),
        ({"mots": "   ", "theme": " "}, "Ce que vous suivez"),
    ],
)
async def test_what_cannot_be_followed_is_said(network, news, options, said):
    assert said in texts(await network.run("Léa", "veille suivre", **options))


async def test_only_ones_own_is_dropped_and_a_forged_choice_is_refused(network, news):
    await network.run("Léa", "veille suivre", mots="niort")
    karims = await network.run("Karim", "veille suivre", mots="bressuire")
    for values, said in ((["1"], "ne suivez plus cela"), (["x"], ""), (["-1"], ""), ([], "")):
        answer = await network.press_id("Karim", karims, choice(network), values)
        assert said in texts(answer) and texts(answer)
    assert "niort" in texts(await network.run("Léa", "veille suivre"))


async def test_news_of_it_comes_privately_with_a_button_to_stop(network, news):
    await network.run("Léa", "veille suivre", mots="mecenats")
    await approved(news, "Le mécénat culturel")
    await approved(news, "Autre chose")
    await network.post()
    (told,) = privately(network, "Léa")
    assert "Réseau 79" in texts(told) and "[Le mécénat culturel]" in texts(told)
    assert "Radio Larzac" in texts(told)
    mine = await press_privately(network, "Léa", told, "Ce que je suis")
    assert "mecenats" in texts(mine)
    assert "ne le suivez plus" in texts(
        await press_privately(network, "Léa", told, "Ne plus suivre")
    )
    await approved(news, "Encore du mécénat")
    await network.post()
    assert len(privately(network, "Léa")) == 1


async def test_a_digest_of_ones_own_comes_at_the_hour_of_the_network_in_ones_language(
    network, news, clock
):
    network.speaks("Léa", ENGLISH)
    await network.run("Léa", "veille suivre", theme="Appels", rythme="digest")
    await approved(news, "Une bourse", topic=2)
    await approved(news, "Hors sujet")
    clock.set(datetime(2026, 11, 9, 7, 59, tzinfo=UTC))
    await network.services.follows.tick()
    await network.post()
    assert privately(network, "Léa") == []
    clock.set(datetime(2026, 11, 9, 8, 1, tzinfo=UTC))
    for _ in range(2):
        await network.services.follows.tick()
    await network.post()
    (told,) = privately(network, "Léa")
    assert "What you follow · Mon 9 Nov 2026" in plainly(told)
    assert "Une bourse" in texts(told) and "Hors sujet" not in texts(told)
    assert "latest news" in texts(await press_privately(network, "Léa", told, "Read the watch"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_twenty_long_things_fit_and_each_can_be_dropped(language):
    words = Catalogue.load(strict=True).words(language)
    topic = Topic(GUILD, 1, worst(40), "👩‍👩‍👧‍👦")
    mine = [
        Followed(Follow(GUILD, n, MEMBER, 1, worst(60), None, "digest", NOW), topic)
        for n in range(1, 21)
    ]
    shown = list_card(words, GUILD, mine, words("follow-dropped"))
    assert fits(shown) == []
    (row,) = [p for p in shown.to_components()[0]["components"] if p["type"] == 1]
    assert len(row["components"][0]["options"]) == 20


def choice(network):
    return f"follow:{network.guild.id}:0:drop-chosen:0"


def plainly(shown):
    return texts(shown).replace("\u202f", " ").replace("\xa0", " ")
