"""Who and what, in a message: owners, borrowers, items, photos."""

from io import BytesIO

import discord

from cogs._shared.context import Interaction
from cogs._shared.plain import plain
from cogs._shared.views import section, thumbnail
from domain.items import Item
from locales import Words
from services.loan_views import Named

PHOTO = "photo.jpg"


def who(words: Words, named: Named) -> str:
    """A party as a message shows it: an organisation by name, a person by mention."""
    if named.organisation:
        return plain(named.organisation)
    return f"<@{named.member}>" if named.member else words("lending-nobody")


def known_as(words: Words, named: Named) -> str:
    """As ``who``, where Discord draws neither Markdown nor mentions."""
    return named.name or words("lending-member" if named.member else "lending-nobody")


async def photo_of(interaction: Interaction, item: Item) -> list[discord.File]:
    """The item's photo as a file to send with its card; nothing when it has none."""
    if item.photo is None:
        return []
    data = await interaction.client.services.board.photo(item.guild_id, item.photo)
    return [discord.File(BytesIO(data), PHOTO)] if data else []


def with_photo(
    text: str, item: Item, files: list[discord.File]
) -> "discord.ui.Item[discord.ui.LayoutView]":
    """A text with the item's photo beside it, if there is one."""
    return section(text, accessory=thumbnail(f"attachment://{PHOTO}", item.name) if files else None)
