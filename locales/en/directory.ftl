### The directory: /settings organisations and /profile.

## The list

directory-list-title = { $count ->
    [0] ### Organisations of the network
    [one] ### Organisations of the network: 1
   *[other] ### Organisations of the network: { $count }
}
directory-list-empty = No organisation yet. Add the first one, or import the sheet you have already (CSV: name, short name, basin, kind).
directory-list-members = { $count ->
    [0] nobody
    [one] 1 person
   *[other] { $count } people
}
directory-list-speakers = Answering: { $names }
directory-list-unspoken = ⚠️ Nobody answers for it

directory-button-add = Add
directory-button-import = Import
directory-button-open = Open
directory-button-list = All organisations
directory-button-attach = Attach
directory-button-detach = Detach
directory-button-change = Edit
directory-button-remove = Remove

## One organisation

directory-kind-venue = venue
directory-kind-association = association
directory-kind-band = band
directory-kind-label = label
directory-kind-studio = studio
directory-kind-other = other

directory-member-delegate = - { $member } · delegate
directory-member-deputy = - { $member } · deputy
directory-member-member = - { $member } · member
directory-member-more = { $count ->
    [one] and 1 more person
   *[other] and { $count } more people
}
directory-role-delegate-long = Delegate: speaks for it, answers first
directory-role-deputy-long = Deputy: speaks for it, answers next
directory-role-member-long = Member: borrows for it
directory-organisation-short = short name “{ $short }”
directory-organisation-empty = Nobody is attached to it: nobody will receive the requests. “Attach” chooses who answers for it.
directory-organisation-unspoken = ⚠️ Neither delegate nor deputy: nobody will receive the requests.
directory-organisation-removed = ✅ “{ $name }” is removed.

directory-form-new = New organisation
directory-form-change = Edit the organisation
directory-form-attach = Attach members
directory-form-detach = Detach a member
directory-form-import = Import organisations
directory-field-name = Name
directory-field-short = Short name
directory-field-short-why = For small screens; the name itself if you don’t say
directory-field-basin = Basin of life
directory-field-basin-hint = Bressuire, Thouars, Niort…
directory-field-kind = Kind
directory-field-role = Role in the organisation
directory-field-member = Who?
directory-field-members = Who?
directory-field-members-why = { $most } people at most at a time
directory-field-sheet = Sheet (CSV)
directory-field-sheet-why = First line: name; short name; basin; kind. Nothing is written before you agree.

## Import

directory-import-title = ### What the import would do
directory-import-count = { $good ->
    [0] No line can be imported
    [one] **1 line** can be imported
   *[other] **{ $good } lines** can be imported
}{ $bad ->
    [0] .
    [one] , 1 is refused.
   *[other] , { $bad } are refused.
} Nothing is written yet.
directory-import-ignored = Columns left out: { $names }
directory-import-good = ✅ line { $line } · { $name }
directory-import-bad = ❌ line { $line } · { $name }: { $reason }
directory-import-more = { $count ->
    [one] … and 1 more line, in the report beside
   *[other] … and { $count } more lines, in the report beside
}
directory-import-nothing = Mend the sheet, then import it again.
directory-import-write = { $count ->
    [one] Import 1 line
   *[other] Import { $count } lines
}
directory-import-done = { $count ->
    [0] No organisation was added.
    [one] ✅ 1 organisation is added.
   *[other] ✅ { $count } organisations are added.
}
directory-import-skipped = { $count ->
    [one] Left out, its name was taken meanwhile: { $names }
   *[other] Left out, their names were taken meanwhile: { $names }
}
directory-import-undo = Undo the import
directory-import-undone = { $count ->
    [0] The import is undone; there was nothing to take away.
    [one] ✅ The import is undone: 1 organisation is taken away.
   *[other] ✅ The import is undone: { $count } organisations are taken away.
}
directory-import-kept = { $count ->
    [one] It was used since, it stays: { $names }
   *[other] They were used since, they stay: { $names }
}
directory-report-line = Line
directory-report-name = Name
directory-report-result = Result
directory-report-fine = to import

## Profile

directory-profile-title = ### Your profile
directory-profile-alone = You belong to no organisation: you lend and borrow in your own name. To be attached to yours, ask whoever runs this server.
directory-profile-delegate = - **{ $name }** · you speak for it
directory-profile-deputy = - **{ $name }** · you speak for it as a deputy
directory-profile-member = - **{ $name }** · member
directory-profile-more = { $count ->
    [one] and 1 more organisation
   *[other] and { $count } more organisations
}
directory-profile-acts-for = You usually borrow for:
directory-profile-choose = Choose an organisation
directory-profile-language = Language of the bot’s private messages:
directory-profile-language-choose = Choose a language
directory-profile-language-auto = that of your Discord
directory-profile-quiet = { $whose ->
    [own] Your quiet hours: from **{ $start }** to **{ $end }**, the bot sends you no reminder.
   *[network] The network’s quiet hours: from **{ $start }** to **{ $end }**, the bot sends you no reminder.
}
directory-profile-quiet-never = No quiet hours: the bot sends you reminders at any hour.
directory-profile-quiet-title = My quiet hours
directory-profile-quiet-from = From (21:00)
directory-profile-quiet-to = To (8:00); the same hour: never
directory-profile-quiet-network = Those of the network

## Refusals

refused-organisation-unknown = There is no organisation no. { $number } here.
refused-organisation-exists = “{ $name }” is in the directory already.
refused-organisation-no-name = It needs a name, with at least one letter or digit.
refused-organisation-long-name = That name is too long: { $most } characters at most.
refused-organisation-kind = Unknown kind: “{ $said }”. Write venue, association, band, label, studio or other.
refused-organisation-in-use = “{ $name }” is still in use: items { $items }, loans { $loans }, members { $members }. Detach its members and give its items to another organisation, then try again.
refused-organisation-empty = Nobody is attached to this organisation.
refused-not-your-organisation = You are not attached to that organisation.
refused-attach-bot = { $name } is a bot: it will not answer requests.
refused-attach-not-a-member = That person is not (or no longer) a member of this server.
refused-import-unknown = That import is no longer there: it was done already, undone, or is too old. Send the sheet again.
refused-forget-live-loans = { $count ->
    [one] A loan in your name is still under way. Return or cancel it first.
   *[other] { $count } loans in your name are still under way. Return or cancel them first.
}

## Sheets that can't be read (organisations and items)

refused-csv-not-received = Discord did not hand that file over. Send it again.
refused-csv-twice = “{ $name }” is on line { $first } already.

directory-unspoken-title = ### ⚠️ Nobody speaks for { $name } any more
directory-unspoken-text = { $member } left the server: nobody receives the requests made to { $name } any more. Whoever manages the server can attach somebody with `/settings organisations`.
