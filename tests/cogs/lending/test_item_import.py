"""``/config materiel``: the report line by line, the writing, the undoing, and the file out."""

import pytest

from services.items import ItemChange
from tests.cogs.lending.item_stage import fill, refused
from tests.cogs.network import ENGLISH, ids, labels, texts

SHEET = """Nom;Catégorie;Quantité;Propriétaire;Valeur;Couleur
Console M32;son;1;Le Clou;2 500 €;noire
Micro SM58;son;beaucoup;Le Clou;90;
=1+1;son;1;Le Clou;;
Perche;son;2;La Grange;;
"""
RIGHT = "revient à ses modérateurs et à ceux qui ont le droit « Gérer le serveur »"


def file(text=SHEET, encoding="utf-8"):
    return ("materiel.csv", text.encode(encoding))


async def catalogue(network):
    return [each.item.name for each in await network.services.board.search(network.caller("Alix"))]


async def test_a_sheet_is_judged_line_by_line_then_written_then_undone(network):
    card = await network.run("Alix", "config materiel", fichier=file(encoding="cp1252"))
    said = texts(card).replace("\\", "")
    counts = "ajoutés : **1** · modifiés : **0** · déjà pareils : **0** · lignes refusées : **3**"
    assert counts in said
    assert "✅ ligne 2 · Console M32" in said
    assert "❌ ligne 3 · Micro SM58 : « beaucoup » n’est pas un nombre entier" in said
    assert "❌ ligne 4 · =1+1 : Dans « Nom », « =1+1 » est une formule" in said
    assert "❌ ligne 5 · Perche : Propriétaire inconnu : « La Grange »" in said
    assert "Colonnes laissées de côté : Couleur" in said
    assert [each.filename for each in card.attachments] == ["rapport.csv"]
    assert await catalogue(network) == []
    await network.press("Alix", card, "Importer 1 ligne")
    assert texts(card) == "✅ C’est importé. Objets ajoutés : **1** · modifiés : **0**."
    assert await catalogue(network) == ["Console M32"]
    await network.press("Alix", card, "Annuler l’import")
    assert texts(card) == (
        "✅ L’import est annulé. Objets retirés : **1** · remis comme avant : **0**."
    )
    assert await catalogue(network) == []


async def test_it_speaks_english_too(network):
    network.speaks("Alix", ENGLISH)
    card = await network.run("Alix", "config materiel", fichier=file())
    assert (
        "Items added: **1** · changed: **0** · the same already: **0** · lines refused: **3**"
        in (texts(card))
    )
    assert "❌ line 3 · Micro SM58: “beaucoup” is not a whole number" in texts(card)
    assert [each.filename for each in card.attachments] == ["report.csv"]


async def test_the_command_alone_offers_what_can_be_done_and_a_form_takes_the_file(network):
    card = await network.run("Alix", "config materiel")
    assert labels(card) == ["Importer", "Exporter", "Annuler l’import"]
    form = await network.press("Alix", card, "Importer")
    answer = await fill(network, "Alix", form, sheet=file(encoding="utf-16"))
    assert "✅ ligne 2 · Console M32" in texts(answer)
    answer = await network.press("Alix", card, "Annuler l’import")
    assert refused(answer) == "Aucun import à annuler."


async def test_an_export_imported_again_changes_nothing(network):
    await network.services.items.share(
        network.caller("Léa"), ItemChange(name="Micro", units=4, value_cents=9_000)
    )
    card = await network.run("Alix", "config materiel", action="export")
    assert "Voici le matériel du réseau : 1 objet." in texts(card)
    (sent,) = card.attachments
    assert sent.filename == "materiel.csv"
    data, _ = await network.services.items.sheets.export(network.caller("Alix"), "fr")
    assert data.decode("utf-8-sig").startswith("numéro;nom;catégorie;description;quantité;")
    answer = await network.run("Alix", "config materiel", fichier=("m.csv", data))
    assert "déjà pareils : **1** · lignes refusées : **0**" in texts(answer)
    assert labels(answer) == []


