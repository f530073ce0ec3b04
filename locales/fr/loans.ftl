### Un prêt, de la demande au retour : sa carte, ses annonces, /mes-prets, /rendre.

loans-name-quantity = { $item } × { $quantity }

## La carte

loans-line-asks = { $borrower } emprunte à { $owner }
loans-line-own = Dates gardées par { $owner }
loans-line-dates =
    📅 **{ $period }**
    -# Départ { $start } ({ $starts })
    -# Retour { $end } ({ $ends })
loans-line-days =
    📅 **{ $period }**
    -# Retour : { $end } ({ $ends })
loans-line-days-only = 📅 **{ $period }**
loans-line-project = **Projet** · { $project }
loans-line-place = **Lieu** · { $place }
loans-line-conditions = **Conditions** · { $conditions }
loans-line-value = **Valeur à neuf** · { $value }
loans-line-number = prêt #{ $number }
loans-line-short = #{ $number } · { $period }
loans-line-late = 🔴 en retard ({ $since })

loans-state-requested = 🟠 **En attente de réponse** (demandé { $since }). Sans réponse, la demande s’éteint { $lapse }.
loans-state-countered = 🟠 **Autres dates proposées** : { $offered } ; à l’emprunteur de répondre.
loans-state-approved = 🔵 **Accordé.** À la remise, pressez « Remis ».
loans-state-own = 🔵 **Réservé** par le propriétaire.
loans-state-out = 🟢 **Remis** ({ $out }). Au retour, pressez « Rendu ».
loans-state-late = 🔴 **En retard** : à rendre { $end } ({ $since }).
loans-state-returned = ✅ **Rendu** { $at }.
loans-state-refused = ⚪ **Refusé** : { $reason }
loans-state-cancelled = ⚪ **Annulé.**
loans-state-expired = ⚪ **Éteinte** : la demande n’a pas eu de réponse à temps.
loans-state-uncollected = ⚪ **Jamais remis** : personne n’a noté la remise avant la fin. Si elle a eu lieu, pressez « Remis quand même ».
loans-state-asked-end = 🟠 **Prolongation demandée** jusqu’à : { $end } ; au propriétaire de répondre.
loans-state-partial = 🟠 Pas encore rendus : { $missing } sur { $quantity }.

loans-report-said = 🧾 Retour déclaré par { $by } { $at } : { $pieces }.
loans-report-condition = « { $condition } »
loans-report-waits = 🟠 **À confirmer** par { $other }.
loans-report-contested = ⚠️ **Retour contesté** : mettez-vous d’accord, puis pressez « Rendu ».
loans-report-confirmed = ✅ Retour confirmé.
loans-report-photo = Photo de l’état au retour
loans-pieces-back = { $count } en bon état
loans-pieces-broken = { $count ->
    [one] { $count } cassé
   *[other] { $count } cassés
}
loans-pieces-lost = { $count ->
    [one] { $count } perdu
   *[other] { $count } perdus
}

## Les boutons

loans-button-approve = Accepter
loans-button-approve-anyway = Accepter quand même (sans le délai)
loans-button-offer = Proposer d’autres dates
loans-button-offer-at = Proposer { $period }
loans-button-refuse = Refuser
loans-button-cancel = Annuler
loans-button-accept-offer = Accepter ces dates
loans-button-hand-over = Remis
loans-button-hand-over-anyway = Remis quand même
loans-button-extend = Prolonger
loans-button-grant = Accepter la prolongation
loans-button-deny = Refuser la prolongation
loans-button-return = Rendu
loans-button-confirm = Confirmer
loans-button-contest = Contester
loans-button-open = Ouvrir
loans-button-again = Réessayer
loans-button-borrow = Emprunter
loans-button-free = Ce qui est libre
loans-button-board = Mes prêts

## Après un bouton

