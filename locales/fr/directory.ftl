### L’annuaire : /config structures et /profil.

## La liste

directory-list-title = { $count ->
    [0] ### Structures du réseau
    [one] ### Structures du réseau : 1
   *[other] ### Structures du réseau : { $count }
}
directory-list-empty = Aucune structure pour l’instant. Ajoutez la première, ou importez le tableau que vous avez déjà (CSV : nom, nom court, bassin, type).
directory-list-members = { $count ->
    [0] personne
    [one] 1 personne
   *[other] { $count } personnes
}
directory-list-speakers = Répondent : { $names }
directory-list-unspoken = ⚠️ Personne ne répond pour elle

directory-button-add = Ajouter
directory-button-import = Importer
directory-button-open = Ouvrir
directory-button-list = Toutes les structures
directory-button-attach = Rattacher
directory-button-detach = Détacher
directory-button-change = Modifier
directory-button-remove = Supprimer

## Une structure

directory-kind-venue = lieu
directory-kind-association = association
directory-kind-band = groupe
directory-kind-label = label
directory-kind-studio = studio
directory-kind-other = autre

directory-member-delegate = - { $member } · délégation
directory-member-deputy = - { $member } · suppléance
directory-member-member = - { $member } · membre
directory-member-more = { $count ->
    [one] et 1 autre personne
   *[other] et { $count } autres personnes
}
directory-role-delegate-long = Délégation : parle pour elle, répond en premier
directory-role-deputy-long = Suppléance : parle pour elle, répond ensuite
directory-role-member-long = Membre : emprunte pour elle
directory-organisation-short = nom court « { $short } »
directory-organisation-empty = Personne n’y est rattaché : personne ne recevra les demandes. « Rattacher » choisit qui répond pour elle.
directory-organisation-unspoken = ⚠️ Ni délégation ni suppléance : personne ne recevra les demandes.
directory-organisation-removed = ✅ « { $name } » est supprimée.

directory-form-new = Nouvelle structure
directory-form-change = Modifier la structure
directory-form-attach = Rattacher des membres
directory-form-detach = Détacher un membre
directory-form-import = Importer des structures
directory-field-name = Nom
directory-field-short = Nom court
directory-field-short-why = Pour les petits écrans ; le nom lui-même si vous ne dites rien
directory-field-basin = Bassin de vie
directory-field-basin-hint = Bressuire, Thouars, Niort…
directory-field-kind = Type
directory-field-role = Rôle dans la structure
directory-field-member = Qui ?
directory-field-members = Qui ?
directory-field-members-why = { $most } personnes au plus à la fois
directory-field-sheet = Tableau (CSV)
directory-field-sheet-why = Première ligne : nom ; nom court ; bassin ; type. Rien n’est écrit avant votre accord.

## Import

directory-import-title = ### Ce que l’import ferait
directory-import-count = { $good ->
    [0] Aucune ligne ne peut être importée
    [one] **1 ligne** peut être importée
   *[other] **{ $good } lignes** peuvent être importées
}{ $bad ->
    [0] .
    [one] , 1 est refusée.
   *[other] , { $bad } sont refusées.
} Rien n’est encore écrit.
directory-import-ignored = Colonnes laissées de côté : { $names }
directory-import-good = ✅ ligne { $line } · { $name }
directory-import-bad = ❌ ligne { $line } · { $name } : { $reason }
directory-import-more = { $count ->
    [one] … et 1 autre ligne, dans le rapport joint
   *[other] … et { $count } autres lignes, dans le rapport joint
}
directory-import-nothing = Corrigez le tableau, puis importez-le de nouveau.
directory-import-write = { $count ->
    [one] Importer 1 ligne
   *[other] Importer { $count } lignes
}
directory-import-done = { $count ->
    [0] Aucune structure n’a été ajoutée.
    [one] ✅ 1 structure est ajoutée.
   *[other] ✅ { $count } structures sont ajoutées.
}
directory-import-skipped = { $count ->
    [one] Laissée de côté, son nom a été pris entre-temps : { $names }
   *[other] Laissées de côté, leurs noms ont été pris entre-temps : { $names }
}
directory-import-undo = Annuler l’import
directory-import-undone = { $count ->
    [0] L’import est annulé ; rien n’était à retirer.
    [one] ✅ L’import est annulé : 1 structure est retirée.
   *[other] ✅ L’import est annulé : { $count } structures sont retirées.
}
directory-import-kept = { $count ->
    [one] Elle a servi depuis, elle reste : { $names }
   *[other] Elles ont servi depuis, elles restent : { $names }
}
directory-report-line = Ligne
directory-report-name = Nom
directory-report-result = Résultat
directory-report-fine = à importer

