"""``/config structures``: the list, one organisation, its forms, and the import of a sheet."""

import pytest

from domain.people import Role
from tests.cogs.network import ENGLISH, ids, labels, texts

SHEET = "Nom;Nom court;Bassin;Type\nLa Grange;Grange;Parthenay;salle\nLe Clou;;;lieu\n=1+1;;;\n"


async def the_list(network, name="Alix"):
    return await network.run(name, "config structures")


async def opened(network, number):
    card = await the_list(network)
    return await network.press_id("Alix", card, f"organisation:{network.guild.id}:{number}:show:0")


async def test_the_list_says_who_answers_for_each(network):
    said = texts(await the_list(network))
    assert "### Structures du réseau : 3" in said
    assert "**Le Clou**\n-# lieu · Bressuire · 3 personnes\nRépondent : Léa et Karim" in said


async def test_an_empty_directory_offers_the_first_steps(network):
    card = await the_list(network, "Zoé")
    assert "Aucune structure pour l’instant." in texts(card)
    assert labels(card) == ["Ajouter", "Importer"]


async def test_an_organisation_is_added_by_a_form_and_shown(network):
    card = await the_list(network)
    form = await network.press("Alix", card, "Ajouter")
    await network.fill("Alix", form, name=" La  Grange ", basin="Parthenay", kind=["venue"])
    assert "### La Grange\n-# lieu · Parthenay" in texts(card)
    assert "Personne n’y est rattaché" in texts(card)
    await network.press("Alix", card, "Toutes les structures")
    assert "### Structures du réseau : 4" in texts(card)
    assert "⚠️ Personne ne répond pour elle" in texts(card)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("le CLOU", "« le CLOU » est déjà dans l’annuaire."),
        ("\u200b\u3164", "Il faut un nom, avec au moins une lettre ou un chiffre."),
    ],
)
async def test_a_name_that_will_not_do_is_refused_in_a_sentence(network, name, sentence):
    card = await the_list(network)
    form = await network.press("Alix", card, "Ajouter")
    answer = await network.fill("Alix", form, name=name, kind=["other"])
    assert answer.content == sentence and answer.ephemeral
    assert "### Structures du réseau : 3" in texts(await the_list(network))


@pytest.mark.parametrize(
    "name", ["@everyone", "**gras**", "</ban:1>", "[x](http://y.z)", "# titre", "||caché|| a"]
)
async def test_a_hostile_name_is_shown_as_it_was_written(network, name):
    card = await the_list(network)
    form = await network.press("Alix", card, "Ajouter")
    await network.fill("Alix", form, name=name, kind=["other"])
    shown = texts(card).splitlines()[0].removeprefix("### ")
    assert shown.replace("\\", "") == name
    assert all(shown[i - 1] == "\\" for i, char in enumerate(shown) if char in "@*<[#|")


async def test_renaming_keeps_what_is_not_changed(network):
    card = await opened(network, network.numbers["Le Clou"])
    form = await network.press("Alix", card, "Modifier")
    await network.fill(
        "Alix", form, name="Le Clou d’Or", short_name="Clou", basin="Niort", kind=["venue"]
    )
    assert "### Le Clou d’Or\n-# lieu · Niort · nom court « Clou »" in texts(card)
    assert texts(card).count("<@") == 3


async def test_members_are_attached_with_a_role_and_detached(network):
    card = await opened(network, network.numbers["Studio La Cave"])
    form = await network.press("Alix", card, "Rattacher")
    noe, sacha = network.people["Noé"], network.people["Sacha"]
    await network.fill("Alix", form, members=[noe, sacha], role=["deputy"])
    assert f"- <@{noe.id}> · suppléance" in texts(card)
    assert f"- <@{sacha.id}> · suppléance" in texts(card)
    form = await network.press("Alix", card, "Détacher")
    await network.fill("Alix", form, members=[str(noe.id)])
    assert f"<@{noe.id}>" not in texts(card) and f"<@{sacha.id}>" in texts(card)
    profile = await network.services.directory.profile(network.caller("Sacha"))
    assert (profile.organisations[0][0].name, profile.organisations[0][1]) == (
        "Studio La Cave",
        Role.DEPUTY,
    )


async def test_a_bot_is_not_made_a_delegate(network):
    robot = network.guild.add_member(network.env.create_user("Robot", bot=True))
    card = await opened(network, network.numbers["Le Clou"])
    form = await network.press("Alix", card, "Rattacher")
    answer = await network.fill("Alix", form, members=[robot], role=["delegate"])
    assert answer.content == "Robot est un bot : il ne répondra pas aux demandes."


async def test_an_organisation_in_use_stays_and_says_what_hangs_on_it(network):
    card = await opened(network, network.numbers["Le Clou"])
    answer = await network.press("Alix", card, "Supprimer")
    assert "« Le Clou » sert encore : objets 0, prêts 0, membres 3." in answer.content


async def test_an_organisation_without_anything_is_removed(network):
    card = await the_list(network)
    form = await network.press("Alix", card, "Ajouter")
    await network.fill("Alix", form, name="Éphémère", kind=["other"])
    await network.press("Alix", card, "Supprimer")
    assert texts(card).startswith("✅ « Éphémère » est supprimée.\n### Structures du réseau : 3")


