"""What calls write about their deadline: text, day of publication, what is to be found.

The expected value is "day", "day hour", with "+" after it for a deadline that was put off, or None.
Written before the rules that read them. KNOWN ones were looked at while the rules were made;
KEPT_ASIDE ones only to count.
"""

from typing import Final

Case = tuple[str, str, str | None]
MAY: Final = "2026-05-04"  # a Monday

KNOWN: Final[list[Case]] = [
    (
        "La DRAC Nouvelle-Aquitaine lance son appel à projets « Action culturelle et langue"
        " française ». Les dossiers sont à déposer sur la plateforme Démarches simplifiées"
        " avant le 12 juin 2026 à 12h.",
        MAY,
        "2026-06-12 12:00",
    ),
    (
        "<p>Appel à candidatures : résidence d’artistes au Moulin du Roc.</p><p>Résidence du"
        " 1<sup>er</sup> septembre au 15 novembre 2026.</p><p>Candidatures jusqu’au 31 mai.</p>",
        MAY,
        "2026-05-31",
    ),
    ("Date de clôture : 15/06/2026 12:00", MAY, "2026-06-15 12:00"),
    (
        "Le fonds soutient les festivals. Prochaine commission : 8 octobre 2026. Date limite de"
        " dépôt : 28 août 2026 (23h59).",
        MAY,
        "2026-08-28 23:59",
    ),
    (
        "Vous avez jusqu’au dimanche 14 juin minuit pour nous envoyer votre dossier.",
        MAY,
        "2026-06-14 23:59",
    ),
    (
        "L’appel à manifestation d’intérêt est prolongé jusqu’au 30 juin 2026 inclus.",
        MAY,
        "2026-06-30 +",
    ),
    (
        "La date limite de dépôt des candidatures, initialement fixée au 15 mai, est reportée au"
        " vendredi 29 mai 2026 à 17h00.",
        MAY,
        "2026-05-29 17:00 +",
    ),
    (
        "Deux sessions par an. Dates limites : 15 mars et 15 septembre 2026.",
        MAY,
        "2026-09-15",
    ),
    (
        "Les projets devront être réalisés avant le 31 décembre 2027. Les dépenses engagées"
        " avant le dépôt du dossier ne sont pas éligibles.",
        MAY,
        None,
    ),
    ("Les résultats seront annoncés le 15 juillet 2026.", MAY, None),
    (
        "Structures éligibles : associations créées avant le 1er janvier 2024.",
        MAY,
        None,
    ),
    ("Le concert de clôture aura lieu le 20 juin 2026 à 20h30.", MAY, None),
    ("Soirée de clôture du festival : samedi 4 juillet", MAY, None),
    (
        "La mairie de Parthenay recrute des bénévoles. Réunion d’information le 12 mai à 18h.",
        MAY,
        None,
    ),
    (
        "Exposition à voir jusqu’au 28 juin 2026 à la médiathèque.",
        MAY,
        None,
    ),
    ("L’exposition est prolongée jusqu’au 30 juin.", MAY, None),
    (
        "Calendrier : 2 mai : ouverture des dépôts ; 15 juin : clôture ; 10 juillet : annonce des"
        " lauréats.",
        MAY,
        "2026-06-15",
    ),
    (
        "Candidature à adresser par courriel au plus tard le lundi 1er juin 2026, 18 heures, à"
        " culture@mairie.example.",
        MAY,
        "2026-06-01 18:00",
    ),
    (
        "Dépôt des dossiers du 4 mai au 19 juin 2026 sur mesdemarches.example",
        MAY,
        "2026-06-19",
    ),
    ("Plus que 5 jours pour candidater au prix de l’ESS !", MAY, "2026-05-09"),
    ("Il vous reste trois semaines pour déposer votre projet.", MAY, "2026-05-25"),
    (
        "Dossiers à renvoyer complets pour le 22 mai au plus tard, cachet de la poste faisant foi.",
        MAY,
        "2026-05-22",
    ),
    (
        "Appel à projets Musiques actuelles\nDate limite de dépôt\n15/09/2026\nContact : CNM",
        MAY,
        "2026-09-15",
    ),
    ("Clôture des inscriptions au tremplin le 10 janvier", "2026-11-20", "2027-01-10"),
    ("Date limite : vendredi 16 juin 2026", MAY, None),  # a Tuesday
    ("Dépôt des demandes au fil de l’eau, sans date limite.", MAY, None),
    ("Candidatures ouvertes à partir du 1er juin 2026.", MAY, None),
    (
        "The call is open until 15 July 2026 at noon (Paris time). Results will be announced by 30"
        " September 2026.",
        MAY,
        "2026-07-15 12:00",
    ),
    ("Deadline extended to 20 June 2026!", MAY, "2026-06-20 +"),
    ("Apply by Friday, May 29th, 11:59 pm", MAY, "2026-05-29 23:59"),
    ("Submissions close on 3 July 2026.", MAY, "2026-07-03"),
    (
        "The residency runs from 1 September to 30 November 2026. Applications are due"
        " no later than 30 May 2026.",
        MAY,
        "2026-05-30",
    ),
    ("The festival takes place from 3 to 5 July 2026 in Niort.", MAY, None),
    (
        "Envoyez-nous votre proposition d’ici le 20 mai : association@exemple.example",
        MAY,
        "2026-05-20",
    ),
    (
        "Date limite de candidature : 15 juin 2026. Les dossiers doivent nous parvenir avant le 30"
        " juin 2026.",
        MAY,
        None,
    ),
    (
        "Phase 1 : lettre d’intention à déposer avant le 1er juin 2026. Phase 2 : dossier complet à"
        " déposer au plus tard le 15 septembre 2026.",
        MAY,
        "2026-05-31",
    ),
    ("Clôture demain à 12h !", MAY, "2026-05-05 12:00"),
    ("Deadline: 06/07/2026", MAY, "2026-07-06"),
    (
        "Publié le 04/05/2026 | Échéance : 30/06/2026 | Financeur : Région",
        MAY,
        "2026-06-30",
    ),
    (
        "Le bilan de l’action est à transmettre au plus tard le 31 mars 2027.",
        MAY,
        None,
    ),
]

