"""However an address is spelt, wherever it leads, the bot reads no machine of its own network."""

import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from domain.errors import Refused
from feeds.addresses import address_key, typed_address
from feeds.fetch import Fetcher, Outcome, Visit
from feeds.guard import RefusedAddress, is_public, public_socket
from tests.feeds.bad_server import BadServer, redirect, reply
from tests.shown import SHARED, shown

LISTS = SHARED / "cases/watch/lists"


def words(text: str) -> list[str]:
    return text.split()


CLOSED = words(
    """
0.0.0.0 0.0.0.1 10.0.0.1 100.100.100.200 100.127.255.254 127.0.0.1 127.255.255.254 168.63.129.16
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.0.192 192.0.2.7 192.88.99.2 192.168.0.254
198.18.0.1 198.19.255.255 198.51.100.3 203.0.113.9 224.0.0.251 239.255.255.250 240.0.0.1
255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:10.0.0.1 ::ffff:127.0.0.1 ::ffff:0:127.0.0.1
64:ff9b::7f00:1 64:ff9b::8.8.8.8 64:ff9b:1::7f00:1 64:ff9b:1::808:808 100::1 2001::1
2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::
2002:808:808::1 3ffe::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1 fe80::1%lo
febf::1 fec0::1 feff::1 ff01::1 ff02::1 ff05::1:3 localhost 127.1 2130706433 0x7f000001
"""
)
OPEN = words(
    """
1.0.0.1 8.8.8.8 9.9.9.9 11.0.0.1 93.184.216.34 100.63.255.255 100.128.0.1 126.255.255.254 128.0.0.1
169.253.255.255 172.15.255.255 172.32.0.1 192.0.1.1 192.167.255.255 193.51.208.13 198.17.255.255
198.20.0.1 223.255.255.254 ::ffff:8.8.8.8 2001:4860:4860::8888 2001:67c:2218::1 2a00:1450:4007::1
2606:4700:4700::1111 2c0f:fb50::1
"""
)

LOOPBACKS = words(
    r"""
http://127.0.0.1/ http://127.0.0.1:80/ https://127.0.0.1:443/ http://127.1/ http://127.0.1/
http://2130706433/ http://0x7f000001/ http://0x7f.0.0.1/ http://0x7F.0x0.0x0.0x1/ http://017700000001/
http://0177.0.0.1/ http://0177.0.0.01/ http://127.0.0.001/ http://127.000.000.001/ http://0/
http://0.0.0.0/ http://[::1]/ http://[::]/ http://[0:0:0:0:0:0:0:1]/ http://[::ffff:127.0.0.1]/
http://[::ffff:7f00:1]/ http://[::127.0.0.1]/ http://[64:ff9b::127.0.0.1]/ http://[2002:7f00:1::]/
http://[::1%25lo]/ http://[::1%lo]/ http://localhost/ http://localhost./ http://LOCALHOST/
http://localhost:443/ http://localhost.localdomain/ http://a.localhost/ http://127.0.0.1./
http://127.0.0.1../ http://①②⑦.⓪.⓪.①/ http://１２７.０.０.１/ http://127。0。0。1/ http://127.0.0.①/
http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/ http://exemple.fr\@127.0.0.1/ http://exemple.fr@127.0.0.1/ http://@127.0.0.1/
http://:@127.0.0.1/ http://%31%32%37.0.0.1/ http://127%2e0%2e0%2e1/ http:127.0.0.1 http:/127.0.0.1/
http:///127.0.0.1/ http:\\127.0.0.1\ feed://127.0.0.1/ feed:http://127.0.0.1/ 127.0.0.1 127.0.0.1/f
localhost localhost/f localhost:80 [::1] [::1]:80/f //127.0.0.1/f http://127.0.0.1#@exemple.fr/
http://127.0.0.1?@exemple.fr/ http://127.0.0.1:80@exemple.fr/ http://routeur/ http://nas.local/
http://depot.lan/ http://box.home/ http://metadata.google.internal/ http://169.254.169.254/latest/
http://[fd00:ec2::254]/ http://192.168.1.1/ http://10.1/ http://box.home.arpa/
"""
)


