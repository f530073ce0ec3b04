### Ce que le processus dit dans le terminal et dans le journal, à qui l’héberge.

process-about = Entremise, le bot d’entraide des réseaux coopératifs.
process-help-run = démarre le bot
process-help-migrate = met la base de données à jour
process-help-doctor = vérifie tout ce dont le bot a besoin et dit comment y remédier
process-help-live = essaie l’envoi unique dans le salon de test dont voici l’identifiant
process-help-after = secondes à attendre avant de répéter l’envoi (avec --live)
process-help-backup = copie la base de données, même pendant que le bot tourne
process-help-backup-file = le fichier à créer, ou un dossier
process-help-restore = rétablit une copie ; ce qui restait à envoyer est retenu
process-help-restore-file = la copie à rétablir (le bot doit être arrêté)
process-help-hold = retient ce qui restait à envoyer (après pg_restore, le bot arrêté)
process-help-release = envoie ce qu’un rétablissement a retenu

## La configuration

process-config-title = La configuration ne permet pas de démarrer :
process-config-end = Chaque clé est expliquée dans config.example.env.
process-config-missing-token = manque. Copiez config.example.env en .env et mettez-y le jeton du bot.
process-config-malformed-token = contient des espaces ou des caractères qu’un jeton n’a jamais.
process-config-unreadable = le fichier { $value } ne peut pas être lu.
process-config-not-a-folder = { $value } n’est pas un dossier.
process-config-database = l’adresse commence par sqlite:/// ou postgresql://.
process-config-database-file = SQLite a besoin d’un fichier : sqlite:////chemin/entremise.db.
process-config-database-name = il manque le nom de la base : postgresql://hôte/nom.
process-config-choice = « { $value } » n’est pas possible ; au choix : { $choices }.
process-config-zone = « { $value } » n’est pas un fuseau horaire connu (par exemple Europe/Paris).
process-config-address = n’est pas une adresse complète ({ $schemes }).
process-config-loopback = « { $value } » n’est pas cette machine : le bac à sable ne parle qu’en local.
process-config-alone = manque : { $other } ne va pas sans elle.
process-config-host-and-port = « { $value } » n’est pas un hôte suivi de son port (par exemple intranet.example:443).
process-config-whole-number = « { $value } » n’est pas un nombre entier de secondes.

## Ce qui empêche de démarrer ou arrête

process-already-running = Un autre bot (processus { $holder }) utilise déjà { $file } : arrêtez-le d’abord. Plusieurs bots à la fois, c’est avec PostgreSQL (DATABASE_URL).
process-damaged = La base de données est abîmée : { $detail }. Gardez une copie du fichier, puis rétablissez une sauvegarde : python -m bot restore FICHIER.
process-database-away = La base de données n’est pas joignable : { $detail }
process-migration-failed = La base de données n’a pas pu être mise à jour : { $detail } L’étape qui a échoué n’a rien changé.
process-bad-token = Discord refuse le jeton. Mettez-en un nouveau dans DISCORD_TOKEN (Developer Portal → Bot → Reset Token).
process-newer-schema = La base de données vient d’une version plus récente du bot : elle est à la révision { $has }, celui-ci connaît jusqu’à { $known }. Lancez la version plus récente, ou rétablissez une copie faite avant elle.

## Ce que font les outils

process-migrated = La base de données est à jour ; étapes faites : { $steps }.
process-up-to-date = La base de données était déjà à jour (révision { $revision }).
process-backed-up = Copie faite et vérifiée : { $file } ({ $size } Kio).
process-backup-refused = Rien n’a été fait : { $detail }
process-backup-no-database = il n’y a pas de base de données à { $file }.
process-backup-file-there = { $file } existe déjà : donnez un autre nom.
process-backup-not-copied = { $file } n’a pas pu être copié ({ $detail }).
process-backup-damaged = { $file } est abîmé ({ $detail }).
process-backup-no-file = il n’y a pas de fichier { $file }.
process-backup-not-restored = { $file } n’a pas pu être rétabli ({ $detail }).
process-backup-not-ours = { $file } n’est pas une base de données de ce bot.
process-backup-newer = { $file } est à la révision { $have }, cette version connaît jusqu’à { $known } : rétablissez-le avec la version plus récente.
process-backup-postgresql = cette base est sur PostgreSQL. Pour la copier : pg_dump --format=custom --file=entremise.dump "$DATABASE_URL". Pour la rétablir, bot arrêté : pg_restore --clean --dbname="$DATABASE_URL" entremise.dump, puis python -m bot restore --hold.
process-restored = { $file } est rétabli dans { $database }. Ce qui s’y trouvait est gardé à côté (.before-restore).
process-restored-nothing-owed = Rien ne restait à envoyer.
process-restored-held = { $count ->
    [one] Un message restait à envoyer quand la copie a été faite ; il est retenu, car il est peut-être parti depuis :
   *[other] { $count } messages restaient à envoyer quand la copie a été faite ; ils sont retenus, car ils sont peut-être partis depuis :
}
process-restored-release = Pour les envoyer quand même : python -m bot restore --release. Seul ce qui est encore vrai partira.
process-held = { $count ->
    [0] Rien ne restait à envoyer.
    [one] Un message restait à envoyer ; il est retenu. Pour l’envoyer quand même : python -m bot restore --release.
   *[other] { $count } messages restaient à envoyer ; ils sont retenus. Pour les envoyer quand même : python -m bot restore --release.
}
process-released = { $count ->
    [0] Aucun message n’était retenu.
    [one] Un message retenu sera envoyé, s’il est encore vrai.
   *[other] { $count } messages retenus seront envoyés, s’ils sont encore vrais.
}

