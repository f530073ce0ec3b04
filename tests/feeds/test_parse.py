"""What comes out of feeds that are as they should be, in every format; the rules for all."""

import json
from datetime import UTC, datetime

import pytest

from domain.watch.entry import LINK_LIMIT, MOST_ENTRIES, Entry, NotAFeed, ParsedFeed
from feeds.parse import parse
from tests.feeds.watch_cases import feed_of

ADDRESS = "https://exemple.fr/fil/rss.xml"


def read(items: str, **more: object) -> ParsedFeed:
    return parse(feed_of(items), address=ADDRESS, **more)  # type: ignore[arg-type]


def one(item: str) -> Entry:
    """The only entry of a feed that holds one item."""
    (entry,) = read(f"<item>{item}</item>").entries
    return entry


def atom(entry: str, root: str = "") -> Entry:
    body = f'<feed xmlns="http://www.w3.org/2005/Atom" {root}><title>J</title>{entry}</feed>'
    (found,) = parse(body.encode(), address=ADDRESS).entries
    return found


def test_an_item_of_rss_gives_all_its_facts():
    feed = read(
        """<ttl>90</ttl><item><title>Appel &amp;amp; projets</title>
        <link>https://exemple.fr/1</link><guid isPermaLink="false"> abc </guid>
        <pubDate>Mon, 02 Nov 2026 10:00:00 +0100</pubDate>
        <dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">La rédaction</dc:creator>
        <description>&lt;p&gt;Un&lt;/p&gt;&lt;p&gt;deux&lt;/p&gt;</description></item>"""
    )
    assert (feed.kind, feed.title, feed.site) == ("rss", "Réseau", "https://exemple.fr/")
    assert (feed.ttl, feed.counted, feed.left_out, feed.complete) == (90, 1, 0, True)
    assert feed.entries == (
        Entry(
            guid="abc",
            link="https://exemple.fr/1",
            title="Appel & projets",
            summary="Un deux",
            published=datetime(2026, 11, 2, 9, tzinfo=UTC),
            author="La rédaction",
        ),
    )


def test_an_entry_of_atom_gives_all_its_facts():
    entry = atom(
        """<entry><id>urn:1</id><title type="html">&lt;b&gt;Été&lt;/b&gt;</title>
        <link rel="self" href="/1.atom"/><link href="/1"/><updated>2026-11-02T10:00:00Z</updated>
        <published>2026-11-01T10:00:00+01:00</published>
        <author><name>Ana</name><email>a@exemple.fr</email></author>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Un</p><p>d<i>eu</i>x
        &amp; trois</p><script>mal()</script></div></content></entry>"""
    )
    assert entry == Entry(
        guid="urn:1",
        link="https://exemple.fr/1",
        title="Été",
        summary="Un deux & trois",
        published=datetime(2026, 11, 1, 9, tzinfo=UTC),
        updated=datetime(2026, 11, 2, 10, tzinfo=UTC),
        author="Ana",
    )


def test_an_item_of_json_gives_all_its_facts():
    item = {
        "id": 7,
        "url": "/7",
        "title": "A < B & <i>",
        "content_text": "Du texte <b>",
        "date_published": "2026-11-02T10:00:00Z",
        "authors": [{"name": "Ana"}],
    }
    feed = parse(
        json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [item, 3]}
        ).encode(),
        address=ADDRESS,
    )
    assert (feed.kind, feed.title) == ("json", "J")
    (entry,) = feed.entries
    assert (entry.guid, entry.link, entry.author) == ("7", "https://exemple.fr/7", "Ana")
    assert (entry.title, entry.summary) == ("A < B & <i>", "Du texte <b>")
    assert entry.published == datetime(2026, 11, 2, 10, tzinfo=UTC)


