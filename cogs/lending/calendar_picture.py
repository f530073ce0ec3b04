"""Fourteen days of one item as a picture to read on a phone, with its alt text and text twin.

Drawn at 800 pixels, shown at about 340: hence no text under 26. The colours are Okabe and Ito's on
our own dark ground, since the picture can't know the theme; waiting and late are hatched and every
bar bears its number and its state in words, so that nothing is said by colour alone.
Call it in a thread (``asyncio.to_thread``): 20 to 60 ms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cogs._shared.plain import plain
from domain.periods import Period, day_start
from domain.text import shorten
from locales import Words

if TYPE_CHECKING:  # Pillow comes with the first picture: an idle bot does without its 10 MB
    from PIL import ImageFont

WIDTH = 800
MARGIN = 24
SMALL, MIDDLE, LARGE = 26, 28, 38
"""Every size of text there is; 26 at 800 pixels is 11 on a phone."""
MOST_BARS = 10
ALT_LIMIT = 1024
TWIN_LIMIT = 3500

GROUND, SHADE, RULE = "#1E1F22", "#2B2D31", "#4A4D55"
INK, PALE = "#F2F3F5", "#C4C9D1"
BLUE, GREEN, ORANGE, VERMILION, GREY = "#0072B2", "#009E73", "#E69F00", "#D55E00", "#7A8290"
STATES = {
    "requested": (ORANGE, "/"),
    "countered": (ORANGE, "/"),
    "approved": (BLUE, ""),
    "out": (GREEN, ""),
    "late": (VERMILION, "\\"),
    "reserved": (GREY, ""),
}
FONTS = Path(__file__).parent.parent / "_shared" / "fonts"

BAR, LABEL, LANE, TITLE = 40, 38, 96, 48


@dataclass(frozen=True)
class CalendarBar:
    """One loan or reservation. ``end`` None: out, and nobody knows until when."""

    start: datetime
    end: datetime | None
    quantity: int
    label: str
    state: str


@dataclass(frozen=True)
class CalendarDays:
    """What is drawn: ``free`` holds, for each local day from ``first``, the units free all day."""

    item: str
    number: int
    units: int
    zone: tzinfo
    first: date
    free: tuple[int, ...]
    bars: tuple[CalendarBar, ...] = ()

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=each) for each in range(len(self.free))]


@dataclass(frozen=True)
class Picture:
    """A PNG, what it says to those who can't see it, and the same as Discord text."""

    png: bytes
    alt: str
    text: str


@lru_cache(maxsize=64)
def draw_calendar(shown: CalendarDays, words: Words) -> Picture:
    """The picture and both its texts, from the same data. The same days are drawn once."""
    bars = sorted(shown.bars, key=lambda bar: (bar.start, bar.label))
    return Picture(
        png=_Calendar(shown, bars[:MOST_BARS], len(bars) - MOST_BARS, words).png(),
        alt=_alt(shown, bars, words),
        text=_twin(shown, bars, words),
    )


# -- in words -----------------------------------------------------------------------------------


def _range(shown: CalendarDays, words: Words) -> str:
    return words("calendar-range", first=words.day(shown.days[0]), last=words.day(shown.days[-1]))


def _when(bar: CalendarBar, zone: tzinfo, words: Words) -> str:
    if bar.end is None:
        return words("calendar-open-end", start=words.moment(bar.start, zone))
    return words.period(Period(bar.start, bar.end), zone)


def _bar_words(shown: CalendarDays, bar: CalendarBar, label: str, words: Words) -> str:
    return words(
        "calendar-alt-bar",
        label=label,
        quantity=bar.quantity,
        units=shown.units,
        when=_when(bar, shown.zone, words),
        state=words(f"calendar-state-{bar.state}"),
    )


def _free_words(shown: CalendarDays, words: Words) -> list[str]:
    """Free units day by day, neighbours alike in one: « du sam. 28 nov. au dim. 29 nov. : 2 »."""
    said, start = [], 0
    for place in range(1, len(shown.free) + 1):
        if place < len(shown.free) and shown.free[place] == shown.free[start]:
            continue
        run = Period.of_days(shown.days[start], shown.days[place - 1], shown.zone)
        day = words.period(run, shown.zone)
        said.append(words("calendar-alt-day", day=day, free=shown.free[start]))
        start = place
    return said


def _alt(shown: CalendarDays, bars: Sequence[CalendarBar], words: Words) -> str:
    units = words("calendar-units", units=shown.units)
    first, last = words.day(shown.days[0]), words.day(shown.days[-1])
    free = words("calendar-alt-free", days=" ; ".join(_free_words(shown, words)))
    parts = [
        words("calendar-alt", item=shorten(shown.item, 100), first=first, last=last, units=units),
        *(_bar_words(shown, bar, shorten(bar.label, 80), words) for bar in bars),
    ]
    if not bars:
        parts.append(words("calendar-nothing"))
    # What is free matters most: bars give way to it when all does not fit.
    kept = [shorten(free, 500)]
    room = ALT_LIMIT - len(kept[0])
    for part in parts:
        room -= len(part) + 1
        if room < 0:
            break
        kept.insert(-1, part)
    return " ".join(kept)


