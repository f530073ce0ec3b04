"""The rest of the scripted day: the hand-over, reminders as time passes, the return, the lists."""

from __future__ import annotations

import time

from playground import errands, speech
from playground.actors import Person
from playground.furnish import expect
from playground.steps import CONSOLE, TOUR, Day, refuse, step
from playground.verdict import everything_of


@step("the bot is killed; after its restart a button from before still works: handed over")
async def _killed(day: Day) -> None:
    town = day.town
    card = await errands.card(town.prets, TOUR, "hand-over")
    await day.bot.restart(hard=True)
    expect(await town.lea.presses(card, "Remis"), "🟢 **Remis**")
    await day.told(town.karim, "loan_handed_over", CONSOLE)
    lights = await errands.card(town.ines.dm, "Open air", "hand-over")
    expect(await town.ines.presses(lights, "Remis"), "🟢 **Remis**")


@step("the day before the end, at 18:00, the borrower is reminded; nobody was before")
async def _reminded(day: Day) -> None:
    refuse(not _reminders(day, day.town.karim), "Karim was reminded already")
    await day.at(13, 18, 1)
    letter = await day.told(day.town.karim, "loans_reminded", CONSOLE)
    expect(letter, "est à rendre à", "fin du dim. 14 mars")
    refuse(len(_reminders(day, day.town.karim)) == 1, "Karim was reminded twice")
    late = await day.told(day.town.zoe, "loans_reminded", "Projecteurs LED")
    expect(late, "was due back to")


@step("the borrower asks to keep it longer, the owner grants it, reminders are armed anew")
async def _extended(day: Day) -> None:
    town = day.town
    letter = await errands.card(town.karim.dm, CONSOLE, "extend")
    form = await town.karim.presses(letter, "Prolonger")
    expect(await town.karim.submits(form, {"until": "16 mars 20h"}), "Prolongation demandée")
    asked = await day.told(town.lea, "loan_extension_asked", CONSOLE)
    await town.lea.presses(asked, "Accepter la prolongation")
    expect(await day.told(town.karim, "loan_extended", CONSOLE), "mar. 16 mars 20:00")
    before = max(seen.id for seen in town.karim.dm.messages)
    await day.at(15, 18, 1)
    expect(
        await day.told(town.karim, "loans_reminded", CONSOLE, after=before), "mar. 16 mars 20:00"
    )


@step("late by a day, the borrower is told, and the owner too")
async def _late(day: Day) -> None:
    await day.at(17, 20, 15)
    for person, words in ((day.town.karim, "était à rendre"), (day.town.lea, "devait vous")):
        await _sees_late(day, person, words)
    card = await errands.card(day.town.prets, TOUR)
    await day.wire.until(lambda: "En retard" in card.text, within=8)
    expect(card, "En retard")
    listed = await day.town.maud.types("/moderation prets")
    expect(listed, "en retard", CONSOLE, "Projecteurs LED")


async def _sees_late(day: Day, person: Person, words: str) -> None:
    said = lambda: any(words in text and CONSOLE in text for text in _reminders(day, person))  # noqa: E731
    await day.wire.until(said, within=10)
    refuse(said(), f"{person.name} was not told that it is late: {_reminders(day, person)}")


@step("pieces come back one by one: three in order, one broken; the other side confirms")
async def _pieces(day: Day) -> None:
    town = day.town
    card = await errands.card(town.prets, "Open air", "return")
    form = await town.zoe.presses(card, "Rendu")
    told = await town.zoe.submits(
        form, {"back": "3", "broken": "1", "lost": "0", "condition": "One lens is cracked"}
    )
    expect(told, "3 en bon état et 1 cassé")
    report = await day.told(town.ines, "loan_returned", "Open air")
    expect(report, "1 cassé", "One lens is cracked")
    refused = await town.tom.presses(card, "Confirmer")
    expect(refused, "l’autre partie")
    await town.ines.presses(report, "Confirmer")
    await day.told(town.zoe, "loan_return_confirmed", "Projecteurs LED")
    expect(await errands.preview(town.tom, "Projecteurs LED", "3 avril", quantity=8), "que 7")


