"""Lists of sources: shown line by line, written after a yes, undone at once, given out again."""

import json
from collections.abc import AsyncIterator

import pytest

from domain.errors import Refused
from domain.watch.stories import Mode, SourceState
from services.offered_sources import offered, offered_topics, topic_number
from services.source_import import MOST_BYTES
from storage.engine import Database
from tests.conftest import FakeClock
from tests.feeds.bad_server import reply
from tests.services.sources_stage import GUILD, MANON, NADIA, OTHER, Stage, html, page, rss
from tests.shown import SHARED


@pytest.fixture
async def stage(db: Database, clock: FakeClock) -> AsyncIterator[Stage]:
    async with Stage.on(db, clock) as made:
        yield made


def opml(*lines: str) -> bytes:
    return f'<opml version="2.0"><body>{"".join(lines)}</body></opml>'.encode()


def outline(name: str, address: str) -> str:
    return f'<outline type="rss" text="{name}" xmlUrl="{address}"/>'


LIST = opml(
    f'<outline text="Musique">{outline("Radio", "https://radio.example/feed")}</outline>',
    outline("Sans thème", "https://sans.example/feed"),
    outline("Encore Radio", "http://RADIO.example:80/feed"),
    outline("Intranet", "http://192.168.0.1/feed"),
    outline("Posts", "https://wp.example/wp-json/wp/v2/posts?per_page=5"),
)


async def test_a_list_is_judged_line_by_line_and_nothing_is_written(stage: Stage):
    found = await stage.lists.preview(NADIA, LIST)
    assert [each.fate for each in found.lines] == ["new", "new", "known", "refused", "new"]
    names = {each.number: each.name for each in found.topics}
    assert [names.get(each.topic or 0, "") for each in found.of("new")] == ["Musique", "", ""]
    assert found.lines[3].problem is not None
    assert found.lines[3].problem.key == "source-private"
    assert await stage.sources.all(NADIA) == []


async def test_what_was_shown_is_followed_by_hand_and_learned_at_the_first_visit(stage: Stage):
    address = stage.server.on("/feed", reply(200, rss("Un")))
    found = await stage.lists.preview(NADIA, opml(outline("Local", address)))
    assert found.draft is not None
    done = await stage.lists.write(NADIA, found.draft)
    assert (done.added, done.skipped) == (1, 0)
    await stage.round(minutes=1)
    assert await stage.titles() == []
    stage.server.on("/feed", reply(200, rss("Deux", "Un")))
    await stage.round()
    assert await stage.titles() == ["Deux"]
    (view,) = await stage.sources.all(NADIA)
    assert (view.source.name, view.source.mode) == ("Local", Mode.HAND)


async def test_an_import_is_undone_once_and_what_changed_since_stays(stage: Stage):
    draft = (await stage.lists.preview(NADIA, LIST)).draft
    assert draft is not None
    done = await stage.lists.write(NADIA, draft)
    await stage.sources.rename(NADIA, 2, "Gardée")
    with pytest.raises(Refused, match="opml-import-unknown"):
        await stage.lists.undo(OTHER, done.batch)
    undone = await stage.lists.undo(NADIA, done.batch)
    assert (undone.removed, undone.kept) == (2, ("Gardée",))
    assert [each.source.name for each in await stage.sources.all(NADIA)] == ["Gardée"]
    with pytest.raises(Refused, match="opml-import-unknown"):
        await stage.lists.undo(NADIA, done.batch)


async def test_what_is_followed_meanwhile_is_passed_over(stage: Stage):
    draft = (await stage.lists.preview(NADIA, LIST)).draft
    again = (await stage.lists.preview(NADIA, LIST)).draft
    assert draft is not None
    assert again is not None
    assert (await stage.lists.write(NADIA, draft)).added == 3
    done = await stage.lists.write(NADIA, again)
    assert (done.added, done.skipped) == (0, 3)
    assert [e.fate for e in (await stage.lists.preview(NADIA, LIST)).lines].count("known") == 4


