"""How an article is printed: RSS, Atom, JSON Feed, WordPress's own JSON, and pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from playground.papers import Article, Paper, spelled

HTML = "text/html; charset=utf-8"
Place = Callable[[str], str]
"""The address of a path."""
_FEED_KINDS = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


def at_path(paper: Paper, articles: list[Article], path: str, at: Place) -> tuple[str, str] | None:
    """A source's feed or front page; None when the path is neither."""
    makers = {"rss": rss, "atom": atom, "json": json_feed}
    if path == paper.feed:
        return makers.get(paper.kind, listing)(paper, articles, at)
    if path == "/communs/feed.xml" and paper.key == "communs":
        return rss(paper, articles, at)
    if path == "/fonds/wp-json/wp/v2/posts" and paper.key == "fonds":
        return wordpress(paper, articles, at)
    if path == f"/{paper.key}/":
        kinds = [(_FEED_KINDS[paper.kind], paper.feed)] if paper.kind in _FEED_KINDS else []
        kinds += [("application/rss+xml", "/communs/feed.xml")] if paper.key == "communs" else []
        api = "/fonds/wp-json/" if paper.key == "fonds" else ""
        return site(paper, at, feeds=kinds, api=api)
    return None


def link(article: Article, at: Place) -> str:
    """Its address as its source gives it."""
    return at(article.path) + (f"?{article.query}" if article.query else "")


def paragraphs(article: Article) -> str:
    return f"<p>{escape(article.text, quote=False)}</p>"


def _http(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def rss(paper: Paper, articles: list[Article], at: Place) -> tuple[str, str]:
    """(content type, body), as each of these functions."""
    items = "\n".join(_item(article, at) for article in articles)
    return (
        "application/rss+xml; charset=utf-8",
        f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>{escape(paper.name)}</title>
<link>{at(f"/{paper.key}/")}</link>
<description>{escape(paper.about)}</description>
<language>fr</language>
<ttl>30</ttl>
{items}
</channel>
</rss>
""",
    )


def _item(article: Article, at: Place) -> str:
    author = f"<dc:creator>{escape(article.author)}</dc:creator>\n" if article.author else ""
    return f"""<item>
<title>{escape(article.title)}</title>
<link>{escape(link(article, at))}</link>
<guid isPermaLink="false">{article.source}-{article.number}</guid>
<pubDate>{_http(article.at)}</pubDate>
{author}<description><![CDATA[{paragraphs(article)}]]></description>
<content:encoded><![CDATA[{paragraphs(article)}]]></content:encoded>
</item>"""


def atom(paper: Paper, articles: list[Article], at: Place) -> tuple[str, str]:
    entries = "\n".join(
        f"""<entry>
<id>tag:{article.source}.example,2026:{article.number}</id>
<title>{escape(article.title)}</title>
<link rel="alternate" type="text/html" href="{escape(link(article, at))}"/>
<published>{_iso(article.at)}</published>
<updated>{_iso(article.as_of)}</updated>
<summary type="html">{escape(paragraphs(article))}</summary>
</entry>"""
        for article in articles
    )
    newest = _iso(max((a.as_of for a in articles), default=datetime(2026, 1, 1, tzinfo=UTC)))
    return (
        "application/atom+xml; charset=utf-8",
        f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
<id>tag:{paper.key}.example,2026:feed</id>
<title>{escape(paper.name)}</title>
<link rel="self" href="{at(paper.feed)}"/>
<link rel="alternate" type="text/html" href="{at(f"/{paper.key}/")}"/>
<updated>{newest}</updated>
{entries}
</feed>
""",
    )


def json_feed(paper: Paper, articles: list[Article], at: Place) -> tuple[str, str]:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": paper.name,
        "home_page_url": at(f"/{paper.key}/"),
        "feed_url": at(paper.feed),
        "language": "fr",
        "items": [
            {
                "id": f"{article.source}-{article.number}",
                "url": link(article, at),
                "title": article.title,
                "content_html": paragraphs(article),
                "date_published": _iso(article.at),
                "date_modified": _iso(article.as_of),
            }
            for article in articles
        ],
    }
    return "application/feed+json; charset=utf-8", json.dumps(feed, ensure_ascii=False)


def wordpress(paper: Paper, articles: list[Article], at: Place) -> tuple[str, str]:
    """What `/wp-json/wp/v2/posts` answers."""

    def local(moment: datetime) -> str:
        return moment.replace(tzinfo=None).isoformat(timespec="seconds")

    posts = [
        {
            "id": article.number,
            "date": local(article.at),
            "date_gmt": local(article.at.astimezone(UTC)),
            "modified_gmt": local(article.as_of.astimezone(UTC)),
            "guid": {"rendered": at(f"/{paper.key}/?p={article.number}")},
            "link": link(article, at),
            "title": {"rendered": escape(article.title)},
            "excerpt": {"rendered": paragraphs(article), "protected": False},
            "content": {"rendered": paragraphs(article), "protected": False},
        }
        for article in articles
    ]
    return "application/json; charset=UTF-8", json.dumps(posts, ensure_ascii=False)


def listing(paper: Paper, articles: list[Article], at: Place) -> tuple[str, str]:
    """A page of calls, for a source that has no feed; its links are relative."""
    blocks = "\n".join(
        f"""<article class="appel">
<h3><a href="{escape(article.path)}">{escape(article.title)}</a></h3>
<p class="date">Publié le {spelled(article.at.date())}</p>
<p class="resume">{escape(article.text)}</p>
</article>"""
        for article in articles
    )
    return HTML, _page(paper.name, f'<nav><a href="/">Accueil</a></nav>\n<main>{blocks}</main>')


def site(
    paper: Paper, at: Place, *, feeds: list[tuple[str, str]], api: str = ""
) -> tuple[str, str]:
    """A source's home page, which declares its feeds (type, path) and WordPress's interface."""
    head = "\n".join(
        f'<link rel="alternate" type="{kind}" title="{escape(paper.name)}" href="{path}">'
        for kind, path in feeds
    )
    head += f'\n<link rel="https://api.w.org/" href="{at(api)}">' if api else ""
    return HTML, _page(paper.name, f"<p>{escape(paper.about)}</p>", head)


def story(article: Article, at: Place, *, site_name: str) -> tuple[str, str]:
    """An article's own page."""
    head = f"""<link rel="canonical" href="{at(article.path)}">
<meta name="description" content="{escape(article.text)}">
<meta property="og:title" content="{escape(article.title)}">
<meta property="og:site_name" content="{escape(site_name)}">
<meta property="article:published_time" content="{_iso(article.at)}">"""
    return HTML, _page(article.title, f"<article>{paragraphs(article)}</article>", head)


def _page(title: str, body: str, head: str = "") -> str:
    return f"""<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
{head}
</head>
<body>
<h1>{escape(title)}</h1>
{body}
</body>
</html>
"""
