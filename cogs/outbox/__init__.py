"""Messages that the bot owes: the loop that sends them, and what it says about them."""

from cogs._shared.wiring import Job, Wiring
from cogs.outbox import unsure
from cogs.outbox.announcements import DRAWERS

HOUR = 3600.0


def setup(app: Wiring) -> None:
    """Add the outbox's own drawers, the moderators' two buttons, and the daily forgetting."""
    app.drawers.update(DRAWERS)
    app.client.buttons.thing("owed", missing="delivery-settled")
    app.client.buttons.on("owed", "published", unsure.published)
    app.client.buttons.on("owed", "publish", unsure.publish)
    app.jobs.append(
        Job("forget-old-messages", HOUR, lambda: app.services.outbox.purge(app.clock()))
    )
