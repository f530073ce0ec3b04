"""Interactions handed straight to the client, their answers caught where they would leave.

Everything of the bot runs, from discord.py's reading of the payload to the body of the answer;
only the pretend Discord is left out, so that thousands of presses take seconds, and nothing stops
a press that no honest client could make.
"""

import json
import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from discord import app_commands
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from bot.parts import Parts
from cogs._shared.limits import fits

CHANNEL = 5_000
BOT = 700_000_000_000_000_001
EPHEMERAL, COMPONENTS_V2 = 1 << 6, 1 << 15
MODAL, UPDATE = 9, 7
PICTURE = 800_000_000_000_000_001


@dataclass(frozen=True)
class Visitor:
    """Who acts, where, with which rights, in which language.

    ``permissions`` are those of the channel at hand, those of the guild come with its roles;
    ``private``: from a private message; ``member``: whether Discord still finds them in the guild.
    """

    user_id: int
    guild_id: int
    roles: tuple[int, ...] = ()
    permissions: discord.Permissions = field(default_factory=discord.Permissions)
    locale: str = "fr"
    private: bool = False
    member: bool = True

    def speaking(self, locale: str) -> "Visitor":
        return replace(self, locale=locale)


@dataclass(frozen=True)
class Body:
    """One thing sent to Discord. ``kind`` is the type of a first answer, 0 for what follows it."""

    kind: int
    private: bool
    data: dict[str, Any]

    @property
    def texts(self) -> str:
        said = [self.data["content"]] if self.data.get("content") else []
        found = parts_of(self.data.get("components") or [])
        return "\n".join(said + [part["content"] for part in found if part.get("type") == 10])

    @property
    def ids(self) -> list[str]:
        found = parts_of(self.data.get("components") or [])
        return [part["custom_id"] for part in found if part.get("custom_id")]


@dataclass
class Answer:
    """All that one interaction was answered with, in order."""

    bodies: list[Body] = field(default_factory=list)

    @property
    def form(self) -> dict[str, Any] | None:
        return next((body.data for body in self.bodies if body.kind == MODAL), None)

    @property
    def said(self) -> Body:
        """What the person alone reads: the last of what was not drawn on the message pressed."""
        return next(body for body in reversed(self.bodies) if body.kind not in (MODAL, UPDATE))

    @property
    def drawn(self) -> Body | None:
        """The message pressed, as it was redrawn."""
        return next((body for body in self.bodies if body.kind == UPDATE), None)

    def __str__(self) -> str:
        bodies = [[body.kind, body.private, body.data] for body in self.bodies]
        return json.dumps(bodies, sort_keys=True, ensure_ascii=False)


class _Adapter(AsyncWebhookAdapter):
    """discord.py's way out, which ends in a list."""

    def __init__(self) -> None:
        super().__init__()
        self.bodies: list[Body] = []
        self._ids = count(600_000_000_000_000_001)

    async def request(self, route: Any, session: Any, **given: Any) -> Any:
        payload, files = given.get("payload"), []
        if given.get("multipart"):
            payload = json.loads(given["multipart"][0]["value"])
            files = [part["filename"] for part in given["multipart"][1:]]
        payload = dict(payload or {})
        is_first = "/callback" in route.path
        kind = int(payload.get("type", 0)) if is_first else 0
        data = dict((payload.get("data") or {}) if is_first else payload)
        if files:
            data["attachments"] = files
        edits = "@original" in route.path
        deferred = bool(self.bodies) and self.bodies[0].kind == 5 and self.bodies[0].private
        private = bool(data.get("flags", 0) & EPHEMERAL) or (edits and deferred)
        if edits and self.bodies and self.bodies[0].kind == 6:
            kind = UPDATE
        self.bodies.append(Body(kind, private, data))
        assert not fits(data.get("components") or []), fits(data["components"])
        message = _message(next(self._ids), data)
        return {"interaction": {"id": "1", "type": 3}} if is_first else message


