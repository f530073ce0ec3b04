"""Every button, form and command of ``/sources``, for the tables of two guilds and of the worst
facts: what each is about, what is chosen and typed in it; and a guild that has one of each thing.
"""

from typing import Any

from domain.people import Caller
from domain.watch.entry import Entry, ParsedFeed
from domain.watch.rules import Rule, RuleAction, Where
from domain.watch.stories import Mode
from services.source_preview import packed
from services.sources import Wanted
from services.watch_desk import WatchDesk
from tests.cogs.lending.loan_facts import worst

NOBODY = "http://127.0.0.1:1/"
"""An address that no fetcher asks."""
OPML = b'<opml><body><outline text="Radio" xmlUrl="https://radio.example/feed"/></body></opml>'

ACTS = {
    "channels": "check lending moderation watch",
    "look": "again cancel choose drop follow guess mode page select-ask select-typed topic typed",
    "offer": "ask follow mode more page start tick topic typed",
    "opml": "sent undo write",
    "retyped": "open",
    "rule": "remove",
    "rules": "add add-typed list",
    "schedule": "channel day hours hours-typed new new-typed rhythm show topic two",
    "source": "anew held mode move open pause queue read remove remove-ask rename rename-typed "
    "resume retry show topic",
    "sources": "page",
    "topic": "accent channel place remove remove-ask rename rename-typed role show",
    "tried": "cancel change keep typed",
}
NUMBERED = {
    "look": ("look typed", "look found", "look page", "look preview"),
    "opml": ("opml draft", "opml batch"),
    "retyped": ("retyped",),
    "rule": ("rule",),
    "rules": ("source",),
    "source": ("source",),
    "topic": ("topic",),
    "tried": ("tried",),
}
NO_NUMBER = {("opml", "sent")}
EXTRAS = {
    ("look", "follow"): "hand.0",
    ("look", "guess"): "0",
    ("look", "mode"): "hand.0",
    ("look", "topic"): "hand.0",
    ("offer", "follow"): "hand.3-4",
    ("offer", "mode"): "hand.3-4",
    ("offer", "page"): "11",
    ("offer", "tick"): "hand.",
    ("offer", "topic"): "hand.",
    ("rule", "remove"): "0",
    ("rules", "list"): "1",
    ("source", "queue"): "1",
}
RULE = {"words": "concert", "action": ["drop"], "place": ["anywhere"], "kind": ["words"]}
SELECTORS = {"block": "article", "title": "", "link": "", "summary": "", "date": ""}
FIELDS: dict[tuple[str, str], dict[str, Any]] = {
    ("look", "select-typed"): SELECTORS,
    ("look", "typed"): {"address": NOBODY},
    ("offer", "typed"): {"address": NOBODY},
    ("opml", "sent"): {"list": OPML},
    ("rules", "add-typed"): RULE,
    ("schedule", "hours-typed"): {"hour": "9h", "limit": "5"},
    ("schedule", "new-typed"): {"name": "Neuf", "emoji": ""},
    ("source", "rename-typed"): {"name": "Autre"},
    ("topic", "rename-typed"): {"name": "Autre", "emoji": ""},
    ("tried", "typed"): RULE,
}
VALUES: dict[tuple[str, str], list[str]] = {
    ("channels", "watch"): [],
    ("look", "choose"): ["0"],
    ("look", "mode"): ["auto"],
    ("look", "topic"): ["0"],
    ("offer", "mode"): ["auto"],
    ("offer", "tick"): ["3", "4"],
    ("offer", "topic"): ["3"],
    ("schedule", "channel"): [],
    ("schedule", "day"): ["1"],
    ("schedule", "rhythm"): ["daily"],
    ("schedule", "topic"): ["1"],
    ("source", "mode"): ["auto"],
    ("source", "topic"): ["0"],
    ("topic", "accent"): ["late"],
    ("topic", "channel"): [],
    ("topic", "place"): ["thread"],
    ("topic", "role"): [],
}
INSIDE: dict[tuple[str, str], dict[str, Any]] = {
    ("channels", "watch"): {"values": ["{channel}"]},
    ("look", "topic"): {"number": "own look preview", "values": ["{topic}"]},
    ("rules", "add-typed"): {
        "number": "own source",
        "fields": RULE | {"action": ["topic.{topic}"]},
    },
    ("schedule", "channel"): {"values": ["{channel}"]},
    ("schedule", "topic"): {"values": ["{topic}"]},
    ("source", "topic"): {"number": "own source", "values": ["{topic}"]},
    ("topic", "channel"): {"number": "own topic", "values": ["{channel}"]},
}
NAMING = {("sources filtre", "source"), ("sources retirer", "source")}
PLAIN: dict[tuple[str, str], Any] = {
    ("sources ajouter", "adresse"): NOBODY,
    ("sources ajouter", "theme"): "",
    ("sources exporter", "quoi"): "sources",
    ("sources importer", "fichier"): OPML,
}
NO_OPTION = {"sources liste", "sources calendrier"}
WORST_FIELDS: dict[tuple[str, str], dict[str, Any]] = {
    ("look", "select-typed"): dict.fromkeys(SELECTORS, worst(200)),
    ("look", "typed"): {"address": worst(500)},
    ("offer", "typed"): {"address": worst(500)},
    ("rules", "add-typed"): RULE | {"words": worst(300), "kind": ["words"]},
    ("schedule", "hours-typed"): {"hour": worst(10), "limit": worst(4)},
    ("schedule", "new-typed"): {"name": worst(40), "emoji": worst(16)},
    ("source", "rename-typed"): {"name": worst(80)},
    ("topic", "rename-typed"): {"name": worst(40), "emoji": worst(16)},
    ("tried", "typed"): RULE | {"words": "+" * 300, "place": ["source"]},
}


