"""``/sources ajouter`` over the wire: addresses of all kinds, what goes wrong, what is followed."""

import pytest

from domain.watch.stories import Mode
from tests.cogs.network import ENGLISH, ids, labels, texts
from tests.cogs.watch.sources_web import act_id, menus, rounds, typed_in
from tests.feeds.bad_server import redirect, reply
from tests.services.sources_stage import html, page, rss


async def added(network, web, path="/feed", name="Maud"):
    return await network.run(name, "sources ajouter", adresse=web.address(path))


async def sources(network):
    return [each.source for each in await network.services.sources.all(network.caller("Maud"))]


async def test_a_feed_is_shown_then_followed_in_a_topic_and_a_mode(network, web):
    web.on("/feed", reply(200, rss("Un appel", "Deux", "Trois", "Quatre")))
    card = await added(network, web)
    said = texts(card)
    assert card.ephemeral
    assert "### Le Journal" in said
    assert "4 articles · un article par jour environ" in said
    assert "**Un appel** · dim. 1er nov. 2026 09:00\n-# Le texte de Un appel." in said
    assert "Quatre" not in said
    assert await sources(network) == []
    await network.choose("Maud", card, "topic", ["4"])
    await network.choose("Maud", card, "mode", ["auto"])
    await network.press("Maud", card, "Suivre cette source")
    assert "### ✅ « Le Journal » est suivie" in texts(card)
    assert "**automatique** · 📣 Appels à projets et mécénat" in texts(card)
    (it,) = await sources(network)
    assert (it.mode, it.topic) == (Mode.AUTO, 4)
    assert len(web.requests) == 1


async def test_its_newest_articles_are_offered_for_the_queue(network, web):
    web.on("/feed", reply(200, rss("Un appel", "Deux", "Trois", "Quatre")))
    card = await added(network, web)
    await network.press("Maud", card, "Suivre cette source")
    assert "1. **" in texts(card)
    answer = await network.press("Maud", card, "Mettre en file le n° 1")
    assert answer.content == "✅ 1 article est dans la file : `/moderation file`."
    answer = await network.press("Maud", card, "Les mettre tous en file")
    assert "✅ 2 articles sont dans la file" in answer.content
    answer = await network.press("Maud", card, "Les mettre tous en file")
    assert answer.content == "C’est déjà dans la veille."


async def test_an_address_without_scheme_a_page_and_several_feeds(network, web):
    web.on("/a", reply(200, rss("A1", title="Articles")))
    web.on("/b", reply(200, rss("B1", title="Agenda")))
    link = '<link rel="alternate" type="application/rss+xml" title="{}" href="/{}">'
    web.on("/", html(page(head=link.format("Articles", "a") + link.format("Agenda", "b"))))
    card = await network.run("Maud", "sources ajouter", adresse=f"127.0.0.1:{web.port}")
    assert "### 2 flux sur cette page" in texts(card)
    await network.choose("Maud", card, "choose", ["1"])
    assert "### Agenda" in texts(card)
    await network.press("Maud", card, "Suivre cette source")
    assert [each.name for each in await sources(network)] == ["Agenda"]


async def test_feeds_of_one_title_are_told_apart_by_their_address(network, web):
    link = '<link rel="alternate" type="application/rss+xml" title="Le Mouvement" href="{}">'
    web.on("/", html(page(head=link.format("/feed/") + link.format("/comments/feed.xml"))))
    card = await added(network, web, "/")
    (menu,) = menus(card)
    said = [option["label"] for option in menu["options"]]
    assert said == ["/feed/ · Le Mouvement", "/comments/feed.xml · Le Mouvement"]


async def test_a_page_without_a_feed_is_read_by_what_is_guessed_or_typed(network, web):
    cards = [f'<article><a href="/{n}">Appel {n}</a></article>' for n in range(3)]
    web.on("/appels", html(page("<h1>Appels</h1>", *cards)))
    card = await added(network, web, "/appels")
    assert "### C’est une page sans flux" in texts(card)
    assert "**3 articles**, par exemple :\n- Appel 0" in texts(card)
    form = await network.press("Maud", card, "Choisir ce qu’il faut lire")
    await network.fill("Maud", form, block="[[", title="", link="", summary="", date="")
    assert "n’est pas un sélecteur CSS" in texts(card)
    form = await network.press("Maud", card, "Réessayer")
    assert typed_in(form)["block"] == "[["
    await network.fill("Maud", form, block=".rien", title="", link="", summary="", date="")
    assert "Rien n’a été trouvé ainsi dans la page." in texts(card)
    form = await network.press("Maud", card, "Réessayer")
    await network.fill("Maud", form, block="article", title="a", link="", summary="", date="")
    assert "Page lue comme une liste d’articles" in texts(card)
    assert "**Appel 0**" in texts(card)
    await network.press("Maud", card, "Suivre cette source")
    cards.insert(0, '<article><a href="/n">Tout nouveau</a></article>')
    web.on("/appels", html(page(*cards)))
    await rounds(network)
    queued = await network.run("Maud", "moderation file")
    assert "Tout nouveau" in texts(queued)


