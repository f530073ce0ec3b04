"""``/veille lire`` and ``chercher``: pages, topics, words; what is found nowhere is said so."""

import pytest

from cogs.watch.news_list import Asked, carried_words
from domain.watch.stories import StoryState
from tests.cogs.lending.loan_facts import worst
from tests.cogs.network import ENGLISH, ids, labels, texts
from tests.cogs.watch.member_stage import approved


async def fill(news, count):
    for number in range(1, count + 1):
        news.network.clock.advance(minutes=1)
        await approved(news, f"Nouvelle {number:02}")


async def test_an_empty_watch_says_what_to_do_next(network, news):
    assert "`/veille proposer`" in texts(await network.run("Léa", "veille lire"))


async def test_news_are_read_newest_first_page_by_page(network, news):
    await fill(news, 14)
    first = await network.run("Léa", "veille lire")
    assert first.ephemeral and labels(first) == ["Suivant"]
    assert texts(first).index("Nouvelle 14") < texts(first).index("Nouvelle 13")
    assert "Radio Larzac" in texts(first) and "Nouvelle 08" not in texts(first)
    second = await network.press("Léa", first, "Suivant")
    assert "Nouvelle 08" in texts(second) and labels(second) == ["Précédent", "Suivant"]
    last = await network.press("Léa", second, "Suivant")
    assert labels(last) == ["Précédent"]
    assert "Nouvelle 01" in texts(last) and "Nouvelle 03" not in texts(last)


async def test_a_topic_is_chosen_by_number_by_name_and_stays_on_the_next_page(network, news):
    await fill(news, 7)
    await approved(news, "Une bourse", topic=2)
    for typed in ("1", "numerique", "💻 Numérique"):
        shown = await network.run("Léa", "veille lire", theme=typed)
        assert "💻 Numérique" in texts(shown) and "Une bourse" not in texts(shown)
    rest = await network.press("Léa", shown, "Suivant")
    assert "Nouvelle 01" in texts(rest) and "Une bourse" not in texts(rest)
    unknown = await network.run("Léa", "veille lire", theme="cuisine")
    assert "Choisissez-le dans la liste" in texts(unknown)


async def test_only_what_was_approved_is_read_or_found(network, news):
    for state in set(StoryState) - {
        StoryState.PUBLISHED,
        StoryState.WAITING,
        StoryState.DIGESTED,
    }:
        await news.arrives(f"Caché {state.value}", state=state)
    await approved(news, "Mécénat visible", digest=True)
    assert "Caché" not in texts(await network.run("Léa", "veille lire"))
    assert "Rien de tel" in texts(await network.run("Léa", "veille chercher", mots="caché"))


@pytest.mark.parametrize(
    "typed", ["mecenat", "MÉCÉNATS", "le mécénat de la culture", "niort mécé", "ville assoc"]
)
async def test_words_are_found_whatever_their_accents_plural_and_order(network, news, typed):
    await approved(news, "Mécénat et culture", summary="Les villes associatives de Niort")
    await approved(news, "Autre chose")
    shown = await network.run("Léa", "veille chercher", mots=typed)
    assert "Mécénat et culture" in texts(shown) and "Autre chose" not in texts(shown)


async def test_a_search_keeps_its_words_from_page_to_page(network, news):
    await fill(news, 8)
    await approved(news, "Autre chose")
    shown = await network.run("Léa", "veille chercher", mots="nouvelles")
    rest = await network.press("Léa", shown, "Suivant")
    assert "Nouvelles : « nouvelles »" in texts(rest).replace("\u202f", " ").replace("\xa0", " ")
    assert "Nouvelle 02" in texts(rest) and "Autre chose" not in texts(rest)


@pytest.mark.parametrize(("typed", "said"), [("de la", "trop courants"), ("zzz", "Rien de tel")])
async def test_what_is_not_found_says_what_to_try(network, news, typed, said):
    await approved(news, "Mécénat")
    assert said in texts(await network.run("Léa", "veille chercher", mots=typed))


async def test_english_speakers_read_english(network, news):
    network.speaks("Léa", ENGLISH)
    await approved(news, "A grant")
    assert "The network's latest news" in texts(await network.run("Léa", "veille lire"))
    assert "Nothing like that" in texts(await network.run("Léa", "veille chercher", mots="zzz"))


async def test_news_of_another_guild_are_not_there(network, news):
    await approved(news, "Mécénat")
    assert "Mécénat" not in texts(await network.run("Zoé", "veille lire"))
    assert "Rien de tel" in texts(await network.run("Zoé", "veille chercher", mots="mécénat"))


async def test_the_longest_titles_and_links_still_fit(network, news):
    for number in range(6):
        await approved(
            news,
            worst(512),
            link=f"https://a.example/{number}" + "(" * 300,
            is_call=True,
        )
    shown = await network.run("Léa", "veille lire")
    assert texts(shown).count("radio") == 0 and texts(shown).count("📣 **Appel**") == 6


@pytest.mark.parametrize(
    "extra", ["9.", "x.YQ", ".***", "1.YQ.YQ", "99999999999.", "-1.", ".gg", ".w6k"]
)
async def test_a_changed_page_is_refused_or_answered_in_words(network, news, extra):
    await fill(news, 7)
    shown = await network.run("Léa", "veille lire")
    for page in (0, 1, 2**31 - 1):
        forged = f"news:{network.guild.id}:{page}:turn:0:{extra}"
        assert texts(await network.press_id("Léa", shown, forged))


def test_what_a_button_carries_of_a_search_is_whole_words():
    assert carried_words("  deux   mots ") == "deux mots"
    long = "résidences artistiques en milieu rural et culture"
    assert carried_words(long) == "résidences artistiques en milieu rural"
    assert carried_words("x" * 90) == "x" * 40
    for typed in (long, "é" * 90, "日" * 30, "a " * 40):
        asked = Asked(12345678, carried_words(typed))
        assert len(asked.token()) <= 63 and Asked.of(asked.token()) == asked


async def test_a_long_search_can_be_turned(network, news):
    for number in range(8):
        await approved(news, f"Résidences artistiques en milieu rural et culture {number}")
    shown = await network.run(
        "Léa", "veille chercher", mots="résidences artistiques en milieu rural et culture"
    )
    rest = await network.press("Léa", shown, "Suivant")
    assert "Résidences" in texts(rest)
    assert all(len(each) <= 100 for each in ids(shown))