def _twin(shown: CalendarDays, bars: Sequence[CalendarBar], words: Words) -> str:
    head = f"**{plain(shown.item)}** · {words('calendar-units', units=shown.units)}"
    lines = [head, _range(shown, words)]
    lines += [f"- {_bar_words(shown, bar, plain(bar.label), words)}" for bar in bars]
    if not bars:
        lines.append(words("calendar-nothing"))
    free = "\n".join(f"- {each}" for each in _free_words(shown, words))
    tail = f"**{words('calendar-legend-free')}**\n{free}"
    return "\n".join([shorten("\n".join(lines), TWIN_LIMIT - len(tail) - 1), tail])


# -- in pixels ----------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _font(size: int, bold: bool = False) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(FONTS / f"DejaVuSans{'-Bold' if bold else ''}.ttf", size)


@lru_cache(maxsize=4096)
def _has_glyph(char: str) -> bool:
    """DejaVu has every European letter, no emoji: a box in their place would say nothing."""
    font = _font(SMALL)
    return char.isspace() or bytes(font.getmask(char)) != bytes(font.getmask("\U0010fffe"))


def _drawable(text: str, instead: str) -> str:
    kept = "".join(char for char in text if _has_glyph(char))
    return " ".join(kept.split()).replace("( ", "(") or instead


