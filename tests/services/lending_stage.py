"""Every service of lending on one database, for tests that need no Discord."""

from dataclasses import dataclass

from services.directory import Directory
from services.items import Items
from services.lending import Lending
from services.loan_board import LoanBoard
from services.loan_clock import LoanClock
from services.loan_desk import Clock, LoanDesk
from services.loan_news import LoanNews
from services.loan_views import LoanViews
from services.outbox import Outbox
from services.returns import Returns
from services.settings import Settings
from storage.engine import Database


@dataclass
class Stage:
    """The services, and the clock they share."""

    db: Database
    settings: Settings
    directory: Directory
    outbox: Outbox
    lending: Lending
    returns: Returns
    items: Items
    board: LoanBoard
    loan_clock: LoanClock

    @classmethod
    def on(cls, db: Database, clock: Clock, zone: str = "Europe/Paris") -> "Stage":
        settings = Settings(db, clock, "fr", zone)
        directory = Directory(db, clock)
        outbox = Outbox(db, clock, settings)
        desk = LoanDesk(db, clock, settings, directory, outbox)
        views = LoanViews(directory)
        news = LoanNews(desk, views, clock)
        items = Items(desk, news)
        return cls(
            db,
            settings,
            directory,
            outbox,
            Lending(desk, news),
            Returns(desk, news),
            items,
            LoanBoard(desk, items, views),
            LoanClock(desk, news),
        )

    async def owed(self) -> list[tuple[str, int | None, int | None]]:
        """What is owed or was sent: (kind, channel, person), in order."""
        async with self.db.reading() as conn:
            rows = await conn.exec_driver_sql(
                "SELECT kind, channel_id, person FROM owed ORDER BY id"
            )
            return [(row.kind, row.channel_id, row.person) for row in rows]
