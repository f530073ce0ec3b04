"""What members read, suggest and ask about, on both engines: once, theirs, and in order."""

import asyncio

import pytest

from domain.errors import Refused
from domain.people import Caller
from domain.watch.entry import PageFacts
from domain.watch.stories import StoryState
from feeds.fetch import Answer, Outcome, Visit
from services.alerts import Alerts
from services.archive import Archive
from services.privacy import Privacy
from services.suggestion_answers import SuggestionAnswers
from services.watch_desk import WatchDesk
from storage import calls, digests
from storage.engine import Database
from tests.conftest import FakeClock
from tests.services.watch_shelf import GUILD, LEA, MAUD, Shelf, caller, paris

LINK = "https://radio.example/une-page"


class Pages:
    """Answers with a page whatever is asked, and reads it where it stands."""

    private_hosts: frozenset[tuple[str, int]] = frozenset()

    async def fetch(self, visit: Visit) -> Answer:
        await asyncio.sleep(0)
        return Answer(Outcome.NEW, visit.address, body=b"x")

    async def page_facts(self, body: bytes, address: str) -> PageFacts:
        return PageFacts(title="Une page", summary="Dossiers jusqu’au 30 novembre 2026.")


@pytest.fixture
async def shelf(db: Database, clock: FakeClock) -> Shelf:
    clock.set(paris(3, 10))
    return await Shelf.on(db, clock)


@pytest.fixture
def archive(shelf: Shelf) -> Archive:
    desk = shelf.digests._desk
    shelf_alerts = Alerts(desk)
    answers = SuggestionAnswers(desk)
    shelf_alerts.heard.append(answers.heard)
    pages = Pages()
    made = Archive(desk, shelf_alerts, pages, pages)  # type: ignore[arg-type]
    made.alerts = shelf_alerts  # type: ignore[attr-defined]
    return made


async def test_a_page_that_two_suggest_at_once_is_queued_once(archive: Archive, shelf: Shelf):
    found = await asyncio.gather(
        *(archive.suggest(caller(who), f"{LINK}?utm_source={who}") for who in (LEA, MAUD)),
        return_exceptions=True,
    )
    refused = [each for each in found if isinstance(each, Refused)]
    assert [each.key for each in refused] == ["story-known"]
    assert len(found) == 2


async def test_a_suggestion_delivered_twice_is_one(archive: Archive):
    await archive.suggest(caller(), LINK, interaction_id=7)
    with pytest.raises(Refused, match="story-known"):
        await archive.suggest(caller(), LINK, interaction_id=7)


async def test_another_guild_may_suggest_the_same_page(archive: Archive):
    await archive.suggest(caller(), LINK)
    made = await archive.suggest(Caller(GUILD + 1, LEA, "Léa"), LINK)
    assert (made.guild_id, made.state) == (GUILD + 1, StoryState.QUEUED)


async def test_its_author_is_owed_an_answer_in_the_transaction_of_the_decision(
    archive: Archive, shelf: Shelf
):
    made = await archive.suggest(caller(), LINK)
    alerts: Alerts = archive.alerts  # type: ignore[attr-defined]
    desk: WatchDesk = shelf.digests._desk
    with pytest.raises(RuntimeError):
        async with shelf.db.writing() as conn:
            settings = await desk.settings.of(conn, GUILD)
            await alerts.publish(conn, settings, made, shelf.clock(), by=MAUD)
            raise RuntimeError
    assert await shelf.owed("watch_suggestion_answered") == []
    async with shelf.db.writing() as conn:
        settings = await desk.settings.of(conn, GUILD)
        await alerts.publish(conn, settings, made, shelf.clock(), by=MAUD)
    (owed,) = await shelf.owed("watch_suggestion_answered")
    assert owed["person"] == LEA


async def test_who_is_forgotten_leaves_no_interest_follow_digest_nor_message(
    archive: Archive, shelf: Shelf
):
    alerts: Alerts = archive.alerts  # type: ignore[attr-defined]
    alerts.heard.append(shelf.follows.heard)
    for who in (LEA, MAUD):
        await shelf.follows.add(caller(who), topic=None, words="page", rhythm="now")
        await shelf.follows.add(caller(who), topic=shelf.music.number, words="", rhythm="digest")
    made = await archive.suggest(caller(), LINK)
    async with shelf.db.writing() as conn:
        settings = await shelf.settings.of(conn, GUILD)
        await alerts.publish(conn, settings, made, shelf.clock(), by=MAUD)
        for who in (LEA, MAUD):
            await digests.keep_digest(conn, GUILD, paris(3, 0).date(), who, shelf.clock(), 1)
            await calls.set_interest(
                conn, GUILD, made.number, who, shelf.clock(), interested=True, remind=True
            )
    assert {each["person"] for each in await shelf.owed()} >= {LEA, MAUD}
    await Privacy(shelf.db, shelf.clock).forget(caller())
    async with shelf.db.reading() as conn:
        for table, column in (
            ("follow", "user_id"),
            ("digest", "person"),
            ("story_person", "user_id"),
            ("owed", "person"),
        ):
            rows = await conn.exec_driver_sql(
                f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
            )
            assert set(rows.scalars()) == {MAUD}, table
        keys = await conn.exec_driver_sql("SELECT key FROM owed")
        assert not [key for key in keys.scalars() if str(LEA) in key.split(":")]
    story = (await archive.latest(caller(MAUD))).stories[0]
    assert story.suggested_by == 0
