"""A title cut into words, numbers and dates, and what some French words of the press mean in it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile
from typing import Final

from domain.watch.words import STOP_WORDS, folded_words, stem


@dataclass(frozen=True, slots=True)
class Token:
    """``kind``: "word" (a stem), "number", "day" (of a month), "month", "weekday", "not", or
    "empty" (a word that says nothing). ``name``: a word with a capital inside a sentence."""

    kind: str
    text: str
    name: bool = False


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in text.split())


DATELINE: Final = 2
"""Words before a colon or a full stop that may be where it happens: «Thouars : …»."""

_MONTHS: Final = {
    name: str(number)
    for number, name in enumerate(
        ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
         "octobre", "novembre", "decembre"), 1
    )
}  # fmt: skip
_WEEKDAYS: Final = frozenset(
    ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
)
_UNITS: Final = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14,
    "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40,
    "cinquante": 50, "soixante": 60, "septante": 70, "nonante": 90, "cent": 100, "cents": 100,
    "mille": 1000,
}  # fmt: skip
_SCALES: Final = {
    "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9, "m": 10**6,
    "md": 10**9, "mds": 10**9, "k": 1000, "mille": 1000, "milliers": 1000,
}  # fmt: skip
# «un an» counts, «un appel» does not.
_SPANS: Final = frozenset(("an", "mois", "jour", "semaine", "siecle"))
NUMBERED: Final = _stems(
    """session niveau n no numero num episode ep tome partie phase vague volet edition acte saison
    semaine chapitre lot tour version round module cycle serie vol volume"""
)
"""What comes before a number that tells one of a series from another."""

# What became of it: a title that says so and one that does not are two pieces of news.
_HARD: Final = {
    "cancelled": "annule annulation annulee",
    "postponed": "reporte report reportee",
    "kept": "maintenu maintien maintenue",
    "full": "complet complete",
    "extended": "prolonge prolongation prolongee",
    "stopped": "suspendu suspension suspendue suspend cesse cessation stoppe interrompt",
    "closed": "clos close cloture cloturee ferme fermeture fermee fermer",
    "reopened": "rouvre reouverture rouvert rouverte rouvrir",
    "results": "resultat laureat laureate retenu retenue palmares gagnant gagnante",
    "minutes": "bilan retour recapitulatif retrospective",
    "up": "augmente augmentation hausse progresse progression bondit bond grimpe croissance",
    "down": "baisse diminue diminution recul recule chute reduit reduction",
    "accepted": "adopte adoption adoptee approuve valide",
    "refused": "rejette rejet rejete refuse refus",
    "expected": "attendu attendue attend",
    "resigned": "demissionne demission",
    "dead": "mort morte deces decede decedee",
    "abandoned": "abandon",
    "simpler": "simplifie simplification",
    "harder": "complique durcit durcissement",
}
_SOFT: Final = {
    "open": "ouvert ouverte ouverture ouvre ouvrir",
    "calling": "candidature candidat depot depose deposer inscription inscrire",
    "convened": "convocation convoque",
}
STATE_OF: Final = {
    stem(word): state
    for states in (_HARD, _SOFT)
    for state, words in states.items()
    for word in words.split()
}
HARD_STATES: Final = frozenset(_HARD)
SOFT_STATES: Final = frozenset(_SOFT)

# Words of the press that mean one thing; the first stands for all.
_SAME: Final = (
    "donne verse versement vote attribue attribution accorde alloue octroie debloque recoit remet",
    "amende sanctionne sanction condamne condamnation",
    "quitte abandonne delaisse",
    "reprend reprise rachete rachat repris",
    "installe accueille implante arrive",
    "aide subvention soutien soutient financement finance dotation soutenir",
    "cherche recherche recrute embauche",
    "fete celebre anniversaire",
    "incendie feu",
    "commence demarre debute lance lancement",
    "cree creation creent",
    "lieu espace",
)
_REPRESENTED: Final = {
    stem(word): stem(group.split()[0]) for group in _SAME for word in group.split()
}

LIGHT: Final = _stems(
    """annonce publie devoile presente revele sort sorti sortie parait paru parue diffuse communique
    decouvrez decouvrir connu disponible passe propose organise met mise nouveau nouvelle info infos
    actualite urgent urgence exclusif exclusivite video photo podcast direct edito article dossier
    presse rappel zoom focus pourquoi comment voici voila quoi vient va vont peut doit fait faire
    veut faut autour titre porte ville commune mairie departement region pays agglo agglomeration
    territoire national nationale francais euro euros an ans annee jour mois commence donne installe
    cherche destination cause grace face son"""
)
"""Words that one may say and the other not, of one piece of news."""

BODIES: Final = _stems("ville commune mairie departement region etat agglomeration prefecture")
"""Who decides: light, but one in the place of another makes other news."""

GENERIC: Final = _stems(
    """actualites actualite agenda semaine lettre information newsletter infolettre edito revue
    presse communique offre emploi info infos breve nouvelle une bref programme programmation
    bienvenue test bulletin sommaire numero mois janvier hebdo hebdomadaire quotidien mensuel
    appel projet candidature compte rendu reunion assemblee generale ordre jour point rencontre
    evenement sortie concert stage atelier formation article blog site flux rss recrutement
    permanence horaire menu ete rentree voeux annonce avis convocation conseil administration"""
)
"""Words that titles of every week share: they never make two of them one story."""

_LABEL: Final = re.compile(
    r"(?i)\A\s*(?:\[[^\]]{1,30}\]|(?:urgent|vid[ée]o|photos?|podcast|direct|exclusif|agenda|"
    r"communiqu[ée]|rappel|info [\w-]+|alerte|tribune|entretien|interview|reportage|replay)"
    r"\s*(?:[.:|–—-]|(?=[A-ZÀ-Ü]{2})))\s*"
)
_ACRONYM: Final = re.compile(r"((?:[\w'’-]+ ){2,9})\(([A-Z]{2,7})\)")
_TAKES_PLACE: Final = re.compile(r"(?i)\b(?:a|ont|aura|auront|avait|avoir)( pas)? lieu\b")
_PIECE: Final = re.compile(
    r"(?P<number>\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,-]\d+)*)"
    r"(?P<ordinal>(?:ers?|[èe]res?|[èe]mes?|es?|nde?)\b)?"
    # «Deux-Sèvres» counts nothing
    r"|(?P<word>(?:Deux|Trois|Quatre|Sept|Cent|Mille)-[A-ZÀ-Ü][^\W\d_]+|[^\W\d_]+['’]?|n°)"
    r"|(?P<stop>[.:!?|«»\"–—]| - )"
)
_NEGATIVE: Final = frozenset(("ne", "n'", "n’", "sans", "jamais", "aucun", "aucune", "non"))


def tokens(title: str) -> list[Token]:
    """The words of a title in order; dates and numbers, written out or not, in one form."""
    text = unicodedata.normalize("NFC", title)
    text = _ACRONYM.sub(_acronym_alone, _LABEL.sub("", text))
    text = _TAKES_PLACE.sub("", text)
    shouted = text.isupper()
    raw: list[Token] = []
    capitals: set[str] = set()
    starts = True
    for piece in _PIECE.finditer(text):
        if piece["stop"]:
            if piece["stop"] in ".:" and len(raw) <= DATELINE:
                raw = [replace(one, name=one.name or one.text in capitals) for one in raw]
            starts = True
            continue
        raw.append(_token(piece, starts=starts, shouted=shouted))
        if piece[0][:1].isupper():
            capitals.add(raw[-1].text)
        starts = False
    return list(_dated(_counted(raw)))


def _token(piece: re.Match[str], *, starts: bool, shouted: bool) -> Token:
    if piece["number"]:
        return Token("number", _plain_number(piece["number"]))
    word = piece["word"]
    if word.casefold() in _NEGATIVE:
        return Token("not", word)
    folded = "".join(folded_words(word))
    if word == "n°":
        return Token("empty", "n")
    name = word[:1].isupper() and not shouted and (not starts or word[1:2].isupper())
    return Token("raw", folded, name)


def _plain_number(written: str) -> str:
    if re.fullmatch(r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+", written):
        return re.sub(r"\D", "", written)
    return written.replace(",", ".").lstrip("0") or "0"


def _acronym_alone(found: re.Match[str]) -> str:
    """«Centre national de la musique (CNM)» is «CNM»."""
    words = found[1].split()
    for start in range(len(words)):
        tail = [word for word in words[start:] if "".join(folded_words(word)) not in STOP_WORDS]
        if "".join(word[0] for word in tail).upper() == found[2]:
            return " ".join([*words[:start], found[2]])
    return found[0]


def _counted(raw: list[Token]) -> Iterable[Token]:
    """Numbers in letters become digits, and take the thousands or millions that follow them."""
    place = 0
    while place < len(raw):
        one = raw[place]
        following = raw[place + 1].text if place + 1 < len(raw) else ""
        if one.text in ("un", "une"):
            one = Token("number", "1") if following in _SPANS else one
        elif one.kind == "raw" and one.text in _UNITS:
            words = _number_words(raw[place:])
            one = Token("number", str(_value(words)))
            place += len(words) - 1
            following = raw[place + 1].text if place + 1 < len(raw) else ""
        if one.kind == "number" and following in _SCALES and _is_decimal(one.text):
            scaled = Decimal(one.text) * _SCALES[following]
            one = Token("number", format(scaled.normalize(), "f"))
            place += 1
        yield one
        place += 1


def _number_words(raw: Iterable[Token]) -> list[str]:
    words = [one.text for one in takewhile(lambda one: one.text in (*_UNITS, "et"), raw)]
    while words[-1] == "et":
        words.pop()
    return words


def _is_decimal(text: str) -> bool:
    return text.count(".") < 2 and "-" not in text


def _value(words: list[str]) -> int:
    total = part = 0
    for word in words:
        number = _UNITS.get(word, 0)
        if number == 1000:
            total += max(part, 1) * 1000
            part = 0
        elif number == 100 or (word in ("vingt", "vingts") and part == 4):
            part = max(part, 1) * number
        else:
            part += number
    return total + part


def _dated(found: Iterable[Token]) -> Iterable[Token]:
    """A number before a month is a day; the rest of the words as stems, or as empty."""
    kept: list[Token] = []
    for one in found:
        if one.kind != "raw":
            kept.append(one)
        elif one.text in _MONTHS:
            if kept and kept[-1].kind == "number" and len(kept[-1].text) <= 2:
                kept[-1] = Token("day", f"{kept[-1].text}/{_MONTHS[one.text]}")
            kept.append(Token("month", _MONTHS[one.text]))
        elif one.text in _WEEKDAYS:
            kept.append(Token("weekday", one.text))
        elif not one.text or one.text in STOP_WORDS or len(one.text) == 1:
            kept.append(Token("empty", one.text))
        else:
            kept.append(Token("word", _meaning(one.text), one.name))
    return kept


def _meaning(word: str) -> str:
    """The stem of a word, or of the word that stands for it; verbs in the plural as in the singular
    when that one means something here."""
    bare = stem(word)
    if word.endswith("ent") and bare not in _REPRESENTED:
        single = stem(word[:-2])
        if single in _REPRESENTED or single in LIGHT or single in STATE_OF:
            bare = single
    return _REPRESENTED.get(bare, bare)
