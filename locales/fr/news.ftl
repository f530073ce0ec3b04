### Ce que les membres lisent de la veille : listes, recherche, propositions, suivi, résumés.

## Lire et chercher

news-title = ### Les dernières nouvelles du réseau
news-title-topic = ### { $emoji } { $topic }
news-title-search = ### Nouvelles : « { $words } »
news-none = Pas encore de nouvelle ici. Vous en avez une ? `/veille proposer` la porte aux modérateurs.
news-none-found = Rien de tel dans les nouvelles gardées. Essayez un mot de moins, ou un mot plus court.
news-button-read = Lire la veille

## Proposer

news-suggested = ✅ Proposé aux modérateurs : { $title }
news-suggested-note = Avec ce mot : « { $note } »
news-suggestion-kept = { $state ->
    [waiting] ✅ Votre proposition { $title } est retenue : elle sera dans le prochain résumé de la veille. Merci !
   *[published] ✅ Votre proposition { $title } est publiée dans { $channel }. Merci !
}
news-suggestion-rejected = Votre proposition { $title } n’a pas été retenue. Raison donnée par les modérateurs : { $reason }
refused-message-no-link = Il n’y a pas de lien dans ce message. Choisissez un message qui en contient un, ou tapez `/veille proposer`.
refused-story-known = { $state ->
    [rejected] « { $title } » a déjà été proposé, et les modérateurs ne l’ont pas retenu. `/veille pourquoi` dit pourquoi.
    [dropped] « { $title } » est déjà arrivé, et une règle l’a écarté. `/veille pourquoi` dit laquelle.
    [queued] « { $title } » attend déjà l’avis des modérateurs.
    [scheduled] « { $title } » est déjà prévu : il paraîtra bientôt.
   *[other] « { $title } » est déjà dans la veille : `/veille chercher` le retrouve.
}
refused-suggest-too-many = { $most } de vos propositions attendent déjà l’avis des modérateurs. Attendez qu’ils en aient trié quelques-unes.
refused-search-words = « { $words } » ne contient que des mots trop courants pour chercher. Tapez un mot plus précis.

## Suivre

follow-title = ### Ce que vous suivez
follow-none = Vous ne suivez rien encore. `/veille suivre` avec un thème ou un mot : le bot vous écrit en privé, tout de suite ou en résumé.
follow-added = ✅ Vous suivez : { $what }
follow-dropped = ✅ Vous ne le suivez plus.
follow-stop = Ne plus suivre
follow-stop-menu = Cesser de suivre…
follow-more = … et { $count } autres (toutes sont dans le menu).
follow-button-mine = Ce que je suis
follow-topic-gone = (thème supprimé)
follow-rhythm-now = tout de suite
follow-rhythm-digest = en résumé
refused-follow-nothing = Que voulez-vous suivre ? Choisissez un thème, tapez un mot, ou les deux.
refused-follow-words = « { $words } » ne contient que des mots trop courants. Tapez un mot plus précis.
refused-follow-known = Vous le suivez déjà.
refused-follow-too-many = Vous suivez déjà { $most } choses : cessez d’en suivre une d’abord.
refused-follow-unknown = Vous ne suivez plus cela.

## Résumés

digest-title = ### Résumé de la veille · { $day }
digest-title-own = ### Ce que vous suivez · { $day }
digest-no-topic = Sans thème
digest-calls = **📣 Dates limites qui approchent**

## Pourquoi

why-title = ### Qu’est devenu cet article ?
why-received = Reçu de **{ $source }**.
why-learned = Déjà dans **{ $source }** quand le réseau a commencé à la suivre : appris, pas annoncé.
why-unsorted = Lu dans **{ $source }** ; sera trié au prochain passage (si la source n’est pas en pause).
why-suggested = Proposé par { $by }.
why-joined = Même nouvelle chez plusieurs sources, réunies en une carte : { $sources }.
why-rule = Écarté par la règle « { $words } ».
why-queued = Attend l’avis des modérateurs.
why-scheduled = Sera publié à ce moment.
why-waiting = Retenu ; attend le prochain résumé.
why-published = Publié dans { $channel }.
why-digested = Paru dans un résumé, dans { $channel }.
why-rejected = Écarté par les modérateurs, sans raison écrite.
why-rejected-because = Écarté par les modérateurs. Raison : { $reason }
why-no-channel = un salon supprimé
why-somebody = un membre
why-more = … et { $count } autres étapes.
why-unknown = Aucune source du réseau n’a apporté cette adresse ({ $site }).
why-site-not-followed = Le réseau ne suit pas ce site. `/veille proposer` porte la page aux modérateurs.
why-source-failing = ⚠️ **{ $source }** suit ce site, mais ne se lit plus { $since }.
why-source-new = **{ $source }** suit ce site, et n’a pas encore été lue.
why-source-read = **{ $source }** suit ce site, lue { $at } : l’article n’y était pas.
