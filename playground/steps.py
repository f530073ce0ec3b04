"""What must be seen on the scripted day, step by step; each is judged at the peer alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from playground import errands, furnish, speech
from playground.actors import Person
from playground.answers import Seen
from playground.furnish import beside, expect
from playground.process import BotProcess
from playground.sample import Sample

PARIS = ZoneInfo("Europe/Paris")
MORNING = datetime(2027, 3, 8, 9, 0, tzinfo=PARIS)
"""A Monday at 09:00 in Paris, outside quiet hours, three weeks before the clocks change."""
CONSOLE = "Console X32"
TOUR = "Tournée des granges"
"""The project of the loan that the day follows from the request to the return."""


class Day:
    """The day as it goes: the network, the bot, what was seen so far, loans to come back to."""

    def __init__(self, town: Sample, bot: BotProcess) -> None:
        self.town, self.bot, self.wire, self.press = town, bot, town.wire, town.wire.press
        self.seen = 0
        self.loans: dict[str, int] = {}

    async def at(self, day: int, hour: int, minute: int = 0, *, month: int = 3) -> None:
        """Let it be this moment of the spring, the bot stopped meanwhile."""
        moment = datetime(2027, month, day, hour, minute, tzinfo=PARIS)
        await self.bot.later((moment - self.wire.clock.now()).total_seconds())

    async def told(self, person: Person, kind: str, about: str, *, after: int = 0) -> Seen:
        """The private message of this kind that a person gets, newer than ``after``."""

        def found() -> Seen | None:
            for seen in reversed(person.dm.messages):
                said = speech.says(kind, person.locale, seen.text)
                if said and about in seen.text and seen.id > after:
                    return seen
            return None

        await self.wire.until(lambda: found() is not None, within=10)
        if (seen := found()) is None:
            said = [m.text[:300] for m in person.dm.messages][-4:]
            raise AssertionError(f"{person.name} was not told {kind} about {about!r}: {said}")
        return seen


Step = Callable[[Day], Awaitable[None]]
Steps = list[tuple[str, Step]]
LENDING_STEPS: Steps = []
WATCH_STEPS: Steps = []


def step(name: str, to: Steps = LENDING_STEPS) -> Callable[[Step], Step]:
    """Add a step to the day; `name` says what must be seen."""

    def add(do: Step) -> Step:
        to.append((name, do))
        return do

    return add


def refuse(what: object, why: str) -> None:
    if not what:
        raise AssertionError(why)


# --------------------------------------------------------------------------------- the moderator


@step("the bot is there and its commands are listed, each to those who may use them")
async def _commands(day: Day) -> None:
    listed = day.town.lea.sees_commands()
    wanted = {"/emprunter", "/objets", "/dispo", "/partager", "/mes-prets", "/rendre", "/profil"}
    refuse(wanted <= set(listed), f"Léa sees only {listed}")
    more = [name for name in listed if name.startswith(("/config ", "/moderation "))]
    refuse(not more, f"Léa, who manages nothing, is offered {more}")
    managed = set(day.town.maud.sees_commands())
    refuse({"/config salons", "/moderation prets"} <= managed, f"Maud sees only {managed}")


@step("the moderator chooses channels, the role that moderates and the language")
async def _settings(day: Day) -> None:
    await furnish.set_up(day.town)
    checked = await day.town.maud.types("/config salons")
    expect(checked, "✅ Le bot peut y faire tout son travail.")


@step("organisations come from a spreadsheet and members are attached; a profile shows it")
async def _directory(day: Day) -> None:
    await furnish.organise(day.town)
    expect(await day.town.nour.types("/profil"), "Basse Tension", "suppléance")


# ------------------------------------------------------------------------------------- the things


@step("an item is shared with its photo, which comes back redrawn; others share theirs")
async def _share(day: Day) -> None:
    first, *others = [
        (getattr(day.town, name), thing)
        for name, things in furnish.SHARED.items()
        for thing in things
    ]
    shared = await furnish.share(*first)
    expect(shared, CONSOLE, "proposé au prêt", "32 entrées")
    (picture,) = shared.messages[-1].attachments
    sent = furnish.photo("mixer")
    refuse(day.wire.download(picture["url"]) != sent, "the photo was kept as it was sent")
    refuse(
        {"Modifier", "Suspendre", "Réserver pour nous", "Retirer"} <= set(shared.labels),
        repr(shared),
    )
    for owner, thing in others:
        await furnish.share(owner, thing)
    listed = await day.town.karim.types("/objets", categorie="sound")
    expect(listed, CONSOLE, "Sono 2 kW")


@step("a calendar picture of fourteen days, with an alternative text and a twin in words")
async def _calendar(day: Day) -> None:
    shown = await day.town.karim.types("/dispo", objet=CONSOLE)
    refuse(shown.messages[0].attachments, f"no picture in {shown!r}")
    refuse(shown.messages[0].file().startswith(b"\x89PNG"), "the picture is no PNG")
    alt = " ".join(shown.messages[0].alts)
    refuse(CONSOLE in alt and "8 mars" in alt, f"the alternative text says {alt!r}")


@step("while the date is typed, each reading says what is free of the chosen item")
async def _completion(day: Day) -> None:
    items = await day.town.karim.completes("/emprunter", "objet", "cons")
    refuse(CONSOLE in items[0].name, f"«cons» offers {items}")
    for typed, least in (("", 5), ("12 mars", 1), ("du 12 au 14", 1)):
        offered = await day.town.karim.completes("/emprunter", "quand", typed, objet=items[0].value)
        free = [choice for choice in offered if "libre" in choice.name]
        refuse(len(free) >= least, f"{typed!r} offers {offered}")


# ------------------------------------------------------------------------- asking and answering


@step("a request: preview, «Demander», its card in #prets, and the owner told privately")
async def _request(day: Day) -> None:
    town = day.town
    shown = await errands.preview(town.karim, CONSOLE, "du 12 au 14 mars", project=TOUR, quantity=1)
    refuse(shown.ephemeral, "the preview is not private")
    expect(shown, CONSOLE, "du ven. 12 mars au dim. 14 mars", TOUR)
    refuse(not town.prets.messages, f"something is in #prets already: {town.prets.messages}")
    sent = await town.karim.presses(shown, "Demander")
    expect(sent, "Demande envoyée", town.prets.mention)
    day.loans[TOUR] = errands.number_said(sent)
    card = await town.prets.sees(TOUR)
    expect(card, "En attente de réponse", "emprunte à")
    refuse(not card.pings, "the card pings somebody")
    letter = await day.told(town.lea, "loan_asked", TOUR)
    wanted = {"Accepter", "Proposer d’autres dates", "Refuser"}
    refuse(wanted <= set(letter.labels), f"Léa may only press {letter.labels}")


@step("the same request twice is one request")
async def _twice(day: Day) -> None:
    again = await errands.request(
        day.town.karim, CONSOLE, "du 12 au 14 mars", project=TOUR, quantity=1
    )
    expect(again, f"#{day.loans[TOUR]}", "déjà partie")
    await day.wire.quiet(0.5)
    refuse(day.wire.ledger.count(channel=day.town.prets, containing=TOUR) == 1, "two cards")


@step("a stranger's press is refused, and told who may")
async def _stranger(day: Day) -> None:
    card = await errands.card(day.town.prets, TOUR, "approve")
    before = card.text
    for stranger in (day.town.nour, day.town.karim):
        refused = await stranger.presses(card, "Accepter")
        expect(refused, "C’est à", "Le Clou")
        refuse(refused.ephemeral, "the refusal is public")
    refuse(card.text == before, "the card changed")


@step("the owner accepts in their private message; the borrower is told, the card shows it")
async def _accept(day: Day) -> None:
    town = day.town
    letter = await errands.card(town.lea.dm, TOUR, "approve")
    expect(await town.lea.presses(letter, "Accepter"), "Accordé")
    await day.told(town.karim, "loan_approved", CONSOLE)
    await town.prets.sees("🔵 **Accordé.**")


@step("the same dates again are refused with all the reasons, and the next free dates to take")
async def _taken(day: Day) -> None:
    town = day.town
    refused = await errands.preview(town.tom, CONSOLE, "13 mars", quantity=2)
    expect(refused, "Pas possible", "Il n’y en a que 1, pas 2")
    refused = await errands.preview(town.tom, CONSOLE, "du 13 au 14 mars", project="Noces")
    expect(refused, "Déjà pris à ces dates", "Premier créneau libre", "15 mars")
    taking = next(label for label in refused.labels if label.startswith("Prendre"))
    expect(await town.tom.presses(refused, taking), "du lun. 15 mars au mar. 16 mars", "Noces")
    refuse(town.wire.ledger.count(channel=town.prets, containing="Noces") == 0, "it was asked")


@step("bad input is refused with what to do, and nothing is written")
async def _bad_input(day: Day) -> None:
    tom, posted = day.town.tom, len(day.wire.ledger.posted(channel=day.town.prets))
    for item, when, quantity, said in (
        (CONSOLE, "30 février", 1, "n’existe pas"),
        (CONSOLE, "du 14 au 12 mars", 1, "fin vient avant"),
        (CONSOLE, "quand tu veux", 1, "pas compris"),
        (CONSOLE, "le 5 mars 2027", 1, "passé"),
        (CONSOLE, "20 mars", 0, "quantité"),
        (CONSOLE, "20 mars", -3, "quantité"),
        (CONSOLE, "20 mars", 5, "Il n’y en a que 1"),
        ("@everyone", "20 mars", 1, "Aucun objet"),
        ("</ban:1>", "20 mars", 1, "Aucun objet"),
        ("#4000", "20 mars", 1, "Aucun objet"),
    ):
        answer = await errands.preview(tom, item, when, quantity=quantity)
        expect(answer, said)
        refuse(answer.ephemeral, f"{item} {when} {quantity} was answered publicly")
    await day.wire.quiet(0.4)
    refuse(len(day.wire.ledger.posted(channel=day.town.prets)) == posted, "something was posted")


@step("the owner proposes other dates, the borrower takes them with a click")
async def _other_dates(day: Day) -> None:
    town = day.town
    sent = await errands.request(town.ines, "Batterie Gretsch", "20 mars", project="Bal")
    day.loans["Bal"] = errands.number_said(sent)
    letter = await day.told(town.tom, "loan_asked", "Bal")
    form = await town.tom.presses(letter, "Proposer d’autres dates")
    expect(await town.tom.submits(form, {"when": "21 mars"}), "Autres dates proposées")
    offer = await day.told(town.ines, "loan_countered", "Bal")
    expect(await town.ines.presses(offer, "Accepter ces dates"), "Accordé", "dim. 21 mars")
    await day.told(town.tom, "loan_offer_accepted", "Bal")


@step("a refusal says why; what says yes by itself is granted at once")
async def _refused_and_granted(day: Day) -> None:
    town = day.town
    await errands.request(town.tom, "Sono 2 kW", "19 mars", project="Marché")
    letter = await day.told(town.lea, "loan_asked", "Marché")
    form = await town.lea.presses(letter, "Refuser")
    expect(await town.lea.submits(form, {"reason": "Elle est en réparation"}), "Refusé")
    expect(await day.told(town.tom, "loan_refused", "Marché"), "Elle est en réparation")
    granted = await errands.request(
        town.lea, "Salle de répétition", "mardi 18h - 22h", project="Chorale"
    )
    expect(granted, "C’est accordé")
    await day.told(town.tom, "loan_granted", "Chorale")


@step("a member who reads English types /borrow and is written to in English")
async def _english(day: Day) -> None:
    town = day.town
    shown = await town.zoe.types(
        "/borrow", objet="Projecteurs LED", quand="10 to 11 march", quantite=4, projet="Open air"
    )
    expect(shown, "Wed 10 Mar to Thu 11 Mar")
    sent = await town.zoe.presses(shown, "Ask")
    day.loans["Open air"] = errands.number_said(sent)
    card = await town.prets.sees("Open air")
    expect(card, "En attente de réponse")
    letter = await day.told(town.ines, "loan_asked", "Open air")
    await day.told(town.nour, "loan_asked", "Open air")
    await town.ines.presses(letter, "Accepter")
    answer = await day.told(town.zoe, "loan_approved", "Projecteurs LED")
    expect(answer, "Agreed", "loan #")


@step("whose private messages are closed is told in #prets that one waits, and only that")
async def _closed(day: Day) -> None:
    town = day.town
    town.tom.closes_dms()
    await errands.request(town.karim, "Batterie Gretsch", "27 mars", project="Fanfare")
    told = await town.prets.sees("un message vous attend")
    refuse(told.pings == (town.tom.id,), f"it pings {told.pings}")
    refuse("Fanfare" not in told.text and "Batterie" not in told.text, told.text)
    listed = await town.tom.types("/mes-prets")
    expect(listed, "À répondre", "Batterie Gretsch")
    accepted = await town.tom.presses(
        listed, custom_id=beside(listed, "27 mars", "approve").custom_id
    )
    expect(accepted, "À remettre")
    town.tom.opens_dms()


@step("another guild sees nothing of this one, not even with its ids")
async def _elsewhere(day: Day) -> None:
    town = day.town
    shown = await town.paul.types("/objets")
    refuse(CONSOLE not in shown.text, f"Paul sees {shown.text}")
    near = await errands.preview(town.paul, "#1", "20 mars", in_=town.away)
    none = await errands.preview(town.paul, "#4000", "20 mars", in_=town.away)
    refuse(near.text.replace("#1", "#4000") == none.text, f"{near.text}\n≠\n{none.text}")
    own = await town.paul.types("/mes-prets")
    expect(own, "Rien à faire")
    card = await errands.card(town.prets, TOUR)
    forged = errands.acts(card)["hand-over"]
    refused = await town.paul.presses(own, custom_id=forged, forged=True)
    expect(refused, f"Il n’y a pas de prêt #{day.loans[TOUR]}")
