### Sorting the news: the moderators' card, the queue, the alert that members see.

curation-no-topic = no topic
curation-also = also in { $names }
curation-number = news #{ $number }
curation-place = { $position } of { $total }
curation-edited = edited
curation-topic-menu = Change the topic

curation-why-suggested = 🙋 Suggested by { $by }
curation-why-rule = { $action ->
    [drop] 🔎 Set aside by the filter “{ $rule }”
    [publish] 🔎 Published by the filter “{ $rule }”
    [topic] 🔎 Filed by the filter “{ $rule }”
   *[keep] 🔎 Kept by the filter “{ $rule }”
}
curation-like =
    ⚠️ **Looks like another piece of news.** Is it the same?
    -# this one: { $mine }
    -# #{ $number } ({ $state ->
        [queued] in the queue
        [scheduled] planned
        [published] published
        [waiting] in the next digest
        [digested] already in a digest
        [rejected] rejected
       *[dropped] set aside by a filter
    }, { $names }): { $title }
curation-repeats =
    ⚠️ { $count ->
        [one] **Another piece of news in the queue looks like it**
       *[other] **{ $count } other pieces of news in the queue look like it**
    }: #{ $number } { $title }
    -# `/moderation queue` lets you compare them.

## Calls

curation-day-hour = { $day } at { $hour }
curation-typed-hour = { $day } at { $hour }
curation-call = 📣 **Call**
curation-deadline = 📣 **Deadline: { $day }**, { $left }
curation-closed = 📣 Call closed since { $day }
curation-call-undated = 📣 **Call**, without a known deadline
curation-deadline-found = 📅 **Deadline found: { $day }** ({ $left }). It is shown once it is confirmed.
curation-deadline-confirmed = 📅 **Deadline: { $day }** ({ $left }), confirmed
curation-offer = 📅 **A source now says another deadline: { $day }** ({ $left }). Known so far: { $known }.
curation-offer-unknown = none
curation-offer-over = This deadline is no longer in question.
curation-interested = 🙋 Interested: { $names }
curation-interested-persons = { $count ->
    [one] 🙋 1 person interested
   *[other] 🙋 { $count } people interested
}
curation-interested-both = { $count ->
    [one] 🙋 Interested: { $names }, and 1 person
   *[other] 🙋 Interested: { $names }, and { $count } people
}

## What became of it

curation-by-itself = the bot
curation-first-yes = 👍 **First yes from { $by }.** A second one is needed, from another moderator.
curation-state-published = ✅ **Published** in { $channel } by { $by } { $at }.
curation-state-published-later = ✅ **Accepted** by { $by } { $at }: comes out in { $channel } on { $when }, after the quiet hours.
curation-state-scheduled = ⏰ **Planned** by { $by }: { $when }.
curation-state-waiting = 🗞️ **In the next digest**, by { $by } { $at }.
curation-state-digested = 🗞️ **Came out in a digest**; chosen by { $by }.
curation-state-rejected = ✖️ **Rejected** by { $by } { $at }: { $reason }
curation-state-dropped = ✖️ **Set aside by a filter.**
curation-state-joined = 🔗 **Joined to #{ $number }** by { $by } { $at }.

## Buttons

curation-button-publish = Publish
curation-button-second-yes = Publish (second yes)
curation-button-publish-anyway = Publish anyway
curation-button-plan = Plan
curation-button-digest = To the digest
curation-button-edit = Edit
curation-button-reject = Reject
curation-button-confirm = Date is right
curation-button-call = It is a call…
curation-button-date = { $known ->
    [yes] Another date…
   *[no] Deadline…
}
curation-button-no-call = Not a call
curation-button-same = It is the same
curation-button-other = Two different ones
curation-button-reopen = Back to the queue
curation-button-skip = Skip
curation-button-back = Back
curation-button-again = Try again
curation-button-take = Take this date
curation-button-leave = Keep the old one

## After a button

