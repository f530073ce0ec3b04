"""The environment, read once into one frozen ``Config``.

Every mistake is found before any is told; no value of a secret is ever shown. The keys stand in
the order of ``config.example.env`` (a test compares them).
"""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent

KEYS = (
    "DISCORD_TOKEN",
    "DISCORD_TOKEN_FILE",
    "DATABASE_URL",
    "DATA_DIR",
    "LOG_LEVEL",
    "DEFAULT_LOCALE",
    "DEFAULT_TIMEZONE",
    "FEED_PRIVATE_HOSTS",
    "DISCORD_API_URL",
    "DISCORD_GATEWAY_URL",
    "CLOCK_OFFSET_SECONDS",
)
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOCALES = ("fr", "en")
DATABASES = re.compile(r"(?:sqlite|postgres|postgresql)(?:\+\w+)?")
PLACEHOLDER = "votre-jeton"
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
HOST_NAME = re.compile(rf"(?!(?:.*\.)?[0-9]+$){_LABEL}(?:\.{_LABEL})*")
"""A name as DNS has it; what ends in a number is a mistyped address ("10.0.0")."""


class Secret:
    """A value that no print, log line or traceback shows; ``reveal()`` gives it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "***" if self._value else "(none)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a key: ``reason`` names the sentence ``process-config-<reason>``."""

    key: str
    reason: str
    facts: Mapping[str, str] = field(default_factory=dict)


class BadConfig(Exception):
    """The environment can't be used; ``mistakes`` holds all that is wrong with it."""

    def __init__(self, mistakes: list[Mistake], locale: str) -> None:
        super().__init__(", ".join(f"{each.key}: {each.reason}" for each in mistakes))
        self.mistakes = mistakes
        self.locale = locale


