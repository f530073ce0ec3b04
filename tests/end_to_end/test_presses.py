"""What only a real wire can do: the same instant, the same event twice, an answer that is lost."""

import asyncio

from playground import errands, speech
from playground.actors import Person
from playground.answers import Answer, Seen
from tests.end_to_end.conftest import Stage


def letters(stage: Stage, person: Person, kind: str, project: str) -> int:
    """How many private messages of a kind about a project were ever posted to somebody."""
    posted = stage.wire.ledger.posted(channel=person.dm, author=stage.wire.bot_id)
    return sum(speech.says(kind, person.locale, p.text) and project in p.text for p in posted)


def cards(stage: Stage, project: str) -> list[Seen]:
    return [m for m in stage.town.prets.messages if project in m.text]


async def test_two_who_accept_at_the_same_instant_accept_once(stage: Stage):
    town = stage.town
    await errands.request(town.tom, "Projecteurs LED", "12 avril", quantity=8, project="Bal")
    both = [await errands.card(who.dm, "Bal", "approve") for who in (town.ines, town.nour)]

    answers = await asyncio.gather(
        errands.press(town.ines, both[0], "approve"), errands.press(town.nour, both[1], "approve")
    )

    await town.prets.sees("🔵 **Accordé.**")
    assert not any(answer.failed for answer in answers)
    await stage.wire.until(lambda: letters(stage, town.tom, "loan_approved", "Bal"), within=8)
    await stage.wire.quiet(1.0)
    assert letters(stage, town.tom, "loan_approved", "Bal") == 1


async def test_the_last_one_is_promised_to_one_of_two(stage: Stage):
    town = stage.town
    for who, project in ((town.karim, "Noces"), (town.tom, "Foire")):
        await errands.request(who, "Sono 2 kW", "12 avril", project=project)
    wanted = [await errands.card(town.lea.dm, name, "approve") for name in ("Noces", "Foire")]

    answers = await asyncio.gather(*(errands.press(town.lea, card, "approve") for card in wanted))

    refused = [answer for answer in answers if "Pas possible" in answer.text]
    assert len(refused) == 1
    await stage.wire.quiet(1.0)
    told = [
        letters(stage, town.karim, "loan_approved", "Noces"),
        letters(stage, town.tom, "loan_approved", "Foire"),
    ]
    assert sorted(told) == [0, 1]


async def test_an_interaction_that_is_delivered_twice_has_one_effect(stage: Stage):
    town = stage.town
    asked = await errands.request(town.tom, "Console X32", "12 avril", project="Bal")
    await town.tom.replays(asked)
    letter = await errands.card(town.lea.dm, "Bal", "approve")
    accepted = await errands.press(town.lea, letter, "approve")
    await town.lea.replays(accepted)
    form = await errands.press(town.lea, letter, "hand-over")
    await town.lea.replays(form)

    await stage.wire.quiet(1.5)

    assert len(cards(stage, "Bal")) == 1
    for kind in ("loan_approved", "loan_handed_over"):
        assert letters(stage, town.tom, kind, "Bal") == 1
    assert letters(stage, town.lea, "loan_asked", "Bal") == 1


async def test_every_event_twice_changes_nothing(stage: Stage):
    stage.wire.gateway.doubled = 1.0
    town = stage.town
    await errands.request(town.ines, "Batterie Gretsch", "12 avril", project="Bal")
    letter = await errands.card(town.tom.dm, "Bal", "offer")
    form = await errands.press(town.tom, letter, "offer")
    await town.tom.submits(form, {"when": "13 avril"})
    await errands.press(town.ines, await errands.card(town.ines.dm, "Bal"), "accept-offer")

    await stage.wire.quiet(1.5)

    assert len(cards(stage, "Bal")) == 1
    assert letters(stage, town.ines, "loan_countered", "Bal") == 1
    assert letters(stage, town.tom, "loan_offer_accepted", "Bal") == 1


async def test_asking_again_after_a_lost_answer_makes_one_request(stage: Stage):
    """The person saw nothing happen: they type it all again, or press again."""
    town = stage.town

    async def lose(item: str, project: str) -> Answer:
        shown = await errands.preview(town.karim, item, "12 avril", project=project)
        stage.wire.faults.fail(502, path="/interactions/*/callback", times=6)
        assert (await errands.press(town.karim, shown, "ask", "draft")).failed
        stage.wire.faults.clear()
        return shown

    await lose("Console X32", "Bal")
    again = await errands.request(town.karim, "Console X32", "12 avril", project="Bal")
    assert "déjà partie" in again.text
    shown = await lose("Salle de répétition", "Chorale")
    again = await errands.press(town.karim, shown, "ask", "draft")
    assert "déjà partie" in again.text

    await stage.wire.quiet(1.0)
    for project, owner, kind in (
        ("Bal", town.lea, "loan_asked"),
        ("Chorale", town.tom, "loan_granted"),
    ):
        assert len(cards(stage, project)) == 1
        assert letters(stage, owner, kind, project) == 1