def cases(name: str) -> list[dict[str, object]]:
    file = LISTS / name
    return json.loads(file.read_text()) if file.exists() else []


def opens(text: str) -> bool:
    try:
        typed_address(text)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("address", CLOSED)
def test_a_machine_that_is_not_on_the_internet_is_closed(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", OPEN)
def test_a_machine_of_the_internet_is_open(address):
    assert is_public(address)


def test_all_shared_machines_are_judged_rightly():
    if not (shared := cases("ssrf_ips.json")):
        pytest.skip("../shared/cases/watch is not here")
    assert [case for case in shared if is_public(str(case["ip"])) != case["allow"]] == []
    shown("watch/L02", 1, 1)


def test_all_shared_addresses_are_judged_rightly():
    if not (shared := cases("ssrf_urls.json")):
        pytest.skip("../shared/cases/watch is not here")
    assert [case for case in shared if opens(str(case["url"])) != case["allow"]] == []
    shown("watch/L03", 1, 1)


@pytest.mark.parametrize("text", LOOPBACKS)
def test_no_spelling_of_a_near_machine_is_taken(text):
    assert not opens(text)


def test_a_socket_is_made_for_a_public_machine_only():
    kind = socket.SOCK_STREAM, socket.IPPROTO_TCP, ""
    public_socket((socket.AF_INET, *kind, ("93.184.216.34", 80))).close()
    for family, place in (
        (socket.AF_INET, ("127.0.0.1", 80)),
        (socket.AF_INET6, ("::ffff:127.0.0.1", 80, 0, 0)),
        (socket.AF_UNIX, "/run/secret.sock"),
    ):
        with pytest.raises(RefusedAddress):
            public_socket((family, *kind, place))


class Names(AbstractResolver):
    """Answers each question with the next of its addresses, the last one again and again."""

    def __init__(self, *addresses: str) -> None:
        self._left = list(addresses)
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked += 1
        address = self._left.pop(0) if len(self._left) > 1 else self._left[0]
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
        ]

    async def close(self) -> None:
        pass


@asynccontextmanager
async def guarded(resolver: AbstractResolver | None = None) -> AsyncIterator[aiohttp.ClientSession]:
    connector = aiohttp.TCPConnector(socket_factory=public_socket, resolver=resolver)
    async with aiohttp.ClientSession(connector=connector) as session:
        yield session


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0", "①②⑦.⓪.⓪.①", "localhost"]
)
async def test_the_connection_itself_refuses_a_near_machine(host):
    async with BadServer() as server, guarded() as session:
        with pytest.raises((aiohttp.ClientError, ValueError)):
            await session.get(f"http://{host}:{server.port}/")
        assert server.connections == 0


async def test_a_redirect_does_not_go_round_the_guard():
    """The library's own redirects, which the fetcher does not even use."""
    async with BadServer() as outside, BadServer() as inside:
        outside.on("/", redirect(inside.address()))
        connector = aiohttp.TCPConnector(socket_factory=_only(outside.port))
        async with aiohttp.ClientSession(connector=connector) as session:
            with pytest.raises(aiohttp.ClientConnectorError):
                await session.get(outside.address())
        assert (outside.connections, inside.connections) == (1, 0)


def _only(port: int):
    """The guard, with one server of the tests taken for a public one."""

    def factory(info):
        if info[4][1] == port:
            return socket.socket(*info[:3])
        return public_socket(info)

    return factory


async def test_a_name_that_changes_its_mind_reaches_nothing():
    """First a public address, for whoever checks; then loopback, for whoever connects."""
    async with BadServer() as server:
        names = Names("93.184.216.34", "127.0.0.1")
        await names.resolve("rebond.example")  # the check
        async with fetcher(resolver=names) as visitor:
            answer = await visitor.fetch(Visit("http://rebond.example/feed"))
        assert (answer.outcome, answer.error) == (Outcome.FAILED, "refused-address")
        async with guarded(Names("127.0.0.1")) as session:
            with pytest.raises(aiohttp.ClientConnectorError):
                await session.get(f"http://rebond.example:{server.port}/feed")
        assert names.asked == 2 and server.connections == 0


