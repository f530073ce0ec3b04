"""Feeds with faults: wrong characters, missing ends, bare markup. Nothing is lost."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.watch.entry import NotAFeed, ParsedFeed
from feeds.parse import parse
from feeds.repair import feed_start, mended, prolog_end
from feeds.strict import read_strictly
from tests.feeds.watch_cases import feed_of

HEAD = "<rss><channel><title>c</title><link>https://exemple.fr/</link>"
THREE = "".join(
    f"<item><title>Été {n}</title><link>https://exemple.fr/{n}</link></item>" for n in range(3)
)


def titles(feed: ParsedFeed) -> list[str]:
    return [entry.title for entry in feed.entries]


ALL = ["Été 0", "Été 1", "Été 2"]


WIDE = "utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be"
CODES = [*WIDE.split(), "utf-8", "utf-8-sig", "cp1252", "iso8859-15"]


@pytest.mark.parametrize(
    ("code", "declared"),
    [
        (code, declared)
        for code in CODES
        for declared in (code, "utf-8", "iso-8859-1", "", "x-nothing")
    ]
    + [("mac_roman", "mac_roman"), ("cp850", "cp850")],
)
def test_letters_come_out_whatever_the_code_and_whatever_is_declared(code: str, declared: str):
    prolog = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    assert titles(parse(f"{prolog}{HEAD}{THREE}</channel></rss>".encode(code))) == ALL


@pytest.mark.parametrize(
    "charset", ["iso-8859-1", "utf-8", "utf-16", "utf-7", "rien", "hex", "punycode", ""]
)
def test_what_the_answer_declares_is_advice(charset: str):
    body = f"{HEAD}{THREE}</channel></rss>"
    assert titles(parse(body.encode(), charset=charset)) == ALL
    header = f"application/rss+xml; charset={charset}"
    assert titles(parse(body.encode("cp1252"), content_type=header)) == ALL


def test_the_answer_is_believed_where_the_body_says_nothing():
    body = f"{HEAD}<item><title>Подпись</title></item></channel></rss>".encode("koi8-r")
    assert titles(parse(body, charset="koi8-r")) == ["Подпись"]
    japanese = f"{HEAD}<item><title>夏</title></item></channel></rss>".encode("iso2022_jp")
    assert titles(parse(japanese, charset="iso-2022-jp")) == ["夏"]


def test_a_few_bytes_of_another_code_are_mended_and_the_others_kept():
    body = feed_of("<item><title>Été à Melle et XXX</title></item>").replace(b"XXX", b"\xe9t\xe9")
    assert titles(parse(body)) == ["Été à Melle et été"]


def test_a_body_packed_without_saying_so_is_unpacked():
    assert titles(parse(gzip.compress(feed_of(THREE)))) == ALL
    bomb = gzip.compress(b"<rss>" + b"x" * 50_000_000)
    assert parse(bomb).entries == ()
    with pytest.raises(NotAFeed):
        parse(gzip.compress(feed_of(THREE))[:12])


@pytest.mark.parametrize(
    "body",
    [
        f"  \n\t{HEAD}{THREE}</channel></rss>",
        f"<br />\n<b>Warning</b>: & <i>x</i>\n<?xml version='1.0'?>{HEAD}{THREE}</channel></rss>",
        f"<!-- <item/> -->{HEAD}<!-- <item> -->{THREE}</channel></rss><!-- <item/> -->",
        f"{HEAD}{THREE}</channel></rss><p>Généré en 3 s",
        f"{HEAD}{THREE}</channel></rss>{HEAD}</channel></rss>",
        f"{HEAD.replace('<title>c', '<title>a & b')}{THREE}</channel></rss>",
        f"{HEAD}<description>&nbsp;&laquo;&bull;&hellip;&inconnu;&</description>{THREE}</channel></rss>",
        f"{HEAD}<description>a < b <3 << c</description>{THREE}</channel></rss>",
        f"{HEAD}<description>\x00\x0b\x1f&#11;&#0;&#xFFFE;</description>{THREE}</channel></rss>",
        f"{HEAD}<description><p>un<br>deux</description>{THREE}</channel></rss>",
        f"{HEAD}<image url=a.png alt>x</image>{THREE}</channel></rss>",
        f"{HEAD}<a b='1' b='2'/>{THREE}</channel></rss>",
        f"{HEAD}<inconnu:x>y</inconnu:x>{THREE}</channel></rss>",
        f"<!DOCTYPE rss [<!ENTITY a '<item>'><!-- ]> -->]>{HEAD}{THREE}</channel></rss>",
        f'<!DOCTYPE rss PUBLIC "-//N//DTD" "http://x/rss.dtd">{HEAD}{THREE}</channel></rss>',
        f"{HEAD}{THREE}</CHANNEL></RSS>",
        f"{HEAD}{THREE}</rss>",
        f"{HEAD}{THREE}".replace("<title>Été 1</title>", "<title><b>Été 1</title>")
        + "</channel></rss>",
        f"{HEAD}{THREE}".replace("</item>", "") + "</channel></rss>",
        f"{HEAD}{THREE}</channel></rss>".replace("item>", "ITEM>"),
        f"{HEAD}<item><title>Été 0</title><description><![CDATA[<item>]]>]]></description></item>"
        f"{THREE[THREE.index('</item>') + 7:]}</channel></rss>",
    ],
)  # fmt: skip
def test_a_fault_loses_no_entry(body: str):
    feed = parse(body.encode())
    assert titles(feed) == ALL
    assert feed.complete


def test_of_a_feed_that_is_cut_short_what_came_is_kept_and_it_is_said():
    whole = f"{HEAD}{THREE}</channel></rss>"
    for end in range(whole.index("<item>") + 6, len(whole) - 1):
        feed = parse(whole[:end].encode("cp1252"))
        begun = whole[:end].count("<item>")
        assert len(feed.entries) == begun
        assert not feed.complete, whole[:end]
        closed = sum(f"{title}</" in whole[:end] for title in ALL)
        assert titles(feed)[:closed] == ALL[:closed]


def test_of_a_json_feed_that_is_cut_short_the_whole_items_are_kept():
    feed = {"version": "https://jsonfeed.org/version/1", "items": [{"title": t} for t in ALL]}
    whole = json.dumps(feed)
    for end in range(whole.index("[") + 1, len(whole)):
        cut = parse(whole[:end].encode())
        assert titles(cut) == ALL[: whole[:end].count("}")][:3]
        assert not cut.complete


def test_entries_within_each_other_are_all_read():
    inner = "<item><title>Été 1</title></item>"
    feed = parse(
        feed_of(f"<item><title>Été 0</title>{inner}</item><item><title>Été 2</title></item>")
    )
    assert titles(feed) == ALL


def test_entries_beyond_what_a_reader_minds_are_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("feeds.strict.MOST_READ", 2)
    feed = parse(feed_of(THREE))
    assert (titles(feed), feed.left_out, feed.complete) == (ALL[:2], 1, True)


@pytest.mark.parametrize(
    "fault",
    ["&", "&nbsp;", "&inconnu;", "a < b", "<3", "\x00\x0b", "&#0;&#xFFFF;", "&copy=1", "&;", "&#;"],
)
def test_what_is_mended_is_well_formed(fault: str):
    text = f"<p>Erreur</p>\n{HEAD}<item><title>{fault}</title></item></channel></rss>"
    assert not read_strictly(text).whole
    assert read_strictly(mended(text, feed_start(text))).whole


def test_sections_are_not_mended():
    text = "<rss><link><![CDATA[https://exemple.fr/?a=1&b=2&eacute;<]]></link></rss>"
    assert mended(text, 0) == text


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE rss>",
        "<!DOCTYPE rss PUBLIC '-//N//DTD >' \"http://x/rss.dtd\">",
        "<!DOCTYPE rss [<!ELEMENT item (title)> <!ENTITY a ']>'> <!-- ]> --> <?x ]> ?> ]>",
        "\ufeff \n<?xml version='1.0'?><!-- <rss> --> <?x > ?>",
    ],
)
def test_what_comes_before_the_first_element_is_passed_over(prolog: str):
    assert prolog_end(f"{prolog} <rss><item/></rss>") == len(prolog) + 1


def test_nothing_is_looked_for_behind_a_depth_that_no_feed_has():
    assert read_strictly("<a>" * 2_000 + "</b>").cut
    assert not read_strictly("<a>" * 20 + "</b>").cut


def test_a_decoy_is_no_entry():
    items = (
        '<item><title>a</title><x:item xmlns:x="urn:x"><x:title>leurre</x:title></x:item></item>'
        "<item><title>b</title><description>&lt;item&gt;</description></item>"
        "<!-- <item><title>c</title></item> --><x:item xmlns:x='urn:x'/>"
    )
    feed = parse(feed_of(items))
    assert titles(feed) == ["a", "b"]
    assert (feed.counted, feed.complete) == (2, True)


def test_no_file_and_no_entity_is_opened():
    for declared in ('<!ENTITY x SYSTEM "file:///etc/hostname">', '<!ENTITY x "secret">',
                     '<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;'):  # fmt: skip
        prolog = f"<!DOCTYPE rss [{declared}]>"
        feed = parse(
            feed_of("<item><title>[&x;]</title><link>https://a.fr/1</link></item>", prolog)
        )
        assert titles(feed) == ["[&x;]"]


TOKENS = [
    "<rss>", "</rss>", "<channel>", "<item>", "</item>", "<entry>", "<title>", "</title>", "<link>",
    "</link>", "<link href='x'/>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "</feed>", "<!--",
    "-->", "<![CDATA[", "]]>", "<!DOCTYPE r [", "]>", "&", "&amp;", "&eacute;", "&#0;", "<", ">",
    "texte", "é", "\0", "\x92", "<a b='", "'", '"', "<?xml version='1.0' encoding='utf-16'?>", "{",
    '{"items":[', "}", "https://a.fr/", "<guid>", "</guid>", "<x:item xmlns:x='u'>", "<pubDate>",
    "2026-01-01", "</pubDate>", "<description>", "</description>", "<p>", "[", "\ufeff",
]  # fmt: skip


def survives(body: bytes) -> None:
    try:
        feed = parse(body, address="https://exemple.fr/")
    except NotAFeed:
        return
    for entry in feed.entries:
        assert entry.link == "" or entry.link.startswith(("http://", "https://"))
        repr(entry).encode("utf-8")
    assert feed.counted >= len(feed.entries)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(body: bytes):
    survives(body)
    survives(b"<rss><item>" + body)


@settings(max_examples=120)
@given(st.lists(st.sampled_from(TOKENS), max_size=25))
def test_no_mixture_of_what_feeds_are_made_of_makes_it_fail(tokens: list[str]):
    survives("".join(tokens).encode())
    survives(("<rss><channel><item>" + "".join(tokens)).encode("cp1252", "replace"))
