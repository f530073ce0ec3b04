"""Dates, spans, amounts and refusals in words, in both languages."""

import time
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import babel
import pytest
from fluent.runtime import FluentBundle, FluentResource

from domain.errors import Refused
from domain.periods import Period
from locales import PLURALS, Catalogue, MissingWords, Words
from tests.conftest import PRINTED

PARIS = ZoneInfo("Europe/Paris")
STRICT = Catalogue.load(strict=True)
FR, EN = STRICT.words("fr"), STRICT.words("en")


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("period", "french", "english"),
    [
        (
            Period.of_days(date(2026, 11, 28), date(2026, 11, 29), PARIS),
            "du sam. 28 nov. au dim. 29 nov.",
            "Sat 28 Nov to Sun 29 Nov",
        ),
        (
            Period.of_days(date(2026, 12, 1), date(2026, 12, 1), PARIS),
            "le mar. 1er déc.",
            "Tue 1 Dec",
        ),
        (
            Period(at(2026, 11, 27, 18), at(2026, 11, 29, 20)),
            "ven. 27 nov. 18:00 → dim. 29 nov. 20:00",
            "Fri 27 Nov 18:00 → Sun 29 Nov 20:00",
        ),
        (
            Period(at(2026, 11, 27, 18), at(2026, 11, 27, 20, 30)),
            "ven. 27 nov. 18:00 → 20:30",
            "Fri 27 Nov 18:00 → 20:30",
        ),
        (
            Period.of_days(date(2026, 12, 31), date(2027, 1, 2), PARIS),
            "du jeu. 31 déc. 2026 au sam. 2 janv. 2027",
            "Thu 31 Dec 2026 to Sat 2 Jan 2027",
        ),
        (
            Period.of_days(date(2026, 10, 25), date(2026, 10, 25), PARIS),
            "le dim. 25 oct.",
            "Sun 25 Oct",
        ),
        (
            Period(at(2026, 10, 25, 2, 30), at(2026, 10, 25, 2, 30).replace(fold=1)),
            "dim. 25 oct. 02:30 (avant le changement d’heure) → "
            "02:30 (après le changement d’heure)",
            "Sun 25 Oct 02:30 (before the clock change) → 02:30 (after the clock change)",
        ),
    ],
)
def test_periods_in_words(period, french, english):
    assert FR.period(period, PARIS) == french
    assert EN.period(period, PARIS) == english


def test_the_same_period_is_whole_days_in_one_zone_only():
    day = Period.of_days(date(2026, 11, 28), date(2026, 11, 28), PARIS)
    assert FR.period(day, UTC) == "ven. 27 nov. 23:00 → sam. 28 nov. 23:00"


@pytest.mark.parametrize(
    ("cents", "french", "english"),
    [
        (1250, "12,50\u00a0€", "€12.50"),
        (0, "0,00\u00a0€", "€0.00"),
        (5, "0,05\u00a0€", "€0.05"),
        (125_000_00, "125\u202f000,00\u00a0€", "€125,000.00"),
    ],
)
def test_money_in_words(cents, french, english):
    assert (FR.money(cents), EN.money(cents)) == (french, english)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 min"),
        (45, "45 min"),
        (120, "2 h"),
        (1440, "1 jour"),
        (2 * 1440 + 90, "2 jours 1 h 30 min"),
    ],
)
def test_spans_in_words(minutes, said):
    assert FR.span(minutes) == said


def test_lists_in_words():
    assert [FR.list(each) for each in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a et b",
        "a, b et c",
    ]
    assert EN.list(("a", "b", "c")) == "a, b and c"


def test_discord_draws_its_own_times():
    assert FR.discord_time(datetime(2026, 11, 25, 9, tzinfo=UTC)) == "<t:1795597200:F>"
    assert FR.discord_time(datetime(2026, 11, 25, 9, tzinfo=UTC), "R") == "<t:1795597200:R>"


