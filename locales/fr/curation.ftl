### Trier les nouvelles : la carte des modérateurs, la file, l’alerte que voient les membres.

curation-no-topic = sans thème
curation-also = aussi chez { $names }
curation-number = nouvelle #{ $number }
curation-place = { $position } sur { $total }
curation-edited = retouchée
curation-topic-menu = Changer de thème

curation-why-suggested = 🙋 Proposée par { $by }
curation-why-rule = { $action ->
    [drop] 🔎 Écartée par le filtre « { $rule } »
    [publish] 🔎 Publiée par le filtre « { $rule } »
    [topic] 🔎 Rangée par le filtre « { $rule } »
   *[keep] 🔎 Gardée par le filtre « { $rule } »
}
curation-like =
    ⚠️ **Ressemble à une autre nouvelle.** Est-ce la même ?
    -# celle-ci : { $mine }
    -# #{ $number } ({ $state ->
        [queued] dans la file
        [scheduled] planifiée
        [published] publiée
        [waiting] au prochain résumé
        [digested] déjà au résumé
        [rejected] écartée
       *[dropped] écartée par un filtre
    }, { $names }) : { $title }
curation-repeats =
    ⚠️ { $count ->
        [one] **Une autre nouvelle de la file lui ressemble**
       *[other] **{ $count } autres nouvelles de la file lui ressemblent**
    } : #{ $number } { $title }
    -# `/moderation file` permet de les comparer.

## Les appels

curation-day-hour = { $day } à { $hour }
curation-typed-hour = { $day } à { $hour }
curation-call = 📣 **Appel**
curation-deadline = 📣 **Date limite : { $day }**, { $left }
curation-closed = 📣 Appel clos depuis le { $day }
curation-call-undated = 📣 **Appel**, sans date limite connue
curation-deadline-found = 📅 **Date limite trouvée : { $day }** ({ $left }). Elle ne sera montrée qu’une fois confirmée.
curation-deadline-confirmed = 📅 **Date limite : { $day }** ({ $left }), confirmée
curation-offer = 📅 **Une source annonce une autre date limite : { $day }** ({ $left }). Date connue jusqu’ici : { $known }.
curation-offer-unknown = aucune
curation-offer-over = Cette date limite n’est plus en question.
curation-interested = 🙋 Intéressés : { $names }
curation-interested-persons = { $count ->
    [one] 🙋 1 personne intéressée
   *[other] 🙋 { $count } personnes intéressées
}
curation-interested-both = { $count ->
    [one] 🙋 Intéressés : { $names }, et 1 personne
   *[other] 🙋 Intéressés : { $names }, et { $count } personnes
}

## Ce qu’elle est devenue

curation-by-itself = le bot
curation-first-yes = 👍 **Premier oui de { $by }.** Il en faut un deuxième, d’un autre modérateur.
curation-state-published = ✅ **Publiée** dans { $channel } par { $by } { $at }.
curation-state-published-later = ✅ **Acceptée** par { $by } { $at } : paraît dans { $channel } le { $when }, après les heures calmes.
curation-state-scheduled = ⏰ **Planifiée** par { $by } pour le { $when }.
curation-state-waiting = 🗞️ **Au prochain résumé**, par { $by } { $at }.
curation-state-digested = 🗞️ **Parue dans un résumé** ; choisie par { $by }.
curation-state-rejected = ✖️ **Écartée** par { $by } { $at } : { $reason }
curation-state-dropped = ✖️ **Écartée par un filtre.**
curation-state-joined = 🔗 **Réunie avec #{ $number }** par { $by } { $at }.

## Les boutons

curation-button-publish = Publier
curation-button-second-yes = Publier (deuxième oui)
curation-button-publish-anyway = Publier quand même
curation-button-plan = Planifier
curation-button-digest = Au résumé
curation-button-edit = Modifier
curation-button-reject = Écarter
curation-button-confirm = Date juste
curation-button-call = C’est un appel…
curation-button-date = { $known ->
    [yes] Autre date…
   *[no] Date limite…
}
curation-button-no-call = Pas un appel
curation-button-same = C’est la même
curation-button-other = Deux nouvelles
curation-button-reopen = Remettre en file
curation-button-skip = Passer
curation-button-back = Retour
curation-button-again = Réessayer
curation-button-take = Prendre cette date
curation-button-leave = Garder l’ancienne

## Après un bouton