loans-next-approve = ✅ « { $item } » est accordé ; l’emprunteur est prévenu. Convenez de la remise : le jour venu, pressez « Remis ».
loans-next-accept-offer = ✅ C’est accordé à ces dates ; le propriétaire est prévenu. Le jour venu, pressez « Remis ».
loans-next-offer = 📅 Dates proposées ; l’emprunteur est prévenu et répond d’un clic.
loans-next-hand-over = 📦 Remise notée. À rendre : { $end } ; l’emprunteur reçoit un rappel la veille et deux heures avant.
loans-next-return = ↩️ Retour noté. L’autre partie le confirme d’un clic.
loans-next-extend = ✅ À rendre désormais : { $end } ; l’autre partie est prévenue.
loans-next-extend-asked = ⏳ Prolongation demandée ; le propriétaire est prévenu et répond d’un clic. D’ici là, à rendre comme prévu : { $end }
loans-next-contest = ⚠️ C’est noté : l’objet compte comme sorti. L’autre partie et les modérateurs sont prévenus ; mettez-vous d’accord, puis pressez « Rendu ».
loans-moved-on = Cette carte a changé depuis.
loans-not-free = ### Pas possible : { $item }
loans-which = « { $text } » peut vouloir dire plusieurs choses. Laquelle ?

## Les formulaires

loans-form-refuse = Refuser : { $item }
loans-form-offer = Autres dates : { $item }
loans-form-extend = Prolonger : { $item }
loans-form-return = Rendu : { $item }
loans-field-reason = Pourquoi ? (l’emprunteur le lira)
loans-field-reason-hint = Nous en avons besoin ce jour-là, il est en réparation…
loans-field-when = Quelles dates proposez-vous ?
loans-field-when-hint = samedi · du 12 au 15 mars · ven 18h - dim 20h
loans-field-until = Jusqu’à quand ?
loans-field-until-hint = dimanche 20h · le 15 mars · mardi
loans-field-outcome = Dans quel état ?
loans-field-outcome-back = Rendu en bon état
loans-field-outcome-broken = Rendu cassé
loans-field-outcome-lost = Perdu
loans-field-back = Rendus en bon état
loans-field-broken = Cassés
loans-field-lost = Perdus
loans-field-missing = { $missing } à rendre ; ce qui n’est pas compté reste à rendre
loans-field-condition = Une remarque ? (si vous voulez)
loans-field-condition-hint = Il manque un câble, une rayure sur le côté…
loans-field-photo = Une photo de l’état (si vous voulez)

## Annonces

loans-news-bot = Le bot
loans-news-asked = { $borrower } vous demande **{ $item }**. Répondez d’un clic : l’emprunteur attend votre réponse.
loans-news-granted = **{ $item }** est prêté à { $borrower }, accordé d’office comme vous l’avez réglé. Convenez de la remise : le jour venu, pressez « Remis ».
loans-news-approved = **{ $by } vous prête { $item }.** Convenez de la remise : le jour venu, pressez « Remis ».
loans-news-refused = **{ $by } ne peut pas vous prêter { $item }.** La raison est ci-dessous ; `/emprunter` montre ce qui est libre.
loans-news-countered = **{ $by } vous propose d’autres dates pour { $item }.** Acceptez-les d’un clic, ou annulez.
loans-news-offer-accepted = **{ $by } accepte vos dates pour { $item } : c’est accordé.** Le jour venu, pressez « Remis ».
loans-news-cancelled = ⚪ **{ $by } a annulé le prêt de { $item }.** Rien d’autre à faire : ces dates sont de nouveau libres.
loans-news-expired = ⚪ **La demande de { $item } s’est éteinte sans réponse.** L’emprunteur peut redemander d’autres dates avec `/emprunter`.
loans-news-uncollected = ⚪ **La remise de { $item } n’a jamais été notée**, et les dates sont passées. Si elle a eu lieu, pressez « Remis quand même ».
loans-news-handed-over = 📦 **{ $by } a noté la remise de { $item }.** À rendre : { $end }
loans-news-extension-asked = ⏳ **{ $by } voudrait garder { $item } plus longtemps.** Répondez d’un clic.
loans-news-extended = 📅 **{ $by } a changé le prêt de { $item }.** À rendre désormais : { $end }
loans-news-extension-denied = ✖️ **{ $by } ne peut pas prolonger le prêt de { $item }.** À rendre comme prévu : { $end }
loans-news-returned = ↩️ **{ $by } signale le retour de { $item }.** Confirmez d’un clic, ou contestez si ce n’est pas le cas.
loans-news-return-confirmed = ✅ **{ $by } confirme le retour de { $item }.** Merci ! Rien d’autre à faire.
loans-news-return-contested = ⚠️ **{ $by } conteste le retour de { $item }.** L’objet compte comme sorti : mettez-vous d’accord, puis pressez « Rendu ».
loans-moderators-contested = ⚠️ **Un retour est contesté : { $item }**, prêté par { $owner } à { $borrower }. Ouvrez le prêt pour voir ; un modérateur peut aider à s’accorder.
loans-moderators-orphaned = ⚠️ **Personne ne peut répondre à une demande : { $item }**, demandé par { $borrower } à { $owner }. Ouvrez-la pour répondre à sa place, ou rattachez quelqu’un avec `/config structures`.
loans-news-short = ⚠️ **{ $missing ->
    [one] Il manquera 1 exemplaire
   *[other] Il manquera { $missing } exemplaires
} de { $item }** : casse, perte ou retard. { $borrower } et { $owner }, entendez-vous à temps.

