### Ce que le processus dit dans le terminal et dans le journal, à qui l’héberge.

process-about = Entremise, le bot d’entraide des réseaux coopératifs.
process-help-run = démarre le bot
process-help-migrate = met la base de données à jour

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
process-migration-failed = La base de données n’a pas pu être mise à jour ; la raison est écrite au-dessus. Rien n’a été changé.
process-bad-token = Discord refuse le jeton. Mettez-en un nouveau dans DISCORD_TOKEN (Developer Portal → Bot → Reset Token).
