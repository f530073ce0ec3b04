"""``/sources filtre``, ``importer``, ``exporter`` and ``calendrier``, over the wire."""

import pytest

from tests.cogs.network import ENGLISH, labels, texts
from tests.cogs.watch.sources_web import menus, typed_in
from tests.feeds.bad_server import reply
from tests.services.sources_stage import rss

OPML = b"""<opml version="2.0"><body>
<outline text="Musique et culture"><outline text="Radio" xmlUrl="https://radio.example/feed"/></outline>
<outline text="Intranet" xmlUrl="http://192.168.0.1/feed"/>
</body></opml>"""


@pytest.fixture
async def followed(network, web):
    titles = ("Appel à projets", "Concert de Noël", "Concours de chant")
    web.on("/feed", reply(200, rss(*titles)))
    card = await network.run("Maud", "sources ajouter", adresse=web.address("/feed"))
    await network.press("Maud", card, "Suivre cette source")
    return network


async def tried(
    network, words, *, action="drop", kind="words", command="sources filtre", **options
):
    card = await network.run("Maud", command, **options)
    form = await network.press("Maud", card, "Ajouter une règle")
    await network.fill("Maud", form, words=words, action=[action], place=["anywhere"], kind=[kind])
    return card


# -- rules -----------------------------------------------------------------------------------------


async def test_a_rule_is_tried_before_it_is_kept_then_removed(followed):
    card = await tried(followed, "concert; concours")
    said = texts(card)
    assert "**Écarter** ce qui contient « concert; concours »" in said
    assert "**2 articles sur 3** auraient été écartés :\n- Concert de Noël" in said
    assert "Aucune règle" in texts(await followed.run("Maud", "sources filtre"))
    await followed.press("Maud", card, "Garder cette règle")
    assert "### Règles de la veille : 1" in texts(card)
    await followed.press("Maud", card, "Retirer")
    assert "Aucune règle" in texts(card)


async def test_a_rule_of_one_source_is_kept_for_it(followed):
    card = await tried(followed, "concert", source="journal")
    await followed.press("Maud", card, "Garder cette règle")
    assert "### Règles qui concernent « Le Journal »" in texts(card)
    await followed.press("Maud", card, "Retour")
    assert "1 règle la concerne" in texts(card)


async def test_a_rule_may_sort_under_a_topic(followed):
    card = await tried(followed, "appel", action="topic.4")
    assert "**Ranger dans 📣 Appels à projets et mécénat** ce qui contient" in texts(card)
    assert "**1 article sur 3** aurait été rangé là :" in texts(card)


async def test_what_was_typed_comes_back_to_be_changed(followed):
    card = await tried(followed, "concert")
    form = await followed.press("Maud", card, "Modifier")
    assert typed_in(form) == {"words": "concert"}
    await followed.fill(
        "Maud", form, words="chant", action=["keep"], place=["title"], kind=["words"]
    )
    assert "**Ne garder que** ce qui contient « chant » (titre)" in texts(card)
    await followed.press("Maud", card, "Annuler")
    assert "Aucune règle" in texts(card)


@pytest.mark.parametrize(
    ("words", "kind", "sentence"),
    [
        ("; ;", "words", "Dites quels mots chercher."),
        ("(((", "expression", "Ce n’est pas une expression rationnelle valable"),
    ],
)
async def test_what_can_not_be_looked_for_says_why_and_is_given_back(
    followed, words, kind, sentence
):
    card = await tried(followed, words, kind=kind)
    assert sentence in texts(card)
    form = await followed.press("Maud", card, "Réessayer")
    assert typed_in(form) == {"words": words}


# -- lists -----------------------------------------------------------------------------------------


async def test_a_list_is_judged_then_imported_then_undone(network):
    card = await network.run("Maud", "sources importer", fichier=("mes.opml", OPML))
    said = texts(card).replace("\\", "")
    assert "Nouvelles : **1** · déjà suivies : **0** · refusées : **1**" in said
    assert "❌ Intranet : « 192.168.0.1 » désigne une machine d’un réseau privé" in said
    assert "✅ Radio · 🎵 Musique et culture" in said
    assert [each.filename for each in card.attachments] == ["rapport.csv"]
    await network.press("Maud", card, "Importer 1 source")
    assert "✅ 1 source est suivie." in texts(card)
    await network.press("Maud", card, "Annuler l’import")
    assert "1 source n’est plus suivie" in texts(card)


