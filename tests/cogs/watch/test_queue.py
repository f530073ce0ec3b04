"""The queue card as moderators press it, and what members see of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from domain.watch.stories import Deadline, StoryState
from services.curation import Edited
from storage import stories
from tests.cogs.network import ENGLISH, ids, labels, parts_of, texts
from tests.cogs.watch.stage import history

DEADLINE = Deadline(date(2026, 11, 30), time(12), "Dossiers à rendre le 30 novembre à midi.")
NIGHT = datetime(2026, 11, 2, 22, 30, tzinfo=UTC)


def ident(message, act):
    return next(each for each in ids(message) if each.split(":")[3] == act)


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
    assert len(history(news.moderators)) == 1


async def test_a_member_who_presses_is_told_that_moderators_decide(network, news):
    await news.arrives()
    before = texts(news.card())
    for label in labels(news.card()):
        answer = await network.press("Inès", news.card(), label)
        assert texts(answer) == "Seuls les modérateurs peuvent faire cela." and answer.ephemeral
    assert texts(news.card()) == before
    assert (await news.now()).revision == 0


async def test_the_second_of_two_moderators_is_told_what_the_first_did(network, news):
    await news.arrives()
    publish, reject = ident(news.card(), "publish"), ident(news.card(), "reject")
    await network.press("Maud", news.card(), "Publier")
    for pressed in (publish, reject):
        answer = await network.press_id("Alix", news.card(), pressed)
        said = texts(answer)
        assert "Quelqu’un a été plus rapide" in said
        assert f"✅ **Publiée** dans <#{news.news.id}> par <@{network.people['Maud'].id}>" in said
    await network.post()
    assert len(history(news.news)) == 1


async def test_the_first_of_two_yeses_is_shown_and_the_second_publishes(network, news):
    await news.set("watch.two_moderators", True)
    await news.arrives()
    answer = await network.press("Maud", news.card(), "Publier")
    assert "Premier oui noté" in texts(answer)
    assert f"👍 **Premier oui de <@{network.people['Maud'].id}>.**" in texts(news.card())
    answer = await network.press("Maud", news.card(), "Publier (deuxième oui)")
    assert texts(answer) == "Votre oui est déjà noté. Un autre modérateur doit dire oui aussi."
    await network.press("Alix", news.card(), "Publier (deuxième oui)")
    await network.post()
    assert len(history(news.news)) == 1


async def test_above_the_alerts_of_the_day_a_moderator_chooses(network, news):
    await news.set("watch.daily_limit", 1)
    await news.arrives("Un")
    await network.press("Maud", news.card(), "Publier")
    for title, label, state in (
        ("Deux", "Au résumé", StoryState.WAITING),
        ("Trois", "Publier quand même", StoryState.PUBLISHED),
    ):
        story = await news.arrives(title)
        choice = await network.press("Maud", news.card(), "Publier")
        assert "Ce salon a déjà eu son alerte du jour." in texts(choice) and choice.ephemeral
        answer = await network.press("Maud", choice, label)
        assert title in texts(answer) and labels(answer) == []
        assert (await news.now(story.number)).state is state
    await news.redrawn()
    assert "✅ **Publiée**" in texts(news.card())


async def test_what_is_published_at_night_comes_out_in_the_morning_and_the_answer_says_so(
    network, news
):
    network.clock.set(NIGHT)
    await news.arrives()
    answer = await network.press("Maud", news.card(), "Publier")
    assert "paraîtra dans" in texts(answer) and "<t:1793689200:t>" in texts(answer)
    said = texts(news.card())
    assert "✅ **Acceptée**" in said and "le <t:1793689200:f>, après les heures calmes" in said
    await network.post()
    assert history(news.news) == []
    network.clock.set(datetime(2026, 11, 3, 7, 1, tzinfo=UTC))
    await network.post()
    assert len(history(news.news)) == 1


# -- planning


async def test_a_story_is_planned_as_one_says_it_and_can_be_taken_back(network, news):
    await news.arrives()
    form = await network.press("Maud", news.card(), "Planifier")
    answer = await network.fill("Maud", form, when="jeudi 9h")
    assert "⏰" in texts(answer) and "<t:1793865600:f>" in texts(answer)
    assert "⏰ **Planifiée**" in texts(news.card())
    await network.press("Alix", news.card(), "Remettre en file")
    assert (await news.now()).state is StoryState.QUEUED
    assert labels(news.card())[:2] == ["Publier", "Planifier"]
    network.clock.set(datetime(2026, 11, 5, 9, tzinfo=UTC))
    assert await network.services.curation.publish_due(network.clock()) == 0


@pytest.mark.parametrize("typed", ["quand on pourra *bien*", "hier 9h"])
async def test_a_moment_that_is_not_understood_gives_back_what_was_typed(network, news, typed):
    await news.arrives()
    form = await network.press("Maud", news.card(), "Planifier")
    answer = await network.fill("Maud", form, when=typed)
    assert answer.ephemeral and labels(answer) == ["Réessayer"]
    again = await network.press("Maud", answer, "Réessayer")
    assert value_of(again, "when") == typed
    done = await network.fill("Maud", again, when="demain 9h")
    assert "⏰" in texts(done)
    assert (await news.now()).state is StoryState.SCHEDULED
    await news.redrawn()
    assert "⏰ **Planifiée**" in texts(news.card())


async def test_a_moment_that_may_mean_two_is_asked_for(network, news):
    await news.arrives()
    form = await network.press("Maud", news.card(), "Planifier")
    answer = await network.fill("Maud", form, when="samedi prochain 10h")
    assert labels(answer) == ["sam. 7 nov. 10:00", "sam. 14 nov. 10:00", "Réessayer"]
    await network.press("Maud", answer, "sam. 14 nov. 10:00")
    assert (await news.now()).publish_at == datetime(2026, 11, 14, 9, tzinfo=UTC)


# -- rejecting


async def test_a_story_is_rejected_with_its_reason_and_put_back(network, news):
    await news.arrives()
    form = await network.press("Maud", news.card(), "Écarter")
    await network.fill("Maud", form, reason=["advert"], why="c’est une *promo*")
    assert "✖️ **Écartée**" in texts(news.card())
    assert "Publicité \\: c’est une \\*promo\\*" in texts(news.card())
    assert (await news.now()).reason == "Publicité : c’est une *promo*"
    assert labels(news.card()) == ["Remettre en file"]
    answer = await network.press("Alix", news.card(), "Remettre en file")
    assert "de nouveau dans la file" in texts(answer)
    assert "Écartée" not in texts(news.card())


async def test_the_reason_is_kept_in_the_networks_language_whoever_rejects(network, news):
    network.speaks("Maud", ENGLISH)
    await news.arrives()
    form = await network.press("Maud", news.card(), "Écarter")
    assert form.modal["title"] == "Reject this news"
    answer = await network.fill("Maud", form, reason=["old"], why="")
    assert "is rejected" in texts(answer)
    assert (await news.now()).reason == "Trop ancien"
    assert "✖️ **Écartée**" in texts(news.card())


async def test_another_reason_asks_for_words_and_gives_back_the_choice(network, news):
    await news.arrives()
    form = await network.press("Maud", news.card(), "Écarter")
    answer = await network.fill("Maud", form, reason=["other"], why="")
    assert "Dites en quelques mots pourquoi" in texts(answer)
    again = await network.press("Maud", answer, "Réessayer")
    await network.fill("Maud", again, reason=["other"], why="Déjà parlé en réunion")
    assert (await news.now()).reason == "Déjà parlé en réunion"


# -- editing


async def test_what_was_published_follows_what_a_moderator_changes(network, news):
    await news.arrives("Un titre", summary="Un résumé")
    await network.press("Maud", news.card(), "Publier")
    await network.post()
    form = await network.press("Maud", news.card(), "Modifier")
    assert value_of(form, "title") == "Un titre"
    await network.fill(
        "Maud", form, title="Mieux dit", summary="Court", comment="À lire @everyone", topic=["2"]
    )
    await news.redrawn()
    (alert,) = history(news.news)
    said = texts(alert)
    assert "[Mieux dit]" in said and "💬 À lire \\@everyone" in said and "📣 Appels" in said
    assert "retouchée" in texts(news.card())


async def test_an_edit_that_came_too_late_gives_back_every_word(network, news):
    await news.arrives("Un titre")
    form = await network.press("Maud", news.card(), "Modifier")
    await network.services.curation.edit(network.caller("Alix"), 1, Edited(comment="Avant"))
    typed = {"title": "Autre *titre*", "summary": "# Lignes\n- une", "comment": "> mot"}
    answer = await network.fill("Maud", form, topic=["2"], **typed)
    assert "Cette carte a changé" in texts(answer)
    again = await network.press("Maud", answer, "Réessayer")
    assert {name: value_of(again, name) for name in typed} == typed
    assert chosen_of(again, "topic") == ["2"]
    await network.fill("Maud", again, topic=["2"], **typed)
    story = await news.now()
    assert (story.title, story.comment, story.topic) == ("Autre *titre*", "> mot", 2)


async def test_the_topic_is_changed_by_the_menu(network, news):
    await news.arrives()
    await network.choose("Maud", news.card(), "topic", ["2"])
    assert "📣 Appels" in texts(news.card())
    await network.press("Maud", news.card(), "Publier")
    await network.post()
    (alert,) = history(news.calls)
    assert texts(alert).startswith(f"<@&{news.role.id}>\n-# 📣 Appels")
    assert history(news.news) == []


# -- calls


async def test_a_deadline_is_shown_to_members_once_it_is_confirmed(network, news):
    await news.arrives("Un appel", is_call=True, deadline=DEADLINE)
    said = texts(news.card())
    assert "📅 **Date limite trouvée : lun. 30 nov. 2026 à 12:00**" in said
    assert "> Dossiers à rendre le 30 novembre à midi." in said
    assert labels(news.card())[:4] == ["Date juste", "Autre date…", "Pas un appel", "Publier"]
    answer = await network.press("Maud", news.card(), "Publier")
    assert "Sans date limite confirmée, cet appel n’est ni dans `/appels`" in texts(answer)
    await network.post()
    assert "Date limite" not in texts(news.news.last_message)
    answer = await network.press("Maud", news.card(), "Date juste")
    assert "Date limite confirmée" in texts(answer)
    await news.redrawn()
    said = texts(news.news.last_message)
    assert "📣 **Date limite : lun. 30 nov. 2026 à 12:00**, <t:1796036400:R>" in said


async def test_a_call_is_said_to_be_one_with_the_date_that_was_found_or_another(network, news):
    await news.arrives("Un appel", deadline=DEADLINE)
    form = await network.press("Maud", news.card(), "C’est un appel…")
    assert value_of(form, "until") == "30/11/2026 à 12:00"
    await network.fill("Maud", form, until=value_of(form, "until"))
    story = await news.now()
    assert (story.deadline, story.confirmed, story.is_call) == (DEADLINE, True, True)
    form = await network.press("Maud", news.card(), "Autre date…")
    await network.fill("Maud", form, until="15 décembre")
    assert (await news.now()).deadline == Deadline(date(2026, 12, 15))
    form = await network.press("Maud", news.card(), "Autre date…")
    answer = await network.fill("Maud", form, until="1er novembre 2025")
    assert "déjà passée" in texts(answer)
    again = await network.press("Maud", answer, "Réessayer")
    await network.fill("Maud", again, until="")
    assert (await news.now()).deadline is None
    await news.redrawn()
    await network.press("Maud", news.card(), "Pas un appel")
    assert not (await news.now()).is_call


async def test_a_date_is_read_back_in_english_as_it_is_shown(network, news):
    network.speaks("Maud", ENGLISH)
    await news.arrives("A call", deadline=DEADLINE)
    form = await network.press("Maud", news.card(), "C’est un appel…")
    assert value_of(form, "until") == "30/11/2026 at 12:00"
    await network.fill("Maud", form, until=value_of(form, "until"))
    assert (await news.now()).deadline == DEADLINE


async def test_a_deadline_that_may_mean_two_days_is_asked_for(network, news):
    await news.arrives()
    form = await network.press("Maud", news.card(), "C’est un appel…")
    answer = await network.fill("Maud", form, until="samedi prochain")
    first, second, again = labels(answer)
    assert (first, second, again) == ("sam. 7 nov. 2026", "sam. 14 nov. 2026", "Réessayer")
    await network.press("Maud", answer, second)
    assert (await news.now()).deadline == Deadline(date(2026, 11, 14))


async def test_a_prolonged_deadline_is_asked_about_and_the_alert_follows(network, news):
    later = Deadline(date(2026, 12, 15), None, "Prolongé jusqu’au 15 décembre !")
    await news.arrives("Un appel", is_call=True, deadline=DEADLINE, confirmed=True)
    await network.press("Maud", news.card(), "Publier")
    await network.post()
    await offer(network, news, later)
    asked = news.card()
    assert "annonce une autre date limite : mar. 15 déc. 2026**" in texts(asked)
    assert "> Prolongé jusqu’au 15 décembre !" in texts(asked)
    old = ident(asked, "take")
    await network.press("Maud", asked, "Prendre cette date")
    assert labels(news.card()) == []
    answer = await network.press_id("Alix", news.card(), old)
    assert "a déjà sa réponse" in texts(answer)
    await news.redrawn()
    assert "Date limite : mar. 15 déc. 2026" in texts(history(news.news)[0])


async def offer(network, news, deadline):
    """As sifting does when a source says another day."""
    async with news.db.writing() as conn:
        story = await stories.one(conn, news.guild_id, 1)
        assert story is not None
        saved = await stories.save(conn, story, replace(story, offered=deadline))
        settings = await network.services.settings.of(conn, news.guild_id)
        await news.alerts.offer(conn, settings, saved)
    await network.post()


# -- likeness


async def test_two_stories_that_look_alike_are_shown_with_both_titles_and_joined(network, news):
    await news.arrives("Un appel à projets")
    await network.press("Maud", news.card(), "Publier")
    await network.post()
    await news.arrives("Appel à projets !", source=2, like=1)
    said = texts(news.card())
    assert "⚠️ **Ressemble à une autre nouvelle.**" in said
    assert "#1 (publiée, Radio Larzac) : Un appel à projets" in said
    answer = await network.press("Maud", news.card(), "C’est la même")
    assert "Réunies" in texts(answer)
    assert "🔗 **Réunie avec #1**" in texts(news.card()) and labels(news.card()) == []
    await news.redrawn()
    assert "aussi chez Le Mouvement" in texts(history(news.news)[0])


async def test_two_stories_are_said_to_be_two(network, news):
    await news.arrives("Un")
    await news.arrives("Deux", like=1)
    await network.press("Maud", news.card(), "Deux nouvelles")
    assert "Ressemble" not in texts(news.card())
    assert (await news.now(2)).state is StoryState.QUEUED


# -- what goes wrong


async def test_a_card_of_another_guild_is_as_one_that_does_not_exist(network, news):
    await news.arrives()
    zoe = await network.run("Zoé", "mes-prets")
    answers = set()
    for guild in (network.guild.id, network.elsewhere.id):
        for act in ("publish", "plan", "edit", "reject", "call", "reopen", "topic", "skip"):
            values = ["1"] if act == "topic" else None
            pressed = f"queue:{guild}:1:{act}:0"
            if act == "skip":
                continue  # it names no story: it looks through one's own queue
            answers.add(texts(await network.press_id("Zoé", zoe, pressed, values)))
        for act in ("take", "leave"):
            pressed = f"offered:{guild}:1:{act}:0:2026-12-15"
            answers.add(texts(await network.press_id("Zoé", zoe, pressed)))
    assert answers == {"Il n’y a pas de nouvelle #1 ici."}


@pytest.mark.parametrize(
    "bad",
    ["plan-at:0:.zz", "plan-at:0:.ffffffff", "call-at:0:.2026-02-31", "call-at:0:.2026-11-30T9999"],
)
async def test_a_changed_id_is_refused_in_words(network, news, bad):
    await news.arrives()
    answer = await network.press_id("Maud", news.card(), f"queue:{network.guild.id}:1:{bad}")
    assert answer.ephemeral and texts(answer)
    assert (await news.now()).revision == 0


async def test_a_network_without_a_channel_says_where_to_set_one(network, news):
    await news.set("watch.channel", None)
    await news.arrives()
    answer = await network.press("Maud", news.card(), "Publier")
    assert "Il n’y a pas encore de salon où publier." in texts(answer)


async def test_a_card_that_a_moderator_deleted_is_not_posted_again(network, news):
    await news.arrives()
    await news.card().delete()
    await network.services.curation.publish(network.caller("Maud"), 1)
    await news.redrawn()
    assert history(news.moderators) == []
    assert len(history(news.news)) == 1


def value_of(form, name):
    """What a field of a form holds when it opens."""
    return field(form, name).get("value") or ""


def chosen_of(form, name):
    return [each["value"] for each in field(form, name)["options"] if each.get("default")]


def field(form, name):
    class Opened:
        components = form.modal["components"]

    return next(part for part in parts_of(Opened) if part.get("custom_id") == name)
