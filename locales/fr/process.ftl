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
process-config-whole-number = « { $value } » n’est pas un nombre entier de secondes.

## Ce qui empêche de démarrer ou arrête

process-already-running = Un autre bot utilise déjà cette base. { $detail }
process-damaged = La base de données est abîmée : { $detail }. Gardez une copie du fichier, puis rétablissez une sauvegarde : python -m bot restore FICHIER.
process-database-away = La base de données n’est pas joignable : { $detail }
process-migration-failed = La base de données n’a pas pu être mise à jour : { $detail } L’étape qui a échoué n’a rien changé.
process-bad-token = Discord refuse le jeton. Mettez-en un nouveau dans DISCORD_TOKEN (Developer Portal → Bot → Reset Token).
process-newer-schema = La base de données vient d’une version plus récente du bot : { $detail }

## Ce que font les outils

process-migrated = La base de données est à jour ; étapes faites : { $steps }.
process-up-to-date = La base de données était déjà à jour (révision { $revision }).
process-backed-up = Copie faite et vérifiée : { $file } ({ $size } Kio).
process-backup-refused = Rien n’a été fait : { $detail }
process-restored = { $file } est rétabli dans { $database }. Ce qui s’y trouvait est gardé à côté (.before-restore).
process-restored-nothing-owed = Rien ne restait à envoyer.
process-restored-held = { $count ->
    [one] Un message restait à envoyer quand la copie a été faite ; il est retenu, car il est peut-être parti depuis :
   *[other] { $count } messages restaient à envoyer quand la copie a été faite ; ils sont retenus, car ils sont peut-être partis depuis :
}
process-restored-release = Pour les envoyer quand même : python -m bot restore --release. Seul ce qui est encore vrai partira.
process-released = { $count ->
    [0] Aucun message n’était retenu.
    [one] Un message retenu sera envoyé, s’il est encore vrai.
   *[other] { $count } messages retenus seront envoyés, s’ils sont encore vrais.
}
