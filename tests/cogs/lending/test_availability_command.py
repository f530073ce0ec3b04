"""``/dispo``: a picture to look at, the same to hear or read."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.directory import OrganisationFields
from domain.people import OrganisationKind
from domain.periods import Period
from services.lending import Wish
from tests.cogs.lending.request_stage import lend, promise
from tests.cogs.network import ENGLISH, ids, labels, parts_of, texts

PARIS = ZoneInfo("Europe/Paris")
WEEKEND = Period.of_days(date(2026, 11, 7), date(2026, 11, 8), PARIS)


def alt(card):
    gallery = next(part for part in parts_of(card) if part["type"] == 12)
    return gallery["items"][0]["description"]


async def test_a_calendar_is_a_picture_with_its_text(network):
    item = await lend(network, "Projecteur", units=2)
    await promise(network, item, WEEKEND)
    card = await network.run("Noé", "dispo", objet="proj")
    assert card.ephemeral and [each.filename for each in card.attachments] == ["planning.png"]
    assert "### Projecteur · #1" in texts(card)
    said = alt(card)
    assert "Calendrier de « Projecteur », lun. 2 nov. – dim. 15 nov." in said
    assert "Bruit : 1 sur 2, du sam. 7 nov. au dim. 8 nov., accordé." in said
    text = await network.press("Noé", card, "Détail en texte")
    assert text.ephemeral and "- Bruit : 1 sur 2" in texts(text)


async def test_a_member_without_organisation_is_shown_by_name(network):
    item = await lend(network, "Projecteur")
    await network.services.lending.request(network.caller("Noé"), Wish(item.number, WEEKEND))
    said = alt(await network.run("Léa", "dispo", objet="#1"))
    assert "Noé : 1 sur 1, du sam. 7 nov. au dim. 8 nov., en attente." in said


async def test_ones_own_dates_are_shown_as_reserved(network):
    item = await lend(network, "Projecteur")
    await network.services.lending.reserve(network.caller("Léa"), Wish(item.number, WEEKEND))
    said = alt(await network.run("Noé", "dispo", objet="#1"))
    assert "Clou : 1 sur 1, du sam. 7 nov. au dim. 8 nov., réservé par le propriétaire." in said


async def test_a_loan_that_is_late_has_no_end(network):
    item = await lend(network, "Projecteur")
    number = await promise(network, item, WEEKEND)
    network.clock.set(WEEKEND.start)
    await network.services.lending.hand_over(network.caller("Léa"), number)
    network.clock.advance(days=4)
    said = alt(await network.run("Noé", "dispo", objet="#1"))
    assert "Bruit : 1 sur 1, depuis sam. 7 nov. 00:00, retour inconnu, en retard." in said


async def test_it_turns_week_by_week_in_place(network):
    await lend(network, "Projecteur")
    card = await network.run("Noé", "dispo", objet="#1")
    await network.press("Noé", card, "Semaine suivante")
    assert "lun. 9 nov. – dim. 22 nov." in alt(card)
    assert len(card.attachments) == 1
    await network.press("Noé", card, "Semaine précédente")
    await network.press("Noé", card, "Semaine précédente")
    assert "lun. 26 oct. – dim. 8 nov." in alt(card)


async def test_it_begins_where_one_says(network):
    await lend(network, "Projecteur")
    said = alt(await network.run("Noé", "dispo", objet="#1", quand="1er décembre"))
    assert "mar. 1er déc. – lun. 14 déc." in said
    card = await network.run("Noé", "dispo", objet="#1", quand="30 février")
    assert "n’existe pas au calendrier" in texts(card)
    shown = await network.press("Noé", card, labels(card)[0])
    assert "Calendrier de" in alt(shown)


async def test_asking_from_it_opens_the_form(network):
    await lend(network, "Projecteur")
    card = await network.run("Noé", "dispo", objet="#1")
    form = await network.press("Noé", card, "Demander")
    preview = await network.fill("Noé", form, when="demain", quantity="1", project="")
    assert "### Emprunter : Projecteur" in texts(preview)


async def test_what_is_suspended_says_so_and_offers_no_request(network):
    item = await lend(network, "Projecteur")
    await network.services.items.suspend(network.caller("Léa"), item.number)
    card = await network.run("Noé", "dispo", objet="#1")
    assert "suspendu pour l’instant" in texts(card) and "Demander" not in labels(card)


async def test_another_guilds_item_is_not_there(network):
    await lend(network, "Projecteur")
    for said in ("#1", "Projecteur"):
        answer = await network.run("Zoé", "dispo", objet=said)
        assert answer.content == "Cet objet est introuvable ici."
    away = await network.run("Zoé", "objets")
    for guild in (network.guild.id, network.elsewhere.id):
        for act in ("show", "open", "text"):
            answer = await network.press_id("Zoé", away, f"calendar:{guild}:1:{act}:0:2026-11-02")
            assert answer.content == "Cet objet est introuvable ici."


async def test_buttons_that_were_tampered_with_are_refused(network):
    await lend(network, "Projecteur")
    card = await network.run("Noé", "dispo", objet="#1")
    here = f"calendar:{network.guild.id}:1:show:0"
    for extra in ("", ":2026-13-01", ":x", ":9999-12-31", ":0001-01-01"):
        answer = await network.press_id("Noé", card, here + extra)
        assert answer.content.startswith(("Cette valeur", "Le calendrier ne va pas si loin"))


@pytest.mark.parametrize("locale", ["fr", ENGLISH])
async def test_twelve_loans_under_hostile_names_fit(network, locale):
    network.speaks("Noé", locale)
    await network.services.directory.change(
        network.caller("Alix"),
        network.numbers["Collectif Bruit"],
        OrganisationFields("Collectif", "@everyone **`", "Thouars", OrganisationKind.OTHER),
    )
    item = await lend(network, "A" + "*_~`|" * 15, units=60)
    for hour in range(12):
        period = Period(WEEKEND.start + timedelta(hours=hour), WEEKEND.end)
        await promise(network, item, period)
    card = await network.run("Noé", "dispo", objet="#1")
    assert len(alt(card)) <= 1024
    await network.press_id("Noé", card, next(i for i in ids(card) if ":text:" in i))