@dataclass(frozen=True)
class Config:
    """What the process needs to know before it starts."""

    token: Secret
    database_url: Secret
    data_dir: Path
    log_level: str
    locale: str
    zone: ZoneInfo
    api_url: str | None
    gateway_url: str | None
    clock_offset_seconds: int
    feed_private_hosts: frozenset[tuple[str, int]] = field(default=frozenset(), kw_only=True)
    """Hosts (a name in small letters, or an address) and ports that feeds may be read from although
    they are not on the public internet."""

    def clock(self) -> datetime:
        """The present, aware, in UTC; moved as the playground says."""
        return datetime.now(UTC) + timedelta(seconds=self.clock_offset_seconds)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What logs must never hold; a password as it is written, and as it is meant."""
        address = urlsplit(self.database_url.reveal())
        written = [address.password, *re.findall(r"(?:^|&)password=([^&]*)", address.query)]
        passwords = [each for given in written if given for each in (given, unquote(given))]
        return tuple(dict.fromkeys(each for each in (self.token.reveal(), *passwords) if each))


def environment(env_file: Path = ROOT / ".env") -> dict[str, str]:
    """The process's environment, completed by ``.env``.

    A playground gives all that it means: a real bot's ``.env`` must not reach its bot.
    """
    given = {key: os.environ[key] for key in KEYS if key in os.environ}
    if given.get("DISCORD_API_URL") or not env_file.is_file():
        return given
    from dotenv import dotenv_values

    kept = {key: value for key, value in dotenv_values(env_file).items() if value is not None}
    if "DISCORD_TOKEN" in given or "DISCORD_TOKEN_FILE" in given:
        kept.pop("DISCORD_TOKEN", None)
        kept.pop("DISCORD_TOKEN_FILE", None)
    return {**kept, **given}


def load(environ: Mapping[str, str], *, token_required: bool = True) -> Config:
    """Read the environment. Raises BadConfig with every mistake at once."""
    reader = _Reader(environ)
    config = reader.config(token_required)
    if reader.mistakes:
        raise BadConfig(reader.mistakes, config.locale)
    return config


class _Reader:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self._values = {key: value.strip() for key, value in environ.items() if key in KEYS}
        self.mistakes: list[Mistake] = []

    def config(self, token_required: bool) -> Config:
        token = self._token(token_required)
        database_url = self._get("DATABASE_URL")
        data_dir = self._data_dir()
        if database_url:
            self._check_database(database_url)
        log_level = self._choice("LOG_LEVEL", "INFO", LEVELS, str.upper)
        locale = self._choice("DEFAULT_LOCALE", "fr", LOCALES, str.lower)
        zone = self._zone()
        private_hosts = self._private_hosts()
        api_url = self._loopback("DISCORD_API_URL", ("http", "https"))
        gateway_url = self._loopback("DISCORD_GATEWAY_URL", ("ws", "wss"))
        for present, missing, other in (
            ("DISCORD_API_URL", "DISCORD_GATEWAY_URL", self._get("DISCORD_GATEWAY_URL")),
            ("DISCORD_GATEWAY_URL", "DISCORD_API_URL", self._get("DISCORD_API_URL")),
        ):
            if self._get(present) and not other:
                self._wrong(missing, "alone", other=present)
        return Config(
            token=Secret(token),
            database_url=Secret(database_url or f"sqlite:///{data_dir / 'entremise.db'}"),
            data_dir=data_dir,
            log_level=log_level,
            locale=locale,
            zone=zone,
            api_url=api_url and api_url.rstrip("/"),
            gateway_url=gateway_url,
            clock_offset_seconds=self._offset() if api_url and gateway_url else 0,
            feed_private_hosts=private_hosts,
        )

    def _get(self, key: str) -> str:
        return self._values.get(key, "")

    def _wrong(self, key: str, reason: str, **facts: str) -> None:
        self.mistakes.append(Mistake(key, reason, facts))

    def _token(self, required: bool) -> str:
        key, token = "DISCORD_TOKEN", self._get("DISCORD_TOKEN")
        if token == PLACEHOLDER:  # copied with the rest of the example
            token = ""
        if not token and (path := self._get("DISCORD_TOKEN_FILE")):
            key = "DISCORD_TOKEN_FILE"
            try:
                token = Path(path).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError):
                self._wrong(key, "unreadable", value=path)
                return ""
        if not token or token == PLACEHOLDER:
            if required:
                self._wrong(key, "missing-token")
            return ""
        if not re.fullmatch(r"[!-~]+", token):
            self._wrong(key, "malformed-token")
        return token

    def _data_dir(self) -> Path:
        path = Path(self._get("DATA_DIR") or "data").expanduser()
        path = path if path.is_absolute() else ROOT / path
        if path.exists() and not path.is_dir():
            self._wrong("DATA_DIR", "not-a-folder", value=str(path))
        return path

    def _check_database(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            _ = parts.port
        except ValueError:
            self._wrong("DATABASE_URL", "database")
            return
        if not DATABASES.fullmatch(parts.scheme):
            self._wrong("DATABASE_URL", "database")
        elif parts.scheme.startswith("sqlite"):
            if parts.netloc or parts.path in ("", "/", "/:memory:"):
                self._wrong("DATABASE_URL", "database-file")
        elif not parts.path.strip("/"):
            self._wrong("DATABASE_URL", "database-name")

    def _choice(self, key: str, default: str, choices: tuple[str, ...], shape: object) -> str:
        value = self._get(key)
        shaped = shape(value) if callable(shape) else value
        if shaped in choices:
            return str(shaped)
        if value:
            self._wrong(key, "choice", value=value, choices=", ".join(choices))
        return default

    def _zone(self) -> ZoneInfo:
        name = self._get("DEFAULT_TIMEZONE")
        try:
            return ZoneInfo(name or "Europe/Paris")
        except (LookupError, ValueError, OSError):
            self._wrong("DEFAULT_TIMEZONE", "zone", value=name or "Europe/Paris")
            return ZoneInfo("UTC")

    def _private_hosts(self) -> frozenset[tuple[str, int]]:
        key, found = "FEED_PRIVATE_HOSTS", set()
        for written in filter(None, map(str.strip, self._get(key).split(","))):
            if (pair := _host_and_port(written)) is None:
                self._wrong(key, "host-and-port", value=written.rpartition("@")[2])
            else:
                found.add(pair)
        return frozenset(found)

    def _loopback(self, key: str, schemes: tuple[str, ...]) -> str | None:
        url = self._get(key)
        if not url:
            return None
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname or "", parts.port
        except ValueError:
            self._wrong(key, "address", schemes=", ".join(schemes))
            return None
        if parts.scheme not in schemes or parts.username or parts.password:
            self._wrong(key, "address", schemes=", ".join(schemes))
        elif not _is_loopback(host):
            self._wrong(key, "loopback", value=host)
        else:
            return url
        return None

    def _offset(self) -> int:
        value = self._get("CLOCK_OFFSET_SECONDS") or "0"
        if re.fullmatch(r"[+-]?\d{1,10}", value):
            return int(value)
        self._wrong("CLOCK_OFFSET_SECONDS", "whole-number", value=value)
        return 0


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host_and_port(written: str) -> tuple[str, int] | None:
    """("intranet.example", 8080) from "intranet.example:8080"; None when it is anything else.

    An IPv6 address is written in brackets and comes without them.
    """
    host, _, port = written.rpartition(":")
    bracketed = host.startswith("[") and host.endswith("]")
    if not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 2**16:
        return None
    try:
        address = ipaddress.ip_address(host[1:-1] if bracketed else host)
    except ValueError:
        name = host.lower().removesuffix(".")
        return (name, int(port)) if HOST_NAME.fullmatch(name) else None
    return (str(address), int(port)) if bracketed == (address.version == 6) else None
