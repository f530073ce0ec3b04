### The sources of the watch: their addresses, and why one of them is not taken.

refused-source-not-an-address = This is not the address of a site. Copy it from your browser’s address bar: it looks like “https://example.org/feed”.
refused-source-scheme = An address in “{ $scheme }:” can’t be followed. Give that of a page or a feed, which begins with “https://”.
refused-source-credentials = This address holds a user name or a password (before “@”). Give an address that anybody can open.
refused-source-port = This address asks for port { $port }, which is not that of a public site. Remove it, or ask whoever hosts the bot to allow this source.
refused-source-private = “{ $host }” is a machine of a private network: the bot only reads what is public. If it is your intranet, whoever hosts the bot can allow it.

## Lists of sources

refused-opml-too-big = This list is too heavy: { $kib } KiB at most. Split it into several files.
refused-opml-too-many = This list holds more than { $most } sources. Split it into several files.
refused-opml-unreadable = No source was found in this file. In your feed reader, choose “Export” in the OPML format, then send the file it gives you.

## The first topics

watch-topic-digital = Digital
watch-topic-social-economy = Social economy
watch-topic-music = Music and culture
watch-topic-calls = Calls and patronage
watch-topic-territory = Territory

## What is chosen of a source

sources-no-topic = no topic
sources-mode = { $mode ->
    [hand] by hand
    [auto] automatic
   *[digest] digest
}
sources-mode-long = { $mode ->
    [hand] By hand: a moderator decides
    [auto] Automatic: published at once
   *[digest] Digest: all in the digest
}
sources-choose-topic = Choose the topic
sources-choose-mode = What becomes of its articles?
sources-act-open = Open the source
sources-act-rename = Rename
sources-act-read = Read now
sources-act-pause = Pause
sources-act-resume = Resume
sources-act-rules = Rules
sources-act-remove-ask = Remove
sources-act-remove = Remove the source
sources-act-keep = Keep
sources-act-move = Follow the new address
sources-act-retry = Try again
sources-act-held = Take them as new
sources-act-anew = Start from there
sources-act-change = Change
sources-button-again = Try again
sources-button-cancel = Cancel
sources-button-back = Back
sources-button-list = All sources
sources-button-open = Open
sources-button-other = Add a source
sources-cancelled = Cancelled: nothing was saved.

## Adding

sources-form-address = Add a source
sources-field-address = Address of the site, page or feed
sources-field-address-why = Copy it from the browser’s address bar; the bot finds the feed itself.
sources-preview-title = ### { $title }
sources-preview-facts = { $kind ->
    [page] Page read as a list of articles
    [wordpress] Articles of a WordPress site
   *[other] Feed
} · { $address }
    { $total ->
        [0] No article for now
        [one] 1 article
       *[other] { $total } articles
    } · { $rhythm }
sources-preview-empty = This source is empty for now. It can be followed: the first article that appears will be new.
sources-preview-followed = ✅ This source is followed here already, as “{ $name }”.
sources-preview-choose = What it already holds will be known, not announced. **What becomes of the next articles?**
sources-rhythm-unknown = rhythm unknown
sources-rhythm-often = several articles an hour
sources-rhythm-hours = { $count ->
    [one] about one article an hour
   *[other] about one article every { $count } hours
}
sources-rhythm-days = { $count ->
    [one] about one article a day
   *[other] about one article every { $count } days
}
sources-button-follow = Follow this source
sources-button-select = Choose what to read
sources-button-page = Read the page itself
sources-choice-title = ### { $count } feeds on this page
    { $address }
    Which one to follow?
