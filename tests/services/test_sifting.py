"""What a feed brings becomes stories: by rules and modes, one for all who carry it."""

from dataclasses import replace
from typing import Any

import pytest

from domain.errors import Refused
from domain.watch.rules import Rule, RuleAction, Where
from domain.watch.stories import Mode, Source, SourceState, Story, StoryState, Topic
from feeds.workshop import Workshop
from services.curation import Curation, Edited
from storage import sources, stories, topics
from storage.engine import Database
from tests.conftest import FakeClock
from tests.feeds.bad_server import BadServer
from tests.services.curation_stage import person
from tests.services.watch_stage import GUILD, Stage, article, polls, rss

NADIA = person(11, "Nadia", GUILD, moderator=True)
QUEUED, DROPPED = StoryState.QUEUED, StoryState.DROPPED


async def brought(stage: Stage, *articles: str, name: str = "f", **how: Any) -> Source:
    """A source that brought these articles after its first reading, all in one go."""
    bodies = polls(rss(f"Avant {name}"), rss(*articles, f"Avant {name}"))
    source = await stage.follow(stage.server.on(f"/{name}", *bodies), **how)
    await stage.round()
    await stage.later()
    return source


async def rule(stage: Stage, action: RuleAction, words: str, **how: Any) -> int:
    said: dict[str, Any] = {"source": None, "where": Where.ANYWHERE, "expression": False} | how
    async with stage.db.writing() as conn:
        made = await sources.add_rule(
            conn, GUILD, Rule(number=0, words=words, action=action, **said), 11, stage.clock()
        )
    return made.number


async def only(stage: Stage) -> Story:
    (found,) = await stage.stories()
    return found


