"""What is given back is a feed that any reader reads, the same at each writing, without people."""

from datetime import UTC, datetime
from xml.etree.ElementTree import fromstring

import pytest

from domain import csvtable
from domain.watch.stories import Deadline, Mode, Source, SourceState, StoryState
from feeds.parse import parse
from services.watch_export import WatchExport, atom, table
from storage import feeds, sources, stories
from storage.engine import Database
from tests.conftest import FakeClock
from tests.services.watch_shelf import GUILD, LEA, MAUD, Shelf, caller, paris

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
FEED = "urn:entremise:watch:1000"


@pytest.fixture
async def shelf(db: Database, clock: FakeClock) -> Shelf:
    clock.set(paris(3, 10))
    return await Shelf.on(db, clock)


async def written(shelf: Shelf, most: int = 200) -> bytes:
    entries = await WatchExport(shelf.db).approved(GUILD, most)
    return atom(entries, feed_id=FEED, title="Veille & <réseau>", now=NOW)


async def test_what_was_approved_is_read_back_by_the_bots_own_reader(shelf: Shelf):
    await shelf.story("Le mécénat & « l’art »", link="https://a.example/1?a=1&b=2", summary="S")
    shelf.clock.advance(minutes=1)
    await shelf.story("Deux", StoryState.DIGESTED, published=NOW, comment="Mot", summary="Texte")
    await shelf.story("Écarté", StoryState.REJECTED)
    await shelf.story("En file", StoryState.QUEUED)
    found = parse(await written(shelf))
    assert found.title == "Veille & <réseau>"
    assert [each.title for each in found.entries] == ["Deux", "Le mécénat & « l’art »"]
    second, first = found.entries
    assert first.link == "https://a.example/1?a=1&b=2"
    assert (second.published, second.guid) == (NOW, f"{FEED}:2")
    assert "Mot" in second.summary and "Texte" in second.summary


async def test_the_same_state_is_the_same_file_and_ids_never_change(shelf: Shelf):
    await shelf.story("Un")
    first = await written(shelf)
    assert await written(shelf) == first
    shelf.clock.advance(days=1)
    await shelf.story("Deux")
    ids = [each.guid for each in parse(await written(shelf)).entries]
    assert ids == [f"{FEED}:2", f"{FEED}:1"]
    assert len(parse(await written(shelf, 1)).entries) == 1


async def test_nothing_of_any_person_is_in_it(shelf: Shelf):
    await shelf.story("Un", suggested_by=LEA, decided_by=MAUD, first_yes=LEA, reason="secret")
    story = await shelf.call("Appel", Deadline(paris(30, 0).date()), author="Claire Dupont")
    await shelf.calls.interested(caller(), story.number)
    entries = await WatchExport(shelf.db).approved(GUILD)
    for data in (await written(shelf), table(entries)):
        text = data.decode()
        for person in (str(LEA), str(MAUD), "Claire Dupont", "secret", f"member {LEA}"):
            assert person not in text


async def test_only_text_comes_out_whatever_went_in(shelf: Shelf):
    hostile = "ab\x0b\ufffe \ud800 ]]> <script>x</script> &amp; é🎵"
    await shelf.story(hostile.replace("\ud800", ""), comment="<!--", summary="]]>" * 3)
    data = await written(shelf)
    root = fromstring(data)
    title = root.findtext("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}title")
    assert title == "ab  ]]> <script>x</script> &amp; é🎵"
    entry = root.find("{http://www.w3.org/2005/Atom}entry")
    assert entry is not None and not any(each.get("type") for each in entry)


async def test_an_empty_guild_gives_a_feed_without_entries(shelf: Shelf):
    root = fromstring(await written(shelf))
    assert root.findtext("{http://www.w3.org/2005/Atom}updated") == "2026-11-03T12:00:00Z"
    assert await WatchExport(shelf.db).guilds() == []


async def test_the_table_opens_in_a_spreadsheet_with_every_source(shelf: Shelf):
    story = await shelf.call("=HYPERLINK(1)", Deadline(paris(30, 0).date()), link="https://a.fr/")
    async with shelf.db.writing() as conn:
        for number, name in enumerate(("Radio", "Le Mouvement"), 1):
            feed = await feeds.add(conn, name, name, "feed", NOW)
            made = Source(GUILD, 0, feed, name, Mode.HAND, None, SourceState.LIVE, None, NOW)
            await sources.create(conn, made)
            await stories.carry(conn, GUILD, story.number, number, number, "", NOW)
    data = table(await WatchExport(shelf.db).approved(GUILD))
    sheet = csvtable.read(data, {each: (each,) for each in ("title", "sources", "deadline")})
    (row,) = sheet.rows
    assert row.values["sources"] == "Radio, Le Mouvement"
    assert row.values["deadline"] == "2026-11-30"
    assert b"\n=HYPERLINK" not in data and b";=HYPERLINK" not in data
