"""Every button, option and command by which members use the watch, for the tables of two guilds
and of the worst facts; and a guild that has one of each thing.
"""

from datetime import date
from typing import Any

from domain.people import Caller
from domain.watch.links import link_key
from domain.watch.stories import Deadline, Story, StoryState
from domain.watch.words import index_words
from storage import archive, stories
from tests.cogs.direct import CHANNEL

LINK = "https://radio.example/{guild}/un-appel"
ACTS = {
    "call": "agenda event interest remind together",
    "calls": "open turn",
    "follow": "drop drop-chosen open",
    "news": "open turn",
}
NUMBERED = {"call": ("call",), "follow": ("follow",)}
NO_NUMBER = {("follow", "open"), ("follow", "drop-chosen")}
EXTRAS = {("calls", "turn"): "0", ("news", "turn"): "."}
VALUES = {("follow", "drop-chosen"): ["1"]}
INSIDE: dict[tuple[str, str], dict[str, Any]] = {
    ("follow", "drop-chosen"): {"values": ["{follow}"]},
}
NAMING = {("veille chercher", "mots"), ("veille pourquoi", "lien")}
PLAIN: dict[tuple[str, str], Any] = {
    ("appels", "theme"): "",
    ("veille lire", "theme"): "",
    ("veille proposer", "lien"): "http://127.0.0.1:1/",
    ("veille proposer", "mot"): "À lire",
    ("veille suivre", "mots"): "niort",
    ("veille suivre", "rythme"): "digest",
    ("veille suivre", "theme"): "",
}


async def furnish(services: Any, me: Caller, title: str, topic: int) -> dict[str, int]:
    """A published call that the archive knows, and something that ``me`` follows."""
    guild_id, now = me.guild_id, services.outbox.clock()
    link = LINK.format(guild=guild_id)
    made = Story(
        guild_id,
        0,
        StoryState.PUBLISHED,
        title,
        now,
        link=link,
        topic=topic,
        is_call=True,
        deadline=Deadline(date(2026, 12, 31)),
        confirmed=True,
        decided_at=now,
        channel_id=CHANNEL + guild_id % 1000,
    )
    async with services.outbox.db.writing() as conn:
        number = await stories.create(conn, made)
        await stories.add_keys(conn, guild_id, number, [f"l:{link_key(link)}"], now)
        await archive.put(conn, guild_id, number, index_words(title))
    followed = await services.follows.add(me, topic=topic, words=f"mot{number}", rhythm="now")
    return {"call": number, "follow": followed.follow.number}
