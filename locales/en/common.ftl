### What every part of the bot says: dates, amounts, pages, common refusals.

common-weekdays = Mon Tue Wed Thu Fri Sat Sun
common-months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
common-first-of-month = 1
common-period-day = { $day }
common-period-days = { $first } to { $last }
common-day-end = end of { $day }
common-midnight = midnight
common-period-hours = { $start } → { $end }
common-first-time = { $hour } (before the clock change)
common-second-time = { $hour } (after the clock change)
common-money = €{ $amount }
common-list = { $first } and { $last }
common-span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
common-span-hours = { $count } h
common-span-minutes = { $count } min

common-page-previous = Previous
common-page-next = Next
common-page-where = page { $page }/{ $pages }
common-quoted = “{ $text }”
common-right-view-channel = View Channel
common-right-send-messages = Send Messages
common-right-embed-links = Embed Links
common-right-attach-files = Attach Files
common-right-read-message-history = Read Message History
common-right-create-public-threads = Create Public Threads
common-right-send-messages-in-threads = Send Messages in Threads

common-refresh = Refresh

## When something breaks

common-error = Something failed on my side. Before you try again, look whether it is done already. Reference `{ $reference }`, written in the bot’s log: give it to the moderators if this keeps happening.
common-done = Noted.

## Common refusals

refused-card-changed = This card has changed. Open it again to see where it stands.
refused-command-changed = This command has changed. Reload Discord (Ctrl + R, or close and reopen the app) and try again.
refused-form-changed = This form has changed. Open it again; your text is repeated below in case you want to copy it.
refused-guild-only = This is done in a server, not in a private message.
refused-not-a-member = You are no longer a member of this server.
refused-not-found = Not found here.
refused-bad-option = That value was not understood. Choose it from the list that is offered.
refused-too-slow = It took too long to open the form. Please try again.
refused-already-done = This is done already.
refused-storage-busy = Too many people at once: nothing was saved. Try again in a few seconds.
refused-storage-full = The bot’s disk is full: nothing was saved. Tell whoever hosts it.
refused-bad-period = The end must come after the start.
refused-photo-too-big = This photo is too heavy: { $limit_mib } MiB at most.
refused-photo-too-large = This photo has too many pixels: { $limit_megapixels } million at most.
refused-photo-not-an-image = This file is not a readable photo. Send a JPEG, PNG or WebP photo.
refused-photo-animated = Animated pictures are not accepted. Send a JPEG, PNG or WebP photo.
refused-photo-empty = This file is empty. Send a JPEG, PNG or WebP photo.

## The calendar picture

calendar-range = { $first } – { $last }
calendar-units = { $units ->
    [one] 1 unit
   *[other] { $units } units
}
calendar-state-requested = waiting
calendar-state-countered = offer waiting
calendar-state-approved = promised
calendar-state-out = out
calendar-state-late = late
calendar-state-reserved = kept by the owner
calendar-more = { $count ->
    [one] and 1 more loan, see the text
   *[other] and { $count } more loans, see the text
}
calendar-nothing = No loan in these 14 days.
calendar-alt = Calendar of “{ $item }”, { $first } – { $last }, { $units }.
calendar-alt-bar = { $label }: { $quantity } of { $units }, { $when }, { $state }.
calendar-alt-free = Free each day: { $days }.
calendar-alt-day = { $day }: { $free }
calendar-open-end = since { $start }, return unknown
calendar-legend-free = free each day

## CSV files

refused-csv-empty = This file is empty: it needs a line of titles, then one line for each thing.
refused-csv-too-big = This file is too heavy: { $most } bytes at most.
refused-csv-not-csv = This is not a CSV file. In your spreadsheet: “Save as”, then “CSV”.
refused-csv-encoding = The accents of this file can’t be read. Save it as “CSV UTF-8”.
refused-csv-missing-column = The column “{ $column }” is missing.
refused-csv-duplicate-column = The column “{ $column }” is there twice.
refused-csv-too-many-rows = Too many lines: { $most } at most at once.
refused-csv-too-many-cells = There are more cells than titles ({ $most } titles).
refused-csv-bad-quotes = A quotation mark opened on line { $line } is never closed.
refused-csv-formula = In “{ $column }”, “{ $cell }” is a formula: put its value there.
