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

## Veille

command-watch = veille
    .description = Lire, chercher, proposer et suivre les nouvelles choisies par le réseau
command-watch-read = lire
    .description = Les dernières nouvelles choisies par le réseau
    .topic = theme
    .topic-description = Un thème seulement
command-watch-search = chercher
    .description = Chercher dans toutes les nouvelles gardées
    .words = mots
    .words-description = « mecenat » trouve aussi « Mécénat », « appels » trouve « appel »
command-watch-suggest = proposer
    .description = Proposer une page aux modérateurs de la veille
    .link = lien
    .link-description = L’adresse de la page
    .comment = mot
    .comment-description = Pourquoi elle intéresse le réseau
command-watch-follow = suivre
    .description = Recevoir les nouvelles d’un thème ou d’un mot, tout de suite ou en résumé
    .topic = theme
    .topic-description = Un thème
    .words = mots
    .words-description = Un mot ou une expression
    .rhythm = rythme
    .rhythm-description = Tout de suite, ou en résumé
command-watch-why = pourquoi
    .description = Ce qu’est devenu un article : reçu, connu, filtré, réuni, en attente, publié
    .link = lien
    .link-description = L’adresse de l’article
menu-watch-add-message = Ajouter à la veille
command-calls = appels
    .description = Les appels à projets en cours, par date limite
    .topic = theme
    .topic-description = Un thème seulement
command-sources = sources
    .description = Régler les sources de la veille
command-sources-add = ajouter
    .description = Suivre une source : aperçu de trois articles avant d’enregistrer
    .address = adresse
    .address-description = L’adresse du site, de la page ou du flux ; vide : choisir dans une liste
    .topic = theme
    .topic-description = Le thème de la source
command-sources-list = liste
    .description = Les sources suivies, leur santé et la part de leurs articles qui est publiée
command-sources-remove = retirer
    .description = Ne plus suivre une source
    .source = source
    .source-description = La source, tapez quelques lettres
command-sources-filter = filtre
    .description = Garder, écarter ou ranger selon des mots, avec un essai sur trente jours
    .source = source
    .source-description = Une source seulement (toutes si vous ne dites rien)
command-sources-import = importer
    .description = Importer des sources depuis un fichier OPML (rien n’est écrit avant votre accord)
    .file = fichier
    .file-description = Le fichier OPML d’un lecteur de flux
command-sources-export = exporter
    .description = Exporter les sources (OPML) ou les nouvelles publiées (CSV)
    .what = quoi
    .what-description = Les sources ou les nouvelles
command-sources-schedule = calendrier
    .description = Jour et heure du résumé, nombre d’alertes par jour, salons et rôles des thèmes

## Modération

command-moderation = moderation
    .description = Ce que voient et règlent les modérateurs
command-moderation-loans = prets
    .description = Toutes les demandes et tous les prêts en cours, les retards d’abord
command-moderation-queue = file
    .description = Les nouvelles à trier, une carte après l’autre
