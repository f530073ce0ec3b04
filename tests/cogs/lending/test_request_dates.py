"""Dates in a request: read or asked about, never guessed; what is not free says all and what is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.items import Askers, Rules
from domain.periods import Period
from tests.cogs.lending.request_stage import lend, promise
from tests.cogs.network import ENGLISH, labels, texts

PARIS = ZoneInfo("Europe/Paris")
WEEKEND = Period.of_days(date(2026, 11, 7), date(2026, 11, 8), PARIS)
DAY = 24 * 60


async def ask(network, when, name="Noé", **options):
    return await network.run(name, "emprunter", objet="#1", quand=when, **options)


async def test_a_phrase_with_two_meanings_offers_both_and_asks_for_neither(network):
    await lend(network, "Projecteur")
    card = await ask(network, "samedi prochain", projet="Bal")
    said = texts(card)
    assert "« samedi prochain » peut vouloir dire" in said
    assert "1. **le sam. 7 nov.**\n2. **le sam. 14 nov.**" in said
    assert labels(card) == ["sam. 7 nov.", "sam. 14 nov.", "Modifier", "Annuler"]
    await network.press("Noé", card, "sam. 14 nov.")
    assert "le sam. 14 nov. (1 jour)" in texts(card) and "Bal" in texts(card)
    assert "Demander" in labels(card)


async def test_an_hour_that_the_clock_shows_twice_is_asked_about(network):
    network.clock.set(datetime(2026, 10, 20, 9, tzinfo=UTC))
    await lend(network, "Projecteur")
    card = await ask(network, "25 octobre 2h30 - 25 octobre 10h")
    assert labels(card)[:2] == ["Avant le changement d’heure", "Après le changement d’heure"]
    await network.press("Noé", card, "Après le changement d’heure")
    assert "02:30 (après le changement d’heure) → 10:00" in texts(card)
    assert "(7 h 30 min)" in texts(card)


async def test_an_hour_that_the_clock_skips_is_refused_with_its_neighbours(network):
    network.clock.set(datetime(2027, 3, 20, 9, tzinfo=UTC))
    await lend(network, "Projecteur")
    card = await ask(network, "28 mars 2h30 - 28 mars 10h")
    assert "02\\:30 n’existe pas : les horloges avancent" in texts(card)
    assert labels(card)[:2] == ["dim. 28 mars 03:30–10:00", "dim. 28 mars 01:30–10:00"]
    await network.press("Noé", card, labels(card)[0])
    assert "dim. 28 mars 03:30 → 10:00" in texts(card)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("30 février", "« 30 février » n’existe pas au calendrier."),
        ("du 15 au 12 mars 2027", "la fin vient avant le début"),
        ("n’importe quand", "Je n’ai pas compris « n’importe quand »"),
        ("lundi 7 novembre", "le jour et la date se contredisent (ce serait sam. 7 nov.)"),
        ("@everyone `</ban:1>`", "« \\@everyone \\`\\</ban\\:1\\>\\` »"),
        ("x" * 101, "Ce texte est trop long pour une date : 100 caractères au plus."),
        ("\u202e" + "x" * 50, "Je n’ai pas compris"),
        ("🎸", "Je n’ai pas compris « 🎸 »"),
    ],
)
async def test_dates_that_are_not_read_say_why_and_offer_some(network, when, said):
    await lend(network, "Projecteur")
    card = await ask(network, when, projet="Bal des pompiers")
    assert said in texts(card), texts(card)
    assert "Vouliez-vous dire" in texts(card)
    offered = labels(card)[:-2]
    assert 1 <= len(offered) <= 4
    await network.press("Noé", card, offered[0])
    assert "Bal des pompiers" in texts(card)  # nothing typed is lost


async def test_a_slip_is_mended_on_a_button_not_silently(network):
    await lend(network, "Projecteur")
    card = await ask(network, "smaedi")
    assert "Je n’ai pas compris « smaedi »" in texts(card)
    assert labels(card)[0] == "sam. 7 nov."


async def test_dates_that_are_past_are_refused_with_the_next_free_ones(network):
    await lend(network, "Projecteur")
    card = await ask(network, "2026-10-31T00:00/2026-11-01T00:00")
    assert "C’est déjà passé." in texts(card)
    assert "Demander" not in labels(card)
    offered = [each for each in labels(card) if each.startswith("Prendre")]
    assert offered == ["Prendre mar. 3 nov.", "Prendre sam. 7 nov.", "Prendre dim. 31 oct. 2027"]
    await network.press("Noé", card, "Prendre sam. 7 nov.")
    assert "Demander" in labels(card) and "le sam. 7 nov." in texts(card)


RULES = Rules(notice=2 * DAY, longest=3 * DAY, ahead=60 * DAY, askers=Askers.NETWORK)


async def test_every_reason_is_told_at_once(network):
    item = await lend(network, "Projecteur", rules=RULES)
    await promise(network, item, Period.of_days(date(2026, 11, 5), date(2026, 11, 5), PARIS))
    card = await ask(network, "du 3 au 8 novembre")
    said = texts(card)
    assert "### Pas possible à ces dates : Projecteur" in said
    assert "Vous demandez : du mar. 3 nov. au dim. 8 nov., quantité 1." in said
    for line in (
        "- Seules les structures du réseau peuvent le demander",
        "- À demander au moins 2 jours avant : au plus tôt mer. 4 nov. 00:00.",
        "- Trop long : 3 jours au plus.",
        "- Déjà pris à ces dates.",
    ):
        assert line in said, said


async def test_too_far_ahead_says_until_when(network):
    await lend(network, "Projecteur", rules=Rules(ahead=30 * DAY))
    said = texts(await ask(network, "15 janvier 2027"))
    assert "À demander au plus 30 jours à l’avance : jusqu’au mer. 2 déc. 2026." in said


async def test_what_is_taken_offers_the_next_free_dates_and_other_items(network):
    item = await lend(network, "Projecteur")
    await lend(network, "Vidéoprojecteur", by="Inès")
    await lend(network, "Lampe", by="Inès")
    await promise(network, item, WEEKEND)
    card = await ask(network, "ce week-end", projet="Bal")
    assert "Déjà pris à ces dates." in texts(card)
    assert "Premier créneau libre de même durée : **du lun. 9 nov. au mar. 10 nov.**" in texts(card)
    assert "Libres aux mêmes dates" in texts(card)
    assert labels(card) == [
        "Lampe",
        "Vidéoprojecteur",
        "Prendre lun. 9 → mar. 10 nov.",
        "Modifier",
        "Voir le planning",
        "Annuler",
    ]
    planning = await network.press("Noé", card, "Voir le planning")
    assert "### Projecteur · #1" in texts(planning)
    assert "Pas possible" in texts(card)  # the calendar came beside it
    await network.press("Noé", card, "Vidéoprojecteur")
    assert "### Emprunter : Vidéoprojecteur" in texts(card)
    assert "du sam. 7 nov. au dim. 8 nov." in texts(card) and "Bal" in texts(card)
    await network.press("Noé", card, "Demander")
    assert "Demande envoyée" in texts(card)


async def test_the_next_free_dates_are_taken_with_one_press(network):
    item = await lend(network, "Projecteur")
    await promise(network, item, WEEKEND)
    card = await ask(network, "ce week-end")
    await network.press("Noé", card, "Prendre lun. 9 → mar. 10 nov.")
    assert labels(card)[0] == "Demander"


async def test_what_went_while_the_preview_was_read_is_told_on_the_card(network):
    item = await lend(network, "Projecteur")
    card = await ask(network, "ce week-end")
    await promise(network, item, WEEKEND)
    await network.press("Noé", card, "Demander")
    assert "Déjà pris à ces dates." in texts(card)
    assert "Prendre lun. 9 → mar. 10 nov." in labels(card)
    assert (await network.services.board.mine(network.caller("Noé"))).waiting == ()


async def test_a_gap_between_loans_is_told_as_such(network):
    item = await lend(network, "Projecteur", rules=Rules(buffer=DAY))
    await promise(network, item, WEEKEND)
    said = texts(await ask(network, "lundi 9 novembre"))
    assert "Libre, mais trop près d’un autre prêt" in said


async def test_a_start_without_an_end_says_how_it_was_counted(network):
    await lend(network, "Projecteur")
    assert "Vous n’avez pas dit la fin" in texts(await ask(network, "samedi 14/11 18h"))
    assert "Vous n’avez pas dit la fin" not in texts(await ask(network, "samedi 14/11 18h - 20h"))


@pytest.mark.parametrize("when", ["samedi prochain", "ce week-end", "30 février"])
async def test_the_same_in_english(network, when):
    network.speaks("Noé", ENGLISH)
    item = await lend(network, "Projecteur")
    await promise(network, item, WEEKEND)
    said = texts(await ask(network, when))
    assert "Borrow: Projecteur" in said or "Not possible on these dates" in said
    assert "Annuler" not in said and "é" not in said.replace("30 février", "")
