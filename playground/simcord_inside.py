"""Every use of simcord's internals, in one file: they are outside its version promise.

simcord 3.2.1 models Discord in memory. It is driven here without its own fake client: requests
come in through `serve`, events go out through the listener given to `WireBackend`.
"""

from __future__ import annotations

import copy
import io
import mimetypes
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

import discord
from PIL import Image
from simcord import intents as gateway_intents
from simcord import interactions as wire_shapes
from simcord.backend import errors, serializers
from simcord.backend.access import channel_accessible
from simcord.backend.cdn import CdnStore
from simcord.backend.errors import BackendError, SetupError
from simcord.backend.models import (
    Channel,
    Guild,
    Interaction,
    Member,
    Message,
    Overwrite,
    Role,
    User,
)
from simcord.components import validate_modal, walk_components
from simcord.enums import ChannelType, OverwriteType
from simcord.http import router
from simcord.http import routes as _routes  # noqa: F401 - importing registers the handlers
from simcord.http._helpers import message_response

from playground.clock import MovedClock
from playground.simcord_gatherings import Gatherings

__all__ = [
    "BackendError",
    "Channel",
    "ChannelType",
    "Guild",
    "Interaction",
    "Member",
    "Message",
    "Role",
    "Upload",
    "User",
    "WireBackend",
    "walk_components",
]

Listener = Callable[[str, Mapping[str, Any]], None]
_SNOWFLAKES = {6: "users", 7: "channels", 8: "roles", 9: "mentionables"}
_ATTACHMENT = 11
SLASH, ON_A_MESSAGE = 1, 3


class NotOnDiscord(Exception):
    """The script asked for what Discord's own client would not let a person do."""


@dataclass
class Upload:
    """A file of a multipart request, in the shape simcord reads."""

    filename: str
    fp: io.BytesIO
    description: str | None = None


class WireCdn(CdnStore):
    """Attachments served by the wire itself; pictures carry their size, as Discord's do."""

    base = "http://127.0.0.1"

    def store_attachment(
        self,
        attachment_id: int,
        channel_id: int,
        filename: str,
        data: bytes,
        description: str | None,
    ) -> dict[str, Any]:
        path = f"/cdn/attachments/{channel_id}/{attachment_id}/{filename}"
        self._blobs[path] = data
        stored: dict[str, Any] = {
            "id": str(attachment_id),
            "filename": filename,
            "size": len(data),
            "url": self.base + path,
            "proxy_url": self.base + path,
            "content_type": mimetypes.guess_type(filename)[0] or "application/octet-stream",
        }
        if description is not None:
            stored["description"] = description
        # not a picture, or a hostile one: Discord then gives no size either
        with suppress(Exception), Image.open(io.BytesIO(data)) as picture:
            stored["width"], stored["height"] = picture.size
        return stored


