"""Building the network that the bot finds itself in: guilds, channels, roles, people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord

from playground.actors import Person
from playground.answers import Seen
from playground.simcord_inside import ChannelType
from playground.simcord_inside import Role as _Role

if TYPE_CHECKING:
    from playground.wire import Wire


def bits(names: Iterable[str]) -> int:
    """Discord's permission bits for names such as "manage_guild"."""
    return int(discord.Permissions(**dict.fromkeys(names, True)).value)


class Role:
    def __init__(self, guild: Guild, role: _Role) -> None:
        self.guild, self.id, self.name = guild, role.id, role.name

    def __int__(self) -> int:
        return self.id

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"


class Channel:
    """A channel of a guild, a private one (`guild` is then None), a thread or a post (`parent`)."""

    def __init__(
        self,
        wire: Wire,
        channel_id: int,
        name: str,
        guild: Guild | None,
        parent: Channel | None = None,
    ) -> None:
        self.wire, self.id, self.name, self.guild = wire, channel_id, name, guild
        self.parent = parent

    def __int__(self) -> int:
        return self.id

    def __repr__(self) -> str:
        return f"<#{self.name}>"

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    @property
    def messages(self) -> list[Seen]:
        """What people and bots said in it, oldest first, what only one person sees left out."""
        kept = self.wire.backend.messages.get(self.id, {}).values()
        said = [m for m in kept if not m.is_ephemeral and m.system_metadata is None]
        return [Seen(self.wire, m) for m in sorted(said, key=lambda m: m.id)]

    @property
    def last(self) -> Seen | None:
        return next(iter(reversed(self.messages)), None)

    @property
    def threads(self) -> list[Channel]:
        """Its threads, or a forum's posts, oldest first."""
        return [self.wire.channel(thread.id) for thread in self.wire.backend.threads_of(self.id)]

    @property
    def kind(self) -> str:
        """text, forum, news, thread, or dm."""
        kinds = {ChannelType.TEXT: "text", ChannelType.FORUM: "forum", ChannelType.NEWS: "news"}
        here = self.wire.backend.get_channel(self.id)
        return kinds.get(ChannelType(here.type), "dm" if here.guild_id is None else "thread")

    @property
    def tags(self) -> list[str]:
        """The tags that a post bears, or that a forum offers, by name."""
        here = self.wire.backend.get_channel(self.id)
        forum = self.wire.backend.get_channel(self.parent.id) if self.parent else here
        named = {int(tag["id"]): str(tag["name"]) for tag in forum.available_tags}
        return [named[tag] for tag in here.applied_tags] if self.parent else list(named.values())

    @property
    def asleep(self) -> bool:
        """Whether a thread is archived: somebody who writes in it wakes it."""
        about = self.wire.backend.get_channel(self.id).thread_metadata
        return about is not None and about.archived

    def falls_asleep(self, *, locked: bool = False) -> None:
        self.wire.backend.archive(self.id, locked=locked)

    async def has_thread(self, name: str, *, within: float = 8.0) -> Channel:
        """Wait for a thread, or a post, with `name` in its name: the newest one."""

        def found() -> Channel | None:
            return next((t for t in reversed(self.threads) if name in t.name), None)

        await self.wire.until(lambda: found() is not None, within=within)
        if (thread := found()) is None:
            named = [t.name for t in self.threads]
            raise AssertionError(f"{self!r} has no thread {name!r}: {named}")
        return thread

    async def sees(self, text: str, *, within: float = 8.0, after: int = 0) -> Seen:
        """Wait for a message of the bot with `text` in it, newer than `after`: the newest one."""

        def found() -> Seen | None:
            mine = (m for m in reversed(self.messages) if m.raw.author_id == self.wire.bot_id)
            return next((m for m in mine if text in m.text and m.id > after), None)

        await self.wire.until(lambda: found() is not None, within=within)
        seen = found()
        if seen is None:
            said = [m.text[:300] for m in self.messages][-5:]
            raise AssertionError(f"{self!r} never showed {text!r}; last messages: {said}")
        return seen

    def forbids(self, *permissions: str) -> None:
        """Take rights from the bot here, e.g. `forbids("send_messages")`."""
        self.wire.backend.set_bot_overwrite(self.id, deny=bits(permissions))

    def allows_again(self) -> None:
        self.wire.backend.delete_overwrite(self.id, self.wire.bot_id)

    def is_deleted(self) -> None:
        self.wire.backend.delete_channel(self.id)

    def delete(self, seen: Seen) -> None:
        """Someone deletes a message."""
        self.wire.backend.delete_message(self.id, seen.id)


