"""An item's card: its faces, its forms, who may press what, and what becomes of old buttons."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.items import Approval, Askers, Rules
from domain.people import Party
from domain.periods import Period
from services.items import ItemChange
from services.lending import Wish
from tests.cogs.lending.item_stage import (
    HOSTILE,
    all_escaped,
    fill,
    photo,
    prefilled,
    refused,
    share,
)
from tests.cogs.network import ENGLISH, ids, labels, texts

DAY = 24 * 60
OWNERS_ACTS = (
    "edit",
    "rules",
    "suspend",
    "resume",
    "withdraw-ask",
    "withdraw",
    "give",
    "reserve",
    "sheet",
    "value",
    "photo",
    "broken",
    "delays",
    "who",
    "closed",
)
NOT_HERE = "Cet objet est introuvable ici."


async def item_of(network, number=1, person="Léa"):
    return (await network.services.items.sheet(network.caller(person), number)).item


async def card_for(network, person, number=1):
    """The card as a list's button shows it to somebody."""
    seen = await network.run(person, "profil")
    return await network.press_id(person, seen, f"item:{network.guild.id}:{number}:show:0")


async def lent(network, name="Console M32", **fields):
    change = ItemChange(name=name, **fields)
    return await network.services.items.share(network.caller("Léa"), change)


async def promised(network, clock, quantity=1, days=2):
    start = clock() + timedelta(days=days)
    wish = Wish(1, Period(start, start + timedelta(days=1)), quantity)
    loan = await network.services.lending.request(network.caller("Noé"), wish)
    return await network.services.lending.approve(network.caller("Léa"), loan.number)


# -- what is seen ----------------------------------------------------------------------------------


async def test_others_see_what_it_is_and_may_ask_but_not_edit(network):
    await lent(
        network,
        units=2,
        place="Réserve du Clou",
        description="Avec flight-case",
        conditions="Rendre câbles roulés",
        value_cents=250_000,
        rate_cents=7_500,
        rate_source="Loueur, 2026",
        rules=Rules(notice=2 * DAY, longest=3 * DAY),
    )
    card = await card_for(network, "Noé")
    said = texts(card).replace("\u202f", " ").replace("\u00a0", " ")
    assert "### Console M32\n-# #1 · Autre · 2 exemplaires · prêté par Clou" in said
    assert "Avec flight-case" in said and "📍 Réserve du Clou" in said
    assert "Valeur de remplacement : 2 500,00 € pièce" in said
    assert "75,00 € par jour (Loueur, 2026)" in said and "📝 Rendre câbles roulés" in said
    assert "Le propriétaire répond à chaque demande · Prévenir 2 jours avant · 3 jours au plus" in (
        said
    )
    assert labels(card) == ["Demander", "Planning"]


async def test_it_says_how_many_are_free_now_and_when_one_will_be(network, clock):
    await lent(network, units=2)
    wish = Wish(1, Period(clock(), clock() + timedelta(hours=5)))
    for person in ("Noé", "Inès"):
        loan = await network.services.lending.request(network.caller(person), wish)
        await network.services.lending.approve(network.caller("Léa"), loan.number)
        if person == "Noé":
            assert "✅ **1 sur 2** libre maintenant" in texts(await card_for(network, "Sacha"))
    said = texts(await card_for(network, "Sacha"))
    assert "⏳ **Rien de libre maintenant** ; à nouveau le lun. 2 nov. 15:00" in said


async def test_what_is_out_past_its_end_is_back_nobody_knows_when(network, clock):
    await lent(network)
    wish = Wish(1, Period(clock(), clock() + timedelta(hours=5)))
    loan = await network.services.lending.request(network.caller("Noé"), wish)
    await network.services.lending.approve(network.caller("Léa"), loan.number)
    await network.services.lending.hand_over(network.caller("Léa"), loan.number)
    clock.advance(days=1)
    assert "et on ne sait pas encore quand" in texts(await card_for(network, "Sacha"))


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_words_are_shown_as_they_were_written(network, name):
    await lent(
        network, name=f"a{name}", description=name, place=name, conditions=name, rate_source=name
    )
    said = texts(await card_for(network, "Noé"))
    assert f"a{name}" in said.replace("\\", "")
    assert all_escaped(said, name)


