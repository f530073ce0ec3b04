"""People of the pretend Discord: they type, press, fill forms, and wait for answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from playground.answers import LINK, Answer, Choice, Seen
from playground.forms import Choosing
from playground.ledger import as_typed
from playground.simcord_inside import ON_A_MESSAGE, Interaction, NotOnDiscord

if TYPE_CHECKING:
    from playground.wire import Wire
    from playground.world import Channel, Guild

COMMAND, COMPONENT, COMPLETION, FORM = 2, 3, 4, 5
PATIENCE = 8.0
"""Seconds an answer may take after it was acknowledged before a person gives up looking at it."""


class Person:
    """Someone with an account, perhaps in several guilds; `in_` says where they act."""

    def __init__(self, wire: Wire, user_id: int, name: str, locale: str) -> None:
        self.wire, self.id, self.name, self.locale = wire, user_id, name, locale
        self.home: Channel | None = None

    def __int__(self) -> int:
        return self.id

    def __repr__(self) -> str:
        return f"<{self.name}>"

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    @property
    def dm(self) -> Channel:
        """The private channel between this person and the bot."""
        return self.wire.dm(self)

    def closes_dms(self) -> None:
        """From now on the bot's private messages are refused with 50007."""
        self.wire.closed_dms.add(self.id)

    def opens_dms(self) -> None:
        self.wire.closed_dms.discard(self.id)

    def leaves(self, guild: Guild) -> None:
        self.wire.backend.remove_member(guild.id, self.id)

    def says(self, text: str, in_: Channel | None = None) -> Seen:
        channel = self._where(in_)
        return Seen(self.wire, self.wire.backend.create_message(channel.id, self.id, text))

    # ------------------------------------------------------------- commands

    def sees_commands(self, in_: Channel | None = None) -> list[str]:
        """All commands listed to this person there, as they would type them: "/config salons"."""
        backend, channel = self.wire.backend, self._where(in_)
        return [
            "/" + " ".join(path)
            for command in backend.commands_for(self.id, channel.id)
            for path, _ in backend.leaves_of(command)
        ]

    async def types(
        self,
        command: str,
        /,
        *,
        in_: Channel | None = None,
        modified_client: bool = False,
        patience: float = PATIENCE,
        **options: Any,
    ) -> Answer:
        """Send a slash command with options by name and wait for its answer.

        A `Person`, `Role` or `Channel`, or a `(filename, bytes)` pair, are values too. Discord's
        own client checks apply (`NotOnDiscord`) unless it is a `modified_client`.
        """
        channel = self._where(in_)
        root, names, leaf = self._command(command, channel, modified_client)
        resolved: dict[str, Any] = {}
        filled = self._options(leaf, channel, options, resolved, modified_client)
        missing = [
            o["name"]
            for o in leaf.get("options") or []
            if o.get("required") and o["name"] not in options
        ]
        if missing and not modified_client:
            raise NotOnDiscord(f"{command} needs {missing}")
        return await self._act(
            COMMAND, channel, self._data(root, names, filled, resolved), None, patience
        )

    def sees_menu(self, on: Seen) -> list[str]:
        """The commands in the menu of a message, as this person reads them."""
        return [] if on.ephemeral or on.gone else self.menu_in(self.wire.channel(on.channel_id))

    def menu_in(self, channel: Channel) -> list[str]:
        """The commands in the menu of any message there."""
        listed = self.wire.backend.commands_for(self.id, channel.id, ON_A_MESSAGE)
        return [_read_name(command, self.locale) for command in listed]

    async def uses(self, command: str, /, on: Seen, *, patience: float = PATIENCE) -> Answer:
        """Choose a command in the menu of a message (« Applications »)."""
        channel = self.wire.channel(on.channel_id)
        if on.ephemeral or on.gone:
            raise NotOnDiscord(f"{on!r} has no menu of commands")
        listed = self.wire.backend.commands_for(self.id, channel.id, ON_A_MESSAGE)
        named = (c for c in listed if command in (c["name"], _read_name(c, self.locale)))
        if (root := next(named, None)) is None:
            raise NotOnDiscord(f"{self.name} has no {command!r} there: {self.sees_menu(on)}")
        data = {"id": root["id"], "name": root["name"], "type": ON_A_MESSAGE}
        data |= self.wire.backend.message_target(on.raw)
        return await self._act(COMMAND, channel, data, None, patience)

    async def completes(
        self,
        command: str,
        option: str,
        typed: str,
        /,
        *,
        in_: Channel | None = None,
        **options: Any,
    ) -> list[Choice]:
        """Type into an option; the choices offered. `options` are those already filled."""
        answer = await self.completion(command, option, typed, in_=in_, **options)
        if answer.failed:
            raise AssertionError(f"no choices came for {command} {option}={typed!r}")
        return answer.choices

    async def completion(
        self,
        command: str,
        option: str,
        typed: str,
        /,
        *,
        in_: Channel | None = None,
        **options: Any,
    ) -> Answer:
        """Like `completes`, with the whole answer (how long it took, whether it came)."""
        channel = self._where(in_)
        root, names, leaf = self._command(command, channel, False)
        spec = _named(leaf, option)
        if not spec.get("autocomplete"):
            raise NotOnDiscord(f"{option} of {command} offers no completion")
        filled = self._options(leaf, channel, options, {}, True)
        focus = {"name": option, "type": spec["type"], "value": typed, "focused": True}
        return await self._act(
            COMPLETION, channel, self._data(root, names, [*filled, focus], {}), None, PATIENCE
        )

    # ----------------------------------------------------------- components

    async def presses(
        self,
        on: Seen | Answer,
        label: str | None = None,
        *,
        custom_id: str | None = None,
        forged: bool = False,
        patience: float = PATIENCE,
    ) -> Answer:
        """Press a button by label or custom_id; `forged` sends a custom_id that is not there."""
        seen = self._message(on, forged)
        if forged:
            data = {"component_type": 2, "custom_id": str(custom_id), "id": 0}
        else:
            part = _button(seen, label, custom_id)
            data = {"component_type": 2, "custom_id": part["custom_id"], "id": part.get("id", 0)}
        extra = [_forged_row(str(custom_id))] if forged else []
        return await self._act(
            COMPONENT, self.wire.channel(seen.channel_id), data, seen, patience, extra
        )

    async def selects(
        self,
        on: Seen | Answer,
        *values: Any,
        custom_id: str | None = None,
        patience: float = PATIENCE,
    ) -> Answer:
        """Choose in a menu, by an option's label or value; people, roles, channels for theirs."""
        seen = self._message(on, False)
        menus = [s for s in seen.selects if custom_id in (None, s["custom_id"])]
        if len(menus) != 1:
            raise NotOnDiscord(f"{len(menus)} menus fit: {[m['custom_id'] for m in menus]}")
        menu, channel = menus[0], self.wire.channel(seen.channel_id)
        data = Choosing(self.wire.backend, self.id, channel.id).menu(menu, values)
        return await self._act(COMPONENT, channel, data, seen, patience)

    async def submits(
        self, shown: Answer, values: dict[str, Any] | None = None, *, patience: float = PATIENCE
    ) -> Answer:
        """Fill the form of an answer, by label or custom_id, and send it.

        What is not given keeps what the form was opened with, as on Discord.
        """
        if shown.modal is None:
            raise NotOnDiscord(f"that answer is no form: {shown!r}")
        if shown.who != self.id:
            raise NotOnDiscord("only the person who opened a form can send it")
        channel = self.wire.channel(shown.record.channel_id)
        choosing = Choosing(self.wire.backend, self.id, channel.id)
        data = choosing.form(shown.modal, dict(values or {}))
        source = self.wire.find(channel.id, shown.record.source_message_id)
        return await self._act(FORM, channel, data, source, patience)

    async def replays(self, answer: Answer, *, wait: float = 0.5) -> None:
        """Deliver the same interaction again: same id, same token (a second answer gets 40060)."""
        self.wire.gateway.broadcast("INTERACTION_CREATE", answer.sent)
        await self.wire.quiet(wait)

    # ------------------------------------------------------------- plumbing

    def _in_vain(self) -> bool:
        """Nobody is there to answer, and the person need not wait out Discord's 3 s to know."""
        return self.wire.impatient and not self.wire.gateway.connected

    def _where(self, in_: Channel | None) -> Channel:
        channel = in_ or self.home
        if channel is None:
            raise NotOnDiscord(f"{self.name} is nowhere: say in_=")
        return channel

    def _command(
        self, typed: str, channel: Channel, modified: bool
    ) -> tuple[dict[str, Any], list[str], dict[str, Any]]:
        backend, words = self.wire.backend, typed.removeprefix("/").split()
        listed = backend.commands_for(self.id, channel.id)
        if modified:
            listed = [c for scope in backend.commands.values() for c in scope.values()]
        root = next((c for c in listed if _is_called(c, words[0], self.locale)), None)
        if root is None:
            raise NotOnDiscord(f"{self.name} has no {typed} here: {self.sees_commands(channel)}")
        names = _own_names(root, words[1:], self.locale)
        return root, names, backend.leaf(root, names)

    def _data(
        self, root: dict[str, Any], names: list[str], options: list[Any], resolved: dict[str, Any]
    ) -> dict[str, Any]:
        data = {"id": root["id"], "name": root["name"], "type": root.get("type", 1)}
        data["options"] = self.wire.backend.nested(root, names, options)
        return data | ({"resolved": resolved} if resolved else {})

    def _options(
        self,
        leaf: dict[str, Any],
        channel: Channel,
        given: dict[str, Any],
        resolved: dict[str, Any],
        modified: bool,
    ) -> list[dict[str, Any]]:
        filled = []
        for name, value in given.items():
            spec = _named(leaf, name)
            if spec["type"] in (6, 7, 8, 9, 11) or not modified:
                value = self.wire.backend.option(self.id, channel.id, spec, value, resolved)
            filled.append({"name": name, "type": spec["type"], "value": value})
        return filled

    def _message(self, on: Seen | Answer, forged: bool) -> Seen:
        seen = on if isinstance(on, Seen) else next(iter(reversed(on.messages)), None)
        if seen is None:
            raise NotOnDiscord(f"there is no message to act on: {on!r}")
        if isinstance(on, Answer) and not forged:  # the newest message that has something to press
            seen = next((m for m in reversed(on.messages) if m.buttons or m.selects), seen)
        if not forged and (seen.gone or not seen.raw.visible_to(self.id)):
            raise NotOnDiscord(f"{self.name} can't see {seen!r}")
        return seen

    async def _act(
        self,
        kind: int,
        channel: Channel,
        data: dict[str, Any],
        source: Seen | None,
        patience: float,
        forged_parts: Sequence[dict[str, Any]] = (),
    ) -> Answer:
        if not self.wire.backend.sees(self.id, channel.id):
            raise NotOnDiscord(f"{self.name} does not see {channel!r}")
        record, payload = self.wire.backend.interaction(
            kind, channel.id, self.id, self.locale, data, source.raw if source else None
        )
        if forged_parts:
            parts = payload["message"]["components"]
            payload["message"] = {**payload["message"], "components": [*parts, *forged_parts]}
        answer = Answer(self.wire, record, json.loads(json.dumps(payload)), self.id)
        self.wire.begin(record)
        self.wire.gateway.broadcast("INTERACTION_CREATE", payload)
        await self.wire.until(lambda: record.responded or self._in_vain(), within=3.2)
        if record.responded:
            await self.wire.until(lambda: _complete(self.wire, record), within=patience)
        return answer


