"""Which machines the watch may talk to, judged where nothing can go round it: at the connection.

A name can be resolved twice, a literal is never resolved, a redirect comes late: all of them end
in a socket. ``public_socket`` sees the very address that is about to be connected to.
"""

import errno
import ipaddress
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Any, Final

Address = IPv4Address | IPv6Address

CLOSED: Final = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",  # shared by the customers of a provider
            "127.0.0.0/8",
            "168.63.129.16/32",  # a public number by which a large host talks to its own machines
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",  # multicast, then what was never given
            "2001::/23",  # Teredo and other protocols that carry another address
            "2001:db8::/32",
            "2002::/16",  # 6to4: an IPv4 address inside
            "3ffe::/16",
            "3fff::/20",
        ),
    )
)
GIVEN: Final = ipaddress.ip_network("2000::/3")
"""All that the public internet uses of IPv6: what is outside (site-local, unique local, NAT64 and
the other translations, multicast, unspecified) is not for us."""


AT_ONCE: Final = 16_384
"""Bytes taken from the network before others have their turn on the loop."""


class Sips(socket.socket):
    """A socket that is read a little at a time, however much has come.

    A quarter of a megabyte, which is what asyncio takes, holds ten thousand provisional answers or
    pieces of one letter: enough to keep the loop busy for half a second.
    """

    def recv(self, bufsize: int, flags: int = 0, /) -> bytes:
        return super().recv(min(bufsize, AT_ONCE), flags)

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        return super().recv_into(buffer, min(nbytes or len(buffer), AT_ONCE), flags)


class RefusedAddress(OSError):
    """A connection to a machine that is not on the public internet, stopped before it began."""

    def __init__(self) -> None:
        super().__init__(errno.EACCES, "not a public address")


def is_public(address: str | Address) -> bool:
    """Whether ``address`` is a machine of the public internet. False when it is no address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            return found in GIVEN and _open(found)
        found = found.ipv4_mapped
    return _open(found)


def _open(address: Address) -> bool:
    return address.is_global and not any(_within(address, network) for network in CLOSED)


def _within(address: Address, network: IPv4Network | IPv6Network) -> bool:
    return address.version == network.version and address in network


def public_socket(info: Sequence[Any]) -> socket.socket:
    """A socket for one answer of ``getaddrinfo``; the ``socket_factory`` of a TCPConnector.

    Raises RefusedAddress when it would lead anywhere else than the public internet.
    """
    family, *_, place = info
    if family not in (socket.AF_INET, socket.AF_INET6) or not is_public(place[0]):
        raise RefusedAddress
    return any_socket(info)


def any_socket(info: Sequence[Any]) -> socket.socket:
    """As ``public_socket``, for machines that the host of the bot has opened by name."""
    family, kind, protocol, *_ = info
    return Sips(family, kind, protocol)
