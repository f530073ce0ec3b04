"""The whole bot on a Discord in memory, with the cast at home in it.

``Network`` speaks as people do: ``run(person, "config salons")``, ``press(person, card, label)``,
``choose``, ``fill``; and reads as they do: ``texts``, ``labels``. Its clock stands still until a
test moves it; what the bot owes goes out at ``await network.post()``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import discord
from simcord import actors, interactions
from simcord.actors import MemberActor
from simcord.env import Env

from bot.config import Config, Secret
from bot.parts import Parts, build
from cogs._shared.context import Services
from cogs._shared.limits import fits
from domain.people import Caller
from locales import Catalogue
from storage.engine import Database
from tests.cast import ATTACHED, ORGANISATIONS
from tests.conftest import FakeClock

NAMES = ("Léa", "Karim", "Sacha", "Inès", "Noé", "Maud", "Alix")
FRENCH, ENGLISH = "fr", "en-GB"


@dataclass(frozen=True)
class StageConfig(Config):
    """The configuration of a bot whose clock the test holds."""

    stage_clock: FakeClock

    def clock(self) -> datetime:
        return self.stage_clock()


def config(folder: Path, clock: FakeClock) -> StageConfig:
    return StageConfig(
        token=Secret("a-token"),
        database_url=Secret(f"sqlite:///{folder / 'entremise.db'}"),
        data_dir=folder,
        log_level="INFO",
        locale="fr",
        zone=ZoneInfo("Europe/Paris"),
        api_url=None,
        gateway_url=None,
        clock_offset_seconds=0,
        stage_clock=clock,
    )


@dataclass
class Network:
    """One guild with the cast (``people`` by name), a second one where Zoé manages everything."""

    env: Env
    parts: Parts
    clock: FakeClock
    guild: Any
    channel: Any
    elsewhere: Any
    elsewhere_channel: Any
    people: dict[str, MemberActor]
    locales: dict[int, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def services(self) -> Services:
        return self.parts.wiring.services

    def speaks(self, name: str, locale: str) -> None:
        """From now on this person's Discord is in that language."""
        self.locales[self.people[name].id] = locale

    def caller(self, name: str) -> Caller:
        """A person as services see them, with the rights of the stage's roles."""
        person = self.people[name]
        return Caller(
            person.guild.id,
            person.id,
            name,
            self.locales.get(person.id, FRENCH),
            moderator=name in ("Maud", "Alix", "Zoé"),
            manager=name in ("Alix", "Zoé"),
        )

    def home(self, name: str) -> Any:
        """A channel of the guild this person is in."""
        return (
            self.channel if self.people[name].guild.id == self.guild.id else self.elsewhere_channel
        )

    async def run(self, name: str, command: str, **options: Any) -> Any:
        """Type a command; the message it is answered with, or the result when there is none."""
        result = await self.people[name].slash(self.home(name), command, **options)
        return self._shown(result)

    async def press(self, name: str, message: Any, label: str) -> Any:
        """Press the button of this label; what it answers (the card itself when redrawn)."""
        return self._shown(await self.people[name].click(message, label=label))

    async def choose(self, name: str, message: Any, act: str, values: Sequence[Any]) -> Any:
        """Choose in the menu that does ``act``."""
        found = next(i for i in ids(message) if i.split(":")[3] == act)
        return self._shown(await self.people[name].select(message, values, custom_id=found))

    async def fill(self, person: str, opened: Any, /, **values: Any) -> Any:
        """Fill the form that a press opened, and send it."""
        return self._shown(await self.people[person].submit_modal(opened, values))

    async def press_id(
        self, name: str, message: Any, custom_id: str, values: Sequence[str] | None = None
    ) -> Any:
        """A press with any id, as a changed client sends it, on a message this person sees."""
        person = self.people[name]
        stored = actors._visible_message(person, message)
        data: dict[str, Any] = {"custom_id": custom_id, "component_type": 2}
        if values is not None:
            data |= {"component_type": 3, "values": list(values)}
        return self._shown(await actors._component_interaction(person, stored, data))

    def _shown(self, result: Any) -> Any:
        """What a person sees of an answer; every card must fit Discord's limits."""
        if result.modal is not None:
            return result
        seen = result.followups[-1] if result.followups else result.response
        if seen is None:
            return result
        assert not fits(seen.components), fits(seen.components)
        return seen

    async def show_to_everyone(self, command: str) -> None:
        """As an administrator may in Discord's settings: who sees a command is theirs to say."""
        found = await self.parts.wiring.tree.fetch_commands()
        named = next(each for each in found if each.name == command)
        self.guild.set_command_permissions(named, {self.guild.default_role: True})

    async def post(self) -> None:
        """Send and redraw everything that is owed now."""
        await self.parts.poster.idle()
        await self.env.settle()


