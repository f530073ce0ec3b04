### Ce que le bot dit de ses propres messages.

outbox-waiting-text = { $person } un message vous attend : tapez `/mes-prets` pour le lire. (Vos messages privés sont fermés à ce serveur.)

outbox-parked-title = Je ne peux plus écrire dans un salon
outbox-parked-text = { $reason ->
    [unknown] Le salon { $channel } n’existe plus. Choisissez-en un autre avec `/config salons`.
    [hidden] Je ne vois plus le salon { $channel }. Dans ses paramètres, rubrique Permissions, redonnez-moi « Voir le salon ».
    [silent] Je n’ai plus le droit d’écrire dans { $channel }. Dans ses paramètres, rubrique Permissions, redonnez-moi « Envoyer des messages » et « Joindre des fichiers ».
   *[other] Discord refuse mes messages dans { $channel }. Vérifiez mes permissions dans ce salon.
} Ce que j’avais à y dire est gardé et partira dès que ce sera possible.

outbox-blocked-title = Un message a été bloqué
outbox-blocked-channel = Les filtres de ce serveur (AutoMod) ont bloqué un de mes messages dans { $channel }. Il ne sera pas renvoyé.
outbox-blocked-private = Discord a bloqué un de mes messages privés à cause de son contenu. Il ne sera pas renvoyé.

outbox-thread-title = Je n’ai pas pu ouvrir de fil
outbox-thread-text = Dans { $channel }, mon message est publié sans son fil. Dans les paramètres du salon, rubrique Permissions, donnez-moi « Créer des fils publics » ; ou réglez ce thème sur « message seul ».

outbox-unsure-title = Ce message est-il parti ?
outbox-unsure-text = J’ai perdu la réponse de Discord en publiant dans { $channel } (vérifié { $when }) et je ne peux pas relire ce salon. Regardez s’il s’y trouve.
outbox-unsure-published = Déjà publié
outbox-unsure-publish = Publier
outbox-unsure-left = C’est noté : ce message est déjà là, rien ne sera renvoyé.
outbox-unsure-sent-again = C’est noté : ce message va être publié.

refused-moderators-only = Seuls les modérateurs peuvent faire cela.
refused-delivery-settled = Le sort de ce message est déjà réglé.
