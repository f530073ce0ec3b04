### What the process says in the terminal and in the log, to whoever hosts it.

process-about = Entremise, the mutual aid bot of cooperative networks.
process-help-run = start the bot
process-help-migrate = bring the database up to date

## The configuration

process-config-title = The configuration does not allow a start:
process-config-end = Each key is explained in config.example.env.
process-config-missing-token = is missing. Copy config.example.env to .env and put the bot's token there.
process-config-malformed-token = holds spaces or characters that a token never has.
process-config-unreadable = the file { $value } can't be read.
process-config-not-a-folder = { $value } is not a folder.
process-config-database = the address begins with sqlite:/// or postgresql://.
process-config-database-file = SQLite needs a file: sqlite:////path/entremise.db.
process-config-database-name = the name of the database is missing: postgresql://host/name.
process-config-choice = “{ $value }” is not possible; one of: { $choices }.
process-config-zone = “{ $value }” is not a known time zone (for instance Europe/Paris).
process-config-address = is not a complete address ({ $schemes }).
process-config-loopback = “{ $value }” is not this machine: the playground only speaks locally.
process-config-alone = is missing: { $other } does not go without it.
process-config-whole-number = “{ $value }” is not a whole number of seconds.

## What prevents a start, or stops the bot

process-already-running = Another bot already uses this database. { $detail }
process-damaged = The database is damaged: { $detail }. Keep a copy of the file, then restore a backup: python -m bot restore FILE.
process-database-away = The database can't be reached: { $detail }
process-migration-failed = The database could not be brought up to date; the reason stands above. Nothing was changed.
process-bad-token = Discord refuses the token. Put a new one in DISCORD_TOKEN (Developer Portal → Bot → Reset Token).