def fetcher(**more) -> Fetcher:
    more.setdefault("spacing", 0)
    return Fetcher(
        clock=lambda: datetime(2026, 11, 24, tzinfo=UTC), user_agent="Entremise/tests", **more
    )


async def test_a_private_source_is_read_when_its_host_and_port_were_named():
    async with BadServer() as server:
        address = server.on("/feed", reply(200, b"<rss/>"))
        async with fetcher() as visitor:
            assert (await visitor.fetch(Visit(address))).error == "refused-address"
        assert server.connections == 0
        async with fetcher(private_hosts=frozenset([server.place])) as visitor:
            assert (await visitor.fetch(Visit(address))).outcome is Outcome.NEW


async def test_a_private_source_is_opened_by_its_name_and_by_that_name_only():
    async with BadServer() as server:
        server.on("/feed", reply(200, b"<rss/>"))
        named = frozenset([("intranet.example", server.port)])
        async with fetcher(private_hosts=named, resolver=Names("127.0.0.1")) as visitor:
            path = f":{server.port}/feed"
            well = await visitor.fetch(Visit(f"http://intranet.example{path}"))
            assert well.outcome is Outcome.NEW
            for other in ("127.0.0.1", "autre.example", "a.intranet.example", "localhost"):
                answer = await visitor.fetch(Visit(f"http://{other}{path}"))
                assert answer.error == "refused-address"
            port_80 = await visitor.fetch(Visit("http://intranet.example/feed"))
            assert port_80.error == "refused-address"
        assert server.connections == 1


async def test_a_private_server_opens_no_other_machine():
    async with BadServer() as server, BadServer() as other:
        opened = frozenset([server.place])
        async with fetcher(private_hosts=opened) as visitor:
            for to in (
                other.address(),
                f"http://localhost:{other.port}/",
                f"http://[::ffff:127.0.0.1]:{other.port}/",
                f"//127.0.0.1:{other.port}/",
                "file:///etc/passwd",
                "http://2130706433/",
                f"http://127.0.0.1:{other.port}\\@exemple.fr/",
            ):
                answer = await visitor.fetch(Visit(server.on("/feed", redirect(to))))
                assert (answer.outcome, answer.error) == (Outcome.FAILED, "redirect-refused"), to
        assert other.connections == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("exemple.fr/feed", "https://exemple.fr/feed"),
        ("  https://exemple.fr/feed \n", "https://exemple.fr/feed"),
        ("<https://exemple.fr/feed>", "https://exemple.fr/feed"),
        ("feed://exemple.fr/feed", "https://exemple.fr/feed"),
        ("feed:https://exemple.fr/feed", "https://exemple.fr/feed"),
        ("feed:http://exemple.fr/feed", "http://exemple.fr/feed"),
        ("FEED://Exemple.FR/Feed", "https://exemple.fr/Feed"),
        ("HTTP://exemple.fr:80", "http://exemple.fr/"),
        ("https://exemple.fr:443/f", "https://exemple.fr/f"),
        ("http://exemple.fr:443/f", "http://exemple.fr:443/f"),
        ("exemple.fr:80/f", "http://exemple.fr/f"),
        ("https://éléphant.fr/", "https://xn--lphant-9uab.fr/"),
        ("Éléphant.fr", "https://xn--lphant-9uab.fr/"),
        ("https://exemple.fr./f", "https://exemple.fr/f"),
        ("https://exemple.fr/à lire?q=é#haut", "https://exemple.fr/%C3%A0%20lire?q=%C3%A9"),
        ("https://exemple.fr/flux%20rss.xml", "https://exemple.fr/flux%20rss.xml"),
        ("https://exemple.fr?page=backend", "https://exemple.fr/?page=backend"),
        ("https://exemple.fr/u/@nom:feed", "https://exemple.fr/u/@nom:feed"),
        (
            "exemple.fr/spip.php?page=backend&id=a:1",
            "https://exemple.fr/spip.php?page=backend&id=a:1",
        ),
        ("https://8.8.8.8/f", "https://8.8.8.8/f"),
        ("https://[2001:4860:4860::8888]/f", "https://[2001:4860:4860::8888]/f"),
        ("intranet.example:8080/f", "http://intranet.example:8080/f"),
        ("https://intranet.example:8080/f", "https://intranet.example:8080/f"),
        ("nas:5000/f", "http://nas:5000/f"),
    ],
)
def test_what_is_typed_becomes_one_address(typed, meant):
    private = frozenset([("intranet.example", 8080), ("nas", 5000)])
    assert typed_address(typed, private) == meant
    assert typed_address(meant, private) == meant


