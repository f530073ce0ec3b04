"""The buttons of a loan's card, as the people of the cast press them."""

from datetime import timedelta

import pytest

from domain.periods import Period
from services.lending import Wish
from tests.cogs.lending.item_stage import fill, photo, prefilled
from tests.cogs.lending.loan_stage import (
    WEEKEND,
    approved,
    ask,
    at,
    in_channel,
    out,
    press_privately,
    privately,
    redrawn,
    with_gap,
)
from tests.cogs.lending.request_stage import lend
from tests.cogs.network import ENGLISH, labels, parts_of, texts


def buttons(message):
    return [part for part in parts_of(message) if part.get("type") == 2]


async def test_a_request_is_shown_in_the_channel_and_to_the_owners_people(network):
    await ask(network, project="Bal de l’hiver", quantity=2)
    card = in_channel(network)
    said = texts(card)
    noe = network.people["Noé"].id
    for line in (
        "### Sono 1000 W × 2",
        f"<@{noe}> emprunte à **Clou**",
        "📅 **du sam. 7 nov. au dim. 8 nov.**",
        "**Projet** · Bal de l’hiver",
        "🟠 **En attente de réponse**",
        "prêt #1",
    ):
        assert line in said, said
    assert labels(card) == ["Accepter", "Proposer d’autres dates", "Refuser", "Annuler"]
    for name in ("Léa", "Karim"):
        (told,) = privately(network, name)
        assert texts(told).startswith(f"-# Réseau 79\n<@{noe}> vous demande **Sono 1000 W × 2**.")
    assert privately(network, "Sacha") == privately(network, "Noé") == []


async def test_a_loan_is_played_from_the_request_to_the_confirmed_return(network):
    await ask(network)
    answer = await network.press("Léa", in_channel(network), "Accepter")
    assert "l’emprunteur est prévenu" in texts(answer) and answer.ephemeral
    assert "🔵 **Accordé.**" in texts(in_channel(network))
    await network.post()
    (told,) = privately(network, "Noé")
    assert "vous prête Sono 1000 W.**" in texts(told)
    assert labels(told) == ["Remis", "Prolonger", "Annuler"]

    await network.press("Noé", in_channel(network), "Remis")
    assert "🟢 **Remis**" in texts(in_channel(network))
    assert labels(in_channel(network)) == ["Rendu", "Prolonger"]

    form = await network.press("Noé", in_channel(network), "Rendu")
    answer = await fill(network, "Noé", form)
    assert "L’autre partie le confirme d’un clic" in texts(answer)
    said = texts(in_channel(network))
    assert "✅ **Rendu**" in said and "1 en bon état" in said
    assert "🟠 **À confirmer** par **Clou**." in said
    assert labels(in_channel(network)) == ["Confirmer", "Contester"]

    await network.press("Karim", in_channel(network), "Confirmer")
    assert "✅ Retour confirmé." in texts(in_channel(network))
    assert labels(in_channel(network)) == []
    await network.post()
    assert "confirme le retour de Sono 1000 W" in texts(privately(network, "Noé")[-1])


async def test_private_cards_follow_the_loan(network):
    loan = await ask(network)
    (lea,) = privately(network, "Léa")
    await network.services.lending.approve(network.caller("Léa"), loan.number)
    assert labels(lea) == ["Accepter", "Proposer d’autres dates", "Refuser"]
    await redrawn(network)
    (lea,) = privately(network, "Léa")
    assert "🔵 **Accordé.**" in texts(lea) and "vous demande" not in texts(lea)
    assert labels(lea) == ["Remis", "Prolonger", "Annuler"]


async def test_a_stranger_is_told_who_may_and_nothing_changes(network):
    await ask(network)
    before = texts(in_channel(network))
    answer = await network.press("Inès", in_channel(network), "Accepter")
    lea, karim = network.people["Léa"].id, network.people["Karim"].id
    assert answer.ephemeral
    assert texts(answer) == (
        f"C’est à **Le Clou** (<@{lea}>, <@{karim}>) de répondre à cette demande "
        "(ou à un modérateur)."
    )
    assert texts(in_channel(network)) == before
    answer = await network.press("Sacha", in_channel(network), "Annuler")
    noe = network.people["Noé"].id
    assert texts(answer).startswith(f"C’est à <@{noe}> ou à **Le Clou**")


async def test_a_form_is_not_even_opened_for_a_stranger(network):
    await ask(network)
    for label in ("Refuser", "Proposer d’autres dates"):
        answer = await network.press("Noé", in_channel(network), label)
        assert "de répondre à cette demande" in texts(answer)


