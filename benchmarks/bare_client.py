"""The baseline of start and memory: discord.py's own client, our one intent, nothing else."""

import os

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

Route.BASE = os.environ["DISCORD_API_URL"]
DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["DISCORD_GATEWAY_URL"])


class Bare(discord.Client):
    async def on_ready(self) -> None:
        print("ready: bare", flush=True)


Bare(intents=discord.Intents(guilds=True), max_messages=None).run(os.environ["DISCORD_TOKEN"])
