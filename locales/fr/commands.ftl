### Les commandes : leurs noms sont un contrat (renommer une commande efface les permissions que
### les administrateurs lui ont données). Un bloc par fonction ; nom, description, puis options.
### Noms : minuscules, sans accent, 32 caractères ; descriptions : 100 caractères.

## Prêts

command-borrow = emprunter
    .description = Demander à emprunter un objet
    .item = objet
    .item-description = L’objet, tapez quelques lettres
    .when = quand
    .when-description = « ce week-end », « du 12 au 15 mars », « ven 18h - dim 20h »
    .quantity = quantite
    .quantity-description = Combien (1 si vous ne dites rien)
    .project = projet
    .project-description = Pour quoi : concert, résidence, répétition…
command-items = objets
    .description = Voir ce qui se prête dans le réseau
    .search = recherche
    .search-description = Un mot du nom ou de la description
    .free = libre
    .free-description = Seulement ce qui est libre à ces dates
    .category = categorie
    .category-description = Son, lumière, scène, véhicule…
    .basin = bassin
    .basin-description = Un bassin de vie
command-availability = dispo
    .description = Le calendrier d’un objet sur 14 jours
    .item = objet
    .item-description = L’objet, tapez quelques lettres
    .when = quand
    .when-description = À partir de quand (aujourd’hui si vous ne dites rien)
command-share = partager
    .description = Proposer un objet au prêt
    .name = nom
    .name-description = Le nom de l’objet
    .photo = photo
    .photo-description = Une photo (JPEG, PNG ou WebP)
command-my-loans = mes-prets
    .description = Ce que j’ai à répondre, remettre, rendre ou récupérer
    .view = vue
    .view-description = Tout, ou une partie seulement
command-return = rendre
    .description = Dire qu’un objet est rendu, et dans quel état
    .loan = pret
    .loan-description = Le prêt à rendre
    .condition = etat
    .condition-description = En bon état, abîmé, incomplet…
    .photo = photo
    .photo-description = Une photo de l’état au retour

## Réglages et annuaire

command-config = config
    .description = Régler le réseau : salons, rôles, langue, structures
command-config-channels = salons
    .description = Choisir le salon des prêts et celui des modérateurs, vérifier les droits du bot
command-config-panel = panneau
    .description = Poster dans le salon des prêts un panneau de boutons qui reste
command-config-roles = roles
    .description = Choisir les rôles qui modèrent
command-config-language = langue
    .description = Choisir la langue, le fuseau horaire et les heures calmes du réseau
command-config-organisations = structures
    .description = Ajouter, modifier, rattacher, détacher, importer les structures du réseau
    .file = fichier
    .file-description = Un tableau CSV : nom, nom court, bassin, type (rien n’est écrit avant votre accord)
command-config-equipment = materiel
    .description = Importer ou exporter le matériel du réseau (CSV), annuler un import
    .action = action
    .action-description = Importer, exporter ou annuler un import
    .file = fichier
    .file-description = Un tableau CSV ; seul « nom » est obligatoire (rien n’est écrit avant votre accord)
command-profile = profil
    .description = Mes structures, ma langue, mes heures calmes

## Modération

command-moderation = moderation
    .description = Ce que voient et règlent les modérateurs
command-moderation-loans = prets
    .description = Toutes les demandes et tous les prêts en cours, les retards d’abord
