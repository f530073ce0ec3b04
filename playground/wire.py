"""The wire: a local server that a real discord.py client, in another process, takes for Discord."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Self

from aiohttp import web

from playground.actors import Person
from playground.answers import Seen, Timing
from playground.clock import MovedClock
from playground.contract import Guard
from playground.faults import Faults
from playground.gateway import Gateway
from playground.ledger import Ledger
from playground.press import Press
from playground.rest import PREFIX, Heard, Rest
from playground.simcord_inside import Interaction, WireBackend
from playground.world import Channel, Guild

TOKEN = "playground"  # noqa: S105 - opens nothing
"""Not token-shaped on purpose: no scanner takes it for one."""


class Wire:
    """`async with Wire() as wire:` serves REST, gateway and files on a port of the loopback.

    `press` is the rest of the web, on a port of its own: the sources that the bot may follow.
    `nonce_window`: seconds during which `enforce_nonce` remembers (None: never, the control run).
    `start`: what time it is at the peer; `contract`: check requests against the description;
    `strict`: leaving without error then raises if a request broke it, or met a gap of the peer.
    """

    def __init__(
        self,
        *,
        start: datetime | None = None,
        nonce_window: float | None = 300.0,
        seed: int = 0,
        contract: bool = True,
        strict: bool = True,
        port: int = 0,
    ) -> None:
        self.clock = MovedClock(start)
        self.nonce_window = nonce_window
        self.token = TOKEN
        self.strict = strict
        self.impatient = False
        """Whoever acts while no bot is connected sees the failure at once, not after 3 s."""
        self.faults = Faults(seed)
        self.random = random.Random(seed)
        self.guard = Guard(enabled=contract)
        self.ledger = Ledger()
        self.problems: list[str] = []
        self.closed_dms: set[int] = set()
        self.timings: dict[int, Timing] = {}
        self.commands_synced = 0
        self.revision = 0
        self.backend = WireBackend(self.clock, self._event, self.ledger.note)
        self.gateway = Gateway(self.backend, self.faults, self.changed)
        self.gateway.token = TOKEN
        self.rest = Rest(self)
        self.app = web.Application(client_max_size=30 * 2**20)
        self.press = Press(self.clock, self.changed)
        self.guilds: dict[str, Guild] = {}
        self.people: dict[int, Person] = {}
        self._channels: dict[int, Channel] = {}
        self._port = port
        self._runner: web.AppRunner | None = None
        self._waiting: set[asyncio.Event] = set()

    # --------------------------------------------------------------- running

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        await self.close()
        if kind is None and self.strict:
            self.verify()

    async def open(self) -> None:
        self.app.router.add_route("*", PREFIX + "/{rest:.*}", self.rest.serve)
        self.app.router.add_get("/gateway/", self.gateway.serve)
        self.app.router.add_get("/cdn/{rest:.*}", self._serve_file)
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        except OSError:  # somebody has that port: any other will do
            await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._port = self._runner.addresses[0][1]
        self.gateway.url = f"ws://127.0.0.1:{self._port}/gateway/"
        self.backend.files.base = self.url
        await self.press.open()

    async def close(self) -> None:
        await self.press.close()
        if self._runner is not None:
            self.gateway.cut()
            await self._runner.cleanup()
            self._runner = None

    def verify(self) -> None:
        """Raise with everything that a request broke, or that the peer could not do."""
        if found := self.guard.violations + self.problems:
            raise AssertionError(
                "\n".join([f"{len(found)} requests were not as they must be:", *found])
            )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def environment(self) -> dict[str, str]:
        """What a bot started now needs to find this peer."""
        return {
            "DISCORD_TOKEN": self.token,
            "DISCORD_API_URL": self.url + PREFIX,
            "DISCORD_GATEWAY_URL": self.gateway.url,
            "CLOCK_OFFSET_SECONDS": str(self.clock.offset_seconds),
            "FEED_PRIVATE_HOSTS": self.press.hosts,
        }

    # ----------------------------------------------------------------- world

    @property
    def bot_id(self) -> int:
        return int(self.backend.bot_user.id)

    def guild(self, name: str, *, locale: str = "fr") -> Guild:
        made = self.backend.create_guild(name, preferred_locale=locale)
        self.guilds[name] = Guild(self, made.id, name)
        return self.guilds[name]

    def keep_channel(self, channel: Channel) -> Channel:
        self._channels[channel.id] = channel
        return channel

    def keep_person(self, person: Person) -> Person:
        self.people[person.id] = person
        return person

    def channel(self, channel_id: int) -> Channel:
        """The channel or thread of this id; a private one is known once somebody opened it."""
        known = self._channels.get(channel_id)
        if known is not None and known.parent is None:
            return known
        found = self.backend.get_channel(channel_id)
        if not found.is_thread or found.parent_id is None:
            return self.dm(self.people[found.recipient_ids[0]])
        parent, name = self.channel(found.parent_id), found.name or ""
        if known is None:
            return self.keep_channel(Channel(self, found.id, name, parent.guild, parent))
        known.name = name
        return known

    def dm(self, person: Person) -> Channel:
        made = self.backend.get_dm_channel(person.id)
        if made.id not in self._channels:
            self.keep_channel(Channel(self, made.id, f"@{person.name}", None))
        return self._channels[made.id]

    def find(self, channel_id: int, message_id: int | None) -> Seen | None:
        message = self.backend.messages.get(channel_id, {}).get(message_id or 0)
        return Seen(self, message) if message is not None else None

    def download(self, url: str) -> bytes:
        """The bytes of a file by its address."""
        data = self.backend.cdn.get(url.removeprefix(self.url))
        if data is None:
            raise LookupError(url)
        return bytes(data)

    # ------------------------------------------------------------------ time

    def changed(self) -> None:
        """Something happened: wake whoever waits for the world to look different."""
        self.revision += 1
        for event in self._waiting:
            event.set()

    async def until(self, true: Callable[[], Any], *, within: float) -> bool:
        """Wait until `true()` holds, looking after each change; whether it came in time."""
        event, end = asyncio.Event(), time.monotonic() + within
        self._waiting.add(event)
        try:
            while not true():
                event.clear()
                left = end - time.monotonic()
                if left <= 0:
                    return False
                try:
                    async with asyncio.timeout(min(left, 0.5)):
                        await event.wait()
                except TimeoutError:
                    continue
            return True
        finally:
            self._waiting.discard(event)

    async def quiet(self, seconds: float = 0.5, *, limit: float = 20.0) -> None:
        """Wait until nothing has happened at the peer for `seconds`."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            seen = self.revision
            if not await self.until(self._moved_since(seen), within=seconds):
                return

    def _moved_since(self, revision: int) -> Callable[[], bool]:
        return lambda: self.revision != revision

    # ------------------------------------------------------ what rest reports

    @property
    def requests(self) -> list[Heard]:
        """The bot's last 5,000 requests."""
        return list(self.rest.requests)

    def begin(self, record: Interaction) -> None:
        self.timings[record.id] = Timing()

    def note_answer(self, heard: Heard) -> None:
        """Keep when an interaction was acknowledged, and when the person had something to read."""
        parts = heard.path.strip("/").split("/")
        if parts[0] == "interactions":
            record = self.backend.interactions.get(int(parts[1]))
        elif parts[0] == "webhooks" and len(parts) > 2 and heard.method != "GET":
            record = self.backend.interactions.get(self.backend.interaction_tokens.get(parts[2], 0))
        else:
            return
        timing = self.timings.get(record.id) if record is not None else None
        if timing is None:
            return
        timing.acknowledged = timing.acknowledged or time.monotonic()
        deferred = parts[0] == "interactions" and heard.body.get("type") in (5, 6)
        if not deferred:
            timing.answered = timing.answered or time.monotonic()

    def _event(self, event: str, payload: Mapping[str, Any]) -> None:
        self.gateway.broadcast(event, payload)

    async def _serve_file(self, request: web.Request) -> web.StreamResponse:
        data = self.backend.cdn.get(request.path)
        if data is None:
            return web.Response(status=404)
        kind = "application/octet-stream"
        for known in (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8"):
            if data.startswith(known):
                names = {
                    b"\x89PNG": "png",
                    b"\xff\xd8\xff": "jpeg",
                    b"RIFF": "webp",
                    b"GIF8": "gif",
                }
                kind = f"image/{names[known]}"
        return web.Response(body=data, content_type=kind)