sources-choose-feed = Choose a feed
sources-found-wordpress = All articles of the site (WordPress)
sources-followed-title = ### ✅ “{ $name }” is followed
sources-followed-next = Next articles: **{ $mode }** · { $topic }. What it already holds is known and will not be announced.
sources-followed-newest = Do its latest articles interest you? You may put them in the moderators’ queue:
sources-button-queue = Queue number { $place }
sources-button-queue-all = Queue all of them
sources-queued = { $count ->
    [0] It is in the watch already.
    [one] ✅ 1 article is in the queue: `/moderation queue`.
   *[other] ✅ { $count } articles are in the queue: `/moderation queue`.
}

## A page without a feed

sources-bare-title = ### This is a page without a feed
    { $address }
    The bot can read it again and see what is new. What should it follow there?
sources-bare-guess = { $count ->
    [one] **1 article**, for example:
   *[other] **{ $count } articles**, for example:
}
sources-bare-nothing = Nothing in it looks like a list of articles: perhaps a program makes the page, which the bot does not run. Somebody who knows some HTML can say what to read.
sources-button-guess = See these
sources-form-selectors = What to read in the page
sources-field-selector = { $field ->
    [block] An article (CSS selector)
    [title] Its title
    [link] Its link
    [summary] Its text
   *[other] Its date
}
sources-field-selector-why = { $field ->
    [block] What surrounds each article: “article”, “.news”, “main li”
    [title] Inside the article; empty: the text of its first link
    [link] Inside the article; empty: its first link
    [summary] Inside the article; empty: the rest of its text
   *[other] Inside the article; empty: the first date found
}

## The list offered

sources-offered-title = ### Sources to follow
    One topic at a time: tick, then “Follow”. A source “to be checked” was never read by this bot: its address may have changed.
sources-offered-unchecked = { $name } (to be checked)
sources-offered-ticked = Ticked: { $names }
sources-offered-none = Nothing is ticked.
sources-offered-all = All those of this topic are followed already.
sources-offered-followed = { $count ->
    [one] -# 1 source of this topic is followed already.
   *[other] -# { $count } sources of this topic are followed already.
}
sources-offered-pages = These pages have no feed: one chooses what to read in them.
sources-choose-several = Tick sources
sources-button-follow-ticked = { $count ->
    [one] Follow this source
   *[other] Follow these { $count } sources
}
sources-button-address = Another address
sources-button-set-up = { $name }
sources-button-ideas = Ideas of sources
sources-offered-done = { $count ->
    [0] Nothing new to follow.
    [one] ✅ 1 source is followed: { $names }.
   *[other] ✅ { $count } sources are followed: { $names }.
}
sources-offered-known = { $count ->
    [one] 1 was followed already.
   *[other] { $count } were followed already.
}
sources-offered-soon = The bot will read them within minutes. What they already hold will be known, not announced; `/sources list` will say if one of them does not answer.

## The list

sources-list-title = { $count ->
    [0] ### Sources of the watch
    [one] ### Sources of the watch: 1
   *[other] ### Sources of the watch: { $count }
}
sources-list-wanting = { $count ->
    [one] ⚠️ 1 source needs your attention.
   *[other] ⚠️ { $count } sources need your attention.
}
sources-list-empty = No source for now. “Ideas of sources” offers some by topic; “Add a source” takes the address of a site.
sources-health-fine = ✅ All is well
sources-health-failing = ⚠️ Can’t be read any more ({ $since }): { $why }
sources-health-moved = 📦 Has moved, and proposes: { $address }
sources-health-gone = 🛑 Says that it no longer exists ({ $since }): it is not read any more
sources-health-paused = ⏸️ Paused
sources-health-unchecked = 🆕 To be checked: not read yet
sources-never = date unknown
sources-worth = { $kept ->
    [0] none published of { $decided } sorted
   *[other] { $kept } published of { $decided } sorted ({ $percent } %)
}
sources-last = latest article { $when }
sources-checked = Last visit { $when }
sources-waits = 📦 Its latest articles may be from another site: they wait for your answer.
sources-spared = -# { $visits ->
    [one] 1 visit
   *[other] { $visits } visits
}, { $percent } % of them without anything to read again
sources-rules-count = { $count ->
    [one] 1 rule concerns it
   *[other] { $count } rules concern it
}
sources-card-title = ### { $name } · #{ $number }
sources-read-done = ✅ Read just now.
sources-read-failed = ⚠️ Read just now, without success: { $why }.
sources-moved = ✅ The new address is followed. What was known stays known.
sources-held-taken = ✅ These articles will be taken as new within minutes.
sources-held-learned = ✅ These articles will be known, not announced. The next ones will be new.
sources-remove-sure = ### Remove “{ $name }”?
    The bot will not read it any more. What it brought stays, and adding it again brings it back with its history. For a time only, choose “Pause” instead.
