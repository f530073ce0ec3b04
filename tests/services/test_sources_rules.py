"""Rules: tried on what came in thirty days, kept only then; and topics, whose names they use."""

from collections.abc import AsyncIterator

import pytest

from domain.errors import Refused
from domain.people import Caller
from domain.watch.rules import Rule, RuleAction, Where
from domain.watch.stories import FIRST_TOPICS
from feeds.workshop import Workshop
from storage import sources, stories, topics
from storage.engine import Database
from tests.conftest import FakeClock
from tests.feeds.bad_server import reply
from tests.services.sources_stage import (
    GUILD,
    MANON,
    NADIA,
    NAMES,
    OTHER,
    SASHA,
    Stage,
    rss,
    rule,
)

TITLES = ("Appel à projets 2027", "Concert de Noël", "Concours de chant", "Appels aux dons")


@pytest.fixture
async def stage(db: Database, clock: FakeClock) -> AsyncIterator[Stage]:
    async with Stage.on(db, clock) as made:
        made.server.on("/feed", reply(200, rss(*TITLES)))
        await made.follow("/feed")
        yield made


async def shown(stage: Stage, tried: Rule) -> list[str]:
    run = await stage.rules.try_out(NADIA, tried)
    return [each.title for each in run.examples]


async def kept(stage: Stage, tried: Rule, who: Caller = NADIA) -> Rule:
    return await stage.rules.add(who, (await stage.rules.try_out(who, tried)).draft)


async def test_a_trial_shows_what_would_have_been_dropped_and_writes_no_rule(stage: Stage):
    run = await stage.rules.try_out(NADIA, rule("concert; concours"))
    assert (run.total, run.changed, run.matched) == (4, 2, 2)
    assert [each.title for each in run.examples] == ["Concert de Noël", "Concours de chant"]
    assert await stage.rules.of(NADIA) == []


async def test_a_rule_that_keeps_is_tried_by_what_it_leaves_out(stage: Stage):
    run = await stage.rules.try_out(NADIA, rule("appel", RuleAction.KEEP))
    assert [each.title for each in run.examples] == ["Concert de Noël", "Concours de chant"]
    assert run.matched == 2


async def test_what_another_rule_drops_already_is_not_counted_again(stage: Stage):
    await kept(stage, rule("concert"))
    assert await shown(stage, rule("concert; concours")) == ["Concours de chant"]


async def test_rules_look_where_they_are_told(stage: Stage):
    assert await shown(stage, rule("journal", where=Where.TITLE)) == []
    assert len(await shown(stage, rule("journal", where=Where.SOURCE))) == 4
    assert await shown(stage, rule("texte + noel", where=Where.SUMMARY)) == ["Concert de Noël"]


async def test_a_rule_of_one_source_is_tried_on_that_source_alone(stage: Stage):
    stage.server.on("/autre", reply(200, rss("Concert ailleurs", site="a.example")))
    other = await stage.follow("/autre")
    assert len(await shown(stage, rule("concert"))) == 2
    assert await shown(stage, rule("concert", source=other.number)) == ["Concert ailleurs"]
    with pytest.raises(Refused, match="source-unknown"):
        await stage.rules.try_out(OTHER, rule("concert", source=other.number))


async def test_articles_of_more_than_thirty_days_ago_do_not_count(stage: Stage):
    stage.clock.advance(days=31)
    run = await stage.rules.try_out(NADIA, rule("concert"))
    assert (run.total, run.changed) == (0, 0)


async def test_a_rule_that_was_kept_decides_of_what_comes(stage: Stage):
    await kept(stage, rule("concert"))
    stage.server.on("/feed", reply(200, rss("Concert de mai", "Un chantier", *TITLES)))
    await stage.round()
    async with stage.db.reading() as conn:
        dropped = await sources.rules(conn, GUILD)
    assert len(dropped) == 1
    assert sorted(await stage.titles()) == ["Concert de mai", "Un chantier"]
    states = await states_of(stage)
    assert states == {"Concert de mai": "dropped", "Un chantier": "queued"}


