"""What a person sees: a message, and the bot's answer to what they just did."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playground.ledger import as_typed, visible_text
from playground.simcord_inside import Interaction, Message, walk_components

if TYPE_CHECKING:
    from playground.wire import Wire
    from playground.world import Channel

BUTTON, TEXT_INPUT, LABEL, LINK = 2, 4, 18, 5
SELECTS = (3, 5, 6, 7, 8)
UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 19, 21, 22, 23


@dataclass(frozen=True)
class Button:
    label: str
    custom_id: str
    disabled: bool
    url: str = ""


@dataclass(frozen=True)
class Choice:
    """One reading offered by completion: what is shown, and what is sent when it is chosen."""

    name: str
    value: Any


class Seen:
    """A message at the peer, live: it shows edits. `gone` once it was deleted."""

    def __init__(self, wire: Wire, message: Message) -> None:
        self.wire, self._message = wire, message

    @property
    def id(self) -> int:
        return self._message.id

    @property
    def channel_id(self) -> int:
        return self._message.channel_id

    @property
    def raw(self) -> Message:
        return self._message

    @property
    def payload(self) -> dict[str, Any]:
        return self.wire.backend.message_payload(self._message)

    @property
    def text(self) -> str:
        return visible_text(
            {
                "content": self._message.content,
                "embeds": self._message.embeds,
                "components": self._message.components,
            }
        )

    @property
    def ephemeral(self) -> bool:
        return self._message.is_ephemeral

    @property
    def gone(self) -> bool:
        return self.id not in self.wire.backend.messages.get(self.channel_id, {})

    @property
    def edited(self) -> bool:
        return self._message.edited_timestamp is not None

    @property
    def pings(self) -> tuple[int, ...]:
        """The people whom this message really notified."""
        return tuple(self._message.ping_user_ids)

    @property
    def role_pings(self) -> tuple[int, ...]:
        """The roles whose members it really notified."""
        return tuple(self._message.ping_role_ids)

    @property
    def thread(self) -> Channel | None:
        """The thread that was started from it."""
        started = self.wire.backend.channels.get(self.id)
        return self.wire.channel(self.id) if started is not None else None

    @property
    def parts(self) -> list[dict[str, Any]]:
        return list(walk_components(self._message.components))

    @property
    def buttons(self) -> list[Button]:
        return [
            Button(
                as_typed(p.get("label") or (p.get("emoji") or {}).get("name") or ""),
                p.get("custom_id") or "",
                bool(p.get("disabled")),
                p.get("url") or "",
            )
            for p in self.parts
            if p.get("type") == BUTTON
        ]

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons one can press."""
        return [b.label for b in self.buttons if not b.disabled]

    @property
    def selects(self) -> list[dict[str, Any]]:
        return [p for p in self.parts if p.get("type") in SELECTS]

    @property
    def attachments(self) -> list[dict[str, Any]]:
        return list(self._message.attachments)

    @property
    def alts(self) -> list[str]:
        """The alternative texts of its pictures."""
        found = [a.get("description") for a in self._message.attachments]
        for part in self.parts:
            found.append(part.get("description"))
            found += [item.get("description") for item in part.get("items") or []]
        return list(dict.fromkeys(as_typed(alt) for alt in found if alt))

    def file(self, index: int = 0) -> bytes:
        """The bytes of one of its attachments."""
        return self.wire.download(self._message.attachments[index]["url"])

    def __repr__(self) -> str:
        return f"<Seen {self.id} {self.text[:60]!r} buttons={self.labels}>"


@dataclass
class Timing:
    """Of one interaction, in seconds on a monotonic clock; None while it has not happened."""

    sent: float = field(default_factory=time.monotonic)
    acknowledged: float | None = None
    answered: float | None = None


class Answer:
    """The bot's answer to one command, press or form; live, like the messages it names."""

    def __init__(self, wire: Wire, record: Interaction, payload: dict[str, Any], who: int) -> None:
        self.wire, self.record, self.sent, self.who = wire, record, payload, who

    @property
    def timing(self) -> Timing:
        return self.wire.timings[self.record.id]

    @property
    def acknowledged_in(self) -> float | None:
        """Seconds until Discord's 3 s limit no longer mattered; None when nothing came."""
        done = self.timing.acknowledged
        return None if done is None else done - self.timing.sent

    @property
    def answered_in(self) -> float | None:
        """Seconds until the person had something to read or fill in."""
        done = self.timing.answered
        return None if done is None else done - self.timing.sent

    @property
    def failed(self) -> bool:
        """Discord showed «the application did not respond»."""
        return not self.record.responded

    @property
    def kind(self) -> str:
        """message, deferred, update, deferred_update, modal, autocomplete, or "" without answer."""
        return str(self.record.response_kind.value) if self.record.response_kind else ""

    @property
    def message(self) -> Seen | None:
        """The message that the answer is, or that it changed."""
        return self.wire.find(self.record.channel_id, self.record.message_id)

    @property
    def followups(self) -> list[Seen]:
        found = (self.wire.find(self.record.channel_id, i) for i in self.record.followup_ids)
        return [seen for seen in found if seen is not None]

    @property
    def messages(self) -> list[Seen]:
        return [m for m in [self.message, *self.followups] if m is not None]

    @property
    def text(self) -> str:
        """All that the person can read of the answer; of a form, its title and labels."""
        if self.modal is not None:
            labels = [str(f.get("label")) for f in self.fields]
            return "\n".join([str(self.modal.get("title")), visible_text(self.modal), *labels])
        return "\n".join(m.text for m in self.messages)

    @property
    def ephemeral(self) -> bool:
        return bool(self.messages) and all(m.ephemeral for m in self.messages)

    @property
    def labels(self) -> list[str]:
        return [label for m in self.messages for label in m.labels]

    @property
    def modal(self) -> dict[str, Any] | None:
        return self.record.modal

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The form's fields, each with the label a person sees under "label"."""
        return form_fields(self.record.modal or {})

    @property
    def choices(self) -> list[Choice]:
        offered = self.record.autocomplete_choices or []
        return [Choice(as_typed(str(c["name"])), c["value"]) for c in offered]

    def __repr__(self) -> str:
        return f"<Answer {self.kind or 'none'} {self.text[:80]!r} buttons={self.labels}>"


def form_fields(modal: dict[str, Any]) -> list[dict[str, Any]]:
    """The controls of a form, in order, with the label above each of them."""
    found = []
    for top in modal.get("components") or []:
        if top.get("type") == LABEL:
            inner = top["component"]
            found.append(
                {**inner, "label": as_typed(top["label"]), "hint": top.get("description") or ""}
            )
        else:
            found += [c for c in top.get("components") or [] if c.get("custom_id")]
    return found
