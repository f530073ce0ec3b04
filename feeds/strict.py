"""The fast path: the standard library's expat, once through the text, no tree, no DOCTYPE."""

from base64 import b64decode
from functools import partial
from urllib.parse import urljoin
from xml.parsers import expat
from xml.sax.saxutils import escape

from feeds.raw import MOST_READ, RawEntry, RawFeed
from feeds.tags import (
    CONVENTIONAL,
    ENTRIES,
    ENTRY_FIELDS,
    FEED_FIELDS,
    ROOTS,
    SPACES,
    TRANSPARENT,
)

_BUFFER = 1 << 18
_DEEPEST = 30
"""Declarations within declarations that are minded; each keeps a copy of all those around it."""
_BOTTOMLESS = 1_000
"""Elements within each other that no feed has: there is nothing to look for behind such a fault."""
_CUT = frozenset(
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)
"""What expat says of a text that ended too soon."""


def read_strictly(text: str | bytes) -> RawFeed:
    """The feed that well-formed ``text`` holds, or as much of it as came before its first fault.

    Bytes are read as UTF-8, whatever they declare. ``text`` must hold no DOCTYPE: the caller takes
    it out, so that no entity is ever declared.
    """
    return _Reader().read(text)


class _Reader:
    """Called by expat at each tag. Text is only listened to inside a field that is of use."""

    def __init__(self) -> None:
        self.feed = RawFeed()
        self.depth = 0
        self.head_depth = 0  # of the element whose children describe the feed
        self.entry: RawEntry | None = None
        self.entry_depth = 0
        self.unused = 0  # depth of the element whose inside is of no use, 0 outside of one
        self.field: tuple[RawEntry, str, int] | None = None  # being filled: whose, which, rank
        self.field_depth = 0
        self.mixed = False  # whether there are tags in the field
        self.packed = False  # whether it is in base 64, which Atom 0.3 allowed
        self.parts: list[str] = []
        self.tags: dict[str, str] = {}
        self.spaces: dict[str, str] = {}
        self.outer: list[tuple[int, dict[str, str], dict[str, str]]] = []
        self.kin: set[str] = {""}  # namespaces whose names are taken for those of RSS
        self.strangers: list[RawEntry] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.buffer_size = _BUFFER
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def read(self, text: str | bytes) -> RawFeed:
        try:
            self.parser.Parse(text, True)
            self.feed.whole = True
        except expat.ExpatError as fault:
            self.feed.cut = fault.code in _CUT or self.depth > _BOTTOMLESS
            self._keep_unfinished_field()
        if not self.feed.entries:
            self.feed.entries = self.strangers
        return self.feed

    def _keep_unfinished_field(self) -> None:
        if self.field is not None:
            self.parser.CharacterDataHandler = None  # which hands over what it still holds
            self._close_field()

    # ------------------------------------------------------------- tags

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.unused:
            return
        if self.field is not None:
            self._open_markup(name)
            return
        if attributes:
            for key in attributes:
                if key.startswith("xmlns"):
                    self._declare(attributes)
                    break
        tag = self.tags.get(name)
        if tag is None:
            tag = self.tags[name] = self._tag(name)
        if self.entry is not None:
            self._inside(self.entry, tag, attributes)
        elif tag in ENTRIES or tag.rpartition(":")[2] in ENTRIES:
            self._open_entry(name, tag, attributes)
        else:
            self._outside(tag, attributes)

    def end(self, name: str) -> None:
        if self.unused:
            if self.depth == self.unused:
                self.unused = 0
        elif self.field is not None:
            if self.depth == self.field_depth:
                self._close_field()
            else:
                self.parts.append(f"</{name.rpartition(':')[2]}>")
        elif self.entry is not None and self.depth == self.entry_depth:
            self.entry = None
        if self.outer and self.outer[-1][0] == self.depth:
            _, self.spaces, self.tags = self.outer.pop()
        self.depth -= 1

    def _outside(self, tag: str, attributes: dict[str, str]) -> None:
        """An element of the feed itself. Whatever it is, there may be entries in it."""
        if self.depth == 1 or tag == "channel":
            self.feed.kind = self.feed.kind or ROOTS.get(tag.rpartition(":")[2], "")
            self.head_depth = self.depth
            if "xml:base" in attributes:
                self.feed.head.base = attributes["xml:base"]
        elif self.depth == self.head_depth + 1:
            self._open_field(FEED_FIELDS.get(tag), self.feed.head, tag, attributes)

    def _open_entry(self, name: str, tag: str, attributes: dict[str, str]) -> None:
        if len(self.feed.entries) >= MOST_READ or len(self.strangers) >= MOST_READ:
            self.feed.unread += 1
            self.unused = self.depth
            return
        entry = self.entry = RawEntry()
        self.entry_depth = self.depth
        if tag in ENTRIES:
            self.feed.entries.append(entry)
        else:  # of a namespace that nobody knows: only of use in a feed without any other
            self.strangers.append(entry)
            if not self.feed.entries:
                self.kin.add(self.spaces.get(name.rpartition(":")[0], ""))
                self.tags.clear()
        if attributes:
            entry.base = attributes.get("xml:base", "")
            if about := attributes.get("rdf:about"):
                entry.put("guid", about, 3)
                entry.permalink = False  # it names the article, and need not lead to it
            if link := attributes.get("href") or attributes.get("HREF"):  # as in CDF
                entry.links.append(("alternate", "", link))

    def _inside(self, entry: RawEntry, tag: str, attributes: dict[str, str]) -> None:
        if tag == "enclosure" or tag == "media:content":
            if address := attributes.get("url"):
                entry.links.append(("enclosure", attributes.get("type", ""), address))
        elif tag == "guid":
            entry.permalink = attributes.get("isPermaLink", "").lower() != "false"
        if tag not in TRANSPARENT:
            self._open_field(ENTRY_FIELDS.get(tag), entry, tag, attributes)

    # ----------------------------------------------------------- fields

    def _open_field(
        self,
        field: tuple[str, int] | None,
        owner: RawEntry,
        tag: str,
        attributes: dict[str, str],
    ) -> None:
        if tag == "link" and "href" in attributes:
            owner.links.append(_atom_link(attributes))
        if field is None:
            if self.entry is not None:
                self.unused = self.depth
            return
        name, rank = field
        self.field = owner, name, rank
        self.field_depth = self.depth
        self.mixed = False
        self.packed = attributes.get("mode") == "base64"
        self.parts = []
        self.parser.CharacterDataHandler = self.parts.append

    def _close_field(self) -> None:
        self.parser.CharacterDataHandler = None
        if self.field is not None and self.parts:
            owner, name, rank = self.field
            text = "".join(self.parts)
            owner.put(name, _opened(text) if self.packed else text, rank)
        self.field = None

    def _open_markup(self, name: str) -> None:
        """A tag inside a field: it is markup that somebody did not escape."""
        if not self.mixed:
            self.mixed = True
            self.parts[:] = [escape("".join(self.parts))]
            self.parser.CharacterDataHandler = partial(_add_escaped, self.parts)
        self.parts.append(f"<{name.rpartition(':')[2]}>")

    # ------------------------------------------------------- namespaces

    def _declare(self, attributes: dict[str, str]) -> None:
        """Note the namespaces that an element declares, for itself and what it holds."""
        if len(self.outer) >= _DEEPEST:
            return
        self.outer.append((self.depth, self.spaces, self.tags))
        self.spaces, self.tags = self.spaces.copy(), {}
        for key, value in attributes.items():
            if key == "xmlns" or key.startswith("xmlns:"):
                self.spaces[key[6:]] = value.strip().lower().rstrip("/#")

    def _tag(self, name: str) -> str:
        """``prefix:name`` in our own prefixes; those of RSS and Atom, and the root's, have none."""
        prefix, _, local = name.rpartition(":")
        local = local.lower()
        space = self.spaces.get(prefix)
        if self.depth == 1 and space:
            self.kin.add(space)
        if space is None:
            known = CONVENTIONAL.get(prefix.lower(), f"{prefix}?")
        elif space in self.kin:
            known = ""
        else:
            known = SPACES.get(space, f"{prefix}?")
        return f"{known}:{local}" if known else local


def _atom_link(attributes: dict[str, str]) -> tuple[str, str, str]:
    """What a ``<link href>`` points to, joined to its own base; its rel may be a whole address."""
    rel = attributes.get("rel", "alternate").strip().lower().rpartition("/")[2]
    link = attributes["href"]
    if base := attributes.get("xml:base"):
        try:
            link = urljoin(base, link)
        except ValueError:
            link = ""
    return rel, attributes.get("type", "").lower(), link


def _opened(text: str) -> str:
    try:
        return b64decode(text).decode("utf-8", "replace")
    except ValueError:
        return text


def _add_escaped(parts: list[str], text: str) -> None:
    parts.append(escape(text))
