"""What a reader of a feed expects to be told, whatever the feed does to its guids and links."""

import json
from dataclasses import replace

import pytest

from domain.watch.entry import Entry
from domain.watch.identity import Move
from tests.domain.watch.archive import (
    DAY,
    START,
    Archive,
    announced,
    article,
    entries_of,
    page,
    titles,
)  # fmt: skip
from tests.shown import SHARED

CASES = SHARED / "cases/watch"


def shared_cases(kind: str) -> list[dict[str, object]]:
    if not (CASES / "index.json").exists():
        return []
    cases = json.loads((CASES / "index.json").read_text())["cases"]
    return [case for case in cases if case["kind"] == kind]


def test_the_shared_sequences_announce_what_is_new_and_nothing_else() -> None:
    cases = shared_cases("dedupe")
    if not cases:
        pytest.skip("../shared/cases/watch is not here")
    wrong = {}
    for case in cases:
        archive = Archive()
        counts = [len(archive.visit(entries_of(CASES / file))) for file in case["files"]]  # type: ignore[attr-defined]
        if counts != case["expected"]["new_per_poll"]:  # type: ignore[index]
            wrong[case["id"]] = (case["title"], counts, case["expected"])
        if case["id"] == "D13":
            assert archive.last.moved == Move("site.example", "nouveau.example", True)
    assert not wrong and len(cases) >= 10


# Guids


def test_a_guid_that_turns_from_http_to_https_is_the_same_guid():
    old = page(1, 2, 3, each=lambda n: article(n, guid=f"http://site.example/?p={n}"))
    new = page(1, 2, 3, 4, each=lambda n: article(n, guid=f"https://www.site.example/?p={n}"))
    assert announced(old, new) == [titles(4)]


def test_guids_made_anew_at_each_visit_announce_only_new_articles():
    def poll(visit: int, *numbers: int) -> list[Entry]:
        return page(*numbers, each=lambda n: article(n, guid=f"{visit}-{n}-{n * visit}"))

    visits = [poll(0, 1, 2, 3), poll(1, 1, 2, 3), poll(2, 2, 3, 4), poll(3, 2, 3, 4)]
    assert announced(*visits, poll(4, 3, 4, 5)) == [[], titles(4), [], titles(5)]


def test_guids_and_dates_made_anew_announce_only_new_articles():
    def poll(visit: int, *numbers: int) -> list[Entry]:
        return page(
            *numbers,
            each=lambda n: article(n, guid=f"{visit}-{n}", published=START + (50 + visit) * DAY),
        )

    visits = [poll(0, 1, 2, 3), poll(1, 1, 2, 3), poll(2, 2, 3, 4), poll(3, 3, 4, 5)]
    assert announced(*visits) == [[], titles(4), titles(5)]


@pytest.mark.parametrize("less", [{}, {"published": None}, {"summary": ""}])
def test_guids_made_anew_without_links_are_seen_through_by_dates_or_texts(less: dict[str, object]):
    def poll(visit: int, *numbers: int) -> list[Entry]:
        return page(*numbers, each=lambda n: article(n, guid=f"{visit}-{n}", link="", **less))

    assert announced(poll(0, 1, 2), poll(1, 1, 2, 3), poll(2, 1, 2, 3)) == [titles(3), []]


def test_a_feed_of_one_article_whose_guid_and_hour_are_made_anew_stays_quiet():
    def poll(visit: int) -> list[Entry]:
        return [article(1, guid=f"{visit}", published=START + visit * DAY / 12)]

    assert announced(*(poll(visit) for visit in range(30))) == [[]] * 29


def test_one_guid_for_all_articles_hides_none_of_them():
    def poll(*numbers: int) -> list[Entry]:
        return page(*numbers, each=lambda n: article(n, guid="flux"))

    assert announced(poll(1, 2, 3), poll(2, 3, 4), poll(4, 5, 6)) == [titles(4), titles(5, 6)]


def test_one_guid_for_all_in_a_feed_of_one_article_hides_none_of_them():
    polls = [[article(n, guid="flux")] for n in (1, 2, 2, 3)]
    assert announced(*polls) == [titles(2), [], titles(3)]


