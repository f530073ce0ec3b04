"""Topics of the watch: where news of each go, in what colours, and whom they call."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.people import Act, Caller
from domain.text import clean
from domain.watch.stories import TOPIC_NAME_LIMIT, Topic
from services.settings import refuse_unless_manager
from services.watch_desk import WatchDesk
from services.watch_drafts import refuse_unless_moderator
from storage import outbox, sources, stories
from storage import topics as rows

MOST_TOPICS = 20
"""What one menu shows, with room left for «no topic» and «all»."""
EMOJI_LIMIT = 16
ACCENTS = ("info", "done", "waiting", "late", "neutral")
SAID_IN_CHANNELS = ("watch_alert", "watch_digest", "call_due", "call_extended")
MESSAGE, THREAD, FORUM = PLACES = ("message", "thread", "forum")

Names = Callable[[str], Mapping[str, str]]
"""What the first topics are called in a language, by key of FIRST_TOPICS."""


@dataclass(frozen=True)
class Removed:
    """A topic that was removed: how many sources have none now, how many rules are gone."""

    topic: Topic
    sources: int
    rules: int


class Topics:
    """Each method raises Refused, and then wrote nothing."""

    def __init__(self, desk: WatchDesk, names: Names) -> None:
        self._desk = desk
        self._names = names

    async def of(self, guild_id: int) -> list[Topic]:
        """The topics of a guild; written first where there were never any."""
        if found := await self.known(guild_id):
            return found
        async with self._desk.db.writing() as conn:
            return await self.ensured(conn, guild_id)

    async def known(self, guild_id: int) -> list[Topic]:
        """The topics that are there; nothing is written."""
        async with self._desk.db.reading() as conn:
            return await rows.topics(conn, guild_id)

    async def pointing(self) -> dict[int, list[Topic]]:
        """Of every guild, the topics that have a channel or a role of their own."""
        found: dict[int, list[Topic]] = {}
        async with self._desk.db.reading() as conn:
            for topic in await rows.pointing(conn):
                found.setdefault(topic.guild_id, []).append(topic)
        return found

    async def one(self, caller: Caller, number: int) -> Topic:
        """A topic, to moderators. Raises Refused: "moderators-only", "topic-unknown"."""
        refuse_unless_moderator(caller)
        for topic in await self.of(caller.guild_id):
            if topic.number == number:
                return topic
        raise Refused("topic-unknown", number=number)

    async def ensured(self, conn: AsyncConnection, guild_id: int) -> list[Topic]:
        """As ``of``, in a transaction that writes."""
        settings = await self._desk.settings.of(conn, guild_id)
        return await rows.ensure_topics(conn, guild_id, self._names(settings.locale))

    async def add(
        self, caller: Caller, name: str, emoji: str, *, interaction_id: int | None = None
    ) -> Topic:
        """A new topic, without a channel of its own.

        Raises Refused: "moderators-only", "topic-no-name", "topic-emoji", "topic-exists",
        "topic-too-many".
        """
        new = Topic(caller.guild_id, 0, checked_name(name), checked_emoji(emoji))
        async with self._desk.acting(caller, interaction_id, act=Act.MODERATE) as work:
            await rows.hold_others(work.conn, caller.guild_id)
            if len(await self.ensured(work.conn, caller.guild_id)) >= MOST_TOPICS:
                raise Refused("topic-too-many", most=MOST_TOPICS)
            made = await rows.create(work.conn, new)
            await self._desk.note(work, "add", "topic", made.number, name=made.name)
        return made

    async def rename(
        self,
        caller: Caller,
        number: int,
        name: str,
        emoji: str,
        *,
        interaction_id: int | None = None,
    ) -> Topic:
        """Raises Refused: as ``add``, "topic-unknown"."""
        said = {"name": checked_name(name), "emoji": checked_emoji(emoji)}
        return await self._change(caller, number, said, interaction_id)

    async def paint(
        self, caller: Caller, number: int, accent: str, *, interaction_id: int | None = None
    ) -> Topic:
        """The colour beside its cards. Raises Refused: "topic-unknown", "bad-option"."""
        if accent not in ACCENTS:
            raise Refused("bad-option")
        return await self._change(caller, number, {"accent": accent}, interaction_id)

    async def place(
        self, caller: Caller, number: int, place: str, *, interaction_id: int | None = None
    ) -> Topic:
        """Whether an alert opens a thread. Raises Refused: "topic-unknown", "bad-option"."""
        if place not in (MESSAGE, THREAD):
            raise Refused("bad-option")
        return await self._change(caller, number, {"place": place}, interaction_id)

    async def send_to(
        self,
        caller: Caller,
        number: int,
        channel_id: int | None,
        *,
        forum: bool = False,
        interaction_id: int | None = None,
    ) -> Topic:
        """The topic's own channel, or none; in a forum each alert is a post.

        Raises Refused: "needs-manage-guild", "topic-unknown".
        """
        refuse_unless_manager(caller)
        said: dict[str, Any] = {"channel_id": channel_id}
        return await self._change(caller, number, said, interaction_id, forum=forum)

    async def call(
        self, caller: Caller, number: int, role_id: int | None, *, interaction_id: int | None = None
    ) -> Topic:
        """The role that alerts of this topic mention, or none.

        Raises Refused: "needs-manage-guild", "topic-everyone", "topic-unknown".
        """
        refuse_unless_manager(caller)
        if role_id == caller.guild_id:  # the role @everyone has the guild's id
            raise Refused("topic-everyone")
        return await self._change(caller, number, {"role_id": role_id}, interaction_id)

    async def remove(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> Removed:
        """No longer offer a topic; what was published under it stays.

        Raises Refused: "moderators-only", "topic-unknown", "topic-last".
        """
        async with self._desk.acting(caller, interaction_id, act=Act.MODERATE) as work:
            await rows.hold_others(work.conn, caller.guild_id)
            found = await rows.lock(work.conn, caller.guild_id, number)
            if found is None:
                raise Refused("topic-unknown", number=number)
            if len(await rows.topics(work.conn, caller.guild_id)) == 1:
                raise Refused("topic-last")
            await rows.remove(work.conn, found)
            left = await sources.drop_topic(work.conn, caller.guild_id, number)
            gone = await sources.remove_rules_of_topic(work.conn, caller.guild_id, number)
            await self._desk.note(work, "remove", "topic", number, name=found.name)
        return Removed(found, left, gone)

    async def channel_gone(self, guild_id: int, channel_id: int) -> int:
        """A channel was deleted: its topics use the network's, and so does what was to be said
        there. Answers how many did not.
        """
        async with self._desk.db.writing() as conn:
            await stories.hold_others(conn, guild_id)
            gone = await rows.forget_channel(conn, guild_id, channel_id)
            await stories.forget_channel(conn, guild_id, channel_id)
            to = (await self._desk.settings.of(conn, guild_id)).watch_channel
            if to is not None and to != channel_id:
                await outbox.redirect(conn, guild_id, channel_id, to, SAID_IN_CHANNELS)
        self._desk.outbox.wake()
        return gone

    async def role_gone(self, guild_id: int, role_id: int) -> int:
        """A role was deleted: nobody calls it. Answers how many topics did."""
        async with self._desk.db.writing() as conn:
            return await rows.forget_role(conn, guild_id, role_id)

    async def _change(
        self,
        caller: Caller,
        number: int,
        said: dict[str, Any],
        interaction_id: int | None,
        *,
        forum: bool | None = None,
    ) -> Topic:
        act = Act.MODERATE if forum is None and "role_id" not in said else None
        async with self._desk.acting(caller, interaction_id, act=act) as work:
            await rows.hold_others(work.conn, caller.guild_id)
            await self.ensured(work.conn, caller.guild_id)
            found = await rows.lock(work.conn, caller.guild_id, number)
            if found is None:
                raise Refused("topic-unknown", number=number)
            if forum:
                said["place"] = FORUM
            elif forum is False and found.place == FORUM:
                said["place"] = MESSAGE
            if "place" in said and forum is None and found.place == FORUM:
                raise Refused("topic-forum")
            after = replace(found, **said)
            if after == found:
                return found
            saved = await rows.save(work.conn, found, after)
            await self._desk.note(work, "change", "topic", number, **said)
        return saved


def checked_name(typed: str) -> str:
    """A topic's name as it is kept. Raises Refused("topic-no-name")."""
    name = clean(typed, TOPIC_NAME_LIMIT)
    if not any(char.isalnum() for char in name):
        raise Refused("topic-no-name")
    return name


def checked_emoji(typed: str) -> str:
    """One emoji, or "" for none. Raises Refused("topic-emoji") for anything else."""
    emoji = clean(typed, EMOJI_LIMIT)
    drawn = [char for char in emoji if unicodedata.category(char) in ("So", "Sk", "Cn")]
    if emoji and (not drawn or len(drawn) > 6 or any(char.isalnum() for char in emoji)):
        raise Refused("topic-emoji", said=emoji)
    return emoji
