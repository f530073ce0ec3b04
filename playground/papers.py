"""What the pretend web publishes: invented sources whose articles follow from what time it is.

Nothing is stored: the same clock gives the same articles, and a later one gives more of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
KEPT = timedelta(days=45)
"""How far back a source remembers; each shows only its newest ``shown`` articles of these."""
EVERY_DAY, WORKDAYS = frozenset(range(7)), frozenset(range(5))
MONDAY, WEDNESDAY = 0, 2
TOWNS = (
    "Niort", "Bressuire", "Parthenay", "Thouars", "Melle", "Mauléon", "Coulonges", "Cerizay",
    "Saint-Maixent", "Moncoutant", "Celles",
)  # fmt: skip
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@dataclass(frozen=True)
class Article:
    """One article of one source. ``path`` is its page's, ``query`` what this source adds to it."""

    source: str
    number: int
    at: datetime
    title: str
    text: str
    path: str
    query: str = ""
    author: str = ""
    changed: datetime | None = None
    deadline: date | None = None

    @property
    def as_of(self) -> datetime:
        """When it last changed."""
        return self.changed or self.at


@dataclass(frozen=True)
class Paper:
    """A source: who publishes it, when, and how an article of a given number reads.

    ``write(at, number, now)`` gives the article as it reads at ``now``, which may be later.
    """

    key: str
    name: str
    about: str
    feed: str
    kind: str
    days: frozenset[int]
    hours: tuple[time, ...]
    write: Callable[[datetime, int, datetime], Article]
    shown: int = 20
    calls: bool = False
    """Whether what it publishes are calls for projects."""
    cache: str = "max-age=300"

    def articles(self, now: datetime) -> list[Article]:
        """What it shows at ``now``, the newest first."""
        return list(islice(self._newest(now), self.shown))

    def published(self, since: datetime, until: datetime) -> list[Article]:
        """What came out after ``since``, up to ``until``, oldest first, as first printed."""
        found = [a for a in self._newest(until) if a.at > since]
        return [self.write(a.at, a.number, a.at) for a in reversed(found)]

    def number(self, path: str, now: datetime) -> Article | None:
        """The article whose page this is, once it is out."""
        return next((a for a in self._newest(now) if a.path == path), None)

    def next_after(self, now: datetime) -> datetime:
        """When its next article comes out."""
        return min(
            at
            for ahead in range(9)
            for at, _ in self._slots(now.astimezone(PARIS).date() + timedelta(days=ahead))
            if at > now
        )

    def _newest(self, now: datetime) -> Iterator[Article]:
        today = now.astimezone(PARIS).date()
        for back in range(KEPT.days):
            for at, number in reversed(list(self._slots(today - timedelta(days=back)))):
                if at <= now:
                    yield self.write(at, number, now)

    def _slots(self, day: date) -> Iterator[tuple[datetime, int]]:
        if day.weekday() in self.days:
            for place, hour in enumerate(self.hours):
                number = day.toordinal() * len(self.hours) + place
                yield datetime.combine(day, hour, PARIS), number


