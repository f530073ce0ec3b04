"""``/veille pourquoi``: each stage that an article went through, in the words of members."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.watch.entry import Entry
from domain.watch.rules import Rule, RuleAction, Where
from domain.watch.stories import StoryState
from domain.watch.traces import keys_of
from storage import feed_items, feeds, sources, stories
from storage.tables import feed, source
from tests.cogs.lending.loan_facts import worst
from tests.cogs.network import ENGLISH, texts
from tests.cogs.watch.member_stage import approved

LINK = "https://www.radio.example/une-nouvelle"


async def why(network, name="Léa", link=LINK):
    answer = await network.run(name, "veille pourquoi", lien=link)
    assert answer.ephemeral
    return texts(answer)


async def brought(news, link=LINK, *, feed_id=1, read=True):
    """An article of the first source, which its guild has looked at or not yet."""
    async with news.db.writing() as conn:
        entry = Entry(title="Une nouvelle", link=link)
        (item,) = await feed_items.add(conn, feed_id, [entry], news.network.clock())
        keys = [(key, item) for key in keys_of(entry).each()]
        await feed_items.add_keys(conn, feed_id, keys)
        if read:
            await conn.execute(source.update().values(read_to=item))
    return item


async def test_an_article_that_nothing_brought_says_who_follows_the_site(network, news):
    async with news.db.writing() as conn:
        now = news.network.clock()
        await conn.execute(feed.update().where(feed.c.id == 1).values(ok_at=now))
        failing = {"site": "https://ra.example/", "failing_since": now - timedelta(days=2)}
        await conn.execute(feed.update().where(feed.c.id == 2).values(**failing))
    said = await why(network, link="https://www.ra.example/autre")
    assert "Aucune source du réseau n’a apporté cette adresse" in said
    assert "**Radio Larzac** suit ce site, lue" in said
    assert "**Le Mouvement** suit ce site, mais ne se lit plus" in said
    assert "Le réseau ne suit pas ce site" in await why(network, link="autre.example/x")


async def test_an_article_that_waits_to_be_sorted_or_was_only_learned(network, news):
    await brought(news, read=False)
    assert "sera trié au prochain passage" in await why(network)
    await brought(news, "https://www.radio.example/vieille")
    assert "appris, pas annoncé" in await why(network, link="https://www.radio.example/vieille")


@pytest.mark.parametrize(
    ("state", "facts", "said"),
    [
        (StoryState.QUEUED, {}, "Attend l’avis des modérateurs"),
        (StoryState.SCHEDULED, {}, "Sera publié à ce moment"),
        (StoryState.REJECTED, {"reason": "*Hors* sujet"}, "Raison : \\*Hors\\* sujet"),
        (StoryState.REJECTED, {"reason": ""}, "sans raison écrite"),
        (StoryState.PUBLISHED, {"channel_id": 77}, "Publié dans <#77>"),
        (StoryState.WAITING, {}, "attend le prochain résumé"),
        (StoryState.DIGESTED, {"channel_id": 78}, "Paru dans un résumé, dans <#78>"),
    ],
)
async def test_each_decision_is_said_after_the_source_that_brought_it(
    network, news, state, facts, said
):
    item = await brought(news)
    story = await news.arrives("Une nouvelle", link=LINK, source=None, state=state, **facts)
    async with news.db.writing() as conn:
        await stories.carry(conn, news.guild_id, story.number, 1, item, LINK, network.clock())
    told = await why(network, link=f"{LINK}/?utm_source=lettre")
    assert told.index("Reçu de **Radio Larzac**") < told.index(said)


async def test_a_rule_that_dropped_it_is_named(network, news):
    async with news.db.writing() as conn:
        new = Rule(0, None, Where.TITLE, "*promo*", False, RuleAction.DROP)
        rule = await sources.add_rule(conn, news.guild_id, new, 1, network.clock())
    await news.arrives("Une nouvelle", link=LINK, state=StoryState.DROPPED, rule=rule.number)
    assert "Écarté par la règle « \\*promo\\* »" in plainly(await why(network))
    async with news.db.writing() as conn:
        await sources.remove_rule(conn, news.guild_id, rule.number)
    assert "Écarté par la règle « \\*promo\\* »" in plainly(await why(network))


async def test_a_suggestion_and_several_sources_are_said(network, news):
    lea = network.people["Léa"].id
    story = await approved(news, "Une nouvelle", link=LINK, suggested_by=lea)
    async with news.db.writing() as conn:
        await stories.carry(conn, news.guild_id, story.number, 2, 99, LINK, network.clock())
    said = await why(network)
    assert f"Proposé par <@{lea}>" in said
    assert "réunies en une carte : Radio Larzac, Le Mouvement" in plainly(said)


async def test_a_part_of_a_page_is_told_apart_from_the_page(network, news):
    await brought(news, f"{LINK}#deux")
    await brought(news, LINK, read=False)
    assert "appris, pas annoncé" in await why(network, link=f"{LINK}#deux")


async def test_another_guilds_article_looks_like_one_of_nowhere(network, news):
    await brought(news)
    await approved(news, "Une nouvelle", link=LINK)
    theirs = await why(network, "Zoé")
    nowhere = await why(network, "Zoé", "https://www.radio.example/jamais-vue")
    assert theirs.replace("une-nouvelle", "X") == nowhere.replace("jamais-vue", "X")


async def test_it_is_told_in_english_and_fits_whatever_names_there_are(network, news):
    network.speaks("Léa", ENGLISH)
    async with news.db.writing() as conn:
        for number in range(30):
            address = f"https://a.example/{number}"
            made = await feeds.add(conn, address, address, "feed", network.clock())
            first = await sources.one(conn, news.guild_id, 1)
            assert first is not None
            new = replace(first, feed_id=made, name=f"{number} {worst(76)}", number=0)
            await sources.create(conn, new)
    said = await why(network, link="https://a.example/inconnu")
    assert "follows this site, and has not been read yet" in said and "more stages" in said


def plainly(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")
