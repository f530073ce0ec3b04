"""``python -m bot doctor``: is all there that the bot needs, and if not, where to click.

It may run beside the bot: it opens no gateway, sends no commands, and writes nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from pathlib import Path
from typing import Any

import aiohttp
import discord

from bot.config import ROOT, Config
from bot.connection import point_at
from bot.disk import NEEDED as NEEDED_ON_DISK
from bot.disk import free_bytes
from bot.log import Redacted
from bot.parts import wire_up
from bot.rights import Place, places
from bot.tools import reason
from cogs._shared.rights import NEEDED, OPTIONAL, own_role, right_names
from domain.settings import DECLARATIONS, Kind
from locales import Words
from services.outbox import Outbox
from services.settings import Settings
from storage.engine import Database, open_database, sqlite_path
from storage.migrate import current_revision
from storage.revisions import head_revision
from storage.settings import stored as stored_settings

CLOCK_MAY_DIFFER = 5.0
"""Seconds between our clock and Discord's; its own answer counts whole seconds."""

Say = Callable[[str], None]


class Mark(Enum):
    """What is said of one thing that was looked at."""

    WELL = "✓"
    WATCH = "!"
    BROKEN = "✗"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. ``mend`` says what to do, or where to click."""

    mark: Mark
    text: str
    mend: str = ""

    def __str__(self) -> str:
        lines = [f"{self.mark.value} {self.text}"]
        lines += [f"    → {line}" for line in self.mend.splitlines()]
        return "\n".join(lines)


async def examine(config: Config, words: Words, say: Say) -> int:
    """Look at everything and say what is found; 0 when nothing is broken, else 1."""
    redact = Redacted(config.secrets).redact
    broken = 0
    async for finding in Doctor(config, words).findings():
        say(redact(str(finding)))
        broken += finding.mark is Mark.BROKEN
    say(words("process-doctor-broken", count=broken))
    return 1 if broken else 0


class Doctor:
    """Looks at the host, the database, Discord, and each guild, in this order."""

    def __init__(self, config: Config, words: Words) -> None:
        self._config = config
        self._words = words
        self._database: Database | None = None
        self._dated: list[tuple[datetime, datetime]] = []

    async def findings(self) -> AsyncIterator[Finding]:
        if (shared := await asyncio.to_thread(readable_by_others, ROOT / ".env")) is not None:
            yield self._odd("env-shared", file=str(shared))
        yield self._zone_data()
        yield await asyncio.to_thread(self._disk)
        try:
            async for finding in self._database_findings():
                yield finding
            async for finding in self._discord():
                yield finding
        finally:
            if self._database is not None:
                await self._database.close()

    def _well(self, key: str, **facts: Any) -> Finding:
        return Finding(Mark.WELL, self._words(f"process-doctor-{key}", **facts))

    def _ill(self, key: str, **facts: Any) -> Finding:
        return self._found(Mark.BROKEN, key, facts)

    def _odd(self, key: str, **facts: Any) -> Finding:
        return self._found(Mark.WATCH, key, facts)

    def _found(self, mark: Mark, key: str, facts: dict[str, Any]) -> Finding:
        mend = f"process-doctor-{key}-mend"
        return Finding(
            mark,
            self._words(f"process-doctor-{key}", **facts),
            self._words(mend, **facts) if self._words.has(mend) else "",
        )

    # -- the host ----------------------------------------------------------------------------------

    def _zone_data(self) -> Finding:
        """A zone without its summer time is as good as none."""
        january, july = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7))
        zone = self._config.zone
        facts = {"zone": str(zone), "time": self._words.moment(self._config.clock(), zone)}
        if str(zone) == "Europe/Paris" and (
            january.astimezone(zone).utcoffset() == july.astimezone(zone).utcoffset()
        ):
            return self._ill("zone-wrong", **facts)
        return self._well("zone", **facts)

    def _disk(self) -> Finding:
        free = free_bytes(self._config.data_dir)
        facts = {"folder": str(self._config.data_dir), "free": free // 2**20}
        if free < NEEDED_ON_DISK:
            return self._ill("disk-full", **facts)
        return self._well("disk", **facts)

    # -- the database ------------------------------------------------------------------------------

    async def _database_findings(self) -> AsyncIterator[Finding]:
        url = self._config.database_url.reveal()
        try:
            if not await asyncio.to_thread(is_there, sqlite_path(url)):
                yield self._ill("no-database", file=str(sqlite_path(url)))
                return
            revision = await current_revision(url)
            if revision != head_revision():
                yield self._ill("schema", have=revision or "–", want=head_revision())
                return
            database = await open_database(url, alone=False)
        except Exception as error:
            yield Finding(Mark.BROKEN, reason(error, self._words)[1])
            return
        self._database = database
        yield self._well("database", engine=database.dialect, revision=revision)
        async for finding in self._owed(database):
            yield finding

    async def _owed(self, database: Database) -> AsyncIterator[Finding]:
        clock = self._config.clock
        count = await Outbox(database, clock, Settings(database, clock)).count()
        waiting = count.get("owed", 0) + count.get("claimed", 0)
        yield self._well("owed", waiting=waiting, sent=count.get("sent", 0))
        for state in ("held", "unsure", "dead"):
            if many := count.get(state, 0):
                yield self._odd(f"owed-{state}", count=many)

    # -- Discord -----------------------------------------------------------------------------------

    async def _discord(self) -> AsyncIterator[Finding]:
        point_at(self._config.api_url, self._config.gateway_url)
        client = discord.Client(intents=discord.Intents(guilds=True), http_trace=self._listen())
        try:
            await client.login(self._config.token.reveal())
            assert client.user is not None
            yield self._well("token", name=str(client.user), id=str(client.user.id))
            yield self._clock()
            if self._database is not None:
                yield await self._commands(client, self._database)
            async for finding in self._guilds(client):
                yield finding
        except discord.LoginFailure:
            yield self._ill("token-refused")
        except (OSError, aiohttp.ClientError, TimeoutError, discord.HTTPException) as error:
            yield self._ill("discord-away", detail=repr(error))
        finally:
            await client.close()

    def _listen(self) -> aiohttp.TraceConfig:
        """Note Discord's own time, and ours, at each answer."""

        async def note(_: Any, __: Any, answer: aiohttp.TraceRequestEndParams) -> None:
            if date := answer.response.headers.get("Date"):
                self._dated.append((parsedate_to_datetime(date), self._config.clock()))

        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(note)
        return trace

    def _clock(self) -> Finding:
        if not self._dated:
            return self._odd("no-date")
        theirs, ours = self._dated[-1]
        apart = (ours - theirs).total_seconds()
        if abs(apart) > CLOCK_MAY_DIFFER:
            return self._ill("clock-wrong", seconds=round(apart))
        return self._well("clock")

    async def _commands(self, client: discord.Client, database: Database) -> Finding:
        assert client.application_id is not None
        sent = await client.http.get_global_commands(client.application_id)
        there = {each["name"] for each in sent}
        tree = wire_up(self._config, database).tree
        ours = {command.name for command in tree.get_commands()}
        if missing := sorted(ours - there):
            return self._ill("commands-missing", names=", ".join(missing))
        return self._well("commands", count=len(ours))

    async def _guilds(self, client: discord.Client) -> AsyncIterator[Finding]:
        guilds = [guild async for guild in client.fetch_guilds()]
        if not guilds:
            assert client.application_id is not None
            asked = discord.Permissions(**dict.fromkeys((*NEEDED, *OPTIONAL), True))
            url = discord.utils.oauth_url(client.application_id, permissions=asked)
            yield self._odd("no-guild", url=url)
        for each in guilds:
            async for finding in self._guild(client, each.id):
                yield finding

    async def _guild(self, client: discord.Client, guild_id: int) -> AsyncIterator[Finding]:
        assert client.user is not None
        guild = await client.fetch_guild(guild_id, with_counts=False)
        me = await guild.fetch_member(client.user.id)
        configured = await self._configured(guild_id)
        if not any(setting == "lending.channel" for setting, _ in configured):
            yield self._odd("no-channel", guild=guild.name)
        for place in await places(guild, me, configured):
            yield self._place(guild, me, place)

    async def _configured(self, guild_id: int) -> list[tuple[str, int]]:
        """The channels that a guild has set, by the key of the setting."""
        if self._database is None:
            return []
        async with self._database.reading() as conn:
            settings = await stored_settings(conn, guild_id)
        return [
            (key, settings[key])
            for key, declared in DECLARATIONS.items()
            if declared.kind is Kind.CHANNEL and settings.get(key)
        ]

    def _place(self, guild: discord.Guild, me: discord.Member, place: Place) -> Finding:
        facts = {"guild": guild.name, "setting": place.setting, "id": str(place.channel_id)}
        if place.channel is None:
            return self._ill("channel-gone", **facts)
        facts |= {"channel": place.channel.name, "role": own_role(guild, me)}
        if not place.missing:
            return self._well("channel", **facts)
        names = right_names(self._words, place.missing)
        return self._ill("channel-rights", **facts, rights=names)


def readable_by_others(file: Path) -> Path | None:
    """The file, when it is there and other users of the machine may read it."""
    return file if file.is_file() and file.stat().st_mode & 0o044 else None


def is_there(file: Path | None) -> bool:
    """Whether a SQLite file exists; another engine has none to look for."""
    return file is None or file.exists()
