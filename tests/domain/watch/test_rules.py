"""What moderators type to keep, drop, sort or publish, and what several rules decide together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.watch.rules import (
    LONGEST_WORDS,
    MOST_WISHES,
    Rule,
    RuleAction,
    Verdict,
    Where,
    check_words,
    decide,
    looked_at,
    matches,
    needs_worker,
    of_source,
)

A = RuleAction
TITLE = "Appels à projets : Mécénat et musiques actuelles"
SUMMARY = "La Région soutient l’économie sociale. Dépôt en juin."
SOURCE = "DRAC Nouvelle-Aquitaine"


def rule(number=1, action=A.DROP, words="x", where=Where.ANYWHERE, **more):
    return Rule(number, more.pop("source", None), where, words, False, action, **more)


def hit(words, where=Where.ANYWHERE):
    return matches(rule(words=words, where=where), TITLE, SUMMARY, SOURCE)


@pytest.mark.parametrize(
    "words",
    [
        "mecenat",
        "MÉCÉNAT",
        "appel à projet",
        "appel a projets",
        "musique actuelle",
        "l'économie sociale",
        "rap ; mécénat",
        "rap\nmécénat",
        "mécénat + région",
        "région+juin",
        '"Appels à projets"',
        "« musiques actuelles »",
        "“mécénat”",
        "drac nouvelle-aquitaine",
        "; ;mécénat;",
        "dépôt en juin",
    ],
)
def test_words_are_found_whatever_their_accents_case_and_number(words):
    assert hit(words)


@pytest.mark.parametrize(
    "words",
    [
        "mécéna",  # whole words
        "projets appel",  # in their order
        "mécénat + rap",
        '"appel à projets"',  # as written: the title says "appels"
        "musiques actuelles la région",  # not from one text into the next
        "juin drac",
        "son",
        ";",
        "",
    ],
)
def test_words_that_are_not_there_do_not_match(words):
    assert not hit(words)


@pytest.mark.parametrize(
    ("where", "word"),
    [(Where.TITLE, "mécénat"), (Where.SUMMARY, "juin"), (Where.SOURCE, "drac")],
)
def test_a_rule_looks_only_where_it_is_told(where, word):
    assert [at for at in Where if hit(word, at)] == [where, Where.ANYWHERE]


def test_words_of_any_alphabet_can_be_looked_for():
    assert matches(rule(words="музыка"), "Новая музыка", "", "")


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_words_and_any_text_give_an_answer(words, text):
    assert matches(rule(words=words), text, text, text) in (True, False)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "rule-words-empty"),
        (" ; + \n «» ", "rule-words-empty"),
        ("a" * (LONGEST_WORDS + 1), "rule-words-too-long"),
        ("a;" * (MOST_WISHES + 1), "rule-words-too-many"),
    ],
)
def test_words_that_say_nothing_or_too_much_are_refused(text, key):
    with pytest.raises(Refused) as refused:
        check_words(text)
    assert refused.value.key == key


def test_good_words_are_accepted():
    check_words("appel à projets; résidence + musique")


def test_an_expression_is_never_tried_here():
    it = Rule(1, None, Where.TITLE, "(a+)+$", True, A.DROP)
    assert needs_worker(it)
    assert not needs_worker(rule())
    assert looked_at(it, TITLE, SUMMARY, SOURCE) == (TITLE,)
    with pytest.raises(ValueError, match="time limit"):
        matches(it, TITLE, SUMMARY, SOURCE)


DROP, KEEP = rule(1, A.DROP), rule(2, A.KEEP)
TOPIC, OTHER_TOPIC = rule(3, A.TOPIC, topic=7), rule(4, A.TOPIC, topic=8)
PUBLISH = rule(5, A.PUBLISH, topic=9)
ALL = [PUBLISH, OTHER_TOPIC, TOPIC, KEEP, DROP]


@pytest.mark.parametrize(
    ("rules", "matched", "verdict"),
    [
        ([], set(), Verdict()),
        ([DROP, TOPIC, PUBLISH], set(), Verdict()),
        (ALL, {1, 2, 3, 4, 5}, Verdict(A.DROP, 1)),
        (ALL, {3, 4, 5}, Verdict(A.DROP)),  # nothing that KEEP wants
        (ALL, {2, 3, 4, 5}, Verdict(A.PUBLISH, 5, 7)),
        (ALL, {2, 5}, Verdict(A.PUBLISH, 5, 9)),
        (ALL, {2, 4}, Verdict(A.TOPIC, 4, 8)),
        (ALL, {2}, Verdict(A.KEEP, 2)),
        ([KEEP, rule(6, A.KEEP)], {6}, Verdict(A.KEEP, 6)),  # one of them is enough
    ],
)
def test_rules_decide_in_a_known_order(rules, matched, verdict):
    assert decide(rules, matched) == verdict
    assert decide(rules, lambda it: it.number in matched) == verdict


def test_a_rule_of_another_source_does_not_count():
    mine, other, common = rule(3, source=1), rule(2, source=2), rule(1)
    assert of_source([mine, other, common], 1) == [common, mine]


def test_nothing_more_is_tried_once_an_article_is_dropped():
    tried = []

    def try_one(it):
        tried.append(it.number)
        return True

    decide(ALL, try_one)
    assert tried == [1]
