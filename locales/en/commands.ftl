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

## Moderation

command-moderation = moderation
    .description = What moderators see and settle
command-moderation-loans = loans
    .description = Every request and loan under way, the late ones first
