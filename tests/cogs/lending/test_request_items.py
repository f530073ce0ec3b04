"""Which item, how many, for whom: what is unclear is asked about, and nothing typed is lost."""

import pytest

from tests.cogs.lending.request_stage import AUTOMATIC, lend
from tests.cogs.network import ENGLISH, ids, labels, texts

HOSTILE = (
    "@everyone",
    "**gras** `code` ||x|| [l](https://x.fr)",
    "</ban:1>",
    "\u202eetceridni",
    "a" * 4000,
    "🎸🥁🎹",
    "<@100000000000000001>",
    "#999",
    "#0",
    "#-1",
    "#99999999999999999999",
    "%",
    "' OR 1=1 --",
)


@pytest.mark.parametrize("said", HOSTILE)
@pytest.mark.parametrize("locale", ["fr", ENGLISH])
async def test_an_item_that_is_not_there_is_said_harmlessly_and_the_rest_repeated(
    network, said, locale
):
    network.speaks("Noé", locale)
    await lend(network, "Projecteur")
    card = await network.run("Noé", "emprunter", objet=said, quand="demain", projet="Bal")
    shown = texts(card)
    assert card.ephemeral and labels(card) in (["Voir les objets"], ["See the items"])
    assert "demain" in shown and "Bal" in shown
    for raw in ("@everyone", "**gras", "</ban", "<@1", "\u202e"):
        assert f" {raw}" not in shown.replace("\\", "\\\\") or raw not in said
    assert "\\@everyone" in shown or said != "@everyone"
    items = await network.press("Noé", card, labels(card)[0])
    assert "Projecteur" in texts(items)


async def test_an_item_of_another_guild_is_not_there(network):
    await lend(network, "Projecteur")
    for said in ("#1", "Projecteur"):
        card = await network.run("Zoé", "emprunter", objet=said, quand="demain")
        assert f"Aucun objet ne s’appelle « {said.replace('#', chr(92) + '#')} » ici." in texts(
            card
        )


async def test_an_item_that_was_withdrawn_is_not_there(network):
    item = await lend(network, "Projecteur")
    await network.services.items.withdraw(network.caller("Léa"), item.number)
    for said in ("#1", "Projecteur"):
        card = await network.run("Noé", "emprunter", objet=said, quand="demain")
        assert "Aucun objet ne s’appelle" in texts(card)


async def test_several_items_are_offered_as_buttons_with_the_same_wish(network):
    await lend(network, "Projecteur Epson")
    await lend(network, "Projecteur Sony")
    card = await network.run("Noé", "emprunter", objet="proj", quand="demain", projet="Bal")
    assert "Plusieurs objets répondent à « proj ». Lequel ?" in texts(card)
    assert labels(card) == ["Projecteur Epson", "Projecteur Sony"]
    await network.press("Noé", card, "Projecteur Sony")
    assert "### Emprunter : Projecteur Sony" in texts(card)
    assert "Bal" in texts(card) and "le mar. 3 nov." in texts(card)


@pytest.mark.parametrize("quantity", [0, -3, 10_000, 2**53 - 1])
async def test_a_quantity_that_cannot_be_keeps_the_rest(network, quantity):
    await lend(network, "Projecteur", units=4)
    card = await network.run(
        "Noé", "emprunter", objet="#1", quand="demain", quantite=quantity, projet="Bal"
    )
    assert "La quantité doit être un nombre entre 1 et 4" in texts(card)
    form = await network.press("Noé", card, "Modifier")
    await network.fill("Noé", form, when="demain", quantity="2", project="Bal")
    assert "**Quantité** · 2 (libre à ces dates : 4 sur 4)" in texts(card)


async def test_more_than_there_is_offers_what_there_is(network):
    await lend(network, "Projecteur", units=4)
    card = await network.run("Noé", "emprunter", objet="#1", quand="demain", quantite=6)
    assert "Il n’y en a que 4, pas 6." in texts(card)
    await network.press("Noé", card, "En demander 4")
    assert "**Quantité** · 4" in texts(card) and "Demander" in labels(card)


async def test_the_same_request_twice_is_one(network):
    await lend(network, "Projecteur")
    first = await network.run("Noé", "emprunter", objet="#1", quand="demain")
    second = await network.run("Noé", "emprunter", objet="#1", quand="demain")
    await network.press("Noé", first, "Demander")
    network.clock.advance(minutes=1)
    await network.press("Noé", second, "Demander")
    assert "**Prêt #1**" in texts(second) and "il n’y en a qu’une" in texts(second)
    assert len((await network.services.board.mine(network.caller("Noé"))).waiting) == 1


async def test_one_preview_pressed_twice_makes_one_promise(network):
    await lend(network, "Projecteur", units=5, rules=AUTOMATIC)
    card = await network.run("Inès", "emprunter", objet="#1", quand="demain")
    pressed = next(each for each in ids(card) if each.split(":")[3] == "ask")
    await network.press_id("Inès", card, pressed)
    network.clock.advance(minutes=1)
    await network.press_id("Inès", card, pressed)
    assert "**Prêt #1**" in texts(card) and "déjà partie" in texts(card)
    assert len((await network.services.board.mine(network.caller("Inès"))).to_collect) == 1


async def test_a_preview_whose_request_was_called_off_makes_no_other(network):
    await lend(network, "Projecteur")
    card = await network.run("Noé", "emprunter", objet="#1", quand="demain")
    pressed = next(each for each in ids(card) if each.split(":")[3] == "ask")
    await network.press_id("Noé", card, pressed)
    await network.services.lending.cancel(network.caller("Noé"), 1)
    await network.press_id("Noé", card, pressed)
    assert "c’est le prêt #1, qui a avancé ou n’a plus cours" in texts(card)
    assert (await network.services.board.mine(network.caller("Noé"))).waiting == ()


