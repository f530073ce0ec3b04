"""Articles of a WordPress site, where it has no feed that fits."""

import json
from datetime import UTC, datetime

import pytest

from domain.watch.entry import Entry, NotAFeed
from feeds.wordpress import is_api, is_wordpress, parse, posts_address

ADDRESS = "https://cnm.example/wp-json/wp/v2/posts?categories=42"
POST = {
    "id": 12,
    "date": "2026-11-03T10:00:00",
    "date_gmt": "2026-11-03T09:00:00",
    "modified_gmt": "2026-11-04T09:30:00",
    "guid": {"rendered": "https://cnm.example/?post_type=appel&#038;p=12"},
    "link": "https://cnm.example/appels/douze/",
    "title": {"rendered": "L&rsquo;appel &#8211; <em>douze</em>"},
    "excerpt": {"rendered": "<p>Pour les lieux [&hellip;]</p>\n", "protected": False},
    "content": {"rendered": "<p>Tout le texte</p>"},
}


def read(posts: object, address: str = ADDRESS):
    return parse(json.dumps(posts).encode(), address)


def test_an_article_is_read():
    feed = read([POST])
    assert (feed.kind, feed.site) == ("wordpress", "https://cnm.example/")
    assert feed.complete and feed.counted == 1
    assert feed.entries == (
        Entry(
            guid="https://cnm.example/?post_type=appel&p=12",
            link="https://cnm.example/appels/douze/",
            title="L’appel – douze",
            summary="Pour les lieux […] Tout le texte",  # of a call the article too is read
            published=datetime(2026, 11, 3, 9, tzinfo=UTC),
            updated=datetime(2026, 11, 4, 9, 30, tzinfo=UTC),
        ),
    )


def test_what_is_missing_is_replaced():
    post = {
        "id": 7,
        "link": "/sept/",
        "title": {"rendered": ""},
        "excerpt": {"rendered": ""},
        "content": {"rendered": "<p>Le texte</p><script>x</script>"},
        "date_gmt": "0000-00-00T00:00:00",
        "date": "2026-11-03T10:00:00",
        "modified_gmt": None,
    }
    (entry,) = read([post]).entries
    assert (entry.guid, entry.link) == ("7", "https://cnm.example/sept/")
    assert (entry.title, entry.summary) == ("Le texte", "Le texte")
    assert entry.published == datetime(2026, 11, 3, 10, tzinfo=UTC) and entry.updated is None


def test_an_article_without_a_link_is_reached_by_its_number():
    (entry,) = read([POST | {"link": None}]).entries
    assert entry.link == entry.guid == "https://cnm.example/?post_type=appel&p=12"


def test_no_article_is_no_error():
    feed = read([])
    assert feed.entries == () and feed.complete


def test_articles_before_a_cut_are_kept():
    body = json.dumps([POST | {"link": f"https://cnm.example/{n}"} for n in range(10)]).encode()
    feed = parse(body[: len(body) * 3 // 4], ADDRESS)
    assert len(feed.entries) == 7 and not feed.complete


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"null",
        b"12",
        b'"[]"',
        b"[",
        b"[1, 2]",
        b"[{}]",
        b'{"code": "rest_no_route", "message": "Aucune route", "data": {"status": 404}}',
        b"<html><body>Bonjour</body></html>",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xff\xfe\x00[",
    ],
)
def test_what_is_no_list_of_articles_says_so(body):
    with pytest.raises(NotAFeed) as refused:
        parse(body, ADDRESS)
    assert refused.value.reason == "not-a-feed"


@pytest.mark.parametrize("broken", [1, None, [], {}, "texte", {"rendered": {"rendered": "x"}}])
def test_fields_of_another_shape_break_nothing(broken):
    (entry,) = read([dict.fromkeys(POST, broken)]).entries or (Entry(),)
    assert entry.published is None


@pytest.mark.parametrize(
    ("site", "address"),
    [
        ("https://cnm.example", "https://cnm.example/wp-json/wp/v2/posts?"),
        ("https://cnm.example/", "https://cnm.example/wp-json/wp/v2/posts?"),
        ("https://cnm.example/blog/", "https://cnm.example/blog/wp-json/wp/v2/posts?"),
        ("https://cnm.example/wp-json/", "https://cnm.example/wp-json/wp/v2/posts?"),
        ("https://cnm.example/a/wp-json/wp/v2/posts", "https://cnm.example/a/wp-json/wp/v2/posts?"),
        ("https://cnm.example/index.php", "https://cnm.example/wp-json/wp/v2/posts?"),
        ("https://cnm.example/?rest_route=/", "https://cnm.example/?rest_route=/wp/v2/posts&"),
        (
            "https://cnm.example/index.php?rest_route=/",
            "https://cnm.example/index.php?rest_route=/wp/v2/posts&",
        ),
    ],
)
def test_where_articles_are_asked_for(site, address):
    assert posts_address(site).startswith(address)
    assert "categories" not in posts_address(site)
    wanted = posts_address(site, [42, 7])
    assert wanted.startswith(address) and wanted.endswith("&categories=42,7")
    assert is_wordpress(wanted) and is_api(wanted)


@pytest.mark.parametrize(
    ("address", "articles", "interface"),
    [
        ("https://cnm.example/wp-json/wp/v2/posts?categories=42", True, True),
        ("https://cnm.example/wp-json/wp/v2/appels/", True, True),
        ("https://cnm.example/?rest_route=/wp/v2/posts", True, True),
        ("https://cnm.example/wp-json/wp/v2/posts/12", False, True),
        ("https://cnm.example/wp-json/", False, True),
        ("https://cnm.example/wp-json", False, True),
        ("https://cnm.example/wp-jsonp/wp/v2/posts", False, False),
        ("https://cnm.example/feed/", False, False),
        ("https://cnm.example/?p=12", False, False),
    ],
)
def test_an_address_of_wordpress_is_recognised(address, articles, interface):
    assert (is_wordpress(address), is_api(address)) == (articles, interface)
