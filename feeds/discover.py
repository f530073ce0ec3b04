"""What a page says of its feeds, and of itself, to somebody who only has its address."""

import json
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from domain.watch.entry import SUMMARY_LIMIT, TITLE_LIMIT, FoundFeed, PageFacts
from feeds import markup, wordpress
from feeds.addresses import address_key
from feeds.dates import read_date
from feeds.entries import absolute

LOOKED_AT: Final = 2**19
"""Characters of a page that are looked at: what it declares stands in its head."""
MOST_FEEDS: Final = 20
KINDS: Final = {
    "application/rss+xml": "rss",
    "application/rss": "rss",
    "text/rss+xml": "rss",
    "text/rss": "rss",
    "application/rdf+xml": "rdf",
    "application/atom+xml": "atom",
    "application/atom": "atom",
    "application/feed+json": "json",
    "application/json": "json",
    "application/xml": "rss",
    "text/xml": "rss",
}
API: Final = "https://api.w.org/"
PATHS: Final = ("/feed/", "/rss.xml", "/atom.xml", "/spip.php?page=backend", "/feed.xml", "/rss")

_DATES = (
    'meta[property="article:published_time"]',
    'meta[itemprop="datePublished"]',
    'meta[name="date"]',
    'meta[name="dc.date"]',
    'meta[name="DC.date.issued"]',
    'meta[property="og:published_time"]',
)


def discover(body: bytes, address: str) -> list[FoundFeed]:
    """The feeds that a page read at ``address`` declares: its own first, then those of comments,
    then the articles that its WordPress serves (kind "wordpress"). Each once, MOST_FEEDS at most.
    """
    page = markup.tree(body, LOOKED_AT)
    base = markup.base(page, address)
    found: list[FoundFeed] = []
    for node in page.css("link[rel][href]"):
        rel = markup.attribute(node, "rel").lower().split()
        href = _web(markup.attribute(node, "href"), base)
        media = markup.attribute(node, "type").lower().partition(";")[0].strip()
        if href and API in rel:
            found.append(FoundFeed(wordpress.posts_address(href), "", "wordpress"))
        elif href and "alternate" in rel and media in KINDS and not wordpress.is_api(href):
            title = markup.written(markup.attribute(node, "title"), TITLE_LIMIT)
            found.append(FoundFeed(href, title, KINDS[media]))
    found.sort(key=_rank)
    once = {address_key(feed.address): feed for feed in reversed(found)}
    return [feed for feed in found if once[address_key(feed.address)] is feed][:MOST_FEEDS]


def guesses(address: str) -> list[str]:
    """Where a site that declares nothing usually has its feed, to be tried one after the other."""
    parts = urlsplit(address)
    root = f"{parts.scheme}://{parts.netloc}"
    folder = parts.path.rpartition("/")[0] if "." in parts.path.rpartition("/")[2] else parts.path
    below = [f"{root}{folder.rstrip('/')}/feed/"] if folder.strip("/") else []
    return below + [root + path for path in PATHS]


def page_facts(body: bytes, address: str) -> PageFacts:
    """What the page at ``address`` says of itself."""
    page = markup.tree(body, LOOKED_AT)
    base = markup.base(page, address)
    linked = _linked_data(page)
    title = _meta(page, TITLE_LIMIT, "og:title", "twitter:title")
    summary = _meta(page, SUMMARY_LIMIT, "og:description", "description", "twitter:description")
    site = _meta(page, TITLE_LIMIT, "og:site_name", "application-name")
    return PageFacts(
        title=title or _first_text(page, "title") or _first_text(page, "h1"),
        summary=summary,
        site=site or _bare(urlsplit(address).hostname or ""),
        canonical=_canonical(page, base, address),
        published=_published(page, linked),
    )


def _web(href: str, base: str) -> str:
    """An absolute address without its fragment, "" when it is none."""
    href = href.strip().partition("#")[0]
    if href[:5].lower() == "feed:":
        href = href[5:] if href[5:9].lower() == "http" else f"https:{href[5:]}"
    link = absolute(href, base) if href else ""
    try:
        return link if urlsplit(link).hostname else ""
    except ValueError:
        return ""


def _rank(feed: FoundFeed) -> int:
    of_comments = "comments/" in feed.address or "commentaires" in feed.title.lower()
    return 2 if feed.kind == "wordpress" else int(of_comments or "comments" in feed.title.lower())


def _meta(page: LexborHTMLParser, limit: int, *names: str) -> str:
    for name in names:
        for node in page.css(f'meta[property="{name}"], meta[name="{name}"]'):
            if said := markup.written(markup.attribute(node, "content"), limit):
                return said
    return ""


def _first_text(page: LexborHTMLParser, selector: str) -> str:
    return markup.text(page.css_first(selector), TITLE_LIMIT)


def _canonical(page: LexborHTMLParser, base: str, address: str) -> str:
    """The page's own name for itself, as long as it stays on its site: nobody speaks for others."""
    here = _bare(urlsplit(address).hostname or "")
    said = [markup.attribute(node, "href") for node in page.css('link[rel="canonical"]')]
    said += [markup.attribute(node, "content") for node in page.css('meta[property="og:url"]')]
    for href in said:
        link = _web(href, base)
        if link and _bare(urlsplit(link).hostname or "") == here:
            return link
    return ""


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.").removeprefix("m.")


def _published(page: LexborHTMLParser, linked: list[dict[str, Any]]) -> datetime | None:
    said = [markup.attribute(node, "content") for query in _DATES for node in page.css(query)]
    said += [date for each in linked if isinstance(date := each.get("datePublished"), str)]
    said += [markup.attribute(node, "datetime") for node in page.css("time[pubdate], article time")]
    return next((moment for date in said if date and (moment := read_date(date))), None)


def _linked_data(page: LexborHTMLParser) -> list[dict[str, Any]]:
    """The objects that the page gives to search engines."""
    found: list[dict[str, Any]] = []
    for node in page.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(node.text() or "")
        except (ValueError, RecursionError):
            continue
        for each in data if isinstance(data, list) else [data]:
            graph = each.get("@graph") if isinstance(each, dict) else None
            inside = graph if isinstance(graph, list) else [each]
            found += [one for one in inside if isinstance(one, dict)]
    return found
