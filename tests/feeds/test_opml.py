"""Lists of sources come from other readers, in every state, and go back to them."""

import json
import time
from datetime import UTC, datetime

import pytest

from domain.errors import Refused
from domain.watch.entry import OpmlLine
from feeds.opml import MOST_BYTES, MOST_LINES, read_opml, write_opml
from tests.shown import SHARED, shown

CASES = SHARED / "cases/watch"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def shared() -> list[dict]:
    index = CASES / "index.json"
    cases = json.loads(index.read_text())["cases"] if index.exists() else []
    return [case for case in cases if case["kind"] == "opml"]


def read(inside: str, head: str = "") -> list[OpmlLine]:
    return read_opml(f'{head}<opml version="2.0"><body>{inside}</body></opml>'.encode())


def refusal(body: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_opml(body)
    return refused.value.key


def feed(n: int, more: str = "") -> str:
    return f'<outline type="rss" text="Flux {n}" xmlUrl="https://exemple.fr/{n}" {more}/>'


@pytest.mark.parametrize("case", shared(), ids=lambda case: case["id"])
def test_a_shared_list_gives_its_sources(case):
    lines = read_opml((CASES / case["files"][0]).read_bytes())
    assert len(lines) == case["expected"]["feeds"]
    assert all(line.title and line.address.startswith("http") for line in lines)
    shown(f"watch/{case['id']}", 1, 1)


def test_all_shared_lists_are_read():
    if not CASES.is_dir():
        pytest.skip("../shared/cases/watch is not here")
    assert len(shared()) >= 4


def test_a_source_is_read_with_its_topic():
    lines = read(
        '<outline text="Culture"><outline title="Caf&#233; &amp; co" text="x" type="rss"'
        ' xmlUrl=" https://exemple.fr/f?a=1&amp;b=2 " htmlUrl="https://exemple.fr/"/></outline>'
    )
    address = "https://exemple.fr/f?a=1&b=2"
    assert lines == [OpmlLine("Café & co", address, "https://exemple.fr/", "Culture")]


@pytest.mark.parametrize(
    ("inside", "topic"),
    [
        (feed(1), ""),
        (f'<outline text="A"><outline text="B">{feed(1)}</outline></outline>', "A"),
        (f'<outline text="A">{feed(0)}</outline>{feed(1)}', ""),
        (f'<outline text=""><outline text="B">{feed(1)}</outline></outline>', "B"),
        ('<outline text="A">' + feed(1, 'category="C"') + "</outline>", "A"),
        (feed(1, 'category="/Musique/Rock,Culture"'), "Musique"),
        (
            '<outline text="P" xmlUrl="https://exemple.fr/p">' + feed(1) + "</outline>",
            "",
        ),
    ],
)
def test_the_topic_is_the_first_category_above(inside, topic):
    assert read(inside)[-1] == OpmlLine("Flux 1", "https://exemple.fr/1", "", topic)


def test_names_of_attributes_are_written_in_many_ways():
    inside = '<OUTLINE TEXT="Un" XMLURL="https://exemple.fr/1" HtmlUrl="https://exemple.fr"/>'
    assert read(inside) == [OpmlLine("Un", "https://exemple.fr/1", "https://exemple.fr")]
    assert read('<outline xmlurl="https://exemple.fr/1"/>') == [
        OpmlLine("", "https://exemple.fr/1")
    ]


def test_an_outline_without_a_feed_is_no_source():
    assert len(read('<outline text="Lien" url="https://exemple.fr"/><outline/>' + feed(1))) == 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://exemple.fr/?a=1&b=2", "https://exemple.fr/?a=1&b=2"),
        ("https://exemple.fr/?a=1&copy=2", "https://exemple.fr/?a=1&copy=2"),
        ("https://exemple.fr/&eacute;", "https://exemple.fr/é"),
        ("https://exemple.fr/?a&amp;b", "https://exemple.fr/?a&b"),
        ("https://exemple.fr/?a&", "https://exemple.fr/?a&"),
    ],
)
def test_an_ampersand_that_others_forgot_to_write_properly(written, meant):
    assert read(f'<outline xmlUrl="{written}"/>')[0].address == meant


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "cp1252"])
def test_a_list_is_read_in_its_own_encoding(encoding):
    named = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{named}"?><opml><body>{feed(1, "")}</body></opml>'
    body = text.replace("Flux 1", "Été").encode(encoding)
    assert read_opml(body)[0].title == "Été"


def test_a_list_that_breaks_off_gives_what_came_before():
    body = ("<opml><body>" + "".join(map(feed, range(9)))).encode()
    assert len(read_opml(body)) == 9
    assert len(read_opml(body[:-30])) == 8
    assert len(read(feed(1) + "</outline></b>" + feed(2))) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"garbage",
        b"<html><body><p>Bonjour</p></body></html>",
        b"<opml><body></body></opml>",
        b'{"feeds": []}',
        b"\x00\xff\xfe" * 100,
        b"<opml>" * 20_000,
    ],
)
def test_what_holds_no_source_is_refused(body):
    assert refusal(body) == "opml-unreadable"


def test_a_list_is_bounded():
    assert len(read("".join(map(feed, range(MOST_LINES))))) == MOST_LINES
    many = "".join(map(feed, range(MOST_LINES + 1)))
    assert refusal(f"<opml><body>{many}</body></opml>".encode()) == "opml-too-many"
    assert refusal(b" " * (MOST_BYTES + 1)) == "opml-too-big"


def test_entities_are_never_opened():
    """Ten levels of ten: a billion laughs, or a file of this machine."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE opml [<!ENTITY l0 "ha">{levels}]>'
    began = time.process_time()
    assert (
        refusal(f"{doctype}<opml><body>{feed(1)}&l9;</body></opml>".encode()) == "opml-unreadable"
    )
    outside = '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    named = '<outline text="&x;" xmlUrl="https://exemple.fr/"/>'
    assert refusal(f"{outside}<opml><body>{named}</body></opml>".encode()) == "opml-unreadable"
    assert time.process_time() - began < 1


def test_a_plain_doctype_does_no_harm():
    assert len(read(feed(1), '<!DOCTYPE opml SYSTEM "http://exemple.fr/opml.dtd">')) == 1


def test_a_list_is_written_by_topic_and_read_again():
    lines = [
        OpmlLine(
            "Café & <co> \"x\" 'y'", "https://exemple.fr/1?a=1&b=2", "https://exemple.fr/", "A"
        ),
        OpmlLine("Deux", "https://exemple.fr/2", "", "B & C"),
        OpmlLine("Trois", "https://exemple.fr/3", "", "A"),
        OpmlLine("Quatre 🎶", "https://exemple.fr/4"),
    ]
    body = write_opml("Veille de l’« Entremise » & amis", lines, NOW)
    assert read_opml(body) == [lines[0], lines[2], lines[1], lines[3]]
    assert b"<dateCreated>Tue, 24 Nov 2026 12:00:00 +0000</dateCreated>" in body
    assert "<title>Veille de l’« Entremise » &amp; amis</title>".encode() in body


def test_nothing_written_is_no_xml():
    body = write_opml("a\x00b\ud800c", [OpmlLine("\x0b\ufffe", "https://exemple.fr/")], NOW)
    assert b"<title>abc</title>" in body
    assert read_opml(body) == [OpmlLine("", "https://exemple.fr/")]
