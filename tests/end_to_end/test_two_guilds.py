"""Two guilds: with the other's ids, everything answers as for what doesn't exist."""

import re
from typing import Any

import pytest

from playground import errands
from playground.actors import Person
from playground.answers import Answer
from playground.simcord_inside import NotOnDiscord
from tests.end_to_end.conftest import Stage

NOWHERE = 4_000
"""A number that nothing has."""
MENUS = ("party", "give")
"""Acts of menus: without a choice, as a button is pressed, they are refused for that first."""


def shape(answer: Answer, number: str) -> tuple[str, ...]:
    """All that somebody gets to see of an answer, the number that they named left out."""
    if answer.failed:
        return ("failed",)
    what = [answer.kind, str(answer.ephemeral), answer.text, *answer.labels]
    return tuple(re.sub(rf"\b{number}\b", "N", text) for text in what)


def everything_pressable(stage: Stage) -> set[str]:
    """Every custom_id that this guild's messages ever bore, private answers among them."""
    found: set[str] = set()
    for posted in stage.wire.ledger.entries:
        found |= posted.custom_ids
    for record in stage.wire.backend.interactions.values():
        message = stage.wire.find(record.channel_id, record.message_id)
        found |= {b.custom_id for b in message.buttons} if message else set()
    here = f":{stage.town.guild.id}:"
    return {custom_id for custom_id in found if here in custom_id}


async def play_some(stage: Stage) -> None:
    """Let every card of lending and of the directory be shown once in the first guild."""
    town = stage.town
    await errands.preview(town.tom, "Console X32", "12 avril")
    await errands.preview(town.tom, "Fourgon 12 m³", "aujourd’hui")
    await town.tom.types("/objets")
    await town.tom.types("/dispo", objet="Console X32")
    for person in (town.lea, town.karim, town.tom, town.ines):
        await person.types("/mes-prets")
    await town.maud.types("/moderation prets")
    listed = await town.maud.types("/config structures")
    await town.maud.presses(listed, custom_id=errands.acts(listed, "organisation")["show"])
    await town.tom.types("/profil")
    await town.maud.types("/config langue")


async def test_every_button_of_another_guild_is_one_of_nothing(lent: Stage):
    await play_some(lent)
    town, paul = lent.town, lent.town.paul
    on = await paul.types("/mes-prets", in_=town.away)
    pressed = {}
    for custom_id in sorted(everything_pressable(lent)):
        thing, _, number, act, *rest = custom_id.split(":")
        if (thing, act, bool(rest[1:])) in pressed:
            continue
        theirs = await paul.presses(on, custom_id=custom_id, forged=True)
        own = ":".join([thing, str(town.elsewhere.id), str(NOWHERE), act, *rest])
        nothing = await paul.presses(on, custom_id=own, forged=True)
        foreign = ":".join([thing, str(town.guild.id), str(NOWHERE), act, *rest])
        absent = await paul.presses(on, custom_id=foreign, forged=True)
        pressed[thing, act, bool(rest[1:])] = (
            shape(theirs, number),
            shape(nothing, str(NOWHERE)),
            shape(absent, str(NOWHERE)),
        )
    assert len(pressed) > 40
    leaks = {key: found for key, found in pressed.items() if found[0] != found[2]}
    assert not leaks, leaks
    numbered = {
        key: found
        for key, found in pressed.items()
        if key[0] in ("loan", "item", "draft") and key[1] not in MENUS
    }
    differing = {key: found for key, found in numbered.items() if found[0] != found[1]}
    assert not differing, differing


@pytest.mark.parametrize("number", [1, 3])
async def test_every_command_with_another_guilds_numbers_finds_nothing(lent: Stage, number: int):
    town, paul = lent.town, lent.town.paul

    async def both(command: str, **options: object) -> None:
        near, none = [
            shape(await typed(paul, command, named, options), named)
            for named in (str(number), str(NOWHERE))
        ]
        assert near == none

    async def typed(person: Person, command: str, named: str, options: dict) -> Answer:
        said: dict[str, Any] = {
            name: str(text).replace("{n}", named) for name, text in options.items()
        }
        return await person.types(command, in_=town.away, **said)

    await both("/emprunter", objet="#{n}", quand="12 avril")
    await both("/dispo", objet="#{n}")
    await both("/rendre", pret="#{n}")
    assert "Console" not in (await paul.types("/objets", in_=town.away)).text
    assert await paul.completes("/emprunter", "objet", "", in_=town.away) == []
    assert await paul.completes("/rendre", "pret", "", in_=town.away) == []


async def test_who_is_in_both_guilds_can_not_carry_a_button_over(lent: Stage):
    """Zoë borrows here; there, her own loan's button does nothing."""
    town = lent.town
    card = await errands.card(town.zoe.dm, "Projecteurs LED", "cancel")
    there = await town.zoe.types("/mes-prets", in_=town.away)
    pressed = await town.zoe.presses(there, custom_id=errands.acts(card)["cancel"], forged=True)
    assert "There is no loan" in pressed.text
    assert "Agreed" in card.text
    with pytest.raises(NotOnDiscord):
        await town.paul.presses(card, custom_id=errands.acts(card)["cancel"])
