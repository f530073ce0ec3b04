"""From what a reader found to what the bot keeps: the rules that are the same for every format."""

import re
from datetime import datetime
from urllib.parse import quote, urljoin, urlsplit

from domain.text import shorten
from domain.watch.entry import (
    GUID_LIMIT,
    LINK_LIMIT,
    MOST_ENTRIES,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    Entry,
    ParsedFeed,
)
from feeds.dates import read_date
from feeds.raw import RawEntry, RawFeed
from feeds.text import plain

AUTHOR_LIMIT = 200
BORROWED_TITLE = 101
"""Characters of a summary that stand for a title that is missing, the ellipsis included."""

_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_ENDS = "".join(map(chr, range(0x21))) + "\x7f\xa0"
_QUERY = re.compile(r"[?#]")
_UNPRINTABLE = re.compile(
    "[\u0600-\u0605\u061c\u06dd\u070f\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb]"
)
_NAME = re.compile(r"<name>([^<]*)</name>", re.IGNORECASE)
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
_NEVER = frozenset(("self", "edit", "hub", "replies", "next", "prev", "previous", "first", "last"))
_LONGEST_TTL = 525600


def finished(
    raw: RawFeed, *, address: str = "", counted: int = 0, limit: int = MOST_ENTRIES
) -> ParsedFeed:
    """``raw`` by the rules: text, absolute links, instants, the newest ``limit`` entries.

    ``address`` is where the feed was read, ``counted`` how many entries its text seems to hold.
    """
    found = raw.found
    base = absolute(raw.head.base, address) or address
    site = _site(raw.head, base)
    if not raw.head.base and site:
        base = site
    kept = _newest(raw.entries, limit)
    return ParsedFeed(
        kind=raw.kind or "rss",
        title=plain(raw.head.get("title"), TITLE_LIMIT),
        site=site,
        entries=tuple([_entry(entry, base, site) for entry in kept]),
        ttl=_ttl(raw.head),
        counted=max(counted, found),
        left_out=found - len(kept),
        complete=raw.whole and found >= counted,
    )


def absolute(link: str, base: str) -> str:
    """``link`` as an absolute http(s) address, joined to ``base`` if it is relative; "" when it
    can't be one, when it is of another kind (``javascript:``), or longer than is kept.
    """
    link = _BLANK.sub(_within_link, link.strip(_ENDS))
    if not link:
        return ""
    if "&amp;" in link:
        link = link.replace("&amp;", "&")
    link = _as_browsers_take_it(link)
    if not _WEB.match(link):
        if not base:
            base = "https:" if link.startswith("//") else ""
        try:
            link = urljoin(base, link)
        except ValueError:
            return ""
    return link if _WEB.match(link) and len(link) <= LINK_LIMIT and _is_sound(link) else ""


def _within_link(blank: re.Match[str]) -> str:
    """A line break only folds a link; a space is a part of it that somebody did not write well."""
    return "%20" if blank[0].isprintable() else ""


def _as_browsers_take_it(link: str) -> str:
    """With slashes for backslashes, lest it lead elsewhere than its host seems to say; what nobody
    sees, and what turns the reading direction round, in percent signs.
    """
    if "\\" in link:
        place = _QUERY.search(link)
        end = place.start() if place else len(link)
        link = link[:end].replace("\\", "/") + link[end:]
    return link if link.isprintable() else _UNPRINTABLE.sub(lambda found: quote(found[0]), link)


def _is_sound(link: str) -> bool:
    """Whether nobody who takes it to pieces will stumble over it: whole characters, a real host."""
    if link.isascii() and "[" not in link and "]" not in link:
        return True
    try:
        return bool(urlsplit(link).hostname) and bool(link.encode())
    except ValueError:
        return False


def _entry(raw: RawEntry, base: str, site: str) -> Entry:
    own = absolute(raw.base, base) if raw.base else ""
    link = _link(raw, own or base, site)
    title = plain(raw.get("title"), TITLE_LIMIT)
    summary = _summary(raw, title)
    return Entry(
        guid=_guid(raw.get("guid")),
        link=link,
        title=title or shorten(summary, BORROWED_TITLE) or link[:TITLE_LIMIT],
        summary=summary,
        published=_date(raw.get("published")),
        updated=_date(raw.get("updated")),
        author=_author(raw.get("author")),
    )


