"""The poster on unmodified discord.py, over real HTTP to a pretend Discord on the loopback."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from cogs import outbox as feature
from cogs._shared.buttons import CardId, button
from cogs._shared.client import EntremiseClient
from cogs._shared.context import Services
from cogs._shared.drawing import Drawing
from cogs._shared.views import card, section, thumbnail
from cogs._shared.wiring import Wiring
from cogs.outbox.discord_time import DiscordTime
from cogs.outbox.poster import Poster
from domain.settings import GuildSettings
from locales import Catalogue, Words
from playground import Wire
from services.courier import Policy
from services.outbox import Fallback, Kind, Outbox, OwedMessage
from services.owed import Facts
from storage.engine import Database


def now() -> datetime:
    return datetime.now(UTC)


class Chosen:
    """Settings that tests set by hand."""

    def __init__(self, settings: GuildSettings) -> None:
        self.settings = settings

    async def of(self, conn: Any, guild_id: int) -> GuildSettings:
        return self.settings


def hello(facts: Facts, words: Words, zone: Any) -> Drawing:
    view = card(
        "info",
        f"{words.language} {facts.get('text', 'bonjour')} @everyone",
        [button(CardId("loan", 1, 12, "approve"), "Accepter")],
    )
    return Drawing(view)


def pictured(facts: Facts, words: Words, zone: Any) -> Drawing:
    view = card("info", section("photo", accessory=thumbnail("attachment://a.png", "Une console")))
    return Drawing(view, files=[("a.png", facts["photo"])])


@dataclass
class Stage:
    wire: Wire
    client: EntremiseClient
    outbox: Outbox
    wiring: Wiring
    chosen: Chosen
    guild: Any
    prets: Any
    moderation: Any
    lea: Any
    maud: Any
    poster: Poster
    time: DiscordTime
    state: dict[str, Any]

    async def owe(self, key: str, kind: str = "hello", **options: Any) -> None:
        if "channel_id" not in options and "person" not in options:
            options["channel_id"] = int(self.prets)
        async with self.outbox.db.writing() as conn:
            await self.outbox.owe(conn, int(self.guild), OwedMessage(key, kind, **options))

    async def until(self, true: Callable[[], Any], within: float = 8.0) -> None:
        assert await self.wire.until(true, within=within), self.wire.requests[-5:]

    async def settled(self, **states: int) -> None:
        for _ in range(100):
            if await self.outbox.count() == states:
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"{await self.outbox.count()} is not {states}")


@asynccontextmanager
async def stage(
    db: Database, monkeypatch: Any, *, policy: Policy | None = None, **wire_options: Any
) -> AsyncIterator[Stage]:
    async with Wire(**wire_options) as wire:
        monkeypatch.setattr(Route, "BASE", wire.environment["DISCORD_API_URL"])
        gateway = yarl.URL(wire.environment["DISCORD_GATEWAY_URL"])
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
        made = build(wire, db, policy)
        connection = asyncio.create_task(made.client.start(wire.token))
        made.poster.start()
        try:
            await asyncio.wait_for(made.client.wait_until_ready(), 15)
            yield made
        finally:
            await made.poster.stop(2)
            await made.client.close()
            connection.cancel()
            await asyncio.wait({connection})


def build(wire: Wire, db: Database, policy: Policy | None) -> Stage:
    guild = wire.guild("Réseau")
    moderators = guild.role("Modérateurs", "manage_messages")
    prets, moderation = guild.channel("prets"), guild.channel("moderation")
    people = guild.member("Léa", locale="en-GB"), guild.member("Maud", roles=[moderators])
    words = Catalogue.load(strict=True)
    chosen = Chosen(
        GuildSettings(
            locale="fr",
            zone=ZoneInfo("Europe/Paris"),
            lending_channel=int(prets),
            moderation_channel=int(moderation),
        )
    )
    outbox = Outbox(db, now, chosen)
    state: dict[str, Any] = {"text": "bonjour"}

    async def look(conn: Any, guild_id: int, facts: Facts) -> Facts | None:
        return facts | state

    outbox.declare(Kind("hello", fallback=Fallback.WAITING))
    outbox.declare(Kind("living", redraw=look))
    outbox.declare(Kind("pictured"))
    time = DiscordTime(now)
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(time.on_request_end)
    services = cast(Services, SimpleNamespace(settings=chosen, outbox=outbox))
    client = EntremiseClient(
        services=services,
        catalogue=words,
        clock=now,
        http_trace=trace,
        max_ratelimit_timeout=30.0,
        guild_ready_timeout=0.05,
    )
    wiring = Wiring(client, "fr", chosen.settings.zone)
    feature.setup(wiring)
    wiring.drawers.update(hello=hello, living=hello, pictured=pictured)
    poster = Poster(client, outbox, wiring.drawers, words, now, time=time, policy=policy, tick=0.1)
    return Stage(
        wire, client, outbox, wiring, chosen, guild, prets, moderation, *people, poster, time, state
    )


assert discord.__version__.startswith("2.7.")
