"""What must be seen of calls for projects, of weeks that pass, and from elsewhere."""

from __future__ import annotations

from playground import errands, watching
from playground.furnish import expect
from playground.papers import PAPERS
from playground.steps import Day, refuse
from playground.steps_later import in_all
from playground.steps_watch import FAILING, HOSTILE, MECENAT, article, watch_step
from playground.watching import card_of, reads, said

CALL = article("fonds", 22, 9, 30)
"""Open until the 16th of April; nine days later, until the 30th, under a title that says so."""
NAME = CALL.title.removeprefix("Appel à projets ")


@watch_step("a call: its deadline with the sentence that says it, confirmed, and in plain sight")
async def _call(day: Day) -> None:
    town = day.town
    card = await card_of(town.moderation, CALL.title, "queue", "confirm")
    expect(card, "Date limite trouvée : ven. 16 avr. 2027", "> Clôture de l’appel le 16 avril 2027")
    await reads(await town.maud.presses(card, "Date juste"), "Date limite confirmée")
    await reads(await town.maud.presses(card, "Publier"), "paraît dans", town.appels.mention)
    alert = await card_of(town.appels, NAME, "call")
    expect(alert, "📣 **Date limite : ven. 16 avr. 2027", town.alertes.mention)
    refuse(alert.role_pings == (town.alertes.id,), f"it calls {alert.role_pings}")


@watch_step(
    "«Ça nous intéresse» is said for one's organisation; «On répond ensemble» opens one thread"
)
async def _together(day: Day) -> None:
    town = day.town
    alert = await card_of(town.appels, NAME, "call")
    expect(await town.lea.presses(alert, "Ça nous intéresse"), "Noté", "Le Clou")
    expect(await town.karim.presses(alert, "On répond ensemble"), "se prépare une réponse commune")
    thread = await town.appels.has_thread(CALL.title)
    expect(await thread.sees("Répondre ensemble"), town.karim.mention, "Le Clou", "Marée Haute")
    await town.tom.presses(alert, "On répond ensemble")
    refuse(len(town.appels.threads) == 1, "the call has two threads")
    told = await town.nour.presses(alert, "Me rappeler")
    expect(told, "Rappel en privé", "14, 3 et 1")


@watch_step("/appels lists it; «Agenda» gives a file, and moderators make the server's event of it")
async def _calls(day: Day) -> None:
    town = day.town
    listed = await town.ines.types("/appels")
    expect(listed, "Un appel à projets ouvert", CALL.title, "ven. 16 avr.", "Le Clou")
    given = await town.maud.presses(await card_of(town.appels, NAME, "call"), "Agenda")
    refuse(b"20270416T" in given.messages[-1].file(), "the file says otherwise")
    await town.maud.presses(given, "Créer l’événement du serveur")
    (event,) = town.guild.events
    refuse(event["name"] == CALL.title, f"the event is {event['name']}")


@watch_step("Zoë reads and does all that in English")
async def _english(day: Day) -> None:
    zoe = day.town.zoe
    said(await zoe.types("/watch read"), MECENAT.title)
    expect(await zoe.types("/watch read"), "The network's latest news")
    expect(await zoe.types("/watch search", mots="mecenat"), "News:", "Mécénat")
    listed = await zoe.types("/calls")
    expect(listed, "One open call", "Deadline", "16 Apr", "Interested: Le Clou")
    alert = await card_of(day.town.appels, NAME, "call")
    pressed = await zoe.presses(alert, "Ça nous intéresse")
    expect(pressed, "Noted", "Marée Haute", "is interested in")
    expect(await zoe.types("/watch follow", mots="residencies"), "You follow", "at once")


@watch_step("another guild sees nothing of it, not even with its buttons")
async def _elsewhere(day: Day) -> None:
    town, paul = day.town, day.town.paul
    expect(await paul.types("/veille lire"), "Pas encore de nouvelle")
    expect(await paul.types("/veille chercher", mots="mecenat"), "Rien de tel")
    expect(await paul.types("/appels"), "Aucun appel ouvert")
    expect(await paul.types("/sources liste"), "Aucune source")
    expect(await paul.types("/moderation file"), "Rien à trier")
    link = day.press.link(MECENAT)
    expect(await paul.types("/veille pourquoi", lien=link), "Aucune source du réseau")
    here = await paul.types("/appels")
    for channel, thing, act in (
        (town.moderation, "queue", "edit"),
        (town.appels, "call", "remind"),
    ):
        forged = errands.acts(await card_of(channel, NAME, thing), thing)[act]
        refused = await paul.presses(here, custom_id=forged, forged=True)
        expect(refused, "Il n’y a pas de nouvelle")


