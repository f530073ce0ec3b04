### A loan, from the request to the return: its card, its announcements, /my-loans, /return.

loans-name-quantity = { $item } × { $quantity }

## The card

loans-line-asks = { $borrower } borrows from { $owner }
loans-line-own = Dates kept by { $owner }
loans-line-dates =
    📅 **{ $period }**
    -# Starts { $start } ({ $starts })
    -# Ends { $end } ({ $ends })
loans-line-days =
    📅 **{ $period }**
    -# Back by: { $end } ({ $ends })
loans-line-days-only = 📅 **{ $period }**
loans-line-project = **Project** · { $project }
loans-line-place = **Place** · { $place }
loans-line-conditions = **Conditions** · { $conditions }
loans-line-value = **Value when new** · { $value }
loans-line-number = loan #{ $number }
loans-line-short = #{ $number } · { $period }
loans-line-late = 🔴 late ({ $since })

loans-state-requested = 🟠 **Waiting for an answer** (asked { $since }). Without one, the request lapses { $lapse }.
loans-state-countered = 🟠 **Other dates proposed**: { $offered }. The borrower is to answer.
loans-state-approved = 🔵 **Agreed.** When it changes hands, press “Handed over”.
loans-state-own = 🔵 **Reserved** by the owner.
loans-state-out = 🟢 **Handed over** ({ $out }). When it is back, press “Returned”.
loans-state-late = 🔴 **Late**: due back { $end } ({ $since }).
loans-state-returned = ✅ **Returned** { $at }.
loans-state-refused = ⚪ **Refused**: { $reason }
loans-state-cancelled = ⚪ **Cancelled.**
loans-state-expired = ⚪ **Lapsed**: the request had no answer in time.
loans-state-uncollected = ⚪ **Never handed over**: nobody noted a hand-over before the end. If it did go out, press “Handed over anyway”.
loans-state-asked-end = 🟠 **More time asked for**, until: { $end }. The owner is to answer.
loans-state-partial = 🟠 Still out: { $missing } of { $quantity }.

loans-report-said = 🧾 Return reported by { $by } { $at }: { $pieces }.
loans-report-condition = “{ $condition }”
loans-report-waits = 🟠 **To be confirmed** by { $other }.
loans-report-contested = ⚠️ **Return contested**: agree with each other, then press “Returned”.
loans-report-confirmed = ✅ Return confirmed.
loans-report-photo = Photo of the condition on return
loans-pieces-back = { $count } in good order
loans-pieces-broken = { $count ->
    [one] { $count } broken
   *[other] { $count } broken
}
loans-pieces-lost = { $count ->
    [one] { $count } lost
   *[other] { $count } lost
}

## Buttons

loans-button-approve = Accept
loans-button-approve-anyway = Accept anyway (without the gap)
loans-button-offer = Propose other dates
loans-button-offer-at = Propose { $period }
loans-button-refuse = Refuse
loans-button-cancel = Cancel
loans-button-accept-offer = Accept these dates
loans-button-hand-over = Handed over
loans-button-hand-over-anyway = Handed over anyway
loans-button-extend = Extend
loans-button-grant = Grant the extension
loans-button-deny = Refuse the extension
loans-button-return = Returned
loans-button-confirm = Confirm
loans-button-contest = Contest
loans-button-open = Open
loans-button-again = Try again
loans-button-borrow = Borrow
loans-button-free = What is free
loans-button-board = My loans

## After a button

loans-next-approve = ✅ “{ $item }” is agreed; the borrower has been told. Arrange the hand-over: on the day, one of you presses “Handed over”.
loans-next-accept-offer = ✅ Agreed for these dates; the owner has been told. On the day, one of you presses “Handed over”.
loans-next-offer = 📅 Dates proposed; the borrower has been told and answers with one click.
loans-next-hand-over = 📦 Hand-over noted. Due back: { $end }; the borrower is reminded the day before and two hours before.
loans-next-return = ↩️ Return noted. The other side confirms it with one click.
loans-next-extend = ✅ Due back now: { $end }. The other side has been told.
loans-next-extend-asked = ⏳ More time asked for; the owner has been told and answers with one click. Until then it is due as agreed: { $end }.
loans-next-contest = ⚠️ Noted: it counts as out. The other side and the moderators have been told; agree among you, then press “Returned”.
loans-moved-on = This card has changed since.
loans-not-free = ### Not possible: { $item }
loans-which = “{ $text }” may mean several things. Which one?

## Forms

