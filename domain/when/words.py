"""The words a person may use for a date, in French and English: one table, no rule.

Each entry is `kind: {value: "spelling | spelling"}`, written without accents, because reading
strips them. A spelling may have several words; between two words the text may hold spaces or one
tight hyphen ("week end", "week-end"). A spelling may mean two things ("mar": mardi, March): both
are kept and the grammar decides. What is not here is refused.
"""

import re
from typing import Final

Value = int | str
Meaning = dict[str, Value]

WORD: Final = re.compile(r"[a-z]+'?")

TABLE: Final[dict[str, dict[Value, str]]] = {
    "WD": {
        0: "lundi | lun | monday | mon",
        1: "mardi | mar | tuesday | tues | tue",
        2: "mercredi | mer | merc | wednesday | wed | weds",
        3: "jeudi | jeu | thursday | thurs | thur | thu",
        4: "vendredi | ven | vend | friday | fri",
        5: "samedi | sam | saturday | sat",
        6: "dimanche | dim | sunday | sun",
    },
    "MON": {
        1: "janvier | janv | jan | january",
        2: "fevrier | fevr | fev | february | feb",
        3: "mars | march | mar",
        4: "avril | avr | april | apr",
        5: "mai | may",
        6: "juin | june | jun",
        7: "juillet | juil | juill | july | jul",
        8: "aout | august | aug",
        9: "septembre | sept | sep | september",
        10: "octobre | oct | october",
        11: "novembre | nov | november",
        12: "decembre | dec | december",
    },
    "NUM": {
        1: "un | une | one",
        2: "deux | two",
        3: "trois | three",
        4: "quatre | four",
        5: "cinq | five",
        6: "six",
        7: "sept | seven",
        8: "huit | eight",
        9: "neuf | nine",
        10: "dix | ten",
        11: "onze | eleven",
        12: "douze | twelve",
        13: "treize | thirteen",
        14: "quatorze | fourteen",
        15: "quinze | fifteen",
        16: "seize | sixteen",
        17: "dix sept | seventeen",
        18: "dix huit | eighteen",
        19: "dix neuf | nineteen",
        20: "vingt | twenty",
        21: "vingt et un | twenty one",
        22: "vingt deux | twenty two",
        23: "vingt trois | twenty three",
        24: "vingt quatre | twenty four",
        25: "vingt cinq | twenty five",
        26: "vingt six | twenty six",
        27: "vingt sept | twenty seven",
        28: "vingt huit | twenty eight",
        29: "vingt neuf | twenty nine",
        30: "trente | thirty",
        31: "trente et un | thirty one",
    },
    "ORD": {
        1: "premier | premiere | first",
        2: "deuxieme | second",
        3: "troisieme | third",
        4: "quatrieme | fourth",
        5: "fifth",
        6: "sixth",
        7: "seventh",
        8: "eighth",
        9: "ninth",
        10: "tenth",
        11: "eleventh",
        12: "twelfth",
    },
    "DAYOFF": {
        -2: "avant hier | the day before yesterday | day before yesterday",
        -1: "hier | yesterday",
        0: "aujourd'hui | aujourdhui | aujourd hui | auj | today",
        1: "demain | tomorrow | tmrw",
        2: "apres demain | apresdemain | the day after tomorrow | day after tomorrow",
    },
    "NEXTDAY": {1: "le lendemain | lendemain | the next day | next day | the following day"},
    "NOW": {0: "maintenant | tout de suite | now | right now"},
    "PART": {
        "morning": "matin | le matin | au matin | matinee | en matinee | dans la matinee | du matin"
        " | la matinee | morning | in the morning | the morning",
        "afternoon": "apres midi | apresmidi | l'apres midi | dans l'apres midi | aprem | l'aprem"
        " | d'apres midi | de l'apres midi | afternoon | in the afternoon | the afternoon",
        "evening": "soir | le soir | au soir | soiree | en soiree | dans la soiree | du soir"
        " | la soiree | evening | in the evening | the evening | night | at night",
    },
    "TPART": {
        "morning": "ce matin | this morning",
        "afternoon": "cet apres midi | cette apres midi | cet aprem | this afternoon",
        "evening": "ce soir | tonight | this evening",
    },
    "ALLDAY": {
        1: "toute la journee | la journee | all day | all day long | the whole day | journee"
        " | journee entiere | la journee entiere | pour la journee | for the day",
    },
    "CLK": {"noon": "midi | noon | midday", "midnight": "minuit | midnight"},
    "OCLOCK": {1: "o'clock"},
    "MINUTES": {
        15: "et quart",
        30: "et demie | et demi",
        -15: "moins le quart | moins quart",
    },
    "HALF": {30: "et demie | et demi | and a half"},
    "DUR": {
        30: "demi heure | une demi heure | half an hour | a half hour",
        45: "trois quarts d'heure",
        15: "un quart d'heure",
    },
    "UNIT": {
        "minute": "minutes | minute | min | mn | mins",
        "heure": "heure | heures",
        "hour": "hours | hour | hrs | hr",
        "day": "jours | jour | j | days | day | d",
        "week": "semaines | semaine | sem | weeks | week",
        "fortnight": "fortnight | fortnights",
        "month": "mois | months | month",
        "year": "ans | an | annees | annee | years | year",
    },
    "WEEKEND": {1: "week end | weekend | we | week end ci"},
    "WEEK": {"fr": "semaine | semaine ci", "en": "week"},
    "MONTH": {1: "mois | month | mois ci"},
    "NEXT": {"fr": "prochain | prochaine", "en": "next"},
    "AFTERNEXT": {1: "after next"},
    "COMING": {1: "qui vient | qui arrive | a venir | coming | upcoming | this coming"},
    "THIS": {1: "ce | cet | cette | this"},
    "LAST": {1: "dernier | derniere | passe | passee | last"},
    "FOLLOWING": {1: "suivant | suivante | following | d'apres"},
    "ALL": {1: "tout le | toute la | tout | toute | all | all of | the whole | whole | all the"},
    "LE": {1: "le | la | les | l' | the | on | on the"},
    "OF": {1: "du | de | d' | des | de la | de l' | of | of the"},
    "IN": {1: "in"},
    "FOR": {1: "pour | for"},
    "DURING": {1: "pour | pendant | durant | for | sur | pour une duree de | d'une duree de"},
    "DANS": {1: "dans | in"},
    "FROM": {1: "from"},
    "EN": {1: "en"},
    "AT": {1: "a | at | @"},
    "ARTICLE": {1: "a | an"},
    "INCLUSIVE": {1: "inclus | incluse | inclusive | compris | included"},
    "OPEN": {
        "de": "de | d'",
        "du": "du | les",
        "des": "des",
        "from": "from",
        "entre": "entre | between",
        "onward": "a partir de | a partir d' | a compter de | starting | starting on"
        " | starting from | as of",
        "onwardthe": "a partir du | a compter du | des le | from the | starting the",
    },
    "SEP": {
        "to": "a | to | through | thru",
        "to the": "au | to the",
        "dash": "- | -> | > | => | →",
        "until": "jusqu'a | jusque | jusqua | until | till | til | up to",
        "until the": "jusqu'au | jusquau | until the | till the",
    },
    "ET": {1: "et | and | & | + | /"},
    "EDGE": {
        "end": "fin | la fin | a la fin | end | the end | at the end",
        "start": "debut | le debut | au debut | beginning | start | the beginning | the start"
        " | at the beginning | at the start",
        "mid": "mi | la mi | a la mi | mid | milieu",
    },
    "HOLIDAY": {
        "0101": "jour de l'an | le jour de l'an | nouvel an | le nouvel an | new year's day",
        "0621": "fete de la musique | la fete de la musique",
        "1031": "halloween",
        "1224": "christmas eve | veille de noel | la veille de noel",
        "1225": "noel | christmas | christmas day",
        "1231": "saint sylvestre | la saint sylvestre | st sylvestre | new year's eve",
    },
}

