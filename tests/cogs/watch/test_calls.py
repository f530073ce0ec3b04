"""Calls as members use them: the list, interest, one thread for all, reminders, agendas, events."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.backend.serializers import role_payload
from simcord.enums import OverwriteType

from cogs._shared.limits import fits
from cogs.watch.calls_list import calls_card
from domain.watch.stories import Deadline
from locales import Catalogue
from services.calls import CallPage
from storage import stories
from tests.cogs.lending.loan_stage import press_privately, privately
from tests.cogs.network import ENGLISH, labels, texts
from tests.cogs.watch.member_stage import LAST_DAY, approved, call
from tests.cogs.watch.stage import history
from tests.cogs.watch.test_digests import worst_call
from tests.domain.watch.test_calendar_file import read, value

MEMBERS = ["Ça nous intéresse", "On répond ensemble", "Me rappeler", "Agenda"]


# -- the list


async def test_no_open_call_says_what_to_do_next(network, news):
    assert "`/veille proposer`" in texts(await network.run("Léa", "appels"))


async def test_calls_are_listed_by_deadline_page_by_page_with_their_buttons(network, news):
    for number in (3, 1, 6, 2, 5, 4):
        day = Deadline(date(2026, 12, number))
        await approved(news, f"Bourse {number}", is_call=True, deadline=day, confirmed=True)
    await approved(news, "Douteux", is_call=True, deadline=LAST_DAY)
    await approved(
        news, "Passé", is_call=True, deadline=Deadline(date(2026, 11, 1)), confirmed=True
    )
    shown = await network.run("Léa", "appels")
    said = plainly(shown)
    assert shown.ephemeral and "6 appels à projets ouverts" in said and "page 1/2" in said
    places = [said.index(f"Bourse {number}") for number in range(1, 6)]
    assert places == sorted(places) and "Douteux" not in said and "Passé" not in said
    assert labels(shown) == [*MEMBERS * 5, "Suivant"]
    rest = await network.press("Léa", shown, "Suivant")
    assert "Bourse 6" in texts(rest) and labels(rest) == [*MEMBERS, "Précédent"]


async def test_one_topic_stays_chosen_on_the_next_page(network, news):
    for number in range(1, 7):
        await approved(news, f"Bourse {number}", topic=2, is_call=True, deadline=LAST_DAY,
                       confirmed=True)  # fmt: skip
    await approved(news, "Autre", is_call=True, deadline=LAST_DAY, confirmed=True)
    shown = await network.run("Léa", "appels", theme="Appels")
    assert "6 appels" in plainly(shown)
    assert "6 appels" in plainly(await network.press("Léa", shown, "Suivant"))
    assert "Aucun appel ouvert" in texts(await network.run("Zoé", "appels"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_of_the_worst_calls_fits(language):
    words = Catalogue.load(strict=True).words(language)
    view = worst_call()
    views = tuple(replace(view, story=replace(view.story, number=n)) for n in range(1, 6))
    page = CallPage(views, 9_999, 2, 2_000)
    assert fits(calls_card(words, 1, page, 99_999_999)) == []


# -- «Ça nous intéresse»


async def test_an_organisation_is_interested_once_and_the_public_card_says_so(network, news):
    await call(news)
    alert = history(news.calls)[0]
    answer = await network.press("Léa", alert, "Ça nous intéresse")
    assert answer.ephemeral and "**Le Clou** s’intéresse à" in texts(answer)
    await network.press("Maud", alert, "Ça nous intéresse")
    await news.redrawn()
    said = plainly(history(news.calls)[0])
    assert "Intéressés : Le Clou" in said
    assert labels(history(news.calls)[0]) == MEMBERS
    off = await network.press("Léa", history(news.calls)[0], "Ça nous intéresse")
    assert "vous n’êtes plus parmi les intéressés" in texts(off)
    await news.redrawn()
    assert "Le Clou" not in plainly(history(news.calls)[0])


async def test_who_has_no_organisation_speaks_in_their_own_name(network, news):
    await call(news)
    answer = await network.press("Noé", history(news.calls)[0], "Ça nous intéresse")
    assert "vous vous intéressez à" in texts(answer) and "une personne" in texts(answer)
    network.speaks("Inès", ENGLISH)
    answer = await network.press("Inès", history(news.calls)[0], "Ça nous intéresse")
    assert "is interested in" in texts(answer) and "and one person" in texts(answer)


@pytest.mark.parametrize("label", MEMBERS)
async def test_a_call_that_is_over_or_is_none_does_nothing(network, news, clock, label):
    over = await call(news)
    alert = history(news.calls)[0]
    if label != "Agenda":  # a deadline that is past may still be noted in an agenda
        clock.set(datetime(2026, 12, 1, tzinfo=UTC))
        assert "est passée" in texts(await network.press("Léa", alert, label))
        clock.set(datetime(2026, 11, 2, 9, tzinfo=UTC))
    async with news.db.writing() as conn:
        before = await stories.one(conn, news.guild_id, over.number)
        assert before is not None
        await stories.save(conn, before, replace(before, is_call=False))
    assert "n’est pas (ou plus) un appel" in plainly(await network.press("Léa", alert, label))
    assert news.calls.threads == []


async def test_calls_of_another_guild_or_not_approved_are_as_those_that_do_not_exist(network, news):
    made = await call(news)
    hidden = await news.arrives("En file", is_call=True)
    listed = await network.run("Zoé", "appels")
    for act in ("interest", "together", "remind", "agenda"):
        for name, guild, number in (
            ("Zoé", network.guild, made.number),
            ("Zoé", network.elsewhere, made.number),
            ("Léa", network.guild, hidden.number),
        ):
            on = listed if name == "Zoé" else history(news.calls)[0]
            answer = await network.press_id(name, on, f"call:{guild.id}:{number}:{act}:0")
            assert texts(answer) == f"Il n’y a pas de nouvelle #{number} ici.", (act, name)
    assert "Seuls les modérateurs" in texts(
        await network.press_id("Léa", history(news.calls)[0], f"call:{network.guild.id}:1:event:0")
    )


# -- «On répond ensemble»


async def test_a_thread_is_opened_under_the_alert_and_introduced(network, news):
    await call(news, "Un appel *très* long " + "x" * 120)
    alert = history(news.calls)[0]
    await network.press("Karim", alert, "Ça nous intéresse")
    answer = await network.press("Léa", alert, "On répond ensemble")
    await network.post()
    (thread,) = news.calls.threads
    assert thread.id == alert.id and len(thread.name) == 100
    assert f"<#{thread.id}>" in texts(answer)
    first = said_in(thread)[0]
    assert f"<@{network.people['Léa'].id}> propose de répondre ensemble" in texts(first)
    assert "Le Clou" in texts(first)
    assert labels(first) == ["Ça nous intéresse", "Me rappeler"]
    joined = await network.press("Noé", first, "Ça nous intéresse")
    assert "Intéressés" in texts(joined)


async def test_pressed_again_and_by_others_it_is_the_same_thread_introduced_once(network, news):
    await call(news)
    alert = history(news.calls)[0]
    for name in ("Léa", "Léa", "Karim"):
        answer = await network.press(name, alert, "On répond ensemble")
        assert f"<#{alert.id}>" in texts(answer)
    await network.post()
    (thread,) = news.calls.threads
    assert len(said_in(thread)) == 1


async def test_a_thread_that_was_opened_and_not_noted_is_found_again(network, news):
    await call(news)
    alert = history(news.calls)[0]
    network.env.backend.create_thread(
        news.calls.id, "Résidences", network.env.backend.bot_user.id, message_id=alert.id
    )
    answer = await network.press("Léa", alert, "On répond ensemble")
    assert f"<#{alert.id}>" in texts(answer)
    await network.post()
    assert len(news.calls.threads) == 1 and len(said_in(news.calls.threads[0])) == 1


async def digested(network, news):
    made = await approved(
        news, "Par résumé", digest=True, topic=2, is_call=True, deadline=LAST_DAY, confirmed=True
    )
    return await network.run("Léa", "appels"), made


async def test_a_call_that_was_only_in_a_digest_has_its_thread_in_the_channel_once(network, news):
    listed, _ = await digested(network, news)
    await network.press("Léa", listed, "On répond ensemble")
    await network.press("Léa", listed, "On répond ensemble")
    (thread,) = news.calls.threads
    assert thread.name == "Par résumé"


async def test_a_restart_between_the_thread_and_its_note_makes_no_second_one(network, news):
    listed, _ = await digested(network, news)
    backend = network.env.backend
    lost = backend.create_thread(news.calls.id, "Par résumé", backend.bot_user.id)
    answer = await network.press("Léa", listed, "On répond ensemble")
    assert f"<#{lost.id}>" in texts(answer) and len(news.calls.threads) == 1


async def test_a_thread_that_was_deleted_is_opened_anew(network, news):
    listed, _ = await digested(network, news)
    await network.press("Léa", listed, "On répond ensemble")
    network.env.backend.delete_channel(news.calls.threads[0].id)
    answer = await network.press("Léa", listed, "On répond ensemble")
    (thread,) = news.calls.threads
    assert f"<#{thread.id}>" in texts(answer)
    await network.post()
    assert len(said_in(thread)) == 1


async def test_an_alert_that_was_deleted_leaves_the_channel_to_open_a_thread_in(network, news):
    await call(news)
    listed = await network.run("Léa", "appels")
    await history(news.calls)[0].delete()
    await network.press("Léa", listed, "On répond ensemble")
    assert [each.name for each in news.calls.threads] == ["Résidences"]


async def test_a_missing_right_or_channel_is_said_with_what_to_do(network, news):
    await call(news)
    alert = history(news.calls)[0]
    forbid(network, news.calls, "create_public_threads")
    answer = await network.press("Léa", alert, "On répond ensemble")
    assert "Créer des fils publics" in plainly(answer) and "#appels" in plainly(answer)
    listed = await network.run("Léa", "appels")
    network.env.backend.delete_channel(news.calls.id)
    assert "plus de salon" in texts(await network.press("Léa", listed, "On répond ensemble"))
    assert (await news.now()).thread_id is None


# -- «Me rappeler»


async def test_a_reminder_comes_privately_in_time_and_the_channel_has_its_own(network, news, clock):
    await call(news)
    alert = history(news.calls)[0]
    answer = await network.press("Léa", alert, "Me rappeler")
    assert "(jours avant : 14, 3 et 1)" in plainly(answer)
    clock.set(datetime(2026, 11, 16, 8, 1, tzinfo=UTC))
    for _ in range(2):
        await network.services.call_clock.tick()
        await network.post()
    (told,) = privately(network, "Léa")
    assert "Réseau 79" in texts(told) and "Date limite dans 14 jours" in texts(told)
    assert len(history(news.calls)) == 2
    answer = await press_privately(network, "Léa", told, "Me rappeler")
    assert "pas de rappel pour" in texts(answer)
    answer = await press_privately(network, "Léa", told, "Me rappeler")
    assert "(jours avant : 3 et 1)" in plainly(answer)
    await network.services.call_clock.tick()
    await network.post()
    assert len(privately(network, "Léa")) == 1  # who has just said so needs no reminder of today


async def test_the_last_day_has_no_reminder_left_and_says_so(network, news, clock):
    await call(news)
    alert = history(news.calls)[0]
    clock.set(datetime(2026, 11, 30, 12, tzinfo=UTC))
    assert "plus de rappel à venir" in texts(await network.press("Léa", alert, "Me rappeler"))


async def test_a_call_without_a_known_deadline_is_noted_all_the_same(network, news):
    await call(news, deadline=None, confirmed=False)
    answer = await network.press("Léa", history(news.calls)[0], "Me rappeler")
    assert "n’est pas encore connue" in texts(answer)


# -- «Agenda»


async def agenda(network, news, name="Léa"):
    shown = await network.press(name, history(news.calls)[0], "Agenda")
    (file,) = shown.attachments
    data = network.env.backend.cdn.get(file.url)
    return shown, file.filename, data


async def test_the_deadline_goes_into_ones_own_agenda(network, news):
    await call(news, "Résidences, été ; *fin*")
    shown, name, data = await agenda(network, news)
    assert shown.ephemeral and name == "appel-1.ics" and labels(shown) == []
    assert value(data, "SUMMARY") == "Résidences, été ; *fin*"
    assert "DTSTART;VALUE=DATE:20261130" in read(data)


async def test_a_deadline_with_an_hour_is_that_instant(network, news):
    await call(news, deadline=Deadline(date(2026, 11, 30), time(12)))
    _, _, data = await agenda(network, news)
    assert "DTSTART:20261130T110000Z" in read(data)


async def test_an_unconfirmed_deadline_is_in_no_agenda(network, news):
    await call(news, confirmed=False)
    answer = await network.press("Léa", history(news.calls)[0], "Agenda")
    assert "n’est pas encore connue" in texts(answer)


# -- «Créer l’événement»


async def test_a_moderator_makes_the_event_once(network, news):
    await call(news, "Résidences", link="https://radio.example/appel", summary="Un *résumé*")
    shown, _, _ = await agenda(network, news, "Maud")
    assert labels(shown) == ["Créer l’événement du serveur"]
    answers = [await network.press("Maud", shown, labels(shown)[0]) for _ in range(2)]
    (event,) = events(network)
    assert all(f"/events/{network.guild.id}/{event.id}" in texts(each) for each in answers)
    assert event.name == "Résidences"
    assert event.entity_metadata == {"location": "https://radio.example/appel"}
    assert datetime.fromisoformat(event.scheduled_end_time) == datetime(
        2026, 11, 30, 23, tzinfo=UTC
    )
    assert "Un *résumé*" in event.description


async def test_a_deadline_within_the_hour_is_still_an_event(network, news, clock):
    await call(news, deadline=Deadline(date(2026, 11, 2), time(10, 30)))
    shown, _, _ = await agenda(network, news, "Maud")
    await network.press("Maud", shown, labels(shown)[0])
    (event,) = events(network)
    begins = datetime.fromisoformat(event.scheduled_start_time)
    assert clock() < begins < datetime.fromisoformat(event.scheduled_end_time)


async def test_an_event_of_the_past_or_without_the_right_is_said(network, news, clock):
    await call(news)
    shown, _, _ = await agenda(network, news, "Maud")
    bot_may(network, "view_channel", "send_messages")
    assert "Créer des évènements" in plainly(await network.press("Maud", shown, labels(shown)[0]))
    clock.set(datetime(2026, 12, 2, tzinfo=UTC))
    assert "est passée" in texts(await network.press("Maud", shown, labels(shown)[0]))
    assert events(network) == []


# -- a deadline that moved


async def test_a_deadline_that_moderators_put_off_is_news_in_the_channel_once(network, news):
    await call(news)
    later = Deadline(date(2026, 12, 15), None, "Prolongé !")
    async with news.db.writing() as conn:
        before = await stories.one(conn, news.guild_id, 1)
        assert before is not None
        saved = await stories.save(conn, before, replace(before, offered=later))
        settings = await network.services.settings.of(conn, news.guild_id)
        await news.alerts.offer(conn, settings, saved)
    await network.post()
    await network.press("Maud", news.card(), "Prendre cette date")
    await network.post()
    _, said = history(news.calls)
    assert "Date limite repoussée" in plainly(said) and "mar. 15 déc. 2026" in plainly(said)
    assert labels(said) == MEMBERS
    network.clock.advance(hours=1)
    await network.services.call_curation.mark(network.caller("Maud"), 1, later)
    await network.post()
    assert len(history(news.calls)) == 2


async def test_an_answer_delivered_twice_counts_once(network, news):
    await call(news)
    person, alert = network.people["Léa"], history(news.calls)[0]
    calls = network.services.calls
    caller = network.caller("Léa")
    await network.press("Léa", alert, "Ça nous intéresse")
    await calls.interested(caller, 1, interaction_id=12)
    with pytest.raises(Exception, match="already-done"):
        await calls.interested(caller, 1, interaction_id=12)
    assert [each.user_id for each in (await calls.one(caller, 1)).interested] == []
    assert person.id == caller.user_id


# -- reading the stage


def plainly(shown):
    return texts(shown).replace("\u202f", " ").replace("\xa0", " ")


def said_in(thread):
    return [each for each in thread.history() if each.components]


def events(network):
    return list(network.env.backend.get_guild(network.guild.id).scheduled_events.values())


def forbid(network, channel, *names):
    bits = discord.Permissions(**dict.fromkeys(names, True)).value
    network.env.backend.set_overwrite(
        channel.id,
        Overwrite(network.env.backend.bot_user.id, OverwriteType.MEMBER, allow=0, deny=bits),
    )


def bot_may(network, *names):
    """Leave the bot these rights in the whole guild and no others."""
    backend = network.env.backend
    for role in backend.get_guild(network.guild.id).roles.values():
        if role.managed:
            role.permissions = discord.Permissions(**dict.fromkeys(names, True)).value
            payload = {"guild_id": str(network.guild.id), "role": dict(role_payload(role))}
            backend.emit("GUILD_ROLE_UPDATE", payload)
