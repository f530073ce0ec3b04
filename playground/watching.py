"""What people do with the watch, in one place: the day, the week and tests send them on these."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from playground import errands
from playground.answers import Answer, Seen
from playground.furnish import beside, expect, menu_of
from playground.papers import PAPERS, SELECTORS, Article
from playground.sample import Sample
from playground.world import Channel

TOPICS = {
    "social-economy": "🤝 Économie sociale et solidaire",
    "music": "🎵 Musique et culture",
    "calls": "📣 Appels à projets et mécénat",
}
"""Topics as the menus of the bot name them."""
LONG_LOOK = 25.0
"""Seconds: where a site says nothing of feeds, the bot tries seven addresses, a second apart."""
FORM = {
    "block": "Un article (sélecteur CSS)",
    "title": "Son titre",
    "link": "Son lien",
    "summary": "Son texte",
    "date": "Sa date",
}
"""The labels of the form that says what to read in a page."""


async def set_up(town: Sample) -> None:
    """The moderator chooses the channels of the watch."""
    maud = town.maud
    shown = await maud.types("/config salons")
    for act, channel in (("watch", town.veille), ("moderation", town.moderation)):
        answer = await maud.selects(shown, channel, custom_id=menu_of(shown, act))
        expect(answer, channel.mention)


async def begin(town: Sample) -> None:
    """The demo’s watch: its channels, a newspaper and a fund; moderators decide on their news."""
    await set_up(town)
    await topic_goes_to(town, "calls", town.appels)
    await follow(town, "courrier", "hand", "music")
    await follow(town, "fonds", "hand", "calls")


async def topic_goes_to(town: Sample, topic: str, channel: Channel, role: object = None) -> Answer:
    """The moderator gives a topic a channel, and a role that its alerts call."""
    shown = await town.maud.types("/sources calendrier")
    shown = await town.maud.selects(shown, TOPICS[topic], custom_id=menu_of(shown, "topic"))
    shown = await town.maud.selects(shown, channel, custom_id=menu_of(shown, "channel"))
    if role is not None:
        shown = await town.maud.selects(shown, role, custom_id=menu_of(shown, "role"))
    return shown


async def every_day(town: Sample) -> None:
    """The moderator wants a digest each day, and as many alerts as there may be."""
    shown = await town.maud.types("/sources calendrier")
    shown = await town.maud.selects(shown, "daily", custom_id=menu_of(shown, "rhythm"))
    form = await town.maud.presses(shown, "Heure et nombre d’alertes")
    sent = await town.maud.submits(form, {"Alertes par jour et par salon, au plus": "50"})
    expect(sent, "Résumé chaque jour", "50 alertes par jour")


async def look(town: Sample, key: str, address: str = "") -> Answer:
    """The moderator types the address of a source of the pretend web; what it holds is shown.

    Where a page declares several feeds the first is chosen; where it has none, what to read.
    """
    maud = town.maud
    typed = address or town.wire.press.address(key)
    shown = await maud.types("/sources ajouter", adresse=typed, patience=LONG_LOOK)
    if any(":choose:" in menu["custom_id"] for menu in errands.message_of(shown).selects):
        shown = await maud.selects(shown, "0", custom_id=menu_of(shown, "choose"))
    elif PAPERS[key].kind == "page":
        form = await maud.presses(shown, "Choisir ce qu’il faut lire")
        shown = await maud.submits(form, {FORM[field]: css for field, css in SELECTORS.items()})
    return shown


async def follow(
    town: Sample, key: str, mode: str, topic: str = "", *, address: str = ""
) -> Answer:
    """The moderator adds a source of the pretend web; ``mode`` is hand, auto or digest."""
    maud = town.maud
    shown = await look(town, key, address)
    for article in PAPERS[key].articles(town.wire.clock.now())[:3]:
        said(shown, article.title)
    expect(shown, "connu, pas annoncé")
    shown = await maud.selects(shown, mode, custom_id=menu_of(shown, "mode"))
    if topic:
        shown = await maud.selects(shown, TOPICS[topic], custom_id=menu_of(shown, "topic"))
    added = await maud.presses(shown, "Suivre cette source")
    expect(added, "est suivie")
    return added


async def try_offered(town: Sample) -> None:
    """The moderator ticks a source in the list of known ones, and takes it back at once.

    It is a real one, on the real web, which nobody should read because of a demonstration.
    """
    maud = town.maud
    shown = await maud.types("/sources ajouter")
    menu = menu_of(shown, "tick")
    expect(shown, "à vérifier")
    (offered,) = [m for m in errands.message_of(shown).selects if m["custom_id"] == menu]
    first = offered["options"][0]
    shown = await maud.selects(shown, first["value"], custom_id=menu)
    done = await maud.presses(shown, "Suivre cette source")
    listed = await maud.presses(done, "Toutes les sources")
    name = str(first["label"]).removesuffix(" (à vérifier)")
    row = beside(listed, name)
    opened = await maud.presses(listed, custom_id=row.custom_id)
    expect(opened, "À vérifier")
    sure = await maud.presses(opened, "Retirer")
    expect(await maud.presses(sure, "Retirer la source"), "n’est plus suivie")


async def open_source(town: Sample, name: str) -> Answer:
    """The card of a source, from the list of them all."""
    listed = await town.maud.types("/sources liste")
    return await town.maud.presses(listed, custom_id=beside(listed, name).custom_id)


async def card_of(channel: Channel, title: str, thing: str, act: str | None = None) -> Seen:
    """The newest message of a channel about a story, or a call, once it can be pressed.

    ``thing``: what its buttons are about; ``act``: only once this one is there.
    """

    def pressable(seen: Seen) -> bool:
        can = errands.acts(seen, thing)
        return bool(can) and (act is None or act in can)

    return await _newest(channel, title, pressable)


async def news_in(channel: Channel, title: str) -> Seen:
    """The newest message of a channel that names a story as its source does."""
    return await _newest(channel, title, lambda _: True)


async def _newest(channel: Channel, title: str, fits: Callable[[Seen], bool]) -> Seen:
    def found() -> Seen | None:
        about = (m for m in reversed(channel.messages) if title in plainly(m.text))
        return next((m for m in about if fits(m)), None)

    await channel.wire.until(lambda: found() is not None, within=10)
    if (seen := found()) is None:
        there = [(m.text[:200], m.labels) for m in channel.messages][-5:]
        raise AssertionError(f"{channel!r} shows no {title!r} that fits: {there}")
    return seen


def plainly(text: str) -> str:
    """A text as it looks once Discord has drawn it: without the marks that switch marks off."""
    return re.sub(r"\\([^\w\s])", r"\1", text)


async def reads(on: Answer | Seen, *texts: str) -> None:
    """Wait until a person can read all of this there: an answer may come in two parts."""
    await on.wire.until(lambda: all(text in plainly(on.text) for text in texts), within=8)
    for text in texts:
        said(on, text)


def said(on: Answer | Seen, text: str) -> None:
    """Raise unless a person reads this there, as somebody wrote it."""
    if text not in plainly(on.text):
        raise AssertionError(f"{text!r} is not in {on!r}:\n{on.text}")


def article_of(key: str, at: datetime) -> Article:
    """What a source publishes at this very minute."""
    (found,) = PAPERS[key].published(at - timedelta(seconds=1), at)
    return found
