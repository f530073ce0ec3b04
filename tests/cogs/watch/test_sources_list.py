"""``/sources liste``, a source's card, and the notices of its health, over the wire."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from cogs._shared.limits import fits
from cogs.watch import source_notices
from domain.watch.rules import Rule, RuleAction, Where
from domain.watch.stories import Mode, Source, SourceState
from locales import Catalogue
from services.after_visit import SEEN_BEFORE_PROPOSED
from services.feed_news import SourceNews
from tests.cogs.lending.loan_facts import GUILD, worst
from tests.cogs.network import ENGLISH, labels, texts
from tests.cogs.watch.sources_web import rounds, typed_in
from tests.cogs.watch.stage import history
from tests.feeds.bad_server import redirect, reply
from tests.services.sources_stage import rss


@pytest.fixture
async def followed(network, web):
    """One source that ``web`` serves."""
    web.on("/feed", reply(200, rss("Un")))
    card = await network.run("Maud", "sources ajouter", adresse=web.address("/feed"))
    await network.press("Maud", card, "Suivre cette source")
    return network


async def opened(network, name="Maud"):
    """The card of the first source of the list."""
    card = await network.run(name, "sources liste")
    await network.press(name, card, "Ouvrir")
    return card


async def source(network, number=1):
    return (await network.services.sources.view(network.caller("Maud"), number)).source


async def test_an_empty_list_offers_the_first_steps(network):
    card = await network.run("Maud", "sources liste")
    assert "Aucune source pour l’instant." in texts(card)
    assert labels(card) == ["Ajouter une source", "Idées de sources"]
    answer = await network.press("Maud", card, "Idées de sources")
    assert "### Des sources à suivre" in texts(answer)


async def test_the_list_says_how_each_is_and_what_needs_somebody_first(network, web):
    for n in range(8):
        web.on(f"/{n}", reply(200, rss("Un", title=f"Source {n}", site=f"s{n}.example")))
        card = await network.run("Maud", "sources ajouter", adresse=web.address(f"/{n}"))
        await network.press("Maud", card, "Suivre cette source")
    web.on("/7", reply(500))
    await rounds(network)
    card = await network.run("Maud", "sources liste")
    said = texts(card)
    assert "### Sources de la veille : 8\n⚠️ 1 source demande votre attention." in said
    first = said.split("\n")[2]
    assert first == "**Source 7** · #8 · sans thème · à la main"
    assert "⚠️ Ne se lit plus (<t:" in said
    assert ": le site est en panne" in said
    assert "-# page 1/2" in said
    await network.press("Maud", card, "Suivant")
    assert "Source 7" not in texts(card)


async def test_a_source_is_renamed_sorted_paused_and_resumed(followed):
    card = await opened(followed)
    assert "✅ Tout va bien" in texts(card)
    form = await followed.press("Maud", card, "Renommer")
    assert typed_in(form) == {"name": "Le Journal"}
    await followed.fill("Maud", form, name="Journal du pays")
    assert "### Journal du pays · #1" in texts(card)
    await followed.choose("Maud", card, "mode", ["digest"])
    await followed.choose("Maud", card, "topic", ["3"])
    it = await source(followed)
    assert (it.mode, it.topic, it.name) == (Mode.DIGEST, 3, "Journal du pays")
    await followed.press("Maud", card, "Mettre en pause")
    assert "⏸️ En pause" in texts(card)
    assert "Lire maintenant" not in labels(card)
    await followed.press("Maud", card, "Reprendre")
    assert (await source(followed)).state is SourceState.LIVE


async def test_a_name_that_will_not_do_is_given_back(followed):
    card = await opened(followed)
    form = await followed.press("Maud", card, "Renommer")
    await followed.fill("Maud", form, name="!!!")
    assert "Il faut un nom" in texts(card)
    form = await followed.press("Maud", card, "Réessayer")
    assert typed_in(form) == {"name": "!!!"}
    await followed.fill("Maud", form, name="Bien")
    assert "### Bien · #1" in texts(card)


async def test_a_source_is_read_at_once_and_its_answer_said(followed, web):
    card = await opened(followed)
    await followed.press("Maud", card, "Lire maintenant")
    assert "✅ Lue à l’instant." in texts(card)
    web.on("/feed", reply(404))
    await followed.press("Maud", card, "Lire maintenant")
    assert "⚠️ Lue à l’instant, sans succès : la page n’existe pas (ou plus)." in texts(card)


async def test_removing_asks_first_and_adding_again_brings_it_back(followed, web):
    card = await followed.run("Maud", "sources retirer", source="journal")
    assert "### Retirer « Le Journal » ?" in texts(card)
    await followed.press("Maud", card, "Garder")
    assert "### Le Journal · #1" in texts(card)
    await followed.press("Maud", card, "Retirer")
    await followed.press("Maud", card, "Retirer la source")
    assert "« Le Journal » n’est plus suivie" in texts(card)
    assert "Aucune source" in texts(await followed.run("Maud", "sources liste"))
    again = await followed.run("Maud", "sources ajouter", adresse=web.address("/feed"))
    await followed.press("Maud", again, "Suivre cette source")
    assert (await source(followed)).number == 1


async def test_a_source_that_nobody_follows_is_said_with_the_way_on(followed):
    answer = await followed.run("Maud", "sources retirer", source="Inconnue")
    assert answer.content == (
        "Aucune source ne s’appelle « Inconnue ». Choisissez-la dans la liste proposée."
    )


async def test_sources_are_completed_by_what_their_name_holds(followed):
    named = await followed.services.sources.named(followed.caller("Maud"), "JOUR")
    assert [each.name for each in named] == ["Le Journal"]


# -- told ------------------------------------------------------------------------------------------


async def told(followed, web, *steps, days=1):
    """The moderators' channel after the server has answered so."""
    channel = followed.guild.create_text_channel("moderation")
    settings = followed.services.settings
    await settings.change(followed.caller("Alix"), "moderation.channel", channel.id)
    for step in steps:
        web.on("/feed", step)
        await rounds(followed)
    return channel