curation-done-first-yes = 👍 First yes noted for “{ $title }”. Another moderator has to say yes too.
curation-done-publish = { $later ->
    [later] ✅ “{ $title }” comes out in { $channel } at { $when }, after the quiet hours.
   *[now] ✅ “{ $title }” comes out in { $channel }.
}
curation-done-undated = 📅 Without a confirmed deadline, this call is neither in `/calls` nor reminded of: give the date on its card.
curation-done-plan = { $later ->
    [later] ⏰ “{ $title }” comes out on { $when }, after the quiet hours.
   *[now] ⏰ “{ $title }” comes out on { $when }.
}
curation-done-digest = 🗞️ “{ $title }” will be in the next digest.
curation-done-reject = ✖️ “{ $title }” is rejected, wherever it comes back from. A mistake? “Back to the queue”, on its card.
curation-done-reopen = ↩️ “{ $title }” is in the queue again: `/moderation queue`.
curation-done-edit = ✏️ “{ $title }” is up to date everywhere.
curation-done-topic = 🏷️ Topic changed.
curation-done-call = 📣 “{ $title }” is a call.
curation-done-confirm = 📅 Deadline confirmed: reminders come 14 days before, 3 days before and the day before.
curation-done-no-call = 🚫 “{ $title }” is not a call.
curation-done-same = 🔗 Joined: the sources are now on #{ $number }, “{ $title }”.
curation-done-other = ↔️ They are two.
curation-moved-on = Somebody was faster: this piece of news has changed since.
curation-which = “{ $text }” can mean several things. Which one?
curation-empty =
    ### 🎉 Nothing to sort
    The queue is empty. To follow other sites: `/sources add`. To suggest a page: `/watch suggest`.

## Forms

curation-form-plan = Plan when it comes out
curation-form-reject = Reject this news
curation-form-call = It is a call for projects
curation-form-edit = Edit the news
curation-field-when = When to publish it?
curation-field-when-hint = tomorrow 9am · Thursday · 15/11 at 18:30
curation-field-reason = Why?
curation-field-why = One more word (if you like)
curation-field-why-hint = also read by who suggested it, and by who asks why
curation-field-until = Deadline (empty: no known date)
curation-field-until-hint = 31 March · 15/01 at 12:00
curation-field-title = Title
curation-field-title-hint = what members read first
curation-field-summary = Summary
curation-field-summary-hint = a few lines
curation-field-comment = Your word to members (if you like)
curation-field-comment-hint = For whom, why, where to begin…
curation-field-topic = Topic
curation-reason-off-topic = Off topic
curation-reason-known = Seen before
curation-reason-old = Too old
curation-reason-far = Too far from our territory
curation-reason-advert = Advertising
curation-reason-other = Other (say it below)
curation-reason-said = { $reason }: { $why }

## For the moderators' channel

curation-many = { $count ->
    [one] 📥 **1 piece of news from { $name } is waiting.** To sort it: `/moderation queue`.
   *[other] 📥 **{ $count } pieces of news from { $name } are waiting.** To sort them one by one: `/moderation queue`.
}
curation-no-channel =
    ### A piece of news has no channel to come out in
    Neither its topic nor the watch has a channel: it waits for the next digest. Choose a channel with `/settings channels`, or for each topic with `/sources schedule`.

## Refusals

refused-story-unknown = There is no news #{ $number } here.
refused-story-state = { $state ->
    [published] This piece of news is published already.
    [digested] This piece of news came out in a digest already.
    [waiting] This piece of news is already kept for the next digest.
    [scheduled] This piece of news is planned already.
    [rejected] This piece of news is rejected. Put it back in the queue first.
    [dropped] This piece of news is set aside. Put it back in the queue first.
   *[queued] This piece of news is still in the queue.
}
refused-story-joined = This piece of news is joined to #{ $number }: that is the one to open.
refused-story-title = A title is needed: it is what members read first.
refused-watch-no-channel = There is no channel to publish in yet. Choose one with `/settings channels` (or for each topic with `/sources schedule`), or put the news in the digest.
refused-watch-limit = { $limit ->
    [one] This channel has had its alert of the day.
   *[other] This channel has had its { $limit } alerts of the day.
} In the next digest, or publish anyway?
refused-yes-said = Your yes is noted already. Another moderator has to say yes too.
refused-schedule-past = { $at } is past. Give a moment to come, for example “tomorrow 9am”.
refused-schedule-far = { $at } is more than a year away: that is too far to plan.
refused-reject-reason = Say why in a few words, so that the other moderators understand.
refused-deadline-past = This deadline ({ $day }) is past. Give a date to come, or leave it empty.
refused-deadline-none = No deadline was found. Give it with “It is a call…”.
refused-deadline-answered = This question is answered already: news #{ $number } says how it stands.
refused-nothing-alike = News #{ $number } no longer looks like another.
