"""Lives of loans under bad weather: people who do what people do when they saw a failure.

A life goes on only once what it is owed has come: the card, the private message. So nothing is
dropped for having become untrue, and whoever still waits at the end has lost something.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from playground import errands, speech
from playground.actors import Person
from playground.answers import Answer, Seen
from playground.sample import Sample
from playground.simcord_inside import NotOnDiscord
from playground.wire import Wire

FOREVER = 1e9


@dataclass(frozen=True)
class Step:
    """One act of a life: who presses what, what the card can do afterwards, who is told what."""

    act: str
    by: str
    after: frozenset[str]
    told: str = ""
    kind: str = ""
    form: dict[str, Any] = field(default_factory=dict)


APPROVED = frozenset({"hand-over", "extend", "cancel"})
OUT = frozenset({"return", "extend"})
REPORTED = frozenset({"confirm", "contest"})
OVER: frozenset[str] = frozenset()

APPROVE = Step("approve", "owner", APPROVED, "borrower", "loan_approved")
REFUSE = Step(
    "refuse", "owner", OVER, "borrower", "loan_refused", {"reason": "Pas cette semaine, désolée."}
)
OFFER = Step(
    "offer",
    "owner",
    frozenset({"accept-offer", "offer", "refuse", "cancel"}),
    "borrower",
    "loan_countered",
)
TAKE = Step("accept-offer", "borrower", APPROVED, "owner", "loan_offer_accepted")
CANCEL = Step("cancel", "borrower", OVER, "owner", "loan_cancelled")
HAND_OVER = Step("hand-over", "owner", OUT, "borrower", "loan_handed_over")
REMINDED = Step("", "", OUT, "borrower", "loans_reminded")
RETURN = Step("return", "borrower", REPORTED, "owner", "loan_returned")
BROKEN = Step("return", "borrower", REPORTED, "owner", "loan_returned", {"outcome": "broken"})
CONFIRM = Step("confirm", "owner", OVER, "borrower", "loan_return_confirmed")

PLOTS: dict[str, list[Step]] = {
    "lent and returned": [APPROVE, HAND_OVER, REMINDED, RETURN, CONFIRM],
    "other dates": [OFFER, TAKE, HAND_OVER, BROKEN, CONFIRM],
    "refused": [REFUSE],
    "called off": [APPROVE, CANCEL],
    "still waiting": [],
    "still out": [APPROVE, HAND_OVER],
    "given up": [],
}
AT_ONCE: dict[str, list[Step]] = {
    "granted at once": [HAND_OVER, RETURN, CONFIRM],
    "granted, called off": [CANCEL],
}


@dataclass(eq=False)
class Life:
    """One request and what became of it, as its people know it."""

    town: Sample
    random: random.Random
    project: str
    item: str
    when: str
    borrower: Person
    owners: list[Person]
    plot: str
    steps: list[Step]
    at_once: bool = False
    number: int = 0
    asked: bool = False
    seen: list[str] = field(default_factory=list)
    repeated: int = 0
    waits_for: str = ""
    over: bool = False
    lapsed: bool = False

    @property
    def wire(self) -> Wire:
        return self.town.wire

    @property
    def colleagues(self) -> list[Person]:
        """Who speaks for the organisation that borrows."""
        town = self.town
        return {
            town.lea.id: [town.lea],
            town.ines.id: [town.ines, town.nour],
            town.tom.id: [town.tom],
            town.karim.id: [town.karim],
            town.zoe.id: [town.karim],
        }[self.borrower.id]

    # ------------------------------------------------------------------ what can be seen

    @property
    def cards(self) -> list[Seen]:
        """Its request cards in the loans channel: there may be one."""
        return [m for m in self.town.prets.messages if self.project in m.text]

    @property
    def card(self) -> Seen | None:
        return next(iter(self.cards), None)

    def can(self) -> frozenset[str]:
        """What its card offers now."""
        return frozenset(errands.acts(self.card)) if self.card else frozenset()

    def letters(self, person: Person, kind: str) -> list[str]:
        """The private messages of this kind about this loan that were ever posted to them."""
        return [
            p.text
            for p in self.wire.ledger.posted(channel=person.dm, author=self.wire.bot_id)
            if speech.says(kind, person.locale, p.text)
            and (self.project in p.text or speech.is_about(p.text, self.number))
        ]

    # ------------------------------------------------------------------ what they do

    async def live(self) -> None:
        """The whole life; it ends only when all that is owed has come."""
        await self.ask()
        if self.plot == "given up" or not self.asked:
            self.over = True
            return
        await self.told("owner", "loan_granted" if self.at_once else "loan_asked")
        await self.until(lambda: bool(self.cards), "the request card")
        for step in self.steps:
            if step.act:
                try:
                    await self.do(step)
                except Lapsed:
                    self.lapsed = True
                    await self.told("borrower", "loan_expired")
                    await self.told("owner", "loan_expired")
                    break
            await self.told(step.told, step.kind)
        self.over = True

    @property
    def is_lent(self) -> bool:
        """Handed over: the next thing to come is a reminder."""
        return self.waits_for.endswith("loans_reminded")

    def people(self, side: str) -> list[Person]:
        return self.owners if side == "owner" else [self.borrower]

    async def ask(self) -> None:
        """Type it, press «Demander», and do so again until it is known to be sent."""
        while not self.asked:
            self.waits_for = "an answer to /emprunter"
            shown = await self.trying(
                errands.preview, self.borrower, self.item, self.when, project=self.project
            )
            if shown is None or "ask" not in errands.acts(shown, "draft"):
                self.repeated += 1
                continue
            for _ in range(self.random.choice((1, 2, 3))):
                button = errands.acts(shown, "draft").get("ask")
                if button is None:
                    break
                sent = await self.trying(errands.press, self.borrower, shown, "ask", "draft")
                if sent is not None and sent.kind == "update" and "#" in sent.text:
                    self.number, self.asked = errands.number_said(sent), True
                    return
                if self.plot == "given up":
                    return
                self.repeated += 1

    async def do(self, step: Step) -> None:
        """Press, until it is seen to have happened: by the answer, or by the card."""
        who = self.random.choice(self.people(step.by))
        while True:
            await self.until(
                lambda: step.act in self.can() or self.shows(step) or self.has_lapsed(),
                f"«{step.act}» on the card",
            )
            if self.has_lapsed() and step.act not in self.can():
                raise Lapsed
            if self.shows(step):  # it happened though nobody was told
                self.seen.append(f"({step.act})")
                return
            where = self.place(who, step.act)
            answer = await self.trying(errands.press, who, where, step.act)
            if answer is not None and answer.modal is not None:
                answer = await self.trying(who.submits, answer, self.filled(step))
            if answer is not None and answer.kind == "update" and self.answers(where, step):
                self.seen.append(step.act)
                await self.until(
                    lambda: self.shows(step) or self.has_lapsed(), f"a card after «{step.act}»"
                )
                return
            self.repeated += 1
            await asyncio.sleep(0.1)

    def shows(self, step: Step) -> bool:
        card = self.card
        return card is not None and self.can() == step.after

    def answers(self, pressed: Seen, step: Step) -> bool:
        """Whether the card pressed was redrawn as after the act; a side's card shows less."""
        return frozenset(errands.acts(pressed)) <= step.after

    def place(self, who: Person, act: str) -> Seen:
        """The card in their private messages half of the time, else the one in the channel."""
        private = [m for m in who.dm.messages if self.project in m.text and act in errands.acts(m)]
        assert self.card is not None
        return private[-1] if private and self.random.random() < 0.5 else self.card

    def filled(self, step: Step) -> dict[str, Any]:
        if step.act == "offer":
            start, end = self.when.split("/")
            return {"when": f"{_later(start)}/{_later(end)}"}
        return dict(step.form)

    def has_lapsed(self) -> bool:
        """Nobody answered before it began: the clock alone may do that."""
        card = self.card
        return (
            card is not None
            and not self.can()
            and any(words in card.text for words in speech.LAPSED)
        )

    # ------------------------------------------------------------------ patience

    async def told(self, side: str, kind: str) -> None:
        for person in self.people(side):
            await self.until(lambda: self.letters(person, kind), f"{person.name}'s {kind}")  # noqa: B023

    async def until(self, true: Callable[[], object], what: str) -> None:
        """Wait as long as it takes; the storm's end finds whoever still waits, and for what."""
        self.waits_for = what
        await self.wire.until(true, within=FOREVER)
        self.waits_for = ""

    async def trying(
        self, do: Callable[..., Awaitable[Answer]], *what: Any, **more: Any
    ) -> Answer | None:
        """Do something; None when it can't be done now, or nobody answered."""
        if not self.wire.gateway.connected:
            await self.wire.until(lambda: self.wire.gateway.connected, within=5)
        try:
            answer = await do(*what, **more)
        except NotOnDiscord:  # the card has changed, or the commands are not there yet
            await asyncio.sleep(0.1)
            return None
        return None if answer.failed or not (answer.messages or answer.modal) else answer


class Lapsed(Exception):
    """The clock was faster than the people."""


def _later(side: str) -> str:
    return (datetime.fromisoformat(side) + timedelta(hours=3)).isoformat(timespec="minutes")