async def test_the_worst_item_fits_every_face_in_both_languages(network, clock):
    await network.services.items.share(
        network.caller("Noé"),
        ItemChange(
            name="a" + "*_`" * 26,
            description="*\n" * 18 + "*" * 460,
            place="[" * 100,
            conditions="|" * 500,
            rate_source="~" * 100,
            units=9_999,
            out_of_order=9_998,
            value_cents=100_000_000,
            rate_cents=100_000_000,
            rules=Rules(
                buffer=59 * DAY + 23 * 60 + 59,
                notice=364 * DAY + 23 * 60 + 59,
                longest=365 * DAY + 23 * 60 + 59,
                ahead=365 * DAY + 23 * 60 + 59,
                hold_on_request=True,
                hold_for=365 * DAY + 23 * 60 + 59,
                units_per_borrower=9_999,
                no_chain=True,
                largest_share=100,
                closed_on=frozenset(
                    (clock() + timedelta(days=2 * each)).date() for each in range(380)
                ),
            ),
        ),
    )
    for day in range(8):
        wish = Wish(
            1, Period(clock() + timedelta(days=day), clock() + timedelta(days=day, hours=1))
        )
        await network.services.lending.reserve(network.caller("Noé"), wish, skips_buffer=True)
    for locale in ("fr", ENGLISH):
        network.speaks("Noé", locale)
        for act in ("show", "edit", "rules", "withdraw-ask"):
            seen = await network.run("Noé", "profil")
            await network.press_id("Noé", seen, f"item:{network.guild.id}:1:{act}:0")
        for act in ("sheet", "value", "broken", "delays", "who", "closed", "photo", "reserve"):
            seen = await network.run("Noé", "profil")
            form = await network.press_id("Noé", seen, f"item:{network.guild.id}:1:{act}:0")
            if act not in ("photo", "reserve"):
                await fill(network, "Noé", form)


async def test_its_planning_opens_today_however_old_the_card_is(network, clock):
    await lent(network)
    card = await card_for(network, "Noé")
    clock.advance(days=10)
    calendar = await network.press("Noé", card, "Planning")
    assert calendar.id != card.id and calendar.attachments
    first = f"calendar:{network.guild.id}:1:text:0:2026-11-12"
    assert first in ids(calendar)


# -- the forms -------------------------------------------------------------------------------------


async def edited(network, card, button, **typed):
    """«Modifier», a form of it, filled and sent."""
    await network.press("Léa", card, "Modifier")
    form = await network.press("Léa", card, button)
    return await fill(network, "Léa", form, **typed)


async def test_the_sheet_is_changed_and_what_is_not_touched_stays(network):
    card = await share(network, description="Avec flight-case", units="2")
    answer = await edited(network, card, "Fiche", name="Midas M32", place="Réserve")
    assert answer.id == card.id
    assert "✅ C’est enregistré.\n### Midas M32" in texts(card)
    assert "Avec flight-case" in texts(card) and "📍 Réserve" in texts(card)
    assert labels(card) == ["Fiche", "Valeur", "Photo", "Hors service", "Retour"]
    await network.press("Léa", card, "Retour")
    assert "Modifier" in labels(card)


async def test_the_value_is_typed_as_people_write_it_and_can_be_emptied(network):
    card = await share(network)
    await edited(network, card, "Valeur", value="2 500 €", rate="75", rate_source="Loueur")
    item = await item_of(network)
    assert (item.value_cents, item.rate_cents, item.rate_source) == (250_000, 7_500, "Loueur")
    form = await network.press("Léa", card, "Valeur")
    assert prefilled(form)["value"] == "2500,00"
    await fill(network, "Léa", form, value="")
    assert (await item_of(network)).value_cents is None


async def test_an_amount_read_two_ways_is_refused_and_comes_back_to_be_mended(network):
    card = await share(network)
    answer = await edited(network, card, "Valeur", value="1.200", conditions="Rendre propre")
    assert "peut se lire de deux façons" in refused(answer)
    again = await network.press("Léa", answer, "Réessayer")
    assert prefilled(again) == {"value": "1.200", "conditions": "Rendre propre"}
    await fill(network, "Léa", again, value="1200")
    item = await item_of(network)
    assert (item.value_cents, item.conditions) == (120_000, "Rendre propre")


