"""What members stand on: stories and calls that moderators have chosen already."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.watch.links import link_key
from domain.watch.stories import Deadline, Story, StoryState
from storage import stories
from tests.cogs.watch.stage import News

LAST_DAY = Deadline(date(2026, 11, 30), None, "Dépôt jusqu’au 30 novembre")


async def approved(news: News, title: str, *, digest: bool = False, **values: Any) -> Story:
    """A story that was published, or waits for the digest; nothing is posted yet."""
    guild = values.pop("guild_id", news.guild_id)
    source = values.pop("source", 1)
    now = news.network.clock()
    link = values.pop("link", f"https://www.radio.example/{title.replace(' ', '-')}")
    made = replace(Story(guild, 0, StoryState.QUEUED, title, now, link=link, topic=1), **values)
    async with news.db.writing() as conn:
        number = await stories.create(conn, made)
        await stories.add_keys(conn, guild, number, [f"l:{link_key(link)}"], now)
        if source:
            await stories.carry(conn, guild, number, source, number, link, now)
        settings = await news.network.services.settings.of(conn, guild)
        found = await stories.one(conn, guild, number)
        assert found is not None
        if digest:
            return await news.alerts.wait(conn, settings, found, now)
        return await news.alerts.publish(conn, settings, found, now, forced=True)


async def call(news: News, title: str = "Résidences", **values: Any) -> Story:
    """A published call with its confirmed deadline, its alert posted."""
    said = {"is_call": True, "deadline": LAST_DAY, "confirmed": True, "topic": 2, **values}
    made = await approved(news, title, **said)
    await news.network.post()
    return made