def _summary(raw: RawEntry, title: str) -> str:
    """The excerpt of an article; of what may be a call for projects the article too, since its
    deadline often stands there alone.
    """
    excerpt = plain(raw.get("summary"), SUMMARY_LIMIT)
    if excerpt and not (raw.get("content") and _may_be_call(title)):
        return excerpt
    article = plain(raw.get("content"), SUMMARY_LIMIT)
    if article.startswith(excerpt.rstrip(" .…[]")):
        return article
    return shorten(f"{excerpt} {article}", SUMMARY_LIMIT) if article else excerpt


def _may_be_call(title: str) -> bool:
    # The rules of calls take longer to load than most feeds to read: only who needs them does.
    from domain.watch.deadlines import may_be_call

    return may_be_call(title)


def _link(raw: RawEntry, base: str, site: str) -> str:
    """Where the article is. The site's own address only stands in where no link was offered:
    one that is refused, like ``javascript:``, is no reason to send people elsewhere.
    """
    offered = False
    for link in _offered(raw):
        offered = True
        if found := absolute(link, base):
            return found
    return "" if offered else site


def _offered(raw: RawEntry) -> list[str]:
    """The links that an entry offers, best first."""
    guid = raw.get("guid").strip()
    links = raw.links
    best = [raw.get("original"), raw.get("link")]
    if links:
        alternates = [link for link in links if link[0] in ("alternate", "")]
        best += [href for _, media, href in alternates if media in ("", "text/html")]
        best += [href for _, media, href in alternates if media not in ("", "text/html")]
    if raw.permalink and _WEB.match(guid):
        best.append(guid)
    if links:
        others = [link for link in links if link[0] not in _NEVER and link not in alternates]
        best += [href for rel, _, href in others if rel != "enclosure"]
        best += [href for rel, _, href in others if rel == "enclosure"]
    return [link for link in best if link and not link.isspace()]


def _guid(text: str) -> str:
    text = text.strip()[:GUID_LIMIT]
    return text if text.isprintable() else "".join(filter(str.isprintable, text))


def _author(markup: str) -> str:
    if markup and (named := _NAME.search(markup)):
        markup = named[1]
    return plain(markup, AUTHOR_LIMIT) if markup else ""


def _date(text: str) -> datetime | None:
    """The instant of ``text``. The first day of 1970 is a clock that nobody set."""
    instant = read_date(text) if text else None
    return None if instant and instant.timestamp() // 86400 == 0 else instant


def _newest(entries: list[RawEntry], limit: int) -> list[RawEntry]:
    """The newest ``limit`` entries, in the feed's order; the first ones where dates are missing."""
    if len(entries) <= limit:
        return entries
    dates = [_date(entry.get("published")) or _date(entry.get("updated")) for entry in entries]
    dated = [(when, -place) for place, when in enumerate(dates) if when]
    if len(dated) < len(entries):
        return entries[:limit]
    places = sorted(-place for _, place in sorted(dated, reverse=True)[:limit])
    return [entries[place] for place in places]


def _site(head: RawEntry, base: str) -> str:
    links = [head.get("link")]
    links += [href for rel, _, href in head.links if rel in ("alternate", "")]
    return next((site for link in links if (site := absolute(link, base))), "")


def _ttl(head: RawEntry) -> int | None:
    """Minutes to leave the feed alone: its ``ttl``, or the period that it says it is renewed at."""
    ttl = head.get("ttl").strip()
    if ttl.isdecimal() and len(ttl) < 9:
        return min(int(ttl), _LONGEST_TTL) or None
    period = _PERIODS.get(head.get("period").strip().lower())
    if period is None:
        return None
    frequency = head.get("frequency").strip()
    times = int(frequency) if frequency.isdecimal() and len(frequency) < 6 else 1
    return max(1, period // max(1, times))
