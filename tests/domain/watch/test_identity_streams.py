"""Windows of feeds, sites that move, and what holds whatever a feed does."""

import json
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.watch.entry import Entry
from domain.watch.identity import BEARERS, Move, accept_move, keys_of, read_poll
from tests.domain.watch.archive import DAY, START, WORDS, Archive, announced, article, page, titles

# Windows


def test_an_article_that_leaves_the_window_and_returns_is_no_news():
    assert announced(page(1, 2, 3), page(3, 4), page(1, 2, 3, 4)) == [titles(4), []]


def test_a_feed_that_empties_and_comes_back_announces_nothing():
    assert announced(page(1, 2, 3), [], page(1, 2, 3)) == [[], []]


def test_spaces_around_guid_link_and_title_count_for_nothing():
    new = article(2, guid="\n id-2 ", link=f" {article(2).link}\n", title="  Une  forêt ")
    old = article(2, title="Une forêt")
    assert announced([old], [new]) == [[]]


def test_forty_articles_after_an_outage_are_all_new_oldest_first():
    assert announced([article(1)], page(*range(1, 42))) == [titles(*range(2, 42))]


def test_a_window_that_shares_nothing_with_the_last_one_is_all_new():
    assert announced(page(1, 2, 3), page(*range(10, 30))) == [titles(*range(10, 30))]


def test_a_feed_turned_upside_down_announces_nothing():
    assert announced(page(1, 2, 3), page(1, 2, 3)[::-1]) == [[]]


def test_new_articles_come_oldest_first_whatever_the_order_of_the_feed():
    rising = [article(n) for n in (1, 2, 3)]
    undated = [replace(one, published=None) for one in page(1, 2, 3, 4)]
    rising_with_gaps = [rising[0], replace(rising[1], published=None), rising[2]]
    assert announced([], rising_with_gaps) == [titles(1, 2, 3)]
    assert announced([], rising) == [titles(1, 2, 3)]
    assert announced([], page(1, 2, 3)) == [titles(1, 2, 3)]
    assert announced([], undated) == [titles(1, 2, 3, 4)]


def test_the_same_article_twice_in_one_visit_is_one():
    twice = [article(2), article(2), article(1)]
    by_category = [article(3, guid="x"), article(3, guid="y"), *twice]
    assert announced([article(1)], twice, by_category, by_category) == [titles(2), titles(3), []]


def test_the_same_article_twice_under_two_addresses_is_one():
    both = [article(2, link=f"https://site.example/a?session={n}") for n in (1, 2)]
    assert announced([article(1)], [*both, article(1)]) == [titles(2)]


def test_either_guid_of_an_article_that_was_there_twice_is_its_guid():
    twice = [article(3, guid="x"), article(3, guid="y"), article(1)]
    later = [Entry("y", "https://site.example/ailleurs", "Titre refait"), article(1)]
    assert announced([article(1)], twice, later) == [titles(3), []]


def test_two_articles_of_one_page_title_and_instant_are_two_when_their_texts_differ():
    def poll(*texts: str) -> list[Entry]:
        link = "https://site.example/une"
        other = Entry("", link, "Autre chose", "a", START)
        return [other, *(Entry("", link, "Brève", text, START) for text in texts)]

    assert [len(one) for one in announced(poll(), poll("b", "c"), poll("b", "c"))] == [2, 0]


def test_an_old_version_kept_beside_the_new_one_is_the_same_article():
    both = [
        article(2, title="Une école ouvre, numéro 2 (corrigé)", updated=START + 9 * DAY),
        article(2),
        article(1),
    ]
    assert [len(one) for one in announced([article(1)], both, both)] == [1, 0]


# Sites that move


def moved(number: int, **changes: object) -> Entry:
    changes = {"guid": f"https://neuf.example/?p={number}"} | changes
    return article(number, link=f"https://neuf.example/{number}", **changes)


def test_a_site_that_moved_announces_only_what_it_adds_and_says_so_once():
    archive = Archive()
    archive.visit(page(*range(1, 9)))
    assert archive.visit(page(*range(2, 10), each=moved)) == titles(9)
    assert archive.last.moved == Move("site.example", "neuf.example", True)
    assert archive.visit(page(*range(3, 11), each=moved)) == titles(10)
    assert archive.last.moved is None


def test_a_site_that_moved_and_lost_its_texts_and_dates_is_known_by_its_titles():
    bare = page(*range(1, 9), each=lambda n: moved(n, summary="", published=None))
    archive = Archive()
    archive.visit(page(*range(1, 9)))
    assert archive.visit(bare) == [] and archive.last.moved.certain
    assert archive.visit(bare) == []


def test_a_feed_of_two_articles_that_moved_announces_nothing():
    assert announced(page(1, 2), page(1, 2, each=moved)) == [[]]


def test_a_rebuilt_site_with_other_links_and_guids_announces_nothing():
    rebuilt = page(
        *range(1, 9), each=lambda n: article(n, guid=f"n{n}", link=f"https://site.example/n/{n}")
    )
    assert announced(page(*range(1, 9)), rebuilt) == [[]]