async def test_an_old_card_says_that_it_changed_and_shows_how_it_stands(network):
    await ask(network)
    (old,) = privately(network, "Léa")
    await network.services.lending.cancel(network.caller("Noé"), 1)
    answer = await press_privately(network, "Léa", old, "Accepter")
    assert texts(answer) == "Cette carte a changé depuis."
    assert labels(answer) == ["Actualiser"]
    assert "⚪ **Annulé.**" in texts(privately(network, "Léa")[0])  # and the old one is redrawn
    await press_privately(network, "Léa", answer, "Actualiser")
    assert "⚪ **Annulé.**" in texts(answer) and labels(answer) == []


async def test_pressing_twice_has_one_effect(network):
    await ask(network)
    card = in_channel(network)
    ident = next(part["custom_id"] for part in buttons(card) if part["label"] == "Accepter")
    await network.press_id("Léa", card, ident)
    answer = await network.press_id("Léa", in_channel(network), ident)
    assert texts(answer) == "Cette carte a changé depuis."
    await network.post()
    assert len(privately(network, "Noé")) == 1


async def test_a_card_of_another_guild_is_as_one_that_does_not_exist(network):
    await ask(network)
    zoe = await network.run("Zoé", "mes-prets")
    there, nowhere = network.guild.id, network.elsewhere.id
    answers = [
        texts(await network.press_id("Zoé", zoe, f"loan:{guild}:1:{act}:1"))
        for guild in (there, nowhere)
        for act in ("approve", "refuse", "return", "open", "confirm")
    ]
    assert set(answers) == {"Il n’y a pas de prêt #1 ici."}


async def test_a_refusal_says_why(network):
    await ask(network)
    form = await network.press("Léa", in_channel(network), "Refuser")
    await fill(network, "Léa", form, reason="En réparation *jusqu’à* lundi")
    assert "⚪ **Refusé** : En réparation \\*jusqu’à\\* lundi" in texts(in_channel(network))
    await network.post()
    (told,) = privately(network, "Noé")
    assert "ne peut pas vous prêter Sono 1000 W.**" in texts(told)
    assert "En réparation" in texts(told) and labels(told) == []


async def test_what_was_typed_survives_a_refused_form(network):
    await ask(network)
    form = await network.press("Léa", in_channel(network), "Proposer d’autres dates")
    answer = await fill(network, "Léa", form, when="le 30 février ou _*")
    assert "Je n’ai pas compris «" in texts(answer) and answer.ephemeral
    again = await network.press("Léa", answer, "Réessayer")
    assert prefilled(again) == {"when": "le 30 février ou _*"}
    await fill(network, "Léa", again, when="du 14 au 15 novembre")
    await network.post()
    assert "🟠 **Autres dates proposées** : du sam. 14 nov. au dim. 15 nov." in texts(answer)
    await redrawn(network)
    assert "**Autres dates proposées**" in texts(in_channel(network))


async def test_a_reason_of_blanks_is_asked_for_again(network):
    await ask(network)
    form = await network.press("Léa", in_channel(network), "Refuser")
    answer = await fill(network, "Léa", form, reason="\u200b")
    assert "Dites pourquoi, en quelques mots" in texts(answer)
    assert "En attente de réponse" in texts(in_channel(network))


async def test_proposed_dates_are_accepted_by_the_borrower_only(network):
    await ask(network)
    form = await network.press("Léa", in_channel(network), "Proposer d’autres dates")
    answer = await fill(network, "Léa", form, when="du 14 au 15 novembre")
    assert "l’emprunteur est prévenu" in texts(answer)
    await network.post()
    (told,) = privately(network, "Noé")
    assert "vous propose d’autres dates pour Sono 1000 W.**" in texts(told)
    assert labels(told) == ["Accepter ces dates", "Annuler"]
    stranger = await network.press("Léa", in_channel(network), "Accepter ces dates")
    assert "d’accepter ces dates" in texts(stranger)
    await network.press("Noé", in_channel(network), "Accepter ces dates")
    assert "📅 **du sam. 14 nov. au dim. 15 nov.**" in texts(in_channel(network))
    assert "🔵 **Accordé.**" in texts(in_channel(network))


async def test_dates_that_mean_two_things_are_asked_about(network):
    await ask(network)
    form = await network.press("Léa", in_channel(network), "Proposer d’autres dates")
    answer = await fill(network, "Léa", form, when="samedi prochain")
    assert "peut vouloir dire plusieurs choses" in texts(answer)
    assert labels(answer) == ["sam. 7 nov.", "sam. 14 nov.", "Réessayer"]
    await network.press("Léa", answer, "sam. 14 nov.")
    assert "**Autres dates proposées** : le sam. 14 nov." in texts(answer)


