"""The demo page's server side: what one member sees of a channel, and what they do there."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aiohttp import web

from playground.actors import Person
from playground.answers import Answer, form_fields
from playground.simcord_inside import BackendError, NotOnDiscord
from playground.wire import Wire
from playground.world import Channel

FILES = Path(__file__).parent / "page"
SHOWN = 80
"""How many messages of a channel the page shows."""
Move = Callable[[float], Awaitable[None]]


class Page:
    """Serves the page on a wire. `move` advances the clock by seconds and restarts the bot."""

    def __init__(self, wire: Wire, move: Move, notes: dict[int, str] | None = None) -> None:
        self._wire, self._move, self._notes = wire, move, notes or {}
        self._forms: dict[int, Answer] = {}
        self.restarting = False
        wire.app.router.add_get("/", self._index)
        wire.app.router.add_get("/page/state", self._state)
        wire.app.router.add_get("/page/sources", self._sources)
        wire.app.router.add_post("/page/act", self._act)
        wire.app.router.add_post("/page/clock", self._clock)
        wire.app.router.add_static("/page/", FILES)

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(FILES / "index.html", headers={"Cache-Control": "no-store"})

    async def _sources(self, _: web.Request) -> web.Response:
        """The sources of the pretend web, for a person who wants one to add."""
        return web.json_response([asdict(offer) for offer in self._wire.press.sources()])

    # ------------------------------------------------------------------ state

    async def _state(self, request: web.Request) -> web.Response:
        """All that this member sees now; waits while nothing changed since revision `seen`."""
        seen = int(request.query.get("seen", "-1"))
        await self._wire.until(lambda: self._wire.revision != seen, within=15)
        person = self._wire.people.get(int(request.query.get("as") or 0))
        person = person or next(iter(self._wire.people.values()))
        return web.json_response(self._seen_by(person, int(request.query.get("channel") or 0)))

    def _seen_by(self, person: Person, channel_id: int) -> dict[str, Any]:
        wire, backend = self._wire, self._wire.backend
        visible = [
            place
            for guild in wire.guilds.values()
            if guild.id in backend.guilds
            for channel in guild.channels.values()
            for place in (channel, *channel.threads)
            if backend.sees(person.id, place.id)
        ]
        private = person.dm
        home = person.home.id if person.home is not None else private.id
        if channel_id not in [c.id for c in [*visible, private]]:
            channel_id = home
        return {
            "revision": wire.revision,
            "now": wire.clock.now().timestamp(),
            "bot": {
                "id": str(wire.bot_id),
                "connected": wire.gateway.connected > 0,
                "restarting": self.restarting,
            },
            "me": str(person.id),
            "people": [self._person(p) for p in wire.people.values()],
            "guilds": self._guilds(visible),
            "private": {"id": str(private.id), "last": self._last(private.id, person)},
            "roles": {
                str(role.id): role.name
                for g in backend.guilds.values()
                for role in g.roles.values()
            },
            "channel": str(channel_id),
            "messages": self._messages(channel_id, person),
            "commands": self._commands(channel_id, person),
            "menu": person.menu_in(wire.channel(channel_id)),
        }

    def _person(self, person: Person) -> dict[str, str]:
        note = self._notes.get(person.id, "")
        return {"id": str(person.id), "name": person.name, "note": note, "locale": person.locale}

    def _guilds(self, visible: list[Channel]) -> list[dict[str, Any]]:
        shown = []
        for guild in self._wire.guilds.values():
            channels = [self._channel(c) for c in visible if c.guild is guild]
            if channels:
                shown.append({"name": guild.name, "channels": channels, "events": guild.events})
        return shown

    def _channel(self, channel: Channel) -> dict[str, Any]:
        last = self._last(channel.id, None)
        told: dict[str, Any] = {"id": str(channel.id), "name": channel.name, "last": last}
        told["kind"] = channel.kind
        if channel.parent is not None:
            told |= {"parent": str(channel.parent.id), "asleep": channel.asleep}
            told |= {"tags": channel.tags}
        return told

    def _last(self, channel_id: int, person: Person | None) -> str:
        kept = self._wire.backend.messages.get(channel_id, {}).values()
        who = person.id if person is not None else None
        return str(max((m.id for m in kept if m.visible_to(who)), default=0))

    def _messages(self, channel_id: int, person: Person) -> list[dict[str, Any]]:
        kept = self._wire.backend.messages.get(channel_id, {}).values()
        seen = (m for m in kept if m.visible_to(person.id) and m.system_metadata is None)
        backend = self._wire.backend
        return [
            backend.with_thread(backend.message_payload(m))
            for m in sorted(seen, key=lambda m: m.id)[-SHOWN:]
        ]

    def _commands(self, channel_id: int, person: Person) -> list[dict[str, Any]]:
        """The leaves of the commands, with names and descriptions in the member's language."""
        backend, shown = self._wire.backend, []
        for command in backend.commands_for(person.id, channel_id):
            for path, leaf in backend.leaves_of(command):
                options = [_localized(o, person.locale) for o in leaf.get("options") or []]
                read = _localized(leaf, person.locale)
                group = [_localized(command, person.locale)["shown"]] if len(path) > 1 else []
                # A group within a group keeps its own name: nothing here has one.
                title = " ".join([*group, *path[1:-1], read["shown"]])
                shown.append(read | {"path": " ".join(path), "title": title, "options": options})
        return shown

    # -------------------------------------------------------------------- acts

    async def _clock(self, request: web.Request) -> web.Response:
        _refuse_strangers(request)
        seconds = float((await request.json())["seconds"])
        if self.restarting or not 0 < seconds <= 40 * 86_400:
            return web.json_response({"error": "Le temps ne recule pas."})
        self.restarting = True
        self._wire.changed()
        try:
            await self._move(seconds)
        finally:
            self.restarting = False
            self._wire.changed()
        return web.json_response({})

    async def _act(self, request: web.Request) -> web.Response:
        """Do what the page asks as one member; the answer's form, choices or failure as JSON."""
        _refuse_strangers(request)
        asked = await request.json()
        try:
            answer = await self._do(self._wire.people[int(asked["as"])], asked)
        except (NotOnDiscord, BackendError, KeyError) as refused:
            return web.json_response({"error": str(refused)})
        return web.json_response(self._told(answer) if answer is not None else {})

    async def _do(self, person: Person, asked: dict[str, Any]) -> Answer | None:
        channel = self._wire.channel(int(asked["channel"]))
        options = {name: _value(given) for name, given in (asked.get("options") or {}).items()}
        what = asked["do"]
        if what == "say":
            person.says(str(asked["text"])[:2000], channel)
            return None
        if what == "type":
            return await person.types(asked["command"], in_=channel, **options)
        if what == "complete":
            option, typed = asked["option"], asked["typed"]
            command = asked["command"]
            return await person.completion(command, option, typed, in_=channel, **options)
        if what == "submit":
            values = {name: _value(given) for name, given in asked["values"].items()}
            return await person.submits(self._forms[int(asked["form"])], values)
        seen = self._wire.find(channel.id, int(asked["message"]))
        if seen is None:
            raise NotOnDiscord("Ce message n'existe plus.")
        if what == "use":
            return await person.uses(asked["command"], on=seen)
        if what == "press":
            return await person.presses(seen, custom_id=asked["custom_id"])
        return await person.selects(
            seen, *map(_value, asked["values"]), custom_id=asked["custom_id"]
        )

    def _told(self, answer: Answer) -> dict[str, Any]:
        told: dict[str, Any] = {"failed": answer.failed, "kind": answer.kind}
        if answer.modal is not None:
            self._forms[answer.record.id] = answer
            fields = form_fields(answer.modal)
            texts = [c["content"] for c in answer.modal["components"] if c.get("type") == 10]
            title = answer.modal["title"]
            told["form"] = {"id": str(answer.record.id), "title": title, "fields": fields}
            told["form"]["texts"] = texts
        if answer.kind == "autocomplete":
            told["choices"] = [{"name": c.name, "value": c.value} for c in answer.choices]
        return told


def _localized(named: dict[str, Any], locale: str) -> dict[str, Any]:
    """A command or option with `shown` and `description` as this member reads them."""
    language = locale if locale in (named.get("name_localizations") or {}) else locale[:2]
    names = named.get("name_localizations") or {}
    descriptions = named.get("description_localizations") or {}
    kept = {k: v for k, v in named.items() if not k.endswith("_localizations")}
    kept["shown"] = names.get(language) or named["name"]
    kept["description"] = descriptions.get(language) or named.get("description") or ""
    return kept


def _value(given: Any) -> Any:
    """A value from the page; a file comes as its name and base64 bytes."""
    if isinstance(given, dict):
        return given["name"], base64.b64decode(given["data"])
    if isinstance(given, list):
        return [_value(item) for item in given]
    return given


def _refuse_strangers(request: web.Request) -> None:
    """Only the page itself may act: not another site open in the same browser."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        raise web.HTTPForbidden(text=json.dumps({"error": "another site"}))
