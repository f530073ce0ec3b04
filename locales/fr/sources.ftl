### Les sources de la veille : leurs adresses et pourquoi l’une d’elles n’est pas prise.

refused-source-not-an-address = Ce n’est pas une adresse de site. Copiez-la dans la barre de votre navigateur : elle ressemble à « https://exemple.fr/feed ».
refused-source-scheme = Une adresse « { $scheme }: » ne peut pas être suivie. Donnez celle d’une page ou d’un flux, qui commence par « https:// ».
refused-source-credentials = Cette adresse contient un identifiant ou un mot de passe (avant « @ »). Donnez une adresse que tout le monde peut ouvrir.
refused-source-port = Cette adresse demande le port { $port }, qui n’est pas celui d’un site public. Retirez-le, ou demandez à la personne qui héberge le bot d’autoriser cette source.
refused-source-private = « { $host } » désigne une machine d’un réseau privé : le bot ne lit que ce qui est public. Si c’est votre intranet, la personne qui héberge le bot peut l’autoriser.

## Les listes de sources

refused-opml-too-big = Cette liste est trop lourde : { $kib } Kio au plus. Partagez-la en plusieurs fichiers.
refused-opml-too-many = Cette liste contient plus de { $most } sources. Partagez-la en plusieurs fichiers.
refused-opml-unreadable = Aucune source n’a été trouvée dans ce fichier. Dans votre lecteur de flux, choisissez « Exporter » au format OPML, puis envoyez le fichier obtenu.

## Les premiers thèmes

watch-topic-digital = Numérique
watch-topic-social-economy = Économie sociale et solidaire
watch-topic-music = Musique et culture
watch-topic-calls = Appels à projets et mécénat
watch-topic-territory = Territoire

## Ce qui se choisit d’une source

sources-no-topic = sans thème
sources-mode = { $mode ->
    [hand] à la main
    [auto] automatique
   *[digest] au résumé
}
sources-mode-long = { $mode ->
    [hand] À la main : un modérateur décide
    [auto] Automatique : publiés aussitôt
   *[digest] Au résumé : tous au résumé
}
sources-choose-topic = Choisir le thème
sources-choose-mode = Que deviennent ses articles ?
sources-act-open = Ouvrir la source
sources-act-rename = Renommer
sources-act-read = Lire maintenant
sources-act-pause = Mettre en pause
sources-act-resume = Reprendre
sources-act-rules = Règles
sources-act-remove-ask = Retirer
sources-act-remove = Retirer la source
sources-act-keep = Garder
sources-act-move = Suivre la nouvelle adresse
sources-act-retry = Réessayer
sources-act-held = Les prendre comme nouveaux
sources-act-anew = Repartir de là
sources-act-change = Modifier
sources-button-again = Réessayer
sources-button-cancel = Annuler
sources-button-back = Retour
sources-button-list = Toutes les sources
sources-button-open = Ouvrir
sources-button-other = Ajouter une source
sources-cancelled = Annulé : rien n’a été enregistré.

## Ajouter

sources-form-address = Ajouter une source
sources-field-address = Adresse du site, de la page ou du flux
sources-field-address-why = Copiez-la dans la barre du navigateur ; le bot cherche le flux lui-même.
sources-preview-title = ### { $title }
sources-preview-facts = { $kind ->
    [page] Page lue comme une liste d’articles
    [wordpress] Articles d’un site WordPress
   *[other] Flux
} · { $address }
    { $total ->
        [0] Aucun article pour l’instant
        [one] 1 article
       *[other] { $total } articles
    } · { $rhythm }
sources-preview-empty = Cette source est vide pour l’instant. Elle peut être suivie : le premier article qui paraîtra sera nouveau.
sources-preview-followed = ✅ Cette source est déjà suivie ici, sous le nom « { $name } ».
sources-preview-choose = Ce qu’elle contient déjà sera connu, pas annoncé. **Que deviendront les prochains articles ?**
sources-rhythm-unknown = rythme inconnu
sources-rhythm-often = plusieurs articles par heure
sources-rhythm-hours = { $count ->
    [one] un article par heure environ
   *[other] un article toutes les { $count } heures environ
}
sources-rhythm-days = { $count ->
    [one] un article par jour environ
   *[other] un article tous les { $count } jours environ
}
sources-button-follow = Suivre cette source
sources-button-select = Choisir ce qu’il faut lire
sources-button-page = Lire la page elle-même
sources-choice-title = ### { $count } flux sur cette page
    { $address }
    Lequel suivre ?
