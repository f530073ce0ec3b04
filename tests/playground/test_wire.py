"""The wire speaks to an unmodified discord.py in another process, and people get its answers."""

import asyncio
from types import SimpleNamespace

import pytest

from playground import NotOnDiscord


async def test_a_command_is_typed_and_answered_with_a_card(town: SimpleNamespace):
    answer = await town.lea.types("/emprunter", objet="Console", quantite=2)

    assert answer.text == "Demande : Console x2"
    assert answer.labels == ["Accepter"]
    assert not answer.ephemeral
    assert 0 < answer.acknowledged_in < 3
    assert town.wire.ledger.count(channel=town.prets, containing="Console") == 1
    assert town.wire.guard.checked > 3


async def test_completion_offers_what_the_bot_says(town: SimpleNamespace):
    choices = await town.karim.completes("/emprunter", "objet", "cons")
    assert [(c.name, c.value) for c in choices] == [("cons (2 libres)", "#1")]


async def test_an_old_button_works_after_a_restart(town: SimpleNamespace):
    answer = await town.lea.types("/emprunter", objet="Console")
    await town.bot.restart(hard=True)

    pressed = await town.karim.presses(answer, "Accepter")

    assert answer.text == "Accepté par Karim"
    assert pressed.kind == "update"
    assert answer.labels == []


async def test_two_people_press_at_the_same_instant(town: SimpleNamespace):
    answer = await town.lea.types("/emprunter", objet="Console")
    both = await asyncio.gather(
        town.karim.presses(answer, "Accepter"), town.maud.presses(answer, "Accepter")
    )
    assert [a.failed for a in both] == [False, False]
    assert len({a.record.id for a in both}) == 2


async def test_a_forged_custom_id_reaches_the_bot(town: SimpleNamespace):
    answer = await town.lea.types("/emprunter", objet="Console")
    with pytest.raises(NotOnDiscord):
        await town.karim.presses(answer, custom_id="loan:404:accept")
    forged = await town.karim.presses(answer, custom_id="loan:404:accept", forged=True)
    assert (forged.text, forged.ephemeral) == ("inconnu", True)


async def test_a_form_is_filled_with_text_and_a_photo(town: SimpleNamespace):
    shown = await town.lea.types("/partager")
    assert [f["label"] for f in shown.fields] == ["Nom", "Photo"]

    kept = await town.lea.submits(shown)
    assert kept.text == "Console [] fr"

    shown = await town.karim.types("/partager")
    sent = await town.karim.submits(shown, {"Nom": "Enceinte", "Photo": ("a.png", b"12345")})
    assert sent.text == "Enceinte [5] en-GB"


async def test_an_attachment_is_an_option_and_a_deferred_answer_is_waited_for(
    town: SimpleNamespace,
):
    answer = await town.lea.types("/partager", photo=("photo.jpg", b"123"))
    assert answer.text == "photo.jpg 3"
    assert answer.ephemeral
    assert answer.acknowledged_in <= answer.answered_in


async def test_a_menu_is_chosen_by_label(town: SimpleNamespace):
    answer = await town.lea.types("/emprunter", objet="Console")
    chosen = await town.karim.selects(answer, "Lumière")
    assert chosen.followups[0].text == "choisi light"
    with pytest.raises(NotOnDiscord):
        await town.maud.presses(chosen.followups[0], "Accepter")


async def test_discord_refuses_for_the_person_what_its_client_refuses(town: SimpleNamespace):
    with pytest.raises(NotOnDiscord, match="objet"):
        await town.lea.types("/emprunter")
    with pytest.raises(NotOnDiscord, match="no /config"):
        await town.lea.types("/config", salon=town.prets)
    allowed = await town.maud.types("/config", salon=town.prets)
    assert allowed.text == "réglé prets"
    assert "/config" not in town.lea.sees_commands()


async def test_a_late_answer_is_a_failure_to_the_person(town: SimpleNamespace):
    answer = await town.lea.types("/lent")
    assert answer.failed
    assert answer.acknowledged_in is None


async def test_a_private_message_comes_and_a_closed_door_refuses_it(town: SimpleNamespace):
    await town.lea.types("/annoncer", texte="psst", prive=True)
    assert (await town.lea.dm.sees("psst")).text == "psst"

    town.karim.closes_dms()
    await town.karim.types("/annoncer", texte="toc", prive=True)
    assert await town.bot.logged("refused: 403 50007")


async def test_the_same_interaction_delivered_twice_is_answered_once(town: SimpleNamespace):
    answer = await town.lea.types("/emprunter", objet="Console")
    await town.lea.replays(answer)
    assert town.wire.ledger.count(containing="Console") == 1


async def test_history_after_a_message_gives_all_that_followed_in_order(town: SimpleNamespace):
    first = town.lea.says("zéro")
    later = [town.lea.says(str(number)).id for number in range(1, 251)]
    answer = await town.karim.types("/relire", depuis=str(first.id))
    # texts are hidden: nobody gave the bot the right to read them
    assert answer.text == f"250 {later[0]} {later[-1]} ''"


async def test_a_forgotten_allowed_mentions_is_seen(town: SimpleNamespace):
    await town.lea.types("/crier")
    await town.wire.quiet()
    assert [v for v in town.wire.guard.violations if "allowed_mentions" in v]
    assert len(town.wire.guard.violations) == 1
    assert "PATCH" in town.wire.guard.violations[0]
    town.wire.guard.violations.clear()


async def test_the_bot_is_told_where_the_pretend_web_is(town: SimpleNamespace):
    hosts = town.bot.environment()["FEED_PRIVATE_HOSTS"].split(",")
    for offer in town.wire.press.sources():
        assert offer.address.split("/")[2] in hosts
