### Ask for an item: /borrow, /items, /availability and the panel of the loans channel.

lending-category-sound = Sound
lending-category-light = Light
lending-category-backline = Backline
lending-category-stage = Stage
lending-category-vehicle = Vehicle
lending-category-room = Room
lending-category-other = Other
lending-nobody = a member who left

## What is free, in two words (list of dates)

lending-choice = { $period } · { $standing }
lending-choice-free = Next free: { $period }
lending-choice-unread = “{ $text }”: not understood. Try “saturday” or “fri 6pm - sun 8pm”
lending-standing-free = { $stock ->
    [1] free
   *[other] { $room } of { $stock } free
}
lending-standing-few = only { $room } of { $stock }
lending-standing-taken = taken
lending-standing-gap = gap between two loans
lending-standing-past = already past
lending-standing-notice = too short notice
lending-standing-too-far = too far ahead
lending-standing-too-long = too long
lending-standing-chain = too long in a row
lending-standing-quota = your maximum already
lending-standing-closed-start = closed that day
lending-standing-closed-end = closed on return
lending-standing-network-only = organisations only
lending-standing-suspended = not lent for now
lending-standing-withdrawn = withdrawn

## Why it is not possible

lending-reason-conflict = { $case ->
    [gap] Free, but too close to another loan: some time is kept between two.
    [none] Already taken on these dates.
    [stock] There are only { $stock }, not { $asked }.
   *[some] { $available } of { $stock } left on these dates, not { $asked }.
}
lending-reason-past = That is already past.
lending-reason-notice = To be asked for at least { $span } before: { $earliest } at the earliest.
lending-reason-too-far = To be asked for at most { $span } ahead: until { $latest }.
lending-reason-too-long = Too long: { $span } at most.
lending-reason-chain = With your other loans next to it, it would be too long: { $span } in a row at most.
lending-reason-closed-start = It can’t leave on { $day }.
lending-reason-closed-end = It can’t come back on { $day }.
lending-reason-quota = { $most } at most per borrower; you already have or ask for { $held }.
lending-reason-network-only = Only the network’s organisations may ask for it; you belong to none.
lending-reason-suspended = This item is not lent for now.
lending-reason-withdrawn = This item is no longer lent.
lending-next-free = Next free period of the same length: **{ $period }**.

## The preview

lending-preview-title = ### Borrow: { $item }
lending-preview-owner = **Owner** · { $owner }
lending-preview-dates = **Dates** · { $period } ({ $length })
lending-preview-quantity = **Quantity** · { $quantity } (free on these dates: { $room } of { $stock })
lending-preview-project = **Project** · { $project }
lending-preview-for = **For** · { $party }
lending-preview-place = **Place** · { $place }
lending-preview-conditions = **Conditions** · { $conditions }
lending-preview-value = **Value** · { $value } each, to be replaced if lost
lending-preview-open-end = -# You gave no end: I counted until the end of the day.
lending-preview-next-owner = -# Next: the request is shown in { $channel }, { $owner } is told and answers; you are told the answer.
lending-preview-next-once = -# Next: it is promised at once, without waiting for an answer, and shown in { $channel }.
lending-preview-here = this channel (which becomes the loans channel)
lending-preview-party = For whom do you borrow?
lending-preview-own-name = In my own name
lending-refused-title = ### Not possible on these dates: { $item }
lending-refused-asked = You ask for: { $period }, quantity { $quantity }.
lending-refused-instead = **Free on the same dates:**

lending-button-ask = Ask
lending-button-sheet = Details
lending-button-change = Change
lending-button-cancel = Cancel
lending-button-calendar = See the calendar
lending-button-take = Take { $period }
lending-button-units = Ask for { $room }
lending-button-again = Resume
lending-button-items = See the items

lending-cancelled = Request dropped: nothing was sent.

## Asked

