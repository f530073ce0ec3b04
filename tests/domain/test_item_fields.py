"""What is typed of an item: amounts, spans, counts, days; strict, and back to the same values."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.item_fields import (
    COLUMNS,
    days_text,
    read_fields,
    span_text,
    to_texts,
    with_values,
)
from domain.item_reading import (
    CATEGORY_WORDS,
    read_cents,
    read_count,
    read_days,
    read_share,
    read_span,
    read_text,
    read_yes,
)
from domain.items import Approval, Askers, Category, Item, ItemState, Rules
from domain.people import Party
from domain.text import clean, fold

DAY = 24 * 60


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12,50", 1250),
        ("12.50", 1250),
        ("12,5 €", 1250),
        ("1 200 €", 120_000),
        ("1\u202f200,00\u00a0€", 120_000),
        ("€1,200.50", 120_050),
        ("1.200,50 euros", 120_050),
        ("1'200", 120_000),
        ("25 € / jour", 2500),
        ("25 EUR par jour", 2500),
        ("0", 0),
        ("", None),
        ("1.234.567", 123_456_700),
    ],
)
def test_an_amount_is_read_as_people_write_it(text, cents):
    assert read_cents(text) == cents


@pytest.mark.parametrize("text", ["1.200", "1,200"])
def test_an_amount_that_two_countries_read_differently_is_refused(text):
    with pytest.raises(Refused) as refused:
        read_cents(text)
    assert (refused.value.key, refused.value.facts["thousand"]) == ("money-ambiguous", "1200")


@pytest.mark.parametrize(
    "text", ["-5", "douze", "12,345,6", "1 2", "12€50", "1e3", "=1+1", "١٢", "12,50,", "1.200.50"]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(Refused, match="money-unreadable"):
        read_cents(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2 h", 120),
        ("2h30", 150),
        ("2 h 30", 150),
        ("90 minutes", 90),
        ("3 jours", 3 * DAY),
        ("3 days", 3 * DAY),
        ("1 semaine", 7 * DAY),
        ("2 weeks", 14 * DAY),
        ("1 jour et 2 heures", DAY + 120),
        ("1j", DAY),
        ("", None),
        ("aucun", None),
        ("0", None),
    ],
)
def test_a_span_is_read_in_french_and_english(text, minutes):
    assert read_span(text) == minutes


@pytest.mark.parametrize(
    "text",
    ["3", "1 mois", "-2 h", "2 heures 3 jours", "2 h 2 h", "1,5 jour", "deux jours", "2 h !", "h"],
)
def test_a_span_that_is_not_sure_is_refused(text):
    with pytest.raises(Refused, match="span-unreadable"):
        read_span(text)


@pytest.mark.parametrize("text", ["-1", "2,5", "deux", "1e3", "²", "٣", "1234567", ""])
def test_a_count_is_a_whole_number(text):
    with pytest.raises(Refused, match="count-unreadable"):
        read_count(text)
    assert read_count("1 200") == 1200


def test_closed_days_are_dates_with_their_year_and_runs():
    found = read_days("25/12/2026, du 31/12/2026 au 02/01/2027;2027-05-01")
    assert len(found) == 5 and date(2027, 1, 1) in found and date(2027, 5, 1) in found
    assert days_text(found) == "25/12/2026, 31/12/2026 - 02/01/2027, 01/05/2027"


@pytest.mark.parametrize(
    "text", ["25/12", "25/12/26", "30/02/2026", "31/12/2026 - 01/12/2026", "Noël", "32/01/2027"]
)
def test_a_date_that_is_not_sure_is_refused(text):
    with pytest.raises(Refused, match="days-unreadable"):
        read_days(text)


def test_four_thousand_years_of_closing_are_too_many():
    with pytest.raises(Refused, match="days-too-many"):
        read_days("01/01/2000 - 31/12/4000")


def test_a_share_is_a_percentage():
    assert (read_share("50 %"), read_share("100"), read_share("")) == (50, 100, None)
    for text in ("101", "la moitié", "-5"):
        with pytest.raises(Refused, match="bad-share"):
            read_share(text)


def test_yes_is_said_in_many_ways_and_perhaps_in_none():
    assert [read_yes(text) for text in ("oui", "X", "true", "", "Non")] == [True] * 3 + [False] * 2
    with pytest.raises(Refused, match="yes-or-no"):
        read_yes("peut-être")


def test_a_long_text_is_refused_and_a_long_column_of_lines_becomes_shorter():
    with pytest.raises(Refused, match="text-too-long"):
        read_text("name", "x" * 4000)
    assert read_text("description", "\n".join("abcdefghijklmnopqrstuvwxyz" * 3)).count("\n") == 19


def test_every_word_of_a_category_is_its_own():
    words = [word for names in CATEGORY_WORDS.values() for word in set(map(fold, names))]
    assert len(words) == len(set(words))


def test_every_title_of_a_column_is_its_own():
    titles = [title for names in COLUMNS.values() for title in set(map(fold, names))]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        ({"name": "🎸"}, "name-missing"),
        ({"name": "a", "units": "0"}, "bad-units"),
        ({"name": "a", "units": "2", "out_of_order": "3"}, "bad-out-of-order"),
        ({"name": "a", "value": "99999999"}, "bad-money"),
        ({"name": "a", "buffer": "61 jours"}, "bad-span"),
        ({"name": "a", "longest": "400 jours"}, "bad-span"),
        ({"name": "a", "notice": "10 jours", "ahead": "1 semaine"}, "rules-contradict"),
        ({"name": "a", "category": "fromage"}, "category-unknown"),
        ({"name": "a", "askers": "personne"}, "askers-unknown"),
        ({"name": "a", "approval": "le maire"}, "approval-unknown"),
        ({"name": "a", "per_borrower": "beaucoup"}, "count-unreadable"),
    ],
)
def test_what_no_item_may_be_is_refused(texts, key):
    with pytest.raises(Refused, match=key):
        with_values(Item(1, 0, "", Party(5)), *read_fields(texts))


TEXTS = st.text(max_size=60)
SPANS = st.one_of(st.just(0), st.integers(1, 366 * DAY))
ITEMS = st.builds(
    Item,
    guild_id=st.just(1),
    number=st.just(3),
    name=TEXTS.map(lambda text: clean(f"a{text}", 80)),
    owner=st.just(Party(5)),
    category=st.sampled_from(Category),
    description=TEXTS.map(lambda text: read_text("description", text)),
    units=st.integers(10, 9_999),
    out_of_order=st.integers(0, 10),
    value_cents=st.one_of(st.none(), st.integers(0, 100_000_000)),
    rate_cents=st.one_of(st.none(), st.integers(0, 100_000_000)),
    rate_source=TEXTS.map(lambda text: read_text("rate_source", text)),
    place=TEXTS.map(lambda text: read_text("place", text)),
    conditions=TEXTS.map(lambda text: read_text("conditions", text)),
    state=st.sampled_from([ItemState.OFFERED, ItemState.SUSPENDED]),
    rules=st.builds(
        Rules,
        buffer=st.integers(0, 60 * DAY),
        notice=st.integers(0, 100),
        longest=st.one_of(st.none(), st.integers(1, 366 * DAY)),
        ahead=st.one_of(st.none(), st.integers(100, 366 * DAY)),
        askers=st.sampled_from(Askers),
        approval=st.sampled_from(Approval),
        hold_on_request=st.just(True),
        hold_for=st.one_of(st.none(), st.integers(1, 366 * DAY)),
        units_per_borrower=st.one_of(st.none(), st.integers(1, 99)),
        no_chain=st.booleans(),
        largest_share=st.one_of(st.none(), st.integers(1, 100)),
        closed_on=st.frozensets(
            st.integers(0, 700).map(lambda n: date(2026, 1, 1) + timedelta(days=n)), max_size=20
        ),
    ),
)


@given(item=ITEMS, language=st.sampled_from(["fr", "en"]))
def test_an_item_written_as_texts_is_read_back_the_same(item, language):
    texts = to_texts(item, "", language)
    assert list(texts) == list(COLUMNS)
    empty = replace(item, rules=Rules(), name="", description="", place="", value_cents=7)
    values, rules = read_fields(
        {key: text for key, text in texts.items() if key not in ("number", "owner")}
    )
    assert with_values(empty, values, rules) == item


@given(minutes=SPANS, language=st.sampled_from([0, 1]))
def test_a_span_written_is_read_back(minutes, language):
    assert read_span(span_text(minutes, language)) == (minutes or None)