async def furnish(services: Any, me: Caller, name: str, topic: int) -> dict[str, int]:
    """A source, a rule, and one draft of each kind; by the keys of NUMBERED."""
    made: dict[str, int] = {}
    desk = WatchDesk(
        services.outbox.db,
        services.outbox.clock,
        services.settings,
        services.directory,
        services.outbox,
    )
    wanted = Wanted(f"{NOBODY}{me.guild_id}/{topic}", "feed", name, Mode.HAND, topic)
    async with desk.acting(me) as work:
        made["source"] = (await services.sources.add(work, wanted)).number
    rule = Rule(0, made["source"], Where.TITLE, name[:200], False, RuleAction.DROP)
    tried = (await services.watch_rules.try_out(me, rule)).draft
    made["rule"] = (await services.watch_rules.add(me, tried)).number
    made["tried"] = (await services.watch_rules.try_out(me, rule)).draft
    list_ = OPML.replace(b"radio", f"r{me.guild_id}-{topic}".encode())
    first = await services.source_import.preview(me, list_)
    made["opml batch"] = (await services.source_import.write(me, first.draft)).batch
    second = await services.source_import.preview(me, list_.replace(b"//r", b"//s"))
    made["opml draft"] = second.draft
    keep = services.watch_drafts.keep
    made["look typed"] = await keep(me, "typed", {"address": NOBODY, "topic": None})
    made["look found"] = await keep(me, "found", {"page": NOBODY, "found": [[NOBODY, name, "rss"]]})
    made["look page"] = await keep(me, "page", {"page": NOBODY, "selectors": None})
    made["look preview"] = await keep(me, "preview", preview(name))
    hours = {"form": "hours", "thing": "schedule", "number": 0, "act": "hours-typed"}
    made["retyped"] = await keep(me, "form", hours | {"texts": {"hour": name, "limit": "x"}})
    return made


def preview(name: str) -> dict[str, Any]:
    """What a look at a feed leaves, its texts as long as they may be."""
    entries = tuple(
        Entry(f"g{n}", f"https://r.example/{n}", worst(512), worst(4000)) for n in range(5)
    )
    return {
        "address": f"{NOBODY}{'a' * 300}",
        "page": NOBODY,
        "kind": "page",
        "selectors": {"block": "li", "title": "", "link": "", "summary": "", "date": ""},
        "name": name[:80],
        "total": len(entries),
        "whole": True,
        "validators": {"etag": "", "last_modified": "", "body_hash": ""},
        "feed": packed(ParsedFeed("page", name, "", entries)),
    }