def _fit(text: str, font: "ImageFont.FreeTypeFont", width: float) -> str:
    if font.getlength(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if font.getlength(text[:middle].rstrip() + "…") <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def _two_lines(text: str, font: "ImageFont.FreeTypeFont", width: float) -> list[str]:
    """``text`` on one line or two, broken between words; the second ends in "…" if need be."""
    if font.getlength(text) <= width:
        return [text]
    taken = text.split()
    first = taken.pop(0)
    while taken and font.getlength(f"{first} {taken[0]}") <= width:
        first += f" {taken.pop(0)}"
    return [_fit(each, font, width) for each in (first, " ".join(taken)) if each]


class _Calendar:
    """One drawing, from top to bottom; ``y`` is where the next thing goes."""

    def __init__(
        self, shown: CalendarDays, bars: Sequence[CalendarBar], more: int, words: Words
    ) -> None:
        self.shown, self.bars, self.more, self.words = shown, bars, more, words
        self.column = (WIDTH - 2 * MARGIN) / len(shown.free)
        self.starts = [
            day_start(shown.first + timedelta(days=each), shown.zone)
            for each in range(len(shown.free) + 1)
        ]
        lines = len(bars) * LANE + (50 if more > 0 or not bars else 0)
        title = _drawable(shown.item, f"#{shown.number}")
        self.title = _two_lines(title, _font(LARGE, True), WIDTH - 2 * MARGIN)
        height = MARGIN + len(self.title) * TITLE + 254 + lines + MARGIN
        from PIL import Image, ImageDraw

        self.image = Image.new("RGB", (WIDTH, height), GROUND)
        self.pen = ImageDraw.Draw(self.image)
        self.y = MARGIN

    def png(self) -> bytes:
        self._title()
        self._days()
        self._free()
        for bar in self.bars:
            self._bar(bar)
        if self.more > 0:
            self._line(self.words("calendar-more", count=self.more))
        elif not self.bars:
            self._line(self.words("calendar-nothing"))
        out = BytesIO()
        self.image.save(out, "PNG")
        return out.getvalue()

    def x_of(self, instant: datetime) -> float:
        """Where an instant is, on local days of 23 to 25 hours, kept inside the picture."""
        for place, start in enumerate(self.starts[:-1]):
            after = self.starts[place + 1]
            if instant < after:
                part = max(0.0, (instant - start) / (after - start))
                return MARGIN + (place + part) * self.column
        return WIDTH - MARGIN

    def _title(self) -> None:
        for line in self.title:
            self.pen.text((MARGIN, self.y), line, INK, _font(LARGE, True))
            self.y += TITLE
        units = self.words("calendar-units", units=self.shown.units)
        line = f"{_range(self.shown, self.words)} · {units}"
        self.pen.text((MARGIN, self.y + 4), line, PALE, _font(SMALL))
        self.y += 54

    def _days(self) -> None:
        """A letter and a number for each day; the week-end is shaded all the way down."""
        bottom = self.image.height - MARGIN / 2
        for place, day in enumerate(self.shown.days):
            left = MARGIN + place * self.column
            if day.weekday() >= 5:
                self.pen.rectangle((left, self.y, left + self.column, bottom), SHADE)
            if place and (day.weekday() == 0 or day.day == 1):
                colour = PALE if day.day == 1 else RULE
                self.pen.line((left, self.y, left, bottom), colour, 2)
            centre = left + self.column / 2
            letter = self.words.weekday(day)[0].upper()
            self.pen.text((centre, self.y + 20), letter, PALE, _font(SMALL), anchor="mm")
            number = _font(MIDDLE, True)
            self.pen.text((centre, self.y + 54), str(day.day), INK, number, anchor="mm")
        self.y += 82

    def _free(self) -> None:
        """How many units are free each day: a figure, and a frame that grows with scarcity."""
        self.pen.text((MARGIN, self.y), self.words("calendar-legend-free"), PALE, _font(SMALL))
        self.y += 40
        for place, free in enumerate(self.shown.free):
            left = MARGIN + place * self.column
            box = (left + 3, self.y, left + self.column - 3, self.y + 48)
            if free <= 0:
                self._fill(box, VERMILION, "\\", 8)
                self._chip((left + self.column / 2, self.y + 24), "0")
                continue
            full = free >= self.shown.units
            self.pen.rounded_rectangle(box, 8, GROUND, GREEN if full else ORANGE, 3)
            middle = (left + self.column / 2, self.y + 24)
            self.pen.text(middle, str(free), INK, _font(MIDDLE, True), anchor="mm")
        self.y += 66
        self.pen.line((MARGIN, self.y, WIDTH - MARGIN, self.y), RULE, 2)
        self.y += 8

    def _bar(self, bar: CalendarBar) -> None:
        """The label above; below it the bar from start to end, its number on it."""
        first, last = self.starts[0], self.starts[-1]
        left = self.x_of(bar.start)
        right = self.x_of(bar.end) if bar.end else WIDTH - MARGIN
        right = max(right, left + 10)
        colour, hatch = STATES[bar.state]
        top = self.y + LABEL + 4
        box = (left, top, right, top + BAR)
        self._fill(box, colour, hatch, 10)
        if bar.start < first:
            self._chevron(left, top, -1)
        if bar.end is None or bar.end > last:
            self._chevron(right, top, 1)
        self._label(bar, left)
        number = f"{bar.quantity}/{self.shown.units}"
        size = _font(SMALL, True).getlength(number) + 16
        # A short bar has no room: its number stands beside it, on the side that has.
        centre = (left + right) / 2
        if right - left < size + 8:
            beside = right + size / 2 + 6
            centre = beside if beside + size / 2 <= WIDTH - MARGIN else left - size / 2 - 6
        self._chip((centre, top + BAR / 2), number)
        self.y += LANE

    def _label(self, bar: CalendarBar, left: float) -> None:
        bold, small = _font(SMALL, True), _font(SMALL)
        state = f" · {self.words(f'calendar-state-{bar.state}')}"
        room = WIDTH - 2 * MARGIN
        name = _fit(_drawable(bar.label, "—"), bold, room - small.getlength(state))
        width = bold.getlength(name) + small.getlength(state)
        x = max(MARGIN, min(left, WIDTH - MARGIN - width))
        self._over_lines(x, name, INK, bold)
        self._over_lines(x + bold.getlength(name), state, PALE, small)

    def _over_lines(self, x: float, text: str, colour: str, font: "ImageFont.FreeTypeFont") -> None:
        """Text with a halo of the ground, which keeps the lines of the days out of its letters."""
        self.pen.text((x, self.y + 4), text, colour, font, stroke_width=4, stroke_fill=GROUND)

    def _fill(
        self, box: tuple[float, float, float, float], colour: str, hatch: str, radius: int
    ) -> None:
        """A rounded block: plain, or dark with stripes leaning the way ``hatch`` does."""
        left, top, right, bottom = map(round, box)
        size = (max(2, right - left), bottom - top)
        from PIL import Image, ImageDraw

        block = Image.new("RGB", size, GROUND if hatch else colour)
        if hatch:
            pen = ImageDraw.Draw(block)
            lean = size[1] if hatch == "\\" else -size[1]
            for x in range(-2 * size[1], size[0] + 2 * size[1], 14):
                pen.line((x, 0, x + lean, size[1]), colour, 5)
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), radius, 255)
        self.image.paste(block, (left, top), mask)
        edge = (left, top, left + size[0] - 1, bottom - 1)
        self.pen.rounded_rectangle(edge, radius, None, INK if not hatch else colour, 2)

    def _chevron(self, x: float, top: float, way: int) -> None:
        """The loan goes on beyond this edge."""
        inner = x - way * 16
        middle = top + BAR / 2
        points = [(inner, top + 8), (x - way * 4, middle), (inner, top + BAR - 8)]
        self.pen.polygon(points, INK, GROUND)

    def _chip(self, centre: tuple[float, float], text: str) -> None:
        """A number on its own dark ground, legible on any bar."""
        font = _font(SMALL, True)
        half = font.getlength(text) / 2 + 8
        x, y = centre
        self.pen.rounded_rectangle((x - half, y - 16, x + half, y + 16), 8, GROUND)
        self.pen.text((x, y), text, INK, font, anchor="mm")

    def _line(self, text: str) -> None:
        self._over_lines(MARGIN, text, PALE, _font(SMALL))
        self.y += 50