async def test_a_long_list_turns_its_pages(network):
    sheet = "nom\n" + "".join(f"Structure {number:02}\n" for number in range(12))
    sheets = network.services.directory.sheets
    preview = await sheets.preview(network.caller("Alix"), sheet.encode())
    await sheets.write(network.caller("Alix"), preview.draft)
    card = await the_list(network)
    assert "page 1/3" in texts(card) and "Collectif Bruit" in texts(card)
    await network.press("Alix", card, "Suivant")
    assert "page 2/3" in texts(card) and "Collectif Bruit" not in texts(card)


async def test_the_sheet_of_the_command_is_judged_line_by_line_then_written_then_undone(network):
    sheet = ("structures.csv", SHEET.encode("cp1252"))
    card = await network.run("Alix", "config structures", fichier=sheet)
    said = texts(card)
    assert "**1 ligne** peut être importée, 2 sont refusées. Rien n’est encore écrit." in said
    assert "✅ ligne 2 · La Grange" in said
    assert "❌ ligne 3 · Le Clou : « Le Clou » est déjà dans l’annuaire" in said
    assert "❌ ligne 4 · =1+1 : Dans « Nom », « =1+1 » est une formule" in said
    assert [each.filename for each in card.attachments] == ["rapport.csv"]
    assert len(await network.services.directory.entries(network.guild.id)) == 3
    await network.press("Alix", card, "Importer 1 ligne")
    assert texts(card) == "✅ 1 structure est ajoutée."
    assert len(await network.services.directory.entries(network.guild.id)) == 4
    await network.press("Alix", card, "Annuler l’import")
    assert "✅ L’import est annulé : 1 structure est retirée." in texts(card)
    assert len(await network.services.directory.entries(network.guild.id)) == 3


async def test_a_sheet_can_be_sent_by_a_form_too(network):
    card = await the_list(network)
    form = await network.press("Alix", card, "Importer")
    answer = await network.fill("Alix", form, sheet=("s.csv", SHEET.encode("utf-16")))
    assert "**1 ligne** peut être importée" in texts(answer)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04....", "Ce n’est pas un fichier CSV."),
        (b"nom\nCaf\x81\x8d\n", "Les accents de ce fichier sont illisibles."),
        (b"ville\nNiort\n", "Il manque la colonne « nom »."),
        (b"nom\n" + b"x" * 1_000_001, "Ce fichier est trop lourd"),
    ],
)
async def test_a_sheet_that_cannot_be_read_is_refused_in_a_sentence(network, data, sentence):
    answer = await network.run("Alix", "config structures", fichier=("s.csv", data))
    assert answer.content.startswith(sentence) and answer.ephemeral


async def test_a_sheet_with_nothing_to_import_offers_no_button(network):
    card = await network.run("Alix", "config structures", fichier=("s.csv", b"nom\nLe Clou\n"))
    assert "Aucune ligne ne peut être importée, 1 est refusée." in texts(card)
    assert labels(card) == []


async def test_two_thousand_bad_lines_still_fit_a_message_in_both_languages(network):
    worst = "nom;type\n" + "".join(f"{'*' * 70}{n:04};{'@' * 300}\n" for n in range(1_999))
    for locale in ("fr", ENGLISH):
        network.speaks("Alix", locale)
        await network.run("Alix", "config structures", fichier=("s.csv", worst.encode()))


async def test_the_worst_organisations_still_fit_a_message_in_both_languages(network):
    alix, directory = network.caller("Alix"), network.services.directory
    form_name = "*_`" * 26
    card = await the_list(network)
    for number in range(8):
        form = await network.press("Alix", card, "Ajouter")
        await network.fill(
            "Alix",
            form,
            name=f"{number}{form_name}",
            short_name="*" * 24,
            basin="[" * 40,
            kind=["association"],
        )
        await network.press("Alix", card, "Toutes les structures")
    crowd = [(10**17 + each, "*" * 80) for each in range(90)]
    for entry in await directory.entries(network.guild.id):
        await directory.attach(alix, entry.organisation.number, crowd, Role.DELEGATE)
    for locale in ("fr", ENGLISH):
        network.speaks("Alix", locale)
        await the_list(network)
        await opened(network, 4)


async def test_the_other_guilds_ids_are_answered_like_ids_that_do_not_exist(network):
    mine = await the_list(network, "Zoé")
    there, nowhere = network.numbers["Le Clou"], 4_000
    here = network.elsewhere.id
    for act in ("show", "change", "attach", "detach", "remove"):
        for guild, number in ((here, there), (here, nowhere), (network.guild.id, there)):
            answer = await network.press_id("Zoé", mine, f"organisation:{guild}:{number}:{act}:0")
            assert answer.content == f"Il n’y a pas de structure n° {number} ici.", (act, guild)
    for act in ("write", "undo"):
        said = {
            (await network.press_id("Zoé", mine, f"sheet:{guild}:1:{act}:0")).content
            for guild in (here, network.guild.id)
        }
        assert len(said) == 1
    assert len(await network.services.directory.entries(network.guild.id)) == 3


async def test_a_member_cannot_use_the_admins_buttons_with_their_own_client(network):
    profile = await network.run("Léa", "profil")
    admins = await the_list(network)
    card = await opened(network, network.numbers["Le Clou"])
    for custom_id in {*ids(admins), *ids(card)}:
        answer = await network.press_id("Léa", profile, custom_id)
        assert "« Gérer le serveur »" in answer.content, custom_id
    assert len((await network.services.directory.entries(network.guild.id))[1].members) == 3
