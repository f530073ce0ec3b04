"""Calendar files (RFC 5545) that phones and calendars open."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from domain.periods import utc

LINE_OCTETS: Final = 75
PRODUCT: Final = "-//Entremise//Entremise//FR"

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LINE_ENDS: Final = re.compile(r"\r\n?|[\u2028\u2029\x85]")


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event. ``uid`` names it for ever: a later file with the same one replaces it, provided
    that its ``sequence`` is higher.

    ``start``: a date for whole days, an aware datetime for an hour. ``end`` is not included; None
    means that day alone, or that very moment. ``busy``: whether the time is taken.
    """

    uid: str
    title: str
    start: date | datetime
    end: date | datetime | None = None
    sequence: int = 0
    details: str = ""
    place: str = ""
    address: str = ""
    cancelled: bool = False
    busy: bool = False


def ics(events: Iterable[CalendarEvent], now: datetime) -> bytes:
    """The file that holds these events, written at ``now``. Raises ValueError for a naive hour."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines.append("METHOD:PUBLISH")
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return b"".join(fold_line(line) for line in lines)


def _event(event: CalendarEvent, now: datetime) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{_text(event.uid)}", f"DTSTAMP:{_moment(now)}"]
    lines.append(f"SEQUENCE:{event.sequence}")
    lines.append(_when("DTSTART", event.start))
    end = event.end
    if end is None and not isinstance(event.start, datetime):
        end = event.start + timedelta(days=1)
    if end is not None:
        lines.append(_when("DTEND", end))
    lines.append(f"SUMMARY:{_text(event.title)}")
    for name, value in (("DESCRIPTION", event.details), ("LOCATION", event.place)):
        if value:
            lines.append(f"{name}:{_text(value)}")
    if event.address:
        lines.append("URL:" + "".join(_CONTROL.sub("", event.address).split()))
    lines.append(f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}")
    lines.append(f"TRANSP:{'OPAQUE' if event.busy else 'TRANSPARENT'}")
    return [*lines, "END:VEVENT"]


def _when(name: str, value: date | datetime) -> str:
    if isinstance(value, datetime):
        return f"{name}:{_moment(value)}"
    return f"{name};VALUE=DATE:{value:%Y%m%d}"


def _moment(value: datetime) -> str:
    return f"{utc(value):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    plain = _CONTROL.sub("", _LINE_ENDS.sub("\n", value))
    for char in "\\;,":
        plain = plain.replace(char, "\\" + char)
    return plain.replace("\n", "\\n")


def fold_line(line: str) -> bytes:
    """A line and its end; one of more than 75 octets goes on in the next, never inside a letter."""
    octets = line.encode()
    pieces = []
    room = LINE_OCTETS
    while len(octets) > room:
        cut = room
        while octets[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(octets[:cut])
        octets, room = octets[cut:], LINE_OCTETS - 1
    pieces.append(octets)
    return b"\r\n ".join(pieces) + b"\r\n"
