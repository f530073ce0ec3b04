"""Two titles are offered as one story when a reader would say so, and only then."""

import json
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.watch.titles import likeness_keys, same_story
from tests.domain.watch.archive import entries_of
from tests.domain.watch.title_pairs import KEPT_ASIDE, LATER, TUNED, Pair
from tests.shown import SHARED, shown

LIST = SHARED / "cases/watch/lists/title_pairs.json"
FEEDS = SHARED / "cases/watch/dedupe"


def precision_and_recall(pairs: Iterable[Pair]) -> tuple[float, float]:
    offered = [(same, same_story(one, other)) for one, other, same in pairs]
    right = sum(same and found for same, found in offered)
    found = sum(found for _, found in offered)
    return right / max(1, found), right / sum(same for same, _ in offered)


def shared_pairs() -> list[Pair]:
    if not LIST.exists():
        pytest.skip("../shared/cases/watch is not here")
    return [(pair["a"], pair["b"], pair["same"]) for pair in json.loads(LIST.read_text())]


def test_the_shared_pairs_are_told_apart() -> None:
    precision, recall = precision_and_recall(shared_pairs())
    assert precision >= 0.98 and recall >= 0.8
    shown("watch/L05", 1, 1)


@pytest.mark.parametrize("pairs", [TUNED, KEPT_ASIDE, LATER], ids=["tuned", "kept aside", "later"])
def test_our_own_pairs_are_told_apart(pairs: tuple[Pair, ...]) -> None:
    precision, recall = precision_and_recall(pairs)
    assert precision >= 0.98 and recall >= 0.8


def test_titles_of_different_stories_are_never_offered_together() -> None:
    titles = [pair[:2] for pair in (*TUNED, *KEPT_ASIDE)]
    wrong = [
        (one, other)
        for place, pair in enumerate(titles)
        for later in titles[place + 1 :]
        for one in pair
        for other in later
        # the only story that is in two pairs
        if same_story(one, other) and "radios associatives" not in one
    ]
    assert not wrong


def test_titles_of_one_story_share_a_key() -> None:
    pairs = [pair for pair in (*TUNED, *KEPT_ASIDE, *LATER) if same_story(*pair[:2])]
    missed = [p for p in pairs if not set(likeness_keys(p[0])) & set(likeness_keys(p[1]))]
    assert len(pairs) > 45
    assert len(missed) <= 1


@pytest.mark.parametrize(
    "title",
    [
        "Actualités",
        "Agenda de la semaine",
        "Lettre d’information n° 12",
        "Revue de presse du 12 mars",
        "Communiqué de presse",
        "Offre d’emploi",
        "Newsletter – juin 2026",
        "Appel à projets",
        "",
        "???",
        "12",
    ],
)
def test_a_generic_title_is_like_no_other_not_even_itself(title: str) -> None:
    assert not same_story(title, title)
    assert likeness_keys(title) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Le CNM verse 2 millions aux salles", "Le CNM verse deux millions d’euros aux salles"),
        ("Le CNM verse 2 M€ aux salles", "Le CNM verse 2 000 000 € aux salles"),
        ("Melle accueille 45 apprentis", "Melle accueille quarante-cinq apprentis"),
        ("Melle accueille 92 apprentis", "Melle accueille quatre-vingt-douze apprentis"),
        ("Melle accueille 2.000 apprentis", "Melle accueille deux mille apprentis"),
        ("Melle : 1,5 million pour le vélo", "Melle : 1 500 000 euros pour le vélo"),
        ("Le salon d’Airvault, le 1er mai", "Le salon d’Airvault aura lieu le 1 mai"),
        (
            "Une aide de la Caisse des dépôts (CDD) aux cafés",
            "Une aide de la CDD aux cafés",
        ),
    ],
)
def test_numbers_and_names_count_however_they_are_written(one: str, other: str) -> None:
    assert same_story(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Melle accueille 45 apprentis", "Melle accueille 46 apprentis"),
        ("Le salon d’Airvault, le 1er mai", "Le salon d’Airvault, le 1er juin"),
        ("Le salon d’Airvault ouvre samedi", "Le salon d’Airvault ouvre dimanche"),
        ("Le salon d’Airvault aura lieu", "Le salon d’Airvault n’aura pas lieu"),
        ("Le salon d’Airvault, session 2", "Le salon d’Airvault"),
        ("Le salon du livre d’Airvault", "Le salon du livre d’Airvault annulé"),
        ("Ouverture du salon d’Airvault", "Salon d’Airvault : dépôt des candidatures"),
        ("La Région aide le salon d’Airvault", "Le Département aide le salon d’Airvault"),
    ],
)
def test_what_changes_the_news_makes_two_stories(one: str, other: str) -> None:
    assert not same_story(one, other)


@pytest.mark.parametrize(
    ("case", "alike"), [("X02", True), ("X05", False)], ids=["near titles", "generic titles"]
)
def test_shared_feeds_with_like_titles(case: str, alike: bool) -> None:
    if not FEEDS.exists():
        pytest.skip("../shared/cases/watch is not here")
    one, other = (entries_of(FEEDS / f"{case}_{number}.xml")[0].title for number in (0, 1))
    assert same_story(one, other) is alike
    assert bool(set(likeness_keys(one)) & set(likeness_keys(other))) is alike


def test_words_of_one_family_answer_each_other() -> None:
    assert same_story(
        "Thouars : la mobilisation pour la rivière",
        "Thouars se mobilise pour la rivière",
    )


words = st.sampled_from((
    "Melle", "Niort", "appel", "projets", "radio", "concert", "annulé", "12", "deux", "mille",
    "cent", "et", "vingt", "mars", "3", ":", "-", "n°", "sans", "million", "4.5.6", "2-3",
    "reprend", "repris", "reprise", "associatif", "association", "CNM", "(CNM)", "M€", "samedi",
))  # fmt: skip


@given(st.lists(words, max_size=9).map(" ".join) | st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_mutual_and_nothing_breaks_it(one: str, other: str) -> None:
    assert same_story(one, other) == same_story(other, one)
    assert len(likeness_keys(one)) <= 10


@given(st.lists(words, max_size=9).map(" ".join), st.lists(words, max_size=9).map(" ".join))
def test_likeness_of_any_words_is_mutual(one: str, other: str) -> None:
    assert same_story(one, other) == same_story(other, one)