sources-choose-feed = Choisir un flux
sources-found-wordpress = Tous les articles du site (WordPress)
sources-followed-title = ### ✅ « { $name } » est suivie
sources-followed-next = Prochains articles : **{ $mode }** · { $topic }. Ce qu’elle contient déjà est connu et ne sera pas annoncé.
sources-followed-newest = Ses derniers articles vous intéressent ? Vous pouvez les mettre dans la file des modérateurs :
sources-button-queue = Mettre en file le n° { $place }
sources-button-queue-all = Les mettre tous en file
sources-queued = { $count ->
    [0] C’est déjà dans la veille.
    [one] ✅ 1 article est dans la file : `/moderation file`.
   *[other] ✅ { $count } articles sont dans la file : `/moderation file`.
}

## Une page sans flux

sources-bare-title = ### C’est une page sans flux
    { $address }
    Le bot peut la relire et voir ce qui est nouveau. Que faut-il y suivre ?
sources-bare-guess = { $count ->
    [one] **1 article**, par exemple :
   *[other] **{ $count } articles**, par exemple :
}
sources-bare-nothing = Rien n’y ressemble à une liste d’articles : la page est peut-être faite par un programme que le bot n’exécute pas. Qui connaît un peu le HTML peut dire ce qu’il faut lire.
sources-button-guess = Voir ceux-là
sources-form-selectors = Ce qu’il faut lire dans la page
sources-field-selector = { $field ->
    [block] Un article (sélecteur CSS)
    [title] Son titre
    [link] Son lien
    [summary] Son texte
   *[other] Sa date
}
sources-field-selector-why = { $field ->
    [block] Ce qui entoure chaque article : « article », « .actu », « main li »
    [title] Dans l’article ; vide : le texte de son premier lien
    [link] Dans l’article ; vide : son premier lien
    [summary] Dans l’article ; vide : le reste de son texte
   *[other] Dans l’article ; vide : la première date trouvée
}

## La liste proposée

sources-offered-title = ### Des sources à suivre
    Un thème à la fois : cochez, puis « Suivre ». Une source « à vérifier » n’a jamais été lue par ce bot : son adresse a pu changer.
sources-offered-unchecked = { $name } (à vérifier)
sources-offered-ticked = Cochées : { $names }
sources-offered-none = Rien n’est coché.
sources-offered-all = Toutes celles de ce thème sont déjà suivies.
sources-offered-followed = { $count ->
    [one] -# 1 source de ce thème est déjà suivie.
   *[other] -# { $count } sources de ce thème sont déjà suivies.
}
sources-offered-pages = Ces pages n’ont pas de flux : il faut choisir ce qu’il faut y lire.
sources-choose-several = Cocher des sources
sources-button-follow-ticked = { $count ->
    [one] Suivre cette source
   *[other] Suivre ces { $count } sources
}
sources-button-address = Une autre adresse
sources-button-set-up = { $name }
sources-button-ideas = Idées de sources
sources-offered-done = { $count ->
    [0] Rien de nouveau à suivre.
    [one] ✅ 1 source est suivie : { $names }.
   *[other] ✅ { $count } sources sont suivies : { $names }.
}
sources-offered-known = { $count ->
    [one] 1 était déjà suivie.
   *[other] { $count } étaient déjà suivies.
}
sources-offered-soon = Le bot va les lire dans les minutes qui viennent. Ce qu’elles contiennent déjà sera connu, pas annoncé ; `/sources liste` dira si l’une d’elles ne répond pas.

## La liste

