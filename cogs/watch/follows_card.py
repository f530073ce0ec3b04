"""``/veille suivre``: what one is told of privately, at once or in a digest."""

from discord import app_commands

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, button
from cogs._shared.context import Interaction, words_for
from cogs._shared.plain import plain
from cogs._shared.replies import reply, update
from cogs._shared.translator import choices
from cogs._shared.views import Card, Part, card, section
from cogs.watch.topic_option import topic_meant
from domain.people import Caller
from locales import Words
from services.follows import DIGEST, NOW, Followed


@app_commands.choices(rhythm=choices("follow-rhythm", (NOW, DIGEST)))
async def follow(
    interaction: Interaction,
    topic: str = "",
    words: app_commands.Range[str, 1, 60] = "",
    rhythm: str = NOW,
) -> None:
    """The command: follow something more, or see what is followed."""
    caller = await caller_from(interaction)
    if not topic.strip() and not words.strip():
        await _list(interaction, caller, "")
        return
    chosen = await topic_meant(interaction, caller, topic)
    made = await interaction.client.services.follows.add(
        caller,
        topic=chosen.number if chosen else None,
        words=words,
        rhythm=DIGEST if rhythm == DIGEST else NOW,
        interaction_id=interaction.id,
    )
    said = words_for(interaction)
    await _list(interaction, caller, said("follow-added", what=followed_line(said, made)))


async def open_list(interaction: Interaction, press: Press) -> None:
    """«Ce que je suis» of a private message."""
    await _list(interaction, press.caller, "")


async def drop(interaction: Interaction, press: Press) -> None:
    """«Ne plus suivre»."""
    follows = interaction.client.services.follows
    await follows.drop(press.caller, press.card.number, interaction_id=interaction.id)
    said = words_for(interaction)("follow-dropped")
    on_list = press.card.extra == "list"
    mine = await follows.of(press.caller)
    shown = list_card(words_for(interaction), press.caller.guild_id, mine, said)
    await (update if on_list else reply)(interaction, shown)


async def _list(interaction: Interaction, caller: Caller, said: str) -> None:
    mine = await interaction.client.services.follows.of(caller)
    await reply(interaction, list_card(words_for(interaction), caller.guild_id, mine, said))


def list_card(words: Words, guild_id: int, mine: list[Followed], said: str) -> Card:
    """What somebody follows, each with its button; ``said`` comes first."""
    parts: list[Part] = [said, words("follow-title")]
    for each in mine:
        here = CardId("follow", guild_id, each.follow.number, "drop", extra="list")
        stop = button(here, words("follow-stop"))
        parts.append(section(followed_line(words, each), accessory=stop))
    if not mine:
        parts.append(words("follow-none"))
    return card("info", *parts)


def followed_line(words: Words, each: Followed) -> str:
    """« 🎵 Musiques · « niort » · tout de suite »"""
    what = []
    if each.topic is not None:
        what.append(f"{each.topic.emoji} {plain(each.topic.name)}".strip())
    elif each.follow.topic is not None:
        what.append(words("follow-topic-gone"))
    if each.follow.words:
        what.append(words("common-quoted", text=plain(each.follow.words)))
    what.append(words(f"follow-rhythm-{each.follow.rhythm}"))
    return " · ".join(what)
