"""The date picker by completion, and what must hold of any text."""

import time
from datetime import UTC, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import Refused
from domain.when import LONGEST_TEXT, Reading, as_value, read, suggest
from domain.when.words import TABLE
from tests.domain.date_cases import PARIS, REFERENCE
from tests.domain.when_phrases import ENGLISH, FRENCH

READABLE = [(text, "fr") for text, means in FRENCH.items() if not means.startswith("!")]
READABLE += [(text, "en") for text, means in ENGLISH.items() if not means.startswith("!")]
KEYS = {
    "date-unreadable",
    "date-impossible",
    "date-reversed",
    "date-contradicts-weekday",
    "date-missing-hour",
    "date-too-long",
}
ZONES = [ZoneInfo(name) for name in ("Europe/Paris", "America/New_York", "Australia/Lord_Howe")]
WORDS = sorted(
    {word for values in TABLE.values() for some in values.values() for word in some.split(" | ")}
)
NOWS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
TYPED = st.one_of(
    st.text(max_size=110),
    st.text("0123456789/:-h. adeLmrsuv→é'", max_size=30),
    st.lists(
        st.one_of(
            st.sampled_from(WORDS),
            st.integers(0, 99999).map(str),
            st.sampled_from(["18h", "18:30", "6pm", "25h", "12/03", "2h30", "31/11", "1er", "-"]),
        ),
        max_size=8,
    ).map(" ".join),
)


def days(reading: Reading) -> str:
    period = reading.period
    return f"{period.first_day(PARIS):%d/%m}-{period.last_day(PARIS):%d/%m}"


@pytest.mark.parametrize("language", ["fr", "en", None])
def test_an_empty_text_offers_the_five_usual_answers(language: str | None) -> None:
    found = suggest("", REFERENCE, PARIS, language)
    assert [days(reading) for reading in found] == [
        "25/11-25/11",
        "26/11-26/11",
        "28/11-29/11",
        "05/12-06/12",
        "30/11-06/12",
    ]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("s", "samedi"),
        ("sam", "samedi"),
        ("DEM", "demain"),
        ("après-d", "après-demain"),
        ("12", "le 12"),
        ("12 f", "12 février"),
        ("fin d", "fin décembre"),
        ("ven 18h - d", "ven 18h - dimanche"),
        ("du 12 au", "du 12 au 13"),
        ("du vendredi au", "du vendredi au samedi"),
        ("samedi 18", "samedi 18h"),
        ("dans", "dans une heure"),
        ("lundi en", "lundi en huit"),
        ("la semaine p", "la semaine prochaine"),
    ],
)
def test_what_is_being_typed_is_offered_first(typed: str, first: str) -> None:
    offered = suggest(typed, REFERENCE, PARIS, "fr")
    assert offered[0].period == read(first, REFERENCE, PARIS, "fr")[0].period


@pytest.mark.parametrize("typed", ["xyz", "demain peut-être", "a" * 101, "30 février"])
def test_what_cannot_become_a_date_offers_nothing(typed: str) -> None:
    assert suggest(typed, REFERENCE, PARIS, "fr") == []


def test_no_more_is_offered_than_asked_for() -> None:
    assert len(suggest("1", REFERENCE, PARIS, "fr")) == 25
    assert len(suggest("1", REFERENCE, PARIS, "fr", limit=7)) == 7


def test_every_phrase_is_offered_before_it_is_fully_typed() -> None:
    shares = []
    for text, language in READABLE:
        wanted = read(text, REFERENCE, PARIS, language)[0].period
        for typed in range(len(text) + 1):
            offered = suggest(text[:typed], REFERENCE, PARIS, language)
            if wanted in [reading.period for reading in offered]:
                shares.append(typed / len(text))
                break
        else:
            pytest.fail(f"{text} is never offered")
    assert sum(shares) / len(shares) < 0.5


def test_a_keystroke_is_answered_in_a_few_milliseconds() -> None:
    spent = []
    for text, language in READABLE[::4]:
        for typed in range(len(text) + 1):
            start = time.thread_time()
            suggest(text[:typed], REFERENCE, PARIS, language)
            spent.append(time.thread_time() - start)
    # Measured 0.4 ms; the bound leaves room for a slower machine.
    assert median(spent) < 0.004