sources-removed = ✅ “{ $name }” is no longer followed. Adding it again brings it back.

## Why a source can't be read

sources-why = { $error ->
    [dns] this site name does not exist (or no longer)
    [refused-address] its address leads to a private network
    [connect] the site does not answer
    [timeout] the site takes too long to answer
    [tls] the site’s certificate is not valid
    [too-many-redirects] the site sends from address to address without end
    [redirect-refused] the site sends to an address that the bot does not read
    [too-big] the page is too heavy
    [empty] the page is empty
    [truncated] the site stopped before the end
    [bad-answer] the site’s answer can’t be read
    [rate-limited] the site asks the bot to come less often
    [server-error] the site is out of order
    [client-error] the site refuses the request
    [not-found] the page does not exist (or no longer)
    [forbidden] the site refuses the bot
    [gone] the site says that the page no longer exists
    [not-a-feed] it is not (or no longer) a feed
    [too-slow] reading it takes too long
    [too-heavy] reading it takes too much memory
    [bad-selector] what to read in it is not understood
    [broken] it is too damaged to be read
   *[other] unknown reason
}
refused-source-error = “{ $host }” could not be read: { $error ->
    [dns] this site can’t be found. Check the address, letter by letter.
    [refused-address] its address leads to a private network, which the bot does not read.
    [connect] the site does not answer. Open it in a browser; if it opens there, try again later.
    [timeout] the site takes too long to answer. Try again later.
    [tls] the site’s certificate is not valid. Tell whoever keeps this site.
    [too-many-redirects] the site sends from address to address without end. Give the address that shows once the page is open.
    [redirect-refused] the site sends to an address that the bot does not read.
    [too-big] the page is too heavy (5 MiB at most). Give the address of the feed rather than that of the page.
    [empty] the page is empty.
    [truncated] the site stopped before the end. Try again later.
    [bad-answer] the site’s answer can’t be read.
    [rate-limited] the site asks the bot to come less often. Try again in an hour.
    [server-error] the site is out of order (error { $status }). Try again later.
    [client-error] the site refuses the request (error { $status }).
    [not-found] this page does not exist (or no longer). Check the address, or give that of the home page.
    [forbidden] the site refuses the bot (error { $status }). See whether it has an “RSS” or “feed” page.
    [gone] the site says that this page no longer exists.
    [not-a-feed] this is not a feed that the bot understands. Give the address of the page instead.
    [too-slow] reading it takes too long: it is too large or badly made.
    [too-heavy] reading it takes too much memory: it is too large or badly made.
    [broken] it is too damaged to be read.
   *[other] unknown reason. Try again later.
}

## What moderators learn

