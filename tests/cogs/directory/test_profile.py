"""``/profil``: for whom one acts, in which language, at which hours."""

import pytest

from domain.people import Party, Role
from tests.cogs.network import ENGLISH, labels, texts


async def test_a_member_of_nothing_is_told_that_they_act_in_their_own_name(network):
    card = await network.run("Noé", "profil")
    assert card.ephemeral
    assert "vous prêtez et empruntez en votre nom" in texts(card)


async def test_a_member_of_one_sees_it_and_has_nothing_to_choose(network):
    said = texts(await network.run("Karim", "profil"))
    assert "- **Le Clou** · vous parlez pour elle en suppléance" in said
    assert "Vous empruntez d’habitude pour" not in said


async def test_a_member_of_several_chooses_for_which_they_act(network):
    card = await network.run("Inès", "profil")
    cave = network.numbers["Studio La Cave"]
    await network.choose("Inès", card, "organisation", [str(cave)])
    profile = await network.services.directory.profile(network.caller("Inès"))
    assert profile.home == Party(network.people["Inès"].id, cave)


async def test_an_organisation_one_is_not_in_cannot_be_chosen(network):
    card = await network.run("Inès", "profil")
    act = f"profile:{network.guild.id}:0:organisation:0"
    for value in (str(network.numbers["Le Clou"]), "4000"):
        answer = await network.press_id("Inès", card, act, [value])
        assert answer.content == "Vous n’êtes pas rattaché à cette structure."
    for value in ("x", "²", "9" * 40, "-1"):
        answer = await network.press_id("Inès", card, act, [value])
        assert "n’a pas été comprise" in answer.content


async def test_language_and_quiet_hours_are_ones_own(network):
    card = await network.run("Noé", "profil")
    assert "Heures calmes du réseau : de **21:00** à **08:00**" in texts(card)
    assert "Celles du réseau" not in labels(card)
    await network.choose("Noé", card, "language", ["en"])
    form = await network.press("Noé", card, "Mes heures calmes")
    await network.fill("Noé", form, start="23h", end="9")
    assert "Vos heures calmes : de **23:00** à **09:00**" in texts(card)
    profile = await network.services.directory.profile(network.caller("Noé"))
    assert (profile.locale, profile.quiet_start, profile.quiet_end) == ("en", 1380, 540)
    await network.press("Noé", card, "Celles du réseau")
    assert "Heures calmes du réseau" in texts(card)
    await network.choose("Noé", card, "language", ["auto"])
    assert (await network.services.directory.profile(network.caller("Noé"))).locale is None


async def test_the_same_hour_twice_means_no_quiet_hours(network):
    card = await network.run("Noé", "profil")
    form = await network.press("Noé", card, "Mes heures calmes")
    await network.fill("Noé", form, start="0:00", end="0:00")
    assert "Pas d’heures calmes : le bot vous envoie ses rappels à toute heure." in texts(card)


@pytest.mark.parametrize("locale", ["fr", ENGLISH])
async def test_a_member_of_forty_organisations_still_has_a_profile(network, locale):
    network.speaks("Noé", locale)
    alix, directory = network.caller("Alix"), network.services.directory
    sheet = "nom\n" + "".join(f"{n} {'*_`' * 25}\n" for n in range(40))
    preview = await directory.sheets.preview(alix, sheet.encode())
    await directory.sheets.write(alix, preview.draft)
    for entry in await directory.entries(network.guild.id):
        members = [(network.people["Noé"].id, "Noé")]
        await directory.attach(alix, entry.organisation.number, members, Role.DELEGATE)
    await network.run("Noé", "profil")