sources-list-title = { $count ->
    [0] ### Sources de la veille
    [one] ### Sources de la veille : 1
   *[other] ### Sources de la veille : { $count }
}
sources-list-wanting = { $count ->
    [one] ⚠️ 1 source demande votre attention.
   *[other] ⚠️ { $count } sources demandent votre attention.
}
sources-list-empty = Aucune source pour l’instant. « Idées de sources » en propose par thème ; « Ajouter une source » prend l’adresse d’un site.
sources-health-fine = ✅ Tout va bien
sources-health-failing = ⚠️ Ne se lit plus ({ $since }) : { $why }
sources-health-moved = 📦 A déménagé, et propose : { $address }
sources-health-gone = 🛑 Dit qu’elle n’existe plus ({ $since }) : elle n’est plus lue
sources-health-paused = ⏸️ En pause
sources-health-unchecked = 🆕 À vérifier : pas encore lue
sources-never = date inconnue
sources-worth = { $kept ->
    [0] aucun publié
    [one] 1 publié
   *[other] { $kept } publiés
} sur { $decided ->
    [one] 1 trié
   *[other] { $decided } triés
} { $kept ->
    [0] {""}
   *[other] ({ $percent } %)
}
sources-last = dernier article { $when }
sources-checked = Dernière visite { $when }
sources-waits = 📦 Ses derniers articles sont peut-être d’un autre site : ils attendent votre réponse.
sources-spared = -# { $visits ->
    [one] 1 visite
   *[other] { $visits } visites
}, dont { $percent } % sans rien à relire
sources-rules-count = { $count ->
    [one] 1 règle la concerne
   *[other] { $count } règles la concernent
}
sources-card-title = ### { $name } · #{ $number }
sources-read-done = ✅ Lue à l’instant.
sources-read-failed = ⚠️ Lue à l’instant, sans succès : { $why }.
sources-moved = ✅ La nouvelle adresse est suivie. Ce qui était connu le reste.
sources-held-taken = ✅ Ces articles seront pris comme nouveaux dans quelques minutes.
sources-held-learned = ✅ Ces articles seront connus, pas annoncés. Les suivants seront nouveaux.
sources-remove-sure = ### Retirer « { $name } » ?
    Le bot ne la lira plus. Ce qu’elle a apporté reste, et l’ajouter de nouveau la remet avec son histoire. Pour un temps seulement, choisissez plutôt « Mettre en pause ».
sources-removed = ✅ « { $name } » n’est plus suivie. L’ajouter de nouveau la remet.

## Pourquoi une source ne se lit pas

sources-why = { $error ->
    [dns] ce nom de site n’existe pas (ou plus)
    [refused-address] son adresse mène à un réseau privé
    [connect] le site ne répond pas
    [timeout] le site met trop de temps à répondre
    [tls] le certificat du site n’est pas valable
    [too-many-redirects] le site renvoie d’adresse en adresse sans fin
    [redirect-refused] le site renvoie vers une adresse que le bot ne lit pas
    [too-big] la page est trop lourde
    [empty] la page est vide
    [truncated] le site a coupé avant la fin
    [bad-answer] la réponse du site est illisible
    [rate-limited] le site demande au bot de venir moins souvent
    [server-error] le site est en panne
    [client-error] le site refuse la demande
    [not-found] la page n’existe pas (ou plus)
    [forbidden] le site refuse le bot
    [gone] le site dit que la page n’existe plus
    [not-a-feed] ce n’est pas (ou plus) un flux
    [too-slow] la lire prend trop de temps
    [too-heavy] la lire demande trop de mémoire
    [bad-selector] ce qu’il faut y lire n’est pas compris
    [broken] elle est trop abîmée pour être lue
   *[other] raison inconnue
}
refused-source-error = « { $host } » n’a pas pu être lu : { $error ->
    [dns] ce site est introuvable. Vérifiez l’adresse, lettre par lettre.
    [refused-address] son adresse mène à un réseau privé, que le bot ne lit pas.
    [connect] le site ne répond pas. Ouvrez-le dans un navigateur ; s’il s’y ouvre, réessayez plus tard.
    [timeout] le site met trop de temps à répondre. Réessayez plus tard.
    [tls] le certificat du site n’est pas valable. Prévenez qui tient ce site.
    [too-many-redirects] le site renvoie d’adresse en adresse sans fin. Donnez l’adresse qui s’affiche une fois la page ouverte.
    [redirect-refused] le site renvoie vers une adresse que le bot ne lit pas.
    [too-big] la page est trop lourde (5 Mio au plus). Donnez l’adresse du flux plutôt que celle de la page.
    [empty] la page est vide.
    [truncated] le site a coupé avant la fin. Réessayez plus tard.
    [bad-answer] la réponse du site est illisible.
    [rate-limited] le site demande au bot de venir moins souvent. Réessayez dans une heure.
    [server-error] le site est en panne (erreur { $status }). Réessayez plus tard.
    [client-error] le site refuse la demande (erreur { $status }).
    [not-found] cette page n’existe pas (ou plus). Vérifiez l’adresse, ou donnez celle de la page d’accueil.
    [forbidden] le site refuse le bot (erreur { $status }). Cherchez s’il a une page « RSS » ou « flux ».
    [gone] le site dit que cette page n’existe plus.
    [not-a-feed] ce n’est pas un flux que le bot comprend. Donnez plutôt l’adresse de la page.
    [too-slow] la lire prend trop de temps : elle est trop grande ou mal faite.
    [too-heavy] la lire demande trop de mémoire : elle est trop grande ou mal faite.
    [broken] elle est trop abîmée pour être lue.
   *[other] raison inconnue. Réessayez plus tard.
}

