"""``/moderation file``: the queue, one card after the other, without typing anything again."""

from cogs._shared.access import caller_from
from cogs._shared.buttons import Press
from cogs._shared.context import Interaction, words_for
from cogs._shared.moderation_group import moderation_group
from cogs._shared.replies import reply, update
from cogs._shared.translator import command
from cogs._shared.views import Card
from cogs._shared.wiring import Wiring
from cogs.watch.queue_card import FILE, empty_card, queue_card
from domain.people import Caller
from locales import Words
from services.curation import Queued


async def show_queue(interaction: Interaction) -> None:
    """The command itself: the oldest story first. Raises Refused("moderators-only")."""
    caller = await caller_from(interaction)
    queued = await interaction.client.services.curation.next_after(caller)
    await reply(interaction, file_card(words_for(interaction), queued))


async def skip(interaction: Interaction, press: Press) -> None:
    """«Passer»: the next one, and nothing is written."""
    await show_next(interaction, press.caller, press.card.number)


async def show_next(interaction: Interaction, caller: Caller, number: int, lead: str = "") -> None:
    """The story after this one, on the message pressed."""
    queued = await interaction.client.services.curation.next_after(caller, number)
    await update(interaction, file_card(words_for(interaction), queued, lead))


async def show_one(interaction: Interaction, caller: Caller, number: int, lead: str = "") -> None:
    """This story again, on the message pressed."""
    curation = interaction.client.services.curation
    view = await curation.view(caller, number)
    place = await curation.place(caller, number)
    words = words_for(interaction)
    await update(interaction, queue_card(words, view, mode=FILE, lead=lead, place=place))


def file_card(words: Words, queued: Queued, lead: str = "") -> Card:
    if queued.view is None:
        return empty_card(words, lead=lead)
    return queue_card(words, queued.view, mode=FILE, lead=lead, place=queued.place)


def register_moderation_queue(app: Wiring) -> None:
    moderation_group(app.tree).add_command(command("queue", parent="moderation")(show_queue))
    app.client.buttons.on("queue", "skip", skip)
