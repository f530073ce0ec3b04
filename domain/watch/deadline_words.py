"""The words that say what a date is for, in French and English: one table, no rule.

Written as they are looked for: without case or accents, whole words from their first letter. Where
two entries begin at the same place the earlier one is taken.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.when.words import TABLE


class Kind(StrEnum):
    """What a word says of the dates that follow it.

    HARD: they are no deadline. EVENT: something takes place. LIMIT: a deadline, whatever else is
    said. CLOSING: one too, unless an event closes. ENDS: one, when something to send in ends. SEND,
    CALL: something is to be sent in. EXTENSION: it was put off. STARTS: it can't be sent before.
    """

    HARD = "hard"
    STARTS = "starts"
    EXTENSION = "extension"
    LIMIT = "limit"
    CLOSING = "closing"
    ENDS = "ends"
    CALL = "call"
    SEND = "send"
    EVENT = "event"


_GATHERING: Final = (
    r"webinaires?|reunions?|ateliers?|formations?|rencontres?|visites?|conferences?|stages?"
    r"|journees?|assemblees? generales?|visio\w*|colloques?|forums?|permanences?"
    r"|webinars?|workshops?|meetings?|trainings?|info(?:rmation)? (?:days?|sessions?)"
)
_STAGED: Final = (
    r"festivals?|concerts?|expos?(?:itions?)?|spectacles?|residences?|residency|fetes?|marches?"
    r"|salons?|brocantes?|saisons?|evenements?|manifestations?(?! d'interet)|programmation"
    r"|exhibitions?|events?|shows?|performances?|tournees?"
)

_SENDING: Final = (
    r"candidatures?|depots?|inscriptions?|receptions?|remises?|envois?|soumissions?|participation"
    r"|reponses?"
)

_TABLE: Final[dict[Kind, str]] = {
    Kind.HARD: r"""
        <STAGED> (?:de |d')?(?:cloture|fermeture)
        (?:soirees?|ceremonies?|journees?|week-ends?|bals?|pots?|mots?) de (?:cloture|fermeture)
        (?:cloture|fermeture|fin) (?:de |du |des |de l'|de la |d')(?:<STAGED>|<GATHERING>)
        (?:cloture|fermeture|fin) (?:du|des|de l'|de la) ?(?:travaux|chantiers?|projets?|actions?)
        (?:cloture|fermeture|fin) (?:de l'|de la )(?:exercice|convention|billetterie)
        (?:inscri\w+|regist\w+|sign up)[^.\d]{0,30} <GATHERING>
        (?:sans|pas de|aucune|no) (?:date limite|deadline)
        date limite (?:est |etait )?(?:desormais |deja )?(?:passee|depassee)
        deadline (?:is |was |has )?(?:now |already )?passed
        (?:pou(?:rra|rront|vant)|peut|peuvent) (?:etre )?(?:prolonge\w*|reconduit\w*)
        (?:may|can) be extended
        result\w*|laureate?s?|gagnants?|palmares|jurys?|comites?|commissions?|auditions?
        auditionn\w+|entretiens?|annonc\w+|notifi\w+|selectionn\w+|retenue?s?|preselection\w*
        designation|reponses? (?:du|de la|des|aux|sera|seront)|delibera\w+|instruction|examines?
        examinees?|reunira|aura lieu|auront lieu|a lieu|ont lieu|se deroul\w+|derouler\w*|se tien\w+
        organise\w*|debut\w*|demarr\w+|commenc\w+|realis\w+|achev\w+|terminer\w*|terminee?s?
        mise en oeuvre|execut\w+|engagee?s?|depens\w+|factur\w+|justificatifs?|bilans?
        compte-rendus?|comptes?|rapports?|paiements?|payes?|vers(?:ee?s?|ements?|er|era)|soldes?
        acomptes?
        creee?s?|constituee?s?|immatriculee?s?|nee?s?|agee?s?|issue?s?|diplomee?s?
        initialement|originally|auparavant|au lieu du|instead of|questions?|renseignements?
        demandes? d'informations?|pour en savoir|information|enquetes?|sondages?|questionnaires?
        surveys?|petitions?|beneficiaires?|inform(?:ee?s?|er|ed)|contactee?s?|billetteries?|billets?|places?|ventes?|tarifs?
        reservations?|reserver|reservez|promotion\w*|vot(?:e|es|er|ez)|precommandes?|adhesions?
        cotisations?|commandes?|dons?|financement participatif|au public|valables?|valides?
        disponibles?|visibles?|a voir|presente?e?s?|presenter|exposee?s?|restitution\w*|diffus\w+
        publiee?s?|publication|mise?s? (?:en ligne|a jour)|signature|vernissages?|inaugur\w+
        remises? (?:des|de|du|d'un) (?:prix|trophees?)|joue\w*|programmee?s? (?:du|le|les|en|au)
        covers?|reconduit\w*|financ\w+|actions?|activites?|accompagn\w+|souten\w+|soutien|postes?
        pourvoir|contrats?|voyages?|deplacements?|sejours?|travels?|travell?ing|emplois?|embauche\w*
        conventions?|periodes?|mandats?|travaux|chantiers?|loyers?|bail|selected|winners?|awarded
        announced?|notified|take place|takes place|held|begins?|beginning|runs?|running|completed?
        reports?(?! (?:de|du|au|a)\b)|born|established|founded|spent|expenditure|invoices?|payments?
        tickets?|projects? (?:must|should|shall|will)|interviews?
    """,
    Kind.STARTS: r"""
        ouvertures?|ouverte?s? (?:le|a partir|a compter|des|depuis)|ouvri\w+|lancements?|lancee?s?
        mise en service|a partir (?:du|de)|a compter (?:du|de)|des le|depuis le|apres le|starts?
        starting|launch\w*|opens|opening|from|since|after|as of
    """,
    Kind.EXTENSION: r"""
        nouvelles? (?:dates? limites?|echeances?|dates? de cloture)|new (?:deadline|closing date)
        reports? (?:de la |de l'|du |de cette )(?:date (?:limite|de cloture)|cloture|echeance|depot)
        reports? (?:de|du|au|a)
        (?:prolong|report|repouss|decal)(?:ee?s?|er|eons)?\b|prolongations?|extended|extension
        postponed|delai supplementaire
    """,
    Kind.LIMIT: r"""
        dates? limites?|dates de depots?|dates? butoirs?
        dates? de (?:cloture|fin)(?: (?:de|des|du) \w+)?|date et heure limites?
        limites? (?:de|des|du) <SENDING>|fin (?:de |des |du |de l'|d')<SENDING>|fin de l'appel
        derniers? (?:jours?|delais?)|delai de rigueur|deadlines?|closing dates?|cut-?off(?: dates?)?
        due dates?|date limit
    """,
    Kind.CLOSING: r"""
        clotures?\b|echeances?|closing
    """,
    Kind.ENDS: r"""
        (?:se )?(?:cloture|termine|ferme|acheve)(?:nt|ra|ront)?\b|s'acheve(?:nt|ra)?
        pren(?:d|nent) fin|clos(?:e|es)?\b|cloturee?s?|cloturer\w*|fermee?s?|closed?|closes|due
        ends?|expires?
    """,
    Kind.CALL: r"""
        appels? (?:a |aux |d')(?:la |l')?(?:\w+(?:'\w+)?)(?: d'interet)?|appels?|aap|ami|cfp
        concours|prix (?:de|du|des|d')|bourses?|subventions?|mecenat|guichets?|plateformes?
        dispositifs?|campagnes?|tremplins?|trophees?|consultations?|marche public|(?:open )?calls?
        grants?|funds?|competitions?|awards?|fellowships?
    """,
    Kind.SEND: r"""
        candidat(?:er|ez|ures?)|candidats? (?:ont|disposent)|postul\w+|dossiers?|depots?
        depos(?:er|ez|ons|ee?s?)|projets? a deposer|soumettre|soumissions?|soumettez|soumis\w*
        envo(?:yer|yez|yons|is|i|yee?s?)|renvoy\w+|retourn\w+|transmettre|transmettez|transmise?s?
        adress(?:er|ez|ee|es|ees)|remettre|remise?s?|parvenir|parvenue?s?|inscri\w+|repond(?:re|ez)
        propos(?:er|ez|itions?)|participer|participez|demandes?|offres?|se manifester
        manifestez-vous|formulaires?|recevables?|receptions?|receptionn\w+|reception|recues?|recus?
        teleprocedure|cachet de la poste|votre projet|vos projets|completer|completez|rendre|rendez
        enregistr\w+|apply|applying|applications?|submit\w*|submissions?|proposals?|entries|entry
        send|sent|regist\w+|received|bids?|eoi|respond|expressions? of interest|nominations?|enter
    """,
    Kind.EVENT: r"""
        <GATHERING>|<STAGED>
    """,
}


def _alternatives(lines: str) -> str:
    """One expression for what is written line after line; <NAMES> stand for the lists above."""
    joined = "|".join(line.strip() for line in lines.strip().splitlines())
    for name, these in (("GATHERING", _GATHERING), ("STAGED", _STAGED), ("SENDING", _SENDING)):
        joined = joined.replace(f"<{name}>", f"(?:{these})")
    return joined


def _any(lines: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(lines)})(?!\w)")


_MARK: Final = re.compile(
    "|".join(
        rf"(?P<{kind}>(?<!\w)(?:{_alternatives(lines)})(?!\w))" for kind, lines in _TABLE.items()
    )
)

EXCLUDED: Final = re.compile(r"(?<!\w)(?<!\bor )(?:avant|before)(?: le| la| les| the)? $")
INCLUDED: Final = re.compile(
    r"(?<!\w)(?:jusqu'au|jusqu'a(?: la| ce)?|jusque|(?:au|le) plus tard(?: le| a| au)?"
    r"|d'ici(?: le| au| a| la| a la)?|by(?: the)?|until(?: the)?|till|(?:no|not) later than"
    r"|on or before|at the latest(?: by| on)?|dernier delai(?: le)?) ?(?:: )?(?:le |on |the )?$"
)
FOR: Final = re.compile(r"(?<!\w)pour(?: le| la)? $")
AFTERWARDS: Final = re.compile(
    r",? ?\(?(?:au plus tard|at the latest|dernier delai|delai de rigueur"
    r"|(?:le )?cachet de la poste)"
)
INCLUSIVE: Final = re.compile(r",? ?\(?(?:inclus|compris|included|inclusive)")
LABEL_FOLLOWS: Final = re.compile(
    r" ?(?:[:=(,]|est|sera|is|sont) ?(?:la |le |les |l'|the |date de )?$"
)

ASKING_TITLE: Final = _any(
    r"""
    appels? (?:a|aux) (?:projets?|candidat\w+|manifestations? d'interet|participation)
    appels? (?:a|aux) (?:contributions?|propositions?|residences?|artistes?|communications?)
    appels? (?:a |aux |d')(?:initiatives?|idees?|creations?|oeuvres?|musiciens?|groupes?)
    appels? a (?:la )?(?:compagnies?|textes?|concurrence|partenaires?)
    aap|ami|candidatez|postulez|candidatures? ouvertes?|(?:open )?calls? for|open call
    """
)
"""Titles that say by themselves that something is to be sent in."""
MONEY_TITLE: Final = _any(
    r"""
    residences?|subventions?|mecenat|bourses?|prix|concours|trophees?|tremplins?|fonds
    aides?|dispositifs?|soutien|appels?|candidatures?|inscriptions?|grants?|fellowships?
    awards?|prizes?|competitions?|residenc(?:y|ies)|funding|funds?|calls?|apply
    """
)
"""Titles that say so only if the text goes on about how to apply."""
APPLYING: Final = _any(
    r"""
    candidat(?:er|ez|ures?)|postul(?:er|ez)|dossiers?|depos(?:er|ez)|depots?|eligibles?
    eligibilite|dates? limites?|jusqu'au|inscri(?:re|vez|ptions?)|reglement|apply
    applications?|applicants?|deadline|submit|submissions?|eligible|eligibility
    """
)
OUTCOME_TITLE: Final = _any(
    r"""
    result\w*|laureate?s?|palmares|gagnants?|vainqueurs?|finalistes?|selectionnee?s?
    retenue?s?|recompensee?s?|decern\w+|remises? (?:des|de|du|d'un)|obtien\w+
    recoi(?:t|vent)|remport\w+|bilan|retour sur|winners?|winning|wins?|recipients?|awarded
    shortlist\w*|selected|announc\w+|appels? aux dons
    appels? a (?:la )?(?:temoins?|benevoles?|la greve|mobilisation|vigilance)
    """
)

SEVERAL: Final = _any(
    r"""
    sessions?|vagues?|phases?|etapes?|releves?|volets?|dates limites|dates de depot
    deadlines|cut-?offs?|rounds?|lettres? d'intention|pre-?candidatures?|pre-?projets?
    commissions?|abstracts?|concept notes?|full (?:papers?|proposals?|applications?)
    candidatures? finales?|semestres?|trimestres?|fois par an
    (?:premier|second|deuxieme|1er|2e|2nd|2eme) tour
    (?:premiere|1ere|seconde|deuxieme|2e|2eme) (?:date|echeance|cloture)
    """
)
SENDING: Final = re.compile(
    r"(?:retourn|renvoy|deposer|envoy|adress|transm|remett|remis|rendre|parven|depose)\w*"
)

"""What is done for a day («à renvoyer pour le 22 mai»)."""

A_CALL: Final = re.compile(r"appel|aap|ami|cfp|concours|tremplin|consultation|(?:open )?call|comp")
"""CALL words that need no more; the others (money, a platform) must be said to be open."""
OPEN: Final = re.compile(
    r"(?:[^\w«]|[\d_]|«[^»]{0,60}»|\b(?:est|sont|reste|restera|sera|is|are|now|still|ouverte?s?|open"
    r"|court|toujours|encore|actuellement|desormais|currently|en cours|accessible|en ligne|du|de"
    r"|le|from|entre)\b)*"
)
"""What then stands between such a word and «jusqu'au»."""
AFTER_THE_CALL: Final = re.compile(
    r"(?:bilan|rapport|report|justificatif|factur|invoice|comptes?|question|reponse"
    r"|convention|attestation|renseignement|selectionn|retenu|laureat|beneficiaire|selected|winner)"
)
"""What is sent, or who sends it, once the call is over; or what does not answer it."""
REGISTERING: Final = re.compile(r"inscri|regist")

_NUMBERS: Final = {
    word: int(number)
    for number, words in TABLE["NUM"].items()
    for word in words.split(" | ")
    # « huit jours » and « quinze jours » are one and two weeks, or not.
    if number not in (8, 15)
}
_COUNT: Final = rf"(?P<count>\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT: Final = r"(?P<unit>jours?|days?|semaines?|weeks?)"
REMAINING: Final = (
    re.compile(
        r"(?<!\w)(?:il (?:vous |nous |ne |n')?(?:vous |nous )?reste(?: plus| que| encore)*"
        rf"|plus que|encore|only|just|still|you have) {_COUNT} {_UNIT}(?: left)?"
        r",? (?:pour|avant|to|until|before) (?P<to>.{3,40})"
    ),
    re.compile(
        rf"(?<!\w){_COUNT} {_UNIT} (?:left|to go|remaining) (?:to|for|until) (?P<to>.{{3,40}})"
    ),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that counts, from ``start`` to ``end`` in its sentence."""

    kind: Kind
    start: int
    end: int


def marks_of(folded: str) -> list[Mark]:
    """The words that count, in order."""
    return [Mark(Kind(found.lastgroup or ""), *found.span()) for found in _MARK.finditer(folded)]


def days_left(match: re.Match[str]) -> int:
    """How many days a REMAINING match announces."""
    found = match.groupdict()
    count = int(found["count"]) if found["count"].isdigit() else _NUMBERS[found["count"]]
    return count * (7 if (found.get("unit") or "").startswith(("sem", "week")) else 1)