## Ce que les modérateurs apprennent

sources-notice-title = { $kind ->
    [failing] ### ⚠️ « { $name } » ne répond plus
    [untrusted] ### ⚠️ « { $name } » : certificat non valable
    [recovered] ### ✅ « { $name } » répond de nouveau
    [gone] ### 🛑 « { $name } » dit qu’elle n’existe plus
    [moved] ### 📦 « { $name } » a déménagé
    [changed-site] ### 📦 « { $name } » a changé de site
    [held] ### 📦 « { $name } » a peut-être changé de site
    [cut] ### ℹ️ « { $name } » est très longue
   *[empty] ### ⚠️ « { $name } » est vide
}
sources-notice-failing = Premier échec { $since } : { $why }. Le bot continue d’essayer, de moins en moins souvent ; il vous dira quand elle répondra.
sources-notice-untrusted = Le certificat du site n’est pas valable : le bot ne le lit pas tant que cela dure, et continue d’essayer. Qui tient ce site peut y remédier.
sources-notice-recovered = Tout est rentré dans l’ordre ; ce qui a paru entre-temps arrive maintenant.
sources-notice-gone = Le site répond que cette page n’existe plus : le bot ne la lit plus. Si c’est une erreur, « Réessayer » la relit.
sources-notice-moved = Elle renvoie pour de bon vers { $address }. La suivre là-bas ? Rien ne sera annoncé deux fois.
sources-notice-changed-site = Ses articles étaient chez { $old }, ils sont maintenant chez { $new }. Ils ont été reconnus : il n’y a rien à faire.
sources-notice-held = Ses articles étaient chez { $old } ; ceux qu’elle donne maintenant sont chez { $new }, et rien ne dit que c’est la même chose. { $held ->
    [one] 1 article attend
   *[other] { $held } articles attendent
} votre réponse.
sources-notice-cut = { $left_out ->
    [one] 1 article de trop n’a pas été lu
   *[other] { $left_out } articles de trop n’ont pas été lus
} : le bot lit les 500 plus récents, et en prend 1 000 nouveaux par jour.
sources-notice-empty = Elle contenait { $before } articles et n’en contient plus aucun. Le site a peut-être changé : ouvrez-le pour voir.
sources-notice-rule-failed-title = ### ⚠️ Une règle de la veille ne marche pas
sources-notice-rule-failed = L’expression « { $rule } » a pris trop de temps, ou n’est pas valable : le bot la laisse au repos et ne l’essaie plus que de loin en loin. `/sources filtre` permet de la remplacer par des mots.

## Les règles

