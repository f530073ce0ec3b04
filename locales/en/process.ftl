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
process-help-hold = holds what was left to send (after pg_restore, with the bot stopped)
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
process-config-host-and-port = “{ $value }” is not a host followed by its port (for instance intranet.example:443).
process-config-whole-number = “{ $value }” is not a whole number of seconds.

## What prevents a start, or stops the bot

process-already-running = Another bot (process { $holder }) already uses { $file }: stop it first. Several bots at once need PostgreSQL (DATABASE_URL).
process-damaged = The database is damaged: { $detail }. Keep a copy of the file, then restore a backup: python -m bot restore FILE.
process-database-away = The database can't be reached: { $detail }
process-migration-failed = The database could not be brought up to date: { $detail } The step that failed changed nothing.
process-bad-token = Discord refuses the token. Put a new one in DISCORD_TOKEN (Developer Portal → Bot → Reset Token).
process-newer-schema = The database comes from a newer version of the bot: it is at revision { $has }, this one knows up to { $known }. Run the newer version, or restore a copy made before it.

## What the tools do

process-migrated = The database is up to date; steps taken: { $steps }.
process-up-to-date = The database was up to date already (revision { $revision }).
process-backed-up = Copied and checked: { $file } ({ $size } KiB).
process-backup-refused = Nothing was done: { $detail }
process-backup-no-database = there is no database at { $file }.
process-backup-file-there = { $file } is there already: name another file.
process-backup-not-copied = { $file } could not be copied ({ $detail }).
process-backup-damaged = { $file } is damaged ({ $detail }).
process-backup-no-file = there is no file { $file }.
process-backup-not-restored = { $file } could not be restored ({ $detail }).
process-backup-not-ours = { $file } is not a database of this bot.
process-backup-newer = { $file } is at revision { $have }, this version knows up to { $known }: restore it with the newer version.
process-backup-postgresql = this database is on PostgreSQL. To copy it: pg_dump --format=custom --file=entremise.dump "$DATABASE_URL". To restore it, with the bot stopped: pg_restore --clean --dbname="$DATABASE_URL" entremise.dump, then python -m bot restore --hold.
process-restored = { $file } is back in { $database }. What was there is kept beside it (.before-restore).
process-restored-nothing-owed = Nothing was left to send.
process-restored-held = { $count ->
    [one] One message was left to send when the copy was made; it is held, since it may have gone out meanwhile:
   *[other] { $count } messages were left to send when the copy was made; they are held, since they may have gone out meanwhile:
}
process-restored-release = To send them all the same: python -m bot restore --release. Only what is still true will go.
process-held = { $count ->
    [0] Nothing was left to send.
    [one] One message was left to send; it is held. To send it all the same: python -m bot restore --release.
   *[other] { $count } messages were left to send; they are held. To send them all the same: python -m bot restore --release.
}
process-released = { $count ->
    [0] No message was held.
    [one] One held message will be sent, if it is still true.
   *[other] { $count } held messages will be sent, if they are still true.
}

## doctor: what was looked at, and how to mend it

process-doctor-broken = { $count ->
    [0] All is well.
    [one] One thing to mend.
   *[other] { $count } things to mend.
}
process-doctor-env-shared = Other users of this machine can read { $file }, hence the token.
process-doctor-env-shared-mend = chmod 600 { $file }
process-doctor-zone = Time zone { $zone }: it is { $time } there.
process-doctor-zone-wrong = The time zone { $zone } knows no summer time.
process-doctor-zone-wrong-mend = Install the requirements again (the package tzdata gives the zones).
process-doctor-disk = Disk: { $free } MiB free for { $folder }.
process-doctor-disk-full = Disk: only { $free } MiB free for { $folder }.
process-doctor-disk-full-mend = Free 200 MiB at least: without room nothing can be saved any more.
process-doctor-no-database = The database { $file } does not exist yet.
process-doctor-no-database-mend = It is made by: python -m bot migrate, or at the first start.
process-doctor-schema = The database is at revision { $have }, this version expects { $want }.
process-doctor-schema-mend = Stop the bot, then: python -m bot migrate
process-doctor-database = Database { $engine }, revision { $revision }.
process-doctor-owed = Messages: { $sent } sent, { $waiting } waiting.
process-doctor-owed-held = Messages held after a restore: { $count }.
process-doctor-owed-held-mend = To send them: python -m bot restore --release
process-doctor-owed-unsure = Messages that may or may not have gone out: { $count }.
process-doctor-owed-unsure-mend = The moderators' channel asks about each: “Already published” or “Publish”.
process-doctor-owed-dead = Messages that Discord refused: { $count }.
process-doctor-owed-dead-mend = The reason is in the bot's log.
process-doctor-token = Token accepted: { $name } ({ $id }).
process-doctor-token-refused = Discord refuses the token.
process-doctor-token-refused-mend = Developer Portal → your application → Bot → Reset Token, then copy it to DISCORD_TOKEN.
process-doctor-discord-away = Discord can't be reached: { $detail }
process-doctor-discord-away-mend = Check the network and https://discordstatus.com, then try again.
process-doctor-clock = The clock agrees with Discord's.
process-doctor-clock-wrong = This machine's clock is { $seconds } s apart from Discord's.
process-doctor-clock-wrong-mend = Set it right: timedatectl set-ntp true
process-doctor-no-date = Discord did not say the time.
process-doctor-commands = Commands known to Discord: { $count }.
process-doctor-commands-missing = Commands that Discord does not know: { $names }.
process-doctor-commands-missing-mend = Restart the bot: it sends them when it starts.
process-doctor-no-guild = The bot is in no server.
process-doctor-no-guild-mend = Invite it: { $url }
process-doctor-no-channel = { $guild }: no loans channel; that of the first request will become it.
process-doctor-no-channel-mend = To choose it, in Discord: /config salons
process-doctor-channel = { $guild } · #{ $channel } ({ $setting }): all the rights that are needed.
process-doctor-channel-gone = { $guild }: the channel { $id } ({ $setting }) no longer exists.
process-doctor-channel-gone-mend = Choose another, in Discord: /config salons
process-doctor-channel-rights = { $guild } · #{ $channel } ({ $setting }): { $rights } missing.
process-doctor-channel-rights-mend = In Discord: right click on #{ $channel } → Edit Channel → Permissions → Advanced permissions → + → { $role } → ✓ { $rights } → Save Changes

## doctor --live

process-live-message = Trial of sending once; this message is about to be deleted.
process-live-posted = Message posted ({ $id }).
process-live-once = { $seconds ->
    [0] Sent again at once: Discord gave back the same message.
   *[other] Sent again after { $seconds } s: Discord gave back the same message.
}
process-live-doubled = Sent again: Discord made a second message of it ({ $id }).
process-live-found = Found again in the history by its mark ({ $mark }).
process-live-not-found = Not found in the history by its mark.
process-live-deleted = Deleted; the channel is as before.
process-live-rights = Missing in this channel: { $rights }.
process-live-no-channel = The bot sees no text channel { $id }.

## export

process-help-export = Write what the watch has published, for a web site or a spreadsheet
process-help-export-what = What is written: watch, one Atom file for each server
process-help-export-folder = The folder (that of the data, "export", by default)
process-export-title = Watch of the network { $guild }
process-exported = { $file }: { $count ->
    [one] one story
   *[other] { $count } stories
}
process-exported-nothing = The watch has published nothing yet.
