"""What moderators do with the news, and what comes of it, on both engines."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.errors import Refused
from domain.quiet import Quiet
from domain.watch.stories import Curation as Does
from domain.watch.stories import StoryState
from services.curation import EDITED_SUMMARY, Edited, moments
from storage import archive
from storage.engine import Database
from tests.conftest import FakeClock
from tests.services.curation_stage import (
    BRUNO,
    CALLS,
    ELSEWHERE,
    GUILD,
    MANON,
    NADIA,
    NEWS,
    STRANGER,
    Watch,
)

PARIS = ZoneInfo("Europe/Paris")
TOMORROW = datetime(2026, 11, 3, 9, tzinfo=UTC)


@pytest.fixture
async def watch(db: Database, clock: FakeClock) -> Watch:
    return await Watch.on(db, clock)


@pytest.fixture
async def scene(sqlite_db: Database, clock: FakeClock) -> Watch:
    """The same on one engine, for what the engine has no part in."""
    return await Watch.on(sqlite_db, clock)


async def refused(act) -> str:
    with pytest.raises(Refused) as why:
        await act
    return why.value.key


async def keys(watch: Watch) -> list[str]:
    return [key for key, _, _ in await watch.owed()]


# -- publishing


async def test_a_moderator_publishes_and_it_is_written_by_whom(watch: Watch):
    await watch.story(told=True)
    saved = await watch.curation.publish(NADIA, 1, revision=0, interaction_id=5)
    assert (saved.state, saved.channel_id, saved.decided_by) == (StoryState.PUBLISHED, NEWS, 11)
    assert await keys(watch) == ["watch-queue:1", "alert:1"]
    assert await watch.journal() == [("publish", 11, 1)]


async def test_one_press_delivered_twice_and_a_press_on_an_old_card_do_nothing_more(watch: Watch):
    await watch.story()
    await watch.curation.publish(NADIA, 1, revision=0, interaction_id=5)
    assert await refused(watch.curation.publish(NADIA, 1, interaction_id=5)) == "already-done"
    late = watch.curation.publish(BRUNO, 1, revision=0, interaction_id=6)
    assert await refused(late) == "card-changed"
    assert await refused(watch.curation.publish(BRUNO, 1, interaction_id=7)) == "story-state"
    assert await keys(watch) == ["alert:1"]


async def test_two_moderators_at_the_same_instant_have_one_effect(watch: Watch):
    await watch.story()
    tried = await asyncio.gather(
        watch.curation.publish(NADIA, 1, revision=0, interaction_id=5),
        watch.curation.reject(BRUNO, 1, "Hors sujet", revision=0, interaction_id=6),
        return_exceptions=True,
    )
    lost = [each for each in tried if isinstance(each, Refused)]
    assert [each.key for each in lost] == ["card-changed"]
    assert len(await watch.journal()) == 1


async def test_only_moderators_decide_and_another_guild_finds_nothing(watch: Watch):
    await watch.story()
    curation = watch.curation
    for caller, key in ((MANON, "moderators-only"), (STRANGER, "story-unknown")):
        for act in (
            curation.publish(caller, 1),
            curation.schedule(caller, 1, TOMORROW),
            curation.to_digest(caller, 1),
            curation.reject(caller, 1, "Non"),
            curation.reopen(caller, 1),
            curation.edit(caller, 1, Edited("Autre")),
            curation.view(caller, 1),
            curation.check(caller, 1, Does.EDIT),
            watch.calls.mark(caller, 1, None),
            watch.calls.unmark(caller, 1),
            watch.likeness.same(caller, 1),
        ):
            assert await refused(act) == key
    assert (await watch.curation.next_after(STRANGER)).view is None
    assert await refused(watch.curation.next_after(MANON)) == "moderators-only"
    assert (await watch.now(1)).revision == 0


async def test_above_the_alerts_of_the_day_the_moderator_chooses(watch: Watch):
    await watch.change("watch.daily_limit", 1)
    await watch.story("Un")
    await watch.story("Deux")
    await watch.story("Trois")
    await watch.curation.publish(NADIA, 1)
    with pytest.raises(Refused) as why:
        await watch.curation.publish(NADIA, 2, interaction_id=8)
    assert (why.value.key, why.value.facts["limit"]) == ("watch-limit", 1)
    assert (await watch.curation.to_digest(NADIA, 2)).state is StoryState.WAITING
    forced = await watch.curation.publish(NADIA, 3, forced=True, interaction_id=8)
    assert forced.state is StoryState.PUBLISHED
    assert (await watch.curation.publish(BRUNO, 2, forced=True)).state is StoryState.PUBLISHED
    assert await keys(watch) == ["alert:1", "alert:3", "alert:2"]


async def test_without_any_channel_nobody_can_publish_but_the_digest_takes_it(scene: Watch):
    await scene.change("watch.channel", None)
    await scene.story()
    assert await refused(scene.curation.publish(NADIA, 1)) == "watch-no-channel"
    assert await refused(scene.curation.schedule(NADIA, 1, TOMORROW)) == "watch-no-channel"
    assert (await scene.curation.to_digest(NADIA, 1)).state is StoryState.WAITING


# -- two moderators


async def test_the_first_yes_is_kept_and_another_moderator_publishes(watch: Watch):
    await watch.change("watch.two_moderators", True)
    await watch.story(suggested_by=NADIA.user_id)
    first = await watch.curation.publish(NADIA, 1)
    assert (first.state, first.first_yes) == (StoryState.QUEUED, NADIA.user_id)
    assert await refused(watch.curation.publish(NADIA, 1)) == "yes-said"
    assert await refused(watch.curation.to_digest(NADIA, 1)) == "yes-said"
    second = await watch.curation.publish(BRUNO, 1)
    assert (second.state, second.decided_by) == (StoryState.PUBLISHED, BRUNO.user_id)
    assert [act for act, _, _ in await watch.journal()] == ["yes", "publish"]


async def test_two_first_yeses_at_the_same_instant_are_one_and_the_other_is_told(watch: Watch):
    await watch.change("watch.two_moderators", True)
    await watch.story()
    tried = await asyncio.gather(
        watch.curation.publish(NADIA, 1, revision=0, interaction_id=5),
        watch.curation.publish(BRUNO, 1, revision=0, interaction_id=6),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in tried) == ["Refused", "Story"]
    story = await watch.now(1)
    assert story.state is StoryState.QUEUED and story.first_yes in (11, 12)
    assert await keys(watch) == []


async def test_words_changed_by_another_moderator_ask_for_a_new_first_yes(watch: Watch):
    await watch.change("watch.two_moderators", True)
    await watch.story()
    await watch.curation.publish(NADIA, 1)
    assert (await watch.curation.edit(NADIA, 1, Edited(comment="À lire"))).first_yes == 11
    assert (await watch.curation.edit(BRUNO, 1, Edited(topic=2))).first_yes == 11
    assert (await watch.curation.edit(BRUNO, 1, Edited("Tout autre chose"))).first_yes is None


async def test_a_story_that_two_have_planned_needs_no_third_to_be_published_now(scene: Watch):
    await scene.change("watch.two_moderators", True)
    await scene.story()
    await scene.curation.schedule(NADIA, 1, TOMORROW)
    assert (await scene.curation.schedule(BRUNO, 1, TOMORROW)).state is StoryState.SCHEDULED
    assert (await scene.curation.publish(BRUNO, 1)).state is StoryState.PUBLISHED


# -- planning


async def test_a_planned_story_is_published_at_its_moment_and_once(watch: Watch, clock: FakeClock):
    await watch.story()
    await watch.story("Autre")
    await watch.curation.schedule(NADIA, 1, TOMORROW)
    assert await watch.curation.publish_due(clock()) == 0
    clock.set(TOMORROW)
    await asyncio.gather(watch.curation.publish_due(clock()), watch.curation.publish_due(clock()))
    story = await watch.now(1)
    assert (story.state, story.decided_by) == (StoryState.PUBLISHED, NADIA.user_id)
    assert await keys(watch) == ["alert:1"]
    assert await watch.curation.publish_due(clock()) == 0


async def test_a_planned_story_goes_to_the_digest_when_its_day_is_full(
    watch: Watch, clock: FakeClock
):
    await watch.change("watch.daily_limit", 1)
    for title in ("Un", "Deux"):
        await watch.story(title)
    for number in (1, 2):
        await watch.curation.schedule(NADIA, number, TOMORROW)
    clock.set(TOMORROW)
    await watch.curation.publish_due(clock())
    states = [(await watch.now(number)).state for number in (1, 2)]
    assert states == [StoryState.PUBLISHED, StoryState.WAITING]


async def test_a_moment_that_is_past_or_a_year_away_is_refused(scene: Watch, clock: FakeClock):
    await scene.story()
    schedule = scene.curation.schedule
    assert await refused(schedule(NADIA, 1, clock())) == "schedule-past"
    assert await refused(schedule(NADIA, 1, clock() + timedelta(days=400))) == "schedule-far"


async def test_one_planned_story_that_breaks_does_not_hold_up_the_others(
    scene: Watch, clock: FakeClock, caplog: pytest.LogCaptureFixture
):
    await scene.story("Un")
    await scene.story("Deux", topic=2)
    for number in (1, 2):
        await scene.curation.schedule(NADIA, number, TOMORROW)

    async def broken(conn, settings, story, now):
        if story.number == 1:
            raise RuntimeError("no")

    scene.alerts.heard.append(broken)
    clock.set(TOMORROW)
    assert await scene.curation.publish_due(clock()) == 1
    assert (await scene.now(1)).state is StoryState.SCHEDULED
    assert (await scene.now(2)).channel_id == CALLS
    assert "planned story 1" in caplog.text


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("demain 9h", datetime(2026, 11, 3, 8, tzinfo=UTC)),
        ("jeudi", datetime(2026, 11, 5, 7, tzinfo=UTC)),  # 8:00: the end of the quiet hours
        ("15/11 à 18h30", datetime(2026, 11, 15, 17, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_as_it_is_said(clock: FakeClock, typed: str, when: datetime):
    assert list(moments(typed, clock(), PARIS, Quiet(), "fr")) == [when]


def test_a_day_without_quiet_hours_begins_at_nine(clock: FakeClock):
    (found,) = moments("jeudi", clock(), PARIS, Quiet(0, 0), "fr")
    assert found == datetime(2026, 11, 5, 8, tzinfo=UTC)


def test_of_several_meanings_those_that_are_past_are_left_out(clock: FakeClock):
    found = moments("samedi prochain 9h", clock(), PARIS, Quiet(), "fr")
    assert len(found) == 2 and all(each > clock() for each in found)
    with pytest.raises(Refused):
        moments("quand on pourra", clock(), PARIS, Quiet(), "fr")


# -- rejecting, and back


async def test_a_rejected_story_keeps_its_reason_and_can_be_taken_back(watch: Watch):
    await watch.story(told=True)
    rejected = await watch.curation.reject(NADIA, 1, " Hors sujet : publicité ")
    assert (rejected.state, rejected.reason) == (StoryState.REJECTED, "Hors sujet : publicité")
    back = await watch.curation.reopen(BRUNO, 1)
    assert (back.state, back.reason, back.decided_by) == (StoryState.QUEUED, "", None)
    assert await keys(watch) == ["watch-queue:1"]
    assert [act for act, _, _ in await watch.journal()] == ["reject", "reopen"]


async def test_a_story_dropped_by_a_rule_gets_its_card_when_it_is_taken_back(watch: Watch):
    await watch.story(state=StoryState.DROPPED)
    await watch.curation.reopen(NADIA, 1)
    assert await keys(watch) == ["watch-queue:1"]


async def test_what_is_rejected_while_it_waits_for_the_digest_leaves_the_archive(watch: Watch):
    await watch.story("Subventions")
    await watch.curation.to_digest(NADIA, 1)
    async with watch.db.reading() as conn:
        assert await archive.find(conn, GUILD, ["subvention"], limit=9) == [1]
    await watch.curation.reject(NADIA, 1, "Doublon")
    async with watch.db.reading() as conn:
        assert await archive.find(conn, GUILD, ["subvention"], limit=9) == []


async def test_a_reason_of_blanks_is_no_reason(scene: Watch):
    await scene.story()
    assert await refused(scene.curation.reject(NADIA, 1, " \u200b ")) == "reject-reason"


async def test_what_is_published_cannot_be_rejected_any_more(scene: Watch):
    await scene.story()
    await scene.curation.publish(NADIA, 1)
    assert await refused(scene.curation.reject(NADIA, 1, "Trop tard")) == "story-state"


# -- editing


async def test_what_a_moderator_changes_is_what_members_find(watch: Watch):
    await watch.story("Un titre", summary="Un résumé")
    await watch.curation.publish(NADIA, 1)
    saved = await watch.curation.edit(
        NADIA, 1, Edited("Résidences ouvertes", "Pour les groupes", "À lire", 2)
    )
    assert (saved.title, saved.summary, saved.comment, saved.topic, saved.edited) == (
        "Résidences ouvertes",
        "Pour les groupes",
        "À lire",
        2,
        True,
    )
    assert saved.channel_id == NEWS
    async with watch.db.reading() as conn:
        assert await archive.find(conn, GUILD, ["residenc"], limit=9) == [1]


async def test_a_long_summary_that_was_left_alone_in_the_form_stays_whole(scene: Watch):
    long = "mot " * 700
    story = await scene.story(summary=long.strip())
    shown = story.summary[:EDITED_SUMMARY].strip()
    saved = await scene.curation.edit(NADIA, 1, Edited(summary=shown, comment="Vu"))
    assert saved.summary == story.summary and not saved.edited


async def test_nothing_changed_writes_nothing(scene: Watch):
    story = await scene.story()
    same = Edited(story.title, story.summary, story.comment, 1)
    assert (await scene.curation.edit(NADIA, 1, same)).revision == 0
    assert await scene.journal() == []


async def test_an_empty_title_and_an_unknown_topic_are_refused(scene: Watch):
    await scene.story()
    assert await refused(scene.curation.edit(NADIA, 1, Edited(" "))) == "story-title"
    assert await refused(scene.curation.edit(NADIA, 1, Edited(topic=9))) == "topic-unknown"
    assert (await scene.curation.edit(NADIA, 1, Edited(topic=0))).topic is None


async def test_what_is_rejected_is_not_edited(scene: Watch):
    await scene.story()
    await scene.curation.reject(NADIA, 1, "Non")
    assert await refused(scene.curation.edit(NADIA, 1, Edited("Autre"))) == "story-state"


# -- the queue


async def test_the_queue_is_worked_through_from_the_oldest_and_begins_again(watch: Watch):
    for title in ("Un", "Deux", "Trois"):
        await watch.story(title)
    await watch.story("Ailleurs", guild_id=ELSEWHERE, topic=None, source=None)
    await watch.curation.to_digest(NADIA, 2)
    first = await watch.curation.next_after(NADIA)
    assert (first.view.story.number, first.place.position, first.place.total) == (1, 1, 2)
    second = await watch.curation.next_after(NADIA, 1)
    assert (second.view.story.number, second.place.position) == (3, 2)
    assert (await watch.curation.next_after(NADIA, 3)).view.story.number == 1
    await watch.curation.to_digest(NADIA, 1)
    assert (await watch.curation.next_after(NADIA, 3)).view.story.number == 3
    await watch.curation.to_digest(NADIA, 3)
    empty = await watch.curation.next_after(NADIA, 3)
    assert empty.view is None and empty.place.total == 0
