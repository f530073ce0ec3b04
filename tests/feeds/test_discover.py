"""From the address of a page to its feeds, and to what it says of itself."""

import json
from datetime import UTC, datetime

import pytest

from domain.watch.entry import FoundFeed, PageFacts
from feeds.discover import MOST_FEEDS, discover, guesses, page_facts
from tests.shown import SHARED, shown

CASES = SHARED / "cases/watch"
HERE = "https://exemple.fr/blog/article"


def shared() -> list[dict]:
    index = CASES / "index.json"
    cases = json.loads(index.read_text())["cases"] if index.exists() else []
    return [case for case in cases if case["kind"] == "discover"]


def found(head: str, address: str = HERE) -> list[tuple[str, str]]:
    page = f"<!doctype html><html><head>{head}</head><body><p>Bonjour</p></body></html>"
    return [(feed.address, feed.kind) for feed in discover(page.encode(), address)]


def alternate(href: str, media: str = "application/rss+xml", more: str = "") -> str:
    return f'<link rel="alternate" type="{media}" href="{href}" {more}>'


@pytest.mark.parametrize("case", shared(), ids=lambda case: case["id"])
def test_a_shared_page_gives_its_feeds(case):
    feeds = discover((CASES / case["files"][0]).read_bytes(), case["base_url"])
    assert len(feeds) == case["expected"]["count"]
    if case["expected"]["urls"]:
        assert [feed.address for feed in feeds] == case["expected"]["urls"]
    shown(f"watch/{case['id']}", 1, 1)


def test_all_shared_pages_are_read():
    if not CASES.is_dir():
        pytest.skip("../shared/cases/watch is not here")
    assert len(shared()) >= 6


def test_a_feed_comes_with_its_title_as_text():
    page = alternate("/f", more='title="Cafés &amp; concerts &lt;3"')
    assert discover(page.encode(), HERE) == [
        FoundFeed("https://exemple.fr/f", "Cafés & concerts <3", "rss")
    ]


@pytest.mark.parametrize(
    ("media", "kind"),
    [
        ("application/rss+xml", "rss"),
        ("APPLICATION/RSS+XML", "rss"),
        ("application/rss+xml; charset=utf-8", "rss"),
        ("application/atom+xml", "atom"),
        ("application/feed+json", "json"),
        ("application/json", "json"),
        ("application/rdf+xml", "rdf"),
        ("text/xml", "rss"),
    ],
)
def test_each_kind_of_feed_is_known(media, kind):
    assert found(alternate("/f", media)) == [("https://exemple.fr/f", kind)]


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<link rel="alternate" type="application/rss+xml">',
        '<link rel="alternate" type="application/rss+xml" href>',
        '<link rel="alternate" type="application/rss+xml" href="">',
        '<link rel="alternate" type="application/rss+xml" href="#flux">',
        alternate("javascript:alert(1)"),
        alternate("file:///etc/passwd"),
        alternate("http://[::1"),
        alternate("/en", "text/html", 'hreflang="en"'),
        alternate("/app", "application/json+oembed"),
        alternate("/wp-json/wp/v2/pages/2", "application/json"),
        alternate("/?rest_route=/wp/v2/pages/2", "application/json"),
        '<link rel="stylesheet" type="application/rss+xml" href="/f">',
        f"<!-- {alternate('/f')} -->",
        f"<script>document.write('{alternate('/f')}')</script>",
    ],
)
def test_what_is_no_feed_is_not_offered(head):
    assert found(head) == []


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/feed", "https://exemple.fr/feed"),
        ("feed", "https://exemple.fr/blog/feed"),
        ("?feed=rss2", "https://exemple.fr/blog/article?feed=rss2"),
        ("//flux.exemple.fr/f", "https://flux.exemple.fr/f"),
        ("https://autre.example/f", "https://autre.example/f"),
        ("feed://exemple.fr/f", "https://exemple.fr/f"),
        ("feed:http://exemple.fr/f", "http://exemple.fr/f"),
        ("  /feed\n", "https://exemple.fr/feed"),
        ("/feed#haut", "https://exemple.fr/feed"),
        ("/f?a=1&amp;b=2", "https://exemple.fr/f?a=1&b=2"),
    ],
)
def test_an_address_is_made_whole(href, address):
    assert found(alternate(href)) == [(address, "rss")]


def test_the_base_of_a_page_counts():
    assert found('<base href="/site/">' + alternate("f")) == [("https://exemple.fr/site/f", "rss")]
    assert found('<base target="_blank">' + alternate("/f")) == [("https://exemple.fr/f", "rss")]