def test_an_item_of_rdf_and_an_entry_of_atom_0_3_are_read():
    rdf = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        b' xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>c</title></channel>'
        b'<item rdf:about="urn:1"><title>a</title><link>https://exemple.fr/1</link></item></rdf:RDF>'
    )
    feed = parse(rdf)
    assert feed.kind == "rdf"
    assert feed.entries == (Entry(guid="urn:1", link="https://exemple.fr/1", title="a"),)
    old = (
        b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>'
        b'<title mode="base64">PGI+YTwvYj4=</title>'
        b"<issued>2003-12-13T08:29:29-04:00</issued><modified>2003-12-14</modified></entry></feed>"
    )
    (entry,) = parse(old).entries
    assert entry.published == datetime(2003, 12, 13, 12, 29, 29, tzinfo=UTC)
    assert (entry.title, entry.updated) == ("a", datetime(2003, 12, 14, tzinfo=UTC))
    cdf = b'<CHANNEL HREF="https://a.fr"><ITEM HREF="https://a.fr/1"><TITLE>a</TITLE></ITEM></CHANNEL>'
    assert parse(cdf).entries == (Entry(title="a", link="https://a.fr/1"),)


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ("<link>https://a.fr/1</link><guid>https://a.fr/2</guid>", "https://a.fr/1"),
        ("<guid>https://a.fr/2</guid>", "https://a.fr/2"),
        ('<guid isPermaLink="false">https://a.fr/2</guid>', "https://exemple.fr/"),
        ("<link>../1?a=1&amp;b=2</link>", "https://exemple.fr/1?a=1&b=2"),
        ("<link>//a.fr/1</link>", "https://a.fr/1"),
        ("<link><![CDATA[ \n https://a.fr/un deux \n ]]></link>", "https://a.fr/un%20deux"),
        ("<link>https://a.fr/un\n    deux</link>", "https://a.fr/undeux"),
        ("<link>JavaScript:alert(1)</link>", ""),
        ("<link>data:text/html,a</link><guid>g</guid>", ""),
        ("<link>ftp://a.fr/1</link><guid>g</guid>", ""),
        ("<link>http://[::1/</link><guid>g</guid>", ""),
        ("<link>https://a\u2100.fr/</link><guid>g</guid>", ""),
        ("<link>https://été.fr/à?é[]=1</link>", "https://été.fr/à?é[]=1"),
        ("<link>mailto:a@a.fr</link><guid>https://a.fr/2</guid>", "https://a.fr/2"),
        (f"<link>https://a.fr/{'x' * LINK_LIMIT}</link>", ""),
        ("<link/>", "https://exemple.fr/"),
        ('<enclosure url="https://a.fr/1.mp3" type="audio/mpeg"/>', "https://a.fr/1.mp3"),
        (
            '<enclosure url="https://a.fr/1.mp3"/><link>https://a.fr/1</link>',
            "https://a.fr/1",
        ),
        (
            '<link>https://proxy.fr/1</link><f:origLink xmlns:f="http://rssnamespace.org/'
            'feedburner/ext/1.0">https://a.fr/1</f:origLink>',
            "https://a.fr/1",
        ),
        (
            '<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="self" href="https://a.fr/s"/>'
            "<guid>https://a.fr/2</guid>",
            "https://a.fr/2",
        ),
    ],
)
def test_the_link_is_the_best_that_is_offered(item: str, link: str):
    assert one(item).link == link


def test_relative_links_follow_the_base_of_the_feed_then_of_the_entry():
    assert atom('<entry><link href="1"/></entry>').link == "https://exemple.fr/fil/1"
    base = 'xml:base="https://a.fr/x/"'
    assert atom('<entry><link href="1"/></entry>', base).link == "https://a.fr/x/1"
    assert atom('<entry xml:base="y/"><link href="1"/></entry>', base).link == "https://a.fr/x/y/1"
    link = '<entry><link rel="http://x/ALTERNATE" xml:base="z/" href="1"/></entry>'
    assert atom(link, base).link == "https://a.fr/x/z/1"
    (entry,) = parse(b"<rss><channel><item><link>/1</link></item></channel></rss>").entries
    assert entry.link == ""


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("<title/><description>Une phrase.</description>", "Une phrase."),
        ("<title>&lt;img src='a.png'&gt;</title><description>Deux.</description>", "Deux."),
        ("<link>https://a.fr/1</link>", "https://a.fr/1"),
        (f"<description>{'mot ' * 60}</description>", f"{'mot ' * 25}".rstrip() + "…"),
        ('<m:title xmlns:m="http://search.yahoo.com/mrss/">Vidéo</m:title>', "Vidéo"),
        ("<media:title>Vidéo</media:title><title>Titre</title>", "Titre"),
        ("<itunes:title>Épisode</itunes:title>", "Épisode"),
        ("<title>Le &lt;T&gt; de Vec&amp;lt;T&amp;gt;</title>", "Le <T> de Vec<T>"),
        ("<title>a</title><title>b</title>", "a"),
        ("<title>a &lt;b&gt; <i>c</i></title>", "a <b> c"),
        ("<TITLE>a</TITLE>", "a"),
    ],
)
def test_the_title_is_the_best_that_there_is(item: str, title: str):
    assert one(item).title == title


def test_an_enclosure_and_a_source_keep_their_titles_to_themselves():
    entry = one(
        '<source url="https://b.fr"><title>B</title></source><enclosure url="https://a.fr/i.png">'
        "<media:title>Image</media:title></enclosure><title>A</title>"
    )
    assert entry.title == "A"
    inside = atom(
        '<entry><source><id>s</id><title>S</title><link href="https://s.fr/"/></source>'
        '<id>e</id><title>E</title><link href="https://e.fr/"/></entry>'
    )
    assert (inside.guid, inside.title, inside.link) == ("e", "E", "https://e.fr/")


