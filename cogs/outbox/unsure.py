"""The moderators' word on a message that may or may not have been posted."""

from cogs._shared import replies
from cogs._shared.buttons import Press
from cogs._shared.context import Interaction, words_for
from cogs._shared.views import card


async def published(interaction: Interaction, press: Press) -> None:
    """It is there already: nothing more is sent."""
    await _resolve(interaction, press, publish=False)


async def publish(interaction: Interaction, press: Press) -> None:
    """It is not there: send it."""
    await _resolve(interaction, press, publish=True)


async def _resolve(interaction: Interaction, press: Press, *, publish: bool) -> None:
    await interaction.client.services.outbox.resolve(
        press.caller, press.card.number, publish, interaction_id=interaction.id
    )
    words = words_for(interaction)
    said = words("outbox-unsure-sent-again" if publish else "outbox-unsure-left")
    await replies.update(interaction, card("done", said))
