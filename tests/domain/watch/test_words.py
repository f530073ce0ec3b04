"""What a search finds: the words of a text, whatever their accents, number and gender."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.watch.words import MOST_WORDS, STOP_WORDS, index_words, query_words, stem


def finds(typed: str, text: str) -> bool:
    wanted = query_words(typed)
    return bool(wanted) and set(wanted) <= set(index_words(text).split())


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("mecenat", "Le Mécénat de compétences"),
        ("MÉCÉNAT", "mecenat"),
        ("appels", "Un appel à projets"),
        ("appel", "Deux appels"),
        ("musicales", "le spectacle musical"),
        ("musicale", "des ateliers musicaux"),
        ("sociaux", "l'entrepreneuriat social"),
        ("social", "des centres sociaux"),
        ("réseaux", "un réseau de lieux"),
        ("travaux", "le travail en commun"),
        ("jeux", "un jeu vidéo"),
        ("associatives", "le tissu associatif"),
        ("culturelle", "les acteurs culturels"),
        ("citoyenne", "un café citoyen"),
        ("première", "les premiers concerts"),
        ("directrice", "Le directeur du lieu"),
        ("chanteuses", "un chanteur"),
        ("nombreuse", "de nombreux lieux"),
        ("financée", "des projets financés"),
        ("l'économie", "économies"),
        ("d’artistes", "Un artiste en résidence"),
        ("qu'emplois", "l’emploi"),
        ("œuvre", "des oeuvres d'art"),
        ("oeuvres", "Œuvre"),
        ("deux-sèvres", "Appel en Deux-Sèvres"),
        ("Deux Sevres", "les Deux‑Sèvres"),
        ("coconstruction", "la co-construction"),
        ("co-construction", "la coconstruction"),
        ("réemploi", "le ré-emploi du matériel"),
        ("e-mail", "un email"),
        ("companies", "a company"),
        ("the grants", "One grant for all"),
        ("2026", "Appel à projets 2026"),
        ("l'été", "Un été musical"),
        ("cafe\u0301", "Café-concert"),
        ("efficace", "e\ufb03cace"),
        ("Łódź", "lodz"),
        ("ingénieur du son", "ingénieurs du son"),
        ("coopé\u00adratives", "coopérative"),
        ("Projets Appel", "appel à projet"),
    ],
)
def test_a_word_finds_its_other_forms(typed, text):
    assert finds(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("musique", "un spectacle musical"),  # another word, not another form
        ("art", "un article"),
        ("don", "donner"),
        ("appel rap", "appel à projets"),  # all the words
        ("le la les", "le la les"),  # nothing to look for
        ("???", "???"),
        ("cours", "courir"),
        ("social", "société"),
    ],
)
def test_a_word_does_not_find_another(typed, text):
    assert not finds(typed, text)


def test_empty_words_are_left_out_and_each_word_is_looked_for_once():
    assert query_words("Les appels de l'appel à la musique") == ("appel", "musiqu")


def test_a_search_is_bounded():
    assert len(query_words(" ".join(f"mot{n}" for n in range(50)))) == MOST_WORDS
    assert query_words("x" * 10_000) == ("x" * 200,)


def test_no_empty_word_is_written_with_what_folding_takes_away():
    assert all(re.fullmatch("[a-z]+", word) for word in STOP_WORDS)


@given(st.text())
def test_the_index_holds_only_plain_letters_and_figures(text):
    assert re.fullmatch(r"(?:[a-z0-9]+(?: [a-z0-9]+)*)?", index_words(text))


@given(st.text(max_size=60))
def test_a_text_is_found_by_its_own_words(text):
    wanted = [word for word in query_words(text) if "-" not in text]
    assert set(wanted) <= set(index_words(text).split())


@given(st.from_regex("[a-z]{1,12}", fullmatch=True))
def test_a_stem_is_never_empty_and_the_plural_has_the_same(word):
    assert stem(word)
    if len(word) > 3 and word[-1] not in "sxz":
        assert stem(word + "s") == stem(word)


def test_a_very_long_text_takes_no_time():
    began = time.process_time()
    index_words("é" * 100_000 + " " + "a-" * 100_000 + " mécénat" * 20_000)
    assert time.process_time() - began < 5