def test_what_a_video_says_of_itself_is_its_summary():
    entry = one(
        '<title>V</title><m:group xmlns:m="http://search.yahoo.com/mrss/"><m:title>W</m:title>'
        "<m:description>Un film</m:description></m:group>"
    )
    assert (entry.title, entry.summary) == ("V", "Un film")


def test_a_clock_that_nobody_set_is_no_date():
    assert one("<pubDate>Thu, 01 Jan 1970 00:00:00 +0000</pubDate>").published is None
    assert one("<pubDate>bientôt</pubDate>").published is None
    early = one("<pubDate>Thu, 01 Jan 1968 00:00:00 +0000</pubDate>")
    assert early.published == datetime(1968, 1, 1, tzinfo=UTC)


def test_entries_without_anything_are_entries():
    assert read("<item/><item></item><item><category>x</category></item>").entries == tuple(
        Entry(link="https://exemple.fr/", title="https://exemple.fr/") for _ in range(3)
    )
    assert parse(b"<rss><item><title>seul</title></item></rss>").entries[0].title == "seul"


def test_items_of_a_namespace_that_nobody_knows_are_read():
    for head, prefix in (('xmlns="urn:a"', ""), ('xmlns:z="urn:z"', "z:"), ("", "")):
        body = (
            f"<rss {head}><channel><{prefix}item><{prefix}title>a</{prefix}title>"
            f"</{prefix}item></channel></rss>"
        )
        (entry,) = parse(body.encode()).entries
        assert entry.title == "a"
    bare = b'<rss xmlns="urn:a"><channel><item xmlns=""><title>a</title></item></channel></rss>'
    assert parse(bare).entries[0].title == "a"


def dated(numbers: range) -> str:
    return "".join(
        f"<item><title>{n}</title><pubDate>2026-01-01T00:{n // 60:02}:{n % 60:02}Z</pubDate></item>"
        for n in numbers
    )


def test_of_too_many_the_newest_are_kept_in_the_feeds_order():
    feed = read(dated(range(MOST_ENTRIES + 20)))
    assert [entry.title for entry in feed.entries] == [str(n) for n in range(20, MOST_ENTRIES + 20)]
    assert (feed.left_out, feed.counted, feed.complete) == (20, MOST_ENTRIES + 20, True)
    assert [entry.title for entry in read(dated(range(9)), limit=2).entries] == ["7", "8"]
    undated = read(dated(range(9)) + "<item><title>x</title></item>", limit=2)
    assert [entry.title for entry in undated.entries] == ["0", "1"]


@pytest.mark.parametrize(
    ("head", "minutes"),
    [
        ("<ttl>60</ttl>", 60),
        ("<ttl>0</ttl>", None),
        ("<ttl>bof</ttl>", None),
        (f"<ttl>{'9' * 30}</ttl>", None),
        ("<sy:updatePeriod> hourly </sy:updatePeriod>", 60),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 360),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 60),
    ],
)
def test_a_feed_says_how_long_to_leave_it_alone(head: str, minutes: int | None):
    assert read(head).ttl == minutes


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\0 ", "empty"),
        (b"\xef\xbb\xbf ", "empty"),
        (b"/etc/passwd", "not-a-feed"),
        (b"config.env", "not-a-feed"),
        (b"https://exemple.fr/feed", "not-a-feed"),
        (b"garbage", "not-a-feed"),
        (b"<!DOCTYPE html><html><body><p>404</p></body></html>", "not-a-feed"),
        (b"<html><head><title>rss</title></head><body><item>a</item></body></html>", "not-a-feed"),
        (b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', "not-a-feed"),
        (b'{"error": "forbidden"}', "not-a-feed"),
        (b"[1, 2]", "not-a-feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "not-a-feed"),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, reason: str):
    with pytest.raises(NotAFeed) as refusal:
        parse(body)
    assert refusal.value.reason == reason


def test_the_deadline_of_a_call_is_read_where_it_stands_only_in_the_whole_article():
    def feed(title: str) -> bytes:
        return f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
        <channel><title>Fonds</title><item><title>{title}</title>
        <description>Le fonds soutient les lieux. [&#8230;]</description>
        <content:encoded><![CDATA[<p>Le fonds soutient les lieux.</p>
        <p>Date limite de dépôt : 30 avril 2027.</p>]]></content:encoded>
        </item></channel></rss>""".encode()

    (call,) = parse(feed("Appel à projets culture")).entries
    assert "30 avril 2027" in call.summary
    (news,) = parse(feed("La fête des dix ans")).entries
    assert news.summary == "Le fonds soutient les lieux. […]"
