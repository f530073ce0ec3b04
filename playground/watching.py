"""What people do with the watch, in one place: the day, the week and tests send them on these."""

from __future__ import annotations

from playground import errands
from playground.answers import Answer
from playground.furnish import expect, menu_of
from playground.papers import PAPERS
from playground.sample import Sample


async def set_up(town: Sample) -> None:
    """The moderator chooses the channels of the watch."""
    maud = town.maud
    shown = await maud.types("/config salons")
    for act, channel in (("watch", town.veille), ("moderation", town.moderation)):
        answer = await maud.selects(shown, channel, custom_id=menu_of(shown, act))
        expect(answer, channel.mention)


async def follow(town: Sample, key: str, mode: str) -> Answer:
    """The moderator adds a source of the pretend web; ``mode`` is hand, auto or digest."""
    shown = await town.maud.types("/sources ajouter", adresse=town.wire.press.address(key))
    expect(shown, PAPERS[key].name)
    return await errands.press(town.maud, shown, mode, "draft")
