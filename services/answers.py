"""What Discord's answers mean for a message: sent, try again, wait, give up, or stop."""

from datetime import timedelta
from enum import StrEnum


class Answered(Exception):
    """Discord answered with an error. ``code`` is its own, 0 when it gave none."""

    def __init__(
        self, status: int, code: int = 0, retry_after: float = 0.0, text: str = ""
    ) -> None:
        super().__init__(f"{status} {code} {text}".strip())
        self.status = status
        self.code = code
        self.retry_after = retry_after


class Lost(ConnectionError):
    """No answer came: nobody knows whether the request had its effect."""


class TokenRefused(Exception):
    """Discord no longer takes the bot's token: the process must stop (exit code 78)."""


class Verdict(StrEnum):
    SENT = "sent"  # it had been posted, and somebody deleted it since
    RETRY = "retry"
    WAIT = "wait"  # as RETRY, but Discord asked for it: not counted as a try
    PARK = "park"  # nothing can be said in this channel for now
    CLOSED = "closed"  # this person takes no private messages
    BLOCKED = "blocked"  # by the guild's own filters
    DEAD = "dead"  # our own fault, and it would be the same again
    STOP = "stop"


BY_CODE = {
    10008: Verdict.SENT,  # the nonce is known, its message is gone
    130000: Verdict.RETRY,  # overloaded
    40062: Verdict.WAIT,  # service limited
    20028: Verdict.WAIT,  # the channel's write limit
    20016: Verdict.WAIT,  # slow mode
    10003: Verdict.PARK,  # unknown channel
    50001: Verdict.PARK,  # no access
    50013: Verdict.PARK,  # no permission
    50083: Verdict.PARK,  # an archived thread
    160005: Verdict.PARK,  # a locked thread
    50007: Verdict.CLOSED,
    50278: Verdict.CLOSED,  # no guild in common
    10013: Verdict.CLOSED,  # unknown user
    200000: Verdict.BLOCKED,  # AutoMod
    240000: Verdict.BLOCKED,  # harmful links
    50035: Verdict.DEAD,  # a malformed message
}
"""Discord's JSON error codes (docs, Opcodes and status codes)."""


def meaning(error: Exception) -> Verdict:
    """What an attempt to post that raised ``error`` means; an answer that never came is RETRY."""
    if isinstance(error, TokenRefused):
        return Verdict.STOP
    if not isinstance(error, Answered):
        return Verdict.RETRY
    if error.status == 401:
        return Verdict.STOP
    if error.code in BY_CODE:
        return BY_CODE[error.code]
    if error.status == 429:
        return Verdict.WAIT
    if error.status >= 500:
        return Verdict.RETRY
    return Verdict.PARK if error.status in (403, 404) else Verdict.DEAD


SHORTEST, LONGEST = 2.0, 300.0


def backoff(tries: int, draw: float) -> timedelta:
    """How long to wait after the ``tries``-th failure; ``draw`` in [0, 1) is the jitter."""
    most = min(LONGEST, SHORTEST * 2.0 ** (min(tries, 20) - 1))
    return timedelta(seconds=most * draw)
