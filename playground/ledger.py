"""The peer's own count of messages: append only, and it never asks the bot anything."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from playground.simcord_inside import Message, walk_components


@dataclass(frozen=True)
class Posted:
    """A message as it was first posted; kept even when it is edited or deleted later."""

    id: int
    channel_id: int
    author_id: int
    text: str
    component_ids: frozenset[int]
    custom_ids: frozenset[str]
    ephemeral: bool
    timestamp: str
    links: frozenset[str] = frozenset()
    """The web addresses in its text, its buttons and its titles."""
    pinged_roles: frozenset[int] = frozenset()
    files: tuple[str, ...] = ()


@dataclass
class Ledger:
    """What was posted, in order; `deduplicated` counts answers given from a remembered nonce."""

    entries: list[Posted] = field(default_factory=list)
    deduplicated: int = 0

    def note(self, message: Message) -> None:
        """Keep a message; what Discord itself says (a thread was started) is nobody's."""
        if message.system_metadata is not None:
            return
        parts = list(walk_components(message.components))
        urls = [str(p["url"]) for p in [*message.embeds, *parts] if p.get("url")]
        text = visible_text(
            {
                "content": message.content,
                "embeds": message.embeds,
                "components": message.components,
            }
        )
        self.entries.append(
            Posted(
                id=message.id,
                channel_id=message.channel_id,
                author_id=message.author_id,
                text=text,
                component_ids=frozenset(int(p["id"]) for p in parts if p.get("id")),
                custom_ids=frozenset(str(p["custom_id"]) for p in parts if p.get("custom_id")),
                ephemeral=message.is_ephemeral,
                timestamp=message.timestamp,
                links=frozenset([*links_in(text), *urls]),
                pinged_roles=frozenset(message.ping_role_ids),
                files=tuple(a["filename"] for a in message.attachments),
            )
        )

    def posted(
        self,
        *,
        channel: Any = None,
        author: Any = None,
        containing: str = "",
        component_id: int | None = None,
        custom_id: str | None = None,
        link: str | None = None,
        ephemeral: bool | None = False,
    ) -> list[Posted]:
        """The messages that match everything given; `ephemeral=None` looks at both kinds."""
        return [
            p
            for p in self.entries
            if (channel is None or p.channel_id == int(channel))
            and (author is None or p.author_id == int(author))
            and containing in p.text
            and (component_id is None or component_id in p.component_ids)
            and (custom_id is None or custom_id in p.custom_ids)
            and (link is None or link in p.links)
            and (ephemeral is None or p.ephemeral == ephemeral)
        ]

    def count(self, **which: Any) -> int:
        return len(self.posted(**which))

    def doubles(self, key: Callable[[Posted], Hashable], **which: Any) -> dict[Hashable, int]:
        """Keys under which more than one message was posted; a key of None is not counted."""
        seen = Counter(key(p) for p in self.posted(**which))
        return {k: n for k, n in seen.items() if n > 1 and k is not None}


def visible_text(payload: dict[str, Any]) -> str:
    """All that a person can read of a message (buttons apart), a line for each part."""
    lines = [payload.get("content") or ""]
    for embed in payload.get("embeds") or []:
        lines.append((embed.get("author") or {}).get("name") or "")
        lines += [embed.get("title") or "", embed.get("description") or ""]
        for part in embed.get("fields") or []:
            lines += [part.get("name") or "", part.get("value") or ""]
        lines.append((embed.get("footer") or {}).get("text") or "")
    for part in walk_components(payload.get("components") or []):
        if part.get("type") == 10:
            lines.append(part.get("content") or "")
    return as_typed("\n".join(line for line in lines if line))


def links_in(text: str) -> list[str]:
    """The web addresses in a text: bare, in <>, or behind the words of a link."""
    return re.findall(r"https?://[^\s<>()]+", text)


def as_typed(text: str) -> str:
    """A text with plain spaces where French print has others: as a script would type it."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")
