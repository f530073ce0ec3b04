"""``/mes-prets``, ``/rendre`` and ``/moderation prets``, as people type them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cogs._shared.limits import fits
from cogs.lending.all_loans import all_card
from cogs.lending.my_loans import PILES, VIEWS, entries_of, list_card
from domain.lending import LIVE, LoanState
from domain.periods import Period
from locales import LANGUAGES, Catalogue
from services.lending import Wish
from services.loan_board import Board
from tests.cogs.lending.item_stage import fill, photo, prefilled
from tests.cogs.lending.loan_facts import GUILD, view_of, worst_loan
from tests.cogs.lending.loan_stage import (
    WEEKEND,
    approved,
    ask,
    at,
    in_channel,
    out,
    privately,
    redrawn,
)
from tests.cogs.lending.request_stage import lend
from tests.cogs.network import ENGLISH, labels, texts

WORDS = {each: Catalogue.load(strict=True).words(each) for each in LANGUAGES}


# -- the list, drawn -------------------------------------------------------------------------------


def full_board():
    """Seven loans in every pile, each in a state that such a pile holds."""
    states = {
        "to_answer": LoanState.REQUESTED,
        "to_confirm": LoanState.RETURNED,
        "to_hand_over": LoanState.APPROVED,
        "to_get_back": LoanState.OUT,
        "to_collect": LoanState.APPROVED,
        "to_give_back": LoanState.OUT,
        "waiting": LoanState.COUNTERED,
        "own": LoanState.APPROVED,
    }
    piles, number = {}, 1
    for pile, state in states.items():
        views = []
        for _ in range(7):
            loan = replace(worst_loan(state), number=number, own=pile == "own")
            views.append(view_of(loan))
            number += 1
        piles[pile] = tuple(views)
    return Board(**piles)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chosen", VIEWS)
def test_every_page_of_a_full_list_fits(language, chosen):
    board = full_board()
    pages = -(-len(entries_of(board, chosen)) // 6)
    assert pages >= 3
    for number in range(1, pages + 1):
        card = list_card(WORDS[language], GUILD, board, chosen, number, "x" * 400)
        assert fits(card) == [], (chosen, number)
        assert fits(list_card(WORDS[language], GUILD, Board(), chosen, number)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_all_loans_fits(language):
    states = [*LIVE] * 5
    views = [view_of(replace(worst_loan(state), number=n)) for n, state in enumerate(states)]
    for found in ([], views[:3], views):
        for number in (1, 2):
            assert fits(all_card(WORDS[language], GUILD, found, number)) == []


def test_the_list_goes_from_what_must_be_answered_to_ones_own_dates():
    board = full_board()
    order = list(dict.fromkeys(entry.pile for entry in entries_of(board, "all")))
    assert order == list(PILES)
    assert [*order[:2], order[-2], order[-1]] == ["to_answer", "to_confirm", "waiting", "own"]
    lends = {entry.pile for entry in entries_of(board, "lending")}
    borrows = {entry.pile for entry in entries_of(board, "borrowing")}
    assert "to_get_back" in lends and "to_give_back" in borrows and "own" not in borrows


# -- the list, used --------------------------------------------------------------------------------


async def test_nothing_to_do_offers_the_first_steps(network):
    card = await network.run("Noé", "mes-prets")
    assert "Rien à faire, rien en cours." in texts(card)
    assert labels(card) == ["Emprunter", "Ce qui est libre"]
    form = await network.press("Noé", card, "Emprunter")
    assert form.modal is not None


async def test_an_owner_answers_from_the_list(network):
    await ask(network)
    card = await network.run("Léa", "mes-prets")
    noe = network.people["Noé"].id
    said = texts(card)
    assert "### Mes prêts : 1" in said and "📨 **À répondre**" in said
    assert f"**Sono 1000 W** · <@{noe}>\n-# #1 · du sam. 7 nov. au dim. 8 nov." in said
    assert labels(card) == ["Accepter", "Refuser", "Ouvrir"]
    await network.press("Léa", card, "Accepter")
    said = texts(card)
    assert said.startswith("✅ « Sono 1000 W » est accordé") and "📦 **À remettre**" in said
    assert labels(card) == ["Remis", "Annuler", "Ouvrir"]
    await redrawn(network)
    assert "🔵 **Accordé.**" in texts(in_channel(network))


async def test_a_form_opened_from_the_list_comes_back_to_the_list(network):
    await out(network)
    card = await network.run("Noé", "mes-prets")
    assert "⏰ **À rendre**" in texts(card)
    form = await network.press("Noé", card, "Rendu")
    await fill(network, "Noé", form)
    assert texts(card).startswith("↩️ Retour noté.")
    assert "Rien à faire, rien en cours." in texts(card)


async def test_an_old_list_is_redrawn_and_says_that_it_is_old(network):
    await ask(network)
    card = await network.run("Léa", "mes-prets")
    await network.services.lending.cancel(network.caller("Noé"), 1)
    answer = await network.press("Léa", card, "Accepter")
    assert texts(answer) == "Cette carte a changé depuis."
    assert "Rien à faire" in texts(card)


async def test_opening_a_loan_shows_its_card_beside_the_list(network):
    await ask(network)
    card = await network.run("Léa", "mes-prets")
    opened = await network.press("Léa", card, "Ouvrir")
    assert opened.ephemeral and "### Sono 1000 W" in texts(opened)
    assert "Proposer d’autres dates" in labels(opened)
    await network.press("Léa", opened, "Accepter")
    assert "🔵 **Accordé.**" in texts(opened)


async def test_the_list_is_turned_and_narrowed(network):
    item = await lend(network, "Micro", units=50)
    for each in range(7):
        days = Period(
            WEEKEND.start + timedelta(days=7 * each), WEEKEND.end + timedelta(days=7 * each)
        )
        await network.services.lending.request(
            network.caller("Noé"), Wish(item.number, days), channel_id=network.channel.id
        )
    card = await network.run("Noé", "mes-prets", vue="borrowing")
    assert "### Mes prêts : 7" in texts(card) and "page 1/2" in texts(card)
    await network.press("Noé", card, "Suivant")
    assert "#7 ·" in texts(card) and "page 2/2" in texts(card)
    await network.choose("Noé", card, "view", ["lending"])
    assert "Rien à faire ici ; 7 autres prêts" in texts(card)
    await network.choose("Noé", card, "view", ["all"])
    assert "### Mes prêts : 7" in texts(card)


async def test_another_guilds_loans_are_not_in_the_list(network):
    await ask(network)
    assert "Rien à faire" in texts(await network.run("Zoé", "mes-prets"))


async def test_the_list_speaks_english_too(network):
    network.speaks("Léa", ENGLISH)
    await ask(network)
    card = await network.run("Léa", "mes-prets")
    assert "📨 **To answer**" in texts(card) and labels(card) == ["Accept", "Refuse", "Open"]


# -- /rendre ---------------------------------------------------------------------------------------


async def test_a_return_in_one_line(network):
    await out(network)
    card = await network.run("Noé", "rendre", pret="#1", etat="Câble un peu usé")
    assert card.ephemeral
    assert "✅ **Rendu**" in texts(card) and "« Câble un peu usé »" in texts(card)
    await network.post()
    assert "signale le retour de Sono 1000 W.**" in texts(privately(network, "Léa")[-1])


@pytest.mark.parametrize("said", ["#1", "1", "sono", "SONO 1000 w"])
async def test_a_loan_is_named_by_its_number_or_its_thing(network, said):
    await out(network)
    card = await network.run("Noé", "rendre", pret=said)
    assert "✅ **Rendu**" in texts(card)


async def test_completion_offers_what_is_out_what_is_due_first(network):
    await out(network)
    later = Period(WEEKEND.start - timedelta(days=2), WEEKEND.end - timedelta(days=2))
    await out(network, item=await lend(network, "Pied"), period=later)
    noe, channel = network.people["Noé"], network.channel
    found = await noe.autocomplete(channel, "rendre", "pret", "")
    assert [(each["name"], each["value"]) for each in found] == [
        ("Pied · #2 · fin du ven. 6 nov. · Clou", "#2"),
        ("Sono 1000 W · #1 · fin du dim. 8 nov. · Clou", "#1"),
    ]
    found = await noe.autocomplete(channel, "rendre", "pret", "son")
    assert [each["value"] for each in found] == ["#1"]
    found = await network.people["Inès"].autocomplete(channel, "rendre", "pret", "")
    assert found == []


async def test_completion_of_the_condition_offers_the_form_and_keeps_what_is_typed(network):
    found = await network.people["Noé"].autocomplete(network.channel, "rendre", "etat", "rayé")
    assert [each["name"] for each in found] == [
        "rayé",
        "Tout est rendu, en bon état",
        "Cassé ou incomplet… (ouvre un formulaire)",
    ]


async def test_broken_or_incomplete_opens_the_form(network):
    await out(network, quantity=2)
    form = await network.run("Noé", "rendre", pret="#1", etat="=pieces")
    assert prefilled(form) == {"back": "2", "broken": "0", "lost": "0"}
    await fill(network, "Noé", form, back="1", lost="1")
    await redrawn(network)
    assert "1 en bon état et 1 perdu" in texts(in_channel(network))


async def test_a_photo_is_kept_with_the_return(network):
    await out(network)
    card = await network.run("Noé", "rendre", pret="#1", photo=("etat.png", photo("PNG")))
    assert "✅ **Rendu**" in texts(card)
    await redrawn(network)
    assert [each.filename for each in in_channel(network).attachments] == ["retour.jpg"]


async def test_a_photo_that_is_none_leaves_the_loan_out(network):
    await out(network)
    answer = await network.run("Noé", "rendre", pret="#1", photo=("etat.png", b"<svg/>"))
    assert "Ce fichier n’est pas une photo lisible" in texts(answer)
    assert "🟢 **Remis**" in texts(in_channel(network))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("#12", "Il n’y a pas de prêt #12 ici."),
        ("#1234567890123", "Plusieurs prêts répondent à « #1234567890123 »"),
        ("zzz", "Plusieurs prêts répondent à « zzz » : Sono 1000 W (#1)."),
        ("@everyone", "Plusieurs prêts répondent à « @everyone »"),
    ],
)
async def test_a_loan_that_is_not_found_is_refused_with_what_is_near(network, said, sentence):
    await out(network)
    answer = await network.run("Noé", "rendre", pret=said)
    assert answer.ephemeral and sentence in texts(answer).replace("\\", "")


async def test_a_return_is_refused_for_strangers_twice_and_too_early(network):
    await approved(network)
    answer = await network.run("Noé", "rendre", pret="#1")
    assert "Ce prêt est accordé, et n’est pas encore remis." in texts(answer)
    await network.services.lending.hand_over(network.caller("Léa"), 1)
    answer = await network.run("Inès", "rendre", pret="#1")
    assert texts(answer).startswith("C’est à <@")
    await network.run("Noé", "rendre", pret="#1")
    answer = await network.run("Noé", "rendre", pret="#1")
    assert "Ce prêt est déjà rendu." in texts(answer)
    answer = await network.run("Noé", "rendre", pret="sono")
    assert "Rien à rendre" in texts(answer)
    answer = await network.run("Zoé", "rendre", pret="#1")
    assert texts(answer) == "Il n’y a pas de prêt #1 ici."


# -- /moderation prets -----------------------------------------------------------------------------


async def test_moderators_see_every_loan_those_late_first(network):
    await out(network)
    await ask(network, item=await lend(network, "Pied"), period=Period(at(20, 10), at(20, 18)))
    network.clock.set(at(9, 10))
    card = await network.run("Maud", "moderation prets")
    said = texts(card)
    assert "### Prêts en cours : 2, dont 1 en retard" in said
    assert said.index("Sono 1000 W") < said.index("Pied")
    assert "🔴 en retard" in said and "🟠 en attente" in said
    assert labels(card) == ["Ouvrir", "Ouvrir"]


async def test_who_does_not_moderate_is_refused_even_when_shown_the_command(network):
    await network.show_to_everyone("moderation")
    answer = await network.run("Noé", "moderation prets")
    assert texts(answer) == "Seuls les modérateurs peuvent faire cela."
    await ask(network)
    card = await network.run("Maud", "moderation prets")
    stolen = await network.run("Noé", "mes-prets")
    answer = await network.press_id("Noé", stolen, f"loans:{network.guild.id}:1:all:0")
    assert texts(answer) == "Seuls les modérateurs peuvent faire cela."
    assert "### Prêts en cours : 1" in texts(card)
