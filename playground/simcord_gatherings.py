"""With `simcord_inside.py`, every use of simcord's internals: here threads, posts and events.

What simcord leaves out of Discord's rules about them is added: one thread a message, threads that
fall asleep and wake, who may create an event and when it may be.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from simcord.backend import Backend, serializers
from simcord.backend.access import channel_accessible
from simcord.backend.errors import BackendError
from simcord.backend.models import Channel, Message
from simcord.enums import ChannelType, MessageType

_HAS_THREAD = 1 << 5
_EPOCH = 1_420_070_400_000


class Gatherings(Backend):
    """simcord's Discord with threads, forum posts and scheduled events as Discord has them."""

    # ---------------------------------------------------------------- threads

    _starter: int | None = None
    """The first message of the post that is being made: the post takes its id."""

    def create_forum_post(
        self, forum_id: int, name: str, starter: Message, **more: Any
    ) -> tuple[Channel, Message]:
        self._starter = starter.id
        try:
            return super().create_forum_post(forum_id, name, starter, **more)
        finally:
            self._starter = None

    def create_thread(
        self,
        parent_id: int,
        name: str,
        owner_id: int,
        *,
        type: int = ChannelType.PUBLIC_THREAD,  # noqa: A002 - simcord's name
        auto_archive_duration: int = 1440,
        message_id: int | None = None,
        applied_tags: Iterable[int] = (),
        broadcast: bool = True,
    ) -> Channel:
        """A message has one thread; its parent channel says nothing, the thread begins with it."""
        if message_id is not None and message_id in self.channels:
            said = "A thread has already been created for this message"
            raise BackendError(400, 160004, said)
        from_message = message_id is not None
        made = super().create_thread(
            parent_id,
            name,
            owner_id,
            type=type,
            auto_archive_duration=auto_archive_duration,
            message_id=message_id or self._starter,
            applied_tags=applied_tags,
            broadcast=broadcast and not from_message,
        )
        if broadcast and from_message:
            self.announce_thread_create(made)
            self.create_system_message(
                made.id,
                MessageType.THREAD_STARTER_MESSAGE,
                owner_id,
                referenced_channel_id=parent_id,
                referenced_message_id=message_id,
            ).content = ""
        return made

    def threads_of(self, parent_id: int) -> list[Channel]:
        """A channel's threads, or a forum's posts, oldest first, the sleeping ones too."""
        found = [c for c in self.channels.values() if c.is_thread and c.parent_id == parent_id]
        return sorted(found, key=lambda thread: thread.id)

    def archive(self, thread_id: int, *, locked: bool = False) -> None:
        """A thread goes to sleep; locked, only moderators wake it."""
        self.edit_channel(thread_id, {}, thread_metadata={"archived": True, "locked": locked})

    def put_idle_threads_to_sleep(self) -> None:
        """Discord archives a thread in which nothing was said for its `auto_archive_duration`."""
        now = self.clock.now()
        for thread in list(self.channels.values()):
            about = thread.thread_metadata
            if about is None or about.archived:
                continue
            last = _moment_of(max(thread.id, thread.last_message_id or 0))
            if now - last > timedelta(minutes=about.auto_archive_duration):
                self.archive(thread.id)

    def commit_message(self, message: Message, *, broadcast: bool = True) -> Message:
        """A message wakes the thread that it is said in, unless that is locked."""
        about = self.get_channel(message.channel_id).thread_metadata
        if about is not None and about.archived:
            if about.locked:
                said = "Tried to perform an operation on an archived thread"
                raise BackendError(400, 50083, said)
            self.edit_channel(message.channel_id, {}, thread_metadata={"archived": False})
        return super().commit_message(message, broadcast=broadcast)

    def with_thread(self, answer: Any) -> Any:
        """A message, or a list of them, as a GET gives it: with its thread."""
        if isinstance(answer, list):
            return [self.with_thread(each) for each in answer]
        if not isinstance(answer, dict) or "channel_id" not in answer:
            return answer
        thread = self.channels.get(int(answer["id"]))
        if thread is None or not thread.is_thread:
            return answer
        payload = dict(serializers.thread_payload(self, thread))
        return {**answer, "thread": payload, "flags": answer.get("flags", 0) | _HAS_THREAD}

    def active_threads(self, guild_id: int) -> list[Channel]:
        """Those that the bot can see."""
        bot = self.bot_user.id
        return [t for t in super().active_threads(guild_id) if channel_accessible(self, t.id, bot)]

    # ----------------------------------------------------------------- events

    def require_permissions(
        self, guild_id: int | None, user_id: int, channel_id: int | None, *names: str
    ) -> None:
        """CREATE_EVENTS is enough for one's own events, and all of them are the bot's own."""
        if "manage_events" in names and guild_id is not None:
            granted = self.compute_permissions(guild_id, user_id)
            if granted & discord.Permissions(create_events=True).value:
                names = tuple(name for name in names if name != "manage_events")
        super().require_permissions(guild_id, user_id, channel_id, *names)

    def refuse_event(self, body: dict[str, Any]) -> None:
        """Raise as Discord does for an event in the past, or one that ends before it begins."""
        begins, ends = (_read(body.get(f"scheduled_{side}_time")) for side in ("start", "end"))
        if begins is not None and begins <= self.clock.now():
            raise _form("scheduled_start_time", "Cannot schedule event in the past.")
        if begins is not None and ends is not None and ends <= begins:
            raise _form("scheduled_end_time", "Cannot schedule end time before start time.")


def _moment_of(snowflake: int) -> datetime:
    return datetime.fromtimestamp(((snowflake >> 22) + _EPOCH) / 1000, UTC)


def _read(moment: str | None) -> datetime | None:
    return datetime.fromisoformat(moment) if moment else None


def _form(field: str, said: str) -> BackendError:
    errors = {field: {"_errors": [{"code": "GUILD_SCHEDULED_EVENT_SCHEDULE", "message": said}]}}
    return BackendError(400, 50035, "Invalid Form Body", errors=errors)
