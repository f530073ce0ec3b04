"""A member brings a page: read over a real connection, queued once, answered privately."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.parts import Parts
from domain.watch.stories import StoryState
from storage.engine import Database
from tests.cogs.lending.loan_stage import press_privately, privately
from tests.cogs.network import ENGLISH, texts
from tests.cogs.watch.member_stage import approved
from tests.cogs.watch.sources_web import bot_on
from tests.cogs.watch.stage import history
from tests.conftest import FakeClock
from tests.feeds.bad_server import BadServer, reply

PAGE = """<html><head><title>Appel à projets : musiques d’ici</title>
<meta name="description" content="Dossiers à envoyer jusqu’au 30 novembre 2026.">
</head><body><p>Bonjour</p></body></html>""".encode()
HOSTILE = b"""<html><head><title>@everyone [clic](https://evil.example) **gras** # titre</title>
</head></html>"""


@pytest.fixture
async def web() -> AsyncIterator[BadServer]:
    async with BadServer() as server:
        yield server


@pytest.fixture
async def bot_parts(
    sqlite_db: Database, clock: FakeClock, tmp_path: Path, web: BadServer
) -> AsyncIterator[Parts]:
    async with bot_on(sqlite_db, clock, tmp_path, web) as parts:
        yield parts


def page(web: BadServer, body: bytes = PAGE, path: str = "/appel") -> str:
    return web.on(path, reply(200, body, kind="text/html; charset=utf-8"))


async def test_a_page_is_read_and_put_before_the_moderators_with_its_deadline(network, news, web):
    answer = await network.run(
        "Léa", "veille proposer", lien=page(web), mot="Pour *nous* @everyone"
    )
    assert answer.ephemeral
    assert "[Appel à projets \\: musiques d’ici](http://127.0.0.1" in texts(answer)
    assert "Pour \\*nous\\* \\@everyone" in texts(answer)
    await network.post()
    card = texts(news.card())
    assert f"Proposée par <@{network.people['Léa'].id}>" in card
    assert "📅" in card and "30 nov. 2026" in card.replace("\xa0", " ")
    assert "Pour \\*nous\\* \\@everyone" in card
    story = await news.now()
    assert (story.state, story.is_call) == (StoryState.QUEUED, True)


async def test_a_page_that_does_not_answer_is_suggested_by_its_address(network, news, web):
    link = web.on("/parti", reply(500, b"non"))
    answer = await network.run("Léa", "veille proposer", lien=link)
    assert "Proposé aux modérateurs" in texts(answer)
    assert (await news.now()).title == link.removeprefix("http://")


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("http://192.168.1.1/admin", "réseau privé"),
        ("http://localhost/x", "réseau privé"),
        ("http://[::ffff:10.0.0.1]/", "réseau privé"),
        ("pas une adresse", "pas une adresse"),
        ("javascript:alert(1)", "ne peut pas être suivie"),
        ("https://moi:secret@site.example/", "mot de passe"),
    ],
)
async def test_what_may_not_be_read_is_said_and_nothing_is_queued(network, news, link, said):
    assert said in texts(await network.run("Léa", "veille proposer", lien=link))
    await network.post()
    assert history(news.moderators) == []


async def test_a_page_that_redirects_to_a_private_address_is_not_read(network, news, web):
    link = web.on("/vers", reply(302, headers={"Location": "http://192.168.1.1/admin"}))
    await network.run("Léa", "veille proposer", lien=link)
    story = await news.now()
    assert (story.title, story.summary) == (link.removeprefix("http://"), "")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (StoryState.QUEUED, "attend déjà"),
        (StoryState.SCHEDULED, "paraîtra bientôt"),
        (StoryState.REJECTED, "ne l’ont pas retenu"),
        (StoryState.DROPPED, "une règle l’a écarté"),
        (StoryState.PUBLISHED, "est déjà dans la veille"),
        (StoryState.DIGESTED, "est déjà dans la veille"),
    ],
)
async def test_what_is_known_says_where_it_is_whoever_brings_it(network, news, web, state, said):
    link = page(web)
    await news.arrives("*Déjà*", link=link, state=state)
    answer = await network.run("Léa", "veille proposer", lien=f"{link}?utm_source=x#haut")
    assert said in texts(answer) and "\\*Déjà\\*" in texts(answer)
    assert web.requests == []


async def test_a_page_that_names_another_address_is_known_by_both(network, news, web):
    canonical = f'<link rel="canonical" href="{web.address("/vrai")}">'
    body = PAGE.replace(b"</head>", canonical.encode() + b"</head>")
    await network.run("Léa", "veille proposer", lien=page(web, body))
    for link in (web.address("/appel"), web.address("/vrai")):
        assert "attend déjà" in texts(await network.run("Karim", "veille proposer", lien=link))


async def test_ten_may_wait_and_no_more(network, news, web):
    for number in range(10):
        await news.arrives(f"n{number}", suggested_by=network.people["Léa"].id)
    assert "10 de vos propositions" in texts(
        await network.run("Léa", "veille proposer", lien=page(web))
    )
    assert "Proposé" in texts(await network.run("Karim", "veille proposer", lien=page(web)))


# -- from the menu of a message


async def menu(network, name, said):
    person = network.people[name]
    message = await person.send(network.channel, said)
    result = await person.context_menu(network.channel, "Ajouter à la veille", message)
    return network._shown(result)


@pytest.mark.parametrize(
    "said", ["regardez {} !", "({}).", "**{}**", "<{}>", "[ici]({})", "« {} », non ?"]
)
async def test_the_link_of_a_message_is_suggested(network, news, web, said):
    answer = await menu(network, "Léa", said.format(page(web)))
    assert "Appel à projets" in texts(answer)
    assert (await news.now()).link == web.address("/appel")


async def test_a_message_without_a_link_says_so(network, news):
    assert "pas de lien dans ce message" in texts(await menu(network, "Léa", "bonjour http:// !"))


async def test_hostile_words_of_a_page_do_nothing_anywhere(network, news, web):
    answer = await menu(network, "Léa", page(web, HOSTILE))
    await network.post()
    for shown in (texts(answer), texts(news.card())):
        assert "[clic](" not in shown and "**gras**" not in shown and " @everyone" not in shown
    assert not news.card().mention_everyone


# -- what becomes of it


async def test_its_author_is_told_that_it_was_published_and_where(network, news, web):
    await network.run("Léa", "veille proposer", lien=page(web))
    await network.post()
    await network.press("Maud", news.card(), "Publier")
    await network.post()
    (told,) = privately(network, "Léa")
    assert "Réseau 79" in texts(told) and f"publiée dans <#{news.news.id}>" in texts(told)
    shown = await press_privately(network, "Léa", told, "Lire la veille")
    assert "Appel à projets" in texts(shown)


async def test_its_author_is_told_why_it_was_rejected_in_their_language(network, news, web):
    network.speaks("Léa", ENGLISH)
    await network.run("Léa", "veille proposer", lien=page(web))
    await network.post()
    form = await network.press("Maud", news.card(), "Écarter")
    await network.fill("Maud", form, reason=["old"], why="*vraiment*")
    await network.post()
    (told,) = privately(network, "Léa")
    assert "was not kept" in texts(told) and "Trop ancien \\: \\*vraiment\\*" in texts(told)


async def test_nobody_is_told_at_night_nor_of_what_was_taken_back_meanwhile(
    network, news, web, clock
):
    await network.run("Léa", "veille proposer", lien=page(web))
    await network.post()
    clock.set(clock().replace(hour=22))
    form = await network.press("Maud", news.card(), "Écarter")
    await network.fill("Maud", form, reason=["old"], why="")
    await network.post()
    assert privately(network, "Léa") == []
    await network.press("Maud", news.card(), "Remettre en file")
    clock.advance(hours=11)
    await network.post()
    assert privately(network, "Léa") == []


async def test_a_moderator_who_keeps_their_own_suggestion_is_not_told(network, news, web):
    await network.run("Maud", "veille proposer", lien=page(web))
    await network.post()
    await network.press("Maud", news.card(), "Publier")
    await approved(news, "Autre")
    await network.post()
    assert privately(network, "Maud") == []
