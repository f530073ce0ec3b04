"""Calls for projects often stand on a page without any feed: blocks of it become articles."""

from datetime import UTC, datetime

import pytest

from domain.watch.entry import NotAFeed, Selectors
from feeds.page import parse

HERE = "https://fondation.example/appels/"
PAGE = """
<html><head><title>Nos appels &amp; bourses</title></head><body>
<nav><a href="/">Accueil</a></nav>
<article class="appel"><img src="/i.jpg"><h3><a href="cultures">Cultures  &amp; lieux</a></h3>
  <p class="date">Publié le 3 novembre 2026</p><p class="texte">Pour les lieux &lt;ruraux&gt;.</p>
  <script>suivi()</script></article>
<article class="appel"><a href="/appels/numerique"><img alt="Numérique pour tous" src="x"></a>
  <p class="texte">Date limite : 15 janvier 2027. En ligne depuis 02/11/2026.</p></article>
<article class="appel"><a href="/appels/ess#haut">ESS</a><time datetime="2026-11-01">dimanche</time>
</article>
<article class="appel"><a href="javascript:ouvrir(4)">Piège</a></article>
<article class="appel"> </article>
<article class="appel"><a href="/appels/ess#haut">ESS</a></article>
</body></html>
"""
BLOCK = Selectors("article.appel")


def read(selectors: Selectors = BLOCK, page: str = PAGE):
    return parse(page.encode(), HERE, selectors)


def day(number: int) -> datetime:
    return datetime(2026, 11, number, tzinfo=UTC)


def test_each_block_is_an_article():
    feed = read()
    assert (feed.kind, feed.title, feed.site) == ("page", "Nos appels & bourses", HERE)
    assert [(entry.title, entry.link) for entry in feed.entries] == [
        ("Cultures & lieux", "https://fondation.example/appels/cultures"),
        ("Numérique pour tous", "https://fondation.example/appels/numerique"),
        ("ESS", "https://fondation.example/appels/ess#haut"),
        ("Piège", ""),
    ]
    assert feed.complete


def test_the_rest_of_a_block_is_its_summary():
    entry = read().entries[0]
    assert entry.summary == "Publié le 3 novembre 2026 Pour les lieux <ruraux>."


def test_the_date_of_a_block_is_when_it_came_out_not_when_it_ends():
    assert [entry.published for entry in read().entries] == [day(3), day(2), day(1), None]


def test_selectors_say_where_to_look():
    selectors = Selectors("article", "h3", "h3 a", ".texte", ".date")
    entry = read(selectors).entries[0]
    assert (entry.title, entry.link) == ("Cultures & lieux", f"{HERE}cultures")
    assert (entry.summary, entry.published) == ("Pour les lieux <ruraux>.", day(3))


@pytest.mark.parametrize(
    "link", ["h3", "h3 a", "h3, b", "a[href^=cult]"], ids=["around", "link", "either", "by-address"]
)
def test_the_link_is_what_is_named_or_what_it_holds(link):
    assert read(Selectors("article", link=link)).entries[0].link == f"{HERE}cultures"


def test_a_block_may_be_a_link_or_stand_in_one():
    page = '<a class="c" href="/a"><h2>Un</h2><p>Texte</p></a><a class="c" href="/b">Deux</a>'
    feed = read(Selectors("a.c"), page)
    assert [(entry.title, entry.link) for entry in feed.entries] == [
        ("Un", "https://fondation.example/a"),
        ("Deux", "https://fondation.example/b"),
    ]
    around = '<div><a href="/a"><h2>Un</h2></a></div>'
    assert read(Selectors("div", link="h2"), around).entries[0].link.endswith("/a")


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("3 novembre 2026", day(3)),
        ("Mardi 3 nov. 2026 — actualité", day(3)),
        ("1er novembre 2026", day(1)),
        ("Publié le 03/11/2026 à 10h", day(3)),
        ("publié le 3.11.2026", day(3)),
        ("Novembre : mis en ligne 2026-11-03", day(3)),
        ("November 3, 2026", day(3)),
        ("3rd November 2026", day(3)),
        ("12 février 2026", datetime(2026, 2, 12, tzinfo=UTC)),
        ("1 AOÛT 2026", datetime(2026, 8, 1, tzinfo=UTC)),
        ("31 décembre 2026", datetime(2026, 12, 31, tzinfo=UTC)),
        ("Jusqu’au 15 janvier 2027", None),
        ("Candidatures avant le 15 janvier 2027", None),
        ("Date limite de dépôt : 15/01/2027", None),
        ("Clôture : vendredi 15 janvier 2027 à minuit", None),
        ("Du 2 novembre 2026 au 15 janvier 2027", None),
        ("Deadline: January 15, 2027", None),
        ("3 novembre", None),
        ("99/99/2026", None),
        ("Tél. 05-49-00-12-2026", None),
        ("", None),
    ],
)
def test_a_date_is_read_inside_a_text(said, when):
    page = f'<div><a href="/a">Titre</a><p>{said}</p></div>'
    assert read(Selectors("div"), page).entries[0].published == when


def test_a_date_that_was_pointed_at_is_taken_whatever_stands_before():
    page = '<div><a href="/a">Titre</a><p class="d">avant le 3 novembre 2026</p></div>'
    assert read(Selectors("div", date=".d"), page).entries[0].published == day(3)
    assert read(Selectors("div", date=".absent"), page).entries[0].published is None


def test_no_block_is_no_error():
    feed = read(Selectors("article.disparu"))
    assert feed.entries == () and feed.title == "Nos appels & bourses"


@pytest.mark.parametrize("place", ["block", "title", "link", "summary", "date"])
@pytest.mark.parametrize("written", ["article[", "..appel", "div >", "a{color:red}", ":::"])
def test_a_selector_that_cannot_be_understood_is_named(place, written):
    with pytest.raises(NotAFeed) as refused:
        read(Selectors(**{"block": "article", place: written}))
    assert (refused.value.reason, refused.value.facts) == ("bad-selector", {"selector": written})


def test_an_empty_block_selector_is_a_bad_one():
    with pytest.raises(NotAFeed):
        read(Selectors(""))


def test_the_base_of_the_page_and_its_charset_count():
    page = '<meta charset="iso-8859-1"><base href="/été/"><p><a href="a">Été</a></p>'
    (entry,) = parse(page.encode("iso-8859-1"), HERE, Selectors("p")).entries
    assert (entry.title, entry.link) == ("Été", "https://fondation.example/été/a")
