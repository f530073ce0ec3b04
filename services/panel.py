"""The lasting panel of the loans channel: what somebody who types no command starts from."""

from domain.people import Caller
from services.loan_desk import LoanDesk
from services.owed import Kind, Lateness, OwedMessage
from services.settings import refuse_unless_manager
from storage import journal

POSTED = "panel_posted"


class Panel:
    """Posting it is owed like any other message of the group."""

    def __init__(self, desk: LoanDesk) -> None:
        self._desk = desk
        desk.outbox.declare(Kind(POSTED, Lateness.DROP))

    async def post(
        self, caller: Caller, channel_id: int | None, *, interaction_id: int | None = None
    ) -> tuple[int, bool]:
        """Owe the panel to the loans channel; answers it, and whether it was only now settled.

        Without a loans channel ``channel_id`` becomes it. Raises Refused("needs-manage-guild").
        """
        refuse_unless_manager(caller)
        async with self._desk.db.writing() as conn:
            now = self._desk.clock()
            await self._desk.once(conn, interaction_id, now)
            settings = await self._desk.settings.of(conn, caller.guild_id)
            channel, remembered = settings.lending_channel, False
            if channel is None:
                assert channel_id is not None
                channel, remembered = await self._desk.settings.remember_channel(
                    conn, caller, channel_id
                )
            key = f"panel:{interaction_id or int(now.timestamp() * 1000)}"
            owed = OwedMessage(key, POSTED, {"guild": caller.guild_id}, channel_id=channel)
            await self._desk.outbox.owe(conn, caller.guild_id, owed)
            await journal.record(
                conn, caller.guild_id, now, caller.user_id, "post", "panel", channel=channel
            )
        self._desk.outbox.wake()
        return channel, remembered