KEPT_ASIDE: Final[list[Case]] = [
    (
        "La Fondation ouvre son appel à projets annuel. Les associations peuvent"
        " candidater en ligne jusqu’au 26 juin 2026, 17h.",
        MAY,
        "2026-06-26 17:00",
    ),
    (
        "Aide à la résidence : dépôt des demandes avant le 1er juillet 2026",
        MAY,
        "2026-06-30",
    ),
    ("Fin de dépôt des dossiers : 18 septembre 2026 à midi", MAY, "2026-09-18 12:00"),
    ("Date limite de réception des offres : 02/06/2026 à 12h00", MAY, "2026-06-02 12:00"),
    (
        "Les dossiers sont à adresser à la Direction de la culture, au plus tard vendredi 29 mai.",
        MAY,
        "2026-05-29",
    ),
    (
        "Mécénat : la Fondation attend vos candidatures avant le 30/05.",
        MAY,
        "2026-05-29",
    ),
    (
        "APPEL À CANDIDATURES – Prolongation ! Vous avez désormais jusqu’au 7 juin pour répondre.",
        MAY,
        "2026-06-07 +",
    ),
    ("Nouvelle date limite : 22 juin 2026, minuit.", MAY, "2026-06-22 23:59 +"),
    (
        "Report de la date limite de dépôt au 3 juillet 2026",
        MAY,
        "2026-07-03 +",
    ),
    (
        "L’AAP est ouvert du lundi 11 mai 2026 (9h) au vendredi 10 juillet 2026 (17h).",
        MAY,
        "2026-07-10 17:00",
    ),
    (
        "Session 1 : dépôt avant le 15 février 2026. Session 2 : dépôt avant le 15 juin 2026.",
        MAY,
        "2026-06-14",
    ),
    (
        "Les candidatures seront examinées par un jury le 2 juillet. Envoi des dossiers jusqu’au 14"
        " juin.",
        MAY,
        "2026-06-14",
    ),
    (
        "Lauréats : les projets sélectionnés seront présentés le 12 juin 2026 à Bordeaux.",
        MAY,
        None,
    ),
    (
        "Être né après le 1er janvier 1996 et résider dans les Deux-Sèvres.",
        MAY,
        None,
    ),
    (
        "Les actions devront débuter au plus tard le 1er octobre 2026 et se terminer"
        " avant le 30 juin 2027.",
        MAY,
        None,
    ),
    ("Le festival ouvrira ses portes le 3 juillet 2026.", MAY, None),
    ("La billetterie est ouverte jusqu’au 15 juin.", MAY, None),
    (
        "Inscription au webinaire de présentation avant le 12 mai. Dépôt des projets jusqu’au 19"
        " juin 2026.",
        MAY,
        "2026-06-19",
    ),
    ("Stage du 6 au 10 juillet 2026, renseignements à l’accueil.", MAY, None),
    (
        "Le versement du solde interviendra avant le 31 décembre 2026.",
        MAY,
        None,
    ),
    ("Assemblée générale le 30 mai 2026 à 10 h, salle des fêtes.", MAY, None),
    ("Concert reporté au 18 juin 2026.", MAY, None),
    (
        "Toute question peut être posée jusqu’au 20 mai 2026 à appel@region.example.",
        MAY,
        None,
    ),
    ("Date limite&nbsp;: 30 f&eacute;vrier 2026", MAY, None),
    ("Appel à projets : la date limite de dépôt n’est pas encore connue.", MAY, None),
    (
        "Candidatez dès maintenant et jusqu’à la fin du mois de juin 2026 !",
        MAY,
        "2026-06-30",
    ),
    ("Encore 10 jours pour postuler à la bourse.", MAY, "2026-05-14"),
    ("Réponse souhaitée pour le 18 mai.", MAY, None),
    (
        "<ul><li>Ouverture : 4 mai 2026</li><li>Clôture : 12 juin 2026 à 23h59</li><li>Résultats :"
        " septembre 2026</li></ul>",
        MAY,
        "2026-06-12 23:59",
    ),
    (
        "Vos candidatures (CV, dossier artistique, note d’intention) sont à envoyer à"
        " residence@lieu.example avant le dimanche 24 mai 2026 à minuit.",
        MAY,
        "2026-05-24 23:59",
    ),
    (
        "Appel à participation pour la Fête de la musique du 21 juin : inscrivez votre groupe avant"
        " le 22 mai.",
        MAY,
        "2026-05-21",
    ),
    (
        "Concours ouvert jusqu’au 5 février, remise des prix le 20 mars.",
        "2026-12-01",
        "2027-02-05",
    ),
    ("Applications close at 5pm on Monday 1 June 2026.", MAY, "2026-06-01 17:00"),
    ("Entries must be received on or before 12 June 2026.", MAY, "2026-06-12"),
    ("Closing date for proposals: 31 July 2026", MAY, "2026-07-31"),
    (
        "Projects must start before 1 January 2027 and last 24 months at most.",
        MAY,
        None,
    ),
    ("The deadline for applications has been extended until June 15, 2026.", MAY, "2026-06-15 +"),
    ("Call for artists! Send your portfolio by the end of May.", MAY, "2026-05-31"),
    ("Selected artists will be notified by 15 July 2026.", MAY, None),
    (
        "Les dossiers complets devront parvenir à la préfecture pour le mercredi 20 mai 2026, délai"
        " de rigueur.",
        MAY,
        "2026-05-20",
    ),
]