loans-form-refuse = Refuse: { $item }
loans-form-offer = Other dates: { $item }
loans-form-extend = Extend: { $item }
loans-form-return = Returned: { $item }
loans-field-reason = Why? (the borrower will read it)
loans-field-reason-hint = We need it that day, it is being repaired…
loans-field-when = Which dates do you propose?
loans-field-when-hint = saturday · 12-15 march · fri 6pm - sun 8pm
loans-field-until = Until when?
loans-field-until-hint = sunday 8pm · 15 march · tuesday
loans-field-outcome = In what condition?
loans-field-outcome-back = Back in good order
loans-field-outcome-broken = Back, but broken
loans-field-outcome-lost = Lost
loans-field-back = Back in good order
loans-field-broken = Broken
loans-field-lost = Lost
loans-field-missing = { $missing ->
    [one] { $missing } is out
   *[other] { $missing } are out
}; what is not counted stays out
loans-field-condition = A remark? (if you like)
loans-field-condition-hint = A cable is missing, a scratch on the side…
loans-field-photo = A photo of the condition (if you like)

## Announcements

loans-news-bot = The bot
loans-news-asked = { $borrower } asks you for **{ $item }**. Answer with one click: the borrower is waiting.
loans-news-granted = **{ $item }** is lent to { $borrower }, agreed at once as you have set it. Arrange the hand-over: on the day, press “Handed over”.
loans-news-approved = **{ $by } lends you { $item }.** Arrange the hand-over: on the day, one of you presses “Handed over”.
loans-news-refused = **{ $by } can’t lend you { $item }.** The reason is below; `/borrow` shows what is free.
loans-news-countered = **{ $by } proposes other dates for { $item }.** Accept them with one click, or cancel.
loans-news-offer-accepted = **{ $by } accepts your dates for { $item }: it is agreed.** On the day, one of you presses “Handed over”.
loans-news-cancelled = ⚪ **{ $by } cancelled the loan of { $item }.** Nothing else to do: these dates are free again.
loans-news-expired = ⚪ **The request for { $item } lapsed without an answer.** The borrower may ask for other dates with `/borrow`.
loans-news-uncollected = ⚪ **The hand-over of { $item } was never noted**, and its dates are over. If it did go out, press “Handed over anyway”.
loans-news-handed-over = 📦 **{ $by } noted the hand-over of { $item }.** Due back: { $end }.
loans-news-extension-asked = ⏳ **{ $by } would like to keep { $item } longer.** Answer with one click.
loans-news-extended = 📅 **{ $by } changed the loan of { $item }.** Due back now: { $end }.
loans-news-extension-denied = ✖️ **{ $by } can’t extend the loan of { $item }.** Due as agreed: { $end }.
loans-news-returned = ↩️ **{ $by } reports the return of { $item }.** Confirm with one click, or contest if it is not so.
loans-news-return-confirmed = ✅ **{ $by } confirms the return of { $item }.** Thank you! Nothing else to do.
loans-news-return-contested = ⚠️ **{ $by } contests the return of { $item }.** It counts as out: agree among you, then press “Returned”.
loans-moderators-contested = ⚠️ **A return is contested: { $item }**, lent by { $owner } to { $borrower }. Open the loan to see; a moderator may help them to agree.
loans-moderators-orphaned = ⚠️ **Nobody can answer a request: { $item }**, asked for by { $borrower } from { $owner }. Open it to answer in their place, or attach somebody with `/settings organisations`.
loans-news-short = ⚠️ **{ $missing ->
    [one] One unit
   *[other] { $missing } units
} of { $item } will be missing**: broken, lost or late. { $borrower } and { $owner }, settle it in time.

## Reminders

loans-reminder-title = { $count ->
    [one] ### A reminder
   *[other] ### { $count } reminders
}
loans-reminder-day-before-borrower = ⏰ **{ $item }** is due back to { $owner } { $left } ({ $end }). Need more time? “Extend”.
loans-reminder-day-before-owner = ⏰ **{ $item }** is due back to you from { $borrower } { $left } ({ $end }).
loans-reminder-two-hours-borrower = ⏰ **{ $item }** is due back to { $owner } { $left } ({ $end }).
loans-reminder-two-hours-owner = ⏰ **{ $item }** is due back to you from { $borrower } { $left } ({ $end }).
loans-reminder-late-borrower = 🔴 **{ $item }** was due back to { $owner } { $left } ({ $end }). If it is back, press “Returned”; if not, ask to “Extend”.
loans-reminder-late-owner = 🔴 **{ $item }** was due back to you from { $borrower } { $left } ({ $end }). If it is in, press “Returned”; if not, talk to them.
loans-reminder-nudge-owner = 🟠 { $borrower } waits for your answer about **{ $item }**, asked for { $asked }. Without one, the request lapses { $lapse }.
loans-reminder-more = { $count ->
    [one] and 1 more, in “My loans”
   *[other] and { $count } more, in “My loans”
}