lending-sent-title = ### { $promised ->
    [yes] It is promised: { $item }
   *[no] Request sent: { $item }
}
lending-sent-facts = **Loan #{ $number }** · { $period } · quantity { $quantity }
lending-sent-owner = { $owner } is told; you will be told the answer. Without an answer before it starts, the request lapses and you are both told.
lending-sent-once = { $owner } is told. Agree on the hand-over; on the day, one of you presses “Handed over” on the card.
lending-sent-card = The card is in { $channel }.
lending-sent-remembered = The card is in { $channel }. No channel was chosen for loans: it is this one from now on (`/settings channels` to change it).
lending-sent-already = -# This request had been sent already: here it is, there is only one.
lending-sent-over = This request had been sent already: it is loan #{ $number }, which has moved on or ended. `/my-loans` shows it; `/borrow` makes another one.
lending-sent-next = -# `/my-loans` to follow it.

## When the dates are not clear

lending-dates-several = “{ $text }” may mean:
lending-dates-which = Which ones?
lending-dates-maybe = Did you mean:
lending-dates-reading = { $number }. **{ $period }**
lending-note-first-pass = Before the clock change
lending-note-second-pass = After the clock change

## When the item is not clear

lending-item-unknown = No item is called “{ $said }” here.
lending-item-several = Several items match “{ $said }”. Which one?
lending-typed = -# You had typed: { $when }{ $quantity ->
    [1] {""}
   *[other] , quantity { $quantity }
}{ $project ->
    [none] {""}
   *[other] , project “{ $project }”
}

## The form

lending-form-title = Ask for an item
lending-form-title-item = Ask for: { $item }
lending-form-item = Item
lending-form-item-hint = Its name, or #12
lending-form-when = When
lending-form-when-hint = saturday · 12-15 march · fri 6pm - sun 8pm
lending-form-quantity = Quantity
lending-form-project = Project (if you like)
lending-form-project-hint = Concert, residency, rehearsal…

## The list of items

lending-list-title = { $count ->
    [0] ### Items of the network
    [one] ### Items of the network: 1
   *[other] ### Items of the network: { $count }
}
lending-list-searched = “{ $text }”
lending-list-when = free { $period }
lending-list-empty = Nothing is lent here yet. Offer the first item!
lending-list-none = Nothing matches. Try other dates, another category, or see everything again.
lending-list-free = Free when?
lending-list-free-title = What is free
lending-list-free-example = this weekend
lending-list-all = See everything
lending-list-suspended = Not lent now
lending-list-category = Category
lending-list-every-category = All categories

## The calendar and the panel

lending-calendar-before = Previous week
lending-calendar-after = Next week
lending-calendar-text = Details as text
lending-member = a member

lending-panel-text = ### Lend, borrow
    Ask for an item, see what is free, offer yours, find your loans: one button is enough. Only requests are shown in this channel; the rest is seen by you alone.
lending-panel-borrow = Borrow
lending-panel-free = What is free
lending-panel-share = Share
lending-panel-loans = My loans
lending-panel-posted = The panel is on its way to { $channel }. Pin it: it stays valid.
lending-panel-remembered = The panel is on its way to { $channel }, which becomes the loans channel (`/settings channels` to change it). Pin it: it stays valid.

## Refusals

refused-item-unknown = This item can’t be found here.
refused-item-ambiguous = Several items match “{ $said }”: { $near }.
refused-bad-quantity = The quantity must be a number between 1 and { $stock } (asked: { $asked }).
refused-draft-gone = This preview is no longer kept. Type `/borrow` again, or press “Ask” on the item.
refused-not-free = It is no longer free.
refused-date-unreadable = I did not understand “{ $text }”. Try “saturday”, “12-15 march” or “fri 6pm - sun 8pm”.
refused-date-impossible = “{ $text }” is not on the calendar.
refused-date-reversed = In “{ $text }”, the end comes before the start.
refused-date-contradicts-weekday = In “{ $text }”, weekday and date disagree: it would be { $date }.
refused-date-missing-hour = { $day }, { $hour } does not exist: the clocks go forward. Say { $before } or { $after }.
refused-date-too-long = This text is too long for a date: { $limit } characters at most.
refused-calendar-too-far = The calendar does not go that far: three years at most.
