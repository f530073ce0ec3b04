"""The demo page's server: each member sees their own Discord, and acts in it."""

import base64
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest

from playground import BotProcess, Wire, sample
from playground.page_server import Page
from tests.playground.conftest import TINY


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[SimpleNamespace]:
    wire = Wire()
    town = sample.build(wire)
    bot = BotProcess(wire, tmp_path, command=TINY)
    Page(wire, bot.later, town.notes)
    async with wire, bot, aiohttp.ClientSession(wire.url) as web:

        async def state(person: Any, channel: Any = 0) -> dict[str, Any]:
            query = {"as": str(int(person)), "channel": str(int(channel))}
            async with web.get("/page/state", params=query) as got:
                return await got.json()

        async def act(person: Any, channel: Any, **what: Any) -> dict[str, Any]:
            body = {"as": str(int(person)), "channel": str(int(channel)), **what}
            async with web.post("/page/act", json=body) as got:
                return await got.json()

        yield SimpleNamespace(town=town, wire=wire, bot=bot, web=web, state=state, act=act)


def channels(state: dict[str, Any]) -> list[str]:
    return [c["name"] for guild in state["guilds"] for c in guild["channels"]]


async def test_each_member_sees_their_channels_and_commands(demo: SimpleNamespace):
    lea, maud = await demo.state(demo.town.lea), await demo.state(demo.town.maud)
    open_to_all = ["general", "prets", "veille", "appels", "ressources"]
    assert channels(lea) == open_to_all
    assert channels(maud) == [*open_to_all, "moderation"]
    assert channels(await demo.state(demo.town.paul)) == ["prets"]
    assert "config" in [c["path"] for c in maud["commands"]]
    assert "config" not in [c["path"] for c in lea["commands"]]
    assert lea["channel"] == str(demo.town.prets.id)


async def test_a_command_typed_on_the_page_is_seen_by_all_and_a_private_answer_by_one(
    demo: SimpleNamespace,
):
    town, prets = demo.town, demo.town.prets
    await demo.act(town.lea, prets, do="type", command="emprunter", options={"objet": "Console"})
    await demo.act(town.lea, prets, do="type", command="annoncer", options={"texte": "bonjour"})
    for person, private in ((town.lea, 1), (town.karim, 0)):
        shown = (await demo.state(person, prets))["messages"]
        assert sum(m["flags"] & 64 > 0 for m in shown) == private
        assert sum("Console" in str(m["components"]) for m in shown) == 1


async def test_choices_forms_files_and_buttons_work_on_the_page(demo: SimpleNamespace):
    lea, karim, prets = demo.town.lea, demo.town.karim, demo.town.prets
    told = await demo.act(
        lea, prets, do="complete", command="emprunter", option="objet", typed="con", options={}
    )
    assert told["choices"] == [{"name": "con (2 libres)", "value": "#1"}]

    shown = await demo.act(lea, prets, do="type", command="partager", options={})
    name, photo = (f["custom_id"] for f in shown["form"]["fields"])
    file = {"name": "a.png", "data": base64.b64encode(b"123").decode()}
    values = {name: "Enceinte", photo: [file]}
    await demo.act(lea, prets, do="submit", form=shown["form"]["id"], values=values)
    assert (await demo.state(lea, prets))["messages"][-1]["content"] == "Enceinte [3] fr"

    await demo.act(karim, prets, do="type", command="emprunter", options={"objet": "x"})
    card = (await demo.state(karim, prets))["messages"][-1]["id"]
    pressed = await demo.act(lea, prets, do="press", message=card, custom_id="loan:1:accept")
    assert pressed == {"failed": False, "kind": "update"}
    assert "Accepté par Léa" in str((await demo.state(karim, prets))["messages"])


async def test_threads_events_and_the_menu_of_a_message_are_on_the_page(demo: SimpleNamespace):
    lea, prets, maud = demo.town.lea, demo.town.prets, demo.town.maud
    await demo.act(lea, prets, do="type", command="fil", options={"nom": "Ensemble"})
    thread = await prets.has_thread("Ensemble")
    await thread.sees("premier")
    await demo.act(lea, prets, do="type", command="evenement", options={"nom": "Fête", "dans": 9})
    state = await demo.state(demo.town.karim, prets)
    assert channels(state)[1:3] == ["prets", "Ensemble"]
    assert [event["name"] for event in state["guilds"][0]["events"]] == ["Fête"]
    started = next(m for m in state["messages"] if m["content"] == "départ")
    assert started["thread"]["id"] == str(thread.id)
    assert state["menu"] == ["Ajouter à la veille"]

    told = await demo.act(
        maud, prets, do="use", message=started["id"], command="Ajouter à la veille"
    )
    assert told == {"failed": False, "kind": "message"}
    shown = (await demo.state(maud, prets))["messages"][-1]
    assert shown["content"] == "Entremise : départ 0"

    inside = (await demo.state(demo.town.karim, thread))["messages"]
    assert [m["content"] for m in inside] == ["premier"]


async def test_what_discord_refuses_is_told_and_nothing_breaks(demo: SimpleNamespace):
    told = await demo.act(demo.town.lea, demo.town.prets, do="type", command="emprunter")
    assert "objet" in told["error"]


async def test_another_site_open_in_the_browser_can_do_nothing(demo: SimpleNamespace):
    headers = {"Origin": "http://example.org"}
    for path in ("/page/act", "/page/clock"):
        async with demo.web.post(path, json={}, headers=headers) as got:
            assert got.status == 403


async def test_moving_time_restarts_the_bot_on_a_later_day(demo: SimpleNamespace):
    before = demo.wire.clock.now()
    async with demo.web.post("/page/clock", json={"seconds": 86_400}) as got:
        assert await got.json() == {}
    assert (demo.wire.clock.now() - before).total_seconds() > 86_399
    assert demo.bot.starts == 2
    assert (await demo.state(demo.town.lea))["bot"]["connected"]


async def test_the_page_names_sources_that_answer(demo: SimpleNamespace):
    async with demo.web.get("/page/sources") as got:
        offered = await got.json()
    assert len(offered) == 6
    for source in offered:
        async with aiohttp.ClientSession() as web, web.get(source["address"]) as answer:
            assert answer.status == 200
    assert [bool(source["selectors"]) for source in offered] == [False] * 5 + [True]


async def test_the_page_and_its_files_are_served(demo: SimpleNamespace):
    for path in ("/", "/page/app.js", "/page/style.css"):
        async with demo.web.get(path) as got:
            assert got.status == 200