async def test_a_list_goes_out_and_comes_in_again_the_same(stage: Stage):
    draft = (await stage.lists.preview(NADIA, LIST)).draft
    assert draft is not None
    await stage.lists.write(NADIA, draft)
    stage.server.on("/", html(page(*[f'<article><a href="/{n}">T{n}</a></article>' for n in "ab"])))
    bare = await stage.previews.look(NADIA, stage.server.address("/"))
    read = await stage.previews.guess(NADIA, bare.draft, 0)
    await stage.adding.follow(NADIA, read.draft, Mode.HAND, None)
    data, count, pages = await stage.lists.export(NADIA, "Veille de « Réseau & co »")
    assert (count, pages) == (3, 1)
    back = await stage.lists.preview(OTHER, data)
    assert [(each.name, each.fate) for each in back.lines] == [
        ("Radio", "new"),
        ("Sans thème", "new"),
        ("Posts", "new"),
    ]
    assert {each.fate for each in (await stage.lists.preview(NADIA, data)).lines} == {"known"}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "opml-unreadable"),
        (b"PK\x03\x04rien", "opml-unreadable"),
        (b"<html><body>non</body></html>", "opml-unreadable"),
        (b" " * (MOST_BYTES + 1), "opml-too-big"),
        (opml(*[outline(f"n{n}", f"https://n{n}.example/") for n in range(501)]), "opml-too-many"),
    ],
)
async def test_what_is_no_list_is_refused(stage: Stage, data: bytes, key: str):
    with pytest.raises(Refused) as refused:
        await stage.lists.preview(NADIA, data)
    assert refused.value.key == key


async def test_only_moderators_import_and_export(stage: Stage):
    for act in (
        stage.lists.preview(MANON, LIST),
        stage.lists.write(MANON, 1),
        stage.lists.undo(MANON, 1),
        stage.lists.export(MANON, "x"),
        stage.lists.stories(MANON),
    ):
        with pytest.raises(Refused, match="moderators-only"):
            await act


async def test_an_import_of_hundreds_is_one_act(stage: Stage):
    lines = [outline(f"n{n}", f"https://n{n}.example/") for n in range(300)]
    draft = (await stage.lists.preview(NADIA, opml(*lines))).draft
    assert draft is not None
    done = await stage.lists.write(NADIA, draft)
    assert done.added == 300
    with pytest.raises(Refused, match="source-too-many"):
        more = [outline(f"m{n}", f"https://m{n}.example/") for n in range(201)]
        second = (await stage.lists.preview(NADIA, opml(*more))).draft
        assert second is not None
        await stage.lists.write(NADIA, second)
    assert len(await stage.sources.all(NADIA)) == 300
    assert all(e.source.state is SourceState.LIVE for e in await stage.sources.all(NADIA))


# -- the list that is offered ----------------------------------------------------------------------


def test_every_offered_source_has_a_topic_a_name_and_an_address_of_its_own():
    found = offered()
    assert len(found) >= 70
    assert {each.topic for each in found} == set(offered_topics())
    assert len({each.address for each in found}) == len({each.name for each in found}) == len(found)
    assert all(each.address.startswith("https://") for each in found)
    assert {each.kind for each in found} == {"feed", "wordpress", "page"}
    assert [topic_number(key) for key in offered_topics()] == [1, 2, 3, 4, 5]
    for key in offered_topics():
        assert sum(each.topic == key for each in found) <= 25


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
def test_the_offered_sources_are_those_that_were_gathered():
    gathered = json.loads((SHARED / "cases/watch/feeds_to_follow.json").read_text())
    alive = {each["url"] for each in gathered if "MORT" not in each["name"]}
    assert {each.address for each in offered()} == alive


async def test_the_guild_has_every_topic_of_the_offered_list(stage: Stage):
    assert len(await stage.topics.of(GUILD)) == len(offered_topics())
