### Demander un objet : /emprunter, /objets, /dispo et le panneau du salon des prêts.

lending-category-sound = Son
lending-category-light = Lumière
lending-category-backline = Backline
lending-category-stage = Scène
lending-category-vehicle = Véhicule
lending-category-room = Salle
lending-category-other = Autre
lending-nobody = un membre parti

## Ce qui est libre, en deux mots (liste des dates)

lending-choice = { $period } · { $standing }
lending-choice-free = 1er créneau libre : { $period }
lending-choice-unread = « { $text } » : pas compris. Essayez « samedi » ou « ven 18h - dim 20h »
lending-standing-free = { $stock ->
    [1] libre
   *[other] { $room } sur { $stock } { $room ->
        [one] libre
       *[other] libres
    }
}
lending-standing-few = { $room } sur { $stock } seulement
lending-standing-taken = pris
lending-standing-gap = délai entre deux prêts
lending-standing-past = déjà passé
lending-standing-notice = préavis trop court
lending-standing-too-far = trop loin
lending-standing-too-long = trop long
lending-standing-chain = trop long d’affilée
lending-standing-quota = déjà votre maximum
lending-standing-closed-start = fermé ce jour-là
lending-standing-closed-end = fermé au retour
lending-standing-network-only = réservé aux structures
lending-standing-suspended = prêt suspendu
lending-standing-withdrawn = retiré

## Pourquoi ce n’est pas possible

lending-reason-conflict = { $case ->
    [gap] Libre, mais trop près d’un autre prêt : il faut du temps entre deux.
    [none] Déjà pris à ces dates.
    [stock] Il n’y en a que { $stock }, pas { $asked }.
   *[some] Il en reste { $available } sur { $stock } à ces dates, pas { $asked }.
}
lending-reason-past = C’est déjà passé.
lending-reason-notice = À demander au moins { $span } avant : au plus tôt { $earliest }.
lending-reason-too-far = À demander au plus { $span } à l’avance : jusqu’au { $latest }.
lending-reason-too-long = Trop long : { $span } au plus.
lending-reason-chain = Avec vos autres prêts qui se touchent, ce serait trop long : { $span } au plus d’affilée.
lending-reason-closed-start = Pas de départ possible { $day } : c’est fermé.
lending-reason-closed-end = Pas de retour possible { $day } : c’est fermé.
lending-reason-quota = { $most } au plus par emprunteur ; vous en avez ou en demandez déjà { $held }.
lending-reason-network-only = Seules les structures du réseau peuvent le demander, et votre profil n’en a aucune : demandez à qui administre ce serveur.
lending-reason-suspended = Le prêt de cet objet est suspendu pour l’instant.
lending-reason-withdrawn = Cet objet n’est plus prêté.
lending-next-free = Premier créneau libre de même durée : **{ $period }**

## L’aperçu

lending-preview-title = ### Emprunter : { $item }
lending-preview-owner = **Propriétaire** · { $owner }
lending-preview-dates = **Dates** · { $period } ({ $length })
lending-preview-quantity = **Quantité** · { $quantity } (libre à ces dates : { $room } sur { $stock })
lending-preview-project = **Projet** · { $project }
lending-preview-for = **Pour** · { $party }
lending-preview-place = **Lieu** · { $place }
lending-preview-conditions = **Conditions** · { $conditions }
lending-preview-value = **Valeur** · { $value } l’unité, à remplacer si elle est perdue
lending-preview-open-end = -# Vous n’avez pas dit la fin : j’ai compté jusqu’à la fin du jour.
lending-preview-next-owner = -# Ensuite : la demande est affichée dans { $channel } ; { $owner } la reçoit, et sa réponse vous arrive en message privé.
lending-preview-next-once = -# Ensuite : c’est accordé tout de suite, sans attendre de réponse, et affiché dans { $channel }.
lending-preview-here = ce salon (qui devient celui des prêts)
lending-preview-party = Pour qui empruntez-vous ?
lending-preview-own-name = En mon nom
lending-refused-title = ### Pas possible à ces dates : { $item }
lending-refused-asked = Vous demandez : { $period }, quantité { $quantity }.
lending-refused-instead = **Libres aux mêmes dates :**

lending-button-ask = Demander
lending-button-sheet = Fiche
lending-button-change = Modifier
lending-button-cancel = Annuler
lending-button-calendar = Voir le planning
lending-button-take = Prendre { $period }
lending-button-units = En demander { $room }
lending-button-again = Reprendre
lending-button-items = Voir les objets

lending-cancelled = Demande abandonnée : rien n’a été envoyé.

## Demandé