sources-rules-title = { $count ->
    [0] ### Règles de la veille
    [one] ### Règles de la veille : 1
   *[other] ### Règles de la veille : { $count }
}
sources-rules-title-of = ### Règles qui concernent « { $name } »
sources-rules-none = Aucune règle : chaque article suit le mode de sa source. Une règle écarte, garde, range ou publie selon des mots.
sources-rules-order = -# « Écarter » l’emporte sur tout. S’il y a des règles « Ne garder que », l’une d’elles doit convenir.
sources-rule-everywhere = toutes les sources
sources-rule-said = { $action ->
    [drop] **Écarter** ce qui contient
    [keep] **Ne garder que** ce qui contient
    [publish] **Publier aussitôt** ce qui contient
   *[topic] **Ranger dans { $topic }** ce qui contient
} { $kind ->
    [expression] l’expression « { $words } »
   *[words] « { $words } »
} { $place ->
    [title] (titre)
    [summary] (texte)
    [source] (nom de la source)
   *[anywhere] (titre, texte ou source)
}
sources-rule-action = { $action ->
    [drop] Écarter
    [keep] Ne garder que
   *[publish] Publier aussitôt
}
sources-rule-sort = Ranger dans { $topic }
sources-rule-kind = { $kind ->
    [expression] Une expression rationnelle
   *[words] Des mots
}
sources-rule-place = { $place ->
    [title] Dans le titre
    [summary] Dans le texte
    [source] Dans le nom de la source
   *[anywhere] N’importe où
}
sources-form-rule = Règle de la veille
sources-field-words = Que chercher ?
sources-field-words-hint = appel à projets; résidence + musique; « mécénat »
sources-field-words-why = Un choix par ligne (ou « ; »). « + » : il faut les deux. Entre guillemets : tel quel.
sources-field-action = Qu’en faire ?
sources-field-place = Où chercher ?
sources-field-kind = C’est…
sources-button-rule-add = Ajouter une règle
sources-button-rule-keep = Garder cette règle
sources-button-rule-remove = Retirer
sources-tried-title = ### Essai sur les 30 derniers jours
sources-tried = { $changed ->
    [0] **Aucun article sur { $total }**
    [one] **1 article sur { $total }**
   *[other] **{ $changed } articles sur { $total }**
} { $action ->
    [publish] { $changed ->
        [0] n’aurait été publié aussitôt.
        [one] aurait été publié aussitôt :
       *[other] auraient été publiés aussitôt :
    }
    [topic] { $changed ->
        [0] n’aurait été rangé là.
        [one] aurait été rangé là :
       *[other] auraient été rangés là :
    }
   *[other] { $changed ->
        [0] n’aurait été écarté.
        [one] aurait été écarté :
       *[other] auraient été écartés :
    }
}
sources-tried-more = { $count ->
    [one] … et 1 autre
   *[other] … et { $count } autres
}
sources-tried-matched = -# Elle trouve ce qu’elle cherche dans { $matched ->
    [0] aucun article
    [one] 1 article
   *[other] { $matched } articles
} ; pour les autres, elle ne change rien.
sources-tried-nothing = Aucun article de ces 30 jours : l’essai ne dit rien encore.

## Importer, exporter