class Guild:
    def __init__(self, wire: Wire, guild_id: int, name: str) -> None:
        self.wire, self.id, self.name = wire, guild_id, name
        self.channels: dict[str, Channel] = {}
        self.roles: dict[str, Role] = {}
        self.people: dict[str, Person] = {}

    def __int__(self) -> int:
        return self.id

    def channel(
        self,
        name: str,
        *,
        only: Iterable[Role] | None = None,
        kind: str = "text",
        tags: Iterable[str] = (),
    ) -> Channel:
        """A new channel, hidden from all but the roles `only`.

        Kinds: text, forum, news; `tags` are those that a forum offers.
        """
        kinds = {"text": ChannelType.TEXT, "forum": ChannelType.FORUM, "news": ChannelType.NEWS}
        backend = self.wire.backend
        offered = [
            {"id": str(backend.snowflake()), "name": tag, "moderated": False}
            | {"emoji_id": None, "emoji_name": None}
            for tag in tags
        ]
        made = backend.create_channel(self.id, name, type=kinds[kind], available_tags=offered)
        if only is not None:
            backend.hide_from_everyone(backend.guilds[self.id], made, [role.id for role in only])
        self.channels[name] = self.wire.keep_channel(Channel(self.wire, made.id, name, self))
        return self.channels[name]

    def role(self, name: str, *permissions: str, mentionable: bool = False, color: int = 0) -> Role:
        made = self.wire.backend.create_role(
            self.id, name=name, permissions=bits(permissions), mentionable=mentionable, color=color
        )
        self.roles[name] = Role(self, made)
        return self.roles[name]

    def member(self, name: str, *, locale: str = "fr", roles: Iterable[Role] = ()) -> Person:
        """A new person, member of this guild."""
        user = self.wire.backend.make_user(_login(name), global_name=name)
        return self.admits(self.wire.keep_person(Person(self.wire, user.id, name, locale)), roles)

    def admits(self, person: Person, roles: Iterable[Role] = ()) -> Person:
        """Someone who exists already joins; the first channel they find is their home."""
        self.wire.backend.add_member(self.id, person.id, roles=[r.id for r in roles], announce=True)
        self.people[person.name] = person
        if person.home is None:
            person.home = next(iter(self.channels.values()), None)
        return person

    def gives(self, person: Person, *roles: Role) -> None:
        member = self.wire.backend.get_member(self.id, person.id)
        member.role_ids = list(dict.fromkeys([*member.role_ids, *(r.id for r in roles)]))
        self.wire.backend.announce_member_update(self.id, person.id)

    def takes(self, person: Person, *roles: Role) -> None:
        member = self.wire.backend.get_member(self.id, person.id)
        gone = {r.id for r in roles}
        member.role_ids = [r for r in member.role_ids if r not in gone]
        self.wire.backend.announce_member_update(self.id, person.id)

    def bot_may(self, *permissions: str) -> None:
        """Leave the bot these rights in the whole guild and no others."""
        guild = self.wire.backend.guilds[self.id]
        for role in guild.roles.values():
            if role.managed:
                role.permissions = bits(permissions)
                self.wire.backend.emit(
                    "GUILD_ROLE_UPDATE", {"guild_id": str(self.id), "role": _role_payload(role)}
                )

    @property
    def events(self) -> list[dict[str, Any]]:
        """Its scheduled events, as Discord's API tells them."""
        return self.wire.backend.event_payloads(self.id)

    def puts_bot_out(self) -> None:
        self.wire.backend.remove_guild(self.id)


def _role_payload(role: Any) -> dict[str, Any]:
    return {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(role.permissions),
        "position": role.position,
        "color": role.color,
        "colors": {"primary_color": role.color, "secondary_color": None, "tertiary_color": None},
        "hoist": role.hoist,
        "managed": role.managed,
        "mentionable": role.mentionable,
        "flags": 0,
    }


def _login(name: str) -> str:
    return (
        "".join(c for c in name.lower().replace(" ", ".") if c.isalnum() or c in "._-") or "someone"
    )
