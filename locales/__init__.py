"""What the bot says. Code holds keys; sentences live in ``locales/<language>/<feature>.ftl``.

French is the reference; English says the same. Only cogs speak (and the bot, to build this).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import Enum
from functools import lru_cache, partial
from pathlib import Path
from re import sub
from typing import Any, Self

import babel
from babel.plural import PluralRule
from fluent.runtime import FluentBundle
from fluent.runtime.resolver import Pattern
from fluent.syntax import FluentParser, ast

from domain.errors import Refused
from domain.periods import Period, happens_twice

FOLDER = Path(__file__).parent
REFERENCE = "fr"
LANGUAGES = ("fr", "en")
NARROW, FULL = "\u202f", "\u00a0"
"""Spaces that no line breaks at."""

TERMINAL = ("process",)
"""Files of words that terminals and logs show: with plain spaces, which can be searched for."""

PLURALS = {  # CLDR's rules; a test compares them
    "fr": PluralRule(
        {"one": "i = 0,1", "many": "e = 0 and i != 0 and i % 1000000 = 0 and v = 0 or e != 0..5"}
    ),
    "en": PluralRule({"one": "i = 1 and v = 0"}),
}

Pieces = list[tuple[str, str]]
Draw = Callable[[Mapping[str, Any]], str]


class MissingWords(LookupError):
    """A sentence that no file holds, or a fact that its sentence lacks."""


class Words:
    """The sentences of one language. Build it through ``Catalogue``."""

    def __init__(self, language: str, bundle: FluentBundle, fallback: "Words | None", strict: bool):
        self.language = language
        self._bundle = bundle
        self._fallback = fallback
        self._strict = strict
        self._drawn: dict[str, Draw] = {}
        self._decimal, self._thousands = (",", NARROW) if language == "fr" else (".", ",")
        self._weekdays = self("common-weekdays").split()
        self._months = self("common-months").split()

    def __call__(self, key: str, /, **facts: Any) -> str:
        """The sentence of ``key`` (``message`` or ``message.attribute``) with its facts.

        Facts are str, int, bool (``yes``/``no`` in selectors) or enums. Ids and mentions must be
        text: a number is grouped by thousands. A strict catalogue raises MissingWords; another
        falls back to French, then to the key itself.
        """
        draw = self._drawn.get(key) or self._learn(key)
        try:
            return draw(facts)
        except MissingWords:
            if self._strict:
                raise
            return self._fallback(key, **facts) if self._fallback else key

    def has(self, key: str) -> bool:
        """Whether this language itself says ``key``."""
        return self._pattern(key) is not None

    def refusal(self, refused: Refused, zone: tzinfo, shown: Callable[[str], str] = str) -> str:
        """The sentence of a refusal, its facts drawn for people.

        Periods, instants, days, lists, ``…_cents`` and ``…_minutes`` become words; a list of
        refusals becomes one line each; ``shown`` is applied to text (typed by people).
        """
        drawn = {n: self._fact(n, value, zone, shown) for n, value in refused.facts.items()}
        # What no sentence can show (a Party, say) is there for cards that draw it themselves.
        facts = {name: value for name, value in drawn.items() if isinstance(value, (str, int))}
        return self(f"refused-{refused.key}", **facts)

    def period(self, period: Period, zone: tzinfo, *, now: datetime | None = None) -> str:
        """« du sam. 28 nov. au dim. 29 nov. », or with hours when it is not whole days.

        Years are said when the period spans two, or begins in another year than ``now``.
        """
        elsewhen = now is not None and (
            now.astimezone(zone).year != period.start.astimezone(zone).year
        )
        first, last = period.first_day(zone), period.last_day(zone)
        if period.is_whole_days(zone):
            if first == last:
                return self("common-period-day", day=self.day(first, elsewhen))
            dated = elsewhen or first.year != last.year
            return self(
                "common-period-days", first=self.day(first, dated), last=self.day(last, dated)
            )
        start, end = period.start.astimezone(zone), period.end.astimezone(zone)
        if start.date() == last:
            till = self.hour(end) if end.date() == last else self("common-midnight")
            return self("common-period-hours", start=self.moment(start, zone, elsewhen), end=till)
        dated = elsewhen or first.year != last.year
        return self(
            "common-period-hours",
            start=self.moment(start, zone, dated),
            end=self.ending(end, zone, dated),
        )

    def day(self, day: date, dated: bool = False) -> str:
        """« sam. 28 nov. », with the year when ``dated``."""
        number = self("common-first-of-month") if day.day == 1 else str(day.day)
        text = f"{self._weekdays[day.weekday()]} {number} {self._months[day.month - 1]}"
        return f"{text} {day.year}" if dated else text

    def weekday(self, day: date) -> str:
        """« sam. »"""
        return self._weekdays[day.weekday()]

    def month(self, day: date) -> str:
        """« nov. »"""
        return self._months[day.month - 1]

    def moment(self, instant: datetime, zone: tzinfo, dated: bool = False) -> str:
        """« ven. 27 nov. 18:00 », on the clock of ``zone``."""
        local = instant.astimezone(zone)
        return f"{self.day(local.date(), dated)} {self.hour(local)}"

    def ending(self, instant: datetime, zone: tzinfo, dated: bool = False) -> str:
        """As ``moment``; but a midnight is the end of the day before: « fin du sam. 28 nov. »"""
        local = instant.astimezone(zone)
        if (local.hour, local.minute) != (0, 0):
            return self.moment(instant, zone, dated)
        return self("common-day-end", day=self.day(local.date() - timedelta(days=1), dated))

    def hour(self, local: datetime) -> str:
        """« 18:00 »; which of the two it is, in the hour that autumn has twice."""
        text = f"{local.hour:02}:{local.minute:02}"
        if local.tzinfo is not UTC and happens_twice(local):
            return self("common-second-time" if local.fold else "common-first-time", hour=text)
        return text

    def discord_time(self, instant: datetime, style: str = "F") -> str:
        """A time that each person's Discord draws in their own zone and language."""
        return f"<t:{int(instant.timestamp())}:{style}>"

    def number(self, value: int) -> str:
        """« 1 250 »"""
        return str(value) if -1000 < value < 1000 else f"{value:,}".replace(",", self._thousands)

    def money(self, cents: int) -> str:
        """« 12,50 € »"""
        euros, rest = divmod(abs(cents), 100)
        sign = "-" if cents < 0 else ""
        amount = f"{sign}{self.number(euros)}{self._decimal}{rest:02}"
        return self("common-money", amount=amount)

    def span(self, minutes: int) -> str:
        """« 2 jours », « 3 h », « 45 min », « 1 jour 2 h »"""
        days, rest = divmod(minutes, 24 * 60)
        hours, left = divmod(rest, 60)
        parts = (("days", days), ("hours", hours), ("minutes", left))
        said = [self(f"common-span-{name}", count=count) for name, count in parts if count]
        return " ".join(said) or self("common-span-minutes", count=0)

    def list(self, things: Sequence[str]) -> str:
        """« a, b et c »"""
        if len(things) < 2:
            return "".join(things)
        return self("common-list", first=", ".join(things[:-1]), last=things[-1])

    def _fact(self, name: str, value: Any, zone: tzinfo, shown: Callable[[str], str]) -> Any:
        match value:
            case Enum():
                return str(value.value)
            case str():
                return shown(value)
            case None:
                return "none"
            case bool():
                return value
            case int() if name == "number":
                return str(value)  # « #1234 » is a name: its digits aren't grouped
            case int() if name.endswith("_cents"):
                return self.money(value)
            case int() if name.endswith("_minutes"):
                return self.span(value)
            case Period():
                return self.period(value, zone)
            case datetime():
                return self.ending(value, zone) if name == "end" else self.moment(value, zone)
            case date():
                return self.day(value)
            case Refused():
                return self.refusal(value, zone, shown)
            case list() | tuple() | set() | frozenset():
                drawn = [str(self._fact(name, each, zone, shown)) for each in value]
                if any(isinstance(each, Refused) for each in value):
                    return "\n".join(f"- {line}" for line in drawn)
                return self.list(drawn)
        return value

    # -- from files to functions ------------------------------------------------------------------

    def _pattern(self, key: str) -> Pattern | None:
        name, _, attribute = key.partition(".")
        if not self._bundle.has_message(name):
            return None
        message = self._bundle.get_message(name)
        return message.attributes.get(attribute) if attribute else message.value

    def _learn(self, key: str) -> Draw:
        pattern = self._pattern(key)
        if pattern is None:
            raise_it: Draw = partial(self._missing, key)
            return raise_it
        draw = self._straight(key, pattern) or partial(self._resolve, key, pattern)
        self._drawn[key] = draw
        return draw

    def _missing(self, key: str, facts: Mapping[str, Any]) -> str:
        raise MissingWords(f"{self.language}: no sentence for {key!r}")

    def _straight(self, key: str, pattern: Pattern) -> Draw | None:
        """Text with plain variables needs no resolver: ten times faster, and most sentences.

        A pattern of a single element is compiled to that element."""
        pieces: Pieces = []
        for element in getattr(pattern, "elements", [pattern]):
            match getattr(element, "expression", element):  # a literal stands without its braces
                case ast.TextElement(value=text):
                    pieces.append((text, ""))
                case ast.StringLiteral() as literal:
                    pieces.append((literal.parse()["value"], ""))
                case ast.VariableReference(id=variable):
                    pieces.append(("", variable.name))
                case _:
                    return None
        if not any(name for _, name in pieces):
            text = "".join(text for text, _ in pieces)
            return lambda facts: text
        return partial(self._fill, key, pieces)

    def _fill(self, key: str, pieces: Pieces, facts: Mapping[str, Any]) -> str:
        try:
            return "".join([self._show(facts[name]) if name else text for text, name in pieces])
        except KeyError as error:
            raise MissingWords(f"{self.language}: {key!r} needs {error}") from None

    def _show(self, value: Any) -> str:
        if type(value) is str:
            return value
        if isinstance(value, Enum):
            return str(value.value)
        if isinstance(value, int) and not isinstance(value, bool):
            return self.number(value)
        if isinstance(value, str):
            return str(value)
        raise TypeError(f"a sentence shows text or whole numbers, not {value!r}")

    def _resolve(self, key: str, pattern: Pattern, facts: Mapping[str, Any]) -> str:
        ready = {name: _selectable(value) for name, value in facts.items()}
        text, errors = self._bundle.format_pattern(pattern, ready)
        if errors:
            raise MissingWords(f"{self.language}: {key!r}: {errors[0]}")
        return str(text)