async def test_a_guess_is_looked_at_with_one_press(network, web):
    cards = [f'<article><a href="/{n}">Appel {n}</a></article>' for n in range(3)]
    web.on("/appels", html(page(*cards)))
    card = await added(network, web, "/appels")
    await network.press("Maud", card, "Voir ceux-là")
    assert "Page lue comme une liste d’articles" in texts(card)
    await network.press("Maud", card, "Annuler")
    assert texts(card) == "Annulé : rien n’a été enregistré."
    assert await sources(network) == []


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (reply(404), "cette page n’existe pas (ou plus). Vérifiez l’adresse"),
        (reply(403), "le site refuse le bot (erreur 403)"),
        (reply(503), "le site est en panne (erreur 503)"),
        (reply(410), "le site dit que cette page n’existe plus"),
        (redirect("http://192.168.1.1/"), "renvoie vers une adresse que le bot ne lit pas"),
    ],
)
async def test_what_fails_says_why_and_gives_the_address_back(network, web, step, sentence):
    web.on("/feed", step)
    card = await added(network, web)
    assert sentence in texts(card)
    web.on("/bon", reply(200, rss("Un")))
    form = await network.press("Maud", card, "Réessayer")
    assert typed_in(form) == {"address": web.address("/feed")}
    await network.fill("Maud", form, address=web.address("/bon"))
    assert "### Le Journal" in texts(card)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("pas une adresse", "Ce n’est pas une adresse de site."),
        ("ftp://exemple.fr/", "Une adresse « ftp: » ne peut pas être suivie."),
        ("http://localhost/feed", "désigne une machine d’un réseau privé"),
        ("https://moi:secret@exemple.fr/", "contient un identifiant ou un mot de passe"),
    ],
)
async def test_what_is_no_address_of_a_site_is_said(network, typed, sentence):
    card = await network.run("Maud", "sources ajouter", adresse=typed)
    assert sentence in texts(card).replace("\\", "")
    assert labels(card) == ["Réessayer"]


async def test_what_is_followed_already_says_so_and_opens_it(network, web):
    web.on("/feed", reply(200, rss("Un")))
    card = await added(network, web)
    await network.press("Maud", card, "Suivre cette source")
    again = await added(network, web)
    assert "déjà suivie ici, sous le nom « Le Journal »" in texts(again)
    await network.press("Maud", again, "Ouvrir la source")
    assert "### Le Journal · #1" in texts(again)


async def test_without_an_address_a_list_is_offered_by_topic_to_tick(network):
    card = await network.run("Maud", "sources ajouter")
    assert "### Des sources à suivre" in texts(card)
    await network.choose("Maud", card, "topic", ["3"])
    menu = next(p for p in menus(card) if ":tick:" in p["custom_id"])
    assert all(option["label"].endswith("(à vérifier)") for option in menu["options"])
    values = [option["value"] for option in menu["options"][:2]]
    await network.choose("Maud", card, "tick", values)
    assert "Cochées : " in texts(card)
    await network.choose("Maud", card, "mode", ["digest"])
    await network.press("Maud", card, "Suivre ces 2 sources")
    assert "✅ 2 sources sont suivies : " in texts(card)
    assert {(each.mode, each.topic) for each in await sources(network)} == {(Mode.DIGEST, 3)}
    await network.press("Maud", card, "Ajouter une source")
    assert "2 sources de ce thème sont déjà suivies." in texts(card)


async def test_a_topic_of_the_command_is_kept_through_a_wrong_address(network, web):
    card = await network.run("Maud", "sources ajouter", adresse="faux", theme="4")
    web.on("/bon", reply(200, rss("Un")))
    form = await network.press("Maud", card, "Réessayer")
    await network.fill("Maud", form, address=web.address("/bon"))
    assert act_id(card, "follow").endswith(":hand.4")


async def test_names_of_sources_and_articles_are_shown_as_written(network, web):
    hostile = rss("@everyone **gras** &lt;b&gt;", title="[x](http://y.z) # titre")
    web.on("/feed", reply(200, hostile))
    card = await added(network, web)
    assert "**\\@everyone \\*\\*gras\\*\\***" in texts(card)
    assert "](http" not in texts(card)


async def test_a_preview_still_works_after_a_restart_and_only_for_who_saw_it(network, web):
    web.on("/feed", reply(200, rss("Un")))
    card = await added(network, web)
    draft = next(each for each in ids(card) if ":follow:" in each)
    answer = await network.press_id("Alix", await added(network, web, name="Alix"), draft)
    assert "n’est plus gardé" in answer.content
    await network.press("Maud", card, "Suivre cette source")
    assert "est suivie" in texts(card)


async def test_it_speaks_english_too(network, web):
    network.speaks("Maud", ENGLISH)
    web.on("/feed", reply(404))
    card = await added(network, web)
    assert "could not be read: this page does not exist" in texts(card)
    web.on("/feed", reply(200, rss("Un")))
    card = await added(network, web)
    assert "about one article" in texts(card) or "rhythm unknown" in texts(card)
    await network.press("Maud", card, "Follow this source")
    assert "is followed" in texts(card)


@pytest.mark.parametrize(
    "command",
    [
        "sources ajouter",
        "sources liste",
        "sources filtre",
        "sources importer",
        "sources exporter",
        "sources calendrier",
    ],
)
async def test_members_are_told_that_moderators_settle_sources(network, command):
    await network.show_to_everyone("sources")
    answer = await network.run("Léa", command)
    assert answer.content == "Seuls les modérateurs peuvent faire cela."
