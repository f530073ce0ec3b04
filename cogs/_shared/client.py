"""The Discord client: one intent, no mentions, and an answer to every interaction."""

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import discord
from discord import app_commands

from cogs._shared.buttons import Presses, fields_of
from cogs._shared.context import NO_MENTIONS, Clock, GuildFacts, Host, Interaction, Services
from cogs._shared.errors import Refusals, answer_error
from cogs._shared.plain import plain
from cogs._shared.replies import PATIENCE, Answerable, settle, unwatch, watch
from cogs._shared.translator import FluentTranslator
from domain.errors import Refused
from locales import Catalogue

log = logging.getLogger(__name__)


class CommandMark(Protocol):
    """Where the fingerprint of the commands last sent to Discord is kept."""

    async def read(self) -> str | None: ...

    async def write(self, mark: str) -> None: ...


async def default_facts(guild_id: int) -> GuildFacts:
    return GuildFacts()


async def repeat_what_was_typed(
    interaction: Interaction, refused: Refused, sentence: str
) -> Answerable:
    """A form that no longer exists gives back what was typed into it: nothing is lost."""
    typed = [text for text in fields_of(interaction).values() if isinstance(text, str) and text]
    return f"{sentence}\n>>> {plain(chr(10).join(reversed(typed)))}" if typed else sentence


class EntremiseClient(Host):
    """discord.py's client with everything that handlers need passed in.

    ``guild_facts`` answers language, zone and moderator role of a guild (kept in memory by
    whoever passes it: it is asked at every command). ``command_mark`` None: always send the
    commands. Features add themselves: ``tree.add_command``, ``buttons.on``, ``forms.on``,
    ``refusals.on``.
    """

    def __init__(
        self,
        *,
        services: Services,
        catalogue: Catalogue,
        clock: Clock,
        guild_facts: Callable[[int], Awaitable[GuildFacts]] = default_facts,
        command_mark: CommandMark | None = None,
        patience: float = PATIENCE,
        **options: Any,
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            intents=intents,
            allowed_mentions=NO_MENTIONS,
            max_messages=None,
            chunk_guilds_at_startup=False,
            **options,
        )
        self.services = services
        self.catalogue = catalogue
        self.clock = clock
        self.guild_facts = guild_facts
        self.command_mark = command_mark
        self.patience = patience
        self.buttons = Presses(obsolete="card-changed")
        self.forms = Presses(obsolete="form-changed")
        self.refusals = Refusals()
        self.refusals.on("form-changed", repeat_what_was_typed)
        self.tree = Tree(self)

    async def setup_hook(self) -> None:
        await self.tree.set_translator(FluentTranslator(self.catalogue))
        await self.send_commands()

    async def send_commands(self) -> bool:
        """Send the commands if ours, or those that Discord has, are not as last sent. Whether so.

        Discord lets a bot send them 200 times a day, and look as often as it likes.
        """
        ours = await self.tree.mark()
        if self.command_mark and await self._last_sent() == f"{ours} {await self.tree.theirs()}":
            return False
        sent = await self.tree.sync()
        log.info("%s commands sent to Discord", len(sent))
        if self.command_mark:
            try:
                await self.command_mark.write(f"{ours} {await self.tree.theirs()}")
            except OSError as error:  # they are sent again at the next start, no more
                log.warning("could not note which commands were sent: %s", error)
        return True

    async def _last_sent(self) -> str | None:
        assert self.command_mark is not None
        try:
            return await self.command_mark.read()
        except (OSError, ValueError):
            return None

    async def on_interaction(self, interaction: Interaction) -> None:
        """The one place where presses and forms arrive; commands go through the tree."""
        if interaction.type is discord.InteractionType.component:
            registry = self.buttons
        elif interaction.type is discord.InteractionType.modal_submit:
            registry = self.forms
        else:
            return
        watch(interaction, self.patience)
        try:
            await registry.dispatch(interaction)
            await settle(interaction)
        except Exception as error:
            await answer_error(interaction, error)

    async def on_app_command_completion(
        self,
        interaction: Interaction,
        command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu,
    ) -> None:
        try:
            await settle(interaction)
        except Exception as error:
            await answer_error(interaction, error)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        log.exception("error in %s", event_method)


class Tree(app_commands.CommandTree[EntremiseClient]):
    """The commands: in guilds only, watched, and their errors answered in one place."""

    def __init__(self, client: EntremiseClient) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        watch(interaction, self.client.patience)
        if interaction.guild_id is not None:
            return True
        await answer_error(interaction, Refused("guild-only"))
        return False

    async def _call(self, interaction: discord.Interaction[EntremiseClient]) -> None:
        # A completion is answered by discord.py itself, which has no event for it.
        await super()._call(interaction)
        if interaction.type is discord.InteractionType.autocomplete:
            unwatch(interaction)

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        await answer_error(interaction, error)

    async def payload(self) -> list[dict[str, Any]]:
        """What is sent to Discord, every language included."""
        translator = self.translator
        commands = self.get_commands()
        if translator is None:
            return [command.to_dict(self) for command in commands]
        return [await command.get_translated_payload(self, translator) for command in commands]

    async def mark(self) -> str:
        """A fingerprint of the commands and of the application that they belong to."""
        return fingerprint([self.client.application_id, await self.payload()])

    async def theirs(self) -> str:
        """A fingerprint of the commands that Discord has: it versions every change of one."""
        assert self.client.application_id is not None
        there = await self.client.http.get_global_commands(self.client.application_id)
        return fingerprint(sorted([str(each["id"]), str(each.get("version"))] for each in there))


def fingerprint(what: Any) -> str:
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()