def test_one_guid_and_one_link_for_all_hide_no_article():
    def poll(*numbers: int) -> list[Entry]:
        return page(*numbers, each=lambda n: article(n, guid="x", link="https://site.example/"))

    assert announced(poll(1, 2), poll(1, 2, 3), poll(2, 3), poll(3, 4)) == [
        titles(3),
        [],
        titles(4),
    ]


def test_guid_numbers_begun_anew_hide_no_new_article():
    old = page(1, 2, 3, each=lambda n: article(n, guid=str(n)))
    new = page(11, 12, 13, each=lambda n: article(n, guid=str(n - 10)))
    assert announced(old, new) == [titles(11, 12, 13)]


def test_a_guid_that_changes_while_link_and_title_stay_is_no_news():
    new = article(2, guid="tag:site.example,2026:2")
    assert announced(page(1, 2, 3), [article(3), new, article(1)]) == [[]]


def test_a_feed_that_turns_from_rss_to_atom_announces_nothing():
    atom = page(
        1, 2, 3, 4,
        each=lambda n: article(
            n, guid=f"urn:uuid:{n}", published=None, updated=START + n * DAY, summary=f"Court {n}"
        ),
    )  # fmt: skip
    assert announced(page(1, 2, 3), atom, atom) == [titles(4), []]


def test_a_permalink_guid_with_tracking_is_the_same_guid():
    old = [Entry("http://site.example/a?p=1", title="Avant")]
    new = [Entry("https://site.example/a?p=1&utm_id=7", title="Tout autre chose")]
    assert announced(old, new) == [[]]


def test_guids_made_anew_and_a_corrected_title_are_no_news():
    def poll(visit: int, title: str, **less: object) -> list[Entry]:
        return [
            article(n, **{"guid": f"{visit}-{n}"} | less | ({"title": title} if n == 2 else {}))
            for n in (3, 2, 1)
        ]

    assert announced(poll(1, "Une école ouvre"), poll(2, "Tout autre chose")) == [[]]
    undated = [
        poll(visit, title, published=None, summary="")
        for visit, title in enumerate(("Une école ouvre à Melle", "Une école ouvre enfin à Melle"))
    ]
    assert announced(*undated) == [[]]


def test_one_guid_for_all_hides_no_article_that_has_no_date():
    def poll(*numbers: int) -> list[Entry]:
        return page(*numbers, each=lambda n: article(n, guid="flux", published=None))

    assert announced(poll(1, 2, 3), poll(2, 3, 4), poll(3, 4, 5)) == [titles(4), titles(5)]


def test_a_feed_whose_guids_never_last_is_known_by_its_links_after_a_silence():
    def poll(hours: int) -> list[Entry]:
        return [article(1, guid=f"{hours}", published=START + hours * DAY / 24)]

    archive = Archive()
    assert [archive.visit(poll(hours)) for hours in (0, 2, 4, 6, 8, 10, 90)][1:] == [[]] * 6
    assert not [key for touched in archive.last.touched for key in touched.add if key[0] == "g"]
    assert all(len(item.keys) <= 9 for item in archive.items.values())


def test_a_change_of_guids_is_forgotten_once_they_last():
    archive = Archive()
    archive.visit(page(1, 2, 3))
    for _ in range(2):
        archive.visit(page(1, 2, 3, each=lambda n: article(n, guid=f"urn:{n}")))
    assert archive.memory["churn"] == 0


def test_a_guid_whose_anchor_counts_revisions_is_seen_through_by_the_link():
    def poll(visit: int, *numbers: int) -> list[Entry]:
        return page(*numbers, each=lambda n: article(n, guid=f"{article(n).link}#{visit * n}"))

    assert announced(poll(0, 1, 2), poll(1, 1, 2), poll(2, 1, 2, 3)) == [[], titles(3)]


# Links