async def test_the_rules_are_said_in_words_and_changed_by_three_forms(network):
    card = await share(network, units="4")
    await network.press("Léa", card, "Règles")
    assert "- Une demande sans réponse ne bloque rien" in texts(card)
    form = await network.press("Léa", card, "Délais")
    await fill(
        network,
        "Léa",
        form,
        notice="2 jours",
        longest="1 semaine",
        ahead="90 jours",
        buffer="2h30",
        no_chain=["yes"],
    )
    form = await network.press("Léa", card, "Qui et comment")
    await fill(
        network,
        "Léa",
        form,
        askers=["network"],
        approval=["owner"],
        hold=["1440 min"],
        per_borrower="2",
        share="50 %",
    )
    form = await network.press("Léa", card, "Fermetures")
    await fill(network, "Léa", form, closed="25/12/2026, 31/12/2026 - 01/01/2027")
    rules = (await item_of(network)).rules
    assert (rules.notice, rules.longest, rules.ahead) == (2 * DAY, 7 * DAY, 90 * DAY)
    assert (rules.buffer, rules.no_chain, rules.askers) == (150, True, Askers.NETWORK)
    assert (rules.hold_on_request, rules.hold_for, rules.approval) == (True, DAY, Approval.OWNER)
    assert (rules.units_per_borrower, rules.largest_share, len(rules.closed_on)) == (2, 50, 3)
    said = texts(card)
    assert "- Prévenir 2 jours avant" in said and "- 2 h 30 min de battement" in said
    assert "- Fermé : ven. 25 déc., jeu. 31 déc. – ven. 1er janv." in said
    form = await network.press("Léa", card, "Qui et comment")
    assert prefilled(form)["hold"] == ["1440 min"]


@pytest.mark.parametrize(
    ("button", "typed", "sentence"),
    [
        ("Délais", {"notice": "3"}, "« 3 » n’est pas une durée."),
        ("Délais", {"longest": "1 mois"}, "« 1 mois » n’est pas une durée."),
        ("Délais", {"notice": "10 jours", "ahead": "2 jours"}, "Ces règles se contredisent"),
        ("Qui et comment", {"share": "120 %"}, "Écrivez un pourcentage de 1 à 100."),
        ("Fermetures", {"closed": "30/02/2027"}, "n’est pas une date complète"),
    ],
)
async def test_a_rule_that_will_not_do_is_refused_in_a_sentence(network, button, typed, sentence):
    card = await share(network)
    await network.press("Léa", card, "Règles")
    form = await network.press("Léa", card, button)
    answer = await fill(network, "Léa", form, **typed)
    assert sentence in refused(answer)
    assert labels(answer) == ["Réessayer"] and (await item_of(network)).rules == Rules()


async def test_a_photo_replaces_the_one_before_and_a_bad_one_does_not(network):
    card = await share(network, with_photo=("a.jpg", photo()))
    first = (await item_of(network)).photo
    answer = await edited(network, card, "Photo", photo=("b.svg", b"<svg/>"))
    assert "n’est pas une photo lisible" in refused(answer)
    assert (await item_of(network)).photo == first
    form = await network.press("Léa", card, "Photo")
    await fill(network, "Léa", form, photo=("b.webp", photo("WEBP")))
    second = (await item_of(network)).photo
    assert second != first
    assert await network.services.board.photo(network.guild.id, first) is None


async def test_broken_units_are_a_fact_even_when_they_are_promised(network, clock):
    card = await share(network, units="2")
    await promised(network, clock, quantity=2)
    await edited(network, card, "Hors service", out_of_order="1")
    assert (await item_of(network)).out_of_order == 1
    await network.press("Léa", card, "Retour")
    assert "🔧 1 exemplaire hors service" in texts(card)


async def test_fewer_units_than_are_promised_are_refused_naming_the_loans(network, clock):
    card = await share(network, units="2")
    await promised(network, clock, quantity=2)
    answer = await edited(network, card, "Fiche", units="1")
    assert "2 exemplaires sont déjà promis en même temps (prêts n° 1)" in refused(answer)
    assert (await item_of(network)).units == 2


async def test_somebody_of_several_organisations_chooses_for_which_it_is_lent(network):
    card = await share(network, "Inès")
    await network.press("Inès", card, "Modifier")
    for chosen, owner in (
        (network.numbers["Studio La Cave"], "La Cave"),
        (network.numbers["Collectif Bruit"], "Bruit"),
        (0, f"<@{network.people['Inès'].id}>"),
    ):
        await network.choose("Inès", card, "give", [str(chosen)])
        assert f"prêté par {owner}" in texts(card)
        basin = {"La Cave": "Bressuire", "Bruit": "Thouars"}.get(owner)
        basins = await network.services.board.basins(network.guild.id)
        assert basins == ([basin] if basin else [])