lending-sent-title = ### { $promised ->
    [yes] C’est accordé : { $item }
   *[no] Demande envoyée : { $item }
}
lending-sent-facts = **Prêt #{ $number }** · { $period } · quantité { $quantity }
lending-sent-owner = { $owner } la reçoit ; sa réponse vous arrive en message privé. Sans réponse à temps, la demande s’éteint et le bot vous le dit.
lending-sent-once = { $owner } en reçoit l’annonce. Convenez de la remise ; le jour venu, pressez « Remis » sur la carte.
lending-sent-card = La carte est dans { $channel }.
lending-sent-remembered = La carte est dans { $channel }. Aucun salon n’était choisi pour les prêts : ce sera désormais celui-ci (`/config salons` pour en changer).
lending-sent-already = -# Cette demande était déjà partie : la voici, il n’y en a qu’une.
lending-sent-over = Cette demande était déjà partie : c’est le prêt #{ $number }, qui a avancé ou n’a plus cours. `/mes-prets` le montre ; `/emprunter` en fait une autre.
lending-sent-next = -# `/mes-prets` pour la suivre.

## Quand les dates ne sont pas claires

lending-dates-several = « { $text } » peut vouloir dire :
lending-dates-which = Lesquelles ?
lending-dates-maybe = Vouliez-vous dire :
lending-dates-reading = { $number }. **{ $period }**
lending-note-first-pass = Avant le changement d’heure
lending-note-second-pass = Après le changement d’heure

## Quand l’objet n’est pas clair

lending-item-unknown = Aucun objet ne s’appelle « { $said } » ici.
lending-item-several = Plusieurs objets répondent à « { $said } ». Lequel ?
lending-typed = -# Vous aviez tapé : { $when }{ $quantity ->
    [1] {""}
   *[other] , quantité { $quantity }
}{ $project ->
    [none] {""}
   *[other] , projet « { $project } »
}

## Le formulaire

lending-form-title = Demander un objet
lending-form-title-item = Demander : { $item }
lending-form-item = Objet
lending-form-item-hint = Son nom, ou #12
lending-form-when = Quand
lending-form-when-hint = samedi · du 12 au 15 mars · ven 18h - dim 20h
lending-form-quantity = Quantité
lending-form-project = Projet (si vous voulez)
lending-form-project-hint = Concert, résidence, répétition…

## La liste des objets

lending-list-title = { $count ->
    [0] ### Objets du réseau
    [one] ### Objets du réseau : 1
   *[other] ### Objets du réseau : { $count }
}
lending-list-searched = « { $text } »
lending-list-when = libres { $period }
lending-list-empty = Rien n’est encore prêté ici. Proposez le premier objet !
lending-list-none = Rien ne répond à ces critères. Essayez d’autres dates, une autre catégorie, ou revoyez tout.
lending-list-free = Libre quand ?
lending-list-free-title = Ce qui est libre
lending-list-free-example = ce week-end
lending-list-all = Tout voir
lending-list-suspended = Suspendu
lending-list-category = Catégorie
lending-list-every-category = Toutes les catégories

## Le calendrier et le panneau

lending-calendar-before = Semaine précédente
lending-calendar-after = Semaine suivante
lending-calendar-text = Détail en texte
lending-member = un membre

lending-panel-text = ### Prêter, emprunter
    Demandez un objet, voyez ce qui est libre, proposez le vôtre, retrouvez vos prêts : un bouton suffit. Seules les demandes s’affichent dans ce salon ; le reste n’est vu que de vous.
lending-panel-borrow = Emprunter
lending-panel-free = Ce qui est libre
lending-panel-share = Partager
lending-panel-loans = Mes prêts
lending-panel-posted = Le panneau arrive dans { $channel }. Épinglez-le : il reste valable.
lending-panel-remembered = Le panneau arrive dans { $channel }, qui devient le salon des prêts (`/config salons` pour en changer). Épinglez-le : il reste valable.

## Refus

refused-item-unknown = Cet objet est introuvable ici.
refused-item-ambiguous = Plusieurs objets répondent à « { $said } » : { $near }.
refused-bad-quantity = La quantité doit être un nombre entre 1 et { $stock } (demandé : { $asked }).
refused-draft-gone = Cet aperçu n’est plus gardé. Refaites `/emprunter`, ou pressez « Demander » sur l’objet.
refused-not-free = Ce n’est plus libre.
refused-date-unreadable = Je n’ai pas compris « { $text } ». Essayez « samedi », « du 12 au 15 mars » ou « ven 18h - dim 20h ».
refused-date-impossible = « { $text } » n’existe pas au calendrier.
refused-date-reversed = Dans « { $text } », la fin vient avant le début.
refused-date-contradicts-weekday = Dans « { $text } », le jour et la date se contredisent (ce serait { $date }).
refused-date-missing-hour = { $day }, { $hour } n’existe pas : les horloges avancent d’une heure. Dites { $before } ou { $after }.
refused-date-too-long = Ce texte est trop long pour une date : { $limit } caractères au plus.
refused-calendar-too-far = Le calendrier ne va pas si loin : trois ans au plus.