## Rappels

loans-reminder-title = { $count ->
    [one] ### Un rappel
   *[other] ### { $count } rappels
}
loans-reminder-day-before-borrower = ⏰ **{ $item }** est à rendre à { $owner } { $left } ({ $end }). Besoin de plus de temps ? « Prolonger ».
loans-reminder-day-before-owner = ⏰ **{ $item }** doit vous être rendu par { $borrower } { $left } ({ $end }).
loans-reminder-two-hours-borrower = ⏰ **{ $item }** est à rendre à { $owner } { $left } ({ $end }).
loans-reminder-two-hours-owner = ⏰ **{ $item }** doit vous être rendu par { $borrower } { $left } ({ $end }).
loans-reminder-late-borrower = 🔴 **{ $item }** était à rendre à { $owner } { $left } ({ $end }). S’il est rendu, pressez « Rendu » ; sinon demandez à « Prolonger ».
loans-reminder-late-owner = 🔴 **{ $item }** devait vous être rendu par { $borrower } { $left } ({ $end }). S’il est rentré, pressez « Rendu » ; sinon, parlez-lui.
loans-reminder-nudge-owner = 🟠 { $borrower } attend votre réponse pour **{ $item }**, demandé { $asked }. Sans réponse, la demande s’éteint { $lapse }.
loans-reminder-more = { $count ->
    [one] et 1 autre, dans « Mes prêts »
   *[other] et { $count } autres, dans « Mes prêts »
}

## /mes-prets

loans-list-title = { $count ->
    [0] ### Mes prêts
   *[other] ### Mes prêts : { $count }
}
loans-list-row = **{ $item }**{ $quantity ->
    [1] {""}
   *[other] {" "}× { $quantity }
} · { $other }
loans-list-row-own = **{ $item }**{ $quantity ->
    [1] {""}
   *[other] {" "}× { $quantity }
} · gardé pour nous
loans-list-empty = Rien à faire, rien en cours.
loans-list-empty-here = { $count ->
    [one] Rien à faire ici ; 1 autre prêt est dans « Tous mes prêts ».
   *[other] Rien à faire ici ; { $count } autres prêts sont dans « Tous mes prêts ».
}
loans-pile-to-answer = 📨 **À répondre**
loans-pile-to-confirm = 🧾 **Retours à confirmer**
loans-pile-to-hand-over = 📦 **À remettre**
loans-pile-to-get-back = ↩️ **À récupérer**
loans-pile-to-collect = 🚚 **À aller chercher**
loans-pile-to-give-back = ⏰ **À rendre**
loans-pile-waiting = 🟠 **En attente de réponse**
loans-pile-own = 🔵 **Mes réservations**
loans-view-which = Que voulez-vous voir ?
loans-view-all = Tous mes prêts
loans-view-todo = À faire
loans-view-borrowing = J’emprunte
loans-view-lending = Je prête