async def test_an_extension_is_asked_for_and_granted(network):
    await out(network)
    form = await network.press("Noé", in_channel(network), "Prolonger")
    answer = await fill(network, "Noé", form, until="mardi 10 novembre 20h")
    assert "le propriétaire est prévenu" in texts(answer)
    said = texts(in_channel(network))
    assert "🟠 **Prolongation demandée** jusqu’à : mar. 10 nov. 20:00 ;" in said
    assert labels(in_channel(network)) == [
        "Accepter la prolongation",
        "Refuser la prolongation",
        "Rendu",
        "Prolonger",
    ]
    await network.press("Karim", in_channel(network), "Accepter la prolongation")
    assert "📅 **sam. 7 nov. 00:00 → mar. 10 nov. 20:00**" in texts(in_channel(network))
    await network.post()
    assert "À rendre désormais : mar. 10 nov. 20:00" in texts(privately(network, "Noé")[-1])


async def test_a_weekday_before_the_end_is_asked_about(network):
    await out(network)
    form = await network.press("Noé", in_channel(network), "Prolonger")
    answer = await fill(network, "Noé", form, until="mercredi 20h")
    assert labels(answer) == ["mer. 11 nov. 20:00", "mer. 4 nov. 20:00", "Réessayer"]
    await network.press("Noé", answer, "mer. 11 nov. 20:00")
    assert "**Prolongation demandée** jusqu’à : mer. 11 nov. 20:00 ;" in texts(answer)


async def test_an_extension_that_is_denied_leaves_the_end(network):
    await out(network)
    form = await network.press("Noé", in_channel(network), "Prolonger")
    await fill(network, "Noé", form, until="le 10 novembre")
    await network.press("Léa", in_channel(network), "Refuser la prolongation")
    await network.post()
    last = texts(privately(network, "Noé")[-1])
    assert "À rendre comme prévu : fin du dim. 8 nov." in last


async def test_an_end_in_the_past_is_asked_for_again_with_what_was_typed(network):
    await out(network)
    network.clock.set(at(8, 12))
    form = await network.press("Noé", in_channel(network), "Prolonger")
    answer = await fill(network, "Noé", form, until="hier")
    assert "Cette fin est déjà passée" in texts(answer)
    assert prefilled(await network.press("Noé", answer, "Réessayer")) == {"until": "hier"}


async def test_a_promise_too_near_another_may_be_made_without_the_gap(network):
    truck = await with_gap(network)
    await approved(network, item=truck)
    after = Period(WEEKEND.end, WEEKEND.end + timedelta(days=1))
    await network.services.lending.cancel(network.caller("Léa"), 1)
    await ask(network, item=truck, by="Inès", period=after)
    await network.services.lending.reserve(network.caller("Léa"), Wish(truck.number, WEEKEND))
    answer = await network.press("Léa", in_channel(network), "Accepter")
    assert "Libre, mais trop près d’un autre prêt" in texts(answer) and answer.ephemeral
    assert "Accepter quand même (sans le délai)" in labels(answer)
    await network.press("Léa", answer, "Accepter quand même (sans le délai)")
    assert "🔵 **Accordé.**" in texts(answer)


async def test_what_was_promised_meanwhile_is_refused_with_other_dates(network):
    lamp = await lend(network, "Lampe")
    await ask(network, item=lamp)
    first = in_channel(network)
    await ask(network, item=lamp, by="Inès")
    await network.services.lending.approve(network.caller("Léa"), 2)
    answer = await network.press("Léa", first, "Accepter")
    said = texts(answer)
    assert "### Pas possible : Lampe" in said and "Déjà pris à ces dates." in said
    assert "Premier créneau libre de même durée : **du lun. 9 nov. au mar. 10 nov.**" in said
    assert labels(answer)[0] == "Proposer lun. 9 → mar. 10 nov."
    await network.press("Léa", answer, labels(answer)[0])
    assert "**Autres dates proposées** : du lun. 9 nov. au mar. 10 nov." in texts(answer)


async def test_pieces_come_back_one_by_one(network):
    await out(network, quantity=3)
    form = await network.press("Noé", in_channel(network), "Rendu")
    assert prefilled(form) == {"back": "3", "broken": "0", "lost": "0"}
    answer = await fill(network, "Noé", form, back="1", broken="1", condition="Pied tordu")
    said = texts(in_channel(network))
    assert "1 en bon état et 1 cassé" in said and "« Pied tordu »" in said
    assert "🟠 Pas encore rendus : 1 sur 3." in said
    assert labels(in_channel(network)) == ["Confirmer", "Contester", "Rendu", "Prolonger"]
    assert answer.ephemeral


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"back": "4"}, "Vous comptez 4 exemplaires, mais il n’y en a que 3 à rendre."),
        ({"back": "0"}, "Dites au moins un exemplaire rendu, cassé ou perdu (3 à rendre)."),
        ({"back": "-1"}, "« -1 » n’est pas un nombre."),
        ({"lost": "zéro"}, "« zéro » n’est pas un nombre."),
    ],
)
async def test_pieces_that_do_not_add_up_are_asked_for_again(network, typed, sentence):
    await out(network, quantity=3)
    form = await network.press("Noé", in_channel(network), "Rendu")
    answer = await fill(network, "Noé", form, condition="Ça va", **typed)
    assert sentence in texts(answer).replace("\\", "")
    again = prefilled(await network.press("Noé", answer, "Réessayer"))
    assert again == {"back": "3", "broken": "0", "lost": "0", "condition": "Ça va"} | typed
    assert "🟢 **Remis**" in texts(in_channel(network))