## Profil

directory-profile-title = ### Votre profil
directory-profile-alone = Aucune structure dans votre profil : vous prêtez et empruntez en votre nom. Pour y ajouter la vôtre, demandez à qui administre ce serveur.
directory-profile-delegate = - **{ $name }** · vous parlez pour elle
directory-profile-deputy = - **{ $name }** · vous parlez pour elle en suppléance
directory-profile-member = - **{ $name }** · membre
directory-profile-more = { $count ->
    [one] et 1 autre structure
   *[other] et { $count } autres structures
}
directory-profile-acts-for = Vous empruntez d’habitude pour :
directory-profile-choose = Choisir une structure
directory-profile-language = Langue des messages privés du bot :
directory-profile-language-choose = Choisir une langue
directory-profile-language-auto = celle de votre Discord
directory-profile-quiet = { $whose ->
    [own] Vos heures calmes : de **{ $start }** à **{ $end }**, le bot ne vous envoie pas de rappel.
   *[network] Heures calmes du réseau : de **{ $start }** à **{ $end }**, le bot ne vous envoie pas de rappel.
}
directory-profile-quiet-never = Pas d’heures calmes : le bot vous envoie ses rappels à toute heure.
directory-profile-quiet-title = Mes heures calmes
directory-profile-quiet-from = Début (21:00)
directory-profile-quiet-to = Fin (8:00) ; la même heure : jamais
directory-profile-quiet-network = Celles du réseau

## Refus

refused-organisation-unknown = Il n’y a pas de structure n° { $number } ici.
refused-organisation-exists = « { $name } » est déjà dans l’annuaire.
refused-organisation-no-name = Il faut un nom, avec au moins une lettre ou un chiffre.
refused-organisation-long-name = Ce nom est trop long : { $most } caractères au plus.
refused-organisation-kind = Type inconnu : « { $said } ». Écrivez lieu, association, groupe, label, studio ou autre.
refused-organisation-in-use = « { $name } » sert encore : objets { $items }, prêts { $loans }, membres { $members }. Détachez ses membres et confiez ses objets à une autre structure, puis recommencez.
refused-organisation-empty = Personne n’est rattaché à cette structure.
refused-not-your-organisation = Vous n’êtes pas rattaché à cette structure.
refused-attach-bot = { $name } est un bot : il ne répondra pas aux demandes.
refused-attach-not-a-member = Cette personne n’est pas (ou plus) membre de ce serveur.
refused-import-unknown = Cet import n’est plus là : il a déjà été fait, annulé, ou il est trop ancien. Envoyez le tableau de nouveau.
refused-forget-live-loans = { $count ->
    [one] Un prêt à votre nom est encore en cours. Rendez-le ou annulez-le d’abord.
   *[other] { $count } prêts à votre nom sont encore en cours. Rendez-les ou annulez-les d’abord.
}

## Tableaux illisibles (structures et objets)

refused-csv-not-received = Discord n’a pas donné ce fichier. Envoyez-le de nouveau.
refused-csv-twice = « { $name } » est déjà à la ligne { $first }.

directory-unspoken-title = ### ⚠️ Plus personne ne répond pour { $name }
directory-unspoken-text = { $member } a quitté le serveur : personne ne reçoit plus les demandes faites à { $name }. Qui gère le serveur peut y rattacher quelqu’un avec `/config structures`.
