"""The words that dates are written with, folded: months, weekdays, zones, and mere noise."""

from collections.abc import Iterator
from datetime import timedelta, timezone, tzinfo

from domain.text import fold

_MONTHS = """
january janvier januar januari enero gennaio janeiro jänner ιανουάριος января
february février februar februari febrero febbraio fevereiro φεβρουάριος февраля
march mars märz maart marzo março marts marcius mrz mrt μάρτιος марта
april avril abril aprile aprilis απρίλιος апреля
may mai mayo maggio maio mei maj majus μάιος мая май
june juin juni junio giugno junho junius ιούνιος июня
july juillet juli julio luglio julho julius ιούλιος июля
august août agosto augustus augusztus αύγουστος августа
september septembre septiembre settembre setembro szeptember σεπτέμβριος сентября
october octobre oktober octubre ottobre outubro οκτώβριος октября
november novembre noviembre novembro νοέμβριος ноября
december décembre dezember diciembre dicembre dezembro δεκέμβριος декабря
"""
_WEEKDAYS = """
monday lundi montag lunes lunedi maandag
tuesday mardi dienstag martes martedi dinsdag
wednesday mercredi mittwoch miercoles mercoledi woensdag
thursday jeudi donnerstag jueves giovedi donderdag
friday vendredi freitag viernes venerdi vrijdag
saturday samedi samstag sabado sabato zaterdag
sunday dimanche sonntag domingo domenica zondag
"""


def _beginnings(word: str) -> Iterator[str]:
    for length in range(3, len(word) + 1):
        yield word[:length]


def _table(text: str) -> dict[str, int]:
    """Each word and its abbreviations of three letters or more, with the number of its line.

    An abbreviation of two lines' words, like ``jui``, names neither.
    """
    numbers: dict[str, set[int]] = {}
    for number, line in enumerate(text.strip().splitlines()):
        for word in line.split():
            for short in _beginnings(fold(word)):
                numbers.setdefault(short, set()).add(number)
    return {word: min(lines) for word, lines in numbers.items() if len(lines) == 1}


MONTHS = {word: number + 1 for word, number in _table(_MONTHS).items()}
WEEKDAYS = {word: number for word, number in _table(_WEEKDAYS).items() if word not in MONTHS}
"""Monday is 0. What names a month is no weekday here: ``mar`` is both, and is settled by place."""

_NOISE = "a at am the of le la de del den der el um uhr on klo kl t d il do dia"
NOISE = frozenset(_NOISE.split())

_HOURS = {
    "utc gmt ut z wet": 0,
    "bst west cet met mez wat": 1,
    "cest mest mesz eet sast cat": 2,
    "eest msk eat trt": 3,
    "gst": 4,
    "pkt": 5,
    "ist": 5.5,
    "ict wib": 7,
    "hkt sgt awst pht": 8,
    "jst kst": 9,
    "acst": 9.5,
    "aest": 10,
    "aedt": 11,
    "nzst": 12,
    "nzdt": 13,
    "brt art clst": -3,
    "nst": -3.5,
    "ndt": -2.5,
    "adt": -3,
    "ast at edt clt": -4,
    "est et cdt": -5,
    "cst ct mdt": -6,
    "mst mt pdt": -7,
    "pst pt akdt": -8,
    "akst": -9,
    "hst": -10,
}
ZONES: dict[str, tzinfo] = {
    name: timezone(timedelta(hours=hours))
    for names, hours in _HOURS.items()
    for name in names.split()
}
_AMERICAN = "est edt et cst cdt ct mst mdt mt pst pdt pt akst akdt hst"
AMERICAN = frozenset(_AMERICAN.split())
"""Zones whose people write the month before the day."""
SEOUL = timezone(timedelta(hours=9))