async def test_nobody_gives_an_item_to_an_organisation_they_do_not_speak_for(network):
    card = await share(network, "Sacha")
    for number, sentence in (
        (network.numbers["Le Clou"], "Seuls ses délégués et ses suppléants"),
        (network.numbers["Collectif Bruit"], "Vous n’êtes pas rattaché"),
        (4_000, "Vous n’êtes pas rattaché"),
    ):
        there = f"item:{network.guild.id}:1:give:0"
        answer = await network.press_id("Sacha", card, there, [str(number)])
        assert sentence in answer.content
    assert (await item_of(network)).owner == Party(network.people["Sacha"].id)


# -- states ----------------------------------------------------------------------------------------


async def test_a_suspended_item_says_so_and_old_buttons_go_on_working(network, clock):
    card = await share(network)
    loan = await promised(network, clock)
    await network.press("Léa", card, "Suspendre")
    assert "⏸️ **Suspendu**" in texts(card)
    assert "Remettre" in labels(card) and "Demander" not in labels(card)
    assert (await network.services.board.view(network.caller("Léa"), loan.number)).loan == loan
    here = f"item:{network.guild.id}:1"
    await network.press_id("Léa", card, f"{here}:suspend:0")  # an old card, pressed again
    assert "⏸️ **Suspendu**" in texts(card)
    await network.press("Léa", card, "Remettre")
    assert "Suspendre" in labels(card)


async def test_withdrawing_is_asked_about_and_then_nobody_finds_it(network):
    card = await share(network)
    before = ids(card)
    await network.press("Léa", card, "Retirer")
    assert "### Retirer « Console M32 » ?" in texts(card)
    await network.press("Léa", card, "Garder")
    assert "### Console M32" in texts(card)
    await network.press("Léa", card, "Retirer")
    await network.press("Léa", card, "Retirer pour de bon")
    assert texts(card) == "🗑️ « Console M32 » n’est plus proposé au prêt."
    assert labels(card) == []
    for custom_id in before:  # other copies of the card
        if custom_id.startswith("item:"):
            answer = await network.press_id("Léa", card, custom_id)
            assert NOT_HERE in texts(answer), custom_id


async def test_what_is_promised_is_not_withdrawn(network, clock):
    card = await share(network)
    await promised(network, clock)
    await network.press("Léa", card, "Retirer")
    answer = await network.press("Léa", card, "Retirer pour de bon")
    assert "« Console M32 » est encore promis ou demandé : prêts n° 1." in refused(answer)


# -- reserving -------------------------------------------------------------------------------------


async def reserved(network, card, person="Léa", **typed):
    form = await network.press(person, card, "Réserver pour nous")
    return await fill(network, person, form, **typed)


async def test_an_owner_keeps_dates_for_themselves_at_once(network):
    card = await share(network, units="2")
    await reserved(network, card, when="du 12 au 15 novembre", quantity="2", project="Résidence")
    said = texts(card)
    assert "✅ Réservé pour vous : **du jeu. 12 nov. au dim. 15 nov.**, quantité 2." in said
    assert "🔒 **Réservé pour vous**\n- du jeu. 12 nov. au dim. 15 nov. · 2 (prêt #1)" in said
    assert "Réservé pour vous" not in texts(await card_for(network, "Noé"))
    (kept,) = (await network.services.board.mine(network.caller("Léa"))).own
    assert kept.loan.project == "Résidence"


async def test_dates_that_mean_two_things_are_asked_about(network):
    card = await share(network)
    answer = await reserved(network, card, when="samedi prochain")
    assert "peut vouloir dire plusieurs choses" in refused(answer)
    first, second, again = labels(answer)
    assert (first, second, again) == ("sam. 7 nov.", "sam. 14 nov.", "Réessayer")
    await network.press("Léa", answer, "sam. 14 nov.")
    assert "✅ Réservé pour vous : **le sam. 14 nov.**" in texts(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"when": "blorp"}, "Je n’ai pas compris « blorp »"),
        ({"when": "30 février"}, "n’existe pas"),
        ({"when": "hier"}, "C’est déjà passé"),
        ({"when": "samedi 14 novembre", "quantity": "0"}, "La quantité doit être un nombre"),
        ({"when": "samedi 14 novembre", "quantity": "x"}, "« x » n’est pas un nombre entier."),
        ({"when": "samedi 14 novembre", "quantity": "9"}, "pas"),
    ],
)
async def test_dates_that_will_not_do_are_refused_and_come_back(network, typed, sentence):
    card = await share(network, units="2")
    answer = await reserved(network, card, **typed)
    assert sentence in refused(answer) and "Réessayer" in labels(answer)
    again = await network.press("Léa", answer, "Réessayer")
    assert prefilled(again)["when"] == typed["when"]
    assert (await network.services.board.mine(network.caller("Léa"))).own == ()


