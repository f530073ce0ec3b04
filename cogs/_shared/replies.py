"""Answers to one interaction: private, without mentions, in time, whatever was answered before.

Discord takes one first answer, within 3 s. Handlers don't keep count: they ``reply``, ``update``
or ``open_form``; a watch holds the place (defers) when they are slow, under the same lock.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import discord
from discord import app_commands

from cogs._shared.context import NO_MENTIONS, Interaction
from domain.errors import Refused
from domain.text import shorten

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds before the watch answers for a slow handler; Discord gives up at 3."""
CONTENT_LIMIT = 2000
SMALL_IDS = 1000
"""Component ids that Discord counts out itself; the marks of owed messages are drawn at random."""
_EXPIRED = (10062, 40060)  # unknown interaction; already acknowledged

Answerable = str | discord.ui.LayoutView


@dataclass
class _State:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    thinking: bool = False
    watch: asyncio.TimerHandle | None = None
    hold: asyncio.Task[None] | None = None


def _state(interaction: Interaction) -> _State:
    state = interaction.extras.get("answer")
    if not isinstance(state, _State):
        state = interaction.extras["answer"] = _State()
    return state


def is_gone(error: BaseException) -> bool:
    """Whether Discord no longer takes an answer to this interaction (too late, or answered)."""
    return isinstance(error, discord.HTTPException) and error.code in _EXPIRED


async def reply(
    interaction: Interaction, what: Answerable, *, files: Sequence[discord.File] = ()
) -> None:
    """Tell the person alone: a sentence or a card, as first answer or after it."""
    state = _state(interaction)
    content = shorten(what, CONTENT_LIMIT) if isinstance(what, str) else None
    shown: dict[str, Any] = {"allowed_mentions": NO_MENTIONS}
    if isinstance(what, str):
        shown["content"] = content
    else:
        shown["view"] = what
    async with state.lock:
        _unwatch(state)
        if not interaction.response.is_done():
            await interaction.response.send_message(ephemeral=True, files=list(files), **shown)
        elif state.thinking:
            state.thinking = False
            await interaction.edit_original_response(attachments=list(files), **shown)
        else:
            await interaction.followup.send(ephemeral=True, files=list(files), **shown)


async def update(
    interaction: Interaction,
    card: discord.ui.LayoutView,
    *,
    files: Sequence[discord.File] | None = None,
) -> None:
    """Redraw the message that the pressed button is on, or the command's own answer.

    ``files`` None keeps the message's files; a sequence replaces them.
    """
    state = _state(interaction)
    unanswered = state.thinking or not interaction.response.is_done()
    if interaction.message is None and unanswered:
        return await reply(interaction, card, files=files or ())
    shown: dict[str, Any] = {"view": card, "allowed_mentions": NO_MENTIONS}
    if files is not None:
        shown["attachments"] = list(files)
    _keep_mark(interaction.message, card)
    async with state.lock:
        _unwatch(state)
        if not interaction.response.is_done():
            await interaction.response.edit_message(**shown)
        else:
            await interaction.edit_original_response(**shown)
    return None


def _keep_mark(message: discord.Message | None, card: discord.ui.LayoutView) -> None:
    """Leave the mark of an owed message on it: services/courier.py may still look for it."""
    if message is None or not message.components or not card.children:
        return
    mark = getattr(message.components[0], "id", None)
    if mark is not None and mark > SMALL_IDS:
        card.children[0].id = mark


async def open_form(interaction: Interaction, form: discord.ui.Modal) -> None:
    """Open a form. It must be the first answer: raises Refused("too-slow") when it can't be."""
    state = _state(interaction)
    async with state.lock:
        _unwatch(state)
        if interaction.response.is_done():
            raise Refused("too-slow")
        await interaction.response.send_modal(form)


async def suggest(
    interaction: Interaction, choices: Sequence[app_commands.Choice[str]] = ()
) -> None:
    """Answer a completion by hand (normally the command's autocomplete returns its choices)."""
    async with _state(interaction).lock:
        if not interaction.response.is_done():
            await interaction.response.autocomplete(list(choices))


async def defer(interaction: Interaction) -> None:
    """Take the place now, for work that is known to be long. Nothing if already answered."""
    state = _state(interaction)
    async with state.lock:
        _unwatch(state)
        await _hold_place(interaction, state)


def watch(interaction: Interaction, patience: float = PATIENCE) -> None:
    """From now on this interaction is answered in time, even if its handler is slow."""
    state = _state(interaction)
    state.watch = asyncio.get_running_loop().call_later(patience, _start_hold, interaction, state)


async def settle(interaction: Interaction) -> None:
    """After a handler: an interaction that it left unanswered is answered, and logged."""
    state = _state(interaction)
    if interaction.response.is_done() and not state.thinking:
        return
    log.warning("a handler gave no answer: %s", describe(interaction))
    if interaction.type is discord.InteractionType.component:
        await defer(interaction)
    else:
        words = interaction.client.catalogue.words(str(interaction.locale))
        await reply(interaction, words("common-done"))


def describe(interaction: Interaction) -> str:
    """Which command, button or form, where: for the log; no token, no text typed by anyone."""
    data: dict[str, Any] = dict(interaction.data or {})
    name = data.get("custom_id") or data.get("name") or "?"
    return (
        f"{interaction.type.name} {str(name)[:100]!r} guild={interaction.guild_id} "
        f"user={interaction.user.id} interaction={interaction.id}"
    )


def unwatch(interaction: Interaction) -> None:
    """It is answered: nothing has to wait for it any more."""
    _unwatch(_state(interaction))


def _unwatch(state: _State) -> None:
    if state.watch is not None:
        state.watch.cancel()
        state.watch = None


def _start_hold(interaction: Interaction, state: _State) -> None:
    if not interaction.response.is_done():
        state.hold = asyncio.get_running_loop().create_task(_hold(interaction, state))


async def _hold(interaction: Interaction, state: _State) -> None:
    try:
        async with state.lock:
            await _hold_place(interaction, state)
    except Exception as error:  # the watch is nobody's caller: what it meets can only be logged
        log.warning("could not hold %s: %r", describe(interaction), error)


async def _hold_place(interaction: Interaction, state: _State) -> None:
    if interaction.response.is_done():
        return
    if interaction.type is discord.InteractionType.autocomplete:
        await interaction.response.autocomplete([])
        return
    # A press is acknowledged without a visible change: the card can still be redrawn, and a
    # private sentence still follows. Only where there is no message does "thinking" show.
    state.thinking = interaction.message is None
    await interaction.response.defer(ephemeral=True, thinking=state.thinking)