def _selectable(value: Any) -> Any:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (str, int, float)):
        return value
    raise TypeError(f"a sentence chooses by text or numbers, not {value!r}")


class Catalogue:
    """The words of every language."""

    def __init__(self, words: Mapping[str, Words]) -> None:
        self._words = dict(words)

    @classmethod
    def load(cls, *, strict: bool = False) -> Self:
        """Read every ``.ftl`` file. ``strict``: a missing sentence or fact raises MissingWords."""
        reference = Words(REFERENCE, _bundle(REFERENCE), None, strict)
        words = {REFERENCE: reference}
        for language in LANGUAGES:
            if language != REFERENCE:
                words[language] = Words(language, _bundle(language), reference, strict)
        return cls(words)

    def words(self, *locales: str | None) -> Words:
        """The words of the first locale that is spoken here (``en-GB`` is ``en``), else French."""
        for locale in locales:
            spoken = self._words.get(locale.partition("-")[0].lower()) if locale else None
            if spoken is not None:
                return spoken
        return self._words[REFERENCE]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._words)


@lru_cache(maxsize=1)
def shipped() -> Catalogue:
    """The files as they were installed, read once: for what must be known at import."""
    return Catalogue.load()


@lru_cache(maxsize=len(LANGUAGES))
def _bundle(language: str) -> FluentBundle:
    """Every file of a language, read once; without isolation marks, which Discord shows as boxes.

    Reading is the slow part: 80 ms for a thousand sentences, where starting takes a second.
    """
    bundle = _Bundle([language], use_isolating=False)
    parser = FluentParser(with_spans=False)
    for path in sorted((FOLDER / language).glob("*.ftl")):
        text = path.read_text(encoding="utf-8")
        printed = language == "fr" and path.stem not in TERMINAL
        bundle.add_resource(parser.parse(typeset(text) if printed else text))
    return bundle


def typeset(text: str) -> str:
    """French with the spaces of print, which no line breaks at: narrow before ``; ! ? »`` and
    after ``«``, full before a colon (Lexique des règles typographiques de l’Imprimerie nationale).

    Files are typed with plain spaces: nobody sees the difference in an editor, nor forgets it.
    """
    text = sub("(?<=\\S) (?=[;!?»%])|(?<=«) ", NARROW, text)
    text = sub("(?m)(?<=}) (?=(?:h|min)$)", NARROW, text)
    return sub("(?<=\\S) (?=:(?:\\s|$))", FULL, text)


class _Locale(babel.Locale):
    """A language whose plurals are known: babel would read 3 MB of it to look them up."""

    @property
    def plural_form(self) -> PluralRule:
        return PLURALS[self.language]


class _Bundle(FluentBundle):
    def _get_babel_locale(self) -> babel.Locale:
        return _Locale(self.locales[0])