def build_bot(database: Database, clock: FakeClock, folder: Path) -> Parts:
    """The bot as the process builds it; a sentence that is missing fails the test."""
    parts = build(config(folder, clock), database)
    parts.wiring.client.catalogue = Catalogue.load(strict=True)
    return parts


def arrange(env: Env, parts: Parts, clock: FakeClock, locales: dict[int, str]) -> Network:
    guild = env.create_guild("Réseau 79", preferred_locale="fr")
    moderators = guild.create_role(
        "Modération", permissions=discord.Permissions(manage_messages=True)
    )
    managers = guild.create_role("Bureau", permissions=discord.Permissions(manage_guild=True))
    roles = {"Maud": [moderators], "Alix": [moderators, managers]}
    people = {
        name: guild.add_member(env.create_user(name), roles=roles.get(name, [])) for name in NAMES
    }
    elsewhere = env.create_guild("Ailleurs", preferred_locale="fr")
    everything = elsewhere.create_role("Tout", permissions=discord.Permissions(administrator=True))
    people["Zoé"] = elsewhere.add_member(env.create_user("Zoé"), roles=[everything])
    return Network(
        env,
        parts,
        clock,
        guild,
        guild.create_text_channel("prets"),
        elsewhere,
        elsewhere.create_text_channel("general"),
        people,
        locales,
    )


async def settle_cast(made: Network) -> None:
    """The cast's organisations, and who belongs to them, as the directory keeps them."""
    alix, directory = made.caller("Alix"), made.services.directory
    for fields in ORGANISATIONS:
        made.numbers[fields.name] = (await directory.add(alix, fields)).number
    for fields, person, role in ATTACHED:
        members = [(made.people[person.name].id, person.name)]
        await directory.attach(alix, made.numbers[fields.name], members, role)


class speaking:  # noqa: N801 - read as a sentence: with speaking(locales)
    """Give each person the language of their Discord; simcord has English for everybody."""

    def __init__(self, locales: dict[int, str]) -> None:
        self._locales = locales
        self._original = interactions.base_payload

    def __enter__(self) -> None:
        def spoken(backend: Any, **given: Any) -> Any:
            record, payload = self._original(backend, **given)
            payload["locale"] = self._locales.get(given["user_id"], FRENCH)
            if "guild_locale" in payload:
                payload["guild_locale"] = "fr"
            return record, payload

        interactions.base_payload = spoken

    def __exit__(self, *_: Any) -> None:
        interactions.base_payload = self._original


# Reading what is shown


def parts_of(message: Any) -> Iterator[dict[str, Any]]:
    """Every component of a message, from top to bottom."""
    waiting = list(message.components)
    while waiting:
        part = waiting.pop(0)
        if not isinstance(part, dict):
            part = part.to_dict()
        yield part
        inside = list(part.get("components") or [])
        inside += [part[one] for one in ("accessory", "component") if part.get(one)]
        waiting[:0] = inside


def texts(message: Any) -> str:
    """Everything a person reads in a message, buttons and menus apart."""
    found = [message.content] if message.content else []
    found += [part["content"] for part in parts_of(message) if part.get("type") == 10]
    return "\n".join(found)


def labels(message: Any) -> list[str]:
    """The labels of the buttons that can be pressed."""
    return [
        part["label"]
        for part in parts_of(message)
        if part.get("type") == 2 and not part.get("disabled")
    ]


def ids(message: Any) -> list[str]:
    """The ids of every button and menu."""
    return [part["custom_id"] for part in parts_of(message) if part.get("custom_id")]
