"""Bodies made to kill their reader, all given to one and the same child, which must live."""

import gzip
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.watch.entry import SUMMARY_LIMIT, TITLE_LIMIT, NotAFeed, ParsedFeed
from feeds.workshop import Workshop
from tests.feeds.watch_cases import feed_of, laughs, peak_bytes, watched_loop

pytestmark = pytest.mark.asyncio(loop_scope="module")
JSON = '{"version":"https://jsonfeed.org/version/1","items":['
LINK = "<link>https://exemple.fr/1</link>"


def item(inside: str) -> bytes:
    return feed_of(f"<item><title>a</title>{LINK}{inside}</item>")


def described(markup: str) -> bytes:
    return item(f"<description><![CDATA[{markup}]]></description>")


AUTHOR = f"<author>a@{'a.' * 16_000}!</author>"
ATTRIBUTES = " ".join(f'a{n}="{n}"' for n in range(40_000))
BOMBS: dict[str, tuple[bytes, int | str]] = {
    # what it is: (the body, how many entries must come out or the reason why none does)
    "laughs": (feed_of("<item><title>&lol9;</title></item>", laughs(9)), 1),
    "laughs in an attribute": (feed_of('<item a="&lol9;"/>', laughs(9)), 1),
    "one entity, square": (
        feed_of(
            f"<item><title>{'&a;' * 3_000}</title></item>",
            f'<!DOCTYPE r [<!ENTITY a "{"a" * 100_000}">]>',
        ),
        1,
    ),
    "entity of parameters": (feed_of("<item/>", '<!DOCTYPE r [<!ENTITY % a "%a;%a;"> %a;]>'), 1),
    "unclosed doctype": (b"<!DOCTYPE r [" + b'<!ENTITY a "' * 100_000, "not-a-feed"),
    "style": (described(f'<p style="{"a" * 100_000}">b</p>'), 1),
    "unclosed style": (described(f'<p style="{"a" * 100_000}'), 1),
    "comments in a section": (described("<!--" * 75_000), 1),
    "comments": (feed_of("<!--" * 75_000), 0),
    "sections": (feed_of("<![CDATA[" * 100_000), 0),
    "author": (item(AUTHOR), 1),
    "author in a feed with faults": (item(f"<p>{AUTHOR}"), 1),
    "attributes": (feed_of(f"<item {ATTRIBUTES}><title>a</title></item>"), 1),
    "attributes with faults": (feed_of(f"<item {ATTRIBUTES.replace(chr(34), '')}/>"), 1),
    "deep": (b"<a>" * 170_000, "not-a-feed"),
    "deep in a feed": (feed_of("<a>" * 170_000), 0),
    "deep in an item": (item("<a>" * 170_000), 1),
    "deep in a title": (feed_of("<item><title>" + "<a>" * 170_000), 1),
    "deep and closed": (item("<a>" * 100_000 + "</a>" * 100_000), 1),
    "deep items": (b"<rss>" + b"<item>" * 200_000, 500),
    "less than": (item("<" * 300_000), 1),
    "tags": (described("<a " * 100_000), 1),
    "quotes": (described("<a \"' " * 80_000), 1),
    "scripts": (described("<script>" * 60_000), 1),
    "ampersands": (feed_of(f"<item><title>{'&' * 500_000}</title></item>"), 1),
    "entities": (feed_of(f"<item><title>{'&eacute;' * 200_000}</title></item>"), 1),
    "a number": (feed_of(f"<item><title>&#{'9' * 500_000};</title></item>"), 1),
    "an escaped number": (described(f"&#{'9' * 50_000};"), 1),
    "accents": (feed_of(f"<item><title>a{chr(0x301) * 500_000}</title></item>"), 1),
    "namespaces": (feed_of("".join(f'<b{n}:item xmlns:b{n}="u:{n}"/>' for n in range(9_000))), 500),
    "namespaces in each other": (
        b"<rss>" + b"".join(b'<a xmlns:b%d="u">' % n for n in range(20_000)),
        0,
    ),
    "instructions": (b"<?" * 300_000, "not-a-feed"),
    "an unclosed attribute": (b"<rss>" + b'<item a="' * 100_000, 500),
    "letters of another code": (b"<rss><item/>" + b"\xe9" * 3_000_000, 1),
    "deep json": (f"{JSON}{'[' * 200_000}".encode(), 0),
    "json": (f"{JSON}{','.join(['{}'] * 200_000)}]}}".encode(), 500),
    "much json": (f"{JSON}{','.join(['{}'] * 1_600_000)}]}}".encode(), 500),
    "a number in json": (f'{JSON}{{"id":{"9" * 50_000}}}]}}'.encode(), 1),
    "packed": (gzip.compress(b"<rss>" + b"<item/>" * 9_000_000), 500),
    "packed twice": (gzip.compress(gzip.compress(bytes(50_000_000))), "not-a-feed"),
    "every byte": (bytes(range(256)) * 10_000, "not-a-feed"),
    "a file's name": (b"/etc/passwd", "not-a-feed"),
    "another file's name": (b"config.env", "not-a-feed"),
    "a file's address": (b"file:///etc/passwd", "not-a-feed"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workshop() -> AsyncIterator[Workshop]:
    async with Workshop() as opened:
        yield opened


@pytest.mark.parametrize("name", BOMBS)
async def test_a_body_made_to_kill_its_reader_does_not(workshop: Workshop, name: str):
    body, expected = BOMBS[name]
    await workshop.parse(feed_of("<item/>"))  # so that there is a child, which must live
    (pid,) = workshop.pids
    async with watched_loop() as stall:
        try:
            found: ParsedFeed | str = await workshop.parse(body)
        except NotAFeed as refusal:
            found = refusal.reason
    if isinstance(found, ParsedFeed):
        assert len(found.entries) == expected
        assert all(len(entry.title) <= TITLE_LIMIT for entry in found.entries)
        assert all(len(entry.summary) <= SUMMARY_LIMIT for entry in found.entries)
        assert "root:" not in repr(found)
    else:
        assert found == expected
    assert stall.seconds < 1  # what is measured with more care in test_rejections
    assert workshop.pids == [pid] or not workshop.pids  # it may make way, having grown
    if workshop.pids:
        assert peak_bytes(pid) < 256 * 1024 * 1024
