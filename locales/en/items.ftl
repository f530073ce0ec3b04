### An item: /share, its card, its forms, /settings equipment.

## The card

items-card-facts = { $category } · { $units } · lent by { $owner }
items-card-units = { $count ->
    [one] 1 unit
   *[other] { $count } units
}
items-card-suspended = ⏸️ **Paused**: no new requests for now; what is promised stays promised.
items-card-free = { $units ->
    [1] ✅ **Free now**
   *[other] ✅ **{ $free } of { $units }** free now
}
items-card-next = ⏳ **None free now**; again { $moment }
items-card-taken = ⏳ **None free now**, and nobody knows yet when
items-card-broken = { $count ->
    [one] 🔧 1 unit out of order
   *[other] 🔧 { $count } units out of order
}
items-card-place = 📍 { $place }
items-card-value = 💶 Replacement value: { $value } each
items-card-rate = 🏷️ Reference rental price: { $rate } a day
items-card-conditions = 📝 { $conditions }
items-card-reserved = 🔒 **Kept for you**
items-card-reserved-line = - { $period } · { $quantity } (loan #{ $number })
items-card-reserved-more = { $count ->
    [one] - and 1 more period
   *[other] - and { $count } more periods
}
items-shared = ✅ “{ $item }” is offered. “Edit” completes its sheet, “Rules” says who, when and for how long.
items-changed = ✅ Saved.
items-reserved = ✅ Kept for you: **{ $period }**, quantity { $quantity }.
items-withdrawn = 🗑️ “{ $item }” is no longer offered.
items-withdraw-sure = ### Withdraw “{ $item }”?
    It leaves the lists and can no longer be asked for. Its past loans stay in the history. For a break, choose “Pause” instead.
items-edit-nothing = -# No place, value or conditions yet.
items-edit-owner = Lent by:
items-edit-own-name = Me, in my own name

## Its rules

items-rules-title = ### Lending rules: { $item }
items-rule-askers-everyone = Anybody may ask
items-rule-askers-network = Only members of an organisation may ask
items-rule-approval-owner = The owner answers each request
items-rule-approval-automatic = Granted at once to members of the network
items-rule-hold-no = An unanswered request holds nothing
items-rule-hold-yes = A request holds the dates until it is answered
items-rule-hold-for = A request holds the dates for { $span }
items-rule-notice = Ask { $span } ahead
items-rule-longest = { $span } at most
items-rule-ahead = At most { $span } ahead
items-rule-no-chain = Loans that follow each other count as one
items-rule-buffer = { $span } of gap between two loans
items-rule-per-borrower = { $count } at most per borrower
items-rule-share = { $percent } % of the stock at most per loan
items-rule-closed = Closed: { $days }

## Buttons

items-button-ask = Ask
items-button-calendar = Calendar
items-button-edit = Edit
items-button-rules = Rules
items-button-reserve = Keep for us
items-button-suspend = Pause
items-button-resume = Resume
items-button-withdraw = Withdraw
items-button-withdraw-yes = Withdraw for good
items-button-withdraw-no = Keep it
items-button-sheet = Sheet
items-button-value = Value
items-button-photo = Photo
items-button-broken = Out of order
items-button-delays = Delays
items-button-who = Who and how
items-button-closed = Closed days
items-button-back = Back
items-button-again = Try again
items-button-anyway = Keep them anyway

## Forms

items-form-share = Offer an item
items-form-sheet = Sheet
items-form-value = Value and conditions
items-form-broken = Units out of order
items-form-delays = Delays
items-form-who = Who may ask, and how
items-form-closed = Closed days
items-form-photo = Photo
items-form-reserve = Keep for us
items-field-name = Name
items-field-category = Category
items-field-units = Number of units
items-field-place = Where it is kept
items-field-description = Description
items-field-photo = Photo
items-field-value = Replacement value of one
items-field-rate = Reference rental price a day
items-field-rate-source = Where this price comes from
items-field-conditions = Conditions of the loan
items-field-out-of-order = How many are broken or lost
items-field-notice = How long before to ask
items-field-longest = Longest loan
items-field-no-chain = Loans that follow each other
items-field-ahead = How far ahead one may ask
items-field-buffer = Gap between two loans
items-field-askers = Who may ask
items-field-approval = Who says yes
items-field-hold = Does an unanswered request hold?
items-field-per-borrower = Units per borrower, at most
items-field-share = Share of the stock per loan, at most
items-field-closed = Days without departure or return
items-field-when = When
items-field-quantity = Quantity
items-field-project = What for
items-why-photo = JPEG, PNG or WebP. Kept without the place and time it was taken.
items-hint-name = Midas M32 console
items-hint-place = Le Clou, back room
items-hint-rate-source = Price list 2026 of a rental firm
items-hint-money = 1200 or 12.50
items-hint-span = 2 h, 3 days, 1 week; empty: no limit
items-hint-days = 25/12/2026, 31/12/2026 - 02/01/2027
items-hint-when = saturday · 12-15 march · fri 6pm - sun 8pm
items-hint-project = Rehearsal, concert, repair…
items-choice-askers-everyone = Anybody on this server
items-choice-askers-network = Members of an organisation
items-choice-approval-owner = The owner answers each request
items-choice-approval-automatic = At once for members of the network
items-choice-hold-no = No, the dates stay free
items-choice-hold-yes = Yes, until it is answered
items-choice-hold-for = Yes, for { $span }
items-choice-chain-no = Each counts by itself
items-choice-chain-yes = They count as one loan

## Keep for us

items-reserve-maybe = Did you mean:
items-reserve-which = “{ $text }” can mean several things. Which?
items-reserve-taken = Not possible { $period }:

## In and out

items-action-import = import a sheet
items-action-export = export all equipment
items-action-undo = undo an import
items-button-import = Import
items-button-export = Export
items-button-undo = Undo the import
items-form-import = Import equipment
items-field-sheet = Sheet (CSV)
items-why-sheet = Only “name” is needed. Nothing is written before you agree.
items-import-menu = ### The network’s equipment
    Import the sheet you have today (CSV). Columns understood: name, category, description, quantity, out of order, owner, place, value, daily rate, rate source, conditions, buffer, notice, longest loan, how far ahead, who, approval… Only the name is needed. You see line by line what would be done before anything is written, and all of it can be undone.
    The export has the same columns: mend it in your spreadsheet, then import it again.
items-import-title = ### What the import would do
items-import-count = Items added: **{ $new }** · changed: **{ $changed }** · the same already: **{ $same }** · lines refused: **{ $bad }**. Nothing is written yet.
items-import-ignored = Columns left aside: { $names }
items-import-new = ✅ line { $line } · { $name }
items-import-changed = ✏️ line { $line } · { $name }: { $columns }
items-import-bad = ❌ line { $line } · { $name }: { $reason }
items-import-more = { $count ->
    [one] … and 1 more line, in the report
   *[other] … and { $count } more lines, in the report
}
items-import-mend = Mend the sheet, then import it again.
items-import-write = { $count ->
    [one] Import 1 line
   *[other] Import { $count } lines
}
items-import-done = ✅ Imported. Items added: **{ $added }** · changed: **{ $changed }**.
items-import-skipped = { $count ->
    [one] Left aside, it changed meanwhile: { $names }
   *[other] Left aside, they changed meanwhile: { $names }
}
items-import-last = Last import: { $when }, by { $by }. Items added: **{ $added }** · changed: **{ $changed }**. Undoing it removes the items added and puts the others back as they were; what was lent or changed since stays.
items-import-undone = ✅ The import is undone. Items removed: **{ $removed }** · as before: **{ $restored }**.
items-import-kept = { $count ->
    [one] Lent or changed since, it stays: { $names }
   *[other] Lent or changed since, they stay: { $names }
}
items-import-report-name = report.csv
items-export-name = equipment.csv
items-export-done = { $count ->
    [0] Nothing is offered yet: here are the columns, to be filled.
    [one] Here is the network’s equipment: 1 item.
   *[other] Here is the network’s equipment: { $count } items.
}
items-report-line = Line
items-report-name = Name
items-report-result = Result
items-report-new = to be added
items-report-changed = to be changed
items-report-same = the same already
items-column-name = name
items-column-category = category
items-column-description = description
items-column-units = quantity
items-column-out-of-order = out of order
items-column-owner = owner
items-column-place = place
items-column-value = value
items-column-rate = daily rate
items-column-rate-source = rate source
items-column-conditions = conditions
items-column-buffer = buffer
items-column-notice = notice
items-column-longest = longest loan
items-column-ahead = how far ahead
items-column-askers = who
items-column-approval = approval
items-column-hold = holds on request
items-column-per-borrower = most per borrower
items-column-share = largest share
items-column-no-chain = chained loans
items-column-closed = closed
items-column-suspended = paused

## Refusals

refused-name-missing = It needs a name, with at least one letter or digit.
refused-text-too-long = { $field ->
    [name] This name is too long
    [description] This description is too long
    [place] This place is too long
    [conditions] These conditions are too long
   *[other] This source is too long
}: { $most } characters at most.
refused-count-unreadable = “{ $said }” is not a whole number. Write 1, 2, 3…
refused-money-unreadable = “{ $said }” is not an amount. Write 1200 or 12.50.
refused-money-ambiguous = “{ $said }” can be read two ways. Write { $thousand } for thousands, or two digits after the point for cents.
refused-span-unreadable = “{ $said }” is not a length of time. Write 2 h, 3 days or 1 week (months differ in length: count in days).
refused-category-unknown = Unknown category: “{ $said }”. Write sound, light, backline, stage, vehicle, room or other.
refused-askers-unknown = “{ $said }” does not say who may ask. Write everyone or network.
refused-approval-unknown = “{ $said }” does not say who says yes. Write owner or automatic.
refused-yes-or-no = “{ $said }”: write yes or no.
refused-bad-share = “{ $said }” is not a share of the stock. Write a percentage from 1 to 100.
refused-days-unreadable = “{ $said }” is not a full date. Write 25/12/2026, or 31/12/2026 - 02/01/2027.
refused-days-too-many = Too many closed days: { $most } at most.
refused-bad-units = The number of units must be between 1 and { $most }.
refused-bad-out-of-order = There can't be more units out of order than there are units ({ $units }).
refused-bad-money = This amount is too large: { $most_cents } at most.
refused-bad-span = This is too long: { $most_minutes } at most.
refused-rules-contradict = These rules contradict each other: ask { $notice_minutes } before, but at most { $ahead_minutes } ahead. Nobody could ask.
refused-item-in-use = “{ $item }” is still promised or asked for: loans no. { $loans }. End or cancel them first; “Pause” stops new requests.
refused-units-promised = { $needed } units are promised at the same time (loans no. { $loans }); only { $wanted } would be left. For broken or lost units, use “Out of order”.
refused-owner-not-yours = Only its delegates and deputies lend in the name of this organisation.
refused-typed-gone = This text is no longer kept. Please start again.
refused-photo-none = No photo was sent.
refused-import-right = Importing and exporting the network’s equipment is for its moderators and for those who may “Manage Server”. Offer your own items one by one with `/share`.
refused-import-none = There is no import to undo.
refused-item-several = Several items of this owner are called “{ $name }”: add a “number” column ({ $numbers }).
refused-owner-missing = Say whose it is: the name of an organisation, or “me”.
refused-owner-unknown = Unknown owner: “{ $said }”. Write the name of an organisation of the directory, or “me”.
refused-owner-ambiguous = Several organisations answer to “{ $said }”. Write the full name.
