"""The topic that people choose while they type a command."""

from discord import app_commands

from cogs._shared.access import caller_from
from cogs._shared.context import Interaction
from domain.errors import Refused
from domain.people import Caller
from domain.text import fold, shorten
from domain.watch.stories import Topic

MOST = 25


async def complete_topic(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """The guild's topics whose name holds what was typed."""
    caller = await caller_from(interaction)
    typed = fold(current)
    return [
        app_commands.Choice(name=label(topic), value=str(topic.number))
        for topic in await interaction.client.services.topics.of(caller.guild_id)
        if typed in fold(topic.name)
    ][:MOST]


def label(topic: Topic) -> str:
    """« 🎵 Musiques »"""
    return shorten(f"{topic.emoji} {topic.name}".strip(), 100)


async def topic_meant(interaction: Interaction, caller: Caller, said: str) -> Topic | None:
    """The topic chosen, or typed by its name; None when nothing was.

    Raises Refused("topic-unknown") with the names there are.
    """
    if not said.strip():
        return None
    known = await interaction.client.services.topics.of(caller.guild_id)
    for topic in known:
        if said.strip() == str(topic.number) or fold(said) in (
            fold(topic.name),
            fold(label(topic)),
        ):
            return topic
    raise Refused("topic-unknown", topics=[topic.name for topic in known])