curation-done-first-yes = 👍 Premier oui noté pour « { $title } ». Un autre modérateur doit dire oui aussi.
curation-done-publish = { $later ->
    [later] ✅ « { $title } » paraîtra dans { $channel } à { $when }, après les heures calmes.
   *[now] ✅ « { $title } » paraît dans { $channel }.
}
curation-done-undated = 📅 Sans date limite confirmée, cet appel n’est ni dans `/appels` ni rappelé : la date se donne sur sa carte.
curation-done-plan = { $later ->
    [later] ⏰ « { $title } » paraîtra le { $when }, après les heures calmes.
   *[now] ⏰ « { $title } » paraîtra le { $when }.
}
curation-done-digest = 🗞️ « { $title } » sera dans le prochain résumé.
curation-done-reject = ✖️ « { $title } » est écartée, d’où qu’elle revienne. Une erreur ? « Remettre en file », sur sa carte.
curation-done-reopen = ↩️ « { $title } » est de nouveau dans la file : `/moderation file`.
curation-done-edit = ✏️ « { $title } » est à jour partout.
curation-done-topic = 🏷️ Thème changé.
curation-done-call = 📣 « { $title } » est un appel.
curation-done-confirm = 📅 Date limite confirmée : elle sera rappelée 14 jours avant, 3 jours avant et la veille.
curation-done-no-call = 🚫 « { $title } » n’est pas un appel.
curation-done-same = 🔗 Réunies : les sources sont maintenant sur #{ $number }, « { $title } ».
curation-done-other = ↔️ Ce sont deux nouvelles.
curation-moved-on = Quelqu’un a été plus rapide : cette nouvelle a changé depuis.
curation-which = « { $text } » peut vouloir dire plusieurs choses. Laquelle ?
curation-empty =
    ### 🎉 Rien à trier
    La file est vide. Pour suivre d’autres sites : `/sources ajouter`. Pour proposer une page : `/veille proposer`.

## Les formulaires

curation-form-plan = Planifier la parution
curation-form-reject = Écarter cette nouvelle
curation-form-call = C’est un appel à projets
curation-form-edit = Modifier la nouvelle
curation-field-when = Quand la publier ?
curation-field-when-hint = demain 9h · jeudi · 15/11 à 18h30
curation-field-reason = Pourquoi ?
curation-field-why = Un mot de plus (si vous voulez)
curation-field-why-hint = lu aussi par qui l’a proposée, et par qui demande pourquoi
curation-field-until = Date limite (vide : pas de date connue)
curation-field-until-hint = 31 mars · 15/01 à 12h
curation-field-title = Titre
curation-field-title-hint = ce que les membres liront en premier
curation-field-summary = Résumé
curation-field-summary-hint = quelques lignes
curation-field-comment = Votre mot aux membres (si vous voulez)
curation-field-comment-hint = Pour qui, pourquoi, par où commencer…
curation-field-topic = Thème
curation-reason-off-topic = Hors sujet
curation-reason-known = Déjà vu
curation-reason-old = Trop ancien
curation-reason-far = Trop loin de notre territoire
curation-reason-advert = Publicité
curation-reason-other = Autre (à dire ci-dessous)
curation-reason-said = { $reason } : { $why }

## Pour le salon des modérateurs

curation-many = { $count ->
    [one] 📥 **1 nouvelle de { $name } attend.** Pour la trier : `/moderation file`.
   *[other] 📥 **{ $count } nouvelles de { $name } attendent.** Pour les trier une à une : `/moderation file`.
}
curation-no-channel =
    ### Une nouvelle n’a pas de salon où paraître
    Ni son thème ni la veille n’ont de salon : elle attend le prochain résumé. Choisissez un salon avec `/config salons`, ou par thème avec `/sources calendrier`.

## Refus

refused-story-unknown = Il n’y a pas de nouvelle #{ $number } ici.
refused-story-state = { $state ->
    [published] Cette nouvelle est déjà publiée.
    [digested] Cette nouvelle est déjà parue dans un résumé.
    [waiting] Cette nouvelle est déjà retenue pour le prochain résumé.
    [scheduled] Cette nouvelle est déjà planifiée.
    [rejected] Cette nouvelle est écartée. Remettez-la d’abord en file.
    [dropped] Cette nouvelle est écartée. Remettez-la d’abord en file.
   *[queued] Cette nouvelle est encore dans la file.
}
refused-story-joined = Cette nouvelle est réunie avec #{ $number } : c’est celle-là qu’il faut ouvrir.
refused-story-title = Il faut un titre : c’est ce que les membres liront en premier.
refused-watch-no-channel = Il n’y a pas encore de salon où publier. Choisissez-en un avec `/config salons` (ou par thème avec `/sources calendrier`), ou mettez la nouvelle « Au résumé ».
refused-watch-limit = { $limit ->
    [one] Ce salon a déjà eu son alerte du jour.
   *[other] Ce salon a déjà eu ses { $limit } alertes du jour.
} Au prochain résumé, ou publier quand même ?
refused-yes-said = Votre oui est déjà noté. Un autre modérateur doit dire oui aussi.
refused-schedule-past = { $at } est déjà passé. Donnez un moment à venir, par exemple « demain 9h ».
refused-schedule-far = { $at } est dans plus d’un an : c’est trop loin pour planifier.
refused-reject-reason = Dites en quelques mots pourquoi, pour que les autres modérateurs comprennent.
refused-deadline-past = Cette date limite ({ $day }) est déjà passée. Donnez une date à venir, ou laissez vide.
refused-deadline-none = Aucune date limite n’a été trouvée. Donnez-la avec « C’est un appel… ».
refused-deadline-answered = Cette question a déjà sa réponse : la nouvelle #{ $number } dit ce qu’il en est.
refused-nothing-alike = La nouvelle #{ $number } ne ressemble plus à une autre.
