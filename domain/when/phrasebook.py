"""What the date picker tries to write, per language, best first. No rule: only spellings.

Nobody sees these: they are without accents, as the grammar reads them.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Phrasebook:
    """``endings`` may complete the words being typed; the rest continues a text."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    first: tuple[str, ...]
    endings: tuple[str, ...]
    after_day: tuple[str, ...]
    after_weekday: tuple[str, ...]
    ahead: tuple[str, ...]
    lengths: tuple[str, ...]
    units: tuple[str, ...]
    this: tuple[str, ...]
    next: tuple[str, ...]
    the: tuple[str, ...]
    in_weeks: tuple[str, ...]
    until: str
    lasting: str
    hour: str
    midnight: str


_FR_WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_FR_MONTHS: Final = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_EN_WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_EN_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

FRENCH: Final = Phrasebook(
    weekdays=_FR_WEEKDAYS,
    months=_FR_MONTHS,
    first=("aujourd'hui", "demain", "ce week-end", "week-end prochain", "semaine prochaine"),
    endings=(
        "demain",
        "aujourd'hui",
        "apres-demain",
        "ce week-end",
        "ce soir",
        "cet apres-midi",
        "ce matin",
        "cette semaine",
        "ce mois-ci",
        "le week-end prochain",
        "week-end prochain",
        "tout le week-end",
        "la semaine prochaine",
        "semaine prochaine",
        "toute la semaine prochaine",
        "le mois prochain",
        "dans une heure",
        "dans deux heures",
        "dans 2 jours",
        "dans 3 jours",
        "dans une semaine",
        "dans 2 semaines",
        "dans un mois",
        "matin",
        "apres-midi",
        "soir",
        "au matin",
        "au soir",
        "midi",
        "minuit",
        "prochain",
        "prochaine",
        "en huit",
        "en quinze",
        "heures",
        "jours",
        "semaines",
        "pour 2 jours",
        "pour 3 jours",
        "pour une semaine",
        "pendant 2 heures",
        "pendant 2 jours",
        "pendant 3 jours",
        "a partir de demain",
        "a partir de demain pour 3 jours",
        "jusqu'a demain",
        "jusqu'a dimanche",
        "maintenant",
        "fin du mois",
        "toute la journee",
        "noel",
        "fete de la musique",
        "hier",
    ),
    after_day=(" 18h", " soir", " 9h", " 14h", " matin", " apres-midi", " 20h", " 10h", " midi"),
    after_weekday=(" prochain", " en huit"),
    ahead=(
        "une heure",
        "deux heures",
        "2 jours",
        "3 jours",
        "une semaine",
        "2 semaines",
        "un mois",
    ),
    lengths=("2 heures", "3 heures", "2 jours", "3 jours", "4 jours", "une semaine"),
    units=(" jours", " heures", " semaines"),
    this=("ce soir", "ce week-end", "cet apres-midi", "ce matin", "cette semaine", "ce mois-ci"),
    next=(" prochain", " prochaine"),
    the=("week-end", "week-end prochain", "mois prochain"),
    in_weeks=(" huit", " quinze"),
    until=" au ",
    lasting=" pour ",
    hour="h",
    midnight="minuit",
)

ENGLISH: Final = Phrasebook(
    weekdays=_EN_WEEKDAYS,
    months=_EN_MONTHS,
    first=("today", "tomorrow", "this weekend", "next weekend", "next week"),
    endings=(
        "tomorrow",
        "today",
        "tonight",
        "the day after tomorrow",
        "this weekend",
        "this afternoon",
        "this morning",
        "this week",
        "this month",
        "next weekend",
        "next week",
        "next month",
        "the whole weekend",
        "all weekend",
        "in an hour",
        "in two hours",
        "in 2 days",
        "in 3 days",
        "in a week",
        "in two weeks",
        "in a month",
        "morning",
        "afternoon",
        "evening",
        "noon",
        "at noon",
        "midnight",
        "hours",
        "days",
        "weeks",
        "for 2 days",
        "for 3 days",
        "for a week",
        "for 2 hours",
        "from tomorrow",
        "from tomorrow for 3 days",
        "until tomorrow",
        "until sunday",
        "now",
        "end of the month",
        "all day",
        "christmas",
        "yesterday",
    ),
    after_day=(
        " 6pm",
        " evening",
        " 9am",
        " 2pm",
        " morning",
        " afternoon",
        " 8pm",
        " 10am",
        " noon",
    ),
    after_weekday=(" next week",),
    ahead=("an hour", "two hours", "2 days", "3 days", "a week", "two weeks", "a month"),
    lengths=("2 hours", "3 hours", "2 days", "3 days", "4 days", "a week"),
    units=(" days", " hours", " weeks"),
    this=("this weekend", "this afternoon", "this morning", "this week", "this month"),
    next=(" weekend", " week", " month"),
    the=("weekend", "day after tomorrow"),
    in_weeks=(),
    until=" to ",
    lasting=" for ",
    hour=":00",
    midnight="midnight",
)

BOOKS: Final = {"fr": FRENCH, "en": ENGLISH}