def _complete(wire: Wire, record: Interaction) -> bool:
    """Whether the person has the answer, not only the sign that one is coming."""
    return wire.timings[record.id].answered is not None


def _is_called(command: dict[str, Any], typed: str, locale: str) -> bool:
    localized = (command.get("name_localizations") or {}).get(locale)
    return bool(command.get("type", 1) == 1 and typed in (command["name"], localized))


def _own_names(command: dict[str, Any], typed: list[str], locale: str) -> list[str]:
    """The names of subcommands, as the bot gave them, that somebody types in their language."""
    names = []
    for word in typed:
        under = [o for o in command.get("options") or [] if o["type"] in (1, 2)]
        command = next((o for o in under if word in (o["name"], _read_name(o, locale))), {})
        names.append(str(command.get("name", word)))
    return names


def _read_name(command: dict[str, Any], locale: str) -> str:
    names = command.get("name_localizations") or {}
    return str(names.get(locale) or names.get(locale[:2]) or command["name"])


def _named(leaf: dict[str, Any], option: str) -> dict[str, Any]:
    for spec in leaf.get("options") or []:
        if spec["name"] == option:
            return dict(spec)
    raise NotOnDiscord(f"no option {option}: {[o['name'] for o in leaf.get('options') or []]}")


def _button(seen: Seen, label: str | None, custom_id: str | None) -> dict[str, Any]:
    found = [
        p
        for p in seen.parts
        if p.get("type") == 2
        and (label is None or as_typed(p.get("label") or "") == label)
        and (custom_id is None or p.get("custom_id") == custom_id)
    ]
    if len(found) != 1:
        raise NotOnDiscord(
            f"{len(found)} buttons fit label={label!r} custom_id={custom_id!r}: "
            f"{[(b.label, b.custom_id) for b in seen.buttons]} in {seen.text[:200]!r}"
        )
    if found[0].get("disabled") or found[0].get("style") == LINK:
        raise NotOnDiscord(f"that button can't be pressed: {found[0].get('label')!r}")
    return found[0]


def _forged_row(custom_id: str) -> dict[str, Any]:
    """A button that the message never had: discord.py ignores a press on what is not in it."""
    button = {"type": 2, "style": 2, "label": "?", "custom_id": custom_id, "id": 9999}
    return {"type": 1, "id": 9998, "components": [button]}