async def test_a_source_that_moved_is_told_and_followed_with_one_press(followed, web):
    web.on("/nouveau", reply(200, rss("Un")))
    channel = await told(followed, web, *[redirect("/nouveau", 301)] * SEEN_BEFORE_PROPOSED)
    notice = channel.last_message
    assert "### 📦 « Le Journal » a déménagé" in texts(notice)
    assert labels(notice) == ["Suivre la nouvelle adresse", "Ouvrir la source"]
    answer = await followed.press("Maud", notice, "Suivre la nouvelle adresse")
    assert "✅ La nouvelle adresse est suivie." in texts(answer)
    assert "/nouveau" in texts(answer)
    assert answer.ephemeral
    assert "a déménagé" in texts(channel.last_message)


async def test_a_source_that_is_gone_is_told_and_can_be_tried_again(followed, web):
    channel = await told(followed, web, reply(410))
    notice = channel.last_message
    assert "dit qu’elle n’existe plus" in texts(notice)
    web.on("/feed", reply(200, rss("Un")))
    answer = await followed.press("Maud", notice, "Réessayer")
    assert "✅ Lue à l’instant." in texts(answer)
    answer = await followed.press("Maud", notice, "Retirer")
    assert "### Retirer « Le Journal » ?" in texts(answer)


async def test_a_source_that_fails_for_a_day_is_told_once_and_again_when_it_is_back(followed, web):
    channel = await told(followed, web, *[reply(500)] * 4)
    (failing,) = history(channel)
    assert "### ⚠️ « Le Journal » ne répond plus" in texts(failing)
    assert "le site est en panne" in texts(failing)
    web.on("/feed", reply(200, rss("Un")))
    await rounds(followed)
    assert "### ✅ « Le Journal » répond de nouveau" in texts(channel.last_message)


async def test_members_can_not_press_what_a_notice_offers(followed, web):
    channel = await told(followed, web, reply(410))
    for label in labels(channel.last_message):
        answer = await followed.press("Léa", channel.last_message, label)
        assert answer.content == "Seuls les modérateurs peuvent faire cela."


async def test_it_speaks_english_too(followed):
    followed.speaks("Maud", ENGLISH)
    card = await followed.run("Maud", "sources liste")
    assert "### Sources of the watch: 1" in texts(card)
    await followed.press("Maud", card, "Open")
    assert "✅ All is well" in texts(card)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", source_notices.DRAWERS)
def test_every_notice_fits_with_the_worst_facts_and_pings_nobody(kind, language):
    now = datetime(2026, 11, 2, tzinfo=UTC)
    it = Source(GUILD, 2**31 - 1, 1, worst(80), Mode.HAND, 1, SourceState.LIVE, None, now)
    view = SourceNews(it, "https://" + "a" * 2000, worst(200), "tls", now, now, "*" * 2000, now)
    facts = {
        "view": view,
        "found": Rule(1, None, Where.TITLE, worst(300), True, RuleAction.DROP),
        "left_out": 999_999,
        "before": 9_999,
        "held": 9_999,
        "old": worst(300),
        "new": worst(300),
    }
    words = Catalogue.load(strict=True).words(language)
    drawing = source_notices.DRAWERS[kind](facts, words, ZoneInfo("Europe/Paris"))
    assert fits(drawing.view) == []
    assert drawing.ping == []


async def test_what_may_be_another_site_s_is_answered_on_the_card_too(followed, web):
    """A network without a channel for its moderators gets no notice: its card asks."""
    strangers = [f"Tout autre sujet {n}" for n in range(9)]
    web.on("/feed", reply(200, rss(*strangers, site="ailleurs.example")))
    await rounds(followed)
    card = await opened(followed)
    assert "ils attendent votre réponse" in texts(card)
    await followed.press("Maud", card, "Repartir de là")
    assert "ils attendent votre réponse" not in texts(card)
    assert not (await source(followed)).waits