async def test_the_command_alone_asks_for_the_file_and_what_is_no_list_is_refused(network):
    form = await network.run("Maud", "sources importer")
    assert form.modal["title"] == "Importer des sources"
    answer = await network.run("Maud", "sources importer", fichier=("a.opml", b"<html></html>"))
    assert "Aucune source n’a été trouvée dans ce fichier." in answer.content


async def test_sources_and_news_go_out_as_files(followed):
    answer = await followed.run("Maud", "sources exporter")
    assert "Voici la source de la veille" in answer.content
    (sent,) = answer.attachments
    assert sent.filename == "sources.opml"
    answer = await followed.run("Maud", "sources exporter", quoi="stories")
    assert "Rien n’a encore été publié" in answer.content
    assert [each.filename for each in answer.attachments] == ["veille.csv"]


# -- rhythm ----------------------------------------------------------------------------------------


async def settings(network):
    return await network.services.settings.read(network.guild.id)


async def test_the_rhythm_of_the_digest_its_day_its_hour_and_the_alerts_are_chosen(network):
    card = await network.run("Maud", "sources calendrier")
    assert "**Résumé chaque semaine**, lundi à 09:00." in texts(card)
    await network.choose("Maud", card, "day", ["4"])
    form = await network.press("Maud", card, "Heure et nombre d’alertes")
    assert typed_in(form) == {"hour": "09:00", "limit": "5"}
    await network.fill("Maud", form, hour="18h30", limit="3")
    assert "**Résumé chaque semaine**, vendredi à 18:30." in texts(card)
    assert "3 alertes par jour et par salon au plus" in texts(card)
    await network.choose("Maud", card, "rhythm", ["daily"])
    assert "**Résumé chaque jour**, à 18:30." in texts(card)
    now = await settings(network)
    assert (now.digest, now.digest_day, now.digest_at, now.daily_limit) == ("daily", 4, 1110, 3)


@pytest.mark.parametrize(("hour", "limit"), [("midi", "3"), ("9h", "0"), ("9h", "cinq")])
async def test_what_is_no_hour_or_number_is_given_back(network, hour, limit):
    card = await network.run("Maud", "sources calendrier")
    form = await network.press("Maud", card, "Heure et nombre d’alertes")
    await network.fill("Maud", form, hour=hour, limit=limit)
    form = await network.press("Maud", card, "Réessayer")
    assert typed_in(form) == {"hour": hour, "limit": limit}
    assert (await settings(network)).daily_limit == 5


async def test_two_moderators_may_be_asked_for(network):
    card = await network.run("Maud", "sources calendrier")
    await network.press("Maud", card, "Demander deux modérateurs")
    assert (await settings(network)).two_moderators
    await network.press("Maud", card, "Un seul modérateur suffit")
    assert not (await settings(network)).two_moderators


async def test_the_channel_of_the_watch_is_for_who_manages_the_server(network):
    card = await network.run("Maud", "sources calendrier")
    assert "Salon de la veille" in texts(card)
    with pytest.raises(RuntimeError):
        await network.choose("Maud", card, "channel", [network.channel])
    card = await network.run("Alix", "sources calendrier")
    await network.choose("Alix", card, "channel", [network.channel])
    assert (await settings(network)).watch_channel == network.channel.id
    assert "✅ Le bot peut y faire tout son travail." in texts(card)
    own = await network.run("Maud", "sources calendrier")
    answer = await network.press_id(
        "Maud", own, f"schedule:{network.guild.id}:0:channel:0", [str(network.channel.id)]
    )
    assert "« Gérer le serveur »" in answer.content


