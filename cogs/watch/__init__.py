"""The watch: what moderators sort, what members read, follow and answer together."""

from cogs._shared.wiring import Wiring
from cogs.watch.announcements import DRAWERS
from cogs.watch.members import register_members
from cogs.watch.moderation_queue import register_moderation_queue
from cogs.watch.queue_acts import register_queue
from cogs.watch.queue_forms import register_queue_forms
from cogs.watch.sources_group import register_sources


def setup(app: Wiring) -> None:
    app.drawers.update(DRAWERS)
    register_queue(app)
    register_queue_forms(app)
    register_moderation_queue(app)
    register_sources(app)
    register_members(app)