def test_new_tracking_on_links_without_guids_is_no_news():
    def poll(visit: int, *numbers: int) -> list[Entry]:
        return page(
            *numbers,
            each=lambda n: article(n, guid="", link=f"{article(n).link}?utm_id=r{visit}#xtor=R"),
        )

    assert announced(poll(0, 1, 2), poll(1, 1, 2, 3)) == [titles(3)]


def test_the_same_link_for_all_articles_hides_none_of_them():
    def poll(*numbers: int) -> list[Entry]:
        return page(*numbers, each=lambda n: article(n, guid="", link="https://site.example/une"))

    assert announced(poll(1, 2), poll(1, 2, 3), poll(3, 4), poll(3, 4)) == [
        titles(3),
        titles(4),
        [],
    ]


def test_a_podcast_whose_episodes_share_a_link_announces_each_episode():
    def episode(number: int) -> Entry:
        return article(
            number, title=f"Les Ondes, épisode {number}", link="https://radio.example/ondes"
        )

    polls = [[episode(1)], [episode(2)], page(2, 3, each=episode), page(2, 3, each=episode)]
    assert announced(*polls) == [[episode(2).title], [episode(3).title], []]


def test_a_corrected_slug_is_no_news_while_the_guid_stays():
    new = article(2, link="https://site.example/2026/titre-corrige", title="Une école ouvrira")
    assert announced(page(1, 2, 3), [article(3), new, article(1)]) == [[]]


def test_links_with_a_session_number_and_no_guid_are_seen_through_by_dates_and_texts():
    def poll(visit: int, *numbers: int) -> list[Entry]:
        return page(
            *numbers,
            each=lambda n: article(n, guid="", link=f"https://site.example/a?n={n}&s={visit}{n}"),
        )

    assert announced(poll(0, 1, 2, 3), poll(1, 2, 3, 4), poll(2, 2, 3, 4)) == [titles(4), []]


def test_anchors_of_one_page_are_told_apart():
    def note(number: int) -> Entry:
        return Entry(link=f"https://site.example/versions#v{number}", title=f"Version {number}")

    polls = [page(1, 2, each=note), page(1, 2, 3, each=note), page(1, 2, 3, each=note)]
    assert announced(*polls) == [["Version 3"], []]


def test_parts_of_one_page_that_have_one_title_are_told_apart():
    def note(number: int) -> Entry:
        return Entry(link=f"https://site.example/versions#v{number}", title="Nouvelle version")

    polls = [page(1, 2, each=note), page(2, 3, each=note), page(2, 3, each=note)]
    assert [len(one) for one in announced(*polls)] == [1, 0]


def test_the_first_page_of_a_site_as_a_link_tells_nothing():
    polls = [
        [Entry("", "https://site.example/", f"Concert à {town}", f"Le concert de {town}.")]
        for town in ("Melle", "Niort", "Niort")
    ]
    assert announced(*polls) == [["Concert à Niort"], []]


# Titles, dates, texts


def test_a_corrected_title_is_no_news():
    new = article(2, title="Une école a ouvert, numéro 2 (mis à jour)")
    assert announced(page(1, 2, 3), [article(3), new, article(1)]) == [[]]


def test_a_corrected_title_is_no_news_without_guids_either():
    new = article(2, guid="", title="Tout autre chose")
    old = page(1, 2, 3, each=lambda n: article(n, guid=""))
    assert announced(old, [old[0], new, old[2]]) == [[]]
    assert announced([old[1]], [new]) == [[]]
    undated = replace(old[1], published=None)
    corrected = replace(undated, title=undated.title + " (corrigé)")
    assert announced([undated], [corrected]) == [[]]


def test_dates_refreshed_at_each_visit_announce_nothing():
    def poll(visit: int, *numbers: int) -> list[Entry]:
        return page(*numbers, each=lambda n: article(n, published=START + (n + 9 * visit) * DAY))

    assert announced(poll(0, 1, 2), poll(1, 1, 2), poll(2, 1, 2, 3)) == [[], titles(3)]


def test_an_atom_entry_edited_again_and_again_is_no_news():
    polls = [
        [article(1, title=f"Direct, {visit}", published=None, updated=START + visit * DAY)]
        for visit in range(6)
    ]
    assert announced(*polls) == [[]] * 5


