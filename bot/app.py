"""The composition root: opens, builds, runs, and stops everything in order."""

import asyncio
import logging
import signal
import time

import discord

from bot import exits
from bot.config import Config
from bot.connection import BadToken, point_at, stay_connected
from bot.parts import Parts, build
from bot.schedule import Schedule
from bot.tools import reason
from locales import Words
from services.answers import TokenRefused
from storage.engine import Database, open_database
from storage.migrate import migrate

log = logging.getLogger(__name__)

JOBS_END_WITHIN = 4.0
SENDING_ENDS_WITHIN = 7.0
ANSWERS_END_WITHIN = 3.0
CLOSING_ENDS_WITHIN = 2.0
"""Together under the 15 s that a supervisor waits before it kills."""


async def run(config: Config, words: Words) -> int:
    """Run the bot until it is told to stop; the exit code."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    url = config.database_url.reveal()
    try:
        config.data_dir.mkdir(parents=True, exist_ok=True)
        for step in await migrate(url):
            log.info("the database is now at revision %s", step)
        database = await open_database(url)
    except Exception as error:
        log.debug("no database", exc_info=True)
        code, sentence = reason(error, words)
        log.critical(sentence)
        return code
    try:
        return await serve(config, database, stop, words)
    finally:
        await database.close()


async def serve(config: Config, database: Database, stop: asyncio.Event, words: Words) -> int:
    """Stay connected, send and ring the bells, until told to stop or Discord refuses us."""
    point_at(config.api_url, config.gateway_url)
    parts = build(config, database)
    async with parts.fetcher, parts.workshop:
        return await stay(config, parts, stop, words)


async def stay(config: Config, parts: Parts, stop: asyncio.Event, words: Words) -> int:
    """Until told to stop or Discord refuses us."""
    schedule = Schedule(parts.wiring.jobs)
    token = config.token.reveal()
    running = {
        asyncio.create_task(stay_connected(parts.wiring.client, token), name="connection"),
        parts.poster.start(),
    }
    stopping = asyncio.create_task(stop.wait(), name="stop")
    ready = asyncio.create_task(say_ready(parts.wiring.client), name="ready")
    schedule.start()
    await asyncio.wait({*running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    ready.cancel()
    ended = [task for task in running if task.done()]
    await wind_down(parts, schedule)
    for task in running:
        task.cancel()
    await asyncio.wait(running)
    return outcome(ended, words)


async def say_ready(client: discord.Client) -> None:
    """One line for whoever waits for the start."""
    await client.wait_until_ready()
    log.info("ready: %s, in %s guilds", client.user, len(client.guilds))


def outcome(ended: list["asyncio.Task[None]"], words: Words) -> int:
    """What it means for whoever started us that these ended by themselves (none: a stop)."""
    for task in ended:
        error = task.exception()
        if isinstance(error, (BadToken, TokenRefused)):
            log.critical(words("process-bad-token"))
            return exits.BAD_CONFIG
        if error is not None:
            log.critical("%s ended", task.get_name(), exc_info=error)
            return exits.FAILED
    return exits.OK


async def wind_down(parts: Parts, schedule: Schedule) -> None:
    """Claim nothing more, finish what was begun, and leave Discord."""
    began = time.monotonic()
    log.info("stopping")
    client = parts.wiring.client
    await asyncio.gather(schedule.stop(JOBS_END_WITHIN), parts.poster.stop(SENDING_ENDS_WITHIN))
    if answers := answers_under_way():
        await asyncio.wait(answers, timeout=ANSWERS_END_WITHIN)
    try:
        async with asyncio.timeout(CLOSING_ENDS_WITHIN):
            await client.close()
    except TimeoutError:
        log.warning("Discord did not say good-bye in time")
    log.info("stopped in %.1f s", time.monotonic() - began)


def answers_under_way() -> set["asyncio.Task[object]"]:
    """Interactions and events being answered: discord.py gives each a task of such a name."""
    names = ("CommandTree-invoker", "discord-ui-", "discord.py: on_")
    return {task for task in asyncio.all_tasks() if task.get_name().startswith(names)}


assert discord.__version__.startswith("2.7."), "the names of its tasks are discord.py 2.7's"
