"""Log in and stay connected: Discord may be down at the start, or go away at any moment.

discord.py 2.7.1 reconnects by itself once it has been connected. Before that, a gateway that
can't be reached ends it with AttributeError (it reads the session of a socket that it never
had), and a failed login leaves an open session behind.
"""

import asyncio
import logging
import random

import aiohttp
import discord
import discord.client
import yarl
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route

log = logging.getLogger(__name__)

LONGEST_WAIT = 30.0
"""Seconds between two tries, at most; discord.py would go up to 17 minutes."""

UNAUTHORIZED = 401
TOKEN_REFUSED = 4004
"""The gateway's way to say 401."""


class BadToken(Exception):
    """Discord refuses the token: trying again can't help."""


class CappedBackoff(ExponentialBackoff[bool]):
    """discord.py's growing random waits, cut at half a minute."""

    def delay(self) -> float:
        wait = float(super().delay())
        return wait if wait < LONGEST_WAIT else random.uniform(LONGEST_WAIT / 2, LONGEST_WAIT)


def point_at(api_url: str | None, gateway_url: str | None) -> None:
    """Tell discord.py where Discord is; None leaves the real one."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # no voice here
    discord.client.ExponentialBackoff = CappedBackoff  # type: ignore[attr-defined,assignment]
    if api_url:
        Route.BASE = api_url
    if gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


async def stay_connected(client: discord.Client, token: str) -> None:
    """Connect, and return only when the client was closed. Raises BadToken."""
    backoff = CappedBackoff()
    await log_in(client, token, backoff)
    while not client.is_closed():
        try:
            await client.connect()
        except AttributeError:
            if getattr(client, "ws", None) is not None:
                raise
            await wait_a_little(backoff, "the gateway can't be reached")
        except discord.ConnectionClosed as closed:
            if closed.code == TOKEN_REFUSED:
                raise BadToken from None
            raise


async def log_in(client: discord.Client, token: str, backoff: CappedBackoff) -> None:
    """Log in, however long Discord is away. Raises BadToken."""
    while True:
        try:
            await client.login(token)
        except discord.LoginFailure:
            await forget_session(client)
            raise BadToken from None
        except (OSError, aiohttp.ClientError, TimeoutError, discord.HTTPException) as error:
            await forget_session(client)
            if isinstance(error, discord.HTTPException):
                if error.status == UNAUTHORIZED:  # refused between the login and the commands
                    raise BadToken from None
                if not passes(error):
                    raise
            await wait_a_little(backoff, f"no login: {error!r}")
        else:
            return


def passes(error: discord.HTTPException) -> bool:
    """Whether an error of Discord's is of the kind that goes away."""
    return error.status >= 500 or error.status == 429


async def forget_session(client: discord.Client) -> None:
    """Close what a login opened, so that the next one opens its own."""
    await client.http.close()
    client.http.connector = discord.utils.MISSING


async def wait_a_little(backoff: CappedBackoff, why: str) -> None:
    wait = backoff.delay()
    log.warning("%s; next try in %.1f s", why, wait)
    await asyncio.sleep(wait)
