"""The alert as members see it, where it goes, whom it notifies, and the thread that it opens."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cogs._shared.limits import fits
from cogs._shared.views import ACCENTS
from cogs.watch.alert_card import alert_card
from cogs.watch.announcements import DRAWERS
from cogs.watch.queue_card import FILE, offered_card, queue_card
from cogs.watch.story_lines import LONGEST_LINK, safe_link, title_link
from domain.watch.stories import Carried, Story, StoryState, Topic
from locales import Catalogue
from services.curation import Edited, Place
from services.story_views import StoryView
from storage import sources, topics
from tests.cogs.lending.loan_facts import GUILD, worst
from tests.cogs.network import labels, texts
from tests.cogs.watch.stage import history
from tests.cogs.watch.worst import END, NOW, SETTINGS, worst_view

CATALOGUE = Catalogue.load(strict=True)
FR = CATALOGUE.words("fr")


def view(topic=None, **values) -> StoryView:
    """A published story of Radio Larzac, or as ``values`` say."""
    story = Story(GUILD, 12, StoryState.PUBLISHED, "Un titre", NOW, link="https://radio.example/a")
    story = replace(story, **values)
    return StoryView(
        story=story,
        topic=topic,
        topics=(topic,) if topic else (),
        carried=(Carried(1, "Radio Larzac", story.link, NOW),),
        like=None,
        like_carried=(),
        rule=None,
        organisations=(),
        persons=0,
        settings=SETTINGS,
        now=NOW,
    )


def said(shown) -> str:
    class Message:
        content = ""
        components = shown.to_components()

    return texts(Message)


def pressed(shown) -> list[str]:
    class Message:
        components = shown.to_components()

    return labels(Message)


# -- what it says


def test_a_plain_alert_has_a_title_its_source_and_no_button():
    shown = alert_card(FR, view(summary="Un résumé.", comment="À lire"))
    assert said(shown).split("\n") == [
        "### [Un titre](https://radio.example/a)",
        "💬 À lire",
        "Un résumé.",
        "-# radio\\.example · Radio Larzac",
    ]
    assert pressed(shown) == []


def test_a_call_shows_its_confirmed_deadline_and_what_members_may_do():
    found = view(is_call=True, deadline=END)
    assert "Date limite" not in said(alert_card(FR, found)) and "📣 **Appel**" in said(
        alert_card(FR, found)
    )
    confirmed = alert_card(FR, view(is_call=True, deadline=END, confirmed=True))
    assert "📣 **Date limite : lun. 30 nov. 2026 à 12:00**, <t:1796036400:R>" in said(confirmed)
    assert len(pressed(confirmed)) >= 3


def test_a_call_that_is_over_says_so_and_offers_nothing():
    over = replace(
        view(is_call=True, deadline=END, confirmed=True), now=datetime(2026, 12, 1, tzinfo=UTC)
    )
    shown = alert_card(FR, over)
    assert "📣 Appel clos depuis le lun. 30 nov. 2026 à 12:00" in said(shown)
    assert pressed(shown) == []


def test_who_is_interested_is_named_by_organisation():
    both = replace(view(is_call=True), organisations=("La Cave", "Le *Clou*"), persons=1)
    assert "🙋 Intéressés : La Cave, Le \\*Clou\\*, et 1 personne" in said(alert_card(FR, both))
    alone = replace(view(is_call=True), persons=3)
    assert "🙋 3 personnes intéressées" in said(alert_card(FR, alone))


@pytest.mark.parametrize("accent", [*ACCENTS, "nonsense"])
def test_the_colour_is_the_topics(accent):
    topic = Topic(GUILD, 1, "Appels", "📣", accent)
    container = alert_card(FR, view(topic)).to_components()[0]
    assert container["accent_color"] == ACCENTS.get(accent, ACCENTS["info"])


# -- links


@pytest.mark.parametrize(
    ("link", "safe"),
    [
        ("https://a.example/x_(y)", "https://a.example/x_%28y%29"),
        ("https://a.example/a b\n@everyone", "https://a.example/a%20b%0A@everyone"),
        ("https://a.example/é", "https://a.example/é"),
        ("https://a.example/[x]|<y>", "https://a.example/%5Bx%5D%7C%3Cy%3E"),
        ("javascript:alert(1)", ""),
        ("https://a.example/" + "x" * LONGEST_LINK, ""),
        ("", ""),
    ],
)
def test_an_address_cannot_end_its_link_nor_be_another_kind(link, safe):
    assert safe_link(link) == safe


def test_a_title_cannot_leave_its_link_nor_its_line():
    story = view(title="a](https://evil.example)\n# b <@1> @everyone").story
    assert title_link(story) == (
        "[a\\]\\(https\\://evil\\.example\\) \\# b \\<\\@1\\> \\@everyone](https://radio.example/a)"
    )


# -- what is worst still fits


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("length", [900, 2048])
@pytest.mark.parametrize("state", list(StoryState))
def test_every_card_fits_with_the_worst_facts(language, length, state):
    words = CATALOGUE.words(language)
    link = "https://" + "a" * 60 + ".example/" + "(" * ((length - 80) // 3)
    full = worst_view(state, link)
    place = Place(9_999, 9_999)
    lead = words("curation-done-same", title=worst(100), number="9999999")
    for made in (
        queue_card(words, full, mode=FILE, lead=lead * 2, place=place),
        queue_card(words, full),
        alert_card(words, full),
        offered_card(words, full),
    ):
        assert fits(made) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_moderators_are_told_fits(language):
    words = CATALOGUE.words(language)
    facts = {"name": worst(80), "many": 35, "view": worst_view(StoryState.PUBLISHED, "")}
    for kind, draw in DRAWERS.items():
        drawing = draw(facts, words, SETTINGS.zone)
        assert fits(drawing.view) == [], kind
        assert len(drawing.thread) <= 100


# -- where it goes


async def place_calls(news, **values):
    async with news.db.writing() as conn:
        topic = await topics.one(conn, news.guild_id, 2)
        assert topic is not None
        await topics.save(conn, topic, replace(topic, **values))


async def test_only_the_role_of_the_topic_is_notified(network, news):
    sent = []
    wire = network.parts.poster.wire
    post = wire.post

    async def noted(channel_id, message):
        sent.append((message.ping, message.roles))
        return await post(channel_id, message)

    wire.post = noted
    await news.arrives("Avec @everyone", topic=2)
    await network.press("Maud", news.card(), "Publier")
    await network.post()
    assert sent == [([], []), ([], [news.role.id])]
    alert = news.calls.last_message
    assert texts(alert).startswith(f"<@&{news.role.id}>")
    assert not alert.mention_everyone


async def test_an_alert_opens_its_thread_where_the_topic_wants_one(network, news):
    await place_calls(news, place="thread")
    await news.arrives("Un appel *très* long " + "x" * 120, topic=2)
    await network.press("Maud", news.card(), "Publier")
    await network.post()
    alert = history(news.calls)[0]
    thread = network.env.backend.channels[alert.id]
    assert thread.is_thread and thread.name.startswith("Un appel *très* long xxx")
    assert len(thread.name) == 100


async def test_an_alert_in_a_forum_is_a_post_that_follows_its_story_and_is_found_again(
    network, news
):
    forum = network.guild.create_forum_channel("ressources")
    await place_calls(news, place="forum", channel_id=forum.id)
    await news.arrives("Un appel", topic=2)
    await network.press("Maud", news.card(), "Publier")
    await network.post()
    (post,) = posts_of(network, forum)
    assert post.name == "Un appel"
    shown = network.env.backend.messages[post.id][post.id]
    assert "[Un appel]" in str(shown.components)
    seen = await network.parts.poster.wire.forum_posts(forum.id, 0)
    assert [(each.id, each.mine) for each in seen] == [(post.id, True)]
    assert max(seen[0].component_ids) > 2**16  # the mark by which the courier knows it
    assert await network.parts.poster.wire.forum_posts(forum.id, post.id + 1) == []
    await network.services.curation.edit(network.caller("Maud"), 1, Edited("Mieux dit"))
    await news.redrawn()
    assert "[Mieux dit]" in str(network.env.backend.messages[post.id][post.id].components)
    assert len(posts_of(network, forum)) == 1


def posts_of(network, forum):
    channels = network.env.backend.channels.values()
    return [each for each in channels if each.is_thread and each.parent_id == forum.id]


async def test_many_of_a_source_are_one_message(network, news):
    for number in range(3):
        await news.arrives(f"Article {number}")
    before = len(history(news.moderators))
    async with news.db.writing() as conn:
        source = await sources.one(conn, news.guild_id, 1)
        settings = await network.services.settings.of(conn, news.guild_id)
        for _ in range(2):
            await news.alerts.queue_many(conn, settings, source, "2026-11-02T09")
    await network.post()
    assert len(history(news.moderators)) == before + 1
    assert "📥 **3 nouvelles de Radio Larzac attendent.**" in texts(news.card())


async def test_no_channel_anywhere_is_said_to_moderators(network, news):
    await news.set("watch.channel", None)
    story = await news.arrives()
    async with news.db.writing() as conn:
        settings = await network.services.settings.of(conn, news.guild_id)
        await news.alerts.publish(conn, settings, story, network.clock())
    await network.post()
    assert "n’a pas de salon où paraître" in texts(news.card())