sources-form-import = Importer des sources
sources-field-list = Fichier OPML
sources-field-list-why = Un lecteur de flux l’exporte. Rien n’est écrit avant votre accord.
sources-import-title = ### Ce que l’import ferait
sources-import-count = Nouvelles : **{ $new }** · déjà suivies : **{ $known }** · refusées : **{ $bad }**. Rien n’est encore écrit.
sources-import-new = ✅ { $name } · { $topic }
sources-import-bad = ❌ { $name } : { $reason }
sources-import-more = { $count ->
    [one] … et 1 autre, dans le rapport joint
   *[other] … et { $count } autres, dans le rapport joint
}
sources-import-nothing = Rien à importer.
sources-button-import = { $count ->
    [one] Importer 1 source
   *[other] Importer { $count } sources
}
sources-button-undo = Annuler l’import
sources-import-done = { $count ->
    [0] Aucune source n’a été ajoutée.
    [one] ✅ 1 source est suivie.
   *[other] ✅ { $count } sources sont suivies.
}
sources-import-undone = { $count ->
    [0] L’import est annulé ; rien n’était à retirer.
    [one] ✅ L’import est annulé : 1 source n’est plus suivie.
   *[other] ✅ L’import est annulé : { $count } sources ne sont plus suivies.
}
sources-import-kept = Changées depuis, elles restent : { $names }
sources-import-report = rapport.csv
sources-report-name = Nom
sources-report-address = Adresse
sources-report-result = Résultat
sources-report-new = à suivre
sources-report-known = déjà suivie
sources-report-refused = refusée
sources-what-sources = les sources (OPML)
sources-what-stories = les nouvelles publiées (CSV)
sources-export-title = Veille de { $guild }
sources-export-name = sources.opml
sources-export-done = { $count ->
    [0] Aucune source à exporter : voici une liste vide.
    [one] Voici la source de la veille, pour n’importe quel lecteur de flux.
   *[other] Voici les { $count } sources de la veille, pour n’importe quel lecteur de flux.
}
sources-export-pages = { $count ->
    [one] 1 page sans flux n’y est pas : un autre lecteur ne saurait pas la lire.
   *[other] { $count } pages sans flux n’y sont pas : un autre lecteur ne saurait pas les lire.
}
sources-export-stories-name = veille.csv
sources-export-stories = { $count ->
    [0] Rien n’a encore été publié : voici les colonnes.
    [one] Voici la nouvelle publiée.
   *[other] Voici les { $count } dernières nouvelles publiées.
}

## Calendrier et thèmes

sources-schedule-title = ### Rythme de la veille
sources-digest = { $rhythm ->
    [none] **Pas de résumé.** Ce qui dépasse le nombre d’alertes vient le lendemain, à { $hour }.
    [daily] **Résumé chaque jour**, à { $hour }.
   *[weekly] **Résumé chaque semaine**, { $day } à { $hour }.
}
sources-limit = { $count ->
    [one] 1 alerte par jour et par salon au plus ; le reste va au résumé.
   *[other] { $count } alertes par jour et par salon au plus ; le reste va au résumé.
}
sources-rhythm = { $rhythm ->
    [none] Pas de résumé
    [daily] Un résumé chaque jour
   *[weekly] Un résumé chaque semaine
}
sources-day = { $day ->
    [0] lundi
    [1] mardi
    [2] mercredi
    [3] jeudi
    [4] vendredi
    [5] samedi
   *[6] dimanche
}
sources-choose-rhythm = Choisir le rythme du résumé
sources-choose-day = Choisir le jour du résumé
sources-choose-a-topic = Régler un thème
sources-choose-role = Choisir un rôle à mentionner
sources-choose-place = Comment une alerte paraît-elle ?
sources-choose-accent = Choisir une couleur
sources-button-hours = Heure et nombre d’alertes
sources-button-two = { $two ->
    [yes] Un seul modérateur suffit
   *[no] Demander deux modérateurs
}
sources-button-topic = Ajouter un thème
sources-two = { $two ->
    [yes] 👥 Il faut **deux modérateurs** pour publier.
   *[no] 👤 **Un modérateur** suffit pour publier.
}
sources-field-hour = Heure du résumé
sources-field-limit = Alertes par jour et par salon, au plus
sources-topics-title = **Thèmes**
sources-topic-lost = ⚠️ salon supprimé
sources-topic-title = ### { $topic }
sources-topic-own = { $place ->
    [thread] Ses nouvelles vont dans { $channel }, chacune avec son fil.
    [forum] Ses nouvelles vont dans { $channel }, chacune dans sa publication.
   *[message] Ses nouvelles vont dans { $channel }.
}
sources-topic-usual = { $place ->
    [thread] Ses nouvelles vont dans le salon de la veille, { $channel }, chacune avec son fil.
   *[message] Ses nouvelles vont dans le salon de la veille, { $channel }.
}
sources-topic-nowhere = ⚠️ Ni ce thème ni la veille n’a de salon : ses nouvelles attendent.
sources-topic-role = 🔔 Ses alertes préviennent { $role }.
sources-topic-role-mute = ⚠️ Discord ne préviendra personne : Paramètres du serveur → Rôles → { $role } → « Permettre à tout le monde de @mentionner ce rôle ».
sources-topic-no-role = 🔕 Ses alertes ne préviennent personne.
sources-topic-managers = -# Le salon et le rôle d’un thème se choisissent avec le droit « Gérer le serveur ».
sources-topic-remove = Supprimer le thème
sources-topic-remove-sure = ### Supprimer « { $topic } » ?
    Ses sources n’auront plus de thème, et les règles qui y rangent s’arrêtent. Ce qui a été publié reste.