class WireBackend(Gatherings):
    """simcord's Discord on a moved clock, telling `on_message` of each message it keeps."""

    def __init__(
        self, clock: MovedClock, on_event: Listener, on_message: Callable[[Message], None]
    ):
        super().__init__(clock=cast(Any, clock))
        self.files = WireCdn()
        self.cdn = self.files
        self.http_requests = cast(Any, deque(maxlen=1))
        self.transcript = cast(Any, deque(maxlen=1))
        self.subscribers.append(on_event)
        self._on_message = on_message
        self.bot_user.name = self.bot_user.global_name = "Entremise"

    def commit_message(self, message: Message, *, broadcast: bool = True) -> Message:
        kept = super().commit_message(message, broadcast=broadcast)
        self._on_message(kept)
        return kept

    # ------------------------------------------------------------------ REST

    def serve(
        self, method: str, path: str, params: dict[str, str], body: Any, files: list[Upload]
    ) -> Any:
        """Do one request; `BackendError` is Discord's refusal, `LookupError` a gap of the peer."""
        parts = path.strip("/").split("/")
        self.put_idle_threads_to_sleep()
        if method == "POST" and parts[2:] == ["scheduled-events"]:
            self.refuse_event(body)
        if method == "GET" and parts[::2] == ["channels", "messages"] and "after" in params:
            return self.with_thread(self._history_after(int(parts[1]), params))
        try:
            answer = router.dispatch(
                self,
                method,
                path,
                json=body,
                params=params,
                files=files,
                message_content_access=False,  # nobody granted the bot that intent
            )
        except (router.RouteNotImplemented, router.UnsupportedField) as gap:
            raise LookupError(str(gap)) from gap
        return self.with_thread(answer) if parts[2:3] == ["messages"] else answer

    def _history_after(self, channel_id: int, params: dict[str, str]) -> list[dict[str, Any]]:
        """Discord gives the messages nearest to `after`, newest first; simcord the newest ones."""
        context = router.RequestContext(
            self, {}, params=params, method="GET", message_content_access=False
        )
        context.require_channel_permissions(channel_id)
        if not channel_accessible(self, channel_id, self.bot_user.id, history=True):
            return []
        after, limit = int(params["after"]), int(params.get("limit", 50))
        later = sorted(
            (m for m in self.messages[channel_id].values() if m.id > after and not m.is_ephemeral),
            key=lambda m: m.id,
        )
        return [message_response(context, m) for m in reversed(later[:limit])]

    # --------------------------------------------------------------- gateway

    def shaped(self, event: str, payload: Mapping[str, Any], intents: int) -> dict[str, Any] | None:
        """What a session with these intents is sent of an event; None when it is sent nothing."""
        asked = discord.Intents._from_value(intents)
        gate = gateway_intents.required_intent(event, payload)
        if gate is not None and not getattr(asked, gate):
            return None
        data = copy.deepcopy(dict(payload))
        if event == "GUILD_CREATE":
            data["threads"] = [t for t in data["threads"] if not t["thread_metadata"]["archived"]]
            gateway_intents.prune_guild_create(data, asked, self.bot_user.id)
        elif event in ("MESSAGE_CREATE", "MESSAGE_UPDATE") and not asked.message_content:
            gateway_intents.censor_message(data, self.bot_user.id, backend=self)
        return data

    def guild_payload(self, guild: Guild) -> dict[str, Any]:
        return dict(serializers.guild_create_payload(self, guild))

    def bot_payload(self) -> dict[str, Any]:
        return dict(serializers.user_payload(self.bot_user))

    def message_payload(self, message: Message) -> dict[str, Any]:
        return dict(serializers.message_payload(self, message))

    def event_payloads(self, guild_id: int) -> list[dict[str, Any]]:
        events = self.get_guild(guild_id).scheduled_events.values()
        return [dict(serializers.scheduled_event_payload(self, event)) for event in events]

    def message_target(self, message: Message) -> dict[str, Any]:
        """What a command on a message is sent: which one, and all that is in it."""
        payload = {k: v for k, v in self.message_payload(message).items() if k != "guild_id"}
        return {"target_id": str(message.id), "resolved": {"messages": {str(message.id): payload}}}

    def member_payloads(self, guild_id: int, wanted: set[int]) -> list[dict[str, Any]]:
        guild = self.get_guild(guild_id)
        return [
            dict(serializers.member_payload(self, guild, member))
            for member in guild.members.values()
            if not wanted or member.user_id in wanted
        ]

    # ------------------------------------------------------------ what people do

    def interaction(
        self,
        kind: int,
        channel_id: int,
        user_id: int,
        locale: str,
        data: dict[str, Any],
        source: Message | None,
    ) -> tuple[Interaction, dict[str, Any]]:
        """An interaction by a person, in their language, and its gateway payload."""
        channel = self.get_channel(channel_id)
        record, payload = wire_shapes.base_payload(
            self,
            type=kind,
            channel_id=channel_id,
            guild_id=channel.guild_id,
            user_id=user_id,
            data=data,
        )
        payload["locale"] = locale
        if channel.guild_id is not None:
            payload["guild_locale"] = self.get_guild(channel.guild_id).preferred_locale
            payload["authorizing_integration_owners"] = {"0": str(channel.guild_id)}
        if source is not None:
            record.source_message_id = source.id
            payload["message"] = self.message_payload(source)
        return record, payload

    def commands_for(
        self, user_id: int, channel_id: int, kind: int = SLASH
    ) -> list[dict[str, Any]]:
        """The commands Discord would list to this person in this channel; kind 3: on a message."""
        return list(self.visible_commands(user_id=user_id, channel_id=channel_id, type=kind))

    def leaves_of(self, command: dict[str, Any]) -> list[tuple[list[str], dict[str, Any]]]:
        return list(wire_shapes.command_leaves(command))

    def leaf(self, command: dict[str, Any], names: list[str]) -> dict[str, Any]:
        try:
            return dict(wire_shapes.walk_to_subcommand(command, names)[0])
        except SetupError as refused:
            raise NotOnDiscord(str(refused)) from refused

    def nested(self, command: dict[str, Any], names: list[str], options: list[Any]) -> list[Any]:
        return list(wire_shapes.nest_options(command, names, options))

    def option(
        self,
        user_id: int,
        channel_id: int,
        spec: dict[str, Any],
        value: Any,
        resolved: dict[str, Any],
    ) -> Any:
        """The wire value of one option, checked as Discord's client checks it."""
        if spec["type"] in _SNOWFLAKES:
            return self.resolve(user_id, channel_id, int(value), resolved)
        try:
            checked = wire_shapes.validate_option_value("command", spec, value)
        except SetupError as refused:
            raise NotOnDiscord(str(refused)) from refused
        if spec["type"] == _ATTACHMENT:
            return self.attach(channel_id, checked[0], checked[1], resolved)
        return checked

    def attach(self, channel_id: int, filename: str, data: bytes, resolved: dict[str, Any]) -> str:
        return str(
            wire_shapes.store_interaction_attachment(self, channel_id, filename, data, resolved)
        )

    def resolve(self, user_id: int, channel_id: int, target: int, resolved: dict[str, Any]) -> str:
        """Add what a user, role or channel is to `resolved`; its id as text."""
        guild_id = self.get_channel(channel_id).guild_id
        guild = self.guilds.get(guild_id) if guild_id is not None else None
        if target in self.users:
            person = serializers.user_payload(self.users[target])
            resolved.setdefault("users", {})[str(target)] = dict(person)
            if guild is not None and target in guild.members:
                member = serializers.member_payload(
                    self, guild, guild.members[target], with_user=False
                )
                member_payload = {**member, "permissions": "0"}
                resolved.setdefault("members", {})[str(target)] = member_payload
        elif guild is not None and target in guild.roles:
            role = serializers.role_payload(guild.roles[target])
            resolved.setdefault("roles", {})[str(target)] = dict(role)
        elif guild is not None and target in [*guild.channel_ids, *guild.thread_ids]:
            payload = dict(serializers.channel_payload(self, self.channels[target]))
            payload["permissions"] = str(self.compute_permissions(guild.id, user_id, target))
            resolved.setdefault("channels", {})[str(target)] = payload
        else:
            raise NotOnDiscord(f"{target} can't be chosen here")
        return str(target)

    def modal(self, shown: dict[str, Any]) -> dict[str, Any]:
        return dict(validate_modal(shown))

    # ------------------------------------------------------------ the world moves

    def set_bot_overwrite(self, channel_id: int, *, allow: int = 0, deny: int = 0) -> None:
        channel = self.get_channel(channel_id)
        self.set_overwrite(
            channel.id, Overwrite(self.bot_user.id, OverwriteType.MEMBER, allow=allow, deny=deny)
        )

    def hide_from_everyone(self, guild: Guild, channel: Channel, shown_to: list[int]) -> None:
        """Only these roles, and the bot, see the channel."""
        see = discord.Permissions(view_channel=True).value
        self.set_overwrite(channel.id, Overwrite(guild.id, OverwriteType.ROLE, deny=see))
        for role_id in shown_to:
            self.set_overwrite(channel.id, Overwrite(role_id, OverwriteType.ROLE, allow=see))
        self.set_overwrite(channel.id, Overwrite(self.bot_user.id, OverwriteType.MEMBER, allow=see))

    def sees(self, user_id: int, channel_id: int) -> bool:
        return bool(channel_accessible(self, channel_id, user_id))

    def dm_closed(self) -> BackendError:
        return BackendError(403, 50007, "Cannot send messages to this user")

    def unknown_message(self) -> BackendError:
        return errors.unknown_message()