async def states_of(stage: Stage) -> dict[str, str]:
    async with stage.db.reading() as conn:
        return {each.title: each.state.value for each in await stories.many(conn, GUILD, range(99))}


async def test_a_rule_that_sorts_gives_its_topic(stage: Stage):
    calls = next(t for t in await stage.topics.of(GUILD) if t.name == "Appels")
    sorting = rule("appel", RuleAction.TOPIC, topic=calls.number)
    assert await shown(stage, sorting) == [TITLES[0], TITLES[3]]
    for wrong, key in ((None, "rule-needs-topic"), (77, "topic-unknown")):
        with pytest.raises(Refused, match=key):
            await stage.rules.try_out(NADIA, rule("appel", RuleAction.TOPIC, topic=wrong))


async def test_a_removed_rule_decides_nothing_and_can_not_be_removed_again(stage: Stage):
    made = await kept(stage, rule("concert"))
    with pytest.raises(Refused, match="rule-unknown"):
        await stage.rules.remove(OTHER, made.number)
    await stage.rules.remove(NADIA, made.number)
    with pytest.raises(Refused, match="rule-unknown"):
        await stage.rules.remove(NADIA, made.number)
    assert await stage.rules.of(NADIA) == []
    assert len(await shown(stage, rule("concert"))) == 1


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "rule-words-empty"),
        (" ; + ; ", "rule-words-empty"),
        ("x" * 301, "rule-words-too-long"),
        (";".join(f"mot{n}" for n in range(40)), "rule-words-too-many"),
    ],
)
async def test_words_that_can_not_be_looked_for_are_refused(stage: Stage, typed: str, key: str):
    with pytest.raises(Refused) as refused:
        await stage.rules.try_out(NADIA, rule(typed))
    assert refused.value.key == key


async def test_only_moderators_rule(stage: Stage):
    for act in (
        stage.rules.of(MANON),
        stage.rules.try_out(MANON, rule("x")),
        stage.topics.one(MANON, 1),
    ):
        with pytest.raises(Refused, match="moderators-only"):
            await act


async def test_expressions_are_tried_in_the_worker_which_stops_those_that_never_end(
    sqlite_db: Database, clock: FakeClock
):
    async with Workshop() as worker, Stage.on(sqlite_db, clock, worker) as stage:
        stage.server.on("/feed", reply(200, rss(*TITLES, "a" * 60 + "!")))
        await stage.follow("/feed")
        found = await shown(stage, rule(r"^(concert|concours)\b", expression=True))
        assert found == ["Concert de Noël", "Concours de chant"]
        with pytest.raises(Refused) as refused:
            await stage.rules.try_out(NADIA, rule("concert [", expression=True))
        assert refused.value.key == "rule-expression-broken"
        with pytest.raises(Refused) as refused:
            await stage.rules.try_out(NADIA, rule("(a+)+$", expression=True))
        assert refused.value.key == "rule-expression-slow"
        assert await stage.rules.of(NADIA) == []
        await kept(stage, rule("noel", expression=True))
        assert await shown(stage, rule("concert")) == []


@pytest.mark.parametrize("expression", [False, True])
async def test_what_no_database_can_hold_is_left_out_of_what_was_typed(
    stage: Stage, expression: bool
):
    made = await kept(stage, rule("con\x00cert\ud800\u202e", expression=expression))
    assert made.words == "concert"
    assert await shown(stage, rule("concert")) == []  # it is dropped already


async def test_another_rule_that_can_not_be_tried_by_now_keeps_nobody_from_making_one(
    sqlite_db: Database, clock: FakeClock
):
    async with Workshop() as worker, Stage.on(sqlite_db, clock, worker) as stage:
        stage.server.on("/feed", reply(200, rss(*TITLES)))
        await stage.follow("/feed")
        await kept(stage, rule("concert [a-z]", expression=True))
        async with stage.db.writing() as conn:
            await conn.exec_driver_sql("UPDATE watch_rule SET words = 'concert ['")
        assert await shown(stage, rule("dons")) == ["Appels aux dons"]


# -- topics ----------------------------------------------------------------------------------------