def test_a_refusal_draws_its_facts(monkeypatch):
    drawn: dict[str, object] = {}
    say = Words.__call__

    def noted(self: Words, key: str, /, **facts: object) -> str:
        if key != "refused-probe":
            return say(self, key, **facts)
        drawn.update(facts)
        return ""

    class Colour(StrEnum):
        RED = "red"

    day = Period.of_days(date(2026, 11, 28), date(2026, 11, 28), PARIS)
    refused = Refused(
        "probe",
        item="*Sono*",
        period=day,
        due=at(2026, 11, 27, 18),
        day=date(2026, 11, 27),
        price_cents=1250,
        notice_minutes=1440,
        count=3,
        late=True,
        colour=Colour.RED,
        near=["a_b", "c"],
    )
    monkeypatch.setattr(Words, "__call__", noted)
    FR.refusal(refused, PARIS, lambda text: text.replace("*", r"\*").replace("_", r"\_"))
    assert drawn == {
        "item": r"\*Sono\*",
        "period": "le sam. 28 nov.",
        "due": "ven. 27 nov. 18:00",
        "day": "ven. 27 nov.",
        "price_cents": "12,50\u00a0€",
        "notice_minutes": "1 jour",
        "count": 3,
        "late": True,
        "colour": "red",
        "near": r"a\_b et c",
    }


def test_several_reasons_are_one_line_each():
    reasons = [Refused("bad-period"), Refused("photo-too-big", limit_mib=10)]
    said = FR._fact("reasons", reasons, PARIS, str)
    assert said.split("\n") == [
        "- La fin doit venir après le début.",
        "- Cette photo est trop lourde : 10 Mio au plus.",
    ]


def test_a_missing_sentence_or_fact_is_a_mistake_that_tests_see():
    with pytest.raises(MissingWords):
        FR("nothing-like-this")
    with pytest.raises(MissingWords):
        FR("common-page-where", page=1)
    with pytest.raises(MissingWords):
        FR("common-span-days")


def test_a_running_bot_falls_back_on_french_then_on_the_key(monkeypatch):
    loose = Catalogue.load()
    english = loose.words("en")
    assert english("nothing-like-this") == "nothing-like-this"
    monkeypatch.delitem(english._bundle._messages, "common-refresh")
    assert english("common-refresh") == "Actualiser"


def test_a_sentence_may_begin_with_quoted_spaces(monkeypatch):
    bundle = FluentBundle(["fr"])
    source = 'spaced = { "  " }{ $who } est là{ "\\u00a0" }!\n'
    bundle.add_resource(FluentResource(source))
    monkeypatch.setattr(FR, "_pattern", lambda key: bundle.get_message(key).value)
    assert FR("spaced", who="Léa") == "  Léa est là\u00a0!"


def test_the_language_is_the_first_that_is_spoken():
    said = [
        STRICT.words(*each).language for each in (("en-GB",), ("de", "en-US"), ("de",), (None,))
    ]
    assert said == ["en", "en", "fr", "fr"]


def test_numbers_are_grouped_and_ids_are_not():
    assert FR("common-page-where", page=1250, pages="123456") == "page 1\u202f250/123456"


def test_a_sentence_takes_less_than_fifty_microseconds():
    period = Period(at(2026, 11, 27, 18), at(2026, 11, 29, 20))

    def cost(say) -> float:
        say()
        runs = []
        for _ in range(9):
            start = time.thread_time()  # others may have the processor meanwhile
            for _ in range(100):
                say()
            runs.append((time.thread_time() - start) / 100)
        return min(runs)

    assert cost(lambda: FR("common-page-where", page=1, pages=4)) < 50e-6
    assert cost(lambda: FR("common-span-days", count=3)) < 50e-6
    assert cost(lambda: FR.period(period, PARIS)) < 50e-6


def test_a_span_of_time_is_no_fact():
    with pytest.raises(TypeError):
        FR("common-page-where", page=timedelta(1), pages=1)


def test_plurals_are_those_of_the_unicode_tables():
    for language, ours in PLURALS.items():
        theirs = babel.Locale(language).plural_form
        assert ours.rules == theirs.rules
        assert {ours(number) for number in (0, 1, 2, 10**6)} == {
            theirs(number) for number in (0, 1, 2, 10**6)
        }


def test_french_keeps_its_punctuation_with_the_word_before():
    typed = (
        "# un : deux\nsaid = Pressez « Remis » ; sinon : « Annuler » ! Deux : 50 % ?\n"
        "next = { $count } h\n"
    )
    assert PRINTED(typed) == (
        "# un\u00a0: deux\nsaid = Pressez «\u202fRemis\u202f»\u202f; sinon\u00a0: "
        "«\u202fAnnuler\u202f»\u202f! Deux\u00a0: 50\u202f%\u202f?\nnext = { $count }\u202fh\n"
    )
