"""Whoever suggested a page is told what became of it: it is published, or why it is not."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.settings import GuildSettings
from domain.watch.stories import Story, StoryState
from services.owed import Facts, Fallback, Kind, Lateness, OwedMessage
from services.watch_desk import WatchDesk
from storage import stories


class SuggestionAnswers:
    """Called in the transactions of those who decide."""

    def __init__(self, desk: WatchDesk) -> None:
        self._desk = desk
        desk.outbox.declare(
            Kind(
                "watch_suggestion_answered",
                Lateness.SEND,
                Fallback.NOTHING,
                revalidate=self._still_so,
            )
        )

    async def heard(
        self, conn: AsyncConnection, settings: GuildSettings, story: Story, now: datetime
    ) -> None:
        """A story was decided on, either way: owe the answer to its author, at their hours.

        Who decided on their own suggestion knows already.
        """
        author = story.suggested_by
        if not author or author == story.decided_by:
            return
        quiet = await self._desk.directory.quiet_of(conn, story.guild_id, author, settings)
        if quiet is None:
            return
        kept = "kept" if story.approved else "rejected"
        owed = OwedMessage(
            f"suggestion:{story.number}:{kept}:{author}",
            "watch_suggestion_answered",
            {"story": story.number, "kept": story.approved},
            person=author,
            not_before=quiet.after(now, settings.zone),
        )
        await self._desk.outbox.owe(conn, story.guild_id, owed)

    async def _still_so(self, conn: AsyncConnection, guild_id: int, facts: Facts) -> Facts | None:
        """The story as it is by now, unless the decision was taken back."""
        story = await stories.one(conn, guild_id, facts["story"])
        if story is None or not story.suggested_by:
            return None
        as_said = story.approved if facts["kept"] else story.state is StoryState.REJECTED
        return {**facts, "view": story} if as_said else None
