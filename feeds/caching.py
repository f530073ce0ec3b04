"""What an answer's headers say of the next visit."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from aiohttp import hdrs

LONGEST_WAIT: Final = 7 * 24 * 3600
"""Seconds; whatever a server asks for is heard up to a week, the rules of visits ask for less."""
VALIDATOR_LIMIT: Final = 512
_DIRECTIVE = re.compile(r"([a-z-]+)(?:\s*=\s*\"?([^\",\s]*))?", re.IGNORECASE)


def fresh_for(headers: Mapping[str, str], now: datetime) -> int | None:
    """Seconds that the answer asks to be kept, None when it asks nothing."""
    asked = _directives(headers)
    if {"no-store", "no-cache"} & asked.keys():
        return None
    if (age := _number(asked.get("max-age", ""))) is not None:
        return min(max(age - (_number(headers.get(hdrs.AGE, "")) or 0), 0), LONGEST_WAIT) or None
    if (expires := _instant(headers.get(hdrs.EXPIRES, ""))) is None:
        return None
    sent = _instant(headers.get(hdrs.DATE, "")) or now  # its own clock, wrong or not
    return min(max(int((expires - sent).total_seconds()), 0), LONGEST_WAIT) or None


def retry_after(headers: Mapping[str, str], now: datetime) -> int | None:
    """Seconds that a server which refuses us asks to be left alone; a number or a date."""
    written = headers.get(hdrs.RETRY_AFTER, "").strip()
    seconds = _number(written)
    if seconds is None:
        if (until := _instant(written)) is None:
            return None
        seconds = max(int((until - now).total_seconds()), 0)
    return min(seconds, LONGEST_WAIT)


def validators(headers: Mapping[str, str]) -> tuple[str, str]:
    """ETag and Last-Modified to send back next time, "" when there is none that may be trusted.

    A server that says that its answer is already stale answers 304 for ever: its are not kept.
    """
    if "no-store" in _directives(headers) or headers.get(hdrs.EXPIRES, "").strip() in ("0", "-1"):
        return "", ""
    return _kept(headers.get(hdrs.ETAG, "")), _kept(headers.get(hdrs.LAST_MODIFIED, ""))


def _kept(value: str) -> str:
    value = value.strip()
    sound = value.isascii() and value.isprintable()  # no request could ever hold anything else
    return value if sound and len(value) <= VALIDATOR_LIMIT else ""


def _directives(headers: Mapping[str, str]) -> dict[str, str]:
    written = headers.get(hdrs.CACHE_CONTROL)
    if not written:
        return {}
    return {name.lower(): value for name, value in _DIRECTIVE.findall(written[:1000])}


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
