"""``/veille proposer`` and «Ajouter à la veille»: a member brings a page to the moderators."""

import re

import discord
from discord import app_commands

from cogs._shared.access import caller_from
from cogs._shared.context import Interaction, words_for
from cogs._shared.plain import plain
from cogs._shared.replies import defer, reply
from cogs._shared.views import card
from cogs.watch.story_lines import title_link
from domain.errors import Refused
from domain.people import Caller

_LINK = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]+")
_TRAILING = ".,;:!?)»”’*_~"


async def suggest_page(
    interaction: Interaction,
    link: app_commands.Range[str, 1, 2000],
    comment: app_commands.Range[str, 1, 300] = "",
) -> None:
    """The command ``/veille proposer``."""
    await _suggest(interaction, await caller_from(interaction), link, comment)


async def add_message(interaction: Interaction, message: discord.Message) -> None:
    """The first link of a message that somebody posted."""
    caller = await caller_from(interaction)
    link = first_link(message)
    if link is None:
        raise Refused("message-no-link")
    await _suggest(interaction, caller, link, "")


def first_link(message: discord.Message) -> str | None:
    """The first address in what a message says, else of what it shows of a page."""
    found = _LINK.search(message.content)
    if found is not None:
        return found[0].rstrip(_TRAILING)
    return next((embed.url for embed in message.embeds if embed.url), None)


async def _suggest(interaction: Interaction, caller: Caller, link: str, comment: str) -> None:
    await defer(interaction)  # the page is read first
    archive = interaction.client.services.archive
    story = await archive.suggest(caller, link, comment, interaction_id=interaction.id)
    words = words_for(interaction)
    said = words("news-suggested", title=title_link(story))
    note = words("news-suggested-note", note=plain(story.comment)) if story.comment else ""
    await reply(interaction, card("done", said, note))
