"""``/veille suivre``: what one is told of privately, at once or in a digest."""

from collections.abc import Awaitable, Callable

from discord import app_commands

from cogs._shared.access import caller_from
from cogs._shared.buttons import CardId, Press, menu
from cogs._shared.context import Interaction, words_for
from cogs._shared.fitting import lines_within
from cogs._shared.plain import plain
from cogs._shared.replies import reply, update
from cogs._shared.translator import choices
from cogs._shared.views import Card, card, menu_row
from cogs.watch.topic_option import topic_meant
from domain.errors import Refused
from domain.people import Caller
from domain.text import shorten
from locales import Words
from services.follows import DIGEST, NOW, Followed

LONGEST = 3500

Show = Callable[[Interaction, Card], Awaitable[None]]


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
    await _drop(interaction, press, press.card.number, reply)


async def drop_chosen(interaction: Interaction, press: Press) -> None:
    """What was chosen in the menu of the list."""
    chosen = press.values[0] if press.values else ""
    if not (chosen.isascii() and chosen.isdecimal() and len(chosen) < 10):
        raise Refused("bad-option")
    await _drop(interaction, press, int(chosen), update)


async def _drop(interaction: Interaction, press: Press, number: int, show: Show) -> None:
    follows = interaction.client.services.follows
    await follows.drop(press.caller, number, interaction_id=interaction.id)
    said = words_for(interaction)("follow-dropped")
    mine = await follows.of(press.caller)
    await show(interaction, list_card(words_for(interaction), press.caller.guild_id, mine, said))


async def _list(interaction: Interaction, caller: Caller, said: str) -> None:
    mine = await interaction.client.services.follows.of(caller)
    await reply(interaction, list_card(words_for(interaction), caller.guild_id, mine, said))


def list_card(words: Words, guild_id: int, mine: list[Followed], said: str) -> Card:
    """What somebody follows, with a menu to stop; ``said`` comes first."""
    if not mine:
        return card("info", said, words("follow-title"), words("follow-none"))
    lines = [f"- {followed_line(words, each)}" for each in mine]
    shown = lines_within(lines, LONGEST, lambda left: words("follow-more", count=left))
    here = CardId("follow", guild_id, 0, "drop-chosen")
    choices = {
        str(each.follow.number): shorten(followed_line(words, each, str), 100) for each in mine
    }
    stop = menu_row(menu(here, words("follow-stop-menu"), choices))
    return card("info", said, words("follow-title"), shown, stop)


def followed_line(words: Words, each: Followed, safe: Callable[[str], str] = plain) -> str:
    """« 🎵 Musiques · « niort » · tout de suite »; ``safe`` makes harmless what people typed."""
    what = []
    if each.topic is not None:
        what.append(f"{safe(each.topic.emoji)} {safe(each.topic.name)}".strip())
    elif each.follow.topic is not None:
        what.append(words("follow-topic-gone"))
    if each.follow.words:
        what.append(words("common-quoted", text=safe(each.follow.words)))
    what.append(words(f"follow-rhythm-{each.follow.rhythm}"))
    return " · ".join(what)