def spelled(day: date) -> str:
    """ "1er avril 2027"."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


# ---------------------------------------------------------------------------------- the newspaper

STORIES = (
    ("À {town}, la chorale du quartier cherche des voix graves",
     "Trente chanteuses, quatre chanteurs : la chorale ouvre ses répétitions du mardi à tous."),
    ("{town} : un ancien garage devient un lieu de répétition",
     "Cinq groupes se partagent les clés, le matériel et le loyer."),
    ("Le bal de {town} se joue cette année sans ticket",
     "L’entrée est à prix libre ; la buvette paie les musiciens."),
    ("{town} : l’école de musique prête ses violoncelles l’été",
     "Plutôt que de dormir, les instruments partent chez les élèves des communes voisines."),
    ("Une scène de poche ouvre dans le café de {town}",
     "Quarante places, un piano droit, et une règle : pas d’écran pendant les concerts."),
    ("À {town}, les bénévoles du festival se forment au son",
     "Deux soirées pour apprendre à câbler, à régler et à dire non."),
    ("Mécénat : à {town}, un imprimeur offre ses affiches",
     "Quarante ans de concerts dormaient dans ses tiroirs ; elles sont à tout le monde."),
    ("Le marché de {town} se fait en fanfare",
     "Chaque samedi, une formation différente joue entre les étals."),
    ("{town} : un studio mobile enregistre les anciens",
     "Chansons de moisson et airs de noce sont collectés dans les maisons de retraite."),
    ("Trois communes autour de {town} partagent un régisseur",
     "Un temps plein pour trois salles : le poste est créé pour deux ans."),
    ("La friche de {town} aura son jardin et sa scène",
     "Le conseil municipal a voté la première tranche de travaux."),
    ("À {town}, un concert les yeux fermés",
     "Le public est invité à écouter allongé, dans le noir complet."),
    ("{town} : la médiathèque prête des guitares",
     "On les emprunte comme un livre, pour trois semaines."),
)  # fmt: skip


def _courrier(at: datetime, number: int, now: datetime) -> Article:
    title, text = STORIES[number % len(STORIES)]
    town = TOWNS[number % len(TOWNS)]
    author = ("Jeanne Aubrit", "Malo Guérinel")[number % 2]
    path = f"/courrier/culture/{at:%Y-%m-%d}-{number % 2}"
    return Article("courrier", number, at, title.format(town=town), text, path, author=author)


# ----------------------------------------------------------------------------- the other articles

SOLIDARITY = (
    ("Monter un groupement d’employeurs culturels : le guide", "Statuts, contrats, aides."),
    ("Économie sociale : {town} accueille la rencontre du mois", "Entrée libre, repas partagé."),
    ("Une monnaie locale s’invite dans les salles de {town}", "Dix lieux l’acceptent au comptoir."),
    ("Mutualiser une paie : ce que disent les associations de {town}", "Six retours d’expérience."),
    ("La coopérative de {town} cherche des sociétaires", "La part est à vingt euros."),
    ("Assurer du matériel prêté : questions fréquentes", "Ce qui est couvert, et le reste."),
    ("Bénévoles de {town} : une journée pour souffler", "Ateliers, sieste musicale et crèche."),
)  # fmt: skip
COMMONS = (
    ("Un agenda partagé en logiciel libre pour {town}", "Une saisie, quinze affichages."),
    ("Fiche : choisir un formulaire qui respecte le public", "Quatre outils comparés."),
    ("Atelier à {town} : ses photos de concert sous licence libre", "Comment créditer, et où."),
    ("Un serveur dans le placard : six mois après", "Ce qui a tenu, ce qui a chauffé."),
    ("Cartographier les lieux de {town}, à plusieurs", "La carte est ouverte aux corrections."),
)
SCENES = (
    ("Résidence : trois semaines au calme près de {town}", "Logement et défraiement prévus."),
    ("Le groupe du mois vient de {town}", "Deux voix, une vielle et une boîte à rythmes."),
    ("Fiche technique : ce qu’une petite salle peut promettre", "Modèle à recopier."),
)
HOSTILE = "@everyone <@&5> **gras** [lien](javascript:alert(1)) n° {number}"


def _of(key: str, pool: tuple[tuple[str, str], ...], number: int, at: datetime) -> Article:
    title, text = pool[number % len(pool)]
    town = TOWNS[(number // len(pool)) % len(TOWNS)]
    said = title.format(town=town)
    if said == title:  # it names no town: the date keeps it apart from the next time
        said = f"{title} ({at.day} {MONTHS[at.month - 1]})"
    return Article(key, number, at, said, text, f"/{key}/article/{at:%Y-%m-%d-%H%M}")


def _entraide(at: datetime, number: int, now: datetime) -> Article:
    return _of("entraide", SOLIDARITY, number, at)


def _communs(at: datetime, number: int, now: datetime) -> Article:
    return _of("communs", COMMONS, number, at)


def _scenes(at: datetime, number: int, now: datetime) -> Article:
    """In the morning it passes on what the newspaper has; on Wednesdays something hostile."""
    if at.hour < 12:
        first = _courrier(at, at.toordinal() * 2, now)
        query = "utm_source=fil-des-scenes&utm_medium=rss&utm_campaign=matin"
        return Article("scenes", number, at, first.title, first.text, first.path, query)
    if at.weekday() == WEDNESDAY:
        path = f"/scenes/article/{at:%Y-%m-%d-%H%M}"
        text = "Une @here de plus, <@1> et `du code`. ||Caché|| <https://scenes.example>"
        return Article("scenes", number, at, HOSTILE.format(number=number), text, path)
    return _of("scenes", SCENES, at.toordinal(), at)


# -------------------------------------------------------------------------------------- the calls

PROGRAMMES = (
    "Musiques en milieu rural", "Premières scènes", "Lieux partagés", "Écouter ensemble",
    "Mobilité des groupes", "Métiers techniques", "Résidences d’hiver", "Jeunes oreilles",
    "Matériel en commun", "Accès pour tous", "Patrimoines sonores",
)  # fmt: skip
TOWN_CALLS = (
    "exploiter la buvette de la salle des fêtes", "animer la fête de la musique",
    "décorer le château d’eau", "occuper l’ancienne gare", "programmer les mercredis du kiosque",
)  # fmt: skip
EXTENDED_AFTER = timedelta(days=9)
"""Calls published on a Monday are extended so much later: the same page, changed in place."""


def _fonds(at: datetime, number: int, now: datetime) -> Article:
    programme = PROGRAMMES[number % len(PROGRAMMES)]
    title = f"Appel à projets « {programme} » n° {number % 1000}"
    deadline = at.date() + timedelta(days=24 + number % 7)
    text = (
        f"Le fonds soutient des projets portés par au moins deux structures, jusqu’à "
        f"{3 + number % 5} 000 euros. {deadline_said(number, deadline)} "
        f"Les lauréats seront annoncés le {spelled(deadline + timedelta(days=30))}."
    )
    changed = at + EXTENDED_AFTER if at.weekday() == MONDAY else None
    if changed is not None and changed <= now:
        deadline += timedelta(days=14)
        title = f"Prolongé : {title[0].lower()}{title[1:]}"
        text = f"L’appel est prolongé jusqu’au {spelled(deadline)}. {text}"
    else:
        changed = None
    path = f"/fonds/appel/{at:%Y-%m-%d}"
    return Article("fonds", number, at, title, text, path, changed=changed, deadline=deadline)


def deadline_said(number: int, day: date) -> str:
    """A last day as French calls say it; « avant le 5 » leaves until the 4th."""
    after = day + timedelta(days=1)
    forms = (
        f"Date limite de dépôt des dossiers : {spelled(day)} à 17 h.",
        f"Les candidatures sont à envoyer avant le {DAYS[after.weekday()]} {spelled(after)}.",
        f"Clôture de l’appel le {spelled(day)} à minuit.",
        f"Réponses attendues jusqu’au {spelled(day)} inclus.",
        f"Le dossier complet doit parvenir au fonds au plus tard le {day:%d/%m/%Y}.",
    )
    return forms[number % len(forms)]


def _saint_loup(at: datetime, number: int, now: datetime) -> Article:
    what = TOWN_CALLS[number % len(TOWN_CALLS)]
    deadline = at.date() + timedelta(days=20)
    title = f"Appel à candidatures : {what} ({MONTHS[at.month - 1]} {at.year}, lot {at.day})"
    text = f"La commune attend les candidatures jusqu’au {spelled(deadline)}, en mairie."
    path = f"/saint-loup/avis/{at:%Y-%m-%d}"
    return Article("saint-loup", number, at, title, text, path, deadline=deadline)


PAPERS: dict[str, Paper] = {
    paper.key: paper
    for paper in (
        Paper("courrier", "Le Courrier du Bocage, culture", "journal régional",
              "/courrier/culture.xml", "rss", EVERY_DAY, (time(7, 10), time(17, 40)), _courrier),
        Paper("entraide", "Entraide et compagnie", "réseau d’économie sociale",
              "/entraide/actualites.atom", "atom", WORKDAYS, (time(10, 0),), _entraide),
        Paper("communs", "Les Communs du Thouet", "association pour le libre ; son site suffit",
              "/communs/feed.json", "json", EVERY_DAY, (time(12, 0),), _communs, cache="no-cache"),
        Paper("scenes", "Le Fil des scènes", "reprend aussi des articles du Courrier",
              "/scenes/rss", "rss", EVERY_DAY, (time(8, 30), time(15, 0)), _scenes),
        Paper("fonds", "Fonds culturel des Deux Vallées", "appels à projets, avec leurs dates",
              "/fonds/appels.xml", "rss", frozenset({MONDAY, 3}), (time(9, 30),), _fonds,
              calls=True, cache="max-age=3600"),
        Paper("saint-loup", "Commune de Saint-Loup-du-Thouet", "page d’appels, sans flux",
              "/saint-loup/appels", "page", frozenset({1, 4}), (time(11, 0),), _saint_loup,
              shown=8, calls=True, cache=""),
    )
}  # fmt: skip
SELECTORS = {
    "block": "article.appel",
    "title": "h3",
    "link": "h3 a",
    "summary": ".resume",
    "date": ".date",
}
"""How to read the town's page, for whoever adds it as a source."""
