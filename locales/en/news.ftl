### What members read of the watch: lists, search, suggestions, following, digests.

## Reading and searching

news-title = ### The network's latest news
news-title-topic = ### { $emoji } { $topic }
news-title-search = ### News: “{ $words }”
news-none = No news here yet. You have some? `/watch suggest` brings it to the moderators.
news-none-found = Nothing like that in the news that was kept. Try one word less, or a shorter one.
news-button-read = Read the watch

## Suggesting

news-suggested = ✅ Suggested to the moderators: { $title }
news-suggested-note = With this note: “{ $note }”
news-suggestion-kept = { $state ->
    [waiting] ✅ Your suggestion { $title } was kept: it will be in the next digest of the watch. Thank you!
   *[published] ✅ Your suggestion { $title } is published in { $channel }. Thank you!
}
news-suggestion-rejected = Your suggestion { $title } was not kept. The moderators’ reason: { $reason }
refused-message-no-link = There is no link in this message. Choose one that has a link, or type `/watch suggest`.
refused-story-known = { $state ->
    [rejected] “{ $title }” was suggested before, and the moderators did not keep it. `/watch why` tells why.
    [dropped] “{ $title }” came before, and a rule dropped it. `/watch why` tells which.
    [queued] “{ $title }” is waiting for the moderators already.
    [scheduled] “{ $title }” is planned already: it will be published soon.
   *[other] “{ $title }” is in the watch already: `/watch search` finds it.
}
refused-suggest-too-many = { $most } of your suggestions are waiting for the moderators already. Wait until they have sorted some.
refused-search-words = “{ $words }” holds only words that are too common to search. Type a more precise one.

## Following

follow-title = ### What you follow
follow-none = You follow nothing yet. `/watch follow` with a topic or a word: the bot writes to you privately, at once or in a digest.
follow-added = ✅ You follow: { $what }
follow-dropped = ✅ You no longer follow it.
follow-stop = Stop following
follow-stop-menu = Stop following…
follow-more = … and { $count } more (all of them are in the menu).
follow-button-mine = What I follow
follow-topic-gone = (topic removed)
follow-rhythm-now = at once
follow-rhythm-digest = in a digest
refused-follow-nothing = What do you want to follow? Choose a topic, type a word, or both.
refused-follow-words = “{ $words }” holds only words that are too common. Type a more precise one.
refused-follow-known = You follow it already.
refused-follow-too-many = You follow { $most } things already: stop following one first.
refused-follow-unknown = You no longer follow that.

## Digests

digest-title = ### Digest of the watch · { $day }
digest-title-own = ### What you follow · { $day }
digest-no-topic = No topic
digest-calls = **📣 Deadlines coming up**

## Why

why-title = ### What became of this article?
why-received = Received from **{ $source }**.
why-learned = Already in **{ $source }** when the network began to follow it: learned, not announced.
why-unsorted = Read in **{ $source }**; it will be sorted at the next round (unless the source is paused).
why-suggested = Suggested by { $by }.
why-joined = The same news from several sources, joined in one card: { $sources }.
why-rule = Dropped by the rule “{ $words }”.
why-queued = Waiting for the moderators.
why-scheduled = Will be published at that time.
why-waiting = Kept; waiting for the next digest.
why-published = Published in { $channel }.
why-digested = Was in a digest, in { $channel }.
why-rejected = Rejected by the moderators, without a written reason.
why-rejected-because = Rejected by the moderators. Reason: { $reason }
why-no-channel = a channel that was deleted
why-somebody = a member
why-more = … and { $count } more stages.
why-unknown = No source of the network has brought this address ({ $site }).
why-site-not-followed = The network does not follow this site. `/watch suggest` brings the page to the moderators.
why-source-failing = ⚠️ **{ $source }** follows this site, but has not been readable since { $since }.
why-source-new = **{ $source }** follows this site, and has not been read yet.
why-source-read = **{ $source }** follows this site, read { $at }: the article was not in it.
