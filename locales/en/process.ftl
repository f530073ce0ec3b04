### What the process says in the terminal and in the log, to whoever hosts it.

process-about = Entremise, the mutual aid bot of cooperative networks.
process-help-run = start the bot
process-help-migrate = bring the database up to date
process-help-doctor = check all that the bot needs and say how to mend it
process-help-live = try sending once and only once in the test channel of this id
process-help-after = seconds to wait before sending again (with --live)
process-help-backup = copy the database, even while the bot runs
process-help-backup-file = the file to make, or a folder
process-help-restore = put a copy back; what was still owed is held
process-help-restore-file = the copy to put back (the bot must be stopped)
process-help-release = send what a restore has held

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
process-migration-failed = The database could not be brought up to date: { $detail } The step that failed changed nothing.
process-bad-token = Discord refuses the token. Put a new one in DISCORD_TOKEN (Developer Portal → Bot → Reset Token).
process-newer-schema = The database comes from a newer version of the bot: { $detail }

## What the tools do

process-migrated = The database is up to date; steps taken: { $steps }.
process-up-to-date = The database was up to date already (revision { $revision }).
process-backed-up = Copied and checked: { $file } ({ $size } KiB).
process-backup-refused = Nothing was done: { $detail }
process-restored = { $file } is back in { $database }. What was there is kept beside it (.before-restore).
process-restored-nothing-owed = Nothing was left to send.
process-restored-held = { $count ->
    [one] One message was left to send when the copy was made; it is held, since it may have gone out meanwhile:
   *[other] { $count } messages were left to send when the copy was made; they are held, since they may have gone out meanwhile:
}
process-restored-release = To send them all the same: python -m bot restore --release. Only what is still true will go.
process-released = { $count ->
    [0] No message was held.
    [one] One held message will be sent, if it is still true.
   *[other] { $count } held messages will be sent, if they are still true.
}