## doctor : ce qui a été vérifié, et comment y remédier

process-doctor-broken = { $count ->
    [0] Tout va bien.
    [one] Un point à corriger.
   *[other] { $count } points à corriger.
}
process-doctor-env-shared = D’autres utilisateurs de cette machine peuvent lire { $file }, donc le jeton.
process-doctor-env-shared-mend = chmod 600 { $file }
process-doctor-zone = Fuseau { $zone } : il y est { $time }.
process-doctor-zone-wrong = Le fuseau { $zone } ne connaît pas l’heure d’été.
process-doctor-zone-wrong-mend = Réinstallez les dépendances (le paquet tzdata donne les fuseaux).
process-doctor-disk = Disque : { $free } Mio libres pour { $folder }.
process-doctor-disk-full = Disque : { $free } Mio libres seulement pour { $folder }.
process-doctor-disk-full-mend = Libérez au moins 200 Mio : sans place, plus rien ne peut être enregistré.
process-doctor-no-database = La base de données { $file } n’existe pas encore.
process-doctor-no-database-mend = Elle est créée par : python -m bot migrate, ou au premier démarrage.
process-doctor-schema = La base de données est à la révision { $have }, cette version attend { $want }.
process-doctor-schema-mend = Arrêtez le bot, puis : python -m bot migrate
process-doctor-database = Base de données { $engine }, révision { $revision }.
process-doctor-owed = Messages : { $sent } envoyés, { $waiting } en attente.
process-doctor-owed-held = Messages retenus après un rétablissement : { $count }.
process-doctor-owed-held-mend = Pour les envoyer : python -m bot restore --release
process-doctor-owed-unsure = Messages dont on ne sait pas s’ils sont partis : { $count }.
process-doctor-owed-unsure-mend = Le salon de la modération demande pour chacun : « Déjà publié » ou « Publier ».
process-doctor-owed-dead = Messages que Discord a refusés : { $count }.
process-doctor-owed-dead-mend = La raison est dans le journal du bot.
process-doctor-token = Jeton accepté : { $name } ({ $id }).
process-doctor-token-refused = Discord refuse le jeton.
process-doctor-token-refused-mend = Developer Portal → votre application → Bot → Reset Token, puis copiez-le dans DISCORD_TOKEN.
process-doctor-discord-away = Discord n’est pas joignable : { $detail }
process-doctor-discord-away-mend = Vérifiez le réseau et https://discordstatus.com, puis recommencez.
process-doctor-clock = Horloge à l’heure de Discord.
process-doctor-clock-wrong = L’horloge de cette machine a { $seconds } s d’écart avec celle de Discord.
process-doctor-clock-wrong-mend = Mettez-la à l’heure : timedatectl set-ntp true
process-doctor-no-date = Discord n’a pas dit l’heure.
process-doctor-commands = Commandes connues de Discord : { $count }.
process-doctor-commands-missing = Commandes que Discord ne connaît pas : { $names }.
process-doctor-commands-missing-mend = Redémarrez le bot : il les envoie au démarrage.
process-doctor-no-guild = Le bot n’est dans aucun serveur.
process-doctor-no-guild-mend = Invitez-le : { $url }
process-doctor-no-channel = { $guild } : pas de salon des prêts ; celui de la première demande le deviendra.
process-doctor-no-channel-mend = Pour le choisir, dans Discord : /config salons
process-doctor-channel = { $guild } · #{ $channel } ({ $setting }) : tous les droits nécessaires.
process-doctor-channel-gone = { $guild } : le salon { $id } ({ $setting }) n’existe plus.
process-doctor-channel-gone-mend = Choisissez-en un autre, dans Discord : /config salons
process-doctor-channel-rights = { $guild } · #{ $channel } ({ $setting }) : il manque { $rights }.
process-doctor-channel-rights-mend = Dans Discord : clic droit sur #{ $channel } → Modifier le salon → Permissions → Permissions avancées → + → { $role } → ✓ { $rights } → Enregistrer

## doctor --live

process-live-message = Essai d’envoi unique ; ce message va être supprimé.
process-live-posted = Message posté ({ $id }).
process-live-once = { $seconds ->
    [0] Envoyé de nouveau aussitôt : Discord a rendu le même message.
   *[other] Envoyé de nouveau après { $seconds } s : Discord a rendu le même message.
}
process-live-doubled = Envoyé de nouveau : Discord en a fait un second message ({ $id }).
process-live-found = Retrouvé dans l’historique par sa marque ({ $mark }).
process-live-not-found = Introuvable dans l’historique par sa marque.
process-live-deleted = Supprimé ; le salon est comme avant.
process-live-rights = Il manque dans ce salon : { $rights }.
process-live-no-channel = Le bot ne voit pas de salon textuel { $id }.

## export

process-help-export = Écrire ce que la veille a publié, pour un site ou un tableur
process-help-export-what = Ce qui est écrit : watch, un fichier Atom par serveur
process-help-export-folder = Le dossier (celui des données, « export », par défaut)
process-export-title = Veille du réseau { $guild }
process-exported = { $file } : { $count ->
    [one] une nouvelle
   *[other] { $count } nouvelles
}
process-exported-nothing = La veille n’a encore rien publié.
