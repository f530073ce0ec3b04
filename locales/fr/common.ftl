### Ce que toutes les parties du bot disent : dates, montants, pages, refus communs.

common-weekdays = lun. mar. mer. jeu. ven. sam. dim.
common-months = janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.
common-first-of-month = 1er
common-period-day = le { $day }
common-period-days = du { $first } au { $last }
common-day-end = fin du { $day }
common-midnight = minuit
common-period-hours = { $start } → { $end }
common-first-time = { $hour } (avant le changement d’heure)
common-second-time = { $hour } (après le changement d’heure)
common-money = { $amount } €
common-list = { $first } et { $last }
common-span-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
common-span-hours = { $count } h
common-span-minutes = { $count } min

common-page-previous = Précédent
common-page-next = Suivant
common-page-where = page { $page }/{ $pages }
common-quoted = « { $text } »
common-right-view-channel = Voir le salon
common-right-send-messages = Envoyer des messages
common-right-embed-links = Intégrer des liens
common-right-attach-files = Joindre des fichiers
common-right-read-message-history = Voir les anciens messages
common-right-create-public-threads = Créer des fils publics
common-right-send-messages-in-threads = Envoyer des messages dans les fils

common-refresh = Actualiser

## Quand rien ne va plus

common-error = Quelque chose a échoué chez moi. Avant de recommencer, regardez si c’est déjà fait. Référence `{ $reference }`, notée dans le journal du bot : donnez-la aux modérateurs si cela se répète.
common-done = C’est noté.

## Refus communs

refused-card-changed = Cette carte a changé depuis. Ouvrez-la de nouveau pour voir où elle en est.
refused-command-changed = Cette commande a changé. Rechargez Discord (Ctrl + R, ou fermez et rouvrez l’application) et recommencez.
refused-form-changed = Ce formulaire a changé depuis. Rouvrez-le ; votre texte est repris ci-dessous si vous voulez le copier.
refused-guild-only = Cela se fait dans un serveur, pas en message privé.
refused-not-a-member = Vous n’êtes plus membre de ce serveur.
refused-not-found = Introuvable ici.
refused-bad-option = Cette valeur n’a pas été comprise. Choisissez-la dans la liste proposée.
refused-too-slow = Cela a pris trop de temps pour ouvrir le formulaire. Recommencez, s’il vous plaît.
refused-already-done = C’est déjà fait.
refused-storage-busy = Trop de monde en même temps : rien n’a été enregistré. Recommencez dans quelques secondes.
refused-storage-full = Le disque du bot est plein : rien n’a été enregistré. Prévenez la personne qui l’héberge.
refused-bad-period = La fin doit venir après le début.
refused-photo-too-big = Cette photo est trop lourde : { $limit_mib } Mio au plus.
refused-photo-too-large = Cette photo a trop de pixels : { $limit_megapixels } millions au plus.
refused-photo-not-an-image = Ce fichier n’est pas une photo lisible. Envoyez une photo JPEG, PNG ou WebP.
refused-photo-animated = Les images animées ne sont pas acceptées. Envoyez une photo JPEG, PNG ou WebP.
refused-photo-empty = Ce fichier est vide. Envoyez une photo JPEG, PNG ou WebP.

## Le calendrier en image

calendar-range = { $first } – { $last }
calendar-units = { $units ->
    [one] 1 exemplaire
   *[other] { $units } exemplaires
}
calendar-state-requested = en attente
calendar-state-countered = proposition en attente
calendar-state-approved = accordé
calendar-state-out = sorti
calendar-state-late = en retard
calendar-state-reserved = réservé par le propriétaire
calendar-more = { $count ->
    [one] et 1 autre prêt, voir le texte
   *[other] et { $count } autres prêts, voir le texte
}
calendar-nothing = Aucun prêt sur ces 14 jours.
calendar-alt = Calendrier de « { $item } », { $first } – { $last }, { $units }.
calendar-alt-bar = { $label } : { $quantity } sur { $units }, { $when }, { $state }.
calendar-alt-free = Libres par jour : { $days }.
calendar-alt-day = { $day } : { $free }
calendar-open-end = depuis { $start }, retour inconnu
calendar-legend-free = libres par jour

## Fichiers CSV

refused-csv-empty = Ce fichier est vide : il faut une ligne de titres, puis une ligne par élément.
refused-csv-too-big = Ce fichier est trop lourd : { $most } octets au plus.
refused-csv-not-csv = Ce n’est pas un fichier CSV. Dans votre tableur : « Enregistrer sous », puis « CSV ».
refused-csv-encoding = Les accents de ce fichier sont illisibles. Enregistrez-le en « CSV UTF-8 ».
refused-csv-missing-column = Il manque la colonne « { $column } ».
refused-csv-duplicate-column = La colonne « { $column } » est là deux fois.
refused-csv-too-many-rows = Trop de lignes : { $most } au plus en une fois.
refused-csv-too-many-cells = Il y a plus de cases que de titres ({ $most } titres).
refused-csv-bad-quotes = Un guillemet ouvert à la ligne { $line } n’est jamais refermé.
refused-csv-formula = Dans « { $column } », « { $cell } » est une formule : mettez-y sa valeur.
