"""What the storm left, judged at the peer alone: lost, double, half done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from playground import errands, speech
from playground.actors import Person
from playground.answers import Answer
from playground.errands import message_of
from playground.lives import OVER, Life
from playground.wire import Wire

SMALLEST_MARK = 2**16
"""Ids of components from here on were drawn for one owed message; the two must not share one."""
KINDS = (
    "loan_asked",
    "loan_granted",
    "loan_approved",
    "loan_refused",
    "loan_countered",
    "loan_offer_accepted",
    "loan_cancelled",
    "loan_expired",
    "loan_handed_over",
    "loan_returned",
    "loan_return_confirmed",
)
"""Private messages of which one life has one at most, for each person."""


@dataclass
class Verdict:
    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)

    @property
    def fine(self) -> bool:
        return not (self.lost or self.double or self.half)

    def __str__(self) -> str:
        named = (("lost", self.lost), ("double", self.double), ("half", self.half))
        return "\n".join(f"{name}: {each}" for name, found in named for each in found)


def doubles(wire: Wire, lives: Iterable[Life]) -> list[str]:
    """Messages posted twice: by the mark that one owed message bears, and by what they say."""
    posted = wire.ledger.posted(author=wire.bot_id)
    marks = Counter(m for p in posted for m in p.component_ids if m >= SMALLEST_MARK)
    found = [f"mark {mark} {count} times" for mark, count in marks.items() if count > 1]
    for life in lives:
        cards = [p for p in posted if p.channel_id == life.town.prets.id and life.project in p.text]
        if len(cards) > 1:
            found.append(f"{len(cards)} request cards of {life.project}")
        for person in {life.borrower, *life.owners}:
            counts = {kind: len(life.letters(person, kind)) for kind in KINDS}
            found += [
                f"{count} {kind} of {life.project} to {person.name}"
                for kind, count in counts.items()
                if count > 1
            ]
            found += _reminded_too_often(life, person)
    return found


def _reminded_too_often(life: Life, person: Person) -> list[str]:
    """One reminder of each kind for one due date; those of a late loan come up to three times."""
    said = Counter(
        line
        for text in life.letters(person, "loans_reminded")
        for line in speech.reminders(text, life.number)
    )
    return [
        f"{count} times {line!r} to {person.name}"
        for line, count in said.items()
        if count > (3 if speech.is_late(line) else 1)
    ]


def lost(lives: Iterable[Life]) -> list[str]:
    """Whoever still waits for what they are owed."""
    return [
        f"{life.project} ({life.plot}, after {life.seen}) waits for {life.waits_for}"
        for life in lives
        if not life.over
    ]


async def half_done(lives: list[Life], people: Iterable[Person]) -> list[str]:
    """Where a card, a list or a message shows less or more than what was acknowledged."""
    found = [complaint for life in lives for complaint in _of_card(life)]
    for person in people:
        listed = await everything_of(person)
        wanted = {life.number for life in lives if _concerns(life, person)}
        if listed.keys() != wanted:
            found.append(
                f"/mes-prets of {person.name} lists {sorted(listed)}, not {sorted(wanted)}"
            )
        for life in lives:
            shown = revision_of(life)
            if life.number in listed and shown is not None and listed[life.number] != shown:
                found.append(
                    f"{life.project}: card at {shown}, /mes-prets at {listed[life.number]}"
                )
    return found


def _of_card(life: Life) -> list[str]:
    """One life: its card says what its people did, act by act, each once."""
    if life.plot == "given up":
        told = [bool(life.letters(owner, "loan_asked")) for owner in life.owners]
        if len(life.cards) > 1 or any(each != bool(life.cards) for each in told):
            return [f"{life.project}, given up: {len(life.cards)} cards, owners told {told}"]
        return []
    if not life.over or life.card is None:
        return []
    last = next((step for step in reversed(life.steps) if step.act), None)
    if life.lapsed:
        return [] if life.can() == OVER else [f"{life.project} lapsed, yet offers {life.can()}"]
    if last is not None and life.can() != last.after:
        return [f"{life.project} offers {sorted(life.can())} after {life.seen}"]
    shown = revision_of(life)
    if shown is not None and shown != len(life.seen):
        return [f"{life.project} is at revision {shown} after {life.seen}"]
    return []


def _concerns(life: Life, person: Person) -> bool:
    """Whether it is on this person's list: live, and theirs to do something about."""
    borrows = {life.borrower, *life.colleagues}
    if life.card is None or person not in borrows | set(life.owners):
        return False
    offered = life.can()
    if offered & {"confirm", "contest"} and "return" not in offered:
        return person in life.owners
    return bool(offered) and offered != {"hand-over"}  # promised, never collected: over


def revision_of(life: Life) -> int | None:
    """How often the loan has changed, as the ids on its card say; None without buttons."""
    if life.card is None:
        return None
    ids = errands.acts(life.card).values()
    return next((int(custom_id.split(":")[4]) for custom_id in ids), None)


async def everything_of(person: Person) -> dict[int, int]:
    """What ``/mes-prets`` lists, over all its pages: number → revision."""
    found: dict[int, int] = {}
    answer: Answer = await person.types("/mes-prets")
    for page in range(2, 40):
        for button in message_of(answer).buttons:
            parts = button.custom_id.split(":")
            if parts[0] == "loan":
                found[int(parts[2])] = int(parts[4])
        turn = _turn_to(answer, page)
        if turn is None:
            return found
        await person.presses(answer, custom_id=turn)
    raise AssertionError(f"/mes-prets of {person.name} has no end")


def _turn_to(answer: Answer, page: int) -> str | None:
    for button in message_of(answer).buttons:
        thing, _, number, act, *_ = button.custom_id.split(":")
        if (thing, number, act) == ("loans", str(page), "turn") and not button.disabled:
            return button.custom_id
    return None