async def test_the_only_piece_comes_back_broken_with_a_photo(network):
    await out(network)
    form = await network.press("Noé", in_channel(network), "Rendu")
    assert prefilled(form) == {"outcome": ["back"]}
    upload = ("etat.jpg", photo())
    await fill(network, "Noé", form, outcome=["broken"], photo=[upload])
    card = in_channel(network)
    assert "1 cassé" in texts(card)
    assert [each.filename for each in card.attachments] == ["retour.jpg"]
    await redrawn(network)
    lea = privately(network, "Léa")[-1]
    assert [each.filename for each in lea.attachments] == ["retour.jpg"]
    assert "signale le retour de Sono 1000 W.**" in texts(lea)


async def test_a_file_that_is_no_photo_is_refused_and_nothing_is_noted(network):
    await out(network)
    form = await network.press("Noé", in_channel(network), "Rendu")
    upload = ("etat.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    answer = await fill(network, "Noé", form, condition="Bien", photo=[upload])
    assert "Ce fichier n’est pas une photo lisible." in texts(answer)
    assert "🟢 **Remis**" in texts(in_channel(network))
    assert prefilled(await network.press("Noé", answer, "Réessayer"))["condition"] == "Bien"


async def test_a_contested_return_is_out_again_and_moderators_are_told(network):
    moderators = network.guild.create_text_channel("moderation")
    await network.services.settings.change(
        network.caller("Alix"), "moderation.channel", moderators.id
    )
    await out(network)
    form = await network.press("Noé", in_channel(network), "Rendu")
    await fill(network, "Noé", form)
    answer = await network.press("Léa", in_channel(network), "Contester")
    assert "l’objet compte comme sorti" in texts(answer)
    assert labels(in_channel(network)) == ["Rendu", "Prolonger"]
    assert "⚠️ **Retour contesté**" in texts(in_channel(network))
    await network.post()
    assert "conteste le retour de Sono 1000 W.**" in texts(privately(network, "Noé")[-1])
    notice = moderators.last_message
    assert "**Un retour est contesté : Sono 1000 W**" in texts(notice)
    card = await network.press("Maud", notice, "Ouvrir")
    assert card.ephemeral and "### Sono 1000 W" in texts(card)
    assert "**Un retour est contesté" in texts(moderators.last_message)


async def test_private_cards_do_what_the_channels_card_does(network):
    await ask(network)
    (told,) = privately(network, "Léa")
    await press_privately(network, "Léa", told, "Accepter")
    (told,) = privately(network, "Léa")
    assert texts(told).startswith("-# Réseau 79\n### Sono 1000 W")
    assert "🔵 **Accordé.**" in texts(told)
    assert labels(told) == ["Remis", "Prolonger", "Annuler"]
    await redrawn(network)
    assert "🔵 **Accordé.**" in texts(in_channel(network))


async def test_somebody_who_left_can_no_longer_press_a_private_card(network):
    await ask(network)
    (told,) = privately(network, "Karim")
    network.guild.remove_member(network.people["Karim"])
    answer = await press_privately(network, "Karim", told, "Accepter")
    assert answer.content == "Vous n’êtes plus membre de ce serveur."
    assert "En attente de réponse" in texts(in_channel(network))


async def test_what_went_out_without_a_word_is_noted_after_its_dates(network):
    await approved(network)
    network.clock.set(at(9, 10))
    await network.services.loan_clock.tick()
    await redrawn(network)
    card = in_channel(network)
    assert "⚪ **Jamais remis**" in texts(card) and labels(card) == ["Remis quand même"]
    await network.press("Noé", card, "Remis quand même")
    assert "🔴 **En retard**" in texts(in_channel(network))


async def test_a_channels_card_keeps_the_guilds_language_whoever_presses(network):
    network.speaks("Léa", ENGLISH)
    await ask(network)
    answer = await network.press("Léa", in_channel(network), "Accepter")
    assert "the borrower has been told" in texts(answer)
    assert "🔵 **Accordé.**" in texts(in_channel(network))


async def test_a_private_card_keeps_its_readers_language(network):
    network.speaks("Léa", ENGLISH)
    await network.run("Léa", "mes-prets")
    await ask(network)
    await press_privately(network, "Léa", privately(network, "Léa")[-1], "Accept")
    assert "🔵 **Agreed.**" in texts(privately(network, "Léa")[-1])
