"""Log lines: text, on standard error, and never a secret, at whatever level.

discord.py at DEBUG prints whole gateway events (interaction tokens) and webhook addresses: it
stays at INFO. What still comes by, in a message or a traceback, is redacted in the written line.
"""

import logging
import re
from collections.abc import Iterable

OURS = ("bot", "cogs", "services", "storage", "feeds", "domain", "locales")

QUIET = {
    "aiosqlite": logging.INFO,  # at DEBUG: each statement with its values
    "apscheduler": logging.WARNING,  # at INFO: two lines every five seconds
    "asyncio": logging.INFO,
    "discord": logging.INFO,
    "sqlalchemy": logging.WARNING,  # at INFO: each statement with its values
}

PATTERNS = (
    # https://discord.com/api/webhooks/<id>/<token>, also the answers to an interaction
    (re.compile(r"(webhooks/\d+/)[^\s/?\"'<>]+"), r"\1***"),
    (re.compile(r"(interactions/\d+/)[^\s/?\"'<>]+"), r"\1***"),
    # 'token': '…' of a gateway event, in Python or JSON
    (
        re.compile(r"""((?:\\?["'])(?:token|access_token)(?:\\?["'])\s*:\s*\\?["'])[^"'\\]+"""),
        r"\1***",
    ),
    (re.compile(r"\b(Bot|Bearer) [\w.~+/=-]{20,}"), r"\1 ***"),
    # a bot's token: id, time, signature
    (re.compile(r"\b[\w-]{20,30}\.[\w-]{6}\.[\w-]{25,}"), "***"),
    # an interaction's token is the base64 of "interaction:…"
    (re.compile(r"\baW50ZXJhY3Rpb2[\w-]{20,}={0,2}"), "***"),
    (re.compile(r"(://[^\s:/@]+:)[^\s/@]+(?=@)"), r"\1***"),
)


class Redacted(logging.Formatter):
    """Writes a record as text, tracebacks included, without what must stay secret."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        known = sorted({each for each in secrets if len(each) > 3}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def format(self, record: logging.LogRecord) -> str:
        return self.redact(super().format(record))

    def redact(self, text: str) -> str:
        """The text with every known secret, and all that looks like one, replaced by ***."""
        if self._known is not None:
            text = self._known.sub("***", text)
        for pattern, instead in PATTERNS:
            text = pattern.sub(instead, text)
        return text


class OneLineReconnects(logging.Filter):
    """An outage is a line a try, not discord.py's forty."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and str(record.msg).startswith("Attempting a reconnect"):
            record.msg, record.args = f"{record.getMessage()}: {record.exc_info[1]!r}", ()
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


def set_up(level: str, secrets: Iterable[str] = ()) -> None:
    """Send every log line to standard error; only our own rooms go below INFO."""
    wanted = logging.getLevelNamesMapping()[level]
    handler = logging.StreamHandler()
    handler.setFormatter(Redacted(secrets))
    handler.addFilter(OneLineReconnects())
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(max(wanted, logging.INFO))
    for name in OURS:
        logging.getLogger(name).setLevel(wanted)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(wanted, least))
    logging.captureWarnings(True)