def test_a_feed_declared_twice_is_offered_once():
    head = alternate("/f") + alternate("http://exemple.fr/f") + alternate("https://EXEMPLE.fr/f#x")
    assert found(head) == [("https://exemple.fr/f", "rss")]


def test_articles_come_first_then_comments_then_what_wordpress_serves():
    head = (
        '<link rel="https://api.w.org/" href="https://exemple.fr/wp-json/">'
        + alternate("/comments/feed/", more='title="Exemple » Flux des commentaires"')
        + alternate("/feed/", more='title="Exemple » Flux"')
    )
    kinds = found(head)
    assert [kind for _, kind in kinds] == ["rss", "rss", "wordpress"]
    assert kinds[0][0] == "https://exemple.fr/feed/"
    assert kinds[2][0].startswith("https://exemple.fr/wp-json/wp/v2/posts?per_page=")


def test_a_page_can_declare_more_than_anybody_can_choose_from():
    assert len(found("".join(alternate(f"/{n}") for n in range(500)))) == MOST_FEEDS


def test_a_page_in_another_charset_is_read():
    page = alternate("/f", more='title="Été"')
    body = f'<meta charset="iso-8859-15"><title>€</title>{page}'.encode("iso-8859-15")
    assert discover(body, HERE)[0].title == "Été"
    assert page_facts(body, HERE).title == "€"


def test_where_a_site_that_says_nothing_may_have_its_feed():
    assert guesses("https://exemple.fr/") == [
        "https://exemple.fr/feed/",
        "https://exemple.fr/rss.xml",
        "https://exemple.fr/atom.xml",
        "https://exemple.fr/spip.php?page=backend",
        "https://exemple.fr/feed.xml",
        "https://exemple.fr/rss",
    ]
    assert guesses("https://exemple.fr/blog/")[0] == "https://exemple.fr/blog/feed/"
    assert guesses("https://exemple.fr/index.html?a=1")[0] == "https://exemple.fr/feed/"


FACTS = """
<title>Appel à projets | Fondation</title>
<meta property="og:title" content="Appel à projets &quot;Cultures&quot; &lt;2026&gt;">
<meta property="og:description" content="Pour  les lieux\nde musique.">
<meta property="og:site_name" content="La Fondation">
<link rel="canonical" href="/appels/cultures">
<meta property="article:published_time" content="2026-11-03T10:00:00+01:00">
"""


def test_a_page_says_what_it_is():
    assert page_facts(FACTS.encode(), "https://www.exemple.fr/appels/cultures?utm=1") == PageFacts(
        title='Appel à projets "Cultures" <2026>',
        summary="Pour les lieux de musique.",
        site="La Fondation",
        canonical="https://www.exemple.fr/appels/cultures",
        published=datetime(2026, 11, 3, 9, tzinfo=UTC),
    )


def test_a_page_that_says_little_is_still_named():
    facts = page_facts("<title> Une  page </title><p>…".encode(), "https://www.exemple.fr/a")
    assert facts == PageFacts(title="Une page", site="exemple.fr")
    assert page_facts(b"<h1>Une <b>page</b></h1>", HERE).title == "Une page"
    assert page_facts(b"\x00\xff" * 50, HERE).site == "exemple.fr"
    assert page_facts(b"", HERE) == PageFacts(site="exemple.fr")


@pytest.mark.parametrize(
    ("href", "canonical"),
    [
        ("https://www.exemple.fr/a", "https://www.exemple.fr/a"),
        ("https://m.exemple.fr/a", "https://m.exemple.fr/a"),
        ("/a", "https://exemple.fr/a"),
        ("https://autre.example/a", ""),
        ("https://exemple.fr.autre.example/a", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_page_names_itself_on_its_own_site_only(href, canonical):
    page = f'<link rel="canonical" href="{href}">'
    assert page_facts(page.encode(), HERE).canonical == canonical


@pytest.mark.parametrize(
    "page",
    [
        '<script type="application/ld+json">{"datePublished": "2026-11-03"}</script>',
        '<script type="application/ld+json">{"@graph": [{}, {"datePublished": "2026-11-03"}]}'
        "</script>",
        '<script type="application/ld+json">[1, {"datePublished": "2026-11-03"}]</script>',
        '<script type="application/ld+json">{</script><meta name="date" content="2026-11-03">',
        '<article><time datetime="2026-11-03">mardi</time></article>',
    ],
)
def test_the_day_of_a_page_is_found(page):
    assert page_facts(page.encode(), HERE).published == datetime(2026, 11, 3, tzinfo=UTC)