@pytest.mark.parametrize(
    ("typed", "key", "facts"),
    [
        ("", "source-not-an-address", {}),
        ("framablog", "source-not-an-address", {}),
        ("le blog de la Fondation", "source-not-an-address", {}),
        ("nom@exemple.fr", "source-not-an-address", {}),
        ("/feed", "source-not-an-address", {}),
        ("https://", "source-not-an-address", {}),
        ("https://exem ple.fr/", "source-not-an-address", {}),
        ("https://exemple.fr\t.evil.example/", "source-not-an-address", {}),
        ("https://exemple..fr/", "source-not-an-address", {}),
        ("https://-exemple.fr/", "source-not-an-address", {}),
        ("https://exemple.fr:seize/", "source-not-an-address", {}),
        ("https://exemple.fr:99999/", "source-not-an-address", {}),
        ("https://[::1/", "source-not-an-address", {}),
        ("https://exemple.fr/" + "a" * 2100, "source-not-an-address", {}),
        ("ftp://exemple.fr/f", "source-scheme", {"scheme": "ftp"}),
        ("javascript:alert(1)", "source-scheme", {"scheme": "javascript"}),
        ("data:text/xml,<rss/>", "source-scheme", {"scheme": "data"}),
        ("mailto:nom@exemple.fr", "source-scheme", {"scheme": "mailto"}),
        ("https://nom:secret@exemple.fr/", "source-credentials", {}),
        ("https://jeton@exemple.fr/", "source-credentials", {}),
        ("https://exemple.fr:8443/", "source-port", {"port": "8443"}),
        ("exemple.fr:22", "source-port", {"port": "22"}),
        ("https://exemple.fr:0/", "source-port", {"port": "0"}),
        ("http://192.168.1.1/", "source-private", {"host": "192.168.1.1"}),
        ("http://nas/", "source-private", {"host": "nas"}),
    ],
)
def test_what_cannot_be_a_source_is_refused_with_its_reason(typed, key, facts):
    with pytest.raises(Refused) as refused:
        typed_address(typed)
    assert (refused.value.key, refused.value.facts) == (key, facts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://exemple.fr/feed", "https://exemple.fr/feed"),
        ("https://EXEMPLE.fr/feed", "https://exemple.fr/feed"),
        ("https://exemple.fr", "https://exemple.fr/"),
        ("http://exemple.fr:80/f", "https://exemple.fr:443/f"),
        ("https://exemple.fr./f", "https://exemple.fr/f#haut"),
        ("https://éléphant.fr/", "https://xn--lphant-9uab.fr/"),
        ("https://exemple.fr/%c3%a9", "https://exemple.fr/é"),
    ],
)
def test_one_feed_typed_in_two_ways_is_one_feed(one, other):
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://exemple.fr/feed", "https://exemple.fr/feed/"),
        ("https://exemple.fr/feed", "https://exemple.fr/Feed"),
        ("https://exemple.fr/feed", "https://www.exemple.fr/feed"),
        ("https://exemple.fr/?a=1", "https://exemple.fr/?a=2"),
        ("https://exemple.fr/?a=1&b=2", "https://exemple.fr/?b=2&a=1"),
        ("https://exemple.fr:8080/", "https://exemple.fr/"),
    ],
)
def test_what_may_be_another_feed_stays_another(one, other):
    assert address_key(one) != address_key(other)
