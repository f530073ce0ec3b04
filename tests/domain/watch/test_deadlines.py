"""The deadline of a call, as sources write it."""

import json
from datetime import UTC, date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.watch.deadlines import LONGEST_QUOTE, Deadline, as_text, find_deadline, looks_like_call
from tests.domain.watch.deadline_phrases import KEPT_ASIDE, KNOWN, MAY, Case
from tests.shown import SHARED
from tests.shown import shown as note

PARIS = ZoneInfo("Europe/Paris")
WAVES = Path(__file__).with_name("deadline_waves.tsv")
CASES = SHARED / "cases/watch/lists/deadlines.json"


def find(text: str, published: str = MAY) -> Deadline | None:
    return find_deadline(text, date.fromisoformat(published), PARIS)


def shown(found: Deadline | None) -> str | None:
    """A deadline in the notation of the phrases."""
    if found is None:
        return None
    hour = f" {found.at:%H:%M}" if found.at else ""
    return f"{found.day}{hour}{' +' if found.extended else ''}"


def waves() -> list[Case]:
    rows = [line.split("\t") for line in WAVES.read_text().splitlines() if line[0] != "#"]
    return [
        (text.replace("\\n", "\n"), published, None if expected == "-" else expected)
        for _, published, expected, text in rows
    ]


@pytest.mark.parametrize(("text", "published", "expected"), [*KNOWN, *KEPT_ASIDE, *waves()])
def test_a_deadline_is_the_one_that_is_written_or_none(text, published, expected):
    assert shown(find(text, published)) == expected


@pytest.mark.skipif(not CASES.exists(), reason="../shared is absent: its deadlines are not read")
def test_the_deadlines_of_the_cases():
    wrong = [
        (case["text"], found)
        for case in json.loads(CASES.read_text())
        if (found := shown(find(case["text"], case["published"])))
        != (case["deadline"] and case["deadline"] + (f" {case['time']}" if case["time"] else ""))
    ]
    assert wrong == []
    note("watch/L06", 1, 1)


TWO = "Date limite : {}. Les dossiers sont à déposer avant le {}."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TWO.format("15 juin 2026", "1er juillet 2026"), None),  # contradictory
        (TWO.format("15 juin 2026", "15 juin 2026"), "2026-06-15"),  # the same day, said twice
        (TWO.format("15 juin 2026", "15 juin 2026 à 12h"), "2026-06-15 12:00"),
        (TWO.format("15 juin 2026 à 17h", "15 juin 2026 à 12h"), "2026-06-15"),  # which hour?
        ("Deux sessions. " + TWO.format("1er mars 2026", "1er octobre 2026"), "2026-09-30"),
        ("Deux sessions. " + TWO.format("1er mars 2026", "1er avril 2026"), None),  # both past
        ("Date limite : 15 juin 2026. L’appel est prolongé jusqu’au 30 juin 2026.", "2026-06-30 +"),
        ("L’appel est prolongé jusqu’au 30 juin 2026. Date limite : 15 juin 2026.", "2026-06-30 +"),
        (
            "Candidatures : prolongées jusqu’au 15 mai, puis prolongées jusqu’au 29 mai, minuit.",
            "2026-05-29 23:59 +",
        ),
        ("Dossiers à déposer à partir du 15 mai et au plus tard le 30 juin.", "2026-06-30"),
        ("Date limite de candidature au festival : 15 juin 2026", "2026-06-15"),
        ("Date limite : 15 juin 2031", None),  # who plans that far?
        ("Date limite : 15 juin 2019", None),
        ("Clôture : 3 mai", None),  # yesterday, rather than in a year
        ("Clôture : 4 mai", "2026-05-04"),
        ("Date limite : 29 février", None),
        ("Date limite : 29/02/2028", "2028-02-29"),
        ("Date limite : 13/13/2026", None),
        ("Deadline: 30 June 2026, 10 am GMT", "2026-06-30 12:00"),
        ("Deadline: 30 June 2026, 11 pm UTC", "2026-06-30"),  # the next day here
        ("Deadline: 30 June 2026, 5 pm EST", "2026-06-30"),
        ("", None),
        ("Appel à projets", None),
    ],
)
def test_several_dates_and_odd_ones(text, expected):
    assert shown(find(text)) == expected


def test_an_extension_is_told_apart():
    found = find("L’appel à projets est prolongé jusqu’au 30 juin.")
    assert found is not None and found.extended
    found = find("L’appel à projets est ouvert jusqu’au 30 juin.")
    assert found is not None and not found.extended


