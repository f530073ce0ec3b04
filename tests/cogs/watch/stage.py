"""What the tests of curation stand on: a network with its channels, topics, sources and stories."""

from dataclasses import replace
from typing import Any

from domain.watch.links import link_key
from domain.watch.stories import Mode, Source, SourceState, Story, StoryState, Topic
from storage import feeds, sources, stories, topics
from tests.cogs.network import Network


class News:
    """The watch of ``network``'s guild; ``moderators``, ``news`` and ``calls`` are channels."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.guild_id = network.guild.id
        self.moderators = network.guild.create_text_channel("moderation")
        self.news = network.guild.create_text_channel("veille")
        self.calls = network.guild.create_text_channel("appels")
        self.role = network.guild.create_role("Appels")

    @property
    def db(self) -> Any:
        return self.network.services.outbox.db

    @property
    def alerts(self) -> Any:
        return self.network.services.curation._alerts

    async def settle(self) -> None:
        alix = self.network.caller("Alix")
        settings = self.network.services.settings
        await settings.change(alix, "moderation.channel", self.moderators.id)
        await settings.change(alix, "watch.channel", self.news.id)
        now = self.network.clock()
        async with self.db.writing() as conn:
            await topics.create(conn, Topic(self.guild_id, 0, "Numérique", "💻", "done"))
            calls = Topic(self.guild_id, 0, "Appels", "📣", "late", self.calls.id, self.role.id)
            await topics.create(conn, calls)
            for name in ("Radio Larzac", "Le Mouvement"):
                address = f"https://{name[:2].lower()}.example/feed"
                feed = await feeds.add(conn, f"feed:{address}", address, "feed", now)
                made = Source(
                    self.guild_id, 0, feed, name, Mode.HAND, 1, SourceState.LIVE, None, now
                )
                await sources.create(conn, made)

    async def set(self, key: str, value: Any) -> None:
        await self.network.services.settings.change(self.network.caller("Alix"), key, value)

    async def arrives(self, title: str = "Un article", **values: Any) -> Story:
        """A queued story, its card posted to the moderators' channel."""
        guild = values.pop("guild_id", self.guild_id)
        source = values.pop("source", 1)
        link = values.pop("link", f"https://www.radio.example/{title.replace(' ', '-')}")
        made = Story(guild, 0, StoryState.QUEUED, title, self.network.clock(), link=link, topic=1)
        made = replace(made, **values)
        async with self.db.writing() as conn:
            number = await stories.create(conn, made)
            now = self.network.clock()
            await stories.add_keys(conn, guild, number, [f"l:{link_key(link)}"], now)
            if source:
                await stories.carry(conn, guild, number, source, number, link, now)
            found = await stories.one(conn, guild, number)
            assert found is not None
            settings = await self.network.services.settings.of(conn, guild)
            await self.alerts.queue(conn, settings, found)
        await self.network.post()
        return found

    async def now(self, number: int = 1) -> Story:
        async with self.db.reading() as conn:
            found = await stories.one(conn, self.guild_id, number)
        assert found is not None
        return found

    def card(self) -> Any:
        """The last message of the moderators' channel."""
        return self.moderators.last_message

    async def redrawn(self) -> None:
        """Long enough later, every living card shows how its story stands."""
        await self.network.post()
        self.network.clock.advance(seconds=10)
        await self.network.post()


def history(channel: Any) -> list[Any]:
    """What was written in a channel, oldest first."""
    return list(channel.history())
