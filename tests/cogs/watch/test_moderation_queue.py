"""``/moderation file``: one card after the other, in both languages."""

import pytest

from domain.watch.stories import StoryState
from tests.cogs.network import ENGLISH, build_bot, labels, texts
from tests.cogs.watch.stage import history


async def test_the_queue_is_worked_through_without_typing_anything_again(network, news):
    for title in ("Un", "Deux", "Trois", "Quatre"):
        await news.arrives(title)
    card = await network.run("Maud", "moderation file")
    assert card.ephemeral
    assert "-# 1 sur 4" in texts(card) and "[Un]" in texts(card)
    assert labels(card)[-1] == "Passer"
    await network.press("Maud", card, "Publier")
    assert "✅ « Un » paraît" in texts(card) and "-# 1 sur 3" in texts(card)
    assert "[Deux]" in texts(card)
    await network.press("Maud", card, "Passer")
    assert "-# 2 sur 3" in texts(card) and "[Trois]" in texts(card)
    form = await network.press("Maud", card, "Écarter")
    await network.fill("Maud", form, reason=["far"], why="")
    assert "✖️ « Trois » est écartée" in texts(card) and "[Quatre]" in texts(card)
    form = await network.press("Maud", card, "Planifier")
    await network.fill("Maud", form, when="demain 9h")
    assert "⏰ « Quatre »" in texts(card) and "[Deux]" in texts(card)
    await network.press("Maud", card, "Au résumé")
    assert "🗞️ « Deux »" in texts(card) and "### 🎉 Rien à trier" in texts(card)
    assert labels(card) == []
    states = [(await news.now(number)).state.value for number in (1, 2, 3, 4)]
    assert states == ["published", "waiting", "rejected", "scheduled"]


async def test_the_cards_in_the_channel_follow_what_was_done_in_the_file(network, news):
    await news.arrives("Un")
    card = await network.run("Maud", "moderation file")
    await network.press("Maud", card, "Publier")
    await news.redrawn()
    assert "✅ **Publiée**" in texts(history(news.moderators)[0])


async def test_what_does_not_decide_stays_on_the_same_story(network, news):
    await news.arrives("Un")
    await news.arrives("Deux")
    card = await network.run("Maud", "moderation file")
    await network.choose("Maud", card, "topic", ["2"])
    assert "[Un]" in texts(card) and "📣 Appels" in texts(card) and "-# 1 sur 2" in texts(card)
    form = await network.press("Maud", card, "Modifier")
    values = {"title": "Premier", "summary": "", "comment": "", "topic": ["2"]}
    await network.fill("Maud", form, **values)
    assert "[Premier]" in texts(card)
    form = await network.press("Maud", card, "C’est un appel…")
    await network.fill("Maud", form, until="30 novembre")
    assert "confirmée" in texts(card)
    await network.press("Maud", card, "Pas un appel")
    assert "confirmée" not in texts(card)


async def test_a_refused_form_takes_the_place_of_the_card_and_the_way_back_leads_to_it(
    network, news
):
    await news.arrives("Un")
    card = await network.run("Maud", "moderation file")
    form = await network.press("Maud", card, "Planifier")
    await network.fill("Maud", form, when="un de ces jours")
    assert labels(card) == ["Réessayer", "Retour"]
    await network.press("Maud", card, "Retour")
    assert "[Un]" in texts(card) and "-# 1 sur 1" in texts(card)
    form = await network.press("Maud", card, "Planifier")
    await network.fill("Maud", form, when="un de ces jours")
    again = await network.press("Maud", card, "Réessayer")
    await network.fill("Maud", again, when="demain 9h")
    assert "Rien à trier" in texts(card)


async def test_the_choice_above_the_alerts_of_the_day_leads_on_too(network, news):
    await news.set("watch.daily_limit", 1)
    for title in ("Un", "Deux", "Trois"):
        await news.arrives(title)
    card = await network.run("Maud", "moderation file")
    await network.press("Maud", card, "Publier")
    await network.press("Maud", card, "Publier")
    assert labels(card) == ["Au résumé", "Publier quand même", "Retour"]
    await network.press("Maud", card, "Publier quand même")
    assert "[Trois]" in texts(card)
    assert (await news.now(2)).state is StoryState.PUBLISHED


async def test_a_story_that_somebody_else_decided_meanwhile_gives_way_to_the_next(network, news):
    await news.arrives("Un")
    await news.arrives("Deux")
    card = await network.run("Maud", "moderation file")
    await network.services.curation.publish(network.caller("Alix"), 1)
    await network.press("Maud", card, "Au résumé")
    assert "Quelqu’un a été plus rapide" in texts(card)
    assert f"par <@{network.people['Alix'].id}>" in texts(card)
    assert "[Deux]" in texts(card)


async def test_skipping_the_last_begins_again_and_skipping_the_only_one_stays(network, news):
    await news.arrives("Un")
    card = await network.run("Maud", "moderation file")
    await network.press("Maud", card, "Passer")
    assert "[Un]" in texts(card)
    await news.arrives("Deux")
    await network.press("Maud", card, "Passer")
    await network.press("Maud", card, "Passer")
    assert "[Un]" in texts(card)


async def test_a_first_yes_goes_on_to_the_next(network, news):
    await news.set("watch.two_moderators", True)
    await news.arrives("Un")
    await news.arrives("Deux")
    card = await network.run("Maud", "moderation file")
    await network.press("Maud", card, "Publier")
    assert "Premier oui noté" in texts(card) and "[Deux]" in texts(card)


@pytest.mark.parametrize("locale", ["fr", ENGLISH])
async def test_an_empty_queue_says_what_to_do_next(network, news, locale):
    network.speaks("Maud", locale)
    command = "moderation queue" if locale == ENGLISH else "moderation file"
    card = await network.run("Maud", "moderation file")
    said = "`/sources add`" if locale == ENGLISH else "`/sources ajouter`"
    assert said in texts(card), command


async def test_a_member_is_told_that_the_queue_is_for_moderators(network, news):
    await network.show_to_everyone("moderation")
    answer = await network.run("Inès", "moderation file")
    assert texts(answer) == "Seuls les modérateurs peuvent faire cela."


async def test_the_file_speaks_ones_own_language_and_the_channel_the_networks(network, news):
    network.speaks("Maud", ENGLISH)
    await news.arrives("Un")
    card = await network.run("Maud", "moderation file")
    assert labels(card)[:2] == ["Publish", "Plan"] and "-# 1 of 1" in texts(card)
    await network.press("Maud", card, "Publish")
    assert "“Un” comes out" in texts(card)
    await news.redrawn()
    assert "✅ **Publiée**" in texts(history(news.moderators)[0])


async def test_cards_and_forms_work_after_a_restart(network, news, sqlite_db, clock, tmp_path):
    await news.arrives("Un")
    card = await network.run("Maud", "moderation file")
    fresh = build_bot(sqlite_db, clock, tmp_path)
    client = network.parts.wiring.client
    client.buttons, client.forms = fresh.wiring.client.buttons, fresh.wiring.client.forms
    client.services = fresh.wiring.services
    form = await network.press("Maud", card, "Planifier")
    await network.fill("Maud", form, when="un de ces jours")
    again = await network.press("Maud", card, "Réessayer")
    await network.fill("Maud", again, when="demain 9h")
    assert (await news.now()).state is StoryState.SCHEDULED