sources-notice-title = { $kind ->
    [failing] ### ⚠️ “{ $name }” no longer answers
    [untrusted] ### ⚠️ “{ $name }”: certificate not valid
    [recovered] ### ✅ “{ $name }” answers again
    [gone] ### 🛑 “{ $name }” says that it no longer exists
    [moved] ### 📦 “{ $name }” has moved
    [changed-site] ### 📦 “{ $name }” has changed sites
    [held] ### 📦 “{ $name }” may have changed sites
    [cut] ### ℹ️ “{ $name }” is very long
   *[empty] ### ⚠️ “{ $name }” is empty
}
sources-notice-failing = First failure { $since }: { $why }. The bot goes on trying, less and less often; it will tell you when it answers.
sources-notice-untrusted = The site’s certificate is not valid: the bot does not read it while this lasts, and goes on trying. Whoever keeps this site can mend it.
sources-notice-recovered = All is well again; what appeared meanwhile comes now.
sources-notice-gone = The site answers that this page no longer exists: the bot does not read it any more. If that is a mistake, “Try again” reads it.
sources-notice-moved = It sends for good to { $address }. Follow it there? Nothing will be announced twice.
sources-notice-changed-site = Its articles were on { $old }, they are now on { $new }. They were recognised: there is nothing to do.
sources-notice-held = Its articles were on { $old }; those it gives now are on { $new }, and nothing says that it is the same. { $held ->
    [one] 1 article waits
   *[other] { $held } articles wait
} for your answer.
sources-notice-cut = { $left_out ->
    [one] 1 article too many was not read
   *[other] { $left_out } articles too many were not read
}: the bot reads the 500 newest, and takes 1,000 new ones a day.
sources-notice-empty = It held { $before } articles and holds none any more. The site may have changed: open it to see.
sources-notice-rule-failed-title = ### ⚠️ A rule of the watch does not work
sources-notice-rule-failed = The expression “{ $rule }” took too long, or is not valid: the bot lets it rest and tries it only now and then. `/sources filter` lets you replace it by words.

## Rules

sources-rules-title = { $count ->
    [0] ### Rules of the watch
    [one] ### Rules of the watch: 1
   *[other] ### Rules of the watch: { $count }
}
sources-rules-title-of = ### Rules that concern “{ $name }”
sources-rules-none = No rule: each article goes its source’s way. A rule drops, keeps, sorts or publishes by words.
sources-rules-order = -# “Drop” wins over everything. If there are “Keep only” rules, one of them has to match.
sources-rule-everywhere = all sources
sources-rule-said = { $action ->
    [drop] **Drop** what holds
    [keep] **Keep only** what holds
    [publish] **Publish at once** what holds
   *[topic] **Sort under { $topic }** what holds
} { $kind ->
    [expression] the expression “{ $words }”
   *[words] “{ $words }”
} { $place ->
    [title] (title)
    [summary] (text)
    [source] (name of the source)
   *[anywhere] (title, text or source)
}
sources-rule-action = { $action ->
    [drop] Drop
    [keep] Keep only
   *[publish] Publish at once
}
sources-rule-sort = Sort under { $topic }
sources-rule-kind = { $kind ->
    [expression] A regular expression
   *[words] Words
}
sources-rule-place = { $place ->
    [title] In the title
    [summary] In the text
    [source] In the name of the source
   *[anywhere] Anywhere
}
sources-form-rule = Rule of the watch
sources-field-words = What to look for?
sources-field-words-hint = call for projects; residency + music; “patronage”
sources-field-words-why = One choice a line (or “;”). “+”: both must be there. In quotes: as is.
sources-field-action = What to do with it?
sources-field-place = Where to look?
sources-field-kind = It is…
sources-button-rule-add = Add a rule
sources-button-rule-keep = Keep this rule
sources-button-rule-remove = Remove
sources-tried-title = ### Tried on the last 30 days
sources-tried = { $changed ->
    [0] **No article of { $total }**
    [one] **1 article of { $total }**
   *[other] **{ $changed } articles of { $total }**
} { $action ->
    [publish] would have been published at once{ $changed ->
        [0] .
       *[other] :
    }
    [topic] would have been sorted there{ $changed ->
        [0] .
       *[other] :
    }
   *[other] would have been dropped{ $changed ->
        [0] .
       *[other] :
    }
}
sources-tried-more = { $count ->
    [one] … and 1 other
   *[other] … and { $count } others
}
sources-tried-matched = -# It finds what it looks for in { $matched ->
    [0] no article
    [one] 1 article
   *[other] { $matched } articles
}; for the others it changes nothing.
sources-tried-nothing = No article in these 30 days: the trial says nothing yet.

