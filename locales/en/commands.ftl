### The commands: English names and texts beside the French ones, which are the default.
### Names: lower case, 32 characters; descriptions: 100 characters.

## Lending

command-borrow = borrow
    .description = Ask to borrow an item
    .item = item
    .item-description = The item, type a few letters
    .when = when
    .when-description = “this week-end”, “12-15 march”, “fri 6pm - sun 8pm”
    .quantity = quantity
    .quantity-description = How many (1 if you don’t say)
    .project = project
    .project-description = What for: concert, residency, rehearsal…
command-items = items
    .description = See what the network lends
    .search = search
    .search-description = A word of the name or description
    .free = free
    .free-description = Only what is free on these dates
    .category = category
    .category-description = Sound, light, stage, vehicle…
    .basin = basin
    .basin-description = A basin of life
command-availability = availability
    .description = The calendar of an item over 14 days
    .item = item
    .item-description = The item, type a few letters
    .when = when
    .when-description = From when (today if you don’t say)
command-share = share
    .description = Offer an item for lending
    .name = name
    .name-description = The name of the item
    .photo = photo
    .photo-description = A photo (JPEG, PNG or WebP)
command-my-loans = my-loans
    .description = What I must answer, hand over, give back or get back
    .view = view
    .view-description = Everything, or a part of it
command-return = return
    .description = Say that an item is back, and in what condition
    .loan = loan
    .loan-description = The loan to return
    .condition = condition
    .condition-description = In good order, damaged, incomplete…
    .photo = photo
    .photo-description = A photo of its condition at the return

## Settings and directory

command-config = settings
    .description = Set the network up: channels, roles, language, organisations
command-config-channels = channels
    .description = Choose the loans and moderators’ channels, check what the bot may do there
command-config-panel = panel
    .description = Post a lasting panel of buttons in the loans channel
command-config-roles = roles
    .description = Choose the roles that moderate
command-config-language = language
    .description = Choose the network’s language, time zone and quiet hours
command-config-organisations = organisations
    .description = Add, edit, attach, detach, import the organisations of the network
    .file = file
    .file-description = A CSV sheet: name, short name, basin, kind (nothing is written before you agree)
command-config-equipment = equipment
    .description = Import or export the network’s equipment (CSV), undo an import
    .action = action
    .action-description = Import, export or undo an import
    .file = file
    .file-description = A CSV sheet; only “name” is needed (nothing is written before you agree)
command-profile = profile
    .description = My organisations, my language, my quiet hours

## Watch

command-watch = watch
    .description = Read, search, suggest and follow the news chosen by the network
command-watch-read = read
    .description = The latest news chosen by the network
    .topic = topic
    .topic-description = One topic only
command-watch-search = search
    .description = Search all the news that was kept
    .words = words
    .words-description = "mecenat" finds "Mécénat" too, "calls" finds "call"
command-watch-suggest = suggest
    .description = Suggest a page to the moderators of the watch
    .link = link
    .link-description = The address of the page
    .comment = note
    .comment-description = Why the network may care
command-watch-follow = follow
    .description = Get the news of a topic or a word, at once or in a digest
    .topic = topic
    .topic-description = A topic
    .words = words
    .words-description = A word or an expression
    .rhythm = rhythm
    .rhythm-description = At once, or in a digest
command-watch-why = why
    .description = What became of an article: received, known, filtered, joined, queued, posted
    .link = link
    .link-description = The address of the article
menu-watch-add-message = Add to the watch
command-calls = calls
    .description = Open calls for projects, by deadline
    .topic = topic
    .topic-description = One topic only
command-sources = sources
    .description = Set the sources of the watch
command-sources-add = add
    .description = Follow a source: three articles are shown before it is saved
    .address = address
    .address-description = The address of the site, page or feed; empty: choose from a list
    .topic = topic
    .topic-description = The topic of the source
command-sources-list = list
    .description = The sources followed, their health, and how much of each is published
command-sources-remove = remove
    .description = Stop following a source
    .source = source
    .source-description = The source, type a few letters
command-sources-filter = filter
    .description = Keep, drop or sort by words, tried on the last thirty days
    .source = source
    .source-description = One source only (all if you say nothing)
command-sources-import = import
    .description = Import sources from an OPML file (nothing is written before you agree)
    .file = file
    .file-description = The OPML file of a feed reader
command-sources-export = export
    .description = Export the sources (OPML) or the published news (CSV)
    .what = what
    .what-description = The sources or the news
command-sources-schedule = schedule
    .description = Day and hour of the digest, alerts a day, channels and roles of topics

## Moderation

command-moderation = moderation
    .description = What moderators see and settle
command-moderation-loans = loans
    .description = Every request and loan under way, the late ones first
command-moderation-queue = queue
    .description = The news to sort, one card after the other