@step("/rendre says that the console is back; confirmed, it reminds nobody any more")
async def _returned(day: Day) -> None:
    town = day.town
    offered = await town.karim.completes("/rendre", "pret", "")
    refuse([c for c in offered if CONSOLE in c.name], f"/rendre offers {offered}")
    number = next(c.value for c in offered if CONSOLE in c.name)
    expect(await town.karim.types("/rendre", pret=number, etat="Câble en plus"), "Rendu")
    report = await day.told(town.lea, "loan_returned", CONSOLE)
    expect(report, "Câble en plus")
    await town.lea.presses(report, "Confirmer")
    await day.told(town.karim, "loan_return_confirmed", CONSOLE)
    people = (town.karim, town.lea, town.zoe, town.ines)
    before = {person.id: len(_reminders(day, person)) for person in people}
    await day.at(20, 12, 1)
    await day.wire.until(lambda: False, within=3.0)
    for person in people:
        refuse(len(_reminders(day, person)) == before[person.id], f"{person.name} was reminded")


@step("/mes-prets lists what is left to do; the moderators see it all")
async def _lists(day: Day) -> None:
    town = day.town
    mine = await town.tom.types("/mes-prets")
    expect(mine, "À remettre", "Batterie Gretsch")
    refuse(day.loans["Bal"] in await everything_of(town.ines), "Inès has lost her loan")
    refuse(day.loans[TOUR] not in await everything_of(town.karim), "Karim still has it")
    began = time.monotonic()
    expect(await town.maud.types("/moderation prets"), "Prêts en cours", "Batterie Gretsch")
    refuse(time.monotonic() - began < 3, "the list took too long")


@step("the panel: its buttons do what the commands do, without a command")
async def _panel(day: Day) -> None:
    town = day.town
    await town.maud.types("/config panneau")
    panel = await town.prets.sees("Prêter, emprunter")
    refuse(
        panel.labels == ["Emprunter", "Ce qui est libre", "Partager", "Mes prêts"],
        repr(panel.labels),
    )
    form = await town.nour.presses(panel, "Emprunter")
    shown = await town.nour.submits(
        form, {"item": "Fourgon 12 m³", "when": "10 avril", "project": "Festival"}
    )
    expect(await town.nour.presses(shown, "Demander"), "Demande envoyée")
    await day.told(town.karim, "loan_asked", "Festival")
    form = await town.nour.presses(panel, "Ce qui est libre")
    expect(await town.nour.submits(form, {"when": "10 avril"}), CONSOLE)
    refuse((await town.nour.presses(panel, "Partager")).modal, "no form to share")
    expect(await town.nour.presses(panel, "Mes prêts"), "Fourgon 12 m³")


@step("nothing was posted twice, nothing in public that was for one person")
async def in_all(day: Day) -> None:
    doubles = day.wire.ledger.doubles(
        lambda p: (
            (p.channel_id, min((i for i in p.component_ids if i > 2**16), default=None))
            if any(i > 2**16 for i in p.component_ids)
            else None
        ),
        author=day.wire.bot_id,
    )
    refuse(not doubles, f"posted twice: {doubles}")
    public = day.wire.ledger.posted(channel=day.town.general, author=day.wire.bot_id)
    refuse(not public, f"in #general: {public}")
    log = day.bot.logs()
    refuse("Traceback" not in log, f"an error is in the log:\n{log[-3000:]}")


def _reminders(day: Day, person: Person) -> list[str]:
    """All that a person was ever reminded of, as posted."""
    return [
        posted.text
        for posted in day.wire.ledger.posted(channel=person.dm, author=day.wire.bot_id)
        if speech.says("loans_reminded", person.locale, posted.text)
    ]
