"""``python -m bot doctor --live ID``: see at Discord itself that a message repeated is one message.

In a test channel: post, post again with the same nonce, find the message in the history by its
mark, delete it. Fake servers can't prove how long Discord remembers a nonce: ``--after``.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable

import aiohttp
import discord

from bot.config import Config
from bot.connection import point_at
from cogs._shared.rights import missing_in, right_names
from locales import Words

SMALLEST_MARK = 2**16


class Failed(Exception):
    """A step did not come out as it must; the message is its sentence."""


class Trial:
    """One message, sent twice, found, and deleted."""

    def __init__(self, channel: discord.TextChannel, me: discord.Member, words: Words) -> None:
        self._channel = channel
        self._me = me
        self._words = words
        self._nonce = secrets.token_urlsafe(16)
        self._mark = SMALLEST_MARK + secrets.randbelow(2**31 - SMALLEST_MARK)
        self._posted: dict[int, discord.Message] = {}

    async def steps(self, after: float) -> AsyncIterator[str]:
        """Each step's sentence as it succeeds. Raises Failed; deletes what was posted anyhow."""
        try:
            self._refuse_without_rights()
            first = await self._post()
            yield self._words("process-live-posted", id=str(first.id))
            await asyncio.sleep(after)
            again = await self._post()
            if again.id != first.id:
                raise Failed(self._words("process-live-doubled", id=str(again.id)))
            yield self._words("process-live-once", seconds=round(after))
            if not await self._find(first):
                raise Failed(self._words("process-live-not-found"))
            yield self._words("process-live-found", mark=str(self._mark))
        finally:
            for message in self._posted.values():
                await message.delete()
        yield self._words("process-live-deleted")

    def _refuse_without_rights(self) -> None:
        if missing := missing_in(self._channel, self._me):
            names = right_names(self._words, missing)
            raise Failed(self._words("process-live-rights", rights=names))

    async def _post(self) -> discord.Message:
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(discord.ui.TextDisplay(self._words("process-live-message"), id=self._mark))
        message = await self._channel.send(
            view=view, nonce=self._nonce, allowed_mentions=discord.AllowedMentions.none()
        )
        self._posted[message.id] = message
        return message

    async def _find(self, posted: discord.Message) -> bool:
        start = discord.Object(posted.id - 1)
        async for message in self._channel.history(after=start, limit=100):
            if any(getattr(each, "id", None) == self._mark for each in message.components):
                return message.id == posted.id
        return False


async def try_out(
    config: Config, channel_id: int, after: float, words: Words, say: Callable[[str], None]
) -> int:
    """Run the trial and say each step; 0 when all came out as they must, else 1."""
    point_at(config.api_url, config.gateway_url)
    client = discord.Client(intents=discord.Intents(guilds=True))
    try:
        await client.login(config.token.reveal())
        found = await find_channel(client, channel_id)
        if found is None:
            raise Failed(words("process-live-no-channel", id=str(channel_id)))
        async for step in Trial(*found, words).steps(after):
            say(f"✓ {step}")
    except Failed as failed:
        say(f"✗ {failed}")
        return 1
    except discord.LoginFailure:
        say("✗ " + words("process-doctor-token-refused"))
        return 1
    except (OSError, aiohttp.ClientError, TimeoutError, discord.HTTPException) as error:
        say("✗ " + words("process-doctor-discord-away", detail=repr(error)))
        return 1
    finally:
        await client.close()
    return 0


async def find_channel(
    client: discord.Client, channel_id: int
) -> tuple[discord.TextChannel, discord.Member] | None:
    """A text channel of a fetched guild, and the bot in it, so that rights can be told."""
    try:
        found = await client.fetch_channel(channel_id)
    except (discord.NotFound, discord.Forbidden):
        return None
    if not isinstance(found, discord.TextChannel):
        return None
    assert client.user is not None
    guild = await client.fetch_guild(found.guild.id, with_counts=False)
    me = await guild.fetch_member(client.user.id)
    for channel in await guild.fetch_channels():
        if channel.id == channel_id and isinstance(channel, discord.TextChannel):
            return channel, me
    return None