sources-topic-removed = ✅ « { $topic } » est supprimé. Sources sans thème désormais : { $sources } · règles arrêtées : { $rules }.
sources-place = { $place ->
    [thread] Un message, et un fil pour en parler
   *[message] Un simple message
}
sources-accent = { $accent ->
    [info] Bleu
    [done] Vert
    [waiting] Orange
    [late] Rouge
   *[neutral] Gris
}
sources-form-topic = Thème
sources-field-name = Nom de la source
sources-field-topic = Nom du thème
sources-field-emoji = Un emoji (ou rien)

## Refus

refused-source-unknown = Cette source n’est pas (ou plus) suivie ici. `/sources liste` montre celles qui le sont.
refused-source-unknown-name = Aucune source ne s’appelle « { $said } ». Choisissez-la dans la liste proposée.
refused-source-ambiguous = Plusieurs sources répondent à « { $said } » : { $names }. Choisissez dans la liste proposée.
refused-source-followed = Cette source est déjà suivie ici, sous le nom « { $name } ».
refused-source-too-many = { $most } sources sont déjà suivies : retirez-en d’abord.
refused-source-no-name = Il faut un nom, avec au moins une lettre ou un chiffre.
refused-source-not-moved = Cette source ne propose pas (ou plus) de nouvelle adresse.
refused-source-move-by-hand = Cette adresse a déjà été suivie ici, puis retirée : ajoutez { $address } avec `/sources ajouter`, puis retirez celle-ci.
refused-source-nothing-held = Rien n’attend de réponse pour cette source.
refused-source-paused = « { $name } » est en pause. « Reprendre » d’abord.
refused-source-selector = « { $selector } » n’est pas un sélecteur CSS. Essayez « article », « .actu » ou « main li ».
refused-source-selector-nothing = Rien n’a été trouvé ainsi dans la page. Essayez un autre sélecteur.
refused-topic-unknown = Ce thème n’existe pas (ou plus) ici. Choisissez-le dans la liste proposée.
refused-topic-exists = Un thème s’appelle déjà « { $name } ».
refused-topic-no-name = Il faut un nom, avec au moins une lettre ou un chiffre.
refused-topic-emoji = « { $said } » n’est pas un emoji. Mettez-en un seul, ou rien.
refused-topic-everyone = Avec « @everyone », tout le monde serait dérangé à chaque nouvelle. Choisissez un autre rôle.
refused-topic-role = Ce n’est pas un rôle de ce serveur. Choisissez-le dans la liste.
refused-topic-forum = Dans un forum, chaque nouvelle est une publication. Choisissez d’abord un autre salon.
refused-topic-last = C’est le dernier thème : ajoutez-en un autre d’abord.
refused-topic-too-many = { $most } thèmes au plus.
refused-rule-unknown = Cette règle n’existe plus.
refused-rule-too-many = { $most } règles au plus : retirez-en d’abord.
refused-rule-needs-topic = Choisissez dans quel thème ranger.
refused-rule-words-empty = Dites quels mots chercher.
refused-rule-words-too-long = C’est trop long : { $limit } caractères au plus.
refused-rule-words-too-many = { $limit } choix au plus dans une règle. Faites-en deux.
refused-rule-expression-broken = Ce n’est pas une expression rationnelle valable{ $near ->
    [none] {"."}
   *[other] , près de « { $near } ».
} Pour des mots, choisissez « Des mots ».
refused-rule-expression-slow = Cette expression prend trop de temps. Simplifiez-la, ou choisissez « Des mots ».
refused-opml-import-unknown = Cet import n’est plus là : il a déjà été annulé.
refused-watch-draft-gone = Ce que vous aviez sous les yeux n’est plus gardé. Recommencez avec la commande.