async def test_only_the_gap_may_be_skipped_and_only_on_the_owners_word(network, clock):
    card = await share(network)
    await network.services.items.change(
        network.caller("Léa"), 1, ItemChange(rules=Rules(buffer=2 * DAY))
    )
    paris = datetime(2026, 11, 9, 23, tzinfo=UTC)
    loan = await network.services.lending.request(
        network.caller("Noé"), Wish(1, Period(paris, paris + timedelta(days=1)))
    )
    await network.services.lending.approve(network.caller("Léa"), loan.number)
    answer = await reserved(network, card, when="mardi 10 novembre")
    assert "Réserver quand même" not in labels(answer)
    answer = await reserved(network, card, when="mercredi 11 novembre")
    assert "trop près d’un autre prêt" in refused(answer)
    await network.press("Léa", answer, "Réserver quand même")
    assert "✅ Réservé pour vous : **le mer. 11 nov.**" in texts(answer)


# -- who may ---------------------------------------------------------------------------------------


async def test_a_stranger_presses_the_owners_buttons_and_nothing_happens(network):
    await share(network)
    before = await item_of(network)
    seen = await network.run("Noé", "profil")
    for act in OWNERS_ACTS:
        there = f"item:{network.guild.id}:1:{act}:0"
        values = [str(0)] if act == "give" else None
        answer = await network.press_id("Noé", seen, there, values)
        assert "C’est à **Le Clou**" in texts(answer), act
        assert answer.ephemeral
    assert await item_of(network) == before


async def test_a_moderator_helps_any_owner_but_takes_nothing_for_themself(network):
    await share(network, "Noé")
    card = await card_for(network, "Maud")
    await network.press("Maud", card, "Suspendre")
    assert "⏸️ **Suspendu**" in texts(card)
    there = f"item:{network.guild.id}:1:give:0"
    answer = await network.press_id("Maud", card, there, ["0"])
    assert "Seuls ses délégués" in answer.content
    await network.press("Maud", card, "Modifier")
    await network.choose("Maud", card, "give", [str(network.numbers["Le Clou"])])
    assert (await item_of(network)).owner == Party(organisation=network.numbers["Le Clou"])


async def test_another_guilds_item_is_answered_like_one_that_does_not_exist(network):
    await share(network)
    seen = await network.run("Zoé", "profil")
    for act in ("show", *OWNERS_ACTS):
        said = set()
        for guild, number in (
            (network.guild.id, 1),
            (network.elsewhere.id, 1),
            (network.elsewhere.id, 4_000),
        ):
            values = ["0"] if act == "give" else None
            answer = await network.press_id("Zoé", seen, f"item:{guild}:{number}:{act}:0", values)
            said.add(texts(answer))
        assert said == {NOT_HERE}, act
    assert (await item_of(network)).state == "offered"


async def test_who_left_the_organisation_no_longer_edits_with_their_old_card(network):
    card = await share(network)
    lea, clou = network.people["Léa"], network.numbers["Le Clou"]
    await network.services.directory.detach(network.caller("Alix"), clou, [lea.id])
    answer = await network.press("Léa", card, "Suspendre")
    assert "C’est à **Le Clou**" in texts(answer)
    await network.press("Karim", await card_for(network, "Karim"), "Suspendre")
    assert (await item_of(network)).state == "suspended"


async def test_a_tampered_menu_or_date_changes_nothing(network):
    card = await share(network)
    here = f"item:{network.guild.id}:1:give:0"
    for value in ("x", "", "-1", "9" * 30, "²"):
        answer = await network.press_id("Léa", card, here, [value])
        assert "Cette valeur n’a pas été comprise" in answer.content
    answer = await reserved(network, card, when="samedi prochain")
    taken = next(each for each in ids(answer) if ":take:" in each)
    stem = taken.rpartition(":")[0]
    for extra in ("x", "1-0", "ffffffff-1"):
        said = await network.press_id("Léa", answer, f"{stem}:{extra}")
        assert "Cette valeur n’a pas été comprise" in said.content, extra
