"""A page of the web as a tree. For the workshop's child: a page may be made to kill its reader."""

import re
from html import escape
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feeds.charset import decoded
from feeds.entries import absolute
from feeds.text import plain

_CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?([a-z0-9_:.-]{2,40})""", re.IGNORECASE
)
_DECLARED_WITHIN: Final = 4096


def tree(body: bytes, most: int) -> LexborHTMLParser:
    """The page that ``body`` holds, of which ``most`` characters are looked at."""
    said = _CHARSET.search(body[:_DECLARED_WITHIN])
    return LexborHTMLParser(decoded(body, said[1].decode("ascii") if said else None)[:most])


def base(page: LexborHTMLParser, address: str) -> str:
    """What the page's relative links are joined to."""
    for node in page.css("base[href]"):
        if found := absolute(attribute(node, "href"), address):
            return found
    return address


def attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def text(node: LexborNode | None, limit: int) -> str:
    """What a reader sees of a node, on one line."""
    return plain(node.html or "", limit) if node else ""


def written(value: str, limit: int) -> str:
    """Text that is no markup, such as an attribute, on one line."""
    return plain(escape(value), limit)
