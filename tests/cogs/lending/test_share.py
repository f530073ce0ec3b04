"""``/partager``: the form, the card that follows, and what is refused without losing a word."""

import pytest

from domain.people import Party
from tests.cogs.lending.item_stage import HOSTILE, fill, photo, prefilled, refused, share
from tests.cogs.network import ENGLISH, ids, labels, texts

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


async def item_of(network, number=1, person="Léa"):
    return (await network.services.items.sheet(network.caller(person), number)).item


async def test_an_item_is_offered_by_a_form_and_its_card_has_its_owners_buttons(network):
    card = await share(network, units="2", description="Avec flight-case")
    said = texts(card)
    assert "✅ « Console M32 » est proposé au prêt." in said
    assert "### Console M32\n-# #1 · Son · 2 exemplaires · prêté par Clou" in said
    assert "Avec flight-case" in said and "✅ **2 sur 2** libres maintenant" in said
    assert card.ephemeral
    assert labels(card) == [
        "Modifier",
        "Règles",
        "Réserver pour nous",
        "Suspendre",
        "Retirer",
        "Demander",
        "Planning",
    ]


async def test_it_speaks_english_to_who_reads_english(network):
    network.speaks("Léa", ENGLISH)
    form = await network.run("Léa", "partager", nom="Mixing desk")
    assert form.modal["title"] == "Offer an item"
    card = await fill(network, "Léa", form, category=["sound"])
    assert "“Mixing desk” is offered." in texts(card) and "Keep for us" in labels(card)


async def test_who_speaks_for_an_organisation_lends_for_it_others_in_their_own_name(network):
    for number, (person, organisation) in enumerate(
        [("Léa", "Le Clou"), ("Inès", None), ("Sacha", None), ("Noé", None)], 1
    ):
        await share(network, person, f"Objet de {person}")
        owner = (await item_of(network, number, person)).owner
        if person == "Inès":
            assert owner.organisation in (
                network.numbers["Collectif Bruit"],
                network.numbers["Studio La Cave"],
            )
        elif organisation:
            assert owner == Party(organisation=network.numbers[organisation])
        else:
            assert owner == Party(network.people[person].id)


async def test_a_photo_given_with_the_command_is_on_the_card_without_its_metadata(network):
    from PIL import Image

    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (46.0, 39.0, 0.0)}  # GPS: somebody's home
    exif[0x010F] = "A camera"
    data = photo(exif=exif)
    assert b"A camera" in data
    card = await share(network, with_photo=("IMG.JPG", data))
    assert [each.filename for each in card.attachments] == ["photo.jpg"]
    item = await item_of(network)
    kept = await network.services.board.photo(network.guild.id, item.photo)
    assert kept.startswith(b"\xff\xd8\xff") and b"A camera" not in kept and b"Exif" not in kept


async def test_a_photo_can_be_put_into_the_form_instead(network):
    card = await share(network, photo=("p.png", photo("PNG")))
    assert [each.filename for each in card.attachments] == ["photo.jpg"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (SVG, "Ce fichier n’est pas une photo lisible."),
        (b"%PDF-1.7", "Ce fichier n’est pas une photo lisible."),
        (photo("PNG", (5000, 4000)), "Cette photo a trop de pixels"),
        (b"GIF89a" + b"x" * 30, "Les images animées ne sont pas acceptées."),
    ],
)
async def test_a_photo_that_is_none_is_refused_and_the_words_are_kept(network, data, sentence):
    form = await network.run("Léa", "partager", nom="Console", photo=("photo.jpg", data))
    answer = await fill(network, "Léa", form, category=["sound"], place="Réserve")
    assert sentence in refused(answer)
    assert await network.services.board.search(network.caller("Léa")) == []
    again = await network.press("Léa", answer, "Réessayer")
    assert prefilled(again) == {"name": "Console", "category": ["sound"], "units": "1"}
    await fill(network, "Léa", again, photo=("p.jpg", photo()))
    assert (await item_of(network)).photo is not None


async def test_what_was_typed_comes_back_with_another_try_and_so_does_the_photo(network):
    form = await network.run("Léa", "partager", nom="Console", photo=("photo.jpg", photo()))
    answer = await fill(
        network, "Léa", form, category=["light"], units="deux", description="Un mot"
    )
    assert "« deux » n’est pas un nombre entier." in refused(answer)
    again = await network.press("Léa", answer, "Réessayer")
    assert prefilled(again) == {
        "name": "Console",
        "category": ["light"],
        "units": "deux",
        "description": "Un mot",
    }
    card = await fill(network, "Léa", again, units="2")
    assert "### Console" in texts(card) and card.id == answer.id
    assert (await item_of(network)).photo is not None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"units": "0"}, "Le nombre d’exemplaires doit être entre 1 et 9 999."),
        ({"units": "-3"}, "« -3 » n’est pas un nombre entier."),
        ({"units": "99999"}, "Le nombre d’exemplaires doit être entre 1 et 9 999."),
        ({"name": "\u200b\u3164"}, "Il faut un nom, avec au moins une lettre ou un chiffre."),
        ({"name": "🎸🎸"}, "Il faut un nom, avec au moins une lettre ou un chiffre."),
    ],
)
async def test_what_will_not_do_is_refused_in_a_sentence(network, typed, sentence):
    answer = await share(network, **typed)
    assert sentence in refused(answer).replace("\u202f", " ").replace("\\", "")
    assert await network.services.board.search(network.caller("Léa")) == []


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_is_shown_as_it_was_written(network, name):
    card = await share(network, name=name)
    title = next(line for line in texts(card).splitlines() if line.startswith("### "))
    assert title.removeprefix("### ").replace("\\", "") == name


async def test_a_name_turned_round_by_invisible_signs_is_kept_without_them(network):
    await share(network, name="Micro\u202egpj.exe\u202c")
    assert (await item_of(network)).name == "Microgpj.exe"


async def test_the_same_form_sent_twice_is_one_item(network):
    items, lea = network.services.items, network.caller("Léa")
    from services.items import ItemChange

    await items.share(lea, ItemChange(name="Console"), interaction_id=7)
    with pytest.raises(Exception, match="already-done"):
        await items.share(lea, ItemChange(name="Console"), interaction_id=7)
    assert len(await network.services.board.search(lea)) == 1


async def test_another_persons_draft_opens_nothing(network):
    form = await network.run("Léa", "partager", nom="Console")
    answer = await fill(network, "Léa", form, category=["sound"], units="x")
    again = next(each for each in ids(answer) if each.startswith("typed:"))
    profile = await network.run("Noé", "profil")
    said = await network.press_id("Noé", profile, again)
    assert said.content == "Ce texte n’est plus gardé. Recommencez."