def test_the_sentence_that_proves_it_is_quoted_as_written():
    found = find(
        "<p>La DRAC lance un appel.</p><p>Dossiers&nbsp;à&nbsp;déposer <b>avant le 1<sup>er</sup>"
        " juin</b>&#8239;!</p><p>Le comité se réunira le 12 septembre.</p>"
    )
    assert found is not None
    assert found.quote == "Dossiers à déposer avant le 1er juin !"


@pytest.mark.parametrize("before", [0, 90, 400])
@pytest.mark.parametrize("after", [0, 90, 400])
def test_a_long_sentence_is_cut_round_its_date(before, after):
    text = "a " * before + "Candidatures jusqu’au 15 juin 2026 inclus" + " b" * after
    found = find(text)
    assert found is not None
    assert "15 juin 2026" in found.quote
    assert len(found.quote) <= LONGEST_QUOTE
    assert found.quote.strip("…").strip() in text


def test_months_and_days_are_read_at_any_time_of_the_year():
    for month in range(1, 13):
        published = date(2026, month, 10)
        found = find_deadline("Candidatures jusqu’au 15 janvier", published, PARIS)
        if month == 1:
            assert found is not None and found.day == date(2026, 1, 15)
        elif month == 2:
            assert found is None  # more likely the one that passed
        else:
            assert found is not None and found.day == date(2027, 1, 15)


@given(st.text(max_size=300), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_any_text_is_read_without_harm(text, published):
    find_deadline(text, published, UTC)
    looks_like_call(text, text)


pieces = st.sampled_from(
    [
        "date",
        "limite",
        "15",
        "juin",
        "2026",
        "le",
        "avant",
        "jusqu’au",
        "31",
        "février",
        "dossier",
        "appel",
        "prolongé",
        "à",
        "minuit",
        "17h",
        "du",
        "au",
        "et",
        "1er",
        ".",
        ":",
        "(",
        ")",
        "\n",
        "fin",
        "pour",
        "demain",
        "lundi",
        "12/06",
        "12/06/2026",
        "clôture",
    ]
)


@given(st.lists(pieces, max_size=40).map(" ".join), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_what_is_found_is_quoted_from_the_text(text, published):
    found = find_deadline(text, published, PARIS)
    if found:
        assert len(found.quote) <= LONGEST_QUOTE
        quoted = " ".join(found.quote.strip("…").split())
        assert quoted in " ".join(as_text(text).split())


@pytest.mark.parametrize(
    "bad",
    ["le 15 juin ", "<br ", "&amp;", "1/", "du 1er au ", "15 mai et ", "1", "jusqu’au 15 mai, "],
)
def test_a_hostile_text_gives_nothing(bad):
    assert find("Candidatures : " + bad * 20_000) is None


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Appel à projets 2026 : culture et ruralité", ""),
        ("Appels à candidatures", ""),
        ("APPEL À MANIFESTATION D’INTÉRÊT – Tiers-lieux", ""),
        ("Appel d’offres ? Appel à résidences en Gâtine", ""),
        ("[AAP] Numérique inclusif", ""),
        ("AMI « Fabriques de territoire »", ""),
        ("Candidatez au prochain tremplin !", ""),
        ("Résidence d’artiste au Moulin du Roc", "Candidatures jusqu’au 31 mai."),
        ("Bourse de création musicale", "Dossier à déposer en ligne."),
        ("Le Prix de l’ESS 2026 est lancé", "Inscriptions avant le 15 juin."),
        ("Concours photo", "Règlement et inscription sur le site."),
        ("Mécénat : la Fondation d’entreprise soutient la musique", "Date limite : 15 juin."),
        ("Du nouveau à la DRAC", "Un appel à projets est ouvert, les dossiers sont à déposer."),
        ("Open call for artists", ""),
        ("Travel grants", "Apply by 1 June."),
    ],
)
def test_a_call_is_recognised(title, summary):
    assert looks_like_call(title, summary)


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Résultats de l’appel à projets 2026", "Dossiers déposés : 120."),
        ("Les lauréats de l’appel à candidatures", ""),
        ("Appel à projets : 12 structures retenues", ""),
        ("Remise des prix du concours photo", "Inscriptions closes."),
        ("Retour sur la résidence d’artiste", "Le dossier de presse."),
        ("Appel aux dons pour la toiture", "Jusqu’au 30 juin."),
        ("Une fanfare remporte le tremplin", "Inscriptions l’an prochain."),
        ("Le prix de l’énergie augmente", "Les ménages paient plus."),
        ("Bourse : Paris termine en hausse", "Les valeurs du luxe progressent."),
        ("Concert de clôture", "Entrée libre jusqu’au 30 juin."),
        ("Winners of the open call", ""),
        ("", ""),
    ],
)
def test_what_came_of_a_call_is_not_a_call(title, summary):
    assert not looks_like_call(title, summary)
