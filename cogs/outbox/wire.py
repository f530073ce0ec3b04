"""The courier's requests, made with discord.py's HTTP client."""

import io
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import discord
from discord.http import Route

from cogs.outbox.discord_time import DiscordTime, Once
from services.answers import Answered, Lost
from services.wire import Outgoing, Posted, Rights, Seen

COMPONENTS_V2 = 1 << 15
PAGE = 100
UNKNOWN_MEMBER, UNKNOWN_USER = 10007, 10013
THREAD_EXISTS, UNKNOWN_MESSAGE = 160004, 10008


class DiscordWire:
    """Requests that are made once: whether to repeat them is the courier's to decide."""

    def __init__(self, client: discord.Client, time: DiscordTime) -> None:
        self.client = client
        self.time = time
        self._private: dict[int, int] = {}

    async def dm_channel(self, person: int) -> int:
        if person not in self._private:
            found = await self._ask(
                Route("POST", "/users/@me/channels"), json={"recipient_id": str(person)}
            )
            self._private[person] = int(found["id"])
        return self._private[person]

    def forget_dm(self, person: int) -> None:
        self._private.pop(person, None)

    async def post(self, channel_id: int, message: Outgoing) -> Posted:
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)
        made = await self._send(route, message, trace_request_ctx=Once())
        self.time.heard_id(int(made["id"]))
        return Posted(channel_id, int(made["id"]))

    async def edit(self, channel_id: int, message_id: int, message: Outgoing) -> None:
        route = Route(
            "PATCH",
            "/channels/{channel_id}/messages/{message_id}",
            channel_id=channel_id,
            message_id=message_id,
        )
        await self._send(route, message)

    async def post_in_forum(self, forum_id: int, name: str, message: Outgoing) -> Posted:
        route = Route("POST", "/channels/{channel_id}/threads", channel_id=forum_id)
        around = {"name": name, "applied_tags": self._needed_tags(forum_id)}
        made = await self._send(route, message, around, trace_request_ctx=Once())
        self.time.heard_id(int(made["id"]))
        return Posted(int(made["id"]), int(made["id"]))  # the first message has the post's id

    def _needed_tags(self, forum_id: int) -> list[str]:
        """A forum may want a tag on every post; the first that anybody may give is given."""
        forum = self.client.get_channel(forum_id)
        if not isinstance(forum, discord.ForumChannel) or not forum.flags.require_tag:
            return []
        return [str(tag.id) for tag in forum.available_tags if not tag.moderated][:1]

    async def forum_posts(self, forum_id: int, after: int) -> Sequence[Seen]:
        forum = self.client.get_channel(forum_id)
        if not isinstance(forum, discord.ForumChannel):
            return []
        me = str(self.client.user.id) if self.client.user else ""
        active = Route("GET", "/guilds/{guild_id}/threads/active", guild_id=forum.guild.id)
        asleep = Route("GET", "/channels/{channel_id}/threads/archived/public", channel_id=forum_id)
        threads = (await self._ask(active))["threads"]
        threads += (await self._ask(asleep, params={"limit": PAGE}))["threads"]
        begun = {
            int(each["id"])
            for each in threads
            if str(each["parent_id"]) == str(forum_id)
            and str(each["owner_id"]) == me
            and int(each["id"]) >= after
        }
        found = [await self._first_message(post) for post in sorted(begun)]
        return [each for each in found if each is not None]

    async def _first_message(self, post: int) -> Seen | None:
        route = Route(
            "GET", "/channels/{channel_id}/messages/{message_id}", channel_id=post, message_id=post
        )
        try:
            seen = await self._ask(route)
        except Answered as answered:
            if answered.code == UNKNOWN_MESSAGE:
                return None
            raise
        return Seen(post, True, frozenset(component_ids(seen.get("components", ()))))

    async def open_thread(self, channel_id: int, message_id: int, name: str) -> None:
        route = Route(
            "POST",
            "/channels/{channel_id}/messages/{message_id}/threads",
            channel_id=channel_id,
            message_id=message_id,
        )
        try:
            await self._ask(route, json={"name": name})
        except Answered as answered:
            if answered.code != THREAD_EXISTS:
                raise

    async def history(self, channel_id: int, after: int) -> Sequence[Seen]:
        route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel_id)
        found = await self._ask(route, params={"limit": PAGE, "after": str(after)})
        me = str(self.client.user.id) if self.client.user else ""
        page = [
            Seen(
                int(each["id"]),
                str(each["author"]["id"]) == me,
                frozenset(component_ids(each.get("components", ()))),
            )
            for each in found
        ]
        return sorted(page, key=lambda seen: seen.id)

    def rights(self, channel_id: int) -> Rights | None:
        channel = self.client.get_channel(channel_id)
        if not isinstance(channel, (discord.abc.GuildChannel, discord.Thread)):
            return None
        me = channel.guild.get_member(self.client.user.id) if self.client.user else None
        if me is None:
            return None
        try:
            held = channel.permissions_for(me)
        except discord.ClientException:  # a thread whose parent is not known
            return None
        thread = isinstance(channel, discord.Thread)
        sends = held.send_messages_in_threads if thread else held.send_messages
        return Rights(
            held.view_channel,
            held.view_channel and sends,
            held.read_message_history,
            isinstance(channel, discord.ForumChannel),
        )

    async def is_member(self, guild_id: int, person: int) -> bool:
        route = Route(
            "GET", "/guilds/{guild_id}/members/{user_id}", guild_id=guild_id, user_id=person
        )
        try:
            await self._ask(route)
        except Answered as answered:
            return answered.code not in (UNKNOWN_MEMBER, UNKNOWN_USER)
        except Lost:
            return True
        return True

    def owner_of(self, guild_id: int) -> int | None:
        guild = self.client.get_guild(guild_id)
        return guild.owner_id if guild else None

    def ahead(self) -> timedelta:
        return self.time.ahead

    async def _send(
        self,
        route: Route,
        message: Outgoing,
        around: dict[str, Any] | None = None,
        **options: Any,
    ) -> Any:
        """``around``: what the message is a part of (a post in a forum)."""
        payload = payload_of(message)
        if around is not None:
            payload = {**around, "message": payload}
        if not message.files:
            return await self._ask(route, json=payload, **options)
        files = [discord.File(io.BytesIO(content), name) for name, content in message.files]
        form: list[dict[str, Any]] = [
            {"name": "payload_json", "value": discord.utils._to_json(payload)}  # noqa: SLF001
        ]
        form += [
            {
                "name": f"files[{index}]",
                "value": file.fp,
                "filename": file.filename,
                "content_type": "application/octet-stream",
            }
            for index, file in enumerate(files)
        ]
        return await self._ask(route, files=files, form=form, **options)

    async def _ask(self, route: Route, **options: Any) -> Any:
        """Raises Answered for Discord's errors; Lost for whatever kept an answer from coming."""
        try:
            return await self.client.http.request(route, **options)
        except discord.RateLimited as limited:
            raise Answered(429, retry_after=limited.retry_after) from limited
        except discord.HTTPException as error:
            raise Answered(error.status, error.code, _retry_after(error), error.text) from error
        except Exception as error:  # aiohttp's own exceptions among them
            raise Lost(repr(error)) from error


