"""Entries out of a page that has no feed, by CSS selectors that a moderator gave."""

import re
from html import escape
from typing import Final

from selectolax.lexbor import LexborNode, SelectolaxError

from domain.text import fold
from domain.watch.entry import SUMMARY_LIMIT, TITLE_LIMIT, NotAFeed, ParsedFeed, Selectors
from feeds import markup
from feeds.dates import read_date
from feeds.entries import finished
from feeds.raw import RawEntry, RawFeed

LOOKED_AT: Final = 2**21
MOST_BLOCKS: Final = 2000
_TEXT_LIMIT: Final = TITLE_LIMIT + SUMMARY_LIMIT

_MONTHS = (
    "janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?"
    "|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?|january|february|march|april|may|june|july|august"
    "|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep"
)
_DATE = re.compile(
    rf"(?<![\w/.-])(?:\d{{1,2}}(?:er|st|nd|rd|th)?\s+(?:{_MONTHS})\.?,?\s+\d{{4}}"
    rf"|(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2})(?![\w/-])"
)
_NOT_OF_PUBLICATION = re.compile(
    r"(?:jusqu\W{0,2}au|avant|limite|cloture|echeance|au plus tard|depot|candidature|deadline"
    r"|until|before|closing|due|du|au|to|from|le\s+\d{1,2}\s+et)\b[^.;!?|]{0,30}$"
)


def parse(body: bytes, address: str, selectors: Selectors) -> ParsedFeed:
    """The blocks of the page that was read at ``address``; none is no error here.

    Raises NotAFeed("bad-selector", selector=…) for one that can't be understood.
    """
    page = markup.tree(body, LOOKED_AT)
    root = page.root
    if root is None:
        raise NotAFeed("empty")
    for selector in (selectors.title, selectors.link, selectors.summary, selectors.date):
        _check(root, selector)
    raw = RawFeed("page", whole=len(body) <= LOOKED_AT)
    raw.head.base = markup.base(page, address)
    raw.head.put("link", address)
    raw.head.put("title", escape(markup.text(page.css_first("title"), TITLE_LIMIT)))
    seen: set[tuple[str, str]] = set()
    for block in _all(root, selectors.block)[:MOST_BLOCKS]:
        entry = _entry(block, selectors)
        key = (entry.get("link"), entry.get("title"))
        if key != ("", "") and key not in seen:
            seen.add(key)
            raw.entries.append(entry)
    return finished(raw, address=address)


def _all(node: LexborNode, selector: str) -> list[LexborNode]:
    try:
        return node.css(selector)
    except SelectolaxError:
        raise NotAFeed("bad-selector", selector=selector) from None


def _check(node: LexborNode, selector: str) -> None:
    if selector:
        _all(node, selector)


def _first(block: LexborNode, selector: str) -> LexborNode | None:
    return next(iter(_all(block, selector)), None) if selector else None


def _entry(block: LexborNode, selectors: Selectors) -> RawEntry:
    raw = RawEntry()
    link = _link(block, selectors.link)
    title = markup.text(_first(block, selectors.title), TITLE_LIMIT)
    if not selectors.title:
        title = _title(block, link)
    whole = markup.text(block, _TEXT_LIMIT)
    summary = markup.text(_first(block, selectors.summary), SUMMARY_LIMIT)
    if not selectors.summary:
        summary = whole.replace(title, "", 1).strip(" ·|–—-:") if title else whole
    if link is not None:
        raw.put("link", markup.attribute(link, "href"))
    raw.put("title", escape(title))
    raw.put("summary", escape(summary))
    raw.put("published", _date(block, selectors.date, whole))
    return raw


def _link(block: LexborNode, selector: str) -> LexborNode | None:
    """The link of a block: the one asked for, what it holds or stands in, else the first."""
    asked = _first(block, selector) if selector else block
    if asked is None or (markup.attribute(asked, "href") and asked.tag == "a"):
        return asked
    inside = asked.css("a[href]")
    if inside:
        return inside[0]
    above = asked.parent
    while selector and above is not None and above.tag != "a":
        above = above.parent
    return above if selector else None


def _title(block: LexborNode, link: LexborNode | None) -> str:
    """The first link's text, or what a reader takes for a title when it only holds a picture."""
    said = markup.text(link, TITLE_LIMIT)
    if said and link is not None and link.mem_id != block.mem_id:
        return said
    heading = markup.text(_first(block, "h1, h2, h3, h4, h5, h6"), TITLE_LIMIT)
    if heading or said or link is None:
        return heading or said
    again = [other for other in block.css("a[href]") if other.attributes == link.attributes]
    said = next((text for other in again if (text := markup.text(other, TITLE_LIMIT))), "")
    pictures = [markup.attribute(picture, "alt") for picture in link.css("img[alt]")]
    names = [markup.attribute(link, "title"), markup.attribute(link, "aria-label"), *pictures]
    return said or next((name for each in names if (name := markup.written(each, TITLE_LIMIT))), "")


def _date(block: LexborNode, selector: str, whole: str) -> str:
    """The date of a block as read_date reads it: the one asked for, else one that looks like that
    of publication, "" when there is none.
    """
    asked = _first(block, selector) if selector else _first(block, "time")
    if asked is not None:
        for said in (markup.attribute(asked, "datetime"), markup.text(asked, 200)):
            if read_date(said):
                return said
            if found := _DATE.search(fold(said)):
                return found[0]
    if selector:
        return ""
    folded = fold(whole)
    for found in _DATE.finditer(folded):
        if not _NOT_OF_PUBLICATION.search(folded[max(0, found.start() - 60) : found.start()]):
            return found[0]
    return ""