class Direct:
    """A client with guilds, to which interactions come from anybody."""

    def __init__(self, parts: Parts) -> None:
        self.client = parts.wiring.client
        self.tree = parts.wiring.tree
        self._ids = count(500_000_000_000_000_001)
        self._members: dict[tuple[int, int], Visitor] = {}
        state: Any = self.client._connection
        state.user = discord.ClientUser(state=state, data=_user(BOT, "Entremise"))
        state.application_id = BOT
        http: Any = self.client.http
        http.request = self._rest
        http.get_from_cdn = self._cdn
        self.files: dict[str, bytes] = {}

    async def start(self) -> None:
        await self.client._async_setup_hook()

    def add_guild(self, guild_id: int, name: str, roles: Mapping[int, discord.Permissions]) -> None:
        """A guild with one channel, where the bot may do everything."""
        everyone = {guild_id: discord.Permissions(), **roles}
        data: Any = {
            "id": str(guild_id),
            "name": name,
            "owner_id": "1",
            "preferred_locale": "fr",
            "roles": [_role(number, rights) for number, rights in everyone.items()],
            "channels": [_channel(guild_id)],
            "members": [_member(BOT, (), {})],
        }
        self.client._connection._add_guild_from_data(data)

    def knows(self, visitor: Visitor) -> None:
        """Discord finds this person when it is asked for the member."""
        self._members[visitor.guild_id, visitor.user_id] = visitor

    async def press(
        self,
        who: Visitor,
        custom_id: str,
        *,
        values: Sequence[str] | None = None,
        fields: Mapping[str, Any] | None = None,
        flags: int = EPHEMERAL,
    ) -> Answer:
        """A press, a choice (``values``), or a form that is sent (``fields``)."""
        data: dict[str, Any] = {"custom_id": custom_id}
        if fields is not None:
            data |= self._form(fields)
        else:
            data["component_type"] = 2 if values is None else 3
            data |= {"values": list(values)} if values is not None else {}
        kind = 5 if fields is not None else 3
        payload = self._payload(who, kind, data)
        payload["message"] = _message(next(self._ids), {"flags": flags | COMPONENTS_V2})
        return await self._play(payload)

    async def run(self, who: Visitor, command: str, **options: Any) -> Answer:
        """A command, its options by name as they are typed, whoever sees it in Discord."""
        return await self._play(self._payload(who, 2, _command(command, options)))

    async def complete(self, who: Visitor, command: str, typing: str, **options: Any) -> Answer:
        """What is offered while the option ``typing`` is typed."""
        data = _command(command, options)
        for option in _leaf(data):
            option["focused"] = option["name"] == typing
        return await self._play(self._payload(who, 4, data))

    # -- inside

    async def _play(self, payload: dict[str, Any]) -> Answer:
        adapter = _Adapter()
        token = async_context.set(adapter)
        data: Any = payload
        interaction: Any = discord.Interaction(data=data, state=self.client._connection)
        try:
            if payload["type"] in (2, 4):
                await self._call(interaction)
            else:
                await self.client.on_interaction(interaction)
        finally:
            async_context.reset(token)
        return Answer(adapter.bodies)

    async def _call(self, interaction: Any) -> None:
        try:
            await self.tree._call(interaction)
        except app_commands.AppCommandError as error:
            await self.tree._dispatch_error(interaction, error)

    def _payload(self, who: Visitor, kind: int, data: dict[str, Any]) -> dict[str, Any]:
        payload: dict[str, Any] = {
            "id": str(next(self._ids)),
            "application_id": str(BOT),
            "type": kind,
            "token": "t",
            "version": 1,
            "data": data,
            "locale": who.locale,
            "attachment_size_limit": 1,
        }
        if who.private:
            channel = {"id": "6000", "type": 1, "recipients": [], "last_message_id": None}
            user = _user(who.user_id, f"P{who.user_id % 100}")
            return payload | {"channel": channel, "channel_id": "6000", "user": user}
        rights = {"permissions": str(who.permissions.value)}
        return payload | {
            "guild_id": str(who.guild_id),
            "guild_locale": "fr",
            "channel": _channel(who.guild_id),
            "channel_id": str(CHANNEL + who.guild_id % 1000),
            "member": _member(who.user_id, who.roles, rights),
        }

    def _form(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        inside: list[dict[str, Any]] = []
        files: dict[str, Any] = {}
        people: dict[str, Any] = {}
        for name, value in fields.items():
            part: dict[str, Any] = {"type": 4, "custom_id": name, "value": value}
            if isinstance(value, list):
                part = {"type": 3, "custom_id": name, "values": value}
            if name == "members" and isinstance(value, list):
                people |= {each: _user(int(each), "P") for each in value if each.isdecimal()}
            if isinstance(value, bytes):
                self.files[name] = value
                files[str(PICTURE)] = _attachment(name, value)
                part = {"type": 19, "custom_id": name, "values": [str(PICTURE)]}
            inside.append({"type": 18, "component": part})
        resolved = {"attachments": files, "users": people, "members": {each: {} for each in people}}
        return {"components": inside, "resolved": resolved}

    async def _rest(self, route: Any, **_: Any) -> Any:
        if route.path.endswith("/scheduled-events"):
            return [] if route.method == "GET" else _event(next(self._ids), int(route.guild_id))
        if route.path.endswith("/threads/active"):
            return {"threads": [], "members": []}
        if route.path.endswith("/threads"):
            return _thread(next(self._ids), int(route.channel_id))
        found = self._members.get(
            (int(route.guild_id or 0), int(route.url.rpartition("/")[2]))
            if "/members/" in route.path
            else (0, 0)
        )
        if found is None or not found.member:
            gone: Any = SimpleNamespace(status=404, reason="Not Found")
            raise discord.NotFound(gone, {"code": 10007, "message": "Unknown Member"})
        return _member(found.user_id, found.roles, {})

    async def _cdn(self, url: str) -> bytes:
        return self.files[url.rpartition("/")[2]]


def broken(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the bot logged as an error while a test ran: an apology is no answer."""
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    return [each.getMessage() for each in records if each.levelno >= logging.ERROR]


class Book:
    """The rows of a SQLite file, read beside the bot: compared, and put back."""

    def __init__(self, path: Path) -> None:
        self._raw = sqlite3.connect(path, isolation_level=None)
        named = self._raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        self._kept: Mapping[str, Any] | None = None
        self._at = 0
        self._tables = [name for (name,) in named if not name.startswith("sqlite_")]

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        return {name: self._raw.execute(f'SELECT * FROM "{name}"').fetchall() for name in self}

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    @property
    def version(self) -> int:
        """Another number whenever the bot has written something."""
        found: int = self._raw.execute("PRAGMA data_version").fetchone()[0]
        return found

    def dicts(self, table: str, order: str = "rowid") -> list[dict[str, Any]]:
        found = self._raw.execute(f'SELECT * FROM "{table}" ORDER BY {order}')
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def put_back(self, before: Mapping[str, Sequence[tuple[Any, ...]]]) -> None:
        """The tables as they were; nothing when the bot has written nothing since."""
        if before is self._kept and self.version == self._at:
            return
        now = self.rows()
        self._raw.execute("BEGIN IMMEDIATE")
        for name, rows in before.items():
            if rows != now[name]:
                self._raw.execute(f'DELETE FROM "{name}"')
                for row in rows:
                    marks = ", ".join("?" * len(row))
                    self._raw.execute(f'INSERT INTO "{name}" VALUES ({marks})', row)
        self._raw.execute("COMMIT")
        self._kept, self._at = before, self.version

    def write(self, statement: str, *values: Any) -> None:
        self._raw.execute(statement, values)

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._raw.close()


def parts_of(components: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Every component, from top to bottom."""
    waiting = list(components)
    while waiting:
        part = waiting.pop(0)
        yield part
        inside = list(part.get("components") or [])
        inside += [part[one] for one in ("accessory", "component") if part.get(one)]
        waiting[:0] = inside


# -- what Discord sends


def _user(user_id: int, name: str) -> Any:
    return {"id": str(user_id), "username": name, "discriminator": "0", "avatar": None}


def _member(user_id: int, roles: Sequence[int], more: Mapping[str, Any]) -> Any:
    return {
        "user": _user(user_id, f"P{user_id % 100}"),
        "roles": [str(role) for role in roles],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        **more,
    }


def _role(number: int, rights: discord.Permissions) -> Any:
    return {
        "id": str(number),
        "name": f"role {number}",
        "permissions": str(rights.value),
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "position": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def _channel(guild_id: int) -> Any:
    return {
        "id": str(CHANNEL + guild_id % 1000),
        "type": 0,
        "name": "prets",
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "guild_id": str(guild_id),
    }


def _message(message_id: int, data: Mapping[str, Any]) -> Any:
    return {
        "id": str(message_id),
        "channel_id": str(CHANNEL),
        "author": _user(BOT, "Entremise"),
        "content": data.get("content") or "",
        "timestamp": "2026-11-02T09:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "components": [],
        "flags": data.get("flags", 0),
    }


def _thread(number: int, parent: int) -> Any:
    about = {
        "archived": False,
        "auto_archive_duration": 1440,
        "archive_timestamp": "2026-11-02T09:00:00+00:00",
        "locked": False,
    }
    return {
        "id": str(number),
        "type": 11,
        "name": "fil",
        "guild_id": "0",
        "parent_id": str(parent),
        "owner_id": str(BOT),
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "message_count": 0,
        "member_count": 1,
        "thread_metadata": about,
    }


def _event(number: int, guild_id: int) -> Any:
    return {
        "id": str(number),
        "guild_id": str(guild_id),
        "channel_id": None,
        "name": "Appel",
        "scheduled_start_time": "2026-12-31T22:00:00+00:00",
        "scheduled_end_time": "2026-12-31T23:00:00+00:00",
        "privacy_level": 2,
        "status": 1,
        "entity_type": 3,
        "entity_id": None,
        "entity_metadata": {"location": "Ici"},
    }


def _attachment(name: str, value: bytes) -> Any:
    url = f"https://cdn.discordapp.com/attachments/1/2/{name}"
    return {
        "id": str(PICTURE),
        "filename": name,
        "size": len(value),
        "url": url,
        "proxy_url": url,
        "content_type": "image/png",
    }


TYPES = {str: 3, int: 4, bool: 5}


def _command(command: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """« config salons » and its options, nested as Discord nests them."""
    files: dict[str, Any] = {}
    found: list[dict[str, Any]] = []
    for name, value in options.items():
        if isinstance(value, bytes):
            files[str(PICTURE)] = _attachment(name, value)
            found.append({"name": name, "type": 11, "value": str(PICTURE)})
        else:
            found.append({"name": name, "type": TYPES[type(value)], "value": value})
    first, *rest = command.split()
    for name in reversed(rest):
        found = [{"name": name, "type": 1, "options": found}]
    return {
        "id": "1",
        "name": first,
        "type": 1,
        "options": found,
        "resolved": {"attachments": files},
    }


def _leaf(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    options: list[dict[str, Any]] = data["options"]
    while options and options[0]["type"] in (1, 2):
        options = options[0]["options"]
    return options
