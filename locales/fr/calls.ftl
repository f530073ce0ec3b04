### Les appels à projets : liste, boutons des membres, rappels, fil commun.

calls-title = ### 📣 { $count ->
    [one] Un appel à projets ouvert
   *[other] { $count } appels à projets ouverts
}
calls-title-none = ### 📣 Appels à projets
calls-none = Aucun appel ouvert pour le moment. Vous en connaissez un ? `/veille proposer` le porte aux modérateurs.
calls-interested = { $organisations ->
    [0] Intéressés : { $people ->
        [one] une personne
       *[other] { $people } personnes
    }
   *[other] { $people ->
        [0] Intéressés : { $names }
        [one] Intéressés : { $names } et une personne
       *[other] Intéressés : { $names } et { $people } personnes
    }
}
calls-button-interest = Ça nous intéresse
calls-button-together = On répond ensemble
calls-button-remind = Me rappeler
calls-button-agenda = Agenda
calls-button-event = Créer l’événement du serveur
calls-interest-on = ✅ Noté : **{ $organisation }** s’intéresse à { $title }. Un nouvel appui l’annule.
calls-interest-on-person = ✅ Noté : vous vous intéressez à { $title }. Un nouvel appui l’annule.
calls-interest-off = C’est annulé : vous n’êtes plus parmi les intéressés de { $title }.
calls-remind-on = ⏰ Rappel en privé avant la date limite de { $title } (jours avant : { $days }). Un nouvel appui l’annule.
calls-remind-undated = ⏰ Noté pour { $title } : sa date limite n’est pas encore connue, le bot vous écrira quand elle approchera.
calls-remind-off = C’est annulé : pas de rappel pour { $title }.
calls-together = 🤝 C’est dans { $thread } que se prépare une réponse commune.
calls-file = 🗓️ Ouvrez ce fichier : votre agenda y ajoute la date limite.
calls-event-made = 📌 L’événement est là : { $url }
calls-due = ### ⏰ Date limite { $days ->
    [0] aujourd’hui
    [1] demain
   *[other] dans { $days } jours
}
calls-extended = ### ⏳ Date limite repoussée
calls-thread = ### 🤝 Répondre ensemble
    { $by } propose de répondre ensemble à cet appel.
calls-thread-next = Dites ici qui peut porter la réponse, ce que chacun apporte et ce qui manque. **Ça nous intéresse** ajoute votre structure à la liste.

refused-call-closed = La date limite de « { $title } » est passée. `/appels` montre ceux qui sont ouverts.
refused-call-not-one = « { $title } » n’est pas (ou plus) un appel à projets.
refused-remind-too-late = La date limite de « { $title } » est trop proche : plus de rappel à venir. « Agenda » l’ajoute à votre calendrier.
refused-call-undated = La date limite de cet appel n’est pas encore connue. Un modérateur peut la noter.
refused-thread-no-channel = Cet appel n’a plus de salon où ouvrir un fil. Demandez aux modérateurs de le publier de nouveau.
refused-thread-no-right = Le bot n’a pas le droit « Créer des fils publics » dans #{ $channel }. Demandez-le aux modérateurs : Modifier le salon → Permissions.
refused-event-no-right = Le bot n’a pas le droit « Créer des évènements » sur ce serveur : Paramètres du serveur → Rôles → son rôle.
