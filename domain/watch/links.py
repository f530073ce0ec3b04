"""Links as they are compared: two addresses of one article give one key.

Keys are for comparison only, nobody is sent to them. The rules come from list L04 of the shared
cases and from what users of other readers complain of: tracking parameters that make one article
several (miniflux#4535), http that becomes https (feedbin#206, FreshRSS#5151), mobile and AMP twins.
"""

import re
from hashlib import blake2b
from typing import Final
from urllib.parse import unquote

KEY_LIMIT: Final = 1024
"""Characters of a key, or of an anchor: both together still have room in an index of PostgreSQL,
which refuses rows of more than 2,700 bytes. What is longer is cut, and told apart by a hash.
"""
LONGEST_HOST: Final = 253

# A backslash ends the host, as in browsers: ``https://one.example\@other.example`` leads to one.
_PARTS: Final = re.compile(r"(?is)\A(?:https?:)?//([^/\\?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?\Z")
_INVISIBLE: Final = re.compile(r"[\x00-\x1f\x7f\u200b\ufeff]+")
_NOT_IN_A_HOST: Final = re.compile(r"[\s%]")
_PLAIN_HOST: Final = re.compile(r"[a-z0-9.-]+\Z")
_PLAIN_TEXT: Final = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@/?-]*\Z")
_TO_ENCODE: Final = re.compile(r"%[0-9A-Fa-f]{2}|%|[^A-Za-z0-9._~!$&'()*+,;=:@/?%-]+")
_HALF_CODE: Final = re.compile(r"%[0-9A-F]?\Z")
_NO_HOST: Final = re.compile(r"[\s/\\?#@%]")
_UNRESERVED: Final = re.compile(r"[A-Za-z0-9._~-]\Z")
_PREFIXES: Final = ("www.", "m.", "amp.")
_SESSION: Final = re.compile(r"(?i);(?:jsessionid|phpsessid)=[^/;]*")
_AMP_CACHE: Final = re.compile(r"(?i)\A/(?:[cvi]/|amp/)(?:s/)?(?=[^/]+\.)")
# Whole names only: anybody may call a machine of theirs google.evil.example.
_GOOGLE: Final = re.compile(r"(?:news\.)?google\.(?:com|cat|(?:com?\.)?[a-z]{2})\Z")

_TRACKING_PREFIXES: Final = (
    "utm_", "mtm_", "pk_", "piwik_", "matomo_", "at_", "hsa_", "_hs", "__hs", "lmd_", "oly_",
    "ns_m", "ns_source", "ns_campaign", "ns_linkname", "vero_", "fb_", "trk_", "sc_c", "wt_",
    "ml_subscriber", "guce_", "elqtrack", "var_",
)  # fmt: skip
_TRACKING: Final = frozenset((
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid",
    "twclid", "ttclid", "li_fat_id", "igshid", "igsh", "epik", "srsltid", "s_cid", "s_kwcid",
    "cmpid", "ncid", "xtor", "xtref", "xtcr", "xts", "xtdt", "xtatc", "xtnp", "xtmc", "xtloc",
    "mc_cid", "mc_eid", "mc_tc", "mkt_tok", "rb_clickid", "__s", "_openstat", "trkcampaign",
    "hsctatracking", "_ga", "_gl", "wtmc", "__twitter_impression", "_branch_match_id",
    "guccounter", "phpsessid", "jsessionid", "sb_referer_host",
))  # fmt: skip
_AMP_QUERY: Final = frozenset(
    ("amp", "amp=", "amp=1", "amp=true", "outputtype=amp", "output=amp", "_amp=true", "_amp=1")
)
# `ref` and the like may be the number of an offer: only values that name where one comes from go.
_FROM_WHERE: Final = frozenset(("ref", "source", "src", "from", "via", "origin", "referer"))
_PLACES: Final = frozenset((
    "rss", "rss2", "atom", "feed", "feeds", "flux", "fluxrss", "newsletter", "email", "mail",
    "twitter", "facebook", "linkedin", "mastodon", "bluesky", "instagram", "whatsapp", "telegram",
    "home", "homepage", "accueil", "social", "share", "partage", "google", "googlenews",
    "flipboard", "feedly",
))  # fmt: skip
_HOST_VALUE: Final = re.compile(
    r"(?i)(?:https?(?::|%3a)(?:/|%2f){2})?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/?\Z"
)
_REDIRECTS: Final = (
    (_GOOGLE, "/url", ("url", "q")),
    (re.compile(r"l\.facebook\.com\Z"), "/l.php", ("u",)),
)


def link_key(url: str) -> str:
    """The comparison key of ``url``; what is no http address is its own key, trimmed.

    Never raises; a key is its own key. Time grows with the square of the length only for wrappers
    in wrappers (callers bound addresses: LINK_LIMIT). Kept: the path, and parameters that choose
    what is shown (id, p, lang…), sorted unless the first has no value (SPIP's ``?article42``).
    Gone: scheme, www., m., amp., default ports, passwords, AMP paths, tracking, the end slash, the
    fragment unless it is ``#!…``. Wrappers (AMP caches, Google Alerts, Facebook) give what they
    wrap.
    """
    text = _INVISIBLE.sub("", url).strip()
    parts = _PARTS.match(text)
    while parts and (wrapped := _wrapped(parts)):
        text = wrapped
        parts = _PARTS.match(text)
    host = _host(parts[1]) if parts else ""
    if not parts or not host:
        return _bounded(text)
    return _bounded(f"https://{host}{_path(parts[2])}{_query(parts[3])}{_fragment(parts[4])}")