async def test_the_first_topics_are_written_once_in_the_networks_words(stage: Stage):
    found = await stage.topics.of(GUILD)
    assert [each.name for each in found] == [NAMES[key] for key, _, _ in FIRST_TOPICS]
    assert [each.number for each in found] == [1, 2, 3, 4, 5]
    assert await stage.topics.of(GUILD) == found


async def test_a_guild_that_removed_a_topic_is_not_given_it_again(stage: Stage):
    await stage.topics.of(GUILD)
    for number in (1, 2, 3, 4):
        await stage.topics.remove(NADIA, number)
    assert [each.number for each in await stage.topics.of(GUILD)] == [5]
    with pytest.raises(Refused, match="topic-last"):
        await stage.topics.remove(NADIA, 5)


async def test_a_topic_takes_its_sources_and_rules_along(stage: Stage):
    await stage.topics.of(GUILD)
    await stage.sources.set_topic(NADIA, 1, 4)
    await kept(stage, rule("appel", RuleAction.TOPIC, topic=4))
    done = await stage.topics.remove(NADIA, 4)
    assert (done.sources, done.rules) == (1, 1)
    assert (await stage.sources.view(NADIA, 1)).source.topic is None
    assert await stage.rules.of(NADIA) == []


async def test_names_of_topics_are_taken_once_and_free_again(stage: Stage):
    await stage.topics.of(GUILD)
    with pytest.raises(Refused, match="topic-exists"):
        await stage.topics.add(NADIA, "  musiqué ", "")
    await stage.topics.remove(NADIA, 3)
    assert (await stage.topics.add(NADIA, "Musique", "🎺")).number == 3
    await stage.topics.remove(NADIA, 3)
    assert (await stage.topics.rename(NADIA, 1, "Musique", "")).name == "Musique"
    assert (await stage.topics.add(NADIA, "Numérique", "")).number == 6


@pytest.mark.parametrize(("emoji", "fine"), [("🎵", True), ("🗺️", True), ("🇫🇷", True), ("", True),
    ("a", False), ("🎵🎵🎵🎵🎵🎵🎵", False), ("<:x:1>", False), ("!", False)])  # fmt: skip
async def test_one_emoji_or_none(stage: Stage, emoji: str, fine: bool):
    if fine:
        assert (await stage.topics.add(NADIA, "Neuf", emoji)).emoji == emoji
    else:
        with pytest.raises(Refused, match="topic-emoji"):
            await stage.topics.add(NADIA, "Neuf", emoji)


async def test_channels_and_roles_are_for_who_manages_the_server(stage: Stage):
    await stage.topics.of(GUILD)
    for act in (stage.topics.send_to(NADIA, 1, 7), stage.topics.call(NADIA, 1, 7)):
        with pytest.raises(Refused, match="needs-manage-guild"):
            await act
    with pytest.raises(Refused, match="topic-everyone"):
        await stage.topics.call(SASHA, 1, GUILD)
    assert (await stage.topics.call(SASHA, 1, 77)).role_id == 77
    forum = await stage.topics.send_to(SASHA, 1, 7, forum=True)
    assert (forum.channel_id, forum.place) == (7, "forum")
    with pytest.raises(Refused, match="topic-forum"):
        await stage.topics.place(NADIA, 1, "thread")
    assert (await stage.topics.send_to(SASHA, 1, 8)).place == "message"
    assert (await stage.topics.place(NADIA, 1, "thread")).place == "thread"
    assert await stage.topics.channel_gone(GUILD, 8) == 1
    assert await stage.topics.role_gone(GUILD, 77) == 1
    topic = await stage.topics.one(NADIA, 1)
    assert (topic.channel_id, topic.role_id, topic.place) == (None, None, "message")


async def test_topics_of_another_guild_do_not_exist(stage: Stage):
    await stage.topics.of(GUILD)
    await stage.topics.add(NADIA, "Secret", "")
    with pytest.raises(Refused, match="topic-unknown"):
        await stage.topics.rename(OTHER, 6, "Pris", "")
    async with stage.db.reading() as conn:
        assert await topics.topics(conn, OTHER.guild_id) == []
