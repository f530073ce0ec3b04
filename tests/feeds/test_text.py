"""What a reader sees of markup, on one line."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.text import plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Appel à projets", "Appel à projets"),
        ("<b>App</b>el <i>à</i> projets", "Appel à projets"),
        ("<p>Un</p><p>deux</p>trois<br>quatre<br/>cinq", "Un deux trois quatre cinq"),
        ("<ul><li>Un</li><li>deux</li></ul>", "Un deux"),
        ("a<script>mal()</script>b<style>p{}</style>c", "a b c"),
        ("a<SCRIPT src='x>y'>mal()</Script >b", "a b"),
        ("a<script>mal()", "a"),
        ("a<!-- rien -->b<!-- jamais fermé c", "ab"),
        ("a<![CDATA[<b>b</b>]]>c", "abc"),
        ("<!DOCTYPE html><?php x ?>a", "a"),
        ('<a title="a > b" href=\'"\'>lien</a>', "lien"),
        ("&eacute;t&#233; &amp; hiver", "été & hiver"),
        ("Culture &amp;amp; territoires : l&amp;#8217;appel", "Culture & territoires : l’appel"),
        ("&lt;p&gt;Échappé&lt;/p&gt; deux fois", "Échappé deux fois"),
        ("&amp;lt;b&amp;gt;Trois&amp;lt;/b&amp;gt; fois", "Trois fois"),
        ("La balise &lt;b&gt; en HTML", "La balise <b> en HTML"),
        ("3 < 5 et 7 > 6", "3 < 5 et 7 > 6"),
        ("Vec<T> ou List<String>", "Vec<T> ou List<String>"),
        ("<o:p>Word</o:p> <font color=red>rouge</font> <inconnu>x</inconnu>", "Word rouge x"),
        ("AT&T, R&D & co", "AT&T, R&D & co"),
        ('Un texte coupé <img src="https://exemple.fr/a', "Un texte coupé"),
        ("Un texte coupé </stro", "Un texte coupé </stro"),
        ("l\x92appel \x96 \x93ici\x94 \x85", "l’appel – “ici” …"),
        ("a\x0b\x00b\x07\x1bc", "abc"),
        ("a\u202eb\u200bc\u2066d\ufeffe\xad", "abcde"),
        ("a\xa0\u2009b\n\t c", "a b c"),
        ("e\u0301te\u0301", "été"),
        ("a" + "\u0301" * 400, "á\u0301\u0301\u0301"),
        ("👩\u200d👩\u200d👧 ❤\ufe0f", "👩\u200d👩\u200d👧 ❤\ufe0f"),
        ("\ud800a\udfff", "a"),
        (f"&#{'9' * 5000};a", "a"),
        ("&#0;&#11;a&#x1F600;", "a😀"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_text_comes_out_of_markup(markup: str, text: str):
    assert plain(markup, 4000) == text


def test_a_long_text_ends_with_an_ellipsis_and_a_long_tag_does_not_hide_what_follows():
    assert plain("mot " * 50, 20) == "mot mot mot mot mot…"
    assert plain("<p>" + "mot " * 5000 + "</p>", 20) == "mot mot mot mot mot…"
    hidden = f'<p style="{"a" * 100_000}"><img src="data:{"b" * 100_000}">' * 3
    assert plain(f"{hidden}Le texte</p>", 100) == "Le texte"
    assert plain(f"<!-- {'x' * 100_000} -->Le texte", 100) == "Le texte"
    assert plain(" " * 100_000 + "Le texte", 100) == ""  # it is too far to be looked for


@pytest.mark.parametrize(
    "part",
    [
        "<", "<!--", "<![CDATA[", "<a ", '<a"', "<a'\"", '<a "" \'', "<script>", "<!", "<?", "</",
        "&", "&#", "&amp;", "&lt;p&gt;", "<b>", "<x>", "</x", "<a href='", "\u0301", "\x92",
        "-->", "]]>", "<p style=", "<t:", "é<", "<br", "<img src=\"",
    ],
)  # fmt: skip
def test_text_takes_time_in_proportion_to_the_markup(part: str):
    markup = part * (400_000 // len(part))
    began = time.process_time()
    assert len(plain(markup, 4000)) <= 4000
    assert len(plain(f"<p>{markup}", 4000)) <= 4000
    assert time.process_time() - began < 2  # the square of it would take minutes


@given(st.text("<>/&;!-[]\"'= abpscript#x0\u0301\u202e\x92é😀\n", max_size=80), st.integers(1, 40))
def test_whatever_the_markup_what_comes_out_is_a_line_of_text(markup: str, limit: int):
    text = plain(markup, limit)
    assert len(text) <= limit
    assert text == " ".join(text.split())
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in text)
    assert "\u202e" not in text
