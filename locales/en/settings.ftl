### A server's settings: /settings channels, /settings roles, /settings language.

## Channels

settings-channels-title = ### Channels of the network
settings-channels-lending = **Loans channel**
settings-channels-lending-none = Not chosen yet: the channel of the first request will become it.
settings-channels-watch = **Channel of the watch**
settings-channels-watch-none = Not chosen yet: published news wait. Each topic may have its own too (`/sources schedule`).
settings-channels-moderation = **Moderators’ channel**
settings-channels-moderation-none = Not chosen yet: the bot tells the owner of this server in private.
settings-channels-gone = ⚠️ This channel no longer exists. Choose another.
settings-channels-choose = Choose a channel
settings-channels-check = Check again

settings-rights-fine = ✅ The bot can do all its work there.
settings-rights-missing = { $count ->
    [one] ⚠️ The bot lacks a permission in { $channel }.
   *[other] ⚠️ The bot lacks { $count } permissions in { $channel }.
}
settings-rights-path = - **{ $right }**: { $channel } → Edit Channel → Permissions → Advanced permissions → role “{ $role }” → ✓ { $right } → Save Changes

## Roles

settings-roles-title = ### Who moderates
settings-roles-chosen = Moderating: { $roles }
settings-roles-none = No role is chosen.
settings-roles-also = Everybody whose role has “Manage Messages” in the whole server moderates too (in one channel alone is not enough). A moderator may answer in an owner’s place.
settings-roles-choose = Choose the roles that moderate
settings-roles-path =
    Discord, not the bot, holds **who sees which command**:
    Server Settings → Integrations → { $bot } → choose the command → Add Roles or Members.
    -# The bot checks its own rights at every command and every button, even for those who see the command.

## Language, time, quiet

settings-language-title = ### Language and time of the network
settings-language-now = The bot’s messages in channels are in **{ $language }**.
settings-language-choose = Choose the language
settings-language-fr = French
settings-language-en = English
settings-zone-now = Time zone: **{ $zone }**. It is { $time } there.
settings-zone-choose = Choose the time zone
settings-zone-other = Another zone…
settings-zone-title = Another time zone
settings-zone-field = Name of the zone (Continent/City)
settings-quiet-title = Quiet hours
settings-quiet-now = Quiet hours: from **{ $start }** to **{ $end }**, the bot sends nobody a reminder.
settings-quiet-never = No quiet hours: the bot sends reminders at any hour.
settings-quiet-from = From (21:00)
settings-quiet-to = To (8:00); the same hour: never

## Refusals

refused-needs-manage-guild = That needs the “Manage Server” permission. Ask whoever runs this server.
refused-unknown-setting = There is no such setting.
refused-setting-channel = That is not a channel of this server. Choose it from the list.
refused-setting-roles = { $most } roles at most. Choose them from the list.
refused-setting-everyone = With “@everyone”, everybody would moderate. Choose another role.
refused-setting-locale = The bot speaks French and English.
refused-setting-zone = There is no zone “{ $value }”. Write it like “Europe/Paris” or “Indian/Reunion”.
refused-setting-minute = That hour is not within the day. Write it like “21:00” or “9:30pm”.
refused-setting-choice = There is no such choice. Choose it in the list.
refused-setting-number = Between { $low } and { $high }, please.
refused-bad-hour = I did not understand the hour “{ $text }”. Write it like “21:00”, “9pm” or “8”.