def test_a_site_without_texts_that_moved_is_known_by_its_titles_and_dates():
    old = page(1, 2, 3, each=lambda n: article(n, summary=""))
    assert announced(old, page(1, 2, 3, 4, each=lambda n: moved(n, summary=""))) == [titles(4)]


def test_a_rebuilt_site_that_dates_all_from_that_day_announces_nothing():
    rebuilt = page(
        1, 2, 3, 4,
        each=lambda n: article(
            n, guid=f"n{n}", link=f"https://site.example/n/{n}", published=START + 90 * DAY
        ),
    )  # fmt: skip
    assert announced(page(1, 2, 3, 4), rebuilt, rebuilt) == [[], []]


def test_a_site_that_comes_back_to_its_old_address_is_no_stranger_there():
    archive = Archive()
    archive.visit(page(*range(1, 9)))
    archive.visit(page(*range(1, 9), each=moved))
    assert archive.visit(page(*range(20, 28))) == titles(*range(20, 28))


def test_a_move_with_stable_guids_is_told_and_announces_nothing():
    archive = Archive()
    archive.visit(page(1, 2, 3))
    assert archive.visit(page(1, 2, 3, each=lambda n: moved(n, guid=f"id-{n}"))) == []
    assert archive.last.moved == Move("site.example", "neuf.example", True)


def test_a_page_of_strangers_on_another_site_waits_for_a_moderator():
    archive = Archive()
    archive.visit(page(*range(1, 9)))
    strangers = page(*range(20, 28), each=moved)
    assert archive.visit(strangers) == []
    assert archive.last.moved == Move("site.example", "neuf.example", False)
    assert len(archive.last.held) == 8
    assert archive.visit(strangers) == [] and archive.last.moved is None
    archive.memory = accept_move(archive.memory)
    assert archive.visit(strangers) == titles(*range(20, 28))


def test_held_strangers_may_be_learned_without_a_word():
    archive = Archive()
    archive.visit(page(*range(1, 9)))
    archive.visit(page(*range(20, 28), each=moved))
    archive.visit(page(*range(20, 28), each=moved), first=True)
    assert archive.visit(page(*range(21, 29), each=moved)) == titles(28)


def test_an_aggregator_of_many_sites_is_never_held():
    def link(number: int) -> Entry:
        return article(number, link=f"https://site{number}.example/a")

    assert announced(page(*range(1, 9), each=link), page(*range(20, 28), each=link)) == [
        titles(*range(20, 28))
    ]


# Any stream

entries = st.builds(
    Entry,
    st.sampled_from(["", "g1", "g2", "g3"]),
    st.sampled_from(["", "https://a.fr/", "https://a.fr/1", "https://a.fr/2", "https://b.fr/1"]),
    st.sampled_from(["", "Titre a", "Titre b", "Autre chose"]),
    st.sampled_from(["", "texte 1", "texte 2"]),
    st.sampled_from([None, START, START + timedelta(hours=1), START + DAY]),
)
polls = st.lists(entries, max_size=7)


@settings(max_examples=400, deadline=None)
@given(st.lists(polls, max_size=4), polls)
def test_a_visit_that_finds_what_the_last_one_found_announces_nothing(before, last):
    archive = Archive()
    for one in before:
        archive.visit(one)
    archive.visit(last, first=True)
    assert archive.visit(last) == []
    assert archive.visit(last) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(polls, min_size=1, max_size=4), polls, st.integers(1, 4), st.randoms())
def test_a_really_new_article_is_never_lost(before, last, count, chance):
    archive = Archive()
    for one in before:
        archive.visit(one, first=True)
    fresh = [
        Entry(f"neuf-{n}", f"https://a.fr/neuf/{n}", f"Nouvelle {WORDS[n]}", "texte 1", START)
        for n in range(count)
    ]
    mixed = [*last, *fresh]
    chance.shuffle(mixed)
    found = archive.visit(mixed)
    waiting = {one.title for one in archive.last.held}
    assert {one.title for one in fresh} <= {*found, *waiting}


@settings(max_examples=100, deadline=None)
@given(st.lists(polls, min_size=2, max_size=6))
def test_what_is_kept_stays_small_whatever_the_feed_does(visits):
    archive = Archive()
    for one in visits * 4:
        archive.visit(one)
    bearers: dict[str, int] = {}
    for item in archive.items.values():
        assert len(item.keys) <= 20
        for key in item.keys:
            bearers[key] = bearers.get(key, 0) + 1
    assert all(times <= BEARERS for key, times in bearers.items() if key[0] != "w")
    assert len(json.dumps(archive.memory)) < 300


def test_keys_are_short_and_the_same_in_every_run():
    assert keys_of(Entry(guid="a", title="Été")).each() == (
        keys_of(Entry(guid=" a ", title="ETE ")).each()
    )
    assert max(map(len, read_poll(page(*range(50))).keys)) == 14
    assert read_poll([Entry()]).readings == ()