## Import, export

sources-form-import = Import sources
sources-field-list = OPML file
sources-field-list-why = A feed reader exports it. Nothing is written before you agree.
sources-import-title = ### What the import would do
sources-import-count = New: **{ $new }** · followed already: **{ $known }** · refused: **{ $bad }**. Nothing is written yet.
sources-import-new = ✅ { $name } · { $topic }
sources-import-bad = ❌ { $name }: { $reason }
sources-import-more = { $count ->
    [one] … and 1 other, in the report
   *[other] … and { $count } others, in the report
}
sources-import-nothing = Nothing to import.
sources-button-import = { $count ->
    [one] Import 1 source
   *[other] Import { $count } sources
}
sources-button-undo = Undo the import
sources-import-done = { $count ->
    [0] No source was added.
    [one] ✅ 1 source is followed.
   *[other] ✅ { $count } sources are followed.
}
sources-import-undone = { $count ->
    [0] The import is undone; there was nothing to remove.
    [one] ✅ The import is undone: 1 source is no longer followed.
   *[other] ✅ The import is undone: { $count } sources are no longer followed.
}
sources-import-kept = Changed since, they stay: { $names }
sources-import-report = report.csv
sources-report-name = Name
sources-report-address = Address
sources-report-result = Result
sources-report-new = to follow
sources-report-known = followed already
sources-report-refused = refused
sources-what-sources = the sources (OPML)
sources-what-stories = the published news (CSV)
sources-export-title = Watch of { $guild }
sources-export-name = sources.opml
sources-export-done = { $count ->
    [0] No source to export: here is an empty list.
    [one] Here is the source of the watch, for any feed reader.
   *[other] Here are the { $count } sources of the watch, for any feed reader.
}
sources-export-pages = { $count ->
    [one] 1 page without a feed is not in it: another reader could not read it.
   *[other] { $count } pages without a feed are not in it: another reader could not read them.
}
sources-export-stories-name = watch.csv
sources-export-stories = { $count ->
    [0] Nothing was published yet: here are the columns.
    [one] Here is the published piece of news.
   *[other] Here are the { $count } latest published news.
}

## Schedule and topics

sources-schedule-title = ### Rhythm of the watch
sources-digest = { $rhythm ->
    [none] **No digest.** What exceeds the number of alerts comes the day after, at { $hour }.
    [daily] **A digest every day**, at { $hour }.
   *[weekly] **A digest every week**, { $day } at { $hour }.
}
sources-limit = { $count ->
    [one] At most 1 alert a day and channel; the rest goes into the digest.
   *[other] At most { $count } alerts a day and channel; the rest goes into the digest.
}
sources-rhythm = { $rhythm ->
    [none] No digest
    [daily] A digest every day
   *[weekly] A digest every week
}
sources-day = { $day ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
}
sources-choose-rhythm = Choose the rhythm of the digest
sources-choose-day = Choose the day of the digest
sources-choose-a-topic = Settle a topic
sources-choose-role = Choose a role to mention
sources-choose-place = How does an alert appear?
sources-choose-accent = Choose a colour
sources-button-hours = Hour and number of alerts
sources-button-two = { $two ->
    [yes] One moderator is enough
   *[no] Ask for two moderators
}
sources-button-topic = Add a topic
sources-two = { $two ->
    [yes] 👥 **Two moderators** are needed to publish.
   *[no] 👤 **One moderator** is enough to publish.
}
sources-field-hour = Hour of the digest
sources-field-limit = Alerts a day and channel, at most
sources-topics-title = **Topics**
sources-topic-lost = ⚠️ channel deleted
sources-topic-title = ### { $topic }
sources-topic-own = { $place ->
    [thread] Its news go to { $channel }, each with its thread.
    [forum] Its news go to { $channel }, each as a post.
   *[message] Its news go to { $channel }.
}
sources-topic-usual = { $place ->
    [thread] Its news go to the channel of the watch, { $channel }, each with its thread.
   *[message] Its news go to the channel of the watch, { $channel }.
}
sources-topic-nowhere = ⚠️ Neither this topic nor the watch has a channel: its news wait.
sources-topic-role = 🔔 Its alerts notify { $role }.
sources-topic-role-mute = ⚠️ Discord will notify nobody: Server Settings → Roles → { $role } → “Allow anyone to @mention this role”.
sources-topic-no-role = 🔕 Its alerts notify nobody.
sources-topic-managers = -# The channel and the role of a topic are chosen with the right “Manage Server”.
sources-topic-remove = Delete the topic
sources-topic-remove-sure = ### Delete “{ $topic }”?
    Its sources will have no topic, and the rules that sort under it stop. What was published stays.
