"""Menus and forms as a person fills them: what Discord's client lets through, as it sends it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playground.answers import CHECKBOX, CHECKBOXES, RADIO, SELECTS, TEXT_INPUT, UPLOAD, form_fields
from playground.ledger import as_typed
from playground.simcord_inside import NotOnDiscord, WireBackend


class Choosing:
    """One person choosing values in one channel; what they name ends up in `resolved`."""

    def __init__(self, backend: WireBackend, user_id: int, channel_id: int) -> None:
        self._backend, self._user_id, self._channel_id = backend, user_id, channel_id
        self.resolved: dict[str, Any] = {}

    def menu(self, menu: dict[str, Any], values: Sequence[Any]) -> dict[str, Any]:
        """The data of a choice in a message's menu; `NotOnDiscord` when it can't be made."""
        chosen = self.chosen(menu, values)
        data = {"component_type": menu["type"], "custom_id": menu["custom_id"]}
        return self._with_resolved(data | {"id": menu.get("id", 0), "values": chosen})

    def form(self, shown: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        """The data of a sent form; `given` is by label or custom_id, the rest stays prefilled."""
        modal = self._backend.modal(shown)
        components = [self._part(top, given) for top in modal["components"]]
        if given:
            labels = [f.get("label") for f in form_fields(modal)]
            raise NotOnDiscord(f"the form has no {sorted(given)}: {labels}")
        return self._with_resolved({"custom_id": modal["custom_id"], "components": components})

    def chosen(self, menu: dict[str, Any], values: Sequence[Any]) -> list[str]:
        if menu["type"] == SELECTS[0]:
            chosen = _among(menu["options"], values)
        else:
            resolve, where = self._backend.resolve, (self._user_id, self._channel_id)
            chosen = [resolve(*where, int(value), self.resolved) for value in values]
        if not menu.get("min_values", 1) <= len(chosen) <= menu.get("max_values", 1):
            raise NotOnDiscord(f"{len(chosen)} values in menu {menu['custom_id']}")
        return chosen

    def _with_resolved(self, data: dict[str, Any]) -> dict[str, Any]:
        return data | ({"resolved": self.resolved} if self.resolved else {})

    def _part(self, node: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        """One part of a form as Discord sends it back, taking its value out of `given`."""
        sent: dict[str, Any] = {"type": node["type"], "id": node.get("id", 0)}
        if "component" in node:
            inner = {**node["component"], "label": as_typed(node.get("label", ""))}
            return sent | {"component": self._part(inner, given)}
        if "components" in node:
            return sent | {"components": [self._part(c, given) for c in node["components"]]}
        if "custom_id" not in node:
            return sent
        key = next((k for k in (node["custom_id"], node.get("label")) if k in given), None)
        value = given.pop(key) if key is not None else _prefilled(node)
        if node.get("required", node["type"] != CHECKBOX) and value in (None, "", [], ()):
            raise NotOnDiscord(f"the form needs {_name(node)}")
        return sent | {"custom_id": node["custom_id"]} | self._value(node, value)

    def _value(self, node: dict[str, Any], value: Any) -> dict[str, Any]:
        kind = node["type"]
        if kind == TEXT_INPUT:
            return {"value": _typed(node, str(value or ""))}
        if kind == CHECKBOX:
            return {"value": bool(value)}
        if kind == RADIO:
            return {"value": _among(node["options"], [value])[0] if value is not None else None}
        several = isinstance(value, list | tuple) and not _is_file(value)
        values = [v for v in (value if several else [value]) if v is not None]
        if kind == UPLOAD:
            attach, where = self._backend.attach, self._channel_id
            return {"values": [attach(where, n, data, self.resolved) for n, data in values]}
        if kind == CHECKBOXES:
            return {"values": _among(node["options"], values)}
        if not values and not node.get("required", True):
            return {"values": []}
        return {"values": self.chosen(node, values)}


def _among(options: list[dict[str, Any]], values: Sequence[Any]) -> list[str]:
    """The values of options chosen by label or by value."""
    by_label = {as_typed(o["label"]): o["value"] for o in options}
    chosen = [by_label.get(v, v) for v in values]
    there = {o["value"] for o in options}
    if unknown := [v for v in chosen if v not in there]:
        raise NotOnDiscord(f"{unknown} can't be chosen among {list(by_label)}")
    return chosen


def _typed(node: dict[str, Any], text: str) -> str:
    too_short = bool(text) and len(text) < (node.get("min_length") or 0)
    if too_short or len(text) > (node.get("max_length") or 4000):
        raise NotOnDiscord(f"{len(text)} characters in {_name(node)}")
    return text


def _name(node: dict[str, Any]) -> str:
    return repr(node.get("label") or node["custom_id"])


def _prefilled(node: dict[str, Any]) -> Any:
    if node["type"] == TEXT_INPUT:
        return node.get("value")
    if node["type"] == CHECKBOX:
        return node.get("default", False)
    chosen = [o["value"] for o in node.get("options") or [] if o.get("default")]
    chosen += [v["id"] for v in node.get("default_values") or []]
    return (chosen[0] if chosen else None) if node["type"] == RADIO else chosen


def _is_file(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], bytes)
