"""The contract guard: each REST request of the bot against Discord's own OpenAPI description.

The description (3.1, MIT) is read from `DISCORD_OPENAPI`, or `../shared/discord-openapi.json`
beside the repository. Where it is absent those checks are skipped and `Guard.skipped` says so;
the rule that every message bears `allowed_mentions` without parsing is always checked.
"""

from __future__ import annotations

import copy
import json
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry
from referencing.jsonschema import DRAFT202012

ROOT = Path(__file__).resolve().parent.parent
_MESSAGE_CALLBACKS = (4, 7)


def description_path() -> Path | None:
    """Where Discord's description is, or None when this machine has none."""
    named = os.environ.get("DISCORD_OPENAPI")
    path = Path(named) if named else ROOT.parent / "shared" / "discord-openapi.json"
    return path if path.is_file() else None


@dataclass
class Tally:
    """What was checked in this process, over all guards: printed at the end of a test run."""

    checked: int = 0
    violations: int = 0
    known: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        if description_path() is None:
            return "requests checked 0 (Discord's description is absent: skipped)"
        return f"requests checked {self.checked}, violations {self.violations}"


TALLY = Tally()


# ------------------------------------------- what discord.py 2.7.1 and the description disagree on


def _forum_options(path: str, params: dict[str, Any], body: Any) -> bool:
    """`channel-type-16`: media channels (16) in a command option's channel_types."""
    found = False
    stack = [body] if path.endswith("/commands") else []
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            types = node.get("channel_types")
            if isinstance(types, list) and 16 in types:
                types.remove(16)
                found = True
            stack += list(node.values())
        elif isinstance(node, list):
            stack += node
    return found


def _attachment_ids(path: str, params: dict[str, Any], body: Any) -> bool:
    """`integer-attachment-id`: discord.py numbers new attachments with integers."""
    found = False
    holders = [body, body.get("data"), body.get("message")] if isinstance(body, dict) else []
    for holder in holders:
        for attachment in (holder.get("attachments") or []) if isinstance(holder, dict) else []:
            if isinstance(attachment, dict) and isinstance(attachment.get("id"), int):
                attachment["id"] = str(attachment["id"])
                found = True
    return found


def _nested_fields(path: str, params: dict[str, Any], body: Any) -> bool:
    """`use-nested-fields`: a query parameter of forum posts that the description does not list."""
    return params.pop("use_nested_fields", None) is not None


def _recipient_id(path: str, params: dict[str, Any], body: Any) -> bool:
    """`integer-recipient-id`: opening a private channel sends the id as an integer."""
    if isinstance(body, dict) and isinstance(body.get("recipient_id"), int):
        body["recipient_id"] = str(body["recipient_id"])
        return True
    return False


KNOWN: dict[str, Callable[[str, dict[str, Any], Any], bool]] = {
    "channel-type-16": _forum_options,
    "integer-attachment-id": _attachment_ids,
    "use-nested-fields": _nested_fields,
    "integer-recipient-id": _recipient_id,
}


# ----------------------------------------------------------------------------- the description


class Description:
    """Discord's description, ready to judge requests. Loading takes about half a second."""

    def __init__(self, path: Path) -> None:
        self.document = json.loads(path.read_text(encoding="utf-8"))
        resource = DRAFT202012.create_resource(self.document)
        self._registry: Registry[Any] = Registry().with_resource("urn:discord", resource)
        self._templates = [(t.strip("/").split("/"), t) for t in self.document["paths"]]
        self._validators: dict[str, Draft202012Validator] = {}

    def template(self, path: str) -> str | None:
        """The most literal path template that fits, or None."""
        segments, best = path.strip("/").split("/"), (-1, None)
        for parts, template in self._templates:
            if len(parts) != len(segments):
                continue
            pairs = list(zip(parts, segments, strict=True))
            if all(p == s or p.startswith("{") for p, s in pairs):
                best = max(
                    best, (sum(p == s for p, s in pairs), template), key=lambda found: found[0]
                )
        return best[1]

    def complaints(self, method: str, path: str, params: dict[str, Any], body: Any) -> list[str]:
        template = self.template(path)
        operation = self.document["paths"][template].get(method.lower()) if template else None
        if operation is None:
            return ["no such operation"]
        where = f"#/paths/{_pointer(str(template))}/{method.lower()}"
        return self._of_query(operation, params, where) + self._of_body(operation, body, where)

    def _of_query(self, operation: dict[str, Any], params: dict[str, Any], where: str) -> list[str]:
        known = {
            p["name"]: (p, f"{where}/parameters/{i}/schema")
            for i, p in enumerate(operation.get("parameters") or [])
            if p.get("in") == "query"
        }
        found = [f"query {name} is not described" for name in params if name not in known]
        for name, (parameter, pointer) in known.items():
            if name in params:
                spelled = _readings(params[name])
                if not any(self._validator(pointer).is_valid(reading) for reading in spelled):
                    found.append(f"query {name}: {params[name]!r} does not fit")
            elif parameter.get("required"):
                found.append(f"query {name} is required")
        return found

    def _of_body(self, operation: dict[str, Any], body: Any, where: str) -> list[str]:
        described = operation.get("requestBody")
        if described is None:
            return [] if body in (None, {}, []) else ["a body is sent where none is described"]
        if body is None:
            return ["a body is required"] if described.get("required") else []
        kinds = described["content"]
        kind = "application/json" if "application/json" in kinds else next(iter(kinds))
        return self._judge(f"{where}/requestBody/content/{_pointer(kind)}/schema", body, "body")

    def _judge(self, pointer: str, value: Any, what: str) -> list[str]:
        return [f"{what}: {_said(error)}" for error in self._validator(pointer).iter_errors(value)]

    def _validator(self, pointer: str) -> Draft202012Validator:
        if pointer not in self._validators:
            schema = {"$ref": "urn:discord" + pointer}
            self._validators[pointer] = Draft202012Validator(schema, registry=self._registry)
        return self._validators[pointer]


