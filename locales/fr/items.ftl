### Un objet : /partager, sa carte, ses formulaires, /config materiel.

## La carte

items-card-facts = { $category } · { $units } · prêté par { $owner }
items-card-units = { $count ->
    [one] 1 exemplaire
   *[other] { $count } exemplaires
}
items-card-suspended = ⏸️ **Suspendu** : pas de nouvelle demande pour l’instant ; ce qui est promis le reste.
items-card-free = { $units ->
    [1] ✅ **Libre maintenant**
   *[other] ✅ **{ $free } sur { $units }** { $free ->
        [one] libre
       *[other] libres
    } maintenant
}
items-card-next = ⏳ **Rien de libre maintenant** ; à nouveau le { $moment }
items-card-taken = ⏳ **Rien de libre maintenant**, et on ne sait pas encore quand
items-card-broken = { $count ->
    [one] 🔧 1 exemplaire hors service
   *[other] 🔧 { $count } exemplaires hors service
}
items-card-place = 📍 { $place }
items-card-value = 💶 Valeur de remplacement : { $value } pièce
items-card-rate = 🏷️ Location de référence : { $rate } par jour
items-card-conditions = 📝 { $conditions }
items-card-reserved = 🔒 **Réservé pour vous**
items-card-reserved-line = - { $period } · { $quantity } (prêt #{ $number })
items-card-reserved-more = { $count ->
    [one] - et 1 autre période
   *[other] - et { $count } autres périodes
}
items-shared = ✅ « { $item } » est proposé au prêt. « Modifier » complète sa fiche, « Règles » dit qui, quand et combien de temps.
items-changed = ✅ C’est enregistré.
items-reserved = ✅ Réservé pour vous : **{ $period }**, quantité { $quantity }.
items-withdrawn = 🗑️ « { $item } » n’est plus proposé au prêt.
items-withdraw-sure = ### Retirer « { $item } » ?
    Il disparaît des listes et ne peut plus être demandé. Ses prêts passés restent dans l’historique. Pour une pause, choisissez plutôt « Suspendre ».
items-edit-nothing = -# Ni lieu, ni valeur, ni conditions pour l’instant.
items-edit-owner = Prêté par :
items-edit-own-name = Moi, en mon nom

## Les règles

items-rules-title = ### Règles de prêt : { $item }
items-rule-askers-everyone = Tout le monde peut demander
items-rule-askers-network = Seuls les membres rattachés à une structure peuvent demander
items-rule-approval-owner = Le propriétaire répond à chaque demande
items-rule-approval-automatic = Accord automatique pour les membres du réseau
items-rule-hold-no = Une demande sans réponse ne bloque rien
items-rule-hold-yes = Une demande bloque les dates jusqu’à la réponse
items-rule-hold-for = Une demande bloque les dates pendant { $span }
items-rule-notice = Prévenir { $span } avant
items-rule-longest = { $span } au plus
items-rule-ahead = Au plus { $span } à l’avance
items-rule-no-chain = Des prêts qui se suivent comptent comme un seul
items-rule-buffer = { $span } de battement entre deux prêts
items-rule-per-borrower = { $count } au plus par emprunteur
items-rule-share = { $percent } % du stock au plus par prêt
items-rule-closed = Fermé : { $days }

## Les boutons

items-button-ask = Demander
items-button-calendar = Planning
items-button-edit = Modifier
items-button-rules = Règles
items-button-reserve = Réserver pour nous
items-button-suspend = Suspendre
items-button-resume = Remettre
items-button-withdraw = Retirer
items-button-withdraw-yes = Retirer pour de bon
items-button-withdraw-no = Garder
items-button-sheet = Fiche
items-button-value = Valeur
items-button-photo = Photo
items-button-broken = Hors service
items-button-delays = Délais
items-button-who = Qui et comment
items-button-closed = Fermetures
items-button-back = Retour
items-button-again = Réessayer
items-button-anyway = Réserver quand même

## Les formulaires

items-form-share = Proposer un objet au prêt
items-form-sheet = Fiche
items-form-value = Valeur et conditions
items-form-broken = Exemplaires hors service
items-form-delays = Délais
items-form-who = Qui peut demander, et comment
items-form-closed = Jours de fermeture
items-form-photo = Photo
items-form-reserve = Réserver pour nous
items-field-name = Nom
items-field-category = Catégorie
items-field-units = Nombre d’exemplaires
items-field-place = Où il est rangé
items-field-description = Description
items-field-photo = Photo
items-field-value = Valeur de remplacement, pièce
items-field-rate = Prix de location de référence, par jour
items-field-rate-source = D’où vient ce prix
items-field-conditions = Conditions de prêt
items-field-out-of-order = Combien sont cassés ou perdus
items-field-notice = Prévenir combien de temps avant
items-field-longest = Durée maximale d’un prêt
items-field-no-chain = Prêts qui se suivent
items-field-ahead = Demander au plus combien à l’avance
items-field-buffer = Battement entre deux prêts
items-field-askers = Qui peut demander
items-field-approval = Qui donne l’accord
items-field-hold = Une demande sans réponse bloque-t-elle ?
items-field-per-borrower = Exemplaires par emprunteur, au plus
items-field-share = Part du stock par prêt, au plus
items-field-closed = Jours sans départ ni retour
items-field-when = Quand
items-field-quantity = Quantité
items-field-project = Pour quoi
items-why-photo = JPEG, PNG ou WebP. Elle est gardée sans le lieu ni la date de prise de vue.
items-hint-name = Console Midas M32
items-hint-place = Le Clou, local technique
items-hint-rate-source = Tarif 2026 du loueur Untel
items-hint-money = 1200 ou 12,50
items-hint-span = 2 h, 3 jours, 1 semaine ; vide : pas de limite
items-hint-days = 25/12/2026, 31/12/2026 - 02/01/2027
items-hint-when = samedi · du 12 au 15 mars · ven 18h - dim 20h
items-hint-project = Répétition, concert, entretien…
items-choice-askers-everyone = Tout le monde sur ce serveur
items-choice-askers-network = Les membres rattachés à une structure
items-choice-approval-owner = Le propriétaire répond à chaque demande
items-choice-approval-automatic = Automatique pour les membres du réseau
items-choice-hold-no = Non, les dates restent libres
items-choice-hold-yes = Oui, jusqu’à la réponse
items-choice-hold-for = Oui, pendant { $span }
items-choice-chain-no = Chacun compte à part
items-choice-chain-yes = Ils comptent comme un seul prêt

## Réserver pour nous

items-reserve-maybe = Vouliez-vous dire :
items-reserve-which = « { $text } » peut vouloir dire plusieurs choses. Lesquelles ?
items-reserve-taken = Pas possible { $period } :

## Importer, exporter

items-action-import = importer un tableau
items-action-export = exporter tout le matériel
items-action-undo = annuler un import
items-button-import = Importer
items-button-export = Exporter
items-button-undo = Annuler l’import
items-form-import = Importer du matériel
items-field-sheet = Tableau (CSV)
items-why-sheet = Seul « nom » est obligatoire. Rien n’est écrit avant votre accord.
items-import-menu = ### Matériel du réseau
    Importez le tableau que vous avez déjà (CSV). Les colonnes comprises : nom, catégorie, description, quantité, hors service, propriétaire, lieu, valeur, tarif jour, source tarif, conditions, tampon, préavis, durée max, à l’avance, qui, accord… Seul le nom est obligatoire. Vous voyez ligne par ligne ce qui serait fait avant que rien ne soit écrit, et tout peut être annulé.
    L’export donne les mêmes colonnes : corrigez-le dans votre tableur, puis importez-le de nouveau.
items-import-title = ### Ce que l’import ferait
items-import-count = Objets ajoutés : **{ $new }** · modifiés : **{ $changed }** · déjà pareils : **{ $same }** · lignes refusées : **{ $bad }**. Rien n’est encore écrit.
items-import-ignored = Colonnes laissées de côté : { $names }
items-import-new = ✅ ligne { $line } · { $name }
items-import-changed = ✏️ ligne { $line } · { $name } : { $columns }
items-import-bad = ❌ ligne { $line } · { $name } : { $reason }
items-import-more = { $count ->
    [one] … et 1 autre ligne, dans le rapport joint
   *[other] … et { $count } autres lignes, dans le rapport joint
}
items-import-mend = Corrigez le tableau, puis importez-le de nouveau.
items-import-write = { $count ->
    [one] Importer 1 ligne
   *[other] Importer { $count } lignes
}
items-import-done = ✅ C’est importé. Objets ajoutés : **{ $added }** · modifiés : **{ $changed }**.
items-import-skipped = { $count ->
    [one] Laissé de côté, il a changé entre-temps : { $names }
   *[other] Laissés de côté, ils ont changé entre-temps : { $names }
}
items-import-last = Dernier import : { $when }, par { $by }. Objets ajoutés : **{ $added }** · modifiés : **{ $changed }**. L’annuler retire les objets ajoutés et remet les autres comme avant ; ce qui a servi ou changé depuis reste.
items-import-undone = ✅ L’import est annulé. Objets retirés : **{ $removed }** · remis comme avant : **{ $restored }**.
items-import-kept = { $count ->
    [one] Il a servi ou changé depuis, il reste : { $names }
   *[other] Ils ont servi ou changé depuis, ils restent : { $names }
}
items-import-report-name = rapport.csv
items-export-name = materiel.csv
items-export-done = { $count ->
    [0] Rien n’est encore proposé au prêt : voici les colonnes, à remplir.
    [one] Voici le matériel du réseau : 1 objet.
   *[other] Voici le matériel du réseau : { $count } objets.
}
items-report-line = Ligne
items-report-name = Nom
items-report-result = Résultat
items-report-new = à ajouter
items-report-changed = à modifier
items-report-same = déjà pareil
items-column-name = nom
items-column-category = catégorie
items-column-description = description
items-column-units = quantité
items-column-out-of-order = hors service
items-column-owner = propriétaire
items-column-place = lieu
items-column-value = valeur
items-column-rate = tarif jour
items-column-rate-source = source tarif
items-column-conditions = conditions
items-column-buffer = tampon
items-column-notice = préavis
items-column-longest = durée max
items-column-ahead = à l’avance
items-column-askers = qui
items-column-approval = accord
items-column-hold = bloque dès la demande
items-column-per-borrower = max par emprunteur
items-column-share = part max
items-column-no-chain = prêts à la suite
items-column-closed = fermé
items-column-suspended = suspendu

## Refus

refused-name-missing = Il faut un nom, avec au moins une lettre ou un chiffre.
refused-text-too-long = { $field ->
    [name] Ce nom est trop long
    [description] Cette description est trop longue
    [place] Ce lieu est trop long
    [conditions] Ces conditions sont trop longues
   *[other] Cette source est trop longue
} : { $most } caractères au plus.
refused-count-unreadable = « { $said } » n’est pas un nombre entier. Écrivez 1, 2, 3…
refused-money-unreadable = « { $said } » n’est pas un montant. Écrivez 1200 ou 12,50.
refused-money-ambiguous = « { $said } » peut se lire de deux façons. Écrivez { $thousand } pour les milliers, ou une virgule et deux chiffres pour les centimes.
refused-span-unreadable = « { $said } » n’est pas une durée. Écrivez 2 h, 3 jours ou 1 semaine (un mois n’a pas toujours la même longueur : comptez en jours).
refused-category-unknown = Catégorie inconnue : « { $said } ». Écrivez son, lumière, backline, scène, véhicule, salle ou autre.
refused-askers-unknown = « { $said } » ne dit pas qui peut demander. Écrivez tous ou réseau.
refused-approval-unknown = « { $said } » ne dit pas qui donne l’accord. Écrivez propriétaire ou automatique.
refused-yes-or-no = « { $said } » : écrivez oui ou non.
refused-bad-share = « { $said } » n’est pas une part du stock. Écrivez un pourcentage de 1 à 100.
refused-days-unreadable = « { $said } » n’est pas une date complète. Écrivez 25/12/2026, ou 31/12/2026 - 02/01/2027.
refused-days-too-many = Trop de jours de fermeture : { $most } au plus.
refused-bad-units = Le nombre d’exemplaires doit être entre 1 et { $most }.
refused-bad-out-of-order = Il ne peut pas y avoir plus d’exemplaires hors service que d’exemplaires ({ $units }).
refused-bad-money = Ce montant est trop grand : { $most_cents } au plus.
refused-bad-span = Cette durée est trop longue : { $most_minutes } au plus.
refused-rules-contradict = Ces règles se contredisent : prévenir { $notice_minutes } avant, mais demander au plus { $ahead_minutes } à l’avance. Personne ne pourrait demander.
refused-item-in-use = « { $item } » est encore promis ou demandé : prêts n° { $loans }. Terminez-les ou annulez-les d’abord ; « Suspendre » arrête les nouvelles demandes.
refused-units-promised = { $needed } exemplaires sont déjà promis en même temps (prêts n° { $loans }) ; il n’en resterait que { $wanted }. Pour des exemplaires cassés ou perdus, utilisez « Hors service ».
refused-owner-not-yours = Seuls ses délégués et ses suppléants prêtent au nom de cette structure.
refused-typed-gone = Ce texte n’est plus gardé. Recommencez.
refused-photo-none = Aucune photo n’a été envoyée.
refused-import-right = Importer et exporter le matériel du réseau revient à ses modérateurs et à ceux qui ont le droit « Gérer le serveur ». Vos objets à vous se proposent un par un avec `/partager`.
refused-import-none = Aucun import à annuler.
refused-item-several = Plusieurs objets de ce propriétaire s’appellent « { $name } » : ajoutez une colonne « numéro » ({ $numbers }).
refused-owner-missing = Dites à qui c’est : le nom d’une structure, ou « moi ».
refused-owner-unknown = Propriétaire inconnu : « { $said } ». Écrivez le nom d’une structure de l’annuaire, ou « moi ».
refused-owner-ambiguous = Plusieurs structures répondent à « { $said } ». Écrivez le nom entier.
