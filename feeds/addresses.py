"""Addresses of sources: what people type, what servers redirect to, and when two are the same."""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from yarl import URL  # aiohttp's own addresses

from domain.errors import Refused
from domain.watch.entry import LINK_LIMIT
from feeds.guard import is_public

Hosts = frozenset[tuple[str, int]]
"""Hosts and ports that may be read although they are not on the public internet."""

PORTS: Final = {"http": 80, "https": 443}
AT_HOME: Final = frozenset(
    ("localhost", "local", "localdomain", "internal", "intranet", "private", "lan", "home", "corp")
)
"""Last words of names that mean a machine near the bot."""

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*")
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
_SCHEME = re.compile(r"(?![^/?#]*:[0-9]+(?:[/?#]|$))([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PLAIN = "%/:?#[]@!$&'()*+,;=-._~"
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads. ``host`` in ASCII, without brackets; ``private``: opened by name."""

    address: str
    scheme: str
    host: str
    port: int
    private: bool


def typed_address(text: str, private_hosts: Hosts = frozenset()) -> str:
    """The absolute http(s) address that somebody meant; without a fragment, in ASCII.

    Raises Refused with "source-not-an-address", "source-scheme" (scheme), "source-credentials",
    "source-port" (port) or "source-private" (host).
    """
    text = text.strip().strip("\ufeff\u200b\u2060<>").strip()
    if text[:5].lower() == "feed:":
        inner = text[5:]
        text = inner if re.match("https?:", inner, re.IGNORECASE) else inner.removeprefix("//")
    if not _SCHEME.match(text):
        if text.startswith(("/", ".", "?", "#")) or "@" in text.partition("/")[0]:
            raise Refused("source-not-an-address")
        text = f"https://{text}"
        parts = _split(text)
        if "." not in (parts.hostname or "") and not parts.port:
            raise Refused("source-not-an-address")  # a word, not the name of a machine
        if _port(parts) != PORTS["http"] and not _listed(parts, private_hosts):
            return place(text, private_hosts).address
        text = "http" + text.removeprefix("https")  # what an intranet or a port 80 speaks
    return place(text, private_hosts).address


def target(base: str, location: str, private_hosts: Hosts = frozenset()) -> Place:
    """Where a server that answered at ``base`` sends us. Raises Refused as ``typed_address``."""
    try:
        joined = urljoin(base, location.strip())
    except ValueError:
        raise Refused("source-not-an-address") from None
    return place(joined, private_hosts)


@lru_cache(maxsize=4096)
def place(address: str, private_hosts: Hosts = frozenset()) -> Place:
    """Where an absolute address leads. Raises Refused as ``typed_address``."""
    parts = _split(address)
    if parts.scheme not in PORTS:
        raise Refused("source-scheme", scheme=parts.scheme[:20])
    if not parts.netloc:
        raise Refused("source-not-an-address")
    if "@" in parts.netloc:
        raise Refused("source-credentials")
    host, port = _host(parts), _port(parts)
    private = (host, port) in private_hosts
    if not private:
        if _is_near(host):
            raise Refused("source-private", host=host)
        if port not in PORTS.values():
            raise Refused("source-port", port=str(port))
    shown = f"[{host}]" if ":" in host else host
    if port != PORTS[parts.scheme]:
        shown = f"{shown}:{port}"
    path = _quoted(parts.path) or "/"
    query = f"?{_quoted(parts.query)}" if parts.query else ""
    full = f"{parts.scheme}://{shown}{path}{query}"
    if len(full) > LINK_LIMIT:
        raise Refused("source-not-an-address")
    return Place(full, parts.scheme, host, port, private)


def address_key(address: str) -> str:
    """What is equal for two addresses of the same feed, and never shown.

    Scheme, case of the host, default port, final dot, empty path and fragment do not count.
    """
    try:
        parts = _split(address)
        host, port = _host(parts), _port(parts)
    except Refused:
        return address
    shown = host if port == PORTS.get(parts.scheme) else f"{host}:{port}"
    path = _ESCAPE.sub(lambda found: found[0].upper(), _quoted(parts.path)) or "/"
    query = _ESCAPE.sub(lambda found: found[0].upper(), _quoted(parts.query))
    return f"{shown}{path}?{query}" if query else f"{shown}{path}"


def _split(address: str) -> SplitResult:
    # urlsplit drops tabs and line ends in silence: what is judged must be what was written
    if any(unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") for char in address):
        raise Refused("source-not-an-address")
    try:
        address.encode("utf-8", "surrogateescape")  # which _quoted does: halves of characters fail
        return urlsplit(address)
    except ValueError:
        raise Refused("source-not-an-address") from None


def _port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError:
        raise Refused("source-not-an-address") from None
    return PORTS.get(parts.scheme, 0) if port is None else port


def _host(parts: SplitResult) -> str:
    """The host as it is asked of DNS: small letters, ASCII, one spelling for an address."""
    host = unicodedata.normalize("NFKC", parts.hostname or "").replace("\u3002", ".").lower()
    if not host.isascii():
        try:
            host = URL.build(scheme="http", host=host).raw_host or ""
        except ValueError:
            raise Refused("source-not-an-address") from None
    host = host.removesuffix(".")
    if "%" in host:
        raise Refused("source-not-an-address")
    if ":" in host or _NUMBER.fullmatch(host):
        try:  # strictly: decimal, octal and shortened numbers are nobody's way to name a site
            return str(ipaddress.ip_address(host))
        except ValueError:
            raise Refused("source-not-an-address") from None
    if not _NAME.fullmatch(host):
        raise Refused("source-not-an-address")
    return host


def _is_near(host: str) -> bool:
    """Whether a host can only be a machine near the bot; what a name leads to is judged later."""
    if ":" in host or _NUMBER.fullmatch(host):
        return not is_public(host)
    return "." not in host or host.rpartition(".")[2] in AT_HOME or host.endswith(".home.arpa")


def _listed(parts: SplitResult, private_hosts: Hosts) -> bool:
    return (_host(parts), _port(parts)) in private_hosts


def _quoted(text: str) -> str:
    """``text`` with what no address may hold in percent signs; what was so already is kept."""
    return quote(text.encode("utf-8", "surrogateescape"), safe=_PLAIN)
