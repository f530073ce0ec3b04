"""What the watch owes its channels when a story arrives, and when it is approved."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import Refused
from domain.settings import settings_from
from domain.watch.stories import StoryState
from services.alerts import first_moment
from storage import archive, stories, topics
from storage.engine import Database
from tests.conftest import FakeClock
from tests.services.curation_stage import CALLS, GUILD, MODERATORS, NEWS, Watch, still


@pytest.fixture
async def watch(db: Database, clock: FakeClock) -> Watch:
    return await Watch.on(db, clock)


async def test_moderators_get_one_card_for_a_story_and_the_topic_has_its_own_channel(watch: Watch):
    story = await watch.story("Appel à projets", topic=2)
    async with watch.db.writing() as conn:
        settings = await watch.settings.of(conn, GUILD)
        await watch.alerts.queue(conn, settings, story)
        await watch.alerts.queue(conn, settings, story)
    saved = await watch.publish(story)
    assert (saved.state, saved.channel_id) == (StoryState.PUBLISHED, CALLS)
    assert [(key, channel) for key, channel, _ in await watch.owed()] == [
        ("watch-queue:1", MODERATORS),
        ("alert:1", CALLS),
    ]


async def test_without_a_channel_for_moderators_nothing_is_owed(watch: Watch):
    await watch.change("moderation.channel", None)
    await watch.story("Un article", told=True)
    assert await watch.owed() == []


async def test_an_alert_waits_for_the_end_of_the_quiet_hours(watch: Watch, clock: FakeClock):
    clock.set(datetime(2026, 11, 2, 22, 30, tzinfo=UTC))  # 23:30 in Paris
    await watch.publish(await watch.story())
    assert (await watch.owed())[0][2] == datetime(2026, 11, 3, 7, tzinfo=UTC)  # 8:00 in Paris


async def test_what_exceeds_the_alerts_of_a_day_waits_for_the_digest_unless_it_is_forced(
    watch: Watch, clock: FakeClock
):
    await watch.change("watch.daily_limit", 2)
    made = [await watch.story(f"Article {n}") for n in range(5)]
    states = [(await watch.publish(story)).state for story in made[:3]]
    assert states == [StoryState.PUBLISHED, StoryState.PUBLISHED, StoryState.WAITING]
    assert (await watch.publish(made[3], forced=True)).state is StoryState.PUBLISHED
    clock.advance(days=1)
    assert (await watch.publish(made[4])).state is StoryState.PUBLISHED


async def test_the_other_channels_have_their_own_alerts_of_the_day(watch: Watch):
    await watch.change("watch.daily_limit", 1)
    await watch.publish(await watch.story("Un"))
    assert (await watch.publish(await watch.story("Deux", topic=2))).state is StoryState.PUBLISHED


async def test_alerts_of_the_evening_count_for_the_morning_on_which_they_are_posted(
    watch: Watch, clock: FakeClock
):
    await watch.change("watch.daily_limit", 1)
    clock.set(datetime(2026, 11, 2, 21, tzinfo=UTC))  # 22:00 in Paris
    await watch.publish(await watch.story("Du soir"))
    clock.set(datetime(2026, 11, 3, 9, tzinfo=UTC))
    assert (await watch.publish(await watch.story("Du matin"))).state is StoryState.WAITING


async def test_the_day_begins_at_midnight_where_no_quiet_hours_cross_it(
    watch: Watch, clock: FakeClock
):
    await watch.change("quiet.start", 12 * 60)
    await watch.change("quiet.end", 14 * 60)
    async with watch.db.reading() as conn:
        settings = await watch.settings.of(conn, GUILD)
    assert first_moment(settings, clock()) == datetime(2026, 11, 1, 23, tzinfo=UTC)


async def test_without_any_channel_a_person_is_told_and_a_source_waits_telling_moderators_once(
    watch: Watch,
):
    await watch.change("watch.channel", None)
    story = await watch.story()
    with pytest.raises(Refused) as refused:
        await watch.publish(story, by=11)
    assert refused.value.key == "watch-no-channel"
    assert (await watch.publish(story)).state is StoryState.WAITING
    await watch.publish(await watch.story("Un autre"))
    assert [(key, channel) for key, channel, _ in await watch.owed()] == [
        ("watch-no-channel", MODERATORS)
    ]


async def test_a_topic_that_was_removed_sends_nothing_to_its_channel(watch: Watch):
    async with watch.db.writing() as conn:
        topic = await topics.one(conn, GUILD, 2)
        assert topic is not None
        await topics.remove(conn, topic)
    assert (await watch.publish(await watch.story(topic=2))).channel_id == NEWS


async def test_the_archive_finds_what_was_approved_by_its_title_its_comment_and_its_source(
    watch: Watch,
):
    await watch.publish(await watch.story("Subventions", comment="à lire avant jeudi"))
    await watch.story("Jamais approuvé", told=True)
    async with watch.db.reading() as conn:
        for word in ("subvention", "jeudi", "larzac"):
            assert await archive.find(conn, GUILD, [word], limit=9) == [1], word
        assert await archive.find(conn, GUILD, ["approuv"], limit=9) == []


async def test_those_who_listen_hear_of_each_approval_once(watch: Watch):
    heard = []

    async def hear(conn, settings, story, now):
        heard.append((story.number, story.state))

    watch.alerts.heard.append(hear)
    story = await watch.story()
    async with watch.db.writing() as conn:
        settings = await watch.settings.of(conn, GUILD)
        waiting = await watch.alerts.wait(conn, settings, story, watch.clock())
    await watch.publish(waiting, by=11, forced=True)
    assert heard == [(1, StoryState.WAITING)]


async def test_one_message_says_how_many_of_a_source_still_wait(watch: Watch):
    made = [await watch.story(f"Article {n}") for n in range(3)]
    await watch.story("D'une autre source", source=2)
    kind = watch.outbox.kinds["watch_queue_many"]
    facts = {"source": 1, "name": "Radio Larzac"}
    async with watch.db.writing() as conn:
        assert (await still(kind.revalidate)(conn, GUILD, facts))["many"] == 3
        settings = await watch.settings.of(conn, GUILD)
        for story in made:
            await watch.alerts.wait(conn, settings, story, watch.clock())
        assert await still(kind.revalidate)(conn, GUILD, facts) is None


async def test_a_queue_card_that_was_decided_before_it_left_is_dropped_and_one_posted_is_redrawn(
    watch: Watch,
):
    story = await watch.story()
    kind = watch.outbox.kinds["watch_queued"]
    async with watch.db.reading() as conn:
        assert (await still(kind.revalidate)(conn, GUILD, {"story": 1}))["view"].story == story
    await watch.publish(story)
    async with watch.db.reading() as conn:
        assert await still(kind.revalidate)(conn, GUILD, {"story": 1}) is None
        shown = (await still(kind.redraw)(conn, GUILD, {"story": 1}))["view"]
    assert shown.story.state is StoryState.PUBLISHED
    assert [each.name for each in shown.carried] == ["Radio Larzac"]


async def test_an_alert_shows_what_it_says_by_now_and_nothing_of_another_guild(watch: Watch):
    await watch.publish(await watch.story())
    kind = watch.outbox.kinds["watch_alert"]
    async with watch.db.reading() as conn:
        assert (await still(kind.revalidate)(conn, GUILD, {"story": 1}))[
            "view"
        ].topic.name == "Numérique"
        assert await still(kind.revalidate)(conn, 900, {"story": 1}) is None
        assert await stories.one(conn, 900, 1) is None


def test_a_day_of_alerts_is_a_local_day_across_the_change_of_the_clocks():
    settings = settings_from({"quiet.start": 0, "quiet.end": 0}, "fr", "Europe/Paris")
    noon = datetime(2026, 10, 25, 11, tzinfo=UTC)  # the day on which summer time ends
    assert first_moment(settings, noon) == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert first_moment(settings, noon + timedelta(days=1)) == datetime(
        2026, 10, 25, 23, tzinfo=UTC
    )