def _pointer(text: str) -> str:
    return text.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


def _readings(text: str) -> list[Any]:
    """What a query value may spell: text, a number, a boolean."""
    readings: list[Any] = [text]
    if text.lstrip("-").isdigit():
        readings.append(int(text))
    if text.lower() in ("true", "false", "1", "0"):
        readings.append(text.lower() in ("true", "1"))
    return readings


def _said(error: Any) -> str:
    deepest = best_match([error]) or error
    return f"{deepest.json_path} {_shortened(deepest.message)}"


def _shortened(text: str) -> str:
    return text if len(text) < 300 else f"{text[:140]} … {text[-140:]}"


@lru_cache(maxsize=1)
def _load(path: Path) -> Description:
    return Description(path)


# -------------------------------------------------------------------------------------- the guard


class Guard:
    """Collects what a bot's requests break; `verify` raises with all of it."""

    def __init__(self, *, enabled: bool = True) -> None:
        path = description_path() if enabled else None
        self.skipped = (
            "" if path else "switched off" if not enabled else "Discord's description is absent"
        )
        self._description = _load(path) if path else None
        self.checked = 0
        self.known: Counter[str] = Counter()
        self.violations: list[str] = []

    def check(self, method: str, path: str, params: dict[str, Any] | None, body: Any) -> None:
        """Judge one request; `path` starts after /api/v10, `body` is the JSON (or payload_json)."""
        found = mention_complaints(method, path, body)
        if self._description is not None:
            self.checked += 1
            TALLY.checked += 1
            params, body = dict(params or {}), copy.deepcopy(body)
            for name, mend in KNOWN.items():
                if mend(path, params, body):
                    self.known[name] += 1
                    TALLY.known[name] += 1
            found += self._description.complaints(method, path, params, body)
        TALLY.violations += len(found)
        self.violations += [f"{method} {_public(path)}: {complaint}" for complaint in found]

    def __str__(self) -> str:
        skipped = f" ({self.skipped}: skipped)" if self.skipped else ""
        return f"requests checked {self.checked}{skipped}, violations {len(self.violations)}"


def mention_complaints(method: str, path: str, body: Any) -> list[str]:
    """Each message sent or edited must say that nothing in its text pings anybody."""
    parts = path.strip("/").split("/")
    message: Any = None
    if parts[0] == "interactions" and parts[-1] == "callback" and isinstance(body, dict):
        message = (body.get("data") or {}) if body.get("type") in _MESSAGE_CALLBACKS else None
    elif parts[0] == "webhooks" and len(parts) > 2 and method in ("POST", "PATCH"):
        message = body or {}
    elif parts[0] == "channels" and len(parts) in (3, 4) and parts[2] == "messages":
        message = (body or {}) if method in ("POST", "PATCH") else None
    elif parts[0] == "channels" and parts[2:] == ["threads"] and method == "POST":
        message = (body or {}).get("message")
    if message is None:
        return []
    allowed = message.get("allowed_mentions") if isinstance(message, dict) else None
    if not isinstance(allowed, dict) or allowed.get("parse") != []:
        return [f"allowed_mentions must be there with parse [], it is {allowed!r}"]
    return []


def _public(path: str) -> str:
    """The path without an interaction's or webhook's token."""
    parts = path.split("/")
    if len(parts) > 3 and parts[1] in ("interactions", "webhooks"):
        parts[3] = "…"
    return "/".join(parts)
