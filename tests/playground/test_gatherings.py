"""Threads, posts, events, commands on a message, roles called, files: as on Discord."""

from types import SimpleNamespace

import pytest

from playground import NotOnDiscord
from playground.world import Channel


async def test_a_message_has_one_thread_that_people_see_and_write_in(town: SimpleNamespace):
    answer = await town.lea.types("/fil", nom="On répond ensemble")
    thread = await town.prets.has_thread("On répond")
    assert answer.text == f"<#{thread.id}>"
    assert (await thread.sees("premier")).channel_id == thread.id
    assert [m.text for m in town.prets.messages] == ["départ"]
    assert town.prets.last.thread is thread
    assert town.wire.ledger.count(channel=thread) == 1

    town.karim.says("j’en suis", thread)
    written = await town.karim.types("/annoncer", in_=thread, texte="dans le fil")
    assert written.text == "ok"
    assert (await thread.sees("dans le fil")).thread is None
    assert [m.text for m in thread.messages] == ["premier", "j’en suis", "dans le fil"]


async def test_a_second_thread_is_refused_and_the_message_shows_the_first(town: SimpleNamespace):
    answer = await town.lea.types("/fil", nom="Deux", deux_fois=True)
    (thread,) = town.prets.threads
    assert answer.text == f"400 160004 {thread.id}"


@pytest.mark.parametrize("right", ["create_public_threads", "send_messages_in_threads"])
async def test_threads_need_their_rights(town: SimpleNamespace, right: str):
    town.prets.forbids(right)
    answer = await town.lea.types("/fil", nom="Interdit")
    assert answer.text.startswith("403 50013")
    assert len(town.prets.threads) == (right != "create_public_threads")
    assert not any(thread.messages for thread in town.prets.threads)


async def test_an_idle_thread_sleeps_is_gone_after_a_restart_and_wakes(town: SimpleNamespace):
    await town.lea.types("/fil", nom="Sieste")
    thread = await town.prets.has_thread("Sieste")
    await thread.sees("premier")
    await town.lea.types("/repondre", fil=str(thread.id), texte="tôt")
    assert await thread.sees("tôt True")
    await town.bot.later(2 * 3600)
    assert thread.asleep
    await town.lea.types("/repondre", fil=str(thread.id), texte="tard")
    assert await thread.sees("tard False")
    assert not thread.asleep
    thread.falls_asleep(locked=True)
    await town.lea.types("/repondre", fil=str(thread.id), texte="trop tard")
    assert await town.bot.logged("refused: 400 50083")


async def test_a_post_in_a_forum_bears_its_tags_and_is_listed(town: SimpleNamespace):
    forum: Channel = town.guild.channel("ressources", kind="forum", tags=["Aides", "Outils"])
    await town.wire.quiet(0.2)
    answer = await town.maud.types("/fiche", forum=forum, titre="Le guide", etiquette="Outils")
    post = await forum.has_thread("Le guide")
    assert answer.text == "Le guide"
    assert post.tags == ["Outils"]
    assert forum.tags == ["Aides", "Outils"]
    assert (await post.sees("Le guide")).thread is post
    assert town.wire.ledger.count(channel=post) == 1
    forum.forbids("send_messages")
    answer = await town.maud.types("/fiche", forum=forum, titre="Un autre", etiquette="Outils")
    assert answer.text == "403 50013"


async def test_what_the_bot_can_not_see_is_not_among_the_active_threads(town: SimpleNamespace):
    hidden = town.guild.channel("bureau")
    await town.lea.types("/fil", nom="Secret", in_=hidden)
    hidden.forbids("view_channel")
    forum = town.guild.channel("ressources", kind="forum", tags=["Outils"])
    await town.wire.quiet(0.2)
    answer = await town.maud.types("/fiche", forum=forum, titre="Vu", etiquette="Outils")
    assert answer.text == "Vu"


async def test_an_event_needs_its_right_and_a_time_to_come(town: SimpleNamespace):
    town.guild.bot_may("view_channel", "send_messages", "create_events")
    answer = await town.lea.types("/evenement", nom="Clôture", dans=60)
    assert answer.text == "Clôture"
    (event,) = town.guild.events
    assert event["entity_metadata"] == {"location": "Le Clou"}
    assert (await town.lea.types("/evenement", nom="Hier", dans=-60)).text == "400 50035"
    town.guild.bot_may("view_channel", "send_messages")
    assert (await town.lea.types("/evenement", nom="Encore", dans=60)).text == "403 50013"
    assert len(town.guild.events) == 1


async def test_a_command_on_a_message_reads_it(town: SimpleNamespace):
    said = town.karim.says("à lire : https://exemple.example/")
    assert town.lea.sees_menu(said) == ["Ajouter à la veille"]
    answer = await town.lea.uses("Ajouter à la veille", on=said)
    assert answer.text == "Karim : à lire : https://exemple.example/ 0"
    assert answer.ephemeral
    assert "/Ajouter à la veille" not in town.lea.sees_commands()
    for wrong, on in (("Autre", said), ("Ajouter à la veille", answer.message)):
        with pytest.raises(NotOnDiscord):
            await town.lea.uses(wrong, on=on)


@pytest.mark.parametrize(
    ("mentionable", "everyone", "asked", "called"),
    [
        (True, False, True, True),
        (False, False, True, False),
        (False, True, True, True),
        (True, True, False, False),
    ],
)
async def test_a_role_is_called_when_it_may_be_and_the_message_says_so(
    town: SimpleNamespace, mentionable: bool, everyone: bool, asked: bool, called: bool
):
    role = town.guild.role("Alertes", mentionable=mentionable)
    rights = ["view_channel", "send_messages", "attach_files"]
    town.guild.bot_may(*rights, *(["mention_everyone"] if everyone else []))
    await town.maud.types("/alerter", role=role, demande=asked)
    seen = await town.prets.sees(role.mention)
    assert seen.role_pings == ((role.id,) if called else ())
    (posted,) = town.wire.ledger.posted(channel=town.prets, link="https://exemple.example/c")
    assert posted.pinged_roles == set(seen.role_pings)
    assert posted.links == {"https://exemple.example/a?b=1", "https://exemple.example/c"}
    assert posted.files == ("rappel.ics",)
    assert seen.file() == b"BEGIN:VCALENDAR\r\n"