def payload_of(message: Outgoing) -> dict[str, Any]:
    """The JSON of a message; edits carry ``allowed_mentions`` too, since Discord parses again."""
    payload: dict[str, Any] = {
        "flags": COMPONENTS_V2,
        "components": message.components,
        "allowed_mentions": mentions_of(message),
        "attachments": [
            {"id": index, "filename": name} for index, (name, _) in enumerate(message.files)
        ],
    }
    if message.nonce is not None:
        payload |= {"nonce": message.nonce, "enforce_nonce": True}
    return payload


def mentions_of(message: Outgoing) -> dict[str, Any]:
    allowed: dict[str, Any] = {"parse": [], "users": [str(person) for person in message.ping]}
    if message.roles:
        allowed["roles"] = [str(role) for role in message.roles]
    return allowed


def component_ids(components: Sequence[dict[str, Any]]) -> list[int]:
    """The ids of components, however deep."""
    found = []
    waiting = list(components)
    while waiting:
        part = waiting.pop()
        found.append(int(part.get("id") or 0))
        waiting += part.get("components", ())
        if part.get("accessory"):
            waiting.append(part["accessory"])
    return found


def _retry_after(error: discord.HTTPException) -> float:
    header = error.response.headers.get("Retry-After", "0")
    try:
        return float(header)
    except ValueError:
        return 0.0
