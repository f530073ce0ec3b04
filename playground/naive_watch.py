"""Controls for the week of the watch: a bot as one writes it first, that loses or repeats articles.

`NAIVE=post-first` posts an article, then notes that it did; `note-first` the other way round. It
reads `FEEDS` into the channel `CHANNEL`, and knows nothing of this folder.
"""

import asyncio
import contextlib
import json
import os
from pathlib import Path
from xml.etree import ElementTree

import aiohttp
import discord
import yarl
from discord import app_commands

discord.http.Route.BASE = os.environ["DISCORD_API_URL"]
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])
NOTES = Path(os.environ["DATA_DIR"]) / "seen.json"
NOTE_FIRST = os.environ["NAIVE"] == "note-first"


class Naive(discord.Client):
    def __init__(self) -> None:
        quiet = discord.AllowedMentions.none()
        super().__init__(intents=discord.Intents(guilds=True), allowed_mentions=quiet)
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="rien", description="Rien")(nothing)
        self.seen: list[str] = json.loads(NOTES.read_text()) if NOTES.exists() else []

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_ready(self) -> None:
        channel = self.get_channel(int(os.environ["CHANNEL"]))
        assert isinstance(channel, discord.TextChannel)
        first = not NOTES.exists()
        timeout = aiohttp.ClientTimeout(total=5)
        async with aiohttp.ClientSession(timeout=timeout) as web:
            while True:
                for address in os.environ["FEEDS"].split():
                    with contextlib.suppress(Exception):
                        found = reversed(await articles(web, address))
                        news = {link: title for link, title in found if link not in self.seen}
                        await self.tell(channel, {} if first else news, list(news))
                first = False
                await asyncio.sleep(3.0)

    async def tell(
        self, channel: discord.TextChannel, news: dict[str, str], seen: list[str]
    ) -> None:
        """Post what is new; note what was seen before all that, or each after its post."""
        if NOTE_FIRST or not news:
            self.keep(seen)
        for link, title in news.items():
            await channel.send(f"{discord.utils.escape_markdown(title)[:300]} <{link}>")
            self.keep([link])

    def keep(self, links: list[str]) -> None:
        self.seen = list(dict.fromkeys([*self.seen, *links]))
        fresh = NOTES.with_suffix(".new")
        fresh.write_text(json.dumps(self.seen))
        fresh.replace(NOTES)


async def nothing(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("rien", ephemeral=True)


async def articles(web: aiohttp.ClientSession, address: str) -> list[tuple[str, str]]:
    """(address without its query, title) of each article, the newest first."""
    async with web.get(address) as answer:
        text = await answer.text()
    found = []
    for item in ElementTree.fromstring(text).iter():  # noqa: S314 - our own press wrote it
        if item.tag.rpartition("}")[2] in ("item", "entry"):
            parts = {child.tag.rpartition("}")[2]: child for child in item}
            link = parts["link"].get("href") or parts["link"].text or ""
            found.append((link.partition("?")[0], parts["title"].text or ""))
    return found


if __name__ == "__main__":
    Naive().run(os.environ["DISCORD_TOKEN"])
