"""The loans channel goes wrong while people lend: rights lost, the channel deleted."""

from playground import errands
from playground.answers import Seen
from playground.furnish import menu_of
from tests.end_to_end.conftest import Stage


def said(stage: Stage, text: str) -> list[Seen]:
    """What the moderators were told."""
    return [m for m in stage.town.moderation.messages if text in m.text]


async def test_a_right_that_is_lost_is_told_once_and_all_comes_when_it_is_back(stage: Stage):
    town = stage.town
    town.prets.forbids("send_messages")
    for day, project in (("12", "Bal"), ("13", "Noces"), ("14", "Foire")):
        sent = await errands.request(town.tom, "Praticables", f"{day} avril", project=project)
        assert "Demande envoyée" in sent.text
    await stage.wire.until(lambda: said(stage, "Je n’ai plus le droit d’écrire"), within=8)
    await stage.wire.quiet(1.5)
    assert len(said(stage, town.prets.mention)) == 1
    assert not [m for m in town.prets.messages if "Bal" in m.text]

    town.prets.allows_again()
    await stage.bot.later(90)

    for project in ("Bal", "Noces", "Foire"):
        assert (await town.prets.sees(project)).labels
        assert stage.wire.ledger.count(channel=town.prets, containing=project) == 1
    assert len(said(stage, town.prets.mention)) == 1


async def test_what_waits_for_a_channel_that_gets_deleted_goes_to_the_one_chosen_next(
    stage: Stage,
):
    town = stage.town
    town.prets.forbids("send_messages")
    await errands.request(town.tom, "Console X32", "12 avril", project="Bal")
    await stage.wire.until(lambda: said(stage, town.prets.mention), within=8)
    town.prets.is_deleted()
    for person in town.everyone:
        person.home = town.away if person is town.paul else town.general

    new = town.guild.channel("prets-2")
    shown = await town.maud.types("/config salons")
    await town.maud.selects(shown, new, custom_id=menu_of(shown, "lending"))

    card = await new.sees("Bal")
    letter = await errands.card(town.lea.dm, "Bal", "approve")
    await errands.press(town.lea, letter, "approve")
    await stage.wire.until(lambda: "Accordé" in card.text, within=10)
    assert "Accordé" in card.text
    assert len(said(stage, town.prets.mention)) == 1


async def test_after_a_deletion_the_next_request_chooses_its_channel_and_says_so(stage: Stage):
    town = stage.town
    town.prets.is_deleted()
    sent = await errands.request(
        town.tom, "Console X32", "12 avril", project="Bal", in_=town.general
    )
    assert "ce sera désormais celui-ci" in sent.text
    await town.general.sees("Bal")
