"""The bot reads the pretend web as it was meant: articles, dates, feeds declared, deadlines."""

from datetime import datetime, timedelta

import pytest

from domain.watch.deadlines import find_deadline, looks_like_call
from domain.watch.entry import Selectors
from feeds.discover import discover, page_facts
from feeds.parse import parse
from playground import printing
from playground.papers import PAPERS, PARIS, SELECTORS, Paper

BASE = "http://127.0.0.1:9"
NOW = datetime(2027, 3, 18, 18, 0, tzinfo=PARIS)


def at(path: str) -> str:
    return BASE + path


@pytest.mark.parametrize("key", list(PAPERS))
def test_every_article_is_read_with_its_link_its_text_and_its_date(key: str):
    paper = PAPERS[key]
    articles = paper.articles(NOW)
    read = parse(
        printed(paper, paper.feed),
        address=BASE + paper.feed,
        kind="page" if paper.kind == "page" else "feed",
        selectors=Selectors(**SELECTORS),
    )
    assert read.complete
    assert [entry.title for entry in read.entries] == [a.title for a in articles]
    assert [entry.link for entry in read.entries] == [printing.link(a, at) for a in articles]
    assert [entry.summary for entry in read.entries] == [a.text for a in articles]
    for entry, article in zip(read.entries, articles, strict=True):
        assert entry.published is not None
        if paper.kind == "page":
            assert entry.published.astimezone(PARIS).date() == article.at.date()
        else:
            assert entry.published == article.at


def test_calls_are_told_from_news_and_their_last_day_is_found():
    extended = 0
    for week in range(8):
        for paper in PAPERS.values():
            for article in paper.articles(NOW + timedelta(weeks=week)):
                said = f"{article.title}\n{article.text}"
                found = find_deadline(said, article.at.date(), PARIS)
                assert (found.day if found else None) == article.deadline, said
                assert looks_like_call(article.title, article.text) == bool(article.deadline), said
                extended += found is not None and found.extended
    assert extended > 8


def test_what_a_site_declares_is_found_and_a_page_tells_what_it_is():
    found = {
        key: [feed.kind for feed in discover(printed(PAPERS[key], f"/{key}/"), f"{BASE}/{key}/")]
        for key in ("courrier", "communs", "fonds", "saint-loup")
    }
    assert found == {
        "courrier": ["rss"],
        "communs": ["json", "rss"],
        "fonds": ["rss", "wordpress"],
        "saint-loup": [],
    }
    paper = PAPERS["scenes"]
    shared = next(a for a in paper.articles(NOW) if a.query)
    first = next(a for a in PAPERS["courrier"].articles(NOW) if a.path == shared.path)
    _, page = printing.story(first, at, site_name=PAPERS["courrier"].name)
    facts = page_facts(page.encode(), printing.link(shared, at))
    assert facts.canonical == BASE + first.path
    assert (facts.title, facts.summary, facts.published) == (first.title, first.text, first.at)


def test_wordpress_gives_the_same_calls():
    paper = PAPERS["fonds"]
    path = "/fonds/wp-json/wp/v2/posts"
    read = parse(printed(paper, path), address=BASE + path, kind="wordpress")
    assert [entry.title for entry in read.entries] == [a.title for a in paper.articles(NOW)]


def printed(paper: Paper, path: str) -> bytes:
    made = printing.at_path(paper, paper.articles(NOW), path, at)
    assert made is not None
    return made[1].encode()