async def test_a_topic_is_added_settled_and_deleted(network):
    card = await network.run("Alix", "sources calendrier")
    form = await network.press("Alix", card, "Ajouter un thème")
    await network.fill("Alix", form, name="Musique et culture", emoji="🎺")
    assert "Un thème s’appelle déjà « Musique et culture »." in texts(card)
    form = await network.press("Alix", card, "Réessayer")
    assert typed_in(form) == {"name": "Musique et culture", "emoji": "🎺"}
    await network.fill("Alix", form, name="Théâtre", emoji="🎭")
    assert "### 🎭 Théâtre" in texts(card)
    assert "⚠️ Ni ce thème ni la veille n’a de salon" in texts(card)
    await network.choose("Alix", card, "channel", [network.channel])
    assert f"Ses nouvelles vont dans <#{network.channel.id}>." in texts(card)
    await network.choose("Alix", card, "place", ["thread"])
    assert "chacune avec son fil" in texts(card)
    helpers = network.guild.create_role("Curieux")
    await network.choose("Alix", card, "role", [helpers])
    assert f"🔔 Ses alertes préviennent <@&{helpers.id}>." in texts(card)
    await network.choose("Alix", card, "accent", ["late"])
    await network.press("Alix", card, "Supprimer le thème")
    await network.press("Alix", card, "Supprimer le thème")
    assert "« 🎭 Théâtre » est supprimé" in texts(card)
    await network.press("Alix", card, "Retour")
    assert "Théâtre" not in texts(card)


async def test_alerts_in_a_forum_are_posts(network):
    forum = network.guild.create_forum_channel("annonces")
    card = await network.run("Alix", "sources calendrier")
    await network.choose("Alix", card, "topic", ["4"])
    await network.choose("Alix", card, "channel", [forum])
    assert "chacune dans sa publication" in texts(card)
    assert not [each for each in menus(card) if ":place:" in each["custom_id"]]


async def test_a_moderator_settles_a_topic_but_not_its_channel_nor_its_role(network):
    card = await network.run("Maud", "sources calendrier")
    await network.choose("Maud", card, "topic", ["4"])
    assert "se choisissent avec le droit « Gérer le serveur »" in texts(card)
    for act in ("channel", "role"):
        answer = await network.press_id("Maud", card, f"topic:{network.guild.id}:4:{act}:0", [])
        assert "« Gérer le serveur »" in answer.content
    form = await network.press("Maud", card, "Renommer")
    await network.fill("Maud", form, name="Appels", emoji="")
    assert "### Appels" in texts(card)


async def test_a_channel_and_a_role_that_are_deleted_leave_their_topics(network):
    doomed, role = network.guild.create_text_channel("x"), network.guild.create_role("y")
    topics, alix = network.services.topics, network.caller("Alix")
    await topics.of(network.guild.id)
    await topics.send_to(alix, 4, doomed.id)
    await topics.call(alix, 4, role.id)
    guild = network.guild.me.guild
    await guild.get_channel(doomed.id).delete()
    await guild.get_role(role.id).delete()
    await network.env.settle()
    topic = await topics.one(alix, 4)
    assert (topic.channel_id, topic.role_id) == (None, None)


async def test_the_watchs_channel_is_shown_with_the_other_channels(network):
    card = await network.run("Alix", "config salons")
    assert "**Salon de la veille**\nPas encore choisi" in texts(card)
    await network.choose("Alix", card, "watch", [network.channel])
    assert f"**Salon de la veille** · <#{network.channel.id}>" in texts(card)


async def test_it_speaks_english_too(followed):
    followed.speaks("Maud", ENGLISH)
    card = await followed.run("Maud", "sources calendrier")
    assert "**A digest every week**, Monday at 09:00." in texts(card)
    assert "Hour and number of alerts" in labels(card)


async def test_what_was_deleted_while_nobody_listened_is_noticed_at_the_next_start(network):
    role, topics = network.guild.create_role("y"), network.services.topics
    alix = network.caller("Alix")
    await topics.of(network.guild.id)
    await topics.send_to(alix, 4, 999_999)
    await topics.call(alix, 4, 888_888)
    await topics.call(alix, 5, role.id)
    await network.parts.wiring.client.on_ready()
    lost, kept = await topics.one(alix, 4), await topics.one(alix, 5)
    assert (lost.channel_id, lost.role_id, kept.role_id) == (None, None, role.id)