sources-topic-removed = ✅ “{ $topic }” is deleted. Sources without a topic now: { $sources } · rules stopped: { $rules }.
sources-place = { $place ->
    [thread] A message, and a thread to talk about it
   *[message] A simple message
}
sources-accent = { $accent ->
    [info] Blue
    [done] Green
    [waiting] Orange
    [late] Red
   *[neutral] Grey
}
sources-form-topic = Topic
sources-field-name = Name of the source
sources-field-topic = Name of the topic
sources-field-emoji = An emoji (or nothing)

## Refusals

refused-source-unknown = This source is not (or no longer) followed here. `/sources list` shows those that are.
refused-source-unknown-name = No source is called “{ $said }”. Choose it in the list offered.
refused-source-ambiguous = Several sources answer to “{ $said }”: { $names }. Choose in the list offered.
refused-source-followed = This source is followed here already, as “{ $name }”.
refused-source-too-many = { $most } sources are followed already: remove some first.
refused-source-no-name = It needs a name, with at least one letter or digit.
refused-source-not-moved = This source does not propose a new address (any more).
refused-source-move-by-hand = This address was followed here once, then removed: add { $address } with `/sources add`, then remove this one.
refused-source-nothing-held = Nothing waits for an answer in this source.
refused-source-paused = “{ $name }” is paused. “Resume” first.
refused-source-selector = “{ $selector }” is not a CSS selector. Try “article”, “.news” or “main li”.
refused-source-selector-nothing = Nothing was found that way in the page. Try another selector.
refused-topic-unknown = This topic does not exist here (any more). Choose it in the list offered.
refused-topic-exists = A topic is called “{ $name }” already.
refused-topic-no-name = It needs a name, with at least one letter or digit.
refused-topic-emoji = “{ $said }” is not an emoji. Put one only, or nothing.
refused-topic-everyone = With “@everyone”, everybody would be disturbed at each piece of news. Choose another role.
refused-topic-role = This is not a role of this server. Choose it in the list.
refused-topic-forum = In a forum each piece of news is a post. Choose another channel first.
refused-topic-last = This is the last topic: add another one first.
refused-topic-too-many = { $most } topics at most.
refused-rule-unknown = This rule no longer exists.
refused-rule-too-many = { $most } rules at most: remove some first.
refused-rule-needs-topic = Choose under which topic to sort.
refused-rule-words-empty = Say which words to look for.
refused-rule-words-too-long = That is too long: { $limit } characters at most.
refused-rule-words-too-many = { $limit } choices at most in a rule. Make two of it.
refused-rule-expression-broken = This is not a valid regular expression{ $near ->
    [none] {"."}
   *[other] , near “{ $near }”.
} For words, choose “Words”.
refused-rule-expression-slow = This expression takes too long. Simplify it, or choose “Words”.
refused-opml-import-unknown = This import is no longer there: it was undone already.
refused-watch-draft-gone = What you were looking at is no longer kept. Start again with the command.
