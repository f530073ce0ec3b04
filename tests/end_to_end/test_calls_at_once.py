"""Several people at one instant: one thread, one event, and everybody is told where it is."""

import asyncio

from playground import watching
from playground.answers import Seen
from playground.faults import Fault
from playground.watching import card_of, reads
from tests.end_to_end.conftest import Stage

LINK = "https://appels.invalid/residences"


async def published_call(stage: Stage) -> Seen:
    """The alert of a call that a member suggested; the page does not answer."""
    town = stage.town
    await watching.set_up(town)
    await reads(await town.tom.types("/veille proposer", lien=LINK), "Proposé aux modérateurs")
    card = await card_of(town.moderation, "appels.invalid", "queue", "call")
    form = await town.maud.presses(card, "C’est un appel…")
    await town.maud.submits(form, {"until": "31 décembre"})
    card = await card_of(town.moderation, "appels.invalid", "queue", "publish")
    await town.maud.presses(card, "Publier")
    return await card_of(town.veille, "appels.invalid", "call", "together")


async def test_a_thread_and_an_event_are_made_once_however_many_press_at_once(bare: Stage):
    town = bare.town
    alert = await published_call(bare)
    answers = await asyncio.gather(
        *(who.presses(alert, "On répond ensemble") for who in (town.lea, town.karim, town.ines))
    )
    (thread,) = town.veille.threads
    for answer in answers:
        await reads(answer, thread.mention)
    await thread.sees("Répondre ensemble")
    shown = await town.maud.presses(alert, "Agenda")
    slow = Fault(delay=0.5, method="POST", path="/guilds/*/scheduled-events", times=2)
    bare.wire.faults.add(slow)
    made = await asyncio.gather(
        *(town.maud.presses(shown, "Créer l’événement du serveur") for _ in range(2))
    )
    (event,) = town.guild.events
    for answer in made:
        await reads(answer, str(event["id"]))
    await bare.bot.restart(hard=True)
    await reads(await town.nour.presses(alert, "On répond ensemble"), thread.mention)
    await bare.wire.quiet(1.0)
    assert len(town.veille.threads) == 1 and len(thread.messages) == 1
