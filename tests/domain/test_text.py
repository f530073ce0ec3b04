"""What people type is kept composed, visible and bounded, and compared without accents or case."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text import MAX_MARKS, clean, fold, shorten, visible


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Sono   portable \n", "Sono portable"),
        ("e\u0301te\u0301", "été"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("pa\u00adper\u200bbo\u2060ard\ufeff", "paperboard"),
        ("a\x00b\x1b[31mc\x85d", "ab[31mc d"),
        ("ligne 1\nligne 2", "ligne 1 ligne 2"),
        ("\u3164\u2800\u115f", ""),
        ("\u200d\ufe0f\u0301", ""),
        ("🎸", "🎸"),
        ("👩‍🎤 Camille", "👩‍🎤 Camille"),
        ("❤️ de Niort", "❤️ de Niort"),
        ("a\u200db", "ab"),
        ("\U000e0041\U000e0042tag", "tag"),
        ("\ue000\ud800privé", "privé"),
        ("a" + "\u0336" * 40, "a" + "\u0336" * MAX_MARKS),
        ("@everyone **gras** </ban:1>", "@everyone **gras** </ban:1>"),
        ("\u00a0\u2003", ""),
    ],
)
def test_what_is_kept_of_what_is_typed(typed, kept):
    assert clean(typed, 100) == kept


def test_descriptions_keep_their_lines_two_ends_at_most():
    assert clean("a \r\n\n\n\n b\n", 100, lines=True) == "a\n\nb"


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 5, "abcd…"),
        ("ab👩‍🎤", 4, "ab…"),
        ("ab👍🏽c", 4, "ab…"),
        ("🇫🇷🇧🇪", 3, "🇫🇷…"),
        ("🇫🇷🇧🇪🇨🇭", 4, "🇫🇷…"),
        ("ax\u0323\u0307z", 3, "a…"),
        ("abc", 0, ""),
    ],
)
def test_a_cut_never_splits_an_accent_or_an_emoji(text, limit, cut):
    assert shorten(text, limit) == cut


def test_four_thousand_characters_are_cut_not_refused():
    assert clean("é" * 4000, 100) == "é" * 100


@given(st.text(), st.integers(1, 120), st.booleans())
def test_what_is_kept_is_always_safe(text, limit, lines):
    kept = clean(text, limit, lines=lines)
    assert len(kept) <= limit
    assert kept == kept.strip()
    assert "  " not in kept
    assert ("\n" not in kept) or lines
    assert clean(kept, limit, lines=lines) == kept
    for char in kept:
        assert (
            char == "\u200d" or char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
        )
    assert unicodedata.is_normalized("NFC", kept)


@given(st.text(st.characters(codec="latin-1", categories=["L", "N"]), max_size=50))
def test_plain_letters_are_left_alone(text):
    assert visible(text) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élan", "elan"),
        ("ŒUVRE", "oeuvre"),
        ("l’ampli", "L'AMPLI"),
        ("straße", "STRASSE"),
        ("Sono  portable", "sono portable"),
        ("ﬁche", "FICHE"),
    ],
)
def test_names_that_people_take_for_the_same(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
