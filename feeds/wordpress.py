"""The articles that a WordPress site serves as JSON, where its feed is missing or too wide."""

import json
import re
from collections.abc import Sequence
from html import unescape
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlsplit

from domain.watch.entry import NotAFeed, ParsedFeed
from feeds.charset import decoded
from feeds.entries import finished
from feeds.raw import RawEntry, RawFeed

A_PAGE: Final = 50
FIELDS: Final = "id,date_gmt,date,modified_gmt,guid,link,title,excerpt"
"""All but the whole text of each article, which is a hundred times heavier."""

_POSTS = re.compile(r"/wp/v2/[a-z0-9_-]+/?")
_NEVER = "0000-"


def parse(body: bytes, address: str) -> ParsedFeed:
    """The articles in ``body``, which was read at ``address``; of one cut short, the whole ones.

    Raises NotAFeed("not-a-feed") for anything else than a list of articles.
    """
    posts, whole = _posts(decoded(body).lstrip("\ufeff \t\r\n"))
    parts = urlsplit(address)
    raw = RawFeed("wordpress", whole=whole)
    raw.head.put("link", f"{parts.scheme}://{parts.netloc}{_folder(parts.path)}/")
    raw.entries = [_entry(post) for post in posts]
    return finished(raw, address=address, counted=len(posts))


def is_wordpress(address: str) -> bool:
    """Whether an address asks a WordPress for articles (of any type), as ``parse`` reads them."""
    return bool(_POSTS.fullmatch(_route(address)))


def is_api(address: str) -> bool:
    """Whether an address is one of a WordPress's interface, whatever it answers."""
    return bool(_route(address))


def posts_address(site: str, categories: Sequence[int] = ()) -> str:
    """Where a site's latest articles are asked for; ``site`` may be its address or its interface's.

    ``categories``: numbers of those wanted, all when empty.
    """
    parts = urlsplit(site)
    wanted = {"per_page": str(A_PAGE), "_fields": FIELDS}
    if categories:
        wanted["categories"] = ",".join(map(str, categories))
    query = "&".join(f"{name}={quote(value, safe=',')}" for name, value in wanted.items())
    root = f"{parts.scheme}://{parts.netloc}"
    if "rest_route" in dict(parse_qsl(parts.query, keep_blank_values=True)):
        return f"{root}{parts.path or '/'}?rest_route=/wp/v2/posts&{query}"
    return f"{root}{_folder(parts.path)}/wp-json/wp/v2/posts?{query}"


def _route(address: str) -> str:
    """What is asked of the interface: "/wp/v2/posts"; "" when an address is none of its own."""
    parts = urlsplit(address)
    _, found, route = parts.path.partition("/wp-json")
    if found and (not route or route.startswith("/")):
        return route or "/"
    return dict(parse_qsl(parts.query)).get("rest_route", "")


def _folder(path: str) -> str:
    """The folder that a site lives in, without a final slash."""
    path = path.partition("/wp-json")[0]
    return path.removesuffix("index.php").rstrip("/")


def _posts(text: str) -> tuple[list[dict[str, Any]], bool]:
    try:
        found: Any = json.loads(text, parse_int=str)
        whole = True
    except (ValueError, RecursionError):
        found, whole = _whole_ones(text), False
    posts = [each for each in found if _is_post(each)] if isinstance(found, list) else []
    if not isinstance(found, list) or (not posts and (found or not whole)):
        raise NotAFeed("not-a-feed")
    return posts, whole


def _is_post(each: object) -> bool:
    return isinstance(each, dict) and ("link" in each or "title" in each)


def _whole_ones(text: str) -> list[Any] | None:
    if not text.startswith("["):
        return None
    decoder = json.JSONDecoder(parse_int=str)
    found: list[Any] = []
    place = 1
    while True:
        while text[place : place + 1] in (" ", "\t", "\r", "\n", ","):
            place += 1
        try:
            each, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return found
        found.append(each)


def _entry(post: dict[str, Any]) -> RawEntry:
    raw = RawEntry()
    raw.put("guid", unescape(_rendered(post.get("guid"))))
    raw.put("guid", _rendered(post.get("id")), 1)
    raw.put("link", _rendered(post.get("link")))
    raw.put("title", _rendered(post.get("title")))
    raw.put("summary", _rendered(post.get("excerpt")))
    raw.put("content", _rendered(post.get("content")))
    raw.put("published", _date(post.get("date_gmt")))
    raw.put("published", _date(post.get("date")), 1)
    raw.put("updated", _date(post.get("modified_gmt")))
    return raw


def _rendered(value: object) -> str:
    """The text of a field, which stands in an object for those that have a raw form too."""
    if isinstance(value, dict):
        value = value.get("rendered")
    return value if isinstance(value, str) else ""


def _date(value: object) -> str:
    return value if isinstance(value, str) and not value.startswith(_NEVER) else ""
