"""A small client on simcord's in-memory Discord, with a probe for each way a handler can go."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import discord
import simcord
from discord import app_commands
from simcord.actors import MemberActor
from simcord.env import Env

from cogs._shared.buttons import CardId, Press, button
from cogs._shared.client import EntremiseClient
from cogs._shared.context import Interaction, Services
from cogs._shared.fields import form, text_field
from cogs._shared.replies import open_form, reply, update
from cogs._shared.views import card
from domain.errors import Refused
from locales import Catalogue

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


class Mark:
    """Remembers the fingerprint of the commands, as the database does."""

    def __init__(self) -> None:
        self.value: str | None = None
        self.writes = 0

    async def read(self) -> str | None:
        return self.value

    async def write(self, mark: str) -> None:
        self.value = mark
        self.writes += 1


class Left:
    """Who was noticed to have left."""

    def __init__(self) -> None:
        self.people: list[tuple[int, int]] = []

    async def noticed(self, guild_id: int, user_id: int, usable: Any, owner: int | None) -> None:
        self.people.append((guild_id, user_id))


@dataclass
class Stage:
    env: Env
    client: EntremiseClient
    guild: Any
    channel: Any
    member: MemberActor
    pressed: list[Press]

    async def run(self, name: str, **options: Any) -> Any:
        return await self.member.slash(self.channel, name, **options)


def build(mark: Mark | None = None, patience: float = 2.0) -> tuple[EntremiseClient, list[Press]]:
    pressed: list[Press] = []
    client = EntremiseClient(
        services=cast(Services, SimpleNamespace(departures=Left())),
        catalogue=Catalogue.load(strict=True),
        clock=lambda: NOW,
        command_mark=mark,
        patience=patience,
    )

    @client.tree.command(name="dire", description="x")
    async def say(interaction: Interaction, quoi: str) -> None:
        await reply(interaction, quoi)

    @client.tree.command(name="refuser", description="x")
    async def refuse(interaction: Interaction) -> None:
        raise Refused("bad-period")

    @client.tree.command(name="casser", description="x")
    async def crash(interaction: Interaction) -> None:
        raise RuntimeError("boom")

    @client.tree.command(name="trainer", description="x")
    async def dawdle(interaction: Interaction, casse: bool = False) -> None:
        await asyncio.sleep(5)
        if casse:
            raise Refused("bad-period")
        await reply(interaction, card("info", "enfin"))

    @client.tree.command(name="oublier", description="x")
    async def forget(interaction: Interaction) -> None:
        return

    @client.tree.command(name="carte", description="x")
    async def show(interaction: Interaction) -> None:
        number = CardId("probe", interaction.guild_id or 0, 12, "go", 3)
        acts = ("go", "no", "bug", "slow", "mute", "form", "gone")
        await reply(
            interaction, card("waiting", "la carte", [button(number.to(a), a) for a in acts])
        )

    @client.tree.command(name="completer", description="x")
    async def complete(interaction: Interaction, mot: str) -> None:
        await reply(interaction, mot)

    @complete.autocomplete("mot")
    async def words(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        if current == "casse":
            raise RuntimeError("boom")
        return [app_commands.Choice(name=current.upper(), value=current)]

    async def go(interaction: Interaction, press: Press) -> None:
        pressed.append(press)
        await update(interaction, card("done", f"faite par {press.caller.name}"))

    async def no(interaction: Interaction, press: Press) -> None:
        raise Refused("card-changed")

    async def bug(interaction: Interaction, press: Press) -> None:
        raise RuntimeError("boom")

    async def slow(interaction: Interaction, press: Press) -> None:
        await asyncio.sleep(5)
        await update(interaction, card("done", "lente mais faite"))

    async def mute(interaction: Interaction, press: Press) -> None:
        pressed.append(press)

    async def ask(interaction: Interaction, press: Press) -> None:
        await open_form(
            interaction,
            form(press.card.to("why"), "Pourquoi ?", text_field("reason", "Motif", long=True)),
        )

    async def why(interaction: Interaction, press: Press) -> None:
        pressed.append(press)
        await reply(interaction, f"noté : {press.text('reason')}")

    client.buttons.thing("probe", missing="bad-option")
    for act, handler in (("go", go), ("no", no), ("bug", bug), ("slow", slow), ("mute", mute)):
        client.buttons.on("probe", act, handler)
    client.buttons.on("probe", "form", ask)
    client.forms.thing("probe", missing="not-found")
    client.forms.on("probe", "why", why)
    return client, pressed


@asynccontextmanager
async def stage(mark: Mark | None = None, patience: float = 2.0) -> AsyncIterator[Stage]:
    client, pressed = build(mark, patience)
    async with simcord.run(client, check_errors=False) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("prets")
        member = guild.add_member(env.create_user("Camille"))
        yield Stage(env, client, guild, channel, member, pressed)


def texts(message: Any) -> str:
    """Everything a person reads in a message or result."""
    found = [message.content] if message.content else []
    waiting = list(message.components)
    while waiting:
        part = waiting.pop(0)
        found += [part["content"]] if part.get("type") == 10 else []
        waiting[:0] = part.get("components") or []
    return "\n".join(found)


def is_private(message: Any) -> bool:
    return bool(message.flags.value & discord.MessageFlags(ephemeral=True).value)


def said(result: Any) -> str:
    """The sentence that answered a press or a form, whichever way it came."""
    message = result.followups[0] if result.followups else result.response
    return str(message.content)