async def test_what_a_line_would_change_is_named(network):
    await network.services.items.share(network.caller("Léa"), ItemChange(name="Micro"))
    text = "nom;propriétaire;valeur;lieu;durée max\nMicro;Clou;90;Réserve;3 jours\n"
    card = await network.run("Alix", "config materiel", fichier=file(text))
    assert "✏️ ligne 2 · Micro : lieu, valeur, durée max" in texts(card)


async def test_an_import_of_some_time_ago_can_be_undone(network):
    card = await network.run("Alix", "config materiel", fichier=file())
    await network.press("Alix", card, "Importer 1 ligne")
    last = await network.run("Alix", "config materiel", action="undo")
    assert f"par <@{network.people['Alix'].id}>. Objets ajoutés : **1**" in texts(last)
    await network.press("Alix", last, "Annuler l’import")
    assert await catalogue(network) == []
    answer = await network.press("Alix", card, "Annuler l’import")
    assert "il a déjà été fait, annulé" in answer.content


async def test_the_same_button_twice_is_one_import(network):
    card = await network.run("Alix", "config materiel", fichier=file())
    (write,) = (each for each in ids(card) if ":write:" in each)
    await network.press("Alix", card, "Importer 1 ligne")
    answer = await network.press_id("Alix", card, write)
    assert "il a déjà été fait, annulé" in answer.content
    assert await catalogue(network) == ["Console M32"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04....", "Ce n’est pas un fichier CSV."),
        (b"nom\nCaf\x81\x8d\n", "Les accents de ce fichier sont illisibles."),
        (b"ville\nNiort\n", "Il manque la colonne « nom »."),
        (b"nom\n" + b"a\n" * 2001, "Trop de lignes"),
        (b"nom\n" + b"x" * 1_000_001, "Ce fichier est trop lourd"),
        (b"", "Ce fichier est vide"),
    ],
)
async def test_a_sheet_that_cannot_be_read_is_refused_in_a_sentence(network, data, sentence):
    answer = await network.run("Alix", "config materiel", fichier=("m.csv", data))
    assert refused(answer).startswith(sentence)


async def test_two_thousand_lines_of_the_worst_still_fit_a_message_in_both_languages(network):
    bad = "".join(f"{'*' * 70}{n:04};{'@' * 300};1\n" for n in range(1_000))
    good = "".join(f"{'_' * 70}{n:04};moi;1\n" for n in range(999))
    for locale in ("fr", ENGLISH):
        network.speaks("Alix", locale)
        card = await network.run(
            "Alix", "config materiel", fichier=file(f"nom;propriétaire;quantité\n{bad}{good}")
        )
        assert "999" in texts(card)


async def test_members_are_told_who_may_import_and_nothing_is_shown(network):
    await network.show_to_everyone("config")
    for options in ({}, {"action": "export"}, {"action": "undo"}, {"fichier": file()}):
        assert RIGHT in refused(await network.run("Léa", "config materiel", **options))
    card = await network.run("Alix", "config materiel")
    seen = await network.run("Léa", "profil")
    for custom_id in ids(card):
        assert RIGHT in refused(await network.press_id("Léa", seen, custom_id)), custom_id
    for act in ("write", "undo"):
        there = f"gear:{network.guild.id}:1:{act}:0"
        assert RIGHT in refused(await network.press_id("Léa", seen, there))


async def test_moderators_may_too(network):
    seen = await network.run("Maud", "profil")
    form = await network.press_id("Maud", seen, f"gear:{network.guild.id}:0:sheet:0")
    card = await fill(network, "Maud", form, sheet=file())
    await network.press("Maud", card, "Importer 1 ligne")
    assert await catalogue(network) == ["Console M32"]


async def test_the_other_guilds_import_is_answered_like_one_that_does_not_exist(network):
    card = await network.run("Alix", "config materiel", fichier=file())
    await network.press("Alix", card, "Importer 1 ligne")
    seen = await network.run("Zoé", "profil")
    for act in ("write", "undo"):
        said = {
            (await network.press_id("Zoé", seen, f"gear:{guild}:{number}:{act}:0")).content
            for guild, number in (
                (network.guild.id, 1),
                (network.elsewhere.id, 1),
                (network.elsewhere.id, 4_000),
            )
        }
        assert len(said) == 1 and "n’est plus là" in said.pop()
    assert await catalogue(network) == ["Console M32"]