@settings(max_examples=150, deadline=None)
@given(TYPED, NOWS, st.sampled_from(ZONES), st.sampled_from(["fr", "en", None]))
def test_every_suggestion_reads_back_to_itself(
    text: str, now: datetime, zone: ZoneInfo, language: str | None
) -> None:
    for offered in suggest(text, now, zone, language):
        (back,) = read(as_value(offered, zone), now, zone, language)
        assert back.period == offered.period
        assert back.whole_days == offered.whole_days
        assert len(as_value(offered, zone)) <= LONGEST_TEXT


@settings(max_examples=400, deadline=None)
@given(TYPED, NOWS, st.sampled_from(ZONES), st.sampled_from(["fr", "en", None]))
def test_any_text_is_read_or_refused_by_a_known_reason(
    text: str, now: datetime, zone: ZoneInfo, language: str | None
) -> None:
    found, reason = [], None
    try:
        found = read(text, now, zone, language)
    except Refused as refused:
        reason = refused.key
    assert found or reason in KEYS
    assert len({reading.period for reading in found}) == len(found)
    for reading in found:
        assert reading.whole_days == reading.period.is_whole_days(zone)


@pytest.mark.parametrize(("text", "language"), READABLE)
def test_a_reading_survives_as_a_value(text: str, language: str) -> None:
    for reading in read(text, REFERENCE, PARIS, language):
        (back,) = read(as_value(reading, PARIS), REFERENCE, PARIS)
        assert (back.period, back.whole_days) == (reading.period, reading.whole_days)


def test_a_value_is_local_and_half_open() -> None:
    (found,) = read("ce week-end", REFERENCE, PARIS, "fr")
    assert as_value(found, PARIS) == "2026-11-28T00:00/2026-11-30T00:00"


def test_a_doubled_hour_is_told_apart_in_a_value() -> None:
    both = read("25/10/2026 2h30 - 4h", REFERENCE, PARIS, "fr")
    values = [as_value(reading, PARIS) for reading in both]
    assert values == [
        "2026-10-25T02:30+02:00/2026-10-25T04:00",
        "2026-10-25T02:30+01:00/2026-10-25T04:00",
    ]
    assert [read(value, REFERENCE, PARIS)[0].period for value in values] == [
        reading.period for reading in both
    ]


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("2026-11-30T00:00/2026-11-28T00:00", "date-reversed"),
        ("2026-11-28T00:00/2026-11-28T00:00", "date-reversed"),
        ("2026-02-30T00:00/2026-03-01T00:00", "date-impossible"),
        ("2026-11-28T25:00/2026-11-30T00:00", "date-impossible"),
        ("0001-01-01T00:00+14:00/2026-11-30T00:00", "date-impossible"),
        ("2027-03-28T02:30/2027-03-28T05:00", "date-missing-hour"),
        ("2026-11-28/2026-11-30", "date-unreadable"),
    ],
)
def test_a_forged_value_is_refused(value: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        read(value, REFERENCE, PARIS)
    assert refused.value.key == key


def test_a_slip_is_refused_with_what_it_is_near_to() -> None:
    with pytest.raises(Refused) as refused:
        read("vendrdi 18h", REFERENCE, PARIS, "fr")
    assert refused.value.facts == {"text": "vendrdi 18h", "near": "vendredi 18h"}


def test_a_contradicted_weekday_is_named() -> None:
    with pytest.raises(Refused) as refused:
        read("dimanche 28 novembre", REFERENCE, PARIS, "fr")
    facts = refused.value.facts
    assert (str(facts["date"]), facts["weekday"], facts["actual"]) == ("2026-11-28", 6, 5)


def test_a_text_too_long_is_refused_with_its_limit() -> None:
    with pytest.raises(Refused) as refused:
        read("samedi " * 20, REFERENCE, PARIS, "fr")
    assert refused.value.key == "date-too-long"
    assert refused.value.facts["limit"] == LONGEST_TEXT


def test_mar_is_a_day_in_french_and_a_month_in_english() -> None:
    assert days(read("mar", REFERENCE, PARIS, "fr")[0]) == "01/12-01/12"
    assert days(read("mar 12", REFERENCE, PARIS, "en")[0]) == "12/03-12/03"
    assert days(read("12 mar", REFERENCE, PARIS, "fr")[0]) == "12/03-12/03"


def test_now_is_never_before_the_moment_of_typing() -> None:
    typed = REFERENCE + timedelta(seconds=1)
    assert read("maintenant", typed, PARIS, "fr")[0].period.start >= typed
