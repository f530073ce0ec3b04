"""What the elements of every kind of feed are called here, and which field each one fills."""

_SPACES = {
    "": (
        "http://www.w3.org/2005/atom",
        "http://purl.org/atom/ns",
        "http://purl.org/rss/1.0",
        "http://purl.org/rss/2.0",
        "http://purl.org/net/rss1.1",
        "http://my.netscape.com/rdf/simple/0.9",
        "http://channel.netscape.com/rdf/simple/0.9",
        "http://my.netscape.com/publish/formats/rss-0.91.dtd",
        "http://backend.userland.com/rss",
        "http://backend.userland.com/rss2",
        "http://backend.userland.com/rss091",
        "http://backend.userland.com/rss2.0",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://cyber.law.harvard.edu/rss/rss.html",
        "http://cyber.law.harvard.edu/rss",
    ),
    "rdf": ("http://www.w3.org/1999/02/22-rdf-syntax-ns",),
    "dc": ("http://purl.org/dc/elements/1.1", "http://purl.org/dc/elements/1.0"),
    "dcterms": ("http://purl.org/dc/terms",),
    "content": ("http://purl.org/rss/1.0/modules/content",),
    "media": ("http://search.yahoo.com/mrss", "http://video.search.yahoo.com/mrss"),
    "itunes": ("http://www.itunes.com/dtds/podcast-1.0.dtd",),
    "feedburner": ("http://rssnamespace.org/feedburner/ext/1.0",),
    "pheedo": ("http://www.pheedo.com/namespace/pheedo",),
    "sy": ("http://purl.org/rss/1.0/modules/syndication",),
    "xhtml": ("http://www.w3.org/1999/xhtml",),
}
SPACES = {address: prefix for prefix, addresses in _SPACES.items() for address in addresses}
CONVENTIONAL = {prefix: prefix for prefix in _SPACES} | {"atom": "", "rss": "", "atom10": ""}
"""What a prefix means that nobody declared: what everybody means by it."""

_FIELDS = {
    "title": "title dc:title|itunes:title|media:title",
    "summary": "description summary|abstract dcterms:abstract|dc:description itunes:summary"
    " |media:description itunes:subtitle",
    "content": "content:encoded content encoded|xhtml:body xhtml:div|fulltext",
    "guid": "guid id|dc:identifier",
    "link": "link",
    "original": "feedburner:origlink|pheedo:origlink",
    "published": "pubdate published|issued|dc:date date dcterms:issued|dcterms:created created",
    "updated": "updated|modified dcterms:modified",
    "author": "author|dc:creator creator|itunes:author|media:credit",
}
ENTRY_FIELDS = {
    tag: (field, rank)
    for field, tags in _FIELDS.items()
    for rank, equals in enumerate(tags.split("|"))
    for tag in equals.split()
}
"""Which field of an entry an element fills, and its rank: where two fill one, the lower wins."""

FEED_FIELDS = {
    "title": ("title", 0),
    "dc:title": ("title", 1),
    "link": ("link", 0),
    "ttl": ("ttl", 0),
    "sy:updateperiod": ("period", 0),
    "sy:updatefrequency": ("frequency", 0),
}
ENTRIES = frozenset(("item", "entry"))
ROOTS = {"rss": "rss", "channel": "rss", "rdf": "rdf", "feed": "atom"}
TRANSPARENT = frozenset(("media:group", "media:content"))
"""What an entry may wrap its fields in."""
