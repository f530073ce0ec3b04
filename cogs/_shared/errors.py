"""When something says no, or breaks: one place that tells the person, in their language."""

import logging
import secrets
from collections.abc import Awaitable, Callable

import discord
from discord import app_commands

from cogs._shared.context import GuildFacts, Interaction, words_for
from cogs._shared.plain import plain
from cogs._shared.replies import Answerable, describe, is_gone, reply, suggest
from domain.errors import Refused

log = logging.getLogger(__name__)

RefusalDrawer = Callable[[Interaction, Refused, str], Awaitable[Answerable]]
"""Given the interaction, the refusal and its sentence: the answer to show (a card with buttons)."""


class Refusals:
    """Refusals that are more than a sentence: what to show beside them, by key."""

    def __init__(self) -> None:
        self._drawers: dict[str, RefusalDrawer] = {}

    def on(self, key: str, drawer: RefusalDrawer) -> None:
        self._drawers[key] = drawer

    async def draw(self, interaction: Interaction, refused: Refused, sentence: str) -> Answerable:
        drawer = self._drawers.get(refused.key)
        return await drawer(interaction, refused, sentence) if drawer else sentence


async def answer_error(interaction: Interaction, error: BaseException) -> None:
    """Answer in place of a handler that raised. Never raises itself.

    Refused → its sentence, privately. An interaction that Discord no longer knows → the log.
    Anything else → an apology with a reference that the log has too.
    """
    cause = _cause(error)
    if is_gone(cause):
        log.info("too late to answer %s", describe(interaction))
        return
    try:
        if interaction.type is discord.InteractionType.autocomplete:
            _note(interaction, cause)
            await suggest(interaction)
        else:
            await reply(interaction, await _answer_to(interaction, cause))
    except Exception as failure:
        await _last_word(interaction, failure)


async def _last_word(interaction: Interaction, failure: Exception) -> None:
    """Even telling went wrong: log it, and still try to say that something did."""
    if is_gone(failure):
        log.info("too late to answer %s", describe(interaction))
        return
    reference = _note(interaction, failure)
    try:
        await reply(interaction, words_for(interaction)("common-error", reference=reference))
    except Exception as again:  # nobody is left to tell but the log
        log.warning("could not tell %s: %r", describe(interaction), again)


async def refusal_sentence(interaction: Interaction, refused: Refused) -> str:
    """A refusal as Discord shows it to this person: text typed by people is made harmless."""
    facts = await facts_for(interaction)
    return words_for(interaction).refusal(refused, facts.zone, plain)


async def facts_for(interaction: Interaction) -> GuildFacts:
    """What the guild at hand has settled; the defaults when it can't be known."""
    guild_id = interaction.guild_id or interaction.extras.get("guild_id")
    if guild_id is None:
        return GuildFacts()
    try:
        return await interaction.client.guild_facts(guild_id)
    except Exception:  # a sentence with default facts is better than none: say the first trouble
        log.exception("no facts of guild %s", guild_id)
        return GuildFacts()


async def _answer_to(interaction: Interaction, cause: BaseException) -> Answerable:
    if isinstance(cause, Refused):
        sentence = await refusal_sentence(interaction, cause)
        drawers: Refusals | None = getattr(interaction.client, "refusals", None)
        if drawers is None:
            return sentence
        try:
            return await drawers.draw(interaction, cause, sentence)
        except Exception:  # the sentence stands without its buttons
            log.exception("could not draw the refusal %s", cause.key)
            return sentence
    return words_for(interaction)("common-error", reference=_note(interaction, cause))


def _note(interaction: Interaction, cause: BaseException) -> str:
    """Write an error to the log under a fresh reference."""
    reference = secrets.token_hex(4)
    log.error("reference %s: %s", reference, describe(interaction), exc_info=cause)
    return reference


def _cause(error: BaseException) -> BaseException:
    """What a handler really raised, under discord.py's wrappers."""
    while isinstance(error, (app_commands.CommandInvokeError, app_commands.TransformerError)):
        inner = getattr(error, "original", None) or error.__cause__
        if inner is None:
            break
        error = inner
    if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
        return Refused("command-changed")
    if isinstance(error, app_commands.TransformerError):
        return Refused("bad-option")
    return error