# -- modes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "state", "owed"),
    [
        (Mode.HAND, StoryState.QUEUED, "watch-queue:1"),
        (Mode.AUTO, StoryState.PUBLISHED, "alert:1"),
        (Mode.DIGEST, StoryState.WAITING, None),
    ],
)
async def test_each_mode_has_its_way(
    db: Database, clock: FakeClock, mode: Mode, state: StoryState, owed: str | None
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        await brought(stage, article("Un concert", text="Vendredi"), mode=mode)
        story = await only(stage)
        assert (story.state, story.title, story.summary) == (state, "Un concert", "Vendredi")
        assert [key for key, _ in await stage.owed()] == ([owed] if owed else [])


async def test_forty_at_once_flood_nobody_and_none_is_lost(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        many = [f"Article numéro {n}" for n in range(40)]
        await brought(stage, *many)
        assert list((await stage.states()).values()) == [QUEUED] * 40
        keys = [key for key, _ in await stage.owed()]
        assert keys[:5] == [f"watch-queue:{n}" for n in range(1, 6)]
        assert len(keys) == 6
        assert keys[5].startswith("watch-queue-many:1:")


async def test_what_is_beyond_the_alerts_of_a_day_waits_for_the_digest(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild(watch__daily_limit=3)
        await brought(stage, *(f"Article {n}" for n in range(9)), mode=Mode.AUTO)
        states = list((await stage.states()).values())
        assert states.count(StoryState.PUBLISHED) == 3
        assert states.count(StoryState.WAITING) == 6
        assert len(await stage.owed("watch_alert")) == 3


async def test_a_paused_source_looks_at_nothing(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        await stage.guild(900)
        source = await stage.follow(server.on("/f", *polls(rss("Un"), rss("Deux", "Un"))))
        await stage.follow(server.address("/f"), 900)
        await stage.round()
        async with db.writing() as conn:
            found = await sources.one(conn, GUILD, source.number)
            assert found is not None
            await sources.save(conn, found, replace(found, state=SourceState.PAUSED))
        await stage.later()
        assert await stage.stories() == []
        assert list(await stage.states(900)) == ["Deux"]


# -- rules -----------------------------------------------------------------------------------------


async def test_rules_drop_keep_sort_and_publish(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        async with db.writing() as conn:
            topic = await topics.create(conn, Topic(GUILD, 0, "Musique"))
        dropping = await rule(stage, RuleAction.DROP, "publicité")
        await rule(stage, RuleAction.TOPIC, "concert", topic=topic.number)
        publishing = await rule(stage, RuleAction.PUBLISH, "urgent")
        await brought(stage, "Une publicité", "Un concert", "Urgent : la salle ferme", "Autre")
        found = {story.title: story for story in await stage.stories()}
        assert (found["Une publicité"].state, found["Une publicité"].rule) == (DROPPED, dropping)
        assert found["Un concert"].topic == topic.number
        urgent = found["Urgent : la salle ferme"]
        assert (urgent.state, urgent.rule) == (StoryState.PUBLISHED, publishing)
        assert found["Autre"].state is QUEUED
        assert len(await stage.owed("watch_queued")) == 2


async def test_what_one_source_drops_another_may_bring(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        same = article("Un atelier de couture", "https://lieu.example/atelier")
        await stage.follow(server.on("/filtered", *polls(rss("Avant"), rss(same, "Avant"))))
        await stage.round()
        await rule(stage, RuleAction.KEEP, "musique", source=1)
        await stage.later()
        assert (await only(stage)).state is DROPPED
        await brought(stage, same, name="whole")
        story = await only(stage)
        assert (story.state, story.rule) == (QUEUED, None)
        assert [key for key, _ in await stage.owed()] == ["watch-queue:1"]


async def test_an_expression_that_never_ends_is_told_and_counts_as_no_match(
    sqlite_db: Database, clock: FakeClock
):
    async with (
        BadServer() as server,
        Stage.on(sqlite_db, clock, server, Workshop()) as stage,
    ):
        await stage.guild()
        await rule(stage, RuleAction.DROP, r"(a+)+b", expression=True)
        dropping = await rule(stage, RuleAction.DROP, r"^pub\b", expression=True)
        await brought(stage, article("Un", text="a" * 60), "Pub du jour")
        found = {story.title: story for story in await stage.stories()}
        assert found["Un"].state is QUEUED
        assert (found["Pub du jour"].state, found["Pub du jour"].rule) == (DROPPED, dropping)
        assert await stage.owed("watch_rule_failed") == [("watch-rule-failed:1", {"rule": 1})]


# -- one story for all who carry it ----------------------------------------------------------------

HERE = "https://lieu.example/a"
THERE = HERE + "?utm_source=rss"


async def test_another_source_with_the_same_link_carries_the_same_story(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        await brought(stage, article("Un concert", HERE), name="one")
        await brought(stage, article("Ce soir : concert", THERE), name="two")
        await only(stage)
        async with db.reading() as conn:
            carried = await stories.carried(conn, GUILD, 1)
        assert [(each.name, each.link) for each in carried] == [("one", HERE), ("two", THERE)]
        assert len(await stage.owed("watch_queued")) == 1


async def test_what_was_rejected_stays_rejected_whoever_brings_it(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        await brought(stage, article("Un concert", HERE), name="one")
        await Curation(stage.desk, stage.alerts).reject(NADIA, 1, "publicité")
        for name, mode in (("two", Mode.AUTO), ("three", Mode.DIGEST), ("four", Mode.HAND)):
            await brought(stage, article("Un concert", THERE), name=name, mode=mode)
        assert (await only(stage)).state is StoryState.REJECTED
        assert len(await stage.owed()) == 1


async def test_an_automatic_source_decides_for_what_waits_in_the_queue(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        await brought(stage, article("Un concert", HERE), name="one")
        await brought(stage, article("Un concert", THERE), name="two", mode=Mode.AUTO)
        assert (await only(stage)).state is StoryState.PUBLISHED
        assert [key for key, _ in await stage.owed()] == ["watch-queue:1", "alert:1"]


async def test_a_page_that_holds_another_article_each_week_makes_another_story(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        weeks = [
            article("Agenda de la semaine", HERE, f"Semaine {n}", guid=f"s{n}", at=clock())
            for n in range(3)
            if clock.advance(days=7)
        ]
        await stage.follow(server.on("/f", *polls(*(rss(week) for week in weeks))))
        await stage.round()
        await stage.later(days=2)
        await stage.later(days=2)
        assert [story.summary for story in await stage.stories()] == ["Semaine 1", "Semaine 2"]


async def test_a_first_page_as_a_link_joins_nothing(db: Database, clock: FakeClock):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        for name in ("one", "two"):
            await brought(stage, article(f"Nouvelles {name}", "https://lieu.example/"), name=name)
        assert len(await stage.stories()) == 2


async def test_two_titles_alike_are_one_card_until_a_moderator_says(db: Database, clock: FakeClock):
    titles = (
        "Deux millions d'euros pour les tiers-lieux culturels de Gâtine",
        "Gâtine : deux millions d'euros pour les tiers lieux culturels",
    )
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        for name, title in zip(("one", "two"), titles, strict=True):
            await brought(stage, article(title, f"https://{name}.example/x"), name=name)
        assert [(each.state, each.like) for each in await stage.stories()] == [
            (QUEUED, None),
            (QUEUED, 1),
        ]
        assert [key for key, _ in await stage.owed()] == ["watch-queue:1"]
        async with db.reading() as conn:
            view = await stage.alerts.view(conn, GUILD, 1)
        assert view is not None
        assert [each.number for each in view.repeats] == [2]


async def test_an_automatic_source_does_not_publish_what_looks_alike(
    db: Database, clock: FakeClock
):
    title = "Deux millions d'euros pour les tiers-lieux culturels de Gâtine"
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        for name in ("one", "two"):
            await brought(
                stage, article(title, f"https://{name}.example/x"), name=name, mode=Mode.AUTO
            )
        assert [each.state for each in await stage.stories()] == [StoryState.PUBLISHED, QUEUED]
        assert [key for key, _ in await stage.owed()] == ["alert:1", "watch-queue:2"]


# -- calls, and what sources correct ---------------------------------------------------------------

CALL = "Appel à projets : résidences en milieu rural"


async def test_a_call_has_its_deadline_with_the_sentence_that_proves_it(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        text = "Les dossiers sont à envoyer avant le 15 janvier 2027 à 17h."
        await brought(stage, article(CALL, HERE, text))
        story = await only(stage)
        assert story.is_call
        assert story.deadline is not None
        assert story.deadline.day.isoformat() == "2027-01-15"
        assert "à envoyer" in story.deadline.quote
        assert not story.confirmed


async def test_a_deadline_put_off_is_offered_once_for_a_confirmed_call(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        old = article(CALL, HERE, "Date limite de candidature : 15 janvier 2027.")
        new = article(
            "[Prolongé] " + CALL,
            HERE,
            "La date limite de candidature est repoussée au 31 janvier 2027.",
            guid="again",
        )
        await stage.follow(
            server.on("/f", *polls(rss("Avant"), rss(old, "Avant"), rss(new, old, "Avant")))
        )
        await stage.round()
        await stage.later()
        await confirm(stage)
        await stage.later()
        await brought(stage, article(CALL, THERE, "Prolongé : jusqu'au 31 janvier 2027."), name="b")
        story = await only(stage)
        assert story.deadline is not None
        assert story.deadline.day.isoformat() == "2027-01-15"
        assert story.offered is not None
        assert story.offered.day.isoformat() == "2027-01-31"
        assert len(await stage.owed("watch_offered")) == 1


async def confirm(stage: Stage) -> None:
    async with stage.db.writing() as conn:
        story = await stories.one(conn, GUILD, 1)
        assert story is not None
        await stories.save(conn, story, replace(story, confirmed=True))


async def test_a_call_that_its_source_rewrites_in_place_is_offered_too(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        old = article(CALL, HERE, "Date limite de candidature : 15 janvier 2027.")
        new = article(CALL, HERE, "Prolongation ! Date limite de candidature : 31 janvier 2027.")
        await stage.follow(
            server.on("/f", *polls(rss("Avant"), rss(old, "Avant"), rss(new, "Avant")))
        )
        await stage.round()
        await stage.later()
        await confirm(stage)
        await stage.later()
        story = await only(stage)
        assert story.offered is not None
        assert story.offered.day.isoformat() == "2027-01-31"


async def test_a_corrected_title_is_shown_but_not_over_a_moderators_words(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        before, after = (
            [article(f"{title} {n}", f"{HERE}{n}", guid=f"g{n}") for n in (1, 2)]
            for title in ("Un conert", "Un concert")
        )
        await stage.follow(
            server.on("/f", *polls(rss("Avant"), rss(*before, "Avant"), rss(*after, "Avant")))
        )
        await stage.round()
        await stage.later()
        curation = Curation(stage.desk, stage.alerts)
        await curation.edit(NADIA, 1, Edited("Bal folk", ""))
        await stage.later()
        assert [each.title for each in await stage.stories()] == ["Bal folk", "Un concert 1"]


async def test_one_source_that_cannot_be_read_delays_no_other(
    db: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        for number in (GUILD, 900):
            await stage.guild(number)
            await stage.follow(server.on("/f", *polls(rss("Un"), rss("Deux", "Un"))), number)
        await stage.round()
        queue = stage.alerts.queue

        async def broken(conn: Any, settings: Any, story: Story) -> None:
            if story.guild_id == GUILD:
                raise Refused("storage-busy")
            await queue(conn, settings, story)

        monkeypatch.setattr(stage.alerts, "queue", broken)
        await stage.later()
        assert await stage.stories() == []
        assert list(await stage.states(900)) == ["Deux"]
        monkeypatch.undo()
        await stage.sifting.tick()
        assert list(await stage.states()) == ["Deux"]


# -- who came first at a link ----------------------------------------------------------------------

ADDRESS = "https://journal.example/2"


async def test_what_a_trusted_source_brings_is_published_in_its_own_words(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        await brought(stage, article("Gagnez un téléphone", ADDRESS, text="Vite"), name="first")
        ours = article("La Ville soutient ses salles", ADDRESS, text="Le conseil a voté")
        await brought(stage, ours, mode=Mode.AUTO, name="trusted")
        story = await only(stage)
        assert story.state is StoryState.PUBLISHED
        assert (story.title, story.summary) == ("La Ville soutient ses salles", "Le conseil a voté")


async def test_what_was_refused_at_a_link_under_another_title_comes_to_a_moderator_with_both(
    db: Database, clock: FakeClock
):
    async with BadServer() as server, Stage.on(db, clock, server) as stage:
        await stage.guild()
        await brought(stage, article("Gagnez un téléphone", ADDRESS), name="first")
        await Curation(stage.desk, stage.alerts).reject(NADIA, 1, "publicité")
        ours = article("La Ville soutient ses salles", ADDRESS)
        await brought(stage, ours, mode=Mode.AUTO, name="trusted")
        refused, kept = await stage.stories()
        assert refused.state is StoryState.REJECTED
        assert (kept.state, kept.like) == (QUEUED, refused.number)
