"""The calendar picture says on a phone, to every eye and to none, what is free and who has it."""

import re
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageDraw

from cogs.lending.calendar_picture import (
    ALT_LIMIT,
    GROUND,
    STATES,
    TWIN_LIMIT,
    VERMILION,
    CalendarBar,
    CalendarDays,
    draw_calendar,
)
from locales import Catalogue

ZONE = ZoneInfo("Europe/Paris")
WORDS = Catalogue.load(strict=True)
FR = WORDS.words("fr")


def at(month: int, day: int, hour: int = 0) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZONE)


WEEKEND = CalendarBar(at(11, 28), at(11, 30), 2, "Le Clou", "approved")
CALENDAR = CalendarDays(
    "Sono", 12, 3, ZONE, date(2026, 11, 25), (3, 3, 3, 1, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3), (WEEKEND,)
)
WORST = replace(
    CALENDAR,
    item="W" * 100,
    free=tuple(each % 3 for each in range(14)),
    bars=tuple(replace(WEEKEND, label="Ŵ" * 100, state=state) for state in STATES) * 4,
)


def pixels(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def test_the_alt_text_says_who_has_it_when_and_what_is_free():
    alt = draw_calendar(CALENDAR, FR).alt
    assert "« Sono »" in alt and "3 exemplaires" in alt
    assert "Le Clou : 2 sur 3, du sam. 28 nov. au dim. 29 nov., accordé" in alt
    assert "du sam. 28 nov. au dim. 29 nov. : 1" in alt


def test_the_text_twin_says_the_same_in_lines():
    text = draw_calendar(CALENDAR, FR).text
    assert "- Le Clou : 2 sur 3, du sam. 28 nov. au dim. 29 nov., accordé." in text
    assert "- du lun. 30 nov. au mar. 8 déc. : 3" in text


def test_names_in_the_text_twin_do_nothing():
    hostile = replace(CALENDAR, item="**@everyone** </ban:1>", bars=())
    assert r"\*\*\@everyone\*\* \</ban\:1\>" in draw_calendar(hostile, FR).text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_worst_names_fit_in_both_texts(language):
    drawn = draw_calendar(WORST, WORDS.words(language))
    assert len(drawn.alt) <= ALT_LIMIT and len(drawn.text) <= TWIN_LIMIT
    last = "mar. 8 déc." if language == "fr" else "Tue 8 Dec"
    assert f"{last} : 1" in drawn.alt or f"{last}: 1" in drawn.alt


@pytest.mark.parametrize("calendar", [CALENDAR, WORST, replace(CALENDAR, bars=())])
def test_no_text_is_smaller_than_a_phone_can_show(calendar, monkeypatch):
    sizes: list[float] = []
    write = ImageDraw.ImageDraw.text

    def noted(pen, xy, text, fill=None, font=None, *rest, **options):
        sizes.append(font.size)
        return write(pen, xy, text, fill, font, *rest, **options)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", noted)
    draw_calendar.cache_clear()
    image = pixels(draw_calendar(calendar, FR).png)
    assert image.width == 800
    assert sizes and min(sizes) >= 26


def test_nothing_is_drawn_beyond_the_margins():
    image = pixels(draw_calendar(WORST, FR).png)
    ground = Image.new("RGB", (1, 1), GROUND).getpixel((0, 0))
    edges = [image.crop((0, 0, 20, image.height)), image.crop((780, 0, 800, image.height))]
    for edge in edges:
        assert edge.getcolors() == [(edge.width * edge.height, ground)]


def test_a_long_list_ends_by_saying_how_many_are_left_out():
    few, many = pixels(draw_calendar(CALENDAR, FR).png), pixels(draw_calendar(WORST, FR).png)
    assert few.height < many.height <= 1500


def test_a_loan_without_known_end_runs_to_the_edge():
    endless = replace(WEEKEND, end=None, state="late")
    drawn = draw_calendar(replace(CALENDAR, bars=(endless,)), FR)
    assert "depuis sam. 28 nov. 00:00, retour inconnu, en retard" in drawn.alt
    colour = Image.new("RGB", (1, 1), VERMILION).getpixel((0, 0))
    image = pixels(drawn.png)
    right = image.crop((700, 330, 776, image.height)).getcolors(100_000)
    assert colour in {each for _, each in right or ()}


def test_waiting_and_late_are_hatched_the_others_plain():
    def stripes(state: str) -> int:
        bars = (replace(WEEKEND, start=at(11, 25), end=at(12, 9), state=state),)
        row = pixels(draw_calendar(replace(CALENDAR, bars=bars), FR).png).crop((40, 372, 300, 373))
        seen = [row.getpixel((x, 0)) for x in range(row.width)]
        return sum(one != two for one, two in pairwise(seen))

    assert {state: stripes(state) > 10 for state in STATES} == {
        "requested": True,
        "countered": True,
        "late": True,
        "approved": False,
        "out": False,
        "reserved": False,
    }


def test_days_of_23_and_25_hours_have_their_place():
    autumn = replace(
        CALENDAR,
        first=date(2026, 10, 20),
        bars=(replace(WEEKEND, start=at(10, 25), end=at(10, 26)),),
    )
    assert "le dim. 25 oct." in draw_calendar(autumn, FR).alt
    spring = replace(
        autumn, first=date(2026, 3, 25), bars=(replace(WEEKEND, start=at(3, 29), end=at(3, 30)),)
    )
    assert "le dim. 29 mars" in draw_calendar(spring, FR).alt


def test_a_name_of_emoji_only_shows_its_number_instead():
    plain_one = draw_calendar(replace(CALENDAR, item="#12", bars=()), FR)
    emoji = draw_calendar(replace(CALENDAR, item="🎸🎸", bars=()), FR)
    assert pixels(plain_one.png).tobytes() == pixels(emoji.png).tobytes()


def test_the_english_picture_is_in_english():
    alt = draw_calendar(CALENDAR, WORDS.words("en-GB")).alt
    assert re.search(r"Le Clou: 2 of 3, Sat 28 Nov to Sun 29 Nov, promised", alt)
