"""What is offered while `objet` and `quand` are typed."""

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.items import Category, Rules
from domain.periods import Period
from domain.when import read
from tests.cogs.lending.request_stage import lend, promise
from tests.cogs.network import ENGLISH

PARIS = ZoneInfo("Europe/Paris")
WEEKEND = Period.of_days(date(2026, 11, 7), date(2026, 11, 8), PARIS)


async def offered(network, option, typed, name="Noé", command="emprunter", **filled):
    person = network.people[name]
    found = await person.autocomplete(network.home(name), command, option, typed, **filled)
    assert len(found) <= 25
    for each in found:
        assert 1 <= len(each["name"]) <= 100 and 1 <= len(each["value"]) <= 100
    return {each["value"]: each["name"] for each in found}


async def test_items_are_found_without_accents_or_capitals(network):
    await lend(network, "Vidéoprojecteur")
    await lend(network, "Mini vidéo", by="Noé", category=Category.OTHER)
    await lend(network, "Ampli")
    found = await offered(network, "objet", "VIDEO")
    assert list(found) == ["#1", "#2"]  # what begins so comes first
    assert found["#1"] == "Vidéoprojecteur · Clou · Lumière"
    assert found["#2"] == "Mini vidéo · Noé · Autre"


async def test_items_are_found_by_number(network):
    await lend(network, "Vidéoprojecteur")
    await lend(network, "Ampli")
    assert list(await offered(network, "objet", "#2")) == ["#2"]
    assert list(await offered(network, "objet", "#")) == ["#1", "#2"]
    assert await offered(network, "objet", "#9") == {}


async def test_what_was_chosen_is_found_again(network):
    await lend(network, "Vidéoprojecteur")
    await lend(network, "Ampli")
    chosen = (await offered(network, "objet", ""))["#1"]
    assert list(await offered(network, "objet", chosen)) == ["#1"]


async def test_hostile_names_fit_and_the_owner_stays_readable(network):
    await lend(network, "@everyone </ban:1> **" + "x" * 59)
    await lend(network, "🎸🎸🎸 A\u202e")
    names = await offered(network, "objet", "")
    assert names["#1"].startswith("@everyone </ban:1> **xx") and "Clou" in names["#1"]
    assert "\u202e" not in names["#2"]


async def test_another_guilds_items_are_not_offered(network):
    await lend(network, "Vidéoprojecteur")
    assert await offered(network, "objet", "", name="Zoé") == {}
    dates = await offered(network, "quand", "", name="Zoé", objet="#1")
    assert all("libre" not in name for name in dates.values())


async def test_the_date_picker_opens_with_the_usual_days(network):
    found = await offered(network, "quand", "")
    assert list(found.values()) == [
        "le lun. 2 nov.",
        "le mar. 3 nov.",
        "du sam. 7 nov. au dim. 8 nov.",
        "du sam. 14 nov. au dim. 15 nov.",
        "du lun. 9 nov. au dim. 15 nov.",
    ]
    assert list(found)[2] == "2026-11-07T00:00/2026-11-09T00:00"


async def test_each_reading_says_what_is_free_and_where_the_next_free_dates_are(network):
    item = await lend(network, "Projecteur", units=2)
    await promise(network, item, WEEKEND)
    found = await offered(network, "quand", "", objet="#1")
    assert list(found.values())[2] == "du sam. 7 nov. au dim. 8 nov. · 1 sur 2 libre"
    await promise(network, item, WEEKEND, by="Noé")
    names = list((await offered(network, "quand", "ce week-end", objet="#1")).values())
    assert names[0] == "du sam. 7 nov. au dim. 8 nov. · pris"
    assert names[1] == "1er créneau libre : du lun. 9 nov. au mar. 10 nov."


@pytest.mark.parametrize(
    ("rules", "typed", "said"),
    [
        (Rules(notice=7 * 1440), "demain", "préavis trop court"),
        (Rules(longest=1440), "ce week-end", "trop long"),
        (Rules(ahead=1440), "ce week-end", "trop loin"),
        (Rules(closed_on=frozenset([date(2026, 11, 7)])), "samedi 7/11", "fermé ce jour-là"),
        (Rules(), "31 octobre 2026", "déjà passé"),
    ],
)
async def test_a_reading_that_a_rule_forbids_says_which(network, rules, typed, said):
    await lend(network, "Projecteur", rules=rules)
    names = list((await offered(network, "quand", typed, objet="#1")).values())
    assert names[0].endswith(f" · {said}"), names


async def test_the_quantity_counts(network):
    await lend(network, "Projecteur", units=2)
    names = list((await offered(network, "quand", "demain", objet="#1", quantite=3)).values())
    assert names[0] == "le mar. 3 nov. · 2 sur 2 seulement"


async def test_a_choice_taken_back_into_the_box_is_still_read(network):
    await lend(network, "Projecteur")
    found = await offered(network, "quand", "ce week-end", objet="#1")
    value, name = next(iter(found.items()))
    for text in (value, name):
        again = await offered(network, "quand", text, objet="#1")
        assert next(iter(again)) == value


async def test_what_is_not_read_says_so_and_goes_on_as_typed(network):
    found = await offered(network, "quand", "n’importe quand")
    assert found == {
        "n’importe quand": "« n’importe quand » : pas compris. "
        "Essayez « samedi » ou « ven 18h - dim 20h »"
    }
    await offered(network, "quand", "x" * 300)


async def test_every_value_gives_its_reading_back(network):
    network.clock.set(datetime(2026, 10, 20, 9, tzinfo=PARIS))
    for typed in ("", "25 oct", "25 octobre 2h30 - 10h", "du 12 au"):
        for value in await offered(network, "quand", typed):
            assert len(read(value, network.clock(), PARIS, "fr")) == 1, value


async def test_the_same_in_english(network):
    network.speaks("Noé", ENGLISH)
    await lend(network, "Projecteur")
    assert (await offered(network, "objet", "pro"))["#1"] == "Projecteur · Clou · Light"
    names = list((await offered(network, "quand", "tomorrow", objet="#1")).values())
    assert names[0] == "Tue 3 Nov · free"


async def test_a_keystroke_takes_less_than_50_ms_of_work(network):
    for number in range(60):
        await lend(network, f"Projecteur {number}")
    for option, typed in (("objet", "proj"), ("quand", "sam")):
        await offered(network, option, typed, objet="#1") if option == "quand" else None
        began = time.process_time()
        for _ in range(5):
            await offered(network, option, typed, **({"objet": "#1"} if option == "quand" else {}))
        assert (time.process_time() - began) / 5 < 0.05
