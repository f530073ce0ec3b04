"""What people do with loans, in one place: the day, the storm and the tests send them on these.

A button is found by what it does, the fourth part of its id, so that an errand works in French
and in English; the scripted day presses the main buttons by the words that people read.
"""

from __future__ import annotations

import re
from typing import Any

from playground.actors import Person
from playground.answers import Answer, Seen
from playground.simcord_inside import NotOnDiscord
from playground.world import Channel


def message_of(on: Answer | Seen) -> Seen:
    """The newest message of an answer, or the message itself."""
    seen = on if isinstance(on, Seen) else next(iter(reversed(on.messages)), None)
    if seen is None:
        raise AssertionError(f"there is nothing to read in {on!r}")
    return seen


def acts(on: Answer | Seen, thing: str = "loan") -> dict[str, str]:
    """What can be pressed on a message about a thing: act → custom_id."""
    found: dict[str, str] = {}
    for button in message_of(on).buttons:
        parts = button.custom_id.split(":")
        if len(parts) >= 5 and parts[0] == thing and not button.disabled:
            found.setdefault(parts[3], button.custom_id)
    return found


def number_said(on: Answer | Seen) -> int:
    """The number of the loan that an answer names: « Prêt #12 »."""
    found = re.search(r"(?:prêt|loan) \**#(\d+)", on.text, re.IGNORECASE)
    if found is None:
        raise AssertionError(f"{on!r} names no loan:\n{on.text}")
    return int(found[1])


async def press(person: Person, on: Answer | Seen, act: str, thing: str = "loan") -> Answer:
    """Press the button that does ``act``. Raises NotOnDiscord when it is not there (any more)."""
    custom_id = acts(on, thing).get(act)
    if custom_id is None:
        raise NotOnDiscord(f"no {act} on {on!r}: {sorted(acts(on, thing))}")
    return await person.presses(message_of(on), custom_id=custom_id)


async def preview(
    person: Person,
    item: str,
    when: str,
    *,
    quantity: int | None = None,
    project: str | None = None,
    in_: Channel | None = None,
) -> Answer:
    """Type ``/emprunter``."""
    options: dict[str, Any] = {"objet": item, "quand": when}
    if quantity is not None:
        options["quantite"] = quantity
    if project is not None:
        options["projet"] = project
    return await person.types("/emprunter", in_=in_, **options)


async def request(person: Person, item: str, when: str, **options: Any) -> Answer:
    """Type ``/emprunter`` and press «Demander»."""
    shown = await preview(person, item, when, **options)
    return await press(person, shown, "ask", "draft")


async def card(channel: Channel, text: str, act: str | None = None, within: float = 8.0) -> Seen:
    """The newest card of a loan in a channel (or private one) that says ``text``.

    ``act``: only once it can be pressed there.
    """

    def found() -> Seen | None:
        for seen in reversed(channel.messages):
            if text in seen.text and acts(seen) and (act is None or act in acts(seen)):
                return seen
        return None

    await channel.wire.until(lambda: found() is not None, within=within)
    seen = found()
    if seen is None:
        said = [(m.text[:200], sorted(acts(m))) for m in channel.messages][-5:]
        raise AssertionError(f"{channel!r} shows no card of {text!r} to {act}: {said}")
    return seen