async def test_what_is_lent_automatically_is_promised_at_once_and_said_so(network):
    await lend(network, "Projecteur", rules=AUTOMATIC)
    card = await network.run("Inès", "emprunter", objet="#1", quand="demain")
    assert "c’est accordé tout de suite" in texts(card)
    await network.press("Inès", card, "Demander")
    assert "### C’est accordé : Projecteur" in texts(card)


async def test_of_several_organisations_one_chooses_for_which(network):
    await lend(network, "Projecteur")
    card = await network.run("Inès", "emprunter", objet="#1", quand="demain")
    assert "**Pour** · Bruit" in texts(card)
    cave = network.numbers["Studio La Cave"]
    await network.choose("Inès", card, "party", [str(cave)])
    assert "**Pour** · La Cave" in texts(card)
    await network.choose("Inès", card, "party", ["0"])
    assert f"**Pour** · <@{network.people['Inès'].id}>" in texts(card)
    await network.press("Inès", card, "Demander")
    view = await network.services.board.view(network.caller("Inès"), 1)
    assert view.loan.borrower.organisation is None


async def test_an_organisation_one_is_not_in_cannot_be_borrowed_for(network):
    await lend(network, "Projecteur")
    card = await network.run("Inès", "emprunter", objet="#1", quand="demain")
    act = next(each for each in ids(card) if each.split(":")[3] == "party")
    for value in (str(network.numbers["Le Clou"]), "4000"):
        answer = await network.press_id("Inès", card, act, [value])
        assert answer.content == "Vous n’êtes pas rattaché à cette structure."
    for value in ("x", "²", "-1", "9" * 30):
        answer = await network.press_id("Inès", card, act, [value])
        assert "n’a pas été comprise" in answer.content


async def test_a_preview_is_its_persons_and_its_guilds(network):
    await lend(network, "Projecteur")
    card = await network.run("Noé", "emprunter", objet="#1", quand="demain")
    pressed = next(each for each in ids(card) if each.split(":")[3] == "ask")
    own = await network.run("Inès", "objets")
    answer = await network.press_id("Inès", own, pressed)
    assert "Cet aperçu n’est plus gardé" in answer.content
    away = await network.run("Zoé", "objets")
    for custom_id in (pressed, pressed.replace(str(network.guild.id), str(network.elsewhere.id))):
        answer = await network.press_id("Zoé", away, custom_id)
        assert "Cet aperçu n’est plus gardé" in answer.content


async def test_buttons_that_were_tampered_with_do_nothing(network):
    await lend(network, "Projecteur")
    card = await network.run("Noé", "emprunter", objet="#1", quand="demain")
    draft = next(each for each in ids(card) if each.startswith("draft")).split(":")[2]
    for act in ("take:0:zz", "take:0:ff-1", "take:0:ffffffff-fffffffe", "units:0:x", "other:0:-1"):
        answer = await network.press_id("Noé", card, f"draft:{network.guild.id}:{draft}:{act}")
        assert "n’a pas été comprise" in answer.content, act
    answer = await network.press_id("Noé", card, f"draft:{network.guild.id}:{draft}:other:0:77")
    assert answer.content == "Cet objet est introuvable ici."
    answer = await network.press_id("Noé", card, f"draft:{network.guild.id}:999:ask:0")
    assert "Cet aperçu n’est plus gardé" in answer.content


async def test_a_draft_of_an_imported_sheet_is_no_request(network):
    sheet = await network.services.directory.sheets.preview(
        network.caller("Alix"), b"nom\nLa Grange\n"
    )
    card = await network.run("Alix", "objets")
    custom_id = f"draft:{network.guild.id}:{sheet.draft}:ask:0"
    answer = await network.press_id("Alix", card, custom_id)
    assert "Cet aperçu n’est plus gardé" in answer.content


async def test_a_dropped_request_can_be_resumed(network):
    await lend(network, "Projecteur")
    card = await network.run("Noé", "emprunter", objet="#1", quand="demain", projet="Bal")
    await network.press("Noé", card, "Annuler")
    assert "rien n’a été envoyé" in texts(card)
    await network.press("Noé", card, "Reprendre")
    assert "Bal" in texts(card) and "Demander" in labels(card)


async def test_the_loans_channel_is_said_once_it_is_set(network):
    await lend(network, "Projecteur")
    other = network.guild.create_text_channel("matos")
    await network.services.settings.change(network.caller("Alix"), "lending.channel", other.id)
    card = await network.run("Noé", "emprunter", objet="#1", quand="demain")
    assert f"affichée dans <#{other.id}>" in texts(card)
    await network.press("Noé", card, "Demander")
    assert f"La carte est dans <#{other.id}>." in texts(card)
    assert "Aucun salon" not in texts(card)


@pytest.mark.parametrize("locale", ["fr", ENGLISH])
async def test_the_longest_facts_fit_and_stay_text(network, locale):
    network.speaks("Inès", locale)
    worst = "*_~`|[]()<>@#:" * 40
    item = await lend(
        network,
        "A" + worst[:79],
        units=9,
        value_cents=99_999_999,
        conditions=worst[:500],
        description=worst[:500],
        place=worst[:100],
    )
    card = await network.run(
        "Inès", "emprunter", objet=f"#{item.number}", quand="demain", projet=worst[:300]
    )
    assert labels(card)[0] in ("Demander", "Ask")