# Spellings that a full stop may follow.
ABBREVIATIONS: Final = frozenset(
    re.findall(
        "[a-z]+",
        """
        lun mar mer merc jeu ven vend sam dim mon tue tues wed weds thu thur thurs fri sat sun
        janv jan fevr fev feb avr apr juin jun juil juill jul aug sept sep oct nov dec
        min mn sem hr hrs
        """,
    )
)


def _lexicon() -> dict[str, list[tuple[tuple[str, ...], Meaning]]]:
    meanings: dict[tuple[str, ...], Meaning] = {}
    for kind, values in TABLE.items():
        for value, spellings in values.items():
            for spelling in spellings.split(" | "):
                words = tuple(WORD.findall(spelling)) or (spelling,)
                meanings.setdefault(words, {})[kind] = value
    entries: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    for words, meaning in meanings.items():
        entries.setdefault(words[0], []).append((words[1:], meaning))
    for choices in entries.values():
        choices.sort(key=lambda choice: -len(choice[0]))
    return entries


# First word → (the words after it, what the whole means), longest first.
LEXICON: Final = _lexicon()
KNOWN_WORDS: Final = frozenset(
    word for first, choices in LEXICON.items() for rest, _ in choices for word in (first, *rest)
)

# How to write back, in a text proposed to a person, the words that lost their accents here.
ACCENTED: Final = {
    "aout": "août",
    "apres": "après",
    "debut": "début",
    "decembre": "décembre",
    "fevrier": "février",
}
