"""Links of one article compare equal, whatever was hung on them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.watch.links import anchor_of, is_home, link_key, site_of
from tests.domain.watch.archive import entries_of
from tests.shown import SHARED, shown

LIST = SHARED / "cases/watch/lists/urlnorm.json"

SAME = [
    ("http://example.com/a", "https://example.com/a"),
    ("https://EXAMPLE.com/a", "https://example.com/a"),
    ("https://www.example.com/a", "https://example.com/a"),
    ("https://m.example.com/a", "https://example.com/a"),
    ("https://amp.example.com/a", "https://example.com/a"),
    ("https://www.m.example.com/a", "https://example.com/a"),
    ("https://example.com./a", "https://example.com/a"),
    ("http://example.com:80/a", "https://example.com/a"),
    ("https://example.com:443/a", "https://example.com/a"),
    ("https://example.com:/a", "https://example.com/a"),
    ("//example.com/a", "https://example.com/a"),
    ("https://user:secret@example.com/a", "https://example.com/a"),
    ("https://example.com", "https://example.com/"),
    ("https://example.com?p=13", "https://example.com/?p=13"),
    ("https://example.com/a/", "https://example.com/a"),
    ("https://example.com/a/?id=1", "https://example.com/a?id=1"),
    ("https://example.com//a///b", "https://example.com/a/b"),
    ("https://example.com/x/../a/./b", "https://example.com/a/b"),
    ("https://example.com/a?", "https://example.com/a"),
    ("https://example.com/a?&&", "https://example.com/a"),
    ("https://example.com/a#partie-2", "https://example.com/a"),
    ("https://example.com/a#xtor=RSS-3", "https://example.com/a"),
    ("https://example.com/a#:~:text=bonjour", "https://example.com/a"),
    ("https://example.com/amp/a", "https://example.com/a"),
    ("https://example.com/a/amp/", "https://example.com/a"),
    ("https://example.com/a/AMP", "https://example.com/a"),
    ("https://example.com/a.amp.html", "https://example.com/a.html"),
    ("https://example.com/a.amp", "https://example.com/a"),
    ("https://example.com/a?amp=1", "https://example.com/a"),
    ("https://example.com/a?amp", "https://example.com/a"),
    ("https://example.com/a?outputType=amp", "https://example.com/a"),
    ("https://www.google.com/amp/s/example.com/a", "https://example.com/a"),
    ("https://example-com.cdn.ampproject.org/c/s/example.com/a/amp/", "https://example.com/a"),
    (
        "https://www.google.com/url?rct=j&sa=t&url=https://example.com/a%3Fid%3D2&ct=ga&usg=x",
        "https://example.com/a?id=2",
    ),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fa&h=x", "https://example.com/a"),
    ("https://example.com/%7Eclub/%c3%a9t%c3%a9", "https://example.com/~club/été"),
    ("https://example.com/un article", "https://example.com/un%20article"),
    ("https://example.com/100%", "https://example.com/100%25"),
    ("https://été.example/a", "https://xn--t-9fab.example/a"),
    ("https://example.com/a?b=2&amp;a=1", "https://example.com/a?a=1&b=2"),
    ("https://example.com/a;jsessionid=0A1B?id=3", "https://example.com/a?id=3"),
    ("https://example.com/spip.php?article42&var_mode=calcul", "https://example.com/spip.php?article42"),
    ("https://example.com/a?ref=twitter", "https://example.com/a"),
    ("https://example.com/a?ref=autre-site.fr", "https://example.com/a"),
    ("https://example.com/a?source=rss", "https://example.com/a"),
    ("\n https://example.com/\ta \r\n", "https://example.com/a"),
    *(
        (f"https://example.com/a?{name}=x1&id=3", "https://example.com/a?id=3")
        for name in (
            "utm_source", "UTM_Medium", "mtm_kwd", "pk_campaign", "piwik_kwd", "fbclid", "gclid",
            "xtor", "at_medium", "at_campaign", "at_custom1", "mc_cid", "mc_eid", "msclkid",
            "igshid", "_hsenc", "hsa_acc", "mkt_tok", "lmd_medium", "wbraid",
            "__twitter_impression",
        )
    ),
]  # fmt: skip

DIFFERENT = [
    ("https://example.com/a", "https://example.com/b"),
    ("https://example.com/a", "https://example.com/A"),
    ("https://example.com/?p=13", "https://example.com/?p=14"),
    ("https://example.com/a?id=1", "https://example.com/a"),
    ("https://example.com/a?lang=fr", "https://example.com/a?lang=en"),
    ("https://example.com/a?page=2", "https://example.com/a"),
    ("https://example.com/spip.php?article42", "https://example.com/spip.php?article43"),
    ("https://example.com/spip.php?article42", "https://example.com/spip.php?breve42"),
    ("https://example.com/a?ref=AAP2026", "https://example.com/a"),
    ("https://example.com/a?source=12", "https://example.com/a"),
    ("https://example.com/#!/article/1", "https://example.com/#!/article/2"),
    ("https://example.com/a%2Fb", "https://example.com/a/b"),
    ("https://example.com:8080/a", "https://example.com/a"),
    ("https://blog.example.com/a", "https://example.com/a"),
    ("https://m.fr/a", "https://fr/a"),
    ("https://example.com/guitares/amp/marshall", "https://example.com/guitares/marshall"),
    ("https://example.com/watch?v=abc", "https://example.com/watch?v=abd"),
    ("https://example.com/index.php?id=3", "https://example.com/index.php?id=4"),
    ("urn:uuid:1", "urn:uuid:2"),
]

RUBBISH = [
    "", " ", "http://", "https://[", "http://[::1", "://", "?", "#!", "https:///a", "ftp://x/a",
    "javascript:alert(1)", "http://%zz/%", "\ud800", "https://a\ud800b/\ud800?\ud800#!\ud800",
    "https://" + "é" * 300 + ".fr/", "http://.../", "http://www./", "mailto:a@b.fr", "//", "////a",
    "https://@/", "https://:443", "http://a:b:c/", "https://google.com/url?url=http://google.com/url",
    "https://example.com/" + "é" * 5000,
]  # fmt: skip


@pytest.mark.parametrize(("written", "same"), SAME)
def test_two_addresses_of_one_article_compare_equal(written: str, same: str) -> None:
    assert link_key(written) == link_key(same)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_chooses_the_article_is_kept(one: str, other: str) -> None:
    assert link_key(one) != link_key(other)


@pytest.mark.parametrize("text", RUBBISH + [url for pair in SAME + DIFFERENT for url in pair])
def test_a_key_is_its_own_key(text: str) -> None:
    assert link_key(link_key(text)) == link_key(text)


@given(st.text() | st.from_regex(r"(https?:)?//[a-z.@:%é\[\]]{0,12}[/a-z.%?&=#!;+é ]{0,40}"))
def test_rubbish_never_raises_and_keys_are_stable(text: str) -> None:
    key = link_key(text)
    assert link_key(key) == key
    site_of(text)
    anchor_of(text)


def test_the_shared_list_of_links() -> None:
    if not LIST.exists():
        pytest.skip("../shared/cases/watch is not here")
    wrong = [
        (case["url"], link_key(case["url"]), case["key"])
        for case in json.loads(LIST.read_text())
        if link_key(case["url"]) != case["key"] or link_key(case["key"]) != case["key"]
    ]
    assert not wrong
    shown("watch/L04", 1, 1)


@pytest.mark.parametrize("case", ["X01", "X07"])
def test_one_article_in_two_shared_feeds_has_one_key(case: str) -> None:
    feeds = [SHARED / f"cases/watch/dedupe/{case}_{number}.xml" for number in (0, 1)]
    if not feeds[0].exists():
        pytest.skip("../shared/cases/watch is not here")
    one, other = (link_key(entries_of(feed)[0].link) for feed in feeds)
    assert one == other


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.Basta.media/spip.php?article1", "basta.media"),
        ("http://m.example.com:80/", "m.example.com"),
        ("https://example.com:8443/a", "example.com:8443"),
        ("", ""),
        ("urn:uuid:1", ""),
    ],
)
def test_people_are_shown_the_host(url: str, site: str) -> None:
    assert site_of(url) == site


def test_the_first_page_of_a_site_is_told_from_its_articles() -> None:
    assert is_home(link_key("https://www.example.com")) and is_home(
        link_key("http://example.com/#a")
    )
    assert not is_home(link_key("https://example.com/?p=1"))
    assert not is_home(link_key("https://example.com/a/"))
    assert not is_home("")


def test_an_anchor_counts_unless_it_is_tracking() -> None:
    assert anchor_of("https://example.com/changes#v2") == "v2"
    assert anchor_of("https://example.com/a#xtor=RSS-3") == ""
    assert anchor_of("https://example.com/a#:~:text=a") == ""
    assert anchor_of("https://example.com/a") == ""