def site_of(url: str) -> str:
    """The host of a link as people are shown it, without www. and default port; "" when none."""
    parts = _PARTS.match(_INVISIBLE.sub("", url).strip())
    return _bare_host(parts[1]).removeprefix("www.") if parts else ""


def anchor_of(url: str) -> str:
    """What comes after ``#`` when it may tell two articles of one page apart, else ""."""
    _, _, anchor = url.partition("#")
    anchor = _INVISIBLE.sub("", anchor).strip()
    name = anchor.partition("=")[0].casefold()
    if anchor.startswith((":~:", "!")) or _is_tracking(name):
        return ""
    return _bounded(_encoded(anchor))


def is_home(key: str) -> bool:
    """Whether a key leads to a site's first page, which many articles may give as their link."""
    return key.endswith("/") and key.count("/") == 3 and "?" not in key


def _bare_host(authority: str) -> str:
    host = authority.rpartition("@")[2].casefold()
    name, colon, port = host.rpartition(":")
    if colon and (not port or port in ("80", "443")):
        host = name
    host = host.rstrip(".")
    coded = host if len(host) > LONGEST_HOST or _PLAIN_HOST.match(host) else _ascii(host)
    # No machine has a longer name, and much in it would take long to look at.
    # Some letters hide a blank that only shows once they are taken apart.
    sound = len(coded) <= LONGEST_HOST and not _NOT_IN_A_HOST.search(coded)
    return coded if sound else f"{_digest(host)}.invalid"


def _ascii(host: str) -> str:
    name = unquote(host) if "%" in host else host
    if _NO_HOST.search(name):
        return _encoded(host)
    try:
        return name.encode("idna").decode("ascii").casefold()
    except UnicodeError:
        return _encoded(host)


def _host(authority: str) -> str:
    host = _bare_host(authority)
    stripped = True
    while stripped:
        stripped = False
        for prefix in _PREFIXES:
            rest = host.removeprefix(prefix)
            if rest != host and "." in rest.strip("."):
                host, stripped = rest, True
    return host


def _wrapped(parts: re.Match[str]) -> str:
    """The address that an AMP cache or a counting redirect leads to, "" when it is neither."""
    host, path = _bare_host(parts[1]).removeprefix("www."), parts[2]
    if host.endswith(".cdn.ampproject.org") or _GOOGLE.match(host):
        inner, changes = _AMP_CACHE.subn("", path)
        if changes and inner:
            return "https://" + inner + (f"?{parts[3]}" if parts[3] else "")
    for theirs, place, names in _REDIRECTS:
        if theirs.match(host) and path == place:
            for pair in (parts[3] or "").split("&"):
                name, _, value = pair.partition("=")
                target = _INVISIBLE.sub("", unquote(value)).strip()
                if name in names and target.casefold().startswith(("http://", "https://")):
                    return target
    return ""


def _path(path: str) -> str:
    path = _encoded(_SESSION.sub("", path))
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del kept[-1:]
        elif segment not in ("", "."):
            kept.append(segment)
    while kept and kept[0].casefold() == "amp":
        del kept[0]
    while kept:
        last = kept[-1].casefold()
        if last == "amp":
            del kept[-1]
        elif last.endswith(".amp") and len(last) > 4:
            kept[-1] = kept[-1][:-4]
        elif last.endswith((".amp.html", ".amp.htm")):
            kept[-1] = re.sub(r"(?i)\.amp(?=\.html?\Z)", "", kept[-1])
        else:
            break
    return "/" + "/".join(kept)


def _query(query: str | None) -> str:
    if not query:
        return ""
    pairs = [
        pair
        for pair in _encoded(query.replace("&amp;", "&")).split("&")
        if pair and not _is_noise(pair)
    ]
    if pairs and "=" in pairs[0]:
        pairs.sort(key=_name_and_value)
    return "?" + "&".join(pairs) if pairs else ""


def _name_and_value(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return name, value


def _is_noise(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name, value = name.casefold(), value.casefold()
    if _is_tracking(name) or pair.casefold() in _AMP_QUERY:
        return True
    return name in _FROM_WHERE and (value in _PLACES or bool(_HOST_VALUE.match(value)))


def _is_tracking(name: str) -> bool:
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _fragment(fragment: str | None) -> str:
    if not fragment or not fragment.startswith("!") or fragment == "!":
        return ""
    return "#" + _encoded(fragment)


def _encoded(text: str) -> str:
    """``text`` with its percent-encoding in one form (RFC 3986 §6.2.2)."""
    return text if _PLAIN_TEXT.match(text) else _TO_ENCODE.sub(_one_code, text)


def _one_code(found: re.Match[str]) -> str:
    code = found[0]
    if code[0] == "%" and len(code) == 3:
        char = chr(int(code[1:], 16))
        return char if _UNRESERVED.match(char) else code.upper()
    return "%" + code.encode("utf-8", "surrogatepass").hex("%").upper()


def _bounded(key: str) -> str:
    """``key``, or its beginning and a hash of all of it."""
    if len(key) <= KEY_LIMIT:
        return key
    return _HALF_CODE.sub("", key[: KEY_LIMIT - 33]) + "~" + _digest(key)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