@watch_step("a source fails for more than a day: one notice; its card says why")
async def _failing(day: Day) -> None:
    town, name = day.town, PAPERS[FAILING].name
    opened = await watching.open_source(town, name)
    for _ in range(2):
        opened = await town.maud.presses(opened, "Lire maintenant")
        expect(opened, "sans succès", "moins souvent")
    await day.at(24, 15, 5)
    notice = await town.moderation.sees("ne répond plus")
    expect(notice, name, "Le bot continue d’essayer")


@watch_step("the alert names those who are interested")
async def _interested(day: Day) -> None:
    alert = await card_of(day.town.appels, NAME, "call")
    await reads(alert, "🙋 Intéressés : ", "Le Clou", "Marée Haute")


@watch_step("a hostile title is shown as it was written, and nothing in it is active")
async def _hostile(day: Day) -> None:
    card = await card_of(day.town.moderation, "everyone", "queue", "publish")
    await day.town.maud.presses(card, "Publier")
    alert = await day.town.veille.sees("everyone")
    for shown in (card, alert):
        said(shown, HOSTILE.title)
        said(shown, HOSTILE.text)
        refuse(not (shown.pings or shown.role_pings), f"{shown!r} calls somebody")
        theirs = "\n".join(
            line for line in shown.text.split("\n") if "here" in line or "gras" in line
        )
        for active in ("@", "<", "*", "[l", "](java", "|", "`"):
            refuse(_switched_off(active, theirs), f"{active!r} is active in {theirs}")


@watch_step("«prolongé»: the moderator is offered the new date, takes it, and members are told")
async def _extended(day: Day) -> None:
    town = day.town
    day.press.behaves(FAILING)
    await day.at(31, 9, 35)
    offered = await card_of(town.moderation, NAME, "offered", "take")
    expect(offered, "ven. 30 avr.", "> L’appel est prolongé jusqu’au 30 avril 2027", "16 avr.")
    await town.maud.presses(offered, "Prendre cette date")
    expect(await town.appels.sees("Date limite repoussée"), "ven. 30 avr.")
    alert = await card_of(town.appels, NAME, "call")
    expect(await town.tom.types("/appels"), "ven. 30 avr.")
    await day.wire.until(lambda: "30 avr." in alert.text, within=8)
    expect(alert, "Date limite : ven. 30 avr.")


@watch_step("the source answers again: one notice; and Monday's digest came once")
async def _recovered(day: Day) -> None:
    town = day.town
    expect(await town.moderation.sees("répond de nouveau"), PAPERS[FAILING].name)
    await day.wire.quiet(0.5)
    told = [p.text for p in day.wire.ledger.posted(channel=town.moderation)]
    for said_once in ("ne répond plus", "répond de nouveau"):
        refuse(sum(said_once in text for text in told) == 1, f"{said_once!r} was not said once")
    digests = day.wire.ledger.posted(channel=town.veille, containing="Résumé de la veille")
    refuse(sum("22 mars" in p.text for p in digests) == 1, "Monday's digest did not come once")
    refuse(sum("29 mars" in p.text for p in digests) <= 1, "the next one came twice")


@watch_step(
    "three days before the deadline, who asked is reminded, and the channel; nobody was before"
)
async def _three_days(day: Day) -> None:
    town = day.town
    refuse(not _reminders(day), f"reminded already: {_reminders(day)}")
    await day.at(27, 9, 1, month=4)
    for channel in (town.appels, town.nour.dm, town.lea.dm):
        expect(await channel.sees("### ⏰ Date limite"), NAME, "ven. 30 avr.")
    expect(await town.zoe.dm.sees("### ⏰ Deadline"), NAME, "30 Apr")


@watch_step("on the eve, once more")
async def _eve(day: Day) -> None:
    before = len(_reminders(day))
    await day.at(29, 8, 55, month=4)
    await day.wire.until(lambda: len(_reminders(day)) > before, within=3)
    refuse(len(_reminders(day)) == before, "the reminder of 9:00 came before")
    await day.at(29, 9, 1, month=4)
    await day.wire.until(lambda: len(_reminders(day)) >= 2 * before, within=8)
    await day.wire.quiet(0.5)
    refuse(len(_reminders(day)) == 2 * before, f"{_reminders(day)}")


watch_step("of all that, nothing was posted twice, and nothing of one person's in public")(in_all)


def _reminders(day: Day) -> list[str]:
    """All reminders of calls, as posted."""
    return [
        f"{day.wire.channel(p.channel_id)!r} {p.text[:120]}"
        for p in day.wire.ledger.posted(author=day.wire.bot_id)
        if "### ⏰ Date limite" in p.text or "### ⏰ Deadline" in p.text
    ]


def _switched_off(active: str, text: str) -> bool:
    """Whether what Discord would make something of stands there only behind a backslash."""
    return active not in text.replace(f"\\{active}", "")