def test_articles_without_guid_link_or_date_are_known_by_title_and_text():
    def bare(number: int) -> Entry:
        return article(number, guid="", link="", published=None)

    assert announced(page(1, 2, each=bare), page(1, 2, 3, each=bare)) == [titles(3)]


def test_titles_alone_are_enough_when_there_is_nothing_else():
    polls = [[Entry(title=name) for name in names] for names in ("ab", "cab", "cab", "dc")]
    assert announced(*polls) == [["c"], [], ["d"]]


def test_articles_without_title_are_known_by_their_text():
    polls = [[Entry(summary=text) for text in texts] for texts in ("ab", "cab", "cab")]
    assert [len(one) for one in announced(*polls)] == [1, 0]


@pytest.mark.parametrize(
    "title", ["Agenda de la semaine", "Lettre d’information", "Offre d’emploi"]
)
@pytest.mark.parametrize(
    "less",
    [
        {},
        {"link": ""},
        {"guid": ""},
        {"guid": "", "link": ""},
        {"link": "https://site.example/agenda"},
    ],
)
def test_each_of_several_articles_of_one_title_is_new(title: str, less: dict[str, object]):
    def weekly(number: int) -> Entry:
        return article(number, **{"title": title, "published": START + 7 * number * DAY} | less)

    polls = [page(1, each=weekly), page(1, 2, each=weekly), page(2, 3, each=weekly)]
    polls += [page(*range(4, 9), each=weekly), page(*range(4, 9), each=weekly)]
    assert [len(one) for one in announced(*polls)] == [1, 1, 5, 0]


def test_a_weekly_page_that_replaces_itself_is_new_each_week():
    def weekly(number: int) -> Entry:
        return article(
            number, title="Agenda de la semaine", link="https://site.example/agenda",
            published=START + 7 * number * DAY,
        )  # fmt: skip

    polls = [page(1, 2, 3, each=lambda n: weekly(3) if n == 3 else article(n))]
    polls += [page(1, 2, 4, each=lambda n: weekly(4) if n == 4 else article(n))]
    assert announced(*polls) == [["Agenda de la semaine"]]


def test_a_weekly_page_without_a_guid_is_new_each_week():
    def poll(week: int) -> list[Entry]:
        agenda = Entry(
            "", "https://site.example/agenda", f"Agenda du {week}", f"Texte {week}",
            START + 7 * week * DAY,
        )  # fmt: skip
        return [*page(1, 2, 3, each=lambda n: article(n, guid="")), agenda]

    assert announced(poll(1), poll(2), poll(2), poll(3)) == [["Agenda du 2"], [], ["Agenda du 3"]]


def test_a_weekly_page_with_one_title_and_no_guid_is_new_each_week():
    def poll(week: int) -> list[Entry]:
        agenda = Entry(
            "", "https://site.example/agenda", "Agenda", f"Texte {week}", START + 7 * week * DAY
        )
        return [*page(1, 2, 3, each=lambda n: article(n, guid="")), agenda]

    assert announced(poll(1), poll(2), poll(2), poll(3)) == [["Agenda"], [], ["Agenda"]]


def test_a_site_without_guids_that_rewrites_dates_and_texts_announces_nothing():
    def poll(visit: int) -> list[Entry]:
        return page(
            1, 2, 3,
            each=lambda n: article(
                n, guid="", summary=f"Lu {visit * n} fois", published=START + visit * 3 * DAY
            ),
        )  # fmt: skip

    assert announced(*(poll(visit) for visit in range(5))) == [[]] * 4


def test_two_calls_of_one_title_and_day_are_two_even_when_they_come_one_after_the_other():
    def call(town: str) -> Entry:
        return Entry(town, f"https://site.example/{town}", "Appel à projets", town, START)

    assert announced(
        [article(1)], [call("melle"), article(1)], [call("niort"), call("melle"), article(1)]
    ) == [["Appel à projets"], ["Appel à projets"]]
