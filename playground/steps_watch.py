"""What must be seen of the watch: sources, the first news, what moderators make of them."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial

from playground import furnish, watching
from playground.furnish import expect
from playground.papers import PAPERS, Article
from playground.steps import PARIS, WATCH_STEPS, Day, refuse, step
from playground.watching import card_of, news_in, plainly, reads, said

SATURDAY = datetime(2027, 3, 20, 12, 1, tzinfo=PARIS)
"""When the watch begins: two days before a digest, which comes on Mondays at 9:00."""
watch_step = partial(step, to=WATCH_STEPS)


def article(key: str, day: int, hour: int, minute: int = 0, *, month: int = 3) -> Article:
    """What a source publishes at this moment of the spring."""
    return watching.article_of(key, datetime(2027, month, day, hour, minute, tzinfo=PARIS))


MECENAT = article("courrier", 20, 17, 40)
MARKET = article("courrier", 21, 7, 10)
"""Passed on by another source an hour and twenty minutes later."""
SHEET = article("scenes", 20, 15)
INSURANCE = article("entraide", 19, 10)
SHARED = article("courrier", 22, 7, 10)
FORM = article("communs", 21, 12)
HOSTILE = article("scenes", 24, 15)
FAILING = "entraide"


@watch_step("the moderator says where news go, and which role is called for calls")
async def _settings(day: Day) -> None:
    town = day.town
    await furnish.set_up(town)
    await furnish.organise(town)
    await watching.set_up(town)
    shown = await watching.topic_goes_to(town, "calls", town.appels, town.alertes)
    expect(shown, town.appels.mention, "✅ Le bot peut y faire tout son travail.")
    expect(shown, "🔔 Ses alertes préviennent", town.alertes.mention)


@watch_step("a source is added by its address: three articles are shown before anything is saved")
async def _first_source(day: Day) -> None:
    town = day.town
    shown = await watching.look(town, "courrier")
    for newest in PAPERS["courrier"].articles(day.wire.clock.now())[:3]:
        said(shown, newest.title)
    said(shown, PAPERS["courrier"].name)
    expect(shown, "heures environ", "connu, pas annoncé")
    expect(await town.maud.types("/sources liste"), "Aucune source pour l’instant")
    await watching.follow(town, "courrier", "hand", "music")
    expect(await town.maud.types("/sources liste"), "Sources de la veille : 1", "à la main")


@watch_step("others by the address of a site, by what to read in a page, by a tick in a list")
async def _other_sources(day: Day) -> None:
    town = day.town

    async def meanwhile() -> None:
        await watching.follow(town, "communs", "auto", address=day.press.at("/communs/"))
        await watching.follow(town, "fonds", "hand", "calls")
        await watching.follow(town, "scenes", "hand", "music")
        await watching.try_offered(town)

    # The bot looks for a feed where there may be one before it says that there is none.
    await asyncio.gather(watching.follow(town, "saint-loup", "hand", "calls"), meanwhile())
    listed = await town.maud.types("/sources liste")
    expect(listed, "Sources de la veille : 5", "automatique")


@watch_step("what a source held is known, not announced; the moderator may still ask for one of it")
async def _learned(day: Day) -> None:
    town = day.town
    added = await watching.follow(town, "entraide", "hand", "social-economy")
    expect(added, "connu et ne sera pas annoncé")
    await town.maud.presses(added, "Mettre en file le n° 1")
    card = await card_of(town.moderation, INSURANCE.title, "queue", "digest")
    await reads(await town.maud.presses(card, "Au résumé"), "sera dans le prochain résumé")
    posted = [
        p
        for p in day.wire.ledger.posted(author=day.wire.bot_id)
        if any(map(day.press.path, p.links))
    ]
    refuse(len(posted) == 1, f"news were posted: {[p.text for p in posted]}")


@watch_step("a member follows a word")
async def _follow(day: Day) -> None:
    followed = await day.town.karim.types("/veille suivre", mots="mecenat")
    expect(followed, "✅ Vous suivez", "mecenat", "tout de suite")


@watch_step("a new article is a card in #moderation; «Publier» makes it an alert in #veille")
async def _publish(day: Day) -> None:
    town = day.town
    await day.at(21, 8, 5)
    card = await card_of(town.moderation, MECENAT.title, "queue", "publish")
    said(card, MECENAT.title)
    expect(card, PAPERS["courrier"].name, "Musique et culture")
    refuse(not town.veille.messages, "something was published by itself")
    pressed = await town.maud.presses(card, "Publier")
    await reads(pressed, "paraît dans", town.veille.mention)
    alert = await news_in(town.veille, MECENAT.title)
    refuse(not alert.pings and not alert.role_pings, "the alert calls somebody")
    await day.wire.until(lambda: "Publiée" in card.text, within=8)
    expect(card, "Publiée", town.maud.mention)


@watch_step(
    "who follows the word is told privately; «mecenat» finds «Mécénat»; /veille lire has it"
)
async def _found(day: Day) -> None:
    town = day.town
    letter = await news_in(town.karim.dm, MECENAT.title)
    expect(letter, "mecenat")
    said(await town.tom.types("/veille lire"), MECENAT.title)
    said(await town.tom.types("/veille chercher", mots="mecenat"), MECENAT.title)
    expect(await town.tom.types("/veille chercher", mots="harmonica"), "Rien de tel")


@watch_step("«Écarter» asks for a reason, and /veille pourquoi tells it")
async def _reject(day: Day) -> None:
    town = day.town
    card = await card_of(town.moderation, MARKET.title, "queue", "reject")
    form = await town.maud.presses(card, "Écarter")
    reason = {"Pourquoi ?": "Trop loin de notre territoire"}
    sent = await town.maud.submits(form, reason)
    await reads(sent, "est écartée, d’où qu’elle revienne")
    told = await town.tom.types("/veille pourquoi", lien=day.press.link(MARKET))
    expect(told, "Reçu de", PAPERS["courrier"].name, "Trop loin de notre territoire")


@watch_step("/moderation file goes through the queue, one card after the other, to its end")
async def _file(day: Day) -> None:
    town = day.town
    shown = await town.maud.types("/moderation file")
    said(shown, SHEET.title)
    expect(shown, "1 sur 1")
    shown = await town.maud.presses(shown, "Au résumé")
    expect(shown, "sera dans le prochain résumé", "Rien à trier")
    day.press.misbehaves(FAILING, "unavailable", retry_after=1800)


@watch_step("the digest comes on Monday at 9:00, by topic")
async def _digest(day: Day) -> None:
    town = day.town
    await day.at(22, 9, 35)
    digest = await town.veille.sees("Résumé de la veille")
    for expected in (INSURANCE, SHEET):
        said(digest, expected.title)
    expect(digest, "lun. 22 mars", "Économie sociale et solidaire", "Musique et culture")
    refuse(MECENAT.title not in plainly(digest.text), "what was published is in it again")


@watch_step("an automatic source's article appears by itself; one story of two sources is one card")
async def _by_itself(day: Day) -> None:
    town = day.town
    await news_in(town.veille, FORM.title)
    await card_of(town.moderation, SHARED.title, "queue", "publish")
    await day.wire.until(lambda: "aussi chez" in _card(day, SHARED), within=8)
    expect(await card_of(town.moderation, SHARED.title, "queue"), "aussi chez")
    refuse(_cards(day, SHARED) == 1, "the story of two sources has two cards")


@watch_step("what was rejected stays so when another source brings it")
async def _stays_rejected(day: Day) -> None:
    refuse(_cards(day, MARKET) == 1, "the rejected story has a new card")
    told = await day.town.tom.types("/veille pourquoi", lien=day.press.link(MARKET))
    expect(told, PAPERS["scenes"].name, "Trop loin de notre territoire")
    found = await day.town.tom.types("/veille chercher", mots="fanfare")
    expect(found, "Rien de tel")


@watch_step("members propose a page, or what somebody posted; the moderator sees by whom")
async def _propose(day: Day) -> None:
    town = day.town
    page = article("saint-loup", 19, 11)
    link = day.press.page(page)
    sent = await town.lea.types("/veille proposer", lien=link, mot="Pour l’été du kiosque")
    said(sent, page.title)
    card = await card_of(town.moderation, page.title, "queue", "publish")
    expect(card, "🙋 Proposée par", town.lea.mention, "Pour l’été du kiosque")
    other = article("communs", 20, 12)
    posted = town.karim.says(f"Vu là : {day.press.page(other)} (à lire !)", in_=town.general)
    sent = await town.ines.uses("Ajouter à la veille", posted)
    expect(sent, "Proposé aux modérateurs")
    said(sent, other.title)
    expect(await card_of(town.moderation, other.title, "queue"), "Proposée par")
    again = await town.tom.types("/veille proposer", lien=link)
    expect(again, "attend déjà l’avis des modérateurs")


def _card(day: Day, story: Article) -> str:
    """What the newest card of a story says."""
    found = [m.text for m in day.town.moderation.messages if story.title in plainly(m.text)]
    return found[-1] if found else ""


def _cards(day: Day, story: Article) -> int:
    """How many cards moderators were ever posted of a story."""
    posted = day.wire.ledger.posted(channel=day.town.moderation, author=day.wire.bot_id)
    return sum(story.title in plainly(p.text) and bool(p.custom_ids) for p in posted)