## /my-loans

loans-list-title = { $count ->
    [0] ### My loans
   *[other] ### My loans: { $count }
}
loans-list-row = **{ $item }**{ $quantity ->
    [1] {""}
   *[other] {" "}× { $quantity }
} · { $other }
loans-list-row-own = **{ $item }**{ $quantity ->
    [1] {""}
   *[other] {" "}× { $quantity }
} · kept for us
loans-list-empty = Nothing to do, nothing under way.
loans-list-empty-here = { $count ->
    [one] Nothing to do here; 1 more loan is in “All my loans”.
   *[other] Nothing to do here; { $count } more loans are in “All my loans”.
}
loans-pile-to-answer = 📨 **To answer**
loans-pile-to-confirm = 🧾 **Returns to confirm**
loans-pile-to-hand-over = 📦 **To hand over**
loans-pile-to-get-back = ↩️ **To get back**
loans-pile-to-collect = 🚚 **To collect**
loans-pile-to-give-back = ⏰ **To give back**
loans-pile-waiting = 🟠 **Waiting for an answer**
loans-pile-own = 🔵 **My reservations**
loans-view-which = What do you want to see?
loans-view-all = All my loans
loans-view-todo = To do
loans-view-borrowing = I borrow
loans-view-lending = I lend

## /return

loans-choice-rest = · #{ $number } · { $end } · { $other }
loans-condition-ok = All of it is back, in good order
loans-condition-pieces = Broken or incomplete… (opens a form)

## /moderation loans

loans-all-title = { $count ->
    [0] ### Loans under way
   *[other] ### Loans under way: { $count }
}{ $late ->
    [0] {""}
   *[other] , { $late } of them late
}
loans-all-sides = { $borrower } borrows from { $owner }
loans-all-empty = No request, no loan under way.
loans-brief-requested = 🟠 waiting
loans-brief-countered = 🟠 other dates proposed
loans-brief-approved = 🔵 agreed
loans-brief-out = 🟢 out
loans-brief-late = 🔴 late
loans-brief-own = 🔵 reserved

## Who may

loans-stranger-answer = Only { $owner } can answer this request (or a moderator).
loans-stranger-owner = Only { $owner } can do that (or a moderator).
loans-stranger-offer = Only { $borrower } can accept these dates.
loans-stranger-either = Only { $borrower } and { $owner } can do that.
loans-stranger-cancel = Only { $borrower } and { $owner } can cancel this loan (or a moderator).
loans-stranger-verdict = A return is confirmed by the other side than the one who reported it: { $borrower } or { $owner } (or a moderator).

## Refusals

refused-not-allowed = You can’t do that: it is for the borrower or the owner.
refused-loan-unknown = There is no loan #{ $number } here.
refused-loan-ambiguous = Several loans answer to “{ $said }”: { $near }. Type its number, or choose it in the list.
refused-nothing-out = Nothing is to be given back: no loan is out. `/my-loans` shows yours.
refused-wrong-state = { $state ->
    [requested] This request is still waiting for an answer.
    [countered] Other dates are proposed: the borrower is to answer.
    [approved] This loan is agreed, and not handed over yet.
    [refused] This request was refused.
    [cancelled] This loan is cancelled.
    [expired] This request has lapsed.
    [out] This loan is handed over already.
   *[returned] This loan is returned already.
} That can’t be done any more (or not yet).
refused-request-lapsed = This request lapsed without an answer: its start is over. The borrower may ask for other dates.
refused-reason-missing = Say why, in a few words: the borrower will read it.
refused-end-past = That end is over already ({ $end }). Say one to come; if it is back, press “Returned”.
refused-end-same = That is the end already ({ $end }). Say another one.
refused-owner-decides = For more time or units, it is for the owner to say yes.
refused-nothing-to-confirm = No return is waiting to be confirmed.
refused-nothing-returned = Say at least one unit back, broken or lost ({ $missing } out).
refused-too-many-returned = You count { $said } units, but only { $missing } { $missing ->
    [one] is
   *[other] are
} out.
refused-pieces-unread = “{ $text }” is not a number. Type 0, 1, 2…
refused-photo-not-received = Discord did not give this photo. Send it again.
