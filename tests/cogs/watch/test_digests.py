"""The digest as it is read: by topic, with open calls, whole, whatever its titles and links."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cogs._shared.limits import fits
from cogs.watch import call_notices, digest_card, suggestion_notice
from domain.watch.stories import Carried, Deadline, Story, StoryState, Topic
from locales import Catalogue
from services.call_views import CallView, Interested
from services.digests import DigestView, in_messages
from services.follows import Followed
from storage.digests import Follow
from tests.cogs.lending.loan_facts import GUILD, MEMBER, NOW, worst
from tests.cogs.lending.loan_stage import PARIS
from tests.cogs.network import texts
from tests.cogs.watch.member_stage import LAST_DAY, approved, call
from tests.cogs.watch.stage import history

CATALOGUE = Catalogue.load(strict=True)
MONDAY = datetime(2026, 11, 9, 8, 1, tzinfo=UTC)


async def round_(network, clock, at=MONDAY):
    await network.services.digests.tick()
    clock.set(at)
    await network.services.digests.tick()
    await network.post()


async def test_it_is_posted_once_by_topic_with_the_calls_that_close_soon(network, news, clock):
    await call(news, "Résidences")
    await approved(news, "Un logiciel", digest=True)
    await approved(news, "Sans thème", digest=True, topic=None)
    await round_(network, clock)
    await round_(network, clock, datetime(2026, 11, 9, 20, tzinfo=UTC))
    (posted,) = history(news.news)
    said = plainly(texts(posted))
    assert "Résumé de la veille · lun. 9 nov. 2026" in said
    order = ["**💻 Numérique**", "[Un logiciel]", "**Sans thème**", "[Sans thème]", "[Résidences]"]
    assert [said.index(each) for each in order] == sorted(said.index(each) for each in order)
    assert "Date limite : lun. 30 nov. 2026" in said
    shown = await network.press("Léa", posted, "Lire la veille")
    assert shown.ephemeral and "Un logiciel" in texts(shown)


async def test_stories_of_a_topic_with_a_channel_go_there_and_nothing_is_lost(network, news, clock):
    for number in range(30):
        await approved(news, f"Bourse {number:02}", digest=True, topic=2)
    await round_(network, clock)
    posted = history(news.calls)
    said = "\n".join(texts(each) for each in posted)
    assert len(posted) == 3 and "(1/3)" in said and "(3/3)" in said
    assert all(said.count(f"[Bourse {number:02}]") == 1 for number in range(30))
    assert history(news.news) == []


# -- what is worst


def story(number, link, title=512):
    return Story(
        GUILD,
        number,
        StoryState.DIGESTED,
        worst(title),
        NOW,
        link=link,
        summary=worst(4000),
        topic=number % 6 or None,
        is_call=True,
        deadline=replace(LAST_DAY, quote=worst(600)),
        confirmed=True,
        decided_at=NOW,
        channel_id=MEMBER,
        reason=worst(200),
    )


def link_of(length):
    return "https://a.example/" + "(" * (length // 3)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("length", [20, 200, 1000, 2048])
def test_a_digest_with_the_worst_titles_and_links_fits_and_shows_each_story(language, length):
    words = CATALOGUE.words(language)
    found = [story(number, link_of(length)) for number in range(1, 31)]
    for part in in_messages(found):
        topics = [Topic(GUILD, n, worst(40), "👩‍👩‍👧‍👦" * 2) if n else None for n in range(6)]
        groups = [(topic, [each]) for topic, each in zip(topics * 5, part, strict=False)]
        view = DigestView(GUILD, date(2026, 11, 9), groups, found[:8], 1, 3, MEMBER)
        public = digest_card.digest({"view": view}, words, PARIS).view
        own = digest_card.own_digest({"view": view}, words, lambda _: worst(100)).view
        for shown, most in ((public, len(part) + 8), (own, len(part))):
            assert fits(shown) == []
            assert said(shown).count("\n- ") == most


def test_ordinary_links_are_all_there():
    words = CATALOGUE.words("fr")
    found = [
        replace(story(n, f"https://radio.example/{n}/" + "a" * 90), title="Un titre " * 9)
        for n in range(1, 13)
    ]
    shown = ""
    for part in in_messages(found):
        view = DigestView(GUILD, date(2026, 11, 9), [(None, part)], found[:8], 1, 1)
        shown += said(digest_card.digest({"view": view}, words, PARIS).view)
    assert all(f"](https://radio.example/{n}/" in shown for n in range(1, 13))


def worst_call():
    people = [Interested(MEMBER + n, worst(80) if n % 2 else None) for n in range(60)]
    topic = Topic(GUILD, 1, worst(40), "📣")
    carried = tuple(Carried(n, worst(80), link_of(1024), NOW) for n in range(40))
    made = replace(story(1, link_of(1020)), state=StoryState.PUBLISHED)
    return CallView(made, topic, carried, tuple(people), frozenset(), NOW, PARIS)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_message_to_members_fits_with_the_worst_facts(language):
    words = CATALOGUE.words(language)
    view = worst_call()
    topic = Topic(GUILD, 1, worst(40), "👩‍👩‍👧‍👦" * 2, "late")
    follow = Followed(Follow(GUILD, 1, MEMBER, 1, worst(60), None, "digest", NOW), topic)
    calls = call_notices.drawers(lambda _: worst(100))
    for kind in calls:
        drawing = calls[kind]({"view": view, "by": MEMBER, "days": 14}, words, PARIS)
        assert fits(drawing.view) == [], kind
    facts = {
        "view": story(1, link_of(1020)),
        "topic": topic,
        "follow": follow,
        "carried": list(view.carried),
    }
    told = digest_card.drawers(lambda _: worst(100))["watch_followed"](facts, words, PARIS)
    assert fits(told.view) == []
    for state in (StoryState.REJECTED, StoryState.WAITING, StoryState.PUBLISHED):
        answered = {"view": replace(facts["view"], state=state)}
        shown = suggestion_notice.answered(answered, words, PARIS, lambda _: worst(100)).view
        assert fits(shown) == [], state


def test_a_deadline_nobody_confirmed_is_shown_to_no_member():
    words = CATALOGUE.words("fr")
    made = Story(GUILD, 1, StoryState.PUBLISHED, "Titre", NOW, is_call=True)
    made = replace(made, deadline=Deadline(date(2026, 11, 30)))
    view = CallView(made, None, (), (), frozenset(), NOW, PARIS)
    facts = {"view": view, "by": MEMBER}
    assert "30" not in said(call_notices.together(facts, words, PARIS).view)
    assert view.closes_at is None


def said(view):
    class Message:
        content = ""
        components = view.to_components()

    return texts(Message)


def plainly(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")