## /rendre

loans-choice-rest = · #{ $number } · { $end } · { $other }
loans-condition-ok = Tout est rendu, en bon état
loans-condition-pieces = Cassé ou incomplet… (ouvre un formulaire)

## /moderation prets

loans-all-title = { $count ->
    [0] ### Prêts en cours
   *[other] ### Prêts en cours : { $count }
}{ $late ->
    [0] {""}
   *[other] , dont { $late } en retard
}
loans-all-sides = { $borrower } emprunte à { $owner }
loans-all-empty = Aucune demande, aucun prêt en cours.
loans-brief-requested = 🟠 en attente
loans-brief-countered = 🟠 autres dates proposées
loans-brief-approved = 🔵 accordé
loans-brief-out = 🟢 sorti
loans-brief-late = 🔴 en retard
loans-brief-own = 🔵 réservé

## Qui peut

loans-stranger-answer = C’est à { $owner } de répondre à cette demande (ou à un modérateur).
loans-stranger-owner = C’est à { $owner } de le faire (ou à un modérateur).
loans-stranger-offer = C’est à { $borrower } d’accepter ces dates.
loans-stranger-either = C’est à { $borrower } ou à { $owner } de le faire.
loans-stranger-cancel = C’est à { $borrower } ou à { $owner } d’annuler ce prêt (ou à un modérateur).
loans-stranger-verdict = C’est à l’autre partie de confirmer ce retour, pas à celle qui l’a déclaré ({ $borrower }, { $owner } ; ou un modérateur).

## Refus

refused-not-allowed = Vous ne pouvez pas faire cela : c’est à l’emprunteur ou au propriétaire.
refused-loan-unknown = Il n’y a pas de prêt #{ $number } ici.
refused-loan-ambiguous = Plusieurs prêts répondent à « { $said } » : { $near }. Tapez son numéro, ou choisissez-le dans la liste.
refused-nothing-out = Rien à rendre : aucun objet n’est sorti. `/mes-prets` montre les vôtres.
refused-wrong-state = { $state ->
    [requested] Cette demande attend encore une réponse.
    [countered] D’autres dates sont proposées : c’est à l’emprunteur de répondre.
    [approved] Ce prêt est accordé, et n’est pas encore remis.
    [refused] Cette demande a été refusée.
    [cancelled] Ce prêt est annulé.
    [expired] Cette demande s’est éteinte.
    [out] Ce prêt est déjà remis.
   *[returned] Ce prêt est déjà rendu.
} Cela ne se fait plus (ou pas encore).
refused-request-lapsed = Cette demande s’est éteinte sans réponse : son début est passé. L’emprunteur peut redemander d’autres dates.
refused-reason-missing = Dites pourquoi, en quelques mots : l’emprunteur le lira.
refused-end-past = Cette fin est déjà passée ({ $end }). Dites une fin à venir ; si c’est rendu, pressez « Rendu ».
refused-end-same = C’est déjà la fin prévue ({ $end }). Dites-en une autre.
refused-owner-decides = Pour plus de temps ou d’exemplaires, c’est au propriétaire de dire oui.
refused-nothing-to-confirm = Aucun retour n’attend de confirmation.
refused-nothing-returned = Dites au moins un exemplaire rendu, cassé ou perdu ({ $missing } à rendre).
refused-too-many-returned = Vous comptez { $said } exemplaires, mais il n’y en a que { $missing } à rendre.
refused-pieces-unread = « { $text } » n’est pas un nombre. Tapez 0, 1, 2…
refused-photo-not-received = Discord n’a pas donné cette photo. Envoyez-la de nouveau.
